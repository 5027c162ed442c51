"""How many periods rose and how many fell, row by row: "Months: 58% up, 42% down"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.history.samples import sample_dates
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN

OF_PERIODS = re.compile(
    r"\W*(?:(?:all|calendar|trading|rolling|single) )?"
    r"(?P<what>days|weeks|months|quarters|years|decades|periods)\b"
)
_UP, _DOWN = r"up|positive|higher|winning|gaining", r"down|negative|lower|losing|falling"
SPLIT = re.compile(
    words.marks(rf"(?P<share><%>) (?:were |was |are )?\W?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b")
)
BOTH = 2


def read(scene: Scene) -> None:
    """Add the share of the periods that rose, and that of those that fell."""
    of = OF_PERIODS.match(scene.text)
    shares = list(SPLIT.finditer(scene.text))
    if of is None or len(shares) != BOTH:
        return
    named = [n.mention for n in scene.names if n.mention.group in PRICE_GROUPS]
    subject = scene.resolved(named[0]) if named else scene.memory.price or (UNKNOWN,)
    for m in shares:
        place = scene.free_at(m.start("share"))
        if place is None:
            continue
        scene.use(place)
        scene.state(
            "frequency",
            m.span(),
            subject,
            place.mention.values,
            "fraction",
            direction="up" if m["up"] else "down",
            dates=sample_dates(scene, place),
            condition=of["what"],
        )
