"""Read dates written as one number: seconds since 1970 and its fractions, days of a spreadsheet."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from data_feeds.files.tables.instants import date_instants
from data_feeds.files.tables.numbers import Column
from data_feeds.files.tables.reading import Reading
from data_feeds.series.bars import FIRST_YEAR, LAST_YEAR, BarsError, excerpt

Days = npt.NDArray[np.datetime64]

_COUNT = re.compile(r"-?(?:0|[1-9][0-9]{0,18})(?:[.,][0-9]{1,15})?")
# Units of Unix time and their number in a second; a column is of the first in which each of its
# dates is plausible.
_UNITS = (("seconds", 1), ("milliseconds", 10**3), ("microseconds", 10**6), ("nanoseconds", 10**9))
_FIRST = int(np.datetime64(f"{FIRST_YEAR}-01-01", "s").astype(np.int64))
_END = int(np.datetime64(f"{LAST_YEAR + 1}-01-01", "s").astype(np.int64))
# The seconds of 1973-03-03. Smaller numbers count something else or are dates such as 04032019.
_LEAST_SECONDS = 10**8
# Serial days of a spreadsheet count from here in the two date systems of Excel.
_EXCEL, _EXCEL_1904 = np.datetime64("1899-12-30", "D"), np.datetime64("1904-01-01", "D")
# From 1900-03-01, before which Excel counts a day that never was, to 2199-12-31.
_FIRST_SERIAL, _LAST_SERIAL = 61, 109_574


def is_count(cell: str) -> bool:
    """Return whether the cell is a number that may be a date.

    >>> is_count("1325601000"), is_count("40911.5"), is_count("2012-01-03")
    (True, True, False)
    """
    return _COUNT.fullmatch(cell) is not None


def read(column: Column, reading: Reading) -> tuple[Days, tuple[str, ...]]:
    """Return the dates of a column of numbers, and what was inferred about them.

    Raises BarsError if the numbers are neither serial days nor Unix time.
    """
    whole = np.array([int(re.split("[.,]", cell)[0]) for cell in column.cells], dtype=np.object_)
    if reading.numbers != "unix" and all(_FIRST_SERIAL <= n <= _LAST_SERIAL for n in whole):
        return _serial(whole.astype(np.int64))
    if reading.numbers != "excel":
        for unit, per_second in _UNITS:
            seconds = whole // per_second
            if not all(_FIRST <= second < _END for second in seconds):
                continue
            if reading.numbers is None and max(map(abs, whole)) < _LEAST_SECONDS:
                break
            instants = date_instants(seconds.astype(np.int64).astype("datetime64[s]"), reading)
            return instants.days, (f"Unix time in {unit}", *instants.notes)
    raise BarsError(
        f"line {column.lines[0]}: date '{excerpt(column.cells[0])}'; expected a date, Unix time "
        "or serial days of Excel, or --date-format with the format"
    )


def _serial(serials: npt.NDArray[np.int64]) -> tuple[Days, tuple[str, ...]]:
    """Read serial days; those from 1904 are recognised by falling on no weekend as such."""
    days, later = _EXCEL + serials, _EXCEL_1904 + serials
    if not np.is_busday(days).all() and np.is_busday(later).all():
        return later, ("serial days of Excel counted from 1904, since none is on a weekend",)
    return days, ("serial days of Excel",)
