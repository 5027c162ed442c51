"""Bars at which a trade can be entered, and the stop levels of an entry."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.forward_returns import positions_of
from backtests.engine.outcomes import Outcome, PriceArrays
from data_feeds.series.bars import frequency_of
from signals.levels.stops import StopRule

# Stops at a constant level (METHODS 2.7).
STAYING = ("structural", "percent", "time", "none")
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def window_of(bars: pd.DataFrame, stop: StopRule, horizon: int) -> int:
    """Return the maximum number of bars of a position: horizon or time stop, if shorter."""
    days = int(min(horizon, stop.amount)) if stop.kind == "time" else horizon
    return frequency_of(bars).bars(days)


def entries_allowed(bars: pd.DataFrame, stop: StopRule, window: int, genuine: int) -> Ints:
    """Return the positions with a whole window within the data and a known stop level."""
    first = max(stop.atr_window, genuine) + 1 if stop.atr_window else 1
    return np.arange(first, len(bars) - window + 1)


def extremes_ahead(prices: PriceArrays, window: int) -> tuple[Floats, Floats]:
    """Return the highest and lowest price of the `window` bars from each bar on."""
    from scipy.ndimage import maximum_filter1d, minimum_filter1d

    ahead = -(window // 2)
    highs, lows = np.maximum(prices.high, prices.open), np.minimum(prices.low, prices.open)
    return (
        maximum_filter1d(highs, window, origin=ahead, mode="nearest"),
        minimum_filter1d(lows, window, origin=ahead, mode="nearest"),
    )


def entries_at(bars: pd.DataFrame, outcomes: Sequence[Outcome]) -> list[int]:
    """Return the position of the entry bar of each outcome that has one."""
    dates = [o.entry_date for o in outcomes if o.entry_date is not None]
    return [int(at) for at in positions_of(bars, dates)]


def entry_of(outcome: Outcome) -> float:
    """Return the entry price of an outcome; raise ValueError if it has none."""
    if outcome.entry is None:
        raise ValueError("a resolved outcome has an entry price")
    return outcome.entry


def stop_levels(stop: StopRule, price: Floats, distant: Floats, atr: Floats) -> Floats:
    """Return the stop level of the entry bar, or `distant` for stops not relative to the entry."""
    if stop.kind in ("percent", "trailing"):
        return price * (1 - stop.amount)
    if stop.kind in ("atr", "chandelier"):
        return price - stop.amount * atr
    return distant


def fail_level(outcome: Outcome, stop: StopRule) -> float:
    """Return the close below which the breakout fails; NaN unless the stop is "failed"."""
    record = outcome.event.details.get("record")
    return float(record) if stop.kind == "failed" and isinstance(record, int | float) else np.nan
