"""Did one series rise, and more than another, over stated days?"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from backtests.evidence.checks import FactCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.studies.measures.spans import lacking, stated_lead, stated_span, uncovered


def examine(
    context: Context,
    *,
    others: dict[str, pd.DataFrame],
    pairs: list[list[str]],
    start: pd.Timestamp,
    end: pd.Timestamp,
    gains: Sequence[str] = (),
) -> Evidence:
    """Each of `gains` rose and the first of each pair beat its second (type F: all must hold)."""
    del context
    missing = lacking(others, [*gains, *(name for pair in pairs for name in pair)])
    if missing:
        return Evidence(missing)
    rises = {name: stated_span(others[name], start, end) for name in gains}
    leads = [stated_lead(others, pair, start, end) for pair in pairs]
    known = [lead for lead in leads if lead is not None]
    found = {name: span for name, span in rises.items() if span is not None}
    if len(known) + len(found) < len(pairs) + len(gains):
        return Evidence(uncovered(start, end))
    directions = (
        *((f"{name} rose ({span.change:+.1%})", span.change > 0) for name, span in found.items()),
        *((str(lead), lead.value > 0) for lead in known),
    )
    estimates = (
        *(lead.estimate for lead in known),
        *(Estimate(name, span.change, note=str(span)) for name, span in found.items()),
    )
    return Evidence(FactCheck(directions=directions), estimates)
