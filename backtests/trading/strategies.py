"""Find strategies by name and bind their parameters."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Mapping, Sequence

import strategies
from backtests.runtime.choices import nearest_hint
from backtests.trading.events import Choice
from signals.core.event import RuleError
from strategies.engine.cohort import CohortPlan


def strategy_names() -> list[str]:
    """Return the names of the strategies: the modules of `strategies` that define `plan`."""
    modules = [entry.name for entry in pkgutil.iter_modules(strategies.__path__)]
    return [
        name.replace("_", "-")
        for name in sorted(modules)
        if hasattr(importlib.import_module(f"strategies.{name}"), "plan")
    ]


def rules_of(claims: Sequence[str], *, claim_of: Mapping[str, str]) -> list[str]:
    """Select the strategies that put some claims into practice; all of them if none is named.

    `claim_of` maps strategies to the ids of their claims.
    """
    if not claims:
        return strategy_names()
    return sorted(name for name, claim in claim_of.items() if claim in claims)


def find_strategy(name: str) -> types.ModuleType:
    """Return the module of a strategy; raise RuleError with the nearest name for another."""
    names = strategy_names()
    dashed = name.replace("_", "-")
    if dashed not in names:
        hint = nearest_hint(dashed, names) or f"expected one of {', '.join(names)}"
        raise RuleError(f"no strategy {name!r}; {hint}")
    return importlib.import_module(f"strategies.{dashed.replace('-', '_')}")


def plans_a_cohort(module: types.ModuleType) -> bool:
    """Return whether a strategy plans one cohort rather than trading events or holding funds."""
    return module.plan.__annotations__.get("return") in (CohortPlan, "CohortPlan")


def summary(module: types.ModuleType) -> str:
    """Return the first line of a strategy's docstring."""
    return (module.__doc__ or "").strip().splitlines()[0]


def list_strategies() -> list[tuple[str, str, str]]:
    """Return name, first line of the docstring, and parameters of every strategy."""
    rows = []
    for name in strategy_names():
        module = find_strategy(name)
        parameters = ", ".join(f"{p.name}={p.default}" for p in _parameters(module))
        rows.append((name, summary(module), parameters))
    return rows


def _parameters(module: types.ModuleType) -> list[inspect.Parameter]:
    signature = inspect.signature(module.plan)
    return [p for p in signature.parameters.values() if p.kind is p.KEYWORD_ONLY]


def bind_parameters(module: types.ModuleType, given: Sequence[str]) -> dict[str, object]:
    """Parse `name=value` texts as parameters of a strategy, with the types of its signature.

    Raises RuleError for a missing `=`, an unknown name, a value of another type or two values of
    one parameter.
    """
    known = {p.name: p for p in _parameters(module)}
    hints = typing.get_type_hints(module.plan)
    bound = {name: p.default for name, p in known.items()}
    stated: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise RuleError(f"-p {text!r}; expected name=value")
        if name not in known:
            hint = nearest_hint(name, known) or f"expected one of {', '.join(known)}"
            raise RuleError(f"no parameter {name!r}; {hint}")
        if stated.setdefault(name, value) != value:
            raise RuleError(
                f"parameter {name} is {stated[name]!r} and {value!r}; expected one value"
            )
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
    """Find strategies and bind their parameters; the result has the key order of `texts`.

    Parameters
    ----------
    texts
        `NAME` or `NAME:name=value,name=value`.
    given
        `name=value` texts for every strategy with that parameter and without a value of its own.

    Raises
    ------
    RuleError
        No strategy has a parameter, a strategy is named twice, or every strategy with a parameter
        states another value; otherwise as `bind_parameters`.
    """
    chosen: dict[str, Choice] = {}
    named = [(text, *text.partition(":")[::2]) for text in texts]
    modules = {text: find_strategy(name) for text, name, _ in named}
    stated = {text: own.split(",") if own else [] for text, _, own in named}
    known = {text: {p.name for p in _parameters(module)} for text, module in modules.items()}
    for text in given:
        if not any(text.partition("=")[0] in names for names in known.values()):
            bind_parameters(next(iter(modules.values())), [text])
    free = set().union(*(known[text] - _names(stated[text]) for text in known))
    for text, _, _ in named:
        if text in chosen:
            raise RuleError(f"strategy {text!r} is named twice")
        replaced = _names(stated[text]) & free
        shared = [g for g in given if g.partition("=")[0] in known[text] - replaced]
        settings = [*shared, *stated[text]]
        chosen[text] = Choice(modules[text], bind_parameters(modules[text], settings))
    return chosen


def _names(settings: Sequence[str]) -> set[str]:
    """Return the names of `name=value` texts."""
    return {text.partition("=")[0] for text in settings}
