"""The structure of the project: one-way imports, packages from one place, docstrings that run."""

from __future__ import annotations

import ast
import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import backtests
import data_feeds
import signals
import strategies

LAYERS = ("data_feeds", "signals", "strategies", "backtests")
ROOT = Path(data_feeds.__file__).resolve().parents[1]
NETWORK_AND_FILES = {"urllib", "requests", "socket", "http", "yfinance", "csv"}


def imports_of(path: Path) -> set[str]:
    """Top-level names of the modules that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("layer", LAYERS)
def test_a_folder_imports_only_from_folders_to_its_left(layer: str) -> None:
    """data_feeds, signals, strategies, backtests: data run one way."""
    allowed = set(LAYERS[: LAYERS.index(layer) + 1])
    for path in sorted((ROOT / layer).rglob("*.py")):
        assert imports_of(path) & set(LAYERS) <= allowed, path.name


@pytest.mark.parametrize("layer", LAYERS[1:])
def test_only_the_feeds_reach_for_data(layer: str) -> None:
    """No network client or CSV reader elsewhere."""
    for path in sorted((ROOT / layer).rglob("*.py")):
        assert not imports_of(path) & NETWORK_AND_FILES, path.name


def test_the_four_packages_come_from_one_place() -> None:
    """An old copy of one of them on the path would mix versions."""
    parents = {
        Path(str(p.__file__)).resolve().parents[1]
        for p in (data_feeds, signals, strategies, backtests)
    }
    assert len(parents) == 1


def modules() -> list[str]:
    """Every module of the four packages."""
    found = []
    for package in (data_feeds, signals, strategies, backtests):
        for entry in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not entry.name.endswith("__main__"):
                found.append(entry.name)
    return found


@pytest.mark.parametrize("name", modules())
def test_examples_in_docstrings_run(name: str) -> None:
    """And print what they say."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("package", LAYERS)
def test_types_are_shipped(package: str) -> None:
    """Each package carries py.typed."""
    assert (ROOT / package / "py.typed").exists()
