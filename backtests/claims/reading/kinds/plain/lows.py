"""How far a market stands above a low: "12% off its August low"."""

from __future__ import annotations

import re

from backtests.claims.reading.figure import Before, Figure, Values

FROM_LOW = re.compile(
    r" (?:off|above|from|over|up from|clear of) (?:its|their|the|that) (?:(?:‹w\d+›(?:'s)?|early|late|mid|recent|closing|intraday|bear-market|[a-z]+-)[ -]?)*(?:low|trough|bottom)s?\b(?! (?:of|at|near|on|in|set|hit|reached)\b| ‹[w#])"
)
# Words of what has happened by today.
UNTIL_NOW = re.compile(r"\b(?:has|have|is|are|stands?|remains?|still|now)\b")


def is_above_low(figure: Figure) -> bool:
    """Whether a figure is a distance from a low that no day is given of."""
    m = FROM_LOW.match(figure.right)
    if m is None or not UNTIL_NOW.search(figure.clause):
        return False
    first, last = figure.scene.clause(figure.place.start)
    end = figure.place.end + m.end()
    others = [
        t
        for t in figure.scene.times
        if first <= t.start < last and not figure.place.end <= t.start < end
    ]
    return not any(t.mention == figure.time for t in others)


def above_low(figure: Figure, value: Values) -> Before:
    """Add the rise from a low until today; its first day is not known."""
    return figure.state("return", value, "up", (None, figure.scene.on), condition="from low")
