"""Keep computed values on disk under the digest of everything that they were computed from.

The store is a folder of this user alone. An entry is a pickle after the SHA-256 of its key and
content together: one that was altered, damaged or copied from another key is computed again.
Nothing but a sealed entry is unpickled.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import pandas as pd

from backtests.runtime.digests import digest
from backtests.runtime.reached_code import ReachedCode

Value = TypeVar("Value")

# Folder of the store inside the cache folder.
FOLDER = "computed"
# Bytes of all entries; beyond them the oldest are removed.
MOST_BYTES = 256 * 2**20
# Bytes of an entry; a larger one is not kept.
MOST_ENTRY_BYTES = 32 * 2**20
# Seconds to wait for another process that writes.
_TIMEOUT = 10.0
_SEAL_BYTES = hashlib.sha256().digest_size
# Module that parses files.
_PARSER = "data_feeds.files.csv_file"


class Store:
    """Values by key in a folder; one without a folder keeps nothing.

    Whatever prevents reading or writing, such as a full disk or a file that is no database, costs
    the time of computing again, never the result.

    Parameters
    ----------
    entries
        A `diskcache.Cache`, or None.
    """

    def __init__(self, entries: Any = None) -> None:
        self._entries = entries
        self.is_damaged = False
        self._code: ReachedCode | None = None
        self._digests: dict[int, tuple[object, str]] = {}

    @property
    def is_open(self) -> bool:
        """Whether values are kept."""
        return self._entries is not None

    def key(self, modules: tuple[str, ...], *values: object) -> str:
        """Return the key of what modules compute from values.

        Parameters
        ----------
        modules
            Import paths of the modules that compute; all that they import counts too.
        values
            Everything else that the computation reads, see `digests.digest`.

        Returns
        -------
        str
            Empty, which is the key of nothing, if the store is closed or a value has no digest.
        """
        if self._entries is None:
            return ""
        if self._code is None:
            self._code = ReachedCode()
        try:
            content = digest(*(self._compact(value) for value in values))
        except TypeError:
            return ""
        return digest(*modules, self._code.digest(modules), content)

    def table(self, what: tuple[object, ...], parse: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """Return a table that was parsed of a file, see `data_feeds.files.keeping`."""
        return self.get(self.key((_PARSER,), *what), parse)

    def _compact(self, value: object) -> object:
        """Replace frames and dataclasses, also inside mappings, by their digests, computed once."""
        if isinstance(value, dict):
            return {name: self._compact(item) for name, item in value.items()}
        if not (isinstance(value, pd.DataFrame) or is_dataclass(value)):
            return value
        if id(value) not in self._digests:
            # The value is kept too: its id is that of no other as long as it exists.
            self._digests[id(value)] = value, digest(value)
        return self._digests[id(value)][1]

    def find(self, key: str) -> tuple[object] | None:
        """Return the value of a key in a tuple; None if there is none that is intact."""
        if self._entries is None or not key:
            return None
        try:
            content = self._entries.get(key)
        except _failures() as error:
            self.is_damaged |= _is_damage(error)
            return None
        if not isinstance(content, bytes) or content[:_SEAL_BYTES] != _seal(key, content):
            return None
        try:
            return (pickle.loads(content[_SEAL_BYTES:]),)
        except Exception:
            # A pickle can fail with any error of the classes that it names.
            return None

    def keep(self, key: str, value: object) -> None:
        """Keep a value under a key, unless it is too large or has no pickle."""
        if self._entries is None or not key or not (self._code is None or self._code.unchanged):
            return
        try:
            content = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        except (pickle.PicklingError, AttributeError, TypeError):
            return
        if len(content) <= MOST_ENTRY_BYTES:
            sealed = _seal(key, bytes(_SEAL_BYTES) + content) + content
            try:
                self._entries.set(key, sealed)
            except _failures() as error:
                self.is_damaged |= _is_damage(error)

    def get(self, key: str, compute: Callable[[], Value]) -> Value:
        """Return the value of a key; compute and keep it if there is none."""
        found = self.find(key)
        if found is not None:
            return cast("Value", found[0])
        value = compute()
        self.keep(key, value)
        return value


# Keeps nothing.
EMPTY = Store()


def _seal(key: str, content: bytes) -> bytes:
    """Return the digest of a key and of what follows the seal of an entry."""
    return hashlib.sha256(key.encode() + b"\0" + content[_SEAL_BYTES:]).digest()


@contextmanager
def opened(cache: Path) -> Iterator[Store]:
    """Open the store inside a cache folder; an empty one if that cannot be done."""
    entries = _open(cache / FOLDER)
    store = Store(entries)
    try:
        yield store
    finally:
        if entries is not None:
            with suppress(*_failures()):
                entries.close()
        if store.is_damaged:
            with suppress(OSError):
                clear(cache)


def clear(cache: Path) -> int:
    """Remove the store inside a cache folder and return the number of bytes that it had.

    Raises
    ------
    OSError
        It cannot be removed.
    """
    folder = cache / FOLDER
    if folder.is_symlink():
        folder.unlink()
        return 0
    if not folder.exists():
        return 0
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    shutil.rmtree(folder)
    return size


def _failures() -> tuple[type[Exception], ...]:
    """Return the errors of a store that cannot be read or written."""
    from diskcache import Timeout

    return OSError, sqlite3.Error, Timeout


def _is_damage(error: Exception) -> bool:
    """Whether an error says that the file is no database, or a broken one."""
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(
        error, sqlite3.OperationalError
    )


def _open(folder: Path) -> Any:
    """Open the database of a folder, once more without its content if that is damaged."""
    if os.path.expandvars(folder) != str(folder):
        return None
    try:
        if not _make_private(folder):
            return None
        try:
            return _database(folder)
        except sqlite3.OperationalError:
            return None
        except (sqlite3.DatabaseError, TypeError, ValueError):
            shutil.rmtree(folder)
            folder.mkdir(mode=0o700)
            return _database(folder)
    except _failures():
        return None


def _database(folder: Path) -> Any:
    from diskcache import Cache, Disk

    class Plain(Disk):  # type: ignore[misc]
        """Entries are bytes in the database: nothing of it is unpickled, or read from a file."""

        def fetch(self, mode: object, filename: object, value: object, read: object) -> object:
            return value if isinstance(value, bytes) and filename is None else None

        def remove(self, file_path: object) -> None:
            """Remove no file: none belongs to an entry."""

    return Cache(
        str(folder),
        timeout=_TIMEOUT,
        disk=Plain,
        size_limit=MOST_BYTES,
        disk_min_file_size=2 * MOST_ENTRY_BYTES,
    )


def _make_private(folder: Path) -> bool:
    """Make a folder that this user alone can open; False if it is another user's or no folder.

    One to which others could write is emptied.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.name != "posix":
        return not folder.is_symlink()
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        return False
    mode = stat.S_IMODE(found.st_mode)
    if mode & 0o022:
        shutil.rmtree(folder)
        folder.mkdir(mode=0o700)
    elif mode & 0o077:
        folder.chmod(0o700)
    return True
