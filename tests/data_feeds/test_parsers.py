"""Parsers of files: any bytes give what was promised or one clear line, and nothing else."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data_feeds.files import csv_file, policy, snapshot
from data_feeds.files.tables.prices import read_prices
from data_feeds.files.tables.reading import Reading
from data_feeds.series.bars import BarsError, DataError, check_bars, excerpt, join_names, one_line
from tests.proofs import number

PROPERTY = settings(
    max_examples=number(200, 80),
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
SHA = "0" * 64
DAYS = [f"{day:%Y-%m-%d}" for day in pd.bdate_range("2024-01-01", periods=12)]


def assert_dated(frame: pd.DataFrame, *, rows: int = 2) -> None:
    """Naive, increasing, unique dates without a time of day, between 1700 and 2199."""
    index = frame.index
    assert isinstance(index, pd.DatetimeIndex)
    assert len(index) >= rows
    assert index.tz is None
    assert index.is_monotonic_increasing
    assert not index.has_duplicates
    assert not index.hasnans
    assert (index == index.normalize()).all()
    assert 1700 <= index[0].year <= index[-1].year <= 2199


def assert_bars(bars: object) -> None:
    """The bars contract of `check_bars`."""
    assert isinstance(bars, pd.DataFrame)
    assert_dated(bars)
    assert set(bars.dtypes) == {np.dtype("float64")}
    columns = [column for column in bars.columns if column != "volume"]
    assert columns in (["close"], ["open", "high", "low", "close"])
    prices = bars[columns]
    assert np.isfinite(prices.to_numpy()).all()
    assert (prices.to_numpy() > 0).all()
    if len(columns) == 4:
        slack = bars["close"] * 1e-6
        assert (bars[["open", "low", "close"]].max(axis=1) <= bars["high"] + slack).all()
        assert (bars[["open", "close"]].min(axis=1) >= bars["low"] - slack).all()
    assert {"name", "frequency", "adjustment", "source", "sha256"} <= set(bars.attrs)


def assert_values(values: object) -> None:
    """A dated series of finite numbers in one column."""
    assert isinstance(values, pd.DataFrame)
    assert_dated(values)
    assert list(values.columns) == ["value"]
    assert values["value"].dtype == "float64"
    assert np.isfinite(values["value"]).all()


def assert_policy(levels: object) -> None:
    """Levels in percent, the lower not above the upper."""
    assert isinstance(levels, pd.DataFrame)
    assert_dated(levels)
    assert list(levels.columns) == ["lower", "upper", "mid"]
    assert np.isfinite(levels.to_numpy()).all()
    assert (levels["lower"] >= 0).all()
    assert (levels["lower"] <= levels["mid"]).all()
    assert (levels["mid"] <= levels["upper"]).all()


def assert_recessions(recessions: object) -> None:
    """Each trough after its peak."""
    assert isinstance(recessions, pd.DataFrame)
    assert_dated(recessions, rows=1)
    assert (recessions["trough"].to_numpy() > recessions.index.to_numpy()).all()


def assert_names(names: object) -> None:
    """Unique names, one of them the date."""
    assert isinstance(names, list)
    assert "date" in names
    assert len(set(names)) == len(names)


def assert_manifest(manifest: object) -> None:
    """An object with the fingerprint of each file."""
    assert isinstance(manifest, dict)
    for name, entry in manifest["files"].items():
        assert isinstance(name, str)
        assert len(entry["sha256"]) == 64


def read_manifest(path: Path) -> object:
    """The manifest beside that file."""
    return snapshot.read_manifest(path.parent)


Reader = Callable[[Path], object]
# What reads, what its result must satisfy, and the columns that a file for it has.
READERS: dict[str, tuple[Reader, Callable[[object], None], str]] = {
    "bars": (csv_file.read_bars, assert_bars, "date open high low close volume"),
    "closes": (csv_file.read_bars, assert_bars, "Date Close"),
    "adjusted": (csv_file.read_adjusted, assert_bars, "Date Close AdjClose"),
    "values": (csv_file.read_values, assert_values, "observation_date value"),
    "policy": (policy.read_policy, assert_policy, "date target_lower target_upper announced"),
    "recessions": (policy.read_recessions, assert_recessions, "peak trough"),
    "names": (csv_file.column_names, assert_names, "date open high low close"),
    "manifest": (read_manifest, assert_manifest, ""),
}


def outcome(kind: str, folder: Path, content: bytes) -> str:
    """Read the bytes; the result is as promised, or there is one line that says why not."""
    path = folder / ("manifest.json" if kind == "manifest" else "prices.csv")
    path.write_bytes(content)
    read, check, _ = READERS[kind]
    try:
        result = read(path)
    except DataError as error:
        assert_one_line(error)
        return "refused"
    check(result)
    return "parsed"


def assert_one_line(error: DataError) -> None:
    """Of sane length, and free of line breaks and other unprintable characters."""
    text = str(error)
    assert text.isprintable()
    assert len(text.splitlines()) == 1
    assert 10 <= len(text) <= 300


def figure(column: str) -> str:
    """A sound cell for a column of figures."""
    fixed = {
        "open": "100",
        "high": "102.5",
        "low": "99",
        "volume": "1000",
        "target_lower": "5",
        "target_upper": "5.25",
    }
    return fixed.get(column, "101")


def sound_rows(kind: str) -> list[list[str]]:
    """Header and rows of a file that parses."""
    columns = READERS[kind][2].split()
    if kind == "recessions":
        return [columns, *([DAYS[at], DAYS[at + 1]] for at in range(0, 12, 3))]
    dated = {"date", "Date", "observation_date", "announced"}
    return [columns, *([d if c in dated else figure(c) for c in columns] for d in DAYS)]


def sound_file(kind: str) -> bytes:
    """A file that parses."""
    if kind == "manifest":
        return json.dumps({"schema": 1, "files": {"a.csv": {"sha256": SHA, "rows": 2}}}).encode()
    return "".join(",".join(row) + "\n" for row in sound_rows(kind)).encode()


CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            ".",
            "null",
            "NaN",
            "nan",
            "+nan",
            "inf",
            "-Infinity",
            "1e400",
            "1e-400",
            "-1",
            "0",
            "-0.0",
            "1_000",
            "1,234.5",
            "5%",
            "$5",
            "0x10",
            "١٢",
            "１００",
            "1.7e308",
            "5e-324",
            "2024-01-01",
            "2024-01-06",
            "2024-02-30",
            "20240103",
            "2024-0103",
            "01/02/2024",
            "0000-01-01",
            "0001-01-01",
            "1699-12-31",
            "2200-01-01",
            "9999-12-31",
            "now",
            "2024-01-02 09:30",
            "2024-01-03T00:00:00.000Z",
            "2024-01-03 00:00:00+14:00",
            "2024-01-03 00:00 tea",
            '"',
            '""',
            '"a',
            'b"c',
            "'",
            "\x00",
            "\ufeff",
            "\u2028",
            "\x85",
            "\x1b[2J",
            "\n",
            "\r",
            "x" * 300,
            "\U000e0001" * 50,
            "é" * 200,
            "Date",
            "close",
        ]
    ),
    st.floats().map(repr),
    st.decimals(places=2, min_value=0, max_value=10**6).map(str),
    st.dates().map(str),
    st.text(max_size=8),
)


@st.composite
def near_tables(draw: st.DrawFn, kind: str) -> bytes:
    """A sound file in some spelling, with up to three cells or rows that are not."""
    rows = [list(row) for row in sound_rows(kind)]
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 1, 1, 2, 3]))):
        row = rows[draw(st.integers(0, len(rows) - 1))]
        match draw(st.sampled_from(["cell", "cell", "cell", "short", "long", "again", "gone"])):
            case "cell" if row:
                row[draw(st.integers(0, len(row) - 1))] = draw(CELLS)
            case "short" if row:
                row.pop()
            case "long":
                row.append(draw(CELLS))
            case "again":
                rows.insert(draw(st.integers(0, len(rows))), list(row))
            case "gone" if len(rows) > 1:
                rows.remove(row)
    delimiter = draw(st.sampled_from([",", ",", ";", "\t"]))
    line_end = draw(st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
    quote = draw(st.sampled_from(["", "", '"']))
    lines = [delimiter.join(f"{quote}{cell}{quote}" for cell in row) for row in rows]
    last = draw(st.sampled_from([line_end, ""]))
    encoding = draw(st.sampled_from(["utf-8"] * 8 + ["utf-8-sig", "utf-16", "latin-1"]))
    return (line_end.join(lines) + last).encode(encoding, errors="replace")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from([SHA, SHA.upper(), SHA + "\n", "x.csv"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["files", "sha256", "a.csv", "../b", "/c", "\n", ""]), inner
        )
    ),
    max_leaves=8,
)
SOUND_NAMES = st.sampled_from(["a.csv", "b.csv", "c/d.csv", "e/f.csv"])
NAMES = (
    SOUND_NAMES
    | SOUND_NAMES
    | SOUND_NAMES
    | st.sampled_from(["../b", "/c", "\n", "", "\ud800", "x" * 400])
)
SOUND_ENTRY: object = {"sha256": SHA, "rows": 2}
ENTRIES = st.just(SOUND_ENTRY) | st.just(SOUND_ENTRY) | JSON.map(lambda sha: {"sha256": sha}) | JSON


@st.composite
def near_manifests(draw: st.DrawFn) -> bytes:
    """JSON that looks like a manifest."""
    files = draw(st.dictionaries(NAMES, ENTRIES, max_size=2))
    content = draw(st.sampled_from([{"schema": 1, "files": files}] * 5 + [files, [files]]))
    return json.dumps(content).encode()


PIECES = st.sampled_from(list(b'0123456789-.:,; \t\r\n\0"eE{}x\xff')).map(
    lambda byte: bytes([byte])
)


@st.composite
def mutations(draw: st.DrawFn, content: bytes) -> bytes:
    """The bytes with a few deleted, doubled, replaced or put in."""
    changed = bytearray(content)
    for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
        at = draw(st.integers(0, len(changed) - 1))
        length = draw(st.sampled_from([1, 1, 2, 11]))
        new = draw(PIECES)
        match draw(st.sampled_from(["figure", "delete", "double", "replace", "insert"])):
            case "figure":
                digits = [at for at, byte in enumerate(changed) if chr(byte).isdigit()]
                changed[draw(st.sampled_from(digits))] = draw(st.sampled_from(b"0123456789"))
            case "delete":
                del changed[at : at + length]
            case "double":
                changed[at:at] = changed[at : at + length]
            case "replace":
                changed[at : at + len(new)] = new
            case "insert":
                changed[at:at] = new
    return bytes(changed)


@pytest.mark.parametrize("kind", READERS)
def test_arbitrary_bytes_are_refused_in_one_line(tmp_path: Path, kind: str) -> None:
    """Whatever the file holds."""

    @PROPERTY
    @given(content=st.binary(max_size=300) | st.text(max_size=200).map(lambda t: t.encode()))
    def holds(content: bytes) -> None:
        outcome(kind, tmp_path, content)

    holds()


@pytest.mark.parametrize("kind", READERS)
def test_what_is_nearly_a_table_is_read_or_refused(tmp_path: Path, kind: str) -> None:
    """And both happen often, so that the deeper checks are reached."""
    seen: Counter[str] = Counter()

    @PROPERTY
    @given(content=near_manifests() if kind == "manifest" else near_tables(kind))
    def holds(content: bytes) -> None:
        seen[outcome(kind, tmp_path, content)] += 1

    holds()
    # Names are found by what stands below them, so that a damaged header alone is no refusal.
    least = 0 if kind == "names" else sum(seen.values()) / 20
    assert min(seen["parsed"], seen["refused"]) >= least, seen


@pytest.mark.parametrize("kind", READERS)
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, kind: str) -> None:
    """A few bytes of a sound file deleted, doubled, replaced or put in."""

    @PROPERTY
    @given(content=mutations(sound_file(kind)))
    def holds(content: bytes) -> None:
        outcome(kind, tmp_path, content)

    holds()


@pytest.mark.parametrize("kind", READERS)
def test_the_sound_file_parses(tmp_path: Path, kind: str) -> None:
    """Else the tests above would show little."""
    assert outcome(kind, tmp_path, sound_file(kind)) == "parsed"


PRICES = st.floats(min_value=1e-300, max_value=1e300, allow_subnormal=False)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
RATES = st.floats(min_value=0, max_value=100)
SPELLED_DAYS = st.sampled_from(
    ["%Y-%m-%d", "%Y%m%d", "%Y-%m-%d 00:00", "%Y-%m-%dT00:00:00.000Z", "%Y-%m-%d 16:00:00-05:00"]
)
FIRST_DAYS = st.dates(pd.Timestamp("1700-01-01").date(), pd.Timestamp("2199-01-01").date())


@st.composite
def spelled_tables(draw: st.DrawFn, header: str, cells: st.SearchStrategy[list[float]]) -> bytes:
    """A sound file of drawn figures in a drawn spelling; the last cells are kept as text."""
    figures = draw(st.lists(cells, min_size=2, max_size=6))
    days = pd.bdate_range(draw(FIRST_DAYS), periods=len(figures))
    spelling, delimiter = draw(SPELLED_DAYS), draw(st.sampled_from([",", ";", "\t"]))
    line_end, quote = draw(st.sampled_from(["\n", "\r\n", "\r"])), draw(st.sampled_from(["", '"']))
    rows = [
        header.split(),
        *(
            [day.strftime(spelling), *map(repr, row)]
            for day, row in zip(days, figures, strict=True)
        ),
    ]
    return (
        draw(st.sampled_from(["", "\ufeff"])).encode()
        + line_end.join(
            delimiter.join(f"{quote}{cell}{quote}" for cell in row) for row in rows
        ).encode()
    )


def figures_of(content: bytes) -> list[list[float]]:
    """The figures in the file, read the simple way."""
    text = content.decode("utf-8-sig").replace('"', "").replace(";", ",").replace("\t", ",")
    return [[float(cell) for cell in line.split(",")[1:]] for line in text.splitlines()[1:]]


def decimal_mark_of(content: bytes) -> Reading | None:
    """The decimal point, unless a figure proves it: three digits after it may be thousands."""
    cells = {repr(figure) for row in figures_of(content) for figure in row}
    proved = any(
        "." in cell and not re.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}(e.*)?", cell)
        for cell in cells
    )
    return None if proved else Reading(decimal=".")


@PROPERTY
@given(
    content=spelled_tables(
        "date low open close high",
        st.lists(PRICES, min_size=4, max_size=4).map(lambda p: [min(p), *sorted(p)[1:3], max(p)]),
    )
)
def test_bars_round_trip_exactly(tmp_path: Path, content: bytes) -> None:
    """Each price is the float nearest to its decimals, in any spelling of the file."""
    path = tmp_path / "prices.csv"
    path.write_bytes(content)
    bars = csv_file.read_bars(path, reading=decimal_mark_of(content))
    assert_bars(bars)
    assert bars[["low", "open", "close", "high"]].to_numpy().tolist() == figures_of(content)
    assert csv_file.column_names(path) == ["date", "low", "open", "close", "high"]


@PROPERTY
@given(content=spelled_tables("date value", st.tuples(FINITE).map(list)))
@example(content=b"date,value\n2000-01-03,1.625\n2000-01-04,-17.125")
@example(content=b"date,value\n2000-01-03,1.625\n2000-01-04,1e-10")
def test_values_round_trip_exactly(tmp_path: Path, content: bytes) -> None:
    """Negative rates and zeros as well."""
    path = tmp_path / "rate.csv"
    path.write_bytes(content)
    values = csv_file.read_values(path, reading=decimal_mark_of(content))
    assert_values(values)
    assert values.to_numpy().tolist() == figures_of(content)


@PROPERTY
@given(
    content=spelled_tables(
        "announced target_lower target_upper", st.lists(RATES, min_size=2, max_size=2).map(sorted)
    )
)
def test_policy_levels_round_trip_exactly(tmp_path: Path, content: bytes) -> None:
    """Lower and upper as written, mid between them."""
    path = tmp_path / "policy.csv"
    path.write_bytes(content)
    levels = policy.read_policy(path)
    assert_policy(levels)
    assert levels[["lower", "upper"]].to_numpy().tolist() == figures_of(content)


def frame_of(**columns: object) -> pd.DataFrame:
    """Two days with those columns."""
    return pd.DataFrame(columns, index=pd.DatetimeIndex(["2024-01-02", "2024-01-03"]))


REPEATED = frame_of(a=[1.0, 2.0], b=[1.0, 2.0]).set_axis(["close", "close"], axis=1)
LEVELS = frame_of(a=[1.0, 2.0]).set_axis(pd.MultiIndex.from_tuples([("close", "IWM")]), axis=1)


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (REPEATED, "more than one close column"),
        (LEVELS, "columns in 2 levels"),
        (frame_of(close=[True, True]), "close holds values of type bool; expected numbers"),
        (frame_of(close=["1", "2"]), "close holds values of type str"),
        (frame_of(close=np.array(["1", "2"], dtype=object)), "close holds values of type"),
        (frame_of(close=[1 + 1j, 2]), "close holds values of type complex128"),
        (frame_of(close=[None, None]), "close holds values of type object"),
        (frame_of(close=[1.0, None]), "2024-01-03: missing close"),
        (frame_of(close=pd.array([1.0, None], dtype="Float64")), "2024-01-03: missing close"),
        (frame_of(close=pd.to_datetime(["2024-01-02", "2024-01-03"])), "type datetime64"),
        (frame_of(close=[1.0, np.inf]), "2024-01-03: close is inf; expected a finite number"),
        (frame_of(close=np.array([1, "1e4000"], dtype=np.longdouble)), "close is inf"),
        (frame_of(close=[1.0, 2.0], volume=[1.0, -np.inf]), "volume is -inf"),
        (frame_of(close=[1.0, 2.0], volume=[True, True]), "volume holds values of type bool"),
        (frame_of(**{"x\ny": [1.0, 2.0], "z" * 400: [1.0, 2.0]}), r"found x\\ny, zzz.*…"),
    ],
)
def test_frames_that_are_no_numbers_are_refused(frame: pd.DataFrame, message: str) -> None:
    """By column and type, and never converted."""
    with pytest.raises(BarsError, match=message) as refusal:
        check_bars(frame, name="series\nof two lines")
    assert_one_line(refusal.value)


@pytest.mark.parametrize("dtype", ["int64", "uint8", "float32", "Int64", "Float64", "object"])
def test_numbers_of_any_type_are_accepted(dtype: str) -> None:
    """As float64, and the frame that came in is left as it was."""
    frame = frame_of(close=pd.array([1, 2], dtype=dtype))
    bars = check_bars(frame, name="close")
    assert bars["close"].dtype == "float64"
    assert bars["close"].tolist() == [1.0, 2.0]
    assert frame.index.name is None


@pytest.mark.parametrize("unit", ["s", "ms", "us"])
@pytest.mark.parametrize(
    "day", ["-5000-01-01", "0001-01-01", "1699-12-31", "2200-01-01", "20000-01-01"]
)
def test_far_dates_are_refused(unit: str, day: str) -> None:
    """In a frame made elsewhere."""
    days = pd.DatetimeIndex(np.array([day, "2024-01-02"], dtype=f"datetime64[{unit}]"))
    frame = pd.DataFrame({"close": [1.0, 2.0]}, index=days)
    with pytest.raises(BarsError, match=f"date {day}; expected years 1700 to 2199"):
        check_bars(frame, name="far")


HEADER = "date,close\n"


@pytest.mark.parametrize(
    "cell",
    [
        "2024-01-03",
        "20240103",
        " 2024-01-03 ",
        "2024-01-03 00:00",
        "2024-01-03T00:00:00",
        "2024-01-03 00:00:00.000",
        "2024-01-03T00:00:00.000Z",
        "2024-01-03 00:00:00-05:00",
        "2024-01-03T14:30:00+0000",
        "2024-01-03 23:59:59 Z",
        '"2024-01-03"',
    ],
)
def test_year_first_dates_are_read(cell: str) -> None:
    """With or without a time of day and its offset."""
    table = csv_file.parse_table(f"{HEADER}{cell},1\n".encode())
    assert table.index.tolist() == [pd.Timestamp("2024-01-03")]


@pytest.mark.parametrize(
    "rows",
    [
        "2024-01-02,1841.653451,-2\n2024-01-03,.5,\n",
        "2024-01-02,1.,0.1\n2024-01-03,--,.\n2024-01-03,-,-0",
        "2024-01-03,1,2\n2024-01-02,3,4\n",
        "1700-01-01,1,2\n2199-12-31,3,4\n",
        "2024-01-02,1,2\n\n2024-01-03,3,4\n",
        "2024-01-02,1,2\n2024-01-03,3\n",
        "2024-01-02,1,2\n2024-01-03,3,4,\n",
        "2024-02-30,1,2\n",
        "1699-12-31,1,2\n",
        "2024-01-02,1-2,2\n",
        "2024-01-02,1.2.3,2\n",
        "2024-01-02,1e5,2\n",
        f"2024-01-02,{'9' * 400},2\n",
    ],
)
def test_plain_tables_are_read_or_refused_as_all_others(rows: str) -> None:
    """Quotes in the header, of which a table is not plain, change neither figures nor errors."""

    def outcome(header: str) -> str | pd.DataFrame:
        try:
            return csv_file.parse_table(f"{header}\n{rows}".encode())
        except BarsError as error:
            return str(error)

    found, expected = outcome("date,close,Own Figure"), outcome('"date","close","Own Figure"')
    if isinstance(expected, str):
        assert found == expected
    else:
        pd.testing.assert_frame_equal(found, expected, check_exact=True)
        assert list(expected.columns) == ["close", "own_figure"]


PLAIN_CELLS = st.one_of(
    st.decimals(0, 10_000, places=3).map(str),
    st.decimals(0, 10_000, places=2).map(str),
    st.integers(0, 3000).map(str),
    st.sampled_from(["", ".", "-", "0", ".5", "2."]),
)
ODD_CELLS = PLAIN_CELLS | st.sampled_from(["1,5", "null", "1.5 Dividend", "1e3"])
PRICE_NAMES = ("close", "Open", "high", "low", "Adj Close", "volume", "RSI")


@st.composite
def tables_of_cells(draw: st.DrawFn, names: tuple[str, ...]) -> tuple[str, ...]:
    """Write a header of some of the names, and a row a day, of which most have plain cells."""
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))
    cells = draw(st.sampled_from([PLAIN_CELLS, PLAIN_CELLS, ODD_CELLS]))
    days = pd.date_range("2024-01-02", periods=draw(st.integers(1, 5)))
    rows = [
        ",".join([f"{day:%Y-%m-%d}", *(draw(cells) for _ in chosen)])
        for day in (days[::-1] if draw(st.booleans()) else days)
    ]
    return ",".join(["date", *chosen]), *rows


@settings(max_examples=200)
@given(tables_of_cells(PRICE_NAMES))
def test_what_need_not_be_inferred_is_read_the_same(lines: tuple[str, ...]) -> None:
    """A stated decimal point, with which every file is read cell by cell, changes nothing."""
    content = "".join(f"{line}\n" for line in lines).encode()

    def outcome(reading: Reading) -> str | pd.DataFrame:
        try:
            return read_prices(content, reading)
        except BarsError as error:
            return str(error)

    found, expected = outcome(Reading()), outcome(Reading(decimal="."))
    if isinstance(found, pd.DataFrame):
        assert isinstance(expected, pd.DataFrame)
        pd.testing.assert_frame_equal(found, expected, check_exact=True)
        assert found.attrs == expected.attrs
    else:
        assert isinstance(expected, str) or "--decimal" in found
        assert "--decimal" in found or found == expected


@settings(max_examples=100)
@given(tables_of_cells(("value",)) | tables_of_cells(("value", "close")))
def test_values_need_not_be_inferred_either(lines: tuple[str, ...]) -> None:
    """As for prices."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rate.csv"
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

        def outcome(reading: Reading) -> str | pd.DataFrame:
            try:
                return csv_file.read_values(path, reading=reading)
            except BarsError as error:
                return str(error)

        found, expected = outcome(Reading()), outcome(Reading(decimal="."))
    if isinstance(found, pd.DataFrame):
        assert isinstance(expected, pd.DataFrame)
        pd.testing.assert_frame_equal(found, expected, check_exact=True)
        assert found.attrs == expected.attrs
    else:
        assert "--decimal" in found or found == expected


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("2024-01-03 00:00 or so", "expected year first"),
        ("2024-01-03 00:00:00 +5", "expected year first"),
        ("2024-01-03 25:00", "expected year first"),
        ("2024-01-03 00:61", "expected year first"),
        ("2024-01-03Z", "expected year first"),
        ("2024-01-03 00:00ZZ", "expected year first"),
        ("2024-0103", "expected year first"),
        ("202401-03", "expected year first"),
        ("03-01-2024", "expected year first"),
        ("２０２４-01-03", "expected year first"),
        ("now", "expected year first"),
        ("", "line 2: date ''; expected year first"),
        ("2024-02-30", "'2024-02-30' is no calendar date"),
        ("20240230", "'20240230' is no calendar date"),
        ("2023-02-29", "no calendar date"),
        ("2024-13-01", "no calendar date"),
        ("0000-01-01", "line 2: year 0000; expected 1700 to 2199"),
        ("1699-12-31", "year 1699"),
        ("2200-01-01", "year 2200"),
        ("\U000e0001" * 50, "expected year first"),
    ],
)
def test_other_dates_are_refused(cell: str, message: str) -> None:
    """Nonsense after the date as well."""
    with pytest.raises(BarsError, match=message) as refusal:
        csv_file.parse_table(f"{HEADER}{cell},1\n".encode())
    assert_one_line(refusal.value)


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ('"1,234.5"', "line 2: text in prices, close is '1,234.5'; .*no thousands separator"),
        ("5%", "close is '5%'; expected a plain number .*percent"),
        ("$5", "currency sign"),
        ("1e400", "line 2: close is inf, from '1e400'; expected a finite number"),
        ("-1e400", "close is -inf"),
        ("Infinity", "close is inf"),
        ("+nan", "close is nan"),
        ("１００", "text in prices"),
        ("1_000", "text in prices"),
        ("0x10", "text in prices"),
        ("1 234", "text in prices"),
        ("9" * 500, "close is inf, from '9+…'"),
        ('"x\ny"', "close is 'x y'"),
    ],
)
def test_cells_that_are_no_plain_number_are_refused(cell: str, message: str) -> None:
    """Neither guessed nor read as infinity."""
    with pytest.raises(BarsError, match=message) as refusal:
        csv_file.parse_table(f"{HEADER}2024-01-02,{cell}\n".encode())
    assert_one_line(refusal.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('date,close,note\n\n2024-01-02,1,"two\nlines"\n', "line 3: text in prices, note"),
        ('date,"close\nof day"\n\n2024-01-02,1\n2024-01-03\n', "line 5: 1 cells; expected 2"),
        ("date,close\r\r2024-01-02,1\r2024-01-03\r", "line 4: 1 cells; expected 2"),
        ("date,close\r\n\r\n2024-01-02,1,\r\n", "line 3: 3 cells; expected 2 as in the header"),
        ("date,close\n2024-01-02;1\n", "line 2: 1 cells; expected 2"),
        ("date,close\n2024-01-02,1,234.5\n", "line 2: 3 cells; expected 2"),
        ('date,close\n2024-01-02,"1\n2024-01-03,2\n', "line 2: not a CSV row .*every quote"),
        ('"', "line 1: not a CSV row"),
        ('date,close\n2024-01-02,"1"5\n', "line 2: not a CSV row"),
        (f"date,close\n2024-01-02,{'1' * 200_000}\n", "line 2: not a CSV row .*field limit"),
        ("date,a,a\n2024-01-02,1,1\n", "more than one a column"),
        ("date,close,,\n2024-01-02,1,,\n", "more than one nameless column"),
        (f"date,{'a' * 400},{'a' * 400}\n2024-01-02,1,1\n", "more than one aaa.*… column"),
        ("\n".join(["x" * 400] * 3), r"no date column; found xxx.*…"),
        ('"a\nb",c\n1,2\n', "no date column; found a b, c"),
        (f"{','.join(f'x{n}' for n in range(5000))}\n1\n", "no date column; found x0, x1.*…"),
    ],
)
def test_files_that_are_no_table_name_the_line(text: str, message: str) -> None:
    """The line where the row starts, with quoted line breaks and blank lines counted."""
    with pytest.raises(BarsError, match=message) as refusal:
        csv_file.parse_table(text.encode())
    assert_one_line(refusal.value)


def test_a_wide_header_over_short_rows_takes_neither_memory_nor_minutes() -> None:
    """40,000 columns by 40,000 rows would be 12 gigabytes of figures."""
    header = ",".join(["date", *(f"x{n}" for n in range(40_000))])
    with pytest.raises(BarsError, match="line 2: 1 cells; expected 40001"):
        csv_file.parse_table((header + "\n" + "x\n" * 40_000).encode())


def test_old_macintosh_line_ends_are_read() -> None:
    """And a delimiter named by the first line that is not blank."""
    table = csv_file.parse_table(b"\r\rdate;close\r2024-01-02;1\r\r2024-01-03;2\r")
    assert table["close"].tolist() == [1.0, 2.0]


def test_an_intraday_export_is_refused_with_what_was_expected(tmp_path: Path) -> None:
    """Several bars on one date, times of day and all."""
    path = tmp_path / "rut_5min.csv"
    path.write_text("date,close\n2024-01-02 09:30,1\n2024-01-02 09:35,2\n2024-01-02 09:40,3\n")
    with pytest.raises(
        BarsError, match="rut_5min: more than one bar on 2024-01-02; expected daily bars"
    ):
        csv_file.read_bars(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("date,a,b\n2024-01-02,1,2\n", "rate.csv: no value column; found date, a, b"),
        ("date,value\n2024-01-02,1\n2024-01-03,.\n", r"rate: found 1 value\(s\)"),
        ("date,value\n2024-01-03,1\n2024-01-02,1\n2024-01-04,1\n", "rate: dates out of order"),
        ("date,value\n2024-01-02,1\n2024-01-02,1\n", "rate: more than one value on 2024-01-02"),
        ("date,value\n2024-01-02,1\n2024-01-03,inf\n", "rate.csv: line 3: value is inf"),
    ],
)
def test_values_are_checked_like_bars(tmp_path: Path, text: str, message: str) -> None:
    """Order, repeats and infinity."""
    path = tmp_path / "rate.csv"
    path.write_text(text)
    with pytest.raises(BarsError, match=message):
        csv_file.read_values(path)


@pytest.mark.parametrize("name", ["nul\0.csv", "half\ud800.csv", "two\nlines.csv", "n" * 300])
def test_names_that_no_file_has_are_refused(tmp_path: Path, name: str) -> None:
    """With DataError, in one line that can be printed."""
    for read in (csv_file.read_bars, csv_file.column_names, policy.read_policy):
        with pytest.raises(DataError) as refusal:
            read(tmp_path / name)
        assert str(refusal.value).isprintable()


def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    """A folder, a path through a file and a link to itself, with the reason in words."""
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    for path in (tmp_path, tmp_path / "file" / "x.csv", tmp_path / "loop.csv"):
        for read in (csv_file.read_bars, csv_file.column_names, policy.read_recessions):
            with pytest.raises(DataError, match=r"cannot be read \("):
                read(path)


def test_the_header_alone_is_read_for_the_names(tmp_path: Path) -> None:
    """What comes after it is not judged, nor is a file of gigabytes loaded."""
    path = tmp_path / "prices.csv"
    path.write_bytes(b'\xef\xbb\xbf\r\nDate;"Adj\nClose";Vol\r\n\xff\x00"' + b"x" * 200_000)
    assert csv_file.column_names(path) == ["date", "adj_close", "volume"]
    with path.open("r+b") as file:
        file.truncate(1 << 40)  # sparse: takes no room on disk
    assert csv_file.column_names(path) == ["date", "adj_close", "volume"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "prices.csv: found no header"),
        (b"\n\n", "found no header"),
        (b"\xff\xfed\x00", "no date column; found d"),
        (b"d\x00te\x00", "the file is not text"),
        (b"date,close" + b"x" * (1 << 17), "no line end in the first 65536 bytes"),
        (b'"date', "line 1: not a CSV row"),
        (b"open,close\n", "no date column; found open, close"),
    ],
)
def test_names_of_no_header_are_refused(tmp_path: Path, content: bytes, message: str) -> None:
    """With the file's name."""
    path = tmp_path / "prices.csv"
    path.write_bytes(content)
    with pytest.raises(BarsError, match=message):
        csv_file.column_names(path)


def test_pieces_of_files_are_shown_on_one_short_line() -> None:
    """Escaped and cut."""
    assert one_line("a\nb\ud800\u2028") == "a\\nb\\ud800\\u2028"
    assert len(excerpt("\U000e0001" * 9, longest=20)) == 20
    assert join_names([]) == "none"
    assert len(join_names("x" * 50 for _ in range(10**5))) == 120
