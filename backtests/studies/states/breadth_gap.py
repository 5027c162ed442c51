"""Test whether returns are lower after narrow than after wide sector breadth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pandas as pd

from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.gate import LEAST_YEARLY
from backtests.inference.samples import InsufficientData
from backtests.studies.measures.monthly_returns import returns_after_month_ends
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.parameters import Share, increasing
from backtests.studies.states.gaps import gap_evidence
from backtests.studies.states.state_months import StateMonths, state_months
from signals import breadth
from signals.core.known_values import month_ends

QUARTER, HALF_YEAR, YEAR = 63, 126, 252
# Claim slide-11: six months; the claim names no horizon.
HORIZONS = {"6 months": HALF_YEAR, "3 months": QUARTER, "12 months": YEAR}
# Claim slide-11: limits of 40% and 60%; the alternatives move each limit by five points.
APART = (0.0, -0.05, 0.05)
# Claim slide-11: 200-day mean; 100 days is the other common choice.
MEANS = (breadth.DAYS, 100)
MONTH_DAYS = 21
METHOD = Method(
    "Mean return of {bars} in the 126 trading days after month ends with more than {wide} "
    "of the sector funds ({others}) above their 200-day mean, less that after month ends "
    "with fewer than {narrow}",
    by_effect(f"{in_points(LEAST_YEARLY)} a year"),
    "63 and 252 trading days",
)
RULES = (increasing("narrow", "wide"),)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    others: Mapping[str, pd.DataFrame],
    narrow: Share,
    wide: Share,
) -> Evidence:
    """Compare six-month returns after wide and after narrow breadth (claim slide-11).

    `others` are the sector funds. Months between the two limits are in neither group.
    """
    if not others:
        raise InsufficientData("no sector fund in the data")
    shares = {
        days: month_ends(breadth.share_above_mean(others, days=days)).dropna() for days in MEANS
    }
    returns = {
        label: returns_after_month_ends(bars, trading_days=n) for label, n in HORIZONS.items()
    }
    share = shares[breadth.DAYS]
    if share.empty:
        raise InsufficientData("no month end with a known breadth")
    span = f"breadth from {share.index[0]}, {len(others)} sector funds"
    return gap_evidence(
        context,
        "return 6 months after wide breadth less after narrow breadth",
        tuple(_definitions(returns, shares, narrow, wide)),
        least=LEAST_YEARLY * HALF_YEAR / YEAR,
        beside={
            "the same 12 months after": state_months(
                returns["12 months"], share > wide, others=share < narrow, window=12
            ),
            "6 months after narrow breadth less after all other months": state_months(
                returns["6 months"], share < narrow, window=6
            ),
        },
        notes=(span,),
    )


def _definitions(
    returns: Mapping[str, pd.Series], shares: Mapping[int, pd.Series], narrow: float, wide: float
) -> Iterator[StateMonths]:
    for (label, after), (days, share), more in product(returns.items(), shares.items(), APART):
        low, high = narrow - more, wide + more
        months = HORIZONS[label] // MONTH_DAYS
        above = {f"above {high:.0%}": share > high, "any other month": share >= low}
        for compared, state in above.items():
            yield state_months(
                after,
                state,
                others=share < low,
                window=months,
                choices={
                    "months ahead": label,
                    "mean of": f"{days} days",
                    "narrow": f"below {low:.0%}",
                    "compared with": compared,
                },
            )
