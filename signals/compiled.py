"""The one place where loops are compiled: numba, cached on disk, free of the interpreter lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, cast

import numba
from numba.core.registry import CPUDispatcher

Loop = TypeVar("Loop", bound=Callable[..., object])


def compiled(loop: Loop) -> Loop:
    """Compile a loop over arrays to machine code on its first call; later processes reuse it.

    numba looks at the file of a loop alone to tell whether it has changed; here the files of the
    loops that it may call count as well.
    """
    found: Any = numba.njit(cache=True, nogil=True)(loop)
    files = sorted({Path(loop.__code__.co_filename), *_sources(loop.__globals__, set())})
    found._cache._cache_file._source_stamp = tuple(
        (file.stat().st_mtime, file.stat().st_size) for file in files
    )
    return cast(Loop, found)


def _sources(names: Mapping[str, Any], seen: set[int]) -> Iterator[Path]:
    """Files of the compiled loops that a module has imported, and of those that these import."""
    if id(names) in seen:
        return
    seen.add(id(names))
    for value in list(names.values()):
        if isinstance(value, CPUDispatcher):
            yield Path(value.py_func.__code__.co_filename)
            yield from _sources(value.py_func.__globals__, seen)
        elif isinstance(value, ModuleType) and value.__name__.startswith("signals."):
            yield from _sources(vars(value), seen)
