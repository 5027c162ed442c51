"""Write files atomically: a reader sees the old content or the new content, never a part of it."""

from __future__ import annotations

import os
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Replace the content of a file in one step that survives a crash.

    The content is written to `temporary_path(path)`, flushed to disk and renamed. Missing folders
    are made. Two processes must not write the same file at once; callers hold a lock.

    Raises
    ------
    OSError
        The file cannot be written. The old file is unchanged and the temporary file is removed.
    """
    temporary = temporary_path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def temporary_path(path: Path) -> Path:
    """Return the name that a file has while it is written; a killed process leaves it behind.

    >>> temporary_path(Path("sweep.json")).name
    '.sweep.json.part'
    """
    return path.with_name(f".{path.name}.part")


def _sync_folder(folder: Path) -> None:
    """Flush the new directory entry to disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
