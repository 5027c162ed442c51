"""Buy one fund at the first open and keep it: the benchmark of other rules."""

from __future__ import annotations

from signals.core.event import RuleError
from strategies.engine.portfolio import Plan, on_schedule


def plan(*, fund: str = "IWM") -> Plan:
    """Hold `fund` from the first open on, with distributions reinvested (METHODS 4.4).

    For a benchmark of equal exposure, such as 36%, use the constant mix `IWM:36`. Raises RuleError
    if the fund is empty.
    """
    if not fund.strip():
        raise RuleError("fund is empty; expected a symbol such as IWM")
    return Plan((fund.strip().upper(),), lambda days, _: on_schedule([1.0], days, "never"))
