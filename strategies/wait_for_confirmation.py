"""Stay in bills until yields, credit and price look clearer, a year at most, then buy."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data_feeds.series.bars import TRADING_DAYS_PER_YEAR
from data_feeds.series.cash_rate import CASH_RATE
from signals.confirmation import AVERAGE, GIVE_UP, SPAN, find_events
from strategies.engine.cohort import FUND, FUND_ADJUSTED, CohortPlan, decision_day, order
from strategies.engine.cohort_runner import CohortTrade

SERIES = (FUND, FUND_ADJUSTED, CASH_RATE, "RUT", "DGS2", "BAMLH0A0HYM2", "BAA10Y")


def plan(
    series: Mapping[str, pd.DataFrame],
    *,
    start: str | None = None,
    span: int = SPAN,
    average: int = AVERAGE,
    give_up: int = GIVE_UP,
    days: int = TRADING_DAYS_PER_YEAR,
) -> CohortPlan:
    """Plan one cohort: all the money in the fund once waiting ends (METHODS 2.9, R3).

    Waiting ends when the two-year yield and the high-yield spread are not higher than `span`
    trading days before and the index closes above its mean of `average` days, or after `give_up`
    trading days. Signals are on the index (METHODS 2.8).
    """
    bars = series[FUND]
    first = decision_day(bars, start=start, window=days)
    found = find_events(
        series["RUT"],
        series["DGS2"],
        series["BAMLH0A0HYM2"],
        series["BAA10Y"],
        since=first,
        span=span,
        average=average,
        give_up=give_up,
    )
    return CohortPlan(first, days, tuple(order(e, "buy with cash", 1.0) for e in found))


class WaitForConfirmation(CohortTrade):
    """All money in the fund, once it is clear or the wait is over."""
