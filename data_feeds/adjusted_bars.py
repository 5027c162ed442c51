"""Bars adjusted for distributions, made from bars in points and adjusted closes (METHODS 5.8)."""

from __future__ import annotations

import pandas as pd

from data_feeds.bars import PRICE_COLUMNS, BarsError


def adjust_bars(bars: pd.DataFrame, adjusted: pd.DataFrame) -> pd.DataFrame:
    """Scale the four prices of each day by its adjusted close over its close.

    Returns between any two of them then hold the distributions in between, which an open of the
    day on which one is paid no longer carries. Raises BarsError where the two series do not have
    the same days.
    """
    if not bars.index.equals(adjusted.index):
        name, other = bars.attrs.get("name", "bars"), adjusted.attrs.get("name", "adjusted closes")
        days = bars.index.symmetric_difference(adjusted.index)
        raise BarsError(
            f"{name} and {other} differ in {len(days)} day(s), first {days[0]:%Y-%m-%d}"
        )
    scale = adjusted["close"] / bars["close"]
    prices = bars[list(PRICE_COLUMNS)].mul(scale, axis=0)
    prices.attrs = {**bars.attrs, "adjustment": "adjusted"}
    return prices
