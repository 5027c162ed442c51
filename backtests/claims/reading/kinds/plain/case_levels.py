"""Levels of the cases in one line, "bull: 5,900; bear: 4,600", and those that a move leads to."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.patterns.forecasts import PUTS, SUM, SUM_OF
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN, Direction

CASE = re.compile(
    words.marks(
        r"\b(?P<case>bull|bear|base|upside|downside|middle|central|best|worst)(?:ish)?(?: case"
        r"| scenario)?"
        r"(?:,|:| –| at| of| is)? (?P<level><#>)"
    )
)
SIDES: dict[str, Direction] = {
    "bull": "up",
    "upside": "up",
    "best": "up",
    "bear": "down",
    "downside": "down",
    "worst": "down",
}
LEAST = 2  # cases that make a list


def read(scene: Scene) -> bool:
    """Add the level of each case as a target; a line with probabilities is read by them."""
    cases = list(CASE.finditer(scene.text))
    listed = {m["case"] for m in cases}
    shares = any(p.mention.measure in {"percent", "odds", "share"} for p in scene.amounts)
    if len(listed) < LEAST or len(listed) != len(cases) or shares:
        return False
    subject = _subject(scene)
    times = [t.mention for t in scene.times if t.mention.next_last > scene.on]
    time = times[0] if times else scene.memory.heading_time or scene.memory.due
    dates = scene.dates(time, "target", ahead=True)
    for m in cases:
        place = next(p for p in scene.amounts if p.start == m.start("level"))
        if place.start in scene.used or len(place.mention.values) != 1:
            continue
        scene.use(place)
        scene.state(
            "target",
            m.span(),
            subject,
            place.mention.values,
            "points",
            direction=SIDES.get(m["case"], ""),
            dates=dates,
            condition=m["case"],
            testable=UNKNOWN not in subject,
        )
    scene.close(0, len(scene.text))
    return True


def _subject(scene: Scene) -> Subject:
    """Return the market of the list: named in its line, or the one spoken of before."""
    named = [scene.resolved(n.mention) for n in scene.names]
    priced = [s for s in named if scene.group_of(s) in PRICE_GROUPS]
    return priced[0] if priced else scene.memory.price or (UNKNOWN,)


def conditional_sums(scene: Scene) -> None:
    """Add the levels that moves of a size would lead to: "a 10% gain puts it near 2,900"."""
    found = [*SUM.finditer(scene.text)] if PUTS.search(scene.text) else []
    for m in found or SUM_OF.finditer(scene.text):
        move = next(p for p in scene.amounts if p.start == m.start("move"))
        level = next(p for p in scene.amounts if p.start == m.start("level"))
        subject = scene.subject_before(level.start) or scene.memory.price
        if {move.start, level.start} & scene.used or not subject:
            continue
        scene.use(move, level)
        direction: Direction = (
            "down"
            if m["noun"] in {"drop", "fall", "decline", "loss", "slide", "correction", "pullback"}
            else "up"
        )
        scene.state(
            "target",
            (m.start(), m.end()),
            subject,
            level.mention.values,
            "points",
            direction=direction,
        )
