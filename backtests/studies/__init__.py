"""The questions that claims ask of the data, one study a module, in rooms by topic.

A study is a module with `examine`. A claim names it by the name of the module alone, whatever room
it is in. Optional attributes of a study: `TRIES_RULES = True` where it tries trading rules, and
`CHARTS`, the topics of the charts that a report draws once for all claims about them ("breakouts",
"easing" or "declines").
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
    """Import paths of all modules of the rooms, studies and what they share."""
    entries = pkgutil.walk_packages(__path__, f"{__name__}.")
    return tuple(entry.name for entry in entries if not entry.ispkg)


@cache
def find_study(name: str) -> ModuleType:
    """Import the study of a name.

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
    """Names of all studies, sorted."""
    modules = map(importlib.import_module, _modules())
    return sorted(m.__name__.rpartition(".")[2] for m in modules if hasattr(m, "examine"))
