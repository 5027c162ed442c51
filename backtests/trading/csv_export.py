"""Write a backtest as CSV files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from backtests.runtime.csv_text import csv_text
from backtests.trading.backtest import Backtest
from data_feeds.files.atomic import write_atomically
from strategies.engine.metrics import drawdowns

TRADES, ORDERS, EQUITY = "trades.csv", "orders.csv", "equity.csv"
NOT_TRADED, WEIGHTS = "not_traded.csv", "weights.csv"


def write_csv(backtest: Backtest, folder: Path) -> None:
    """Write trades (an open one last) or orders, the account, and signals that were not traded.

    Prices and sizes are not rounded, returns are fractions, dates are ISO days, and missing values
    are empty. Raises OSError if the folder cannot be written.
    """
    for name, table in tables(backtest).items():
        write_atomically(folder / name, csv_text(table).encode())


def folder_name(strategy: str) -> str:
    """Return a folder name, valid on every system, for a strategy with its parameters.

    >>> folder_name("monthly-entry:stop=8%,size=full")
    'monthly-entry_stop=8,size=full'
    """
    return strategy.replace(":", "_").replace("%", "")


def tables(backtest: Backtest) -> Mapping[str, pd.DataFrame]:
    """Return the tables of a backtest by file name; weights only for a portfolio strategy."""
    untraded = [(each.what, each.date, each.reason) for each in backtest.untraded]
    files = {
        ORDERS if backtest.kind == "orders" else TRADES: backtest.table,
        EQUITY: _account(backtest),
        NOT_TRADED: pd.DataFrame(untraded, columns=["what", "signal_date", "reason"]),
    }
    if backtest.weights is None:
        return files
    return {**files, WEIGHTS: backtest.weights.rename_axis("date").reset_index()}


def _account(backtest: Backtest) -> pd.DataFrame:
    """Return the account by day: value, drawdown, and the value of each benchmark."""
    return pd.DataFrame(
        {
            "date": backtest.equity.index,
            "equity": backtest.equity.to_numpy(),
            "drawdown": drawdowns(backtest.equity),
            **{
                name: benchmark.equity.to_numpy() for name, benchmark in backtest.benchmarks.items()
            },
        }
    )
