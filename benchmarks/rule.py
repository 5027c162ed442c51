"""The rule that every engine trades, and the comparison of trades.

A close above the record close, at least `base` days after it and `depth` below it in between, is
bought at the next open: target at the record plus the depth of the base, stop at the entry less a
multiple of Wilder's average true range at the signal, out at the close after `horizon` days. An
open beyond a level fills there, a bar that reaches both is the stop, and an entry beyond either is
left out. A price reaches a level, and a base its depth, within a relative 1e-9 (METHODS 2.11); the
engines of others compare their own orders with prices exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.signal import lfilter

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
# Bars of Wilder's average (METHODS 2.7).
WINDOW = 20
# Prices differ in the last digits where an engine keeps a level as a fraction of the entry.
EXACT = 1e-9
# Relative tolerance within which a price reaches a level.
TOUCH = 1e-9


@dataclass(frozen=True, slots=True)
class Point:
    """One set of parameters: days, a fraction, a multiple of the average range, days."""

    base: int = 20
    depth: float = 0.05
    multiple: float = 3.0
    horizon: int = 252


@dataclass(frozen=True, slots=True, eq=False)
class Trades:
    """Closed trades of an account that holds one at a time: bar positions and prices."""

    entry: Ints
    exit: Ints
    entry_price: Floats
    exit_price: Floats

    @property
    def total(self) -> float:
        """Return the sum of the returns before costs."""
        return float((self.exit_price / self.entry_price - 1).sum())

    def same(self, other: Trades) -> bool:
        """Return whether both have the same bars and prices of entry and exit."""
        return (
            np.array_equal(self.entry, other.entry)
            and np.array_equal(self.exit, other.exit)
            and np.allclose(self.entry_price, other.entry_price, rtol=EXACT, atol=0)
            and np.allclose(self.exit_price, other.exit_price, rtol=EXACT, atol=0)
        )

    def differing(self, other: Trades) -> int:
        """Return the number of trades that the other account lacks."""
        return len(set(self._bars()) - set(other._bars()))

    def _bars(self) -> list[tuple[int, int]]:
        return list(zip(self.entry.tolist(), self.exit.tolist(), strict=True))


def deep(low: Floats | float, record: Floats | float, depth: float) -> Any:
    """Return whether a low is `depth` or more below a record."""
    return low <= record * (1 - depth) * (1 + TOUCH)


def grid(points: int, *, seed: int = 0) -> list[Point]:
    """Return random points of all four parameters."""
    rng = np.random.default_rng(seed)
    return [
        Point(
            int(rng.integers(5, 120)),
            float(rng.uniform(0, 0.15)),
            float(rng.uniform(1, 5)),
            int(rng.integers(21, 253)),
        )
        for _ in range(points)
    ]


def wilder(high: Floats, low: Floats, close: Floats) -> Floats:
    """Return the average true range with numpy and scipy; NaN on the first bars."""
    ranges = high - low
    ranges[1:] = np.maximum(high[1:], close[:-1]) - np.minimum(low[1:], close[:-1])
    kept, found = 1 - 1 / WINDOW, np.full(close.size, np.nan)
    seed = ranges[:WINDOW].mean()
    found[WINDOW - 1] = seed
    found[WINDOW:], _ = lfilter([1 - kept], [1.0, -kept], ranges[WINDOW:], zi=[kept * seed])
    return found


def breaks(close: Floats) -> tuple[Ints, Ints, Floats, Floats]:
    """Every break of the record close: positions of break and record, the record, the low between.

    Vectorised, as a user of numpy would write it.
    """
    records = np.flatnonzero(
        np.concatenate(([True], close[1:] > np.maximum.accumulate(close)[:-1]))
    )
    lows = np.minimum.reduceat(close, records)[:-1]
    return records[1:], records[:-1], close[records[:-1]], lows
