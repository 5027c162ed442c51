"""Odds that go on in the sentence after theirs: "by September that rises to 61%"."""

from __future__ import annotations

import re

from backtests.claims.reading.scene import Scene
from backtests.claims.reading.timing.spans import Use

MOVED = re.compile(
    r"\W*(?:(?:and|but|then) )?(?:(?:[a-z]+ )?‹w\d+›,? )?(?:that|this|it|‹r\d+›|the (?:chance|odds"
    r"|probability|likelihood|figure|number|share)) (?:(?:then|only|still|also) )?(?:rises?|climbs?"
    r"|jumps?|falls?|drops?|increases?|goes|is|are|grows?|slips?|shrinks?|stands?"
    r"|(?P<past>was|were|(?:had|has|have) been|stood|rose|fell))"
    r"(?: (?:up|down|back))?(?: (?:to|at))? "
    r"(?:(?:about|nearly|almost|just|only|around|roughly|some) )*(?P<odds>‹[%h]\d+›)"
    r"(?=[.,;]|$| ‹w| (?:for|in|by|at)\b)"
)


def read(scene: Scene) -> bool:
    """Add the odds of the outcome that the sentence before has some of, by another time.

    Those that were once given are none of today: "it was 45% in April".
    """
    last, m = scene.memory.last, MOVED.match(scene.text)
    if m is None or last is None or last.kind != "scenario" or not scene.same_paragraph:
        return False
    place = scene.free_at(m.start("odds"))
    if place is None or not 0 < place.mention.values[0] <= 1:
        return False
    time = next((t.mention for t in scene.times), None)
    use: Use = "move" if last.subject == ("FFT",) else "target"
    scene.use(place)
    scene.close(0, len(scene.text))
    if m["past"]:
        return True
    scene.state(
        "scenario",
        (0, len(scene.text)),
        last.subject,
        place.mention.values,
        "fraction",
        direction=last.direction,
        dates=scene.dates(time, use, ahead=True) if time else (None, None),
        condition=last.condition,
        testable=last.testable,
    )
    return True
