"""What a backtest did as CSV files, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from backtests.trading.backtest import EQUITY, NOT_TRADED, ORDERS, TRADES, WEIGHTS, Backtest
from strategies.engine.metrics import drawdowns


def write_csv(made: Backtest, folder: Path) -> None:
    """Write trades (the open one last) or orders, the account, and what was not traded.

    Prices and sizes unrounded, returns as fractions, dates as ISO days, nothing where unknown.
    Raises OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables(made).items():
        table.to_csv(folder / name, index=False, date_format="%Y-%m-%d", lineterminator="\n")


def folder_name(strategy: str) -> str:
    """Name a folder after a strategy with its parameters, on every system.

    >>> folder_name("monthly-entry:stop=8%,size=full")
    'monthly-entry_stop=8,size=full'
    """
    return strategy.replace(":", "_").replace("%", "")


def tables(made: Backtest) -> Mapping[str, pd.DataFrame]:
    """Lay out the files of a backtest, by name; weights only of a strategy that holds funds."""
    untraded = [(each.what, each.date, each.reason) for each in made.untraded]
    found = {
        ORDERS if made.kind == "orders" else TRADES: made.made,
        EQUITY: _account(made),
        NOT_TRADED: pd.DataFrame(untraded, columns=["what", "signal_date", "reason"]),
    }
    if made.weights is None:
        return found
    return {**found, WEIGHTS: made.weights.rename_axis("date").reset_index()}


def _account(made: Backtest) -> pd.DataFrame:
    """The account by day, its drawdown, and each benchmark's value."""
    return pd.DataFrame(
        {
            "date": made.equity.index,
            "equity": made.equity.to_numpy(),
            "drawdown": drawdowns(made.equity),
            **{name: benchmark.equity.to_numpy() for name, benchmark in made.benchmarks.items()},
        }
    )
