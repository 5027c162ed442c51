"""Compiled loops are kept on disk, and compiled again when what they rest on has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import signals.core.compiled

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
print(once(1), sum(once.stats.cache_misses.values()))
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


@pytest.mark.parametrize(
    ("name", "old", "new", "value"),
    [
        ("data_feeds/far.py", "MORE = 1", "MORE = 9", "11 1"),
        ("signals/inner.py", "2 * x", "30 * x", "31 1"),
    ],
)
def test_a_change_in_what_a_loop_rests_on_is_seen(
    name: str, old: str, new: str, value: str, sources: Path
) -> None:
    """A number imported through another module, and a loop that is called; else nothing anew."""
    assert [found(sources), found(sources)] == ["3 1", "3 0"]
    path = sources / name
    path.write_text(path.read_text().replace(old, new))
    assert found(sources) == value


def test_loops_run_without_being_compiled(sources: Path) -> None:
    """As numba's own switch asks, for a debugger: the loop is the function that was written."""
    assert found(sources, PLAIN, NUMBA_DISABLE_JIT="1") == "3"
