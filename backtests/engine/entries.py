"""Bars on which a position can be entered, and the stop levels of an entry."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import positions_of
from backtests.engine.outcomes import Outcome
from backtests.engine.prepared_bars import PreparedBars
from signals.core.arrays import Floats, Ints
from signals.core.side import moved_down
from signals.levels.stops import StopRule

# Stops that do not change until the horizon (METHODS 2.7).
FIXED_STOPS = ("structural", "percent", "time", "none")


def eligible_entries(bars: PreparedBars, stop: StopRule, window: int) -> Ints:
    """Return the positions with a full window of data ahead and a defined stop."""
    atr = stop.atr_bars(bars.frequency)
    first = 1 if atr is None else max(atr, bars.first_genuine_open) + 1
    return np.arange(first, len(bars) - window + 1)


def entry_positions(bars: pd.DataFrame, outcomes: Sequence[Outcome]) -> list[int]:
    """Return the position of the entry bar of each outcome that was entered."""
    dates = [o.entry_date for o in outcomes if o.entry_date is not None]
    return [int(at) for at in positions_of(bars, dates)]


def entry_price(outcome: Outcome) -> float:
    """Return the entry price of an outcome; ValueError if it was not entered."""
    if outcome.entry is None:
        raise ValueError("a resolved outcome has an entry price")
    return outcome.entry


def stop_levels(stop: StopRule, price: Floats, distant: Floats, atr: Floats) -> Floats:
    """Return the stop levels of entry bars, on signed prices.

    Stops defined by the entry price or the volatility follow from `price` and `atr`. For the others
    the level is `distant`.
    """
    if stop.kind in ("percent", "trailing"):
        found: Floats = price * (1 - np.copysign(stop.amount, price))
        return found
    if stop.kind in ("atr", "chandelier"):
        return price - stop.amount * atr
    return distant


def fail_level(outcome: Outcome, stop: StopRule) -> float:
    """Return the record whose close beyond means failure; NaN unless the stop is `failed`."""
    record = outcome.event.details.get("record")
    return float(record) if stop.kind == "failed" and isinstance(record, int | float) else np.nan


def raised_stop(
    bars: PreparedBars, rule: StopRule, held: Outcome, first: int, end: int
) -> float | None:
    """Return the level of a stop after the bars from the entry at `first` up to `end`, excluded.

    Trailing and chandelier stops move with these bars, the others stay (METHODS 2.7). None without
    a level at entry.
    """
    if held.stop is None or end <= first:
        return held.stop
    prices, sign = bars.seen_from(held.side).prices, held.side.sign
    if rule.kind == "trailing":
        best = float(prices.close[first:end].max())
        return sign * max(sign * held.stop, moved_down(best, rule.amount))
    if rule.kind == "chandelier":
        highs = np.maximum.accumulate(prices.high[first:end])
        atr = bars.average_true_range(rule.atr_bars(bars.frequency))[first:end]
        return sign * float(max(sign * held.stop, np.nanmax(highs - rule.amount * atr)))
    return held.stop
