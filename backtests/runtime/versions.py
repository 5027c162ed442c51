"""Versions of rutcheck, Python and the packages that can change a number."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

# Packages of rutcheck. Names as common as `signals` may be those of another project.
PACKAGES = ("data_feeds", "signals", "strategies", "backtests")
# Distribution names.
ENGINE = ("numpy", "pandas", "numba", "scipy", "statsmodels", "arch", "backtrader", "ta")


def versions() -> dict[str, str]:
    """Return the versions of rutcheck, Python and ENGINE, and the machine type."""
    named = {"rutcheck": version_of("rutcheck"), "python": platform.python_version()}
    machine = f"{platform.system()} {platform.machine()}"
    return {**named, **{name: version_of(name) for name in ENGINE}, "machine": machine}


def shadowed() -> dict[str, Path]:
    """Return the files of packages that are imported instead of those of rutcheck, by name.

    The packages of rutcheck stand beside the one of this module. An entry of the path before them
    that has a package or module of the same name, such as the working folder, shadows them.
    """
    own = Path(__file__).resolve().parents[2]
    found = {name: _file_of(name) for name in PACKAGES}
    return {
        name: file
        for name, file in found.items()
        if file is not None and file.resolve() != own / name / "__init__.py"
    }


def _file_of(name: str) -> Path | None:
    """Return the file that `import name` runs; None for a package that has none."""
    module = sys.modules.get(name)
    spec = find_spec(name) if module is None else module.__spec__
    return None if spec is None or spec.origin is None else Path(spec.origin)


@cache
def version_of(name: str) -> str:
    """Return the version of an installed distribution."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def changed_files(now: Mapping[str, str], was: Mapping[str, str]) -> list[str]:
    """Return the paths of source files that were changed, added or removed."""
    return [path for path in sorted({*now, *was}) if now.get(path) != was.get(path)]


def changed_versions(now: Mapping[str, str], was: Mapping[str, str]) -> list[str]:
    """Return the versions that differ, such as `numpy 2.3.0 → 2.4.0`, except that of rutcheck."""
    return [
        f"{name} {was.get(name, '–')} → {now.get(name, '–')}"
        for name in sorted({*now, *was})
        if name != "rutcheck" and now.get(name) != was.get(name)
    ]
