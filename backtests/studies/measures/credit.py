"""Alternative credit spreads of a study, and the trading days on which they are read."""

from __future__ import annotations

import pandas as pd

from backtests.inference.samples import InsufficientData
from data_feeds.series.bars import Frequency, frequency_of


def trading_days(prices: pd.DataFrame) -> pd.DatetimeIndex:
    """Return the dates of daily or weekly prices; raise InsufficientData for monthly prices."""
    if frequency_of(prices) is Frequency.MONTHLY:
        name = prices.attrs.get("name", "a series")
        raise InsufficientData(f"{name} is monthly and the state needs daily or weekly prices")
    return pd.DatetimeIndex(prices.index)


def spreads(high_yield: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the high-yield series by option of a specification (METHODS 3.5).

    The first option uses the high-yield spread, with Baa for earlier dates. The second is an empty
    frame, so that Baa is used throughout.
    """
    return {"high yield, before it Baa": high_yield, "Baa throughout": high_yield.iloc[:0]}
