"""Ranks of events, moves that were caused, gains given up, comparisons that pale."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2018, 10, 12)
NOTE = DatedText(TODAY)


@pytest.mark.parametrize(
    ("text", "subject", "count", "direction", "since"),
    [
        (
            "The Nasdaq's 50-day average crossed below its 200-day average on Monday. It was the "
            "first such death cross since March 2016, and the 14th dating back to 1990.",
            "IXIC",
            14,
            "down",
            "1989-12-31",
        ),
        (
            "It is only the fifth golden cross for small caps since 2003.",
            "RUT",
            5,
            "up",
            "2002-12-31",
        ),
        (
            "Mid caps entered a correction on Thursday, the sixth since 2009.",
            "MID",
            6,
            "down",
            "2008-12-31",
        ),
        (
            "The Dow fell 600 points on Monday. That was the eighth such drop since 2015.",
            "DJI",
            8,
            "down",
            "2014-12-31",
        ),
        (
            "Gold formed a golden cross on Friday, its third since 2012.",
            "GOLD",
            3,
            "up",
            "2011-12-31",
        ),
    ],
)
def test_how_often_an_event_has_happened(
    text: str, subject: str, count: float, direction: str, since: str
) -> None:
    """The rank of the latest counts them since the year that is named."""
    (found,) = [s for s in NOTE.statements(text) if s.kind == "frequency"]
    assert (found.subject, found.value, found.direction) == ((subject,), (count,), direction)
    assert found.from_ == datetime.date.fromisoformat(since)


def test_the_first_of_its_kind_is_of_the_day_before() -> None:
    """It says so of what the sentence before it states."""
    text = (
        "The Dow's 50-day average crossed below its 200-day average on Monday. "
        "It was the first time such a death cross formed since August 2015."
    )
    found = NOTE.statements(text)[-1]
    assert (found.kind, found.direction) == ("record", "down")
    assert (found.from_, found.to) == (datetime.date(2015, 8, 31), datetime.date(2018, 10, 8))


@pytest.mark.parametrize(
    "text",
    [
        "The Fed raised rates on Wednesday, the eighth increase since 2015.",
        "The Dow closed at a record on Monday, its 15th since January.",
        "The second quarter was the third since 2015 in which profits rose.",
    ],
)
def test_ranks_of_other_things(text: str) -> None:
    """Moves of the Fed and records have kinds of their own, and quarters of profits none."""
    assert not [s for s in NOTE.statements(text) if s.kind == "frequency"]


@pytest.mark.parametrize(
    "text",
    [
        "The market was weak after a third rate hike in 1994.",
        "We studied small caps after the second hike of the last four hiking cycles.",
        "Small caps have done well in the month following the last five rate hikes.",
    ],
)
def test_moves_of_the_fed_that_are_events(text: str) -> None:
    """They are no count of its moves."""
    assert not [s for s in NOTE.statements(text) if s.kind == "rate"]


@pytest.mark.parametrize(
    ("text", "subject", "direction", "end"),
    [
        ("Weak orders sent small caps sharply lower on Thursday.", "RUT", "down", "2018-10-11"),
        ("The truce pushed the Dow higher on Tuesday.", "DJI", "up", "2018-10-09"),
        ("The decision caused stocks to tumble on Wednesday.", "?", "down", "2018-10-10"),
        ("The Dow erased its gains for the year on Thursday.", "DJI", "down", "2018-10-11"),
        ("Gold erased its losses for the month on Tuesday.", "GOLD", "up", "2018-10-09"),
    ],
)
def test_moves_that_were_caused_or_undone(
    text: str, subject: str, direction: str, end: str
) -> None:
    """They have a sign and the day."""
    found = NOTE.only(text)
    assert (found.kind, found.subject, found.value) == ("return", (subject,), ())
    assert (found.direction, found.to) == (direction, datetime.date.fromisoformat(end))


@pytest.mark.parametrize(
    "text",
    [
        "A hot inflation report would send stocks tumbling on Friday.",
        "Rising yields have been pushing stocks lower.",
        "If the vote sent small caps lower on Friday, we would buy.",
    ],
)
def test_moves_that_were_not_caused(text: str) -> None:
    """What is only supposed, or has no time, states no move."""
    assert not [s for s in NOTE.statements(text) if s.kind == "return"]


@pytest.mark.parametrize(
    ("text", "pair", "direction"),
    [
        (
            "Small caps are up 4% this year. That pales in comparison with the Nasdaq's 16% gain.",
            ("RUT", "IXIC"),
            "down",
        ),
        ("The Dow's gains this year pale beside those of the Nasdaq.", ("DJI", "IXIC"), "down"),
        (
            "The Dow's 1% drop on Tuesday pales in comparison with the Nasdaq's 4% slide.",
            ("DJI", "IXIC"),
            "up",
        ),
        ("Small caps have been left in the dust by large caps this year.", ("RUT", "SPX"), "down"),
    ],
)
def test_one_market_that_pales_beside_another(
    text: str, pair: tuple[str, str], direction: str
) -> None:
    """The figures, if there are any, are statements of their own."""
    found = [s for s in NOTE.statements(text) if s.kind == "comparison"]
    assert [(s.subject, s.direction) for s in found] == [(pair, direction)]


def test_losses_that_pale_beside_other_years() -> None:
    """No second market is compared."""
    found = NOTE.statements("The losses of small caps pale in comparison to those of 2008.")
    assert not [s for s in found if s.kind == "comparison"]
