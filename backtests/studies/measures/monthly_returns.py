"""Monthly returns, and returns after month ends."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import bar_returns
from data_feeds.series.bars import Frequency, frequency_of
from signals.core.known_values import month_ends


def month_returns(closes: pd.DataFrame) -> pd.Series:
    """Return the return of each complete month as a fraction; NaN for the first month."""
    ends = month_ends(closes["close"])
    return ends.div(ends.shift()) - 1


def relative_months(first: pd.DataFrame, second: pd.DataFrame) -> pd.Series:
    """Return the monthly log return of one price minus that of another (METHODS 2.5)."""
    return (1 + month_returns(first)).map(np.log) - (1 + month_returns(second)).map(np.log)


def returns_after_month_ends(closes: pd.DataFrame, *, trading_days: int) -> pd.Series:
    """Return the return over the trading days after each month end, indexed by month.

    Returns that are not complete are NaN. On weekly bars a return starts at the first bar on or
    after the last weekday of the month, so that information of the month end precedes it.
    """
    after = pd.Series(bar_returns(closes, trading_days=trading_days), index=closes.index)
    if frequency_of(closes) is not Frequency.WEEKLY:
        return month_ends(after)
    days = pd.DatetimeIndex(closes.index)
    months = pd.period_range(days[0], days[-1], freq="M")
    last_weekdays = months.to_timestamp() + pd.offsets.BMonthEnd()
    at = days.searchsorted(last_weekdays)
    reached = at < len(days)
    return pd.Series(after.to_numpy()[at[reached]], index=months[reached])


def in_following_month(state: pd.Series) -> pd.Series:
    """Assign the state known at each month end to the following month."""
    return state.set_axis(pd.PeriodIndex(state.index) + 1)
