"""backtesting.py on the rule of the benchmark: record, base and orders kept bar by bar.

It fills at opens or at closes, one for the whole run; here it is switched for the one order
that leaves a position whose horizon is over.
"""

from __future__ import annotations

import warnings
from contextlib import redirect_stderr
from io import StringIO

import numpy as np
import pandas as pd

from benchmarks.rule import Point, Trades, deep, wilder

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from backtesting import Backtest, Strategy


class Breakout(Strategy):  # type: ignore[misc]
    """One position at a time; parameters are set before the run."""

    point = Point()
    ranges = np.empty(0)

    def init(self) -> None:
        """Start with the first close as the record."""
        self.all_opens = self.data.df["Open"].to_numpy()
        self.record, self.record_at = float(self.data.df["Close"].iloc[0]), 0
        self.lowest = np.inf

    def next(self) -> None:
        """Follow the record; buy the next open after a breakout."""
        t = len(self.data) - 1
        close = self.data.Close[-1]
        self._broker._trade_on_close = False
        for trade in self.trades:
            if t - trade.entry_bar + 1 >= self.point.horizon:
                self._broker._trade_on_close = True
                trade.close()
        if close > self.record:
            long_enough = t - self.record_at >= self.point.base
            if long_enough and deep(self.lowest, self.record, self.point.depth):
                self.enter(t)
            self.record, self.record_at, self.lowest = close, t, np.inf
        else:
            self.lowest = min(self.lowest, close)

    def enter(self, t: int) -> None:
        """Buy at the next open with both exits, unless that open lies beyond one of them."""
        if self.position or t + 1 >= self.all_opens.size:
            return
        price, goal = self.all_opens[t + 1], 2 * self.record - self.lowest
        stop = price - self.point.multiple * self.ranges[t]
        if stop < price < goal:
            self.buy(size=1, sl=stop, tp=goal)


def frame_of(bars: pd.DataFrame) -> pd.DataFrame:
    """Return the bars with the column names of backtesting.py."""
    return bars.rename(columns=str.capitalize)[["Open", "High", "Low", "Close"]]


def one(bars: pd.DataFrame, point: Point) -> pd.DataFrame:
    """Return the trades of one point."""
    Breakout.point = point
    Breakout.ranges = wilder(*(bars[name].to_numpy().copy() for name in ("high", "low", "close")))
    with warnings.catch_warnings(), redirect_stderr(StringIO()):
        warnings.simplefilter("ignore")
        return Backtest(frame_of(bars), Breakout, cash=1e9).run()["_trades"]


def trades(found: pd.DataFrame) -> Trades:
    """Return the closed trades by bar."""
    return Trades(
        found["EntryBar"].to_numpy(),
        found["ExitBar"].to_numpy(),
        found["EntryPrice"].to_numpy(),
        found["ExitPrice"].to_numpy(),
    )
