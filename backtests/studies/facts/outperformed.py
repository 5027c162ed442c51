"""Test whether series rose, and others beat their pair, over stated days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck
from backtests.studies.measures.spans import pair_leads, stated_spans
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Label, Pair, Some, in_order

METHOD = Method(
    "Returns from {start} to {end}: {pairs}[, and above zero {gains}]",
    by_fact("it is so in every part", "it is not so in one part"),
)
RULES = (in_order("start", "end"),)


def examine(
    context: Context,
    *,
    others: dict[str, pd.DataFrame],
    pairs: Annotated[list[Pair], Some],
    start: Day,
    end: Day,
    gains: Annotated[Sequence[Label], Some] = (),
) -> Evidence:
    """Test whether each of `gains` rose and the first of each pair beat its second.

    All must be true: a claim of type F is refuted by any that is not.
    """
    del context
    names = [*gains, *(name for pair in pairs for name in pair)]
    spans = stated_spans(others, names, start, end)
    if isinstance(spans, MissingCheck):
        return Evidence(spans)
    leads = pair_leads(pairs, spans)
    rises = {name: spans[name] for name in gains}
    directions = (
        *((f"{name} rose ({span.change:+.1%})", span.change > 0) for name, span in rises.items()),
        *((str(lead), lead.value > 0) for lead in leads),
    )
    estimates = (
        *(lead.estimate for lead in leads),
        *(Estimate(name, span.change, note=str(span)) for name, span in rises.items()),
    )
    return Evidence(FactCheck(directions=directions), estimates)
