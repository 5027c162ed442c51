"""Compiled loops are kept on disk, and compiled again when what they rest on has changed."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

import signals.core.compiled
from signals.core.compiled import PACKAGES, every_name, imported_names

HEAD = "from signals.core.compiled import compiled\n"
OUTER = HEAD + "from signals.inner import scaled\n@compiled\ndef once(x):\n    return scaled(x)\n"
INNER = (
    HEAD + "from data_feeds import middle\nMORE = middle.MORE\n"
    "@compiled\ndef scaled(x):\n    return 2 * x + MORE\n"
)
# A module that imports the number, and the one that holds it.
MIDDLE, FAR = "from data_feeds.far import MORE\n", "MORE = 1\n"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Packages of which one loop calls another, which adds a number from two modules away."""
    for package in ("signals", "signals/core", "data_feeds"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    shutil.copy(str(signals.core.compiled.__file__), tmp_path / "signals" / "core")
    files = {
        "signals/outer.py": OUTER,
        "signals/inner.py": INNER,
        "data_feeds/middle.py": MIDDLE,
        "data_feeds/far.py": FAR,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    return tmp_path


COMPILED_ANEW = """
from signals.outer import once
print(once(1), sum(once.dispatcher.stats.cache_misses.values()))
"""


PLAIN = "from signals.outer import once; print(once(1))"


def found(sources: Path, program: str = COMPILED_ANEW, **environment: str) -> str:
    """What the outer loop makes of 1 in a process of its own, and how often it was compiled."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=sources,
        env={**os.environ, "PYTHONPATH": str(sources), **environment},
    )
    return done.stdout.strip()


def test_a_change_in_what_a_loop_rests_on_is_seen(sources: Path) -> None:
    """A number imported through another module, and a loop that is called; else nothing anew."""
    assert [found(sources), found(sources)] == ["3 1", "3 0"]
    for name, old, new, value in (
        ("data_feeds/far.py", "MORE = 1", "MORE = 9", "11 1"),
        ("signals/inner.py", "2 * x", "30 * x", "39 1"),
    ):
        path = sources / name
        path.write_text(path.read_text().replace(old, new))
        assert found(sources) == value, name


ROOT = Path(signals.core.compiled.__file__).parents[2]


def names_by_parsing(statements: Iterable[ast.AST], *, nested: bool) -> set[str]:
    """The names of the packages that statements import, in functions too if `nested`."""
    found: set[str] = set()
    for statement in statements:
        typing = isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING"
        inside = isinstance(statement, ast.FunctionDef | ast.ClassDef) or typing
        if inside and not nested:
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] in PACKAGES}


def test_imports_read_by_a_pattern_are_those_that_parsing_finds() -> None:
    """Of every file of the packages: at the top level, and anywhere."""
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    assert len(files) > 400
    for file in files:
        text = file.read_text(encoding="utf-8")
        body = ast.parse(text).body
        assert set(imported_names(text)) == names_by_parsing(body, nested=False), file
        assert set(every_name(file)) == names_by_parsing(body, nested=True), file


def test_a_folder_that_cannot_be_written_is_no_obstacle(sources: Path, tmp_path: Path) -> None:
    """As after an installation by root: the code is kept in the user's folder of caches."""
    for folder in (sources / "signals", sources / "data_feeds", sources / "signals/core"):
        (folder / "__pycache__").touch()  # a file, in which nobody can put another
    home = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path / "home")}
    assert [found(sources, **home), found(sources, **home)] == ["3 1", "3 0"]
    kept = list((tmp_path / "cache").rglob("*.nbi"))
    assert len(kept) == 2
    assert found(sources, NUMBA_CACHE_DIR=str(tmp_path / "own"), **home) == "3 1"
    assert list((tmp_path / "own").rglob("*.nbi"))
    path = sources / "data_feeds" / "far.py"
    path.write_text(path.read_text().replace("1", "9"))
    assert found(sources, **home) == "11 1"


def test_without_any_folder_to_write_loops_are_compiled_in_each_process(
    sources: Path, tmp_path: Path
) -> None:
    """Slowly, but with the same result."""
    for folder in (sources / "signals", sources / "data_feeds", sources / "signals/core"):
        (folder / "__pycache__").touch()
    (tmp_path / "file").touch()
    home = {"XDG_CACHE_HOME": str(tmp_path / "file" / "no"), "HOME": str(tmp_path / "file")}
    assert [found(sources, PLAIN, **home), found(sources, PLAIN, **home)] == ["3", "3"]


def test_loops_run_without_being_compiled(sources: Path) -> None:
    """As numba's own switch asks, for a debugger: the loop is the function that was written."""
    assert found(sources, PLAIN, NUMBA_DISABLE_JIT="1") == "3"
