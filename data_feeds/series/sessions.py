"""The days on which the New York Stock Exchange traded."""

from __future__ import annotations

import warnings
from functools import cache

import pandas as pd

# First year of the calendar rules.
EARLIEST = pd.Timestamp("1885-01-01")
# Years of a calendar end with a half-century: it takes as long to make as that of a single day.
SPAN = 50


def nyse_sessions(first: pd.Timestamp, last: pd.Timestamp) -> pd.DatetimeIndex:
    """Return the session dates from `first` to `last`, both included (calendar XNYS).

    There are none before 1885. Saturdays, on which the exchange traded until 1952, are left out.
    """
    sessions = _sessions(max(last, EARLIEST).year // SPAN * SPAN + SPAN - 1)
    return sessions[sessions.searchsorted(first) : sessions.searchsorted(last, side="right")]


@cache
def _sessions(last_year: int) -> pd.DatetimeIndex:
    """Return all session dates up to the end of a year."""
    with warnings.catch_warnings():
        # exchange_calendars 4.13 reads time stamps in a way that pandas 3.1 has deprecated.
        warnings.filterwarnings("ignore", "Series.values returning", DeprecationWarning)
        # Imported here: it takes most of a second, and only the data check needs it.
        from exchange_calendars import get_calendar

        calendar = get_calendar("XNYS", start=EARLIEST, end=pd.Timestamp(last_year, 12, 31))
    return pd.DatetimeIndex(calendar.sessions)
