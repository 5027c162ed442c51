"""Counts of periods that rose or fell, by the rank of the latest: "its 12th gain in 14 days"."""

from __future__ import annotations

import re

from backtests.claims.reading.kinds.plain.owners import owner
from backtests.claims.reading.marks import numerals
from backtests.claims.reading.scene import PRICE_GROUPS, Scene

_UNIT = r"(?:session|day|week|month|quarter|year)"
RANKED = re.compile(
    rf"\b(?:its|their|the|an?) (?P<rank>{numerals.ORDINAL}) (?:(?:daily|weekly|monthly|yearly"
    r"|annual|positive|negative|winning|losing|straight) )?"
    r"(?:(?P<down>loss|decline|drop|fall|retreat|down day)|gain|advance|rise|increase|up day"
    rf"|session|week|month|close)(?: of [a-z]+)? (?P<time>‹w\d+›)"
)
COUNTED = re.compile(rf"(?:in|over|of) (?:the )?(?:last |past |previous )?(?P<n>[\w-]+) {_UNIT}s\b")


def read(scene: Scene) -> None:
    """Add k of the last n periods for each market whose latest move is counted among them."""
    for m in RANKED.finditer(scene.text):
        time = next((t.mention for t in scene.times if t.start == m.start("time")), None)
        counted = COUNTED.fullmatch(time.words) if time else None
        subject = owner(scene, m.start())
        if counted is None or scene.group_of(subject) not in PRICE_GROUPS:
            continue
        rank, periods = numerals.ordinal(m["rank"]), numerals.cardinal(counted["n"])
        if rank < periods:
            scene.state(
                "frequency",
                m.span(),
                subject,
                (float(rank), periods),
                "count",
                direction="down" if m["down"] else "up",
            )
