"""Hold several funds by target weights that are decided after a close and traded at the next open.

What is traded is sized at the open from what the account is worth there: sales come before
purchases, and costs are taken off before weights are applied, so that cash never falls short.
Cash earns the bill rate of the close before, for the calendar days in between.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import backtrader as bt
import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds.quality.fitness import require_genuine_opens
from data_feeds.series.adjusted_bars import adjust_bars
from data_feeds.series.bars import DataError, check_bars
from data_feeds.series.coverage import require_days
from signals.core.event import RuleError
from strategies.engine.broker import ALL_BUT_ROUNDING, AccountStrategy
from strategies.engine.earnings import bill_interest_as_known, bill_interest_throughout

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Rebalance = Literal["never", "monthly", "quarterly", "yearly"]
PERIODS: Mapping[str, str] = {"monthly": "M", "quarterly": "Q", "yearly": "Y"}
# An order below this share of the account would correct rounding, or the line above.
LEAST_TRADED = 1e-10
# Each round leaves an error smaller by the cost: five of them reach the last digit at 1%.
COST_ROUNDS = 8


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """Funds over the same days: fills and closes adjusted for distributions, shape (days, funds).

    `interest` is what a unit of cash held since the close before has earned by each day.
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
    """What an account holds at one or more closes in a row, if nothing is traded between them.

    `first` is the position of the first of these days. `weights` are shares of the account's
    value, `gains` closes over average purchase prices less 1 (NaN where nothing is held), both of
    shape (closes, funds). `target` was decided last; None before the first decision.
    """

    first: int
    weights: Floats
    gains: Floats
    target: Floats | None

    def of(self, days: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Take what is known by day for the closes of this holding."""
        return days[self.first : self.first + len(self.weights)]


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """Target weights decided at the close that is `row` closes into a holding.

    NaN leaves a fund as it is; what the weights leave over stays in cash.
    """

    row: int
    weights: Floats


Decide = Callable[[Holding], Decision | None]
Interest = Callable[[pd.DataFrame, pd.DatetimeIndex], Floats]
Make = Callable[[pd.DatetimeIndex, Mapping[str, pd.DataFrame]], Decide]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What a rule trades: `make` turns trading days and signal series into its decisions.

    `reads` are series that must reach the last day, `stand_ins` those that need not.
    `holds_cash` is False for a rule that is always invested in full, and needs no bill rate.
    """

    funds: tuple[str, ...]
    make: Make
    holds_cash: bool = False
    reads: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()

    @property
    def interest(self) -> Interest:
        """How bills are read: throughout where cash is held, else as far as they are known."""
        return bill_interest_throughout if self.holds_cash else bill_interest_as_known


@dataclass(frozen=True, slots=True)
class BenchmarkMix:
    """The benchmark of a portfolio rule: a mix of funds bought once, as `constant_mix` reads it."""

    name: str
    mix: str


def adjusted_fills(bars: pd.DataFrame, adjusted: pd.DataFrame) -> pd.DataFrame:
    """Return fills at the open, column `fill`, and adjusted closes, column `close`.

    A distribution goes to those who held at the close before; its day's open is without it. Raises
    FillsError where opens are not genuine, DataError where a day has no adjusted close.
    """
    require_genuine_opens(bars)
    prices = adjust_bars(bars, adjusted)
    return pd.DataFrame({"fill": prices["open"], "close": prices["close"]})


def close_fills(adjusted: pd.DataFrame) -> pd.DataFrame:
    """Return fills at the close of the next day, for funds of which a source has no opens."""
    return pd.DataFrame({"fill": adjusted["close"], "close": adjusted["close"]})


def align(
    funds: Mapping[str, pd.DataFrame],
    bills: pd.DataFrame | None,
    *,
    interest: Interest = bill_interest_throughout,
) -> Prices:
    """Lay funds side by side from the first day that all have.

    `funds` hold columns `fill` and `close`; `bills` column `value`, a yield in percent a year
    (None: cash earns nothing), of which `interest` says what cash earns by day.

    Raises
    ------
    DataError
        A fund ends before the others or lacks a day that another has; the bill rate starts late,
        ends early or has a gap of more than five days.
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
    earned = np.zeros(len(days)) if bills is None else interest(bills, days)
    return Prices(days, tuple(cut), fill, close, earned)


def value_changes(held: Floats, cash: float, weights: Floats, *, cost: float) -> Floats:
    """Return how much of each fund to buy or sell to come to the weights.

    `held` is what each is worth before. Weights are of the account's value after costs, `cost` a
    fraction of what is traded; NaN leaves a fund alone. What rounding alone would trade is 0. An
    open may be so far from the close that decided that there is no cash for a purchase beside a
    fund left alone: then as much is bought as there is cash for.

    Raises RuleError for weights above 100% in all.

    >>> value_changes(np.array([50.0, 50.0]), 0.0, np.array([1.0, 0.0]), cost=0.01).round(4)
    array([ 49.0099, -50.    ])
    """
    worth, wanted = held.tolist(), weights.tolist()
    traded = [(w, h) for w, h in zip(wanted, worth, strict=True) if not math.isnan(w)]
    if sum(w for w, _ in traded) > 1 + 1e-9:
        raise RuleError(f"weights of {weights}; expected at most 100% in all")
    before = cash + sum(worth)
    after = _after_costs(before, traded, cost)
    change = [0.0 if math.isnan(w) else w * after - h for w, h in zip(wanted, worth, strict=True)]
    change = [c if abs(c) > LEAST_TRADED * before else 0.0 for c in change]
    needed = sum(c for c in change if c > 0) * (1 + cost)
    there = (cash - sum(c for c in change if c < 0) * (1 - cost)) * ALL_BUT_ROUNDING
    if needed > there:
        change = [c * there / needed if c > 0 else c for c in change]
    return np.array(change)


def _after_costs(before: float, traded: Sequence[tuple[float, float]], cost: float) -> float:
    """Solve for the value after costs of coming from what funds are worth to weights of it."""
    after = before
    for _ in range(COST_ROUNDS if cost else 0):
        after = before - cost * sum(abs(w * after - h) for w, h in traded)
    return after * ALL_BUT_ROUNDING


def on_schedule(
    weights: Sequence[float] | Floats, days: pd.DatetimeIndex, rebalance: Rebalance
) -> Decide:
    """Decide on fixed weights at the first close, and at the first of each later period.

    The first close of a month is known to be that; the last one is not.
    """
    due = np.zeros(len(days), dtype=np.bool_)
    if rebalance != "never":
        period = days.to_period(PERIODS[rebalance])
        due[1:] = period[1:] != period[:-1]
    due[:1] = True
    return by_day(np.tile(np.asarray(weights, dtype=np.float64), (len(days), 1)), due)


def by_day(weights: Floats, due: Flags) -> Decide:
    """Decide on the weights of a day, shape (days, funds), on the days that are due."""

    def decide(holding: Holding) -> Decision | None:
        rows = np.flatnonzero(holding.of(due))
        return Decision(int(rows[0]), weights[holding.first + rows[0]]) if rows.size else None

    return decide


def check_rebalance(rebalance: str) -> Rebalance:
    """Return how often to rebalance; RuleError for another word."""
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
    """An order that was filled: `size` in shares of the adjusted fund, negative for a sale."""

    date: pd.Timestamp
    fund: str
    size: float
    price: float
    cost: float


@dataclass(frozen=True, slots=True)
class RefusedOrder:
    """An order that the broker refused, and why."""

    date: pd.Timestamp
    fund: str
    size: float
    reason: str


class WeightedFunds(AccountStrategy):
    """Ask a rule after each close, and trade to its weights at the next open.

    Parameters: `prices` (Prices), `decide` (the rule) and `cost`. Needs an account of
    `strategies.brokerage`, which `strategies.portfolio_runner` opens. After the run `orders`,
    `refused`, `weights` (by close) and `decisions` (day, weights) hold what happened.

    Raises
    ------
    CashBelowZero
        The account owes money at a close.
    """

    params = (("prices", None), ("decide", None), ("cost", 0.0))

    def __init__(self) -> None:
        self.orders: list[FundOrder] = []
        self.refused: list[RefusedOrder] = []
        self.weights: list[Floats] = []
        self.decisions: list[tuple[pd.Timestamp, Floats]] = []
        self._target: Floats | None = None
        self._due = False

    def next_open(self) -> None:
        """Credit interest, then trade what was decided at the close before."""
        self.accrue()
        if self._due and self._target is not None:
            self._trade(self._target)
        self._due = False

    def next(self) -> None:
        """After the close: note the weights and ask the rule."""
        self.require_cash()
        at, cash = self.at, float(self.broker.getcash())
        held = self._sizes() * np.array([data.close[0] for data in self.datas])
        weights = held / (cash + held.sum())
        self.weights.append(weights)
        decision = self.p.decide(Holding(at, weights[np.newaxis], self._gains(), self._target))
        if decision is not None:
            self._target, self._due = decision.weights, True
            self.decisions.append((self._day(at), decision.weights))

    def _day(self, at: int) -> pd.Timestamp:
        return pd.Timestamp(self.p.prices.days[at])

    def _sizes(self) -> Floats:
        return np.array([self.getposition(data).size for data in self.datas], dtype=np.float64)

    def _gains(self) -> Floats:
        paid = np.array([self.getposition(data).price for data in self.datas], dtype=np.float64)
        held = np.where(self._sizes() > 0, paid, np.nan)
        return (np.array([data.close[0] for data in self.datas]) / held - 1)[np.newaxis]

    def _trade(self, weights: Floats) -> None:
        """Send the sales, then the purchases."""
        price = np.array([data.open[0] for data in self.datas], dtype=np.float64)
        held = self._sizes() * price
        cash = float(self.broker.getcash())
        change = value_changes(held, cash, weights, cost=self.p.cost) / price
        for fund in np.argsort(change, kind="stable").tolist():
            if change[fund] < 0:
                self.sell(data=self.datas[fund], size=-change[fund], exectype=bt.Order.Market)
            elif change[fund] > 0:
                self.buy(data=self.datas[fund], size=change[fund], exectype=bt.Order.Market)

    def notify_order(self, order: Any) -> None:
        """Book what was filled, and what the broker refused."""
        day, fund = self._day(self.at), str(order.data._name)
        if order.status == order.Completed:
            self.orders.append(
                FundOrder(
                    day,
                    fund,
                    float(order.executed.size),
                    float(order.executed.price),
                    float(order.executed.comm),
                )
            )
        elif order.status in (order.Margin, order.Rejected, order.Canceled):
            reason = f"{'bought' if order.isbuy() else 'sold'}: {order.getstatusname().lower()}"
            self.refused.append(RefusedOrder(day, fund, float(order.created.size), reason))


def as_bars(prices: Prices, fund: int) -> pd.DataFrame:
    """Return one fund as bars for backtrader, the open its fill."""
    fill, close = prices.fill[:, fund], prices.close[:, fund]
    frame = pd.DataFrame(
        {
            "open": fill,
            "high": np.maximum(fill, close),
            "low": np.minimum(fill, close),
            "close": close,
        },
        index=prices.days,
    )
    return check_bars(frame, name=prices.funds[fund], adjustment="adjusted")
