"""Bars with the arrays and dates that every study of events derives from them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.outcomes import PriceArrays, first_genuine_open
from data_feeds.series.bars import Frequency, frequency_of
from signals.levels.stops import average_true_range

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class PreparedBars:
    """Checked bars, prepared once where they enter a study.

    Attributes
    ----------
    frame : DataFrame
        The bars.
    prices : PriceArrays
        Their open, high, low and close; four times the close if there is nothing else.
    frequency : Frequency
        Daily, weekly or monthly.
    first_genuine_open : int
        Position of the first bar with a genuine open, `len(frame)` without one (METHODS 5.5).
    """

    frame: pd.DataFrame
    prices: PriceArrays
    frequency: Frequency
    first_genuine_open: int
    _true_ranges: dict[int, Floats] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, frame: pd.DataFrame) -> PreparedBars:
        """Prepare checked bars."""
        return cls(frame, PriceArrays.of(frame), frequency_of(frame), first_genuine_open(frame))

    def __len__(self) -> int:
        return len(self.frame)

    def average_true_range(self, window: int | None) -> Floats:
        """Wilder's average true range by bar; NaN throughout without a window."""
        if window is None:
            return np.full(len(self.frame), np.nan)
        if window not in self._true_ranges:
            self._true_ranges[window] = average_true_range(self.frame, window=window)
        return self._true_ranges[window]
