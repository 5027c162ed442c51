"""Parse cells of tables that this project and its providers write; nothing is inferred."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

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

# The header of a table without quotes, whose first column is its dates.
_HEADER = re.compile(rb"[A-Za-z0-9_ ]+(?:,[A-Za-z0-9_ ^.-]+)+\n")
# A number whose point is no mark of thousands.
_POINT = re.compile(rb"\.(?:[0-9]{1,2}|[0-9]{4,})[,\n]")
# Numbers are those of `float`, which is how pandas reads them by default from 3.1 on.
_EXACT: Mapping[str, Any] = (
    {}
    if tuple(map(int, pd.__version__.split(".")[:2])) >= (3, 1)
    else {"float_precision": "round_trip"}
)


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
    names = _plain_names(content)
    if names is None or b"\r" in content:
        return None
    rows = content[content.index(b"\n") + 1 :]
    row = _row(names)
    if not re.fullmatch(rb"%b(?:\n%b)*\n?" % (row, row), rows):
        return None
    try:
        cells = pd.read_csv(
            BytesIO(rows),
            header=None,
            dtype={0: str, **dict.fromkeys(range(1, len(names)), np.float64)},
            na_values=list(_GAPS),
            keep_default_na=False,
            **_EXACT,
        )
        dates = cells.pop(0).to_numpy().astype("datetime64[s]")
    except ValueError:  # no number or no calendar date
        return None
    values = cells.to_numpy()
    years = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    if np.isinf(values).any() or years.min() < FIRST_YEAR or years.max() > LAST_YEAR:
        return None
    return PlainTable(names, dates, values)


def proven_table(content: bytes) -> PlainTable | None:
    """Parse a table as `plain_table` does if a number in it proves the decimal point, else None."""
    return plain_table(content) if _POINT.search(content) else None


def plain_names(head: bytes) -> tuple[str, ...] | None:
    """Return the column names of a table that begins as `plain_table` expects, else None."""
    names = _plain_names(head)
    if names is None or not re.match(rb"%b\n" % _row(names), head[head.index(b"\n") + 1 :]):
        return None
    return names


def _plain_names(content: bytes) -> tuple[str, ...] | None:
    header = _HEADER.match(content)
    if header is None:
        return None
    return tuple(name.strip() for name in header.group().decode("ascii").split(","))


def _row(names: Sequence[str]) -> bytes:
    """Return the pattern of a row with this many columns."""
    return rb"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:,[0-9.-]*){%d}" % (len(names) - 1)


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
