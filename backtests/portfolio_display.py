"""What a portfolio rule did, as a table for a person and as JSON."""

from __future__ import annotations

from collections.abc import Mapping

from rich import box
from rich.table import Table

from backtests import terminal
from backtests.results import data_used
from data_feeds.market import Market
from strategies.portfolio_runner import PortfolioRun

# Orders shown on screen; the JSON has all.
SHOWN = 12
_PERCENT = frozenset({"total_return", "cagr", "volatility", "max_drawdown", "cvar_95",
                      "exposure", "turnover"})  # fmt: skip


def content(
    run: PortfolioRun, parameters: Mapping[str, object], market: Market
) -> dict[str, object]:
    """Lay out a portfolio as `backtest --json`."""
    return {
        "schema": 1,
        "as_of": market.as_of,
        "strategy": run.name,
        **data_used(market),
        "traded": list(run.funds),
        "fills": run.fills,
        "parameters": dict(parameters),
        "metrics": run.metrics,
        "benchmarks": run.benchmarks,
        "orders": run.orders,
        "rejected": run.rejected,
        "equity": {f"{date:%Y-%m-%d}": float(value) for date, value in run.equity.items()},
        "weights": {
            fund: {f"{date:%Y-%m-%d}": float(weight) for date, weight in weights.items()}
            for fund, weights in run.weights.items()
        },
    }


def print_portfolio(run: PortfolioRun, parameters: Mapping[str, object], market: Market) -> None:
    """Print the last orders, what was refused, and the metrics beside the benchmarks."""
    out = terminal.console()
    chosen = ", ".join(f"{name} = {value}" for name, value in parameters.items())
    out.print(f"[bold]{run.name}[/bold] on {', '.join(run.funds)}, filled at the {run.fills}, "
              f"{run.equity.index[0]:%Y-%m-%d} to {run.equity.index[-1]:%Y-%m-%d}")  # fmt: skip
    out.print(f"{market.label}; {chosen}; prices adjusted for distributions", style="dim")
    out.print(_orders(run))
    if len(run.orders) > SHOWN:
        out.print(f"the last {SHOWN} of {len(run.orders)} orders; --json has all", style="dim")
    for refused in run.rejected:
        out.print(f"refused: {refused.fund} {refused.date:%Y-%m-%d}, {refused.reason}")
    out.print(_metrics(run))
    terminal.print_data(market)


def _orders(run: PortfolioRun) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("date", "fund"):
        table.add_column(column)
    for column in ("shares", "adjusted price", "cost"):
        table.add_column(column, justify="right")
    for order in run.orders[-SHOWN:]:
        table.add_row(f"{order.date:%Y-%m-%d}", order.fund, f"{order.size:+,.2f}",
                      f"{order.price:,.2f}", f"{order.cost:,.2f}")  # fmt: skip
    return table


def _metrics(run: PortfolioRun) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("")
    for column in ("strategy", *run.benchmarks):
        table.add_column(column, justify="right")
    for name, value in run.metrics.items():
        others = [_metric(name, found.get(name)) for found in run.benchmarks.values()]
        table.add_row(name.replace("_", " "), _metric(name, value), *others)
    return table


def _metric(name: str, value: float | int | None) -> str:
    if value is None:
        return "–"
    if name in _PERCENT:
        return terminal.percent(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"
