"""Calendar weeks and months of daily dates, and the last bar of each finished one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_feeds.series.bars import Frequency, frequency_of
from data_feeds.series.weekdays import WEEKDAYS, TradingWeek, trading_week

# Key of the month ends in `attrs` of a weekly record.
MONTH_ENDS = "month_ends"
# Friday to the Tuesday after a holiday.
LONGEST_WEEKEND = pd.Timedelta(days=4)


def periods_of(
    index: pd.DatetimeIndex, frequency: Frequency, week: TradingWeek = WEEKDAYS
) -> pd.PeriodIndex:
    """Return the calendar week or month of each date.

    Weeks begin on the first trading day of the market: Monday, or Sunday where it trades Sunday to
    Thursday.
    """
    return index.to_period("M" if frequency is Frequency.MONTHLY else f"W-{week.anchor}")


def last_days(index: pd.DatetimeIndex, frequency: Frequency) -> pd.DatetimeIndex:
    """Return the last date of each finished week or month, in increasing order.

    The last period counts only if the dates reach its last trading day.
    """
    week = trading_week(index)
    periods = periods_of(index, frequency, week)
    last = pd.DatetimeIndex(index[~periods.duplicated(keep="last")])
    end = week.roll_back(pd.DatetimeIndex([periods[-1].end_time.normalize()]))[0]
    return last if index[-1] >= end else last[:-1]


def known_days(
    ends: pd.DatetimeIndex, index: pd.DatetimeIndex, frequency: Frequency
) -> pd.DatetimeIndex:
    """Return the date on which each week or month is known to be over.

    `ends` are the last dates of `index` by period. The date is that of the end itself if it is the
    last trading day of the period, else that of the next bar.
    """
    week = trading_week(index)
    periods = periods_of(ends, frequency, week)
    over = week.roll_back(pd.DatetimeIndex(periods.end_time.normalize()))
    at = index.searchsorted(ends)
    return index[np.where(ends < over, np.minimum(at + 1, len(index) - 1), at)]


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
    others = inside[~inside.index.isin(closes.index)]
    table: pd.DataFrame = pd.concat([closes["close"], others]).sort_index().to_frame("close")
    table.index = table.index.rename(closes.index.name)
    table.attrs = dict(closes.attrs)
    return table


def from_own_spacing(closes: pd.DataFrame) -> pd.DataFrame:
    """Return the part of a record whose bars are spaced as its frequency says.

    A daily record may begin with weekly or monthly closes. Days begin in the first week with two
    closes, or on the trading day before it. Studies that count bars need this part, studies that
    look up dates the whole.
    """
    if not frequency_of(closes).is_daily:
        return closes
    index = pd.DatetimeIndex(closes.index)
    at = int(periods_of(index, Frequency.WEEKLY).duplicated(keep=False).argmax())
    if at > 0 and index[at] - index[at - 1] <= LONGEST_WEEKEND:
        at -= 1
    return closes.iloc[at:]
