"""A claims file of one's own: a form to start from, and a check that names line and remedy."""

from __future__ import annotations

import datetime as dt
import difflib
import inspect
import re
import tomllib
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from backtests.claims.registry import (
    ARTICLE_KEYS,
    ARTICLE_OPTIONAL,
    CLAIM_KEYS,
    CLAIM_OPTIONAL,
    TYPE_WORDS,
    Claim,
    RegistryError,
    parse_claims,
)
from backtests.studies import find_study, study_names
from data_feeds.series.bars import DataError

FORM = """# An article and its claims. One [[claim]] is one verdict; add as many as you like.
# rutcheck claims {name}   checks this file and lists its claims
# rutcheck run {name}      tests them

[article]
key = "mine"                    # the ids of its claims start with it
title = "Title of the article"
publisher = "Publisher"
date = 2026-01-15               # the last close that a reader could know

[[claim]]
id = "mine-01"
type = "P"                      # {types}
section = "Heading that the claim stands under"
statement = "The Russell 2000 gains 15% within a year. (In your own words.)"
test = "Close of 2027-01-15 at least 15% above the close of 2026-01-15."
supports = "at least 15% on that day"
refutes = "less than 15% then"
study = "level_forecast"        # a module of backtests.studies
data = {{ bars = "RUT" }}
parameters = {{ base_date = 2026-01-15, alternative_base = 2026-01-14, months = 12, rise = 0.15 }}

[[claim]]
id = "mine-02"
type = "T"
section = "Heading that the claim stands under"
statement = "The breakout carries the index to 3,000."
test = "A daily high of 3,000 or more by 2027-01-15."
supports = "the level is touched by then"
refutes = "it is not"
study = "price_target"
data = {{ bars = "RUT" }}

[claim.parameters]
level = 3000
base_date = 2026-01-15
resolves = 2027-01-15
also_by = [2026-12-31]          # other dates to report
target = "mm-a"                 # how past breakouts are projected, for the base rate
seed_record = 174.44            # record close from before the data
"""


def write_form(path: Path) -> None:
    """Write a claims file to start from; DataError where the file exists or cannot be written."""
    types = ", ".join(f"{key} {word}" for key, word in TYPE_WORDS.items())
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(FORM.format(name=path.name, types=types))
    except FileExistsError:
        raise DataError(f"{path}: exists; name a new file") from None
    except OSError as error:
        raise DataError(f"{path}: cannot be written ({error.strerror})") from None


def read_claims(path: Path) -> tuple[Claim, ...]:
    """Read and check a claims file.

    Raises
    ------
    DataError
        The file cannot be read.
    RegistryError
        It breaks the layout; the message names the line, what was found and what is allowed.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise RegistryError(f"{path.name}: not UTF-8 text") from None
    return check_claims(text, name=path.name)


def check_claims(text: str, *, name: str) -> tuple[Claim, ...]:
    """Check the text of a claims file down to the parameters of each study; see `read_claims`."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RegistryError(f"{name}: {error}") from None
    _Checker(text, name).check(content)
    return parse_claims(text, name=name)


class _Checker:
    """Checks one file, and knows on which line each of its keys stands."""

    def __init__(self, text: str, name: str) -> None:
        self.lines = text.splitlines()
        self.name = name
        self.starts = [
            n for n, line in enumerate(self.lines) if re.match(r"\s*\[\[claim\]\]", line)
        ]

    def check(self, content: Mapping[str, object]) -> None:
        self._allowed(content, {"article", "claim"}, None, "table")
        article, rows = content.get("article"), content.get("claim")
        if not isinstance(article, dict):
            raise self._error(None, "", "no [article] table")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self._error(None, "", "no [[claim]] tables")
        self._keys(article, ARTICLE_KEYS, ARTICLE_OPTIONAL, None)
        self._texts(article, ARTICLE_KEYS - {"date"}, None)
        self._date(article, None)
        for at, row in enumerate(rows):
            self._row(row, at)

    def _row(self, row: Mapping[str, object], at: int) -> None:
        self._keys(row, CLAIM_KEYS, CLAIM_OPTIONAL, at)
        self._texts(row, CLAIM_KEYS - {"data"}, at)
        if row["type"] not in TYPE_WORDS:
            raise self._error(at, "type", f"type {row['type']!r}; {_hint(row['type'], TYPE_WORDS)}")
        for key in ("data", "parameters", "optional"):
            if not isinstance(row.get(key, {}), dict):
                raise self._error(at, key, f"{key} is {row[key]!r}; expected a table {{ … }}")
        study = str(row["study"])
        if study not in study_names():
            raise self._error(at, "study", f"no study {study!r}; {_hint(study, study_names())}")
        self._signature(row, at, study)

    def _signature(self, row: Mapping[str, object], at: int, study: str) -> None:
        """Hold data and parameters against the keywords of the study."""
        examine: Callable[..., object] = find_study(study).examine
        hints = typing.get_type_hints(examine)
        known = {
            p.name: p
            for p in inspect.signature(examine).parameters.values()
            if p.kind is p.KEYWORD_ONLY and p.name != "others"
        }
        series = {name for name in known if "DataFrame" in str(hints[name])}
        given = {"data": row["data"], "parameters": row.get("parameters", {})}
        for key, names in (("data", series), ("parameters", set(known) - series)):
            table = given[key]
            assert isinstance(table, dict)
            for name, value in table.items():
                if name not in names:
                    what = f"{study} has no {'series' if key == 'data' else 'parameter'} {name!r}"
                    raise self._error(at, name, f"{what}; {_hint(name, names)}")
                if key == "parameters" and not _fits(value, hints[name]):
                    wanted = _words(hints[name])
                    raise self._error(at, name, f"{name} is {_shown(value)}; expected {wanted}")
            needed = {n for n in names if known[n].default is inspect.Parameter.empty}
            missing = sorted(needed - set(table))
            if missing:
                raise self._error(at, key, f"{study} needs {', '.join(missing)} in {key}")

    def _keys(
        self, row: Mapping[str, object], needed: set[str], optional: set[str], at: int | None
    ) -> None:
        self._allowed(row, needed | optional, at, "key")
        missing = sorted(needed - set(row))
        if missing:
            raise self._error(at, "", f"no {missing[0]}; expected {', '.join(sorted(needed))}")

    def _allowed(
        self, row: Mapping[str, object], allowed: set[str], at: int | None, what: str
    ) -> None:
        for key in row:
            if key not in allowed:
                raise self._error(at, key, f"unknown {what} {key!r}; {_hint(key, allowed)}")

    def _texts(self, row: Mapping[str, object], keys: set[str], at: int | None) -> None:
        for key in sorted(keys):
            if not isinstance(row[key], str) or not str(row[key]).strip():
                raise self._error(at, key, f"{key} is {_shown(row[key])}; expected a text")

    def _date(self, row: Mapping[str, object], at: int | None) -> None:
        value = row["date"]
        try:
            assert isinstance(value, dt.date | str)
            pd.to_datetime(str(value), format="%Y-%m-%d")
        except (AssertionError, ValueError):
            raise self._error(at, "date", f"date is {_shown(value)}; expected YYYY-MM-DD") from None

    def _error(self, at: int | None, key: str, text: str) -> RegistryError:
        return RegistryError(f"{self.name}, line {self._line(at, key)}: {text}")

    def _line(self, at: int | None, key: str) -> int:
        """Line of a key in a claim (or before the first one); of the table if not found."""
        first = 0 if at is None else self.starts[at]
        ends = [n for n in self.starts if n > first] or [len(self.lines)]
        pattern = re.compile(rf"(^|[\s{{,\[\"]){re.escape(key)}[\"\]]*\s*(=|\]|$)") if key else None
        for n in range(first, ends[0]):
            if pattern is not None and pattern.search(self.lines[n].split("#", 1)[0]):
                return n + 1
        return first + 1


def _hint(found: object, allowed: Iterable[str]) -> str:
    names = sorted(allowed)
    near = difflib.get_close_matches(str(found), names, n=1)
    expected = f"expected {', '.join(names) or 'none'}"
    return f"did you mean {near[0]}? {expected}" if near else expected


def _fits(value: object, hint: object) -> bool:
    """Whether a TOML value can be what a keyword is annotated as."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return value in arguments
    if arguments and origin in (typing.Union, type(int | str)):
        return any(_fits(value, argument) for argument in arguments)
    if origin in (list, Sequence):
        return isinstance(value, list) and all(_fits(v, arguments[0]) for v in value)
    if typing.is_typeddict(hint):
        fields = typing.get_type_hints(hint)
        required: frozenset[str] = getattr(hint, "__required_keys__", frozenset())
        return (
            isinstance(value, dict)
            and required <= set(value) <= set(fields)
            and all(_fits(item, fields[key]) for key, item in value.items())
        )
    if origin in (dict, Mapping):
        return isinstance(value, dict) and all(_fits(v, arguments[1]) for v in value.values())
    if hint is pd.Timestamp:
        return isinstance(value, dt.date)
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(hint, type):
        return isinstance(value, hint) and not (hint is int and isinstance(value, bool))
    return True


def _words(hint: object) -> str:
    """Say what a keyword may be, in the words of TOML."""
    if typing.get_origin(hint) in (list, Sequence):
        return f"a list, each item {_words(typing.get_args(hint)[0])}"
    if typing.is_typeddict(hint):
        fields = typing.get_type_hints(hint)
        inside = ", ".join(f"{key} = {_words(kind)}" for key, kind in fields.items())
        return f"a table {{ {inside} }}"
    if typing.get_origin(hint) is typing.Literal:
        return ", ".join(map(repr, typing.get_args(hint)))
    words = {
        pd.Timestamp: "a date (2026-01-15, without quotes)",
        float: "a number",
        int: "a whole number",
        str: "a text in quotes",
    }
    return (
        words.get(hint, str(hint).replace("pandas.", ""))
        if isinstance(hint, type)
        else (str(hint).replace("pandas.", ""))
    )


def _shown(value: object) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, dt.date) else repr(value)[:60]
