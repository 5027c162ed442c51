"""Test whether small caps are more sensitive to rates and trailed early in the year."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.inference.regression import log_returns
from backtests.studies.measures.pairs import NO_FUNDS, pairs
from backtests.studies.sensitivity import slopes
from backtests.studies.sensitivity.credit_beta import spread_options


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    two_year: pd.DataFrame,
    ten_year: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
    year_end: pd.Timestamp,
    until: pd.Timestamp,
    others: Mapping[str, pd.DataFrame] = NO_FUNDS,
) -> Evidence:
    """Apply the tests of claims slide-03a and slide-03b, and the year to date (claim mom-02).

    The check is on the fall with rising yields, since the claim names the rates of the Fed; the
    slope on credit is secondary. As a condition, small caps must have trailed from `year_end` to
    `until`. The specification curve includes the credit spread. `others` may contain a small-cap
    and a large-cap fund for the robustness gate.
    """
    del context
    credit = slopes.fall_with(
        slopes.relative(small, large),
        {"spread": slopes.spread_changes(high_yield, baa)},
        {"market": log_returns(large)},
    )
    ours, theirs = (span_return(frame, year_end, until) for frame in (small, large))
    lead = None if ours is None or theirs is None else ours - theirs
    span = f"from {year_end:%Y-%m-%d} to {until:%Y-%m-%d}"
    options = slopes.rate_options(two_year, ten_year)
    options["credit spread"] = next(iter(spread_options(high_yield, baa).values()))
    return slopes.fall_evidence(
        "relative fall with +25 bp in 2- and 10-year yields",
        pairs(small, large, others),
        "measure",
        options,
        conditions=((f"small caps trailed {span}", lead is not None and lead < 0),),
        beside=(
            slopes.slope_estimate(
                "relative fall with +25 bp in the credit spread, given the market", credit
            ),
            Estimate(
                f"lead of small caps {span}",
                lead,
                note="" if ours is None else f"Russell 2000 {ours:+.1%}",
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
