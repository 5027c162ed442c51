"""The federal funds target by announcement date (METHODS 2.2) and NBER recession dates."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd

from data_feeds.bars import BarsError
from data_feeds.csv_file import read_bytes

# FRED dates a change on its announcement day up to 2016-12-14; the range series carry the day
# after from 2017 on (METHODS 2.2), so a table without announcement dates is refused from here.
ANNOUNCED_NEEDED_FROM = pd.Timestamp("2017-01-01")


def read_policy(path: Path) -> pd.DataFrame:
    """Read a table of target changes as levels by announcement date.

    Columns of the file: `date`, `target_lower`, `target_upper` and `announced`, which may be
    blank before 2017, when FRED dates a change on its announcement day. Returns columns
    `lower`, `upper`, `mid` in percent, indexed by `announced` (which may be a Sunday); the first
    row is the level in force when the record starts. Raises BarsError on a gap or disorder.
    """
    rows = _read_rows(path)
    announced = [_announced(row, path.name) for row in rows]
    lower = np.array([_level(row, "target_lower", path.name) for row in rows])
    upper = np.array([_level(row, "target_upper", path.name) for row in rows])
    index = pd.DatetimeIndex(announced, name="announced")
    if not index.is_monotonic_increasing or index.has_duplicates:
        raise BarsError(f"{path.name}: announcement dates repeat or are out of order")
    return pd.DataFrame({"lower": lower, "upper": upper, "mid": (lower + upper) / 2}, index=index)


def read_recessions(path: Path) -> pd.DataFrame:
    """Read NBER recessions as `peak` and `trough` months, indexed by the peak month."""
    rows = _read_rows(path)
    peaks = pd.DatetimeIndex([row["peak"] for row in rows], name="peak")
    return pd.DataFrame({"trough": pd.DatetimeIndex([row["trough"] for row in rows])}, index=peaks)


def recessions_from_indicator(values: pd.DataFrame) -> pd.DataFrame:
    """Turn FRED's monthly USREC (1 in recession) into peak and trough months.

    NBER's peak month is the month before the first 1, its trough the month of the last 1. A
    recession still open at the end of the record has no trough and is left out.
    """
    flags = values["value"].to_numpy() > 0
    months = pd.DatetimeIndex(values.index)
    starts = [at for at in range(1, len(flags)) if flags[at] and not flags[at - 1]]
    ends = [next((at for at in range(start, len(flags)) if not flags[at]), None)
            for start in starts]  # fmt: skip
    closed = [(start, end) for start, end in zip(starts, ends, strict=True) if end is not None]
    peaks = pd.DatetimeIndex([months[start - 1] for start, _ in closed], name="peak")
    return pd.DataFrame({"trough": [months[end - 1] for _, end in closed]}, index=peaks)


def _read_rows(path: Path) -> list[dict[str, str]]:
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BarsError(f"{path.name}: not UTF-8 text") from None
    rows = list(csv.DictReader(io.StringIO(text)))
    if not rows:
        raise BarsError(f"{path.name}: no rows")
    return rows


def _announced(row: dict[str, str], file: str) -> pd.Timestamp:
    stated = row.get("announced") or ""
    date = stated or row.get("date") or ""
    try:
        day = pd.Timestamp(date)
    except ValueError:
        raise BarsError(f"{file}: {date!r} is no date") from None
    if not stated and day >= ANNOUNCED_NEEDED_FROM:
        raise BarsError(
            f"{file}: no announcement date for the change of {date}; from 2017 the file date is "
            "the day after the announcement"
        )
    return day


def _level(row: dict[str, str], column: str, file: str) -> float:
    try:
        return float(row[column])
    except (KeyError, TypeError, ValueError):
        raise BarsError(f"{file}: {column} is {row.get(column)!r}; expected percent") from None
