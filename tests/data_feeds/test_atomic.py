"""Atomic writes: the old content or the new content, whatever fails."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from data_feeds.files import atomic

# A name that parts have.
PART = ".rutcheck-0123456789abcdef.part"


def content_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_content_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    """The part of a killed writer is removed; a file of another program is not."""
    path = tmp_path / "table.csv"
    path.write_bytes(b"old")
    (tmp_path / PART).write_bytes(b"half of a longer content")
    (tmp_path / ".table.csv.part").write_bytes(b"another program's")
    atomic.write_atomically(path, b"new")
    assert content_of(tmp_path) == {"table.csv": b"new", ".table.csv.part": b"another program's"}


def test_a_part_in_use_is_not_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer sees that another one is at work on its part."""
    with atomic.replacing(tmp_path / "one") as file:
        file.write(b"1")
        monkeypatch.setattr(atomic, "_cleaned", set())
        atomic.write_atomically(tmp_path / "two", b"2")
    assert content_of(tmp_path) == {"one": b"1", "two": b"2"}


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failed_write_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """The error names the file and the part is removed."""
    path = tmp_path / "table.csv"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr(atomic.os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match=r"No space left on device: '.*table\.csv'"):
        atomic.write_atomically(path, b"new")
    assert content_of(tmp_path) == {"table.csv": b"old"}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_block_that_fails_writes_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    """Also Ctrl-C in the middle leaves the old content and no part."""
    path = tmp_path / "table.csv"
    path.write_bytes(b"old")
    with pytest.raises(error), atomic.replacing(path) as file:
        file.write(b"half")
        raise error
    assert content_of(tmp_path) == {"table.csv": b"old"}


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_permissions_are_those_of_the_umask_or_of_the_old_file(tmp_path: Path) -> None:
    """0666 less a umask of 027 is 0640; a replaced file keeps 0600."""
    new, old = tmp_path / "new", tmp_path / "old"
    old.touch(mode=0o600)
    before = os.umask(0o027)
    try:
        atomic.write_atomically(new, b"")
        atomic.write_atomically(old, b"")
        with atomic.filling(tmp_path / "folder"):
            pass
    finally:
        os.umask(before)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (new, old, tmp_path / "folder")]
    assert modes == [0o640, 0o600, 0o750]


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_link_is_followed(tmp_path: Path) -> None:
    """The file that the link names is replaced, also through a second link, or made."""
    (tmp_path / "inner").mkdir()
    (tmp_path / "link").symlink_to("second")
    (tmp_path / "second").symlink_to("inner/file")
    for content in (b"made", b"replaced"):
        atomic.write_atomically(tmp_path / "link", content)
        assert content_of(tmp_path / "inner") == {"file": content}
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "second").is_symlink()
    (tmp_path / "round").symlink_to("round")
    for write in (atomic.check_file, lambda path: atomic.write_atomically(path, b"")):
        with pytest.raises(OSError, match="Too many levels of symbolic links"):
            write(tmp_path / "round")


@pytest.mark.skipif(os.name != "posix", reason="devices of POSIX")
def test_devices_are_written_directly(tmp_path: Path) -> None:
    """/dev/stdout works in a pipe and in a file, in the order of what is printed."""
    code = (
        "from pathlib import Path; from data_feeds.files.atomic import write_atomically as w;"
        "print('1'); w(Path('/dev/stdout'), b'2\\n'); print('3'); w(Path('/dev/null'), b'4')"
    )
    piped = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    with (tmp_path / "out").open("wb") as out:
        subprocess.run([sys.executable, "-c", code], stdout=out, check=True)
    assert piped.stdout == (tmp_path / "out").read_bytes() == b"1\n2\n3\n"


def test_a_new_file_does_not_replace_another(tmp_path: Path) -> None:
    """A file, and a link without a file, are left as they are."""
    atomic.write_new(tmp_path / "made", b"1")
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("made", "link"):
        with pytest.raises(FileExistsError):
            atomic.write_new(tmp_path / name, b"2")
    assert (tmp_path / "made").read_bytes() == b"1"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "made"]


def test_appended_content_follows_that_of_the_file(tmp_path: Path) -> None:
    """A missing file is made."""
    path = tmp_path / "summary.md"
    atomic.append_atomically(path, b"1")
    atomic.append_atomically(path, b"2")
    assert content_of(tmp_path) == {"summary.md": b"12"}


def test_a_folder_is_complete_or_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error leaves nothing, an empty folder is filled, one with files is not touched."""
    folder = tmp_path / "folder"
    with pytest.raises(ValueError, match="half"), atomic.filling(folder) as part:
        (part / "a").write_bytes(b"1")
        raise ValueError("half")
    assert not list(tmp_path.iterdir())
    folder.mkdir()
    (tmp_path / PART).mkdir()
    (tmp_path / PART / "a").write_bytes(b"of a killed process")
    monkeypatch.setattr(atomic, "_cleaned", set())
    with atomic.filling(folder) as part:
        (part / "a").write_bytes(b"1")
    with pytest.raises(OSError, match="not empty"), atomic.filling(folder) as part:
        (part / "b").write_bytes(b"2")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
    assert content_of(folder) == {"a": b"1"}


def test_a_check_finds_what_a_write_would_and_leaves_no_trace(tmp_path: Path) -> None:
    """A file in the way, a folder of that name, a name too long, a locked file; missing is fine."""
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "locked").write_bytes(b"old")
    (tmp_path / "locked").chmod(0o444)
    (tmp_path / "folder").mkdir()
    for name, message in {
        "file/below": "Not a directory",
        "folder": "Is a directory",
        "n" * 300: "File name too long",
        f"{'n' * 300}/below": "File name too long",
        "locked": "Permission denied",
    }.items():
        with pytest.raises(OSError, match=message):
            atomic.check_file(tmp_path / name)
        with pytest.raises(OSError, match=message):
            atomic.write_atomically(tmp_path / name, b"new")
    with pytest.raises(NotADirectoryError):
        atomic.check_folder(tmp_path / "file")
    atomic.check_folder(tmp_path / "new" / "below")
    atomic.check_file(tmp_path / "new" / "file")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder", "locked"]
