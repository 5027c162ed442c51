"""Read the federal funds target by announcement date (METHODS 2.2) and NBER recession dates."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd

from data_feeds.files.csv_file import parse_date, parse_number, parse_records, read_table
from data_feeds.series.bars import BarsError, check_dates, excerpt

# Up to 2016-12-14 FRED dates a change on its announcement day, from 2017 on the day after.
# Announcement dates are therefore required from this date.
ANNOUNCED_NEEDED_FROM = pd.Timestamp("2017-01-01")
# Upper limit in percent, which detects levels in basis points. The maximum was 20% (1980-81).
HIGHEST_TARGET = 100.0

# Line number and text of each column.
Record = tuple[int, dict[str, str]]


def read_policy(path: Path) -> pd.DataFrame:
    """Read a table of changes of the federal funds target.

    Parameters
    ----------
    path : Path
        CSV with columns `target_lower`, `target_upper`, `date` and `announced`. Before 2017
        `announced` may be empty, and `date` is used instead.

    Returns
    -------
    DataFrame
        Columns `lower`, `upper` and `mid` in percent, indexed by `announced`, which may be a
        weekend day. The first row is the target at the start of the record.

    Raises
    ------
    DataError
        If the file cannot be read.
    BarsError
        If a column or announcement date is missing, a level is not a percentage or the lower
        exceeds the upper, dates repeat or are out of order, or there are fewer than two rows.
    """
    table = read_table(path, _parse_policy)
    table.attrs["name"] = "FFT"
    return table


def read_recessions(path: Path) -> pd.DataFrame:
    """Read NBER recessions as a frame with column `trough`, indexed by `peak` month.

    Raises
    ------
    DataError
        If the file cannot be read.
    BarsError
        If a column or date is missing, a trough is not after its peak, or peaks repeat or are out
        of order.
    """
    table = read_table(path, _parse_recessions)
    table.attrs["name"] = "USREC"
    return table


def recessions_from_indicator(values: pd.DataFrame) -> pd.DataFrame:
    """Convert FRED's monthly USREC indicator (1 in recession) to peak and trough months.

    The peak is the month before the first 1 of a recession, the trough the month of its last 1. A
    recession that has not ended by the end of the record is omitted. The result has the layout of
    `read_recessions`; `through` in its `attrs` is the last month of the record.
    """
    flags = values["value"].to_numpy() > 0
    months = pd.DatetimeIndex(values.index)
    starts = [at for at in range(1, len(flags)) if flags[at] and not flags[at - 1]]
    ends = [
        next((at for at in range(start, len(flags)) if not flags[at]), None) for start in starts
    ]
    closed = [(start, end) for start, end in zip(starts, ends, strict=True) if end is not None]
    peaks = pd.DatetimeIndex([months[start - 1] for start, _ in closed], name="peak")
    table = pd.DataFrame({"trough": [months[end - 1] for _, end in closed]}, index=peaks)
    table.attrs = {**values.attrs, "through": months[-1]}
    return table


def _parse_policy(content: bytes) -> pd.DataFrame:
    records = parse_records(content, required=("target_lower", "target_upper"))
    index = pd.DatetimeIndex([_announced(record) for record in records], name="announced")
    levels = np.array([_levels(record) for record in records])
    if len(records) < 2:
        raise BarsError("found 1 row of target levels; expected at least 2")
    check_dates(index, row="change", expected="one a date")
    lower, upper = levels.T
    return pd.DataFrame({"lower": lower, "upper": upper, "mid": (lower + upper) / 2}, index=index)


def _announced(record: Record) -> pd.Timestamp:
    line, row = record
    stated = row.get("announced", "")
    if not stated and "date" not in row:
        raise BarsError(f"line {line}: no announcement date; expected announced or date")
    day = _day(stated or row["date"], line)
    if not stated and day >= ANNOUNCED_NEEDED_FROM:
        raise BarsError(
            f"line {line}: no announcement date for the change of {day:%Y-%m-%d}; from 2017 the "
            "file date is the day after the announcement"
        )
    return day


def _levels(record: Record) -> tuple[float, float]:
    line, row = record
    lower = _level(row["target_lower"], "target_lower", line)
    upper = _level(row["target_upper"], "target_upper", line)
    if lower > upper:
        raise BarsError(f"line {line}: target_lower {lower:g} is above target_upper {upper:g}")
    return lower, upper


def _level(cell: str, column: str, line: int) -> float:
    try:
        level = parse_number(cell, column, line)
    except BarsError:
        level = math.nan
    if not 0 <= level <= HIGHEST_TARGET:
        raise BarsError(
            f"line {line}: {column} is '{excerpt(cell)}'; expected percent, 0 to {HIGHEST_TARGET:g}"
        )
    return level


def _parse_recessions(content: bytes) -> pd.DataFrame:
    records = parse_records(content, required=("peak", "trough"))
    months = [_months(record) for record in records]
    peaks = pd.DatetimeIndex([peak for peak, _ in months], name="peak")
    check_dates(peaks, row="peak", expected="one a date")
    return pd.DataFrame({"trough": pd.DatetimeIndex([end for _, end in months])}, index=peaks)


def _months(record: Record) -> tuple[pd.Timestamp, pd.Timestamp]:
    line, row = record
    peak, trough = _day(row["peak"], line), _day(row["trough"], line)
    if trough <= peak:
        raise BarsError(
            f"line {line}: trough {trough:%Y-%m-%d} is not after the peak {peak:%Y-%m-%d}; "
            "expected peak, then trough"
        )
    return peak, trough


def _day(cell: str, line: int) -> pd.Timestamp:
    return pd.Timestamp(str(parse_date(cell, line)))
