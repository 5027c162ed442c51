"""Do small caps fall against large ones when financial conditions tighten?"""

from __future__ import annotations

import pandas as pd

from backtests.findings import Context, Evidence
from backtests.regression import regress, weekly_changes, weekly_log_returns
from backtests.studies.betas import (
    relative,
    slope_check,
    slope_estimate,
    spread_changes,
    standardised,
)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    conditions: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
) -> Evidence:
    """Regress weekly relative returns on both measures of conditions (METHODS srg-07).

    Each change is in its own standard deviations, so that the effect is the fall in a week in
    which both tighten by one; the row states no size, so the sign decides. The index of
    conditions is today's estimate of the past.
    """
    del context
    outcome = relative(small, large)
    raw = {"index": weekly_changes(conditions["value"]),
           "spread": spread_changes(high_yield, baa)}  # fmt: skip
    changes = standardised(raw, outcome)
    market = {"market": weekly_log_returns(large)}
    slope = regress(outcome, changes, weights=dict.fromkeys(changes, -1.0))
    single = [
        slope_estimate(f"relative fall with one standard deviation in the {name}, on its own",
                       regress(outcome, {name: changes[name]}, weights={name: -1.0}))
        for name in changes
    ]  # fmt: skip
    given = regress(outcome, {**changes, **market}, weights=dict.fromkeys(changes, -1.0))
    return Evidence(
        slope_check(slope, least=0.0),
        (
            slope_estimate("relative fall when both tighten by one standard deviation", slope),
            *single,
            slope_estimate("the same for both, given the market", given),
        ),
    )
