"""Lean into both technology and small caps: half of the money in each."""

from __future__ import annotations

from strategies.engine.portfolio import (
    BenchmarkMix,
    Plan,
    check_rebalance,
    check_weights,
    on_schedule,
)

# METHODS srg-10.
BENCHMARK = BenchmarkMix("the S&P 500", "SPY:100")


def plan(*, technology: float = 0.50, rebalance: str = "yearly") -> Plan:
    """Hold XLK and IWM, rebalanced yearly by default (METHODS srg-10)."""
    check_weights(technology=technology)
    often, weights = check_rebalance(rebalance), [technology, 1 - technology]
    return Plan(("XLK", "IWM"), lambda days, _: on_schedule(weights, days, often))
