"""A baseline: the figures of a run and their tolerances, in a JSON file that is easy to diff."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainValidator,
    ValidationError,
    model_validator,
)
from pydantic.dataclasses import dataclass as checked_dataclass

from backtests.runtime.fingerprints import SeriesPrint, Year
from data_feeds.files.atomic import write_atomically
from data_feeds.files.whole_file import read_bytes
from data_feeds.series.bars import DataError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

SCHEMA = 1
# Significant digits written: two more than deterministic figures are compared by.
DIGITS = 12
# Kinds of items that are events of one day; each is one line in the file.
ROW_KINDS = ("event", "trade", "order", "not traded", "rejected")

# Name of a snapshot folder in a baseline: its path differs between machines.
FOLDER = "snapshot folder"
SOURCES = ("reference", "auto", "yahoo")
# Source of the figures of a user's own test, which rutcheck does not open.
TEST_SOURCE = "test"
# Cuts from which the months of an easing cycle are counted.
ANCHORS = ("first", "last", "pause")

Scalar = str | int | float | bool | None
Item = Mapping[str, Scalar]
Figures = Mapping[str, Mapping[str, Item]]
Key = tuple[str, str, str]


class BaselineError(DataError):
    """A baseline file is missing, cannot be read or violates the schema."""


STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


@checked_dataclass(frozen=True, slots=True, config=STRICT)
class Settings:
    """Settings of a run.

    Attributes
    ----------
    source, as_of
        Kind of data source and its last day, YYYY-MM-DD.
    resamples
        Number of random draws.
    repeats
        Number of further runs, which estimate the Monte Carlo error of each figure.
    claims
        Ids and claims files; None for all shipped claims.
    strategies, breakouts
        As on the command line.
    easing
        Anchors of easing cycles.
    prices
        Whether the baseline has the prices of single trades.
    """

    source: str
    as_of: str
    resamples: int
    repeats: int
    claims: tuple[str, ...] | None = None
    strategies: tuple[str, ...] = ()
    breakouts: tuple[str, ...] = ()
    easing: tuple[str, ...] = ()
    prices: bool = True

    @model_validator(mode="after")
    def _check_ranges(self) -> Settings:
        sources = (*SOURCES, FOLDER, TEST_SOURCE)
        if self.source not in sources:
            raise ValueError(f"source is {self.source!r}; expected {', '.join(sources)}")
        unknown = [anchor for anchor in self.easing if anchor not in ANCHORS]
        if unknown:
            raise ValueError(f"easing has {unknown[0]!r}; expected {', '.join(ANCHORS)}")
        if self.source == TEST_SOURCE:
            return self
        if self.resamples < 1:
            raise ValueError(f"resamples is {self.resamples}; expected at least 1")
        if self.repeats < 0:
            raise ValueError(f"repeats is {self.repeats}; expected at least 0")
        try:
            dt.datetime.strptime(self.as_of, "%Y-%m-%d")
        except ValueError:
            raise ValueError(f"as_of is {self.as_of!r}; expected YYYY-MM-DD") from None
        return self


@dataclass(frozen=True, slots=True)
class Baseline:
    """Figures with their tolerances, and the data, versions and code that they depend on.

    Attributes
    ----------
    figures
        By subject, item and name.
    tolerances
        Of the figures that are based on random numbers; infinite if not compared.
    rests_on
        Names of the series of each subject.
    """

    settings: Settings
    figures: Figures
    tolerances: Mapping[Key, float] = field(default_factory=dict)
    rests_on: Mapping[str, Sequence[str]] = field(default_factory=dict)
    series: Mapping[str, SeriesPrint] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    code: Mapping[str, str] = field(default_factory=dict)


def source_kind(source: str) -> str:
    """Return the name of a data source in a baseline."""
    return source if source in SOURCES else FOLDER


def round_figure(value: Scalar) -> Scalar:
    """Round a number to DIGITS; NaN and infinities become None, because JSON has none."""
    if not isinstance(value, float):
        return value
    return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None


def is_row(item: str) -> bool:
    """Whether an item is an event of one day, such as a trade."""
    return item.startswith(tuple(f"{name} " for name in ROW_KINDS))


def to_text(baseline: Baseline) -> str:
    """Format a baseline as JSON: a line for each figure, event, trade, year and version.

    A figure based on random numbers is written as [value, tolerance]; the tolerance is null for a
    figure that is not compared.
    """
    figures = {
        subject: {
            item: {
                name: _figure_json(baseline, (subject, item, name), value)
                for name, value in fields.items()
            }
            for item, fields in items.items()
        }
        for subject, items in baseline.figures.items()
    }
    series = {
        name: {
            **asdict(fingerprint),
            "years": {
                year: [round_figure(x) for x in asdict(sums).values()]
                for year, sums in fingerprint.years.items()
            },
        }
        for name, fingerprint in baseline.series.items()
    }
    content = {
        "schema": SCHEMA,
        "settings": asdict(baseline.settings),
        "versions": baseline.versions,
        "figures": figures,
        "rests_on": {name: list(series) for name, series in baseline.rests_on.items()},
        "series": series,
        "code": baseline.code,
    }
    return _lines(content, "", "") + "\n"


def _figure_json(baseline: Baseline, key: Key, value: Scalar) -> object:
    tolerance = baseline.tolerances.get(key)
    if tolerance is None:
        return round_figure(value)
    return [round_figure(value), round_figure(float(f"{tolerance:.3g}"))]


def _lines(value: object, name: str, indent: str) -> str:
    """Format objects with one member on a line; events of a day and lists are on one line."""
    if not isinstance(value, Mapping) or not value or is_row(name):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    inner = indent + " "
    members = [
        f"{inner}{json.dumps(str(key), ensure_ascii=False)}: {_lines(item, str(key), inner)}"
        for key, item in value.items()
    ]
    return "{\n" + ",\n".join(members) + f"\n{indent}}}"


def write(baseline: Baseline, path: Path) -> None:
    """Write a baseline, and make its folder if needed; BaselineError if that cannot be done."""
    try:
        write_atomically(path, to_text(baseline).encode())
    except OSError as error:
        raise BaselineError(f"{path}: cannot be written ({error.strerror})") from None


def read(path: Path) -> Baseline:
    """Read a baseline.

    Raises
    ------
    BaselineError
        The file is missing, is no baseline or has another schema; the message is one line.
    """
    try:
        text = read_bytes(path).decode("utf-8")
        content = json.loads(text)
    except DataError as error:
        missing = "" if path.exists() else f"; rutcheck regress update {path} writes it"
        raise BaselineError(f"{error}{missing}") from None
    except (ValueError, RecursionError):
        raise BaselineError(f"{path}: not a baseline; expected JSON") from None
    if not isinstance(content, dict) or "schema" not in content:
        raise BaselineError(f"{path}: not a baseline; expected an object with a schema")
    if content["schema"] != SCHEMA:
        raise BaselineError(
            f"{path}: schema {content['schema']!r}; expected {SCHEMA}: write it again with "
            f"rutcheck regress update {path}"
        )
    try:
        return _baseline(_File.model_validate_json(text))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise BaselineError(f"{path}: not a baseline; {_reason(first, content)}") from None


def _baseline(file: _File) -> Baseline:
    figures = {
        subject: {
            item: {name: figure for name, (figure, _) in row.items()} for item, row in items.items()
        }
        for subject, items in file.figures.items()
    }
    tolerances = {
        (subject, item, name): tolerance
        for subject, items in file.figures.items()
        for item, row in items.items()
        for name, (_, tolerance) in row.items()
        if tolerance is not None
    }
    return Baseline(
        settings=file.settings,
        figures=figures,
        tolerances=tolerances,
        rests_on=file.rests_on,
        series=file.series,
        versions=file.versions,
        code=file.code,
    )


def _parse_figure(value: object) -> tuple[Scalar, float | None]:
    """Split a figure into value and tolerance; a null tolerance is infinite, None if absent."""
    if not isinstance(value, list):
        return _scalar(value), None
    if len(value) != 2:
        raise ValueError(f"found {value!r}; expected a figure and its tolerance"[:120])
    figure, tolerance = value
    if tolerance is None:
        return _scalar(figure), math.inf
    if isinstance(tolerance, bool) or not isinstance(tolerance, int | float) or not tolerance >= 0:
        raise ValueError(
            f"a figure may move by {tolerance!r}; expected a number of at least 0"[:120]
        )
    return _scalar(figure), float(tolerance)


def _scalar(value: object) -> Scalar:
    if value is not None and not isinstance(value, str | int | float):
        raise ValueError(f"found {value!r}; expected a number or a text"[:120])
    return value


def _with_named_sums(series: object) -> object:
    """Name the sums of the years of a series, which are lists of the fields of `Year`."""
    if not isinstance(series, dict) or not isinstance(series.get("years"), dict):
        return series
    return {**series, "years": {year: _named(year, x) for year, x in series["years"].items()}}


def _named(year: str, sums: object) -> dict[str, object]:
    """Name the sums of a year; older baselines lack the last one, `values`."""
    if not (year.isdecimal() and 1 <= int(year) <= dt.MAXYEAR):
        raise ValueError(f"a series has the year {year!r}; expected 1 to {dt.MAXYEAR}"[:120])
    names = [f.name for f in fields(Year)]
    if not isinstance(sums, list) or not len(names) - 1 <= len(sums) <= len(names):
        raise ValueError(f"a year is {sums!r}; expected a list of {len(names)}"[:120])
    return dict(zip(names, sums, strict=False))


Figure = Annotated[tuple[Scalar, float | None], PlainValidator(_parse_figure)]


class _File(BaseModel):
    """Content of a baseline file."""

    model_config = ConfigDict(strict=True, allow_inf_nan=False)

    figures: dict[str, dict[str, dict[str, Figure]]]
    settings: Settings
    rests_on: dict[str, tuple[str, ...]]
    series: dict[str, Annotated[SeriesPrint, BeforeValidator(_with_named_sums)]]
    versions: dict[str, str]
    code: dict[str, str]


# What is expected where pydantic reports an error, by the first word of its type.
_EXPECTED = {
    "int": "a whole number",
    "float": "a number",
    "finite": "a number",
    "string": "a text",
    "bool": "true or false",
    "tuple": "a list of texts",
    "dict": "an object",
    "model": "an object",
    "dataclass": "an object",
}


def _reason(error: ErrorDetails, content: Mapping[str, Any]) -> str:
    """Describe the first error in a file: what was found and what is expected."""
    if not error["loc"]:  # json.loads accepts half of a surrogate pair, the model does not
        return "expected JSON"
    *path, name = error["loc"]
    if error["type"] == "missing":
        return f"no {name!r}"
    if error["type"] == "unexpected_keyword_argument":
        known = ", ".join(f.name for f in fields(Settings))
        return f"settings have {name!r}; expected {known}"
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    if isinstance(name, int):
        texts: Any = content
        for key in path:
            texts = texts[key]
        return f"{path[-1]} is {texts!r}; expected a list of texts"[:120]
    expected = _EXPECTED.get(error["type"].partition("_")[0], error["msg"])
    return f"{name} is {error['input']!r}; expected {expected}"[:120]
