"""The README is true: its tables are what the program computes; test_pages.py runs its command."""

from __future__ import annotations

import re
from pathlib import Path

from backtests.claims.run import Result, expectations, tally_by_group
from backtests.evidence.verdicts import VERDICTS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_names_the_two_commands() -> None:
    """And the Makefile has them."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("report", "test"):
        assert re.search(rf"^make {target}\b", README, flags=re.M)
        assert re.search(rf"^{target}:", makefile, flags=re.M)


def test_the_readme_is_short() -> None:
    """A screen and a half, with the two commands before anything else is explained."""
    lines = README.splitlines()
    assert len(lines) <= 75
    assert next(k for k, line in enumerate(lines) if line.startswith("make report")) < 10


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
