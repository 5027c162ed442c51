"""The backtrader account that all strategies share: charges, broker, data feed, sizer and run."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import Any

import backtrader as bt
import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds.series.bars import PRICE_COLUMNS
from signals.core.side import Side
from signals.levels.touch import highest_touch, lowest_touch
from strategies.engine.account import ALL_BUT_ROUNDING, CashBelowZero, Charges
from strategies.engine.earnings import DAYS_OF_YEAR, Earnings

# Lines of backtrader that no strategy here reads.
UNUSED = ("volume", "openinterest")


class FractionOfValue(bt.CommInfoBase):
    """Commission as a fraction of the value traded; shorts pay a fee for each calendar day.

    Parameters: `commission`, and `interest`, the fee a year. The fee is due on the value of the
    short at the previous close; the scheme of backtrader uses the price at which it was sold.
    """

    params = (("stocklike", True), ("commtype", bt.CommInfoBase.COMM_PERC), ("percabs", True))

    def _get_credit_interest(
        self, data: Any, size: float, price: float, days: int, dt0: Any, dt1: Any
    ) -> float:
        del price, dt0, dt1
        return float(days * self.p.interest / DAYS_OF_YEAR * abs(size) * data.close[-1])


def commission_scheme(charges: Charges) -> FractionOfValue:
    """Return the charges as a commission scheme of backtrader."""
    return FractionOfValue(commission=charges.cost, interest=charges.borrow)


class OneSidedBroker(bt.brokers.BackBroker):
    """A broker for positions of one side that corrects five behaviours of backtrader's own.

    The `BackBroker` of backtrader

    - fills an Order.Close one bar late, and loses it on the last bar;
    - executes the exits of an entry that it refused, which opens a position of the other side;
    - cannot cancel an order that was sent after the previous close;
    - adds cash only after the orders of an open;
    - compares prices with levels exactly. Here a stop or limit is filled at its price if the bar
      reaches it within the tolerance of `signals.levels.touch`.

    Parameter: `side`, the side of the positions.

    Attributes
    ----------
    values
        Value of the account at each close so far.
    """

    params = (("side", Side.LONG),)

    def init(self) -> None:
        """Initialise the broker without values."""
        super().init()
        self.values: list[float] = []

    def credit(self, amount: float) -> None:
        """Add interest or a dividend to the cash at once."""
        self.cash += amount

    def next(self) -> None:
        """Process the orders of a bar and record the value of the account at its close."""
        super().next()
        self.values.append(float(self.getvalue()))

    def cancel(self, order: Any, bracket: bool = False) -> Any:
        """Cancel an order, including one that has not been accepted yet."""
        if order in self.submitted:
            self.submitted.remove(order)
            self.pending.append(order)
        return super().cancel(order, bracket)

    def _try_exec_stop(
        self, order: Any, popen: float, phigh: float, plow: float, pcreated: float, pclose: float
    ) -> None:
        if order.isbuy() and phigh >= lowest_touch(pcreated):
            phigh = max(phigh, pcreated)
        elif order.issell() and plow <= highest_touch(pcreated):
            plow = min(plow, pcreated)
        super()._try_exec_stop(order, popen, phigh, plow, pcreated, pclose)

    def _try_exec_limit(
        self, order: Any, popen: float, phigh: float, plow: float, plimit: float
    ) -> None:
        if order.isbuy() and plow <= highest_touch(plimit):
            plow = min(plow, plimit)
        elif order.issell() and phigh >= lowest_touch(plimit):
            phigh = max(phigh, plimit)
        super()._try_exec_limit(order, popen, phigh, plow, plimit)

    def _try_exec_close(self, order: Any, pclose: float) -> None:
        self._execute(order, ago=0, price=pclose)

    def _execute(
        self,
        order: Any,
        ago: int | None = None,
        price: float | None = None,
        cash: float | None = None,
        position: Any = None,
        dtcoc: float | None = None,
    ) -> Any:
        pretended = ago is None
        filled = price is not None and not pretended
        side: Side = self.p.side
        leaves = order.issell() if side is Side.LONG else order.isbuy()
        if filled and leaves and side.sign * self.getposition(order.data).size <= 0:
            return self._withdraw(order)
        return super()._execute(
            order, ago=ago, price=price, cash=cash, position=position, dtcoc=dtcoc
        )

    def _withdraw(self, order: Any) -> None:
        order.cancel()
        self.notify(order)
        self._ococheck(order)


class AccountStrategy(bt.Strategy):
    """A strategy with an account that earns interest and dividends and may not owe money.

    Parameters: `earnings` (Earnings), with the dividends of the first data feed, and `side`, the
    side of all positions. Subclasses call
    `accrue` first in `next_open` and `require_cash` first in `next`.
    """

    params: Any = (("earnings", None), ("side", Side.LONG))

    @property
    def at(self) -> int:
        """Return the position of the current bar."""
        return len(self.data) - 1

    def accrue(self) -> None:
        """Credit the earnings since the previous close."""
        earned: Earnings = self.p.earnings
        cash = float(self.broker.getcash())
        held = float(self.getposition(self.data).size)
        self.broker.credit(
            cash * float(earned.interest[self.at]) + held * float(earned.dividends[self.at])
        )

    def require_cash(self) -> None:
        """Raise CashBelowZero, with the day, if the account owes money at a close."""
        cash = float(self.broker.getcash())
        if cash < 0:
            day = bt.num2date(self.data.datetime[0])
            raise CashBelowZero(f"cash is {cash:,.2f} on {day:%Y-%m-%d}; expected at least 0")


class PreloadedBars(bt.feed.DataBase):
    """A data feed that copies whole columns before the run.

    Parameter: `dataname`, bars by date with the four prices; volume and open interest are 0.
    `backtrader.feeds.PandasData` gives the same lines but copies cell by cell, which takes longer
    than the run itself.
    """

    def preload(self) -> None:
        """Fill every line and move to the start."""
        bars: pd.DataFrame = self.p.dataname
        columns = {name: bars[name].to_numpy(dtype=np.float64) for name in PRICE_COLUMNS}
        columns |= dict.fromkeys(UNUSED, np.zeros(len(bars)))
        columns["datetime"] = np.array(
            [bt.date2num(day) for day in pd.DatetimeIndex(bars.index).to_pydatetime()]
        )
        for name, values in columns.items():
            line: Any = getattr(self.lines, name)
            line.array = array("d", values.tobytes())
        self.home()


class ShareOfCash(bt.Sizer):
    """Size an order as the fractional number of shares that a share of the cash buys.

    The commission is paid from the same cash. A short is as large as leaves this share of the cash
    after its commission, which is the base of its return (METHODS 2.13). Parameter: `shares`, the
    share of the cash by bar; an order at an open uses the value of the previous close. The size is
    NaN if that is NaN.
    """

    params = (("shares", None),)

    def _getsizing(self, comminfo: Any, cash: float, data: Any, isbuy: bool) -> float:
        price, share = float(data.open[0]), float(self.p.shares[len(data) - 2])
        commission = float(comminfo.getcommission(1.0, price))
        paid = price + commission if isbuy else price - commission
        return ALL_BUT_ROUNDING * share * float(cash) / paid


def run_account(
    strategy: type[AccountStrategy],
    feeds: Mapping[str, pd.DataFrame],
    *,
    cash: float,
    charges: Charges,
    side: Side = Side.LONG,
    shares: npt.NDArray[np.float64] | None = None,
    **parameters: Any,
) -> tuple[Any, list[float]]:
    """Run one strategy that trades at opens on what was known at the close before.

    Parameters
    ----------
    feeds
        Bars by name.
    side
        Side of all positions.
    shares
        Share of the cash for an order, by bar, for strategies that leave the size to the sizer
        `ShareOfCash`.
    **parameters
        Parameters of the strategy.

    Returns
    -------
    tuple
        The strategy after its run, and the value of the account at each close.
    """
    cerebro = bt.Cerebro(stdstats=False, cheat_on_open=True)
    # The check counts each exit of a short as a purchase that the cash must cover.
    broker = OneSidedBroker(coo=True, side=side, checksubmit=side is Side.LONG)
    broker.setcash(cash)
    broker.addcommissioninfo(commission_scheme(charges))
    cerebro.setbroker(broker)
    for name, bars in feeds.items():
        cerebro.adddata(PreloadedBars(dataname=bars), name=name)
    if shares is not None:
        cerebro.addsizer(ShareOfCash, shares=shares)
    cerebro.addstrategy(strategy, side=side, **parameters)
    return cerebro.run()[0], broker.values
