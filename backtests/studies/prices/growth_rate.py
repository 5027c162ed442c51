"""Test whether the yearly compound return over a stated span is as stated."""

from __future__ import annotations

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.studies.measures.levels import prices_of
from backtests.studies.measures.spans import Span, stated_span, uncovered
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Rise, Tolerance, in_order

DAYS_PER_YEAR = 365.25
METHOD = Method(
    "Whether the compound return a year of {bars}[ less that of {less}] from {start} to {end} is "
    "{claimed}",
    by_fact("it is within {tolerance:points}", "it is off by more than {tolerance:twice}"),
)
RULES = (in_order("start", "end"),)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    start: Day,
    end: Day,
    claimed: Rise,
    tolerance: Tolerance,
    less: pd.DataFrame | None = None,
) -> Evidence:
    """Compute the compound return a year, (last / first)^(1 / years) - 1, years of 365.25 days.

    Parameters
    ----------
    context : Context
        Not used.
    bars : pd.DataFrame
        Prices; with dividends for a statement about total returns.
    start : pd.Timestamp
        First day; the last close up to it counts.
    end : pd.Timestamp
        Last day; the last close up to it counts.
    claimed : float
        Stated return a year, or gap of two, a fraction.
    less : pd.DataFrame, optional
        Prices whose rate is subtracted.
    """
    del context
    prices = [prices_of(one) for one in (bars, less) if one is not None]
    spans = [stated_span(one, start, end) for one in prices]
    known = [span for span in spans if span is not None]
    if len(known) < len(spans):
        return Evidence(uncovered(start, end))
    rates = [_rate(span) for span in known]
    if not rates:
        return Evidence(MissingCheck("not tested: no series"))
    value = rates[0] - sum(rates[1:])
    name = "compound return a year" if less is None else "compound returns a year, gap"
    note = str(known[0]) + ("" if less is None else f"; {rates[0]:+.2%} and {rates[1]:+.2%}")
    figure = Figure(name, claimed, (value,), tolerance)
    return Evidence(
        FactCheck(figures=(figure,)), (Estimate(name, value, claimed=claimed, note=note),)
    )


def _rate(span: Span) -> float:
    years = (span.end - span.start).days / DAYS_PER_YEAR
    return float(span.growth ** (1 / years) - 1)
