"""Versions, and packages of other projects that shadow those of rutcheck."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import backtests
from backtests.runtime.versions import PACKAGES, shadowed

ROOT = Path(backtests.__file__).parents[1]


def rutcheck(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, which is first on the path, as with `python -m`."""
    return subprocess.run(
        [sys.executable, "-m", "backtests", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_is_shadowed_in_a_checkout() -> None:
    """The four packages stand beside each other."""
    assert shadowed() == {}
    assert all((ROOT / name / "__init__.py").exists() for name in PACKAGES)


@pytest.mark.parametrize("file", ["signals.py", "strategies/__init__.py"])
def test_a_package_of_another_project_is_named(tmp_path: Path, file: str) -> None:
    """By --version in a line on standard error, and by a command that it stops."""
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text("")
    done = rutcheck(tmp_path, "--version")
    assert done.returncode == 0
    assert "pandas" in done.stdout
    name = file.partition("/")[0].removesuffix(".py")
    assert done.stderr.startswith(f"rutcheck: {tmp_path / file} is imported as {name} instead")
    stopped = rutcheck(tmp_path, "breakout", "RUT", "--data", "reference")
    assert (stopped.returncode, stopped.stderr) == (2, done.stderr)
