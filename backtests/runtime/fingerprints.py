"""What a result rests on, small enough to commit: the code, the versions, each series by year."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from data_feeds.series.bars import DataError
from data_feeds.series.market import Market

PACKAGES = ("data_feeds", "signals", "strategies", "backtests")
# Decimals that count: the last binary digits of a derived series may differ between machines.
DECIMALS = 6
# Rows of a year from which on its sums are kept: three sums say little of twenty values.
LEAST_ROWS = 20


def code(root: Path | None = None) -> dict[str, str]:
    """Map each source file of the packages to the first 12 digits of its SHA-256.

    Claims files count as source. `root` is the folder that holds the packages, by default the one
    this module was imported from. Line ends do not count.
    """
    folder = Path(__file__).resolve().parents[2] if root is None else root
    paths = [
        p
        for name in PACKAGES
        for ending in ("*.py", "claims/articles/*.toml")
        for p in (folder / name).rglob(ending)
    ]
    return {
        path.relative_to(folder).as_posix(): _digest(path.read_bytes().replace(b"\r\n", b"\n"))
        for path in sorted(paths)
    }


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Year:
    """Aggregates of a series in a year.

    `days` sums the days of the year that have a row, `total` the values (closes, where there are
    such), `moment` each value times its day of the year. If one row is gone, added, moved or
    restated, the differences of these sums say which; `digest` covers days and every column,
    `values` days and values. A year of fewer than LEAST_ROWS has the digest alone: sums of few
    values give them away.
    """

    rows: int
    days: int | None
    total: float | None
    moment: float | None
    digest: str
    values: str | None = None


@dataclass(frozen=True, slots=True)
class SeriesPrint:
    """Fingerprint of a series: its file's SHA-256, its span, and its years."""

    sha256: str
    rows: int
    first: str
    last: str
    years: Mapping[str, Year]


def series_prints(market: Market, names: tuple[str, ...]) -> dict[str, SeriesPrint]:
    """Take the fingerprints of those series that the source holds and can read."""
    return {name: print_of(market, name) for name in sorted(names) if market.can_read(name)}


def with_other_prices(market: Market) -> tuple[str, ...]:
    """Names of the series that were read, and their adjusted or unadjusted prices beside them.

    With those of both kinds it can be told that one has come in the place of the other.
    """
    used = tuple(market.used)
    others = (n.removesuffix("_ADJ") if n.endswith("_ADJ") else f"{n}_ADJ" for n in used)
    return (*used, *(name for name in others if market.has(name)))


def print_of(market: Market, name: str) -> SeriesPrint:
    """Take the fingerprint of a series; raises DataError where it cannot be read."""
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
    """Return the digest of the days and values (closes, where there are such) of a year."""
    return year_digest(main_column(rows).astype(np.float64).to_frame())


def year_digest(rows: pd.DataFrame) -> str:
    """Return the digest of the rows of one year: their days and every column."""
    return _digest(_content(rows, _index(rows).day_of_year.to_numpy()))[:8]


def _content(rows: pd.DataFrame, days: np.ndarray[tuple[int], np.dtype[np.int32]]) -> bytes:
    """Lay out dates and every column as bytes, numbers to DECIMALS."""
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
