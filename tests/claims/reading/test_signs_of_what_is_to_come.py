"""Signals for the rest of a year, what history says is in store, means without a figure."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2024, 1, 30)
NOTE = DatedText(TODAY)


@pytest.mark.parametrize(
    ("text", "subject", "direction", "end"),
    [
        ("Gold is holding up, a bullish sign for the rest of 2024.", "GOLD", "up", "2024-12-31"),
        (
            "The Nasdaq's good January bodes well for the rest of the year.",
            "IXIC",
            "up",
            "2024-12-31",
        ),
        ("The Dow's poor start augurs badly for 2024.", "DJI", "down", "2024-12-31"),
        ("That is an ominous signal for small caps in 2025.", "RUT", "down", "2025-12-31"),
        ("Further gains may be in store for mid caps in 2024.", "MID", "up", "2024-12-31"),
        ("History says more losses are on the way for gold in 2024.", "GOLD", "down", "2024-12-31"),
        (
            "We expect healthy returns for small caps over the next 12 months.",
            "RUT",
            "up",
            "2025-01-30",
        ),
        ("We expect a modest but positive return through 2028.", "?", "up", "2028-12-31"),
    ],
)
def test_what_a_sign_points_to(text: str, subject: str, direction: str, end: str) -> None:
    """A rise or fall by the end of the time that is named."""
    found = NOTE.only(text)
    assert (found.kind, found.subject, found.value) == ("forecast", (subject,), ())
    assert (found.direction, found.to) == (direction, datetime.date.fromisoformat(end))


@pytest.mark.parametrize(
    "text",
    [
        "A strong January was a good omen for 2023.",
        "That is not a bad sign for the rest of the year.",
        "This is a positive sign for the economy in 2024.",
        "The returns of small caps in 2024 will be published here.",
        "A golden cross is thought to be a bullish signal.",
    ],
)
def test_signs_of_nothing_to_come(text: str) -> None:
    """What is past, denied, of no market or of no time."""
    assert not [s for s in NOTE.statements(text) if s.kind == "forecast" and s.subject != ("?",)]


def test_a_month_and_what_it_means_for_the_year() -> None:
    """The move and the forecast are two statements, and no season."""
    found = NOTE.statements("Gold rose in December, and history suggests gains are ahead in 2024.")
    assert [(s.kind, s.direction) for s in found] == [("forecast", "up"), ("return", "up")]


@pytest.mark.parametrize(
    ("text", "direction", "condition"),
    [
        (
            "Three months after a second hike, small caps remained weak, on average.",
            "down",
            "after second hike, 3 months",
        ),
        (
            "Six months after a third cut, small caps were still higher, on average.",
            "up",
            "after third cut, 6 months",
        ),
        (
            "Small caps historically underperform following such death crosses, versus any time.",
            "down",
            "after death cross",
        ),
        ("Small caps tend to do well following golden crosses.", "up", "after golden cross"),
        (
            "Small caps typically struggle once the Fed starts to hike.",
            "down",
            "after fed starts to hike",
        ),
    ],
)
def test_means_without_a_figure(text: str, direction: str, condition: str) -> None:
    """The event is not what happened to the market, though it has a direction."""
    found = NOTE.only(text)
    assert (found.kind, found.subject, found.value) == ("average", ("RUT",), ())
    assert (found.direction, found.condition) == (direction, condition)


def test_the_event_after_a_span() -> None:
    """The word belongs to the span, and what follows it is the event."""
    found = NOTE.only("One month after a shutdown begins, the Dow was down 1% on average.")
    assert found.condition == "after shutdown begins, 1 month"


def test_symbols_of_an_agency_in_brackets() -> None:
    """They repeat the name before them."""
    found = NOTE.only("The Dow Jones Industrial Average (.DJI) slipped on Monday.")
    assert (found.subject, found.direction) == (("DJI",), "down")
