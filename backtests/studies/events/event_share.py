"""Test the stated share of the days of a span that are of a kind: at a level, records, moves."""

from __future__ import annotations

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.studies.events.event_days import (
    EVENT_RULES,
    EVENT_TEXT,
    EventName,
    Wanted,
)
from backtests.studies.measures.levels import as_bars
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import (
    Day,
    Gain,
    Level,
    MoveSize,
    Share,
    Times,
    Tolerance,
    TradingDays,
    not_before,
)
from signals.price_events import Limits

METHOD = Method(
    f"Whether {{claimed}} of the days of {{bars}} were of the event: {EVENT_TEXT}, from {{start}} "
    "to {end}",
    by_fact("it is within {tolerance}", "it is off by more than twice that"),
)
RULES = (*EVENT_RULES, not_before("start", "end"))


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    event: EventName,
    start: Day,
    end: Day,
    claimed: Share,
    tolerance: Tolerance,
    days: TradingDays | None = None,
    times: Times | None = None,
    size: Gain | None = None,
    level: Level | None = None,
    basis_points: MoveSize | None = None,
    trigger: pd.DataFrame | None = None,
) -> Evidence:
    """Compare the share of the days of a span that are of an event with a stated one (METHODS 4.1).

    Parameters
    ----------
    context : Context
        Data end of the run.
    bars : pd.DataFrame
        Prices or other levels, whose days are counted.
    start : pd.Timestamp
        First day of the span.
    claimed : float
        Stated share of the days.
    """
    wanted = Wanted(event, Limits(days, times, size, level), basis_points)
    inside = wanted.within(bars, trigger, start=start, end=end, as_of=context.as_of)
    if isinstance(inside, MissingCheck):
        return Evidence(inside)
    days_of_span = as_bars(bars).loc[start:end].index
    if days_of_span.empty:
        return Evidence(MissingCheck(f"not tested: no day from {start:%Y-%m-%d} to {end:%Y-%m-%d}"))
    share = len(inside) / len(days_of_span)
    name = f"share of days with a {wanted.words}"
    return Evidence(
        FactCheck(figures=(Figure(name, claimed, (share,), tolerance),)),
        (
            Estimate(
                name,
                share,
                claimed=claimed,
                n=len(days_of_span),
                note=f"{len(inside)} of {len(days_of_span)} days",
            ),
        ),
        notes=wanted.notes,
    )
