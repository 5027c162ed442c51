"""Estimate the sensitivity of relative small-cap returns to regional banks."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.inference.samples import InsufficientData
from backtests.studies.measures.pairs import NO_FUNDS, indexes_and_funds
from backtests.studies.method import Method, by_effect
from backtests.studies.sensitivity.slopes import (
    ALONE,
    GIVEN_MARKET,
    Changes,
    Measures,
    definitions,
    fall_with,
    rate_changes,
    relative,
    slope_estimate,
    slope_evidence,
)

METHOD = Method(
    "Slope of weekly returns of {small} less {large} on those of {banks} less {market}",
    by_effect(""),
    "the slope on changes of {two_year} in weeks in which banks trail",
)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    banks: pd.DataFrame,
    market: pd.DataFrame,
    two_year: pd.DataFrame,
    others: Mapping[str, pd.DataFrame] = NO_FUNDS,
) -> Evidence:
    """Regress weekly relative returns on the lead of regional banks (claim mom-13).

    Fund prices are adjusted for distributions. The slope on the two-year yield in weeks in which
    banks trail is secondary. The start of the record is not varied, since the bank fund began
    after 2000. `others` may contain a small-cap and a large-cap fund for the robustness gate.
    """
    del context

    def ahead_of_market(outcome: pd.Series, every: str) -> Changes:
        del outcome
        return {"banks": relative(banks, market, every=every)}

    measures = Measures("banks", 1.0, {"their fund less the market's": ahead_of_market})
    return slope_evidence(
        "relative return with 1 point of lead of regional banks",
        definitions(
            indexes_and_funds(small, large, others), measures, market=(ALONE, GIVEN_MARKET)
        ),
        least=0.0,
        beside=(_when_banks_trail(relative(small, large), relative(banks, market), two_year),),
        unit="pp per pp of the banks' lead",
        shown="ratio",
    )


def _when_banks_trail(outcome: pd.Series, lead: pd.Series, two_year: pd.DataFrame) -> Estimate:
    name = "relative fall with +25 bp in the 2-year yield in weeks in which banks trail"
    trailing = outcome[outcome.index.isin(lead.index[lead < 0])]
    try:
        return slope_estimate(name, fall_with(trailing, rate_changes({"2-year": two_year}), {}))
    except InsufficientData as error:
        return Estimate(name, None, note=str(error))
