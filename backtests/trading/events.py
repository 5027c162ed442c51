"""One strategy of events traded on a market."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backtests.runtime.serialization import data_used
from data_feeds.series.market import Market, leave_notice
from signals.core.event import RuleError
from signals.core.look_ahead import known_events
from strategies.engine.cohort import BILLS, FUND, CohortPlan

if TYPE_CHECKING:
    from strategies.engine.event_runner import Run

# METHODS 2.8: signals on the index, fills on the fund; the index where the fund has no bars.
TRADED = ("IWM", "RUT")


@dataclass(frozen=True, slots=True)
class Choice:
    """A strategy's module with the parameters it is run with."""

    module: types.ModuleType
    parameters: Mapping[str, object]


def trade(
    module: types.ModuleType,
    market: Market,
    *,
    parameters: Mapping[str, object],
    traded: str | None,
    cash: float,
    cost: float,
) -> Run:
    """Find the strategy's events on the index and trade them, on IWM where it has bars.

    A rule for one cohort trades IWM alone.

    Raises LookAheadError where an event was not known on its day and the plan does not say so.
    """
    from strategies.engine import cohort_runner, event_runner

    series = {name: market.series(name) for name in module.SERIES}
    plan = module.plan(series, **parameters)
    if isinstance(plan, CohortPlan):
        parameters = {**parameters, "start": f"{plan.start:%Y-%m-%d}"}
    if not getattr(plan, "hindsight", ""):
        known_events(
            lambda part: module.plan(part, **parameters).events, series, name=module.__name__
        )
    strategy_class = next(
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and value.__module__ == module.__name__
        and hasattr(value, "params")
    )
    if isinstance(plan, CohortPlan):
        if traded not in (None, FUND):
            raise RuleError(f"a cohort trades {FUND} alone; found --trade {traded}")
        return cohort_runner.run(
            strategy_class, plan, series=series, until=market.as_of, cash=cash, cost=cost
        )
    name = traded or next(n for n in TRADED if market.has(n))
    run = event_runner.run(
        strategy_class,
        plan,
        signal_bars=market.series("RUT"),
        traded_bars=market.prices(name),
        adjusted=market.series(f"{name}_ADJ") if market.has(f"{name}_ADJ") else None,
        bills=market.series(BILLS) if market.can_read(BILLS) else None,
        cash=cash,
        cost=cost,
    )
    for note in run.notes:
        leave_notice(market.notices, note)
    return run


def content(run: Run, parameters: Mapping[str, object], market: Market) -> dict[str, object]:
    """Lay out a backtest as `backtest --json`."""
    return {
        "schema": 1,
        "as_of": market.as_of,
        "strategy": run.name,
        **data_used(market),
        "traded": run.traded,
        "frequency": run.frequency,
        "parameters": dict(parameters),
        "metrics": run.metrics,
        "buy_and_hold": run.buy_and_hold,
        "equal_exposure": run.equal_exposure,
        "notes": run.notes,
        "trades": run.trades,
        "open_trade": run.open_trade,
        "voids": run.voids,
        "skipped": run.skipped,
        "rejected": run.rejected,
        "equity": {f"{date:%Y-%m-%d}": float(value) for date, value in run.equity.items()},
    }
