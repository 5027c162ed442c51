"""Forward returns from a date, over calendar months or trading days (METHODS 0, Horizons)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from data_feeds.series.bars import Frequency, frequency_of, week_of
from signals.core.arrays import Floats, Ints

Base = Literal["on", "before"]


def base_position(closes: pd.DataFrame, date: pd.Timestamp, *, base: Base = "on") -> int:
    """Return the position of the first close on or after a date, or of the last one before it.

    On monthly closes these are the end of the month of the date, and of the month before. The
    result is -1 or one past the end if there is no such close.
    """
    at = int(closes.index.searchsorted(date))
    return at - 1 if base == "before" else at


def end_position(closes: pd.DataFrame, start: int, *, months: int) -> int | None:
    """Return the position of the last close on or before `months` calendar months later.

    On monthly closes it is the month end. None if the closes end before that day.
    """
    end = int(end_positions(closes, np.array([start]), months=months)[0])
    return None if end < 0 else end


def end_positions(closes: pd.DataFrame, starts: Ints, *, months: int) -> Ints:
    """Vectorise `end_position`, with -1 if the closes end before that day."""
    index = pd.DatetimeIndex(closes.index)
    targets = pd.DatetimeIndex(index[starts] + pd.DateOffset(months=months))
    last = index[-1]
    if frequency_of(closes) is Frequency.MONTHLY:
        targets = pd.DatetimeIndex(targets + pd.offsets.MonthEnd(0))
        last = last + pd.offsets.MonthEnd(0)
    sessions = week_of(closes).roll_back(targets)
    ends = np.asarray(index.searchsorted(targets, side="right"), dtype=np.int64) - 1
    return np.where(sessions <= last, ends, -1)


def calendar_return(
    closes: pd.DataFrame, date: pd.Timestamp, *, months: int, base: Base = "on"
) -> float:
    """Return the return over calendar months from a date; NaN if the closes do not cover it."""
    start = base_position(closes, date, base=base)
    if not 0 <= start < len(closes):
        return float("nan")
    end = end_position(closes, start, months=months)
    if end is None:
        return float("nan")
    prices = closes["close"].to_numpy()
    return float(prices[end] / prices[start] - 1)


def calendar_returns(closes: pd.DataFrame, starts: Ints, *, months: int) -> Floats:
    """Return the return over calendar months from each position; NaN if it is not complete."""
    inside = (starts >= 0) & (starts < len(closes))
    returns = np.full(starts.size, np.nan)
    returns[inside] = _returns_from(closes, starts[inside], months=months)
    return returns


def returns_from_every_day(
    closes: pd.DataFrame, *, months: int, since: pd.Timestamp
) -> tuple[pd.DatetimeIndex, Floats]:
    """Return calendar days and the returns over calendar months from them, where complete.

    A day without a close starts at the next close. Random announcement dates are drawn from these.
    """
    by_position = _returns_from(closes, np.arange(len(closes)), months=months)
    first = max(since, pd.Timestamp(closes.index[0]))
    days = pd.date_range(first, closes.index[-1], freq="D")
    returns = by_position[closes.index.searchsorted(days)]
    known = ~np.isnan(returns)
    return days[known], returns[known]


def _returns_from(closes: pd.DataFrame, starts: Ints, *, months: int) -> Floats:
    prices = closes["close"].to_numpy(dtype=np.float64)
    ends = end_positions(closes, starts, months=months)
    return np.where(ends < 0, np.nan, prices[ends] / prices[starts] - 1)


def bar_returns(closes: pd.DataFrame, *, trading_days: int) -> Floats:
    """Return the return over a number of trading days from every bar; NaN for the last bars."""
    bars = frequency_of(closes).bars(trading_days)
    prices = closes["close"].to_numpy(dtype=np.float64)
    returns = np.full(prices.size, np.nan)
    returns[:-bars] = prices[bars:] / prices[:-bars] - 1
    return returns


def close_on(closes: pd.DataFrame, date: pd.Timestamp) -> float | None:
    """Return the close of a date; None if there is no bar of that date."""
    close = closes["close"].reindex([date]).iloc[0]
    return None if np.isnan(close) else float(close)


def positions_of(bars: pd.DataFrame, dates: Sequence[pd.Timestamp]) -> Ints:
    """Return the position of each date among the bars; -1 if there is no bar of that date."""
    return np.asarray(bars.index.get_indexer(pd.DatetimeIndex(list(dates))), dtype=np.int64)
