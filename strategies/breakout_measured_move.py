"""Buy a breakout to a record close, hold for its measured move or the low of its base."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from signals.breakout import SEED_RECORDS, find_events
from signals.levels.measured_move import parse_target
from signals.levels.sizing import parse_size
from signals.levels.stops import parse_stop
from strategies.engine.event_trade import EventTrade, Plan

SERIES = ("RUT",)


def plan(
    series: Mapping[str, pd.DataFrame],
    *,
    min_base: int = 20,
    min_depth: float = 0.05,
    seed_record: float | None = SEED_RECORDS["RUT"],
    target: str = "mm-a",
    stop: str = "structural",
    horizon: int = 252,
    size: str = "full",
) -> Plan:
    """Trade breakouts (METHODS 2.1) with their targets (2.3); `horizon` is in trading days."""
    events = find_events(
        series["RUT"],
        min_base=min_base,
        min_depth=min_depth,
        seed_record=seed_record,
        target=target,
    )
    return Plan(
        events, parse_stop(stop), horizon, parse_target(target).kind != "none", parse_size(size)
    )


class BreakoutMeasuredMove(EventTrade):
    """Long from the open after a breakout until target, stop or horizon."""
