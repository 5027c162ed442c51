"""Levels of yields and spreads whose break leads on: "a break of 3.9% would open up 4.2%"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.places import in_units
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction

BREAK = re.compile(
    words.marks(
        r"\W*(?:and |but |conversely, |by contrast, )?(?:an?|any) (?:[a-z-]+ ){0,2}(?:break|close"
        r"|move|rise|fall|drop|push|climb|slide|widening|narrowing|tightening|decline|jump|dip)"
        r"(?: (?:in|of|by) (?:the )?(?P<name>‹[ys]\d+›)(?: yields?"
        r"| spreads?)?)? (?:back )?(?:(?P<over>above|over|past|through|beyond)|below|under"
        r"|beneath) (?P<from><A>)(?: basis points)?,?"
        r" (?:would|will|could|should|might|may) (?:then |also |probably )?(?:open|clear|pave"
        r"|point|lead|bring|expose|target|take|put|send|signal|mean)[^.;‹]*?(?:‹r\d+› )?(?:to|for"
        r"|towards?|into view|at) (?:about |around )?(?P<to><A>)"
    )
)


def read(scene: Scene) -> None:
    """Add the level that the break of another would lead to."""
    m = BREAK.match(scene.text)
    named = scene.name_at(m.start("name")) if m and m["name"] else None
    subject = scene.resolved(named.mention) if named else scene.memory.subject
    if m is None or scene.group_of(subject) not in {"yield", "spread"}:
        return
    ends = {m.start("from"), m.start("to")}
    places = [p for p in scene.free() if p.start in ends]
    if len(places) != len(ends) or any(len(p.mention.values) != 1 for p in places):
        return
    group = scene.group_of(subject)
    start, value = (in_units(p.mention, group)[0] for p in places)
    direction: Direction = "up" if m["over"] else "down"
    scene.use(*places)
    scene.state(
        "rate",
        m.span(),
        subject,
        value,
        "bp",
        direction=direction,
        condition=f"if {'above' if m['over'] else 'below'} {start[0]:g}",
    )
    scene.close(*m.span())
