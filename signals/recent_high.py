"""Breakouts above the highest close of the last N days, after a base (METHODS 2.1)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data_feeds.series.bars import frequency_of
from signals.breakout import (
    LEG_THRESHOLD,
    MOST_DAYS,
    Breakouts,
    check_base,
    min_base_bars,
    to_events,
)
from signals.core.arrays import Floats, Ints
from signals.core.compiled import compiled
from signals.core.event import Event, RuleError
from signals.core.side import Side, base_depth
from signals.levels.measured_move import parse_target
from signals.levels.touch import reaches_fall
from signals.levels.zigzag import confirmed_lows


def find_events(
    bars: pd.DataFrame,
    *,
    lookback: int,
    min_base: int = 20,
    min_depth: float = 0.05,
    target: str = "mm-a",
    side: Side = Side.LONG,
) -> tuple[Event, ...]:
    """Find the closes above the highest of the `lookback` days before, after a base (METHODS 2.1).

    As `signals.breakout.find_events`, with this high in place of the record: it must be at least
    `min_base` trading days old, and the lowest close since then at least `min_depth` below it.
    Signals are therefore at least `min_base` days apart. The first `lookback` days give none.
    `lookback` is in trading days and is converted to the frequency of the bars. Short, find the
    closes below the lowest one of these days after a rebound (METHODS 2.13).

    Raises
    ------
    RuleError
        If a parameter is out of range, the target rule is unknown, or the base is longer than
        `lookback`.
    """
    check_base(min_base, min_depth)
    check_lookback(lookback, min_base)
    rule = parse_target(target)
    frequency = frequency_of(bars)
    found = find_breakouts(
        side.sign * bars["close"].to_numpy(dtype=np.float64),
        lookback=frequency.bars(lookback),
        least_base=min_base_bars(frequency, min_base),
        min_depth=min_depth,
    )
    return to_events(bars, found, rule, side)


def check_lookback(lookback: int, min_base: int) -> None:
    """Raise RuleError if the lookback is shorter than the base, or longer than any record."""
    if lookback < min_base:
        raise RuleError(
            f"lookback is {lookback}; expected at least the base, {min_base} trading days"
        )
    if lookback > MOST_DAYS:
        raise RuleError(f"lookback is {lookback}; expected at most {MOST_DAYS:,} trading days")


def find_breakouts(
    closes: Floats, *, lookback: int, least_base: int, min_depth: float
) -> Breakouts:
    """Find breakouts as `find_events` does, on signed closes with both lengths in bars."""
    signals, highs_at, highs, lows, count = breakouts_in(closes, lookback, least_base, min_depth)
    legs = confirmed_lows(closes, LEG_THRESHOLD, highs_at[:count])
    return Breakouts(signals[:count], highs_at[:count], highs[:count], lows[:count], legs)


@compiled
def breakouts_in(
    closes: Floats, lookback: int, least_base: int, min_depth: float
) -> tuple[Ints, Ints, Floats, Floats, int]:
    """Find breakouts without their leg lows, for compiled loops; of equal highs the first counts.

    The arrays are longer than the count, which is the last element.
    """
    n = closes.size
    # Upper limit of the number of signals, which are at least one base apart.
    most = n // max(least_base, 1) + 2
    signals = np.empty(most, np.int64)
    highs_at = np.empty(most, np.int64)
    highs = np.empty(most, np.float64)
    base_lows = np.empty(most, np.float64)
    count = 0
    # Closes of the window that no later one exceeds; the oldest of them is the highest of all.
    falling, first, end = np.empty(n, np.int64), 0, 0
    for t in range(n):
        if t >= lookback:
            while falling[first] < t - lookback:
                first += 1
            at = falling[first]
            high, base_low = closes[at], np.inf
            if closes[t] > high and t - at >= least_base:
                for s in range(at + 1, t):
                    base_low = min(base_low, closes[s])
                if reaches_fall(base_depth(high, base_low), min_depth):
                    signals[count] = t
                    highs_at[count] = at
                    highs[count] = high
                    base_lows[count] = base_low
                    count += 1
        while end > first and closes[falling[end - 1]] < closes[t]:
            end -= 1
        falling[end] = t
        end += 1
    return signals, highs_at, highs, base_lows, count
