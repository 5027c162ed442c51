"""Fingerprints of code and data that are small enough to commit: files, series by year."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from data_feeds.series.bars import DataError
from data_feeds.series.market import Market

PACKAGES = ("data_feeds", "signals", "strategies", "backtests")
# Decimals of the digests: the last digits of a derived series may differ between machines.
DECIMALS = 6
# Minimum number of rows of a year to keep its sums; sums of few values would reveal them.
LEAST_ROWS = 20


def code(root: Path | None = None) -> dict[str, str]:
    """Map each source file of the packages to the first 12 digits of its SHA-256.

    Claims files count as source files; line endings are normalised. `root` is the folder of the
    packages, by default the one from which this module was imported.
    """
    folder = Path(__file__).resolve().parents[2] if root is None else root
    paths = [
        p
        for name in PACKAGES
        for ending in ("*.py", "claims/articles/*.toml")
        for p in (folder / name).rglob(ending)
    ]
    return {path.relative_to(folder).as_posix(): _digest_of_file(path) for path in sorted(paths)}


def _digest_of_file(path: Path) -> str:
    """Return the digest of a source file, which is read once unless its status changes."""
    status = path.stat()
    return _digest_of_status(path, status.st_mtime_ns, status.st_size)


@cache
def _digest_of_status(path: Path, changed: int, size: int) -> str:
    del changed, size
    return _digest(path.read_bytes().replace(b"\r\n", b"\n"))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Year:
    """Aggregates of a series in one year.

    `days` is the sum of the days of the year with a row, `total` the sum of the values (closes if
    there are any), `moment` the sum of value times day. Their differences identify a single row
    that was removed, added, moved or restated. `digest` covers days and all columns, `values` days
    and values. A year with fewer than LEAST_ROWS rows has the digest only.
    """

    rows: int
    days: int | None
    total: float | None
    moment: float | None
    digest: str
    values: str | None = None


@dataclass(frozen=True, slots=True)
class SeriesPrint:
    """Fingerprint of a series: SHA-256 of its file, its span and its years."""

    sha256: str
    rows: int
    first: str
    last: str
    years: Mapping[str, Year]


def series_prints(market: Market, names: tuple[str, ...]) -> dict[str, SeriesPrint]:
    """Return the fingerprints of those series that the source can read."""
    return {name: print_of(market, name) for name in sorted(names) if market.can_read(name)}


def with_other_prices(market: Market) -> tuple[str, ...]:
    """Return the names of the series that were read and of their adjusted or raw counterparts.

    Both are needed to detect that one replaced the other.
    """
    used = tuple(market.used)
    others = (n.removesuffix("_ADJ") if n.endswith("_ADJ") else f"{n}_ADJ" for n in used)
    return (*used, *(name for name in others if market.has(name)))


def print_of(market: Market, name: str) -> SeriesPrint:
    """Return the fingerprint of a series; raises DataError if it cannot be read."""
    info, frame = market.info(name), market.series(name)
    years = {str(year): _year(rows) for year, rows in frame.groupby(_index(frame).year)}
    return SeriesPrint(info.sha256, info.rows, info.first, info.last, years)


def _year(rows: pd.DataFrame) -> Year:
    days, digest = _index(rows).day_of_year.to_numpy(), year_digest(rows)
    if len(rows) < LEAST_ROWS:
        return Year(len(rows), None, None, None, digest)
    values = np.nan_to_num(main_column(rows).to_numpy(dtype=np.float64))
    return Year(
        rows=len(rows),
        days=int(days.sum()),
        total=float(values.sum()),
        moment=float((values * days).sum()),
        digest=digest,
        values=values_digest(rows),
    )


def values_digest(rows: pd.DataFrame) -> str:
    """Return the digest of the days and values (closes if there are any) of a year."""
    return year_digest(main_column(rows).astype(np.float64).to_frame())


def year_digest(rows: pd.DataFrame) -> str:
    """Return the digest of the rows of one year: days and all columns."""
    return _digest(_content(rows, _index(rows).day_of_year.to_numpy()))[:8]


def _content(rows: pd.DataFrame, days: np.ndarray[tuple[int], np.dtype[np.int32]]) -> bytes:
    """Serialise days and all columns to bytes, numbers rounded to DECIMALS."""
    parts = [days.astype(np.int64).tobytes()]
    for column in rows.columns:
        if pd.api.types.is_float_dtype(rows[column]):
            rounded = np.round(rows[column].to_numpy(dtype=np.float64), DECIMALS) + 0.0
            parts.append(rounded.tobytes())
        else:
            parts.append("|".join(map(str, rows[column])).encode())
    return b"".join(parts)


def main_column(frame: pd.DataFrame) -> pd.Series:
    """Return the closes, else the first column of numbers, else a one for each row."""
    if "close" in frame.columns:
        return frame["close"]
    numbers = frame.select_dtypes("number")
    return numbers.iloc[:, 0] if numbers.shape[1] else pd.Series(1.0, index=frame.index)


def _index(frame: pd.DataFrame) -> pd.DatetimeIndex:
    if not isinstance(frame.index, pd.DatetimeIndex):
        raise DataError(f"{frame.attrs.get('name', 'series')}: rows have no dates")
    return frame.index
