"""Digests of the source files and versions that a computation can reach."""

from __future__ import annotations

import hashlib
import os
import time
from functools import cache
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from backtests.runtime.versions import version_of, versions
from signals.core.compiled import PACKAGES, reached_by

# The folder that holds the packages.
ROOT = Path(__file__).resolve().parents[2]
# What a package has beside its modules and reads when it computes.
_RESOURCES = (".toml", ".csv", ".json")
# Settings of the compiler and of threads, which can change the last digit of a number.
_SETTINGS = ("NUMBA_", "OMP_", "OPENBLAS_", "MKL_", "NPY_")
# A lower limit of the age of this process: what was changed later may differ from what runs.
_STARTED = time.time() - time.process_time()


class ReachedCode:
    """The digest of the code that modules reach; each file is read once."""

    def __init__(self) -> None:
        self._contents: dict[Path, str] = {}
        self._digests: dict[tuple[str, ...], str] = {}

    def digest(self, modules: tuple[str, ...]) -> str:
        """Return the digest of all files that modules reach, and of the versions in use.

        A module reaches what it imports, inside functions too, and the tables beside each module;
        what it finds by a name that it computes must be named as a module of its own.
        """
        if modules not in self._digests:
            reached = frozenset[Path]().union(*(_reached(name) for name in modules))
            beside = {each for file in reached for each in _resources(file.parent)}
            found = hashlib.sha256(surroundings().encode())
            for file in sorted({*reached, *beside}):
                line = f"{file.relative_to(ROOT).as_posix()} {self._content(file)}\n"
                found.update(line.encode())
            self._digests[modules] = found.hexdigest()
        return self._digests[modules]

    @property
    def files(self) -> frozenset[Path]:
        """The files that were read."""
        return frozenset(self._contents)

    @property
    def unchanged(self) -> bool:
        """Whether no file that was read has changed since this process started."""
        return all(_modified(file) < _STARTED for file in self._contents)

    def _content(self, file: Path) -> str:
        if file not in self._contents:
            self._contents[file] = hashlib.sha256(file.read_bytes()).hexdigest()
        return self._contents[file]


@cache
def _reached(module: str) -> frozenset[Path]:
    place = ROOT.joinpath(*module.split("."))
    files = [file for file in (place / "__init__.py", place.with_suffix(".py")) if file.is_file()]
    if not files or module.partition(".")[0] not in PACKAGES:
        raise ValueError(f"{module} is no module of the packages")
    parents = [folder / "__init__.py" for folder in place.parents if folder.is_relative_to(ROOT)]
    found = [file for file in (*files, *parents) if file.is_file()]
    return frozenset[Path]().union(*(reached_by(file) for file in found))


@cache
def _resources(folder: Path) -> tuple[Path, ...]:
    return tuple(path for path in folder.iterdir() if path.suffix in _RESOURCES)


def _modified(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return float("inf")


@cache
def surroundings() -> str:
    """Return what a number can depend on beside code and data, as text.

    The versions of Python and of every package that rutcheck requires, the machine and its
    processor, and the settings of the compiler.
    """
    # Versions of the processor's instructions, which compiled loops use.
    from llvmlite.binding import get_host_cpu_name

    packages = sorted({_name(line) for line in _requirements() if "extra ==" not in line})
    lines = [f"{name} {version}" for name, version in versions().items()]
    lines += [f"{name} {version_of(name)}" for name in packages]
    lines += [f"processor {get_host_cpu_name()}"]
    lines += [f"{k}={v}" for k, v in sorted(os.environ.items()) if k.startswith(_SETTINGS)]
    return "\n".join(lines)


def _requirements() -> list[str]:
    try:
        return requires("rutcheck") or []
    except PackageNotFoundError:
        return []


def _name(requirement: str) -> str:
    """Return the name of the package that a requirement begins with."""
    end = next((at for at, c in enumerate(requirement) if not (c.isalnum() or c in "-_.")), None)
    return requirement[:end]
