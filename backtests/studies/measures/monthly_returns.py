"""Monthly returns, and returns after month ends."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import bar_returns
from data_feeds.series.bars import Frequency, frequency_of
from signals.core.known_values import month_ends


def month_returns(closes: pd.DataFrame) -> pd.Series:
    """Return the return of each whole month, a fraction, indexed by month."""
    ends = month_ends(closes["close"])
    return ends.div(ends.shift()) - 1


def relative_months(first: pd.DataFrame, second: pd.DataFrame) -> pd.Series:
    """Return the log return of one price less that of another by month (METHODS 1)."""
    return (1 + month_returns(first)).map(np.log) - (1 + month_returns(second)).map(np.log)


def returns_after_month_ends(closes: pd.DataFrame, *, trading_days: int) -> pd.Series:
    """Return the return over the trading days that follow each month end; NaN for the last ones.

    On weekly bars it starts from the first one that is not before the last weekday of the month,
    so that what was known at the month end comes first.
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
    """Move what was known at a month end to the month after it."""
    return state.set_axis(pd.PeriodIndex(state.index) + 1)
