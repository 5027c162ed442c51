"""Levels that end a view: "a close below 2,300 would cancel the signal"."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.kinds.patterns.advice import INVALID, SIGNAL_FOR
from backtests.claims.reading.kinds.places import RATES, in_units
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.ownership import is_quoted_now
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN, Direction

# A level without a verb, after such a question: "A monthly close below 2,300".
ANSWER = re.compile(
    r"^\W*(?:(?:only|just) )?(?:a|an|any|the) (?:[a-z-]+ ){0,2}(?:close|break|drop|fall|move|rise"
    r"|rally|slide|push|breach)\b"
)
SIDE = re.compile(r"\b(?:(?P<over>above|over|past)|below|under|beneath|through) (?:\w+ )?$")
# The same of a gauge: "A VIX above 35", "High-yield spreads above 450".
GAUGE = re.compile(
    words.marks(
        r"^\W*(?:(?:only|just|a|an|any|the|[a-z-]+) ){0,3}(?P<name>‹[vys]\d+›)(?: yields?"
        r"| spreads?)? (?:(?P<over>above|over|of more than|beyond)|below|under"
        r"|of less than) (?:about )?(?P<level><A>)"
    )
)


def read(scene: Scene) -> bool:
    """Add a level that cancels a view."""
    m = INVALID.search(scene.text)
    # "If the breakout holds, it projects to 2,340" is a condition of what is expected.
    if m and m[0].endswith(("holds", "stands")) and scene.condition_at(m.start()):
        m = None
    asked = INVALID.search(scene.memory.asked) or INVALID.search(scene.memory.title)
    if asked and not m and _of_a_gauge(scene):
        return True
    answers = asked and ANSWER.match(scene.text)
    if (not m and not answers) or SIGNAL_FOR.search(scene.text):
        return False
    levels = [
        p
        for p in scene.amounts
        if p.mention.measure in {"bare", "point"}
        # "Under 2,265 kills the idea" counts no kills.
        and (not p.mention.noun or (m is not None and m.start() == p.end + 1))
        and p.mention.values[0] >= 10
    ]
    levels = levels or _of_a_rate(scene)
    side = re.search(
        (
            r"\b(?:below|above|under|over|through|beneath|past|at|back (?:below|above)|of"
            r"|fails? to hold|los(?:es?|ing)|breaks?|gives? up)\b"
        ),
        scene.text,
    )
    if not levels or not (side or "line in the sand" in scene.text):
        return False
    if m is not None:
        own = scene.clause(m.start())
        levels = [p for p in levels if own[0] <= p.start < own[1]] or levels
    # "Wrong if the index, now at 2,050, climbs over 2,110": today's price is none that ends a view.
    quoted = [p for p in levels if is_quoted_now(scene.text, p, scene.times)]
    place = next((p for p in levels if p not in quoted), levels[0])
    for p in quoted:
        if p is not place and (of_it := scene.subject_before(p.start)):
            scene.use(p)
            day = (scene.on, scene.on)
            scene.state("level", (p.start, p.end), of_it, p.mention.values, "points", dates=day)
    lead = scene.text[: place.start]
    priced = [n for n in scene.names if scene.group_of(n.mention.symbols) in PRICE_GROUPS]
    subject = (
        scene.subject(place)
        or scene.memory.subject
        or (priced[0].mention.symbols if priced else ())
    )
    direction: Direction = (
        "up"
        if re.search(r"\b(?:above|over|past|through|higher)\b(?: \w+){0,3} $", lead)
        else "down"
    )
    if re.search(r"\b(?:through|past)\b(?: \w+){0,3} $", lead):
        direction = scene.said(lead) or direction
    scene.use(place)
    start, end = 0, len(scene.text)
    group = scene.group_of(subject)
    value, unit = in_units(place.mention, group if group in RATES else None)
    scene.state(
        "rule",
        (start, end),
        subject or (UNKNOWN,),
        value,
        "points" if unit == "count" else unit,
        direction=direction,
        dates=_days(scene, place),
        condition="invalidation",
        testable=bool(subject),
    )
    scene.close(*scene.clause(place.start))
    if m:
        _another(scene, m, subject)
        scene.close(*scene.clause(m.start()))
    return True


def _another(scene: Scene, before: re.Match[str], subject: Subject) -> None:
    """Add a further level that a sentence gives: "and a close below 2,300 as proof that"."""
    m = INVALID.search(scene.text, before.end())
    further = [
        p
        for p in scene.free()
        if m and before.end() <= p.start < m.start() and p.mention.measure == "bare"
    ]
    side = SIDE.search(scene.text[before.end() : further[0].start]) if further else None
    if m is None or side is None or not subject:
        return
    scene.use(further[0])
    scene.state(
        "rule",
        (before.end(), m.end()),
        subject,
        further[0].mention.values,
        "points",
        direction="up" if side["over"] else "down",
        condition="invalidation",
    )
    scene.close(before.end(), m.end())


# "If it ends the year below": the day on which the level counts.
AT_THE_END = re.compile(
    r"\b(?:close|end|finish)(?:s|es)? ‹w\d+› (?:above|below|over|under) (?:\w+ )?$"
)


def _days(scene: Scene, place: Placed[Amount]) -> tuple[date | None, date | None]:
    """Return the days up to the end of a period at whose end the level would end the view."""
    times = [t.mention for t in scene.times if t.end < place.start]
    if not times or not AT_THE_END.search(scene.text[: place.start]):
        return None, None
    last = times[-1].next_last
    return (scene.on, last) if last > scene.on else (None, None)


def _of_a_rate(scene: Scene) -> list[Placed[Amount]]:
    """Return yields where the text is on one: "it is at 4.3%. Above 4.5% we are wrong".

    A yield that only this sentence names ends a view on something else.
    """
    if scene.group_of(scene.memory.subject) not in {"yield", "spread"}:
        return []
    return [
        p
        for p in scene.amounts
        if p.mention.measure in {"percent", "bp"}
        and not p.mention.change
        and not p.mention.sign
        and (scene.subject(p) or scene.memory.subject) == scene.memory.subject
    ]


def _of_a_gauge(scene: Scene) -> bool:
    """Add the level of a gauge that would end the view of the heading above on its market."""
    m = GAUGE.match(scene.text)
    named = scene.name_at(m.start("name")) if m else None
    place = scene.free_at(m.start("level")) if m else None
    subject = scene.memory.price
    if m is None or named is None or place is None or not subject:
        return False
    gauge = scene.resolved(named.mention)
    group = scene.group_of(gauge)
    value, unit = in_units(place.mention, group)
    if group == "volatility":
        unit = "points"
    side = "above" if m["over"] else "below"
    scene.use(place)
    scene.state(
        "rule",
        m.span(),
        subject,
        value,
        unit,
        direction="down" if m["over"] else "up",
        condition=f"invalidation, {gauge[0]} {side} {value[0]:g}",
    )
    return True
