"""`make wheels` tries every supported Python, or says which is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / ".ci" / "wheels"


@pytest.mark.parametrize(
    ("pythons", "missing"),
    [
        (f"{sys.executable} python-of-nobody", "no python-of-nobody: "),
        ("", "no python3.11 python3.12 python3.13: "),
    ],
)
def test_a_missing_python_fails_by_name(pythons: str, missing: str, tmp_path: Path) -> None:
    """Before anything is built; without PYTHONS each supported version must be there."""
    environment = {**os.environ, "PATH": str(tmp_path), "PYTHONS": pythons}
    done = subprocess.run(
        ["/bin/bash", str(SCRIPT), "none"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(missing)
    assert done.stderr.count("\n") == 1
