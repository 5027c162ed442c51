"""Do small caps move against large ones with regional banks, and with yields when banks lag?"""

from __future__ import annotations

import pandas as pd

from backtests.findings import Context, Estimate, Evidence
from backtests.inference import TooLittleData
from backtests.regression import regress
from backtests.studies.betas import (
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
    banks: pd.DataFrame,
    market: pd.DataFrame,
    two_year: pd.DataFrame,
) -> Evidence:
    """Regress weekly relative returns on the lead of regional banks (METHODS mom-13).

    Funds are adjusted for distributions. The slope on the two-year yield in weeks in which banks
    trail stands beside it.
    """
    del context
    outcome = relative(small, large)
    lead = relative(banks, market)
    slope = regress(outcome, {"banks": lead}, weights={"banks": 1.0})
    return Evidence(
        slope_check(slope, least=0.0, unit="pp per pp of the banks' lead"),
        (
            slope_estimate(
                "relative return with 1 point of lead of regional banks", slope, unit="ratio"
            ),
            _when_banks_trail(outcome, lead, two_year),
        ),
    )


def _when_banks_trail(outcome: pd.Series, lead: pd.Series, two_year: pd.DataFrame) -> Estimate:
    name = "relative fall with +25 bp in the 2-year yield in weeks in which banks trail"
    trailing = outcome[outcome.index.isin(lead.index[lead < 0])]
    try:
        return slope_estimate(name, fall_with(trailing, rate_changes({"2-year": two_year}), {}))
    except TooLittleData as error:
        return Estimate(name, None, note=str(error))
