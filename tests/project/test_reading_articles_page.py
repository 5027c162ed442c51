"""The page on what is read of the shipped articles: figures, matches, and what is asked for."""

from __future__ import annotations

import datetime
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from backtests.claims.reading.statement import Statement
from backtests.claims.registry import find_claim, load_claims

DOCS = Path(__file__).parents[2] / "docs"
SCRIPT = SimpleNamespace(**runpy.run_path(str(DOCS / "scripts" / "make_reading_articles_table.py")))
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (DOCS / "validation" / "reading-articles.md")
    .read_text(encoding="utf-8")
    .splitlines()
    if line.startswith("|") and "-" in line.split("|")[1] and "---" not in line
]


def read(value: float, unit: str, to: datetime.date | None, *subject: str) -> object:
    """A statement that was read, as the script holds it."""
    text = "words"
    statement = Statement(
        text, text, 0, 5, "target", subject, (value,), unit, "up", None, to, "", testable=True
    )  # type: ignore[arg-type]
    return SCRIPT.Found(SimpleNamespace(statement=statement, claim=None, why_not=""), "pending")


def test_figures_are_those_that_a_claim_states() -> None:
    """Percentages, levels and numbers of cuts; no years, names, spans or distances in points."""
    found = SCRIPT.figures("In 2025 the S&P 500 made two cuts, 1.5% in 12 months, to 3,250.")
    assert [(one.value, one.unit) for one in found] == [
        (2.0, "count"),
        (0.015, "fraction"),
        (3250.0, "points"),
    ]
    assert SCRIPT.figures("Small caps add 750 points.") == []


@pytest.mark.parametrize(
    ("value", "unit", "to", "subject", "expected"),
    [
        (3250.0, "points", None, "RUT", True),
        (3250.0, "points", datetime.date(2026, 12, 31), "RUT", True),
        (3250.0, "points", datetime.date(2026, 6, 30), "RUT", False),
        (3250.0, "points", None, "SPX", False),
        (3260.0, "points", None, "RUT", False),
        (3250.0, "bp", None, "RUT", False),
    ],
)
def test_a_statement_matches_by_market_value_and_days(
    value: float, unit: str, to: datetime.date | None, subject: str, *, expected: bool
) -> None:
    """brk-03 is the level 3,250 of the Russell 2000 by 2027-01-15."""
    claim = find_claim(load_claims(), "brk-03")
    (stated,) = SCRIPT.figures(claim.statement)
    assert SCRIPT.matches(claim, stated, read(value, unit, to, subject)) is expected


def test_several_drafts_have_one_verdict_together() -> None:
    """One that is refuted refutes; two that differ otherwise decide nothing."""
    assert SCRIPT.together(["supported", "supported"]) == "supported"
    assert SCRIPT.together(["supported", "refuted"]) == "refuted"
    assert SCRIPT.together(["inconclusive", "refuted"]) == "refuted"
    assert SCRIPT.together(["supported", "inconclusive"]) == "inconclusive"


def test_the_page_has_a_row_for_each_claim_with_a_figure() -> None:
    """A claim added to an article shows that the page is old."""
    stated = [claim.id for claim in load_claims() if SCRIPT.figures(claim.statement)]
    assert [row[0] for row in ROWS] == stated


def test_each_claim_that_is_missed_or_differs_is_explained() -> None:
    """In words of this project."""
    assert all(row[5] not in ("", "?") for row in ROWS if row[3] != row[4])


def test_enough_is_found_with_the_same_verdict() -> None:
    """At least 80% of the claims, each with the verdict of the claim encoded by hand."""
    found = [row for row in ROWS if row[4] != "–"]
    assert len(found) >= SCRIPT.LEAST_FOUND * len(ROWS)
    assert all(row[3] == row[4] for row in found)
