"""Test whether some of several series rose and others fell over stated days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Reading
from backtests.studies.measures.spans import Span, stated_spans
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Label, Several, in_order

METHOD = Method(
    "Returns of {names} from {start} to {end}[, or to {other_end}]",
    by_fact(
        "at least one is above zero and at least one below",
        "all are above zero, or none is[; inconclusive as ambiguous if {other_end} gives the other "
        "answer]",
    ),
)
RULES = (in_order("start", "end"), in_order("start", "other_end"))


def examine(
    context: Context,
    *,
    others: dict[str, pd.DataFrame],
    names: Annotated[Sequence[Label], Several],
    start: Day,
    end: Day,
    other_end: Day | None = None,
) -> Evidence:
    """Test whether some series rose and others fell (claim brk-14).

    `other_end` is an end of the span that the wording allows equally.

    Parameters
    ----------
    names : sequence of str
        Series of which some rose and others fell.
    other_end : pd.Timestamp, optional
        Another end of the span that the wording allows.
    """
    del context
    ends = [end] if other_end is None else [end, other_end]
    found = [stated_spans(others, names, start, last) for last in ends]
    missing = next((one for one in found if isinstance(one, MissingCheck)), None)
    if missing is not None:
        return Evidence(missing)
    known = [one for one in found if not isinstance(one, MissingCheck)]
    readings = tuple(
        Reading(f"to {last:%Y-%m-%d}", directions=(_mixed(spans),))
        for last, spans in zip(ends[1:], known[1:], strict=True)
    )
    estimates = tuple(
        Estimate(name, span.change, note=str(span))
        for spans in known
        for name, span in spans.items()
    )
    return Evidence(FactCheck(directions=(_mixed(known[0]),), readings=readings), estimates)


def _mixed(spans: Mapping[str, Span]) -> tuple[str, bool]:
    """Return the statement that the returns have both signs, and whether it is true."""
    changes = {name: span.change for name, span in spans.items()}
    listed = ", ".join(f"{name} {change:+.2%}" for name, change in changes.items())
    rose, fell = (any(sign * c > 0 for c in changes.values()) for sign in (1, -1))
    return f"returns of both signs ({listed})", rose and fell
