"""Test whether the return of one series was as far ahead of another as stated."""

from __future__ import annotations

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.studies.measures.levels import met_or_daily, prices_of
from backtests.studies.measures.spans import Lead, stated_spans
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Rise, Tolerance, in_order

METHOD = Method(
    "Whether the return of {first} less that of {second} from {start} to {end}[ or {or_end}]"
    " is {claimed}",
    by_fact("it is within {tolerance:points}", "it is off by more than {tolerance:twice}"),
)
RULES = (in_order("start", "end"),)


def examine(
    context: Context,
    *,
    first: pd.DataFrame,
    second: pd.DataFrame,
    start: Day,
    end: Day,
    claimed: Rise,
    tolerance: Tolerance,
    or_end: Day | None = None,
) -> Evidence:
    """Compare the difference of two returns with the stated one, as fractions (METHODS 4.1).

    `first` and `second` are prices; `claimed` is negative if the first was behind.

    Parameters
    ----------
    claimed : float
        Stated difference, a fraction; negative if the first was behind.
    or_end : pd.Timestamp, optional
        Another last day that may be meant: the nearer of two differences counts.
    """
    del context
    frames = {"first": prices_of(first), "second": prices_of(second)}
    spans = stated_spans(frames, tuple(frames), start, end)
    if isinstance(spans, MissingCheck):
        return Evidence(spans)
    lead = Lead("the first", "the second", spans["first"], spans["second"])
    found = [lead.value]
    if or_end is not None and start < or_end:
        other = stated_spans(frames, tuple(frames), start, or_end)
        if not isinstance(other, MissingCheck):
            found.append(Lead("the first", "the second", other["first"], other["second"]).value)
    figure = Figure("gap of the returns", claimed, tuple(found), tolerance)
    check = met_or_daily(FactCheck(figures=(figure,)), first, second)
    return Evidence(check, (lead.estimate,))
