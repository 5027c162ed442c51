"""Calendar weeks and months of a finer series: their last bars, once they are over."""

from __future__ import annotations

import pandas as pd

from data_feeds.bars import Frequency

# Weeks run from Monday to Sunday.
_PERIODS = {Frequency.WEEKLY: "W-SUN", Frequency.MONTHLY: "M"}


def periods_of(index: pd.DatetimeIndex, frequency: Frequency) -> pd.PeriodIndex:
    """Calendar week (Monday to Sunday) or month of each date."""
    return index.to_period(_PERIODS[frequency])


def last_days(index: pd.DatetimeIndex, frequency: Frequency) -> pd.DatetimeIndex:
    """Last date of each week or month, oldest first.

    The last period counts only if the dates reach its last weekday.
    """
    periods = periods_of(index, frequency)
    last = pd.DatetimeIndex(index[~periods.duplicated(keep="last")])
    end = pd.offsets.BDay().rollback(periods[-1].end_time.normalize())
    return last if index[-1] >= end else last[:-1]


def period_closes(bars: pd.DataFrame, frequency: Frequency) -> pd.DataFrame:
    """Take the last close of each finished week or month of daily bars, dated by its day."""
    closes = bars.loc[last_days(pd.DatetimeIndex(bars.index), frequency), ["close"]]
    closes.attrs = {**bars.attrs, "frequency": frequency.value}
    return closes
