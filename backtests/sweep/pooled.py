"""Results of each point pooled over all symbols."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from backtests.evidence.robustness import LEAST_EVENTS
from backtests.inference import samples
from backtests.sweep.chunk import rate_columns
from backtests.sweep.folder import POOLED, Block, Sweep
from backtests.sweep.grid import Point
from backtests.sweep.parquet import writing_rows
from backtests.sweep.parts import read_part
from signals.core.arrays import Floats, Ints

_CALENDAR_DAYS_PER_TRADING_DAY = 365.25 / 252
# Bits of a day, and the number of 1970-01-01: any day that 32 bits count from there is positive.
_DAY_BITS, _EPOCH = 32, 2**31


def write_pooled(sweep: Sweep) -> Mapping[str, Any] | None:
    """Write the pooled results; return the point with the highest hit rate over random entries."""
    best: Mapping[str, Any] | None = None
    with writing_rows(sweep.folder / POOLED) as writer:
        for block in sweep.blocks:
            rows = _pooled(sweep, block)
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


@dataclass(slots=True)
class _WeightedMean:
    """Means of a column over symbols, weighted by events; NaN without any."""

    total: Floats
    weight: Floats

    def add(self, values: Floats, events: Ints) -> None:
        """Add the values of one symbol."""
        known = ~np.isnan(values)
        self.total[known] += values[known] * events[known]
        self.weight[known] += events[known]

    @property
    def mean(self) -> Floats:
        """The means so far."""
        mean = np.where(self.weight > 0, self.total / np.maximum(self.weight, 1), np.nan)
        return np.asarray(mean, dtype=np.float64)


def _pooled(sweep: Sweep, block: Block) -> pa.Table:
    """Pool a block of points over the symbols, whose parts are read one by one.

    Events of different symbols whose windows overlap in time are not independent: `n_eff` counts
    the windows that do not overlap with one of any symbol.
    """
    size = block[1] - block[0]
    total = {name: np.zeros(size, np.int64) for name in ("n", "resolved", "hits")}
    means = {
        name: _WeightedMean(np.zeros(size), np.zeros(size)) for name in ("base_rate", "mean_return")
    }
    entries = []
    for symbol in range(len(sweep.specification.symbols)):
        part = read_part(sweep.part(symbol, block))
        for name in total:
            total[name] += part[name].fill_null(0).to_numpy()
        for name, weighted in means.items():
            weighted.add(part[name].to_numpy(), part["resolved"].to_numpy())
        entries.append(_entries(part))
    horizons = part["horizon"].to_pylist()
    windows = np.array([round(days * _CALENDAR_DAYS_PER_TRADING_DAY) for days in horizons])
    ordered = np.sort(np.concatenate(entries))
    edges = np.searchsorted(ordered, np.arange(size + 1) << _DAY_BITS)
    n_eff = samples.effective_sizes(ordered & (2**_DAY_BITS - 1), edges, windows)
    has_target = part["hits"].is_valid().to_numpy()
    base = means["base_rate"].mean
    return pa.table(
        {name: part[name] for name in ("point", *Point._fields)}
        | {"n": total["n"]}
        | rate_columns(total["hits"], total["resolved"], n_eff, base, has_target=has_target)
        | {"mean_return": means["mean_return"].mean}
    )


def _entries(part: pa.Table) -> Ints:
    """Return point and day of the entries as one number each, ordered by point and day."""
    lists = part["entry_days"].combine_chunks()
    point = np.repeat(np.arange(part.num_rows, dtype=np.int64), np.diff(lists.offsets.to_numpy()))
    days: Ints = lists.values.to_numpy()
    return (point << _DAY_BITS) + _EPOCH + days
