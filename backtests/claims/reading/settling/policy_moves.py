"""Cuts and hikes counted in one sentence: each has the way of the verb before it."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction

CUT = re.compile(r"\b(?:cut|cuts|cutting|lower(?:ed|ing|s)?|reduc(?:ed|ing|es)|eas(?:ed|ing|es))\b")
RAISED = re.compile(
    r"\b(?:rais(?:ed|ing|es)|hik(?:ed|ing|es)|lift(?:ed|ing|s)|increas(?:ed|ing|es)"
    r"|tighten(?:ed|ing|s))\b"
)


def settle(scene: Scene) -> None:
    """Give each count of moves of the Fed the way of the last verb before its figure."""
    if not (CUT.search(scene.text) and RAISED.search(scene.text)):
        return
    counts = [d for d in scene.drafts if d.kind == "rate" and d.unit == "count" and d.value]
    if len(counts) > 1:
        scene.drafts[:] = [_with_its_verb(scene, d) if d in counts else d for d in scene.drafts]


def _with_its_verb(scene: Scene, draft: Draft) -> Draft:
    places = [p.start for p in scene.amounts if p.mention.values == draft.value]
    if len(places) != 1:
        return draft
    lead = scene.text[: places[0]]
    cut, raised = (
        max((m.start() for m in verb.finditer(lead)), default=-1) for verb in (CUT, RAISED)
    )
    if cut == raised:
        return draft
    way: Direction = "down" if cut > raised else "up"
    return replace(draft, direction=way)
