"""Is narrow sector breadth followed by lower returns of the Russell 2000 than wide breadth?"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from backtests.findings import Context, Evidence
from backtests.inference import TooLittleData
from backtests.state_months import returns_after_month_ends, state_gap
from backtests.studies.gate import LEAST_YEARLY
from backtests.studies.states import gap_check, gap_estimate, gap_or_note
from signals import breadth
from signals.known_values import month_ends

HALF_YEAR, YEAR = 126, 252


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    others: Mapping[str, pd.DataFrame],
    narrow: float,
    wide: float,
) -> Evidence:
    """Compare half a year after wide and after narrow month ends (METHODS slide-11).

    `others` holds the sector funds; months between the two limits are in neither group.
    """
    if not others:
        raise TooLittleData("no sector fund in the data")
    share = month_ends(breadth.share_above_mean(others)).dropna()
    groups = {"state": share > wide, "others": share < narrow}
    half_year = returns_after_month_ends(bars, trading_days=HALF_YEAR)
    year = returns_after_month_ends(bars, trading_days=YEAR)
    found = state_gap(half_year, **groups, window=6, rng=context.rng, draws=context.resamples)
    span = f"breadth from {share.index[0]}, {len(others)} sector funds"
    return Evidence(
        gap_check(found, least=LEAST_YEARLY * HALF_YEAR / YEAR),
        (
            gap_estimate("return 6 months after wide breadth less after narrow breadth", found),
            gap_or_note(context, "the same 12 months after", year, **groups, window=12),
            gap_or_note(context, "6 months after narrow breadth less after all other months",
                        half_year, share < narrow, window=6),
        ),
        notes=(span,),
    )  # fmt: skip
