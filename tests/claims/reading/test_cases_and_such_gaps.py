"""Cases in which one market did and another followed, gaps of that sort, sorts of level."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2025, 11, 28)
NOTE = DatedText(TODAY)


@pytest.mark.parametrize(
    ("text", "subject", "direction"),
    [
        (
            "In six of the eight years in which gold lost money, the Nasdaq beat the Dow.",
            ("IXIC", "DJI"),
            "up",
        ),
        (
            "Five of the last seven times the dollar index fell by a tenth, gold rose.",
            ("GOLD",),
            "up",
        ),
        # The clause after a comma may go on with the same event.
        ("Gold fell in five of the last seven years, and the Dow is dear.", ("GOLD",), "down"),
    ],
)
def test_what_is_counted_stands_after_the_cases(
    text: str, subject: tuple[str, ...], direction: str
) -> None:
    """The market of the cases is not the one that is counted."""
    found = NOTE.only(text)
    assert (found.kind, found.subject, found.direction) == ("frequency", subject, direction)


def test_such_a_gap_is_one_of_the_two_compared() -> None:
    """Both its mean and how often it was seen."""
    text = "IWM has trailed SPY by 7 points this year. A shortfall of that size was seen in only"
    found = NOTE.statements(f"{text} 12% of all years since 2001.")[-1]
    assert (found.kind, found.subject, found.direction) == ("frequency", ("IWM", "SPY"), "down")
    # A gap that is set against a third market is its own.
    text = "IWM has trailed SPY by 7 points this year. The average lead over gold was 2%."
    assert NOTE.statements(text)[-1].subject == ("IWM", "GOLD")


def test_a_sort_of_level_is_none_that_was_seen() -> None:
    """Cases and readings are spoken of at large; a close on a day is a level."""
    assert not NOTE.statements("We looked at all the earlier cases when the VIX passed 35.")
    assert not NOTE.statements("The VIX is a gauge. Readings over 45 are unusual.")
    assert NOTE.only("The VIX closed at 35 on 7 April.").value == (35,)


def test_higher_than_today_begins_today() -> None:
    """Without the comparison the year begins at the end of the last."""
    found = NOTE.only("We think gold will end the year lower than it stands today.")
    assert (found.from_, found.to) == (TODAY, datetime.date(2025, 12, 31))
