"""Find a strategy by name, bind its parameters, and trade it on a data source."""

from __future__ import annotations

import difflib
import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import strategies
from backtests.results import data_used
from data_feeds.market import Market, leave_notice
from signals.event import RuleError
from signals.look_ahead import known_events
from strategies.cohort import BILLS, FUND, CohortPlan

if TYPE_CHECKING:
    from strategies.runner import Run

# METHODS 2.8: signals on the index, fills on the fund; the index where the fund has no bars.
TRADED = ("IWM", "RUT")


def strategy_names() -> list[str]:
    """Names of the strategies: the modules of `strategies` that offer a plan."""
    modules = [entry.name for entry in pkgutil.iter_modules(strategies.__path__)]
    return [name.replace("_", "-") for name in sorted(modules)
            if hasattr(importlib.import_module(f"strategies.{name}"), "plan")]  # fmt: skip


def find_strategy(name: str) -> types.ModuleType:
    """Return the module of a strategy; RuleError with the nearest names otherwise."""
    names = strategy_names()
    dashed = name.replace("_", "-")
    if dashed not in names:
        near = difflib.get_close_matches(dashed, names, n=1)
        hint = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(names)}"
        raise RuleError(f"no strategy {name!r}; {hint}")
    return importlib.import_module(f"strategies.{dashed.replace('-', '_')}")


def plans_a_cohort(module: types.ModuleType) -> bool:
    """Whether a strategy's module plans one cohort rather than trading events or holding funds."""
    return module.plan.__annotations__.get("return") in (CohortPlan, "CohortPlan")


def list_strategies() -> list[tuple[str, str, str]]:
    """Name, first line of the description, and parameters of every strategy."""
    rows = []
    for name in strategy_names():
        module = find_strategy(name)
        parameters = ", ".join(f"{p.name}={p.default}" for p in _parameters(module))
        rows.append((name, (module.__doc__ or "").strip().splitlines()[0], parameters))
    return rows


def _parameters(module: types.ModuleType) -> list[inspect.Parameter]:
    signature = inspect.signature(module.plan)
    return [p for p in signature.parameters.values() if p.kind is p.KEYWORD_ONLY]


def bind_parameters(module: types.ModuleType, given: Sequence[str]) -> dict[str, object]:
    """Turn `name=value` texts into the strategy's parameters, typed by its signature.

    Raises RuleError for a missing `=`, an unknown name (with the nearest one) or a value of
    another type.
    """
    known = {p.name: p for p in _parameters(module)}
    hints = typing.get_type_hints(module.plan)
    bound = {name: p.default for name, p in known.items()}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise RuleError(f"-p {text!r}; expected name=value")
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(known)}"
            raise RuleError(f"no parameter {name!r}; {hint}")
        bound[name] = _converted(name, value, hints[name])
    return bound


def _converted(name: str, value: str, hint: object) -> object:
    kinds = [k for k in (typing.get_args(hint) or (hint,)) if isinstance(k, type)]
    if type(None) in kinds and value.lower() in ("none", ""):
        return None
    for kind in (int, float, str):
        if kind in kinds:
            try:
                return kind(value)
            except ValueError:
                continue
    wanted = " or ".join(kind.__name__ for kind in kinds if kind is not type(None))
    raise RuleError(f"parameter {name} is {value!r}; expected {wanted}")


def choose(texts: Sequence[str], given: Sequence[str]) -> dict[str, Choice]:
    """Find strategies by `NAME` or `NAME:name=value,name=value`, with their parameters, by text.

    `given` holds `name=value` texts for every strategy that has the parameter. Raises RuleError for
    one that none of them has, for a strategy named twice, or as `bind_parameters`.
    """
    chosen: dict[str, Choice] = {}
    parted = [(text, *text.partition(":")[::2]) for text in texts]
    modules = {text: find_strategy(name) for text, name, _ in parted}
    known = {text: {p.name for p in _parameters(module)} for text, module in modules.items()}
    for text in given:
        if not any(text.partition("=")[0] in names for names in known.values()):
            bind_parameters(next(iter(modules.values())), [text])
    for text, _, own in parted:
        if text in chosen:
            raise RuleError(f"strategy {text!r} is named twice")
        shared = [g for g in given if g.partition("=")[0] in known[text]]
        settings = [*shared, *(own.split(",") if own else ())]
        chosen[text] = Choice(modules[text], bind_parameters(modules[text], settings))
    return chosen


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
    from strategies import cohort_runner, runner  # noqa: PLC0415  (backtrader is slow to import)

    series = {name: market.series(name) for name in module.SERIES}
    plan = module.plan(series, **parameters)
    if isinstance(plan, CohortPlan):
        parameters = {**parameters, "start": f"{plan.start:%Y-%m-%d}"}
    if not getattr(plan, "hindsight", ""):
        known_events(lambda part: module.plan(part, **parameters).events, series,
                     name=module.__name__)  # fmt: skip
    strategy_class = next(
        value for value in vars(module).values()
        if isinstance(value, type) and value.__module__ == module.__name__
        and hasattr(value, "params")
    )  # fmt: skip
    if isinstance(plan, CohortPlan):
        if traded not in (None, FUND):
            raise RuleError(f"a cohort trades {FUND} alone; found --trade {traded}")
        return cohort_runner.run(strategy_class, plan, series=series, until=market.as_of,
                                 cash=cash, cost=cost)  # fmt: skip
    name = traded or next(n for n in TRADED if market.has(n))
    run = runner.run(
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
