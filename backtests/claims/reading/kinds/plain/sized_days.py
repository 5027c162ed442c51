"""Days with a move of some size by their rank: "the third day this year with a loss of over 2%"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.plain.owners import owner
from backtests.claims.reading.marks import numerals
from backtests.claims.reading.scene import Scene

_GAIN = r"(?:gain|rise|advance|jump|rally|increase)"
_LOSS = r"(?:loss|fall|drop|decline|slide|decrease)"
RANKED_DAY = re.compile(
    words.marks(
        rf"\b(?P<rank>{numerals.ORDINAL}) (?:trading )?(?:day|session|time)(?: (?P<time><T>))?"
        r"(?: with| of| that saw)? (?:an? )?(?:(?:daily|one-day|closing) )?"
        rf"(?:(?P<up>{_GAIN})|(?P<down>{_LOSS})) of (?:(?:more than|over|at least|above) )?"
        r"(?P<size><%>)(?: or (?:more|worse|better))?(?: (?P<after><T>))?"
    )
)


def read(scene: Scene) -> None:
    """Add the number of such days up to the one that the sentence is on."""
    for m in RANKED_DAY.finditer(scene.text):
        named = m.start("time") if m["time"] else m.start("after")
        period = next((t.mention for t in scene.times if t.start == named), None)
        long = period is not None and (
            period.role in {"since", "so far"} or period.grain in {"month", "quarter", "year"}
        )
        subject = owner(scene, m.start())
        if period is None or not long or not subject or scene.condition_at(m.start()):
            continue
        from_, to = scene.dates(period, "move", ahead=False)
        day = next(
            (
                t.mention.last
                for t in scene.times
                if t.mention.grain == "day" and t.mention.role == "in" and t.end <= m.start()
            ),
            scene.memory.session.last if scene.memory.session else None,
        )
        if day is not None and from_ is not None and from_ < day <= scene.on:
            to = day if to is None or day < to else to
        scene.use(next(p for p in scene.amounts if p.start == m.start("size")))
        scene.state(
            "frequency",
            scene.clause(m.start()),
            subject,
            (float(numerals.ordinal(m["rank"])),),
            "count",
            direction="up" if m["up"] else "down",
            dates=(from_, to),
            condition="days",
        )
        scene.close(*m.span())
