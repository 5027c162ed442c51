"""Do small caps lag large ones while the Fed holds and the two-year yield is high?"""

from __future__ import annotations

import pandas as pd

from backtests.findings import Context, Evidence
from backtests.state_months import in_following_month, relative_months, state_gap
from backtests.studies.gate import LEAST_YEARLY
from backtests.studies.states import gap_check, gap_estimate, gap_or_note, trading_days
from signals.known_values import month_ends
from signals.rates import distance_from_mean, months_since_cut


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    two_year: pd.DataFrame,
    policy: pd.DataFrame,
    months_without_cut: int,
) -> Evidence:
    """Compare the relative return of months that follow such a month end (METHODS slide-08)."""
    days = trading_days(large)
    above = month_ends(distance_from_mean(two_year, days)).dropna() > 0
    waiting = month_ends(months_since_cut(policy, days)).reindex(above.index)
    restrictive = above[waiting.notna()] & (waiting.dropna() >= months_without_cut)
    lag = relative_months(large, small)
    found = state_gap(lag, in_following_month(restrictive), rng=context.rng,
                      draws=context.resamples)  # fmt: skip
    return Evidence(
        gap_check(found, least=LEAST_YEARLY / 12),
        (
            gap_estimate("monthly lag of small caps after a month end with restrictive policy",
                         found),
            gap_or_note(context, "the same in the months that end restrictive", lag, restrictive),
            gap_or_note(context, "after a month end without a recent cut, whatever the yield",
                        lag, in_following_month(waiting.dropna() >= months_without_cut)),
            gap_or_note(context, "after a month end with a high yield, whatever the Fed did",
                        lag, in_following_month(above)),
        ),
    )  # fmt: skip
