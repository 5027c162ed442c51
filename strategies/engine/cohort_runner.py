"""Trade one cohort in backtrader: orders at the next open, interest on idle cash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import backtrader as bt
import numpy as np
import pandas as pd

from data_feeds.series.adjusted_bars import adjust_bars
from data_feeds.series.bars import DataError, Frequency, frequency_of
from data_feeds.series.cash_rate import CASH_RATE
from data_feeds.series.coverage import require_current
from signals.core.arrays import Floats
from signals.core.event import Event, RuleError
from strategies.engine.account import ALL_BUT_ROUNDING, COST, Charges, check_cash
from strategies.engine.broker import AccountStrategy, run_account
from strategies.engine.cohort import FUND, FUND_ADJUSTED, CohortPlan
from strategies.engine.earnings import cash_interest, cash_return, interest_alone
from strategies.engine.event_trade import NotTraded
from strategies.engine.metrics import account_metrics, trade_metrics
from strategies.engine.runs import Run, benchmarked_run
from strategies.engine.trades import Trade


@dataclass(frozen=True, slots=True)
class Filled:
    """An executed order: bar position, price, and size, negative for a sale."""

    signal: Event
    at: int
    price: float
    size: float


class CohortTrade(AccountStrategy):
    """Execute orders at the open after the close on which they are known; earn interest on cash.

    Parameters: `orders` (events made by `cohort.order`, by the bar position of their day) and
    `stake` (the money at the start). Run it with `broker.run_account`.

    Attributes
    ----------
    filled, rejected
        Every order, after the run.
    invested
        Share of the account in the fund at each close.

    Raises
    ------
    CashBelowZero
        The account owes money at a close.
    """

    params = (("orders", None), ("stake", 0.0))

    def __init__(self) -> None:
        self.filled: list[Filled] = []
        self.rejected: list[NotTraded] = []
        self.invested: list[float] = []
        self._sent: dict[int, Event] = {}

    def next_open(self) -> None:
        """Credit the interest since the last close, then send the orders decided at that close."""
        self.accrue()
        for event in self.p.orders.get(self.at - 1, ()):
            self._send(event)

    def next(self) -> None:
        """Record the share of the account in the fund."""
        self.require_cash()
        held = self.position.size * self.data.close[0]
        self.invested.append(float(held / self.broker.getvalue()))

    def _send(self, event: Event) -> None:
        share = float(event.details["share"])  # type: ignore[arg-type]
        if event.details["action"] == "sell":
            sent = self.sell(size=share * self.position.size, exectype=bt.Order.Market)
        else:
            money = (
                self.broker.getcash()
                if event.details["action"] == "buy with cash"
                else (self.p.stake)
            )
            sent = self.buy(size=self._shares(share * money), exectype=bt.Order.Market)
        self._sent[sent.ref] = event

    def _shares(self, money: float) -> float:
        price = float(self.data.open[0])
        commission = float(self.broker.getcommissioninfo(self.data).getcommission(1.0, price))
        return ALL_BUT_ROUNDING * money / (price + commission)

    def notify_order(self, order: Any) -> None:
        """Record filled and refused orders."""
        event = self._sent[order.ref]
        if order.status == order.Completed:
            self.filled.append(
                Filled(event, self.at, float(order.executed.price), float(order.executed.size))
            )
        elif order.status in (order.Margin, order.Rejected, order.Canceled):
            reason = f"{event.details['action']} order {order.getstatusname().lower()}"
            self.rejected.append(NotTraded(event.known_on, reason))


def run(
    strategy: type[CohortTrade],
    plan: CohortPlan,
    *,
    series: Mapping[str, pd.DataFrame],
    until: pd.Timestamp | None = None,
    cash: float = 100_000.0,
    cost: float = COST,
) -> Run:
    """Trade a cohort from the close of its first day to the close of its last one, or of the data.

    Fills are at adjusted opens, so that distributions are reinvested; trades are reported in
    unadjusted prices. A position at the end is not sold.

    Parameters
    ----------
    series
        The fund, its adjusted closes and the rate of cash.
    until
        Last day of the market; None for the last day of the fund.

    Raises
    ------
    RuleError
        The start is not within the bars or has no bar after it; cash is not positive, or the cost
        not a fraction.
    DataError
        Bars are monthly, the fund ends while the cohort lasts or has no bar of a day on which
        the rule decides, or the rate of cash is not known on a day.
    """
    check_cash(cash)
    bars = _window(series[FUND], plan)
    frequency = frequency_of(series[FUND])
    if until is not None and len(bars) <= frequency.bars(plan.days):
        require_current(FUND, pd.DatetimeIndex(bars.index), until)
    prices = adjust_bars(series[FUND], series[FUND_ADJUSTED]).loc[bars.index]
    days = pd.DatetimeIndex(bars.index)
    interest = cash_interest(series[CASH_RATE], days)
    done, values = run_account(
        strategy,
        {FUND: prices},
        cash=cash,
        charges=Charges(cost=cost),
        orders=_placed(plan, bars),
        stake=cash,
        earnings=interest_alone(interest),
    )
    equity = pd.Series(values, index=bars.index, name="equity")
    trades = _trades(done.filled, bars, prices, cost=cost)
    closed = tuple(t for t in trades if t.exit_date is not None)
    return benchmarked_run(
        name=strategy.__name__,
        traded=FUND,
        frequency=frequency,
        trades=trades,
        rejected=tuple(done.rejected),
        equity=equity,
        metrics={
            **account_metrics(equity, frequency.bars_per_year, interest=interest),
            "exposure": float(np.mean(done.invested)),
            **trade_metrics(closed),
        },
        prices=prices,
        interest=interest,
        cash=cash,
        cost=cost,
        cash_return=cash_return(series[CASH_RATE], days),
    )


def _window(bars: pd.DataFrame, plan: CohortPlan) -> pd.DataFrame:
    frequency = frequency_of(bars)
    if frequency is Frequency.MONTHLY:
        raise DataError(f"{FUND} is monthly; expected daily or weekly bars")
    at = int(bars.index.searchsorted(plan.start))
    if at + 1 >= len(bars) or bars.index[at] != plan.start:
        raise RuleError(
            f"start is {plan.start:%Y-%m-%d}; expected a day with a later bar between "
            f"{bars.index[0]:%Y-%m-%d} and {bars.index[-1]:%Y-%m-%d}"
        )
    return bars.iloc[at : at + frequency.bars(plan.days) + 1]


def _placed(plan: CohortPlan, bars: pd.DataFrame) -> dict[int, tuple[Event, ...]]:
    """Return orders by the position of their day, without those after the last bar."""
    placed: dict[int, tuple[Event, ...]] = {}
    for event in plan.orders:
        if event.known_on > bars.index[-1]:
            continue
        at = int(bars.index.searchsorted(event.known_on))
        if bars.index[at] != event.known_on:
            raise DataError(
                f"{FUND} has no bar of {event.known_on:%Y-%m-%d}, on which the rule decides"
            )
        placed[at] = (*placed.get(at, ()), event)
    return placed


def _trades(
    filled: list[Filled], bars: pd.DataFrame, prices: pd.DataFrame, *, cost: float
) -> tuple[Trade, ...]:
    """Return a trade for each purchase; a sale closes its share of every open one."""
    closed: list[Trade] = []
    held: list[Trade] = []
    scale = (bars["close"] / prices["close"]).to_numpy()
    for fill in filled:
        if fill.size > 0:
            held.append(_bought(fill, bars, scale))
            continue
        sold = -fill.size / sum(_shares_now(t, bars, scale) for t in held)
        closed += [_sold(t, fill, bars, scale, share=sold, cost=cost) for t in held]
        held = [replace(t, size=t.size * (1 - sold)) for t in held]
    last = len(bars)
    held = [replace(t, bars=last - _position(bars, t.entry_date)) for t in held]
    return tuple(_with_excursions(t, bars, prices, scale) for t in (*closed, *held))


def _with_excursions(
    trade: Trade, bars: pd.DataFrame, prices: pd.DataFrame, scale: Floats
) -> Trade:
    """Add the best and worst adjusted price after entry; only the open counts on the exit bar."""
    at = _position(bars, trade.entry_date)
    end = len(bars) if trade.exit_date is None else _position(bars, trade.exit_date)
    opened = [] if trade.exit_date is None else [float(prices["open"].iloc[end])]
    entry = trade.entry / float(scale[at])
    best = max([*opened, *prices["high"].iloc[at:end]])
    worst = min([*opened, *prices["low"].iloc[at:end]])
    return replace(trade, mfe=best / entry - 1, mae=worst / entry - 1)


def _bought(fill: Filled, bars: pd.DataFrame, scale: Floats) -> Trade:
    return Trade(
        signal_date=fill.signal.known_on,
        entry_date=pd.Timestamp(bars.index[fill.at]),
        entry=fill.price * float(scale[fill.at]),
        target=None,
        stop=None,
        exit_date=None,
        exit=None,
        cause="open",
        bars=1,
        return_=None,
        size=fill.size / float(scale[fill.at]),
        pnl=None,
        mfe=0.0,
        mae=0.0,
    )


def _position(bars: pd.DataFrame, day: pd.Timestamp) -> int:
    return int(bars.index.searchsorted(day))


def _shares_now(trade: Trade, bars: pd.DataFrame, scale: Floats) -> float:
    """Return the size of a purchase in units of the adjusted prices."""
    return trade.size * float(scale[_position(bars, trade.entry_date)])


def _sold(
    trade: Trade, fill: Filled, bars: pd.DataFrame, scale: Floats, *, share: float, cost: float
) -> Trade:
    """Close a share of a purchase; the return includes distributions since the entry."""
    at = _position(bars, trade.entry_date)
    paid = trade.entry / float(scale[at]) * (1 + cost)
    gain = fill.price * (1 - cost) / paid - 1
    size = trade.size * share
    return replace(
        trade,
        exit_date=pd.Timestamp(bars.index[fill.at]),
        exit=fill.price * float(scale[fill.at]),
        cause=f"sold {share:.0%}",
        bars=fill.at - at + 1,
        return_=gain,
        size=size,
        pnl=gain * size * trade.entry * (1 + cost),
    )
