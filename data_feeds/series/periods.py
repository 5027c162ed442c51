"""Calendar weeks and months of daily dates, and the last bar of each finished one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data_feeds.series.bars import Frequency

# Weeks run from Monday to Sunday.
_PERIODS = {Frequency.WEEKLY: "W-SUN", Frequency.MONTHLY: "M"}


def periods_of(index: pd.DatetimeIndex, frequency: Frequency) -> pd.PeriodIndex:
    """Return the calendar week (Monday to Sunday) or month of each date."""
    return index.to_period(_PERIODS[frequency])


def last_days(index: pd.DatetimeIndex, frequency: Frequency) -> pd.DatetimeIndex:
    """Return the last date of each finished week or month, in increasing order.

    The last period counts only if the dates reach its last weekday.
    """
    periods = periods_of(index, frequency)
    last = pd.DatetimeIndex(index[~periods.duplicated(keep="last")])
    end = pd.offsets.BDay().rollback(periods[-1].end_time.normalize())
    return last if index[-1] >= end else last[:-1]


def known_days(
    ends: pd.DatetimeIndex, index: pd.DatetimeIndex, frequency: Frequency
) -> pd.DatetimeIndex:
    """Return the date on which each week or month is known to be over.

    `ends` are the last dates of `index` by period. The date is that of the end itself if it is the
    last weekday of the period, else that of the next bar.
    """
    last_weekdays = pd.DatetimeIndex(periods_of(ends, frequency).end_time.normalize())
    last_weekdays = last_weekdays - pd.to_timedelta(
        np.maximum(0, last_weekdays.day_of_week - 4), unit="D"
    )
    at = index.searchsorted(ends)
    return index[np.where(ends < last_weekdays, np.minimum(at + 1, len(index) - 1), at)]


def period_closes(bars: pd.DataFrame, frequency: Frequency) -> pd.DataFrame:
    """Return the last close of each finished week or month of daily bars, dated by its day."""
    closes = bars.loc[last_days(pd.DatetimeIndex(bars.index), frequency), ["close"]]
    closes.attrs = {**bars.attrs, "frequency": frequency.value}
    return closes
