"""Results of a point pooled over all symbols."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from backtests.evidence.robustness import LEAST_EVENTS
from backtests.inference import samples
from backtests.sweep.chunk import wilson
from backtests.sweep.folder import POOLED, Sweep
from backtests.sweep.grid import Point
from backtests.sweep.parquet import RowWriter, read_columns

_POOLED = (
    "point",
    *Point._fields,
    "n",
    "resolved",
    "hits",
    "base_rate",
    "mean_return",
    "entry_days",
)
_DAYS_PER_TRADING_DAY = 365.25 / 252
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def write_pooled(sweep: Sweep) -> Mapping[str, Any] | None:
    """Write each point over all symbols together; gives the one that beats random entries most."""
    best: Mapping[str, Any] | None = None
    with RowWriter(sweep.folder / POOLED) as written:
        for cut in sweep.cuts:
            rows = _pooled(sweep, cut)
            written.add(rows)
            known = rows.filter(
                pc.and_(
                    pc.is_finite(rows["hit_excess"]), pc.greater_equal(rows["n_eff"], LEAST_EVENTS)
                )
            )
            for row in known.sort_by([("hit_excess", "descending")]).slice(0, 1).to_pylist():
                if best is None or row["hit_excess"] > best["hit_excess"]:
                    best = row
    return best


def _pooled(sweep: Sweep, cut: tuple[int, int]) -> pa.Table:
    """Add up a block of points over the symbols.

    Events of two symbols whose windows overlap in time are not independent: n_eff is the number
    of windows of any symbol that do not overlap with another.
    """
    symbols = range(len(sweep.specification.symbols))
    tables = [read_columns(sweep.part(at, cut), _POOLED) for at in symbols]
    total = {
        name: sum(table[name].to_numpy() for table in tables) for name in ("n", "resolved", "hits")
    }
    base, mean = (_weighted(tables, name) for name in ("base_rate", "mean_return"))
    horizons = tables[0]["horizon"].to_pylist()
    days = [_days_of(table) for table in tables]
    n_eff = np.array(
        [
            samples.effective_size(
                # Entries of one day overlap; each day once is quicker.
                np.unique(
                    np.concatenate([values[edges[i] : edges[i + 1]] for edges, values in days])
                ).tolist(),
                window=round(horizon * _DAYS_PER_TRADING_DAY),
            )
            for i, horizon in enumerate(horizons)
        ],
        dtype=np.int64,
    )
    low, high = wilson(total["hits"], total["resolved"], n_eff)
    rate = np.where(total["resolved"] > 0, total["hits"] / np.maximum(total["resolved"], 1), np.nan)
    return pa.table(
        {name: tables[0][name] for name in ("point", *Point._fields)}
        | total
        | {
            "n_eff": n_eff,
            "hit_rate": rate,
            "interval_low": low,
            "interval_high": high,
            "base_rate": base,
            "hit_excess": rate - base,
            "mean_return": mean,
        }
    )


def _days_of(table: pa.Table) -> tuple[Ints, Ints]:
    """Days of entry of all points, and where each point's begin and end."""
    lists = table["entry_days"].combine_chunks()
    return lists.offsets.to_numpy(), lists.values.to_numpy()


def _weighted(tables: list[pa.Table], name: str) -> Floats:
    """Mean of a column over the symbols, weighted by their resolved events; NaN without any."""
    total, weight = np.zeros(tables[0].num_rows), np.zeros(tables[0].num_rows)
    for table in tables:
        value, events = table[name].to_numpy(), table["resolved"].to_numpy()
        known = ~np.isnan(value)
        total[known] += value[known] * events[known]
        weight[known] += events[known]
    return np.asarray(np.where(weight > 0, total / np.maximum(weight, 1), np.nan))
