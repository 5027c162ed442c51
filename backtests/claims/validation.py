"""Claims files of users: a template to start from, and a check against studies and strategies."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from string import Template

from pydantic import TypeAdapter, ValidationError

from backtests.claims.registry import Claim, is_series, parse_claims
from backtests.claims.schema import (
    STRICT,
    TYPE_WORDS,
    RegistryError,
    Source,
    hint,
    no_study,
    shown,
    words,
)
from backtests.studies import study_names
from backtests.studies.parameters import PUBLISHED
from backtests.trading.strategies import strategy_names
from data_feeds.files.atomic import write_new
from data_feeds.files.whole_file import MOST_LISTED_BYTES, read_bytes
from data_feeds.series.bars import DataError


def write_template(path: Path) -> None:
    """Write a claims file to start from; DataError if it exists or cannot be written."""
    types = ", ".join(f"{key} {word}" for key, word in TYPE_WORDS.items())
    template = (files("backtests.claims") / "template.toml").read_text(encoding="utf-8")
    try:
        write_new(path, Template(template).substitute(name=path.name, types=types).encode())
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
        text = read_bytes(path, most=MOST_LISTED_BYTES).decode("utf-8")
    except UnicodeDecodeError:
        raise RegistryError(f"{path.name}: not UTF-8 text") from None
    claims = check_claims(text, name=path.name)
    return tuple(claim.model_copy(update={"file": path}) for claim in claims)


def check_claims(text: str, *, name: str) -> tuple[Claim, ...]:
    """Parse the text of a claims file, and check each row against its study; see `read_claims`."""
    claims = parse_claims(text, name=name)
    source = Source(text, name)
    for row, claim in enumerate(claims):
        _check_row(claim, row, source)
    return claims


def fault_of(claim: Claim) -> str:
    """Return what is wrong with a claim that no file holds yet; empty if it is right."""
    source = Source("", "")
    try:
        _check_row(claim, 0, source)
    except RegistryError as error:
        return str(error).removeprefix(str(source.error(0, "", "")))
    return ""


def _check_row(claim: Claim, row: int, source: Source) -> None:
    """Check the names of study and strategy, and what the row gives to the study."""
    if claim.study not in study_names():
        raise source.error(row, "study", no_study(claim.study))
    if claim.strategy is not None and claim.strategy not in strategy_names():
        raise source.error(
            row,
            "strategy",
            f"no strategy {claim.strategy!r}; {hint(claim.strategy, strategy_names())}",
        )
    _check_signature(claim, row, source)


def _check_signature(claim: Claim, row: int, source: Source) -> None:
    """Check data and parameters of a claim against the keyword parameters of its study."""
    hints, keywords = claim.annotations, claim.keywords
    series = {name for name in keywords if is_series(hints[name])}
    tables = (
        ("data", "series", claim.data, series),
        ("parameters", "parameter", claim.parameters, set(keywords) - series),
    )
    for table, kind, given, names in tables:
        for name, value in given.items():
            if name not in names:
                text = f"{claim.study} has no {kind} {name!r}; {hint(name, names)}"
                raise source.error(row, name, text)
            if kind == "parameter" and not _accepts(hints[name], value, claim.optional):
                text = f"{name} is {shown(value)}; expected {words(hints[name])}"
                raise source.error(row, name, text)
        required = names - set(claim.defaults)
        missing = sorted(required - set(given))
        if missing:
            text = f"{claim.study} needs {', '.join(missing)} in {table}"
            raise source.error(row, table, text)
    _check_rules(claim, row, source)


def _check_rules(claim: Claim, row: int, source: Source) -> None:
    """Check the conditions that a study sets on several parameters together."""
    values = {PUBLISHED: claim.article.date, **claim.defaults, **claim.parameters}
    for rule in claim.rules:
        if rule.types and (claim.type not in rule.types or claim.expectation is not None):
            continue
        if not rule.met(*(values.get(name) for name in rule.names)):
            given = [name for name in rule.names if values.get(name) is not None]
            found = ", ".join(f"{name} is {shown(values[name])}" for name in given)
            key = next((name for name in reversed(given) if name != PUBLISHED), "parameters")
            raise source.error(row, key, f"{found or 'neither'}; expected {rule.expected}")


def _accepts(annotation: typing.Any, value: object, labels: Mapping[str, str]) -> bool:
    """Whether a TOML value has the type and is in the range of an annotation."""
    # In a list, because pydantic takes no configuration for a TypedDict by itself.
    try:
        adapter = TypeAdapter(list[annotation], config=STRICT)
        adapter.validate_python([value], context=dict(labels))
    except ValidationError:
        return False
    return True
