"""Compare the returns of small caps in the months of easing cycles with other months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd

from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.gate import LEAST_YEARLY
from backtests.runtime.wording import plural
from backtests.studies.easing.cycle_returns import SINCE
from backtests.studies.easing.definitions import DISPUTED, OTHER_GAP, OTHER_RISE
from backtests.studies.measures.monthly_returns import (
    in_following_month,
    month_returns,
    relative_months,
)
from backtests.studies.measures.pairs import NO_FUNDS
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.states.gaps import gap_evidence
from backtests.studies.states.state_months import StateMonths, state_months
from signals.easing_cycle import EasingCycle, find_cycles

# METHODS 3.5 varies price and total return; total return only if the source provides it.
WITH_DIVIDENDS = "with dividends"
METHOD = Method(
    "Mean monthly return of {small} from the first to the last cut of each easing cycle "
    "({policy}), less that of other months since 1984",
    by_effect(f"{in_points(LEAST_YEARLY)} a year"),
    "relative to {large}, and months in which a cycle was known to be open",
)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    policy: pd.DataFrame,
    others: Mapping[str, pd.DataFrame] = NO_FUNDS,
) -> Evidence:
    """Compare mean monthly returns in easing months with other months since 1984 (claim mom-10).

    Easing months run from the first to the last cut of a cycle, inclusive. The last cut is known
    only later, so months after a month end at which a cycle was known to be open are a secondary
    definition. `others` may contain total returns of small caps for the robustness gate.
    """
    price = month_returns(small)
    relative = relative_months(small, large)
    returns = {"price": price, "price less that of large caps": relative}
    if WITH_DIVIDENDS in others:
        returns[WITH_DIVIDENDS] = month_returns(others[WITH_DIVIDENDS])
    since = {name: series.loc[SINCE.to_period("M") :] for name, series in returns.items()}
    cycles = _counted(find_cycles(policy, as_of=context.as_of))
    months = pd.PeriodIndex(since["price"].index)
    easing = within(months, map(_eased, cycles))
    known = in_following_month(within(months, map(_known_open, cycles)))
    return gap_evidence(
        context,
        "monthly return while the Fed eases",
        tuple(_definitions(since, _cycle_lists(policy, cycles, context.as_of))),
        least=LEAST_YEARLY / 12,
        beside={
            "monthly return less that of large caps while the Fed eases": state_months(
                since["price less that of large caps"].reindex(months), easing
            ),
            "monthly return after a month end with a cycle known to be open": state_months(
                since["price"], known
            ),
        },
        notes=(f"{plural(len(cycles), 'easing cycle')}; the end of an open one is provisional",),
    )


def _counted(cycles: Iterable[EasingCycle]) -> list[EasingCycle]:
    return [c for c in cycles if not c.left_censored]


def _cycle_lists(
    policy: pd.DataFrame, cycles: Sequence[EasingCycle], as_of: pd.Timestamp
) -> dict[str, Sequence[EasingCycle]]:
    """Return the cycles under each rule that ends a cycle (METHODS 3.5)."""
    return {
        "50 bp rise or a year": cycles,
        "25 bp rise": _counted(find_cycles(policy, as_of=as_of, ending_rise=OTHER_RISE)),
        "120 days without a cut": _counted(find_cycles(policy, as_of=as_of, longest_gap=OTHER_GAP)),
    }


def _definitions(
    returns: Mapping[str, pd.Series], lists: Mapping[str, Sequence[EasingCycle]]
) -> Iterator[StateMonths]:
    """Generate all combinations of return, ending rule, easing months and disputed cycles.

    The months of excluded cycles are in neither group.
    """
    spans = {"first to last cut": _eased, "the month after each": _eased, "known open": _known_open}
    disputed = {"counted": (), "left out": DISPUTED}
    for (kind, series), (rule, cycles), (called, span), (label, left_out) in product(
        returns.items(), lists.items(), spans.items(), disputed.items()
    ):
        months = pd.PeriodIndex(series.index)
        easing = within(months, map(span, cycles))
        dropped = within(months, (span(c) for c in cycles if _is_any(c, lists, left_out)))
        state = easing[~dropped]
        if called != "first to last cut":
            state = in_following_month(state)
        yield state_months(
            series,
            state,
            choices={
                "return": kind,
                "cycle ends with": rule,
                "months": called,
                "1984, 1987 and 1998": label,
            },
        )


def _is_any(
    cycle: EasingCycle, lists: Mapping[str, Sequence[EasingCycle]], names: Sequence[str]
) -> bool:
    """Return whether a cycle overlaps one of the named cycles."""
    named = [c for c in next(iter(lists.values())) if c.name in names]
    return any(c.first_cut <= cycle.last_cut and cycle.first_cut <= c.last_cut for c in named)


def _eased(cycle: EasingCycle) -> tuple[pd.Period, pd.Period]:
    """Return the months of the first and last cut of a cycle."""
    return cycle.first_cut.to_period("M"), cycle.last_cut.to_period("M")


def _known_open(cycle: EasingCycle) -> tuple[pd.Period, pd.Period]:
    """Return the first and last month end at which a cycle was known to be open."""
    end = cycle.end_known
    last = pd.Period("2199-12", "M") if end is None else end.to_period("M") - 1
    return cycle.confirmed_on.to_period("M"), last


def within(months: pd.PeriodIndex, spans: Iterable[tuple[pd.Period, pd.Period]]) -> pd.Series:
    """Return whether each month lies in one of the spans, both ends included."""
    inside, numbers = np.zeros(len(months), dtype=np.bool_), months.asi8
    for first, last in spans:
        inside |= (numbers >= first.ordinal) & (numbers <= last.ordinal)
    return pd.Series(inside, index=months)
