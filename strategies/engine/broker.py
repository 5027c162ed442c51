"""One account for all strategies: its broker, what it pays and earns, and that it is solvent."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Any

import backtrader as bt
import numpy as np
import pandas as pd

from data_feeds.series.bars import PRICE_COLUMNS
from signals.core.event import RuleError
from strategies.engine.earnings import DAYS_OF_YEAR, Earnings

# What backtrader has lines for and the bars of an index do not; no rule here reads it.
UNUSED = ("volume", "openinterest")


# METHODS 2.8: 5 basis points a side, and 50 a year on what is borrowed to be sold short.
COST, BORROW = 0.0005, 0.005
# The broker refuses an order that is dearer than the cash by the last binary digit.
ALL_BUT_ROUNDING = 1 - 1e-12


def check_cash(cash: float) -> None:
    """Raise RuleError for cash that is no number above 0."""
    if not (np.isfinite(cash) and cash > 0):
        raise RuleError(f"cash is {cash:g}; expected a number above 0")


@dataclass(frozen=True, slots=True)
class Charges:
    """What trading costs: a fraction of the price on each side, and of a short's value a year.

    Raises RuleError for a cost or a fee that is not a fraction from 0 to below 1.
    """

    cost: float = COST
    borrow: float = BORROW

    def __post_init__(self) -> None:
        for name, value in (("cost", self.cost), ("borrow", self.borrow)):
            if not 0 <= value < 1:
                raise RuleError(f"{name} is {value:g}; expected a fraction, from 0 to below 1")


class FractionOfValue(bt.CommInfoBase):
    """Commission as a fraction of what is traded; shorts pay a fee by calendar day.

    Parameters: `commission`, and `interest`, the fee a year. It is due on what the short was worth
    at the close before; backtrader's own takes the price at which it was sold.
    """

    params = (("stocklike", True), ("commtype", bt.CommInfoBase.COMM_PERC), ("percabs", True))

    def _get_credit_interest(
        self, data: Any, size: float, price: float, days: int, dt0: Any, dt1: Any
    ) -> float:
        del price, dt0, dt1
        return float(days * self.p.interest / DAYS_OF_YEAR * abs(size) * data.close[-1])


def scheme_of(charges: Charges) -> FractionOfValue:
    """Return charges as a commission scheme of backtrader."""
    return FractionOfValue(commission=charges.cost, interest=charges.borrow)


class LongOnlyBroker(bt.brokers.BackBroker):
    """backtrader's broker for long positions whose last day ends at its close.

    The stock one fills an Order.Close a bar late, and loses it on the last bar. It works the
    exits of an entry that it refused, which opens a short before the strategy is told. It cannot
    cancel an order that was sent after the last close, which then fills at the open. And what is
    added to its cash counts after the orders of an open.

    `values` holds the account's value at each close so far.
    """

    def init(self) -> None:
        """Start with what was set, and no values."""
        super().init()
        self.values: list[float] = []

    def credit(self, amount: float) -> None:
        """Add interest or a dividend to the cash at once."""
        self.cash += amount

    def next(self) -> None:
        """Work the orders of a bar, and keep what the account is worth at its close."""
        super().next()
        self.values.append(float(self.getvalue()))

    def cancel(self, order: Any, bracket: bool = False) -> Any:
        """Cancel an order, also one that has not been accepted yet."""
        if order in self.submitted:
            self.submitted.remove(order)
            self.pending.append(order)
        return super().cancel(order, bracket)

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
        if filled and not order.isbuy() and self.getposition(order.data).size <= 0:
            return self._withdraw(order)
        return super()._execute(
            order, ago=ago, price=price, cash=cash, position=position, dtcoc=dtcoc
        )

    def _withdraw(self, order: Any) -> None:
        order.cancel()
        self.notify(order)
        self._ococheck(order)


class AccountStrategy(bt.Strategy):
    """A strategy whose account earns interest and dividends, and may not owe money.

    Parameter `earnings` (Earnings); dividends are those of the first data. What inherits calls
    `accrue` first thing at an open and `require_cash` first thing after a close.
    """

    params: Any = (("earnings", None),)

    @property
    def at(self) -> int:
        """Position of the current bar."""
        return len(self.data) - 1

    def accrue(self) -> None:
        """Credit what was earned since the close before."""
        earned: Earnings = self.p.earnings
        cash = float(self.broker.getcash())
        held = float(self.getposition(self.data).size)
        self.broker.credit(
            cash * float(earned.interest[self.at]) + held * float(earned.dividends[self.at])
        )

    def require_cash(self) -> None:
        """Raise CashBelowZero, with the day, for an account that owes money at a close."""
        cash = float(self.broker.getcash())
        if cash < 0:
            day = bt.num2date(self.data.datetime[0])
            raise CashBelowZero(f"cash is {cash:,.2f} on {day:%Y-%m-%d}; expected at least 0")


def open_account(*, cash: float, charges: Charges) -> bt.Cerebro:
    """Open an account that trades at opens on what was known at the close before."""
    cerebro = bt.Cerebro(stdstats=False, cheat_on_open=True)
    broker = LongOnlyBroker(coo=True)
    broker.setcash(cash)
    broker.addcommissioninfo(scheme_of(charges))
    cerebro.setbroker(broker)
    return cerebro


def run_account(cerebro: bt.Cerebro) -> tuple[Any, list[float]]:
    """Run the one strategy of an account; returns it, and the account's value at each close."""
    done = cerebro.run()[0]
    return done, cerebro.broker.values


class AccountFault(RuntimeError):  # noqa: N818  (read as a sentence where it is raised)
    """An account came to where no rule means to bring it."""


class CashBelowZero(AccountFault):
    """The account owes money, which no rule here is meant to do."""


class OrderRefused(AccountFault):
    """The broker refused an order that was to end a position, which so has no exit."""


class PreloadedBars(bt.feed.DataBase):
    """A feed that takes its lines from the columns of bars at once, before the run.

    Parameter `dataname`: bars by date with the four prices; volume and open interest are 0.
    `backtrader.feeds.PandasData` gives the same lines, cell by cell, which costs more than a run.
    """

    def preload(self) -> None:
        """Fill every line, and stand before the first bar."""
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
    """Shares, fractions included, that a share of the cash buys with the commission on them.

    Parameter `shares` holds that share by bar position; at an open the one of the close before
    counts, and it must be a number.
    """

    params = (("shares", None),)

    def _getsizing(self, comminfo: Any, cash: float, data: Any, isbuy: bool) -> float:
        del isbuy
        price, share = float(data.open[0]), float(self.p.shares[len(data) - 2])
        commission = float(comminfo.getcommission(1.0, price))
        return ALL_BUT_ROUNDING * share * float(cash) / (price + commission)
