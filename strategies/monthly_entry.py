"""Buy at the start of each month, hold for a year or until a stop: stops without a signal."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from signals.levels.sizing import parse_size
from signals.levels.stops import parse_stop_without_breakout
from signals.month_start import find_events
from strategies.engine.event_trade import EventTrade, Plan

SERIES = ("RUT",)


def plan(
    series: Mapping[str, pd.DataFrame],
    *,
    stop: str = "8%",
    horizon: int = 252,
    size: str = "full",
) -> Plan:
    """Enter after the first close of each month without a position (METHODS 2.9, R4).

    `horizon` is in trading days. After a stop, the next entry is at the next start of a month.
    """
    rule = parse_stop_without_breakout(stop)
    return Plan(find_events(series["RUT"]), rule, horizon, size=parse_size(size))


class MonthlyEntry(EventTrade):
    """Long from the open after a month's first close until stop or horizon."""
