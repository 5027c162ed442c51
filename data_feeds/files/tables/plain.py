"""Parse cells of tables that this project and its providers write; nothing is inferred."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from contextlib import suppress

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
