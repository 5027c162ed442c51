"""What an account is worth that makes the trades of the outcome kernel, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.outcomes import COST, Outcome, one_at_a_time

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """An account by bar: its value at the close, and the share of it at risk during the bar.

    Starts at 1. `exposure` is the value of the position at the bar's beginning, or at the entry,
    over the account's; on the bar of an exit it is what was held into it. `trades` are those made.
    """

    value: Floats
    exposure: Floats
    trades: tuple[Outcome, ...]

    @property
    def returns(self) -> Floats:
        """Return of each bar but the first, net of costs; cash earns nothing."""
        return self.value[1:] / self.value[:-1] - 1


def follow_trades(
    bars: pd.DataFrame, outcomes: Sequence[Outcome], *, shares: Floats, cost: float = COST
) -> Account:
    """Follow an account that puts a share of its cash into each event it can.

    `shares` holds that share by bar, that of the signal's close counts; an event of which it is
    NaN is not traded. The same to the last digits as backtrader's account of the same plan.
    """
    close = bars["close"].to_numpy(dtype=np.float64)
    value, exposure = np.ones(len(bars)), np.zeros(len(bars))
    days = pd.DatetimeIndex(bars.index)
    signals = days.get_indexer(pd.DatetimeIndex([o.event.known_on for o in outcomes]))
    share_of = {o.event.known_on: float(shares[at])
                for o, at in zip(outcomes, signals, strict=True)}  # fmt: skip
    trades = one_at_a_time([o for o in outcomes if not np.isnan(share_of[o.event.known_on])])
    cash = 1.0
    for trade in trades:
        cash = _hold(trade, share_of[trade.event.known_on], cash, cost,
                     bars=days, close=close, value=value, exposure=exposure)  # fmt: skip
    return Account(value, exposure, trades)


def _hold(
    trade: Outcome,
    share: float,
    cash: float,
    cost: float,
    *,
    bars: pd.DatetimeIndex,
    close: Floats,
    value: Floats,
    exposure: Floats,
) -> float:
    """Write the bars of one position into the account; returns its cash afterwards."""
    entry = trade.entry
    if entry is None or trade.entry_date is None or trade.bars is None:
        return cash
    first = int(bars.searchsorted(trade.entry_date))
    last = first + trade.bars - 1
    held = share * cash / (entry * (1 + cost))
    left = cash * (1 - share)
    value[first : last + 1] = left + held * close[first : last + 1]
    if trade.exit is not None:
        cash = left + held * trade.exit * (1 - cost)
        value[last:] = cash
    exposure[first] = held * entry / value[max(first - 1, 0)]
    exposure[first + 1 : last + 1] = held * close[first:last] / value[first:last]
    return cash
