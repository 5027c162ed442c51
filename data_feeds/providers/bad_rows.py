"""Repair or leave out single bad rows in the prices of a provider, and describe them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds.quality.defects import count_dates
from data_feeds.series.bars import PRICE_COLUMNS, ROUNDING

# Fewest bars with an open, a high and a low; a record of less consists of closes alone.
LEAST_BARS = 2
MOST_CONTRADICTIONS, MOST_CONTRADICTIONS_SHARE = 5, 0.01

Flags = npt.NDArray[np.bool_]


def split_off_unpriced(
    table: pd.DataFrame, *, column: str = "close"
) -> tuple[pd.DataFrame, pd.DatetimeIndex]:
    """Return the rows whose close is finite and above zero, and the dates of the others."""
    close = table[column].to_numpy()
    priced = np.isfinite(close) & (close > 0)
    return table[priced], pd.DatetimeIndex(table.index[~priced])


def repair_bars(table: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return bars from the first genuine one on, with bad rows reduced to their close.

    A row is bad if its open, high or low is missing, not above zero or contradicts its close by
    more than rounding. Leading rows of which most are bad are left out, since providers write 0 or
    nothing for years without recorded prices (the S&P 500 up to 1982 at Yahoo). Every other bad row
    keeps its close as its only price: open, high and low equal it. A record without two genuine
    bars is returned as closes. The text describes what was done; it is empty if every row is good.

    Parameters
    ----------
    table
        Columns open, high, low, close and volume by date; every close is finite and above zero.

    >>> days = pd.bdate_range("2024-01-01", periods=3)
    >>> prices = {"open": [9.0, 0, 9], "high": 11.0, "low": 8.0, "close": 10.0, "volume": 1.0}
    >>> bars, text = repair_bars(pd.DataFrame(prices, index=days))
    >>> bars["open"].tolist(), text
    ([9.0, 10.0, 9.0], 'the close stands for an unusable open, high or low on 1 day: 2024-01-02')
    """
    bad = bad_bars(table)
    if not bad.any():
        return table, ""
    if (~bad).sum() < LEAST_BARS:
        return table[["close"]], "closes only: no bar has an open, a high and a low"
    start = _first_genuine(bad)
    bars, repaired = table.iloc[start:].copy(), bad[start:]
    for column in ("open", "high", "low"):
        bars.loc[repaired, column] = bars.loc[repaired, "close"]
    found = []
    if start:
        left_out = f"{start:,} row{'s' if start > 1 else ''} to {table.index[start - 1]:%Y-%m-%d}"
        found.append(f"bars without {left_out}, most of which have no open, high or low")
    if repaired.any():
        days = count_dates(pd.DatetimeIndex(bars.index[repaired]), "day")
        found.append(f"the close stands for an unusable open, high or low on {days}")
    return bars, "; ".join(found)


def describe_left_out(days: tuple[str, ...]) -> str:
    """Describe the days without a close that were left out; empty if there are none.

    >>> describe_left_out(("2024-01-02",))
    'left out for want of a close above zero: 1 day: 2024-01-02'
    """
    if not days:
        return ""
    return f"left out for want of a close above zero: {count_dates(pd.DatetimeIndex(days), 'day')}"


def bad_bars(table: pd.DataFrame) -> Flags:
    """Flag the bars whose open, high or low is missing, not above zero or contradicts the close.

    Contradictions on more than `MOST_CONTRADICTIONS` bars and as large a share of them are no
    single mistakes; they are not flagged, so that the check of the bars refuses them.
    """
    prices = table[list(PRICE_COLUMNS)].to_numpy()
    unusable = (~np.isfinite(prices) | (prices <= 0)).any(axis=1)
    opens, highs, lows, closes = np.where(unusable[:, np.newaxis], 1.0, prices).T
    slack = closes * ROUNDING
    above = np.maximum(opens, np.maximum(closes, lows)) > highs + slack
    below = np.minimum(opens, closes) < lows - slack
    contradicts = above | below
    if contradicts.sum() > max(MOST_CONTRADICTIONS, MOST_CONTRADICTIONS_SHARE * len(table)):
        return np.asarray(unusable, dtype=np.bool_)
    return np.asarray(unusable | contradicts, dtype=np.bool_)


def _first_genuine(bad: Flags) -> int:
    """Return the number of leading rows with the largest excess of bad rows over good ones."""
    excess = np.cumsum(np.where(bad, 1, -1))
    if excess.max() <= 0:
        return 0
    return int(np.flatnonzero(excess == excess.max())[-1]) + 1
