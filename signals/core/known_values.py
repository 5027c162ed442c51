"""Rates, spreads and indexes as they were known on given trading days (METHODS 2.9, 5.4, 5.11)."""

from __future__ import annotations

import pandas as pd

from data_feeds.series.bars import BarsError, Frequency, infer_frequency
from data_feeds.series.coverage import LONGEST_FILL
from data_feeds.series.periods import last_days, periods_of

# Digits of a change; providers quote two or three.
_DIGITS = 9


def latest_known(
    values: pd.DataFrame,
    days: pd.DatetimeIndex,
    *,
    lag: int = 0,
    longest_fill: pd.Timedelta = LONGEST_FILL,
) -> pd.Series:
    """Return the latest value known on each day; NaN if it is too old.

    Parameters
    ----------
    values : DataFrame
        Column `value` by date, in any unit.
    days : DatetimeIndex
        Dates of the bars, increasing.
    lag : int
        Publication lag in trading days, at least one bar of other frequencies: the value of a week
        is published after its last close.
    longest_fill : Timedelta
        Maximum age of a value.
    """
    known = values["value"].dropna().reindex(days, method="ffill", tolerance=longest_fill)
    return known.shift(bars_in(days, lag) if lag else 0)


def bars_in(days: pd.DatetimeIndex, trading_days: int) -> int:
    """Return a span in trading days as a number of bars with these dates (METHODS 0).

    Dates with no usual spacing are counted one by one, as trading days.

    >>> bars_in(pd.date_range("2024-01-05", periods=9, freq="W-FRI"), 63)
    13
    """
    try:
        return infer_frequency(days).bars(trading_days)
    except BarsError:
        return trading_days


def change(values: pd.Series, *, span: int) -> pd.Series:
    """Return the change over `span` values, in the unit of the values; NaN at the start.

    Rounded to 1e-9, so that a change of exactly a limit is not below it (METHODS 2.11).

    >>> 4.31 - 3.81 >= 0.50, bool(change(pd.Series([3.81, 4.31]), span=1)[1] >= 0.50)
    (False, True)
    """
    return values.diff(span).round(_DIGITS)


def month_ends(series: pd.Series) -> pd.Series:
    """Return the value on the last day of each finished month, indexed by month.

    The last month is included only if the dates reach its last weekday.
    """
    if series.empty:
        return series.set_axis(pd.PeriodIndex([], freq="M"))
    ends = last_days(pd.DatetimeIndex(series.index), Frequency.MONTHLY)
    return series.loc[ends].set_axis(periods_of(ends, Frequency.MONTHLY))
