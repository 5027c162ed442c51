"""The prices by which small caps are held against large ones, as the multiverse varies them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import pandas as pd

# METHODS 2.5: before 2000 prices of small caps lag, so the record also starts there. The S&P 500
# and the Russell 2000 hold prices alone; funds, from 2000, have dividends and are what one can buy.
LATE_START = 2000
SMALL_FUND, LARGE_FUND = "small-cap fund", "large-cap fund"
NO_FUNDS: Mapping[str, pd.DataFrame] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Pair:
    """Closes of small and of large caps, used from a year on, and how they are called."""

    choices: Mapping[str, str]
    small: pd.DataFrame
    large: pd.DataFrame
    since: int = 0

    def within(self, series: pd.Series) -> pd.Series:
        """Return what falls in the years used, by week or month."""
        return series[pd.PeriodIndex(series.index).year >= self.since]


def indexes_and_funds(
    small: pd.DataFrame, large: pd.DataFrame, others: Mapping[str, pd.DataFrame]
) -> tuple[Pair, ...]:
    """Return the indexes, and the funds if both are in `others`, each over its whole record."""
    found = [Pair({"prices": "indexes"}, small, large)]
    if SMALL_FUND in others and LARGE_FUND in others:
        found.append(
            Pair({"prices": "funds with dividends"}, others[SMALL_FUND], others[LARGE_FUND])
        )
    return tuple(found)


def pairs(
    small: pd.DataFrame, large: pd.DataFrame, others: Mapping[str, pd.DataFrame]
) -> tuple[Pair, ...]:
    """Return the indexes over the whole record and from 2000, and the funds if both are there."""
    late = {"record": f"from {LATE_START}"}
    whole, *funds = indexes_and_funds(small, large, others)
    return (
        replace(whole, choices={**whole.choices, "record": "whole"}),
        replace(whole, choices={**whole.choices, **late}, since=LATE_START),
        *(replace(fund, choices={**fund.choices, **late}, since=LATE_START) for fund in funds),
    )
