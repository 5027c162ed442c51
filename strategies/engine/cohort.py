"""A cohort: money that is given a rule on one day, and what is left of it after a fixed time.

The rule decides at closes, its orders are filled at the next open, and what is not in the fund
earns the rate of cash (METHODS 2.12).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from data_feeds.series.bars import frequency_of
from data_feeds.series.day import parse_day
from signals.core.arrays import Ints
from signals.core.event import Event, RuleError

# Buy with a share of the cash, buy for a share of the money at the start, or sell a share of the
# position.
Action = Literal["buy with cash", "buy for stake", "sell"]
FUND, FUND_ADJUSTED = "IWM", "IWM_ADJ"
# METHODS 2.9, R2: a unit in the fund and two in bills; a loss of 20%, and 30% for the second unit;
# 504 trading days.
UNIT = 1 / 3
LOSS, FURTHER = 0.20, 0.10
TWO_YEARS = 504
# METHODS slide-22: monthly parts.
TRANCHES = 6


@dataclass(frozen=True, slots=True)
class CohortPlan:
    """The orders of one cohort.

    Attributes
    ----------
    start
        Day of the decision.
    days
        Trading days after the start, converted to the frequency of the fund; at least one, else
        RuleError.
    orders
        Events with details `action` and `share`, known at a close and filled at the next open.
    """

    start: pd.Timestamp
    days: int
    orders: tuple[Event, ...]

    def __post_init__(self) -> None:
        if self.days < 1:
            raise RuleError(f"days is {self.days}; expected at least 1 trading day")

    @property
    def events(self) -> tuple[Event, ...]:
        """Return the orders, under the name that all plans share."""
        return self.orders


def order(signal: Event, action: Action, share: float) -> Event:
    """Return an order with the day, close and details of a signal."""
    return Event(
        signal.known_on, signal.close, details={**signal.details, "action": action, "share": share}
    )


def at_close(bars: pd.DataFrame, at: int) -> Event:
    """Return the close at a position as an event."""
    return Event(pd.Timestamp(bars.index[at]), float(bars["close"].iloc[at]))


def next_loss(loss: float) -> float:
    """Return the loss at which the second unit is bought.

    >>> next_loss(0.2)
    0.3
    """
    return round(loss + FURTHER, 9)


def month_starts(days: pd.DatetimeIndex) -> Ints:
    """Return the positions of the first bar of each month, except the first bar of all.

    >>> month_starts(pd.bdate_range("2024-01-30", "2024-03-04")).tolist()
    [2, 23]
    """
    months = days.to_period("M")
    return np.asarray(np.flatnonzero(months[1:] != months[:-1]) + 1, dtype=np.int64)


def complete_starts(days: pd.DatetimeIndex, *, window: int) -> Ints:
    """Return the month starts with `window` later bars."""
    starts = month_starts(days)
    return np.asarray(starts[starts + window < len(days)], dtype=np.int64)


def decision_day(bars: pd.DataFrame, *, start: str | None, window: int) -> pd.Timestamp:
    """Return the first bar from `start` on, or by default the latest complete month start.

    `window` is in trading days, converted to the frequency of the bars. A start after the last bar
    is returned unchanged. Raises RuleError if it is no date, or if no month start is complete.
    """
    days = pd.DatetimeIndex(bars.index)
    if start is None:
        complete = complete_starts(days, window=frequency_of(bars).bars(window))
        if not complete.size:
            raise RuleError(f"no month start has {window} trading days after it; name a start")
        return pd.Timestamp(days[complete[-1]])
    try:
        wanted = parse_day(start)
    except ValueError:
        raise RuleError(f"start is {start!r}; expected a date such as 2008-01-02") from None
    at = int(days.searchsorted(wanted))
    return pd.Timestamp(days[at]) if at < len(days) else wanted
