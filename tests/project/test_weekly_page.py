"""docs/validation/weekly-daily.md has the verdicts of the weekly figures, the daily ones beside."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from backtests.claims.run import Result
from backtests.report.json.run import run_json
from backtests.runtime.serialization import to_text

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = runpy.run_path(str(ROOT / "docs" / "scripts" / "make_weekly_table.py"))
TEXT = (ROOT / "docs" / "validation" / "weekly-daily.md").read_text(encoding="utf-8")
Json = dict[str, Any]


def rows() -> dict[str, tuple[str, ...]]:
    """The cells of each claim, without its id."""
    found = re.findall(r"(?m)^\| ([a-z]+-\S+) \| (.*) \|$", TEXT)
    return {name: tuple(cell.strip() for cell in cells.split("|")) for name, cells in found}


def results(*verdicts: str) -> Json:
    """A run of two claims with these verdicts."""
    claims = [
        {"id": name, "verdict": verdict, "series": ["RUT"], "estimates": []}
        for name, verdict in zip(("brk-05", "mom-01"), verdicts, strict=True)
    ]
    return {"claims": claims, "notices": [], "as_of": "2026-10-02"}


def content(result: Result) -> Json:
    """The results file of a run."""
    found: Json = json.loads(to_text(run_json(result)))
    return found


@pytest.mark.parametrize(("run", "column"), [("reference_run", 0), ("daily_run", 2)])
def test_the_page_has_the_verdict_of_every_testable_claim(
    run: str, column: int, request: pytest.FixtureRequest
) -> None:
    """`make weekly` writes it anew; the weekly figures are those of this version too."""
    claims = content(request.getfixturevalue(run))["claims"]
    testable = {c["id"]: c for c in claims if c["verdict"] != "not testable"}
    shown = rows()
    assert {name: cells[column] for name, cells in shown.items()} == {
        name: claim["verdict"] for name, claim in testable.items()
    }
    figures = {name: cells[column + 1] for name, cells in shown.items()}
    assert figures == {name: SCRIPT["figure"](claim) for name, claim in testable.items()}


def test_no_claim_is_supported_on_one_and_refuted_on_the_other() -> None:
    """At most five lack weekly data, and every other verdict has its reason."""
    shown = rows()
    assert len(shown) > 70
    for weekly, _, daily, _, why in shown.values():
        assert {weekly, daily} != {"supported", "refuted"}
        assert weekly == daily or why
    assert sum(cells[0] == "no data" for cells in shown.values()) <= 5


def test_opposite_verdicts_are_refused() -> None:
    """The page is not written, and the claim is named."""
    with pytest.raises(ValueError, match="mom-01 is supported on one and refuted on the other"):
        SCRIPT["page"](results("pending", "supported"), results("pending", "refuted"))


def test_a_verdict_that_differs_needs_a_reason() -> None:
    """Of the two claims one has a reason in the script."""
    page = SCRIPT["page"](results("supported", "pending"), results("inconclusive", "pending"))
    assert "Of 2 claims, 1 have the same verdict" in page
    with pytest.raises(KeyError, match="mom-01"):
        SCRIPT["page"](results("supported", "pending"), results("supported", "supported"))
