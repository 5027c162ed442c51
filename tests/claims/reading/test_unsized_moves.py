"""Moves without a figure: of a week or month, of the day a sentence opens with, of a headline."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2025, 11, 28)
NOTE = DatedText(TODAY)
FRIDAY_BEFORE, THURSDAY = datetime.date(2025, 11, 21), datetime.date(2025, 11, 27)


@pytest.mark.parametrize(
    ("text", "subject", "direction"),
    [
        ("Bullion notched a modest weekly gain.", "GOLD", "up"),
        ("Crude rose on Friday but suffered a weekly loss.", "OIL", "down"),
        ("It was yet another losing week for bitcoin.", "BTC", "down"),
        ("The Nasdaq had another winning week.", "IXIC", "up"),
        ("Small caps post a weekly decline", "RUT", "down"),
    ],
)
def test_a_week_with_a_sign_only(text: str, subject: str, direction: str) -> None:
    """It is a move of the week that ends."""
    found = NOTE.statements(text)[-1]
    assert (found.kind, found.subject, found.direction) == ("return", (subject,), direction)
    assert (found.from_, found.to) == (FRIDAY_BEFORE, TODAY)


def test_a_week_that_is_over() -> None:
    """Early in a week the move is one of the week before."""
    found = DatedText(datetime.date(2025, 11, 24)).statements("Gold posted a weekly loss.")[0]
    assert found.to == FRIDAY_BEFORE


@pytest.mark.parametrize(
    "text",
    [
        "Gold tends to have a losing week when the dollar rises.",
        "Gold could post a weekly gain.",
        "Gold has not recorded a weekly loss.",
    ],
)
def test_no_week_of_its_own(text: str) -> None:
    """What is usual, possible or denied is no move of the week."""
    assert [s for s in NOTE.statements(text) if s.kind == "return"] == []


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Thursday's slide in small caps came after a weak auction.", "down"),
        ("The Russell 2000's rally on Thursday followed a tame report.", "up"),
    ],
)
def test_a_day_that_owns_its_move(text: str, direction: str) -> None:
    """As the subject of a sentence it states the move."""
    found = NOTE.statements(text)[0]
    assert (found.kind, found.direction, found.to) == ("return", direction, THURSDAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gold slips as dollar firms", [("return", "GOLD", "down"), ("return", "DXY", "up")]),
        ("Nasdaq ends lower ahead of jobs report", [("return", "IXIC", "down")]),
        ("S&P 500, Dow rise on trade hopes", [("return", "SPX", "up"), ("return", "DJI", "up")]),
        ("10-year Treasury yield climbs after auction", [("rate", "DGS10", "up")]),
        (
            "Stocks retreat; fear gauge jumps",
            [("return", "?", "down"), ("volatility", "VIX", "up")],
        ),
    ],
)
def test_a_headline_in_the_present(text: str, expected: list[tuple[str, str, str]]) -> None:
    """It reports a move that has been, of no stated day."""
    found = NOTE.statements(text)
    assert [(s.kind, s.subject[0], s.direction) for s in found] == expected
    assert all(s.to is None and not s.testable for s in found)


@pytest.mark.parametrize(
    "text",
    [
        "Gold rally loses its shine",
        "Why small caps fall before an election",
        "Small caps rise after hikes, history shows",
        "Gold slips as dollar firms, and that is the usual pattern.",
    ],
)
def test_no_report_in_a_headline(text: str) -> None:
    """A noun, a question, a habit and a sentence of the text report nothing."""
    assert [s for s in NOTE.statements(text) if s.kind == "return"] == []


def test_all_treasury_yields() -> None:
    """They are those of no term, so that nothing tests the move."""
    found = NOTE.statements("Treasury yields fell on Thursday.")[0]
    assert (found.kind, found.subject, found.direction) == ("rate", ("?",), "down")
    assert found.to == THURSDAY
