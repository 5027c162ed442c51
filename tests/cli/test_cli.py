"""The command line as its users type it: JSON, exit codes, one-line errors."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from backtests.claims.literature import load_literature
from backtests.claims.registry import load_claims
from backtests.claims.run import RESAMPLES, reproduce, run_claims, trade_rules, with_rules
from backtests.cli import app
from backtests.report.json import run
from backtests.runtime import serialization
from backtests.trading.strategies import strategy_names
from data_feeds.files import reference
from tests import commands
from tests.proofs import number


def rutcheck(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, offline, without the environment's source."""
    return commands.run(
        arguments,
        cwd=folder,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": "/nonexistent",
            "COLUMNS": "120",
            "RUTCHECK_CACHE": "/nonexistent/cache",
            "RUTCHECK_FRESH": "1",
            "RUTCHECK_OFFLINE": "1",
        },
    )


def content(*arguments: str) -> dict[str, object]:
    """The JSON that a command prints, and nothing else on standard output."""
    done = rutcheck(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_the_snapshot_file_has_33_breakouts(snapshot_folder: Path) -> None:
    """The command of the issue, with the fields others rely on."""
    found = content("breakout", str(snapshot_folder / "rut_daily.csv"), "--seed-record", "174.44")
    events = found["events"]
    assert isinstance(events, list)
    assert len(events) == 33
    assert (events[0]["signal_date"], events[-1]["signal_date"]) == ("1989-07-31", "2026-04-16")
    assert {
        "signal_date",
        "entry_date",
        "entry",
        "record",
        "record_date",
        "base_low",
        "leg_low",
        "target",
        "stop",
        "outcome",
        "exit_date",
        "exit",
        "bars",
        "mfe",
        "mae",
        "return",
    } <= set(events[0])
    summary = found["summary"]
    assert isinstance(summary, dict)
    assert {
        "n",
        "resolved",
        "hits",
        "hit_rate",
        "interval",
        "n_eff",
        "baseline",
        "p_value",
        "incidence",
    } <= set(summary)
    assert summary["n"] == 33


def test_breakouts_above_a_recent_high_have_their_multiverse() -> None:
    """The option stands among the parameters, and its rule among the definitions."""
    found = content(
        "breakout",
        "--lookback",
        "252",
        "--target",
        "30%",
        "--multiverse",
        "--data",
        "reference",
        "--resamples",
        "100",
    )
    parameters, curve = found["parameters"], found["multiverse"]
    assert isinstance(parameters, dict)
    assert (parameters["lookback"], parameters["seed_record"]) == (252, None)
    assert isinstance(curve, dict)
    assert "252-day high, base of 20 days and 5%" in curve["varied"]["breakout"]


def test_the_easing_table_has_its_fields(snapshot_folder: Path) -> None:
    """C1 to C9, and the multiverse when asked for."""
    found = content("easing", "--anchor", "last", "--multiverse", "--data", str(snapshot_folder))
    cycles = found["cycles"]
    assert isinstance(cycles, list)
    assert [c["name"] for c in cycles] == [f"C{i}" for i in range(1, 10)]
    assert cycles[-1]["provisional"] is True
    assert {
        "name",
        "first_cut",
        "last_cut",
        "cuts",
        "end_known",
        "price_return",
        "total_return",
    } <= set(cycles[0])
    summary, curve = found["summary"], found["multiverse"]
    assert isinstance(summary, dict)
    assert {"mean", "median", "n", "interval", "placebo_mean", "p_value", "leave_one_out"} <= set(
        summary
    )
    assert isinstance(curve, dict)
    assert curve["lowest"] < summary["mean"] < curve["highest"]


@pytest.mark.parametrize("target", ["mm-d", "30%", "750pts", "level:4000", "none"])
@pytest.mark.parametrize(
    "stop",
    [
        "structural",
        "8%",
        "atr:2",
        "atr:3",
        "trailing:10%",
        "chandelier:3",
        "failed",
        "time:63",
        "none",
    ],
)
def test_every_rule_runs_on_the_shipped_figures(target: str, stop: str) -> None:
    """Each pair of rules gives an outcome for every event."""
    from backtests.engine.prepared_bars import PreparedBars
    from backtests.inference import monte_carlo
    from backtests.studies.breakouts import hit_rate
    from backtests.studies.breakouts.rules import BreakoutRules
    from data_feeds.files import reference

    study = hit_rate.study(
        PreparedBars.of(reference.load().series("RUT")),
        BreakoutRules(target=target, stop=stop),
        rng=monte_carlo.generator("x"),
        draws=100,
    )
    assert len(study.outcomes) == 27
    assert study.hit_rate.n == len(study.outcomes)


def test_without_a_target_there_is_no_hit_rate(tmp_path: Path) -> None:
    """Null in the document and a dash in the table, of one series and of many."""
    (tmp_path / "watch.txt").write_text("RUT\nSPX\n", encoding="utf-8")
    options = ("--target", "none", "--data", "reference", "--resamples", "100")
    summary = content("breakout", "RUT", *options)["summary"]
    assert isinstance(summary, dict)
    nothing = ("hits", "hit_rate", "hit_rate_optimistic", "interval", "jeffreys", "baseline")
    assert [summary[name] for name in nothing] == [None] * 6
    assert (summary["resolved"], summary["note"]) == (25, "the rule has no target")
    many = ("breakout", "--universe", str(tmp_path / "watch.txt"), *options)
    found = content(*many)
    pooled, series = found["pooled"], found["series"]
    assert isinstance(pooled, dict)
    assert isinstance(series, list)
    for one, rate in ((pooled, "rate"), *((row, "hit_rate") for row in series)):
        assert (one["hits"], one[rate], one["interval"]) == (None, None, None)
    assert pooled["mean_return"] != 0
    lines = [line.split() for line in rutcheck(*many).stdout.splitlines()]
    cells = {line[0]: line[1:] for line in lines if line and line[0] in ("RUT", "SPX", "together")}
    assert all(row[:6] == ["–"] * 6 and row[6].endswith("%") for row in cells.values())
    assert set(cells) == {"RUT", "SPX", "together"}


def test_backtests_print_their_trades_and_metrics() -> None:
    """On the shipped figures the fund is traded week by week, from its first dividend on."""
    found = content("backtest", "post-easing", "-p", "anchor=last")
    assert found["traded"] == "IWM"
    assert found["frequency"] == "weekly"
    trades, metrics = found["trades"], found["metrics"]
    assert isinstance(trades, list)
    assert isinstance(metrics, dict)
    assert [t["signal_date"] for t in trades] == ["2004-06-25", "2009-12-18", "2021-03-19"]
    assert metrics["trades"] == 3


def test_a_run_writes_its_files(tmp_path: Path) -> None:
    """results.json, report.html and pictures of what is asked, in the folder asked for."""
    done = rutcheck("run", "brk-03", "srg-01", "--out", str(tmp_path / "out"), "--resamples", "100")
    assert done.returncode == 0, done.stderr
    assert "shipped reference figures" in done.stdout
    assert str(tmp_path / "out" / "report.html") in done.stdout
    written = json.loads((tmp_path / "out" / "results.json").read_text())
    assert [c["id"] for c in written["claims"]] == ["brk-03", "srg-01"]
    drawn = {path.name for path in (tmp_path / "out" / "figures").iterdir()}
    assert {"breakouts-recent.png", "breakouts.png", "waiting.png"} <= drawn
    assert not {"easing.png", "declines.png"} & drawn


def test_a_form_that_there_is_not_is_refused_in_one_line() -> None:
    """Named, with those that there are; exit 2."""
    done = rutcheck("run", "brk-05", "--format", "pdf")
    assert done.returncode == 2
    assert done.stderr == ("rutcheck: --format 'pdf'; expected one of html, json, md, png, svg\n")


def test_json_of_a_run_is_its_results_file(tmp_path: Path) -> None:
    """Standard output and results.json are the same bytes."""
    done = rutcheck("run", "brk-05", "--json", "--out", str(tmp_path))
    assert done.stdout == (tmp_path / "results.json").read_text(encoding="utf-8")


def test_a_second_run_with_two_processes_is_the_same() -> None:
    """Same data, same seeds: results.json to the last byte, on a source opened anew."""
    draws = number(RESAMPLES, 200)
    given = ("--resamples", str(draws), "--jobs", "2")
    done = rutcheck("run", "--data", "reference", "--json", *given)
    first = run_claims(load_claims(), reference.load(), resamples=draws)
    assert len(first.findings) > 100
    rows = trade_rules(strategy_names(), first.claims, reference.load())
    published = reproduce(load_literature(), reference.load(), resamples=draws)
    here = replace(with_rules(first, rows), literature=published)
    assert done.stdout == serialization.to_text(run.run_json(here))


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("run", "brk-3"), 2, "no claim 'brk-3'; did you mean brk-03"),
        (("breakout", "--lookback", "19"), 2, "lookback is 19; expected at least the base, 20"),
        (("breakout", "--lookback", "55", "--seed-record", "9"), 2, "expected no --lookback"),
        (("claims", "mom-4b"), 2, "did you mean mom-04b"),
        (("breakout", "--target", "mm-x"), 2, "no target rule 'mm-x'"),
        (("breakout", "--stop", "atr"), 2, "no stop rule 'atr'"),
        (("breakout", "--min-base", "0"), 2, "min_base is 0; expected at least 1"),
        (("breakout", "--min-base", "9" * 20), 2, "expected at most 200,000 trading days"),
        (("breakout", "--lookback", "9" * 20), 2, "expected at most 200,000 trading days"),
        (("breakout", ""), 2, "a symbol is empty; expected a name, or leave it out"),
        (("scan", "RUT", " "), 2, "a symbol is empty"),
        (("sweep", ""), 2, "a symbol is empty"),
        (("data", "fetch", ""), 2, "a symbol is empty"),
        (("backtest", "post-easing", "--trade", ""), 2, "--trade is empty"),
        (("status", ""), 2, "no claim ''"),
        (("breakout", "--universe", ""), 2, "--universe is empty"),
        (("breakout", "--universe", "indexes", "--seed-record", "0"), 2, "expected no symbol"),
        (("easing", "--anchor", "frist"), 2, "did you mean first?"),
        (("easing", "--anchor", "first", "--pause", "3"), 2, "expected --anchor pause with it"),
        (("backtest", "post-esing"), 2, "did you mean post-easing?"),
        (("backtest", "post-easing", "-p", "anchr=x"), 2, "did you mean anchor?"),
        (("backtest", "post-easing", "-p", "hold_months=x"), 2, "expected int"),
        (("run", "--as-of", "tomorrow"), 2, "expected YYYY-MM-DD"),
        (("run", "--dta", "x"), 2, "--data"),
        (("run", "--data", "nowhere"), 3, "no data source 'nowhere'"),
        (("breakout", "nope.csv"), 3, "nope.csv: no such file"),
        (("breakout", "XYZ", "--data", "reference"), 3, "no series XYZ"),
        (("breakout", "XYZ"), 3, "Yahoo is not asked, since RUTCHECK_OFFLINE is set"),
        (("status", "zzz"), 2, "no claim 'zzz'; expected one of 109: rutcheck claims lists all"),
        (("claims", "mmo-06"), 2, "did you mean mom-06 or "),
        (("scan", "RUT_TR"), 3, "'RUT_TR' is a series of a run, derived from others"),
        (("breakout", "KRE_ADJ"), 3, "expected a symbol such as KRE, or a CSV file"),
        (("breakout", "XY Z"), 3, "no symbol; expected letters"),
        (("run", "--data", "yahoo"), 3, "Yahoo is not asked"),
        (("data", "fetch", "IWM"), 3, "Yahoo is not asked"),
        (("breakout", "FFT"), 3, "FFT is no price series; found lower, upper, mid"),
        (("backtest", "post-easing", "--trade", "RUT_CLOSE"), 3, "cannot be traded, no open"),
        (("data", "check", "nowhere"), 3, "nowhere: no such folder"),
        (("run", "--as-of", "1950-01-01"), 3, "nothing is left up to 1950-01-01"),
    ],
)
def test_errors_are_one_line_with_their_exit_code(
    tmp_path: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    """2 for usage, 3 for data; nothing is written."""
    done = rutcheck(*arguments, folder=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    if "--dta" not in arguments:
        assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_bad_file_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    """Exit 3 with the day and what was expected."""
    path = tmp_path / "x.csv"
    path.write_text("Date,Close\n2024-01-02,-5\n2024-01-03,1\n")
    done = rutcheck("breakout", str(path))
    assert done.returncode == 3
    assert "2024-01-02: close is -5; expected above zero" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["x.csv"]


def test_a_traceback_is_shown_when_asked_for() -> None:
    """--debug, anywhere on the line; the exit code stays."""
    done = rutcheck("run", "--data", "nowhere", "--debug")
    assert "Traceback" in done.stderr
    assert done.returncode == 3


def test_an_error_that_nobody_foresaw_has_a_code_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """70 with the traceback, since 1 says that a number moved."""
    monkeypatch.setattr(sys, "argv", ["rutcheck", "run"])
    monkeypatch.setattr(app, "app", lambda **_: 1 / 0)
    with pytest.raises(SystemExit) as ended:
        app.main()
    assert ended.value.code == 70
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_the_folder_check_names_what_each_series_is_fit_for(snapshot_folder: Path) -> None:
    """The index from 2007, the fund from its first day."""
    found = content("data", "check", str(snapshot_folder))
    series = found["series"]
    assert isinstance(series, list)
    said = {row["name"]: row["conclusion"] for row in series}
    assert said["RUT"].startswith("fit for closes; fit for fills from 2007-01-01")
    assert said["IWM"].startswith("fit for closes; fit for fills from 2000-05-26")


def test_the_shipped_series_are_listed() -> None:
    """Data show, with spans and fingerprints."""
    found = content("data", "show", "--data", "reference")
    series = found["series"]
    assert isinstance(series, list)
    weekly = next(row for row in series if row["name"] == "RUT")
    assert (weekly["frequency"], weekly["first"]) == ("weekly", "1987-09-11")
    assert len(weekly["sha256"]) == 64


def test_reference_figures_are_built_from_the_command_line(
    snapshot_folder: Path, tmp_path: Path
) -> None:
    """The builder's files are listed, and the folder can be used."""
    out = str(tmp_path / "out")
    done = rutcheck("data", "reference", "--from", str(snapshot_folder), "--out", out)
    assert done.returncode == 0, done.stderr
    assert {Path(line).name for line in done.stdout.splitlines()} == {
        *(path.name for path in Path(reference.__file__).with_name("reference_data").glob("*.csv")),
    }
    assert content("data", "show", "--data", out)["source"] == (
        "folder of reference figures (by week)"
    )


@pytest.mark.parametrize("arguments", [(), ("run",), ("breakout",), ("easing",), ("data",)])
def test_help_is_there(arguments: tuple[str, ...]) -> None:
    """Every command explains its options."""
    done = rutcheck(*arguments, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_the_version_is_what_a_bug_report_needs() -> None:
    """The program first, then Python and the parts of the engine."""
    done = rutcheck("--version")
    assert done.returncode == 0
    first, *others = done.stdout.splitlines()
    assert first.startswith("rutcheck ")
    names = [line.split()[0] for line in others]
    assert names == [
        "python",
        "numpy",
        "pandas",
        "numba",
        "scipy",
        "statsmodels",
        "arch",
        "backtrader",
        "ta",
        "machine",
    ]
    assert all(line.split()[1] for line in others)
