"""Bars of a year by frequency and trading week, and a date in every notation."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from data_feeds.files.tables.table import open_table
from data_feeds.series.bars import BarsError, Frequency, check_bars, infer_frequency


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        ("daily", (252, 20, 1, 63)),
        ("six-day", (302, 24, 1, 76)),
        ("seven-day", (365, 29, 1, 91)),
        ("weekly", (52, 4, 1, 13)),
        ("monthly", (12, 1, 1, 3)),
    ],
)
def test_trading_days_are_so_many_bars(frequency: str, expected: tuple[int, ...]) -> None:
    """Of 252, 20, 1 and 63; at least one bar."""
    kind = next(one for one in Frequency if one.value == frequency)
    assert tuple(kind.bars(days) for days in (252, 20, 1, 63)) == expected
    assert kind.is_daily is (frequency in ("daily", "six-day", "seven-day"))


@pytest.mark.parametrize(
    ("first", "second", "notes"),
    [
        ("2012-01-30", "2012-01-31", []),
        ("20120130", "20120131", []),
        ("30.01.2012", "31.01.2012", ["day before month (line 2: 30.01.2012)"]),
        ("01/30/2012", "01/31/2012", ["month before day (line 2: 01/30/2012)"]),
        ("30.01.12", "31.01.12", ["day before month (line 2: 30.01.12)", "years of two digits"]),
        ("1/30/12", "1/31/12", ["month before day (line 2: 1/30/12)", "years of two digits"]),
        ("Jan 30, 2012", "Jan 31, 2012", []),
        ("30 January 2012", "31 January 2012", []),
        ("30-Jan-12", "31-Jan-12", ["years of two digits"]),
        ("2012-01-30 16:00", "2012-01-31 16:00", []),
    ],
)
def test_a_date_is_read_in_every_notation(first: str, second: str, notes: list[str]) -> None:
    """The 30th and the 31st of January 2012; what shows the order is said."""
    found = open_table(f'Date,Close\n"{first}",5\n"{second}",6\n'.encode())
    assert [f"{day}" for day in found.dates.days] == ["2012-01-30", "2012-01-31"]
    assert list(found.notes) == notes


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (1, Frequency.SEVEN_DAY),
        (4, Frequency.DAILY),
        (5, Frequency.WEEKLY),
        (9, Frequency.WEEKLY),
        (27, Frequency.MONTHLY),
        (32, Frequency.MONTHLY),
        (10, None),
        (26, None),
        (33, None),
    ],
)
def test_a_frequency_is_the_median_spacing(days: int, expected: Frequency | None) -> None:
    """One to four days, five to nine, 27 to 32; no other."""
    dates = pd.date_range("2024-01-02", periods=60, freq=f"{days}D")
    if expected is None:
        with pytest.raises(BarsError, match=f"^bars are {days} days apart at the median"):
            infer_frequency(dates)
    elif days == 4:
        assert infer_frequency(dates).is_daily
    else:
        assert infer_frequency(dates) is expected
    with pytest.raises(BarsError, match=r"^found 1 bar\(s\); at least two are needed"):
        infer_frequency(dates[:1])


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (["01/02/2012", "02/03/2012"], "or"),
        (["2012-01-30", "31.01.2012"], "line 3: date '31.01.2012'"),
        (["30.01.12", "31.01.2012"], "years of two and of four digits"),
        (["2012-02-30", "2012-02-31"], "2012-02-30"),
    ],
)
def test_dates_that_are_undecided_or_none_are_refused(dates: list[str], words: str) -> None:
    """With what is expected."""
    text = "Date,Close\n" + "".join(f"{day},5\n" for day in dates)
    with pytest.raises(BarsError, match=re.escape(words)):
        open_table(text.encode())


BARS = {"open": 10.0, "high": 12.0, "low": 9.0, "close": 11.0}


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({}, False),
        ({"high": 11.0}, False),
        ({"low": 10.0}, False),
        ({"high": 10.9}, True),
        ({"low": 10.1}, True),
        ({"close": 0.0}, True),
        ({"open": -1.0}, True),
    ],
)
def test_a_bar_has_its_open_and_close_between_its_low_and_high(
    change: dict[str, float], refused: bool
) -> None:
    """Above zero."""
    frame = pd.DataFrame([BARS, {**BARS, **change}], index=pd.bdate_range("2024-01-01", periods=2))
    if refused:
        with pytest.raises(BarsError):
            check_bars(frame, name="X")
    else:
        assert check_bars(frame, name="X")["high"].tolist() == frame["high"].tolist()
