"""First and last days of periods, days of a revision, last moves of a run, named falls."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2024, 7, 12)  # a Friday
NOTE = DatedText(TODAY)


def day(text: str) -> datetime.date:
    """A day in ISO form."""
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("on the last trading day of June", "2024-06-27", "2024-06-28"),
        ("on the final session of the week", "2024-07-11", "2024-07-12"),
        ("on the last day of the quarter", "2024-06-27", "2024-06-28"),
        ("on the first trading day of the month", "2024-06-28", "2024-07-01"),
        ("on the first trading day of 2024", "2024-01-01", "2024-01-02"),
        ("on the final day of the second quarter", "2024-06-27", "2024-06-28"),
    ],
)
def test_an_edge_of_a_period_is_a_weekday(when: str, first: str, last: str) -> None:
    """A last day that has not come is that of the period before."""
    (move,) = NOTE.statements(f"The Russell 2000 gained 1% {when}.")
    assert (move.kind, move.from_, move.to) == ("return", day(first), day(last))


def test_a_day_that_tends_to_be_is_no_date() -> None:
    """It names the season."""
    (habit,) = NOTE.statements("The first trading day of May is usually a good one for small caps.")
    assert (habit.kind, habit.from_, habit.to) == ("seasonal", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Acme Bank raised its year-end target for the S&P 500 to 5,600 from 5,400 on June 18.",
        "On Monday, Acme Bank lifted its S&P 500 target to 5,600 for the end of 2024.",
        "Acme Bank cut its year-end S&P 500 forecast on July 2, to 5,600.",
    ],
)
def test_the_day_of_a_revision_is_not_that_of_the_target(text: str) -> None:
    """The target is for the end of the year."""
    targets = [s for s in NOTE.statements(text) if s.value == (5600.0,)]
    assert [(s.kind, s.to) for s in targets] == [("target", day("2024-12-31"))]


def test_a_day_on_which_the_fed_moves_is_its_own() -> None:
    """Its target is no forecast."""
    (move,) = NOTE.statements("The Fed cut its target by 25 basis points on Wednesday.")
    assert (move.kind, move.to) == ("rate", day("2024-07-10"))


@pytest.mark.parametrize(
    "text",
    [
        "The Russell 2000 advanced for a third straight day, leaping 1.4%.",
        "The Russell 2000 extended its winning streak to three days with a gain of 1.4%.",
        "The Russell 2000 rose for a third straight session, climbing another 1.4%.",
    ],
)
def test_the_move_beside_a_run_is_that_of_its_last_day(text: str) -> None:
    """The run has its length."""
    (move,) = [s for s in NOTE.statements(text) if s.kind == "return"]
    assert (move.value, move.from_, move.to) == ((0.014,), day("2024-07-11"), TODAY)


def test_what_a_run_has_come_to_is_that_of_all() -> None:
    """What it is brought to, and not what it adds."""
    text = "The Nasdaq fell for a third week, bringing its loss to 7%."
    (move,) = [s for s in NOTE.statements(text) if s.kind == "return"]
    assert (move.value, move.from_) == ((0.07,), day("2024-06-21"))


@pytest.mark.parametrize(
    ("text", "direction", "first", "last"),
    [
        ("The S&P 500 plunged into correction territory on Thursday.", "down", 10, 11),
        ("The S&P 500 entered a bear market on Wednesday.", "down", 9, 10),
        ("The Nasdaq has been in a bear market since July 3.", "down", 3, 12),
        ("The S&P 500 has been falling steadily since July 3.", "down", 3, 12),
        ("The S&P 500 has been steadily climbing since July 3.", "up", 3, 12),
        ("The S&P 500 entered a new bull market on Tuesday.", "up", 8, 9),
    ],
)
def test_a_fall_with_a_name_is_a_move(text: str, direction: str, first: int, last: int) -> None:
    """Its time is that of any other move."""
    (move,) = NOTE.statements(text)
    assert (move.kind, move.direction) == ("return", direction)
    assert (move.from_, move.to) == (TODAY.replace(day=first), TODAY.replace(day=last))


def test_a_fall_that_is_counted_is_no_move() -> None:
    """Nor is one in a condition."""
    text = "When the Nasdaq has been in a correction since January, small caps lag."
    assert [s for s in NOTE.statements(text) if s.kind == "return"] == []


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("The Fed is expected to leave rates unchanged on Friday.", "2024-07-12"),
        ("The Fed will probably cut by a quarter point next Friday.", "2024-07-19"),
        ("Traders expect the Fed to cut on Monday.", "2024-07-15"),
    ],
)
def test_a_weekday_to_come_may_be_that_of_the_article(text: str, to: str) -> None:
    """Unless it is the next one."""
    (move,) = NOTE.statements(text)
    assert (move.kind, move.to) == ("rate", day(to))


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Options imply a move of 2% in the S&P 500 by the end of July.", ""),
        ("Traders brace for a swing of 2% in the S&P 500 by the end of July.", ""),
        ("We expect a move of 2% to the upside in the S&P 500 by the end of July.", "up"),
        ("We expect the S&P 500 to add 2% by the end of July.", "up"),
    ],
)
def test_a_move_to_come_to_either_side_has_no_direction(text: str, direction: str) -> None:
    """A size alone does not say where to."""
    (move,) = NOTE.statements(text)
    assert (move.kind, move.value, move.direction) == ("forecast", (0.02,), direction)


@pytest.mark.parametrize(
    "text",
    [
        "The last three times the Fed paused, the S&P 500 rose by 10% in the following year.",
        "The last three times that the Fed cut, the S&P 500 rose by 10% in the following year.",
        "The last five times the VIX closed above 50, the S&P 500 rose by 10% in a year.",
    ],
)
def test_the_last_cases_are_a_condition(text: str) -> None:
    """Neither the Fed's moves in them nor their number are statements."""
    (rise,) = NOTE.statements(text)
    assert (rise.subject, rise.value) == (("SPX",), (0.1,))


def test_a_rise_in_percent_is_none_of_the_fed() -> None:
    """What "it" stands for is decided by what moves so far."""
    text = "The S&P 500 closed at 5,615. A year after the Fed began to cut, it rose by 10%."
    (rise,) = [s for s in NOTE.statements(text) if s.value == (0.1,)]
    assert rise.subject == ("SPX",)
