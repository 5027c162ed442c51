"""What a market is worth beside an earlier time: "gold is worth half of what it was in 1980"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.scene import PRICE_GROUPS, Scene

WORTH = re.compile(
    words.marks(
        r"(?P<name><N>) (?:(?:is|are|trades?|stands?|sells?|still|now|only|just"
        r"|about) )*(?:(?:worth|at|for) )?(?:[a-z]+ ){0,2}?(?P<share>‹[hx]\d+›)"
        r" (?:of )?what (?:‹r\d+›|it|they) (?:was|were|cost|fetched|traded at|stood at"
        r"|sold for)(?: worth)? (?P<time><T>)"
    )
)


def read(scene: Scene) -> None:
    """Add the change from what it was at a time that is named."""
    for m in WORTH.finditer(scene.text):
        named = scene.name_at(m.start("name"))
        place = scene.free_at(m.start("share"))
        time = next((t.mention for t in scene.times if t.start == m.start("time")), None)
        subject = scene.resolved(named.mention) if named else ()
        if place is None or time is None or time.last > scene.on or time.role == "now":
            continue
        group = scene.group_of(subject)
        if group not in {*PRICE_GROUPS, "volatility"} or scene.condition_at(m.start()):
            continue
        change = [round(v - 1, 6) for v in place.mention.values]
        dates = (time.last, scene.on)
        scene.use(place)
        scene.state(
            "volatility" if group == "volatility" else "return",
            m.span(),
            subject,
            tuple(abs(v) for v in change),
            "fraction",
            direction="up" if min(change) > 0 else "down",
            dates=dates,
        )
        scene.close(*m.span())
