"""The registry of claims: one TOML file an article, one row a claim."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType, ModuleType
from typing import Literal, get_args

import pandas as pd

from backtests.evidence.estimates import Evidence
from backtests.studies import find_study

ClaimType = Literal["F", "C", "T", "P", "S", "R", "B"]
TYPE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "F": "fact",
        "C": "conditional return",
        "T": "price target",
        "P": "forecast",
        "S": "scenario odds",
        "R": "trading rule",
        "B": "relative behaviour",
    }
)


ARTICLE_KEYS = {"key", "title", "publisher", "date"}
ARTICLE_OPTIONAL = {"date_note"}
CLAIM_KEYS = {"id", "type", "section", "statement", "test", "supports", "refutes", "study", "data"}
CLAIM_OPTIONAL = {"labels", "readings", "caveats", "optional", "parameters"}


class RegistryError(ValueError):
    """A claims file breaks the registry's layout."""


class UnknownClaim(ValueError):  # noqa: N818  (read as a sentence where it is raised)
    """A claim id that no article has."""


@dataclass(frozen=True, slots=True)
class Article:
    """Where a claim was published; `date` is the last close its reader could know."""

    key: str
    title: str
    publisher: str
    date: pd.Timestamp
    date_note: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim in our own words and how it is tested.

    `readings` are alternatives to the primary test, in words; `caveats` what of the statement
    cannot be tested. `study` names a module of `backtests.studies`, `data` maps its series
    parameters to series names, `optional` the entries of its `others`, `parameters` the rest of
    its keywords.
    """

    id: str
    article: Article
    type: ClaimType
    section: str
    statement: str
    test: str
    supports: str
    refutes: str
    labels: tuple[str, ...]
    readings: tuple[str, ...]
    caveats: tuple[str, ...]
    study: str
    data: Mapping[str, str]
    optional: Mapping[str, str]
    parameters: Mapping[str, object]

    @property
    def examine(self) -> Callable[..., Evidence]:
        """The study's function."""
        examine: Callable[..., Evidence] = self._module.examine
        return examine

    @property
    def tries_rules(self) -> bool:
        """Whether the study says, by `TRIES_RULES`, that it tries trading rules."""
        return bool(getattr(self._module, "TRIES_RULES", False))

    @property
    def charts(self) -> tuple[str, ...]:
        """Topics of the shared charts that show what the study is about, from its `CHARTS`."""
        return tuple(getattr(self._module, "CHARTS", ()))

    @property
    def has_outlook(self) -> bool:
        """Whether the study sets `HAS_OUTLOOK`: its evidence has the outlook of a dated claim."""
        return bool(getattr(self._module, "HAS_OUTLOOK", False))

    @property
    def _module(self) -> ModuleType:
        return find_study(self.study)


def load_claims() -> tuple[Claim, ...]:
    """Read every claims file shipped with the package, articles and rows in file order.

    Raises RegistryError, naming the file and what is wrong, or the id that appears twice.
    """
    claims: list[Claim] = []
    folder = files("backtests.claims") / "articles"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            claims += parse_claims(file.read_text(encoding="utf-8"), name=file.name)
    return joined(claims, ())


def joined(claims: Sequence[Claim], more: Sequence[Claim]) -> tuple[Claim, ...]:
    """Put claims together; RegistryError for an id that appears more than once."""
    every = (*claims, *more)
    ids = [claim.id for claim in every]
    for claim_id in ids:
        if ids.count(claim_id) > 1:
            raise RegistryError(f"claim {claim_id} appears more than once")
    return every


def parse_claims(text: str, *, name: str) -> tuple[Claim, ...]:
    """Parse one claims file; see the shipped ones for the layout."""
    try:
        content = tomllib.loads(text)
        article = _article(content["article"])
        return tuple(_claim(row, article) for row in content["claim"])
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise RegistryError(f"{name}: {error}") from None
    except KeyError as error:
        raise RegistryError(f"{name}: no {error.args[0]}") from None


def _article(row: Mapping[str, str]) -> Article:
    return Article(
        key=row["key"],
        title=row["title"],
        publisher=row["publisher"],
        date=pd.Timestamp(row["date"]),
        date_note=row.get("date_note", ""),
    )


def _claim(row: Mapping[str, object], article: Article) -> Claim:
    kind = str(row["type"])
    if kind not in get_args(ClaimType):
        raise ValueError(f"claim {row['id']}: type {kind!r}; expected {get_args(ClaimType)}")
    labels, parameters = row.get("labels", []), row.get("parameters", {})
    data, optional = row["data"], row.get("optional", {})
    if not (
        isinstance(labels, list)
        and isinstance(parameters, dict)
        and isinstance(data, dict)
        and isinstance(optional, dict)
    ):
        raise TypeError(f"claim {row['id']}: labels is a list, data and parameters are tables")
    return Claim(
        id=str(row["id"]),
        article=article,
        type=kind,  # type: ignore[arg-type]
        section=str(row["section"]),
        statement=str(row["statement"]),
        test=str(row["test"]),
        supports=str(row["supports"]),
        refutes=str(row["refutes"]),
        labels=tuple(str(label) for label in labels),
        readings=_texts(row, "readings"),
        caveats=_texts(row, "caveats"),
        study=str(row["study"]),
        data={str(k): str(v) for k, v in data.items()},
        optional={str(k): str(v) for k, v in optional.items()},
        parameters={str(k): _typed(v) for k, v in parameters.items()},
    )


def _texts(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    texts = row.get(key, [])
    if not isinstance(texts, list):
        raise TypeError(f"claim {row['id']}: {key} is a list of texts")
    return tuple(str(text) for text in texts)


def _typed(value: object) -> object:
    """TOML dates become timestamps, also inside lists and tables."""
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    return pd.Timestamp(value) if isinstance(value, dt.date) else value


def find_claim(claims: tuple[Claim, ...], claim_id: str) -> Claim:
    """Return the claim of an id; UnknownClaim with the nearest ids otherwise."""
    by_id = {claim.id: claim for claim in claims}
    if claim_id in by_id:
        return by_id[claim_id]
    two_digits = re.sub(r"-(?=\d(?!\d))", "-0", claim_id)
    near = difflib.get_close_matches(two_digits, by_id, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"expected one of {', '.join(by_id)}"
    raise UnknownClaim(f"no claim {claim_id!r}; {hint}")
