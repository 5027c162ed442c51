"""Estimate the sensitivity of relative small-cap returns to financial conditions."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from backtests.evidence.estimates import Context, Evidence
from backtests.inference.regression import WEEK, log_returns, regress
from backtests.studies.measures.pairs import NO_FUNDS, pairs
from backtests.studies.method import Method, by_effect
from backtests.studies.sensitivity.slopes import (
    ALONE,
    GIVEN_MARKET,
    Measures,
    conditions_options,
    definitions,
    relative,
    slope_estimate,
    slope_evidence,
)

METHOD = Method(
    "Relative fall of {small} against {large} in a week in which both {conditions} and "
    "the spread ({high_yield}, before it {baa}) tighten by one standard deviation",
    by_effect(""),
    "each measure alone",
)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    conditions: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
    others: Mapping[str, pd.DataFrame] = NO_FUNDS,
) -> Evidence:
    """Regress weekly relative returns on both measures of conditions (claim slide-x2).

    Changes are standardised, so that the effect is the relative fall in a week in which both
    tighten by one standard deviation. The claim states no size, so only the sign is tested. The
    index of conditions is a revised series. `others` may contain a small-cap and a large-cap fund
    for the robustness gate.
    """
    del context
    outcome = relative(small, large)
    measures = Measures("conditions", -1.0, conditions_options(conditions, high_yield, baa))
    both = measures.of["index and spread"](outcome, WEEK)
    single = [
        slope_estimate(
            f"relative fall with one standard deviation in the {name}, on its own",
            regress(outcome, {name: change}, weights={name: -1.0}),
        )
        for name, change in both.items()
    ]
    given = regress(
        outcome, {**both, "market": log_returns(large)}, weights=dict.fromkeys(both, -1.0)
    )
    return slope_evidence(
        "relative fall when both tighten by one standard deviation",
        definitions(pairs(small, large, others), measures, market=(ALONE, GIVEN_MARKET)),
        least=0.0,
        in_reverse="small caps gained on large caps",
        beside=(*single, slope_estimate("the same for both, given the market", given)),
    )
