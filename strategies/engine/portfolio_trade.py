"""The backtrader strategy of portfolio rules: target weights traded at the next open."""

from __future__ import annotations

from typing import Any

import backtrader as bt
import numpy as np
import pandas as pd

from data_feeds.series.bars import check_bars
from signals.core.arrays import Floats
from strategies.engine.broker import AccountStrategy
from strategies.engine.portfolio import FundOrder, Holding, Prices, RefusedOrder, value_changes


class WeightedFunds(AccountStrategy):
    """Apply a rule after each close and trade to its weights at the next open.

    Parameters: `prices` (Prices), `decide` (the rule) and `cost`. Run it with `broker.run_account`.

    Attributes
    ----------
    orders, refused
        Every order, after the run.
    weights
        Shares of the funds by close.
    decisions
        Pairs of day and target weights.

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
        """Credit interest, then trade to the weights decided at the previous close."""
        self.accrue()
        if self._due and self._target is not None:
            self._trade(self._target)
        self._due = False

    def next(self) -> None:
        """Record the weights and apply the rule."""
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
        """Record filled and refused orders."""
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
    """Return one fund as bars for backtrader, with the fill as open."""
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
