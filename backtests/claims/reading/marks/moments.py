"""The value type of time words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from backtests.claims.reading.marks.days import Grain
from backtests.claims.reading.marks.resolvers import Bounds

Role: TypeAlias = Literal[
    "in",
    "by",
    "before",
    "since",
    "so far",
    "back",
    "ahead",
    "span",
    "now",
    "vague ahead",
    "vague behind",
    "vague since",
    "horizon",
    "by then",
    "same",
]


@dataclass(frozen=True, slots=True)
class Time:
    """A time in a sentence.

    Attributes
    ----------
    role
        How it is meant: ``in`` a period or on a day, ``by``, ``before``, ``since``; ``back``,
        ``ahead`` and ``span`` (either) are counted from the day of publication; ``horizon`` is a
        span after an event.
    first, last
        Its first and last day in a report of the past.
    next_first, next_last
        The same in a forecast, for words without a year.
    grain
        Day, week, month, quarter, half, year or decade.
    named
        Whether it is fixed by its words alone (a year is given, or "last", "next", "this").
    words
        The words, lower case.
    span
        Number and unit of a span.
    """

    start: int
    end: int
    role: Role
    first: date
    last: date
    next_first: date
    next_last: date
    grain: Grain = "day"
    named: bool = True
    words: str = ""
    span: tuple[float, str] = (0.0, "")

    def bounds(self, *, ahead: bool) -> Bounds:
        """Return first and last day, in a forecast or in a report of the past."""
        return (self.next_first, self.next_last) if ahead else (self.first, self.last)
