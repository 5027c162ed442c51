"""Breadth: the share of sector funds above their 200-day mean (METHODS 2.10)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data_feeds.series.bars import frequency_of
from signals.core.event import RuleError

DAYS = 200
# Minimum number of funds with a mean.
LEAST_FUNDS = 5
# The ten sector funds of the S&P 500 other than XLC. Communication services became a sector in
# 2018, cut out of technology and consumer discretionary, so the ten are the longest list whose
# members do not change. Nine of them date from 1998; XLRE, real estate, from October 2015.
SECTORS = ("XLB", "XLE", "XLF", "XLI", "XLK", "XLP", "XLRE", "XLU", "XLV", "XLY")


def share_above_mean(
    funds: Mapping[str, pd.DataFrame], *, days: int = DAYS, least_funds: int = LEAST_FUNDS
) -> pd.Series:
    """Return the share of funds whose close is above its mean of the last `days` trading days.

    Parameters
    ----------
    funds : mapping of str to DataFrame
        Bars by symbol, adjusted for distributions and of the same frequency. A fund is included
        from the first day on which its mean is defined.
    days : int
        Window of the mean in trading days, converted to the frequency of the bars.
    least_funds : int
        Minimum number of funds; with fewer, the share is NaN.

    Raises
    ------
    RuleError
        If no fund is given.
    """
    if not funds:
        raise RuleError("no sector fund given; expected some of " + ", ".join(SECTORS))
    above = pd.concat([_above(fund, days) for fund in funds.values()], axis=1).sort_index()
    return above.mean(axis=1).where(above.notna().sum(axis=1) >= least_funds)


def _above(fund: pd.DataFrame, days: int) -> pd.Series:
    """Return 1 above the mean, 0 at or below it, and NaN where the mean is undefined."""
    close = fund["close"]
    mean = close.rolling(frequency_of(fund).bars(days)).mean()
    return (close > mean).astype(float).where(mean.notna())
