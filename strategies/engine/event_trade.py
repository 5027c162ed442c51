"""Trade given events one position at a time, with the fills of METHODS 2.8 as backtrader orders.

backtrader's bracket orders sleep through the bar on which their parent fills, so they are not
used: market entry, stop and limit are sent together at the open (cheat-on-open), stop before
limit, each cancelling the other. The open of a later bar is looked at first, as the rules ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import backtrader as bt
import numpy as np
import numpy.typing as npt
import pandas as pd

from signals.core.event import Event, RuleError
from signals.levels.sizing import FULL_SIZE, SizeRule
from signals.levels.stops import StopRule, initial_stop, update_stop
from strategies.engine.broker import AccountStrategy, OrderRefused

Cause = Literal["target", "stop", "timeout", "open"]
OrderName = Literal["entry", "stop", "limit", "timeout", "stop at open", "target at open"]
# What a filled order means; the entry ends nothing.
CAUSE_OF: Mapping[OrderName, Cause] = {
    "stop": "stop",
    "limit": "target",
    "timeout": "timeout",
    "stop at open": "stop",
    "target at open": "target",
}
HELD = "a position is held"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a strategy trades: events, how they are stopped, and how long they may last.

    `horizon` is in trading days, entry day included; `needs_target` voids an event without one;
    `size` is how much of the cash an event is worth; `hindsight` says what the events use that was
    not known on their days, and is empty for nothing. Raises RuleError for a horizon below one day.
    """

    events: tuple[Event, ...]
    stop: StopRule
    horizon: int
    needs_target: bool = False
    size: SizeRule = FULL_SIZE
    hindsight: str = ""

    def __post_init__(self) -> None:
        if self.horizon < 1:
            raise RuleError(f"horizon is {self.horizon}; expected at least 1 trading day")

    @property
    def days(self) -> int:
        """Trading days a position may last: the horizon, or the time stop if that is shorter."""
        return (
            int(min(self.horizon, self.stop.amount)) if self.stop.kind == "time" else (self.horizon)
        )


@dataclass(frozen=True, slots=True)
class NotTraded:
    """A signal that led to no trade, and why."""

    signal_date: pd.Timestamp
    reason: str


@dataclass(frozen=True, slots=True)
class Fill:
    """A position from entry to exit by bar position; exit fields are None while it is open.

    Prices and size are what the broker executed; `stop` is the level of the entry bar.
    """

    event: Event
    entry_index: int
    entry: float
    size: float
    target: float | None
    stop: float | None
    exit_index: int | None
    exit: float | None
    cause: Cause


@dataclass(slots=True)
class _Position:
    """The position held, how far it went, and the orders that were sent for it."""

    event: Event
    index: int
    entry: float
    size: float
    first_level: float | None
    level: float | None
    highest_close: float
    highest_high: float = -np.inf
    failed: bool = False
    orders: dict[OrderName, Any] = field(default_factory=dict)

    def name_of(self, order: Any) -> OrderName | None:
        """Under which name an order was sent; None if it is another position's."""
        return next((name for name, sent in self.orders.items() if sent.ref == order.ref), None)

    def filled(self, exit_index: int | None, exit_: float | None, cause: Cause) -> Fill:
        """Lay the position down as what the broker did."""
        return Fill(
            self.event,
            self.index,
            self.entry,
            self.size,
            self.event.target,
            self.first_level,
            exit_index,
            exit_,
            cause,
        )


class EventTrade(AccountStrategy):
    """Enter at the open after a signal; leave at target, stop or horizon.

    Parameters: `events` (events by the bar position of their signal, in order of preference),
    `stop` (StopRule), `bars` (horizon in bars), `atr` (average true range by bar, or None) and
    `needs_target`. Needs an account of `strategies.brokerage` and a sizer that says how much is
    bought, NaN where that is not known; `strategies.runner` sets up both.

    After the run `fills` holds every position, the last one maybe open; `voids`, `skipped` and
    `rejected` every other signal with its reason.

    Raises
    ------
    OrderRefused
        The broker refused an exit.
    CashBelowZero
        The account owes money at a close.
    """

    params = (
        ("events", None),
        ("stop", None),
        ("bars", 252),
        ("atr", None),
        ("needs_target", False),
    )

    def __init__(self) -> None:
        self.events: Mapping[int, tuple[Event, ...]] = self.p.events
        self.fills: list[Fill] = []
        self.voids: list[NotTraded] = []
        self.skipped: list[NotTraded] = []
        self.rejected: list[NotTraded] = []
        self._held: _Position | None = None

    def next_open(self) -> None:
        """Decide at the open: leave what gapped or timed out, enter what was signalled."""
        self.accrue()
        at = self.at
        if self._held is not None:
            self._manage_at_open(self._held, at)
            return
        for event in self.events.get(at - 1, ()):
            if self._held is None:
                self._enter(at, event)
            else:
                self.skipped.append(NotTraded(event.known_on, HELD))

    def next(self) -> None:
        """After the close: skip other signals, note a failed breakout, let the stop follow."""
        self.require_cash()
        at = self.at
        if self._held is None:
            return
        self.skipped += [NotTraded(e.known_on, HELD) for e in self.events.get(at, ())]
        self._follow(self._held, at)

    def _follow(self, held: _Position, at: int) -> None:
        held.highest_close = max(held.highest_close, float(self.data.close[0]))
        held.highest_high = max(held.highest_high, float(self.data.high[0]))
        if self.p.stop.kind == "failed":
            held.failed = float(self.data.close[0]) < _record(held.event)
        raised = update_stop(
            self.p.stop,
            level=held.level,
            highest_close=held.highest_close,
            highest_high=held.highest_high,
            atr=self._atr(at),
        )
        if raised != held.level:
            held.level = raised
            self._protect(held)

    def _atr(self, at: int) -> float:
        atr: npt.NDArray[np.float64] | None = self.p.atr
        return float("nan") if atr is None else float(atr[at])

    def _enter(self, at: int, event: Event) -> None:
        price = float(self.data.open[0])
        level = initial_stop(self.p.stop, entry=price, structural=event.stop, atr=self._atr(at - 1))
        size = float(self.getsizing(self.data))
        reason = _void_reason(event, price, level, self.p.stop, self.p.needs_target)
        if reason is None and np.isnan(size):
            reason = "no volatility yet"
        if reason is not None:
            self.voids.append(NotTraded(event.known_on, reason))
            return
        self._held = _Position(event, at, price, size, level, level, highest_close=price)
        self._held.orders["entry"] = self.buy(size=size, exectype=bt.Order.Market)
        self._protect(self._held)
        if self.p.bars == 1:
            self._close_at_the_close(self._held)

    def _protect(self, held: _Position) -> None:
        """Send stop, then limit, each cancelling the other; replace those that stand."""
        self._withdraw_exits(held)
        group = None
        if held.level is not None:
            group = self.sell(size=held.size, exectype=bt.Order.Stop, price=held.level)
            held.orders["stop"] = group
        if held.event.target is not None:
            held.orders["limit"] = self.sell(
                size=held.size, exectype=bt.Order.Limit, price=held.event.target, oco=group
            )

    def _withdraw_exits(self, held: _Position) -> None:
        for name in ("limit", "stop"):
            if name in held.orders:
                self.cancel(held.orders.pop(name))

    def _manage_at_open(self, held: _Position, at: int) -> None:
        price, target = float(self.data.open[0]), held.event.target
        if held.failed or (held.level is not None and price <= held.level):
            self._leave(held, "stop at open")
        elif target is not None and price >= target:
            self._leave(held, "target at open")
        elif at == held.index + self.p.bars - 1:
            self._close_at_the_close(held)

    def _leave(self, held: _Position, name: OrderName) -> None:
        """Sell at this open, without the orders that would sell again."""
        self._withdraw_exits(held)
        held.orders[name] = self.sell(size=held.size, exectype=bt.Order.Market)

    def _close_at_the_close(self, held: _Position) -> None:
        group = held.orders.get("stop") or held.orders.get("limit")
        held.orders["timeout"] = self.sell(size=held.size, exectype=bt.Order.Close, oco=group)

    def notify_order(self, order: Any) -> None:
        """Book what was filled and report what the broker refused."""
        held = self._held
        name = None if held is None else held.name_of(order)
        if held is None or name is None:
            return
        if order.status in (order.Margin, order.Rejected):
            self._refused(held, name, order.getstatusname().lower())
        elif order.status == order.Completed and name == "entry":
            held.entry, held.size = float(order.executed.price), float(order.executed.size)
        elif order.status == order.Completed:
            exit_ = float(order.executed.price)
            self.fills.append(held.filled(self.at, exit_, CAUSE_OF[name]))
            self._held = None

    def _refused(self, held: _Position, name: OrderName, status: str) -> None:
        """List a refused entry; a refused exit leaves a position that nothing ends: raise."""
        if name != "entry":
            raise OrderRefused(
                f"signal of {held.event.known_on:%Y-%m-%d}: the {name} order was refused "
                f"({status}); expected every exit to be accepted"
            )
        self.rejected.append(NotTraded(held.event.known_on, f"{name} order {status}"))
        self._withdraw_exits(held)
        self._held = None

    def stop(self) -> None:
        """Report what is still held, and signals on the last bar."""
        if self._held is not None:
            self.fills.append(self._held.filled(None, None, "open"))
            return
        last = self.events.get(self.at, ())
        self.skipped += [NotTraded(e.known_on, "no bar after the signal yet") for e in last]


def _record(event: Event) -> float:
    """The record a breakout must hold: the one it broke, or the close of the signal."""
    record = event.details.get("record")
    return float(record) if isinstance(record, int | float) else event.close


def _void_reason(
    event: Event, entry: float, level: float | None, stop: StopRule, needs_target: bool
) -> str | None:
    if needs_target and event.target is None:
        return "no target: its leg low was not confirmed when the record was set"
    if stop.kind == "structural" and level is None:
        return "no structural stop"
    if stop.atr_window and level is None:
        return "no average true range yet"
    if event.target is not None and entry >= event.target:
        return "entry at or beyond the target"
    if level is not None and entry <= level:
        return "entry at or beyond the stop"
    return None
