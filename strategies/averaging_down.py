"""At a loss of 20%: hold, buy more there and at 30%, or sell half if credit is worse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

import pandas as pd

from data_feeds.series.bars import frequency_of
from data_feeds.series.cash_rate import CASH_RATE
from signals.core.event import Event, RuleError
from signals.credit import QUARTER, spread_changes
from signals.loss_levels import find_events
from strategies.engine.cohort import (
    FUND,
    FUND_ADJUSTED,
    LOSS,
    TWO_YEARS,
    UNIT,
    CohortPlan,
    at_close,
    decision_day,
    next_loss,
    order,
)
from strategies.engine.cohort_runner import CohortTrade

SERIES = (FUND, FUND_ADJUSTED, CASH_RATE, "BAMLH0A0HYM2", "BAA10Y")
Response = Literal["hold", "add", "sell-half"]
RESPONSES: tuple[str, ...] = get_args(Response)

DEFAULTS = "At a loss of 20%, sell half if credit is worse."


def plan(
    series: Mapping[str, pd.DataFrame],
    *,
    start: str | None = None,
    response: str = "sell-half",
    loss: float = LOSS,
    span: int = QUARTER,
    days: int = TWO_YEARS,
) -> CohortPlan:
    """Plan one cohort: a third of the money in the fund, the rest in bills (METHODS 2.9, R2).

    Parameters
    ----------
    response
        Reaction to the first close `loss` below the entry. "add" buys another third there and one
        more at a loss greater by 10% of the entry; "sell-half" sells half of the fund if the
        high-yield spread is wider than `span` trading days before; "hold" does nothing.

    Raises
    ------
    RuleError
        The response is unknown, or the span below one.
    """
    if span < 1:
        raise RuleError(f"span is {span}; expected at least 1 trading day")
    if response not in RESPONSES:
        raise RuleError(f"response is {response!r}; expected {', '.join(RESPONSES)}")
    bars = series[FUND]
    first = decision_day(bars, start=start, window=days)
    at = int(bars.index.searchsorted(first))
    if at >= len(bars):
        return CohortPlan(first, days, ())
    orders = [order(at_close(bars, at), "buy for stake", UNIT)]
    if response != "hold" and at + 1 < len(bars):
        # An order at the close of the last day would not be filled.
        known = bars.iloc[at + 1 : at + frequency_of(bars).bars(days)]
        losses = (loss, next_loss(loss)) if response == "add" else (loss,)
        hits = find_events(
            known,
            since=known.index[0] if len(known) else first,
            entry=float(bars["open"].iloc[at + 1]),
            losses=losses,
        )
        orders += _adds(hits) if response == "add" else _sale(hits, series, span=span)
    return CohortPlan(first, days, tuple(orders))


def _adds(hits: tuple[Event, ...]) -> list[Event]:
    return [order(hit, "buy for stake", UNIT) for hit in hits]


def _sale(hits: tuple[Event, ...], series: Mapping[str, pd.DataFrame], *, span: int) -> list[Event]:
    change = spread_changes(
        series["BAMLH0A0HYM2"], series["BAA10Y"], pd.DatetimeIndex(series[FUND].index), span=span
    )
    return [order(hit, "sell", 0.5) for hit in hits if change[hit.known_on] > 0]


class AveragingDown(CohortTrade):
    """One unit in the fund, two in bills, and one response to a loss."""
