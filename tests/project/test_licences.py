"""Licences of the runtime dependencies: all are listed, and all go with GPL-3.0-or-later."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "THIRD_PARTY_NOTICES.md"
EXTRAS = ("sweep", "dask")
# Licences that the Free Software Foundation lists as compatible with version 3 of the GPL.
COMPATIBLE = frozenset(
    {
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "GPL-3.0-or-later"),
        *("ISC", "LGPL-2.1-or-later", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "NCSA", "PSF-2.0"),
        "Zlib",
    }
)
# Others, whose distributions the page names with the reason why they may stand beside the package.
EXPLAINED = {"CNRI-Python": "regex"}
# Words of classifiers and free texts, by the family of a licence.
FAMILIES = {
    "Apache": r"Apache",
    "BSD": r"BSD",
    "GPL": r"GPL|General Public",
    "ISC": r"ISC",
    "MIT": r"MIT",
    "MPL": r"MPL|Mozilla",
    "NCSA": r"NCSA",
    "PSF": r"PSF|Python Software",
}


def normal(name: str) -> str:
    """Return the name of a distribution as indexes spell it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements() -> list[Requirement]:
    """What the package and its extras for users need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]
    texts = [*project["dependencies"], *(one for name in EXTRAS for one in optional[name])]
    return [each for each in map(Requirement, texts) if each.name != "rutcheck"]


@cache
def installed() -> dict[str, Distribution]:
    """The runtime dependencies that are installed, with theirs."""
    found: dict[str, Distribution] = {}
    waiting = requirements()
    while waiting:
        wanted = waiting.pop()
        name = normal(wanted.name)
        if name in found:
            continue
        try:
            found[name] = distribution(wanted.name)
        except PackageNotFoundError:
            continue
        extras = ("", *wanted.extras)
        for each in map(Requirement, found[name].requires or []):
            if each.marker is None or any(each.marker.evaluate({"extra": e}) for e in extras):
                waiting.append(each)
    return found


def stated(one: Distribution) -> str:
    """The licence that a distribution states: an expression, classifiers, or a text."""
    classifiers = [c for c in one.metadata.get_all("Classifier") or [] if c.startswith("License")]
    text = (one.metadata.get("License") or "").strip().partition("\n")[0]
    return one.metadata.get("License-Expression") or "; ".join(classifiers) or text


@cache
def listed() -> dict[str, str]:
    """The rows of the table: distribution and licence."""
    rows = re.findall(r"^\| ([a-z0-9-]+) \| ([A-Z0-9][^|]*) \|$", PAGE.read_text("utf-8"), re.M)
    return dict(rows)


def families(licence: str) -> set[str]:
    """The families of licences that a text names."""
    return {name for name, words in FAMILIES.items() if re.search(words, licence)}


def test_every_installed_dependency_is_listed() -> None:
    """And every row is one, if it is installed here."""
    known, found = listed(), installed()
    assert set(found) <= set(known)
    assert len(found) > 50


@pytest.mark.parametrize("name", sorted(listed()))
def test_each_licence_is_that_of_the_metadata_and_compatible(name: str) -> None:
    """One of each choice of an expression; an exception widens what a licence allows."""
    for choice in listed()[name].replace(" WITH LLVM-exception", "").split(" AND "):
        assert COMPATIBLE & set(choice.split(" OR ")) or EXPLAINED.get(choice) == name
    one = installed().get(name)
    if one is not None and families(stated(one)):
        assert families(listed()[name]) & families(stated(one)), stated(one)
