"""Advice to use a setback: "a setback of 7% is likely; we would use it to add"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Direction

USE_IT = re.compile(
    words.marks(
        r"\b(?:(?:we|i|investors|readers) (?:would|will|should|plan to|intend to|shall) "
        r"|^\W*)(?:use|treat|see|regard|take) (?:‹r\d+›|it|that|this|such (?:a|an) [a-z-]+"
        r"|any such [a-z-]+)"
        r" (?:to (?:(?P<buy>buy|add)|(?P<sell>sell|trim|reduce|lighten))"
        r"|as (?:an? |our |your )?(?:[a-z-]+ )?(?:chance|opportunity|occasion|moment|time"
        r"|invitation) to (?:(?P<buy_>buy|add)|(?P<sell_>sell|trim|reduce|lighten)))\b"
    )
)
# The setback, or rally, that is to be used.
MOVE = re.compile(
    words.marks(
        r"\b(?P<noun>setback|correction|pullback|dip|drop|fall|decline|sell-?off|retreat|slide"
        r"|rally|bounce|rise|rebound|gain)s? of (?:at least |about |up to |more than "
        r"|around )*(?P<size><%>)"
        r"|(?P<size_><%>) (?:setback|correction|pullback|dip|drop|fall|decline|sell-?off|retreat"
        r"|slide|rally|bounce|rise|rebound|gain)\b"
    )
)


def read(scene: Scene) -> None:
    """Add the rule to buy or sell after a move whose size the words before state."""
    m = USE_IT.search(scene.text)
    sized = list(MOVE.finditer(scene.text, 0, m.start())) if m else []
    if m is None or not sized:
        return
    at = max(sized[-1].start("size"), sized[-1].start("size_"))
    place = next((p for p in scene.amounts if p.start == at), None)
    subject = scene.subject(place) if place else ()
    if scene.group_of(subject) not in PRICE_GROUPS:
        subject = scene.memory.price
    if place is None or not subject or len(place.mention.values) != 1:
        return
    sells = m["sell"] or m["sell_"]
    direction: Direction = "down" if sells else "up"
    scene.state(
        "rule",
        m.span(),
        subject,
        place.mention.values,
        "fraction",
        direction=direction,
        condition=f"after move of {100 * place.mention.values[0]:g}%",
    )
    scene.close(scene.clause(m.start())[0], len(scene.text))
