"""Snapshots, reference figures, their quality, and the dates nothing may run past."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from backtests.cli.commands import data
from data_feeds.files import build_reference, reference, snapshot
from data_feeds.files.policy import read_policy, read_recessions
from data_feeds.providers.cached_feed import CachedFeed
from data_feeds.quality import fitness
from data_feeds.quality.fitness import FillsError
from data_feeds.series.bars import BarsError, DataError
from data_feeds.series.market import Market, SeriesMissing
from data_feeds.source import open_each, open_source, open_symbol, user_cache


def small_snapshot(folder: Path, *, last: str = "2024-03-07") -> Path:
    """Two daily series and the fund, from Monday 2024-01-01, without New Year's Day."""
    index = pd.bdate_range("2024-01-02", last, name="date")
    close = 100 + np.arange(len(index), dtype=float)
    frame = pd.DataFrame(
        {"open": close - 0.4, "high": close + 2, "low": close - 3, "close": close}, index=index
    )
    for name in ("rut_daily", "gspc_daily"):
        frame.to_csv(folder / f"{name}.csv")
    frame.assign(adj_close=close * 0.9).to_csv(folder / "iwm_daily.csv")
    level = pd.DataFrame({"rut_spliced": close, "ru2000tr": close * 2}, index=index)
    level.to_csv(folder / "rut_level_long.csv")
    (folder / "fed_target_changes.csv").write_text(
        "date,target_lower,target_upper,announced\n2023-05-04,5,5.25,2023-05-03\n"
        "2023-07-27,5.25,5.5,2023-07-26\n"
    )
    (folder / "usrec.csv").write_text(
        "date,value\n2020-01-01,0\n2020-02-01,0\n2020-03-01,1\n2020-04-01,1\n2020-05-01,0\n"
    )
    return folder


def test_the_snapshot_folder_loads_as_it_is(snapshot_market: Market) -> None:
    """Every series of the folder can be read, and the main ones span what they should."""
    for name in snapshot_market.loaders:
        assert len(snapshot_market.series(name)) > 0, name
    assert snapshot_market.info("RUT").rows == 9844
    assert snapshot_market.info("RUT").first == "1987-09-10"
    assert snapshot_market.info("RUT_CLOSE").first == "1978-12-29"
    assert f"{snapshot_market.as_of:%Y-%m-%d}" == "2026-10-08"


def test_adjusted_closes_are_used_with_a_notice_where_the_folder_has_no_bars(
    tmp_path: Path,
) -> None:
    """XLK is there as adjusted closes alone; IWM has bars, and XLE is missing."""
    folder = small_snapshot(tmp_path)
    (folder / "etf_daily").mkdir()
    days = pd.bdate_range("2024-01-02", "2024-03-07", name="date")
    pd.DataFrame({"adj_close": 50.0 + np.arange(len(days))}, index=days).to_csv(
        folder / "etf_daily" / "XLK.csv"
    )
    name, market = open_symbol("xlk", str(folder), user_cache())
    assert (name, market.prices(name).columns.tolist()) == ("XLK_ADJ", ["close"])
    assert [text for text in market.notices if text.startswith("XLK: the source has no bars")]
    name, market = open_symbol("IWM", str(folder), user_cache())
    assert name == "IWM"
    assert not [text for text in market.notices if "no bars" in text]
    name, market = open_symbol("XLE", str(folder), user_cache())
    with pytest.raises(SeriesMissing, match="no series XLE"):
        market.prices(name)


def test_many_symbols_are_opened_one_by_one_and_an_error_stops_none(tmp_path: Path) -> None:
    """Each market holds its own series alone; the error of a symbol takes its place."""
    folder = small_snapshot(tmp_path)
    opened = list(open_each(["RUT", "A B", "IWM", "no.csv"], str(folder), user_cache()))
    assert [one[0] for one in opened if not isinstance(one, DataError)] == ["RUT", "IWM"]
    assert ["no symbol" in str(opened[1]), "no such file" in str(opened[3])] == [True, True]
    for one in opened:
        if not isinstance(one, DataError):
            name, market = one
            assert set(market.used) == set()
            market.prices(name)
            assert set(market.used) == {name}
    with pytest.raises(DataError, match="no data source 'nowhere'"):
        next(open_each(["RUT"], "nowhere", user_cache()))


def test_total_and_price_returns_move_together(snapshot_market: Market) -> None:
    """METHODS 5.6: daily correlation of total return with price, weekdays only."""
    total = snapshot_market.series("RUT_TR")["close"]
    price = snapshot_market.series("RUT_CLOSE")["close"]
    joint = pd.concat([total.pct_change(), price.pct_change()], axis=1).loc[:"2019-01-10"].dropna()
    assert joint.corr().iloc[0, 1] > 0.999
    assert (pd.DatetimeIndex(total.index).day_of_week < 5).all()


def test_a_total_return_dated_a_day_early_is_refused(tmp_path: Path) -> None:
    """METHODS 5.6: the misdated file is caught by its daily correlation with the price."""
    index = pd.bdate_range("2023-01-02", periods=300, name="date")
    close = 100 * np.exp(np.cumsum(np.random.default_rng(3).normal(0, 0.01, 300)))
    table = pd.DataFrame({"rut_spliced": close, "ru2000tr": np.roll(close, -1)}, index=index)
    folder = small_snapshot(tmp_path)
    table.to_csv(folder / "rut_level_long.csv")
    with pytest.raises(DataError, match="RUT_TR: daily correlation with RUT_CLOSE"):
        snapshot.load(folder).series("RUT_TR")


def test_opens_of_the_index_are_genuine_from_2007(snapshot_market: Market) -> None:
    """METHODS 5.5, and the fund's from its first day."""
    index, fund = snapshot_market.series("RUT"), snapshot_market.series("IWM")
    assert fitness.assess_fitness(index).fills_from == pd.Timestamp("2007-01-01")
    assert fitness.assess_fitness(fund).fills_from == pd.Timestamp("2000-05-26")
    with pytest.raises(FillsError, match="RUT: fills from 1987-09-10 would be fictitious"):
        fitness.require_genuine_opens(index)
    fitness.require_genuine_opens(index.loc["2007":])


def test_quality_shares_can_be_checked_on_paper() -> None:
    """Four bars: one open at the previous close, one range that is just the body."""
    rows = [(10, 12, 9, 11), (11, 12, 10, 12), (11.5, 12, 11.5, 12), (13, 14, 11, 12)]
    bars = pd.DataFrame(
        rows,
        columns=["open", "high", "low", "close"],
        dtype=float,
        index=pd.bdate_range("2024-01-01", periods=4),
    )
    year = fitness.by_year(bars).loc[2024]
    assert year["bars"] == 4
    assert year["open_is_previous_close"] == 0.25
    assert year["range_is_body"] == 0.25
    assert year["zero_returns"] == 0.5


def test_no_series_runs_past_the_day_asked_for(snapshot_folder: Path) -> None:
    """--as-of cuts every series, and the data end is a day with a bar."""
    market = snapshot.load(snapshot_folder, as_of=pd.Timestamp("2015-07-05"))
    assert market.as_of == pd.Timestamp("2015-07-02")
    for name in ("RUT", "SPX", "RUT_TR", "FFT", "DGS2"):
        assert market.series(name).index[-1] <= market.as_of


def test_a_missing_series_is_named_with_how_to_get_it(reference_market: Market) -> None:
    """The bars of a sector fund are not shipped."""
    with pytest.raises(
        SeriesMissing, match=r"no series XLK .* use --data auto, or a snapshot folder"
    ):
        reference_market.series("XLK")


@pytest.mark.parametrize("source", ["nowhere", "yahoo!"])
def test_an_unknown_source_is_refused(source: str, tmp_path: Path) -> None:
    """One line with what was expected."""
    with pytest.raises(DataError, match="expected auto, reference, yahoo or the path"):
        open_source(source, CachedFeed(tmp_path, offline=True))


def test_files_with_other_delimiters_are_recognised(tmp_path: Path) -> None:
    """A rate file with semicolons is a series; a file that is no table is left alone."""
    folder = small_snapshot(tmp_path)
    (folder / "dgs2.csv").write_text("date;value\n2024-01-02;4.3\n2024-01-03;4.4\n")
    (folder / "notes.csv").write_bytes(b"\xff\xfe\x00")
    market = snapshot.load(folder)
    assert market.series("DGS2")["value"].tolist() == [4.3, 4.4]
    assert not market.has("NOTES")


def test_a_long_record_without_its_column_is_refused(tmp_path: Path) -> None:
    """One line naming the column."""
    folder = small_snapshot(tmp_path)
    (folder / "rut_level_long.csv").write_text("date,level\n2024-01-02,1\n2024-01-03,2\n")
    with pytest.raises(DataError, match="no values of rut_spliced; found level"):
        snapshot.load(folder).series("RUT_CLOSE")


@pytest.mark.parametrize("header", ["DATE,DGS2", "observation_date,DGS2"])
@pytest.mark.parametrize("name", ["DGS2.csv", "DGS2 (1).CSV", "fredgraph.csv"])
def test_a_download_of_fred_is_read_by_its_column(tmp_path: Path, header: str, name: str) -> None:
    """Both headers of FRED, a dot or a blank on a holiday, and the names that browsers give."""
    folder = small_snapshot(tmp_path)
    rows = "2024-01-01,.\n2024-01-02,4.33\n2024-01-03,\n2024-01-04,4.38\n"
    (folder / name).write_text(f"{header}\n{rows}")
    market = snapshot.load(folder)
    values = market.series("DGS2")["value"]
    assert {f"{day:%m-%d}": value for day, value in values.items()} == {
        "01-02": 4.33,
        "01-04": 4.38,
    }
    assert not any("ignored" in notice for notice in market.notices)


def test_a_download_of_several_series_gives_each(tmp_path: Path) -> None:
    """As FRED's graph page writes them, and a code that is in no catalogue by its file name."""
    folder = small_snapshot(tmp_path)
    (folder / "fredgraph.csv").write_text(
        "observation_date,DGS2,DGS10\n2024-01-02,4.33,3.95\n2024-01-03,.,3.91\n2024-01-04,4.38,3.99\n"
    )
    (folder / "T10Y3M.csv").write_text(
        "observation_date,T10Y3M\n2024-01-02,-1.51\n2024-01-03,-1.57\n"
    )
    market = snapshot.load(folder)
    assert market.series("DGS2")["value"].tolist() == [4.33, 4.38]
    assert market.series("DGS10")["value"].tolist() == [3.95, 3.91, 3.99]
    assert market.series("T10Y3M")["value"].tolist() == [-1.51, -1.57]


def test_recessions_are_read_from_a_download_of_fred(tmp_path: Path) -> None:
    """The indicator of months becomes dates of peaks and troughs, whichever its column."""
    folder = small_snapshot(tmp_path)
    expected = snapshot.load(folder).series("USREC")
    text = (folder / "usrec.csv").read_text()
    (folder / "usrec.csv").unlink()
    (folder / "USREC.csv").write_text("observation_date,USREC\n" + text.split("\n", 1)[1])
    assert snapshot.load(folder).series("USREC").equals(expected)


def test_files_that_are_no_series_are_named(tmp_path: Path) -> None:
    """Neither the manifest, hidden files nor texts about the folder are."""
    folder = small_snapshot(tmp_path)
    for name in ("README.md", ".hidden.csv", "prices.xlsx"):
        (folder / name).write_text("x")
    (folder / "trades.csv").write_text("date,size\n2024-01-02,100\n")
    for name in ("DGS2.csv", "dgs2.csv"):
        (folder / name).write_text("date,value\n2024-01-02,4.3\n2024-01-03,4.4\n")
    snapshot.write_manifest(folder)
    market = snapshot.load(folder)
    expected = "dgs2.csv (DGS2 a second time), prices.xlsx, trades.csv"
    assert market.notices == [f"3 files of the folder ignored: {expected}"]


def test_a_reference_folder_without_a_file_is_refused(tmp_path: Path) -> None:
    """A manifest that lists nothing does not hide it."""
    (tmp_path / "manifest.json").write_text('{"kind": "reference", "files": {}}')
    with pytest.raises(DataError, match=r"weekly\.csv: no such file"):
        snapshot.load(tmp_path)


def test_a_changed_or_missing_file_is_refused(tmp_path: Path) -> None:
    """The manifest's fingerprints are checked before anything is read."""
    folder = small_snapshot(tmp_path)
    snapshot.write_manifest(folder)
    assert "verified" in snapshot.load(folder).label
    path = folder / "gspc_daily.csv"
    path.write_text(path.read_text().replace("100.0", "100.5"))
    with pytest.raises(DataError, match=r"gspc_daily\.csv: SHA-256 .* differs"):
        snapshot.load(folder)
    path.unlink()
    with pytest.raises(DataError, match=r"gspc_daily\.csv: no such file"):
        snapshot.load(folder)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "manifest.json: not a manifest"),
        ("[]", "expected an object with files"),
        ('{"files": 3}', "expected an object with files"),
        ('{"files": {"../x.csv": {}}}', "x.csv lies outside the folder"),
        ('{"files": {"/etc/passwd": {}}}', "passwd lies outside the folder"),
        ('{"files": {"": {}}}', "a file is named ''; expected its path in the folder"),
        ('{"files": {"a.csv": {}}}', "no SHA-256 of a.csv; expected 64 hexadecimal digits"),
        ('{"files": {"a.csv": null}}', "no SHA-256 of a.csv"),
        ('{"files": {"a.csv": {"sha256": 7}}}', "no SHA-256 of a.csv"),
        ('{"files": {"a.csv": {"sha256": "abc"}}}', "no SHA-256 of a.csv"),
        ("[" * 100_000, r"not a manifest \(nested too deeply\)"),
        ("9" * 5000, r"not a manifest \("),
    ],
)
def test_a_broken_manifest_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """Not JSON, not an object, no files, or a file outside the folder."""
    folder = small_snapshot(tmp_path)
    (folder / "manifest.json").write_text(text)
    with pytest.raises(DataError, match=message):
        snapshot.load(folder)


def test_weeks_and_months_are_aggregated_and_unfinished_ones_left_out(tmp_path: Path) -> None:
    """Data to Thursday 2024-03-07: the last week and March are missing."""
    market = snapshot.load(small_snapshot(tmp_path))
    weekly = build_reference.weekly_bars(market.series("RUT"))
    first = weekly.iloc[0]
    assert weekly.index[0] == pd.Timestamp("2024-01-05")
    assert tuple(first) == (99.6, 105.0, 97.0, 103.0)
    assert weekly.index[-1] == pd.Timestamp("2024-03-01")
    monthly = build_reference.monthly_closes(market)
    assert [f"{d:%Y-%m-%d}" for d in monthly.index] == ["2024-01-31", "2024-02-29"]
    assert monthly["RUT_TR"].tolist() == [242.0, 284.0]


def test_reference_figures_can_be_built_and_used_by_anyone(tmp_path: Path) -> None:
    """The folder that the builder writes is itself a source; it may be written again."""
    (tmp_path / "daily").mkdir()
    market = snapshot.load(small_snapshot(tmp_path / "daily"))
    for _ in range(2):
        build_reference.build(market, tmp_path / "out")
    built = open_source(str(tmp_path / "out"), CachedFeed(tmp_path, offline=True))
    assert built.series("RUT").attrs["frequency"] == "weekly"
    assert built.series("USREC")["trough"].tolist() == [pd.Timestamp("2020-04-01")]
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["kind"] == "reference"


def test_the_builder_writes_over_nothing_else(tmp_path: Path) -> None:
    """A folder with other files is refused and left as it was."""
    folder = small_snapshot(tmp_path)
    before = (folder / "usrec.csv").read_text()
    with pytest.raises(DataError, match="holds other files"):
        build_reference.build(snapshot.load(folder), folder)
    assert (folder / "usrec.csv").read_text() == before


def test_the_shipped_figures_are_what_the_builder_makes(
    snapshot_market: Market, tmp_path: Path
) -> None:
    """Byte for byte, on the snapshot they were built from."""
    paths, missing = build_reference.build(
        snapshot_market, tmp_path / "out", named=data.shipped_names()
    )
    assert missing == ()
    for path in paths:
        assert path.read_bytes() == (reference.shipped_folder() / path.name).read_bytes()


def test_nothing_daily_is_shipped() -> None:
    """One row a week or month at most in each table, and the manifest's fingerprints hold."""
    folder = reference.shipped_folder()
    manifest = snapshot.read_manifest(folder)
    assert manifest is not None
    snapshot.verify(folder, manifest)
    periods = {
        "weekly.csv": "W-SUN",
        "nfci.csv": "W-SUN",
        "monthly_closes.csv": "M",
        "fedfunds.csv": "M",
    }
    events = {"policy_announcements.csv", "recessions.csv"}
    assert {path.name for path in folder.glob("*.csv")} == {*periods, *events}
    for name, period in periods.items():
        dates = pd.to_datetime(pd.read_csv(folder / name)["date"])
        assert not dates.dt.to_period(period).duplicated().any(), name


def test_a_copy_of_the_reference_figures_is_verified(tmp_path: Path) -> None:
    """A shipped figure changed by hand is noticed."""
    folder = tmp_path / "copy"
    shutil.copytree(reference.shipped_folder(), folder)
    assert "reference figures" in open_source(str(folder), CachedFeed(tmp_path, offline=True)).label
    path = folder / "weekly.csv"
    path.write_text(path.read_text().replace("167.44", "176.44"))
    with pytest.raises(DataError, match="changed after the snapshot"):
        open_source(str(folder), CachedFeed(tmp_path, offline=True))


POLICY_HEADER = "date,target_lower,target_upper,announced\n"
FIRST_LEVEL = "2007-09-18,4.75,4.75,\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            POLICY_HEADER + "2019-08-01,2,2.25,\n",
            "line 2: no announcement date for the change of 2019-08-01",
        ),
        (POLICY_HEADER, "found a header but no rows"),
        (POLICY_HEADER + FIRST_LEVEL, "found 1 row of target levels; expected at least 2"),
        ("announced,target_lower\n2007-09-18,4.75\n", "no target_upper column; found announced"),
        ("target_lower,target_upper\n4.75,4.75\n", "line 2: no announcement date"),
        (POLICY_HEADER + FIRST_LEVEL + "2007-10-31,4.5\n", "line 3: 2 cells; expected 4"),
        (POLICY_HEADER + FIRST_LEVEL + "2007-10-31,4.5,4.5,,\n", "line 3: 5 cells; expected 4"),
        (POLICY_HEADER + "\n" + FIRST_LEVEL + "10/31/2007,4.5,4.5,\n", "line 4: date '10/31/2007'"),
        (POLICY_HEADER + FIRST_LEVEL + "today,4.5,4.5,\n", "line 3: date 'today'; expected year"),
        (POLICY_HEADER + FIRST_LEVEL + "nan,4.5,4.5,\n", "line 3: date 'nan'; expected year"),
        (POLICY_HEADER + FIRST_LEVEL + ",4.5,4.5,\n", "line 3: date ''; expected year first"),
        (POLICY_HEADER + FIRST_LEVEL + "2007-02-30,4.5,4.5,\n", "line 3: .* no calendar date"),
        (
            POLICY_HEADER + FIRST_LEVEL + "2007-10-31,4.5,4.25,\n",
            "line 3: target_lower 4.5 is above target_upper 4.25",
        ),
        (POLICY_HEADER + FIRST_LEVEL + "2007-10-31,-0.25,0,\n", "line 3: target_lower is '-0.25'"),
        (POLICY_HEADER + FIRST_LEVEL + "2007-10-31,0,inf,\n", "line 3: target_upper is 'inf'"),
        (POLICY_HEADER + FIRST_LEVEL + "2007-10-31,0,nan,\n", "line 3: target_upper is 'nan'"),
        (POLICY_HEADER + FIRST_LEVEL + "2007-10-31,,,\n", "line 3: target_lower is ''"),
        (
            POLICY_HEADER + FIRST_LEVEL + "2007-10-31,450,450,\n",
            "line 3: target_lower is '450'; expected percent, 0",
        ),
        (POLICY_HEADER + FIRST_LEVEL * 2, "more than one change on 2007-09-18"),
        (
            POLICY_HEADER + FIRST_LEVEL + "2006-06-29,5.25,5.25,\n",
            "dates out of order: 2006-06-29 follows 2007-09-18",
        ),
        (POLICY_HEADER + '"2007-09-18,4.75', "line 2: not a CSV row"),
        ("", "the file is empty"),
    ],
)
def test_a_faulty_policy_table_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """With the line, or the date of a repeat or disorder; from 2017 dates are announcements."""
    path = tmp_path / "fed_target_changes.csv"
    path.write_text(text)
    with pytest.raises(BarsError, match=rf"^fed_target_changes\.csv: {message}"):
        read_policy(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("peak,end\n2007-12-01,2009-06-01\n", "no trough column; found peak, end"),
        ("peak,trough\n", "found a header but no rows"),
        ("peak,trough\n2007-12-01\n", "line 2: 1 cells; expected 2"),
        ("peak,trough\nDec 2007,2009-06-01\n", "line 2: date 'Dec 2007'; expected year first"),
        ("peak,trough\n2007-12-01,\n", "line 2: date ''; expected year first"),
        (
            "peak,trough\n2020-02-01,2020-04-01\n2009-06-01,2007-12-01\n",
            "line 3: trough 2007-12-01 is not after the peak 2009-06-01",
        ),
        (
            "peak,trough\n2020-02-01,2020-04-01\n2007-12-01,2009-06-01\n",
            "dates out of order: 2007-12-01 follows 2020-02-01",
        ),
        (
            "peak,trough\n2020-02-01,2020-04-01\n2020-02-01,2020-05-01\n",
            "more than one peak on 2020-02-01",
        ),
    ],
)
def test_a_faulty_list_of_recessions_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """With the line, or the date of a repeat or disorder."""
    path = tmp_path / "recessions.csv"
    path.write_text(text)
    with pytest.raises(BarsError, match=rf"^recessions\.csv: {message}"):
        read_recessions(path)


def test_a_manifest_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """A folder of that name, a link to itself; a folder without one has none."""
    assert snapshot.read_manifest(tmp_path) is None
    assert snapshot.read_manifest(tmp_path / "nowhere") is None
    for name in ("folder", "loop"):
        (tmp_path / name).mkdir()
    (tmp_path / "folder" / "manifest.json").mkdir()
    (tmp_path / "loop" / "manifest.json").symlink_to(tmp_path / "loop" / "manifest.json")
    for name in ("folder", "loop"):
        with pytest.raises(DataError, match=r"manifest\.json: cannot be read \("):
            snapshot.read_manifest(tmp_path / name)


def test_a_file_is_named_by_text(tmp_path: Path) -> None:
    """In a manifest made elsewhere than from JSON too."""
    manifest = {"files": {7: {"sha256": "0" * 64}}}
    with pytest.raises(DataError, match="a file is named '7'; expected its path in the folder"):
        snapshot.verify(tmp_path, manifest)
    with pytest.raises(DataError, match="expected an object with files"):
        snapshot.verify(tmp_path, {})


def test_any_file_can_be_fingerprinted(tmp_path: Path) -> None:
    """Text or not; a folder named like a file is none, an empty file has no rows."""
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "latin.csv").write_bytes("date,prix en €\n2024-01-02,1\n".encode("cp1252"))
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "short.csv").write_bytes(b"date,close\n2024-01-02,1")
    snapshot.write_manifest(tmp_path)
    manifest = snapshot.read_manifest(tmp_path)
    assert manifest is not None
    snapshot.verify(tmp_path, manifest)
    files = manifest["files"]
    assert isinstance(files, dict)
    rows = {name: entry["rows"] for name, entry in files.items()}
    assert rows == {"empty.csv": 0, "latin.csv": 1, "short.csv": 1}


def test_doubtful_prices_of_a_file_are_noticed(tmp_path: Path) -> None:
    """A tick ten times too high and a year without bars change what a study finds."""
    days = pd.bdate_range("2016-01-04", periods=900)
    close = 100 + np.arange(900) / 10
    bars = pd.DataFrame({"date": days, "close": close})
    bars.loc[850, "close"] *= 10
    bars.drop(range(300, 560)).to_csv(tmp_path / "own.csv", index=False)
    _, market = open_symbol(tmp_path / "own.csv", "auto", user_cache())
    assert market.notices == [
        f"own: a move beyond 25% that the next day takes back on 1 day: {days[850]:%Y-%m-%d}",
        f"own: nothing for more than 10 days after 1 date: {days[299]:%Y-%m-%d}",
    ]
    # What comes after the day of the study is not known on it.
    _, earlier = open_symbol(tmp_path / "own.csv", "auto", user_cache(), as_of=days[700])
    assert [text for text in earlier.notices if "beyond" in text] == []
