"""Are large gains more frequent after rates have eased and breadth has improved?"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from backtests.findings import Context, Evidence
from backtests.inference import TooLittleData
from backtests.state_months import returns_after_month_ends, state_gap
from backtests.studies.relief_states import all_of
from backtests.studies.states import gap_check, gap_estimate, gap_or_note, trading_days
from signals import breadth
from signals.known_values import change, month_ends
from signals.rates import QUARTER, two_year_change

HALF_YEAR = 126
# METHODS 4: a frequency must differ by 10 percentage points.
LEAST_SHARE = 0.10


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    two_year: pd.DataFrame,
    others: Mapping[str, pd.DataFrame],
    gain: float,
) -> Evidence:
    """Compare how often the index gained `gain` in the following half year (METHODS slide-21).

    `others` holds the sector funds.
    """
    if not others:
        raise TooLittleData("no sector fund in the data")
    for fund in others.values():
        trading_days(fund)
    rate = month_ends(two_year_change(two_year, trading_days(bars))).dropna()
    share = month_ends(change(breadth.share_above_mean(others), span=QUARTER)).dropna()
    parts = {"rates": rate < 0, "breadth": share > 0}
    returns = returns_after_month_ends(bars, trading_days=HALF_YEAR).dropna()
    large = (returns >= gain).astype(float)
    found = state_gap(large, all_of(parts), window=6, rng=context.rng, draws=context.resamples)
    return Evidence(
        gap_check(found, least=LEAST_SHARE),
        (
            gap_estimate(f"share of half years with {gain:.0%} or more, less after other month "
                         "ends", found),
            gap_or_note(context, "after lower rates alone", large, parts["rates"], window=6),
            gap_or_note(context, "after better breadth alone", large, parts["breadth"], window=6),
            gap_or_note(context, "mean return 6 months after both", returns, all_of(parts),
                        window=6),
        ),
    )  # fmt: skip
