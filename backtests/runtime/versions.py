"""Versions of rutcheck, Python and the packages that can change a number."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

# Distribution names.
ENGINE = ("numpy", "pandas", "numba", "scipy", "statsmodels", "arch", "backtrader", "ta")


def versions() -> dict[str, str]:
    """Return the versions of rutcheck, Python and ENGINE, and the machine type."""
    named = {"rutcheck": _version("rutcheck"), "python": platform.python_version()}
    machine = f"{platform.system()} {platform.machine()}"
    return {**named, **{name: _version(name) for name in ENGINE}, "machine": machine}


def _version(name: str) -> str:
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
