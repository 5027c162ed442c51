"""How an object of a JSON document is declared: a TypedDict with a text below each field.

The schema of a document is generated from the declarations, which are its types in Python too.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from itertools import pairwise
from typing import Annotated, Any, Literal, TypeAlias, TypeVar

from pydantic import ConfigDict, Field, with_config
from typing_extensions import get_original_bases, is_typeddict

Declared = TypeVar("Declared", bound=type)
Scalar: TypeAlias = Literal["string", "number", "boolean", "null"]
Object: TypeAlias = dict[str, Any]

Date: TypeAlias = Annotated[
    str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", json_schema_extra={"format": "date"})
]
Interval: TypeAlias = Annotated[list[float], Field(min_length=2, max_length=2)]
Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]
Count: TypeAlias = Annotated[int, Field(ge=0)]
Version: TypeAlias = Literal[1]


def documented(cls: Declared) -> Declared:
    """Describe the fields of a TypedDict in its schema, which refuses others."""
    return with_config(ConfigDict(extra="forbid", json_schema_extra=_describe))(cls)


def open_to(*types: Scalar) -> Callable[[Declared], Declared]:
    """Return a decorator like `documented` that allows further fields of these types."""

    def describe(schema: Object, cls: type) -> None:
        _describe(schema, cls)
        schema["additionalProperties"] = {"type": list(types)}

    return with_config(ConfigDict(extra="allow", json_schema_extra=describe))


def either(*groups: tuple[str, ...]) -> Callable[[Declared], Declared]:
    """Return a decorator like `documented` that requires one of several groups of fields."""

    def describe(schema: Object, cls: type) -> None:
        _describe(schema, cls)
        schema["oneOf"] = [{"required": list(group)} for group in groups]

    return with_config(ConfigDict(extra="forbid", json_schema_extra=describe))


def _describe(schema: Object, cls: type) -> None:
    """Add the description of each field to the schema of an object."""
    texts = descriptions(cls)
    for name, field in schema["properties"].items():
        field.pop("title", None)
        if name in texts:
            field["description"] = texts[name]


def descriptions(cls: type) -> dict[str, str]:
    """Return the text below each field of a TypedDict and of its bases, in one line.

    Those of a TypedDict that is declared by a call are in its annotations, where pydantic reads
    them.
    """
    found: dict[str, str] = {}
    for base in get_original_bases(cls):
        if is_typeddict(base):
            found |= descriptions(base)
    try:
        (declared,) = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    except OSError:  # declared by a call
        return found
    assert isinstance(declared, ast.ClassDef)
    for field, text in pairwise(declared.body):
        match field, text:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(words))),
            ):
                found[name] = " ".join(words.split())
    return found
