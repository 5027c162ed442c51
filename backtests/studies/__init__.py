"""Studies: the tests that claims name, one module each, in rooms by topic.

A study is a module with a function `examine`. A claim names it by the name of the module, without
its room. Optional attributes of the module:

- `TRIES_RULES = True` if it tries trading rules, which every run then counts.
- `HAS_OUTLOOK = True` if its evidence has an `outlook`, which `rutcheck status` prints.
- `CHARTS`, the topics of the charts that a report draws once for all claims about them
  ("breakouts", "easing" or "declines").
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType

__all__ = [
    "breakouts",
    "declines",
    "easing",
    "facts",
    "forecasts",
    "measures",
    "not_testable",
    "relative",
    "rules",
    "sensitivity",
    "states",
]


@cache
def _modules() -> tuple[str, ...]:
    """Return the import paths of all modules in the rooms."""
    entries = pkgutil.walk_packages(__path__, f"{__name__}.")
    return tuple(entry.name for entry in entries if not entry.ispkg)


@cache
def find_study(name: str) -> ModuleType:
    """Import a study by its name.

    Raises
    ------
    KeyError
        No module of that name has `examine`.
    """
    for path in _modules():
        if path.rpartition(".")[2] == name:
            module = importlib.import_module(path)
            if hasattr(module, "examine"):
                return module
    raise KeyError(name)


def study_names() -> list[str]:
    """Return the sorted names of all studies."""
    modules = map(importlib.import_module, _modules())
    return sorted(m.__name__.rpartition(".")[2] for m in modules if hasattr(m, "examine"))
