"""What strategies did, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table

from backtests.evidence.performance import RuleRow
from backtests.report.formats import percent, price
from backtests.report.rule_table import DIFFERENCE, accounts_of, formatted, span_of
from backtests.report.terminal.style import (
    Column,
    console,
    fitting,
)
from backtests.trading.backtest import Backtest, Comparison, spans_of
from data_feeds.series.market import Market

if TYPE_CHECKING:
    from strategies.engine.metrics import Metrics

WIDTH = 80
# Headings of the figures that fit; the report has them in full.
SHORT = ("a year", "fall", "Sharpe", "months", "held")


TRADES = (
    Column("signal", wide=True),
    Column("entry"),
    Column("exit"),
    Column("why", folds=True),
    Column("in", right=True),
    Column("out", right=True),
    Column("bars", right=True, wide=True),
    Column("return", right=True),
    Column("profit", right=True),
)
# More signals than this are counted; the JSON and CSV name each.
_MOST_DATES = 12
# Orders shown on screen; the JSON and CSV have all.
_MOST_ORDERS = 12
_SHARES = frozenset(
    {
        "total_return",
        "cagr",
        "volatility",
        "max_drawdown",
        "cvar_95",
        "exposure",
        "time_in_market",
        "turnover",
        "hit_rate",
        "expectancy",
        "mfe",
        "mae",
    }
)
# What a comparison tells of each account, and how its columns are headed.
_COMPARED = {
    "total_return": "gain",
    "cagr": "a year",
    "volatility": "volatility",
    "sharpe": "Sharpe",
    "max_drawdown": "deepest fall",
    "cvar_95": "worst months",
}


def print_strategies(rows: Sequence[tuple[str, str, str]]) -> None:
    """List the strategies with what they do and their parameters."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("strategy", "what it does", "parameters (-p name=value)"):
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console().print(table)


def print_backtest(made: Backtest, market: Market) -> None:
    """Print trades or orders, what was not traded and why, metrics beside the benchmarks."""
    out = console()
    chosen = ", ".join(f"{name} = {value}" for name, value in made.parameters.items())
    out.print(
        f"[bold]{made.name}[/bold] on {made.traded}, {made.told}, "
        f"{made.first:%Y-%m-%d} to {made.last:%Y-%m-%d}"
    )
    out.print(f"{market.label}; {chosen}", style="dim")
    if made.kind == "trades":
        rows = made.made.astype(object).where(made.made.notna(), None).to_dict("records")
        out.print(fitting(out, TRADES, map(_trade, rows)))
    else:
        out.print(_orders(made.made.tail(_MOST_ORDERS)))
        if len(made.made) > _MOST_ORDERS:
            out.print(
                f"the last {_MOST_ORDERS} of {len(made.made)} orders; --csv has all", style="dim"
            )
    _print_untraded(out, made)
    benchmarks = {name: each.metrics for name, each in made.benchmarks.items()}
    _print_table(out, {"strategy": made.metrics, **benchmarks})


def print_comparison(made: Sequence[Backtest], found: Comparison, market: Market) -> None:
    """Print each account over the days that all have, and what each strategy did not trade."""
    out = console()
    out.print(
        f"[bold]{len(made)} strategies[/bold] over the days that all have, "
        f"{found.first:%Y-%m-%d} to {found.last:%Y-%m-%d}, "
        f"{found.frequency} closes"
    )
    out.print(f"{market.label}; traded: {spans_of(made)}", style="dim")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("account", overflow="fold")
    for heading in _COMPARED.values():
        table.add_column(heading, justify="right")
    for name, metrics in found.metrics.items():
        cells = (_metric(metric, metrics.get(metric)) for metric in _COMPARED)
        table.add_row(name, *cells, style="" if name in found.strategies else "dim")
    out.print(table)
    for each in made:
        _print_untraded(out, each, start=f"{each.name}: ")


def _trade(trade: Mapping[Any, Any]) -> tuple[str, ...]:
    left = trade["exit_date"]
    return (
        f"{trade['signal_date']:%Y-%m-%d}",
        f"{trade['entry_date']:%Y-%m-%d}",
        "still open" if left is None else f"{left:%Y-%m-%d}",
        trade["cause"],
        price(trade["entry"]),
        price(trade["exit"]),
        str(trade["bars"]),
        percent(trade["return"]),
        price(trade["pnl"]),
    )


def _orders(made: pd.DataFrame) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("date", "fund"):
        table.add_column(column)
    for column in ("shares", "adjusted price", "cost"):
        table.add_column(column, justify="right")
    for order in made.to_dict("records"):
        table.add_row(
            f"{order['date']:%Y-%m-%d}",
            order["fund"],
            f"{order['size']:+,.2f}",
            f"{order['price']:,.2f}",
            f"{order['cost']:,.2f}",
        )
    return table


def _print_untraded(out: Console, made: Backtest, *, start: str = "") -> None:
    """One line a reason, with the signals it kept from being traded."""
    for what, reason in dict.fromkeys((each.what, each.reason) for each in made.untraded):
        dates = [
            f"{each.date:%Y-%m-%d}"
            for each in made.untraded
            if (each.what, each.reason) == (what, reason)
        ]
        told = (
            ", ".join(dates)
            if len(dates) <= _MOST_DATES
            else (f"{len(dates)} signals, {dates[0]} to {dates[-1]}")
        )
        out.print(f"{start}{what} ({reason}): {told}", style="dim")


def _print_table(out: Console, columns: Mapping[str, Metrics]) -> None:
    """One row a metric of any of the columns, in their order."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("")
    for name in columns:
        table.add_column(name, justify="right", overflow="fold")
    for name in dict.fromkeys(name for metrics in columns.values() for name in metrics):
        table.add_row(
            name.replace("_", " "),
            *(_metric(name, metrics.get(name)) for metrics in columns.values()),
        )
    out.print(table)


def _metric(name: str, value: float | int | None) -> str:
    if value is None:
        return "–"
    if name in _SHARES:
        return percent(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def print_rules(rows: Sequence[RuleRow], market: Market) -> None:
    """Print each rule, its benchmark and the difference, with the verdict of its claim."""
    out = console()
    out.print(f"[bold]What each trading rule would have done[/bold], to {market.as_of:%Y-%m-%d}")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, width=WIDTH, padding=0)
    table.add_column("rule", overflow="fold")
    for heading in SHORT:
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("verdict", overflow="fold")
    for row in rows:
        _add(table, row)
    out.print(table)
    out.print(
        "fall: the deepest; months: mean of the worst twentieth; held: average share invested",
        style="dim",
        width=WIDTH,
    )
    for row in rows:
        out.print(
            f"{row.name}: {span_of(row) or 'not run: ' + row.reason}",
            style="dim",
            markup=False,
            width=WIDTH,
        )


def _add(table: Table, row: RuleRow) -> None:
    """Add a line an account; the claim stands beside the first, its verdict under it."""
    accounts = accounts_of(row)
    told = [part for part in (row.claim, row.verdict) if part]
    told = told if len(accounts) > 1 else [" ".join(told)]
    for at, (account, figures) in enumerate(accounts):
        cells = (
            ["–"] * len(SHORT)
            if figures is None
            else formatted(figures, signed=account == DIFFERENCE)
        )
        table.add_row(
            row.name if at == 0 else f"  {account}",
            *cells,
            told[at] if at < len(told) else "",
            style="bold" if at == 0 else "dim",
            end_section=at == len(accounts) - 1,
        )
