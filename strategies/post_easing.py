"""Buy in a phase of Fed easing: first cut, pause, last cut once it is known or in hindsight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from signals.core.event import Event, RuleError
from signals.easing_cycle import ANCHORS, LONGEST_PAUSE, find_events
from signals.levels.sizing import parse_size
from signals.levels.stops import parse_stop_without_breakout
from strategies.engine.event_trade import EventTrade, Plan

SERIES = ("RUT", "FFT")
TRADING_DAYS_PER_MONTH = 21
HINDSIGHT = "hindsight"
HINDSIGHT_NOTE = (
    "hindsight: a last cut is known to be that months later, so that no one could trade these days"
)

DEFAULTS = "Buy after six months without another Fed cut, hold for a year."


def plan(
    series: Mapping[str, pd.DataFrame],
    *,
    anchor: str = "pause",
    pause_months: int = 6,
    hold_months: int = 12,
    stop: str = "none",
    size: str = "full",
) -> Plan:
    """Enter on the day on which a phase of easing is known, and hold for `hold_months`.

    Parameters
    ----------
    anchor
        `first` enters when two cuts of 50 bp in total define a cycle; `last` when the last cut is
        known to be the last; `pause` after `pause_months` without a cut (METHODS 2.2).
        `hindsight` enters at the last cut itself, as the articles count, which cannot be traded;
        the notes of the run say so.

    Raises
    ------
    RuleError
        There is no such anchor or stop, or months are out of range.
    """
    if not 1 <= pause_months <= LONGEST_PAUSE:
        raise RuleError(f"pause_months is {pause_months}; expected 1 to {LONGEST_PAUSE}")
    if hold_months < 1:
        raise RuleError(f"hold_months is {hold_months}; expected at least 1")
    rule = parse_stop_without_breakout(stop)
    if anchor not in (*ANCHORS, HINDSIGHT):
        raise RuleError(f"no anchor {anchor!r}; expected {', '.join((*ANCHORS, HINDSIGHT))}")
    late = anchor == HINDSIGHT
    events = find_events(
        series["RUT"],
        series["FFT"],
        anchor="last" if late else anchor,  # type: ignore[arg-type]
        months=pause_months,
    )
    return Plan(
        _at_last_cuts(series["RUT"], events) if late else events,
        rule,
        hold_months * TRADING_DAYS_PER_MONTH,
        size=parse_size(size),
        hindsight=HINDSIGHT_NOTE if late else "",
    )


def _at_last_cuts(bars: pd.DataFrame, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Date the ends of cycles by their last cuts, instead of the days on which they are known."""
    days = pd.DatetimeIndex(bars.index)
    cuts = pd.DatetimeIndex([pd.Timestamp(str(event.details["last_cut"])) for event in events])
    return tuple(
        replace(event, known_on=pd.Timestamp(days[at]), close=float(bars["close"].iloc[at]))
        for event, at in zip(events, days.searchsorted(cuts).tolist(), strict=True)
    )


class PostEasing(EventTrade):
    """Long from the open after the phase was known until the months are over or the stop."""
