"""Items of a list of days that go on with the move before: "Tuesday: another 0.4%, to 1,633"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.scene import PRICE_GROUPS, Scene

ITEM = re.compile(
    words.marks(
        r"\W*(?P<time><T>)[:,]? (?:(?:then|came|there was|brought) )?(?:another|a further"
        r"|a second|one more) (?P<move><%>)"
        r"(?:,? (?:to|at|taking (?:‹r\d+›|it) to"
        r"|(?:which )?left (?:‹r\d+›|it) at) (?P<level><#>))?(?=[.,;]|$| as\b| on\b| and\b"
        r"| after\b)"
    )
)


def read(scene: Scene) -> None:
    """Add a further move of the market of the item before, and the price that it led to."""
    m = ITEM.match(scene.text)
    last = scene.memory.last
    market = scene.memory.price
    if m is None or last is None or last.kind not in {"return", "level"} or not market:
        return
    stated = scene.memory.moved
    if (
        not stated
        or scene.group_of(market) not in PRICE_GROUPS
        or any(n.end <= m.end() for n in scene.names)
    ):
        return
    time = scene.time_at(m.start("time"))
    for name in ("move", "level"):
        place = scene.free_at(m.start(name))
        if place is None:
            continue
        scene.use(place)
        moved = name == "move"
        scene.state(
            "return" if moved else "level",
            m.span(),
            market,
            place.mention.values,
            "fraction" if moved else "points",
            direction=stated if moved else "",
            dates=scene.dates(time, "move" if moved else "state", ahead=False),
        )
    scene.close(*m.span())
