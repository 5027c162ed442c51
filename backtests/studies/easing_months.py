"""Do small caps rise more in the months of an easing cycle than in others?"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from backtests.easing import SINCE
from backtests.findings import Context, Evidence
from backtests.state_months import (
    in_following_month,
    month_returns,
    relative_months,
    state_gap,
)
from backtests.studies.gate import LEAST_YEARLY
from backtests.studies.states import gap_check, gap_estimate, gap_or_note
from signals.easing_cycle import EasingCycle, find_cycles


def examine(
    context: Context, *, small: pd.DataFrame, large: pd.DataFrame, policy: pd.DataFrame
) -> Evidence:
    """Compare the mean monthly returns of both kinds of months since 1984 (METHODS mom-10).

    A month is one of easing from that of a cycle's first cut to that of its last, both included;
    last cuts are known later, so the months after a month end at which a cycle was known to be
    open stand beside it.
    """
    returns = month_returns(small).loc[SINCE.to_period("M") :]
    relative = relative_months(small, large).reindex(returns.index)
    cycles = [c for c in find_cycles(policy, as_of=context.as_of) if not c.left_censored]
    months = pd.PeriodIndex(returns.index)
    easing = within(
        months, ((c.first_cut.to_period("M"), c.last_cut.to_period("M")) for c in cycles)
    )
    known = in_following_month(within(months, map(_known_open, cycles)))
    found = state_gap(returns, easing, rng=context.rng, draws=context.resamples)
    return Evidence(
        gap_check(found, least=LEAST_YEARLY / 12),
        (
            gap_estimate("monthly return while the Fed eases", found),
            gap_or_note(context, "monthly return less that of large caps while the Fed eases",
                        relative, easing),
            gap_or_note(context, "monthly return after a month end with a cycle known to be open",
                        returns, known),
        ),
        notes=(f"{len(cycles)} easing cycles; the end of an open one is provisional",),
    )  # fmt: skip


def _known_open(cycle: EasingCycle) -> tuple[pd.Period, pd.Period]:
    """First and last month end at which a cycle counted as one and was not known to have ended."""
    end = cycle.end_known
    last = pd.Period("2199-12", "M") if end is None else end.to_period("M") - 1
    return cycle.confirmed_on.to_period("M"), last


def within(months: pd.PeriodIndex, spans: Iterable[tuple[pd.Period, pd.Period]]) -> pd.Series:
    """Whether each month lies in a span of months, both ends included."""
    inside = pd.Series(False, index=months)
    for first, last in spans:
        inside |= (months >= first) & (months <= last)
    return inside
