"""Do small caps that pass a profit screen hold up better when credit tightens?"""

from __future__ import annotations

import pandas as pd

from backtests.findings import Context, Evidence
from backtests.state_months import in_following_month, relative_months, state_gap
from backtests.studies.gate import LEAST_YEARLY
from backtests.studies.states import gap_check, gap_estimate, gap_or_note, trading_days
from signals import credit
from signals.known_values import month_ends


def examine(
    context: Context,
    *,
    screened: pd.DataFrame,
    whole: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
) -> Evidence:
    """Compare the screened fund's lead in months that end credit-worse (METHODS slide-09).

    The change over 21 trading days at a month end spans that month, so the month's own return is
    the primary reading; the month after it stands beside it.
    """
    changes = credit.spread_changes(high_yield, baa, trading_days(whole), span=credit.MONTH)
    known = month_ends(changes).dropna()
    lead = relative_months(screened, whole)
    found = state_gap(lead, credit.worse(known), rng=context.rng, draws=context.resamples)
    return Evidence(
        gap_check(found, least=LEAST_YEARLY / 12),
        (
            gap_estimate("monthly lead of the screened fund while credit tightens", found),
            gap_or_note(context, "the same in the month after", lead,
                        in_following_month(credit.worse(known))),
            gap_or_note(context, "while credit eases (spread no higher than 21 days before)",
                        lead, credit.better(known)),
        ),
    )  # fmt: skip
