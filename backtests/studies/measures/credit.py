"""Which credit spread a study reads, and the trading days it is read on."""

from __future__ import annotations

import pandas as pd

from backtests.inference.samples import InsufficientData
from data_feeds.series.bars import Frequency, frequency_of


def trading_days(prices: pd.DataFrame) -> pd.DatetimeIndex:
    """Return the days of daily prices; InsufficientData for weekly or monthly ones."""
    frequency = frequency_of(prices)
    if frequency is not Frequency.DAILY:
        name = prices.attrs.get("name", "a series")
        raise InsufficientData(f"{name} is {frequency} and the state needs daily prices")
    return pd.DatetimeIndex(prices.index)


def spreads(high_yield: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return what may come before the Baa spread: the high-yield spread, or nothing.

    Corporate credit is one thing with two measures; METHODS 2.9 takes the second where the first
    does not exist, and a reader may take it throughout.
    """
    return {"high yield, before it Baa": high_yield, "Baa throughout": high_yield.iloc[:0]}
