"""Statements on several markets at once, made ones on each of them."""

from __future__ import annotations

from dataclasses import replace

from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene

PAIR = 2


def settle(scene: Scene) -> None:
    """State of each market what the sentence says of all: "all three major indexes rose by 1%"."""
    scene.drafts[:] = [one for draft in scene.drafts for one in _each(draft)]


def _each(draft: Draft) -> list[Draft]:
    """Return the statement, or one for each of its markets where it has more than two."""
    if len(draft.subject) <= PAIR:
        return [draft]
    if draft.kind == "comparison":
        return []  # one of several against another: which is not said
    return [replace(draft, subject=(symbol,)) for symbol in draft.subject]
