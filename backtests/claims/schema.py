"""Schema of a claims file: pydantic models of its tables, and error messages with line numbers."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, Literal

import pandas as pd
from annotated_types import Len
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from typing_extensions import is_typeddict

from backtests.claims.errors import RegistryError as RegistryError  # noqa: PLC0414
from backtests.claims.listing import TYPE_WORDS as TYPE_WORDS  # noqa: PLC0414
from backtests.runtime.choices import nearest_hint
from backtests.studies import study_names
from backtests.studies.parameters import FIRST_DAY, LAST_DAY, Kind
from data_feeds.series.bars import excerpt
from data_feeds.series.day import parse_day

if typing.TYPE_CHECKING:
    from pydantic_core import ErrorDetails

ClaimType = Literal["F", "C", "T", "P", "S", "R", "B"]
# METHODS 4: claims are counted in three groups.
GROUPS: Mapping[str, str] = MappingProxyType(
    {"facts": "F", "dated forecasts": "PTS", "tests of history": "CBR"}
)
# TOML has types: a number in quotes is refused, not converted.
STRICT = ConfigDict(
    strict=True, extra="forbid", frozen=True, arbitrary_types_allowed=True, allow_inf_nan=False
)


# Tables and lists inside each other.
MOST_DEPTH = 16
# Bits of a whole number that can be compared with a float.
MOST_BITS = 1_023
_TOO_LONG = "a number of too many digits; expected up to 308"
# A dotted key of more parts, which tomllib takes minutes for, and digits that int() refuses.
_DEEP_KEY = re.compile(rf"^\s*(?:[\w\"'-]+\s*\.\s*){{{MOST_DEPTH}}}", re.MULTILINE)
_LONG_NUMBER = re.compile(r"[0-9_]{4300}")


def _publication_date(value: object) -> pd.Timestamp:
    """Convert a TOML date or an ISO date in quotes."""
    if not isinstance(value, dt.date | str):
        raise ValueError("expected a date")
    day = parse_day(str(value))
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError("expected a date that prices can have")
    return day


def _with_timestamps(value: typing.Any) -> typing.Any:
    """Convert TOML dates to timestamps, also inside lists and tables."""
    if isinstance(value, list):
        return [_with_timestamps(item) for item in value]
    if isinstance(value, dict):
        return {key: _with_timestamps(item) for key, item in value.items()}
    return pd.Timestamp(value) if isinstance(value, dt.date) else value


# The description of a field is what an error message says is expected.
_MOST_CHARACTERS = 10_000
_TEXT = f"a text of up to {_MOST_CHARACTERS:,} characters"
Text = Annotated[
    str,
    StringConstraints(pattern=r"\S", max_length=_MOST_CHARACTERS),
    Field(description=_TEXT),
]
OptionalText = Annotated[Text | None, Field(description=_TEXT)]
# Part of the names of figures, and of what is typed to select the claim.
Name = Annotated[
    str,
    StringConstraints(pattern=r"^[^\W_][\w.-]{0,99}$"),
    Field(description="up to 100 letters, digits, -, _ and ., the first a letter or digit"),
]
Texts = Annotated[
    tuple[str, ...], Field(strict=False, description="a list, each item a text in quotes")
]
# A symbol or the name of a file.
SeriesName = Annotated[
    str, StringConstraints(pattern=r"^[^\x00-\x1f]*[^\s\x00-\x1f][^\x00-\x1f]*$", max_length=255)
]
SeriesNames = Annotated[dict[str, SeriesName], Field(description="a table { … }")]
Parameters = Annotated[
    dict[str, object], AfterValidator(_with_timestamps), Field(description="a table { … }")
]
Date = Annotated[
    pd.Timestamp,
    BeforeValidator(_publication_date),
    Field(description=f"YYYY-MM-DD, from {FIRST_DAY:%Y} to {LAST_DAY:%Y}"),
]


class Article(BaseModel):
    """Where a claim was published.

    `date` is the last close known to its reader. `about` is its subject, for the title of a report
    on several articles.
    """

    model_config = STRICT

    key: Text
    title: Text
    publisher: Text
    date: Date
    date_note: str = ""
    about: str = ""


class ClaimRow(BaseModel):
    """One [[claim]] table: a claim in our own words and how it is tested.

    Attributes
    ----------
    test, supports, refutes
        The test in the words of the file's author. The method shown with a verdict is made from
        the study and its parameters; these are shown beside it.
    readings
        Alternatives to the primary test, in words.
    caveats
        What of the statement cannot be tested.
    expectation
        For a sentence that reports what others expected: the data that would show it. The claim is
        not testable, and what its study finds is reported as the outcome (METHODS 4.2).
    study
        Module of `backtests.studies` that tests the claim.
    strategy
        Strategy that puts the claim into practice, if any.
    data
        Series name for each series parameter of the study.
    optional
        Entries of the study's `others`: series used where the data source has them.
    parameters
        The other keyword arguments of the study.
    """

    model_config = STRICT

    id: Name
    type: ClaimType
    section: Text
    statement: Text
    test: OptionalText = None
    supports: OptionalText = None
    refutes: OptionalText = None
    labels: Texts = ()
    readings: Texts = ()
    caveats: Texts = ()
    expectation: OptionalText = None
    study: Text
    strategy: OptionalText = None
    data: SeriesNames
    optional: SeriesNames = Field(default_factory=dict)
    parameters: Parameters = Field(default_factory=dict)


class ClaimsFile(BaseModel):
    """A whole claims file."""

    model_config = STRICT

    article: Article
    claim: list[ClaimRow]


class Source:
    """The text of a claims file; finds the line of a key for an error message."""

    def __init__(self, text: str, name: str) -> None:
        self.lines = text.splitlines()
        self.name = name
        self.starts = [
            n for n, line in enumerate(self.lines) if re.match(r"\s*\[\[claim\]\]", line)
        ]

    @property
    def too_deep(self) -> RegistryError:
        """The error of a file whose tables or lists are nested too deeply."""
        return RegistryError(f"{self.name}: nested too deeply; expected up to {MOST_DEPTH} levels")

    def error(self, row: int | None, key: str, text: str) -> RegistryError:
        """Return an error that names file and line; `row` counts the claims from 0."""
        return RegistryError(f"{self.name}, line {self._line(row, key)}: {text}")

    def _line(self, row: int | None, key: str) -> int:
        """Line of a key in a claim (None: before the first claim); else the start of the table."""
        first = self.starts[row] if row is not None and row < len(self.starts) else 0
        end = next((n for n in self.starts if n > first), len(self.lines))
        pattern = re.compile(rf"(^|[\s{{,\[\"]){re.escape(key)}[\"\]]*\s*(=|\]|$)") if key else None
        for n in range(first, end):
            line = re.sub(r'"[^"]*"(?!\s*[=\]])', '""', self.lines[n].split("#", 1)[0])
            if pattern is not None and pattern.search(line):
                return n + 1
        return first + 1


def parse(text: str, *, name: str) -> ClaimsFile:
    """Parse the text of a claims file.

    Raises
    ------
    RegistryError
        It is not TOML, or violates the schema; the message names the line, what was found and
        what is expected.
    """
    content = _toml(text, name)
    try:
        return ClaimsFile.model_validate(content)
    except ValidationError as error:
        first = min(error.errors(include_url=False), key=_rank)
        raise _registry_error(first, content, Source(text, name)) from None


def _toml(text: str, name: str) -> dict[str, typing.Any]:
    """Parse TOML, and refuse what is nested too deeply and numbers of too many digits."""
    source = Source(text, name)
    if _DEEP_KEY.search(text):
        raise source.too_deep
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RegistryError(f"{name}: {error}") from None
    except RecursionError:
        raise source.too_deep from None
    except ValueError:  # more digits than int() converts
        line = next((n for n, each in enumerate(source.lines, 1) if _LONG_NUMBER.search(each)), 1)
        raise RegistryError(f"{name}, line {line}: {_TOO_LONG}") from None
    for table, value in content.items():
        rows = enumerate(value) if table == "claim" and isinstance(value, list) else [(None, value)]
        for row, item in rows:
            _check_limits(item, table, row, source)
    return content


def _check_limits(
    value: object, key: str, row: int | None, source: Source, *, depth: int = 1
) -> None:
    """Raise RegistryError for a table or list that is too deep, and a number that is too long."""
    if depth > MOST_DEPTH:
        raise source.too_deep
    if isinstance(value, dict):
        for inner, item in value.items():
            _check_limits(item, inner, row, source, depth=depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check_limits(item, key, row, source, depth=depth + 1)
    elif isinstance(value, int) and value.bit_length() > MOST_BITS:
        raise source.error(row, key, f"{excerpt(key)} is {_TOO_LONG}")


def _rank(error: ErrorDetails) -> tuple[bool, int, bool]:
    """Sort by table; an unknown key, often a misspelling, before the key that is then missing."""
    nested = len(error["loc"]) > 1
    row = error["loc"][1] if nested else -1
    return nested, row if isinstance(row, int) else -1, error["type"] != "extra_forbidden"


def _registry_error(
    error: ErrorDetails, content: Mapping[str, typing.Any], source: Source
) -> RegistryError:
    table, *path = error["loc"]
    row = path.pop(0) if table == "claim" and path else None
    if not path:
        if error["type"] == "extra_forbidden":
            text = f"unknown table {table!r}; {hint(table, ClaimsFile.model_fields)}"
            return source.error(None, str(table), text)
        missing = "[article] table" if table == "article" else "[[claim]] tables"
        return source.error(None, "", f"no {missing}")
    assert row is None or isinstance(row, int)
    model: type[BaseModel] = Article if row is None else ClaimRow
    values = content[str(table)] if row is None else content["claim"][row]
    key = str(path[0])
    if error["type"] == "extra_forbidden":
        return source.error(row, key, f"unknown key {key!r}; {hint(key, model.model_fields)}")
    if error["type"] == "missing":
        required = sorted(n for n, field in model.model_fields.items() if field.is_required())
        return source.error(row, "", f"no {key}; expected {', '.join(required)}")
    if error["type"] == "literal_error":
        text = f"{key} {values[key]!r}; {hint(values[key], TYPE_WORDS)}"
        return source.error(row, key, text)
    if len(path) > 1 and isinstance(path[1], str):
        value, key, expected = values[key][path[1]], path[1], words(str)
    else:
        value, expected = values[key], model.model_fields[key].description or ""
    return source.error(row, key, f"{key} is {shown(value)}; expected {expected}")


def hint(found: object, allowed: Iterable[str]) -> str:
    """Name the nearest allowed name, if any, and all of them."""
    names = sorted(allowed)
    expected = f"expected {', '.join(names) or 'none'}"
    return f"{nearest_hint(str(found), names)} {expected}".lstrip()


def no_study(name: str) -> str:
    """Say that there is no such study, with the nearest name and the command that lists all."""
    names = study_names()
    listed = f"rutcheck claims studies lists all {len(names)}"
    return f"no study {name!r}; {f'{nearest_hint(name, names)} {listed}'.lstrip()}"


def words(annotation: object) -> str:
    """Describe the TOML values that an annotation accepts, with their range."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        kinds = [one.expected for one in arguments[1:] if isinstance(one, Kind) and one.expected]
        at_least = ", at least one" if any(isinstance(one, Len) for one in arguments) else ""
        return kinds[0] if kinds else words(arguments[0]) + at_least
    if origin in (typing.Union, types.UnionType):
        return " or ".join(words(one) for one in arguments if one is not type(None))
    if origin in (list, Sequence):
        return f"a list, each item {words(arguments[0])}"
    if origin in (dict, Mapping):
        return f"a table, each value {words(arguments[1])}"
    if is_typeddict(annotation):
        fields = typing.get_type_hints(annotation, include_extras=True)
        inside = ", ".join(f"{key} = {words(kind)}" for key, kind in fields.items())
        return f"a table {{ {inside} }}"
    if typing.get_origin(annotation) is Literal:
        return ", ".join(map(repr, typing.get_args(annotation)))
    known = {
        pd.Timestamp: "a date (2026-01-15, without quotes)",
        float: "a number",
        int: "a whole number",
        str: "a text in quotes",
    }
    if isinstance(annotation, type) and annotation in known:
        return known[annotation]
    return str(annotation).replace("pandas.", "")


def shown(value: object) -> str:
    """Show a TOML value in an error message."""
    return f"{value:%Y-%m-%d}" if isinstance(value, dt.date) else repr(value)[:60]
