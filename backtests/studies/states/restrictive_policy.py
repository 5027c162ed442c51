"""Test whether small caps lag large caps under restrictive monetary policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pandas as pd

from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.gate import LEAST_YEARLY
from backtests.studies.measures.credit import trading_days
from backtests.studies.measures.monthly_returns import in_following_month, relative_months
from backtests.studies.measures.pairs import NO_FUNDS, Pair, pairs
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.parameters import Months
from backtests.studies.states.gaps import AFTER, SAME, gap_evidence
from backtests.studies.states.state_months import StateMonths, state_months
from signals.core.known_values import month_ends
from signals.rates import TWO_YEARS, distance_from_mean, months_since_cut

# Claim slide-08: twelve months without a cut and a 24-month mean; the alternatives are half as
# long and one and a half times as long.
SHARES_OF_WAIT = (1.0, 0.5, 1.5)
MEANS = {"24 months": TWO_YEARS, "12 months": TWO_YEARS // 2, "36 months": TWO_YEARS * 3 // 2}
METHOD = Method(
    "Mean monthly return of {large} less {small} after month ends with no cut ({policy}) "
    "in {months_without_cut} and {two_year} above its 24-month mean, less that after "
    "other month ends",
    by_effect(f"{in_points(LEAST_YEARLY)} a year"),
)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    two_year: pd.DataFrame,
    policy: pd.DataFrame,
    months_without_cut: Months,
    others: Mapping[str, pd.DataFrame] = NO_FUNDS,
) -> Evidence:
    """Compare relative returns after restrictive month ends with other months (claim slide-08).

    `others` may contain a small-cap and a large-cap fund for the robustness gate.

    Parameters
    ----------
    months_without_cut : int
        Months without a cut that make policy restrictive.
    """
    days = trading_days(large)
    waiting = month_ends(months_since_cut(policy, days))
    above = {label: _above(two_year, days, span) for label, span in MEANS.items()}
    waits = [round(share * months_without_cut) for share in SHARES_OF_WAIT]
    lag = relative_months(large, small)
    primary = restrictive(above["24 months"], waiting, months_without_cut)
    waited = waiting.reindex(above["24 months"].index).dropna() >= months_without_cut
    beside = {
        "the same in the months that end restrictive": state_months(lag, primary),
        "after a month end without a recent cut, whatever the yield": state_months(
            lag, in_following_month(waited)
        ),
        "after a month end with a high yield, whatever the Fed did": state_months(
            lag, in_following_month(above["24 months"])
        ),
    }
    return gap_evidence(
        context,
        "monthly lag of small caps after a month end with restrictive policy",
        tuple(_definitions(pairs(small, large, others), above, waiting, waits)),
        least=LEAST_YEARLY / 12,
        beside=beside,
    )


def _above(two_year: pd.DataFrame, days: pd.DatetimeIndex, span: int) -> pd.Series:
    return month_ends(distance_from_mean(two_year, days, span=span)).dropna() > 0


def restrictive(above: pd.Series, waiting: pd.Series, months: int) -> pd.Series:
    """Return whether a month ends with a high yield and at least `months` without a cut.

    Months in which either is unknown are dropped.
    """
    waited = waiting.reindex(above.index)
    return above[waited.notna()] & (waited.dropna() >= months)


def _definitions(
    price_pairs: Sequence[Pair],
    above: Mapping[str, pd.Series],
    waiting: pd.Series,
    waits: Sequence[int],
) -> Iterator[StateMonths]:
    for pair in price_pairs:
        lag = pair.within(relative_months(pair.large, pair.small))
        for (mean, high), wait in product(above.items(), waits):
            state = restrictive(high, waiting, wait)
            for month, in_state in {AFTER: in_following_month(state), SAME: state}.items():
                yield state_months(
                    lag,
                    in_state,
                    choices={
                        "months without a cut": f"{wait}",
                        "mean of the yield over": mean,
                        "month": month,
                        **pair.choices,
                    },
                )
