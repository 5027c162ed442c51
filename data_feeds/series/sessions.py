"""The days on which the New York Stock Exchange traded."""

from __future__ import annotations

import warnings

import pandas as pd

# First year of the calendar rules.
EARLIEST = pd.Timestamp("1885-01-01")
# The calendar needs a session between its two ends; no closure lasted longer than that of 1914
# (July to December), and none since 1933 longer than a week.
MARGIN = pd.Timedelta(days=30)


def nyse_sessions(first: pd.Timestamp, last: pd.Timestamp) -> pd.DatetimeIndex:
    """Return the session dates from `first` to `last`, both included (calendar XNYS).

    There are none before 1885. Saturdays, on which the exchange traded until 1952, are left out.
    """
    with warnings.catch_warnings():
        # exchange_calendars 4.13 reads time stamps in a way that pandas 3.1 has deprecated.
        warnings.filterwarnings("ignore", "Series.values returning", DeprecationWarning)
        # Imported here: it takes most of a second, and only the data check needs it.
        from exchange_calendars import get_calendar

        calendar = get_calendar("XNYS", start=max(first - MARGIN, EARLIEST), end=last)
    sessions = pd.DatetimeIndex(calendar.sessions)
    return sessions[sessions >= first]
