"""Fates of the mutants of an area, kept so that only survivors need be tested again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from benchmarks.mutation.areas import Area
from benchmarks.mutation.mutants import ROOT, Place
from benchmarks.mutation.runner import Fate

FOLDER = ROOT / ".mutation"


def keep(area: Area, seed: int, fates: Mapping[Place, Fate]) -> None:
    """Write the fates of the mutants of an area."""
    FOLDER.mkdir(exist_ok=True)
    rows = [[p.module, p.operator, p.occurrence, fate] for p, fate in fates.items()]
    content = {"sources": _fingerprint(area), "fates": rows}
    _file(area, seed).write_text(json.dumps(content), encoding="utf-8")


def kept(area: Area, seed: int) -> dict[Place, Fate]:
    """Return the fates that were kept; none where a module of the area has changed since."""
    file = _file(area, seed)
    if not file.is_file():
        return {}
    content = json.loads(file.read_text(encoding="utf-8"))
    if content["sources"] != _fingerprint(area):
        return {}
    fates = {fate: fate for fate in get_args(Fate)}
    return {Place(module, name, at): fates[fate] for module, name, at, fate in content["fates"]}


def _file(area: Area, seed: int) -> Path:
    name = "".join(c if c.isalnum() else "-" for c in area.name)
    return FOLDER / f"{name}-{seed}.json"


def _fingerprint(area: Area) -> str:
    found = hashlib.sha256()
    for module in area.modules:
        found.update(module.encode() + b"\0" + (ROOT / module).read_bytes())
    return found.hexdigest()
