"""Buy when a phase of Fed easing is known: first cut, last cut confirmed, or a pause."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from signals.easing_cycle import find_events
from signals.event import RuleError
from signals.stops import parse_stop_without_breakout
from strategies.event_trade import EventTrade, Plan

SERIES = ("RUT", "FFT")
TRADING_DAYS_PER_MONTH = 21


def plan(
    series: Mapping[str, pd.DataFrame],
    *,
    anchor: str = "pause",
    pause_months: int = 6,
    hold_months: int = 12,
    stop: str = "none",
) -> Plan:
    """Find the days on which the phase was known (METHODS 2.2), never the cut seen afterwards.

    `first` enters once two cuts of together 50 bp make a cycle, `last` when the last cut is
    known to be the last, `pause` after `pause_months` without a cut; held for `hold_months`.
    """
    if hold_months < 1:
        raise RuleError(f"hold_months is {hold_months}; expected at least 1")
    rule = parse_stop_without_breakout(stop)
    events = find_events(series["RUT"], series["FFT"], anchor=anchor, months=pause_months)  # type: ignore[arg-type]
    return Plan(events, rule, hold_months * TRADING_DAYS_PER_MONTH)


class PostEasing(EventTrade):
    """Long from the open after the phase was known until the months are over or the stop."""
