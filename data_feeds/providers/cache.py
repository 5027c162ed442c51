"""Store the series of the providers on disk.

Each series is one file: a line of JSON metadata, including the SHA-256 hashes of the data and of
the metadata, followed by a CSV. Files are written atomically and verified when read. When a
provider revises history, the previous version is kept in the folder `versions`. Files of schema 1,
without the hash of the metadata, are read too; the next update writes them as schema 2.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote, unquote

import numpy as np
import pandas as pd

from data_feeds.files import csv_file
from data_feeds.files.atomic import write_atomically
from data_feeds.series.bars import BarsError, DataError, excerpt
from data_feeds.series.catalogue import Provider

SCHEMA = 2
# Schema of files without a fingerprint of their metadata.
UNSEALED = 1
SEAL = "facts_sha256"
VERSIONS = "versions"
MARK = b"# "
# Columns of the tables of prices and values, and rows of dates and plain numbers alone.
# Maximum time to wait for another process that is updating the same series.
LOCK_SECONDS = 120.0
ELSEWHERE = "set RUTCHECK_CACHE to a folder that can be used"
STAMP = "%Y-%m-%dT%H:%M:%SZ"
DAY = "%Y-%m-%d"


class CacheError(DataError):
    """The cache folder or a file in it cannot be used."""


class DamagedFile(CacheError):  # noqa: N818  (read as a sentence where it is raised)
    """The content of a cache file differs from what was written."""


@dataclass(frozen=True, slots=True)
class Restatement:
    """A revision of history by a provider.

    `found` is the time of detection (UTC), `what` describes the revision, `kept` is the file name
    of the previous version.
    """

    found: str
    what: str
    kept: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A cached series of a provider.

    `fetched` is the time of the last change of the data, `checked` that of the last request to the
    provider; both are UTC in ISO 8601 format. `left_out` lists the dates of rows that the provider
    sent without a close.
    """

    code: str
    provider: str
    table: pd.DataFrame
    fetched: str
    checked: str
    sha256: str
    restatements: tuple[Restatement, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def first(self) -> pd.Timestamp:
        """Return the date of the first row."""
        return pd.Timestamp(self.table.index[0])

    @property
    def last(self) -> pd.Timestamp:
        """Return the date of the last row."""
        return pd.Timestamp(self.table.index[-1])


def to_csv(table: pd.DataFrame) -> bytes:
    """Convert a table to CSV with ISO dates, numbers in full precision and Unix line ends."""
    # pandas formats dates one by one, which takes as long as all numbers.
    days = np.datetime_as_string(table.index.to_numpy().astype("datetime64[D]"))
    text: str = table.set_axis(days).to_csv(lineterminator="\n", index_label="date")
    return text.encode()


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 hash of the CSV of a table, which equals that of its snapshot file."""
    return hashlib.sha256(content).hexdigest()


def stamp(time: pd.Timestamp) -> str:
    """Format a time as UTC with a resolution of one second.

    >>> stamp(pd.Timestamp("2026-01-09 16:17", tz="America/New_York"))
    '2026-01-09T21:17:00Z'
    """
    return time.tz_convert("UTC").strftime(STAMP)


def cache_path(folder: Path, code: str) -> Path:
    """Return the path of a series; its code is percent-encoded for file systems that forbid ^."""
    return folder / f"{quote(code, safe='')}.csv"


def read(folder: Path, code: str) -> Entry | None:
    """Read a series; return None if it is not cached.

    Raises DamagedFile if its content is invalid or that of another series, and CacheError if it
    cannot be read.
    """
    path = cache_path(folder, code)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CacheError(f"{path}: cannot be read ({error.strerror}); {ELSEWHERE}") from None
    entry = parse(content, path)
    if entry.code != code:
        raise DamagedFile(f"{path}: holds the series {excerpt(entry.code)}; expected {code}")
    return entry


def parse(content: bytes, path: Path) -> Entry:
    """Parse a cache file and verify its SHA-256 hashes.

    Raises DamagedFile if the metadata or the data are invalid, or a hash differs.
    """
    line, _, rest = content.partition(b"\n")
    facts = _facts(line, path)
    if fingerprint(rest) != facts["sha256"]:
        raise DamagedFile(f"{path}: its content differs from its fingerprint; it was changed")
    try:
        table = csv_file.parse_table(rest)
        past = tuple(_restatement(each) for each in facts["restatements"])
        left_out = tuple(_time(day, DAY) for day in facts.get("left_out", ()))
        entry = Entry(
            code=_text(facts["code"]),
            provider=_text(facts["provider"]),
            table=table,
            fetched=_time(facts["fetched"], STAMP),
            checked=_time(facts["checked"], STAMP),
            sha256=_text(facts["sha256"]),
            restatements=past,
            left_out=left_out,
        )
        _check(entry, facts)
    except (BarsError, TypeError, ValueError) as error:
        raise DamagedFile(f"{path}: {' '.join(str(error).split())[:200]}") from None
    return entry


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"a fact is {excerpt(repr(value))}; expected a text")
    return value


def _time(value: object, form: str) -> str:
    """Return a time or a date in one form, of which no other text is left."""
    text = _text(value)
    if dt.datetime.strptime(text, form).strftime(form) != text:
        raise ValueError(f"a time is {excerpt(text)}; expected {form}")
    return text


def _restatement(facts: object) -> Restatement:
    if not isinstance(facts, dict):
        raise TypeError(f"a revision is {excerpt(repr(facts))}; expected an object")
    past = Restatement(**{name: _text(value) for name, value in facts.items()})
    if Path(past.kept).name != past.kept:
        raise ValueError(f"an earlier version is {excerpt(past.kept)}; expected the name of a file")
    return replace(past, found=_time(past.found, STAMP))


def _check(entry: Entry, facts: Mapping[str, object]) -> None:
    """Raise ValueError for an unknown provider, and facts that are not those of the table."""
    if entry.provider not in get_args(Provider):
        known = ", ".join(get_args(Provider))
        raise ValueError(f"the provider is {excerpt(entry.provider)}; expected {known}")
    stated = (facts["first"], facts["last"], facts["rows"])
    if stated != (f"{entry.first:{DAY}}", f"{entry.last:{DAY}}", len(entry.table)):
        raise ValueError("its dates and number of rows are not those that are stated")


def _facts(line: bytes, path: Path) -> Mapping[str, Any]:
    try:
        facts = json.loads(line.removeprefix(MARK))
    except (ValueError, RecursionError):
        facts = None
    expected = {"schema", "first", "last", "rows", *(f.name for f in fields(Entry))} - {
        "table",
        "left_out",
    }
    if not line.startswith(MARK) or not isinstance(facts, dict) or not expected <= set(facts):
        raise DamagedFile(f"{path}: not a file of this cache; expected a line of facts and a CSV")
    lists = (facts["restatements"], facts.get("left_out", []))
    known = facts["schema"] in (UNSEALED, SCHEMA)
    if not known or not all(isinstance(each, list) for each in lists):
        raise DamagedFile(f"{path}: schema {excerpt(repr(facts['schema']))}; expected {SCHEMA}")
    if facts["schema"] == SCHEMA and facts.get(SEAL) != _seal(facts):
        raise DamagedFile(f"{path}: its facts differ from their fingerprint; they were changed")
    return facts


def _seal(facts: Mapping[str, Any]) -> str:
    """Return the SHA-256 hash of all facts but the hash itself, in a form that has one spelling."""
    sealed = {name: value for name, value in facts.items() if name != SEAL}
    return hashlib.sha256(json.dumps(sealed, sort_keys=True).encode()).hexdigest()


def write(folder: Path, entry: Entry, content: bytes | None = None) -> None:
    """Write a series atomically, replacing its previous version; CacheError if that fails.

    `content` is the CSV of its table, if it is known.
    """
    _write(cache_path(folder, entry.code), _bytes(entry, content))


def _bytes(entry: Entry, content: bytes | None = None) -> bytes:
    content = to_csv(entry.table) if content is None else content
    facts: dict[str, Any] = {
        "schema": SCHEMA,
        "code": entry.code,
        "provider": entry.provider,
        "first": f"{entry.first:%Y-%m-%d}",
        "last": f"{entry.last:%Y-%m-%d}",
        "rows": len(entry.table),
        "fetched": entry.fetched,
        "checked": entry.checked,
        "sha256": fingerprint(content),
        "restatements": [asdict(r) for r in entry.restatements],
        **({"left_out": entry.left_out} if entry.left_out else {}),
    }
    facts[SEAL] = _seal(facts)
    return MARK + json.dumps(facts, ensure_ascii=False).encode() + b"\n" + content


def keep(folder: Path, entry: Entry) -> str:
    """Store a previous version of a series in `versions`; return its file name."""
    name = f"{quote(entry.code, safe='')}.{entry.fetched.replace(':', '')}.{entry.sha256[:8]}.csv"
    _write(folder / VERSIONS / name, _bytes(entry))
    return name


def set_aside(folder: Path, code: str, now: pd.Timestamp) -> str:
    """Move a damaged file to `versions` without reading it; return its new name.

    Raises CacheError if the folder cannot be written.
    """
    name = f"{quote(code, safe='')}.damaged.{stamp(now).replace(':', '')}.csv"
    try:
        (folder / VERSIONS).mkdir(parents=True, exist_ok=True)
        cache_path(folder, code).replace(folder / VERSIONS / name)
    except OSError as error:
        raise CacheError(f"{folder}: cannot be written ({error.strerror}); {ELSEWHERE}") from None
    return name


def codes(folder: Path) -> list[str]:
    """Return the sorted codes of the cached series."""
    return sorted(unquote(path.stem) for path in folder.glob("*.csv"))


@contextmanager
def locked(folder: Path, code: str) -> Iterator[None]:
    """Lock a series against updates by other processes; the lock ends with the process.

    Raises CacheError if the lock is not available within two minutes, or the folder cannot be
    written.
    """
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / f".{quote(code, safe='')}.lock", timeout=LOCK_SECONDS)
        lock.acquire()
    except Timeout:
        raise CacheError(
            f"{code}: another process has been fetching it for {LOCK_SECONDS:g} seconds"
        ) from None
    except OSError as error:
        raise CacheError(f"{folder}: cannot be written ({error.strerror}); {ELSEWHERE}") from None
    try:
        yield
    finally:
        lock.release()


def _write(path: Path, content: bytes) -> None:
    try:
        write_atomically(path, content)
    except OSError as error:
        raise CacheError(f"{path}: cannot be written ({error.strerror})") from None
