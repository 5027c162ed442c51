"""Days that a figure does not take from the sentence before: those of the Fed, a single session."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.sight import Sight
from backtests.claims.reading.tenses import FUTURE, PAST, PRESENT


def is_under_way(time: Time, on: date) -> bool:
    """Whether a time is a period to date: "this year", "in May" said in May."""
    lasts = time.grain in {"month", "quarter", "year"} and time.first <= on <= time.last
    return time.role == "so far" or (time.role == "in" and lasts)


def lies_ahead(scene: Sight, time: Time) -> bool:
    """Whether a time is one to come: "the tax will rise on 1 January", said in autumn."""
    place = next((t for t in scene.times if t.mention == time), None)
    if place is None or time.role != "in" or not scene.on < time.next_first:
        return False
    start, end = scene.clause(place.start)
    to_come = FUTURE.search(scene.text, start, end)
    return to_come is not None and not PAST.search(scene.text, start, end)


# "The VIX closed at 15" after a move of the Fed: a price has the day of the report.
AT_A_LEVEL = re.compile(r"\bat (?:about |around |nearly |just )?$")


def beside_the_fed(sight: Sight, at: int) -> bool:
    """Whether a price follows a sentence on moves of the Fed, whose day is none of its own."""
    if not sight.memory.of_fed or any(n.mention.group == "fed" for n in sight.names):
        return False
    return AT_A_LEVEL.search(sight.text[:at]) is not None


def has_moved(sight: Sight, start: int, end: int, at: int) -> bool:
    """Whether a figure is of what a market has done, and so of no single day named before."""
    percent = any(p.start == at and p.mention.measure == "percent" for p in sight.amounts)
    time = sight.memory.time
    day = time is not None and time.grain == "day" and time.role == "in"
    if not percent or not day or sight.memory.present:
        return False
    # "And the other 13%" goes on with the verb before it.
    own = PAST.search(sight.text, start, end) or PRESENT.search(sight.text, start, end)
    return HAS_MOVED.search(sight.text, start if own else 0, end) is not None


# "Has added 21%", and not "has closed 2% lower".
HAS_MOVED = re.compile(
    r"\b(?:has|have) (?:now |also |already |since )?(?:gained|added|lost|risen|fallen|climbed"
    r"|dropped|shed|returned|advanced|declined|surged|soared|rallied|slumped)\b"
)
