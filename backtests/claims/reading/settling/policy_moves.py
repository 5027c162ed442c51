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


BY_A_SIZE = re.compile(
    r"\b(?:it|fed|bank|committee) [a-z]+(?: rates)? by (?:an? )?[a-z-]+ (?:a )?point"
)
FIRST_OF_NOW = re.compile(r"\W*(?:it|this|that|‹r\d+›) is the first\b")
# "Cut three times, in May, July and August".
TIMES_IN = re.compile(r"(?P<count>‹#\d+›) times,? (?P<list>‹w\d+›(?:,? (?:and )?‹w\d+›)+)(?! to\b)")


def settle(scene: Scene) -> None:
    """Give moves of the Fed the way of their verbs, and the months that are listed for them."""
    scene.drafts[:] = [_of_the_fed(scene, d) for d in scene.drafts]
    scene.drafts[:] = [_still_the_first(scene, d) for d in scene.drafts]
    scene.drafts[:] = [_of_a_size(scene, d) for d in scene.drafts]
    _ways(scene)
    for m in TIMES_IN.finditer(scene.text):
        _in_listed_months(scene, m)


def _of_the_fed(scene: Scene, draft: Draft) -> Draft:
    """Return "it cut by half a point" as a move of the Fed, and each of its sizes with the way."""
    said = scene.marked.sentence.text.lower()
    cut, raised = CUT.search(said), RAISED.search(said)
    spoken_of = any(d.subject == ("FFT",) for d in scene.drafts if d is not draft)
    if not spoken_of or bool(cut) == bool(raised) or len(draft.value) != 1:
        return draft
    way: Direction = "down" if cut else "up"
    points = [p for p in scene.amounts if p.mention.measure == "point"]
    own = [p for p in points if draft.start <= p.start < draft.end]
    halved = draft.kind == "return" and any(p.mention.values == draft.value for p in own)
    if halved and BY_A_SIZE.search(said):
        size = (100 * draft.value[0],)
        fed = replace(draft, kind="rate", subject=("FFT",), unit="bp")
        return replace(fed, value=size, direction=way)
    sized = draft.kind == "rate" and draft.unit == "bp" and not draft.direction
    of_points = any((100 * p.mention.values[0],) == draft.value for p in own)
    return replace(draft, direction=way) if sized and of_points else draft


# "The cut of 18 September 2007 was half a point as well": how large it was.
CUT_WAS = re.compile(
    r"\b(?:(?P<down>cut|reduction)|hike|increase|rise) (?P<time>‹w\d+›) (?:was|amounted to|came to)"
    r" (?:[a-z]+ )?(?:of )?(?=‹)"
)
LARGEST_MOVE = 100.0  # basis points at one meeting


def _of_a_size(scene: Scene, draft: Draft) -> Draft:
    """Return a level of the Fed's rate that is the size of a move on a day as that move."""
    m = CUT_WAS.search(scene.text)
    fed = draft.subject == ("FFT",) and draft.kind == "rate" and draft.unit == "bp"
    if m is None or not fed or draft.direction or len(draft.value) != 1:
        return draft
    time = scene.time_at(m.start("time"))
    if time.grain != "day" or draft.value[0] > LARGEST_MOVE or time.last > scene.on:
        return draft
    way: Direction = "down" if m["down"] else "up"
    return replace(draft, direction=way, from_=days.weekday_before(time.last), to=time.last)


def _still_the_first(scene: Scene, draft: Draft) -> Draft:
    """Return "it is the first cut since" as a record of now, whatever times follow."""
    first = FIRST_OF_NOW.match(scene.text) and draft.kind == "record" and draft.subject == ("FFT",)
    if not first or draft.to is None or draft.to >= scene.on:
        return draft
    return replace(draft, to=scene.on)


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
