"""Estimate the sensitivity of relative small-cap returns to credit spreads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd

from backtests.evidence.estimates import Context, Evidence
from backtests.inference.regression import changes, log_returns
from backtests.studies.measures.pairs import NO_FUNDS, pairs
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.sensitivity import slopes
from backtests.studies.sensitivity.slopes import LEAST_FALL, Changes, spread_changes
from data_feeds.series.credit_spread import BAA_PER_HIGH_YIELD

METHOD = Method(
    "Relative fall of {small} against {large} in a week in which the spread "
    "({high_yield}, before it {baa}) rises by 25 bp, allowing for the return of {large}",
    by_effect(in_points(LEAST_FALL)),
    "each era",
)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
    others: Mapping[str, pd.DataFrame] = NO_FUNDS,
) -> Evidence:
    """Regress weekly relative returns on the spread and the market (claim slide-03b).

    The effect is the relative fall for a weekly rise of the spread by 25 bp. The Baa spread is used
    before the high-yield spread begins. `others` may contain a small-cap and a large-cap fund for
    the robustness gate.
    """
    del context
    outcome = slopes.relative(small, large)
    baa_alone = {"baa": changes(baa["value"])}
    spread = {"spread": spread_changes(high_yield, baa)}
    return slopes.fall_evidence(
        "relative fall with +25 bp in the credit spread, given the market",
        pairs(small, large, others),
        "spread",
        spread_options(high_yield, baa),
        given_market=True,
        beside=(
            slopes.slope_estimate(
                "the same with the Baa spread throughout",
                slopes.fall_with(outcome, baa_alone, {"market": log_returns(large)}),
            ),
            slopes.slope_estimate(
                "the same without allowing for the market", slopes.fall_with(outcome, spread, {})
            ),
        ),
    )


def spread_options(
    high_yield: pd.DataFrame, baa: pd.DataFrame
) -> dict[str, Callable[[pd.Series, str], Changes]]:
    """Return the alternative spreads: spliced, Baa throughout, and spliced on one scale.

    METHODS 2.9 rescales the Baa spread to the high-yield spread; claim slide-03b does not.
    """

    def spliced(outcome: pd.Series, every: str, baa_scale: float = 1.0) -> Changes:
        del outcome
        return {"spread": spread_changes(high_yield, baa, every=every, baa_scale=baa_scale)}

    def baa_only(outcome: pd.Series, every: str) -> Changes:
        del outcome
        return {"spread": changes(baa["value"], every=every)}

    return {
        "high yield, before it Baa": spliced,
        "Baa throughout": baa_only,
        "high yield, before it Baa on its scale": partial(spliced, baa_scale=BAA_PER_HIGH_YIELD),
    }
