"""Arithmetic of calendar days: the first and last day of a week, quarter or half."""

from __future__ import annotations

import calendar
import datetime
from datetime import date, timedelta
from typing import Literal, TypeAlias

Grain: TypeAlias = Literal["day", "week", "month", "quarter", "half", "year", "decade"]

MONTHS_IN: dict[Grain, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
# Names of the months by their number; that of 0 is empty.
MONTHS = tuple(name.lower() for name in calendar.month_name)
# Words for several of them, as people write them.
MONTHS_IN_PLURAL = (
    r"(?:(?:januar|februar|jul)(?:ies|ys)|marches|aprils|mays|junes|augusts|septembers|octobers"
    r"|novembers|decembers)"
)
FRIDAY = 4
WEEKDAYS = 5
FIRST_YEAR, LAST_YEAR = 1, 9999


def add_months(day: date, months: int) -> date:
    """Return the same day that many months later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year = min(max(index // 12, FIRST_YEAR), LAST_YEAR)
    month = index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def add_days(day: date, days: int) -> date:
    """Return the day that many days later, held within the years that exist."""
    reached = day.toordinal() + days
    return date.fromordinal(min(max(reached, date.min.toordinal()), date.max.toordinal()))


def add_weekdays(day: date, count: int) -> date:
    """Return the weekday that many weekdays later (earlier for a negative count)."""
    step = 1 if count > 0 else -1
    weeks, left = divmod(abs(count), 5)
    day = add_days(day, step * 7 * weeks)
    while left:
        day = add_days(day, step)
        left -= day.weekday() <= FRIDAY
    return day


def weekday_before(day: date) -> date:
    """Return the last weekday before a day."""
    return add_days(day, -(1 + max(0, (day.weekday() + 6) % 7 - 4)))


def period(day: date, grain: Grain, offset: int = 0) -> tuple[date, date]:
    """Return first and last day of the period that holds a day, or of one `offset` later.

    A week ends on Friday; it begins on the Saturday before, so that the day before its first is
    the Friday that its move is measured from.
    """
    if grain == "day":
        moved = add_days(day, offset)
        return moved, moved
    if grain == "week":
        friday = add_days(day, (FRIDAY - day.weekday()) % 7 + 7 * offset)
        if day.weekday() > FRIDAY:
            friday = add_days(friday, -7)
        return add_days(friday, -6), friday
    months = MONTHS_IN[grain]
    index = (day.year * 12 + day.month - 1) // months * months + offset * months
    first = add_months(datetime.date(1, 1, 1), index - 12)
    return first, add_days(add_months(first, months), -1)


JUST_BEGUN = 3  # days


def period_stated(day: date, grain: Grain, *, dated: bool) -> tuple[date, date]:
    """Return the period that a report speaks of: in the first days of a month, the one before."""
    first, last = period(day, grain)
    if not dated and grain != "week" and (day - first).days < JUST_BEGUN:
        return period(add_days(first, -1), grain)
    return first, last


def shifted(day: date, count: float, unit: str) -> date:
    """Return a day moved by a number of days, sessions, weeks, months, quarters or years."""
    if unit in {"session", "trading day", "trading session"}:
        return add_weekdays(day, round(count))
    if unit in {"day", "week", "fortnight"}:
        return add_days(day, round(count * {"day": 1, "week": 7, "fortnight": 14}[unit]))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    return add_months(day, round(count * months))


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """Return the n-th weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def easter(year: int) -> date:
    """Return Easter Sunday (Meeus 1991, the anonymous Gregorian algorithm)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * rest) // 433
    month = (h + rest - 7 * m + 90) // 25
    return date(year, month, (h + rest - 7 * m + 33 * month + 19) % 32)
