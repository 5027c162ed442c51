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
    bars : pd.DataFrame
        Prices whose returns are counted.
    part : str
        The part of the calendar whose returns count.
    months : sequence of int, optional
        Months that follow each other, from 1 to 12; with "months".
    last_days : int, optional
        Last sessions before the turn; with "turn of the year" and "turn of the month".
    first_days : int, optional
        First sessions after the turn; with "turn of the year" and "turn of the month".
    weekday : int, optional
        Day of the week, from 1 for Monday; with "weekday".
    week : int, optional
        Week of the year (ISO 8601); with "week".
    term_year : int, optional
        Year of the US presidential term, 0 for that of the election; with "term years".
    claimed : float
        Stated value of the statistic: a return or a share, as a fraction.
    tolerance : float
        How far the value may be from it, a fraction.
    statistic : str
        "mean", "median", "share up", "share down", or "share at least" `threshold`.
    threshold : float, optional
        Return that a share counts; at most as much if negative.
    claimed_rest : float, optional
        Stated value of the rest: of the periods as long that are not in the part; about a turn, of
        those that begin on any day.
    since : pd.Timestamp, optional
        First day that a period may begin on.
    until : pd.Timestamp, optional
        Last day of the closes.
    last : int, optional
        Number of the latest times that count; all without it.
    less : pd.DataFrame, optional
        Prices whose return is subtracted.

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
