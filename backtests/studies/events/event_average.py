"""Test whether the average return after an event, or a share of them, is as stated."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.inference import samples
from backtests.runtime.wording import plural
from backtests.studies.events.event_days import (
    EVENT_RULES,
    EVENT_TEXT,
    EventName,
    Wanted,
    returns_after,
)
from backtests.studies.measures.statistic import (
    STATISTIC_RULES,
    Statistic,
    estimate_of,
    statistic_of,
    words,
)
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import (
    Day,
    Gain,
    Level,
    MoveSize,
    Rise,
    Times,
    Tolerance,
    TradingDays,
    in_order,
)
from signals.price_events import Limits

METHOD = Method(
    "Whether the {statistic}[ {threshold}] of the returns of {bars}[ less {less}] in the {horizon} "
    f"after the event: {EVENT_TEXT}"
    "[, from {since}][, to {until}][, of the last {last}], is {claimed}[, and after any day "
    "{claimed_any}]",
    by_fact("it is within {tolerance:points}", "it is off by more than {tolerance:twice}"),
    "the mean and the median return and the share of gains, and those after any day",
)
RULES = (*EVENT_RULES, *STATISTIC_RULES, in_order("since", "until"))


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    event: EventName,
    horizon: TradingDays,
    claimed: Rise,
    tolerance: Tolerance,
    statistic: Statistic = "mean",
    threshold: Rise | None = None,
    claimed_any: Rise | None = None,
    days: TradingDays | None = None,
    times: Times | None = None,
    size: Gain | None = None,
    level: Level | None = None,
    basis_points: MoveSize | None = None,
    since: Day | None = None,
    until: Day | None = None,
    last: Times | None = None,
    trigger: pd.DataFrame | None = None,
    less: pd.DataFrame | None = None,
) -> Evidence:
    """Compute the statistic over all events with a complete return (METHODS 4.1).

    Parameters
    ----------
    context : Context
        Data end of the run.
    horizon : int
        Trading days of each return: 21 a month, 252 a year (METHODS 0).
    claimed_any : float, optional
        Stated value after any day of the sample.
    since : pd.Timestamp, optional
        First day that an event may have.
    until : pd.Timestamp, optional
        Last day that a return may end on.
    last : int, optional
        Number of the latest complete events that count; all without it.

    Raises
    ------
    InsufficientData
        No event has a complete return.
    """
    wanted = Wanted(event, Limits(days, times, size, level), basis_points)
    found = returns_after(
        wanted,
        bars,
        trigger,
        less,
        horizon=horizon,
        since=since,
        until=until,
        as_of=context.as_of,
    )
    if isinstance(found, MissingCheck):
        return Evidence(found)
    at = found.done if last is None else found.done[-last:]
    if at.size == 0:
        raise samples.InsufficientData(f"no event '{event}' with a complete return")
    values, any_day = found.after[at], found.any_day
    n_eff = samples.effective_size(at.tolist(), window=found.window)
    name = words(statistic, threshold)
    figures = [
        Figure(
            f"{name} after the event",
            claimed,
            (statistic_of(values, statistic, threshold),),
            tolerance,
        )
    ]
    if claimed_any is not None:
        base = statistic_of(any_day, statistic, threshold)
        figures.append(Figure(f"{name} after any day", claimed_any, (base,), tolerance))
    beside: tuple[Statistic, ...] = ("mean", "median", "share up")
    first = estimate_of(
        "after the event",
        values,
        statistic,
        n_eff=n_eff,
        threshold=threshold,
        claimed=claimed,
        any_day=any_day,
    )
    return Evidence(
        FactCheck(figures=tuple(figures)),
        (
            first,
            *(
                estimate_of("after the event", values, one, n_eff=n_eff, any_day=any_day)
                for one in beside
                if one != statistic
            ),
        ),
        found.rows(at),
        notes=(
            *wanted.notes,
            f"events from {found.index[at[0]]:%Y-%m-%d} to {found.index[at[-1]]:%Y-%m-%d}, in "
            f"{plural(len(np.unique(found.index[at].year)), 'calendar year')}",
        ),
    )
