"""Records in apposition to the move that made them: "fell by 9 points, the largest drop ever"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.wording.bases import SUPERLATIVE

APPOSED = re.compile(
    rf"[,–—:] ?(?:the|its|their|an?) (?:[a-z-]+ ){{0,2}}(?:{SUPERLATIVE}|best|worst)\b[^,;]*$"
)
MOVES = frozenset({"return", "comparison", "volatility", "rate"})


def settle(scene: Scene) -> None:
    """Give a record that would be of today the last day of the move before it."""
    scene.drafts[:] = [_on_its_day(scene, d) for d in scene.drafts]


def _on_its_day(scene: Scene, draft: Draft) -> Draft:
    m = APPOSED.search(scene.text[: draft.end])
    if draft.kind != "record" or draft.to != scene.on or m is None:
        return draft
    dated = [t for t in scene.times if t.start >= m.start() and t.mention.role != "since"]
    last = None if dated else _moved_until(scene, m.start())
    return replace(draft, to=last) if last else draft


def _moved_until(scene: Scene, start: int) -> date | None:
    """Return the last day of the move that a clause is in apposition to, if it is a past one."""
    days = [d.to for d in scene.drafts if d.kind in MOVES and d.start < start and d.to]
    return days[-1] if days and days[-1] < scene.on else None
