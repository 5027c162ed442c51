"""Compile loops with numba, cached on disk and without the global interpreter lock."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar, cast

P = ParamSpec("P")
Value = TypeVar("Value")
PACKAGES = ("data_feeds", "signals", "strategies", "backtests")
# The folder that holds the packages.
_ROOT = Path(__file__).resolve().parents[2]

_IMPORT = re.compile(
    rf"^(?:from[ \t]+(?P<module>(?:{'|'.join(PACKAGES)})(?:\.\w+)*)[ \t]+import[ \t]+"
    r"(?:\((?P<listed>[^)]*)\)|(?P<rest>.*))"
    rf"|import[ \t]+(?P<plain>(?:{'|'.join(PACKAGES)})\b.*))$",
    flags=re.MULTILINE,
)


class Compiled(Generic[P, Value]):
    """A loop that numba compiles when it is first called; until then numba is not imported.

    The call of a function marked `inline` is that of Python: such a function is for scalars and for
    objects of pandas too, and is compiled only inside a loop that calls it.
    """

    def __init__(self, loop: Callable[P, Value], *, inline: bool = False) -> None:
        functools.update_wrapper(self, loop)
        self._loop = loop
        self._inline = inline
        self._lock = Lock()
        self._dispatcher: Any = None

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Value:
        """Return the result of the compiled loop."""
        if self._inline:
            return self._loop(*args, **kwargs)
        return cast(Value, (self._dispatcher or self.dispatcher)(*args, **kwargs))

    def __reduce__(self) -> str:
        """Send the name to other processes, as for a function."""
        return self._loop.__qualname__

    @property
    def dispatcher(self) -> Any:
        """The function as numba compiles it; with NUMBA_DISABLE_JIT=1 as it was written."""
        with self._lock:
            if self._dispatcher is None:
                self._dispatcher = _dispatcher(self._loop)
            return self._dispatcher

    @property
    def _numba_type_(self) -> Any:
        """The type that compiled loops see that call this one (numba's extension interface)."""
        return self.dispatcher._numba_type_


def compiled(loop: Callable[P, Value]) -> Compiled[P, Value]:
    """Compile a loop over arrays to machine code on its first call; later processes reuse it.

    numba invalidates its cache when the file of the loop changes. Here a change of any file of the
    packages that this file imports invalidates it too, since imported constants are compiled into
    the code. Where the folder of the file cannot be written the code is kept in the user's folder
    of caches, or in NUMBA_CACHE_DIR; where no folder can, it is compiled in every process.
    With NUMBA_DISABLE_JIT=1 the loop is not compiled.
    """
    return Compiled(loop)


def inline(function: Callable[P, Value]) -> Compiled[P, Value]:
    """Let compiled loops call a function that Python code calls as it is written."""
    return Compiled(function, inline=True)


def _dispatcher(loop: Callable[..., object]) -> Any:
    import numba

    try:
        found: Any = numba.njit(cache=True, nogil=True)(loop)
    except RuntimeError:  # numba finds no folder in which it can write
        return numba.njit(nogil=True)(loop)
    if hasattr(found, "_cache"):
        found._cache._cache_file._source_stamp = tuple(
            (file.stat().st_mtime, file.stat().st_size)
            for file in _sources(Path(loop.__code__.co_filename))
        )
    return found


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
    """Return the files of the packages that a file imports outside its functions.

    Read by a pattern, since parsing takes ten times as long: imports of the packages are statements
    at the beginning of a line, or inside an `if` that is for types only.
    """
    text = file.read_text(encoding="utf-8")
    return frozenset(path for name in imported_names(text) for path in _files(name))


def reached_by(file: Path) -> frozenset[Path]:
    """Return the files of the packages that a file may import, in functions too, and itself.

    What the functions of a package import is not counted for the modules in it: those of the
    package `backtests` are for notebooks, and import everything.
    """
    found, due = {file}, [file]
    while due:
        path = due.pop()
        package = path.name == "__init__.py"
        new = (_imported(path) if package else every_file(path)) - found
        found |= new
        due += new
    return frozenset(found)


@cache
def every_file(file: Path) -> frozenset[Path]:
    """Return the files of the packages that a file imports, in functions too."""
    return frozenset(path for name in every_name(file) for path in _files(name))


@cache
def every_name(file: Path) -> tuple[str, ...]:
    """Return the qualified names of the packages that a file imports, in functions too."""
    return tuple(imported_names(re.sub(r"^[ \t]+", "", file.read_text("utf-8"), flags=re.M)))


def imported_names(text: str) -> Iterator[str]:
    r"""Yield the qualified names of the packages that a module imports at the top level.

    >>> sorted(imported_names("from signals.core import event\nimport data_feeds.source"))
    ['data_feeds.source', 'signals.core.event']
    """
    for match in _IMPORT.finditer(text):
        if match["module"] is None:
            yield from re.split(r"\s*,\s*", match["plain"].strip())
            continue
        names = re.sub(r"#.*", "", match["listed"] or match["rest"])
        for name in names.split(","):
            if name.strip():
                yield f"{match['module']}.{name.split()[0]}"


@cache
def _files(name: str) -> tuple[Path, ...]:
    """Return the files that importing a name executes: the module and its parent packages."""
    parts = name.split(".")
    if parts[0] not in PACKAGES:
        return ()
    found: list[Path] = []
    place = str(_ROOT)
    for part in parts:
        place = f"{place}{os.sep}{part}"
        found += (Path(path) for path in (_init(place), f"{place}.py") if _is_file(path))
    return tuple(found)


def _init(place: str) -> str:
    return f"{place}{os.sep}__init__.py"


@cache
def _is_file(path: str) -> bool:
    return os.path.isfile(path)  # noqa: PTH113
