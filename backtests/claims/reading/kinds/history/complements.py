"""The rest of the year beside a part of the calendar: "and 1.9% in the other six months"."""

from __future__ import annotations

import calendar
import re

from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene

THE_REST = re.compile(
    r"(?: on average)? (?:for|in|during|over|across|through) (?:all )?(?:the )?"
    r"(?:other|rest|remaining|remainder)\b(?! of (?:the|this|that) (?:month|week|day))"
)
BETWEEN = re.compile(r"(?P<first>[a-z]+) (?:and|to|through) (?P<last>[a-z]+)", re.IGNORECASE)
MONTHS = [name.lower() for name in calendar.month_name]


def beside(scene: Scene, place: Placed[Amount], part: str) -> str:
    """Return the part of the calendar that a figure is of: the one named, or the rest of it.

    >>> _rest("november to april"), _rest("September")
    ('May to October', 'not September')
    """
    if part and THE_REST.match(scene.marked.sentence.text, place.mention.end):
        return _rest(part)
    return part


def _rest(part: str) -> str:
    m = BETWEEN.fullmatch(part)
    if m is None or m["first"].lower() not in MONTHS or m["last"].lower() not in MONTHS:
        return f"not {part}"
    first, last = MONTHS.index(m["first"].lower()), MONTHS.index(m["last"].lower())
    names = (calendar.month_name[month % 12 + 1] for month in (last, first + 10))
    return " to ".join(names)
