"""A baseline: the numbers of a run in a file that is read in a diff, and how far each may move."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from backtests.runtime.fingerprints import SeriesPrint, Year
from data_feeds.series.bars import DataError

SCHEMA = 1
# Digits that are written: two more than a deterministic figure is compared by.
DIGITS = 12
# Items of a subject that are one row each, a line in the file: what happened on a day.
ROW_KINDS = ("event", "trade", "order", "not traded", "rejected")

# What a baseline says of its source: a folder has a name on one machine alone.
FOLDER = "snapshot folder"
SOURCES = ("reference", "auto", "yahoo")
# The last year of four digits, which a date can have.
LAST_YEAR = 9_999
# The numbers of a user's own test rest on no source that rutcheck opens.
TEST_SOURCE = "test"
# Where the months of an easing cycle are counted from.
ANCHORS = ("first", "last", "pause")

Scalar = str | int | float | bool | None
Item = Mapping[str, Scalar]
Figures = Mapping[str, Mapping[str, Item]]
Key = tuple[str, str, str]


class BaselineError(DataError):
    """A baseline file is missing, cannot be read, or has another layout."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What was run: the kind of source, its end, the draws, and what was asked for.

    `claims` are ids, or None for all; `strategies` and `breakouts` are texts as the command line
    takes them. `repeats` counts the further runs that told how far chance moves a figure. Without
    `prices`, those of single trades are left out.
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


@dataclass(frozen=True, slots=True)
class Baseline:
    """Figures by subject, item and field; what they rest on; `within` how far chance moves some.

    `rests_on` names the series of each subject.
    """

    settings: Settings
    figures: Figures
    within: Mapping[Key, float] = field(default_factory=dict)
    rests_on: Mapping[str, Sequence[str]] = field(default_factory=dict)
    series: Mapping[str, SeriesPrint] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    code: Mapping[str, str] = field(default_factory=dict)


def source_kind(source: str) -> str:
    """Return what a baseline says of a source."""
    return source if source in SOURCES else FOLDER


def round_figure(value: Scalar) -> Scalar:
    """Round a number to DIGITS; NaN and infinity become None, as there is none of them in JSON."""
    if not isinstance(value, float):
        return value
    return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None


def is_row(item: str) -> bool:
    """Whether an item is what happened on a day, and not a figure."""
    return item.startswith(tuple(f"{name} " for name in ROW_KINDS))


def to_text(baseline: Baseline) -> str:
    """Lay out a baseline: a line for each number, and for each event, trade, year and version.

    A figure that rests on random numbers is written as [value, how far chance moves it], with null
    where chance alone decides on it and it is not held.
    """
    figures = {
        subject: {
            item: {
                name: _written(baseline, (subject, item, name), value)
                for name, value in fields.items()
            }
            for item, fields in items.items()
        }
        for subject, items in baseline.figures.items()
    }
    series = {
        name: {
            **asdict(found),
            "years": {
                year: [round_figure(x) for x in asdict(sums).values()]
                for year, sums in found.years.items()
            },
        }
        for name, found in baseline.series.items()
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


def _written(baseline: Baseline, key: Key, value: Scalar) -> object:
    within = baseline.within.get(key)
    return (
        round_figure(value)
        if within is None
        else [round_figure(value), round_figure(float(f"{within:.3g}"))]
    )


def _lines(value: object, name: str, indent: str) -> str:
    """Render objects a member a line, except rows and lists, which stand on one."""
    if not isinstance(value, Mapping) or not value or is_row(name):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    inner = indent + " "
    members = [
        f"{inner}{json.dumps(str(key), ensure_ascii=False)}: {_lines(item, str(key), inner)}"
        for key, item in value.items()
    ]
    return "{\n" + ",\n".join(members) + f"\n{indent}}}"


def write(baseline: Baseline, path: Path) -> None:
    """Write a baseline, in folders made if missing; BaselineError where that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(to_text(baseline), encoding="utf-8")
    except OSError as error:
        raise BaselineError(f"{path}: cannot be written ({error.strerror})") from None


def read(path: Path) -> Baseline:
    """Read a baseline.

    Raises BaselineError, in one line, where the file is missing, is no baseline, or has a layout
    of another version.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BaselineError(
            f"{path}: no such file; rutcheck regress update {path} writes it"
        ) from None
    except OSError as error:
        raise BaselineError(f"{path}: cannot be read ({error.strerror})") from None
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
        return _baseline(content)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise BaselineError(f"{path}: not a baseline; {_what(error)}") from None


def _what(error: Exception) -> str:
    return f"no {error}" if isinstance(error, KeyError) else str(error)


def _baseline(content: Mapping[str, Mapping[str, object]]) -> Baseline:
    figures: dict[str, dict[str, dict[str, Scalar]]] = {}
    within: dict[Key, float] = {}
    for subject, items in content["figures"].items():
        for item, row in _mapping(items).items():
            for name, value in _mapping(row).items():
                found = value
                if isinstance(value, list):
                    found, spread = value
                    within[subject, item, name] = _spread(spread)
                figures.setdefault(subject, {}).setdefault(item, {})[name] = _scalar(found)
    return Baseline(
        settings=_settings(_mapping(content["settings"])),
        figures=figures,
        within=within,
        rests_on={
            name: tuple(map(str, _list(found))) for name, found in content["rests_on"].items()
        },
        series={name: _series(_mapping(found)) for name, found in content["series"].items()},
        versions={name: str(found) for name, found in content["versions"].items()},
        code={name: str(found) for name, found in content["code"].items()},
    )


def _spread(value: object) -> float:
    """Read how far chance moves a figure; nothing there means that it is not held."""
    if value is None:
        return math.inf
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
        raise TypeError(f"a figure may move by {value!r}; expected a number of at least 0"[:120])
    return float(value)


def _settings(found: Mapping[str, object]) -> Settings:
    """Read what was run; a type or a range that `rutcheck regress update` does not write raises."""
    known = [f.name for f in fields(Settings)]
    odd = next((name for name in found if name not in known), None)
    if odd is not None:
        raise ValueError(f"settings have {odd!r}; expected {', '.join(known)}")
    claims = found.get("claims")
    settings = Settings(
        source=_text(found, "source"),
        as_of=_text(found, "as_of"),
        resamples=_count(found, "resamples"),
        repeats=_count(found, "repeats"),
        claims=None if claims is None else _texts(found, "claims"),
        strategies=_texts(found, "strategies"),
        breakouts=_texts(found, "breakouts"),
        easing=_texts(found, "easing"),
        prices=_truth(found, "prices"),
    )
    _check_ranges(settings)
    return settings


def _check_ranges(settings: Settings) -> None:
    sources = (*SOURCES, FOLDER, TEST_SOURCE)
    if settings.source not in sources:
        raise ValueError(f"source is {settings.source!r}; expected {', '.join(sources)}")
    odd = [anchor for anchor in settings.easing if anchor not in ANCHORS]
    if odd:
        raise ValueError(f"easing has {odd[0]!r}; expected {', '.join(ANCHORS)}")
    if settings.source == TEST_SOURCE:
        return
    if settings.resamples < 1:
        raise ValueError("resamples is 0; expected at least 1")
    try:
        dt.datetime.strptime(settings.as_of, "%Y-%m-%d")
    except ValueError:
        raise ValueError(f"as_of is {settings.as_of!r}; expected YYYY-MM-DD") from None


def _text(found: Mapping[str, object], name: str) -> str:
    value = found[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} is {value!r}; expected a text"[:120])
    return value


def _texts(found: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = found.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError(f"{name} is {value!r}; expected a list of texts"[:120])
    return tuple(value)


def _truth(found: Mapping[str, object], name: str) -> bool:
    """Read a truth; baselines written before there was a choice lack it, and have everything."""
    value = found.get(name, True)
    if not isinstance(value, bool):
        raise TypeError(f"{name} is {value!r}; expected true or false"[:120])
    return value


def _count(found: Mapping[str, object], name: str) -> int:
    value = found[name]
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{name} is {value!r}; expected a whole number"[:120])
    return value


def _series(found: Mapping[str, object]) -> SeriesPrint:
    return SeriesPrint(
        sha256=_text(found, "sha256"),
        rows=_count(found, "rows"),
        first=_text(found, "first"),
        last=_text(found, "last"),
        years={year: _year(year, _list(sums)) for year, sums in _mapping(found["years"]).items()},
    )


def _year(year: str, sums: Sequence[object]) -> Year:
    names = [f.name for f in fields(Year)]
    # Baselines written before `values` was held end without it.
    found = dict(zip(names, [*sums, None] if len(sums) == len(names) - 1 else sums, strict=True))
    if not (year.isdecimal() and 1 <= int(year) <= LAST_YEAR):
        raise ValueError(f"a series has the year {year!r}; expected 1 to {LAST_YEAR}"[:120])
    days, total, moment = (_number(found, name) for name in ("days", "total", "moment"))
    return Year(
        rows=_count(found, "rows"),
        days=None if days is None else int(days),
        total=total,
        moment=moment,
        digest=_text(found, "digest"),
        values=None if found["values"] is None else _text(found, "values"),
    )


def _number(found: Mapping[str, object], name: str) -> float | None:
    """Read a sum of a year; None where it was left out."""
    value = found[name]
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError(f"a year has the {name} {value!r}; expected a number"[:120])
    return float(value)


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"found {value!r}; expected an object"[:120])
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"found {value!r}; expected a list"[:120])
    return value


def _scalar(value: object) -> Scalar:
    if value is not None and not isinstance(value, str | int | float):
        raise TypeError(f"found {value!r}; expected a number or a text"[:120])
    return value
