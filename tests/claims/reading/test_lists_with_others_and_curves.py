"""Lists with a market that has no symbol, the curve of two yields, moves of no stated way."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

NOTE = DatedText(datetime.date(2025, 11, 28))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Dow, the DAX and the Nasdaq fell 2% on Tuesday.", ["DJI", "IXIC"]),
        ("Small caps, the Russell 1000 and the S&P 500 hit new highs in October.", ["RUT", "SPX"]),
    ],
)
def test_a_market_without_a_symbol_in_a_list(text: str, expected: list[str]) -> None:
    """It states nothing, and the list goes on."""
    assert [s.subject[0] for s in NOTE.statements(text)] == expected


def test_another_clause_is_no_list() -> None:
    """The market before the verb is none of it."""
    found = NOTE.statements("The Dow lost 1% and the FTSE 100 and the Nasdaq fell 2% on Tuesday.")
    assert [s.value for s in found if s.subject == ("DJI",)] == [(0.01,)]


def test_the_curve_of_two_yields() -> None:
    """It is their gap."""
    text = "The two-year and 10-year yield curve inverted on Tuesday."
    assert [s.subject for s in NOTE.statements(text)] == [("DGS10", "DGS2")]
    text = "The 2-year and 10-year Treasury yields rose to 3.5% and 4.1%."
    assert [s.subject for s in NOTE.statements(text)] == [("DGS2",), ("DGS10",)]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Gold made its biggest one-day move since May on Tuesday.", ""),
        ("Gold made its biggest one-day drop since May on Tuesday.", "down"),
    ],
)
def test_the_biggest_move(text: str, direction: str) -> None:
    """It may be either way."""
    found = NOTE.statements(text)[0]
    assert (found.kind, found.direction) == ("record", direction)


@pytest.mark.parametrize(
    "text",
    [
        "The biggest gains this month have come from regional banks.",
        "Brent prices a third of the world's crude.",
    ],
)
def test_shares_of_something_else(text: str) -> None:
    """Where a rise came from, and a part of a trade, are no moves."""
    assert NOTE.statements(text) == []


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Small caps fell. Household balance sheets remain strong.", "?"),
        ("Small caps fell. Balance sheets remain strong.", "RUT"),
    ],
)
def test_whose_balance_sheets(text: str, subject: str) -> None:
    """Those of households are of no market."""
    assert [s.subject for s in NOTE.statements(text) if s.kind == "untestable"] == [(subject,)]


def test_speculation() -> None:
    """It is no view that a move comes."""
    text = "Stocks rose on Tuesday as investors speculated about a half-point cut by the Fed."
    assert [s.kind for s in NOTE.statements(text)] == ["return"]
