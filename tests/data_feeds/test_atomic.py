"""Atomic writes: the old content or the new content, whatever fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_feeds.files import atomic


def test_the_content_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    """A file left by a killed writer is overwritten and renamed."""
    path = tmp_path / "table.csv"
    path.write_bytes(b"old")
    atomic.temporary_path(path).write_bytes(b"half of a longer content")
    atomic.write_atomically(path, b"new")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"table.csv": b"new"}


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failed_write_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """The error is raised and the temporary file is removed."""
    path = tmp_path / "table.csv"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr(atomic.os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        atomic.write_atomically(path, b"new")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"table.csv": b"old"}
