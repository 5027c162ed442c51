"""Follow a portfolio rule without backtrader, vectorised between trades.

Tests check that every account agrees with that of backtrader.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_feeds.series.bars import frequency_of
from signals.core.arrays import Floats
from signals.core.event import Event
from strategies.engine.account import CashBelowZero
from strategies.engine.metrics import Metrics, account_metrics
from strategies.engine.portfolio import (
    Decide,
    Holding,
    Prices,
    Rebalance,
    on_schedule,
    require_whole,
)
from strategies.engine.portfolio_kernel import hold, trade

# Maximum number of closes passed to a rule at once; all closes after a decision are recomputed.
WINDOW = 64


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """An account by close.

    Attributes
    ----------
    equity
        Value, 1 at the start.
    weights
        Shares of the funds, shape (days, funds).
    traded
        Purchases and sales at the open, as a share of the value of the account.
    decisions
        Pairs of the position of a close and the target weights.
    interest
        Return of cash on each day.
    """

    days: pd.DatetimeIndex
    funds: tuple[str, ...]
    equity: Floats
    weights: Floats
    traded: Floats
    decisions: tuple[tuple[int, Floats], ...]
    interest: Floats

    def events(self) -> tuple[Event, ...]:
        """Return the decisions as events, for the test of look-ahead."""
        return tuple(
            Event(
                self.days[at],
                float(self.equity[at]),
                details={
                    fund: None if np.isnan(weight) else float(weight)
                    for fund, weight in zip(self.funds, weights, strict=True)
                },
            )
            for at, weights in self.decisions
        )


def follow(decide: Decide, prices: Prices, *, cost: float) -> Account:
    """Follow a rule over prices; `cost` is a fraction of the value traded.

    Raises CashBelowZero if the account would owe money.
    """
    count = len(prices.days)
    equity, weights = np.empty(count), np.zeros((count, len(prices.funds)))
    traded, decisions = np.zeros(count), []
    growth = np.cumprod(1 + prices.interest, dtype=np.float64)
    close, fill = np.ascontiguousarray(prices.close), np.ascontiguousarray(prices.fill)
    gains, idle = np.empty((WINDOW, len(prices.funds))), np.empty(WINDOW)
    sizes, paid = np.zeros(len(prices.funds)), np.full(len(prices.funds), np.nan)
    cash, at = 1.0, 0
    target: Floats | None = None
    while at < count:
        # The rows after a decision are written again with the new positions.
        rows = slice(at, min(at + WINDOW, count))
        hold(sizes, paid, cash, growth[rows], close[rows], idle, equity[rows], weights[rows], gains)
        size = rows.stop - at
        decision = decide(Holding(at, weights[rows], gains[:size], target))
        kept = size if decision is None else decision.row + 1
        at += kept
        last = float(idle[kept - 1])
        if decision is not None:
            decisions.append((at - 1, decision.weights))
            target = decision.weights
        if at == count:
            break
        cash = last * (1 + float(prices.interest[at]))
        if decision is not None:
            require_whole(decision.weights)
            wanted = np.ascontiguousarray(decision.weights, dtype=np.float64)
            cash, traded[at] = trade(sizes, paid, cash, fill[at], wanted, cost)
            if cash < 0:
                raise CashBelowZero(
                    f"the weights {decision.weights.tolist()} ask for more than there is"
                )
    return Account(
        prices.days, prices.funds, equity, weights, traded, tuple(decisions), prices.interest
    )


def fund_prices(name: str, prices: pd.DataFrame, interest: Floats) -> Prices:
    """Return the adjusted bars of one fund as Prices, filled at opens."""
    fill, close = (
        prices[column].to_numpy(dtype=np.float64)[:, np.newaxis] for column in ("open", "close")
    )
    return Prices(pd.DatetimeIndex(prices.index), (name,), fill, close, interest)


def hold_fund(prices: Prices, share: float, rebalance: Rebalance, *, cost: float) -> Account:
    """Follow an account with a fixed share in one fund and the rest in bills."""
    return follow(on_schedule([share], prices.days, rebalance), prices, cost=cost)


def account_measures(account: Account, *, cash: float = 1.0) -> Metrics:
    """Return the metrics of an account for a starting value of `cash`."""
    weights = pd.DataFrame(account.weights, index=account.days)
    equity = pd.Series(cash * account.equity, index=account.days)
    years = len(equity) / frequency_of(equity.to_frame()).bars_per_year
    return portfolio_metrics(
        equity, weights, float(account.traded.sum()) / 2 / years, interest=account.interest
    )


def portfolio_metrics(
    equity: pd.Series, weights: pd.DataFrame, turnover: float, *, interest: Floats
) -> Metrics:
    """Return the metrics of an account, its mean exposure and its turnover.

    `turnover` is half of the value traded a year, `interest` the return of cash by bar.
    """
    return {
        **account_metrics(equity, frequency_of(equity.to_frame()).bars_per_year, interest=interest),
        "exposure": float(weights.sum(axis=1).mean()),
        "turnover": turnover,
    }
