"""Test whether small caps are more sensitive to rates and trailed early in the year."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.inference.regression import log_returns
from backtests.studies.measures.pairs import NO_FUNDS, pairs
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.parameters import Day, in_order
from backtests.studies.sensitivity.credit_beta import spread_options
from backtests.studies.sensitivity.slopes import (
    ALONE,
    GIVEN_MARKET,
    LEAST_FALL,
    RISE,
    Measures,
    definitions,
    fall_with,
    rate_options,
    relative,
    slope_estimate,
    slope_evidence,
    spread_changes,
)

METHOD = Method(
    "Relative fall of {small} against {large} in a week in which {two_year} and "
    "{ten_year} rise by 25 bp",
    by_effect(in_points(LEAST_FALL), also="with {small} behind from {year_end} to {until}"),
    "the slope on the spread ({high_yield}, before it {baa})",
)
RULES = (in_order("year_end", "until"),)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    two_year: pd.DataFrame,
    ten_year: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
    year_end: Day,
    until: Day,
    others: Mapping[str, pd.DataFrame] = NO_FUNDS,
) -> Evidence:
    """Apply the tests of claims slide-03a and slide-03b, and the year to date (claim mom-02).

    The check is on the fall with rising yields, since the claim names the rates of the Fed; the
    slope on credit is secondary. As a condition, small caps must have trailed from `year_end` to
    `until`. The specification curve includes the credit spread. `others` may contain a small-cap
    and a large-cap fund for the robustness gate.
    """
    del context
    outcome = relative(small, large)
    credit = fall_with(
        outcome, {"spread": spread_changes(high_yield, baa)}, {"market": log_returns(large)}
    )
    moves = [span_return(frame, year_end, until) for frame in (small, large)]
    lead = None if moves[0] is None or moves[1] is None else moves[0] - moves[1]
    span = f"from {year_end:%Y-%m-%d} to {until:%Y-%m-%d}"
    trailed = lead is not None and lead < 0
    options = rate_options(two_year, ten_year)
    options["credit spread"] = next(iter(spread_options(high_yield, baa).values()))
    return slope_evidence(
        "relative fall with +25 bp in 2- and 10-year yields",
        definitions(
            pairs(small, large, others),
            Measures("measure", -RISE, options),
            market=(ALONE, GIVEN_MARKET),
        ),
        least=LEAST_FALL,
        conditions=((f"small caps trailed {span}", trailed),),
        beside=(
            slope_estimate(
                "relative fall with +25 bp in the credit spread, given the market", credit
            ),
            Estimate(
                f"lead of small caps {span}",
                lead,
                note="" if moves[0] is None else f"Russell 2000 {moves[0]:+.1%}",
            ),
        ),
    )


def span_return(closes: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> float | None:
    """Return the change between the last closes on or before two dates.

    None if the prices do not cover both dates.
    """
    if closes.index[0] > first or closes.index[-1] < last:
        return None
    prices = closes["close"]
    return float(prices.loc[:last].iloc[-1] / prices.loc[:first].iloc[-1] - 1)
