"""The JSON document of `rutcheck backtest`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from backtests.report.answers.backtest import backtest_answer
from backtests.runtime.serialization import SCHEMA
from backtests.trading.backtest import Backtest, Comparison
from strategies.engine.portfolio_runner import PortfolioRun

if TYPE_CHECKING:
    from strategies.engine.runs import Run


def backtest_json(backtest: Backtest) -> dict[str, object]:
    """Lay out a backtest as `backtest --json`."""
    run, parameters = backtest.run, dict(backtest.parameters)
    return {
        "schema": SCHEMA,
        "as_of": backtest.as_of,
        "strategy": run.name,
        **backtest.data,
        "cash_return": backtest.cash_return,
        **(_orders(backtest, run) if isinstance(run, PortfolioRun) else _trades(run, parameters)),
        "answer": backtest_answer(backtest).json(),
    }


def _trades(run: Run, parameters: dict[str, object]) -> dict[str, object]:
    return {
        "traded": run.traded,
        "frequency": run.frequency,
        "parameters": parameters,
        "metrics": run.metrics,
        "buy_and_hold": run.buy_and_hold,
        "equal_exposure": run.equal_exposure,
        "notes": run.notes,
        "trades": run.trades,
        "open_trade": run.open_trade,
        "voids": run.voids,
        "skipped": run.skipped,
        "rejected": run.rejected,
        "equity": _by_day(run.equity),
    }


def _orders(backtest: Backtest, run: PortfolioRun) -> dict[str, object]:
    return {
        "traded": list(run.funds),
        "fills": run.fills,
        "parameters": dict(backtest.parameters),
        "metrics": run.metrics,
        "benchmarks": {name: each.metrics for name, each in backtest.benchmarks.items()},
        "orders": run.orders,
        "rejected": run.rejected,
        "equity": _by_day(run.equity),
        "weights": {fund: _by_day(weights) for fund, weights in run.weights.items()},
    }


def _by_day(values: pd.Series) -> dict[str, float]:
    return {f"{date:%Y-%m-%d}": float(value) for date, value in values.items()}


def comparison_json(backtests: Sequence[Backtest], comparison: Comparison) -> dict[str, object]:
    """Lay out a comparison as `backtest --compare --json`."""
    return {
        "schema": SCHEMA,
        "common": {
            "first": comparison.first,
            "last": comparison.last,
            "frequency": comparison.frequency,
            "metrics": comparison.metrics,
        },
        "strategies": {each.name: backtest_json(each) for each in backtests},
    }
