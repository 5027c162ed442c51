"""Dates as they are written on a page: ISO, day and month names, and figures if unambiguous."""

from __future__ import annotations

import calendar
import datetime
import re

_NAMES = {
    name.lower(): at
    for names in (calendar.month_name, calendar.month_abbr)
    for at, name in enumerate(names)
    if name
} | {"sept": 9}
_MONTH = rf"(?P<month>{'|'.join(sorted(_NAMES, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WRITTEN = re.compile(
    "|".join(
        form.replace("?P<day>", f"?P<day{at}>")
        .replace("?P<month>", f"?P<month{at}>")
        .replace("?P<year>", f"?P<year{at}>")
        for at, form in enumerate(
            (
                rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)",
                rf"\b{_DAY}(?: of)? {_MONTH},? {_YEAR}\b",
                rf"\b{_MONTH} {_DAY},? {_YEAR}\b",
                rf"\b(?P<month>\d{{1,2}})[/.](?P<day>\d{{1,2}})[/.]{_YEAR}\b",
            )
        )
    ),
    flags=re.IGNORECASE,
)
# Digits separated by strokes or dots may have the day or the month first.
_FIGURES = 3


def find_dates(text: str) -> list[tuple[datetime.date, int, int]]:
    """Return the full dates of a text with their start and end.

    A date in figures of which day and month could be exchanged is left out.

    Examples
    --------
    >>> [f"{date}" for date, *_ in find_dates("Jan. 15, 2026, or 15 January 2026; 3/4/2026")]
    ['2026-01-15', '2026-01-15']
    """
    found = []
    for match in _WRITTEN.finditer(text):
        form = next(at for at in range(_FIGURES + 1) if match[f"year{at}"])
        month, day = match[f"month{form}"].lower(), int(match[f"day{form}"])
        number = _NAMES.get(month) or int(month)
        if form == _FIGURES:
            if number <= 12 and day <= 12 and number != day:
                continue
            number, day = min(number, day), max(number, day)
        try:
            date = datetime.date(int(match[f"year{form}"]), number, day)
        except ValueError:
            continue
        found.append((date, match.start(), match.end()))
    return found


def first_date(text: str) -> datetime.date | None:
    """Return the first full date of a text, or None."""
    return next((date for date, *_ in find_dates(text)), None)
