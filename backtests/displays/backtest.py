"""What strategies did, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from backtests.displays.style import (
    Column,
    console,
    fitting,
    percent,
    price,
)
from data_feeds.market import Market

if TYPE_CHECKING:
    from strategies.event_trade import NotTraded
    from strategies.runner import Metrics, Run, Trade


TRADES = (
    Column("signal", wide=True), Column("entry"), Column("exit"), Column("why", folds=True),
    Column("in", right=True), Column("out", right=True), Column("bars", right=True, wide=True),
    Column("return", right=True), Column("profit", right=True),
)  # fmt: skip
# More signals than this are counted; the JSON and CSV name each.
_MOST_DATES = 12


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


def print_strategies(rows: Sequence[tuple[str, str, str]]) -> None:
    """List the strategies with what they do and their parameters."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("strategy", "what it does", "parameters (-p name=value)"):
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console().print(table)


def print_backtest(run: Run, parameters: Mapping[str, object], market: Market) -> None:
    """Print trades, what was not traded and why, and the metrics beside buy and hold."""
    out = console()
    chosen = ", ".join(f"{name} = {value}" for name, value in parameters.items())
    out.print(f"[bold]{run.name}[/bold] on {run.traded} {run.frequency} bars, "
              f"{run.equity.index[0]:%Y-%m-%d} to {run.equity.index[-1]:%Y-%m-%d}")  # fmt: skip
    out.print(f"{market.label}; {chosen}", style="dim")
    trades = [*run.trades, *([run.open_trade] if run.open_trade else [])]
    out.print(fitting(out, TRADES, map(_cells, trades)))
    _print_all_untraded(out, run)
    _print_table(out, {"strategy": run.metrics, "buy and hold": run.buy_and_hold})


def _cells(trade: Trade) -> tuple[str, ...]:
    return (
        f"{trade.signal_date:%Y-%m-%d}", f"{trade.entry_date:%Y-%m-%d}",
        f"{trade.exit_date:%Y-%m-%d}" if trade.exit_date is not None else "still open",
        trade.cause, price(trade.entry), price(trade.exit), str(trade.bars),
        percent(trade.return_), price(trade.pnl),
    )  # fmt: skip


def print_comparison(runs: Mapping[str, Run], market: Market) -> None:
    """Print the metrics of several strategies in one table, and what each did not trade."""
    out = console()
    first = next(iter(runs.values()))
    out.print(f"{len(runs)} strategies on {first.traded} {first.frequency} bars", style="bold")
    out.print(market.label, style="dim")
    columns = {name: run.metrics for name, run in runs.items()}
    _print_table(out, columns | {"buy and hold": first.buy_and_hold})
    for name, run in runs.items():
        _print_all_untraded(out, run, start=f"{name}: ")


def _print_untraded(out: Console, title: str, events: Sequence[NotTraded]) -> None:
    """One line a reason, with the signals it kept from being traded."""
    for reason in dict.fromkeys(event.reason for event in events):
        dates = [f"{e.signal_date:%Y-%m-%d}" for e in events if e.reason == reason]
        told = ", ".join(dates) if len(dates) <= _MOST_DATES else (
            f"{len(dates)} signals, {dates[0]} to {dates[-1]}"
        )  # fmt: skip
        out.print(f"{title} ({reason}): {told}", style="dim")


def _print_all_untraded(out: Console, run: Run, *, start: str = "") -> None:
    for title, events in (("void", run.voids), ("skipped", run.skipped),
                          ("rejected", run.rejected)):  # fmt: skip
        _print_untraded(out, start + title, events)


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
