"""Performance of every strategy and its benchmark, with default parameters.

Portfolio rules and cohorts are followed without orders, by code that the tests compare with
backtrader; strategies of events are traded in backtrader.
"""

from __future__ import annotations

import types
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from backtests.evidence.performance import RuleRow, figures_of
from backtests.inference.samples import InsufficientData
from backtests.trading import events, portfolios, strategies
from backtests.trading.backtest import same_account
from backtests.trading.cohort_ladders import LADDERS, follow_ladder
from data_feeds.series.bars import DataError
from data_feeds.series.market import Market
from signals.core.event import RuleError
from strategies.constant_mix import plan as mix_plan
from strategies.engine.account import COST
from strategies.engine.earnings import cash_return
from strategies.engine.portfolio import Plan
from strategies.engine.portfolio_paths import Account, account_measures

CASH = 100_000.0
AS_MUCH = "as much of it held all the time"


def rule_row(name: str, market: Market, *, claim: str | None) -> RuleRow:
    """Run a strategy with its defaults; if the data do not allow it, the row has the reason.

    `claim` is the id of the claim that the strategy puts into practice, if any.
    """
    module = strategies.find_strategy(name)
    words = getattr(module, "DEFAULTS", strategies.summary(module))
    row = RuleRow(name, words, claim)
    try:
        if portfolios.trades_funds(module):
            return _of_funds(row, module, market)
        if name in LADDERS:
            series = {series_name: market.series(series_name) for series_name in module.SERIES}
            return follow_ladder(row, LADDERS[name], series)
        return _of_trades(row, module, market)
    except (DataError, RuleError, InsufficientData) as error:
        return replace(row, reason=str(error))


def _of_trades(row: RuleRow, module: types.ModuleType, market: Market) -> RuleRow:
    """Trade events in backtrader; the benchmark is a constant position of the same exposure."""
    done = events.trade(
        module,
        market,
        parameters=strategies.bind_parameters(module, []),
        traded=None,
        cash=CASH,
        cost=COST,
    )
    return replace(
        row,
        against=AS_MUCH,
        first=pd.Timestamp(done.equity.index[0]),
        last=pd.Timestamp(done.equity.index[-1]),
        rule=figures_of(done.metrics),
        benchmark=figures_of(done.equal_exposure),
        accounts=(done.equity, done.exposed),
        cash_return=done.cash_return,
    )


def _of_funds(row: RuleRow, module: types.ModuleType, market: Market) -> RuleRow:
    plan: Plan = module.plan()
    mix = portfolios.benchmark_mix(module)
    plans = [plan] if mix is None else [plan, mix_plan(mix=mix.mix, rebalance="never")]
    cut, note = up_to_common_end(market, plans)
    given = portfolios.read(plan, cut)
    rule = portfolios.follow_rule(given, cost=COST)
    benchmark: Account | None
    if mix is None:
        benchmarks = portfolios.benchmarks_of(
            rule, rule.weights[1:].mean(axis=0), given.prices, cost=COST
        )
        # A rule that its mean weights follow is compared with its first weights, held.
        others = [
            pair for pair in benchmarks.items() if not same_account(_values(rule), _values(pair[1]))
        ]
        against, benchmark = others[-1] if others else ("", None)
    else:
        against = mix.name
        benchmark = portfolios.follow_benchmark(
            mix, cut, fills=given.fills, since=rule.days[0], cost=COST
        )
    return replace(
        row,
        against=against,
        note=note,
        first=pd.Timestamp(rule.days[0]),
        last=pd.Timestamp(rule.days[-1]),
        rule=figures_of(account_measures(rule)),
        benchmark=None if benchmark is None else figures_of(account_measures(benchmark)),
        accounts=None if benchmark is None else (_values(rule), _values(benchmark)),
        cash_return=cash_return(given.bills, rule.days),
    )


def _values(account: Account) -> pd.Series:
    return pd.Series(account.equity, index=account.days)


def up_to_common_end(market: Market, plans: Sequence[Plan]) -> tuple[Market, str]:
    """Cut a market to the last day that all series of the plans have; note which series ends."""
    names = {f"{fund}_ADJ" for plan in plans for fund in plan.funds}
    names |= {name for plan in plans for name in plan.reads}
    ends = {name: pd.Timestamp(market.series(name).index[-1]) for name in sorted(names)}
    first = min(ends, key=lambda name: ends[name])
    if ends[first] >= market.as_of:
        return market, ""
    return replace(market, as_of=ends[first], used={}), f"{first} ends there"
