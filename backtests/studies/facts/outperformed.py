"""Test whether series rose, and others beat their pair, over stated days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Reading
from backtests.studies.measures.spans import pair_leads, stated_spans
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Label, Pair, Period, Some, in_order

METHOD = Method(
    "Returns from {start} to {end}: {pairs}[, and above zero {gains}]",
    by_fact(
        "it is so in every part",
        "it is not so in one part[; inconclusive as ambiguous if {other_spans} gives the other "
        "answer]",
    ),
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
    other_spans: Annotated[Sequence[Period], Some] = (),
) -> Evidence:
    """Test whether each of `gains` rose and the first of each pair beat its second.

    All must be true: a claim of type F is refuted by any that is not. `other_spans` are spans that
    the wording allows equally.

    Parameters
    ----------
    gains : sequence of str, optional
        Series that are said to have risen.
    other_spans : sequence of pairs of pd.Timestamp, optional
        Other spans that the wording allows.
    """
    del context
    found = [
        _of_span(others, pairs, gains, first, last) for first, last in ((start, end), *other_spans)
    ]
    missing = next((one for one in found if isinstance(one, MissingCheck)), None)
    if missing is not None:
        return Evidence(missing)
    known = [one for one in found if not isinstance(one, MissingCheck)]
    readings = tuple(
        Reading(f"{first:%Y-%m-%d} to {last:%Y-%m-%d}", directions=one.directions)
        for (first, last), one in zip(other_spans, known[1:], strict=True)
    )
    check = FactCheck(directions=known[0].directions, readings=readings)
    return Evidence(check, tuple(e for one in known for e in one.estimates))


class _Found(NamedTuple):
    directions: tuple[tuple[str, bool], ...]
    estimates: tuple[Estimate, ...]


def _of_span(
    others: Mapping[str, pd.DataFrame],
    pairs: Sequence[Pair],
    gains: Sequence[Label],
    start: pd.Timestamp,
    end: pd.Timestamp,
) -> _Found | MissingCheck:
    """Return directions and estimates of one span."""
    names = [*gains, *(name for pair in pairs for name in pair)]
    spans = stated_spans(others, names, start, end)
    if isinstance(spans, MissingCheck):
        return spans
    leads = pair_leads(pairs, spans)
    rises = {name: spans[name] for name in gains}
    return _Found(
        (
            *(
                (f"{name} rose ({span.change:+.1%})", span.change > 0)
                for name, span in rises.items()
            ),
            *((str(lead), lead.value > 0) for lead in leads),
        ),
        (
            *(lead.estimate for lead in leads),
            *(Estimate(name, span.change, note=str(span)) for name, span in rises.items()),
        ),
    )
