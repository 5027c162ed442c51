"""The README is true: its commands run, its table is what the program computes."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from backtests.claims.run import Result, expectations, tally_by_group
from backtests.evidence.verdicts import VERDICTS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks_of(page: str) -> list[list[str]]:
    """The rutcheck commands of each shell block of a page."""
    return [
        found
        for block in re.findall(r"```sh\n(.*?)```", page, flags=re.S)
        if (found := re.findall(r"^ *\.venv/bin/rutcheck (.+)$", block, flags=re.M))
    ]


BLOCKS = blocks_of(README)
PAGES = ("architecture", "how-to/charts", "reference/reading", "how-to/scan")
OTHER_BLOCKS = [
    block
    for page in (ROOT / "CONTRIBUTING.md", *(ROOT / "docs" / f"{n}.md" for n in PAGES))
    for block in blocks_of(page.read_text(encoding="utf-8"))
]
EXAMPLES = re.findall(r"```python\n(.*?)```", README, flags=re.S)


def test_the_readme_names_the_two_commands() -> None:
    """And the Makefile has them."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("report", "test"):
        assert re.search(rf"^make {target}\b", README, flags=re.M)
        assert re.search(rf"^{target}:", makefile, flags=re.M)


def run(arguments: list[str], folder: Path) -> str:
    """What a fresh Python prints in a folder, without a network; it ends with exit code 0."""
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": "/nonexistent",
            "RUTCHECK_OFFLINE": "1",
            "RUTCHECK_CACHE": str(folder / "cache"),
            "MPLCONFIGDIR": str(folder),
        },
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("block", BLOCKS + OTHER_BLOCKS, ids=lambda block: block[0].split()[0])
def test_every_command_of_the_pages_runs(block: list[str], tmp_path: Path) -> None:
    """A walkthrough from its first command to its last: exit 0, and something printed."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for command in block:
        assert run(["-m", "backtests", *shlex.split(command)], tmp_path)


def test_there_is_a_walkthrough_for_each_user() -> None:
    """Reader, trader, investor, researcher, pipeline, data, own claims; and one in Python."""
    assert [block[0].split()[0] for block in BLOCKS] == [
        "read",
        "breakout",
        "backtest",
        "easing",
        "run",
        "data",
        "claims",
    ]
    assert len(EXAMPLES) == 1


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_python_of_the_readme_runs(code: str, tmp_path: Path) -> None:
    """It prints the cycles and their mean beside random dates."""
    assert "C8" in run(["-c", code], tmp_path)


def test_the_verdicts_in_the_readme_are_computed(reference_run: Result) -> None:
    """Each row's verdict and figures come out of the shipped figures."""
    rows = re.findall(r"^\| ([a-z]+-\d+\w?)? ?\|.*\| (.*) \| . (.+) \|$", README, flags=re.M)
    assert len(rows) == 7
    findings = {finding.claim_id: finding for finding in reference_run.findings}
    claim_id = ""
    for named, history, verdict in rows:
        finding = findings[named or claim_id]
        ruling = finding.ruling if named else finding.base_rate
        claim_id = named or claim_id
        assert ruling is not None
        assert ruling.verdict == verdict
        known = {
            f"{100 * number:{sign}.1f}%"
            for e in finding.evidence.estimates
            for number in (e.value, e.baseline)
            for sign in ("+", "")
            if number is not None and e.unit == "fraction"
        }
        known |= {
            f"{e.value:,.2f}"
            for e in finding.evidence.estimates
            if e.value is not None and e.unit == "points"
        }
        known |= {e.note.split(",")[0] for e in finding.evidence.estimates}
        figures = re.findall(r"[+-]?\d+\.\d%|\d,\d{3}\.\d\d|\d+ of \d+", history)
        assert figures
        assert set(figures) <= known


def test_the_counts_in_the_readme_are_computed(reference_run: Result) -> None:
    """The three groups by verdict, and the expectations that came true, on the shipped figures."""
    groups = tally_by_group(reference_run.claims, reference_run.findings)
    header = re.search(r"^\| \| (supported .*) \|$", README, flags=re.M)
    assert header is not None
    assert tuple(header.group(1).split(" | ")) == VERDICTS
    for name, counts in groups.items():
        row = f"| {name} | {' | '.join(map(str, counts.values()))} |"
        assert row in README.splitlines()
    stated = re.search(r"^Of (\d+) expectations .* report, (\d+) came true", README, flags=re.M)
    assert stated is not None
    came_true, decided = expectations(reference_run.findings)
    assert (int(stated.group(2)), int(stated.group(1))) == (came_true, decided)
