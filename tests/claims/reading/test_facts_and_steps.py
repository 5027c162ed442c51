"""Facts of the economy without a figure, steps of the Fed by their rank, dissents and dashes."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2025, 11, 28)
NOTE = DatedText(TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "Wage growth continues to slow.",
        "Unemployment has edged up since the spring.",
        "Consumer spending remains robust.",
        "Inflation is still too high.",
        "The odds of a recession have risen.",
        "Small-cap margins are improving.",
    ],
)
def test_a_fact_without_a_figure(text: str) -> None:
    """It is definite, and no price shows it."""
    assert [s.kind for s in NOTE.statements(text)] == ["untestable"]


@pytest.mark.parametrize(
    "text",
    [
        "If wage growth slows, yields should follow.",
        "Small caps rose on Tuesday as inflation slowed.",
        "We fear that unemployment could rise.",
    ],
)
def test_no_fact_in_a_supposition(text: str) -> None:
    """What is supposed, feared or only the cause of a move is none."""
    assert [s for s in NOTE.statements(text) if s.kind == "untestable"] == []


@pytest.mark.parametrize(
    ("text", "count", "direction"),
    [
        ("The Fed cut rates again. The cut was the second this year.", 2, "down"),
        ("The Fed raised rates again. The increase marks the fourth this year.", 4, "up"),
    ],
)
def test_a_step_by_its_rank(text: str, count: float, direction: str) -> None:
    """It is counted in the year, once the Fed has been named."""
    found = NOTE.statements(text)[-1]
    assert (found.kind, found.value, found.direction) == ("rate", (count,), direction)
    assert (found.from_, found.to) == (datetime.date(2024, 12, 31), TODAY)


def test_a_rank_of_something_else() -> None:
    """A cut of a dividend is no step of the Fed."""
    assert NOTE.statements("The utility cut its dividend. The cut was the third this year.") == []


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The Fed lowered its benchmark rate to a range of 3.75% to 4%.", "down"),
        ("The Fed raised the federal funds rate to between 3.75% and 4%.", "up"),
        ("The Fed cut the fed funds rate—what banks pay overnight—to 3.75%-4%.", "down"),
    ],
)
def test_a_range_that_the_rate_was_moved_to(text: str, direction: str) -> None:
    """The verb says the way."""
    found = NOTE.statements(text)[0]
    assert (found.value, found.direction) == ((375, 400), direction)


@pytest.mark.parametrize(
    "text",
    [
        "There were two dissents, both in favor of a 50-basis-point cut.",
        "One governor dissented, preferring a half-point reduction.",
    ],
)
def test_a_dissent(text: str) -> None:
    """It moves no rate."""
    assert NOTE.statements(text) == []


def test_rather_than() -> None:
    """What was expected instead is no statement."""
    found = NOTE.statements("The Fed raised rates by 75 basis points rather than the usual 25.")
    assert [s.value for s in found] == [(75,)]


def test_expectations_of_cuts() -> None:
    """They are a step to come, unless they have faded."""
    found = NOTE.statements("The rally reflects expectations of rate cuts next year.")
    assert [(s.kind, s.direction, s.to) for s in found] == [
        ("rate", "down", datetime.date(2026, 12, 31))
    ]
    assert NOTE.statements("Expectations of rate cuts next year have faded.") == []


def test_rates_that_fall_to_a_figure() -> None:
    """They are those of the Fed."""
    found = NOTE.statements("Traders see rates falling to 3% by the end of 2026.")[0]
    assert (found.subject, found.value, found.direction) == (("FFT",), (300,), "down")


def test_a_dash_without_spaces() -> None:
    """It opens an aside as one with spaces does."""
    found = NOTE.statements("Gold fell 2% on Tuesday—its worst day since May—to $4,050.")
    assert {(s.kind, s.value) for s in found} == {
        ("return", (0.02,)),
        ("record", ()),
        ("level", (4050,)),
    }


def test_the_session_of_gains_that_are_extended() -> None:
    """It dates the earlier gains, and not the move that goes on with them."""
    text = "Gold rose on Friday, extending gains from the previous session."
    assert [s.to for s in NOTE.statements(text)] == [TODAY]
