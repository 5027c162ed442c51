"""Were the leads that a statement implies there over stated days, all of them or none?"""

from __future__ import annotations

import pandas as pd

from backtests.evidence.checks import CriteriaCheck, Criterion
from backtests.evidence.estimates import Context, Evidence
from backtests.studies.measures.spans import lacking, stated_lead, uncovered


def examine(
    context: Context,
    *,
    others: dict[str, pd.DataFrame],
    pairs: list[list[str]],
    start: pd.Timestamp,
    end: pd.Timestamp,
) -> Evidence:
    """The first of each pair beat its second: all support, none refutes (METHODS mom-07)."""
    del context
    missing = lacking(others, [name for pair in pairs for name in pair])
    if missing:
        return Evidence(missing)
    leads = [lead for pair in pairs if (lead := stated_lead(others, pair, start, end))]
    if len(leads) < len(pairs):
        return Evidence(uncovered(start, end))
    names = [(f"{lead.ahead} less {lead.behind}", lead.value) for lead in leads]
    return Evidence(
        CriteriaCheck(
            supports=tuple(Criterion(name, value, ">", 0.0) for name, value in names),
            refutes=tuple(Criterion(name, value, "<=", 0.0) for name, value in names),
        ),
        tuple(lead.estimate for lead in leads),
    )
