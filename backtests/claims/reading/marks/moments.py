"""The value type of time words, and periods that are counted from another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from backtests.claims.reading.marks import days
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

    def over(self, first: date, last: date) -> Time:
        """Return it as one from a first to a last day, in a report and in a forecast."""
        return replace(self, first=first, last=last, next_first=first, next_last=last)

    def years_on(self, years: int) -> Time:
        """Return it as one so many years later (earlier for a negative count), its year known."""
        first, last = (days.add_months(day, 12 * years) for day in (self.first, self.last))
        return replace(self.over(first, last), named=True)

    def bounds(self, *, ahead: bool) -> Bounds:
        """Return first and last day, in a forecast or in a report of the past."""
        return (self.next_first, self.next_last) if ahead else (self.first, self.last)


LATELY = 5  # days within which a week has just ended
# A period counted back from the one named before it: "rose 3% in May after 2% the month before".
BEFORE_IT = re.compile(
    r"(?:of |in |for )?the (?:(?P<grain>week|month|quarter|year) (?:before|earlier)"
    r"|(?:previous|prior|preceding) (?P<grain_>week|month|quarter|year))(?:'s)?"
)


def period_before(time: Time, base: Time, grain: str) -> Time:
    """Return the period before the one of a base that is not longer than it."""
    if base.role not in {"in", "so far"} or base.grain not in {"day", grain}:
        return time
    first, last = days.period(base.last, grain, -1)  # type: ignore[arg-type]
    time = time.over(first, last)
    return replace(time, role="in", grain=grain, named=True)  # type: ignore[arg-type]


THE_WEEK = re.compile(r"(?:for|on|over|during|in) the (?:whole |full )?week", re.I)


def week_of(time: Time, day: Time, on: date) -> Time:
    """Return "over the week" beside a day of the week before as that week."""
    first, last = days.period(day.last, "week")
    if last >= days.period(on, "week")[0] or (on - last).days > LATELY:
        return time
    return time.over(first, last)


YEAR = 365
# A month without a year after a dated one: "in December 2018 ..., and rose in January".
MONTH = re.compile(
    r"(?:in |during |over )?(?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december)"
)


def next_month(time: Time, base: Time) -> Time:
    """Return the first such month after a past one that a sentence has named with its year."""
    if base.grain not in {"month", "day"} or (time.last - base.last).days < YEAR:
        return time
    first = date(base.last.year, time.first.month, 1)
    if base.grain == "month" and first == base.first:
        # "In November 2019, its best November since 2009": the same month.
        return replace(time.over(base.first, base.last), named=True)
    if first <= base.first:
        first = days.add_months(first, 12)
    last = days.period(first, "month")[1]
    return replace(time.over(first, last), named=True)


# "In September, when it closed at 1,655 on the 26th".
THE_DAY = re.compile(r"(?:\w+ )?the (\d{1,2})(?:st|nd|rd|th)", re.I)


def day_of_month(time: Time, month: Time) -> Time | None:
    """Return a numbered day as one of the month named before it; None for another time."""
    m = THE_DAY.fullmatch(time.words)
    if m is None or not 1 <= int(m[1]) <= days.period(month.first, "month")[1].day:
        return None
    day = month.first.replace(day=int(m[1]))
    return time.over(day, day)


REST = re.compile(
    r"(?:(?:for|over|in|during|through) )?the (?:rest|remainder|balance) of (?:the|that)"
    r" (?:(?:first|second|third|fourth) )?(?P<grain>month|quarter|half|year)"
)


def past_rests(times: list[Time], on: date) -> list[Time]:
    """Return the times with "the rest of the quarter" as days of a quarter that has ended.

    "It bottomed on 16 June and gained 5% through the rest of the quarter" is on the days after
    16 June, and of none to come. Without a day before it the rest is that of the current period.
    """
    return [_past_rest(time, times[:i], on) for i, time in enumerate(times)]


def _past_rest(time: Time, before: list[Time], on: date) -> Time:
    m = REST.fullmatch(time.words)
    dated = [t.last for t in before if t.grain == "day" and t.first == t.last < on]
    if m is None or not dated:
        return time
    first, last = dated[-1], days.period(dated[-1], m["grain"])[1]  # type: ignore[arg-type]
    if last > on:
        return time
    return replace(time.over(first, last), role="in", grain="day", named=True)
