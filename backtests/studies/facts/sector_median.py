"""Test whether the median of several funds fell behind another fund over stated days."""

from __future__ import annotations

from typing import Annotated

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import CriteriaCheck, Criterion
from backtests.studies.measures.spans import stated_spans
from backtests.studies.method import Method, by_criteria
from backtests.studies.parameters import Day, Label, Some, in_order

METHOD = Method(
    "Median return of {sectors} from {start} to {end}, less the return of {against}",
    by_criteria("the difference is below zero", "it is zero or above"),
)
RULES = (in_order("start", "end"),)


def examine(
    context: Context,
    *,
    others: dict[str, pd.DataFrame],
    sectors: Annotated[list[Label], Some],
    against: Label,
    start: Day,
    end: Day,
) -> Evidence:
    """Compare the median return of `sectors` with `against`; lower supports (METHODS brk-08).

    Parameters
    ----------
    sectors : sequence of str
        Series whose median return is taken.
    against : str
        Series that it is compared with.
    """
    del context
    spans = stated_spans(others, [*sectors, against], start, end)
    if isinstance(spans, MissingCheck):
        return Evidence(spans)
    benchmark = spans[against].change
    returns = pd.Series({name: spans[name].change for name in sectors})
    median = float(returns.median())
    gap = median - benchmark
    behind = int((returns < benchmark).sum())
    name = f"median of {len(sectors)} sectors less {against}"
    return Evidence(
        CriteriaCheck(
            supports=(Criterion(name, gap, "<", 0.0),), refutes=(Criterion(name, gap, ">=", 0.0),)
        ),
        (
            Estimate(name, gap, n=len(sectors), note=f"{behind} behind, {spans[against]}"),
            Estimate("median return of the sectors", median, n=len(sectors)),
            Estimate(f"return of {against}", benchmark),
        ),
    )
