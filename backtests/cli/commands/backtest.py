"""`rutcheck backtest`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backtests.cli.options import MOST_COST, AsOf, Json, Source, available_jobs, check_picture
from backtests.cli.sources import open_data
from backtests.runtime.choices import UsageError
from data_feeds import DEFAULT_SOURCE

if TYPE_CHECKING:
    from backtests.trading.backtest import Backtest, Comparison
    from data_feeds.series.market import Market


def command(
    strategy: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[STRATEGY]…", help="Name, see --list, or NAME:parameter=value,parameter=value."
        ),
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
        float,
        typer.Option(
            "--cost", metavar="BP", min=0, max=MOST_COST, help="Basis points paid on each side."
        ),
    ] = 5.0,
    compare: Annotated[
        bool, typer.Option("--compare", help="Several strategies in one table and one picture.")
    ] = False,
    csv: Annotated[
        Path | None,
        typer.Option(
            "--csv",
            metavar="FOLDER",
            help="Write trades.csv or orders.csv, equity.csv and not_traded.csv; with "
            "--compare in a folder a strategy.",
        ),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option(
            "--plot",
            metavar="FILE.png",
            help="Draw prices with the trades, the account and its drawdown.",
        ),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the strategies.")] = False,
    all_: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Every strategy beside its benchmark, with the verdict on its "
            "claim: tests these claims first, which takes as long as a run.",
        ),
    ] = False,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Trade strategies with backtrader: metrics, trades, equity curve.

    Example: rutcheck backtest post-easing -p anchor=last --data reference
    """
    from backtests.report.terminal import backtest as display
    from backtests.report.terminal import style
    from backtests.runtime import serialization
    from backtests.trading import backtest, strategies

    if list_:
        display.print_strategies(strategies.list_strategies())
        return
    named = strategy or []
    if all_:
        _check_alone(named, parameter, trade, csv, plot, compare=compare)
        _all_rules(open_data(data, as_of), json=json)
        return
    _check_backtest(named, compare=compare, csv=csv, plot=plot)
    chosen = strategies.choose(named, parameter or [])
    market = open_data(data, as_of)
    made = [
        backtest.run(name, choice, market, traded=trade, cash=cash, cost=cost / 10_000)
        for name, choice in chosen.items()
    ]
    found = backtest.compare(made) if compare else None
    if json:
        content = made[0].content if found is None else backtest.comparison_content(made, found)
        print(serialization.to_text(content), end="")
    else:
        if found is None:
            display.print_backtest(made[0], market)
        else:
            display.print_comparison(made, found, market)
        style.print_data(market)
    _write_backtest(made, found, csv=csv, plot=plot)


def _check_alone(*given: object, compare: bool) -> None:
    """Refuse what has no meaning beside --all, which runs every strategy with its defaults."""
    if compare or any(given):
        raise UsageError(
            "--all runs every strategy with its defaults; expected only --data, "
            "--as-of or --json beside it"
        )


def _all_rules(market: Market, *, json: bool) -> None:
    """Test the claims of all rules, and show the table of the rules."""
    from backtests.claims.registry import claims_by_strategy, load_claims
    from backtests.claims.run import run_claims, with_rules
    from backtests.cli.progress import progress_bar
    from backtests.report.json.run import rule_json
    from backtests.report.terminal import backtest as display
    from backtests.report.terminal import style
    from backtests.runtime import serialization
    from backtests.trading.strategies import strategy_names

    claims = load_claims()
    only = list(claims_by_strategy(claims).values())
    with progress_bar("testing claims", len(claims)) as tell:
        tested = run_claims(claims, market, only=only, jobs=available_jobs(), progress=tell)
    rows = with_rules(tested, market, names=strategy_names()).rules
    if json:
        found = {
            "schema": 1,
            "as_of": market.as_of,
            **serialization.data_used(market),
            "rules": [rule_json(row) for row in rows],
        }
        print(serialization.to_text(found), end="")
    else:
        display.print_rules(rows, market)
        style.print_data(market)


def _check_backtest(
    named: Sequence[str], *, compare: bool, csv: Path | None, plot: Path | None
) -> None:
    """Refuse what cannot be run or written before anything is."""
    from backtests.trading import strategies

    if not named:
        raise UsageError(f"name a strategy: {', '.join(strategies.strategy_names())}")
    if len(named) > 1 and not compare:
        raise UsageError(f"{len(named)} strategies; expected one, or --compare")
    if compare and len(named) == 1:
        raise UsageError("1 strategy to compare; expected at least 2")
    if csv is not None and csv.exists() and not csv.is_dir():
        raise UsageError(f"--csv {csv}: a file; expected a folder")
    check_picture(plot)


def _write_backtest(
    made: Sequence[Backtest], found: Comparison | None, *, csv: Path | None, plot: Path | None
) -> None:
    """Write the CSV files and the picture that were asked for."""
    from backtests.report.plots import strategies
    from backtests.report.plots.png import write_png
    from backtests.trading import csv_export
    from data_feeds.series.bars import DataError

    try:
        if csv is not None:
            for each in made:
                folder = csv if found is None else csv / csv_export.folder_name(each.name)
                csv_export.write_csv(each, folder)
        if plot is not None and found is not None:
            write_png(plot, strategies.comparison_plot(found))
        elif plot is not None:
            write_png(plot, strategies.backtest_plot(made[0]))
    except OSError as error:
        raise DataError(f"{csv or plot}: cannot be written ({error.strerror})") from None
