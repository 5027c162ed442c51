"""Ranges of the parameters of all studies: what is outside is refused before data are read."""

from __future__ import annotations

import json
import math
import re
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import pytest
from typing_extensions import is_typeddict

from backtests.claims.examples import examples
from backtests.claims.registry import Claim, is_series, load_claims
from backtests.claims.schema import RegistryError, words
from backtests.claims.validation import check_claims
from backtests.studies import study_names
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.studies.parameters import Kind
from signals.core.event import RuleError

# One shipped claim for each study, as a row that is known to be accepted.
CLAIM_OF: Mapping[str, Claim] = {
    **{study: claim for study, (claim, _) in examples().items()},
    **{claim.study: claim for claim in load_claims()},
}
VALUES = (math.nan, math.inf, -math.inf, 1e300, -1e300, -1.0, -0.5, 0.0, 1e12)


def toml(value: object) -> str:
    """Write a value as TOML."""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value).replace("NaN", "nan").replace("Infinity", "inf")


def claims_file(claim: Claim, parameters: Mapping[str, object]) -> str:
    """A claims file with one claim, each parameter on a line of its own from line 14."""
    return "\n".join(
        (
            "[article]",
            'key = "own"',
            'title = "A title"',
            'publisher = "A publisher"',
            f"date = {claim.article.date:%Y-%m-%d}",
            "[[claim]]",
            f'id = "own-01"\ntype = "{claim.type}"\nsection = "Top"\nstatement = "So it is."',
            *([] if claim.expectation is None else ['expectation = "a poll"']),
            f'study = "{claim.study}"',
            f"data = {toml(claim.data)}",
            f"optional = {toml(claim.optional)}",
            "[claim.parameters]",
            *(f"{name} = {toml(value)}" for name, value in parameters.items()),
        )
    )


def leaves(annotation: Any, path: tuple[object, ...] = ()) -> Iterator[tuple[Any, Kind | None]]:
    """Yield the numeric and date types inside an annotation, each with its range, if any."""
    kind = None
    if typing.get_origin(annotation) is typing.Annotated:
        kinds = [one for one in annotation.__metadata__ if isinstance(one, Kind)]
        kind = kinds[0] if kinds and kinds[0].expected else None
        annotation = annotation.__origin__
    arguments = typing.get_args(annotation)
    if annotation in (int, float, pd.Timestamp):
        yield annotation, kind
    elif is_typeddict(annotation):
        for inner in typing.get_type_hints(annotation, include_extras=True).values():
            yield from leaves(inner)
    elif typing.get_origin(annotation) in (typing.Union, types.UnionType, list, Sequence, dict):
        for inner in arguments:
            yield from leaves(inner)


def numbers_in(value: object) -> Iterator[tuple[tuple[object, ...], float]]:
    """Yield the path of every number inside the value of a parameter."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from (((key, *path), number) for path, number in numbers_in(inner))
    elif isinstance(value, list | tuple):
        for at, inner in enumerate(value):
            yield from (((at, *path), number) for path, number in numbers_in(inner))
    elif isinstance(value, int | float):
        yield (), value


def with_value(value: Any, path: Sequence[Any], new: object) -> Any:
    """Replace what is at a path inside a value."""
    if not path:
        return new
    first, *rest = path
    if isinstance(value, Mapping):
        return {k: with_value(v, rest, new) if k == first else v for k, v in value.items()}
    return [with_value(v, rest, new) if at == first else v for at, v in enumerate(value)]


def type_at(annotation: Any, path: Sequence[Any]) -> Any:
    """The type of what is at a path inside an annotated value."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        first = next(a for a in typing.get_args(annotation) if a is not type(None))
        return type_at(first, path)
    if not path:
        return annotation
    if typing.get_origin(annotation) is typing.Annotated:
        return type_at(annotation.__origin__, path)
    if is_typeddict(annotation):
        return type_at(typing.get_type_hints(annotation, include_extras=True)[path[0]], path[1:])
    arguments = typing.get_args(annotation)
    return type_at(arguments[1 if typing.get_origin(annotation) is dict else 0], path[1:])


def test_every_study_has_a_shipped_claim_to_start_from() -> None:
    """So that the tests below walk all studies."""
    assert set(CLAIM_OF) == set(study_names())


@pytest.mark.parametrize("study", study_names())
def test_every_number_and_date_of_a_study_has_a_range(study: str) -> None:
    """Also those inside lists and tables; lists name the series that they are about."""
    claim = CLAIM_OF[study]
    for name in claim.keywords:
        if not is_series(claim.annotations[name]):
            for kind, limits in leaves(claim.annotations[name]):
                assert limits is not None, f"{study}: {name} is a {kind} without a range"


@pytest.mark.parametrize("study", study_names())
def test_numbers_out_of_range_are_refused_with_file_line_and_range(study: str) -> None:
    """NaN, infinities, huge, negative and zero values, in every number of every parameter."""
    claim = CLAIM_OF[study]
    check_claims(claims_file(claim, claim.parameters), name="own.toml")
    for name, value in claim.parameters.items():
        for path, number in numbers_in(value):
            annotation = type_at(claim.annotations[name], path)
            kind = next(one for one in annotation.__metadata__ if isinstance(one, Kind))
            whole = annotation.__origin__ is int
            for new in VALUES:
                bad: float = int(new) if whole and math.isfinite(new) and new % 1 == 0 else new
                in_range = kind.accepts(bad, {}) and not (whole and not isinstance(bad, int))
                text = claims_file(claim, {**claim.parameters, name: with_value(value, path, bad)})
                try:
                    check_claims(text, name="own.toml")
                except RegistryError as error:
                    refusal = str(error)
                    line = 1 + text.splitlines().index(
                        next(row for row in text.splitlines() if row.startswith(f"{name} = "))
                    )
                    if in_range:
                        assert claim.rules or path, f"{study}: {name} = {bad} refused: {refusal}"
                        continue
                    assert refusal.startswith(f"own.toml, line {line}: {name} is ")
                    assert f"expected {words(claim.annotations[name])}" in refusal
                else:
                    assert in_range, f"{study}: {name} = {bad} accepted, was {number}"


@pytest.mark.parametrize("study", study_names())
def test_an_empty_list_is_refused(study: str) -> None:
    """A list that names nothing; a list that may be left out is left out."""
    claim = CLAIM_OF[study]
    for name, value in claim.parameters.items():
        if isinstance(value, list):
            text = claims_file(claim, {**claim.parameters, name: []})
            with pytest.raises(
                RegistryError, match=rf"own.toml, line \d+: {name} is \[\]; expected"
            ):
                check_claims(text, name="own.toml")


FORECAST = """\
[article]
key = "own"
title = "A title"
publisher = "A publisher"
date = 2026-01-15

[[claim]]
id = "own-01"
type = "P"
section = "Top"
statement = "So it will be."
study = "{study}"
data = {data}
[claim.parameters]
{parameters}
"""
TARGET = {"level": "3000", "base_date": "2026-01-15", "resolves": "2027-01-15"}
RISE = {"base_date": "2026-01-15", "months": "12", "rise": "0.15"}
ODDS = {
    "base_date": "2026-01-15",
    "since": "1987-09-10",
    "odds": "{ up = 0.25, sideways = 0.45, down = 0.30 }",
}
RETURN = {
    "name": '"Russell 2000"',
    "base_date": "2025-12-31",
    "resolves": "2026-12-31",
    "months": "12",
    "least": "0.15",
}


@pytest.mark.parametrize(
    ("study", "parameters", "changed", "expected"),
    [
        ("price_target", TARGET, {"level": "0"}, "a price above 0 and at most 1,000,000,000"),
        ("price_target", TARGET, {"level": "nan"}, "a price above 0"),
        ("price_target", TARGET, {"seed_record": "0"}, "a price above 0"),
        ("price_target", TARGET, {"target": '"mm-z"'}, "a target rule"),
        ("price_target", TARGET, {"target": '"none"'}, "a target rule"),
        ("price_target", TARGET, {"resolves": "2026-01-15"}, "resolves after base_date"),
        ("price_target", TARGET, {"resolves": "2101-01-01"}, "from 1900 to 2100"),
        ("price_target", TARGET, {"also_by": "[2025-12-31]"}, "each of also_by after base_date"),
        ("price_target", TARGET, {"also_by": "[]"}, "at least one"),
        (
            "price_target",
            TARGET,
            {"base_date": "2025-01-02", "resolves": "2026-01-14"},
            "resolves after the article, as the claim is a forecast",
        ),
        ("price_target", TARGET, {"resolves": "2027-01-15T10:00:00"}, "a date (2026-01-15"),
        ("level_forecast", RISE, {"months": "-12"}, "a whole number of months from 1 to 120"),
        ("level_forecast", RISE, {"months": "0"}, "a whole number of months from 1 to 120"),
        ("level_forecast", RISE, {"months": "12.5"}, "a whole number of months"),
        ("level_forecast", RISE, {"rise": "-1"}, "a fraction (0.15 is 15%) above -1"),
        ("level_forecast", RISE, {"rise": "inf"}, "a fraction (0.15 is 15%) above -1"),
        ("level_forecast", RISE, {"base_date": "2024-01-15"}, "that end after the article"),
        ("scenario_odds", ODDS, {"odds": "{ up = 0.5, sideways = 0.45, down = 0.30 }"}, "sum to 1"),
        (
            "scenario_odds",
            ODDS,
            {"odds": "{ up = 0.6, sideways = 0.6, down = -0.2 }"},
            "from 0 to 1",
        ),
        ("scenario_odds", ODDS, {"odds": "{ up = 0.5, down = 0.5 }"}, "up, sideways, down"),
        ("return_in_range", RETURN, {"least": None}, "at least one of least, most"),
        ("return_in_range", RETURN, {"most": "0.1"}, "least at most most"),
        ("return_in_range", RETURN, {"name": '" "'}, "a text in quotes that is not empty"),
    ],
)
def test_a_refusal_names_the_range(
    study: str, parameters: dict[str, str], changed: dict[str, str | None], expected: str
) -> None:
    """One line with the file, the line and what is expected; the unchanged row is accepted."""
    series = "closes" if study in ("scenario_odds", "return_in_range") else "bars"

    def text(values: Mapping[str, str | None]) -> str:
        rows = "\n".join(f"{k} = {v}" for k, v in values.items() if v is not None)
        return FORECAST.format(study=study, data=f'{{ {series} = "RUT" }}', parameters=rows)

    check_claims(text(parameters), name="own.toml")
    with pytest.raises(RegistryError, match=re.escape(expected)) as caught:
        check_claims(text({**parameters, **changed}), name="own.toml")
    assert re.match(r"own\.toml, line \d+: ", str(caught.value))
    assert "\n" not in str(caught.value)


def test_the_name_of_a_series_is_one_of_optional() -> None:
    """A misspelt series in a pair is refused, not reported as missing data."""
    claim = CLAIM_OF["relative_race"]
    known = next(iter(claim.optional))
    text = claims_file(claim, {**claim.parameters, "pairs": [[known, "Rusel 2000"]]})
    with pytest.raises(RegistryError, match="two names of series in optional"):
        check_claims(text, name="own.toml")


def test_stated_odds_may_be_rounded() -> None:
    """33%, 33% and 33% sum to 99%."""
    values = {**ODDS, "odds": "{ up = 0.33, sideways = 0.33, down = 0.33 }"}
    rows = "\n".join(f"{k} = {v}" for k, v in values.items())
    text = FORECAST.format(study="scenario_odds", data='{ closes = "RUT" }', parameters=rows)
    assert len(check_claims(text, name="own.toml")) == 1


@pytest.mark.parametrize("horizon", [0, -12, 2_521])
def test_the_horizon_of_a_breakout_has_the_range_of_trading_days(horizon: int) -> None:
    """For commands and notebooks, as in a claims file; ten years are the longest."""
    assert BreakoutRules(horizon=2_520).horizon == 2_520
    with pytest.raises(RuleError, match=f"horizon is {horizon}; expected 1 to 2,520 trading days"):
        BreakoutRules(horizon=horizon)
