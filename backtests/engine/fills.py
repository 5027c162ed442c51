"""Compiled kernel for the first touch of target, stop or horizon, and the price of the fill."""

from __future__ import annotations

from typing import Literal

import numpy as np

from signals.core.arrays import Flags, Floats, Ints
from signals.core.compiled import compiled
from signals.core.side import Side, moved_down
from signals.levels.stops import ATR, CHANDELIER, FAILED, STRUCTURAL, TRAILING, first_level
from signals.levels.touch import highest_touch, lowest_touch
from strategies.engine import round_trip

Cause = Literal["target", "stop", "timeout", "open", "void"]
Fills = Literal["intraday", "close"]
CAUSES: tuple[Cause, ...] = ("open", "target", "stop", "timeout")
OPEN, TARGET, STOP, TIMEOUT = 0, 1, 2, 3
# Negative codes: the reason why a position was not entered.
(
    NO_LEG,
    NO_STRUCTURE,
    NO_RANGE_THEN,
    NO_RANGE_YET,
    BEYOND_TARGET,
    BEYOND_STOP,
    NO_PRICE,
) = range(-1, -8, -1)
VOID_REASONS = {
    NO_LEG: "no target: its leg low was not confirmed when the record was set",
    NO_STRUCTURE: "no structural stop",
    NO_RANGE_THEN: "no average true range: highs and lows of that time are not genuine",
    NO_RANGE_YET: "no average true range yet",
    BEYOND_TARGET: "entry at or beyond the target",
    BEYOND_STOP: "entry at or beyond the stop",
    NO_PRICE: "no target: the move from the record ends at or below zero",
}
COST, BORROW = round_trip.COST, round_trip.BORROW
NO_RANGE: Floats = np.empty(0)


def void_reason(code: int, side: Side) -> str:
    """Return the reason of a negative code, in the words of a side."""
    return VOID_REASONS[code].replace("leg low", f"leg {side.extreme}")


@compiled
def touch(
    open_: Floats,
    high: Floats,
    low: Floats,
    close: Floats,
    atr: Floats,
    first: int,
    goal: float,
    stop: float,
    fail: float,
    trail: float,
    chandelier: float,
    horizon: int,
) -> tuple[int, float, int, float, float, bool]:
    """Follow one position as `walks.walk` does; return the fields of `Walks` in their order.

    A short position is followed on signed prices (`signals.core.side`), as everywhere below.
    """
    n = open_.size
    if first >= n:
        return -1, np.nan, OPEN, np.nan, np.nan, False
    top = open_[first]
    bottom = open_[first]
    highest_close = open_[first]
    highest_high = -np.inf
    failed = False
    last = first + horizon - 1
    at_goal = lowest_touch(goal)
    at_stop = highest_touch(stop)
    for t in range(first, min(last, n - 1) + 1):
        price = np.nan
        cause = OPEN
        if t > first:
            # A gap through a level fills at the open.
            if failed or open_[t] <= at_stop:
                price = open_[t]
                cause = STOP
            elif open_[t] >= at_goal:
                price = open_[t]
                cause = TARGET
        ambiguous = False
        if cause == OPEN:
            if low[t] <= at_stop:
                price = stop
                cause = STOP
                ambiguous = high[t] >= at_goal
            elif high[t] >= at_goal:
                price = goal
                cause = TARGET
        if cause != OPEN:
            return (
                t,
                price,
                cause,
                max(top, open_[t], price),
                min(bottom, open_[t], price),
                ambiguous,
            )
        top = max(top, high[t])
        bottom = min(bottom, low[t])
        if t == last:
            return t, close[t], TIMEOUT, top, bottom, False
        failed = close[t] < fail
        highest_close = max(highest_close, close[t])
        highest_high = max(highest_high, high[t])
        raised = moved_down(highest_close, trail)
        if not np.isnan(chandelier):
            raised = highest_high - chandelier * atr[t]
        if not np.isnan(raised) and not (stop >= raised):
            stop = raised
            at_stop = highest_touch(stop)
    return -1, np.nan, OPEN, top, bottom, False


@compiled
def follow_entry(
    open_: Floats,
    high: Floats,
    low: Floats,
    close: Floats,
    by_close: bool,
    atr: Floats,
    first: int,
    goal: float,
    structural: float,
    record: float,
    needs_target: bool,
    stop_kind: int,
    stop_amount: float,
    horizon: int,
) -> tuple[float, float, int, float, int, float, float, bool]:
    """Enter at a bar and follow the position; return the fields of `Followed` from the price on.

    With `by_close`, fills are at closes. `atr` may be empty for stops that do not use it.
    """
    if first >= open_.size:
        return np.nan, np.nan, -1, np.nan, OPEN, np.nan, np.nan, False
    price = close[first] if by_close else open_[first]
    ranging = np.nan
    if (stop_kind in (ATR, CHANDELIER)) and not by_close:
        ranging = atr[first - 1]
    level = first_level(stop_kind, stop_amount, price, structural, ranging)
    void = _void_code(price, goal, level, by_close, needs_target, stop_kind)
    if void < 0:
        return price, level, -1, np.nan, void, np.nan, np.nan, False
    fail = record if stop_kind == FAILED else np.nan
    trail = stop_amount if stop_kind == TRAILING else np.nan
    chandelier = stop_amount if stop_kind == CHANDELIER else np.nan
    if by_close:
        found = touch(
            close, close, close, close, atr, first, goal, level, fail, trail, chandelier, horizon
        )
    else:
        found = touch(
            open_, high, low, close, atr, first, goal, level, fail, trail, chandelier, horizon
        )
    return price, level, found[0], found[1], found[2], found[3], found[4], found[5]


@compiled
def _void_code(
    price: float, goal: float, level: float, by_close: bool, needs_target: bool, stop_kind: int
) -> int:
    """Return a key of `VOID_REASONS`, or 0 for a valid entry."""
    if needs_target and np.isnan(goal):
        return NO_LEG
    if goal * price <= 0:
        return NO_PRICE
    if stop_kind == STRUCTURAL and np.isnan(level):
        return NO_STRUCTURE
    if stop_kind in (ATR, CHANDELIER):
        if by_close:
            return NO_RANGE_THEN
        if np.isnan(level):
            return NO_RANGE_YET
    if price >= lowest_touch(goal):
        return BEYOND_TARGET
    if price <= highest_touch(level):
        return BEYOND_STOP
    return 0


@compiled
def follow_entries(
    open_: Floats,
    high: Floats,
    low: Floats,
    close: Floats,
    genuine: Flags,
    atr: Floats,
    entry: Ints,
    target: Floats,
    structural: Floats,
    record: Floats,
    needs_target: bool,
    stop_kind: int,
    stop_amount: float,
    horizon: int,
) -> tuple[Floats, Floats, Ints, Floats, Ints, Floats, Floats, Flags]:
    """Apply `follow_entry` to each of `entry`; `genuine` flags the bars with a genuine open."""
    count = entry.size
    price = np.empty(count)
    level = np.empty(count)
    exit_index = np.empty(count, np.int64)
    exit_price = np.empty(count)
    cause = np.empty(count, np.int64)
    best = np.empty(count)
    worst = np.empty(count)
    ambiguous = np.empty(count, np.bool_)
    for i in range(count):
        by_close = entry[i] < genuine.size and not genuine[entry[i]]
        found = follow_entry(
            open_,
            high,
            low,
            close,
            by_close,
            atr,
            entry[i],
            target[i],
            structural[i],
            record[i],
            needs_target,
            stop_kind,
            stop_amount,
            horizon,
        )
        price[i], level[i], exit_index[i], exit_price[i] = found[0], found[1], found[2], found[3]
        cause[i], best[i], worst[i], ambiguous[i] = found[4], found[5], found[6], found[7]
    return price, level, exit_index, exit_price, cause, best, worst, ambiguous
