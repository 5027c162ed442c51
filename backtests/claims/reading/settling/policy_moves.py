"""Cuts and hikes counted in one sentence: each has the way of the verb before it."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading.marks import days
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction

CUT = re.compile(r"\b(?:cut|cuts|cutting|lower(?:ed|ing|s)?|reduc(?:ed|ing|es)|eas(?:ed|ing|es))\b")
RAISED = re.compile(
    r"\b(?:rais(?:ed|ing|es)|hik(?:ed|ing|es)|lift(?:ed|ing|s)|increas(?:ed|ing|es)"
    r"|tighten(?:ed|ing|s))\b"
)


# "Cut three times, in May, July and August".
TIMES_IN = re.compile(r"(?P<count>‹#\d+›) times,? (?P<list>‹w\d+›(?:,? (?:and )?‹w\d+›)+)(?! to\b)")


def settle(scene: Scene) -> None:
    """Give moves of the Fed the way of their verbs, and the months that are listed for them."""
    _ways(scene)
    for m in TIMES_IN.finditer(scene.text):
        _in_listed_months(scene, m)


def _in_listed_months(scene: Scene, m: re.Match[str]) -> None:
    """Date a count of moves, and what the sentence says of them in all, by all of their months."""
    listed = [t.mention for t in scene.times if m.start("list") <= t.start < m.end("list")]
    counted = next(p for p in scene.amounts if p.start == m.start("count"))
    past = all(t.grain in {"month", "day"} and t.first <= scene.on for t in listed)
    if not past or len(listed) != counted.mention.values[0]:
        return
    first, last = min(t.first for t in listed), max(min(t.last, scene.on) for t in listed)
    span = (days.add_days(first, -1), last)
    for i, d in enumerate(scene.drafts):
        if d.kind != "rate" or d.subject != ("FFT",):
            continue
        level = d.unit == "bp" and len(d.value) > 1
        if d.value == counted.mention.values or (d.unit == "bp" and d.end > m.end()):
            scene.drafts[i] = replace(d, from_=last if level else span[0], to=last)


def _ways(scene: Scene) -> None:
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
