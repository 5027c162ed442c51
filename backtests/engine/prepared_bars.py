"""Bars with the arrays and positions that event studies derive from them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from backtests.engine.outcomes import PriceArrays, first_genuine_open
from data_feeds.series.bars import Frequency, frequency_of
from signals.core.arrays import Floats
from signals.core.side import Side
from signals.levels.stops import average_true_range


class Extremes(NamedTuple):
    """Highest and lowest price, and highest and lowest close, of the bars ahead of each bar."""

    high: Floats
    low: Floats
    high_close: Floats
    low_close: Floats


@dataclass(frozen=True, slots=True, eq=False)
class PreparedBars:
    """Checked bars with derived arrays, prepared once per study.

    Attributes
    ----------
    frame : DataFrame
        The bars.
    prices : PriceArrays
        Open, high, low and close; the close for all four if the bars have closes only. They are
        signed as `side` sees them.
    frequency : Frequency
        Daily, weekly or monthly.
    first_genuine_open : int
        Position of the first bar with a genuine open, `len(frame)` without one (METHODS 5.5).
    """

    frame: pd.DataFrame
    prices: PriceArrays
    frequency: Frequency
    first_genuine_open: int
    side: Side = Side.LONG
    _true_ranges: dict[int, Floats] = field(default_factory=dict, repr=False)
    _extremes: dict[int, Extremes] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, frame: pd.DataFrame) -> PreparedBars:
        """Prepare checked bars."""
        return cls(frame, PriceArrays.of(frame), frequency_of(frame), first_genuine_open(frame))

    def seen_from(self, side: Side) -> PreparedBars:
        """Return the same bars as a side sees them."""
        if side is self.side:
            return self
        return replace(self, prices=PriceArrays.of(self.frame, side), side=side, _extremes={})

    def __len__(self) -> int:
        return len(self.frame)

    def average_true_range(self, window: int | None) -> Floats:
        """Wilder's average true range by bar; NaN throughout without a window."""
        if window is None:
            return np.full(len(self.frame), np.nan)
        if window not in self._true_ranges:
            self._true_ranges[window] = average_true_range(self.frame, window=window)
        return self._true_ranges[window]

    def extremes_ahead(self, window: int) -> Extremes:
        """Return the extremes of the `window` bars that start at each bar."""
        if window not in self._extremes:
            self._extremes[window] = Extremes(
                *forward_extremes(self.prices, window),
                *forward_extremes(self.prices.closes_only(), window),
            )
        return self._extremes[window]


def forward_extremes(prices: PriceArrays, window: int) -> tuple[Floats, Floats]:
    """Return the highest and lowest price of the `window` bars that start at each bar.

    Near the end, of the bars that are left.
    """
    highs, lows = np.maximum(prices.high, prices.open), np.minimum(prices.low, prices.open)
    return _highest_ahead(highs, window), -_highest_ahead(-lows, window)


def _highest_ahead(values: Floats, window: int) -> Floats:
    """Join windows of 1, 2, 4, ... values: two that overlap cover a window of any length."""
    found = values.copy()
    width = 1
    while width < min(window, values.size):
        step = min(width, window - width)
        np.maximum(found[:-step], found[step:], out=found[:-step])
        width += step
    return found
