"""Test whether the volatility of returns over a stated span is as stated."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.studies.measures.levels import met_or_daily, prices_of
from backtests.studies.measures.spans import stated_span, uncovered, volatility
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Gain, Tolerance, in_order
from data_feeds.series.bars import frequency_of

METHOD = Method(
    "Whether the annualised standard deviation of the log returns of {bars} from {start} to {end} "
    "is {claimed}",
    by_fact("it is within {tolerance:points}", "it is off by more than {tolerance:twice}"),
    "that of the whole record",
)
RULES = (in_order("start", "end"),)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    start: Day,
    end: Day,
    claimed: Gain,
    tolerance: Tolerance,
) -> Evidence:
    """Compare the annualised volatility of a span with the stated one, as fractions.

    The returns are those of the bars (252 days, 52 weeks or 12 months a year).

    Parameters
    ----------
    claimed : float
        Stated volatility a year, a fraction.
    """
    del context
    span = stated_span(prices_of(bars), start, end)
    if span is None:
        return Evidence(uncovered(start, end))
    frequency = frequency_of(bars)
    inside = bars["close"].loc[span.start : span.end]
    value = volatility(inside, frequency)
    if np.isnan(value):
        return Evidence(MissingCheck("not tested: fewer than two returns in the span"))
    name = "volatility a year"
    return Evidence(
        met_or_daily(FactCheck(figures=(Figure(name, claimed, (value,), tolerance),)), bars),
        (
            Estimate(name, value, n=len(inside) - 1, claimed=claimed, note=str(span)),
            Estimate(
                "volatility a year of the whole record",
                volatility(bars["close"], frequency),
                n=len(bars) - 1,
            ),
        ),
    )
