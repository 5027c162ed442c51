"""Ten planted faults against a baseline: each is caught, and its likely cause is named."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import backtests
from backtests.baselines import baseline as files
from backtests.baselines import check
from backtests.baselines import report as display
from backtests.baselines.measure import make_baseline
from backtests.runtime.serialization import plain
from data_feeds.files import snapshot
from data_feeds.files.reference import shipped_folder
from tests import commands
from tests.proofs import number

SOURCES = Path(str(backtests.__file__)).resolve().parents[1]
PACKAGES = ("data_feeds", "signals", "strategies", "backtests")
SETTINGS = files.Settings(
    source=files.FOLDER,
    as_of="2008-10-24",
    resamples=100,
    repeats=2,
    claims=(),
    strategies=("breakout-measured-move:stop=atr:2", "post-easing"),
    breakouts=("RUT", "RUT:target=5%,stop=2%", "RUT:stop=atr:2"),
    easing=("last",),
)


FIRST, BARS = "2000-01-03", 2_300


def write_market(folder: Path) -> Path:
    """Write a small made-up market: gaps, wide bars, a fund with distributions; no chance in it."""
    folder.mkdir(parents=True)
    rng = np.random.Generator(np.random.PCG64(2000))
    days = pd.bdate_range(FIRST, periods=BARS, name="date")
    # Overnight and daytime log returns: one night in 17 has a large gap, one bar in 17 is wide.
    gaps = rng.choice([0, -0.05, 0.05], BARS, p=[0.94, 0.03, 0.03])
    night = rng.normal(0.0002, 0.004, BARS) + gaps
    day = rng.normal(0.0004, 0.008, BARS)
    close = 500 * np.exp(np.cumsum(night + day))
    open_ = close * np.exp(-day)
    reach = rng.uniform(0.001, 0.012, (2, BARS)) + 0.05 * (rng.random(BARS) < 0.06)
    bars = pd.DataFrame(
        {
            "open": open_,
            "high": np.maximum(open_, close) * (1 + reach[0]),
            "low": np.minimum(open_, close) * (1 - reach[1]),
            "close": close,
        },
        index=days,
    ).round(2)
    bars.assign(volume=1_000_000).to_csv(folder / "rut_daily.csv")
    fund = (bars / 10).round(4)
    paid = np.exp(-0.012 * (days[-1] - days).days / 365.25)
    fund.assign(adj_close=(fund["close"] * paid).round(4), volume=1_000_000).to_csv(
        folder / "iwm_daily.csv"
    )
    total = (bars["close"] / paid / 5).round(4)
    pd.DataFrame({"rut_spliced": bars["close"], "ru2000tr": total}).to_csv(
        folder / "rut_level_long.csv"
    )
    shutil.copy(shipped_folder() / "policy_announcements.csv", folder / "fed_target_changes.csv")
    return folder


@pytest.fixture(scope="module")
def market_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up market, as it was when the baseline was written."""
    return write_market(tmp_path_factory.mktemp("market") / "data")


@pytest.fixture(scope="module")
def held(market_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A baseline of two strategies, three breakout rules and the easing cycles."""
    path = tmp_path_factory.mktemp("baseline") / "held.json"
    files.write(make_baseline(SETTINGS, snapshot.load(market_folder), ()), path)
    return path


@pytest.fixture
def changed_folder(market_folder: Path, tmp_path: Path) -> Path:
    """A copy of the market for a fault."""
    return Path(shutil.copytree(market_folder, tmp_path / "data"))


def checked(held: Path, folder: Path) -> check.Report:
    """Check a folder against the baseline in this process."""
    was = files.read(held)
    as_of = pd.Timestamp(was.settings.as_of)
    return check.check(was, snapshot.load(folder, as_of=as_of), (), path=held)


def edit_rows(folder: Path, name: str, change: Callable[[list[str]], list[str]]) -> None:
    """Change the lines of a file."""
    path = folder / name
    path.write_text("\n".join(change(path.read_text().splitlines())) + "\n")


def replaced(old: str, new: str) -> Callable[[list[str]], list[str]]:
    """Replace a text that is there once."""

    def change(lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        assert text.count(old) == 1
        return text.replace(old, new).splitlines()

    return change


def copied_sources(folder: Path) -> Path:
    """A copy of the packages with what was compiled."""
    for name in PACKAGES:
        shutil.copytree(SOURCES / name, folder / name)
    return folder


def check_with(
    sources: Path, held: Path, folder: Path, *options: str
) -> subprocess.CompletedProcess[str]:
    """Check with the copied packages in a process of its own."""
    return commands.run(
        ["regress", "check", str(held), "--data", str(folder), *options],
        cwd=sources,
        env={**os.environ, "PYTHONPATH": str(sources)},
    )


def run_copy(sources: Path, held: Path, folder: Path) -> tuple[int, dict[str, Any]]:
    """Check with the copied packages; the exit code and the JSON."""
    done = check_with(sources, held, folder, "--json")
    assert done.stderr == ""
    found: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, found


# Name, file, what it says, what the fault says, and a figure that must have moved.
CODE_FAULTS = {
    "a stop filled at the stop price through a gap": (
        "backtests/engine/fills.py",
        "if failed or open_[t] <= at_stop:\n                price = open_[t]",
        "if failed or open_[t] <= at_stop:\n                price = stop",
        ("breakout RUT:stop=atr:2", "trade 2006-02-10", "exit"),
    ),
    "entry at the signal close": (
        "backtests/engine/fills.py",
        "price = close[first] if by_close else open_[first]",
        "price = close[first] if by_close else close[first - 1]",
        ("breakout RUT", "trade 2004-09-07", "entry"),
    ),
    "target before stop in the same bar": (
        "backtests/engine/fills.py",
        "if low[t] <= at_stop:",
        "if low[t] <= at_stop and high[t] < at_goal:",
        ("breakout RUT:target=5%,stop=2%", "hit rate", "hits"),
    ),
    "ATR by simple mean": (
        "signals/levels/stops.py",
        "    found = AverageTrueRange(*prices, window=window).average_true_range()\n",
        "    highs, lows, closes = prices\n"
        "    ranges = pd.concat([highs, closes.shift()], axis=1).max(axis=1) - pd.concat(\n"
        "        [lows, closes.shift()], axis=1).min(axis=1)\n"
        "    found = ranges.rolling(window).mean()\n",
        ("strategy breakout-measured-move:stop=atr:2", "metrics", "total_return"),
    ),
    "the costs halved": (
        "strategies/engine/round_trip.py",
        "COST, BORROW = 0.0005, 0.005",
        "COST, BORROW = 0.00025, 0.005",
        ("breakout RUT", "trades", "mean return"),
    ),
    "a horizon of 250 instead of 252 bars": (
        "backtests/studies/breakouts/rules.py",
        'stop: str = "structural"\n    horizon: int = 252\n    cost',
        'stop: str = "structural"\n    horizon: int = 250\n    cost',
        ("breakout RUT", "trade 2005-10-17", "bars"),
    ),
}


# What a text of a file becomes in a refactor that changes no rule.
REFACTOR = {
    "backtests/studies/breakouts/random_entries.py": (r"\b_hits\b", "_share_of_hits"),
    "backtests/studies/easing/cycle_returns.py": (
        r"\A\"\"\"[^\"]+\"\"\"",
        '"""Returns after the Fed cut its target."""',
    ),
    "signals/levels/stops.py": (r"\Z", "\n# Stops are those of METHODS 2.4.\n"),
}


@pytest.mark.parametrize("fault", list(CODE_FAULTS)[: number(6, 3)])
def test_a_fault_in_the_code_is_caught(
    fault: str, held: Path, market_folder: Path, tmp_path: Path
) -> None:
    """Exit 1, the figure that moved, and the file as the likely cause."""
    name, text, wrong, key = CODE_FAULTS[fault]
    sources = copied_sources(tmp_path)
    edit_rows(sources, name, replaced(text, wrong))
    code, found = run_copy(sources, held, market_folder)
    assert code == 1
    assert found["regression"]
    assert key in [(m["subject"], m["item"], m["figure"]) for m in found["moved"] if not m["note"]]
    assert [(c["name"], c["text"]) for c in found["likely_causes"]] == [("code", name)]


def test_an_unrelated_refactor_moves_nothing(
    held: Path, market_folder: Path, tmp_path: Path
) -> None:
    """A private name, a docstring and a comment: exit 0, and the files that differ are named."""
    sources = copied_sources(tmp_path)
    for name, (old, new) in REFACTOR.items():
        path = sources / name
        text, count = re.subn(old, new, path.read_text())
        assert count >= 1
        path.write_text(text)
    done = check_with(sources, held, market_folder)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("no regression: ")
    assert lines[-1] == "though these differ: 3 source files"
    code, found = run_copy(sources, held, market_folder)
    assert (code, found["moved"], found["likely_causes"]) == (0, [], [])
    assert found["differences"]["files"] == sorted(REFACTOR)


def later_cut(folder: Path) -> None:
    """The last cut of its cycle, of 2003-06-25, a day late."""
    edit_rows(folder, "fed_target_changes.csv", replaced("2003-06-25,", "2003-06-26,"))


def swapped_prices(folder: Path) -> None:
    """Bars that come adjusted, and the unadjusted close in the place of the adjusted one."""
    path = folder / "iwm_daily.csv"
    bars = pd.read_csv(path, index_col="date")
    share = bars["adj_close"] / bars["close"]
    prices = bars[["open", "high", "low", "close"]].mul(share, axis=0).round(4)
    prices["close"] = bars["adj_close"]
    prices["high"] = prices[["open", "high", "close"]].max(axis=1)
    prices["low"] = prices[["open", "low", "close"]].min(axis=1)
    prices.assign(adj_close=bars["close"], volume=bars["volume"]).to_csv(path)


def dropped_row(folder: Path) -> None:
    """No bar of the index on 2005-03-15."""
    edit_rows(
        folder,
        "rut_daily.csv",
        lambda lines: [line for line in lines if not line.startswith("2005-03-15")],
    )


def restated_close(folder: Path) -> None:
    """The index's record close of 2005-10-17 lower by 3%."""
    path = folder / "rut_daily.csv"
    bars = pd.read_csv(path, index_col="date")
    bars.loc["2005-10-17", "close"] *= 0.97
    bars["low"] = bars[["low", "close"]].min(axis=1)
    bars.to_csv(path)


DATA_FAULTS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "an easing date off by a day": (
        later_cut,
        "FFT",
        "the row of 2003-06-25 now stands at 2003-06-26",
    ),
    "adjusted and unadjusted prices swapped": (
        swapped_prices,
        "IWM",
        "holds what IWM_ADJ held (adjusted prices)",
    ),
    "a dropped row of data": (dropped_row, "RUT", "the row of 2005-03-15 is gone (it held "),
    "a restated close": (restated_close, "RUT", "the value of 2005-10-17 was "),
}


@pytest.mark.parametrize("fault", DATA_FAULTS)
def test_a_fault_in_the_data_is_caught(fault: str, held: Path, changed_folder: Path) -> None:
    """A regression whose only likely cause is the data, with the series and the day in words."""
    plant, series, words = DATA_FAULTS[fault]
    plant(changed_folder)
    report = checked(held, changed_folder)
    assert report.regressions
    assert [cause.name for cause in report.causes] == ["data"]
    assert report.differences.series[series].startswith(words)
    assert series in report.causes[0].text


def test_several_changes_are_reported_apart(held: Path, changed_folder: Path) -> None:
    """Two closes a point higher move the sums as two points on the day between would."""
    path = changed_folder / "rut_daily.csv"
    bars = pd.read_csv(path, index_col="date")
    bars.loc[["2005-10-12", "2005-10-14"], ["close", "high"]] += 1.0
    bars.to_csv(path)
    found = checked(held, changed_folder).differences.series
    assert found["RUT"] == "several values of 2005 changed"


def test_a_second_run_is_the_same(held: Path, market_folder: Path) -> None:
    """No figure moves, not even one that rests on random numbers."""
    report = checked(held, market_folder)
    assert (report.moved, report.causes) == ((), ())
    assert display.to_lines(report)[-1] == "same data, code and versions"


def test_other_data_are_named_as_the_cause(held: Path, changed_folder: Path) -> None:
    """Where most series differ, the baseline was made on another folder."""
    for name in ("rut_daily.csv", "iwm_daily.csv", "rut_level_long.csv"):
        path = changed_folder / name
        pd.read_csv(path, index_col="date").mul(1.5).to_csv(path)
    (cause,) = checked(held, changed_folder).causes
    assert cause.name == "data"
    assert "are not those of the baseline, which was made on other data: " in cause.text


def test_newer_days_are_not_read(held: Path, changed_folder: Path) -> None:
    """A data file that only grew is no change."""
    edit_rows(
        changed_folder,
        "rut_daily.csv",
        lambda lines: [*lines, lines[-1].replace(lines[-1][:10], "2009-01-02")],
    )
    report = checked(held, changed_folder)
    assert (report.moved, dict(report.differences.series)) == ((), {})


def test_a_baseline_is_read_as_it_was_written(held: Path) -> None:
    """To the last byte."""
    assert files.to_text(files.read(held)) == held.read_text()


def test_a_baseline_holds_no_daily_prices(held: Path) -> None:
    """Of a series it has sums by year alone, and of a year of a few rows not even these."""
    series = files.read(held).series
    found = plain(series["RUT"])
    assert isinstance(found, dict)
    assert set(found) == {"sha256", "rows", "first", "last", "years"}
    assert set(found["years"]) == {str(year) for year in range(2000, 2009)}
    assert found["years"]["2005"]["total"] > 0
    few = series["FFT"].years["2003"]
    assert 0 < few.rows < 20
    assert (few.days, few.total, few.moment, few.values) == (None, None, None, None)
