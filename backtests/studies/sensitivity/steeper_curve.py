"""Test whether financials gained with a yield curve that grew steeper over a stated span."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.conjunction_check import Part, conjunction
from backtests.evidence.effects import slope_effect
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck
from backtests.evidence.gate import gate_estimates, gated, trace
from backtests.evidence.robustness import LeftOut
from backtests.inference.regression import changes
from backtests.studies.measures.pairs import Pair
from backtests.studies.measures.spans import Span, stated_span, uncovered
from backtests.studies.method import Method, by_effect, by_parts
from backtests.studies.parameters import Day, in_order
from backtests.studies.sensitivity.slopes import (
    ALONE,
    GIVEN_MARKET,
    Changes,
    Measures,
    Regression,
    definitions,
    slope_estimate,
)
from data_feeds.series.bars import Frequency, frequency_of

# METHODS 5.11: maximum number of days that a rate is carried forward.
LASTS_DAYS = 5
# Half a year: the fewest weeks of a slope within the span, which is a year of them.
LEAST_WEEKS = 26
# Any gain in weeks of steepening counts.
LEAST = 0.0
WITH_THE_CURVE, GAINS = "banks gained with the slope", "the slope and the gains"
STATISTIC = "beta of banks less the market on the slope in the stated span"
METHOD = Method(
    "Slope of weekly returns of {banks} less {market} on changes of {ten_year} less {two_year} "
    "from {start} to {end}; and whether the latter rose and {financials} and {banks} gained",
    by_parts(WITH_THE_CURVE, by_effect("", what="the slope"), "a rise and two gains"),
    "the return of {market} and the slope over the whole record",
)
RULES = (in_order("start", "end"),)


def examine(
    context: Context,
    *,
    ten_year: pd.DataFrame,
    two_year: pd.DataFrame,
    financials: pd.DataFrame,
    banks: pd.DataFrame,
    market: pd.DataFrame,
    start: Day,
    end: Day,
) -> Evidence:
    """Test the beta of banks on the slope of the curve in a span, and its gains (claim mom-08).

    The beta is that of weekly returns of banks less the market on weekly changes of the slope; the
    weeks of the span decide, those of the whole record are secondary. The rise of the slope and the
    gains of both funds are stated facts. The gate leaves out each month of the span.

    Parameters
    ----------
    financials : pd.DataFrame
        Adjusted closes of the fund of financials.
    """
    del context
    curve = (ten_year["value"] - two_year["value"]).dropna()
    rise = _change_of(curve, start, end)
    funds = {"financials": financials, "regional banks": banks, "the market": market}
    spans = {name: stated_span(fund, start, end) for name, fund in funds.items()}
    reached = {name: span for name, span in spans.items() if span is not None}
    if len(reached) < len(spans) or rise is None:
        return Evidence(uncovered(start, end))
    gains = tuple(
        Estimate(f"return of {name}", span.change, note=str(span)) for name, span in reached.items()
    )
    if any(frequency_of(fund) is Frequency.MONTHLY for fund in funds.values()):
        reason = "not tested: weekly changes need daily closes"
        return Evidence(MissingCheck(reason), (rise, *gains))
    every = _definitions(curve, banks=banks, financials=financials, market=market)
    inside = [_within(one, start, end) for one in every]
    primary = inside[0]
    left_out, specifications = _without_each_month(primary), trace(inside)
    beta = slope_effect(primary.slope())
    check = gated(
        beta.check(least=LEAST, unit="log return a point of slope"), left_out, specifications
    )
    return Evidence(
        conjunction(WITH_THE_CURVE, check, Part(GAINS, _facts(rise, reached))),
        (
            slope_estimate(STATISTIC, primary.slope(), unit="score"),
            rise,
            *gains,
            slope_estimate("the same over the whole record", every[0].slope(), unit="score"),
            *gate_estimates(left_out, specifications, statistic=STATISTIC, unit="score"),
        ),
        curve=specifications,
    )


def _facts(rise: Estimate, spans: Mapping[str, Span]) -> FactCheck:
    """Return the check of the stated facts: a steeper curve, and gains of both funds."""
    change = 100 * (rise.value or 0.0)
    gains = {name: spans[name].change for name in ("financials", "regional banks")}
    return FactCheck(
        directions=(
            (f"the slope rose ({change:+.2f} points)", change > 0),
            *((f"{name} gained ({gain:+.1%})", gain > 0) for name, gain in gains.items()),
        )
    )


def _change_of(curve: pd.Series, start: pd.Timestamp, end: pd.Timestamp) -> Estimate | None:
    """Return the change of the slope between two days; None if a value is not known."""
    known = [curve.loc[day - pd.Timedelta(days=LASTS_DAYS) : day].tail(1) for day in (start, end)]
    if any(values.empty for values in known):
        return None
    (before, after), (first, last) = (
        [float(values.iloc[0]) for values in known],
        [pd.Timestamp(values.index[0]) for values in known],
    )
    note = f"10-year less 2-year yield, {before:.2f} points on {first:%Y-%m-%d}, "
    note += f"{after:.2f} on {last:%Y-%m-%d}"
    return Estimate("change of the slope", (after - before) / 100, note=note)


def _definitions(
    curve: pd.Series, *, banks: pd.DataFrame, financials: pd.DataFrame, market: pd.DataFrame
) -> list[Regression]:
    """Return every combination of fund, market control, errors and kind of return.

    Changes over months are left out of a span of a year for too few rows.
    """

    def slope(outcome: pd.Series, every: str) -> Changes:
        del outcome
        return {"slope": changes(curve, every=every)}

    pairs = (
        Pair({"fund": "regional banks"}, banks, market),
        Pair({"fund": "financials"}, financials, market),
    )
    measures = Measures("curve", 1.0, {"10-year less 2-year yield": slope})
    return list(definitions(pairs, measures, market=(ALONE, GIVEN_MARKET)))


def _within(sample: Regression, start: pd.Timestamp, end: pd.Timestamp) -> Regression:
    """Return the rows of the periods that end after `start` and by `end`."""
    ends = sample.periods.end_time.normalize()
    rows = np.asarray((ends > start) & (ends <= end), dtype=np.bool_)
    return replace(sample.keep(rows), least=LEAST_WEEKS)


def _without_each_month(sample: Regression) -> tuple[LeftOut, ...]:
    """Return the effect without the weeks that end in each month, oldest first."""
    months = sample.periods.end_time.to_period("M")
    found = []
    for month in months.unique():
        kept = sample.keep(np.asarray(months != month, dtype=np.bool_))
        found.append(slope_effect(kept.slope()).left_out(str(month)))
    return tuple(found)
