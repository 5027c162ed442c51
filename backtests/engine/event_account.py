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

from backtests.engine.fills import BORROW, COST
from backtests.engine.outcomes import Outcome, one_at_a_time
from signals.core.arrays import Floats
from signals.core.side import Side
from strategies.engine.earnings import Earnings, no_earnings
from strategies.engine.round_trip import borrow_fees


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
    borrow: float = BORROW,
    earnings: Earnings | None = None,
) -> Account:
    """Follow an account that invests a share of its cash in each event while it has no position.

    The result agrees with the backtrader account of the same plan up to rounding. A short sells
    that share, and the cash with its proceeds earns the interest.

    Parameters
    ----------
    shares
        Share of the cash by bar, read at the close of the signal. Events with NaN are not traded.
    cost
        Fraction of the price paid on each side.
    borrow
        Fee a year of a short, as a fraction of its value.
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
    fees = borrow_fees(bars, borrow)
    trades = one_at_a_time([o for o in outcomes if not np.isnan(share_of[o.event.known_on])])
    for trade in trades:
        _add_position(
            trade,
            share_of[trade.event.known_on],
            cost,
            bars=days,
            close=close,
            fees=fees,
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
    fees: Floats,
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
    cash, sign = value[first], trade.side.sign
    held = sign * share * cash / (entry * (1 + sign * cost))
    # What each unit pays in: a short owes the dividends and the fee for borrowing.
    paid = dividends[rows].copy()
    if trade.side is Side.SHORT:
        paid += np.diff(fees[rows], prepend=fees[first])
    # A trade of the ex-date does not receive or owe the dividend.
    paid[0] = 0.0
    left = growth[rows] * (
        cash * (1 - sign * share) / growth[first] + held * np.cumsum(paid / growth[rows])
    )
    before = value[max(first - 1, 0)]
    value[rows] = left + held * close[rows]
    exposure[first] = held * entry / before
    exposure[first + 1 : last + 1] = held * close[first:last] / value[first:last]
    if trade.exit is not None:
        after = left[-1] + held * trade.exit * (1 - sign * cost)
        value[last:] = after * growth[last:] / growth[last]
