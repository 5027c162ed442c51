"""Test whether the leads that a statement implies existed over stated days, all or none."""

from __future__ import annotations

from typing import Annotated

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.fact_checks import CriteriaCheck, Criterion
from backtests.studies.measures.spans import pair_leads, stated_spans
from backtests.studies.method import Method, by_criteria
from backtests.studies.parameters import Day, Pair, Some, in_order

METHOD = Method(
    "Returns from {start} to {end}: {pairs}",
    by_criteria("every first of a pair is ahead of its second", "none is ahead"),
)
RULES = (in_order("start", "end"),)


def examine(
    context: Context,
    *,
    others: dict[str, pd.DataFrame],
    pairs: Annotated[list[Pair], Some],
    start: Day,
    end: Day,
) -> Evidence:
    """Test whether the first of each pair beat its second (METHODS mom-07).

    All leads support, no lead refutes, anything between is inconclusive.
    """
    del context
    spans = stated_spans(others, (name for pair in pairs for name in pair), start, end)
    if isinstance(spans, MissingCheck):
        return Evidence(spans)
    leads = pair_leads(pairs, spans)
    names = [(f"{lead.ahead} less {lead.behind}", lead.value) for lead in leads]
    return Evidence(
        CriteriaCheck(
            supports=tuple(Criterion(name, value, ">", 0.0) for name, value in names),
            refutes=tuple(Criterion(name, value, "<=", 0.0) for name, value in names),
        ),
        tuple(lead.estimate for lead in leads),
    )
