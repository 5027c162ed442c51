"""The answer of `rutcheck backtest`: return, risk and trades beside the benchmarks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from backtests.report.answers.answer import Answer, signed_percent
from backtests.report.formats import MISSING, percent, price
from backtests.runtime.wording import plural
from backtests.trading.backtest import AS_EXPOSED, Backtest

if TYPE_CHECKING:
    from strategies.engine.metrics import Metrics

EQUAL_EXPOSURE = "equal exposure"
# Metrics that the answer compares with the benchmarks.
COMPARED = ("cagr", "sharpe", "max_drawdown")
# Metrics of trades and of the account that the answer states.
STATED = ("trades", "hit_rate", "expectancy", "profit_factor", "exposure", "final_value")


def backtest_answer(run: Backtest) -> Answer:
    """Return the answer on one backtest."""
    benchmarks = {benchmark_name(name): each.metrics for name, each in run.benchmarks.items()}
    others = {benchmark_name(name): each.metrics for name, each in run.others.items()}
    alone = "" if others else "; no benchmark differs"
    span = f"{run.first:%Y-%m-%d} to {run.last:%Y-%m-%d}"
    return Answer(
        (
            (
                "account",
                f"{run.name} on {run.traded}, {span}: {price(float(run.equity.iloc[0]))} became "
                f"{price(run.metrics.get('final_value'))}{alone}",
            ),
            ("return", _beside("cagr", signed_percent, run.metrics, others, " a year")),
            ("Sharpe", _beside("sharpe", _two_digits, run.metrics, others)),
            ("max drawdown", _beside("max_drawdown", percent, run.metrics, others)),
            ("trades", _trades(run)),
        ),
        {
            "start": float(run.equity.iloc[0]),
            **{name: run.metrics.get(name) for name in (*COMPARED, *STATED)},
            "orders": len(run.table) if run.kind == "orders" else None,
            "not_traded": len(run.untraded),
            "benchmarks": {
                name: {metric: metrics.get(metric) for metric in COMPARED}
                for name, metrics in benchmarks.items()
            },
        },
    )


def benchmark_name(name: str) -> str:
    """Return the name of a benchmark in the terms of the field."""
    return name.replace(AS_EXPOSED, EQUAL_EXPOSURE)


def _beside(
    metric: str,
    shown: Callable[[float], str],
    own: Metrics,
    benchmarks: Mapping[str, Metrics],
    unit: str = "",
) -> str:
    """Return a metric of the strategy, and in brackets that of each benchmark, if there is one."""

    def value(metrics: Metrics) -> str:
        found = metrics.get(metric)
        return MISSING if found is None else shown(float(found))

    others = ", ".join(f"{name} {value(metrics)}" for name, metrics in benchmarks.items())
    return f"{value(own)}{unit}" + (f" ({others})" if others else "")


def _two_digits(value: float) -> str:
    return f"{value:.2f}"


def _trades(run: Backtest) -> str:
    """Return the number of trades or orders, hit rate, expectancy, profit factor and exposure."""
    metrics = run.metrics
    count = (
        plural(len(run.table), "order")
        if run.kind == "orders"
        else plural(int(metrics.get("trades") or 0), "trade")
    )
    parts = [count]
    for name, shown in (("hit_rate", percent), ("expectancy", signed_percent)):
        if (found := metrics.get(name)) is not None:
            parts.append(f"{name.replace('_', ' ')} {shown(float(found))}")
    if (factor := metrics.get("profit_factor")) is not None:
        parts.append(f"profit factor {factor:.2f}")
    if (exposure := metrics.get("exposure")) is not None:
        parts.append(f"exposure {percent(float(exposure))}")
    if run.untraded:
        parts.append(f"{plural(len(run.untraded), 'signal')} not traded")
    return ", ".join(parts)
