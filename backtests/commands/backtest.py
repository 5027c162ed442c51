"""`rutcheck backtest`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from backtests.commands.options import (
    DEFAULT_SOURCE,
    AsOf,
    Json,
    Source,
    UsageError,
    check_picture,
)
from backtests.commands.sources import open_data

if TYPE_CHECKING:
    from backtests.trading import Choice
    from data_feeds.market import Market


def command(
    strategy: Annotated[
        list[str] | None,
        typer.Argument(metavar="[STRATEGY]…",
                       help="Name, see --list, or NAME:parameter=value,parameter=value."),
    ] = None,
    parameter: Annotated[
        list[str] | None, typer.Option("-p", metavar="NAME=VALUE", help="A strategy's parameter.")
    ] = None,
    trade: Annotated[
        str | None,
        typer.Option("--trade", metavar="SERIES", help="What is bought (IWM, else RUT)."),
    ] = None,
    cash: Annotated[float, typer.Option("--cash", min=1, help="Starting cash.")] = 100_000.0,
    cost: Annotated[
        float, typer.Option("--cost", metavar="BP", min=0, help="Basis points paid on each side.")
    ] = 5.0,
    compare: Annotated[
        bool, typer.Option("--compare", help="Several strategies in one table and one picture.")
    ] = False,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FOLDER",
                     help="Write trades.csv, equity.csv and not_traded.csv; with --compare in a "
                     "folder a strategy."),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", metavar="FILE.png",
                     help="Draw prices with the trades, the account and its drawdown."),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the strategies.")] = False,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    json: Json = False,
) -> None:  # fmt: skip
    """Trade strategies with backtrader: metrics, trades, equity curve.

    Example: rutcheck backtest post-easing -p anchor=last --data reference
    """
    from backtests import portfolio_trading, results, trading
    from backtests.displays import backtest as display
    from backtests.displays import style

    if list_:
        display.print_strategies(trading.list_strategies())
        return
    named = strategy or []
    _check_backtest(named, compare=compare, csv=csv, plot=plot)
    chosen = trading.choose(named, parameter or [])
    market = open_data(data, as_of)
    if any(portfolio_trading.trades_funds(choice.module) for choice in chosen.values()):
        if compare or csv or plot or trade:
            raise UsageError(f"{', '.join(named)}: expected no --compare, --csv, --plot or --trade "
                             "with a strategy that holds several funds")  # fmt: skip
        _portfolio(next(iter(chosen.values())), market, cash=cash, cost=cost, json=json)
        return
    runs = {
        name: trading.trade(choice.module, market, parameters=choice.parameters, traded=trade,
                            cash=cash, cost=cost / 10_000)
        for name, choice in chosen.items()
    }  # fmt: skip
    contents = {name: trading.content(runs[name], choice.parameters, market)
                for name, choice in chosen.items()}  # fmt: skip
    if json:
        found = {"schema": 1, "strategies": contents} if compare else contents[named[0]]
        print(results.to_text(found), end="")
    elif compare:
        display.print_comparison(runs, market)
        style.print_data(market)
    else:
        display.print_backtest(runs[named[0]], chosen[named[0]].parameters, market)
        style.print_data(market)
    _write_backtest(runs, market, csv=csv, plot=plot, compare=compare)


def _portfolio(choice: Choice, market: Market, *, cash: float, cost: float, json: bool) -> None:
    """Trade a strategy that holds several funds."""
    from backtests import portfolio_trading, results
    from backtests.displays import portfolio

    held = portfolio_trading.trade(
        choice.module, market, parameters=choice.parameters, cash=cash, cost=cost / 10_000
    )
    if json:
        content = portfolio.content(held, choice.parameters, market)
        print(results.to_text(content), end="")
    else:
        portfolio.print_portfolio(held, choice.parameters, market)


def _check_backtest(
    named: Sequence[str], *, compare: bool, csv: Path | None, plot: Path | None
) -> None:
    """Refuse what cannot be run or written before anything is."""
    from backtests import trading

    if not named:
        raise UsageError(f"name a strategy: {', '.join(trading.strategy_names())}")
    if len(named) > 1 and not compare:
        raise UsageError(f"{len(named)} strategies; expected one, or --compare")
    if compare and len(named) == 1:
        raise UsageError("1 strategy to compare; expected at least 2")
    if csv is not None and csv.exists() and not csv.is_dir():
        raise UsageError(f"--csv {csv}: a file; expected a folder")
    check_picture(plot)


def _write_backtest(
    runs: dict[str, Any], market: Market, *, csv: Path | None, plot: Path | None, compare: bool
) -> None:
    """Write the CSV files and the picture that were asked for."""
    from backtests import backtest_charts, backtest_files
    from data_feeds.bars import DataError

    first = next(iter(runs.values()))
    try:
        if csv is not None:
            for name, run in runs.items():
                folder = csv / backtest_files.folder_name(name) if compare else csv
                backtest_files.write_csv(run, folder)
        if plot is not None and compare:
            backtest_charts.draw_comparison(plot, runs, market.prices(first.traded))
        elif plot is not None:
            backtest_charts.draw_backtest(plot, first, market.prices(first.traded))
    except OSError as error:
        raise DataError(f"{csv or plot}: cannot be written ({error.strerror})") from None
