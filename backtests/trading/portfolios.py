"""Trade portfolio rules on a market."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data_feeds.series.cash_rate import CASH_RATE
from data_feeds.series.coverage import require_current
from data_feeds.series.market import Market
from signals.core.arrays import Floats
from strategies.constant_mix import plan as mix_plan
from strategies.engine.portfolio import (
    BenchmarkMix,
    Plan,
    Prices,
    adjusted_fills,
    align,
    close_fills,
    on_schedule,
)
from strategies.engine.portfolio_paths import Account, follow

if TYPE_CHECKING:
    from strategies.engine.portfolio_runner import PortfolioRun

AT_OPEN, AT_CLOSE = "next open", "next close"
HELD, AS_EXPOSED = "first weights held", "average weights all the time"


def trades_funds(module: types.ModuleType) -> bool:
    """Return whether a strategy holds funds by weight rather than trading events."""
    return module.plan.__annotations__.get("return") in (Plan, "Plan") and not hasattr(
        module, "SERIES"
    )


def funds_of(
    market: Market, names: tuple[str, ...], *, fills: str | None = None
) -> tuple[dict[str, pd.DataFrame], str]:
    """Return fills and adjusted closes by fund, and the kind of fill.

    Parameters
    ----------
    fills
        `AT_OPEN` or `AT_CLOSE`. None for the next open, or for the next close if the source has no
        opens of one of the funds.

    Raises
    ------
    DataError
        The source lacks a fund, or a fund ends before the source; the message names the series.
    """
    adjusted = {name: market.series(f"{name}_ADJ") for name in names}
    for name, closes in adjusted.items():
        require_current(name, pd.DatetimeIndex(closes.index), market.as_of)
    if fills != AT_CLOSE and all(market.has(name) for name in names):
        return {
            name: adjusted_fills(market.prices(name), closes) for name, closes in adjusted.items()
        }, AT_OPEN
    return {name: close_fills(closes) for name, closes in adjusted.items()}, AT_CLOSE


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """The data of a portfolio rule: funds, signals and rate of cash, and the kind of fill."""

    plan: Plan
    funds: Mapping[str, pd.DataFrame]
    signals: Mapping[str, pd.DataFrame]
    bills: pd.DataFrame
    fills: str

    @property
    def prices(self) -> Prices:
        """Return the funds and the interest on cash over their common days."""
        return align(self.funds, self.bills)


def read(plan: Plan, market: Market, *, fills: str | None = None) -> Inputs:
    """Read the series of a plan; `fills` and errors as for `funds_of`."""
    funds, filled = funds_of(market, plan.funds, fills=fills)
    return Inputs(
        plan,
        funds,
        {name: market.series(name) for name in (*plan.reads, *plan.stand_ins)},
        market.series(CASH_RATE),
        filled,
    )


def benchmark_mix(module: types.ModuleType) -> BenchmarkMix | None:
    """Return the mix that a strategy names as its benchmark, `BENCHMARK` of its module, if any."""
    mix: BenchmarkMix | None = getattr(module, "BENCHMARK", None)
    return mix


def follow_benchmark(
    benchmark: BenchmarkMix, market: Market, *, fills: str, since: pd.Timestamp, cost: float
) -> Account:
    """Follow a mix, bought once on day `since` and filled as the rule that it is compared with."""
    given = read(mix_plan(mix=benchmark.mix, rebalance="never"), market, fills=fills)
    return follow_rule(given, cost=cost, since=since)


@dataclass(frozen=True, slots=True, eq=False)
class Traded:
    """The backtrader run of a portfolio rule, and the accounts of its benchmarks."""

    run: PortfolioRun
    prices: Prices
    benchmarks: Mapping[str, Account]


def trade(
    module: types.ModuleType,
    market: Market,
    *,
    parameters: Mapping[str, object],
    cash: float,
    cost: float,
) -> Traded:
    """Trade a portfolio rule on the funds that it names.

    Raises
    ------
    LookAheadError
        A decision changes without the later data.
    DataError
        A series is missing or ends early.
    """
    from strategies.engine import portfolio_runner

    given = read(module.plan(**parameters), market)
    name = module.__name__.rsplit(".", 1)[-1].replace("_", "-")
    done = portfolio_runner.run(
        name,
        given.plan,
        funds=given.funds,
        signals=given.signals,
        bills=given.bills,
        fills=given.fills,
        cash=cash,
        cost=cost,
    )
    mean = done.weights.iloc[1:].mean().to_numpy(dtype=np.float64)
    accounts = benchmarks_of(follow_rule(given, cost=cost), mean, given.prices, cost=cost)
    benchmark = benchmark_mix(module)
    if benchmark is not None:
        account = follow_benchmark(
            benchmark, market, fills=given.fills, since=given.prices.days[0], cost=cost
        )
        accounts = {benchmark.name: account, **accounts}
    return Traded(done, given.prices, accounts)


def follow_rule(given: Inputs, *, cost: float, since: pd.Timestamp | None = None) -> Account:
    """Follow a rule without orders, from day `since` on; agrees with the backtrader account."""
    from strategies.engine.portfolio_runner import decisions_of

    prices = given.prices if since is None else given.prices.since(since)
    return follow(decisions_of(given.plan, prices, given.signals), prices, cost=cost)


def benchmarks_of(
    rule: Account, mean: Floats, prices: Prices, *, cost: float
) -> dict[str, Account]:
    """Follow the first weights of a rule, held, and mean weights, restored each month."""
    first = rule.decisions[0][1] if rule.decisions else np.zeros(len(prices.funds))
    return {
        HELD: follow(on_schedule(first, prices.days, "never"), prices, cost=cost),
        AS_EXPOSED: follow(on_schedule(mean, prices.days, "monthly"), prices, cost=cost),
    }
