"""CSV files of prices: the spellings that are read, and one clear line for what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_feeds.files import csv_file
from data_feeds.series.bars import BarsError, DataError, Frequency, frequency_of

ROWS = """2024-01-02,100,102,99,101
2024-01-03,101,103,100,102
2024-01-04,102,104,101,103
"""
HEADER = "Date,Open,High,Low,Close\n"


def write(folder: Path, text: str | bytes) -> Path:
    """A file of that content."""
    path = folder / "prices.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    "text",
    [
        HEADER + ROWS,
        (HEADER + ROWS).replace("\n", "\r\n"),
        "\ufeff" + HEADER + ROWS,
        (HEADER + ROWS).replace(",", ";"),
        (HEADER + ROWS).replace(",", "\t"),
        HEADER + ROWS.replace("2024-01-02", "2024-01-02 00:00:00-05:00"),
        HEADER + ROWS.replace("-", ""),
        " date , OPEN,high,Low,Close/Last\n" + ROWS,
        "Date,Open,High,Low,Close,Adj Close,Volume\n" + ROWS.replace("\n", ",99.5,1000\n"),
        "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\n"
        "RUT,D,20240102,000000,100,102,99,101,0,0\nRUT,D,20240103,000000,101,103,100,102,0,0\n"
        "RUT,D,20240104,000000,102,104,101,103,0,0\n",
    ],
)
def test_the_usual_exports_are_read(tmp_path: Path, text: str) -> None:
    """Yahoo, yfinance, Stooq, byte-order mark, Windows line ends, other delimiters."""
    bars = csv_file.read_bars(write(tmp_path, text))
    assert bars["close"].tolist() == [101.0, 102.0, 103.0]
    assert [f"{d:%Y-%m-%d}" for d in bars.index] == ["2024-01-02", "2024-01-03", "2024-01-04"]
    assert bars["open"].dtype == "float64"
    assert frequency_of(bars) is Frequency.DAILY
    assert bars.attrs["name"] == "prices"
    assert len(bars.attrs["sha256"]) == 64


def test_closes_alone_are_read(tmp_path: Path) -> None:
    """A date and a close make bars that are fit for closes."""
    bars = csv_file.read_bars(write(tmp_path, "date,close\n2024-01-02,1\n2024-01-03,2\n"))
    assert list(bars.columns) == ["close"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "file is empty"),
        ("\n\n", "file is empty"),
        ("ab", "empty|no date column|no rows"),
        (HEADER, "header but no rows"),
        (HEADER + "2024-01-02,100,102,99,101\n", r"found 1 row\(s\)"),
        ("Open,High,Low,Close\n1,2,0.5,1\n", "no date column"),
        ("Date,Open,High,Low\n2024-01-02,100,102,99\n2024-01-03,1,1,1\n", "no close column"),
        ("Date,Open,Close\n2024-01-02,100,102\n2024-01-03,1,1\n", r"missing column\(s\) high, low"),
        (HEADER + ROWS.replace("103,100,102", "abc,100,102"), "line 3: text in prices, high"),
        (HEADER + ROWS.replace("101,103,100,102", "1_01,103,100,102"), "text in prices"),
        (HEADER + ROWS.replace("2024-01-03", "2024-01-02"), "more than one bar on 2024-01-02"),
        (HEADER + ROWS.replace("2024-01-02", "2024-01-09"), "dates out of order: 2024-01-03"),
        (HEADER + ROWS.replace("103,100", "99,100"), "2024-01-03: open 101 above the high 99"),
        (HEADER + ROWS.replace("100,102\n", "100,99\n"), "2024-01-03: close 99 below the low 100"),
        (HEADER + ROWS.replace("103,100", "103,-1"), "low is -1"),
        (HEADER + ROWS.replace("103,100", "inf,100"), "high is inf"),
        (HEADER + ROWS.replace("2024-01-03", "03/01/2024"), "line 3: date '03/01/2024' is written"),
        (HEADER + ROWS.replace("2024-01-03", "01/03/2024"), "line 3: date '01/03/2024' is written"),
        (HEADER + ROWS.replace("2024-01-03", "2024-02-30"), "no calendar date"),
        (HEADER + ROWS.replace("103,100,102", "103,100"), "line 3: 4 cells; expected 5"),
        (HEADER.replace("Low", "Close") + ROWS, "more than one close"),
        (HEADER + "2024-01-02,1,1,1,1\n2024-04-02,1,1,1,1\n", "91 days apart"),
        (b"\x89PNG\x00\x01", "not text"),
        ((HEADER + ROWS).encode("utf-16")[:-1], "not text in its encoding"),
        (b"Date,Close\n\xff\xfe,1\n", "line 2: date 'ÿþ'"),
    ],
)
def test_bad_files_are_refused_in_one_line(tmp_path: Path, text: str | bytes, message: str) -> None:
    """What was found and what was expected, with the line or the date."""
    with pytest.raises(BarsError, match=message) as refusal:
        csv_file.read_bars(write(tmp_path, text))
    assert "\n" not in str(refusal.value)
    assert "prices" in str(refusal.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    """DataError with the path."""
    with pytest.raises(DataError, match=r"nope\.csv: no such file"):
        csv_file.read_bars(tmp_path / "nope.csv")
    with pytest.raises(DataError, match="cannot be read"):
        csv_file.read_bars(tmp_path)


CELLS = st.sampled_from(
    [
        "2024-01-02",
        "2024-01-03",
        "0001-01-01",
        "9999-12-31",
        "1",
        "1e400",
        "-0",
        '"',
        "1_000",
        "١٢",
        "nan",
        "inf",
        "",
        "\x00",
        "Date",
        "Close",
        "\u2028",
    ]
)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=st.one_of(
        st.binary(max_size=200),
        st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=6).map(
            lambda rows: ("Date,Close\n" + "\n".join(",".join(r) for r in rows)).encode()
        ),
    )
)
def test_any_bytes_give_checked_bars_or_one_error(tmp_path: Path, content: bytes) -> None:
    """Nothing else ever comes out of the parser."""
    try:
        bars = csv_file.read_bars(write(tmp_path, content))
    except DataError:
        return
    assert bars.index.is_monotonic_increasing
    assert (bars["close"] > 0).all()
