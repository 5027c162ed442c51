"""Prices as marks: bars where there are open, high and low, else a line of closes."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from backtests.report.plots.model import Bars, Line, days_of
from data_feeds.series.bars import Frequency, has_ohlc

# How an OHLC bar is drawn, for the legend.
BAR_WORDS = "high to low, open left, close right"
PERIODS: Mapping[Frequency, str] = {Frequency.WEEKLY: "week", Frequency.MONTHLY: "month"}
COLUMNS = ["open", "high", "low", "close"]


def price_mark(bars: pd.DataFrame, *, frequency: Frequency, weekly: bool = False) -> Bars | Line:
    """Return bars of prices, or a line of closes where the frame has closes only.

    Parameters
    ----------
    frequency
        That of the whole series, of which `bars` may be a part.
    weekly
        Combine the bars of each calendar week, dated by the last of them: a fifth of the data of a
        long record.
    """
    if not has_ohlc(bars):
        lasts = _by_week(bars[["close"]], {"close": "last"}) if weekly else bars
        return Line("close", days_of(lasts.index), lasts["close"].tolist(), "line", width=1.2)
    rows = bars[COLUMNS].dropna()
    period = PERIODS.get(frequency, "day")
    if weekly and period == "day":
        how = {"open": "first", "high": "max", "low": "min", "close": "last"}
        rows, period = _by_week(rows, how), "week"
    opens, highs, lows, closes = (rows[name].tolist() for name in COLUMNS)
    return Bars(BAR_WORDS, days_of(rows.index), opens, highs, lows, closes, period)


def _by_week(rows: pd.DataFrame, how: Mapping[str, str]) -> pd.DataFrame:
    """Combine rows by calendar week, dated by the last row of each."""
    weeks = pd.DatetimeIndex(rows.index).to_period("W-SUN")
    combined = rows.groupby(weeks).agg(dict(how))
    combined.index = rows.index.to_series().groupby(weeks).last().to_numpy()
    return combined
