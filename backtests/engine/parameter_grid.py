"""Breakouts of many parameter points over the same bars (METHODS 2.1 to 2.8).

Detection, average true ranges and leg lows are computed once for all points. Events and outcomes
equal those of `signals.breakout.find_events` and `engine.outcomes.first_touch` on the same bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from backtests.engine.fills import COST, follow_entry
from backtests.engine.outcomes import PriceArrays
from data_feeds.series.bars import Frequency
from signals.breakout import LEG_THRESHOLD, breakouts_in, min_base_bars
from signals.core.arrays import Flags, Floats, Ints
from signals.core.compiled import compiled
from signals.core.side import Side, base_depth
from signals.levels.measured_move import (
    LEG_PERCENT,
    LEG_POINTS,
    NO_TARGET,
    TargetRule,
    project_target,
)
from signals.levels.stops import ATR, ATR_WINDOW, CHANDELIER, StopRule, write_average_true_range
from signals.levels.touch import reaches_fall
from signals.levels.zigzag import confirmed_lows
from strategies.engine.round_trip import net_return

# The result of `follow_breakouts`: arrays with one value for each breakout.
Fates = tuple[Ints, Floats, Floats, Floats, Ints, Floats, Ints, Flags]
# Prices, flags, average true ranges of both windows, and breaks of a record.
SharedArrays = tuple[
    Floats, Floats, Floats, Floats, Flags, Floats, Floats, Ints, Ints, Floats, Floats, Floats
]
_ATR_WINDOW, _CHANDELIER_WINDOW = ATR_WINDOW["atr"], ATR_WINDOW["chandelier"]


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Parameter points as arrays of one length, as made by `Points.of`.

    `least_base` and `horizon` are in bars, `min_depth` is a fraction. `target` and `stop` are codes
    of `measured_move.TARGET_KINDS` and `stops.STOP_KINDS`, with their amounts.
    """

    least_base: Ints
    min_depth: Floats
    target: Ints
    target_amount: Floats
    stop: Ints
    stop_amount: Floats
    horizon: Ints

    @classmethod
    def of(
        cls,
        frequency: Frequency,
        *,
        min_base: Sequence[int],
        min_depth: Sequence[float],
        target: Sequence[TargetRule],
        stop: Sequence[StopRule],
        horizon: Sequence[int],
    ) -> Points:
        """Convert sequences of one length; `min_base` and `horizon` are in trading days."""
        days = [
            int(min(limit, rule.amount)) if rule.kind == "time" else limit
            for limit, rule in zip(horizon, stop, strict=True)
        ]
        bases = {base: min_base_bars(frequency, base) for base in set(min_base)}
        horizons = {limit: frequency.bars(limit) for limit in set(days)}
        return cls(
            least_base=np.array([bases[base] for base in min_base], np.int64),
            min_depth=np.array(min_depth, np.float64),
            target=np.array([rule.code for rule in target], np.int64),
            target_amount=np.array([rule.amount for rule in target], np.float64),
            stop=np.array([rule.code for rule in stop], np.int64),
            stop_amount=np.array([rule.amount for rule in stop], np.float64),
            horizon=np.array([horizons[limit] for limit in days], np.int64),
        )

    def __len__(self) -> int:
        return int(self.horizon.size)

    def part(self, chosen: slice | Ints) -> Points:
        """Return the selected points in the order of the selection."""
        return Points(*(getattr(self, name)[chosen] for name in Points.__slots__))


@dataclass(frozen=True, slots=True, eq=False)
class PointEvents:
    """Breakouts of all points as arrays with one value for each breakout.

    `point` is the index of the point; `signal`, `entry` and `exit` are bar positions, -1 without an
    exit. `cause` is a code of `engine.fills`, negative if the breakout was not entered. Missing
    prices and `net_return` are NaN; prices are signed as those of the bars.
    """

    point: Ints
    signal: Ints
    entry: Ints
    exit: Ints
    cause: Ints
    entry_price: Floats
    target: Floats
    stop: Floats
    exit_price: Floats
    net_return: Floats
    ambiguous: Flags


def follow_events(
    prices: PriceArrays,
    points: Points,
    *,
    genuine_from: int,
    seed_record: float | None = None,
    cost: float = COST,
    frequency: Frequency = Frequency.DAILY,
    fees: Floats | None = None,
) -> PointEvents:
    """Find and follow the breakouts of every point on the same bars.

    Parameters
    ----------
    prices : PriceArrays
        Checked bars as contiguous float64 arrays, signed for shorts.
    genuine_from : int
        Position of the first genuine open (`first_genuine_open`). Earlier fills are at closes.
    seed_record : float, optional
        Record close before the first bar, signed as the bars.
    cost : float
        Fraction of the price paid on each side.
    frequency : Frequency
        Frequency of the bars, for the windows of average true ranges.
    fees : ndarray, optional
        Of shorts, the fee for one borrowed unit up to each bar (`borrow_fees`); None for longs.

    Returns
    -------
    PointEvents
        Sorted by point, then by signal.
    """
    of, *fates = _follow_points(
        *_shared_arrays(prices, points, genuine_from, seed_record, frequency),
        *(getattr(points, name) for name in Points.__slots__),
    )
    signal, entry_price, target, stop, exit_, exit_price, cause, ambiguous = cast("Fates", fates)
    entry = signal + 1
    return PointEvents(
        point=of,
        signal=signal,
        entry=entry,
        exit=exit_,
        cause=cause,
        entry_price=entry_price,
        target=target,
        stop=stop,
        exit_price=exit_price,
        net_return=_net(entry, entry_price, exit_, exit_price, cost, fees),
        ambiguous=ambiguous,
    )


def _net(
    entry: Ints,
    entry_price: Floats,
    exit_: Ints,
    exit_price: Floats,
    cost: float,
    fees: Floats | None,
) -> Floats:
    """Return the net returns; NaN without an exit."""
    if fees is None:
        return _long_returns(entry_price, exit_price, cost)
    fee = fees[exit_] - fees[np.minimum(entry, fees.size - 1)]
    return net_return(-entry_price, -exit_price, cost=cost, side=Side.SHORT, fee=fee)


@compiled
def _long_returns(entry: Floats, exit_: Floats, cost: float) -> Floats:
    """Return `net_return` of longs, for which arrays of some dozens are too short for numpy."""
    found = np.empty(entry.size)
    for i in range(entry.size):
        found[i] = exit_[i] * (1 - cost) / (entry[i] * (1 + cost)) - 1
    return found


def _shared_arrays(
    prices: PriceArrays,
    points: Points,
    genuine_from: int,
    seed_record: float | None,
    frequency: Frequency,
) -> SharedArrays:
    """Compute what all points share: prices, flags, average true ranges, breaks of a record."""
    seed = np.nan if seed_record is None else seed_record
    # A base of one bar without depth includes the breakouts of every point.
    signal, record_at, record, base_low, count = breakouts_in(prices.close, 1, 0.0, seed)
    targets, stops = points.target.tolist(), points.stop.tolist()
    if LEG_POINTS in targets or LEG_PERCENT in targets:
        legs = confirmed_lows(prices.close, LEG_THRESHOLD, record_at[:count])
    else:
        legs = np.full(count, np.nan)
    genuine = np.ones(prices.close.size, np.bool_)
    genuine[:genuine_from] = False
    return (
        prices.open,
        prices.high,
        prices.low,
        prices.close,
        genuine,
        _ranges(prices, frequency.bars(_ATR_WINDOW), ATR in stops),
        _ranges(prices, frequency.bars(_CHANDELIER_WINDOW), CHANDELIER in stops),
        signal[:count],
        record_at[:count],
        record[:count],
        base_low[:count],
        legs,
    )


def _ranges(prices: PriceArrays, window: int, needed: bool) -> Floats:
    ranges = np.empty(prices.close.size if needed else 0)
    if needed:
        write_average_true_range(prices.high, prices.low, prices.close, window, ranges)
    return ranges


@compiled
def _follow_points(
    open_: Floats,
    high: Floats,
    low: Floats,
    close: Floats,
    genuine: Flags,
    near: Floats,
    far: Floats,
    signal: Ints,
    record_at: Ints,
    record: Floats,
    base_low: Floats,
    leg_low: Floats,
    least_base: Ints,
    min_depth: Floats,
    target: Ints,
    target_amount: Floats,
    stop: Ints,
    stop_amount: Floats,
    horizon: Ints,
) -> tuple[Ints, Ints, Floats, Floats, Floats, Ints, Floats, Ints, Flags]:
    """Follow the breaks of a record that meet the base and depth of each point.

    Returns the point of each of them, and the arrays of `follow_breakouts`.
    """
    length = signal - record_at
    depth = np.empty(signal.size)
    for j in range(signal.size):
        depth[j] = base_depth(record[j], base_low[j])
    edges = np.zeros(horizon.size + 1, np.int64)
    for i in range(horizon.size):
        edges[i + 1] = edges[i]
        for j in range(signal.size):
            if length[j] >= least_base[i] and reaches_fall(depth[j], min_depth[i]):
                edges[i + 1] += 1
    total = edges[-1]
    of, breaks = np.empty(total, np.int64), np.empty(total, np.int64)
    for i in range(horizon.size):
        at = edges[i]
        for j in range(signal.size):
            if length[j] >= least_base[i] and reaches_fall(depth[j], min_depth[i]):
                of[at], breaks[at] = i, j
                at += 1
    chosen = signal[breaks]
    entry_price, goal, level = np.empty(total), np.empty(total), np.empty(total)
    exit_index, exit_price = np.empty(total, np.int64), np.empty(total)
    cause, ambiguous = np.empty(total, np.int64), np.empty(total, np.bool_)
    for i in range(horizon.size):
        rows = slice(edges[i], edges[i + 1])
        kept = breaks[rows]
        found = follow_breakouts(
            open_,
            high,
            low,
            close,
            genuine,
            far if stop[i] == CHANDELIER else near,
            chosen[rows],
            record[kept],
            base_low[kept],
            leg_low[kept],
            target[i],
            target_amount[i],
            stop[i],
            stop_amount[i],
            horizon[i],
        )
        entry_price[rows], goal[rows], level[rows] = found[1], found[2], found[3]
        exit_index[rows], exit_price[rows] = found[4], found[5]
        cause[rows], ambiguous[rows] = found[6], found[7]
    return of, chosen, entry_price, goal, level, exit_index, exit_price, cause, ambiguous


@compiled
def follow_breakouts(
    open_: Floats,
    high: Floats,
    low: Floats,
    close: Floats,
    genuine: Flags,
    atr: Floats,
    signal: Ints,
    record: Floats,
    base_low: Floats,
    leg_low: Floats,
    target: int,
    target_amount: float,
    stop: int,
    stop_amount: float,
    horizon: int,
) -> Fates:
    """Project the target of each breakout, enter at the next bar and follow the position.

    Returns signal, entry price, target, stop, exit index, exit price, cause and ambiguity. `atr`
    may be empty for stops that do not use it.
    """
    count = signal.size
    entry_price = np.empty(count)
    goal = np.empty(count)
    level = np.empty(count)
    exit_index = np.empty(count, np.int64)
    exit_price = np.empty(count)
    cause = np.empty(count, np.int64)
    ambiguous = np.empty(count, np.bool_)
    for i in range(count):
        first = signal[i] + 1
        goal[i] = project_target(target, target_amount, record[i], base_low[i], leg_low[i])
        by_close = first < genuine.size and not genuine[first]
        found = follow_entry(
            open_,
            high,
            low,
            close,
            by_close,
            atr,
            first,
            goal[i],
            base_low[i],
            record[i],
            target != NO_TARGET,
            stop,
            stop_amount,
            horizon,
        )
        entry_price[i], level[i], exit_index[i] = found[0], found[1], found[2]
        exit_price[i], cause[i], ambiguous[i] = found[3], found[4], found[7]
    return signal, entry_price, goal, level, exit_index, exit_price, cause, ambiguous
