"""Test whether profitable small caps do better than all small caps while credit tightens."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pandas as pd

from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.gate import LEAST_YEARLY
from backtests.studies.measures.credit import spreads, trading_days
from backtests.studies.measures.monthly_returns import in_following_month, relative_months
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.states.gaps import AFTER, SAME, gap_evidence
from backtests.studies.states.state_months import StateMonths, state_months
from signals import credit
from signals.core.known_values import month_ends

# Claim slide-09: 50 bp in 21 days; the alternatives are 25 bp, 75 bp (slide-20) and 63 days
# (slide-19).
WIDENINGS = (credit.WORSE, credit.WORSE / 2, credit.SHOCK)
SPANS = (credit.MONTH, credit.QUARTER)
METHOD = Method(
    "Mean monthly return of {screened} less {whole} in months in which the spread "
    "({high_yield}, before it {baa}) has widened by 50 bp or more, less that in other months",
    by_effect(f"{in_points(LEAST_YEARLY)} a year"),
    "the month after",
)


def examine(
    context: Context,
    *,
    screened: pd.DataFrame,
    whole: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
) -> Evidence:
    """Compare the screened fund's lead in months of tightening credit (claim slide-09).

    The 21-day change at a month end covers that month, so the primary definition uses the return
    of the same month; the following month is secondary.

    Parameters
    ----------
    screened : pd.DataFrame
        Adjusted closes of the fund that is screened for profits.
    whole : pd.DataFrame
        Adjusted closes of a fund of all small caps.
    """
    days = trading_days(whole)
    changes = credit.spread_changes(high_yield, baa, days, span=credit.MONTH)
    known = month_ends(changes).dropna()
    lead = relative_months(screened, whole)
    return gap_evidence(
        context,
        "monthly lead of the screened fund while credit tightens",
        tuple(_definitions(lead, high_yield, baa, days)),
        least=LEAST_YEARLY / 12,
        beside={
            "the same in the month after": state_months(
                lead, in_following_month(credit.worse(known))
            ),
            "while credit eases (spread no higher than 21 days before)": state_months(
                lead, credit.better(known)
            ),
        },
    )


def _definitions(
    lead: pd.Series, high_yield: pd.DataFrame, baa: pd.DataFrame, days: pd.DatetimeIndex
) -> Iterator[StateMonths]:
    for (spread, first_choice), span in product(spreads(high_yield).items(), SPANS):
        known = month_ends(credit.spread_changes(first_choice, baa, days, span=span)).dropna()
        for least in WIDENINGS:
            worse = known >= least
            for month, in_state in {SAME: worse, AFTER: in_following_month(worse)}.items():
                yield state_months(
                    lead,
                    in_state,
                    choices={
                        "spread": spread,
                        "change over": f"{span} days",
                        "widening": f"{100 * least:g} bp",
                        "month": month,
                    },
                )
