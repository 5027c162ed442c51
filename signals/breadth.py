"""Breadth: the share of sector funds above their own 200-day mean (METHODS slide-11)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data_feeds.series.bars import frequency_of
from signals.core.event import RuleError

DAYS = 200
# A share of fewer funds than this is not given.
LEAST_FUNDS = 5
# The ten sector funds of the S&P 500 other than XLC. Communication services became a sector in
# 2018, cut out of technology and consumer discretionary, so the ten are the longest list whose
# members do not change. Nine of them date from 1998; XLRE, real estate, from October 2015.
SECTORS = ("XLB", "XLE", "XLF", "XLI", "XLK", "XLP", "XLRE", "XLU", "XLV", "XLY")


def share_above_mean(
    funds: Mapping[str, pd.DataFrame], *, days: int = DAYS, least_funds: int = LEAST_FUNDS
) -> pd.Series:
    """Return the share of funds whose close is above its mean of the last `days` trading days.

    A fund counts from the day on which it has that many closes, so the number of funds grows with
    time. On monthly closes the mean spans the months nearest to `days`. Funds should be adjusted
    for distributions and of one frequency. NaN while fewer than `least_funds` have a mean.

    Raises RuleError if no fund is given.
    """
    if not funds:
        raise RuleError("no sector fund given; expected some of " + ", ".join(SECTORS))
    above = pd.concat([_above(fund, days) for fund in funds.values()], axis=1).sort_index()
    return above.mean(axis=1).where(above.notna().sum(axis=1) >= least_funds)


def _above(fund: pd.DataFrame, days: int) -> pd.Series:
    """1 above the mean, 0 at or below it, NaN before there is one."""
    close = fund["close"]
    mean = close.rolling(frequency_of(fund).bars(days)).mean()
    return (close > mean).astype(float).where(mean.notna())
