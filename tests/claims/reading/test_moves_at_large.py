"""Moves of markets at large: in headlines, by a second verb, brought about, and for the week."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.statement import UNKNOWN, Statement
from tests.claims.reading.dated import DatedText

FRIDAY = datetime.date(2025, 10, 17)
THURSDAY = datetime.date(2025, 10, 16)
WEEK_BEFORE = datetime.date(2025, 10, 10)
NOTE = DatedText(FRIDAY)
BELOW = "\n\nThe Russell 2000 lost 1.4% on Thursday."


def of_headline(text: str) -> list[tuple[str, str]]:
    """Markets and directions that a headline over a report of one day states."""
    found = NOTE.statements(f"{text}{BELOW}")
    return [(s.subject[0], s.direction) for s in found if s.start < len(text)]


def moves(text: str) -> list[Statement]:
    """The moves of a text."""
    return [s for s in NOTE.statements(text) if s.kind == "return"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Markets sink as banks stumble", [("?", "down")]),
        ("Wall St ends higher after tariff delay", [("?", "up")]),
        ("WALL STREET CLOSE: Shares rally, led by chipmakers", [("?", "up")]),
        ("Nasdaq and S&P 500 slip, Dow climbs", [("IXIC", "down"), ("SPX", "down"), ("DJI", "up")]),
        ("Small caps tumble while gold jumps", [("RUT", "down"), ("GOLD", "up")]),
        ("Crude settles lower on supply fears", [("OIL", "down")]),
    ],
)
def test_a_headline_in_the_present(text: str, expected: list[tuple[str, str]]) -> None:
    """It tells how the markets of the report moved."""
    assert sorted(of_headline(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Why small caps fall when the Fed waits",
        "Stocks rally has legs",
        "How gold climbs in a slowdown",
        "Will stocks fall again?",
    ],
)
def test_a_headline_without_a_move(text: str) -> None:
    """A question, a rule of thumb and a noun state none."""
    assert of_headline(text) == []


def test_a_headline_over_no_report() -> None:
    """Over a study of many cases the present is that of a rule."""
    text = "Stocks rally after inversions\n\nThe curve has inverted often since the 1970s."
    assert moves(text) == []


def test_the_day_of_a_headline() -> None:
    """It is that which the report gives the same move, or which the headline names."""
    small = "Small caps tumble on rate fears\n\nSmall caps tumbled on Thursday."
    assert {s.to for s in moves(small)} == {THURSDAY}
    (named, *_) = moves("Dow closes higher Friday as oil slides\n\nThe Dow rose 1% on Friday.")
    assert named.to == FRIDAY


@pytest.mark.parametrize(
    ("text", "subject", "direction"),
    [
        ("Stocks dropped on Thursday but were up for the week.", UNKNOWN, "up"),
        ("Small caps added 0.4% on Thursday, ending the week lower.", "RUT", "down"),
        ("The Nasdaq fell 2% on Thursday and finished lower for the week.", "IXIC", "down"),
    ],
)
def test_a_second_move(text: str, subject: str, direction: str) -> None:
    """Its verb is beside a time of its own, and the market is that of the first."""
    first, second = moves(text)
    assert (first.to, second.from_, second.to) == (THURSDAY, WEEK_BEFORE, FRIDAY)
    assert (second.subject, second.direction) == ((subject,), direction)


@pytest.mark.parametrize(
    "text",
    [
        "The Dow fell as much as 1.2% on Thursday but finished higher.",
        "The Dow set a record on Thursday but closed higher.",
    ],
)
def test_how_the_same_day_ended(text: str) -> None:
    """A close without a time is of the day that the sentence has named."""
    last = NOTE.statements(text)[-1]
    assert (last.kind, last.subject, last.direction) == ("return", ("DJI",), "up")
    assert last.to == THURSDAY


@pytest.mark.parametrize(
    "text",
    [
        "Stocks dropped on Thursday, and Acme fell for the week.",
        "Small caps added 0.4% on Thursday and could end the week lower.",
    ],
)
def test_no_second_move(text: str) -> None:
    """Of another owner, or to come."""
    assert [s.to for s in moves(text)] == [THURSDAY]


@pytest.mark.parametrize(
    ("text", "subject", "direction"),
    [
        ("A hot report sent equities lower on Thursday.", UNKNOWN, "down"),
        ("The ruling caused small caps to rally on Thursday.", "RUT", "up"),
        ("Falling yields helped lift the Dow on Thursday.", "DJI", "up"),
        ("Doubts about lenders dragged the S&P 500 down on Thursday.", "SPX", "down"),
    ],
)
def test_a_move_brought_about(text: str, subject: str, direction: str) -> None:
    """It is one of the market that was sent up or down."""
    (found,) = moves(text)
    assert (found.subject, found.direction, found.to) == ((subject,), direction, THURSDAY)


@pytest.mark.parametrize(
    "text",
    ["A hot report would send equities lower in 2026.", "The Fed lifted its target on Thursday."],
)
def test_nothing_brought_about(text: str) -> None:
    """What would happen, and what is no market."""
    assert moves(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("Major stock averages retreated on Thursday.", "return", THURSDAY),
        ("U.S. equity markets gained on Thursday.", "return", THURSDAY),
        ("The Dow and the Nasdaq ended at record highs Thursday.", "record", THURSDAY),
        ("The S&P 500 soared to records on Thursday.", "record", THURSDAY),
        ("Hopes helped carry the Dow back to an all-time high on Thursday.", "record", THURSDAY),
        ("The Dow ended Thursday at its lowest point since May.", "record", THURSDAY),
    ],
)
def test_other_words_for_markets_and_records(text: str, kind: str, day: datetime.date) -> None:
    """Indexes at large, and ends of a session at an extreme."""
    found = NOTE.statements(text)
    assert {(s.kind, s.to) for s in found} == {(kind, day)}


def test_a_low_point_within_a_day() -> None:
    """It says when, and is no record."""
    found = NOTE.only("At its lowest point on Thursday, the Dow was down 1.1%.")
    assert found.kind == "return"


def test_a_closing_list() -> None:
    """The week beside the last figure of a market dates neither the others nor the next market."""
    found = moves(
        "Stocks eased on Friday.\n\nThe Dow was down 61.2 points (0.2%) at 40,118.30, up 1.1% for"
        " the week; the Nasdaq was up 14.1 points (0.1%) at 18,020.50, a gain of 2.2% for the week."
    )
    days = [s.from_ for s in found if s.subject != (UNKNOWN,)]
    assert days == [THURSDAY, THURSDAY, WEEK_BEFORE] * 2


@pytest.mark.parametrize("text", ["The VIX was up 0.8 at 17.9.", "The VIX slid 0.8 to 17.9."])
def test_a_change_of_the_gauge(text: str) -> None:
    """It stands before the level that it led to."""
    change, level = NOTE.statements(text)
    assert (change.value, change.condition) == ((0.8,), "change")
    assert (level.value, level.condition) == ((17.9,), "")
