"""The worst and the best of a sample: "the worst case was a fall of 21%"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Direction

END = re.compile(
    words.marks(
        r"\b(?:the|its|their|with (?:the|a)) (?P<sort>worst|poorest|weakest|best"
        r"|strongest) (?:(?:single|calendar|historical|possible) )?(?:outcome|result|case|showing"
        r"|reading|experience|return|twelve months|one|year"
        r"|of (?:them|these|those|the <#>|the lot)"
        r"|of the (?:<#> |[a-z]+ )?(?:outcomes|results|cases))"
        r"(?:, (?:in |that of |after )?<T>,)? (?:was|is|being|has been|came to|brought|meant"
        r"|cost) (?:an? )?(?:(?P<loss>loss|fall|drop|decline|setback|slide|minus)"
        r"|(?P<gain>gain|rise|advance|rally|return)) (?:of )?(?:about |nearly |more than |just "
        r"|only )*(?P<size><%>)"
    )
)


def read(scene: Scene) -> None:
    """Add the worst or best of the cases that the paragraph speaks of."""
    for m in END.finditer(scene.text):
        place = scene.free_at(m.start("size"))
        named = [n for n in scene.names if n.end <= m.start() and n.mention.group in PRICE_GROUPS]
        subject = scene.resolved(named[-1].mention) if named else scene.memory.price
        if place is None or not subject or scene.condition_at(m.start()):
            continue
        direction: Direction = "down" if m["loss"] else "up"
        scene.use(place)
        scene.state(
            "record",
            m.span(),
            subject,
            place.mention.values,
            "fraction",
            direction=direction,
            condition=m["sort"],
        )
