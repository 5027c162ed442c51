"""The present day, for the age of data and the days left to a date."""

from __future__ import annotations

import os

import pandas as pd

from data_feeds.series.bars import DataError

VARIABLE = "RUTCHECK_TODAY"


def today() -> pd.Timestamp:
    """Return the present day of the machine, or that of the environment variable RUTCHECK_TODAY.

    Raises
    ------
    DataError
        The variable is not a date.
    """
    text = os.environ.get(VARIABLE)
    if not text:
        return pd.Timestamp.now().normalize()
    try:
        return pd.to_datetime(text, format="%Y-%m-%d")
    except ValueError:
        raise DataError(f"{VARIABLE} is {text!r}; expected a date as YYYY-MM-DD") from None
