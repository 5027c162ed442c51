"""What a study asks and what decides, as texts made from the parameters of a claim.

A study has a constant `METHOD`. The texts name parameters and series in braces; a part in square
brackets is left out where one of its parameters is not given.
"""

from __future__ import annotations

import re
import string
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from typing_extensions import is_typeddict

from backtests.evidence.checks import (
    RULED_OUT,
    SIGNIFICANT,
    Check,
    ConjunctionCheck,
    CriteriaCheck,
    EffectCheck,
    FactCheck,
    ForecastCheck,
    NotTestableCheck,
    ScenarioCheck,
    TouchCheck,
)
from backtests.evidence.robustness import LEAST_EVENTS
from backtests.studies.parameters import Kind, amount, day, percent


@dataclass(frozen=True, slots=True)
class Decision:
    """The kind of check that a study makes, and what supports and refutes a claim by it."""

    check: type[Check]
    supports: str
    refutes: str


@dataclass(frozen=True, slots=True)
class Method:
    """What a study asks, what decides, and what is reported beside it and does not decide."""

    asks: str
    decision: Decision
    beside: str = ""

    def texts(self, annotations: Mapping[str, object], values: Mapping[str, object]) -> MethodTexts:
        """Return the texts of a claim.

        Parameters
        ----------
        annotations : Mapping of str to type
            Type of each parameter of the study, with metadata.
        values : Mapping of str to object
            Values of the parameters; None or missing if not given. Series are given by name.
        """
        shown = {
            name: _Shown(value, format_value(annotations.get(name, str), value))
            for name, value in values.items()
            if value is not None and not (isinstance(value, Sequence) and len(value) == 0)
        }
        beside = _fill(self.beside, shown)
        test = f"{_fill(self.asks, shown)}." + (f" Beside it: {beside}." if beside else "")
        return MethodTexts(
            test=test,
            supports=_fill(self.decision.supports, shown),
            refutes=_fill(self.decision.refutes, shown),
        )


@dataclass(frozen=True, slots=True)
class MethodTexts:
    """The test of a claim, and what supports and refutes it, in words."""

    test: str
    supports: str
    refutes: str


def by_effect(least: str, *, also: str = "", what: str = "the effect") -> Decision:
    """Return the decision of an `EffectCheck` (METHODS 4.3, 4.4).

    Parameters
    ----------
    least : str
        The least effect that counts, with its unit; empty if any effect above zero does.
    also : str
        Further conditions of support; left out where one of its parameters is not given.
    what : str
        Name of the effect.
    """
    bound = least or "zero"
    size = f"at least {least}" if least else "above zero"
    conditions = f"[, {also}]" if also else ""
    return Decision(
        EffectCheck,
        f"{what} is {size}{conditions}, p after Holm at most {SIGNIFICANT}, from at least "
        f"{LEAST_EVENTS} separate events, and the robustness checks are passed",
        f"the upper end of its 90% interval is below {bound}, or it is opposite with p after Holm "
        f"at most {SIGNIFICANT}; from as many events, and this too is robust",
    )


def by_parts(name: str, deciding: Decision, *others: str) -> Decision:
    """Return the decision of a `ConjunctionCheck`: the part that decides, and those also needed.

    Parameters
    ----------
    name : str
        The deciding part.
    others : str
        What each other part needs, apart from a p of its own.
    """
    also = "; ".join(others)
    return Decision(
        ConjunctionCheck,
        f"{name}: {deciding.supports}; also needed, each with a p of its own of at most "
        f"{SIGNIFICANT} where it is an effect, and robust: {also}",
        f"{name}: {deciding.refutes}",
    )


def by_forecast(supports: str, refutes: str) -> Decision:
    """Return the decision of a `ForecastCheck` (METHODS 4.2)."""
    return Decision(ForecastCheck, supports, refutes)


def by_touch(day_of: str) -> Decision:
    """Return the decision of a `TouchCheck` (METHODS 4.2)."""
    return Decision(TouchCheck, f"the level is touched {day_of}", "it is not")


def by_fact(supports: str, refutes: str) -> Decision:
    """Return the decision of a `FactCheck` (METHODS 4.1)."""
    return Decision(FactCheck, supports, refutes)


def by_criteria(supports: str, refutes: str) -> Decision:
    """Return the decision of a `CriteriaCheck` (METHODS 4.3)."""
    return Decision(CriteriaCheck, supports, refutes)


SCENARIO = Decision(
    ScenarioCheck,
    "never: one outcome cannot support a set of odds",
    f"the outcome had been given at most {RULED_OUT:.0%}",
)
NOTHING = Decision(NotTestableCheck, "nothing can", "nothing can")


def level_change(value: float) -> str:
    """Return what a forecast rise asks of the close, or a fall if negative.

    >>> level_change(0.15), level_change(-0.1)
    ('at least 15% above', 'at least 10% below')
    """
    return f"at least {percent(abs(value))} {'below' if value < 0 else 'above'}"


def or_more(value: float) -> str:
    """Return a return that is named as a level to be reached, from above if negative.

    >>> or_more(0.15), or_more(-0.1)
    ('15% or more', '-10% or less')
    """
    return f"{percent(value)} or {'less' if value < 0 else 'more'}"


def beyond(value: float) -> str:
    """Return a return that is compared with a usual one, from above if negative.

    >>> beyond(0.2), beyond(-0.1)
    ('20% is above', '-10% is below')
    """
    return f"{percent(value)} is {'below' if value < 0 else 'above'}"


def in_points(value: float) -> str:
    """Format a difference of two fractions in percentage points.

    >>> in_points(0.02), in_points(0.001)
    ('2 points', '0.1 points')
    """
    return amount("point")(100 * value)


_SPECS: Mapping[str, Callable[[typing.Any], str]] = {
    "change": level_change,
    "points": in_points,
    "twice": lambda value: in_points(2 * value),
    "twice_percent": lambda value: percent(2 * value),
    "or_more": or_more,
    "beyond": beyond,
    "further": lambda value: "less" if value < 0 else "more",
    "by": lambda value: f"{percent(abs(value))} {'down' if value < 0 else 'up'}",
    "refuted": lambda split: {"refutes": "a part does not", "inconclusive": "no part does"}[split],
    "event": lambda anchor: {
        "first": "first cut of each easing cycle",
        "last": "last cut of each easing cycle",
        "pause": "start of each pause",
    }[anchor],
}


@dataclass(frozen=True, slots=True)
class _Shown:
    """A value in a text, in the format of its kind or of a format specification."""

    value: typing.Any
    text: str

    def __format__(self, spec: str) -> str:
        return _SPECS[spec](self.value) if spec else self.text


def _fill(template: str, shown: Mapping[str, _Shown]) -> str:
    """Fill a text; parts in brackets without a value for each of their names are left out."""

    def part(match: re.Match[str]) -> str:
        return match[1] if fields(match[1]) <= set(shown) else ""

    return re.sub(r"\[([^\[\]]*)\]", part, template).format(**shown)


def fields(template: str) -> set[str]:
    """Return the names in braces of a text.

    >>> sorted(fields("{bars} rises by {rise:change}[, not {more}]"))
    ['bars', 'more', 'rise']
    """
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def format_value(annotation: typing.Any, value: typing.Any) -> str:
    """Format a parameter by its type: lists joined, tables as names and values."""
    if typing.get_origin(annotation) is typing.Annotated:
        kind = next((one for one in annotation.__metadata__ if isinstance(one, Kind)), None)
        return format_value(annotation.__origin__, value) if kind is None else kind.show(value)
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        first = next(one for one in typing.get_args(annotation) if one is not type(None))
        return format_value(first, value)
    if isinstance(value, Mapping):
        return ", ".join(
            f"{name} {format_value(_item_type(annotation, name), item)}"
            for name, item in value.items()
        )
    if isinstance(value, Sequence) and not isinstance(value, str):
        (item_type, *_) = typing.get_args(annotation) or (str,)
        return _joined([format_value(item_type, item) for item in value])
    return day(value) if isinstance(value, pd.Timestamp) else str(value)


def _item_type(annotation: typing.Any, name: str) -> object:
    """Return the type of a field of a table: of its own, or the same for all."""
    if is_typeddict(annotation):
        return typing.get_type_hints(annotation, include_extras=True).get(name, str)
    return (*typing.get_args(annotation), str, str)[1]


def _joined(items: Sequence[str]) -> str:
    """Join items with commas and a final "and"."""
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1])))
