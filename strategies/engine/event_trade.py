"""Trade given events one position at a time, with the fills of METHODS 2.8 as backtrader orders.

Bracket orders of backtrader are inactive on the bar on which their parent fills and are not used.
Market entry, stop and limit are sent together at the open (cheat-on-open), stop before limit, each
cancelling the other. On later bars the open is checked before the range of the bar.
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
from signals.core.side import Side
from signals.levels.sizing import FULL_SIZE, SizeRule
from signals.levels.stops import StopRule, initial_stop, update_stop
from signals.levels.touch import highest_touch, lowest_touch
from strategies.engine.account import BORROW, OrderRefused
from strategies.engine.broker import AccountStrategy

Cause = Literal["target", "stop", "timeout", "open"]
OrderName = Literal["entry", "stop", "limit", "timeout", "stop at open", "target at open"]
# Cause of the exit by order; the entry has none.
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
    """Events to trade, with stop, horizon and size.

    Attributes
    ----------
    horizon
        Trading days, entry day included; at least one, else RuleError.
    needs_target
        Whether an event without a target is void.
    size
        Share of the cash for each event.
    side
        Side of the positions; levels of a short are mirrored.
    borrow
        Fee a year of a short, as a fraction of its value, from 0 to below 1, else RuleError.
    hindsight
        What the events use that was not known on their days; empty if there is nothing.
    """

    events: tuple[Event, ...]
    stop: StopRule
    horizon: int
    needs_target: bool = False
    size: SizeRule = FULL_SIZE
    hindsight: str = ""
    side: Side = Side.LONG
    borrow: float = BORROW

    def __post_init__(self) -> None:
        if self.horizon < 1:
            raise RuleError(f"horizon is {self.horizon}; expected at least 1 trading day")

    @property
    def days(self) -> int:
        """Return the maximum trading days of a position: horizon or time stop, if shorter."""
        return (
            int(min(self.horizon, self.stop.amount)) if self.stop.kind == "time" else (self.horizon)
        )


@dataclass(frozen=True, slots=True)
class NotTraded:
    """A signal that led to no trade, with the reason."""

    signal_date: pd.Timestamp
    reason: str


@dataclass(frozen=True, slots=True)
class Fill:
    """An executed position; exit fields are None while it is open.

    `entry_index` and `exit_index` are bar positions; `stop` is the level on the entry bar.
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
    """The open position, its extremes so far, and its orders."""

    event: Event
    index: int
    entry: float
    size: float
    first_level: float | None
    level: float | None
    best_close: float
    best_price: float
    failed: bool = False
    orders: dict[OrderName, Any] = field(default_factory=dict)

    def name_of(self, order: Any) -> OrderName | None:
        """Return the name of an order; None for an order of another position."""
        return next((name for name, sent in self.orders.items() if sent.ref == order.ref), None)

    def filled(self, exit_index: int | None, exit_: float | None, cause: Cause) -> Fill:
        """Convert the position to a Fill."""
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
    `stop` (StopRule), `bars` (horizon in bars), `atr` (average true range by bar, or None),
    `needs_target` and `side`. Run it with `broker.run_account` and `shares`.

    Attributes
    ----------
    fills
        Every position, after the run; the last one may be open.
    voids, skipped, rejected
        Every other signal, with the reason.

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
        self._position: _Position | None = None

    def next_open(self) -> None:
        """Exit a position that gapped through a level or timed out; enter on a signal."""
        self.accrue()
        at = self.at
        if self._position is not None:
            self._manage_at_open(self._position, at)
            return
        for event in self.events.get(at - 1, ()):
            if self._position is None:
                self._enter(at, event)
            else:
                self.skipped.append(NotTraded(event.known_on, HELD))

    def next(self) -> None:
        """Skip signals during a position, check for a failed breakout, and raise the stop."""
        self.require_cash()
        at = self.at
        if self._position is None:
            return
        self.skipped += [NotTraded(e.known_on, HELD) for e in self.events.get(at, ())]
        self._follow(self._position, at)

    def _follow(self, position: _Position, at: int) -> None:
        short = self.p.side is Side.SHORT
        better, extreme = (min, self.data.low) if short else (max, self.data.high)
        close = float(self.data.close[0])
        position.best_close = better(position.best_close, close)
        position.best_price = better(position.best_price, float(extreme[0]))
        if self.p.stop.kind == "failed":
            record = _record(position.event)
            position.failed = close > record if short else close < record
        raised = update_stop(
            self.p.stop,
            level=position.level,
            best_close=position.best_close,
            best_price=position.best_price,
            atr=self._atr(at),
            side=self.p.side,
        )
        if raised != position.level:
            position.level = raised
            self._protect(position)

    def _atr(self, at: int) -> float:
        atr: npt.NDArray[np.float64] | None = self.p.atr
        return float("nan") if atr is None else float(atr[at])

    def _enter(self, at: int, event: Event) -> None:
        price = float(self.data.open[0])
        side: Side = self.p.side
        level = initial_stop(
            self.p.stop, entry=price, structural=event.stop, atr=self._atr(at - 1), side=side
        )
        size = float(self.getsizing(self.data, isbuy=side is Side.LONG))
        reason = _void_reason(event, price, level, self.p.stop, self.p.needs_target, side)
        if reason is None and np.isnan(size):
            reason = "no volatility yet"
        if reason is not None:
            self.voids.append(NotTraded(event.known_on, reason))
            return
        # No high or low counts before the first bar is over.
        unknown = side.sign * -np.inf
        self._position = _Position(event, at, price, size, level, level, price, unknown)
        enter = self.buy if side is Side.LONG else self.sell
        self._position.orders["entry"] = enter(size=size, exectype=bt.Order.Market)
        self._protect(self._position)
        if self.p.bars == 1:
            self._close_at_the_close(self._position)

    def _exit(self, position: _Position, **order: Any) -> Any:
        """Send an order that closes the position."""
        leave = self.sell if self.p.side is Side.LONG else self.buy
        return leave(size=position.size, **order)

    def _protect(self, position: _Position) -> None:
        """Send stop, then limit, each cancelling the other; cancel earlier ones."""
        self._cancel_exits(position)
        group = None
        if position.level is not None:
            group = self._exit(position, exectype=bt.Order.Stop, price=position.level)
            position.orders["stop"] = group
        if position.event.target is not None:
            position.orders["limit"] = self._exit(
                position, exectype=bt.Order.Limit, price=position.event.target, oco=group
            )

    def _cancel_exits(self, position: _Position) -> None:
        for name in ("limit", "stop"):
            if name in position.orders:
                self.cancel(position.orders.pop(name))

    def _manage_at_open(self, position: _Position, at: int) -> None:
        price, target = float(self.data.open[0]), position.event.target
        level, sign = position.level, self.p.side.sign
        if position.failed or (level is not None and sign * price <= highest_touch(sign * level)):
            self._leave_at_open(position, "stop at open")
        elif target is not None and sign * price >= lowest_touch(sign * target):
            self._leave_at_open(position, "target at open")
        elif at == position.index + self.p.bars - 1:
            self._close_at_the_close(position)

    def _leave_at_open(self, position: _Position, name: OrderName) -> None:
        """Cancel the exit orders and leave at this open."""
        self._cancel_exits(position)
        position.orders[name] = self._exit(position, exectype=bt.Order.Market)

    def _close_at_the_close(self, position: _Position) -> None:
        group = position.orders.get("stop") or position.orders.get("limit")
        position.orders["timeout"] = self._exit(position, exectype=bt.Order.Close, oco=group)

    def notify_order(self, order: Any) -> None:
        """Record filled and refused orders."""
        position = self._position
        name = None if position is None else position.name_of(order)
        if position is None or name is None:
            return
        if order.status in (order.Margin, order.Rejected):
            self._refused(position, name, order.getstatusname().lower())
        elif order.status == order.Completed and name == "entry":
            position.entry = float(order.executed.price)
            position.size = abs(float(order.executed.size))
        elif order.status == order.Completed:
            exit_ = float(order.executed.price)
            self.fills.append(position.filled(self.at, exit_, CAUSE_OF[name]))
            self._position = None

    def _refused(self, position: _Position, name: OrderName, status: str) -> None:
        """Record a refused entry; raise OrderRefused for a refused exit."""
        if name != "entry":
            raise OrderRefused(
                f"signal of {position.event.known_on:%Y-%m-%d}: the {name} order was refused "
                f"({status}); expected every exit to be accepted"
            )
        self.rejected.append(NotTraded(position.event.known_on, f"{name} order {status}"))
        self._cancel_exits(position)
        self._position = None

    def stop(self) -> None:
        """Record the open position, and signals on the last bar."""
        if self._position is not None:
            self.fills.append(self._position.filled(None, None, "open"))
            return
        last = self.events.get(self.at, ())
        self.skipped += [NotTraded(e.known_on, "no bar after the signal yet") for e in last]


def _record(event: Event) -> float:
    """Return the record that a breakout exceeded, or else the close of the signal."""
    record = event.details.get("record")
    return float(record) if isinstance(record, int | float) else event.close


def _void_reason(
    event: Event,
    entry: float,
    level: float | None,
    stop: StopRule,
    needs_target: bool,
    side: Side,
) -> str | None:
    if needs_target and event.target is None:
        return f"no target: its leg {side.extreme} was not confirmed when the record was set"
    if event.target is not None and event.target <= 0:
        return "no target: the move from the record ends at or below zero"
    if stop.kind == "structural" and level is None:
        return "no structural stop"
    if stop.atr_window and level is None:
        return "no average true range yet"
    sign = side.sign
    if event.target is not None and sign * entry >= lowest_touch(sign * event.target):
        return "entry at or beyond the target"
    if level is not None and sign * entry <= highest_touch(sign * level):
        return "entry at or beyond the stop"
    return None
