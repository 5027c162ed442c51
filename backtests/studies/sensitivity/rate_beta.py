"""Estimate the sensitivity of relative small-cap returns to Treasury yields."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from backtests.evidence.estimates import Context, Evidence
from backtests.studies.measures.pairs import NO_FUNDS, pairs
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.sensitivity import slopes
from backtests.studies.sensitivity.slopes import LEAST_FALL

METHOD = Method(
    "Relative fall of {small} against {large} in a week in which {two_year} and "
    "{ten_year} rise by 25 bp",
    by_effect(in_points(LEAST_FALL)),
    "each era",
)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    two_year: pd.DataFrame,
    ten_year: pd.DataFrame,
    others: Mapping[str, pd.DataFrame] = NO_FUNDS,
) -> Evidence:
    """Regress weekly relative returns on changes of both yields (claim slide-03a).

    The effect is the relative fall for a weekly rise of both yields by 25 bp: a quarter of the
    negative sum of the coefficients. `others` may contain a small-cap and a large-cap fund for the
    robustness gate.
    """
    del context
    outcome = slopes.relative(small, large)
    rates = slopes.rate_changes({"2-year": two_year, "10-year": ten_year})
    alone = [
        slopes.slope_estimate(
            f"relative fall with +25 bp in the {label} yield, on its own",
            slopes.fall_with(outcome, {label: rate}, {}),
        )
        for label, rate in rates.items()
    ]
    return slopes.fall_evidence(
        "relative fall with +25 bp in 2- and 10-year yields",
        pairs(small, large, others),
        "yields",
        slopes.rate_options(two_year, ten_year),
        beside=alone,
    )
