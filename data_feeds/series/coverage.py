"""Check that a series covers the traded days; the error names a delisted or short series."""

from __future__ import annotations

import pandas as pd

from data_feeds.series.bars import DataError

# METHODS 5.11: a value may be forward-filled for at most five days.
LONGEST_FILL = pd.Timedelta(days=5)


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
