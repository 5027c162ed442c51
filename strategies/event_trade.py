"""Trade given events one position at a time, with the fills of METHODS 2.8 as backtrader orders.

backtrader's bracket orders sleep through the bar on which their parent fills, so they are not
used: market entry, stop and limit are sent together at the open (cheat-on-open), stop before
limit, each cancelling the other. The open of a later bar is looked at first, as the rules ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import backtrader as bt
import numpy as np
import numpy.typing as npt
import pandas as pd

from signals.event import Event
from signals.stops import StopRule, followed_stop, initial_stop

Cause = Literal["target", "stop", "timeout", "open"]
# A part of the cash stays free, so that rounding never makes an order too dear.
INVESTED = 0.99


@dataclass(frozen=True, slots=True)
class Plan:
    """What a strategy trades: events, how they are stopped, and how long they may last.

    `horizon` is in trading days, entry day included; `needs_target` voids an event without one.
    """

    events: tuple[Event, ...]
    stop: StopRule
    horizon: int
    needs_target: bool = False


@dataclass(frozen=True, slots=True)
class NotTraded:
    """A signal that led to no trade, and why."""

    signal_date: pd.Timestamp
    reason: str


@dataclass(frozen=True, slots=True)
class Fill:
    """A position from entry to exit by bar position; exit fields are None while it is open."""

    event: Event
    entry_index: int
    entry: float
    size: float
    target: float | None
    stop: float | None
    exit_index: int | None
    exit: float | None
    cause: Cause


class MarketOnCloseBroker(bt.brokers.BackBroker):
    """backtrader's broker with an Order.Close that fills at the close of its own bar.

    The stock one fills it a bar later, and loses it on the last bar.
    """

    def _try_exec_close(self, order: Any, pclose: float) -> None:
        self._execute(order, ago=0, price=pclose)


class EventTrade(bt.Strategy):
    """Enter at the open after a signal; leave at target, stop or horizon.

    Parameters: `events` by the bar position of their signal, `stop` (StopRule), `bars` (horizon
    in bars), `atr` (average true range by bar, or None), `needs_target`, `cost` (fraction of the
    price on each side).
    """

    params = (("events", None), ("stop", None), ("bars", 252), ("atr", None),
              ("needs_target", False), ("cost", 0.0005))  # fmt: skip

    def __init__(self) -> None:
        self.events: Mapping[int, Event] = self.p.events
        self.fills: list[Fill] = []
        self.voids: list[NotTraded] = []
        self.skipped: list[NotTraded] = []
        self.rejected: list[NotTraded] = []
        self._held: Event | None = None
        self._sent: dict[str, Any] = {}
        self._cause: Cause = "open"
        self._failed = False
        self._level: float | None = None
        self._first_level: float | None = None
        self._entry_index, self._entry, self._size = -1, 0.0, 0.0
        self._highest_close, self._highest_high = 0.0, 0.0

    def next_open(self) -> None:
        """Decide at the open: leave what gapped or timed out, enter what was signalled."""
        at = len(self.data) - 1
        if self._held is not None:
            self._manage_at_open(at)
        elif at - 1 in self.events:
            self._enter(at, self.events[at - 1])

    def next(self) -> None:
        """After the close: let the stop follow, note a failed breakout, skip other signals."""
        at = len(self.data) - 1
        if self._held is None:
            return
        if at in self.events:
            self._skip(self.events[at])
        self._highest_close = max(self._highest_close, self.data.close[0])
        self._highest_high = max(self._highest_high, self.data.high[0])
        record = self._held.details.get("record")
        if self.p.stop.kind == "failed":
            self._failed = self.data.close[0] < (record or self._held.close)
        raised = followed_stop(
            self.p.stop, level=self._level, highest_close=self._highest_close,
            highest_high=self._highest_high, atr=self._atr(at),
        )  # fmt: skip
        if raised != self._level:
            self._level = raised
            self._protect(self._size)

    def _skip(self, event: Event) -> None:
        self.skipped.append(NotTraded(event.known_on, "a position is held"))

    def _atr(self, at: int) -> float:
        atr: npt.NDArray[np.float64] | None = self.p.atr
        return float("nan") if atr is None else float(atr[at])

    def _enter(self, at: int, event: Event) -> None:
        price = float(self.data.open[0])
        level = initial_stop(self.p.stop, entry=price, structural=event.stop,
                             atr=self._atr(at - 1))  # fmt: skip
        reason = _void_reason(event, price, level, self.p.stop, self.p.needs_target)
        if reason is not None:
            self.voids.append(NotTraded(event.known_on, reason))
            return
        self._held, self._level, self._first_level = event, level, level
        self._entry_index, self._entry = at, price
        self._highest_close, self._highest_high, self._failed = price, -np.inf, False
        self._size = INVESTED * self.broker.getcash() / (price * (1 + self.p.cost))
        self._sent = {"entry": self.buy(size=self._size, exectype=bt.Order.Market)}
        self._protect(self._size)
        if self.p.bars == 1:
            self._close_at_the_close()

    def _protect(self, size: float) -> None:
        """Send stop, then limit, each cancelling the other; replace those that stand."""
        for name in ("limit", "stop"):
            if name in self._sent:
                self.cancel(self._sent.pop(name))
        group = None
        if self._level is not None:
            group = self.sell(size=size, exectype=bt.Order.Stop, price=self._level)
            self._sent["stop"] = group
        if self._held is not None and self._held.target is not None:
            self._sent["limit"] = self.sell(
                size=size, exectype=bt.Order.Limit, price=self._held.target, oco=group
            )

    def _manage_at_open(self, at: int) -> None:
        price, target = float(self.data.open[0]), self._held.target  # type: ignore[union-attr]
        below = self._failed or (self._level is not None and price <= self._level)
        if below or (target is not None and price >= target):
            self._leave("stop" if below else "target")
        elif at == self._entry_index + self.p.bars - 1:
            self._close_at_the_close()

    def _leave(self, cause: Cause) -> None:
        """Sell at this open, cancelling the orders that would sell again."""
        for name in ("limit", "stop"):
            if name in self._sent:
                self.cancel(self._sent.pop(name))
        self._sent["open " + cause] = self.sell(size=self._size, exectype=bt.Order.Market)

    def _close_at_the_close(self) -> None:
        group = self._sent.get("stop") or self._sent.get("limit")
        self._sent["timeout"] = self.sell(size=self._size, exectype=bt.Order.Close, oco=group)

    def notify_order(self, order: Any) -> None:
        """Book an exit, or report an order that the broker refused."""
        name = next((n for n, o in self._sent.items() if o.ref == order.ref), None)
        if name is None:
            return
        if order.status in (order.Margin, order.Rejected):
            self._refused(name, order)
        elif order.status == order.Completed and name != "entry":
            causes: dict[str, Cause] = {"limit": "target", "timeout": "timeout",
                                        "open target": "target"}  # fmt: skip
            self._book(causes.get(name, "stop"), float(order.executed.price))

    def _refused(self, name: str, order: Any) -> None:
        event = self._held
        if event is None:
            return
        reason = f"{name} order {order.getstatusname().lower()}"
        self.rejected.append(NotTraded(event.known_on, reason))
        for other in self._sent.values():
            if other.alive():
                self.cancel(other)
        self._held, self._sent = None, {}

    def _book(self, cause: Cause, price: float | None) -> None:
        event = self._held
        if event is None:
            return
        self.fills.append(
            Fill(event, self._entry_index, self._entry, self._size, event.target,
                 self._first_level, None if price is None else len(self.data) - 1, price, cause)
        )  # fmt: skip
        self._held, self._sent = None, {}

    def stop(self) -> None:
        """Report what is still held, and a signal on the last bar."""
        at = len(self.data) - 1
        if self._held is not None:
            self._book("open", None)
        elif at in self.events:
            self.skipped.append(NotTraded(self.events[at].known_on, "no bar after the signal yet"))


def _void_reason(
    event: Event, entry: float, level: float | None, stop: StopRule, needs_target: bool
) -> str | None:
    if needs_target and event.target is None:
        return "no target: its leg low was not confirmed when the record was set"
    if (stop.kind == "structural" or stop.atr_window) and level is None:
        return "no stop level yet"
    if event.target is not None and entry >= event.target:
        return "entry at or beyond the target"
    if level is not None and entry <= level:
        return "entry at or beyond the stop"
    return None
