"""Pairs of small-cap and large-cap prices that the specification curves vary (METHODS 3.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import pandas as pd

# METHODS 3.5: the record is also started in 2000, because small-cap prices lag before. The indexes
# are price indexes; the funds exist from 2000, include dividends and can be traded.
LATE_START = 2000
SMALL_FUND, LARGE_FUND = "small-cap fund", "large-cap fund"
NO_FUNDS: Mapping[str, pd.DataFrame] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Pair:
    """Closes of small and large caps, used from the year `since`, and their specification.

    `market` is the return that may be a control, by default that of large caps.
    """

    choices: Mapping[str, str]
    small: pd.DataFrame
    large: pd.DataFrame
    since: int = 0
    market: pd.DataFrame | None = None

    def within(self, series: pd.Series) -> pd.Series:
        """Return the part of a series from `since` on; its index is convertible to periods."""
        return series[pd.PeriodIndex(series.index).year >= self.since]


def indexes_and_funds(
    small: pd.DataFrame, large: pd.DataFrame, others: Mapping[str, pd.DataFrame]
) -> tuple[Pair, ...]:
    """Return the pair of indexes, and that of funds if `others` has both, over the whole record."""
    found = [Pair({"prices": "indexes"}, small, large)]
    if SMALL_FUND in others and LARGE_FUND in others:
        found.append(
            Pair({"prices": "funds with dividends"}, others[SMALL_FUND], others[LARGE_FUND])
        )
    return tuple(found)


def pairs(
    small: pd.DataFrame, large: pd.DataFrame, others: Mapping[str, pd.DataFrame]
) -> tuple[Pair, ...]:
    """Return the indexes over the whole record and from 2000, and the funds if in `others`."""
    late = {"record": f"from {LATE_START}"}
    whole, *funds = indexes_and_funds(small, large, others)
    return (
        replace(whole, choices={**whole.choices, "record": "whole"}),
        replace(whole, choices={**whole.choices, **late}, since=LATE_START),
        *(replace(fund, choices={**fund.choices, **late}, since=LATE_START) for fund in funds),
    )
