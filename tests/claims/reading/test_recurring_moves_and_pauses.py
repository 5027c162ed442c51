"""Moves that come again and again state no move; a pause ends with the move that its span names."""

from datetime import date

import pytest

from backtests.claims.reading.grammar import read_text

DAY = date(2024, 8, 16)


@pytest.mark.parametrize(
    "text",
    [
        "Since 1960 the Dow has had a 15% decline about every three years.",
        "A 7% pullback has come twice a year on average.",
        "The Nasdaq has seen a 25% bear market once every eight years.",
        "Mid caps had their first back-to-back 15% gains since 2014.",
    ],
)
def test_how_large_a_recurring_move_is(text: str) -> None:
    """It is no return of any days, and no mean."""
    assert not [s for s in read_text(text, date=DAY) if s.value]


@pytest.mark.parametrize(
    ("text", "from_", "to"),
    [
        (
            "The Fed left rates unchanged for a year before raising them in December 2016.",
            date(2015, 12, 31),
            date(2016, 11, 30),
        ),
        (
            "The Fed held rates steady for 15 months before cutting in September 2007.",
            date(2006, 6, 30),
            date(2007, 8, 31),
        ),
    ],
)
def test_a_pause_of_so_many_months(text: str, from_: date, to: date) -> None:
    """In whole months between the two moves, which are none of it."""
    (pause,) = [s for s in read_text(text, date=DAY) if s.value == (0.0,)]
    assert (pause.from_, pause.to) == (from_, to)
