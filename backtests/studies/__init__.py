"""Studies that test claims, one module per study, in one package per topic.

A study is a module with a function `examine`. A claim refers to it by the name of the module,
without its package. `METHOD` says what it asks and what decides (`studies/method.py`). The types
of its parameters give their ranges (`studies/parameters.py`). The docstring of `examine` says what
they mean; what several studies share is described once, in `PARAMETERS` of their topic or of this
package. Optional attributes of the module:

- `RULES`: conditions on several parameters together.
- `TRIES_RULES = True` if it tries trading rules. Every run then counts them as trials.
- `HAS_OUTLOOK = True` if its evidence has an `outlook`, which `rutcheck status` prints.
- `CHARTS`: topics of the charts ("breakouts", "easing" or "declines"). A report draws each chart
  once for all claims on its topic.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType, ModuleType

__all__ = [
    "breakouts",
    "declines",
    "easing",
    "events",
    "facts",
    "forecasts",
    "measures",
    "method",
    "not_testable",
    "parameters",
    "prices",
    "rates",
    "relative",
    "rules",
    "sensitivity",
    "states",
]

# What a parameter means in every study that does not say otherwise.
PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "bars": "Prices of the series under test.",
        "closes": "Closes of the series under test.",
        "small": "Prices of the small-cap index.",
        "large": "Prices of the large-cap index.",
        "first": "Prices of the first series.",
        "second": "Prices of the second series.",
        "policy": "Federal funds target by date, with a column `mid`.",
        "two_year": "Two-year Treasury yield, in percent.",
        "ten_year": "Ten-year Treasury yield, in percent.",
        "high_yield": "Spread of high-yield bonds, in percent.",
        "baa": "Spread of Baa bonds, in percent, for the time before the high-yield spread begins.",
        "corporate": "Spread of Baa bonds, in percent, for the same time.",
        "volatility": "Closes of the VIX.",
        "conditions": "Index of financial conditions, by week.",
        "recessions": "Months of recessions: 1 in a recession, 0 outside.",
        "bills": "Rate that cash earns, in percent.",
        "base_date": "Base day: that of the last close known to the reader.",
        "resolves": "Last day of the forecast.",
        "start": "First day of the span, whose close is the base of returns.",
        "end": "Last day of the span.",
        "tolerance": "How far the value may be from the stated one, a fraction.",
    }
)


@cache
def _modules() -> tuple[str, ...]:
    """Return the import paths of all modules in the topic packages."""
    entries = pkgutil.walk_packages(__path__, f"{__name__}.")
    return tuple(entry.name for entry in entries if not entry.ispkg)


@cache
def find_study(name: str) -> ModuleType:
    """Import a study by its name.

    Raises
    ------
    KeyError
        If no module of that name defines `examine`.
    """
    for path in _modules():
        if path.rpartition(".")[2] == name:
            module = importlib.import_module(path)
            if hasattr(module, "examine"):
                return module
    raise KeyError(name)


def study_sets(name: str, flag: str) -> bool:
    """Return whether a study sets an optional attribute to True, without importing it.

    That of an imported module is asked for; of others the line `FLAG = True` is looked up, since
    the import of all studies takes a tenth of a second.

    Raises
    ------
    KeyError
        If there is no module of that name.
    """
    path = next((path for path in _modules() if path.rpartition(".")[2] == name), None)
    if path is None:
        raise KeyError(name)
    module = sys.modules.get(path)
    if module is not None:
        return bool(getattr(module, flag, False))
    return re.search(rf"^{flag} = True$", _source(path), re.MULTILINE) is not None


@cache
def _source(path: str) -> str:
    inside = path.removeprefix(f"{__name__}.").split(".")
    return Path(__path__[0], *inside).with_suffix(".py").read_text(encoding="utf-8")


def study_names() -> list[str]:
    """Return the sorted names of all studies."""
    modules = map(importlib.import_module, _modules())
    return sorted(m.__name__.rpartition(".")[2] for m in modules if hasattr(m, "examine"))
