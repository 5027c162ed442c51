"""Final wealth of all cohorts of a rule, vectorised (METHODS 2.9).

The rules are those of `strategies.averaging_down`, `wait_for_confirmation` and `staged_entry`,
which trade one cohort in backtrader; tests check that both agree. Wealth is per unit of money at
the close of the first day, after costs and before taxes; a position at the end is not sold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from backtests.inference.samples import InsufficientData
from data_feeds.series.adjusted_bars import adjust_bars
from data_feeds.series.bars import Frequency, frequency_of
from signals.core.arrays import Flags, Floats, Ints
from signals.levels.touch import highest_touch
from strategies.engine.cohort import UNIT, complete_starts, month_starts
from strategies.engine.earnings import CashReturn, cash_interest, cash_return

# METHODS 2.9, R2: half of the shares is sold.
SOLD = 0.5


@dataclass(frozen=True, slots=True)
class FundDays:
    """Prices of the fund and value of cash by day, shape (days,).

    Attributes
    ----------
    opens, closes
        Adjusted prices, for returns.
    level_opens, level_closes
        Unadjusted prices, for price levels.
    cash
        Value of a dollar of cash since the first day.
    cash_return
        Annual return of cash over all days, and its series.
    frequency
        Spacing of the days; windows and waits below are numbers of them.
    """

    days: pd.DatetimeIndex
    opens: Floats
    closes: Floats
    level_opens: Floats
    level_closes: Floats
    cash: Floats
    cash_return: CashReturn
    frequency: Frequency = Frequency.DAILY

    def starts(self, *, window: int) -> Ints:
        """Return positions of the month starts with `window` later bars."""
        return complete_starts(self.days, window=window)


def fund_days(bars: pd.DataFrame, adjusted: pd.DataFrame, bills: pd.DataFrame) -> FundDays:
    """Align the fund and the rate of cash by day; raise InsufficientData if it is monthly."""
    frequency = frequency_of(bars)
    if frequency is Frequency.MONTHLY:
        raise InsufficientData("the fund is monthly and the rule needs daily or weekly bars")
    prices = adjust_bars(bars, adjusted)
    days = pd.DatetimeIndex(bars.index)
    return FundDays(
        days=days,
        opens=prices["open"].to_numpy(dtype=np.float64),
        closes=prices["close"].to_numpy(dtype=np.float64),
        level_opens=bars["open"].to_numpy(dtype=np.float64),
        level_closes=bars["close"].to_numpy(dtype=np.float64),
        cash=np.asarray(np.cumprod(1 + cash_interest(bills, days)), dtype=np.float64),
        cash_return=cash_return(bills, days),
        frequency=frequency,
    )


def waits(clear: Flags, starts: Ints, *, give_up: int) -> Ints:
    """Return the bars from each start to the first clear close, at most `give_up`.

    >>> waits(np.array([False, True, False, False]), np.array([0, 1, 2]), give_up=3).tolist()
    [1, 0, 3]
    """
    clear_at = np.append(np.flatnonzero(clear), clear.size + give_up)
    following = clear_at[np.searchsorted(clear_at, starts)]
    return np.asarray(np.minimum(following - starts, give_up), dtype=np.int64)


def wealth_after_wait(
    fund: FundDays, starts: Ints, waited: Ints, *, window: int, cost: float
) -> Floats:
    """Return the wealth of cohorts that buy at the open after `waited` days.

    Parameters
    ----------
    starts, waited
        First days, and days to wait; they broadcast against each other. A cohort that waits longer
        than the window stays in bills.
    window
        Bars of a cohort.
    cost
        Fraction of the value bought.
    """
    end = starts + window
    bought = np.minimum(starts + waited + 1, end)
    idle = fund.cash[bought] / fund.cash[starts]
    held = idle * fund.closes[end] / (fund.opens[bought] * (1 + cost))
    return np.asarray(np.where(waited < window, held, fund.cash[end] / fund.cash[starts]))


def wealth_in_stages(
    fund: FundDays, starts: Ints, *, tranches: int, window: int, cost: float
) -> Floats:
    """Return the wealth of cohorts that buy in equal monthly tranches, the first at once."""
    end = starts + window
    months = month_starts(fund.days)
    first = np.searchsorted(months, starts)
    money, shares, since = np.ones(starts.size), np.zeros(starts.size), starts
    for part in range(tranches):
        bought = (
            np.append(months, fund.days.size + window)[np.minimum(first + part, months.size)] + 1
        )
        due = bought <= end
        at = np.where(due, bought, since)
        money = money * fund.cash[at] / fund.cash[since]
        spent = np.where(due, money / (tranches - part), 0.0)
        shares = shares + spent / (fund.opens[at] * (1 + cost))
        money, since = money - spent, at
    return np.asarray(shares * fund.closes[end] + money * fund.cash[end] / fund.cash[since])


@dataclass(frozen=True, slots=True)
class Losses:
    """Position of the first close of each cohort at or below a loss from its entry, or -1."""

    day: Ints

    @property
    def reached(self) -> Flags:
        """Return whether the level was reached while an order could still be filled."""
        return self.day >= 0


def first_losses(fund: FundDays, starts: Ints, *, loss: float, window: int) -> Losses:
    """Find the first close `loss` below the open after each start, in unadjusted prices."""
    if not starts.size or window < 2:
        return Losses(np.full(starts.size, -1))
    views = np.lib.stride_tricks.sliding_window_view(fund.level_closes, window - 1)[starts + 1]
    below = views <= highest_touch((1 - loss) * fund.level_opens[starts + 1])[:, None]
    return Losses(np.where(below.any(axis=1), starts + 1 + below.argmax(axis=1), -1))


def wealth_held(fund: FundDays, starts: Ints, *, window: int, cost: float) -> Floats:
    """Return the wealth of cohorts that invest one unit of three at the first open."""
    end = starts + window
    spare = (fund.cash[starts + 1] / fund.cash[starts] - UNIT) * (
        fund.cash[end] / fund.cash[starts + 1]
    )
    return np.asarray(spare + _unit(fund, starts, window=window, at=starts + 1, cost=cost))


def wealth_adding(
    fund: FundDays, starts: Ints, losses: tuple[Losses, ...], *, window: int, cost: float
) -> Floats:
    """Return the wealth of cohorts that buy another unit at the open after each loss."""
    wealth = wealth_held(fund, starts, window=window, cost=cost)
    end = starts + window
    for loss in losses:
        at = np.where(loss.reached, loss.day + 1, starts + 1)
        gain = _unit(fund, starts, window=window, at=at, cost=cost) - UNIT * (
            fund.cash[end] / fund.cash[at]
        )
        wealth = wealth + np.where(loss.reached, gain, 0.0)
    return wealth


def wealth_selling(
    fund: FundDays, starts: Ints, losses: Losses, wider: Flags, *, window: int, cost: float
) -> Floats:
    """Return the wealth of cohorts that sell half at the open after a loss, if spreads widened.

    `wider` flags the days, by position, on which the credit spread is wider than before.
    """
    wealth = wealth_held(fund, starts, window=window, cost=cost)
    end = starts + window
    sells = losses.reached & wider[losses.day]
    at = np.where(sells, losses.day + 1, starts + 1)
    shares = SOLD * UNIT / (fund.opens[starts + 1] * (1 + cost))
    kept = shares * fund.closes[end]
    sold = shares * fund.opens[at] * (1 - cost) * fund.cash[end] / fund.cash[at]
    return wealth + np.where(sells, sold - kept, 0.0)


def _unit(fund: FundDays, starts: Ints, *, window: int, at: Ints, cost: float) -> Floats:
    """Return the final value of one unit of money invested at the open of `at`."""
    return np.asarray(UNIT * fund.closes[starts + window] / (fund.opens[at] * (1 + cost)))
