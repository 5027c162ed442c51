"""Test whether the average return in a part of the calendar, or a share of them, is as stated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.inference import samples
from backtests.runtime.serialization import iso
from backtests.studies.events.calendar_parts import PART_RULES, PART_TEXT, Part, Wanted, occurrences
from backtests.studies.events.event_days import MOST_ROWS
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
    Month,
    Rise,
    Sessions,
    Some,
    TermYear,
    Times,
    Tolerance,
    Week,
    Weekday,
    in_order,
)

METHOD = Method(
    "Whether the {statistic}[ {threshold}] of the returns of {bars}[ less {less}] in the part of "
    f"the calendar: {PART_TEXT}"
    "[, from {since}][, to {until}][, the last {last} of them], is {claimed}[, and that of the rest"
    " {claimed_rest}]",
    by_fact("it is within {tolerance:points}", "it is off by more than {tolerance:twice}"),
    "the mean and the median return and the share of gains, and those of the rest of the calendar",
)
RULES = (*PART_RULES, *STATISTIC_RULES, in_order("since", "until"))


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    part: Part,
    claimed: Rise,
    tolerance: Tolerance,
    statistic: Statistic = "mean",
    threshold: Rise | None = None,
    claimed_rest: Rise | None = None,
    months: Annotated[Sequence[Month], Some] | None = None,
    last_days: Sessions | None = None,
    first_days: Sessions | None = None,
    weekday: Weekday | None = None,
    week: Week | None = None,
    term_year: TermYear | None = None,
    since: Day | None = None,
    until: Day | None = None,
    last: Times | None = None,
    less: pd.DataFrame | None = None,
) -> Evidence:
    """Compute the statistic over every time that the part came (METHODS 4.1).

    Parameters
    ----------
    context : Context
        Not used.
    claimed_rest : float, optional
        Stated value of the rest: of the periods as long that are not in the part; about a turn, of
        those that begin on any day.
    since : pd.Timestamp, optional
        First day that a period may begin on.
    until : pd.Timestamp, optional
        Last day of the closes.
    last : int, optional
        Number of the latest times that count; all without it.

    Raises
    ------
    InsufficientData
        The part did not come once.
    """
    del context
    wanted = Wanted(part, months, last_days, first_days, weekday, week, term_year)
    found = occurrences(wanted, bars, less, since=since, until=until)
    if isinstance(found, MissingCheck):
        return Evidence(found)
    values = found.values if last is None else found.values[-last:]
    begins = found.begins if last is None else found.begins[-last:]
    if values.size == 0 or (claimed_rest is not None and found.rest.size == 0):
        raise samples.InsufficientData(f"no complete period of the part '{part}'")
    name = words(statistic, threshold)
    figures = [Figure(name, claimed, (statistic_of(values, statistic, threshold),), tolerance)]
    if claimed_rest is not None:
        rest = statistic_of(found.rest, statistic, threshold)
        figures.append(Figure(f"{name} of the rest", claimed_rest, (rest,), tolerance))
    beside: tuple[Statistic, ...] = ("mean", "median", "share up")
    label = f"return ({part})"
    first = estimate_of(
        label,
        values,
        statistic,
        n_eff=values.size,
        threshold=threshold,
        claimed=claimed,
        any_day=found.rest,
        against="the rest of the calendar",
    )
    others = tuple(
        estimate_of(
            label,
            values,
            one,
            n_eff=values.size,
            any_day=found.rest,
            against="the rest of the calendar",
        )
        for one in beside
        if one != statistic
    )
    rows = tuple(
        {"from": iso(day), "return": float(value)}
        for day, value in zip(begins, values.tolist(), strict=True)
    )
    return Evidence(
        FactCheck(figures=tuple(figures)),
        (first, *others),
        rows if len(rows) <= MOST_ROWS else (),
        notes=(f"periods that begin from {begins[0]:%Y-%m-%d} to {begins[-1]:%Y-%m-%d}",),
    )
