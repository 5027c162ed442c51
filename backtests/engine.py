"""Versions of rutcheck, Python and the parts of the engine whose release can move a number."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

# By their names on the package index.
ENGINE = ("numpy", "pandas", "numba", "scipy", "statsmodels", "arch", "backtrader", "ta")


def versions() -> dict[str, str]:
    """Versions of rutcheck, Python and the parts of the engine, and the kind of machine."""
    named = {"rutcheck": _version("rutcheck"), "python": platform.python_version()}
    machine = f"{platform.system()} {platform.machine()}"
    return {**named, **{name: _version(name) for name in ENGINE}, "machine": machine}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
