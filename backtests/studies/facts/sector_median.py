"""Did the middle one of many funds fall behind another over stated days?"""

from __future__ import annotations

import pandas as pd

from backtests.evidence.checks import CriteriaCheck, Criterion
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.studies.measures.spans import lacking, stated_span, uncovered


def examine(
    context: Context,
    *,
    others: dict[str, pd.DataFrame],
    sectors: list[str],
    against: str,
    start: pd.Timestamp,
    end: pd.Timestamp,
) -> Evidence:
    """Median return of `sectors` less that of `against`; below zero supports (METHODS brk-08)."""
    del context
    missing = lacking(others, [*sectors, against])
    if missing:
        return Evidence(missing)
    spans = {name: stated_span(others[name], start, end) for name in (*sectors, against)}
    found = {name: span.change for name, span in spans.items() if span is not None}
    if len(found) < len(spans):
        return Evidence(uncovered(start, end))
    returns = pd.Series({name: found[name] for name in sectors})
    gap = float(returns.median()) - found[against]
    behind = int((returns < found[against]).sum())
    name = f"median of {len(sectors)} sectors less {against}"
    return Evidence(
        CriteriaCheck(
            supports=(Criterion(name, gap, "<", 0.0),), refutes=(Criterion(name, gap, ">=", 0.0),)
        ),
        (
            Estimate(name, gap, n=len(sectors), note=f"{behind} behind, {spans[against]}"),
            Estimate("median return of the sectors", float(returns.median()), n=len(sectors)),
            Estimate(f"return of {against}", found[against]),
        ),
    )
