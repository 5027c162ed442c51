"""Write files atomically: a reader sees the old content or the new content, never a part of it.

All files of the product are written here. A file is written under the name of a part in the same
folder and renamed when it is complete. A killed process leaves its part behind; the next process
that writes to the folder removes it.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO

# Names of parts; no other program uses them, so that one may be removed.
_PART = re.compile(r"\.rutcheck-[0-9a-f]{16}\.part")
# Folders whose abandoned parts were removed by this process. A folder can have 100,000 files.
_cleaned: set[Path] = set()


def write_atomically(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Replace the content of a file in one step that survives a crash; see `replacing`."""
    with replacing(path, durable=durable) as file:
        file.write(content)


@contextmanager
def replacing(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """Write a file that gets its name when the block ends without an error.

    Missing folders are made. A link is followed: the file that it names is replaced. A new file has
    the permissions of the umask, a replaced one keeps its own. A device or a pipe, which cannot be
    replaced, is written to directly.

    Parameters
    ----------
    durable
        Flush file and folder to disk, so that the new content also survives a power failure.

    Raises
    ------
    OSError
        The file cannot be written. The old file is unchanged and the part is removed.
    """
    if _is_stream(path):
        with os.fdopen(_open_stream(path), "wb") as file:
            yield file
        return
    with _naming(path):
        target = _target(path)
        _make(target.parent)
        with _new_file(target.parent, mode=_mode(target)) as (part, file):
            yield file
            _close(file, durable=durable)
            part.replace(target)
        if durable:
            _sync_folder(target.parent)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that does not exist yet; FileExistsError if there is one, or a link."""
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    _make(path.parent)
    with _new_file(path.parent, mode=None) as (part, file):
        file.write(content)
        _close(file, durable=True)
        if os.name == "posix":
            # A rename would replace a file that another process has made since.
            os.link(part, path)
        else:
            part.rename(path)
    _sync_folder(path.parent)


def append_atomically(path: Path, content: bytes) -> None:
    """Write the content of a file and further content after it in one step."""
    before = b"" if _is_stream(path) or not path.exists() else path.read_bytes()
    write_atomically(path, before + content)


def append_line(path: Path, line: str) -> None:
    """Add a line to a journal; a crash can leave it cut short, a power failure lose it.

    A line break comes first too, so that what follows a line cut short is a line of its own.
    """
    with path.open("ab") as file:
        file.write(f"\n{line}\n".encode())


@contextmanager
def filling(folder: Path) -> Iterator[Path]:
    """Yield a new folder that gets its name when the block ends without an error.

    Raises
    ------
    OSError
        The folder cannot be written, or exists and is not empty; nothing is left of the new one.
    """
    _make(folder.parent)
    _clean(folder.parent)
    part = folder.with_name(_part_name())
    part.mkdir()
    lock = _lock_folder(part)
    try:
        yield part
        if folder.is_dir():
            folder.rmdir()
        part.replace(folder)
        _sync_folder(folder.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def check_file(path: Path) -> None:
    """Raise OSError if a file of this name could not be written, without a trace on disk."""
    if _is_stream(path):
        return
    target = _target(path)
    _mode(target)
    _try(_first_existing(target.parent))


def check_folder(folder: Path) -> None:
    """Raise OSError if files could not be written to this folder, without a trace on disk."""
    _try(_first_existing(folder))


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Let the error of a file that cannot be written name it, not its part."""
    try:
        yield
    except OSError as error:
        if error.filename is None or is_part(Path(str(error.filename)).name):
            error.filename = str(path)
        raise


def is_part(name: str) -> bool:
    """Return whether a file or folder is one that is being written, or was when it was killed."""
    return _PART.fullmatch(name) is not None


def _part_name() -> str:
    return f".rutcheck-{secrets.token_hex(8)}.part"


def _is_stream(path: Path) -> bool:
    """Return whether a path names a device, a pipe, or the file of this process's output."""
    try:
        found = path.stat()
    except OSError:
        return False
    if stat.S_ISDIR(found.st_mode):
        return False
    return not stat.S_ISREG(found.st_mode) or _output_at(found) is not None


def _open_stream(path: Path) -> int:
    """Open a device or a pipe; this process's output goes on where it is."""
    output = _output_at(path.stat())
    if output is None:
        return os.open(path, os.O_WRONLY | os.O_APPEND)
    output.flush()
    return os.dup(output.fileno())


def _output_at(found: os.stat_result) -> TextIO | None:
    """Return which of standard output and error is this file; None if none is."""
    for output in (sys.__stdout__, sys.__stderr__):
        with suppress(OSError, ValueError):
            if output is not None and os.path.samestat(os.fstat(output.fileno()), found):
                return output
    return None


def _target(path: Path) -> Path:
    """Return the path that a link leads to; the path itself if it is no link."""
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return target


def _mode(target: Path) -> int | None:
    """Return the permissions of a file that is replaced, None of a new one; refuse a locked one."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not found.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return stat.S_IMODE(found.st_mode)


@contextmanager
def _new_file(folder: Path, *, mode: int | None) -> Iterator[tuple[Path, BinaryIO]]:
    """Make a part that other processes see is in use; it is removed if it is still there."""
    _clean(folder)
    part, handle = _create(folder)
    # Keeps the lock when the file is closed; where there are no locks it would forbid the renaming.
    lock = os.dup(handle) if os.name == "posix" else None
    try:
        with os.fdopen(handle, "wb") as file:
            if mode is not None and os.name == "posix":
                os.fchmod(handle, mode)
            yield part, file
    finally:
        part.unlink(missing_ok=True)
        if lock is not None:
            os.close(lock)


def _create(folder: Path) -> tuple[Path, int]:
    """Create a part and lock it; again if another process took it for an abandoned one."""
    while True:
        part = folder / _part_name()
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        handle = os.open(part, flags, 0o666)
        _lock(handle, wait=True)
        with suppress(FileNotFoundError):
            if os.name != "posix" or os.path.samestat(os.fstat(handle), part.stat()):
                return part, handle
        os.close(handle)


def _close(file: BinaryIO, *, durable: bool) -> None:
    """Close a file, after which all of it is written: some systems report a full disk only then."""
    file.flush()
    if durable:
        os.fsync(file.fileno())
    file.close()


def _lock(handle: int, *, wait: bool) -> bool:
    """Lock an open file for this process; False if another one has it, or locks are unknown."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True


def _lock_folder(part: Path) -> int | None:
    """Lock a folder by an open handle, which is returned; None where folders cannot be opened."""
    if os.name != "posix":
        return None
    handle = os.open(part, os.O_RDONLY)
    _lock(handle, wait=True)
    return handle


def _clean(folder: Path) -> None:
    """Remove the parts that killed processes left in a folder, once in each process."""
    whole = folder.absolute()
    if whole in _cleaned:
        return
    _cleaned.add(whole)
    with suppress(OSError):
        for name in [entry.name for entry in os.scandir(folder) if is_part(entry.name)]:
            with suppress(OSError):
                _remove_abandoned(folder / name)


def _remove_abandoned(part: Path) -> None:
    """Remove a part unless a process has it locked."""
    if os.name != "posix":
        part.unlink()  # refused while a process has the file open, and for a folder
        return
    handle = os.open(part, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        if not _lock(handle, wait=False):
            return
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            shutil.rmtree(part)
        else:
            part.unlink()
    finally:
        os.close(handle)


def _first_existing(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists and in which it can be made."""
    found = folder.absolute()
    while True:
        with suppress(FileNotFoundError):
            found.lstat()
            break
        found = found.parent
    if not found.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(found))
    return found


def _make(folder: Path) -> None:
    if not folder.is_dir():
        _first_existing(folder)
        folder.mkdir(parents=True, exist_ok=True)


def _try(folder: Path) -> None:
    """Create a part in a folder and remove it."""
    with _new_file(folder, mode=None):
        pass


def _sync_folder(folder: Path) -> None:
    """Flush the new directory entry to disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
