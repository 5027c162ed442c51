"""Files of prices in the layouts of vendors and tools: what each gives, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest

from data_feeds.files import csv_file
from data_feeds.files.tables.layouts import LAYOUTS, letters, role_of
from data_feeds.files.tables.reading import Reading, parse_reading
from data_feeds.series.bars import BarsError, DataError

# Open, high, low and close of 14 weekdays from 2019-03-04 on, with volumes.
DAYS = pd.bdate_range("2019-03-04", periods=14)
BARS = [
    (1201.5 + 7 * n % 50, 1260.25 + 3 * n, 1190.75 - 2 * n, 1210.1 + 11 * n % 40, 3_000_000 + n * 7)
    for n in range(14)
]
CLOSES = [bar[3] for bar in BARS]
FRAME = pd.DataFrame(
    BARS, columns=["open", "high", "low", "close", "volume"], index=DAYS.rename("date")
)
Cells = Callable[[pd.Timestamp, Sequence[float]], Sequence[object]]


def table(
    header: str,
    cells: Cells,
    *,
    rows: int = 14,
    separator: str = ",",
    newest_first: bool = False,
    quoted: bool = False,
) -> str:
    """Write the bars, `cells` of each day and bar a row, below a header."""
    mark = '"' if quoted else ""
    lines = [
        separator.join(f"{mark}{cell}{mark}" for cell in cells(day, bar))
        for day, bar in zip(DAYS[:rows], BARS, strict=False)
    ]
    if newest_first:
        lines.reverse()
    return "\n".join(([header] if header else []) + lines) + "\n"


def plain(form: str = "%Y-%m-%d", *, volume: bool = True) -> Cells:
    """Date in that form, open, high, low, close and perhaps volume."""
    return lambda day, bar: [day.strftime(form), *(bar if volume else bar[:4])]


def comma(value: float) -> str:
    """Write 1234.5 as 1.234,50."""
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


OHLCV = "Date,Open,High,Low,Close,Volume"
OHLC = "Date,Open,High,Low,Close"
UTC = pd.Timestamp("1970-01-01")


def unix(day: pd.Timestamp, hours: float) -> int:
    """Return seconds since 1970 of an hour of the day."""
    return int((day - UTC).total_seconds() + 3600 * hours)


# Name: content, and what the notice says, pieces separated by "...".
LAYOUT_FILES: dict[str, tuple[str | bytes, str]] = {
    "Investing.com": (
        "\ufeff"
        + table(
            '"Date","Price","Open","High","Low","Vol.","Change %"',
            lambda d, b: [
                f"{d:%m/%d/%Y}",
                *(f"{b[k]:,.2f}" for k in (3, 0, 1, 2)),
                "3.32M",
                "-0.69%",
            ],
            newest_first=True,
            quoted=True,
        ),
        "month before day (line 2: 03/21/2019)...newest first, reversed...Change % not used",
    ),
    "yfinance of several levels": (
        "Price,Close,High,Low,Open,Volume\nTicker,^RUT,^RUT,^RUT,^RUT,^RUT\nDate,,,,,\n"
        + table("", lambda d, b: [f"{d:%Y-%m-%d}", b[3], b[1], b[2], b[0], b[4]]),
        "a header of 3 lines",
    ),
    "Nasdaq with dollar signs": (
        table(
            "Date,Close/Last,Volume,Open,High,Low",
            lambda d, b: [f"{d:%m/%d/%Y}", f"${b[3]}", b[4], *(f"${x}" for x in b[:3])],
            newest_first=True,
        ),
        "month before day...reversed",
    ),
    "Nasdaq of an index": (
        table(
            "Date,Close/Last,Volume,Open,High,Low",
            lambda d, b: [f"{d:%m/%d/%Y}", b[3], "--", *b[:3]],
            newest_first=True,
        ),
        "reversed",
    ),
    "years of two digits": (
        table("Date, Open, High, Low, Close", plain("%m/%d/%y", volume=False), newest_first=True),
        "month before day (line 2: 03/21/19)...years of two digits...reversed",
    ),
    "TradingView": (
        table("time,open,high,low,close,Volume", lambda d, b: [unix(d, 14.5), *b]),
        "Unix time in seconds...dates of UTC",
    ),
    "Alpha Vantage": (
        table("timestamp,open,high,low,close,volume", plain(), newest_first=True),
        "newest first, reversed",
    ),
    "MetaTrader 5": (
        table(
            "<DATE>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>",
            lambda d, b: [f"{d:%Y.%m.%d}", *b, 0, 12],
            separator="\t",
        ),
        "<TICKVOL>, <SPREAD> not used",
    ),
    "MetaTrader 4 without a header": (
        table("", lambda d, b: [f"{d:%Y.%m.%d}", "00:00", *b]),
        "no header: columns read as date, open, high, low, close, volume",
    ),
    "CBOE": (
        table("DATE,OPEN,HIGH,LOW,CLOSE", plain("%m/%d/%Y", volume=False)),
        "month before day (line 9: 03/13/2019)",
    ),
    "pandas with an unnamed index": (table(OHLCV.replace("Date", ""), plain()), "unnamed column"),
    "midnights of Tokyo in UTC": (
        table(OHLCV, lambda d, b: [f"{d - pd.Timedelta(hours=9)}+00:00", *b]),
        "dated as midnights east of it",
    ),
    "serial days of Excel": (
        table(OHLC, lambda d, b: [(d - pd.Timestamp("1899-12-30")).days, *b[:4]]),
        "serial days of Excel",
    ),
    "GOOGLEFINANCE": (
        table(OHLCV, lambda d, b: [f"{d.month}/{d.day}/{d.year} 16:00:00", *b]),
        "month before day (line 9: 3/13/2019 16:00:00)",
    ),
    "names of months": (table(OHLCV, plain("%d-%b-%y")), "years of two digits"),
    "Bloomberg": (
        "Security,RTY Index\nStart Date,2019-03-04\nEnd Date,2019-12-31\n\n"
        + table("Date,PX_OPEN,PX_HIGH,PX_LOW,PX_LAST,PX_VOLUME", plain()),
        "3 lines above the header left out",
    ),
    "Bloomberg, the table alone": (
        table("Date,PX_OPEN,PX_HIGH,PX_LOW,PX_LAST,PX_VOLUME", plain()),
        "",
    ),
    "NSE": (
        table(
            '"Date ","Open ","High ","Low ","Close ","Shares Traded ","Turnover (₹ Cr)"',
            lambda d, b: [f"{d:%d-%b-%Y}".upper(), *b, "77.18"],
            newest_first=True,
            quoted=True,
        ),
        "reversed...Turnover (₹ Cr) not used",
    ),
    "name of the index in each row": (
        table("Index Name," + OHLC, lambda d, b: ["NIFTY 50", f"{d:%Y-%m-%d}", *b[:4]]),
        "Index Name not used",
    ),
    "German": (
        table(
            "Datum;Eröffnung;Hoch;Tief;Schluss;Volumen",
            lambda d, b: [f"{d:%d.%m.%Y}", *map(comma, b[:4]), b[4]],
            separator=";",
        ),
        "day before month (line 9: 13.03.2019)...decimal comma",
    ),
    "decimal comma": (
        table(
            OHLCV.replace(",", ";"),
            lambda d, b: [f"{d:%Y-%m-%d}", *(f"{x:.2f}".replace(".", ",") for x in b[:4]), b[4]],
            separator=";",
        ),
        "decimal comma",
    ),
    "copied from Yahoo's page": (
        table(
            "Date,Open,High,Low,Close*,Adj Close**,Volume",
            lambda d, b: [f"{d:%b %d, %Y}", *(f"{x:,.2f}" for x in (*b[:4], b[3])), f"{b[4]:,}"],
            newest_first=True,
            quoted=True,
        ).replace('"Mar 05', '"Mar 06, 2019","0.50 Dividend"\n"Mar 05'),
        "1 row of text left out (line 14: 'Mar 06, 2019 0.50 Dividend')...reversed",
    ),
    "Yahoo with an empty row": (
        table("Date,Open,High,Low,Close,Adj Close,Volume", lambda d, b: [d.date(), *b[:4], b[3], 1])
        + "2019-03-22,null,null,null,null,null,null\n",
        "1 row without a close left out (2019-03-22)",
    ),
    "Yahoo with a dividend": (
        table(
            "Date,Open,High,Low,Close,Adj Close,Volume",
            lambda d, b: [d.date(), *b[:4], b[3], 1],
        ).replace("2019-03-06", "2019-03-05,0.50 Dividend,,,,,\n2019-03-06"),
        "1 row of text between the prices left out (2019-03-05)",
    ),
    "Barchart with a footer": (
        table(
            "Symbol,Time,Open,High,Low,Last,Change,%Chg,Volume",
            lambda d, b: ["IWM", d.date(), *b[:4], 0.1, "-2.73%", b[4]],
        )
        + '"Downloaded from Barchart.com as of 05-10-2019"\n',
        "1 row of text left out (line 16: 'Downloaded...Symbol, Change, %Chg not used",
    ),
    "Kaggle": (
        table("date,open,high,low,close,volume,Name", lambda d, b: [d.date(), *b, "IWM"]),
        "Name not used",
    ),
    "Quandl with last and close": (
        table(
            "Date,Open,High,Low,Last,Close,Total Trade Quantity,Turnover (Lacs)",
            lambda d, b: [d.date(), *b[:3], b[3] + 0.5, b[3], b[4], 1.5],
            newest_first=True,
        ),
        "reversed...Last, Turnover (Lacs) not used",
    ),
    "year first with slashes": (table(OHLCV, plain("%Y/%m/%d")), ""),
    "commas in volumes": (table(OHLCV, lambda d, b: [d.date(), *b[:4], f'"{b[4]:,}"']), ""),
    "thousands": (
        table(OHLCV, lambda d, b: [d.date(), *(f'"{x:,.2f}"' for x in b[:4]), b[4]]),
        "",
    ),
    "a date and its timestamp": (
        table("Date,timestamp,Open,High,Low,Close", lambda d, b: [d.date(), unix(d, 0), *b[:4]]),
        "timestamp not used",
    ),
    "a line that states the separator": (
        "sep=;\n" + table(OHLC.replace(",", ";"), plain(volume=False), separator=";"),
        "",
    ),
    "pipes": (table(OHLC.replace(",", "|"), plain(volume=False), separator="|"), ""),
    "Western European text": (
        table(
            "Date;Open;High;Low;Close;Währung", lambda d, b: [d.date(), *b[:4], 1], separator=";"
        ).encode("cp1252"),
        "cp1252 text...Währung not used",
    ),
    "UTF-16": (table(OHLCV, plain()).encode("utf-16"), "UTF-16 text"),
    "Polygon": (
        table(
            "ticker,volume,open,close,high,low,window_start,transactions",
            lambda d, b: ["IWM", b[4], b[0], b[3], b[1], b[2], unix(d, 5) * 10**9, 1000],
        ),
        "Unix time in nanoseconds...ticker, transactions not used",
    ),
    "Stooq without a header": (
        table("", lambda d, b: ["IWM.US", "D", f"{d:%Y%m%d}", "000000", *b, 0]),
        "no header: columns read as date, open, high, low, close, volume",
    ),
    "Binance without a header": (
        table("", lambda d, b: [unix(d, 0) * 1000, *b, unix(d, 23.5) * 1000, 12.5]),
        "no header...Unix time in milliseconds",
    ),
    "Korean": (
        table("날짜;시가;고가;저가;종가", plain("%Y년 %m월 %d일", volume=False), separator=";"),
        "",
    ),
    "lines of units": (
        table(OHLC + "\nyyyy-mm-dd,USD,USD,USD,USD", plain(volume=False)),
        "a header of 2 lines",
    ),
    "a preamble as wide as the table": (
        "Security,RTY Index,,,\nStart Date,2019-03-04,,,\n,,,,\n"
        + table(OHLC, plain(volume=False)),
        "2 lines above the header left out",
    ),
    "a line of averages at the end": (
        table(OHLC, plain(volume=False)) + "Average,1201,1260,1190,1210\n",
        "1 row of text left out (line 16: 'Average 1201 1260 1190 1210')",
    ),
    "a column of booleans": (
        table(OHLC + ",is_half_day", lambda d, b: [d.date(), *b[:4], False]),
        "is_half_day not used",
    ),
    "a column of percentages": (
        table(OHLC + ",Change", lambda d, b: [d.date(), *b[:4], "-2.73%"]),
        "Change not used",
    ),
    "row names of R": (table('"Open","High","Low","Close"', plain(volume=False)), "unnamed column"),
    "numbered rows": (
        table("," + OHLC, lambda d, b: [(d - DAYS[0]).days, d.date(), *b[:4]]),
        "",
    ),
    "cells that Excel keeps as text": (
        table(OHLC, lambda d, b: [f'="{d:%Y-%m-%d}"', *(f'="{x}"' for x in b[:4])]),
        "",
    ),
    "French": (
        table(
            "Date;Ouverture;Plus haut;Plus bas;Clôture;Volume",
            lambda d, b: [
                f"{d.day} mars {d.year}",
                *(f"{x:,.2f}".translate({44: "\u202f", 46: ","}) for x in b[:4]),
                b[4],
            ],
            separator=";",
        ),
        "decimal comma",
    ),
    "Interactive Brokers, two spaces before the time": (
        table("Date,Open,High,Low,Close,Volume", plain("%Y%m%d  16:00:00")),
        "",
    ),
    "Boursorama": (
        table(
            "date\touv\thaut\tbas\tclot\tvol\tdevise\t",
            lambda d, b: [d.strftime("%d/%m/%Y 00:00"), *b, "EUR", ""],
            separator="\t",
        ),
        "day before month",
    ),
    "quantmod": (
        table('"","RUT.Open","RUT.High","RUT.Low","RUT.Close","RUT.Volume"', plain()),
        "dates in the unnamed column",
    ),
    "yfinance, names joined": (
        table(
            "Date,Close_^RUT,High_^RUT,Low_^RUT,Open_^RUT",
            lambda d, b: [f"{d:%Y-%m-%d}", b[3], b[1], b[2], b[0]],
        ),
        "",
    ),
    "columns aligned by spaces": (
        table(
            "Date          Open     High     Low      Close   Adj Close",
            lambda d, b: [f"{d:%b %d, %Y}", *(f"{x:8.2f}" for x in (*b[:4], b[3]))],
            separator="  ",
        ),
        "",
    ),
    "one space between columns": (table("", plain(), separator=" "), "no header"),
    "pandas to_string": (FRAME.to_string() + "\n", "a header of 2 lines"),
    "pandas to_string, rows numbered": (FRAME.reset_index().to_string() + "\n", ""),
    "Chinese": (
        table("日期,开盘,最高,最低,收盘", plain("%Y年%m月%d日", volume=False)).encode("gb18030"),
        "gb18030 text",
    ),
}


@pytest.mark.parametrize("name", LAYOUT_FILES)
def test_the_bars_of_a_layout_are_read(tmp_path: Path, name: str) -> None:
    """All 14 days with their prices, and one notice of what was inferred."""
    content, said = LAYOUT_FILES[name]
    bars = csv_file.read_bars(written(tmp_path, content))
    assert bars.index.tolist() == DAYS.tolist()
    for at, column in enumerate(("open", "high", "low", "close")):
        assert bars[column].tolist() == [round(bar[at], 2) for bar in BARS]
    notice = bars.attrs["inferred"]
    assert bool(notice) == bool(said)
    assert len(notice.splitlines()) <= 1
    assert all(piece in notice for piece in said.split("...")), notice


@pytest.mark.parametrize("name", ["SP500", "^RUT", "Kurs", "7203"])
def test_the_only_column_of_numbers_is_the_close(tmp_path: Path, name: str) -> None:
    """Under any name, beside text and percentages."""
    text = table(f"observation_date,{name},Name,%", lambda d, b: [d.date(), b[3], "a", "1%"])
    bars = csv_file.read_bars(written(tmp_path, text))
    assert list(bars.columns) == ["close"]
    assert bars["close"].tolist() == CLOSES


def test_opens_that_were_not_recorded_leave_the_closes(tmp_path: Path) -> None:
    """If most rows lack them; a few such rows are left out by themselves."""
    none = table(OHLC, lambda d, b: [d.date(), 0, *b[1:4]])
    bars = csv_file.read_bars(written(tmp_path, none))
    assert list(bars.columns) == ["close"]
    assert bars["close"].tolist() == CLOSES
    assert "closes only, since 14 of 14 rows lack open" in bars.attrs["inferred"]
    one = table(OHLC, lambda d, b: [d.date(), 0 if d == DAYS[3] else b[0], *b[1:4]])
    bars = csv_file.read_bars(written(tmp_path, one))
    assert bars["close"].tolist() == [*CLOSES[:3], *CLOSES[4:]]
    assert "1 row without open, high or low left out (2019-03-07)" in bars.attrs["inferred"]


def written(folder: Path, content: str | bytes) -> Path:
    """Write a file of that content."""
    path = folder / "prices.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


UNDECIDED = [
    (table(OHLC, plain("%d/%m/%Y", volume=False), rows=7), "--date-format dmy or", "dmy", None),
    (
        table(OHLC, plain("%d.%m.%y", volume=False), rows=7),
        "--date-format dmy or",
        "%d.%m.%y",
        None,
    ),
    (table(OHLC, plain("%m/%d/%Y", volume=False), rows=7), "--date-format", "MM/DD/YYYY", None),
    (
        table(OHLC, lambda d, b: [unix(d, 15), *b[:4]], rows=4),
        "--date-format UTC, or the time zone",
        "UTC",
        None,
    ),
    (
        "Date;Close\n2019-03-04;1.201\n2019-03-05;1.208\n2019-03-06;1.215\n",
        "thousands or decimals; expected --decimal . or --decimal ,",
        None,
        ",",
    ),
]


@pytest.mark.parametrize(("text", "message", "date_format", "decimal"), UNDECIDED)
def test_what_is_undecided_is_refused_and_read_with_the_option(
    tmp_path: Path, text: str, message: str, date_format: str | None, decimal: str | None
) -> None:
    """In one line that names the option."""
    path = written(tmp_path, text)
    with pytest.raises(BarsError, match=message.replace(".", r"\.")) as refusal:
        csv_file.read_bars(path)
    assert str(refusal.value).isprintable()
    bars = csv_file.read_bars(path, reading=parse_reading(date_format, decimal))
    assert bars.index.tolist() == DAYS[: len(bars)].tolist()
    assert bars["close"].tolist() == ([1201.0, 1208, 1215] if decimal else CLOSES[: len(bars)])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Date;Close\n2019-03-04;1,5\n2019-03-05;1.5\n", r"decimal mark is a point \(.*comma"),
        ("Date,Close\n13/01/2019,1.5\n01/14/2019,1.6\n", "no calendar date"),
        ("Date,Close\n2019-03-04,1.5\n05.03.2019,1.6\n", "line 3: date '05.03.2019' is written"),
        ("Date,Close\n2019-03-04,1.5\n,1.6\n2019-03-06,1.7\n", "line 3: date ''"),
        ("Date,Close\n2019-03-04,1.5\n2019-02-30,1.6\n", "'2019-02-30' is no calendar date"),
        ("Date,Close,Close\n2019-03-04,1.5,3\n2019-03-05,1.6,4\n", "more than one close"),
        ("Date,A,B\n2019-03-04,1.5,3\n2019-03-05,1.6,4\n", "no close column; found Date, A, B"),
        (
            "Price,Close,Close\nTicker,IWM,SPY\nDate,,\n2019-03-04,1,2\n2019-03-05,1,2\n",
            "more than one close column; expected the bars of one series",
        ),
        ("Date,Close\n2019-03-04,5%\n2019-03-05,6%\n", "text in prices, close is '5%'"),
        (OHLC + "\n2019-03-04,1,2,0,x1\n2019-03-05,1,1,1,1\n", "line 2: text in prices, close"),
        ("2019-03-04,5,4,3,2,1\n2019-03-05,5,4,3,2,1\n", "no header, and the columns are not date"),
        ("2019-03-04,1,2\n2019-03-05,1,2\n", "no date column"),
        ("Date,Close\n04032019,5\n05032019,6\n", "'04032019'; expected .* or --date-format"),
        ("Date,Close\n190304,5\n190305,6\n", "'190304'; expected .* or --date-format"),
        ("Date,Close\n2019-03-04 09:30,1\n2019-03-04 09:35,2\n2019-03-05 09:30,3\n", "one bar on"),
    ],
)
def test_contradictions_are_refused(tmp_path: Path, text: str, message: str) -> None:
    """With the line or the cell."""
    with pytest.raises(BarsError, match=message):
        csv_file.read_bars(written(tmp_path, text))


@pytest.mark.parametrize(
    ("date_format", "decimal", "reading"),
    [
        (None, None, Reading()),
        ("DD/MM/YYYY", ".", Reading(order="dmy", decimal=".")),
        ("%m/%d/%y", None, Reading(order="mdy", pattern="%m/%d/%y")),
        ("EXCEL", "comma", Reading(numbers="excel", decimal=",")),
    ],
)
def test_options_are_parsed(date_format: str | None, decimal: str | None, reading: Reading) -> None:
    """Orders in letters, formats of strftime, words."""
    assert parse_reading(date_format, decimal) == reading


@pytest.mark.parametrize(
    ("date_format", "decimal"), [("Narnia", None), ("../x", None), (None, ";")]
)
def test_wrong_options_are_refused(date_format: str | None, decimal: str | None) -> None:
    """With what is expected."""
    with pytest.raises(DataError, match="expected"):
        parse_reading(date_format, decimal)


def test_every_name_of_a_layout_has_its_role() -> None:
    """No layout gives a name another role than an earlier one."""
    for layout in LAYOUTS:
        for role in ("date", "open", "high", "low", "close", "adj_close", "volume", "split"):
            for name in filter(None, getattr(layout, role).split("|")):
                assert role_of(name) == role, (layout.source, name)
                assert letters(name)


def dated_splits(rows: list[str], header: str) -> str:
    """Write eight days of prices: a split of 4 on the fifth, if the rows are as quoted."""
    days = pd.bdate_range("2019-03-04", periods=len(rows))
    return header + "\n" + "".join(f"{d:%Y-%m-%d},{r}\n" for d, r in zip(days, rows, strict=True))


@pytest.mark.parametrize("factor", ["4.0", "0.25", "4:1", "4-for-1"])
def test_a_split_of_the_file_is_applied_to_the_prices_before_it(
    tmp_path: Path, factor: str
) -> None:
    """Quoted 400, 404, 408, 412, then 103: the prices before are a quarter, volumes four times."""
    closes = [400, 404, 408, 412, 103, 104, 105, 106]
    rows = [
        f"{c},{c + 1},{c - 1},{c},1000,{factor if n == 4 else 1.0}" for n, c in enumerate(closes)
    ]
    path = written(tmp_path, dated_splits(rows, OHLCV + ",split_coefficient"))
    bars = csv_file.read_bars(path)
    assert bars["close"].tolist() == [100, 101, 102, 103, 103, 104, 105, 106]
    assert bars["high"].tolist()[:2] == [100.25, 101.25]
    assert bars["volume"].tolist() == [4000] * 4 + [1000] * 4
    assert "on 2019-03-08 applied to the prices before it" in bars.attrs["inferred"]


def test_a_split_for_which_the_prices_are_adjusted_is_not_applied_again(tmp_path: Path) -> None:
    """As in Yahoo's files, which name the splits of adjusted prices."""
    closes = [100, 101, 102, 103, 103, 104, 105, 106]
    rows = [f"{c},{4.0 if n == 4 else 0.0}" for n, c in enumerate(closes)]
    bars = csv_file.read_bars(written(tmp_path, dated_splits(rows, "Date,Close,Stock Splits")))
    assert bars["close"].tolist() == closes
    assert "split of 4 on 2019-03-08 not applied" in bars.attrs["inferred"]


def test_adjusted_closes_show_splits_and_give_the_returns(tmp_path: Path) -> None:
    """A payment of 1% on the third day stays in the adjusted closes alone, a split of 4 in both."""
    closes = [400, 404, 408, 412, 103, 104, 105, 106]
    adjusted = [99, 99.99, 102, 103, 103, 104, 105, 106]
    rows = [f"{c},{a}" for c, a in zip(closes, adjusted, strict=True)]
    path = written(tmp_path, dated_splits(rows, "Date,Close,Adj Close"))
    assert csv_file.read_bars(path)["close"].tolist() == [100, 101, 102, 103, 103, 104, 105, 106]
    assert csv_file.read_adjusted(path)["close"].tolist() == adjusted
