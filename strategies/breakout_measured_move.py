"""Buy a breakout to a record close, hold for its measured move or the low of its base.

With `side=short`, sell breakdowns below the record low (METHODS 2.13).
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from signals import recent_high
from signals.breakout import SEED_RECORDS, find_events, known_record
from signals.core.side import parse_side
from signals.levels.measured_move import parse_target, require_price
from signals.levels.sizing import parse_size
from signals.levels.stops import parse_stop
from strategies.engine.event_trade import EventTrade, Plan
from strategies.engine.round_trip import BORROW

SERIES = ("RUT",)


def plan(
    series: Mapping[str, pd.DataFrame],
    *,
    min_base: int = 20,
    min_depth: float = 0.05,
    lookback: int | None = None,
    seed_record: float | None = SEED_RECORDS["RUT"],
    target: str = "mm-a",
    stop: str = "structural",
    horizon: int = 252,
    size: str = "full",
    side: str = "long",
    borrow: float = BORROW,
) -> Plan:
    """Trade breakouts (METHODS 2.1) with their targets (2.3).

    `horizon` and `lookback`, whose high replaces the record, are in trading days. `seed_record` is
    the record from before the data; where a short leaves the default, the low known from before
    them. `borrow` is the fee of a short a year, a fraction.
    """
    chosen, rule = parse_side(side), parse_target(target)
    require_price(rule, target, chosen)
    bars = series["RUT"]
    if lookback is None:
        default = seed_record == SEED_RECORDS["RUT"]
        seed = known_record("RUT", chosen) if default else seed_record
        events = find_events(
            bars,
            min_base=min_base,
            min_depth=min_depth,
            seed_record=seed,
            target=target,
            side=chosen,
        )
    else:
        events = recent_high.find_events(
            bars,
            lookback=lookback,
            min_base=min_base,
            min_depth=min_depth,
            target=target,
            side=chosen,
        )
    return Plan(
        events,
        parse_stop(stop),
        horizon,
        rule.kind != "none",
        parse_size(size),
        side=chosen,
        borrow=borrow,
    )


class BreakoutMeasuredMove(EventTrade):
    """In the market from the open after a signal until target, stop or horizon."""
