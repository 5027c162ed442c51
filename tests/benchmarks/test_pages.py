"""Pages of benchmarks say what their templates say, and nothing that a hand put in."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import goals, scale, waits
from benchmarks.pages import Machine, megabytes, render, stated_pace
from benchmarks.timing import process

pytest.importorskip("joblib", reason="a sweep needs joblib: install rutcheck[sweep]")
pytest.importorskip("pyarrow", reason="a sweep needs pyarrow: install rutcheck[sweep]")


PAGES = Path(__file__).resolve().parents[2] / "benchmarks"
BUSY, QUIET = (Machine(2, "Linux x86_64", "3.11.7", load) for load in (1.5, 0.2))
# Every name that a row of goals is computed from.
NAMES = (
    *(
        f"{kind}: {engine}"
        for kind in ("study", "grid", "paths", "runner")
        for engine in ("rutcheck", "bare loop", "vectorbt", "arch + vectorbt", "plain")
    ),
    "paths: megabytes",
    "run: seconds",
    "run: megabytes",
    "reference: seconds",
    "help: seconds",
    "sweep: seconds",
    "sweep: one worker",
    "sweep: two workers",
    "sweep: megabytes at 50 points",
    "sweep: megabytes at 400 points",
)
# With its unit where a dash may stand for both; a sign is part of the number.
NUMBER = re.compile(r"[−–+]|\d[\d,]*(\.\d+)*( MB)?")
# Lines whose words are measured: where, with what, and the rows of medians and compared trades.
MEASURED = re.compile(r"(Measured on|With numpy) .*|\| [^|]*: [^|]* \|[^|]*\|[^|]*\||\| # days, .*")


def masked(text: str) -> list[str]:
    """Lines without numbers, what was measured, and how a goal came out."""
    lines = (NUMBER.sub("#", line) for line in text.splitlines())
    return [
        re.sub(r"(`) \| [^|]* \| [^|]* \|$", r"\1 |", line)
        for line in lines
        if not MEASURED.fullmatch(line)
    ]


def without_load(lines: list[str]) -> list[str]:
    """Leave out the paragraph that a busy machine adds."""
    stated = [NUMBER.sub("#", line) for line in BUSY.stated_load(used=2).splitlines()]
    at = lines.index(stated[0]) if stated[0] in lines else len(lines)
    assert lines[at : at + len(stated)] in (stated, [])
    return lines[:at] + lines[at + len(stated) + 1 :]


def readme(machine: Machine) -> str:
    """The page of `make bench` with every figure 1."""
    return render(
        "README.md",
        {
            "bars": 1,
            "versions": "numpy 1",
            "machine": machine,
            "load": machine.stated_load(used=2),
            "pace": stated_pace([1.0, 1.0]),
            "goals": goals.table(dict.fromkeys(NAMES, 1.0)),
            "medians": "| a: b | 1 | |",
            "turns": 1,
            "dask_turns": 1,
            "points": 1,
            "fewer_points": 1,
            "few_points": 1,
            "fewer_paths": 1,
            "draws": 1,
            "checked": "| 1 days, 1%, 1 ranges, 1 days | 1 |",
        },
    )


def measured(case: scale.Case) -> scale.Measured:
    """A symbol takes a second, a result a tenth, a part 2 ms after half a second for all."""
    by = case.workers or case.jobs
    studying = case.symbols * (1 + 0.1 * case.points) / by
    adding_up = 0.5 + 0.002 * case.symbols
    disk = case.symbols * (0.05 + 1e-4 * case.points)
    return scale.Measured(case, 0.0, studying, adding_up, 300.0, 0.0, disk)


def plan(machine: Machine) -> str:
    """The page of `make scale` on that machine."""
    found = {name: [measured(case) for case in group] for name, group in scale.cases(1_000).items()}
    return scale.plan(found, machine)


@pytest.mark.parametrize(("name", "page"), [("README.md", readme), ("SCALE.md", plan)])
def test_a_committed_page_has_the_words_of_its_template(name: str, page: object) -> None:
    """All but numbers, names of machines and verdicts; a busy machine may be stated."""
    assert callable(page)
    committed = without_load(masked((PAGES / name).read_text(encoding="utf-8")))
    assert len(committed) > 30
    for machine in (BUSY, QUIET):
        assert without_load(masked(page(machine))) == committed


def test_a_wait_is_the_ratio_of_two_medians() -> None:
    """3 over 4 seconds reach 0.8 but not 0.4; a row without figures says so."""
    row = waits.Row("start", "work", "before", 0.8, "a", "b")
    found = {"a": [3.0, 1.0, 9.0], "b": [4.0, 4.0, 2.0]}
    assert row.text(found).endswith("| 3 / 4 s | 0.75 × | reached |")
    assert replace(row, limit=0.4).text(found).endswith("| 0.75 × | **not reached** |")
    assert row.text({"a": [1.0]}).endswith("| – | – | not measured |")


def test_a_group_measured_again_replaces_its_figures_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page has the new ratio of one group, and the one before of the other."""
    monkeypatch.setattr(waits, "FIGURES", tmp_path / "waits.json")
    monkeypatch.setattr(waits, "PAGE", tmp_path / "WAITS.md")

    def of(one: str, value: float, other: str) -> waits.Measured:
        return waits.Measured({one: [value] * 3, other: [1.0] * 3}, "2 cores", "numpy 1", "a", 0.0)

    waits.write({"study": of("study", 2.0, "bare loop"), "regress": of("x", 1.0, "y")})
    waits.write({"study": of("study", 1.1, "bare loop")})
    page = waits.PAGE.read_text(encoding="utf-8")
    assert "| 1.1 / 1 ms | 1.10 × | reached |" in page
    assert "2.00 ×" not in page
    assert list(waits.kept()) == ["regress", "study"]
    assert page.count("| 3 | a | 2 cores | 0.0 | numpy 1 |") == 2


def test_the_page_of_waits_is_that_of_its_figures() -> None:
    """Nothing was put in by hand, and every row of the table is there."""
    page = waits.PAGE.read_text(encoding="utf-8")
    assert page == waits.page(waits.kept())
    assert all(f"| {row.work} |" in page for row in waits.ROWS)


def test_a_command_takes_time_and_its_packages_are_those_of_a_folder(tmp_path: Path) -> None:
    """A tenth of a second of work is at least as much CPU time; a failure may be expected."""
    (tmp_path / "backtests.py").write_text("import time\nwhile time.process_time() < 0.1: pass\n")
    done = process(["-m", "backtests"], folder=tmp_path)
    assert done.cpu >= 0.1
    assert done.seconds >= 0.1
    assert process(["-c", "raise SystemExit(2)"], fails=True).seconds > 0
    with pytest.raises(subprocess.CalledProcessError):
        process(["-c", "raise SystemExit(2)"])


def test_others_at_work_are_reported_where_they_take_a_core_that_is_used() -> None:
    """Where they have one and a half of two, not 0.2; and of eight only above six."""
    assert "others kept 1.5 of its 2 cores" in BUSY.stated_load(used=2)
    assert QUIET.stated_load(used=2) == ""
    assert Machine(8, "", "", 6.0).stated_load(used=2) == ""
    assert Machine(8, "", "", 7.0).stated_load(used=2) != ""


def test_a_machine_that_slows_down_is_reported_with_how_much() -> None:
    """The slowest of the times against the fastest."""
    assert "timed 3 times" in stated_pace([0.2, 0.5, 0.25])
    assert "took 2.50 times" in stated_pace([0.2, 0.5, 0.25])


# Ends at once, while what it started takes 200 MB.
LEAVES_A_LARGE_ONE = """
import subprocess, sys
subprocess.Popen([sys.executable, "-c", "held = bytearray(200_000_000)"])
sys.exit(3)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel for what outlives its parent")
def test_memory_is_that_of_the_largest_process_of_all() -> None:
    """Of one that outlives the command too; and the command's exit code is passed on."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.usage", "-c", LEAVES_A_LARGE_ONE],
        capture_output=True,
        text=True,
        check=False,
        cwd=PAGES.parent,
    )
    measured = json.loads(done.stdout)
    assert done.returncode == 3
    assert 180 < measured["megabytes"] < 300
    assert measured["seconds"] > 0


def test_costs_are_those_of_the_machine() -> None:
    """A hundred million results of a tenth of a second are 2,778 core hours, and symbols 3."""
    found = {name: [measured(case) for case in group] for name, group in scale.cases(1_000).items()}
    cost = scale.costs(found)
    assert cost.result == pytest.approx(0.1)
    assert cost.symbol == pytest.approx(1.0 + 2 * 0.002)
    assert cost.part == pytest.approx(0.002)
    assert (cost.disk, cost.disk_part) == (pytest.approx(1e-4), pytest.approx(0.05))
    paper = scale.on_paper(cost)
    assert (paper["results"], paper["parts"], paper["core_hours"]) == (
        "100,000,000",
        "100,000",
        "2,781",
    )
    assert "Two Dask workers against one: 2.00 times" in plan(QUIET)
    assert "others kept" not in plan(QUIET)


def test_every_goal_names_its_command_and_what_was_not_measured() -> None:
    """Nothing is left out: a row without a figure says so."""
    rows = goals.table({}).splitlines()[2:]
    assert len(rows) == len(goals.GOALS)
    for row in rows:
        assert re.fullmatch(r"\| .+ \| .+ \| `python -m .+` \| – \| not measured here \|", row)
    assert all("reached" in row for row in goals.table(dict.fromkeys(NAMES, 1.0)).splitlines()[2:])


def test_no_memory_is_a_dash() -> None:
    """A process that was not measured did not take 0 MB."""
    assert (megabytes(0.0), megabytes(329.4)) == ("–", "329 MB")


def test_a_measurement_that_fails_says_which_and_why() -> None:
    """In place of a row."""
    with pytest.raises(RuntimeError, match=r"--symbols 1 --points 1001 --jobs 1: .*1001 random"):
        scale.in_own_process(scale.Case(1, 1001, jobs=1))
