"""Rates, spreads and indexes as they were known on given trading days (METHODS 2.9, 5.4, 5.11)."""

from __future__ import annotations

import pandas as pd

from data_feeds.series.bars import Frequency
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
        Trading days, increasing.
    lag : int
        Publication lag in trading days.
    longest_fill : Timedelta
        Maximum age of a value.
    """
    known = values["value"].dropna().reindex(days, method="ffill", tolerance=longest_fill)
    return known.shift(lag)


def change(values: pd.Series, *, span: int) -> pd.Series:
    """Return the change over `span` trading days, in the unit of the values; NaN at the start.

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
