"""Parse cells of tables that this project and its providers write; nothing is inferred."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data_feeds.files.tables.numbers import MISSING, is_missing
from data_feeds.series.bars import FIRST_YEAR, LAST_YEAR, BarsError, excerpt

# ISO 8601 date; a time of day and a UTC offset may follow.
ISO_DATE = re.compile(
    r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})"
    r"(?:[ T](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?"
    r"(?: ?(?:Z|[+-][01][0-9](?::?[0-5][0-9])?))?)?"
)


# What a column of dates without times, and one of decimal numbers, are written with.
_DATES = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}\n)+")
_DIGITS = frozenset("0123456789.-\n")
# Markers of missing values that such a column may have.
_GAPS = frozenset(marker for marker in MISSING if _DIGITS.issuperset(marker))

_MARKERS = frozenset(marker.encode() for marker in _GAPS)
# The header of a table without quotes, whose first column is its dates.
_HEADER = re.compile(rb"[A-Za-z0-9_ ]+(?:,[A-Za-z0-9_ ^.-]+)+\n")


@dataclass(frozen=True, slots=True)
class PlainTable:
    """Columns of numbers by date; `names` are those of the header, that of the dates first."""

    names: tuple[str, ...]
    dates: npt.NDArray[np.datetime64]
    values: npt.NDArray[np.float64]


def plain_table(content: bytes) -> PlainTable | None:
    """Parse a table of dates without times and of decimal numbers, column by column.

    None for a table of which any cell, or the number of cells in a row, is otherwise: such a table
    is read or refused cell by cell, which takes ten times as long. Figures are the same.
    """
    header = _HEADER.match(content)
    if header is None or b"\r" in content:
        return None
    names = header.group().decode("ascii").strip().split(",")
    rows = content[header.end() :]
    row = rb"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:,[0-9.-]*){%d}" % (len(names) - 1)
    if not re.fullmatch(rb"%b(?:\n%b)*\n?" % (row, row), rows):
        return None
    cells = rows.removesuffix(b"\n").replace(b"\n", b",").split(b",")
    columns = [cells[first :: len(names)] for first in range(len(names))]
    try:
        dates = np.array([day.decode("ascii") for day in columns[0]], dtype="datetime64[s]")
        values = np.column_stack([_floats(column) for column in columns[1:]])
    except ValueError:  # no number or no calendar date
        return None
    years = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    if np.isinf(values).any() or years.min() < FIRST_YEAR or years.max() > LAST_YEAR:
        return None
    return PlainTable(tuple(name.strip() for name in names), dates, values)


def _floats(cells: Sequence[bytes]) -> npt.NDArray[np.float64]:
    if _MARKERS.isdisjoint(cells):
        return np.fromiter(map(float, cells), dtype=np.float64, count=len(cells))
    return np.array([math.nan if cell in _MARKERS else float(cell) for cell in cells])


def parse_dates(cells: Sequence[str], lines: Sequence[int]) -> npt.NDArray[np.datetime64]:
    """Parse a column of dates, each as by `parse_date`."""
    if _DATES.fullmatch("\n".join((*cells, ""))):
        with suppress(ValueError):  # no calendar date, of which `parse_date` names the line
            dates = np.array(cells, dtype="datetime64[s]")
            years = dates.astype("datetime64[Y]").astype(np.int64) + 1970
            if years.min() >= FIRST_YEAR and years.max() <= LAST_YEAR:
                return dates
    each = [parse_date(cell, line) for cell, line in zip(cells, lines, strict=True)]
    return np.array(each, dtype="datetime64[s]")


def parse_numbers(
    cells: Sequence[str], column: str, lines: Sequence[int]
) -> npt.NDArray[np.float64]:
    """Parse a column of numbers, each as by `parse_number`."""
    if _DIGITS.issuperset("\n".join(cells)):
        with suppress(ValueError):  # no number, of which `parse_number` names the line
            values = np.array([math.nan if cell in _GAPS else float(cell) for cell in cells])
            if not np.isinf(values).any():
                return values
    return np.array(
        [parse_number(cell, column, line) for cell, line in zip(cells, lines, strict=True)]
    )


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
    if is_missing(stripped):
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
