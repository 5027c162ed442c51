"""Files as vendors and tools write them, with made-up prices: each gives its right answer.

The numbered files hold the same first closes; order, separators, names and date forms differ.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from backtests.cli.app import main
from data_feeds.files import csv_file, snapshot

Breakout = Callable[..., dict[str, Any]]
INPUTS = Path(__file__).parent / "inputs"
CLOSES = [1841.60, 1791.27, 1800.25, 1789.75, 1781.58]
DAYS = ["2012-01-03", "2012-01-04", "2012-01-05", "2012-01-06", "2012-01-09"]
# What the notice says of each file; nothing where the file is as the project itself writes one.
SAID = {
    "01_investing_slash": "month before day; newest first, reversed; column Change % not used",
    "03_yfinance_multi": "a header of 3 lines",
    "05_nasdaq_dollar": "month before day; newest first, reversed",
    "06_nasdaq_index": "month before day; newest first, reversed",
    "07_wsj": "month before day; years of two digits; newest first, reversed",
    "09_tradingview_unix": "Unix time in seconds; dates of UTC",
    "11_alphavantage": "newest first, reversed",
    "13_mt5": "columns <TICKVOL>, <SPREAD> not used",
    "14_mt4_noheader": "no header: columns read as date, open, high, low, close, volume",
    "16_cboe": "month before day",
    "18_pandas_unnamed_index": "dates in the unnamed column",
    "20_tokyo_in_utc": "instants in UTC dated as midnights east of it",
    "21_excel_serial": "serial days of Excel",
    "22_googlefinance": "month before day",
    "22b_excel_dmy_words": "years of two digits",
    "23_bloomberg": "3 lines above the header left out",
    "23b_bloomberg_nopreface": "",
    "25_nse": "newest first, reversed; column Turnover (₹ Cr) not used",
    "25c_indexname_iso": "column Index Name not used",
    "26_german": "day before month; decimal comma",
    "28_decimal_comma": "decimal comma",
    "29_yahoo_web_copy": "newest first, reversed",
    "33_footer": "1 row of text left out; columns Symbol, Change, %Chg not used",
    "34_kaggle_name": "column Name not used",
    "35_quandl_nse_last_close": "newest first, reversed; columns Last, Turnover (Lacs) not used",
    "36_slash_year_first": "",
    "37_volume_commas": "",
    "37b_thousands": "",
    "39_date_and_timestamp": "column timestamp not used",
    "40_early_zero_open": "closes only, since 5 of 5 rows lack open, high or low",
    "42_sep_line": "",
    "43_pipe": "",
    "45_fred_index": "column SP500 read as the close",
    "46_symbol_named_close": "column ^RUT read as the close",
    "47_cp1252": "cp1252 text; column Währung not used",
    "48_polygon": "Unix time in nanoseconds; dates of UTC; columns ticker, transactions not used",
    "50_boolean_col": "column is_half_day not used",
    "51_percent_col": "column Change not used",
    "dividend_row": "1 row of text between the prices left out (2012-01-05)",
}


@pytest.fixture
def breakout(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Breakout:
    """Return a function that gives the JSON of `rutcheck breakout` of one of the files."""

    def run(name: str, *options: str) -> dict[str, Any]:
        command = ["rutcheck", "breakout", str(INPUTS / f"{name}.csv"), "--json", *options]
        monkeypatch.setattr("sys.argv", command)
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code
        return dict(json.loads(capsys.readouterr().out))

    return run


@pytest.mark.parametrize("name", SAID)
def test_a_layout_gives_its_closes_and_one_notice(name: str) -> None:
    """The first five closes, oldest first, and what was inferred or left out."""
    bars = csv_file.read_bars(INPUTS / f"{name}.csv")
    assert bars["close"].tolist()[:5] == CLOSES
    assert [f"{day:%Y-%m-%d}" for day in bars.index[:5]] == DAYS
    said = bars.attrs["inferred"]
    assert bool(said) == bool(SAID[name])
    assert all(piece in said for piece in SAID[name].split("; ")), said


def test_every_file_is_tested() -> None:
    """A file beside the others has a row above, or a test of its own below."""
    own = {
        "31_yahoo_null_row",
        "alphavantage_split",
        "crypto_7day",
        "depth_exactly_5pct",
        "exact_target_default_rules",
        "fred_DGS2_in_own_folder",
        "saturday_session",
        "yahoo_one_zero_open",
    }
    assert {path.stem for path in INPUTS.glob("*.csv")} == set(SAID) | own


def test_a_row_without_prices_is_left_out_and_counted() -> None:
    """Six days with a close; the one of nulls is named."""
    bars = csv_file.read_bars(INPUTS / "31_yahoo_null_row.csv")
    assert bars["close"].tolist() == [2292.13, 2314.3, 2294.77, 2311.16, 2326.81, 2388.25]
    assert bars.attrs["inferred"] == "read as: 1 row without a close left out (2013-05-27)"


def test_a_high_exactly_at_the_target_reaches_it(breakout: Breakout) -> None:
    """Target 2485.86 on 2013-01-11, +18.93% after 5 bp a side."""
    events = breakout("exact_target_default_rules")["events"]
    [event] = [e for e in events if e["signal_date"] == "2012-08-27"]
    assert (event["outcome"], event["exit_date"]) == ("target", "2013-01-11")
    assert event["exit"] == pytest.approx(2485.86, abs=0.005)
    assert event["return"] == pytest.approx(0.1893, abs=5e-5)


def test_a_base_of_exactly_the_least_depth_counts(breakout: Breakout) -> None:
    """A fall of 5% to the cent is one of 5%."""
    events = breakout("depth_exactly_5pct", "--target", "10%", "--stop", "8%")["events"]
    assert [event["signal_date"] for event in events] == ["2015-04-08"]


def test_a_split_of_the_file_is_applied(breakout: Breakout) -> None:
    """After a split of 4 the record is 110.00, not 440."""
    [event] = breakout("alphavantage_split", "--target", "10%", "--stop", "8%")["events"]
    assert event["signal_date"] == "2015-04-13"
    assert event["record"] == pytest.approx(110.00)
    assert event["entry"] == pytest.approx(110.60)


def test_one_bad_row_costs_one_row() -> None:
    """79 of 80 bars with their prices, and the day is named."""
    bars = csv_file.read_bars(INPUTS / "yahoo_one_zero_open.csv")
    assert len(bars) == 79
    assert list(bars.columns) == ["open", "high", "low", "close"]
    assert "1 row without open, high or low left out (2015-03-30)" in bars.attrs["inferred"]


def test_a_market_of_seven_days_is_read_and_said(breakout: Breakout) -> None:
    """A year of 365 bars."""
    notices = " ".join(breakout("crypto_7day")["notices"])
    assert "trades seven days a week, 365 bars a year" in notices


def test_one_session_on_a_saturday_is_named(breakout: Breakout) -> None:
    """It is a bar as the others."""
    notices = " ".join(breakout("saturday_session")["notices"])
    assert "1 session on a Saturday (2024-01-20)" in notices


def test_the_download_of_fred_works_in_a_folder(tmp_path: Path) -> None:
    """DGS2.csv, as FRED writes it, is the series DGS2."""
    shutil.copy(INPUTS / "saturday_session.csv", tmp_path / "rut_daily.csv")
    shutil.copy(INPUTS / "fred_DGS2_in_own_folder.csv", tmp_path / "DGS2.csv")
    values = snapshot.load(tmp_path).series("DGS2")
    assert values["value"].tolist() == [4.1] * 5
    assert values.index[0] == pd.Timestamp("2019-01-02")
