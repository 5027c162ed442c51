"""Breakouts above the highest close of the last N days, after a base (METHODS 2.1)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds.series.bars import frequency_of
from signals.breakout import LEG_THRESHOLD, Breakouts, check_base, min_base_bars, to_events
from signals.core.compiled import compiled
from signals.core.event import Event, RuleError
from signals.levels.measured_move import parse_target
from signals.levels.zigzag import confirmed_lows

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def find_events(
    bars: pd.DataFrame,
    *,
    lookback: int,
    min_base: int = 20,
    min_depth: float = 0.05,
    target: str = "mm-a",
) -> tuple[Event, ...]:
    """Find the closes above the highest of the `lookback` days before, after a base (METHODS 2.1).

    As `signals.breakout.find_events`, with that high in the place of the record: it must lie at
    least `min_base` trading days back, and the lowest close since at least `min_depth` below it.
    A close that breaks it is the next high, so that signals lie at least `min_base` apart. The
    first `lookback` days give none. `lookback` is translated to the bars' frequency.

    Raises
    ------
    RuleError
        A parameter out of range, an unknown target rule, or a base longer than `lookback`.
    """
    check_base(min_base, min_depth)
    check_lookback(lookback, min_base)
    rule = parse_target(target)
    frequency = frequency_of(bars)
    found = find_breakouts(
        bars["close"].to_numpy(dtype=np.float64).copy(),
        lookback=frequency.bars(lookback),
        least_base=min_base_bars(frequency, min_base),
        min_depth=min_depth,
    )
    return to_events(bars, found, rule)


def check_lookback(lookback: int, min_base: int) -> None:
    """Raise RuleError if the lookback is shorter than the base."""
    if lookback < min_base:
        raise RuleError(
            f"lookback is {lookback}; expected at least the base, {min_base} trading days"
        )


def find_breakouts(
    closes: Floats, *, lookback: int, least_base: int, min_depth: float
) -> Breakouts:
    """Find breakouts as `find_events` does, on an array of closes with both lengths in bars."""
    signals, highs_at, highs, lows, count = breakouts_in(closes, lookback, least_base, min_depth)
    legs = confirmed_lows(closes, LEG_THRESHOLD, highs_at[:count])
    return Breakouts(signals[:count], highs_at[:count], highs[:count], lows[:count], legs)


@compiled
def breakouts_in(
    closes: Floats, lookback: int, least_base: int, min_depth: float
) -> tuple[Ints, Ints, Floats, Floats, int]:
    """Look back from each close until one is not below it; of equal highs the first counts."""
    n = closes.size
    # Signals lie at least a base apart.
    most = n // max(least_base, 1) + 2
    signals = np.empty(most, np.int64)
    highs_at = np.empty(most, np.int64)
    highs = np.empty(most, np.float64)
    base_lows = np.empty(most, np.float64)
    count = 0
    for t in range(lookback, n):
        high, at = -np.inf, t
        lowest, base_low = np.inf, np.inf
        for s in range(t - 1, t - lookback - 1, -1):
            if closes[s] >= closes[t]:
                high = np.inf
                break
            if closes[s] >= high:
                high, at, base_low = closes[s], s, lowest
            lowest = min(lowest, closes[s])
        if closes[t] > high and t - at >= least_base and 1 - base_low / high >= min_depth:
            signals[count] = t
            highs_at[count] = at
            highs[count] = high
            base_lows[count] = base_low
            count += 1
    return signals, highs_at, highs, base_lows, count
