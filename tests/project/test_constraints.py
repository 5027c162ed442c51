"""constraints.txt pins every package that an installation for development brings."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LINES = [
    line
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def pinned() -> set[str]:
    """Names that have a version on this Python."""
    found = map(Requirement, LINES)
    return {canonicalize_name(r.name) for r in found if r.marker is None or r.marker.evaluate()}


def brought_by(name: str, extra: str) -> set[str]:
    """Installed packages that a package with an extra needs, and those that they need in turn."""
    return closure([(canonicalize_name(name), extra)]) - {canonicalize_name(name)}


def closure(start: list[tuple[str, str]]) -> set[str]:
    """Installed packages that packages, each with an extra or "", are or need."""
    found: set[tuple[str, str]] = set()
    open_ = list(start)
    while open_:
        package, wanted = open_.pop()
        try:
            needed = [Requirement(text) for text in requires(package) or ()]
        except PackageNotFoundError:
            continue
        found.add((package, wanted))
        open_ += [
            (canonicalize_name(r.name), each)
            for r in needed
            if r.marker is None or r.marker.evaluate({"extra": wanted})
            for each in ("", *r.extras)
            if (canonicalize_name(r.name), each) not in found
        ]
    return {package for package, _ in found}


@pytest.mark.parametrize("extra", ["dev", "bench", "docs", "mutation"])
def test_every_package_that_an_extra_brings_is_pinned(extra: str) -> None:
    """Those that are needed by what is needed as well, as far as they are installed here."""
    found = brought_by("rutcheck", extra)
    assert {"numpy", "pillow", "typing-extensions"} <= found
    assert sorted(found - pinned()) == []


def test_every_package_that_the_program_needs_is_pinned() -> None:
    """The dependencies of pyproject.toml, not those of the last installation, and theirs."""
    content = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = map(Requirement, content["project"]["dependencies"])
    found = closure([(canonicalize_name(r.name), each) for r in needed for each in ("", *r.extras)])
    assert {"trafilatura", "lxml-html-clean", "tld", "pypdf", "pysbd"} <= found
    assert sorted(found - pinned()) == []


@pytest.mark.parametrize("line", LINES)
def test_a_line_names_one_version(line: str) -> None:
    """And no place to get it from."""
    wanted = Requirement(line)
    assert [one.operator for one in wanted.specifier] == ["=="]
    assert wanted.url is None


def test_a_package_has_one_version_on_a_python() -> None:
    """Lines of the same name have markers that exclude each other here."""
    here = [r for r in map(Requirement, LINES) if r.marker is None or r.marker.evaluate()]
    assert len(here) == len({canonicalize_name(r.name) for r in here})
