"""What each study asks for, and an example row of it from a shipped file."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import ModuleType

from backtests.claims.listing import claims_files
from backtests.claims.registry import Claim, is_series, joined, parse_claims
from backtests.claims.schema import no_study, words
from backtests.evidence.checks import (
    ConjunctionCheck,
    CriteriaCheck,
    EffectCheck,
    FactCheck,
    ForecastCheck,
    NotTestableCheck,
    ScenarioCheck,
    TouchCheck,
)
from backtests.runtime.choices import UsageError
from backtests.studies import PARAMETERS, find_study, study_names
from backtests.studies.method import format_value

EXAMPLES = "examples.toml"
# Types of claim that the check of a study decides (METHODS 4).
TYPES_OF: Mapping[type, str] = {
    FactCheck: "F",
    CriteriaCheck: "F, B, C",
    ForecastCheck: "P",
    TouchCheck: "T",
    ScenarioCheck: "S",
    EffectCheck: "C, B, R",
    ConjunctionCheck: "C, B, R",
    NotTestableCheck: "any",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument of a study: its name, what is accepted, its default and what it means.

    `default` is None for an argument that must be given; "none" for one that may be left out.
    """

    name: str
    accepts: str
    default: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class StudyPage:
    """What a claim row needs to know of a study.

    Parameters
    ----------
    name, topic : str
        Name in a claims file, and the room of the study.
    summary : str
        First sentence of its docstring.
    types : str
        Types of claim that its check decides.
    asks, supports, refutes : str
        The method of the example.
    series, parameters : tuple of Parameter
        Keys of `data`, and of `parameters`.
    takes_others : bool
        Whether it reads series named in `optional`.
    conditions : tuple of str
        Conditions on several parameters together.
    example : Claim
        A claim of a shipped file.
    row : str
        Its row as the file has it.
    """

    name: str
    topic: str
    summary: str
    types: str
    asks: str
    supports: str
    refutes: str
    series: tuple[Parameter, ...]
    parameters: tuple[Parameter, ...]
    takes_others: bool
    conditions: tuple[str, ...]
    example: Claim
    row: str


def load_examples() -> tuple[Claim, ...]:
    """Read the made-up claims for the studies that no article uses, in file order."""
    return joined(parse_claims(_made_up(), name=EXAMPLES), ())


@cache
def examples() -> dict[str, tuple[Claim, str]]:
    """Return by study the first shipped claim on it, and its row as the file has it."""
    found: dict[str, tuple[Claim, str]] = {}
    for name, text in (*claims_files(), (EXAMPLES, _made_up())):
        for claim, row in zip(parse_claims(text, name=name), _rows(text), strict=True):
            found.setdefault(claim.study, (claim, row))
    return found


def study_pages() -> tuple[StudyPage, ...]:
    """Return the page of every study, by topic and name."""
    pages = (study_page(name) for name in study_names())
    return tuple(sorted(pages, key=lambda page: (page.topic, page.name)))


def study_page(name: str) -> StudyPage:
    """Return the page of a study; UsageError with the nearest names if there is none."""
    if name not in study_names():
        raise UsageError(no_study(name))
    module = find_study(name)
    claim, row = examples()[name]
    meanings = _meanings(module, claim.examine)
    arguments = {
        argument.name: Parameter(
            argument.name,
            "a series" if is_series(claim.annotations[argument.name]) else words(annotation),
            None if argument.default is argument.empty else _default(annotation, argument.default),
            meanings[argument.name],
        )
        for argument in claim.keywords.values()
        for annotation in (claim.annotations[argument.name],)
    }
    series = {key for key in arguments if is_series(claim.annotations[key])}
    signature = inspect.signature(claim.examine)
    method = claim.method
    return StudyPage(
        name=name,
        topic=module.__name__.split(".")[2],
        summary=(inspect.getdoc(module) or "").splitlines()[0],
        types=TYPES_OF[module.METHOD.decision.check],
        asks=method.test,
        supports=method.supports,
        refutes=method.refutes,
        series=tuple(one for key, one in arguments.items() if key in series),
        parameters=tuple(one for key, one in arguments.items() if key not in series),
        takes_others="others" in signature.parameters,
        conditions=tuple(rule.expected for rule in claim.rules),
        example=claim,
        row=row,
    )


def _made_up() -> str:
    return (files("backtests.claims") / EXAMPLES).read_text(encoding="utf-8")


def _rows(text: str) -> list[str]:
    """Return the text of each row of a claims file, without the lines between rows."""
    parts = re.split(r"(?m)^(?=\[\[claim\]\])", text)
    return [part.strip() for part in parts[1:]]


def _default(annotation: object, value: object) -> str:
    return "none" if value is None or value == () else format_value(annotation, value)


def _meanings(module: ModuleType, examine: Callable[..., object]) -> Mapping[str, str]:
    """Return what each parameter means; a docstring goes before its topic, that before all."""
    topic = sys.modules[module.__name__.rpartition(".")[0]]
    own = _described(inspect.getdoc(examine) or "")
    return {**PARAMETERS, **getattr(topic, "PARAMETERS", {}), **own}


def _described(doc: str) -> dict[str, str]:
    """Return what the Parameters section of a numpydoc docstring says of each parameter."""
    _, found, section = doc.partition("Parameters\n----------\n")
    meanings: dict[str, str] = {}
    if not found:
        return meanings
    names: list[str] = []
    for line in section.splitlines():
        if re.fullmatch(r"-+", line):
            meanings = {name: text for name, text in meanings.items() if name not in names}
            break
        if line and not line.startswith(" "):
            names = [name.strip() for name in line.partition(" :")[0].split(",")]
            meanings |= dict.fromkeys(names, "")
        else:
            for name in names:
                meanings[name] = f"{meanings[name]} {line.strip()}".strip()
    return meanings
