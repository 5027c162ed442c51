"""The trades and the account of a backtest as CSV files, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from strategies.analyzers import drawdowns

if TYPE_CHECKING:
    from strategies.runner import Run

TRADES, EQUITY, NOT_TRADED = "trades.csv", "equity.csv", "not_traded.csv"


def write_csv(run: Run, folder: Path) -> None:
    """Write trades (the open one last), equity with its drawdown, and what was not traded.

    Prices and sizes unrounded, returns as fractions, dates as ISO days, nothing where unknown.
    Raises OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables(run).items():
        table.to_csv(folder / name, index=False, date_format="%Y-%m-%d", lineterminator="\n")


def folder_name(strategy: str) -> str:
    """Name a folder after a strategy with its parameters, on every system.

    >>> folder_name("monthly-entry:stop=8%,size=full")
    'monthly-entry_stop=8,size=full'
    """
    return strategy.replace(":", "_").replace("%", "")


def tables(run: Run) -> Mapping[str, pd.DataFrame]:
    """Lay out the files of a backtest, by name."""
    from strategies.runner import Trade  # noqa: PLC0415  (backtrader takes long to import)

    made = [*run.trades, *([run.open_trade] if run.open_trade else [])]
    columns = [field.name for field in fields(Trade)]
    trades = pd.DataFrame([asdict(trade) for trade in made], columns=columns)
    untraded = [
        (what, event.signal_date, event.reason)
        for what, events in (("void", run.voids), ("skipped", run.skipped),
                             ("rejected", run.rejected))
        for event in events
    ]  # fmt: skip
    return {
        TRADES: trades.rename(columns={"return_": "return"}),
        EQUITY: pd.DataFrame({"date": run.equity.index, "equity": run.equity.to_numpy(),
                              "drawdown": drawdowns(run.equity)}),
        NOT_TRADED: pd.DataFrame(untraded, columns=["what", "signal_date", "reason"]),
    }  # fmt: skip
