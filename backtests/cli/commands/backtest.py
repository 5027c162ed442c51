"""`rutcheck backtest`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backtests.cli.checks import check_named
from backtests.cli.options import (
    AsOf,
    Cost,
    DateFormat,
    Decimal,
    Details,
    Json,
    Source,
    available_jobs,
    check_picture,
    finite,
)
from backtests.cli.output import check_folder, print_json, writing
from backtests.cli.progress import progress_bar
from backtests.cli.sources import open_data, open_traded
from backtests.runtime.choices import UsageError
from data_feeds import DEFAULT_SOURCE

if TYPE_CHECKING:
    from backtests.trading.backtest import Backtest, Comparison
    from data_feeds.series.market import Market

# Largest starting cash: a number of shares beyond it is no longer exact.
MOST_CASH = 1e12

Strategies = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[STRATEGY]…", help="Name (see --list), or NAME:parameter=value,parameter=value."
    ),
]
Parameters = Annotated[
    list[str] | None, typer.Option("-p", metavar="NAME=VALUE", help="Parameter of the strategy.")
]
Traded = Annotated[
    str | None,
    typer.Option(
        "--trade",
        metavar="SYMBOL|FILE.csv",
        help="Series of the source, or a file, to trade. Default: IWM, else RUT.",
    ),
]
Cash = Annotated[
    float,
    typer.Option(
        "--cash", metavar="AMOUNT", min=1, max=MOST_CASH, callback=finite, help="Starting cash."
    ),
]
Compare = Annotated[
    bool, typer.Option("--compare", help="Compare several strategies in one table and picture.")
]
CsvFolder = Annotated[
    Path | None,
    typer.Option(
        "--csv",
        metavar="FOLDER",
        help="Write trades.csv or orders.csv, equity.csv and not_traded.csv; with --compare to "
        "one folder per strategy.",
    ),
]
Picture = Annotated[
    Path | None,
    typer.Option(
        "--plot",
        metavar="FILE.png|FILE.html",
        help="Draw prices with the trades, the account and drawdowns; as a picture, or as a page "
        "to zoom.",
    ),
]
List = Annotated[bool, typer.Option("--list", help="List the strategies.")]
All = Annotated[
    bool,
    typer.Option(
        "--all",
        help="Run every strategy with its benchmark and the verdict on its claim. Tests these "
        "claims first, which takes as long as a run.",
    ),
]


def command(
    strategy: Strategies = None,
    parameter: Parameters = None,
    trade: Traded = None,
    cash: Cash = 100_000.0,
    cost: Cost = 5.0,
    compare: Compare = False,
    csv: CsvFolder = None,
    plot: Picture = None,
    list_: List = False,
    all_: All = False,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    date_format: DateFormat = None,
    decimal: Decimal = None,
    details: Details = False,
    json: Json = False,
) -> None:
    """Trade strategies with backtrader: metrics, trades, equity curve.

    First return, Sharpe ratio, max drawdown and trades beside the benchmarks,
    then the last trades. With --details all of them, and every metric.

    Example: rutcheck backtest post-easing -p anchor=last --data reference
    """
    from backtests.report.terminal.backtest import print_strategies
    from backtests.trading import backtest, strategies

    if list_:
        print_strategies(strategies.list_strategies())
        return
    check_named("--trade", trade)
    names = strategy or []
    if all_:
        _check_alone(names, parameter, trade, csv, plot, compare=compare)
        _all_rules(open_data(data, as_of), json=json)
        return
    _check(names, compare=compare, csv=csv, plot=plot)
    choices = strategies.choose(names, parameter or [])
    traded, market = open_traded(trade, data, as_of)
    runs = [
        backtest.run(name, choice, market, traded=traded, cash=cash, cost=cost / 10_000)
        for name, choice in choices.items()
    ]
    comparison = backtest.compare(runs) if compare else None
    _print(runs, comparison, market, details=details, json=json)
    _write(runs, comparison, market, csv=csv, plot=plot)


def _check_alone(*options: object, compare: bool) -> None:
    """Raise UsageError for options that --all, which uses the defaults, does not take."""
    if compare or any(options):
        raise UsageError(
            "--all runs every strategy with its defaults; expected only --data, "
            "--as-of or --json beside it"
        )


def _check(names: Sequence[str], *, compare: bool, csv: Path | None, plot: Path | None) -> None:
    """Raise UsageError for strategies that cannot be run or files that cannot be written."""
    from backtests.trading import strategies

    if not names:
        raise UsageError(f"name a strategy: {', '.join(strategies.strategy_names())}")
    if len(names) > 1 and not compare:
        raise UsageError(f"{len(names)} strategies; expected one, or --compare")
    if compare and len(names) == 1:
        raise UsageError("1 strategy to compare; expected at least 2")
    if csv is not None and csv.exists() and not csv.is_dir():
        raise UsageError(f"--csv {csv}: a file; expected a folder")
    check_folder(csv)
    check_picture(plot)


def _all_rules(market: Market, *, json: bool) -> None:
    """Test the claims on trading rules, and show the table of all rules."""
    from backtests.claims.registry import claims_by_strategy, load_claims
    from backtests.claims.run import run_claims, trade_rules, with_rules
    from backtests.report.json.run import rule_json
    from backtests.report.terminal.backtest import print_rules
    from backtests.report.terminal.style import print_data
    from backtests.runtime import serialization
    from backtests.trading.strategies import strategy_names

    claims = load_claims()
    with progress_bar("testing claims", len(claims)) as progress:
        result = run_claims(
            claims,
            market,
            only=list(claims_by_strategy(claims).values()),
            jobs=available_jobs(),
            progress=progress,
        )
    rows = with_rules(result, trade_rules(strategy_names(), result.claims, market)).rules
    if json:
        content = {
            "schema": serialization.SCHEMA,
            "as_of": market.as_of,
            **serialization.data_used(market),
            "rules": [rule_json(row) for row in rows],
        }
        print_json(content)
    else:
        print_rules(rows, market)
        print_data(market)


def _print(
    runs: Sequence[Backtest],
    comparison: Comparison | None,
    market: Market,
    *,
    details: bool,
    json: bool,
) -> None:
    """Print a backtest or a comparison."""
    from backtests.report.json.backtest import backtest_json, comparison_json
    from backtests.report.terminal.backtest import print_backtest, print_comparison
    from backtests.report.terminal.style import print_data

    if json:
        content = (
            backtest_json(runs[0]) if comparison is None else comparison_json(runs, comparison)
        )
        print_json(content)
        return
    if comparison is None:
        print_backtest(runs[0], market, details=details)
    else:
        print_comparison(runs, comparison, market)
    print_data(market)


def _write(
    runs: Sequence[Backtest],
    comparison: Comparison | None,
    market: Market,
    *,
    csv: Path | None,
    plot: Path | None,
) -> None:
    """Write the CSV files and the picture."""
    from backtests.report.plots import strategies
    from backtests.report.plots.files import write_plots
    from backtests.trading import csv_export

    with writing(csv or plot):
        if csv is not None:
            for run in runs:
                folder = csv if comparison is None else csv / csv_export.folder_name(run.name)
                csv_export.write_csv(run, folder)
        if plot is not None:
            shown = (
                strategies.backtest_plot(runs[0])
                if comparison is None
                else strategies.comparison_plot(comparison)
            )
            heading = "backtest of " + ", ".join(run.name for run in runs)
            write_plots(plot, [shown], heading=heading, market=market)
