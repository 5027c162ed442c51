"""An "it" of no market, pauses that are events, seasons over a sample of years."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2023, 5, 17)
NOTE = DatedText(TODAY)
ROSE = "Gold rose 2% last week."


@pytest.mark.parametrize(
    "text",
    [
        "So it would be hard for the Fed to turn to rate cuts soon.",
        "It would be unwise to expect a fall this year.",
        "It is hard to see that a decline will come this year.",
    ],
)
def test_an_it_of_no_market(text: str) -> None:
    """Nothing is said of the market before."""
    (rose,) = [s for s in NOTE.statements(f"{ROSE} {text}") if s.subject == ("GOLD",)]
    assert rose.value == (0.02,)


def test_an_it_of_the_market() -> None:
    """It is the one before."""
    found = NOTE.statements(f"{ROSE} It will be higher by year-end.")[-1]
    assert (found.subject, found.direction) == (("GOLD",), "up")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Returns after a Fed pause are much as they always are.", 0),
        ("Small caps did well during the last Fed pause.", 0),
        ("The Fed will pause in June.", 1),
        ("The Fed paused on Wednesday.", 1),
    ],
)
def test_pauses_of_the_fed(text: str, count: int) -> None:
    """One that is only an event states nothing on its rate."""
    assert len([s for s in NOTE.statements(text) if s.kind == "rate"]) == count


@pytest.mark.parametrize(
    ("text", "direction", "condition"),
    [
        (
            "The Dow has performed poorly from May through October since 1950.",
            "down",
            "may through october",
        ),
        ("The Dow has done well in January since 1980.", "up", "january"),
    ],
)
def test_a_season_over_many_years(text: str, direction: str, condition: str) -> None:
    """It needs no adverb."""
    found = NOTE.only(text)
    assert (found.kind, found.direction, found.condition) == ("seasonal", direction, condition)


@pytest.mark.parametrize(
    "text", ["The Dow has done poorly since 2021.", "The Dow has struggled in May since the hike."]
)
def test_no_season(text: str) -> None:
    """Of no part of the calendar, or of too few years."""
    assert not [s for s in NOTE.statements(text) if s.kind == "seasonal"]


def test_a_further_count_after_the_same_event() -> None:
    """The event goes on, in another paragraph too."""
    text = (
        "Once small caps broke out, they slipped only twice over the next two months.\n\n"
        "There was but one loss of more than 5% within three months."
    )
    assert [(s.value, s.condition) for s in NOTE.statements(text)] == [
        ((2,), "after breakout, 2 months"),
        ((1,), "after breakout, 3 months"),
    ]
