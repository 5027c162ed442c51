"""How far a market stands above a low: "12% off its August low"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading.figure import Before, Figure, Values
from backtests.claims.reading.kinds.patterns.records import FROM_EXTREME
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene

FROM_LOW = re.compile(
    r" (?:off|above|from|over|up from|clear of) (?:its|their|the"
    r"|that) (?:(?:‹w\d+›(?:'s)?|early|late|mid|recent|closing|intraday|bear-market"
    r"|[a-z]+-)[ -]?)*(?:low|trough|bottom)s?\b(?! (?:of|at|near|on|in|set|hit|reached)\b| ‹[w#])"
)
# Words of what has happened by today.
STOOD = re.compile(r"\b(?:was|were|stood|closed|ended|finished)\b(?! (?:up|down|the)\b)")
UNTIL_NOW = re.compile(r"\b(?:has|have|is|are|stands?|remains?|still|now)\b")


def is_above_low(figure: Figure) -> bool:
    """Whether a figure is a distance from a low that no day is given of."""
    m = FROM_LOW.match(figure.right)
    if m is None or not (UNTIL_NOW.search(figure.clause) or STOOD.search(figure.clause)):
        return False
    if STOOD.search(figure.clause):
        return True
    first, last = figure.scene.clause(figure.place.start)
    end = figure.place.end + m.end()
    others = [
        t
        for t in figure.scene.times
        if first <= t.start < last and not figure.place.end <= t.start < end
    ]
    return not any(t.mention == figure.time for t in others)


def above_low(figure: Figure, value: Values) -> Before:
    """Add the rise from a low until today, or the day spoken of; its first day is not known."""
    until: date | None = figure.scene.on
    if STOOD.search(figure.clause):
        stated = [
            t.mention.last
            for t in figure.scene.times
            if t.mention.role == "in"
            and t.mention.grain == "day"
            and t.end <= figure.place.start
            and t.mention.last <= figure.scene.on
        ]
        until = stated[0] if stated else None
    return figure.state("return", value, "up", (None, until), condition="from low")


def since_extreme(scene: Scene, place: Placed[Amount]) -> Time | None:
    """Return the day of the extreme that a move started from as the first day of the move."""
    m = FROM_EXTREME.match(scene.text[place.end :])
    made = m and next((t for t in scene.times if t.start == place.end + m.start("time")), None)
    if not made or made.mention.role not in {"in", "since"}:
        return None
    return replace(made.mention, role="since" if made.mention.grain == "day" else "vague since")
