"""Do small caps fall against large ones when credit spreads widen, beyond the market's move?"""

from __future__ import annotations

import pandas as pd

from backtests.findings import Context, Evidence
from backtests.regression import weekly_changes, weekly_log_returns
from backtests.studies.betas import (
    LEAST_FALL,
    by_era,
    fall_with,
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
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
) -> Evidence:
    """Regress weekly relative returns on the spread and the market (METHODS slide-03b).

    The effect is the fall when the spread rises by 25 bp in a week: the Baa spread before the
    high-yield spread exists.
    """
    del context
    outcome = relative(small, large)
    market = {"market": weekly_log_returns(large)}
    spread = {"spread": spread_changes(high_yield, baa)}
    slope = fall_with(outcome, spread, market)
    name = "relative fall with +25 bp in the credit spread, given the market"
    return Evidence(
        slope_check(slope, least=LEAST_FALL),
        (
            slope_estimate(name, slope),
            *by_era(name, outcome, spread, market),
            slope_estimate("the same with the Baa spread throughout",
                           fall_with(outcome, {"baa": weekly_changes(baa["value"])}, market)),
            slope_estimate("the same without allowing for the market",
                           fall_with(outcome, spread, {})),
        ),
    )  # fmt: skip
