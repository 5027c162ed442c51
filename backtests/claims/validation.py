"""Claims files of users: a template to start from, and a check against studies and strategies."""

from __future__ import annotations

import inspect
import typing
from importlib.resources import files
from pathlib import Path
from string import Template

from pydantic import TypeAdapter, ValidationError

from backtests.claims.registry import Claim, parse_claims
from backtests.claims.schema import STRICT, TYPE_WORDS, RegistryError, Source, hint, shown, words
from backtests.studies import find_study, study_names
from backtests.trading.strategies import strategy_names
from data_feeds.series.bars import DataError


def write_template(path: Path) -> None:
    """Write a claims file to start from; DataError if it exists or cannot be written."""
    types = ", ".join(f"{key} {word}" for key, word in TYPE_WORDS.items())
    template = (files("backtests.claims") / "template.toml").read_text(encoding="utf-8")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(Template(template).substitute(name=path.name, types=types))
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
        It violates the schema; the message names the line, what was found and what is expected.
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
    """Parse the text of a claims file, and check each row against its study; see `read_claims`."""
    claims = parse_claims(text, name=name)
    source = Source(text, name)
    for row, claim in enumerate(claims):
        if claim.study not in study_names():
            raise source.error(
                row, "study", f"no study {claim.study!r}; {hint(claim.study, study_names())}"
            )
        if claim.strategy is not None and claim.strategy not in strategy_names():
            raise source.error(
                row,
                "strategy",
                f"no strategy {claim.strategy!r}; {hint(claim.strategy, strategy_names())}",
            )
        _check_signature(claim, row, source)
    return claims


def _check_signature(claim: Claim, row: int, source: Source) -> None:
    """Check data and parameters of a claim against the keyword parameters of its study."""
    examine = find_study(claim.study).examine
    hints = typing.get_type_hints(examine)
    keywords = {
        p.name: p
        for p in inspect.signature(examine).parameters.values()
        if p.kind is p.KEYWORD_ONLY and p.name != "others"
    }
    series = {name for name in keywords if "DataFrame" in str(hints[name])}
    tables = (
        ("data", "series", claim.data, series),
        ("parameters", "parameter", claim.parameters, set(keywords) - series),
    )
    for table, kind, given, names in tables:
        for name, value in given.items():
            if name not in names:
                text = f"{claim.study} has no {kind} {name!r}; {hint(name, names)}"
                raise source.error(row, name, text)
            if kind == "parameter" and not _accepts(hints[name], value):
                text = f"{name} is {shown(value)}; expected {words(hints[name])}"
                raise source.error(row, name, text)
        required = {name for name in names if keywords[name].default is inspect.Parameter.empty}
        missing = sorted(required - set(given))
        if missing:
            text = f"{claim.study} needs {', '.join(missing)} in {table}"
            raise source.error(row, table, text)


def _accepts(annotation: typing.Any, value: object) -> bool:
    """Whether a TOML value has the type of an annotation."""
    # In a list, because pydantic takes no configuration for a TypedDict by itself.
    try:
        TypeAdapter(list[annotation], config=STRICT).validate_python([value])
    except ValidationError:
        return False
    return True
