"""Read CSV files: prices and values in any known layout, and the tables of this project.

Files of users (`read_bars`, `read_adjusted`, `read_values`) are read by `data_feeds.files.tables`,
which infers their layout. Tables that this project and its providers write (`read_table`,
`parse_table`, `parse_records`) have one header row, and every cell must be what its column says.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from data_feeds.files import whole_file
from data_feeds.files.keeping import kept
from data_feeds.files.tables.encoding import decode
from data_feeds.files.tables.header import locate
from data_feeds.files.tables.layouts import letters, role_of
from data_feeds.files.tables.numbers import decimal_mark, read_numbers, text_error
from data_feeds.files.tables.plain import (
    parse_date,
    parse_dates,
    parse_number,
    parse_numbers,
    plain_names,
    plain_table,
    proven_table,
)
from data_feeds.files.tables.prices import one_notice, read_prices
from data_feeds.files.tables.reading import INFER, Reading, stated
from data_feeds.files.tables.rows import (
    LEAST_SCORE,
    Row,
    aligned_rows,
    first_rows,
    read_rows,
)
from data_feeds.files.tables.table import Table, open_table
from data_feeds.series.bars import (
    Adjustment,
    BarsError,
    check_bars,
    check_dates,
    excerpt,
    join_names,
)
from data_feeds.series.today import today

__all__ = [
    "column_names",
    "parse_date",
    "parse_number",
    "parse_records",
    "parse_table",
    "read_adjusted",
    "read_bars",
    "read_bytes",
    "read_column",
    "read_table",
    "read_values",
    "sha256_of",
]

# Number of bytes in which the header must end.
HEADER_BYTES = 1 << 16


def read_bars(
    path: Path, *, name: str | None = None, reading: Reading | None = None
) -> pd.DataFrame:
    """Read a CSV of open, high, low and close, or of closes only, as checked bars.

    `reading` says what the file does not prove, by default what the command states
    (`data_feeds.files.tables.reading`). Prices are adjusted for the splits that the file names.
    `adj_close` is used only if there is no `close`; see `read_adjusted`. `inferred` in `attrs`
    says what was inferred about the file and left out.

    Raises
    ------
    DataError
        If the file cannot be read.
    BarsError
        If the content is invalid; see `data_feeds.series.bars.check_bars`.
    """
    table = _prices(path, reading or stated())
    adjustment: Adjustment = "points"
    if "close" not in table.columns:
        table = table.rename(columns={"adj_close": "close"})[["close"]]
        adjustment = "adjusted"
    return check_bars(
        table.drop(columns="adj_close", errors="ignore"),
        name=name or path.stem,
        adjustment=adjustment,
    )


def read_adjusted(
    path: Path, *, name: str | None = None, reading: Reading | None = None
) -> pd.DataFrame:
    """Read closes adjusted for splits and distributions (`adj_close`) as checked bars.

    Raises BarsError if the column is missing, otherwise as `read_bars`.
    """
    table = _prices(path, reading or stated())
    if "adj_close" not in table.columns:
        raise BarsError(f"{_label(path)}: no adjusted close; found {join_names(table.columns)}")
    closes = table[["adj_close"]].rename(columns={"adj_close": "close"})
    return check_bars(closes, name=name or path.stem, adjustment="adjusted")


def _prices(path: Path, reading: Reading) -> pd.DataFrame:
    def parse(content: bytes) -> pd.DataFrame:
        return read_prices(content, reading)

    table = read_table(path, parse, ("prices", reading, today().year))
    notes = table.attrs.pop("notes")
    table.attrs["inferred"] = one_notice(notes)
    return table


def read_values(
    path: Path, *, column: str = "value", name: str | None = None, reading: Reading | None = None
) -> pd.DataFrame:
    """Read a series such as a rate, a spread or an index level as a frame with column `value`.

    Without the column, the only column of numbers is read. Values are in the unit of the file.
    Missing values are dropped; weekend dates are allowed.

    Raises
    ------
    DataError
        If the file cannot be read.
    BarsError
        If the column is missing, there are fewer than two values, or dates repeat or are out of
        order.
    """
    label = name or path.stem
    how = reading or stated()

    def parse(content: bytes) -> pd.DataFrame:
        plain = _plain_values(content, column) if how == INFER else None
        return _values(open_table(content, how), column, how) if plain is None else plain

    values = read_table(path, parse, ("values", column, how, today().year))
    try:
        _check_values(values)
    except BarsError as error:
        raise BarsError(f"{excerpt(label, longest=80)}: {error}") from None
    values.attrs["name"] = label
    return values


def _plain_values(content: bytes, column: str) -> pd.DataFrame | None:
    """Read a file of dates and one column of this name that leaves nothing to infer, else None."""
    if plain_names(content) != ("date", column) or (table := proven_table(content)) is None:
        return None
    index = pd.DatetimeIndex(table.dates, name="date")
    if len(index) > 1 and index[0] > index[-1]:
        return None
    values = pd.DataFrame({"value": table.values[:, 0]}, index=index).dropna()
    values.attrs["inferred"] = ""
    return values


def _values(table: Table, column: str, reading: Reading) -> pd.DataFrame:
    names = [_normalised(name) for name in table.header.names]
    numeric = table.numeric
    if column not in names and len(numeric) != 1:
        raise BarsError(f"no {excerpt(column)} column; found {join_names(names)}")
    cells = table.column(names.index(column) if column in names else numeric[0])
    mark = decimal_mark([cells], reading.decimal)
    numbers = read_numbers(cells, mark, scaled=True)
    if numbers.text:
        raise text_error(cells, numbers.text[0])
    index = pd.DatetimeIndex(table.dates.days.astype("datetime64[s]"), name="date")
    values = pd.DataFrame({"value": numbers.values}, index=index).dropna()
    notes = [*table.notes, *(["decimal comma"] if mark == "," else [])]
    if len(index) > 1 and index[0] > index[-1] and index.is_monotonic_decreasing:
        values = values.iloc[::-1]
        notes.append("newest first, reversed")
    values.attrs["inferred"] = one_notice(notes)
    return values


def _check_values(values: pd.DataFrame) -> None:
    if len(values) < 2:
        raise BarsError(f"found {len(values)} value(s); expected at least 2")
    check_dates(pd.DatetimeIndex(values.index), row="value", expected="one a date")


def read_table(
    path: Path,
    parse: Callable[[bytes], pd.DataFrame] | None = None,
    what: tuple[object, ...] = (),
) -> pd.DataFrame:
    """Read a CSV with `parse`, by default `parse_table`.

    The name of the file and its SHA-256 hash are in `attrs`, as `source` and `sha256`. `what` names
    the parser and has everything that it depends on beside the content of the file; without it the
    table is not kept.

    Raises
    ------
    DataError
        The file cannot be read; BarsError, with its name, if `parse` refuses its content.
    """
    if parse is None:
        parse, what = parse_table, ("table",)
    content = read_bytes(path)
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        read = partial(parse, content)
        table = kept((*what, sha256), read) if what else read()
    except BarsError as error:
        raise BarsError(f"{_label(path)}: {error}") from None
    table.attrs.update(source=path.name, sha256=sha256)
    return table


def column_names(path: Path) -> list[str]:
    """Return the column names of a CSV, normalised as by `read_table`, from its header.

    Raises DataError if the file cannot be read, and BarsError if the header is missing, is not
    text or has no date column.
    """
    try:
        return _head_names(whole_file.read_bytes(path, size=HEADER_BYTES))
    except BarsError as error:
        raise BarsError(f"{_label(path)}: {error}") from None


def _head_names(head: bytes) -> list[str]:
    """Return the names of the header; the rest of `head`, which may be truncated, is ignored."""
    plain = plain_names(head)
    if plain is not None and _normalised(plain[0]) == "date":
        names = [_normalised(name) for name in plain]
        _require_unique(names)
        return names
    try:
        text = decode(head).text
    except BarsError:  # cut within a character, or a file that is text in its header only
        text = head.decode("utf-8-sig", errors="surrogateescape")
    if len(head) == HEADER_BYTES and not re.search(r"[\r\n]", text.lstrip()):
        raise BarsError(f"no line end in the first {HEADER_BYTES} bytes; expected a header row")
    found = [locate(rows) for rows in first_rows(text)]
    score, header = max(found, key=lambda pair: pair[0], default=(0, None))
    if score < LEAST_SCORE:
        found += [locate(rows) for rows in aligned_rows(text)]
        _, header = max(found, key=lambda pair: pair[0], default=(0, None))
    if header is None:
        rows = next(iter(first_rows(text)), None) or list(read_rows(text, ","))
        if not rows:
            raise BarsError("found no header; expected a row of column names")
        _check_text(rows[0][1])
        raise BarsError(f"no date column; found {join_names(rows[0][1])}")
    _check_text(header.names)
    names = [_normalised(name) for name in header.names]
    names[header.roles["date"]] = "date"
    _require_unique(names)
    return names


def _check_text(cells: Collection[str]) -> None:
    joined = "".join(cells)
    if "\x00" in joined or any("\ud800" <= c <= "\udfff" for c in joined):
        raise BarsError("the file is not text; expected a CSV in UTF-8")


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
    return whole_file.read_bytes(path)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 hash of a file in hexadecimal."""
    return hashlib.sha256(read_bytes(path)).hexdigest()


def parse_table(content: bytes) -> pd.DataFrame:
    """Parse a CSV with one header row into a float64 frame indexed by date.

    Returns
    -------
    DataFrame
        Columns named by their role (`data_feeds.files.tables.layouts`), others in lower case;
        known columns of text are omitted. Missing cells are NaN. Rows are in the order of the file.
        Dates begin with the year, numbers have a decimal point.

    Raises
    ------
    BarsError
        If the content is not a CSV with a date column, or a cell is not a date or number.
    """
    plain = plain_table(content)
    names = [] if plain is None else [_normalised(name) for name in plain.names]
    if plain is not None and names[0] == "date" and _TEXT_COLUMNS.isdisjoint(names):
        _require_unique(names)
        index = pd.DatetimeIndex(plain.dates, name="date")
        return pd.DataFrame(plain.values, index=index, columns=names[1:])
    header, rows = _parse(content, required=("date",))
    date_at = header.index("date")
    numbers = [at for at, name in enumerate(header) if at != date_at and name not in _TEXT_COLUMNS]
    lines = [line for line, _ in rows]
    columns = list(zip(*(cells for _, cells in rows), strict=True))
    index = pd.DatetimeIndex(parse_dates(columns[date_at], lines), name="date")
    values = np.empty((len(rows), len(numbers)))
    for column, at in enumerate(numbers):
        values[:, column] = parse_numbers(columns[at], header[at], lines)
    return pd.DataFrame(values, index=index, columns=[header[at] for at in numbers])


def parse_records(content: bytes, *, required: Collection[str]) -> list[tuple[int, dict[str, str]]]:
    """Parse a CSV into pairs of line number and text by column, for tables that contain text.

    Columns are named as by `parse_table`. Raises BarsError if a `required` column is missing, a
    row has a different number of cells than the header, or there are no rows.
    """
    header, rows = _parse(content, required=required)
    return [(line, dict(zip(header, cells, strict=True))) for line, cells in rows]


# Columns of text or of figures that no table is read for.
_TEXT_COLUMNS = frozenset(
    {"ticker", "per", "time", "symbol", "openint", "direction", "announced", "series"}
    | {"dividends", "stocksplits", "capitalgains"}
)


def _parse(content: bytes, *, required: Collection[str]) -> tuple[list[str], list[Row]]:
    """Split a CSV into its header and rows; raise BarsError unless all have as many cells."""
    text = decode(content).text
    first = re.search(r"\S[^\r\n]*", text)
    separator = max(",;\t", key=first.group().count) if first else ","
    rows = list(read_rows(text, separator))
    if not rows:
        raise BarsError("the file is empty; expected a header row and rows of figures")
    names = [_normalised(cell) for cell in rows[0][1]]
    for name in required:
        if name not in names:
            raise BarsError(f"no {name} column; found {join_names(rows[0][1])}")
    _require_unique(names)
    if len(rows) < 2:
        raise BarsError("found a header but no rows")
    for line, cells in rows[1:]:
        if len(cells) != len(names):
            raise BarsError(
                f"line {line}: {len(cells)} cells; expected {len(names)} as in the header"
            )
    return names, rows[1:]


def _label(path: Path) -> str:
    return excerpt(path.name, longest=80)


def _require_unique(names: list[str]) -> None:
    name, count = Counter(names).most_common(1)[0]
    if count > 1:
        raise BarsError(f"more than one {excerpt(name) or 'nameless'} column")


def _normalised(cell: str) -> str:
    """Return the name of a column: its role, else the name in lower case with underscores."""
    role = role_of(cell)
    if letters(cell) in _TEXT_COLUMNS:
        return letters(cell)
    if role is not None and role != "ignored":
        return role
    lowered = cell.strip().lower()
    return re.sub(r"[^a-z0-9]+", "_", lowered).strip("_") or letters(cell)
