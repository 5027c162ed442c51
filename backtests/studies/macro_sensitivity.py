"""Do small caps react more than large ones to rates, and did they trail early in the year?"""

from __future__ import annotations

import pandas as pd

from backtests.findings import Context, Estimate, Evidence
from backtests.regression import weekly_log_returns
from backtests.studies.betas import (
    LEAST_FALL,
    by_era,
    fall_with,
    rate_changes,
    relative,
    slope_check,
    slope_estimate,
    spread_changes,
)


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
) -> Evidence:
    """Apply the tests of METHODS slide-03a and 03b, and the year to date (METHODS mom-02).

    The sentence names the Fed's rates, so the fall with yields decides; credit stands beside it.
    Small caps must also have trailed from `year_end` to `until`.
    """
    del context
    outcome = relative(small, large)
    rates = rate_changes({"2-year": two_year, "10-year": ten_year})
    slope = fall_with(outcome, rates, {})
    credit = fall_with(
        outcome, {"spread": spread_changes(high_yield, baa)}, {"market": weekly_log_returns(large)}
    )
    moves = [span_return(frame, year_end, until) for frame in (small, large)]
    lead = None if moves[0] is None or moves[1] is None else moves[0] - moves[1]
    span = f"from {year_end:%Y-%m-%d} to {until:%Y-%m-%d}"
    trailed = lead is not None and lead < 0
    name = "relative fall with +25 bp in 2- and 10-year yields"
    return Evidence(
        slope_check(slope, least=LEAST_FALL, conditions=((f"small caps trailed {span}", trailed),)),
        (
            slope_estimate(name, slope),
            *by_era(name, outcome, rates, {}),
            slope_estimate("relative fall with +25 bp in the credit spread, given the market",
                           credit),
            Estimate(f"lead of small caps {span}", lead,
                     note="" if moves[0] is None else f"Russell 2000 {moves[0]:+.1%}"),
        ),
    )  # fmt: skip


def span_return(closes: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> float | None:
    """Return between the last closes on or before two dates; None where they are not reached."""
    if closes.index[0] > first or closes.index[-1] < last:
        return None
    prices = closes["close"]
    return float(prices.loc[:last].iloc[-1] / prices.loc[:first].iloc[-1] - 1)
