"""Tables of `rutcheck backtest`: trades, orders, metrics, comparisons and all rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from backtests.evidence.performance import RuleRow
from backtests.report.answers.backtest import backtest_answer, benchmark_name
from backtests.report.formats import percent, price
from backtests.report.rule_table import DIFFERENCE, accounts_of, formatted, span_of
from backtests.report.terminal.style import (
    MOST_ROWS,
    Column,
    bold,
    console,
    fitting,
    folding,
    hidden_rows,
    in_parts,
    left_out,
    print_answer,
    right,
    ruled,
    whole,
)
from backtests.runtime.escapes import visible
from backtests.runtime.wording import plural
from backtests.trading.backtest import Backtest, Comparison, spans_of
from data_feeds.series.market import Market

if TYPE_CHECKING:
    from strategies.engine.metrics import Metrics

WIDTH = 80
# Short headings of the metrics of rules; the report has them in full.
SHORT = ("a year", "max DD", "Sharpe", "CVaR", "exposed")


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
# Most signals that are listed by date; JSON and CSV have all.
_MOST_DATES = 12
# Metrics that are fractions.
_FRACTIONS = frozenset(
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
# Metrics of a comparison and their headings.
_COMPARED = {
    "total_return": "total",
    "cagr": "a year",
    "volatility": "volatility",
    "sharpe": "Sharpe",
    "max_drawdown": "max drawdown",
    "cvar_95": "CVaR 95%",
}
COMPARED = (
    Column("account"),
    *(Column(one, right=True, wide=key == "cvar_95") for key, one in _COMPARED.items()),
)


def print_strategies(rows: Sequence[tuple[str, str, str]]) -> None:
    """Print the strategies with their descriptions and parameters."""
    table = ruled(whole("strategy"), *folding("what it does", "parameters (-p name=value)"))
    for row in rows:
        table.add_row(*row)
    console().print(table)


def print_backtest(run: Backtest, market: Market, *, details: bool) -> None:
    """Print the answer and the trades or orders, newest first; with `details` all metrics."""
    out = console()
    print_answer(out, backtest_answer(run))
    chosen = ", ".join(f"{name} = {value}" for name, value in run.parameters.items())
    out.print(f"\n{market.label}; {run.fills}; {chosen}", style="dim")
    out.print(str(run.cash_return or "cash earned nothing"), style="dim")
    newest = run.table.iloc[::-1] if details else run.table.tail(MOST_ROWS).iloc[::-1]
    if run.kind == "trades":
        rows = newest.astype(object).where(newest.notna(), None).to_dict("records")
        out.print(fitting(out, TRADES, map(_trade, rows)))
        hidden = left_out(out, TRADES)
    else:
        out.print(_orders(newest))
        hidden = ""
    more = hidden_rows(len(run.table), run.kind.removesuffix("s"), details=details)
    for line in filter(None, (more, hidden)):
        out.print(line, style="dim")
    if not details:
        out.print("all metrics, and signals that were not traded: --details", style="dim")
        return
    _print_untraded(out, run)
    benchmarks = {benchmark_name(name): each.metrics for name, each in run.others.items()}
    _print_table(out, {"strategy": run.metrics, **benchmarks})


def print_comparison(runs: Sequence[Backtest], comparison: Comparison, market: Market) -> None:
    """Print the metrics of each account over the common days, and signals not traded."""
    out = console()
    out.print(
        bold(
            plural(len(runs), "strategy", "strategies"),
            f" over their common days, {comparison.first:%Y-%m-%d} to "
            f"{comparison.last:%Y-%m-%d}, {comparison.frequency} closes",
        )
    )
    out.print(f"{market.label}; traded: {spans_of(runs)}", style="dim")
    rows = []
    for name, metrics in comparison.metrics.items():
        own = name in comparison.strategies
        cells = (_metric(metric, metrics.get(metric)) for metric in _COMPARED)
        shown = in_parts(name) if own else benchmark_name(name)
        rows.append([Text(visible(cell), style="" if own else "dim") for cell in (shown, *cells)])
    out.print(fitting(out, COMPARED, rows))
    if hidden := left_out(out, COMPARED):
        out.print(hidden, style="dim")
    for run in runs:
        _print_untraded(out, run, start=f"{run.name}: ")


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


def _orders(orders: pd.DataFrame) -> Table:
    table = ruled("date", "fund", *right("shares", "adjusted price", "cost"))
    for order in orders.to_dict("records"):
        table.add_row(
            f"{order['date']:%Y-%m-%d}",
            order["fund"],
            f"{order['size']:+,.2f}",
            f"{order['price']:,.2f}",
            f"{order['cost']:,.2f}",
        )
    return table


def _print_untraded(out: Console, run: Backtest, *, start: str = "") -> None:
    """Print one line per reason, with the dates of the signals that were not traded."""
    dates: dict[tuple[str, str], list[str]] = {}
    for each in run.untraded:
        dates.setdefault((each.what, each.reason), []).append(f"{each.date:%Y-%m-%d}")
    for (what, reason), days in dates.items():
        listed = (
            ", ".join(days)
            if len(days) <= _MOST_DATES
            else f"{len(days)} signals, {days[0]} to {days[-1]}"
        )
        out.print(f"{start}{what} ({reason}): {listed}", style="dim")


def _print_table(out: Console, columns: Mapping[str, Metrics]) -> None:
    """Print one row per metric and one column per account."""
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
    if name in _FRACTIONS:
        return percent(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def print_rules(rows: Sequence[RuleRow], market: Market) -> None:
    """Print each rule with its benchmark, their difference and the verdict on its claim."""
    out = console()
    out.print(bold("Performance of all trading rules", f", to {market.as_of:%Y-%m-%d}"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, width=WIDTH, padding=0)
    table.add_column("rule", overflow="fold")
    for heading in SHORT:
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("verdict", overflow="fold")
    for row in rows:
        _add(table, row)
    out.print(table)
    out.print(
        "max DD: max drawdown; CVaR: mean of the worst 5% of months; exposed: average exposure; "
        "a positive difference is better for the rule, except in exposed",
        style="dim",
        width=WIDTH,
    )
    for row in rows:
        out.print(
            f"{row.name}: {span_of(row) or 'not run: ' + row.reason}",
            style="dim",
            width=WIDTH,
        )


def _add(table: Table, row: RuleRow) -> None:
    """Add one line per account; claim and verdict are in the last column."""
    accounts = accounts_of(row)
    labels = [f"[{label}]" for label in row.labels]
    last = [part for part in (row.claim, " ".join([row.verdict, *labels])) if part]
    last = last if len(accounts) > 1 else [" ".join(last)]
    for at, (account, figures) in enumerate(accounts):
        cells = (
            ["–"] * len(SHORT)
            if figures is None
            else formatted(figures, signed=account == DIFFERENCE)
        )
        table.add_row(
            row.name if at == 0 else f"  {account}",
            *cells,
            Text(last[at] if at < len(last) else ""),
            style="bold" if at == 0 else "dim",
            end_section=at == len(accounts) - 1,
        )
