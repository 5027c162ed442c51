"""Rows of outcomes that are named by their prices: "Above 2,600: 30%", "2,200 to 2,600: 50%"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Direction

ROW = re.compile(
    words.marks(
        r"\W*(?:(?P<up>above|over|higher than|more than|beyond)"
        r"|(?P<down>below|under|lower than|less than|beneath)"
        r"|between|in between|anywhere between"
        r"|from)? ?(?P<level>‹#\d+›)(?: or (?:(?P<more>more|higher|above)"
        r"|(?P<less>less|lower|below)))?"
        r"(?::|,| –|) ?(?:\w+ )?(?P<share><%>)\W*"
    )
)


def read(scene: Scene) -> bool:
    """Add the probability of such a row; its prices only name the outcome."""
    m = ROW.fullmatch(scene.text) if scene.marked.sentence.heading else None
    if m is None:
        return False
    level = next(p for p in scene.amounts if p.start == m.start("level"))
    share = next(p for p in scene.amounts if p.start == m.start("share"))
    subject, ends = scene.memory.price, level.mention.values
    sided = m["up"] or m["down"] or m["more"] or m["less"]
    if scene.group_of(subject) not in PRICE_GROUPS or len(ends) != (1 if sided else 2):
        return False
    direction: Direction = (
        "up" if m["up"] or m["more"] else "down" if m["down"] or m["less"] else ""
    )
    side = {"up": "above ", "down": "below ", "": ""}[direction]
    time = scene.memory.heading_time or scene.memory.due
    scene.use(level, share)
    scene.state(
        "scenario",
        (0, len(scene.text)),
        subject,
        share.mention.values,
        "fraction",
        direction=direction,
        dates=scene.dates(time, "target", ahead=True),
        condition=side + " to ".join(f"{v:g}" for v in ends),
    )
    scene.close(0, len(scene.text))
    return True
