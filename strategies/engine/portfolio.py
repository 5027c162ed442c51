"""Portfolio rules: target weights decided after a close and traded at the next open.

Orders are sized at the open from the value of the account there. Sales precede purchases, and
weights apply to the value after costs, so that the cash suffices. Cash earns the rate of the
previous close for the calendar days between.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds.quality.fitness import require_genuine_opens
from data_feeds.series.adjusted_bars import adjust_bars
from data_feeds.series.bars import DataError
from data_feeds.series.coverage import require_days
from signals.core.arrays import Flags, Floats
from signals.core.event import RuleError
from strategies.engine.earnings import cash_interest
from strategies.engine.portfolio_kernel import write_changes

Rebalance = Literal["never", "monthly", "quarterly", "yearly"]
PERIODS: Mapping[str, str] = {"monthly": "M", "quarterly": "Q", "yearly": "Y"}


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """Adjusted prices of funds over the same days.

    Attributes
    ----------
    fill, close
        Prices adjusted for distributions, shape (days, funds).
    interest
        Return of cash since the previous close, shape (days,).
    """

    days: pd.DatetimeIndex
    funds: tuple[str, ...]
    fill: Floats
    close: Floats
    interest: Floats

    def since(self, start: pd.Timestamp) -> Prices:
        """Return the prices from a day on."""
        at = int(self.days.searchsorted(start))
        return Prices(
            self.days[at:], self.funds, self.fill[at:], self.close[at:], self.interest[at:]
        )


@dataclass(frozen=True, slots=True, eq=False)
class Holding:
    """The state of an account at one or more consecutive closes without a trade between them.

    Attributes
    ----------
    first
        Position of the first of these closes.
    weights
        Shares of the value of the account, shape (closes, funds).
    gains
        Close over average purchase price less 1, shape (closes, funds); NaN without a position.
    target
        Weights of the last decision; None before the first one.
    """

    first: int
    weights: Floats
    gains: Floats
    target: Floats | None

    def of(self, days: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Select the closes of this holding from an array by day."""
        return days[self.first : self.first + len(self.weights)]


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """Target weights decided at close `row` of a holding.

    NaN leaves the position in a fund unchanged; the rest stays in cash.
    """

    row: int
    weights: Floats


Decide = Callable[[Holding], Decision | None]
Make = Callable[[pd.DatetimeIndex, Mapping[str, pd.DataFrame]], Decide]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A portfolio rule and its data.

    Attributes
    ----------
    make
        Function that turns trading days and signal series into a decision rule.
    reads
        Signal series that must reach the last day.
    stand_ins
        Signal series that may end earlier.
    """

    funds: tuple[str, ...]
    make: Make
    reads: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BenchmarkMix:
    """The benchmark of a portfolio rule: a mix of funds bought once, as `constant_mix` reads it."""

    name: str
    mix: str


def adjusted_fills(bars: pd.DataFrame, adjusted: pd.DataFrame) -> pd.DataFrame:
    """Return adjusted opens, column `fill`, and adjusted closes, column `close`.

    Raises FillsError if opens are not genuine, and DataError if a day has no adjusted close.
    """
    require_genuine_opens(bars)
    prices = adjust_bars(bars, adjusted)
    return pd.DataFrame({"fill": prices["open"], "close": prices["close"]})


def close_fills(adjusted: pd.DataFrame) -> pd.DataFrame:
    """Return fills at the close of the next day, for funds without opens in the source."""
    return pd.DataFrame({"fill": adjusted["close"], "close": adjusted["close"]})


def align(funds: Mapping[str, pd.DataFrame], bills: pd.DataFrame | None) -> Prices:
    """Align funds from the first day that all have.

    Parameters
    ----------
    funds
        Frames with columns `fill` and `close`.
    bills
        Rate that cash earns, as the series `CASH_RATE`. None for cash without interest.

    Raises
    ------
    DataError
        A fund ends before the others or lacks a day that another has, or the rate of cash is not
        known on a day.
    """
    start = max(pd.Timestamp(frame.index[0]) for frame in funds.values())
    cut = {name: frame.loc[start:] for name, frame in funds.items()}
    longest = max(cut, key=lambda name: (len(cut[name]), name))
    days = pd.DatetimeIndex(cut[longest].index)
    for name, frame in cut.items():
        require_days(name, days, pd.DatetimeIndex(frame.index))
    for name, frame in cut.items():
        if len(frame) != len(days):
            raise DataError(f"{name} has days that {longest} lacks; expected the same days")
    fill, close = (
        np.column_stack([frame[column].to_numpy(dtype=np.float64) for frame in cut.values()])
        for column in ("fill", "close")
    )
    earned = np.zeros(len(days)) if bills is None else cash_interest(bills, days)
    return Prices(days, tuple(cut), fill, close, earned)


def value_changes(held: Floats, cash: float, weights: Floats, *, cost: float) -> Floats:
    """Return the value of each fund to buy (or sell, if negative) to reach target weights.

    Differences within rounding are 0. If the cash is short, because a fund with weight NaN gapped
    at the open, purchases are scaled down to the cash.

    Parameters
    ----------
    held
        Value of each position before trading.
    weights
        Shares of the value after costs; NaN leaves a fund unchanged. A sum above 1 raises
        RuleError.
    cost
        Fraction of the value traded.

    >>> value_changes(np.array([50.0, 50.0]), 0.0, np.array([1.0, 0.0]), cost=0.01).round(4)
    array([ 49.0099, -50.    ])
    """
    require_whole(weights)
    change = np.empty(held.size)
    write_changes(held, cash, weights, cost, change)
    return change


def require_whole(weights: Floats) -> None:
    """Raise RuleError for weights of more than 100% in all."""
    if sum(w for w in weights.tolist() if not math.isnan(w)) > 1 + 1e-9:
        raise RuleError(f"weights of {weights}; expected at most 100% in all")


def on_schedule(
    weights: Sequence[float] | Floats, days: pd.DatetimeIndex, rebalance: Rebalance
) -> Decide:
    """Return a rule with fixed weights, decided at the first close and at that of each period.

    The first close of a month can be known on the day; the last one cannot.
    """
    due = np.zeros(len(days), dtype=np.bool_)
    if rebalance != "never":
        period = days.to_period(PERIODS[rebalance])
        due[1:] = period[1:] != period[:-1]
    due[:1] = True
    return by_day(np.tile(np.asarray(weights, dtype=np.float64), (len(days), 1)), due)


def by_day(weights: Floats, due: Flags) -> Decide:
    """Return a rule that decides on `weights`, shape (days, funds), on the days that are due."""

    def decide(holding: Holding) -> Decision | None:
        rows = np.flatnonzero(holding.of(due))
        return Decision(int(rows[0]), weights[holding.first + rows[0]]) if rows.size else None

    return decide


def check_rebalance(rebalance: str) -> Rebalance:
    """Return the rebalancing frequency; raise RuleError for an unknown one."""
    if rebalance not in ("never", *PERIODS):
        raise RuleError(f"rebalance is {rebalance!r}; expected never, {', '.join(PERIODS)}")
    return rebalance  # type: ignore[return-value]


def check_weights(**weights: float) -> None:
    """Raise RuleError for a weight outside 0 to 1."""
    for name, weight in weights.items():
        if not 0 <= weight <= 1:
            raise RuleError(f"{name} is {weight:g}; expected a share from 0 to 1")


@dataclass(frozen=True, slots=True)
class FundOrder:
    """A filled order; `size` is in shares at adjusted prices, negative for a sale."""

    date: pd.Timestamp
    fund: str
    size: float
    price: float
    cost: float


@dataclass(frozen=True, slots=True)
class RefusedOrder:
    """An order that the broker refused, with the reason."""

    date: pd.Timestamp
    fund: str
    size: float
    reason: str
