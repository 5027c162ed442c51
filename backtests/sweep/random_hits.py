"""Hit rates of random entries with the levels of parameter points, in compiled loops."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from backtests.engine.entries import FIXED_STOPS
from backtests.engine.fills import OPEN, TARGET, follow_entry
from backtests.engine.outcomes import PriceArrays
from backtests.engine.parameter_grid import PointEvents, Points
from backtests.engine.prepared_bars import forward_extremes
from backtests.inference import monte_carlo
from data_feeds.series.bars import Frequency
from signals.core.arrays import Flags, Floats, Ints
from signals.core.compiled import compiled
from signals.core.side import moved_down
from signals.levels.measured_move import NO_TARGET
from signals.levels.stops import (
    ATR,
    ATR_WINDOW,
    CHANDELIER,
    STOP_KINDS,
    TRAILING,
    average_true_range_array,
    first_level,
)
from signals.levels.touch import highest_touch, lowest_touch

# Random entries for each event; the base rate of twenty events has an error of about one point.
ENTRIES_PER_EVENT = 64
# Rotation of the shared draws from one event to the next: the fractional part of the golden ratio,
# whose multiples fill an interval most evenly (Weyl 1916).
_ROTATION = 0.618033988749895
# Bars that are passed over at once where no price of theirs reaches the target or the stop.
_STRIDE = 16


def random_hit_rates(
    prices: PriceArrays,
    points: Points,
    events: PointEvents,
    *,
    genuine_from: int,
    seed_record: float | None,
    draws: Floats,
    frequency: Frequency = Frequency.DAILY,
) -> Floats:
    """Return the hit rate of random entries with the target and stop distances of each point.

    This is the limit of null N1 of METHODS 3.4: the distances of every resolved event are applied
    on random days whose whole window is within the data.

    Parameters
    ----------
    draws
        Positions of the random days as numbers in [0, 1), shared by all points and symbols.

    Returns
    -------
    ndarray
        One rate for each point; NaN without a resolved event, a target or an eligible day.
    """
    edges = np.searchsorted(events.point, np.arange(len(points) + 1))
    needed = set(points.stop.tolist())
    true_ranges = {
        ATR: frequency.bars(ATR_WINDOW["atr"]),
        CHANDELIER: frequency.bars(ATR_WINDOW["chandelier"]),
    }
    ranges = [
        average_true_range_array(prices.high, prices.low, prices.close, window=true_ranges[code])
        if code in needed
        else np.empty(0)
        for code in (ATR, CHANDELIER)
    ]
    seed = np.nan if seed_record is None else seed_record
    records = np.fmax.accumulate(np.concatenate(([seed], prices.close)))
    firsts = np.array(
        [
            max(true_ranges[code], genuine_from) + 1 if code in true_ranges else 1
            for code in range(len(STOP_KINDS))
        ],
        np.int64,
    )
    staying = np.array([kind in (*FIXED_STOPS, "atr") for kind in STOP_KINDS])
    windows, window = np.unique(points.horizon, return_inverse=True)
    highest, lowest = _ahead(prices, [*windows.tolist(), _STRIDE], genuine_from)
    return _random_hit_rates(
        prices.open,
        prices.high,
        prices.low,
        prices.close,
        ranges[0],
        ranges[1],
        genuine_from,
        records,
        edges,
        events.signal,
        events.cause,
        events.entry_price,
        events.target,
        events.stop,
        points.target,
        points.stop,
        points.stop_amount,
        points.horizon,
        firsts,
        staying,
        window,
        highest,
        lowest,
        forward_extremes(prices.closes_only(), _STRIDE)[0],
        draws,
    )


@lru_cache(maxsize=1)
def entry_draws() -> Floats:
    """Return positions of random entries in the record: one in each of equal parts of [0, 1)."""
    rng = monte_carlo.generator("sweep entries")
    return np.asarray(
        (np.arange(ENTRIES_PER_EVENT) + rng.random(ENTRIES_PER_EVENT)) / ENTRIES_PER_EVENT,
        dtype=np.float64,
    )


def _ahead(prices: PriceArrays, windows: Sequence[int], genuine_from: int) -> tuple[Floats, Floats]:
    """Return the highest and lowest price of each window; closes alone before genuine opens."""
    found = []
    for window in windows:
        extremes = forward_extremes(prices, window)
        if genuine_from:
            at_closes = forward_extremes(prices.closes_only(), window)
            for within, at_close in zip(extremes, at_closes, strict=True):
                within[:genuine_from] = at_close[:genuine_from]
        found.append(extremes)
    stacked: Floats = np.array(found)
    return np.ascontiguousarray(stacked[:, 0]), np.ascontiguousarray(stacked[:, 1])


@compiled
def _random_hit_rates(
    open_: Floats,
    high: Floats,
    low: Floats,
    close: Floats,
    near: Floats,
    far: Floats,
    genuine_from: int,
    records: Floats,
    edges: Ints,
    signal: Ints,
    cause: Ints,
    entry_price: Floats,
    target: Floats,
    stop: Floats,
    target_kind: Ints,
    stop_kind: Ints,
    stop_amount: Floats,
    horizon: Ints,
    firsts: Ints,
    staying: Flags,
    window: Ints,
    highest: Floats,
    lowest: Floats,
    highest_close: Floats,
    draws: Floats,
) -> Floats:
    """Compute `random_hit_rates`; walk an entry only if its window reaches target and stop."""
    quoted, closes = (open_, high, low, close), (close, close, close, close)
    strides = (highest[-1], lowest[-1], highest_close)
    found = np.full(edges.size - 1, np.nan)
    for i in range(edges.size - 1):
        kind = stop_kind[i]
        first = firsts[kind]
        slots = close.size - horizon[i] + 1 - first
        if slots < 1 or target_kind[i] == NO_TARGET:
            continue
        atr = far if kind == CHANDELIER else near
        hits = 0
        entries = 0
        for j in range(edges[i], edges[i + 1]):
            if cause[j] <= OPEN:
                continue
            own = entry_price[j]
            turned = (j - edges[i]) * _ROTATION
            for k in range(draws.size):
                place = draws[k] + turned
                # As `place % 1.0`, which takes longer than the comparisons below.
                at = first + int((place - np.floor(place)) * slots)
                by_close = at < genuine_from
                price = close[at] if by_close else open_[at]
                scale = price / own
                goal = scale * target[j]
                entries += 1
                if highest[window[i], at] < lowest_touch(goal):
                    continue
                if staying[kind] or kind == TRAILING:
                    ranging = atr[at - 1] if kind == ATR else np.nan
                    level = first_level(kind, stop_amount[i], price, scale * stop[j], ranging)
                    if staying[kind] and not lowest[window[i], at] <= highest_touch(level):
                        hits += 1
                        continue
                    trail = stop_amount[i] if kind == TRAILING else np.nan
                    bars = closes if by_close else quoted
                    hits += _reaches_target(bars, strides, at, at + horizon[i], goal, level, trail)
                    continue
                walked = follow_entry(
                    open_,
                    high,
                    low,
                    close,
                    by_close,
                    atr,
                    at,
                    goal,
                    scale * stop[j],
                    scale * records[signal[j]],
                    True,
                    kind,
                    stop_amount[i],
                    horizon[i],
                )
                hits += walked[4] == TARGET
        if entries:
            found[i] = hits / entries
    return found


@compiled
def _reaches_target(
    bars: tuple[Floats, Floats, Floats, Floats],
    strides: tuple[Floats, Floats, Floats],
    first: int,
    end: int,
    goal: float,
    stop: float,
    trail: float,
) -> bool:
    """Return whether a position ends at its target, as `follow_entry` does.

    `bars` are open, high, low and close; `strides` the highest and lowest price and the highest
    close of the `_STRIDE` bars from each bar on; `trail` is NaN for a stop that stays.
    """
    open_, high, low, close = bars
    highest, lowest, highest_close = strides
    at_goal, at_stop = lowest_touch(goal), highest_touch(stop)
    if open_[first] >= at_goal or open_[first] <= at_stop:
        return False
    best = open_[first]
    t = first
    while t < end:
        # The stop of none of these bars is above what it is after the last of them.
        raised = stop
        if not np.isnan(trail):
            raised = max(stop, moved_down(max(best, highest_close[t]), trail))
        if highest[t] < at_goal and lowest[t] > highest_touch(raised):
            best, stop = max(best, highest_close[t]), raised
            at_stop = highest_touch(stop)
            t += _STRIDE
            continue
        for s in range(t, min(t + _STRIDE, end)):
            if open_[s] <= at_stop or open_[s] >= at_goal:
                return bool(open_[s] > at_stop)
            if low[s] <= at_stop:
                return False
            if high[s] >= at_goal:
                return True
            if not np.isnan(trail):
                best = max(best, close[s])
                stop = max(stop, moved_down(best, trail))
                at_stop = highest_touch(stop)
        t += _STRIDE
    return False
