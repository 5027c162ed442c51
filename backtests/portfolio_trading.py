"""Trade portfolio rules by name on a data source, and lay out what they did."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from data_feeds.market import Market
from strategies.portfolio import Plan, adjusted_fills, close_fills

if TYPE_CHECKING:
    from strategies.portfolio_runner import PortfolioRun

AT_OPEN, AT_CLOSE = "next open", "next close"
BILLS = "DGS3MO"


def trades_funds(module: types.ModuleType) -> bool:
    """Whether a strategy's module holds funds by weight rather than trading events."""
    return module.plan.__annotations__.get("return") in (Plan, "Plan") and not hasattr(
        module, "SERIES"
    )


def funds_of(market: Market, names: tuple[str, ...]) -> tuple[dict[str, pd.DataFrame], str]:
    """Return funds with fills and adjusted closes, and at which prices they are filled.

    All are filled at the next open, or at the next close where the source lacks the opens of one.
    Raises DataError, naming the series, for a fund that the source does not hold.
    """
    adjusted = {name: market.series(f"{name}_ADJ") for name in names}
    if all(market.has(name) for name in names):
        return {name: adjusted_fills(market.prices(name), closes)
                for name, closes in adjusted.items()}, AT_OPEN  # fmt: skip
    return {name: close_fills(closes) for name, closes in adjusted.items()}, AT_CLOSE


def trade(
    module: types.ModuleType,
    market: Market,
    *,
    parameters: Mapping[str, object],
    cash: float,
    cost: float,
) -> PortfolioRun:
    """Trade a portfolio rule on the funds that it names.

    Raises LookAheadError where the rule decides otherwise without the later data, DataError where
    a series is missing or ends early.
    """
    from strategies import portfolio_runner  # noqa: PLC0415  (backtrader is slow to import)

    plan: Plan = module.plan(**parameters)
    funds, fills = funds_of(market, plan.funds)
    return portfolio_runner.run(
        module.__name__.rsplit(".", 1)[-1].replace("_", "-"),
        plan,
        funds=funds,
        signals={name: market.series(name) for name in (*plan.reads, *plan.stand_ins)},
        bills=market.series(BILLS) if plan.holds_cash else None,
        fills=fills,
        cash=cash,
        cost=cost,
    )
