"""The registry of claims: one TOML file per article, one row per claim."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

from backtests.claims.errors import UnknownClaim as UnknownClaim  # noqa: PLC0414
from backtests.claims.listing import TYPE_WORDS, Line, claims_files, unknown_claim
from backtests.claims.schema import Article, ClaimRow, RegistryError, parse
from backtests.evidence.estimates import Evidence
from backtests.studies import find_study, study_sets
from backtests.studies.method import Method, MethodTexts
from backtests.studies.parameters import Rule


@cache
def _annotations_of(examine: Callable[..., Evidence]) -> dict[str, object]:
    """Return the types of the arguments of a study's function."""
    return typing.get_type_hints(examine, include_extras=True)


class Claim(ClaimRow):
    """A row of a claims file with its article and the functions of its study.

    `file` is the claims file of a user; None for a shipped claim.
    """

    article: Article
    same_test_as: str | None = None
    file: Path | None = None

    @property
    def test_key(self) -> tuple[object, ...]:
        """Everything that the test of the claim depends on; claims of one key have one test."""
        series = (sorted(self.data.items()), sorted(self.optional.items()))
        return self.type, self.study, *map(str, (*series, sorted(self.parameters.items())))

    @property
    def random_name(self) -> str:
        """The id that seeds the random numbers: that of the first claim with the same test."""
        return self.same_test_as or self.id

    @property
    def examine(self) -> Callable[..., Evidence]:
        """The study's function."""
        examine: Callable[..., Evidence] = self._module.examine
        return examine

    @property
    def module_name(self) -> str:
        """Import path of the study's module."""
        return self._module.__name__

    @property
    def tries_rules(self) -> bool:
        """Whether the study declares, by `TRIES_RULES`, that it tries trading rules."""
        return study_sets(self.study, "TRIES_RULES")

    @property
    def charts(self) -> tuple[str, ...]:
        """Topics of the shared charts that show what the study is about, from its `CHARTS`."""
        return tuple(getattr(self._module, "CHARTS", ()))

    @property
    def has_outlook(self) -> bool:
        """Whether the study sets `HAS_OUTLOOK`: its evidence has the outlook of a dated claim."""
        return study_sets(self.study, "HAS_OUTLOOK")

    @property
    def annotations(self) -> dict[str, object]:
        """Types of the study's arguments, with their ranges."""
        return _annotations_of(self.examine)

    @property
    def keywords(self) -> dict[str, inspect.Parameter]:
        """Keyword parameters of the study that `data` and `parameters` give."""
        signature = inspect.signature(self.examine)
        return {
            p.name: p
            for p in signature.parameters.values()
            if p.kind is p.KEYWORD_ONLY and p.name != "others"
        }

    @property
    def defaults(self) -> dict[str, object]:
        """Values of the keyword parameters that may be left out."""
        return {name: p.default for name, p in self.keywords.items() if p.default is not p.empty}

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Conditions that the study sets on several parameters together, from its `RULES`."""
        return tuple(getattr(self._module, "RULES", ()))

    @property
    def method(self) -> MethodTexts:
        """The test of the claim and what supports and refutes it, made from its parameters.

        Nothing tested decides a claim about an expectation.
        """
        method: Method = self._module.METHOD
        given = {**self.defaults, "others": tuple(self.optional), **self.data, **self.parameters}
        texts = method.texts(self.annotations, given)
        if self.expectation is None:
            return texts
        return MethodTexts(
            test=f"Outcome of what was expected: {texts.test}",
            supports=f"nothing tested here: that it was expected takes {self.expectation}",
            refutes=f"nothing tested here; the outcome came true if {texts.supports}",
        )

    @property
    def own_words(self) -> Mapping[str, str]:
        """The test as the claims file words it; empty if it does not."""
        texts = {"test": self.test, "supports": self.supports, "refutes": self.refutes}
        return {name: text for name, text in texts.items() if text is not None}

    @property
    def _module(self) -> ModuleType:
        return find_study(self.study)


def line_of(claim: Claim) -> Line:
    """Return what a list of claims shows of one."""
    return Line(
        claim.id,
        TYPE_WORDS[claim.type],
        claim.statement,
        claim.labels,
        f"{claim.article.publisher}, {claim.article.date:%Y-%m-%d}",
    )


def is_series(annotation: object) -> bool:
    """Whether an argument of a study is a series, which `data` names."""
    return "DataFrame" in str(annotation)


def series_names(claims: Iterable[Claim]) -> frozenset[str]:
    """Return the names of the series that the claims need or can use."""
    return frozenset(
        name for claim in claims for name in (*claim.data.values(), *claim.optional.values())
    )


def load_claims() -> tuple[Claim, ...]:
    """Read every claims file of the package, articles and rows in file order.

    Raises
    ------
    RegistryError
        A file violates the schema, or an id appears twice.
    """
    rows = [parse_claims(text, name=name) for name, text in claims_files()]
    return joined([claim for claims in rows for claim in claims], ())


def joined(claims: Sequence[Claim], more: Sequence[Claim]) -> tuple[Claim, ...]:
    """Concatenate claims, and mark those with the same test as an earlier one (METHODS 4).

    Raises
    ------
    RegistryError
        An id appears more than once.
    """
    every = (*claims, *more)
    ids = [claim.id for claim in every]
    for claim_id in ids:
        if ids.count(claim_id) > 1:
            raise RegistryError(f"claim {claim_id} appears more than once")
    first: dict[tuple[object, ...], str] = {}
    for claim in every:
        if claim.study != "not_testable":
            first.setdefault(claim.test_key, claim.id)
    return tuple(
        claim.model_copy(update={"same_test_as": original})
        if (original := first.get(claim.test_key, claim.id)) != claim.id
        else claim
        for claim in every
    )


def parse_claims(text: str, *, name: str) -> tuple[Claim, ...]:
    """Parse the text of one claims file; raises as `schema.parse`."""
    content = parse(text, name=name)
    return tuple(
        Claim.model_construct(**dict(row), article=content.article) for row in content.claim
    )


def claims_by_strategy(claims: Sequence[Claim]) -> dict[str, str]:
    """Map each strategy that a claim names to the claim's id; the last claim to name it wins."""
    return {claim.strategy: claim.id for claim in claims if claim.strategy is not None}


def find_claim(claims: tuple[Claim, ...], claim_id: str) -> Claim:
    """Return the claim with an id; UnknownClaim with the nearest ids if there is none."""
    by_id = {claim.id: claim for claim in claims}
    if claim_id in by_id:
        return by_id[claim_id]
    raise unknown_claim(claim_id, tuple(by_id))
