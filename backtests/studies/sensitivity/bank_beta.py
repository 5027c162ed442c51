"""Estimate the sensitivity of relative small-cap returns to regional banks."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from backtests.evidence.conjunctions import joined
from backtests.evidence.estimates import Context, Evidence
from backtests.studies.measures.pairs import NO_FUNDS, indexes_and_funds
from backtests.studies.method import Method, by_effect, by_parts, in_points
from backtests.studies.sensitivity.slopes import (
    ALONE,
    GIVEN_MARKET,
    LEAST_FALL,
    RISE,
    Changes,
    Measures,
    definitions,
    rate_changes,
    relative,
    slope_evidence,
)

BANKS, RATES = "exposure to regional banks", "a fall with yields in weeks in which banks trail"
METHOD = Method(
    "Slope of weekly returns of {small} less {large} on those of {banks} less {market}; and the "
    "fall of {small} against {large} with a rise of {two_year} by 25 bp in the weeks in which "
    "{banks} trails",
    by_parts(BANKS, by_effect("", what="the slope"), f"a fall of at least {in_points(LEAST_FALL)}"),
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
    """Regress weekly relative returns on the lead of regional banks, and on yields (claim mom-13).

    The slope on the lead of banks decides. The fall with a rise of the two-year yield by 25 bp, in
    the weeks in which banks trail, is also needed. Fund prices are adjusted for distributions. The
    start of the record is not varied, since the bank fund began after 2000. `others` may contain a
    small-cap and a large-cap fund for the robustness gates.
    """
    del context

    def ahead_of_market(outcome: pd.Series, every: str) -> Changes:
        del outcome
        return {"banks": relative(banks, market, every=every)}

    def yields(outcome: pd.Series, every: str) -> Changes:
        del outcome
        lead = relative(banks, market, every=every)
        change = rate_changes({"2-year": two_year}, every=every)["2-year"]
        return {"2-year": change[change.index.isin(lead.index[lead < 0])]}

    every_pair = indexes_and_funds(small, large, others)
    on_banks = definitions(
        every_pair,
        Measures("banks", 1.0, {"their fund less the market's": ahead_of_market}),
        market=(ALONE, GIVEN_MARKET),
    )
    on_yields = definitions(
        every_pair, Measures("yield", -RISE, {"2-year": yields}), market=(ALONE, GIVEN_MARKET)
    )
    return joined(
        BANKS,
        slope_evidence(
            "relative return with 1 point of lead of regional banks",
            on_banks,
            least=0.0,
            unit="pp per pp of the banks' lead",
            shown="ratio",
        ),
        {
            RATES: slope_evidence(
                "relative fall with +25 bp in the 2-year yield in weeks in which banks trail",
                on_yields,
                least=LEAST_FALL,
            )
        },
    )
