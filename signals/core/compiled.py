"""Compile loops with numba, cached on disk and without the global interpreter lock."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

Loop = TypeVar("Loop", bound=Callable[..., object])
PACKAGES = ("data_feeds", "signals", "strategies", "backtests")
# The folder that holds the packages.
_ROOT = Path(__file__).resolve().parents[2]


def compiled(loop: Loop) -> Loop:
    """Compile a loop over arrays to machine code on its first call; later processes reuse it.

    numba invalidates its cache when the file of the loop changes. Here a change of any file of the
    packages that this file imports invalidates it too, since imported constants are compiled into
    the code. With NUMBA_DISABLE_JIT=1 the loop is not compiled.
    """
    found: Any = numba.njit(cache=True, nogil=True)(loop)
    if hasattr(found, "_cache"):
        found._cache._cache_file._source_stamp = tuple(
            (file.stat().st_mtime, file.stat().st_size)
            for file in _sources(Path(loop.__code__.co_filename))
        )
    return cast(Loop, found)


@cache
def _sources(file: Path) -> tuple[Path, ...]:
    """Return a file and the files of the packages it imports, directly or not, sorted."""
    found, due = {file}, [file]
    while due:
        new = _imported(due.pop()) - found
        found |= new
        due += new
    return tuple(sorted(found))


@cache
def _imported(file: Path) -> frozenset[Path]:
    """Return the files of the packages that a file imports outside its functions."""
    tree = ast.parse(file.read_bytes())
    names = {name for statement in tree.body for name in _names(statement)}
    return frozenset(path for name in names for path in _files(name))


def _names(statement: ast.stmt) -> Iterator[str]:
    """Yield the qualified names that a statement imports at run time."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef) or _is_for_types(statement):
        return
    for node in ast.walk(statement):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _is_for_types(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING"


def _files(name: str) -> Iterator[Path]:
    """Yield the files that importing a name executes: the module and its parent packages."""
    parts = name.split(".")
    if parts[0] not in PACKAGES:
        return
    for end in range(1, len(parts) + 1):
        place = _ROOT.joinpath(*parts[:end])
        yield from (f for f in (place / "__init__.py", place.with_suffix(".py")) if f.is_file())
