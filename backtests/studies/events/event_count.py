"""Test the stated number of days of a kind in a span: records, large moves, crossings."""

from __future__ import annotations

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.studies.events.event_days import (
    EVENT_RULES,
    EVENT_TEXT,
    MOST_ROWS,
    EventName,
    Wanted,
)
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import (
    Count,
    Day,
    Gain,
    Level,
    MoveSize,
    Times,
    TradingDays,
    not_before,
)
from signals.price_events import Limits

METHOD = Method(
    f"Whether {{bars}} had {{claimed}} days of the event: {EVENT_TEXT}, from {{start}} to {{end}}",
    by_fact("as many, within {tolerance}", "it had not; off by more than twice that"),
)
RULES = (*EVENT_RULES, not_before("start", "end"))


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    event: EventName,
    start: Day,
    end: Day,
    claimed: Count,
    tolerance: Count = 0,
    days: TradingDays | None = None,
    times: Times | None = None,
    size: Gain | None = None,
    level: Level | None = None,
    basis_points: MoveSize | None = None,
    trigger: pd.DataFrame | None = None,
) -> Evidence:
    """Count the days of an event in a span, both ends included (METHODS 4.1).

    Parameters
    ----------
    context : Context
        Data end of the run.
    bars : pd.DataFrame
        Prices or other levels.
    start : pd.Timestamp
        First day of the span.
    claimed : int
        Stated number of days.
    tolerance : int
        How many days more or fewer there may be.
    """
    wanted = Wanted(event, Limits(days, times, size, level), basis_points)
    inside = wanted.within(bars, trigger, start=start, end=end, as_of=context.as_of)
    if isinstance(inside, MissingCheck):
        return Evidence(inside)
    name = f"days with a {wanted.words}"
    listed = ", ".join(f"{day:%Y-%m-%d}" for day in inside[:MOST_ROWS])
    return Evidence(
        FactCheck(figures=(Figure(name, claimed, (len(inside),), tolerance, unit=""),)),
        (
            Estimate(
                name,
                float(len(inside)),
                "count",
                claimed=float(claimed),
                note=listed if len(inside) <= MOST_ROWS else f"{listed} and more",
            ),
        ),
        notes=wanted.notes,
    )
