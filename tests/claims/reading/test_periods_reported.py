"""Periods that a report is on, odds of one move beside the other, moves so far and as a rule."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2024, 10, 16)  # a Wednesday
NOTE = DatedText(TODAY)


def day(text: str) -> datetime.date:
    """A day in ISO form."""
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The Russell 2000 gained 9.3% in the quarter.", "2024-06-30", "2024-09-30"),
        ("Small caps beat large caps by 3 points in the quarter.", "2024-06-30", "2024-09-30"),
        ("The Russell 2000 is up 2% in the quarter.", "2024-09-30", "2024-10-16"),
        ("The Russell 2000 has gained 2% over the quarter.", "2024-09-30", "2024-10-16"),
        ("The Russell 2000 will gain 3% in the quarter.", "2024-09-30", "2024-12-31"),
    ],
)
def test_the_quarter_of_a_plain_past_is_over(text: str, first: str, last: str) -> None:
    """In the month after its end; what goes on or is to come is of the present one."""
    (move,) = NOTE.statements(text)
    assert (move.from_, move.to) == (day(first), day(last))


@pytest.mark.parametrize(
    ("text", "direction", "to"),
    [
        (
            "Futures put the odds of another hike by January at 10%, and a cut is priced for June.",
            "up",
            "2025-01-31",
        ),
        (
            "Futures put the chance of a hike in December at 10%, while a cut by June is likely.",
            "up",
            "2024-12-31",
        ),
        (
            "There is a 10% chance of a cut in March, and traders no longer expect any hike.",
            "down",
            "2025-03-31",
        ),
    ],
)
def test_odds_are_those_of_their_own_move(text: str, direction: str, to: str) -> None:
    """A later clause on the opposite move has neither its way nor its time."""
    (odds,) = [s for s in NOTE.statements(text) if s.kind == "scenario"]
    assert (odds.value, odds.direction, odds.to) == ((0.1,), direction, day(to))


@pytest.mark.parametrize(
    "text",
    [
        "Bitcoin is down 5% this month, which is usually its best.",
        "Bitcoin is down 5% this month, historically the strongest of the year.",
        "Bitcoin has lost 5% in October, a month that is usually its best.",
    ],
)
def test_a_move_so_far_is_no_habit(text: str) -> None:
    """What such months are like as a rule is said of the others."""
    (move,) = [s for s in NOTE.statements(text) if s.value]
    assert (move.kind, move.value, move.direction) == ("return", (0.05,), "down")
    assert (move.from_, move.to) == (day("2024-09-30"), TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500 has gained 0.9% in October on average since 1950.",
        "The S&P 500 has gained 0.9% in October, on average.",
        "Since 1950, the S&P 500 has gained 0.9% in October.",
    ],
)
def test_a_mean_of_the_month_under_way_is_one(text: str) -> None:
    """It is of all such months."""
    (habit,) = NOTE.statements(text)
    assert (habit.kind, habit.value) == ("seasonal", (0.009,))


@pytest.mark.parametrize(
    "text",
    [
        "The relative price of small caps against large caps is at its lowest since 2001.",
        "Small caps relative to large caps are at their lowest since 2001.",
        "The relative strength of small caps versus large caps is at its lowest since 2001.",
    ],
)
def test_a_relative_price_is_one_of_two_markets(text: str) -> None:
    """As a ratio is."""
    (record,) = NOTE.statements(text)
    assert (record.kind, record.subject, record.direction) == ("record", ("RUT", "SPX"), "down")


@pytest.mark.parametrize(
    "text",
    [
        "We see a 60% chance of a recession by June.",
        "The bank cut its year-end S&P 500 target to 3,600; it sees a 60% chance of a recession.",
    ],
)
def test_odds_of_a_recession_are_odds(text: str) -> None:
    """A target that was cut before is no cut by the Fed."""
    (odds,) = [s for s in NOTE.statements(text) if s.value == (0.6,)]
    assert (odds.kind, odds.subject, odds.condition) == ("scenario", ("?",), "recession")
