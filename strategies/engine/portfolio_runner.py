"""Trade a portfolio rule in backtrader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data_feeds.series.bars import frequency_of
from data_feeds.series.coverage import require_current
from signals.core.look_ahead import known_events
from strategies.engine.account import COST, Charges, check_cash
from strategies.engine.broker import run_account
from strategies.engine.earnings import CashReturn, cash_return, interest_alone
from strategies.engine.metrics import Metrics
from strategies.engine.portfolio import Decide, FundOrder, Plan, Prices, RefusedOrder, align
from strategies.engine.portfolio_paths import follow, portfolio_metrics
from strategies.engine.portfolio_trade import WeightedFunds, as_bars


@dataclass(frozen=True, slots=True)
class PortfolioRun:
    """The result of a portfolio rule.

    Attributes
    ----------
    fills
        At which prices orders were filled.
    equity, weights
        Value of the account, and share of each fund, by close.
    rejected
        Orders that the broker refused.
    cash_return
        Annual return of cash and its series; None if cash earns nothing.
    """

    name: str
    funds: tuple[str, ...]
    fills: str
    equity: pd.Series
    weights: pd.DataFrame
    orders: tuple[FundOrder, ...]
    rejected: tuple[RefusedOrder, ...]
    metrics: Metrics
    cash_return: CashReturn | None


def run(
    name: str,
    plan: Plan,
    *,
    funds: Mapping[str, pd.DataFrame],
    signals: Mapping[str, pd.DataFrame],
    bills: pd.DataFrame | None = None,
    fills: str = "next open",
    cash: float = 100_000.0,
    cost: float = COST,
) -> PortfolioRun:
    """Trade a plan on funds with columns `fill` and `close`, cash earning the rate of `bills`.

    `bills` is the series `CASH_RATE`; None for cash that earns nothing, and a run whose
    `cash_return` is None.

    Raises
    ------
    DataError
        A series is missing, ends early or lacks a day; the message names it.
    LookAheadError
        The rule decides differently without the later data.
    RuleError
        The cash is not a positive number, or the cost not a fraction from 0 to below 1.
    """
    check_cash(cash)
    charges = Charges(cost=cost)
    guard(name, plan, funds=funds, signals=signals, bills=bills, cost=cost)
    prices = align(funds, bills)
    done, values = trade(decisions_of(plan, prices, signals), prices, cash=cash, charges=charges)
    equity = pd.Series(values, index=prices.days, name="equity")
    weights = pd.DataFrame(done.weights, index=prices.days, columns=list(prices.funds))
    years = len(equity) / frequency_of(as_bars(prices, 0)).bars_per_year
    traded = sum(abs(o.size * o.price) / float(equity[o.date]) for o in done.orders)
    return PortfolioRun(
        name=name,
        funds=prices.funds,
        fills=fills,
        equity=equity,
        weights=weights,
        orders=tuple(done.orders),
        rejected=tuple(done.refused),
        metrics=portfolio_metrics(equity, weights, traded / 2 / years, interest=prices.interest),
        cash_return=None if bills is None else cash_return(bills, prices.days),
    )


def decisions_of(plan: Plan, prices: Prices, signals: Mapping[str, pd.DataFrame]) -> Decide:
    """Build the rule of a plan; raise DataError if a series that it reads ends early."""
    for name in plan.reads:
        require_current(name, pd.DatetimeIndex(signals[name].index), prices.days[-1])
    return plan.make(prices.days, signals)


def guard(
    name: str,
    plan: Plan,
    *,
    funds: Mapping[str, pd.DataFrame],
    signals: Mapping[str, pd.DataFrame],
    bills: pd.DataFrame | None,
    cost: float = COST,
) -> None:
    """Raise LookAheadError if a decision changes when later data are cut off (METHODS 5.1).

    `bills` is the rate that cash earns; None for cash that earns nothing.
    """
    rates = {} if bills is None else {"bill rate": bills}

    def decide(part: Mapping[str, pd.DataFrame]) -> tuple[object, ...]:
        prices = align({fund: part[fund] for fund in funds}, part.get("bill rate"))
        rule = plan.make(prices.days, {n: part[n] for n in signals})
        return follow(rule, prices, cost=cost).events()

    known_events(decide, {**funds, **signals, **rates}, name=name)  # type: ignore[arg-type]


def trade(
    decide: Decide, prices: Prices, *, cash: float, charges: Charges
) -> tuple[WeightedFunds, list[float]]:
    """Run backtrader; return the strategy after its run and the value of the account by close."""
    return run_account(
        WeightedFunds,
        {fund: as_bars(prices, at) for at, fund in enumerate(prices.funds)},
        cash=cash,
        charges=charges,
        prices=prices,
        decide=decide,
        cost=charges.cost,
        earnings=interest_alone(prices.interest),
    )
