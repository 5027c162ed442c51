"""When a price is to be reached, stated in a relative clause behind it."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene

# "Is on the way to 5,200, which it should see by June", "1,900, to which it may fall in May".
SEEN_IN = re.compile(
    words.marks(
        r"(?: an ounce| a barrel| points)?(?: (?:in|on|for) (?:the )?<N>)?,? (?:(?:an?"
        r"|the) (?:level|price|mark|value|figure|target) )?(?:(?:to|at|in) )?(?:which|that"
        r"|where) "
        r"(?:it|they|we|he|she|<N>|[a-z]+) [^,;:‹]*(?:‹[nr]\d+›[^,;:‹]*)*(?P<time><T>)"
    )
)


def seen_in(scene: Scene, place: Placed[Amount]) -> Time | None:
    """Return the time to come of the clause behind a price, which states nothing else."""
    m = SEEN_IN.match(scene.text, place.end) if place.mention.measure == "bare" else None
    found = next((t.mention for t in scene.times if m and t.start == m.start("time")), None)
    if m is None or found is None or found.next_last <= scene.on:
        return None
    scene.close(place.end + 1, m.end())
    return found
