"""The studies as functions, and the scripts that show them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import mypy.api
import numpy as np
import pandas as pd
import pytest

import backtests
from backtests.claims.registry import UnknownClaim
from backtests.runtime.choices import UsageError
from data_feeds.series.bars import DataError
from signals.easing_cycle import Anchor

CACHE = Path(__file__).resolve().parents[2] / ".mypy_cache"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def python(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder, offline, with the packages that these tests see."""
    known = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": "/nonexistent",
            "RUTCHECK_OFFLINE": "1",
            "RUTCHECK_CACHE": "/nonexistent/cache",
            "RUTCHECK_FRESH": "1",
            "MPLCONFIGDIR": str(folder),
            **known,
        },
    )


def test_breakouts_come_as_a_frame_with_the_numbers_of_the_command(tmp_path: Path) -> None:
    """The same content as `breakout --json`, dates as timestamps, and a figure."""
    study = backtests.breakout_study("RUT", data="reference", resamples=100)
    done = python(
        "-m",
        "backtests",
        "breakout",
        "--data",
        "reference",
        "--resamples",
        "100",
        "--json",
        folder=tmp_path,
    )
    assert study.numbers == json.loads(done.stdout)
    assert len(study.frame) == study.numbers["summary"]["n"]
    assert study.frame["signal_date"].is_monotonic_increasing
    assert isinstance(study.frame["signal_date"].iloc[0], pd.Timestamp)
    study.figure.savefig(tmp_path / "x.png")
    assert (tmp_path / "x.png").stat().st_size > 10_000


def test_a_result_is_shown_short_and_in_a_notebook_with_its_answer(tmp_path: Path) -> None:
    """Two lines in a terminal; in a notebook the lines of the answer and a table, escaped."""
    frame = pd.DataFrame({"close": np.exp(np.linspace(0, 1, 300))}).set_index(
        pd.bdate_range("2020-01-01", periods=300, name="date")
    )
    frame.attrs["name"] = "<b>&own"
    study = backtests.breakout_study(frame, data="reference", resamples=100)
    assert study.document == "breakout"
    assert repr(study).splitlines() == [
        "<breakouts of <b>&own: 0 rows>",
        f"verdict: {study.numbers['answer']['sentence']}",
    ]
    title = study.plot().subfigs[-1].get_suptitle()
    assert title == "No breakouts have reached their target or stop yet"
    shown = study._repr_html_()
    assert "breakouts of &lt;b&gt;&amp;own: 0 rows" in shown
    assert "<b>" not in shown
    assert shown.count("<li>") == len(study.numbers["answer"]["lines"])
    rows = backtests.easing_study(data="reference", resamples=100)._repr_html_()
    assert rows.count("<tr>") + rows.count("<tr ") == 1 + 9
    assert "<th>end_known</th>" in rows


def test_a_figure_is_drawn_once_and_refused_where_there_is_none() -> None:
    """What was changed on it stays; a scan has none."""
    easing = backtests.easing_study(data="reference", resamples=100)
    easing.plot().axes[0].set_title("changed")
    assert easing.figure is easing.plot()
    assert easing.plot().axes[0].get_title() == "changed"
    # A notebook asks an object for its picture.
    assert easing.plot()._repr_png_().startswith(b"\x89PNG")
    scan = backtests.scan("RUT", data="reference", resamples=100)
    assert scan.figure is None
    with pytest.raises(UsageError, match=r"breakouts to 2026-10-02 has no figure"):
        scan.plot()


USES = """\
import backtests

study = backtests.breakout_study("RUT", side="short")
rate: float | None = study.numbers["summary"]["hit_rate"]
days: list[str] = [event["signal_date"] for event in study.numbers["events"]]
mean: float = study.frame["return"].mean()
study.plot().savefig("x.png")
verdicts = [claim["verdict"] for claim in backtests.check_claims("brk-05").numbers["claims"]]
"""


def test_results_are_typed_to_their_fields(tmp_path: Path) -> None:
    """A script passes mypy --strict, and a field that does not exist is found."""
    (tmp_path / "right.py").write_text(USES, encoding="utf-8")
    (tmp_path / "wrong.py").write_text(USES.replace("hit_rate", "hitrate"), encoding="utf-8")
    scripts = [str(tmp_path / name) for name in ("right.py", "wrong.py")]
    options = ("--strict", "--no-error-summary", "--ignore-missing-imports")
    errors, _, _ = mypy.api.run(
        [*options, "--follow-imports=silent", f"--cache-dir={CACHE}", *scripts]
    )
    (line,) = [line for line in errors.splitlines() if ": error: " in line]
    assert "wrong.py:4" in line
    assert "hitrate" in line


def test_easing_comes_as_a_frame_with_the_paths() -> None:
    """Nine cycles, the last of them still open; a line a cycle and the average."""
    study = backtests.easing_study(data="reference", resamples=100)
    assert study.frame["name"].tolist() == [f"C{i}" for i in range(1, 10)]
    assert np.isnan(study.frame["total_return"].iloc[-1])
    assert study.numbers["summary"]["mean"] == pytest.approx(
        study.frame["total_return"].dropna().mean()
    )
    assert len(study.figure.axes[0].lines) >= 10


@pytest.mark.parametrize(("anchor", "months"), [("first", 6), ("pause", 36)])
def test_the_figure_of_easing_follows_anchor_and_months(anchor: Anchor, months: int) -> None:
    """Its last average is the mean of the cycles, its axis and title have the months."""
    study = backtests.easing_study(anchor=anchor, months=months, data="reference", resamples=100)
    (plot,) = study.plots
    summary = study.numbers["summary"]
    assert summary is not None
    (average,) = [m for m in plot.panels[0].marks if m.name == "average of finished cycles"]
    assert average.x[-1] == months
    assert average.y[-1] == pytest.approx(100 * (1 + summary["mean"]), abs=1)
    event = {"first": "first cut", "pause": "pause"}[anchor]
    assert plot.title.startswith(f"{months} months after the {event} the Russell 2000 stood higher")
    assert f"of {summary['n']} cycles" in plot.title
    assert plot.x_title == f"months after the {event}"


def test_claims_come_as_a_frame() -> None:
    """Verdicts of those named; an unknown one is refused with the nearest."""
    study = backtests.check_claims("brk-05", "srg-01", data="reference", resamples=100)
    assert study.frame["verdict"].tolist() == ["supported", "supported"]
    with pytest.raises(UnknownClaim, match="did you mean brk-03"):
        backtests.check_claims("brk-3", data="reference")


def test_standing_claims_and_universes_come_as_frames() -> None:
    """A row a claim and a row a series."""
    standing = backtests.standing_claims(data="reference").frame
    assert {"brk-03", "slide-12"} <= set(standing["id"])
    series = backtests.universe_study("indexes", data="reference", resamples=100)
    assert series.frame["symbol"].tolist()[:2] == ["RUT", "SPX"]
    assert series.numbers["pooled"]["n"] == series.frame["resolved"].sum()


def test_a_strategy_comes_with_its_trades() -> None:
    """Parameters are checked as on the command line."""
    study = backtests.strategy_run("post-easing", parameters={"anchor": "last"}, data="reference")
    assert len(study.frame) == study.numbers["metrics"]["trades"] == 3
    assert study.figure is not None


def test_nothing_is_imported_before_it_is_asked_for(tmp_path: Path) -> None:
    """`import backtests` loads no pandas; a name that is none is refused."""
    code = "import sys, backtests; assert 'pandas' not in sys.modules; backtests.nothing"
    done = python("-c", code, folder=tmp_path)
    assert "module 'backtests' has no attribute 'nothing'" in done.stderr


@pytest.mark.parametrize(
    ("script", "words", "written"),
    [
        (
            "trader_breakout.py",
            ["reached the target; random dates", "latest signal"],
            "rut_breakouts.png",
        ),
        (
            "researcher_easing.py",
            ["pause", "The best cycle is C8 (2020-03-15)"],
            "easing_paths.png",
        ),
    ],
)
def test_the_examples_run(tmp_path: Path, script: str, words: list[str], written: str) -> None:
    """On the shipped figures, with nothing but what they print and the file they write."""
    done = python(str(EXAMPLES / script), folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    for word in words:
        assert word in done.stdout
    assert (tmp_path / written).stat().st_size > 10_000


def test_completion_finds_the_studies(tmp_path: Path) -> None:
    """Before any of them is asked for, and without importing them."""
    code = (
        "import sys, backtests; found = dir(backtests); "
        "assert set(backtests.__all__) < set(found), found; "
        "assert 'backtests.notebook' not in sys.modules"
    )
    done = python("-c", code, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_is_read_as_the_context_states(tmp_path: Path) -> None:
    """Days 1 to 12 of each month prove no order: refused, then read; breakdowns are studied too."""
    days = pd.bdate_range("2012-01-02", "2019-12-31")
    days = days[days.day <= 12]
    steps = np.random.default_rng(7).normal(-0.001, 0.02, days.size)
    prices = pd.DataFrame({"close": 100 * np.exp(np.cumsum(steps))}, index=days)
    path = tmp_path / "mine.csv"
    text = prices.to_csv(sep=";", date_format="%d/%m/%Y", float_format="%.4f", decimal=",")
    path.write_text("date" + text, encoding="utf-8")
    wanted = {"data": "reference", "resamples": 100, "side": "short", "lookback": 55}
    with pytest.raises(DataError, match="--date-format"):
        backtests.breakout_study(path, **wanted)
    with backtests.csv_layout(date_format="dmy", decimal=","):
        read = backtests.breakout_study(path, **wanted)
    own = backtests.breakout_study(prices.round(4), **wanted)
    assert read.numbers["side"] == "short"
    assert len(read.frame) > 5
    assert read.numbers["events"] == own.numbers["events"]
    assert read.numbers["summary"] == own.numbers["summary"]
    with pytest.raises(DataError, match="expected"), backtests.csv_layout(decimal="x"):
        pass
