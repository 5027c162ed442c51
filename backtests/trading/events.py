"""Trade one event or cohort strategy on a market."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data_feeds.series.cash_rate import CASH_RATE
from data_feeds.series.market import Market, add_notice
from signals.core.event import RuleError
from signals.core.look_ahead import known_events
from strategies.engine.cohort import FUND, CohortPlan

if TYPE_CHECKING:
    from strategies.engine.runs import Run

# METHODS 2.8: signals on the index, fills on the fund; the index where the fund has no bars.
TRADED = ("IWM", "RUT")


@dataclass(frozen=True, slots=True)
class Choice:
    """The module of a strategy and the values of its parameters."""

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
    """Find the events of a strategy on the index and trade them.

    Parameters
    ----------
    traded
        Series to trade. None for IWM, or for RUT if the source has no bars of IWM. A cohort
        strategy trades IWM only.
    cost
        Fraction of the price paid on each side.

    Raises
    ------
    LookAheadError
        An event was not known on its day, and the plan does not declare hindsight.
    RuleError
        A cohort strategy is asked to trade another series than IWM.
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
        bills=market.series(CASH_RATE),
        cash=cash,
        cost=cost,
    )
    for note in run.notes:
        add_notice(market.notices, note)
    return run
