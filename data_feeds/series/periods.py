"""Calendar weeks and months of daily dates, and the last bar of each finished one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_feeds.series.bars import Frequency, frequency_of

# Weeks run from Monday to Sunday.
_PERIODS = {Frequency.WEEKLY: "W-SUN", Frequency.MONTHLY: "M"}
# Key of the month ends in `attrs` of a weekly record.
MONTH_ENDS = "month_ends"
# Friday to the Tuesday after a holiday.
LONGEST_WEEKEND = pd.Timedelta(days=4)


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


@dataclass(frozen=True, slots=True, eq=False)
class MonthEnds:
    """Closes on the last trading day of each month, kept in `attrs` of a weekly record.

    They answer questions about stated days, and are no bars: windows count weeks.
    """

    closes: pd.Series

    def __deepcopy__(self, memo: object) -> MonthEnds:
        """Return the same object; pandas copies `attrs` with every frame."""
        del memo
        return self


def with_month_ends(closes: pd.DataFrame) -> pd.DataFrame:
    """Return the closes of a record, with those of its month ends up to its last date.

    A record without month ends is returned as it is. Of two closes of one date the record's own
    is kept.
    """
    ends = closes.attrs.get(MONTH_ENDS)
    if ends is None or closes.empty:
        return closes
    inside = ends.closes.loc[closes.index[0] : closes.index[-1]]
    table = closes["close"].combine_first(inside).to_frame("close")
    table.index = table.index.rename(closes.index.name)
    table.attrs = dict(closes.attrs)
    return table


def from_own_spacing(closes: pd.DataFrame) -> pd.DataFrame:
    """Return the part of a record whose bars are spaced as its frequency says.

    A daily record may begin with weekly or monthly closes. Days begin in the first week with two
    closes, or on the trading day before it. Studies that count bars need this part, studies that
    look up dates the whole.
    """
    if frequency_of(closes) is not Frequency.DAILY:
        return closes
    index = pd.DatetimeIndex(closes.index)
    at = int(periods_of(index, Frequency.WEEKLY).duplicated(keep=False).argmax())
    if at > 0 and index[at] - index[at - 1] <= LONGEST_WEEKEND:
        at -= 1
    return closes.iloc[at:]
