"""Where a market tends while a level holds: "as long as gold is above 2,600, the trend is up"."""

from __future__ import annotations

import re

from backtests.claims.reading.kinds.targets import condition_words
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Direction

WHILE = re.compile(
    r"\W*(?:(?:still|yet|but|and|for now|that said|even so),? )?(?:as long as|so long as|if"
    r"|unless|until) "
)
_UP = r"(?P<up>up|higher|upwards?|to the upside|bullish|positive|constructive)"
_DOWN = r"(?P<down>down|lower|downwards?|to the downside|bearish|negative)"
TREND = re.compile(
    r"\b(?:path(?: of least resistance)?|trend|bias|momentum|direction of travel|odds|risks?"
    r"|outlook|picture|tide|way)"
    r"(?: (?:is|are|points?|remains?|stays?|leads?|runs?|looks?|leans?|tilts?|skewed|still"
    r"|clearly|firmly))+"
    rf" (?:{_UP}|{_DOWN})\b"
)


def trend(scene: Scene) -> bool:
    """Add a rise or fall to come that holds while a condition does; no date can test it."""
    m = TREND.search(scene.text)
    if (
        m is None
        or not WHILE.match(scene.text)
        or not any(s < m.start() for s, _ in scene.conditions)
    ):
        return False
    if scene.condition_at(m.start()) or scene.is_closed(m.start()):
        return False
    named = [
        n
        for n in scene.names
        if n.end <= m.start() and scene.group_of(scene.resolved(n.mention)) in PRICE_GROUPS
    ]
    subject = scene.resolved(named[0].mention) if named else scene.memory.price
    if not subject:
        return False
    direction: Direction = "up" if m["up"] else "down"
    condition = condition_words(scene, subject, m.start())
    if not condition:
        return False
    scene.state(
        "forecast",
        (0, len(scene.text)),
        subject,
        direction=direction,
        condition=condition,
        testable=False,
    )
    scene.close(0, len(scene.text))
    return True
