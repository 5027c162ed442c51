"""What an account is worth that makes the trades of the outcome kernel, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.fills import COST
from backtests.engine.outcomes import Outcome, one_at_a_time
from strategies.engine.earnings import Earnings, no_earnings

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
        """Return of each bar but the first, net of costs."""
        return self.value[1:] / self.value[:-1] - 1


def follow_trades(
    bars: pd.DataFrame,
    outcomes: Sequence[Outcome],
    *,
    shares: Floats,
    cost: float = COST,
    earnings: Earnings | None = None,
) -> Account:
    """Follow an account that puts a share of its cash into each event it can.

    `shares` holds that share by bar, that of the signal's close counts; an event of which it is
    NaN is not traded. Cash and shares earn what `earnings` says, nothing without. The same to the
    last digits as backtrader's account of the same plan.
    """
    earned = earnings or no_earnings(len(bars))
    growth = np.asarray(np.cumprod(1 + earned.interest), dtype=np.float64)
    close = bars["close"].to_numpy(dtype=np.float64)
    value, exposure = growth.copy(), np.zeros(len(bars))
    days = pd.DatetimeIndex(bars.index)
    signals = days.get_indexer(pd.DatetimeIndex([o.event.known_on for o in outcomes]))
    share_of = {
        o.event.known_on: float(shares[at]) for o, at in zip(outcomes, signals, strict=True)
    }
    trades = one_at_a_time([o for o in outcomes if not np.isnan(share_of[o.event.known_on])])
    for trade in trades:
        _hold(
            trade,
            share_of[trade.event.known_on],
            cost,
            bars=days,
            close=close,
            growth=growth,
            dividends=earned.dividends,
            value=value,
            exposure=exposure,
        )
    return Account(value, exposure, trades)


def _hold(
    trade: Outcome,
    share: float,
    cost: float,
    *,
    bars: pd.DatetimeIndex,
    close: Floats,
    growth: Floats,
    dividends: Floats,
    value: Floats,
    exposure: Floats,
) -> None:
    """Write the bars of one position into the account, and those of its cash afterwards."""
    entry = trade.entry
    if entry is None or trade.entry_date is None or trade.bars is None:
        return
    first = int(bars.searchsorted(trade.entry_date))
    last = first + trade.bars - 1
    rows = slice(first, last + 1)
    cash = value[first]
    held = share * cash / (entry * (1 + cost))
    paid = dividends[rows] / growth[rows]
    # Who buys on an ex-date is not paid.
    paid[0] = 0.0
    left = growth[rows] * (cash * (1 - share) / growth[first] + held * np.cumsum(paid))
    before = value[max(first - 1, 0)]
    value[rows] = left + held * close[rows]
    exposure[first] = held * entry / before
    exposure[first + 1 : last + 1] = held * close[first:last] / value[first:last]
    if trade.exit is not None:
        value[last:] = (left[-1] + held * trade.exit * (1 - cost)) * growth[last:] / growth[last]
