"""Check that a series covers the traded days; the error names a delisted or short series."""

from __future__ import annotations

import pandas as pd

from data_feeds.series.bars import DataError, Frequency, frequency_of

# METHODS 5.11: a value may be forward-filled for at most five days.
LONGEST_FILL = pd.Timedelta(days=5)
# Maximum age of a value of a weekly series: seven days plus the margin of daily series.
LONGEST_FILL_WEEKLY = pd.Timedelta(days=12)


def longest_fill(values: pd.DataFrame) -> pd.Timedelta:
    """Return how long a value of the series is used: twelve days if it is weekly, else five.

    >>> days = pd.to_datetime(["2024-01-05", "2024-01-12", "2024-01-19"])
    >>> longest_fill(pd.DataFrame({"value": [5.2, 5.2, 5.1]}, index=days)).days
    12
    """
    weekly = frequency_of(values) is Frequency.WEEKLY
    return LONGEST_FILL_WEEKLY if weekly else LONGEST_FILL


def require_current(name: str, found: pd.DatetimeIndex, last: pd.Timestamp) -> None:
    """Raise DataError if a series ends more than `LONGEST_FILL` before the last traded day."""
    if found[-1] < last - LONGEST_FILL:
        raise DataError(
            f"{name} ends {found[-1]:%Y-%m-%d}, trading goes on to {last:%Y-%m-%d}; "
            f"--as-of {found[-1]:%Y-%m-%d} tests up to there"
        )


def require_days(name: str, days: pd.DatetimeIndex, found: pd.DatetimeIndex) -> None:
    """Raise DataError, naming the series, if it ends early or lacks one of the days."""
    require_current(name, found, days[-1])
    missing = days.difference(found)
    if len(missing):
        raise DataError(
            f"{name} has no bar on {missing[0]:%Y-%m-%d} ({len(missing)} in all); prices are not "
            "filled in"
        )
