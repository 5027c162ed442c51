"""One frame of prices, written in random combinations of layouts and notations, is read back."""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_feeds.files import csv_file
from data_feeds.files.tables.reading import parse_reading
from data_feeds.series.bars import BarsError
from tests import proofs

EXAMPLES = int(os.environ.get("RUTCHECK_LAYOUT_EXAMPLES", proofs.number(500, 200)))
PRICES = ("open", "high", "low", "close")
# Form of the date, and the value of --date-format that states it.
DATE_FORMS = {
    "%Y-%m-%d": None,
    "%Y-%m-%d 00:00:00": None,
    "%Y-%m-%dT00:00:00Z": None,
    "%Y-%m-%d 00:00:00-05:00": None,
    "%Y/%m/%d": None,
    "%Y.%m.%d": None,
    "%Y%m%d": None,
    "%Y年%m月%d日": None,
    "%d/%m/%Y": "dmy",
    "%d.%m.%Y": "dmy",
    "%d-%m-%Y": "%d-%m-%Y",
    "%m/%d/%Y": "mdy",
    "%m/%d/%Y 16:00:00": "mdy",
    "%m/%d/%y": "%m/%d/%y",
    "%d.%m.%y": "dmy",
    "%y/%m/%d": "ymd",
    "%d-%b-%y": "dmy",
    "%d %B %Y": None,
    "%b %d, %Y": None,
    "%a %d %b %Y": None,
    "unix": "unix",
    "unix ms": "unix",
    "excel": None,
    "Tokyo": "Asia/Tokyo",
    "New York": "America/New_York",
}
NAMES = (
    ("Date", "Open", "High", "Low", "Close", "Volume"),
    ("<DATE>", "<OPEN>", "<HIGH>", "<LOW>", "<CLOSE>", "<VOL>"),
    ("time", "o", "h", "l", "c", "v"),
    ("Datum", "Eröffnung", "Hoch", "Tief", "Schluss", "Volumen"),
    ("Date", "PX_OPEN", "PX_HIGH", "PX_LOW", "PX_LAST", "PX_VOLUME"),
    ("timestamp", "open", "high", "low", "Close/Last", "Shares Traded"),
    ("", "Open", "High", "Low", "Close*", "Vol."),
)
PREAMBLES = (
    [],
    [["Security", "RTY Index"], ["Start Date", "2012-01-03"]],
    [["Historical prices"]],
    [["Source: somebody"], ["Downloaded", "2026-01-02 16:00"]],
)


@dataclass(frozen=True)
class Written:
    """A file, what it holds, and the options with which it must be read."""

    content: bytes
    frame: pd.DataFrame
    date_format: str | None
    decimal: str
    kinds: tuple[str, ...] = field(default=())


@st.composite
def frames(draw: st.DrawFn) -> pd.DataFrame:
    """Sound bars, as decimals of a few digits, or their closes alone."""
    rows = draw(st.integers(2, 16))
    first = draw(st.dates(pd.Timestamp("1991-01-01").date(), pd.Timestamp("2025-06-30").date()))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    places = draw(st.sampled_from([0, 1, 2, 2, 3, 4]))
    level = draw(st.sampled_from([2, 40, 900, 1800, 40_000]))
    prices = np.sort(level * np.exp(0.02 * rng.standard_normal((rows, 4))), axis=1)
    cells = [[Decimal(f"{x:.{places}f}") for x in row] for row in prices[:, [1, 3, 0, 2]]]
    frame = pd.DataFrame(cells, columns=PRICES, index=pd.bdate_range(first, periods=rows))
    if draw(st.booleans()):
        frame["volume"] = [Decimal(int(v)) for v in rng.integers(1, 10**8, rows)]
    return frame if draw(st.integers(0, 3)) else frame[["close"]]


def number(value: Decimal, mark: str, group: str) -> str:
    """Write a number with that decimal mark and thousands separator."""
    text = f"{value:,f}" if group else f"{value:f}"
    return text.translate(str.maketrans({",": group, ".": mark}))


def date(day: pd.Timestamp, form: str) -> str:
    """Write a date in that form."""
    match form:
        case "unix":
            return str(int((day + pd.Timedelta(hours=14, minutes=30)).timestamp()))
        case "unix ms":
            return str(int(day.timestamp()) * 1000)
        case "excel":
            return str((day - pd.Timestamp("1899-12-30")).days)
        case "Tokyo":
            return f"{day - pd.Timedelta(hours=9):%Y-%m-%d %H:%M:%S}+00:00"
        case "New York":
            local = (day + pd.Timedelta(hours=9, minutes=30)).tz_localize("America/New_York")
            return f"{local.tz_convert('UTC'):%Y-%m-%dT%H:%M:%SZ}"
    return day.strftime(form)


EXTRAS = {"Name": "IWM", "Change %": "-2.73%", "Half day": "False", "Währung": ""}


@st.composite
def written_columns(
    draw: st.DrawFn, frame: pd.DataFrame, names: dict[str, str], form: str, mark: str
) -> dict[str, list[str]]:
    """Write the columns of a frame, some volumes in thousands, by their names in the file."""
    group = draw(st.sampled_from(["", "", "." if mark == "," else ",", " ", "'", "\u00a0"]))
    before, after = draw(st.sampled_from([("", ""), ("", ""), ("$", ""), ("", " €"), ("USD ", "")]))
    columns = {names["date"]: [date(day, form) for day in frame.index]}
    for column in frame:
        if column == "volume" and draw(st.booleans()):
            cells = [f"{number(value / 1000, mark, group)}K" for value in frame[column]]
        else:
            cells = [f"{before}{number(value, mark, group)}{after}" for value in frame[column]]
        columns[names[column]] = cells
    return columns


@st.composite
def other_rows(draw: st.DrawFn, rows: list[list[str]], at: int, after: str) -> list[list[str]]:
    """Put rows of dividends, splits and days without prices among those of a table."""
    width = len(rows[0])
    for kind in draw(st.lists(st.sampled_from(["dividend", "short", "null"]), max_size=2)):
        place = draw(st.integers(1, len(rows)))
        row = [""] * width
        row[at] = rows[place - 1][at]
        match kind:
            case "dividend":
                row[(at + 1) % width] = "0.50 Dividend"
            case "short" if at == 0 and width > 2:
                row = [row[0], "2:1 Stock Split"]
            case "null":
                row = ["null"] * width
                row[at], place = after, len(rows)
        rows = [*rows[:place], row, *rows[place:]]
    return rows


def header_lines(columns: list[str], at: int, kind: str) -> list[list[str]]:
    """Write no header, one line of names, or three as yfinance does."""
    if kind == "none":
        return []
    if kind == "one":
        return [columns]
    titles = ["Price" if k == at else name for k, name in enumerate(columns)]
    tickers = ["Ticker" if k == at else "^RUT" for k in range(len(columns))]
    index = [columns[at] or "Date" if k == at else "" for k in range(len(columns))]
    return [titles, tickers, index]


@st.composite
def written_files(draw: st.DrawFn) -> Written:
    """Write a frame in drawn notations."""
    frame = draw(frames())
    form = draw(st.sampled_from(list(DATE_FORMS)))
    mark = draw(st.sampled_from([".", ".", ","]))
    names = dict(zip(("date", *PRICES, "volume"), draw(st.sampled_from(NAMES)), strict=True))
    header = draw(st.sampled_from(["one", "one", "one", "several", "none"]))
    if list(frame) == ["close"]:
        names["close"] = draw(st.sampled_from(["Close", "^RUT", "SP500", "Price"]))
    columns = draw(written_columns(frame, names, form, mark))
    if header != "none":
        for extra in draw(st.sets(st.sampled_from(list(EXTRAS)))):
            columns[extra] = [EXTRAS[extra].replace(".", mark)] * len(frame)
        if names["date"] and draw(st.booleans()):
            columns = {name: columns[name] for name in draw(st.permutations(list(columns)))}
    at = list(columns).index(names["date"])
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    rows = draw(other_rows(rows, at, date(frame.index[-1] + pd.offsets.BDay(1), form)))
    if draw(st.booleans()):
        rows.reverse()
    top = [*draw(st.sampled_from(PREAMBLES)), *header_lines(list(columns), at, header)]
    footer = draw(st.sampled_from([[], [["Downloaded from a vendor, as of today"]]]))
    separator = draw(st.sampled_from([",", ";", "\t", "|"]))
    text = io.StringIO()
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    line_end = draw(st.sampled_from(["\n", "\r\n"]))
    writer = csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=line_end)
    writer.writerows([*top, *rows, *footer])
    stated = f"sep={separator}{line_end}" if draw(st.integers(0, 4)) == 0 else ""
    encodings = ["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"]
    western = ["cp1252"] if form != "%Y年%m月%d日" else []
    encoding = draw(st.sampled_from([*encodings, *western]))
    content = (stated + text.getvalue()).encode(encoding)
    kinds = (form, f"mark {mark}", header, encoding, f"separator {separator}")
    return Written(content, frame.astype("float64"), DATE_FORMS[form], mark, kinds)


def read(path: Path, written: Written, options: set[str]) -> pd.DataFrame:
    """Read the file with those options."""
    reading = parse_reading(
        written.date_format if "--date-format" in options else None,
        written.decimal if "--decimal" in options else None,
    )
    return csv_file.read_bars(path, reading=reading)


def test_a_frame_is_read_back_or_a_refusal_names_the_option_that_reads_it(tmp_path: Path) -> None:
    """Never another number: each layout gives the frame, if need be with the option named."""
    seen: Counter[str] = Counter()
    path = tmp_path / "prices.csv"

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize="CI" in os.environ,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(written=written_files())
    def holds(written: Written) -> None:
        path.write_bytes(written.content)
        options: set[str] = set()
        bars = None
        while bars is None:
            try:
                bars = read(path, written, options)
            except BarsError as error:
                named = {o for o in ("--date-format", "--decimal") if o in str(error)} - options
                assert named, f"{error}, {written.kinds}"
                options |= named
        seen[" ".join(sorted(options)) or "as it is"] += 1
        assert bars.index.tolist() == written.frame.index.tolist()
        assert bars["close"].tolist() == written.frame["close"].tolist()
        for column in written.frame:
            assert bars[column].tolist() == written.frame[column].tolist(), column

    holds()
    assert seen["as it is"] > sum(seen.values()) / 2, seen
