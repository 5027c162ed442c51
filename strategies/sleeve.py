"""Keep small caps as one sleeve of a diversified portfolio, not a standalone bet."""

from __future__ import annotations

from strategies.engine.portfolio import (
    BenchmarkMix,
    Plan,
    check_rebalance,
    check_weights,
    on_schedule,
)

# METHODS 2.9, R5.
BENCHMARK = BenchmarkMix("small caps alone", "IWM:100")


def plan(*, small: float = 0.30, bonds: float = 0.0, rebalance: str = "quarterly") -> Plan:
    """Hold IWM, SPY and a share `bonds` in AGG (METHODS 2.9, R5).

    `small` is the share of IWM in the equities. The second mix of METHODS, 18/42/40, has
    `bonds` = 0.40.
    """
    check_weights(small=small, bonds=bonds)
    often, shares = check_rebalance(rebalance), 1 - bonds
    weights = [small * shares, shares - small * shares, *([bonds] if bonds else [])]
    return Plan(
        ("IWM", "SPY", "AGG")[: len(weights)], lambda days, _: on_schedule(weights, days, often)
    )
