"""Moves of a day that the sentence opens with: "Friday's rise in crude was helped by"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.scene import Scene

_UP = r"gains?|advance|rise|rally|rebound|jump|surge|climb|increase|bounce|recovery|upswing"
_DOWN = (
    r"loss(?:es)?|declines?|drop|fall|slide|slump|sell-?off|tumble|plunge|rout|retreat|pullback"
    r"|dip|decrease"
)
_SORT = r"(?:(?!record|late|early|midday|morning|intraday|initial)[a-z-]+ )?"
OPENS_WITH = re.compile(
    words.marks(
        rf"\W*(?P<time><T>)(?:'s)? {_SORT}(?:(?P<up>{_UP})|(?P<down>{_DOWN})) (?:in|of|for|by) "
        r"(?:the )?(?:[a-z]+ )?(?P<name><N>)(?:'s)?(?: prices?| futures| shares| stocks| index)?"
        r" (?:was|were|came|comes|has|have|follow\w*|mark\w*|push\w*|took|reflect\w*|left|sent"
        r"|brought|put|made|got|gained|owed|helped|extend\w*|add\w*|(?:par|eras|wip|revers)ed)\b"
        rf"|\W*(?:the )?(?P<name_><N>)(?:'s?) {_SORT}(?:(?P<up_>{_UP})|(?P<down_>{_DOWN})) "
        r"(?P<time_><T>) (?:was|were|came|comes|follow\w*|mark\w*|push\w*|took|reflect\w*|left"
        r"|sent|brought|put|made|got|owed|helped|extend\w*|(?:par|eras|wip|revers)ed)\b"
    )
)


def read(scene: Scene) -> None:
    """Add the move of a day whose size is not stated."""
    m = OPENS_WITH.match(scene.text)
    if m is None or any(d.start < m.end() for d in scene.drafts):
        return
    own = "" if m["name"] else "_"
    named = scene.name_at(m.start(f"name{own}"))
    time = next((t.mention for t in scene.times if t.start == m.start(f"time{own}")), None)
    subject = scene.resolved(named.mention) if named else ()
    past = time and time.role == "in" and time.last <= scene.on and time.grain == "day"
    if time is None or not past:
        return
    if not scene.is_priced(subject):
        return
    scene.state(
        "return",
        m.span(),
        subject,
        direction="up" if m[f"up{own}"] else "down",
        dates=scene.dates(time, "move", ahead=False),
    )
