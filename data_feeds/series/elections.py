"""Days of the US elections."""

from __future__ import annotations

from datetime import date, timedelta


def election_day(year: int) -> date:
    """Return the Tuesday after the first Monday of November.

    >>> election_day(2022)
    datetime.date(2022, 11, 8)
    """
    second = date(year, 11, 2)
    return second + timedelta(days=(1 - second.weekday()) % 7)
