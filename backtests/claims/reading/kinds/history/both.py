"""Days on which two markets moved together, or apart."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PAIR, Scene
from backtests.claims.reading.statement import Direction

# "Gold and the dollar rose together on 20% of days", "went opposite ways on two days of three".
TOGETHER_ON = re.compile(
    words.marks(
        r"(?P<one><N>) and (?:the )?(?P<two><N>) (?:(?:has|have|had"
        r"|both) )*(?P<verb>[a-z]+)(?: (?P<apart>(?:in )?opposite (?:ways|directions)|apart)"
        r"| together| in (?:tandem|step)| (?:in the same direction|on the same day))"
    )
)


def together_on_days(scene: Scene) -> tuple[Subject, Direction] | None:
    """Return two markets whose moves of one day are counted, and whether both rose."""
    m = TOGETHER_ON.search(scene.text)
    one, two = (scene.name_at(m.start(k)) for k in ("one", "two")) if m else (None, None)
    if m is None or one is None or two is None:
        return None
    pair = (*scene.resolved(one.mention), *scene.resolved(two.mention))
    return (pair, "" if m["apart"] else scene.said(m["verb"])) if len(pair) == PAIR else None
