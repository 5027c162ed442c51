"""Time words as the first and last day that a statement speaks of."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, TypeAlias

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.moments import Time

Use: TypeAlias = Literal["move", "state", "record", "target", "sample"]


SEASON_TO_COME = re.compile(
    r"(?:(?:in|over|during|by) )?(?:the |this )?(?:spring|summer|autumn|fall|winter)$"
)
WEEKDAYS = re.compile(r"(?:mon|tues|wednes|thurs|fri)day")


def span(time: Time, on: date, use: Use, *, ahead: bool) -> tuple[date | None, date | None]:
    """Return the first and last day that time words mean for a statement."""
    if ahead and time.role == "vague behind" and SEASON_TO_COME.match(time.words):
        return on, None
    # "Had fallen to 2,000 by mid-May" is told of a day that has passed.
    if not ahead and time.role == "vague ahead" and time.first < on:
        return None, None
    first, last = time.bounds(ahead=ahead)
    if time.role in {"vague ahead", "vague behind", "vague since", "now"}:
        return {
            "vague ahead": (on, None),
            "vague behind": (None, None),
            "vague since": (None, on),
            "now": (on, on),
        }[time.role]
    if time.role in {"ahead", "span", "back", "horizon"}:
        return (on, time.next_last) if ahead or time.role == "ahead" else (time.first, on)
    if time.role == "so far":
        return days.add_days(first, -1), on
    if time.role == "since":
        return (first if time.grain == "day" else days.add_days(first, -1)), on
    if time.role == "before":
        # "Had never closed above 50,000 before Friday": it did so on Friday.
        if use == "record" and time.grain == "day" and not ahead and first <= on:
            return first, first
        return (
            (on, days.add_days(first, -1))
            if ahead or first > on
            else (None, days.add_days(first, -1))
        )
    if time.role == "by":
        if last >= on:
            return on, last
        if use in {"state", "record"}:
            return last, last
        return (days.weekday_before(last) if time.grain == "day" else None), last
    return _within(time, first, last, on, use, ahead=ahead)


def _within(
    time: Time, first: date, last: date, on: date, use: Use, *, ahead: bool
) -> tuple[date | None, date | None]:
    """Return the days of a statement on a period or a day."""
    if time.grain == "day" and first == last:
        if use in {"state", "record", "target"}:
            return (on, last) if ahead and last > on else (first, last)
        if ahead and last > on:
            return on, last
        return days.weekday_before(first), last
    if time.grain == "day":
        if len(WEEKDAYS.findall(time.words)) > 1 and use == "move":
            return days.weekday_before(first), last
        return first, last
    holds = first <= on <= last
    if use == "target" and holds:
        return on, last
    if not ahead and holds:
        last = on
    return days.add_days(first, -1), last
