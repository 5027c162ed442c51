"""Bytes, dates, times and values of small files, by answers written beside them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data_feeds.files import csv_file
from data_feeds.files.tables.table import open_table
from data_feeds.series.bars import BarsError

ROWS = "Date,Close\n2020-01-02,5\n2020-01-03,6\n2020-01-06,7\n"
DAYS = ["2020-01-02", "2020-01-03", "2020-01-06"]


def dates(content: bytes | str) -> list[str]:
    """The dates of a table."""
    table = open_table(content if isinstance(content, bytes) else content.encode())
    return [str(day) for day in table.dates.days.astype("datetime64[D]")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_text_of_two_bytes_a_character_needs_no_mark(encoding: str) -> None:
    """The null byte of each character says which of the two comes first."""
    assert dates(ROWS.encode(encoding)) == DAYS


@pytest.mark.parametrize(
    "content",
    [
        ROWS.encode("utf-16-le") + b"\x00\x00",
        ROWS.encode() + b"\x00",
        b"\x00" + ROWS.encode("utf-16-be") + b"\x00\x00",
        ROWS.encode() + "é".encode("utf-16-le") * 3,
    ],
    ids=["a null character", "one null byte", "nulls on both sides", "few null bytes"],
)
def test_other_null_bytes_are_no_text(content: bytes) -> None:
    """A picture or a damaged file is refused."""
    with pytest.raises(BarsError, match="not text"):
        dates(content)


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("00/02/2020", "is no calendar date"),
        ("30/02/2020", "is no calendar date"),
        ("31/04/2020", "is no calendar date"),
        ("29/02/2021", "is no calendar date"),
        ("20/00/2020", "is no calendar date"),
        ("32/01/2020", "is no calendar date"),
    ],
)
def test_days_that_no_calendar_has_are_named(cell: str, message: str) -> None:
    """With their line; the row above proves that days come first."""
    with pytest.raises(BarsError, match=f"line 3: .*{message}"):
        dates(f"Date,Close\n13/01/2020,5\n{cell},6\n")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["29/02/2020", "31/12/2020"], ["2020-02-29", "2020-12-31"]),
        (["31/01/2020", "01/12/2020"], ["2020-01-31", "2020-12-01"]),
        (["01/31/2020", "12/01/2020"], ["2020-01-31", "2020-12-01"]),
        (["13/01/1700", "31/12/2199"], ["1700-01-13", "2199-12-31"]),
    ],
)
def test_the_first_and_last_days_of_months_and_years_are_dates(
    cells: list[str], expected: list[str]
) -> None:
    """As are 29 February of a leap year, and both ends of the years allowed."""
    assert dates(f"Date,Close\n{cells[0]},5\n{cells[1]},6\n") == expected


def test_dates_of_two_readings_are_refused_with_the_first_of_them() -> None:
    """3 April or 4 March."""
    with pytest.raises(BarsError, match="date '03/04/2020' and all others may be read"):
        dates("Date,Close\n03/04/2020,5\n06/05/2020,6\n")


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        # Midnight in Tokyo is 15:00 UTC of the day before; the days are Wednesday to Friday there.
        ("15:00:00", ["2020-01-08", "2020-01-09", "2020-01-10", "2020-01-13"]),
        # No midnight of a time zone: dates are those of UTC, a Sunday among them.
        ("15:00:01", ["2020-01-07", "2020-01-08", "2020-01-09", "2020-01-12"]),
        ("15:10:00", ["2020-01-07", "2020-01-08", "2020-01-09", "2020-01-12"]),
        ("03:00:00", ["2020-01-07", "2020-01-08", "2020-01-09", "2020-01-12"]),
    ],
)
def test_instants_at_midnight_elsewhere_belong_to_the_next_day(
    time: str, expected: list[str]
) -> None:
    """Seconds and minutes too decide whether an instant is a midnight."""
    days = ["2020-01-07", "2020-01-08", "2020-01-09", "2020-01-12"]
    rows = "".join(f"{day}T{time}Z,{at}\n" for at, day in enumerate(days))
    assert dates(f"Date,Close\n{rows}") == expected


def test_an_instant_of_either_day_is_refused_with_its_time() -> None:
    """Tuesday to Thursday in UTC, Wednesday to Friday east of it: no weekend decides."""
    rows = "".join(f"2020-01-0{day}T22:30:00Z,5\n" for day in (7, 8, 9))
    with pytest.raises(BarsError, match="instants at 22:30 UTC"):
        dates(f"Date,Close\n{rows}")


def values(folder: Path, text: str, **options: str) -> pd.DataFrame:
    """The values of a file."""
    path = folder / "values.csv"
    path.write_text(text, encoding="utf-8")
    return csv_file.read_values(path, **options)


def test_values_newest_first_are_all_kept_in_order(tmp_path: Path) -> None:
    """Five of them, and a note."""
    rows = "".join(f"2020-01-{day:02},{day}\n" for day in (10, 9, 8, 7, 6))
    found = values(tmp_path, f"date,value\n{rows}")
    assert found["value"].tolist() == [6, 7, 8, 9, 10]
    assert found.index.is_monotonic_increasing
    assert found.attrs["inferred"] is not None


def test_the_one_column_of_numbers_is_the_value(tmp_path: Path) -> None:
    """Whatever its name; of several, the one that is asked for."""
    text = "date,source,DGS10,note\n2020-01-02,a,1.88,x\n2020-01-03,b,1.80,y\n"
    assert values(tmp_path, text)["value"].tolist() == [1.88, 1.80]
    text = "date,DGS2,DGS10\n2020-01-02,1.5,1.88\n2020-01-03,1.6,1.80\n"
    assert values(tmp_path, text, column="dgs10")["value"].tolist() == [1.88, 1.80]
    assert values(tmp_path, text, column="dgs2")["value"].tolist() == [1.5, 1.6]
    with pytest.raises(BarsError, match="no value column; found date, dgs2, dgs10"):
        values(tmp_path, text)


def test_missing_values_are_left_out_and_two_are_needed(tmp_path: Path) -> None:
    """A point stands for none, as FRED writes it."""
    text = "date,value\n2020-01-02,1.88\n2020-01-03,.\n2020-01-06,1.81\n"
    found = values(tmp_path, text)
    assert found["value"].tolist() == [1.88, 1.81]
    with pytest.raises(BarsError, match=r"found 1 value\(s\); expected at least 2"):
        values(tmp_path, "date,value\n2020-01-02,1.88\n2020-01-03,.\n")


@pytest.mark.parametrize("lines", [1, 2, 3, 4])
def test_lines_above_the_header_do_not_move_it(lines: int) -> None:
    """Nor what is read below."""
    above = "".join(f"text {n}\n" for n in range(lines))
    table = open_table((above + ROWS).encode())
    assert [str(day) for day in table.dates.days.astype("datetime64[D]")] == DAYS
    assert table.column(1).cells == ["5", "6", "7"]
    assert list(table.lines) == [lines + 2, lines + 3, lines + 4]


def test_a_time_of_day_without_colons_is_no_price() -> None:
    """MetaStock writes date, time, then prices, without a header."""
    rows = "".join(f"2020010{day},160000,1,9,0.5,{day}\n" for day in (2, 3, 6))
    found = csv_file.read_prices(rows.encode())
    assert list(found.columns) == ["open", "high", "low", "close"]
    assert found["close"].tolist() == [2, 3, 6]
    assert np.isclose(found["open"], 1).all()
