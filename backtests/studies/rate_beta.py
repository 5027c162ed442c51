"""Do small caps fall against large ones when Treasury yields rise?"""

from __future__ import annotations

import pandas as pd

from backtests.findings import Context, Evidence
from backtests.studies.betas import (
    LEAST_FALL,
    by_era,
    fall_with,
    rate_changes,
    relative,
    slope_check,
    slope_estimate,
)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    two_year: pd.DataFrame,
    ten_year: pd.DataFrame,
) -> Evidence:
    """Regress weekly relative returns on changes of both yields (METHODS slide-03a).

    The effect is the fall when both yields rise by 25 bp in a week: a quarter of the negative sum
    of the coefficients.
    """
    del context
    outcome = relative(small, large)
    rates = rate_changes({"2-year": two_year, "10-year": ten_year})
    slope = fall_with(outcome, rates, {})
    name = "relative fall with +25 bp in 2- and 10-year yields"
    alone = [
        slope_estimate(f"relative fall with +25 bp in the {label} yield, on its own",
                       fall_with(outcome, {label: rates[label]}, {}))
        for label in rates
    ]  # fmt: skip
    return Evidence(
        slope_check(slope, least=LEAST_FALL),
        (slope_estimate(name, slope), *by_era(name, outcome, rates, {}), *alone),
    )
