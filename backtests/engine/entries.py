"""Where trades can be entered, and the levels that go with an entry."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.forward_returns import positions_of
from backtests.engine.outcomes import Outcome, PriceArrays
from data_feeds.series.bars import frequency_of
from signals.levels.stops import StopRule

# Stops that stay where they are until the horizon (METHODS 2.7).
STAYING = ("structural", "percent", "time", "none")
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def window_of(bars: pd.DataFrame, stop: StopRule, horizon: int) -> int:
    """Bars that a position may last: the horizon, or the time stop if that is shorter."""
    days = int(min(horizon, stop.amount)) if stop.kind == "time" else horizon
    return frequency_of(bars).bars(days)


def entries_allowed(bars: pd.DataFrame, stop: StopRule, window: int, genuine: int) -> Ints:
    """Positions whose whole window lies within the data, and for which the stop is known."""
    first = max(stop.atr_window, genuine) + 1 if stop.atr_window else 1
    return np.arange(first, len(bars) - window + 1)


def extremes_ahead(prices: PriceArrays, window: int) -> tuple[Floats, Floats]:
    """Highest and lowest price of the `window` bars from each bar on."""
    from scipy.ndimage import maximum_filter1d, minimum_filter1d

    ahead = -(window // 2)
    highs, lows = np.maximum(prices.high, prices.open), np.minimum(prices.low, prices.open)
    return (
        maximum_filter1d(highs, window, origin=ahead, mode="nearest"),
        minimum_filter1d(lows, window, origin=ahead, mode="nearest"),
    )


def entries_at(bars: pd.DataFrame, outcomes: Sequence[Outcome]) -> list[int]:
    """Position of the entry bar of each outcome that has one."""
    dates = [o.entry_date for o in outcomes if o.entry_date is not None]
    return [int(at) for at in positions_of(bars, dates)]


def entry_of(outcome: Outcome) -> float:
    """Return the entry price of an outcome that was entered."""
    if outcome.entry is None:
        raise ValueError("a resolved outcome has an entry price")
    return outcome.entry


def stop_levels(stop: StopRule, price: Floats, distant: Floats, atr: Floats) -> Floats:
    """Stop for the entry bar: the rule's own where it follows the entry, else the distance."""
    if stop.kind in ("percent", "trailing"):
        return price * (1 - stop.amount)
    if stop.kind in ("atr", "chandelier"):
        return price - stop.amount * atr
    return distant


def fail_level(outcome: Outcome, stop: StopRule) -> float:
    """Close below which the breakout counts as failed; NaN where the rule knows none."""
    record = outcome.event.details.get("record")
    return float(record) if stop.kind == "failed" and isinstance(record, int | float) else np.nan
