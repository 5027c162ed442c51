"""Changes of one place of a module, by the operators of cosmic-ray."""

from __future__ import annotations

import ast
import random
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).resolve().parents[2]
# Operators are replaced by one of their family. Those that leave it, such as a shift of two prices,
# fail wherever they are executed: any test would notice.
FAMILIES = (
    {"Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow"},
    {"BitOr", "BitAnd", "BitXor"},
    {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE"},
    {"Is", "IsNot"},
)
# Decorators compile, cache and freeze, which changes no result.
LEFT_OUT = ("RemoveDecorator",)
Spans = list[tuple[tuple[int, int], tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a module that an operator changes: its number among those of the operator."""

    module: str
    operator: str
    occurrence: int


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change.

    `line` is the number of the first changed line, `before` and `after` its text.
    """

    place: Place
    line: int
    before: str
    after: str
    source: str

    @property
    def module(self) -> str:
        """Return the path of the module below the root of the project."""
        return self.place.module


def draw(modules: Sequence[str], size: int, seed: str) -> tuple[list[Mutant], int]:
    """Return a random sample of the changes of modules, and the number of all.

    The same seed and sources give the same sample.
    """
    places = [place for module in modules for place in places_of(module)]
    random.Random(seed).shuffle(places)
    found: list[Mutant] = []
    for place in places:
        if len(found) == size:
            break
        mutant = mutant_at(place)
        if mutant is not None:
            found.append(mutant)
    return found, len(places)


def places_of(module: str) -> Iterator[Place]:
    """Yield the places of a module that the operators change."""
    source = (ROOT / module).read_text(encoding="utf-8")
    nodes, skipped = list(ast_nodes(get_ast(source))), _skipped(source)
    for name in filter(_is_used, operator_names()):
        operator, occurrence = get_operator(name)(), -1
        for node in nodes:
            for start, _ in operator.mutation_positions(node):
                occurrence += 1
                # The mark of keyword arguments is no multiplication.
                if node.parent is not None and node.parent.type in ("parameters", "lambdef"):
                    continue
                if not any(first <= start < last for first, last in skipped):
                    yield Place(module, name, occurrence)


def mutant_at(place: Place) -> Mutant | None:
    """Return the changed module; None where it does not compile or means the same."""
    source = (ROOT / place.module).read_text(encoding="utf-8")
    changed = mutate_code(source, get_operator(place.operator)(), place.occurrence)
    if changed is None or _meaning(changed) in (None, _meaning(source)):
        return None
    pairs = enumerate(zip(source.splitlines(), changed.splitlines(), strict=False), 1)
    line, before, after = next((at, a.strip(), b.strip()) for at, (a, b) in pairs if a != b)
    return Mutant(place, line, before, after, changed)


@cache
def _is_used(name: str) -> bool:
    short = name.rpartition("/")[2]
    if short.startswith(LEFT_OUT) or get_operator(name).arguments():
        return False
    kinds = short.split("_")[1:]
    return len(kinds) != 2 or any(set(kinds) <= family for family in FAMILIES)


def _skipped(source: str) -> Spans:
    """Return the spans of annotations, decorators and imports for types, which change no result."""
    found: list[Any] = []
    for node in ast.walk(ast.parse(source)):
        found += getattr(node, "decorator_list", [])
        found += [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            found.append(node)
    return [
        ((node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset))
        for node in found
        if node is not None
    ]


def _meaning(source: str) -> str | None:
    """Return the syntax tree as text; None for a source that does not compile."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source, "mutant", "exec")
            return ast.dump(ast.parse(source))
    except SyntaxError:
        return None
