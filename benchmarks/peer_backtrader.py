"""Plain backtrader on the rule of the benchmark: preloaded, run at once, without observers.

Entry, stop and target are independent orders sent in the same step, the target cancelling the
stop and the other way round: those of its `buy_bracket` do not watch the bar of the entry.
"""

from __future__ import annotations

from dataclasses import dataclass

import backtrader as bt
import numpy as np
import pandas as pd

from benchmarks.rule import Point, Trades, deep, wilder


@dataclass(frozen=True, slots=True)
class Setting:
    """How the engine is run; the first is what its own feed and options make quickest."""

    runonce: bool = True
    value_observer: bool = False
    feed: type[bt.feed.DataBase] = bt.feeds.PandasData


class Breakout(bt.Strategy):  # type: ignore[misc]
    """One position at a time."""

    params = (("point", None), ("ranges", None))

    def __init__(self) -> None:
        self.record = self.record_at = None
        self.lowest = np.inf
        self.exits: list[bt.Order] = []
        self.fills: list[tuple[bool, int, float]] = []
        self.entered_at = -1
        self.opens = self.data.open.array
        self.closing = False

    def next(self) -> None:
        """Follow the record; buy the next open after a breakout."""
        t, close = len(self.data) - 1, self.data.close[0]
        if self.record is None:
            self.record, self.record_at = close, t
            return
        if (
            self.position
            and not self.closing
            and t + 1 == self.entered_at + self.p.point.horizon - 1
        ):
            self.closing = True
            self.exits.append(self.sell(size=1, exectype=bt.Order.Close, oco=self.exits[0]))
        if close > self.record:
            long_enough = t - self.record_at >= self.p.point.base
            if long_enough and deep(self.lowest, self.record, self.p.point.depth):
                self.enter(t)
            self.record, self.record_at, self.lowest = close, t, np.inf
        else:
            self.lowest = min(self.lowest, close)

    def enter(self, t: int) -> None:
        """Send all three orders, unless the next open lies beyond one of the exits."""
        if self.position or t + 1 >= len(self.opens):
            return
        price, goal = self.opens[t + 1], 2 * self.record - self.lowest
        level = price - self.p.point.multiple * self.p.ranges[t]
        if level < price < goal:
            self.buy(size=1)
            stop = self.sell(size=1, exectype=bt.Order.Stop, price=level)
            self.exits = [stop, self.sell(size=1, exectype=bt.Order.Limit, price=goal, oco=stop)]
            self.entered_at, self.closing = t + 1, False

    def notify_order(self, order: bt.Order) -> None:
        """Record a filled order."""
        if order.status == order.Completed:
            self.fills.append((order.isbuy(), len(self.data) - 1, order.executed.price))


def one(bars: pd.DataFrame, point: Point, setting: Setting | None = None) -> Breakout:
    """Return the strategy after its run."""
    setting = Setting() if setting is None else setting
    cerebro = bt.Cerebro(stdstats=False, preload=True, runonce=setting.runonce)
    cerebro.broker.setcash(1e9)
    frame = bars.assign(volume=0.0, openinterest=0.0)
    cerebro.adddata(setting.feed(dataname=frame))
    ranges = wilder(*(bars[name].to_numpy().copy() for name in ("high", "low", "close")))
    cerebro.addstrategy(Breakout, point=point, ranges=ranges)
    if setting.value_observer:
        cerebro.addobserver(bt.observers.Value)
    return cerebro.run()[0]


def trades(done: Breakout) -> Trades:
    """Return the closed trades by bar."""
    bought = [fill for fill in done.fills if fill[0]]
    sold = [fill for fill in done.fills if not fill[0]]
    pairs = list(zip(bought, sold, strict=False))
    return Trades(
        np.array([b[1] for b, _ in pairs]),
        np.array([s[1] for _, s in pairs]),
        np.array([b[2] for b, _ in pairs]),
        np.array([s[2] for _, s in pairs]),
    )
