"""Buy in equal monthly parts, the first at once; one part is a lump sum."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data_feeds.series.bars import TRADING_DAYS_PER_YEAR
from data_feeds.series.cash_rate import CASH_RATE
from signals.core.event import RuleError
from strategies.engine.cohort import (
    FUND,
    FUND_ADJUSTED,
    TRANCHES,
    CohortPlan,
    at_close,
    decision_day,
    month_starts,
    order,
)
from strategies.engine.cohort_runner import CohortTrade

SERIES = (FUND, FUND_ADJUSTED, CASH_RATE)


def plan(
    series: Mapping[str, pd.DataFrame],
    *,
    start: str | None = None,
    tranches: int = TRANCHES,
    days: int = TRADING_DAYS_PER_YEAR,
) -> CohortPlan:
    """Plan one cohort: one part on the first day and one at the start of each following month.

    A part is the cash with its interest, divided by the number of parts left (METHODS slide-22).
    Raises RuleError for fewer than one part.
    """
    if tranches < 1:
        raise RuleError(f"tranches is {tranches}; expected at least 1")
    bars = series[FUND]
    index = pd.DatetimeIndex(bars.index)
    first = decision_day(bars, start=start, window=days)
    at = int(index.searchsorted(first))
    later = month_starts(index)
    when = [at, *later[later > at].tolist()][:tranches] if at < len(index) else []
    orders = (
        order(at_close(bars, day), "buy with cash", 1 / (tranches - n))
        for n, day in enumerate(when)
    )
    return CohortPlan(first, days, tuple(orders))


class StagedEntry(CohortTrade):
    """Equal parts of the money into the fund, a month apart."""
