"""Follow one account through the trades of `outcomes.first_touch`, one position at a time.

The account earns interest and dividends and sizes positions as the backtrader account does. The
accounts of a sweep (`backtests.sweep.accounts`) are always fully invested and compound by bar in a
compiled loop, so that their results differ in the last digits: the two are not interchangeable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from backtests.engine.fills import COST
from backtests.engine.outcomes import Outcome, one_at_a_time
from signals.core.arrays import Floats
from strategies.engine.earnings import Earnings, no_earnings


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """Value and exposure of an account by bar.

    Attributes
    ----------
    value
        Value at the close, relative to the start.
    exposure
        Value of the position over that of the account, at the start of the bar or at the entry.
    trades
        The outcomes that were traded.
    """

    value: Floats
    exposure: Floats
    trades: tuple[Outcome, ...]

    @property
    def returns(self) -> Floats:
        """Return the net return of each bar except the first."""
        return self.value[1:] / self.value[:-1] - 1


def follow_trades(
    bars: pd.DataFrame,
    outcomes: Sequence[Outcome],
    *,
    shares: Floats,
    cost: float = COST,
    earnings: Earnings | None = None,
) -> Account:
    """Follow an account that invests a share of its cash in each event while it has no position.

    The result agrees with the backtrader account of the same plan up to rounding.

    Parameters
    ----------
    shares
        Share of the cash by bar, read at the close of the signal. Events with NaN are not traded.
    cost
        Fraction of the price paid on each side.
    earnings
        Interest and dividends by bar; None for neither.
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
        _add_position(
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


def _add_position(
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
    """Write the bars of one position, and of the cash after it, into `value` and `exposure`."""
    entry = trade.entry
    if entry is None or trade.entry_date is None or trade.bars is None:
        return
    first = int(bars.searchsorted(trade.entry_date))
    last = first + trade.bars - 1
    rows = slice(first, last + 1)
    cash = value[first]
    held = share * cash / (entry * (1 + cost))
    paid = dividends[rows] / growth[rows]
    # A purchase on the ex-date does not receive the dividend.
    paid[0] = 0.0
    left = growth[rows] * (cash * (1 - share) / growth[first] + held * np.cumsum(paid))
    before = value[max(first - 1, 0)]
    value[rows] = left + held * close[rows]
    exposure[first] = held * entry / before
    exposure[first + 1 : last + 1] = held * close[first:last] / value[first:last]
    if trade.exit is not None:
        value[last:] = (left[-1] + held * trade.exit * (1 - cost)) * growth[last:] / growth[last]
