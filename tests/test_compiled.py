"""Compiled loops are kept on disk, and compiled again when a loop they call has changed."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

HEAD = "from signals.compiled import compiled\n"


def test_a_change_in_the_file_of_a_called_loop_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The caller's own file stays as it was; twice one becomes thirty times one."""
    monkeypatch.syspath_prepend(str(tmp_path))
    inner, outer = tmp_path / "inner_loop.py", tmp_path / "outer_loop.py"
    outer.write_text(HEAD + "from inner_loop import scaled\n"
                     "@compiled\ndef once(x):\n    return scaled(x)\n")  # fmt: skip
    found = []
    for factor in (2, 30):
        inner.write_text(HEAD + f"@compiled\ndef scaled(x):\n    return {factor} * x\n")
        for name in ("inner_loop", "outer_loop"):
            sys.modules.pop(name, None)
        importlib.invalidate_caches()
        found.append(importlib.import_module("outer_loop").once(1))
    assert found == [2, 30]
