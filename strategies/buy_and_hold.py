"""Buy one fund at the first open and keep it: what every rule here is held against."""

from __future__ import annotations

from signals.core.event import RuleError
from strategies.engine.portfolio import Plan, on_schedule


def plan(*, fund: str = "IWM") -> Plan:
    """Hold `fund` from the first open on, its distributions reinvested (METHODS 4.4).

    A share of it with the rest in bills, the benchmark of equal exposure, is the constant mix
    `IWM:36`, for 36%. Raises RuleError for no fund.
    """
    if not fund.strip():
        raise RuleError("fund is empty; expected a symbol such as IWM")
    return Plan((fund.strip().upper(),), lambda days, _: on_schedule([1.0], days, "never"))
