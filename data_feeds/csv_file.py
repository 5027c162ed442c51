"""Read one CSV file of prices or rates, in the spellings that data vendors use."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from pathlib import Path

import numpy as np
import pandas as pd

from data_feeds.bars import Adjustment, BarsError, DataError, check_bars, check_order

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
# Year first, so that day and month cannot be mistaken; a time of day and its offset may follow.
ISO_DATE = re.compile(
    r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})"
    r"([ T][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)? ?(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2})?)?"
)
# Nanosecond dates, which charts and backtrader need, reach from 1677 to 2262.
FIRST_YEAR, LAST_YEAR = 1700, 2199
# A found text is quoted in an error up to this many characters.
QUOTED = 40
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
    if np.isinf(values["value"]).any():
        first = index[np.isinf(values["value"].to_numpy())][0]
        raise BarsError(f"{label}: {first:%Y-%m-%d}: value is infinite; expected a number")
    try:
        check_order(index)
    except BarsError as error:
        raise BarsError(f"{label}: {error}") from None
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
    rows = parse_rows(read_bytes(path))
    if not rows:
        raise BarsError(f"{path.name}: the file is empty; expected a header row")
    return _header(rows[0][1])


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
    except ValueError as error:
        raise DataError(f"{str(path)!r}: no file can have that name ({error})") from None


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
    rows = parse_rows(content)
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
        dates.append(parse_date(cells[date_at], line=line))
        for column, at in enumerate(numbers):
            values[row, column] = parse_number(cells[at], header[at], line=line)
    index = pd.DatetimeIndex(np.array(dates, dtype="datetime64[s]"), name="date")
    if index.has_duplicates and any(":" in cells[date_at] for _, cells in rows[1:]):
        day = index[index.duplicated()][0]
        raise BarsError(f"more than one bar on {day:%Y-%m-%d}; expected daily bars, not intraday")
    return pd.DataFrame(values, index=index, columns=[header[at] for at in numbers])


_TEXT_COLUMNS = frozenset(
    {"ticker", "per", "time", "symbol", "openint", "direction", "announced", "series", "dividends",
     "stocksplits", "capitalgains"}
)  # fmt: skip


def parse_rows(content: bytes) -> list[tuple[int, list[str]]]:
    """Split CSV bytes into (line number, cells), header first, without blank lines.

    The header names the delimiter: comma, semicolon or tab. Raises BarsError for bytes that are
    not UTF-8 text or not rows of cells.
    """
    return _rows(_text(content))


def _text(content: bytes) -> str:
    if b"\x00" in content:
        raise BarsError("the file is not text; expected a UTF-8 CSV")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BarsError("the file is not UTF-8 text; expected a UTF-8 CSV") from None


def _rows(text: str) -> list[tuple[int, list[str]]]:
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        return [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        raise BarsError(f"line {reader.line_num}: not a CSV row ({error})") from None


def _header(cells: list[str]) -> list[str]:
    names = [_spelled(cell) for cell in cells]
    if "date" not in names:
        raise BarsError(f"no date column; found {_quoted(', '.join(cells))}")
    repeated = [name for name in names if names.count(name) > 1]
    if repeated:
        raise BarsError(f"more than one {repeated[0] or 'unnamed'} column")
    return names


def _spelled(cell: str) -> str:
    lowered = cell.strip().lower()
    letters = re.sub(r"[^a-z]", "", lowered)
    if letters in _TEXT_COLUMNS:
        return letters
    return SPELLINGS.get(letters, re.sub(r"[^a-z0-9]+", "_", lowered).strip("_") or letters)


def parse_date(cell: str, *, line: int) -> np.datetime64:
    """Read YYYY-MM-DD or YYYYMMDD, leaving a time of day aside; BarsError for anything else.

    >>> str(parse_date("2024-01-02 00:00:00-05:00", line=2).astype("datetime64[D]"))
    '2024-01-02'
    """
    match = ISO_DATE.fullmatch(cell.strip())
    if not match:
        raise BarsError(
            f"line {line}: date {_quoted(cell)}; expected year first (YYYY-MM-DD), since the "
            "order of day and month is not guessed"
        )
    year, _, month, day, _ = match.groups()
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise BarsError(
            f"line {line}: date {_quoted(cell)}; expected a year from {FIRST_YEAR} to {LAST_YEAR}"
        )
    try:
        return np.datetime64(f"{year}-{month}-{day}", "s")
    except ValueError:
        raise BarsError(f"line {line}: {_quoted(cell)} is no calendar date") from None


def _quoted(found: str) -> str:
    """Quote what was found, on one line and short enough to read."""
    stripped = found.strip()
    return repr(stripped) if len(stripped) <= QUOTED else f"{stripped[:QUOTED]!r}…"


def parse_number(cell: str, column: str, *, line: int) -> float:
    """Read a plain decimal number; NaN for the vendors' marks of no value, BarsError for text."""
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
        f"line {line}: text in prices, {column[:QUOTED]} is {_quoted(cell)}; expected a number"
    )
