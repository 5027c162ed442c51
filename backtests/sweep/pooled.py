"""Results of each point pooled over all symbols."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from backtests.evidence.robustness import LEAST_EVENTS
from backtests.inference import samples
from backtests.sweep.chunk import rate_columns
from backtests.sweep.folder import POOLED, Block, Sweep
from backtests.sweep.grid import Point
from backtests.sweep.parquet import PartReader, writing_rows
from signals.core.arrays import Floats, Ints

_COLUMNS = (
    "point",
    *Point._fields,
    "n",
    "resolved",
    "hits",
    "base_rate",
    "mean_return",
    "entry_days",
)
_CALENDAR_DAYS_PER_TRADING_DAY = 365.25 / 252


def write_pooled(sweep: Sweep, parts: PartReader) -> Mapping[str, Any] | None:
    """Write the pooled results; return the point with the highest hit rate over random entries."""
    best: Mapping[str, Any] | None = None
    with writing_rows(sweep.folder / POOLED) as writer:
        for block in sweep.blocks:
            rows = _pooled(sweep, block, parts)
            writer.add(rows)
            known = rows.filter(
                pc.and_(
                    pc.is_finite(rows["hit_excess"]), pc.greater_equal(rows["n_eff"], LEAST_EVENTS)
                )
            )
            for row in known.sort_by([("hit_excess", "descending")]).slice(0, 1).to_pylist():
                if best is None or row["hit_excess"] > best["hit_excess"]:
                    best = row
    return best


def _pooled(sweep: Sweep, block: Block, parts: PartReader) -> pa.Table:
    """Pool a block of points over the symbols.

    Events of different symbols whose windows overlap in time are not independent: `n_eff` counts
    the windows that do not overlap with one of any symbol.
    """
    symbols = range(len(sweep.specification.symbols))
    tables = [parts.again(sweep.part(symbol, block), _COLUMNS) for symbol in symbols]
    total = {
        name: sum(table[name].fill_null(0).to_numpy() for table in tables)
        for name in ("n", "resolved", "hits")
    }
    has_target = tables[0]["hits"].is_valid().to_numpy()
    base, mean = (_weighted(tables, name) for name in ("base_rate", "mean_return"))
    horizons = tables[0]["horizon"].to_pylist()
    days = [_entry_days(table) for table in tables]
    starts = [
        np.sort(np.concatenate([values[edges[i] : edges[i + 1]] for edges, values in days]))
        for i in range(len(horizons))
    ]
    edges = np.cumsum([0, *map(len, starts)])
    windows = np.array([round(days * _CALENDAR_DAYS_PER_TRADING_DAY) for days in horizons])
    n_eff = samples.effective_sizes(np.concatenate(starts), edges, windows)
    return pa.table(
        {name: tables[0][name] for name in ("point", *Point._fields)}
        | {"n": total["n"]}
        | rate_columns(total["hits"], total["resolved"], n_eff, base, has_target=has_target)
        | {"mean_return": mean}
    )


def _entry_days(table: pa.Table) -> tuple[Ints, Ints]:
    """Return the offsets of the points in the entry days of a table, and these days."""
    lists = table["entry_days"].combine_chunks()
    return lists.offsets.to_numpy(), lists.values.to_numpy()


def _weighted(tables: list[pa.Table], name: str) -> Floats:
    """Return the mean of a column over symbols, weighted by resolved events; NaN without any."""
    total, weight = np.zeros(tables[0].num_rows), np.zeros(tables[0].num_rows)
    for table in tables:
        value, events = table[name].to_numpy(), table["resolved"].to_numpy()
        known = ~np.isnan(value)
        total[known] += value[known] * events[known]
        weight[known] += events[known]
    return np.asarray(np.where(weight > 0, total / np.maximum(weight, 1), np.nan))
