"""Percentage points of one market's own move: "gold added a full point"."""

from __future__ import annotations

from backtests.claims.reading.figure import Figure
from backtests.claims.reading.kinds.pairs import pair_words
from backtests.claims.reading.kinds.patterns.gaps import GAP_OF
from backtests.claims.reading.scene import PRICE_GROUPS


def moved_by_points(figure: Figure) -> bool:
    """Whether percentage points are those of one market's own move: "gold added a full point"."""
    start, end = figure.scene.clause(figure.place.start)
    inside = [n for n in figure.scene.names if start <= n.start < end]
    named = {n.mention.symbols for n in inside if n.mention.group in PRICE_GROUPS}
    alone = len(named) == 1 and not pair_words(figure.clause)
    return alone and bool(figure.scene.said(figure.lead)) and not GAP_OF.search(figure.lead)
