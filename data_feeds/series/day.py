"""A day that a user writes."""

from __future__ import annotations

from datetime import datetime

import pandas as pd


def parse_day(text: str) -> pd.Timestamp:
    """Parse a day of the form YYYY-MM-DD.

    Words that pandas accepts in place of a date, such as "today", are no day.

    Raises
    ------
    ValueError
        The text is anything else.

    Examples
    --------
    >>> parse_day("2026-01-15")
    Timestamp('2026-01-15 00:00:00')
    >>> parse_day("today")
    Traceback (most recent call last):
    ...
    ValueError: time data 'today' does not match format '%Y-%m-%d'
    """
    return pd.Timestamp(datetime.strptime(text, "%Y-%m-%d"))
