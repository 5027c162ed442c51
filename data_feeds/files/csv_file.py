"""Read CSV files of prices or rates with the column names of common data vendors."""

from __future__ import annotations

import csv
import hashlib
import io
import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from data_feeds.series.bars import (
    FIRST_YEAR,
    LAST_YEAR,
    Adjustment,
    BarsError,
    DataError,
    check_bars,
    check_dates,
    excerpt,
    join_names,
    one_line,
)

# Column names of Yahoo, yfinance, Stooq ("<CLOSE>"), FRED and manually written files, in lower
# case and without characters other than letters.
SPELLINGS = {
    "date": "date",
    "datetime": "date",
    "timestamp": "date",
    "observationdate": "date",
    "day": "date",
    "open": "open",
    "o": "open",
    "high": "high",
    "h": "high",
    "low": "low",
    "l": "low",
    "close": "close",
    "c": "close",
    "last": "close",
    "closelast": "close",
    "price": "close",
    "adjclose": "adj_close",
    "adjustedclose": "adj_close",
    "closeadj": "adj_close",
    "volume": "volume",
    "vol": "volume",
    "v": "volume",
}
# ISO 8601 date; a time of day and a UTC offset may follow.
ISO_DATE = re.compile(
    r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})"
    r"(?:[ T](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?"
    r"(?: ?(?:Z|[+-][01][0-9](?::?[0-5][0-9])?))?)?"
)
MISSING = frozenset({"", ".", "-", "null", "nan", "na", "n/a", "none"})
# Number of bytes in which the header must end.
HEADER_BYTES = 1 << 16

# Line number and cells of a row.
Row = tuple[int, list[str]]


def read_bars(path: Path, *, name: str | None = None) -> pd.DataFrame:
    """Read a CSV of open, high, low and close, or of closes only, as checked bars.

    `adj_close` is used only if there is no `close`; see `read_adjusted`.

    Raises
    ------
    DataError
        If the file cannot be read.
    BarsError
        If the content is invalid; see `data_feeds.series.bars.check_bars`.
    """
    table = read_table(path)
    adjustment: Adjustment = "points"
    if "close" not in table.columns and "adj_close" in table.columns:
        table = table.rename(columns={"adj_close": "close"})[["close"]]
        adjustment = "adjusted"
    return check_bars(
        table.drop(columns="adj_close", errors="ignore"),
        name=name or path.stem,
        adjustment=adjustment,
    )


def read_adjusted(path: Path, *, name: str | None = None) -> pd.DataFrame:
    """Read closes adjusted for splits and distributions (`adj_close`) as checked bars.

    Raises BarsError if the column is missing, otherwise as `read_bars`.
    """
    table = read_table(path)
    if "adj_close" not in table.columns:
        raise BarsError(f"{_label(path)}: no adjusted close; found {join_names(table.columns)}")
    closes = table[["adj_close"]].rename(columns={"adj_close": "close"})
    return check_bars(closes, name=name or path.stem, adjustment="adjusted")


def read_values(path: Path, *, column: str = "value", name: str | None = None) -> pd.DataFrame:
    """Read a series such as a rate, a spread or an index level as a frame with column `value`.

    Values are in the unit of the file. Missing values are dropped; weekend dates are allowed.

    Raises
    ------
    DataError
        If the file cannot be read.
    BarsError
        If the column is missing, there are fewer than two values, or dates repeat or are out of
        order.
    """
    table = read_table(path)
    label = name or path.stem
    try:
        values = _values(table, column)
    except BarsError as error:
        raise BarsError(f"{excerpt(label, longest=80)}: {error}") from None
    values.attrs["name"] = label
    return values


def _values(table: pd.DataFrame, column: str) -> pd.DataFrame:
    if column not in table.columns:
        raise BarsError(f"no {excerpt(column)} column; found {join_names(table.columns)}")
    values = table[[column]].rename(columns={column: "value"}).dropna()
    if len(values) < 2:
        raise BarsError(f"found {len(values)} value(s); expected at least 2")
    check_dates(pd.DatetimeIndex(values.index), row="value", expected="one a date")
    return values


def read_table(path: Path, parse: Callable[[bytes], pd.DataFrame] | None = None) -> pd.DataFrame:
    """Read a CSV with `parse`, by default `parse_table`.

    The name of the file and its SHA-256 hash are in `attrs`, as `source` and `sha256`.
    """
    content = read_bytes(path)
    try:
        table = (parse or parse_table)(content)
    except BarsError as error:
        raise BarsError(f"{_label(path)}: {error}") from None
    table.attrs.update(source=path.name, sha256=hashlib.sha256(content).hexdigest())
    return table


def column_names(path: Path) -> list[str]:
    """Return the column names of a CSV, normalised as by `read_table`, from its header.

    Raises DataError if the file cannot be read, and BarsError if the header is missing, is not
    text or has no date column.
    """
    try:
        return _header(_first_cells(_read(path, HEADER_BYTES)), required=("date",))
    except BarsError as error:
        raise BarsError(f"{_label(path)}: {error}") from None


def _first_cells(head: bytes) -> list[str]:
    """Return the cells of the header; the rest of `head`, which may be truncated, is ignored."""
    text = head.decode("utf-8-sig", errors="surrogateescape")
    row = next(_rows(text), None)
    if row is None:
        raise BarsError("found no header; expected a row of column names")
    if len(head) == HEADER_BYTES and not re.search(r"[\r\n]", text.lstrip()):
        raise BarsError(f"no line end in the first {HEADER_BYTES} bytes; expected a header row")
    _text("".join(row[1]).encode(errors="surrogateescape"))
    return row[1]


def read_column(path: Path, column: str) -> pd.DataFrame:
    """Read a column of a CSV as a frame with column `close`.

    Missing values are dropped. Raises BarsError if the column is missing or empty.
    """
    table = read_table(path)
    if column not in table.columns or table[column].dropna().empty:
        raise BarsError(
            f"{_label(path)}: no values of {excerpt(column)}; found {join_names(table.columns)}"
        )
    return table[[column]].rename(columns={column: "close"}).dropna()


def read_bytes(path: Path) -> bytes:
    """Read a complete file; raise DataError with the reason if it cannot be read."""
    return _read(path, -1)


def _read(path: Path, size: int) -> bytes:
    """Read up to `size` bytes, or the complete file if `size` is negative."""
    try:
        with path.open("rb") as file:
            return file.read(size)
    except FileNotFoundError:
        raise DataError(f"{one_line(path)}: no such file") from None
    except OSError as error:
        raise DataError(f"{one_line(path)}: cannot be read ({error.strerror})") from None
    except ValueError:  # null byte or unpaired surrogate in the path
        raise DataError(f"{one_line(path)}: no name that a file can have") from None


def sha256_of(path: Path) -> str:
    """Return the SHA-256 hash of a file in hexadecimal."""
    return hashlib.sha256(read_bytes(path)).hexdigest()


def parse_table(content: bytes) -> pd.DataFrame:
    """Parse a CSV into a float64 frame indexed by date.

    Parameters
    ----------
    content : bytes
        UTF-8 text, with or without a byte-order mark, with Unix, Windows or old Mac line ends.

    Returns
    -------
    DataFrame
        Columns named by `SPELLINGS`, others in lower case; text columns are omitted. Empty cells
        and the markers in `MISSING` are NaN. Rows are in the order of the file.

    Raises
    ------
    BarsError
        If the content is not a CSV with a date column, or a cell is not a date or number.
    """
    header, rows = _parse(content, required=("date",))
    date_at = header.index("date")
    numbers = [at for at, name in enumerate(header) if at != date_at and name not in _TEXT_COLUMNS]
    dates, values = [], np.empty((len(rows), len(numbers)))
    for row, (line, cells) in enumerate(rows):
        dates.append(parse_date(cells[date_at], line))
        for column, at in enumerate(numbers):
            values[row, column] = parse_number(cells[at], header[at], line)
    index = pd.DatetimeIndex(np.array(dates, dtype="datetime64[s]"), name="date")
    return pd.DataFrame(values, index=index, columns=[header[at] for at in numbers])


def parse_records(content: bytes, *, required: Collection[str]) -> list[tuple[int, dict[str, str]]]:
    """Parse a CSV into pairs of line number and text by column, for tables that contain text.

    Columns are named as by `parse_table`. Raises BarsError if a `required` column is missing, a
    row has a different number of cells than the header, or there are no rows.
    """
    header, rows = _parse(content, required=required)
    return [(line, dict(zip(header, map(str.strip, cells), strict=True))) for line, cells in rows]


_TEXT_COLUMNS = frozenset(
    {
        "ticker",
        "per",
        "time",
        "symbol",
        "openint",
        "direction",
        "announced",
        "series",
        "dividends",
        "stocksplits",
        "capitalgains",
    }
)


def _text(content: bytes) -> str:
    if b"\x00" in content:
        raise BarsError("the file is not text; expected a UTF-8 CSV")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BarsError("the file is not UTF-8 text; expected a UTF-8 CSV") from None


def _parse(content: bytes, *, required: Collection[str]) -> tuple[list[str], list[Row]]:
    """Split a CSV into its header and rows; raise BarsError unless all have as many cells."""
    rows = list(_rows(_text(content)))
    if not rows:
        raise BarsError("the file is empty; expected a header row and rows of figures")
    header = _header(rows[0][1], required=required)
    if len(rows) < 2:
        raise BarsError("found a header but no rows")
    for line, cells in rows[1:]:
        if len(cells) != len(header):
            raise BarsError(
                f"line {line}: {len(cells)} cells; expected {len(header)} as in the header"
            )
    return header, rows[1:]


def _rows(text: str) -> Iterator[Row]:
    """Yield the rows with the number of their first line; blank lines are skipped.

    The delimiter (comma, semicolon or tab) is the most frequent one in the first line.
    """
    first = re.search(r"\S[^\r\n]*", text)
    delimiter = max(",;\t", key=first.group().count) if first else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise BarsError(
            f"line {line}: not a CSV row ({one_line(error)}); expected every quote to be closed"
        ) from None


def _label(path: Path) -> str:
    return excerpt(path.name, longest=80)


def _header(cells: list[str], *, required: Collection[str]) -> list[str]:
    names = [_spelled(cell) for cell in cells]
    for name in required:
        if name not in names:
            raise BarsError(f"no {name} column; found {join_names(cells)}")
    name, count = Counter(names).most_common(1)[0]
    if count > 1:
        raise BarsError(f"more than one {excerpt(name) or 'nameless'} column")
    return names


def _spelled(cell: str) -> str:
    lowered = cell.strip().lower()
    letters = re.sub(r"[^a-z]", "", lowered)
    if letters in _TEXT_COLUMNS:
        return letters
    return SPELLINGS.get(letters, re.sub(r"[^a-z0-9]+", "_", lowered).strip("_") or letters)


def parse_date(cell: str, line: int) -> np.datetime64:
    """Parse an ISO 8601 date; a time of day and a UTC offset are ignored.

    Raises BarsError for any other format, an invalid calendar date, or a year outside 1700 to
    2199. `line` is the line number in the message.
    """
    match = ISO_DATE.fullmatch(cell.strip())
    if not match:
        raise BarsError(
            f"line {line}: date '{excerpt(cell.strip())}'; expected year first (YYYY-MM-DD), since "
            "the order of day and month is not guessed"
        )
    year, _, month, day = match.groups()
    try:
        date = np.datetime64(f"{year}-{month}-{day}", "s")
    except ValueError:
        raise BarsError(f"line {line}: '{excerpt(cell.strip())}' is no calendar date") from None
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise BarsError(f"line {line}: year {year}; expected {FIRST_YEAR} to {LAST_YEAR}")
    return date


def parse_number(cell: str, column: str, line: int) -> float:
    """Parse a finite number; the markers in `MISSING` become NaN.

    Raises BarsError for text, thousands separators, percent signs and infinity.
    """
    stripped = cell.strip()
    if stripped.lower() in MISSING:
        return float("nan")
    # float() also accepts underscores (1_000) and non-ASCII digits.
    if stripped.isascii() and "_" not in stripped:
        try:
            value = float(stripped)
        except ValueError:
            pass
        else:
            if math.isfinite(value):
                return value
            raise BarsError(
                f"line {line}: {excerpt(column)} is {value:g}, from '{excerpt(stripped)}'; "
                "expected a finite number"
            )
    raise BarsError(
        f"line {line}: text in prices, {excerpt(column)} is '{excerpt(stripped)}'; expected a "
        "plain number such as 1234.5 (no thousands separator, percent or currency sign)"
    )
