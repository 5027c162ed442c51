"""Breakouts to a record close from a base of a given length and depth (METHODS 2.1)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_feeds.series.bars import Frequency, frequency_of
from signals.core.arrays import Floats, Ints
from signals.core.compiled import compiled
from signals.core.event import Event, RuleError
from signals.core.side import Side, base_depth
from signals.levels.measured_move import TargetRule, parse_target, target_level
from signals.levels.touch import reaches_fall
from signals.levels.zigzag import confirmed_lows

# Zigzag threshold of the leg low (METHODS 2.3).
LEG_THRESHOLD = 0.15
# Record closes before the start of the daily data: the Russell 2000 closed at 174.44 on
# 1987-08-25 (METHODS 2.1).
SEED_RECORDS = {"RUT": 174.44}
# Lowest closes before the daily data: the Russell 2000 starts at 40.52 on 1978-12-29 and did not
# close below it.
SEED_LOWS = {"RUT": 40.52}
# Longest span of a definition in trading days: no record has as many.
MOST_DAYS = 200_000
# Minimum length of a base in bars, also on monthly closes (METHODS 2.1).
SHORTEST_BASE = 2


@dataclass(frozen=True, slots=True)
class Breakouts:
    """The breakouts of a series of closes as arrays, oldest first.

    `signal` and `record_at` are positions (-1 for the seed record); the others are prices, signed
    as the closes are: of breakdowns, the negative record low and highs of base and leg.
    `leg_low` is NaN if no low was confirmed when the record was set.
    """

    signal: Ints
    record_at: Ints
    record: Floats
    base_low: Floats
    leg_low: Floats


def find_events(
    bars: pd.DataFrame,
    *,
    min_base: int = 20,
    min_depth: float = 0.05,
    seed_record: float | None = None,
    target: str = "mm-a",
    side: Side = Side.LONG,
) -> tuple[Event, ...]:
    """Find closes above a record of a minimum age, after a pullback (METHODS 2.1).

    Short, find closes below the record low after a rebound (METHODS 2.13).

    Parameters
    ----------
    bars : DataFrame
        Checked bars; only `close` is used, up to the signal.
    min_base : int
        Minimum trading days since the record, converted to the frequency of the bars.
    min_depth : float
        Minimum fall from the record to the lowest close of the base, as a fraction; short, from
        the highest close of the base to the record low.
    seed_record : float, optional
        Record close before the first bar, in the unit of the bars.
    target : str
        Target rule, see `signals.levels.measured_move.parse_target`.
    side : Side
        Long for breakouts, short for breakdowns.

    Returns
    -------
    tuple of Event
        `stop` is the low of the base (the structural stop). Details: `record`, `record_date` (None
        for the seed), `base_low`, `leg_low`, `base_bars` and `depth`; short, `base_high` and
        `leg_high`. The target is None if it needs a leg that was not confirmed when the record was
        set, and at or below zero if the move is larger than the price.

    Raises
    ------
    RuleError
        If a parameter is out of range or the target rule is unknown.
    """
    check_base(min_base, min_depth)
    if seed_record is not None and not 0 < seed_record < np.inf:
        raise RuleError(f"seed_record is {seed_record}; expected a finite price above zero")
    rule = parse_target(target)
    found = find_breakouts(
        side.sign * bars["close"].to_numpy(dtype=np.float64),
        least_base=min_base_bars(frequency_of(bars), min_base),
        min_depth=min_depth,
        seed_record=None if seed_record is None else side.sign * seed_record,
    )
    return to_events(bars, found, rule, side)


def known_record(symbol: str, side: Side) -> float | None:
    """Return the record close of a symbol before its daily data, for a short the lowest."""
    return (SEED_RECORDS if side is Side.LONG else SEED_LOWS).get(symbol)


def to_events(
    bars: pd.DataFrame, found: Breakouts, rule: TargetRule, side: Side
) -> tuple[Event, ...]:
    """Convert breakouts to events on their bars; see `find_events` for the details."""
    closes = bars["close"].to_numpy(dtype=np.float64)
    events = []
    for i in range(found.signal.size):
        t, h = int(found.signal[i]), int(found.record_at[i])
        leg = None if np.isnan(found.leg_low[i]) else side.sign * float(found.leg_low[i])
        record, base = side.sign * float(found.record[i]), side.sign * float(found.base_low[i])
        events.append(
            Event(
                known_on=pd.Timestamp(bars.index[t]),
                close=float(closes[t]),
                target=target_level(rule, record=record, base_low=base, leg_low=leg, side=side),
                stop=base,
                details={
                    "record": record,
                    side.base: base,
                    "record_date": pd.Timestamp(bars.index[h]) if h >= 0 else None,
                    side.leg: leg,
                    "base_bars": t - h,
                    "depth": float(base_depth(found.record[i], found.base_low[i])),
                },
            )
        )
    return tuple(events)


def check_base(min_base: int, min_depth: float) -> None:
    """Raise RuleError for a length or depth of a base that is out of range."""
    if min_base < 1:
        raise RuleError(f"min_base is {min_base}; expected at least 1 trading day")
    if min_base > MOST_DAYS:
        raise RuleError(f"min_base is {min_base}; expected at most {MOST_DAYS:,} trading days")
    if not 0 <= min_depth < 1:
        raise RuleError(f"min_depth is {min_depth}; expected a fraction from 0 to below 1")


def min_base_bars(frequency: Frequency, min_base: int) -> int:
    """Convert the minimum length of a base from trading days to bars."""
    return max(SHORTEST_BASE, frequency.bars(min_base)) if min_base > 1 else min_base


def find_breakouts(
    closes: Floats, *, least_base: int, min_depth: float, seed_record: float | None
) -> Breakouts:
    """Find breakouts as `find_events` does, on signed closes with the base length in bars."""
    seed = np.nan if seed_record is None else seed_record
    signals, records, values, lows, count = breakouts_in(closes, least_base, min_depth, seed)
    legs = confirmed_lows(closes, LEG_THRESHOLD, records[:count])
    return Breakouts(signals[:count], records[:count], values[:count], lows[:count], legs)


@compiled
def breakouts_in(
    closes: Floats, least_base: int, min_depth: float, seed: float
) -> tuple[Ints, Ints, Floats, Floats, int]:
    """Find breakouts without their leg lows, for compiled loops; `seed` is NaN for none.

    The arrays are longer than the count, which is the last element. A seed record is treated as
    set on the bar before the first.
    """
    n = closes.size
    # Upper limit of the number of signals, which are at least one base apart.
    most = n // max(least_base, 1) + 2
    signals = np.empty(most, np.int64)
    records = np.empty(most, np.int64)
    record_values = np.empty(most, np.float64)
    base_lows = np.empty(most, np.float64)
    count = 0
    record = seed
    record_index = -1
    lowest = np.inf
    first = 0
    if np.isnan(seed):
        record = closes[0]
        record_index = 0
        first = 1
    for t in range(first, n):
        if closes[t] > record:
            long_enough = t - record_index >= least_base
            if long_enough and reaches_fall(base_depth(record, lowest), min_depth):
                signals[count] = t
                records[count] = record_index
                record_values[count] = record
                base_lows[count] = lowest
                count += 1
            record = closes[t]
            record_index = t
            lowest = np.inf
        elif closes[t] < lowest:
            lowest = closes[t]
    return signals, records, record_values, base_lows, count
