"""Test whether series rose, and others beat their pair, over stated days."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck
from backtests.studies.measures.spans import pair_leads, stated_spans


def examine(
    context: Context,
    *,
    others: dict[str, pd.DataFrame],
    pairs: list[list[str]],
    start: pd.Timestamp,
    end: pd.Timestamp,
    gains: Sequence[str] = (),
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
