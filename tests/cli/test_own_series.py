"""Wherever a symbol is accepted a CSV file is, and a frame in Python."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from backtests.claims.selection import select
from backtests.notebook import breakout_study, strategy_run
from data_feeds.files.frame import read_frame
from data_feeds.series.bars import BarsError, DataError
from data_feeds.series.market import Market
from data_feeds.source import open_beside, user_cache


def walk(days: int = 700, seed: int = 3) -> pd.DataFrame:
    """Bars of a random walk that rises, every day of the week from 2023-01-01 on."""
    steps = np.random.default_rng(seed).normal(0.001, 0.02, days)
    close = 100 * np.exp(np.cumsum(steps))
    opens = np.concatenate([[100.0], close[:-1]]) * 1.001
    return pd.DataFrame(
        {
            "Open": opens,
            "High": np.maximum(opens, close) * 1.01,
            "Low": np.minimum(opens, close) * 0.99,
            "Close": close,
        },
        index=pd.date_range("2023-01-01", periods=days),
    )


@pytest.fixture
def fund(tmp_path: Path, reference_market: Market) -> Path:
    """The shipped weeks of IWM as a file of the user, with adjusted closes."""
    bars = reference_market.loaders["IWM"]().join(
        reference_market.loaders["IWM_ADJ"]()["close"].rename("Adj Close")
    )
    path = tmp_path / "mine.csv"
    bars.to_csv(path, index_label="Date")
    return path


def run_cli(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    """The command line in this process."""
    from backtests.cli.app import main

    monkeypatch.setattr("sys.argv", ["rutcheck", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0


def test_a_frame_is_studied_as_its_file_is(tmp_path: Path) -> None:
    """The same events and numbers, and the frame is left as it was."""
    frame = walk()
    kept = frame.copy(deep=True)
    frame.to_csv(tmp_path / "frame.csv", index_label="Date")
    options = {"target": "10%", "stop": "8%", "resamples": 100}
    ours = breakout_study(frame, **options)
    theirs = breakout_study(str(tmp_path / "frame.csv"), **options)
    assert len(ours.frame) > 0
    pd.testing.assert_frame_equal(ours.frame, theirs.frame)
    assert ours.numbers["notices"] == theirs.numbers["notices"]
    assert "365 bars a year" in ours.numbers["notices"][0]
    pd.testing.assert_frame_equal(frame, kept)


def test_a_frame_may_have_a_name_and_dates_in_a_column() -> None:
    """The name is that of the series; prices are equal to the last digit."""
    frame = walk(50)
    dated = frame.rename_axis("Date").reset_index()
    dated.attrs["name"] = "my coin"
    bars = read_frame(dated)
    assert bars.attrs["name"] == "my coin"
    assert bars["close"].tolist() == frame["Close"].tolist()
    assert read_frame(frame["Close"])["close"].tolist() == frame["Close"].tolist()


def test_a_frame_of_yfinance_is_read() -> None:
    """Two levels of columns, and dates with a time zone."""
    frame = walk(50).tz_localize("UTC")
    frame.columns = pd.MultiIndex.from_product([frame.columns, ["COIN"]], names=["Price", "Ticker"])
    bars = read_frame(frame)
    assert bars["close"].tolist() == walk(50)["Close"].tolist()
    assert bars.index.tolist() == walk(50).index.tolist()


@pytest.mark.parametrize(
    ("spoil", "text"),
    [
        (lambda t: t.drop(columns="Close"), "no close column"),
        (lambda t: t.assign(Close=-1.0), "expected above zero"),
        (lambda t: t.iloc[:1], "expected at least 2"),
        (lambda t: t.assign(High=t["Low"] / 2), "above the high"),
    ],
)
def test_a_frame_that_is_no_prices_is_one_line(spoil: object, text: str) -> None:
    """As of a file."""
    with pytest.raises(BarsError, match=text) as refusal:
        breakout_study(spoil(walk(50)))  # type: ignore[operator]
    assert "\n" not in str(refusal.value)


def test_a_strategy_trades_a_file_or_a_frame_as_it_trades_the_series(fund: Path) -> None:
    """The prices of IWM under another name give its trades, with its distributions."""
    options = {"parameters": {"anchor": "last"}, "data": "reference"}
    known = strategy_run("post-easing", trade="IWM", **options)
    ours = strategy_run("post-easing", trade=fund, **options)
    assert len(known.frame) > 0
    pd.testing.assert_frame_equal(ours.frame, known.frame)
    assert ours.numbers["metrics"] == known.numbers["metrics"]
    frame = pd.read_csv(fund, index_col="Date", parse_dates=True).drop(columns="Adj Close")
    without = strategy_run("post-easing", trade=frame, **options)
    assert without.frame["entry_date"].tolist() == known.frame["entry_date"].tolist()
    # A frame of prices alone pays nothing.
    assert without.numbers["metrics"]["cagr"] < known.numbers["metrics"]["cagr"]


def test_backtest_trades_a_file(
    fund: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The traded series has the name of the file."""
    run_cli(
        monkeypatch,
        *("backtest", "post-easing", "-p", "anchor=last", "--data", "reference", "--json"),
        *("--trade", str(fund)),
    )
    assert json.loads(capsys.readouterr().out)["traded"] == "mine.csv"


def test_sweep_tries_files_and_series_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both are in the results, the coin with a year of its own."""
    path = tmp_path / "coin.csv"
    walk().to_csv(path, index_label="Date")
    run_cli(
        monkeypatch,
        *("sweep", "RUT", str(path), "--target", "10%", "--stop", "8%,10%"),
        *("--data", "reference", "--out", str(tmp_path / "out"), "--json"),
    )
    results = pd.read_parquet(tmp_path / "out" / "results.parquet")
    years = results.groupby("symbol")["bars_per_year"].unique().map(list).to_dict()
    assert years == {"RUT": [52], str(path): [365]}
    (notice,) = json.loads(capsys.readouterr().out)["notices"]
    assert (
        notice == "coin: trades seven days a week, 365 bars a year: 252 trading days are 365 bars"
    )


def test_rows_of_a_file_after_the_end_of_the_data_are_named(tmp_path: Path) -> None:
    """The shipped figures end before 2030."""
    path = tmp_path / "late.csv"
    days = pd.bdate_range("2024-01-01", "2030-01-01")
    pd.DataFrame({"close": 100.0 + np.arange(len(days))}, index=days).to_csv(path)
    path.write_text("Date" + path.read_text())
    name, market = open_beside(str(path), "reference", user_cache())
    assert market.prices(name).index[-1] <= market.as_of
    (notice,) = market.notices
    assert (
        notice == f"late.csv: rows after {market.as_of:%Y-%m-%d}, where the data end, are not used"
    )


def test_data_show_and_check_name_a_coin_and_what_they_ignore(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder with an index, a coin that lacks a day, and a file that is no series."""
    days = pd.bdate_range("2023-01-02", "2024-11-29")
    walk(len(days)).set_axis(days).to_csv(tmp_path / "rut_daily.csv", index_label="Date")
    coin = walk().drop(pd.Timestamp("2024-02-10"))
    coin.to_csv(tmp_path / "coin_daily.csv", index_label="Date")
    (tmp_path / "notes.xlsx").write_text("x")
    expected = {
        "1 file of the folder ignored: notes.xlsx",
        "COIN: trades seven days a week, 365 bars a year: 252 trading days are 365 bars",
    }
    run_cli(monkeypatch, "data", "show", "--data", str(tmp_path), "--json")
    shown = json.loads(capsys.readouterr().out)
    assert expected <= set(shown["notices"])
    frequencies = {row["name"]: row.get("frequency") for row in shown["series"]}
    assert (frequencies["COIN"], frequencies["RUT"]) == ("seven-day", "daily")
    run_cli(monkeypatch, "data", "check", str(tmp_path))
    printed = " ".join(capsys.readouterr().out.split())
    assert "! 1 file of the folder ignored: notes.xlsx" in printed
    assert "the calendar of another market, which trades seven days a week" in printed
    assert "missing 1 day: 2024-02-10" in printed


def test_one_name_for_two_files_is_refused(tmp_path: Path) -> None:
    """Claims files of two folders, each with its own prices of one name."""
    claims = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        claims.append(tmp_path / folder / "claims.toml")
        claims[-1].write_text(
            f"""
[article]
key = "{folder}"
title = "Mine"
publisher = "Me"
date = 2025-01-02

[[claim]]
id = "{folder}-01"
type = "P"
section = "One"
statement = "It will rise."
study = "level_forecast"
data = {{ bars = "own.csv" }}
parameters = {{ base_date = 2025-01-02, months = 12, rise = 0.1 }}
"""
        )
    assert select([str(claims[0])]).files == {"own.csv": tmp_path / "a" / "own.csv"}
    with pytest.raises(DataError, match=r"own\.csv is two files, .*a/own\.csv and .*b/own\.csv"):
        _ = select([str(path) for path in claims]).files


def test_a_file_that_does_not_exist_is_one_line(tmp_path: Path) -> None:
    """And names the file."""
    with pytest.raises(DataError, match=r"nothing\.csv: no such file"):
        strategy_run("post-easing", trade=str(tmp_path / "nothing.csv"), data="reference")
