"""Read one CSV file of prices or rates, in the spellings that data vendors use."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from pathlib import Path

import numpy as np
import pandas as pd

from data_feeds.bars import Adjustment, BarsError, DataError, check_bars

# Header spellings of Yahoo, yfinance, Stooq ("<CLOSE>"), FRED and hand-made files, once
# lower-cased and stripped of everything that is not a letter.
SPELLINGS = {
    "date": "date", "datetime": "date", "timestamp": "date",
    "observationdate": "date", "day": "date",
    "open": "open", "o": "open",
    "high": "high", "h": "high",
    "low": "low", "l": "low",
    "close": "close", "c": "close", "last": "close", "closelast": "close", "price": "close",
    "adjclose": "adj_close", "adjustedclose": "adj_close", "closeadj": "adj_close",
    "volume": "volume", "vol": "volume", "v": "volume",
}  # fmt: skip
# Year first, so that day and month cannot be mistaken; a time of day or zone may follow.
ISO_DATE = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[ T][0-9]{2}:[0-9]{2}.*)?")
MISSING = frozenset({"", ".", "-", "null", "nan", "na", "n/a", "none"})


def read_bars(path: Path, *, name: str | None = None) -> pd.DataFrame:
    """Read a CSV of open, high, low, close (or close alone) as checked bars, in points.

    `adj_close` is left aside unless it is the only close (see `read_adjusted`).

    Raises
    ------
    DataError
        The file cannot be read.
    BarsError
        Its content breaks the bars contract; see `data_feeds.bars.check_bars`.
    """
    table, fingerprint = read_table(path)
    label = name or path.stem
    adjustment: Adjustment = "points"
    if "close" not in table.columns and "adj_close" in table.columns:
        table = table.rename(columns={"adj_close": "close"})[["close"]]
        adjustment = "adjusted"
    bars = check_bars(table.drop(columns="adj_close", errors="ignore"), name=label,
                      adjustment=adjustment)  # fmt: skip
    bars.attrs.update(source=path.name, sha256=fingerprint)
    return bars


def read_adjusted(path: Path, *, name: str | None = None) -> pd.DataFrame:
    """Read the closes adjusted for splits and distributions (`adj_close`) as checked bars."""
    table, fingerprint = read_table(path)
    if "adj_close" not in table.columns:
        raise BarsError(f"{path.name}: no adjusted close; found {', '.join(table.columns)}")
    closes = table[["adj_close"]].rename(columns={"adj_close": "close"})
    bars = check_bars(closes, name=name or path.stem, adjustment="adjusted")
    bars.attrs.update(source=path.name, sha256=fingerprint)
    return bars


def read_values(path: Path, *, column: str = "value", name: str | None = None) -> pd.DataFrame:
    """Read a dated series (a rate, a spread, an index level) as a frame with column `value`.

    Missing observations are dropped, as FRED marks holidays with a dot; weekend dates are
    allowed. Values keep the unit of the file.
    """
    table, fingerprint = read_table(path)
    label = name or path.stem
    if column not in table.columns:
        raise BarsError(f"{label}: no {column} column; found {', '.join(table.columns)}")
    values = table[[column]].rename(columns={column: "value"}).dropna()
    index = pd.DatetimeIndex(values.index)
    if len(values) < 2:
        raise BarsError(f"{label}: found {len(values)} value(s); expected at least 2")
    if not index.is_monotonic_increasing or index.has_duplicates:
        raise BarsError(f"{label}: dates repeat or are out of order; expected oldest first")
    values.attrs.update(name=label, source=path.name, sha256=fingerprint)
    return values


def read_table(path: Path) -> tuple[pd.DataFrame, str]:
    """Read a CSV into a float64 frame by date with lower-case columns, and its SHA-256."""
    content = read_bytes(path)
    try:
        return parse_table(content), hashlib.sha256(content).hexdigest()
    except BarsError as error:
        raise BarsError(f"{path.name}: {error}") from None


def column_names(path: Path) -> list[str]:
    """Names of the columns of a CSV as `read_table` would give them; BarsError without a date."""
    return _header(_rows(_text(read_bytes(path)).split("\n", 1)[0] or "")[0][1])


def column_of(path: Path, column: str) -> tuple[pd.DataFrame, str]:
    """Read one column of a CSV as closes without gaps, and the file's SHA-256.

    Raises BarsError if the column is not there or empty.
    """
    table, fingerprint = read_table(path)
    if column not in table.columns or table[column].dropna().empty:
        raise BarsError(f"{path.name}: no values of {column}; found {', '.join(table.columns)}")
    return table[[column]].rename(columns={column: "close"}).dropna(), fingerprint


def read_bytes(path: Path) -> bytes:
    """Read a file whole, or raise DataError with the reason in words."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror})") from None


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(read_bytes(path)).hexdigest()


def noted(frame: pd.DataFrame, path: Path, name: str) -> pd.DataFrame:
    """Note the name, file and SHA-256 of a series in its `attrs`, and return it."""
    frame.attrs.update(name=name, source=path.name, sha256=sha256_of(path))
    return frame


def parse_table(content: bytes) -> pd.DataFrame:
    """Parse CSV bytes (UTF-8, byte-order mark and Windows line ends allowed) by date.

    Columns are renamed by `SPELLINGS`, others keep their lower-cased name. Empty cells and
    the vendors' marks for "no value" become NaN. Raises BarsError for anything else.
    """
    rows = _rows(_text(content))
    if len(rows) < 2:
        raise BarsError("the file is empty; expected a header row and rows of prices"
                        if not rows else "found a header but no rows")  # fmt: skip
    header = _header(rows[0][1])
    date_at = header.index("date")
    numbers = [at for at, name in enumerate(header) if at != date_at and name not in _TEXT_COLUMNS]
    dates, values = [], np.empty((len(rows) - 1, len(numbers)))
    for row, (line, cells) in enumerate(rows[1:]):
        if len(cells) != len(header):
            raise BarsError(f"line {line}: {len(cells)} cells; expected {len(header)}")
        dates.append(_date(cells[date_at], line))
        for column, at in enumerate(numbers):
            values[row, column] = _number(cells[at], header[at], line)
    index = pd.DatetimeIndex(np.array(dates, dtype="datetime64[s]"), name="date")
    return pd.DataFrame(values, index=index, columns=[header[at] for at in numbers])


_TEXT_COLUMNS = frozenset(
    {"ticker", "per", "time", "symbol", "openint", "direction", "announced", "series", "dividends",
     "stocksplits", "capitalgains"}
)  # fmt: skip


def _text(content: bytes) -> str:
    if b"\x00" in content:
        raise BarsError("the file is not text; expected a UTF-8 CSV")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BarsError("the file is not UTF-8 text; expected a UTF-8 CSV") from None


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Split into (line number, cells), dropping blank lines; the header names the delimiter."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        return [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        raise BarsError(f"line {reader.line_num}: not a CSV row ({error})") from None


def _header(cells: list[str]) -> list[str]:
    names = [_spelled(cell) for cell in cells]
    if "date" not in names:
        raise BarsError(f"no date column; found {', '.join(c.strip() or '(blank)' for c in cells)}")
    repeated = [name for name in names if names.count(name) > 1]
    if repeated:
        raise BarsError(f"more than one {repeated[0]} column")
    return names


def _spelled(cell: str) -> str:
    lowered = cell.strip().lower()
    letters = re.sub(r"[^a-z]", "", lowered)
    if letters in _TEXT_COLUMNS:
        return letters
    return SPELLINGS.get(letters, re.sub(r"[^a-z0-9]+", "_", lowered).strip("_") or letters)


def _date(cell: str, line: int) -> np.datetime64:
    match = ISO_DATE.fullmatch(cell.strip())
    if not match:
        raise BarsError(
            f"line {line}: date {cell.strip()!r}; expected year first (YYYY-MM-DD), since the "
            "order of day and month is not guessed"
        )
    try:
        return np.datetime64("-".join(match.groups()), "s")
    except ValueError:
        raise BarsError(f"line {line}: {cell.strip()!r} is no calendar date") from None


def _number(cell: str, column: str, line: int) -> float:
    stripped = cell.strip()
    if stripped.lower() in MISSING:
        return float("nan")
    # float() would also read Python's 1_000 and other scripts' digits.
    if stripped.isascii() and "_" not in stripped:
        try:
            return float(stripped)
        except ValueError:
            pass
    raise BarsError(
        f"line {line}: text in prices, {column} is {stripped[:40]!r}; expected a number"
    )
