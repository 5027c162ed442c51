"""Moves that come again and again, pauses that a move ended, and periods that were the best."""

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
    """It is no return of any days, and no mean; how often it comes may be a count."""
    found = read_text(text, date=DAY)
    assert not [s for s in found if s.value and s.kind != "frequency"]
    assert all(s.value[0] == 1 for s in found if s.kind == "frequency")


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


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("Its best month was November 2020.", date(2020, 11, 30)),
        ("The Nasdaq's worst day was March 16, 2020.", date(2020, 3, 16)),
    ],
)
def test_a_period_that_was_the_best(text: str, to: date) -> None:
    """Ends with that period; of which years it is one is not said."""
    (record,) = [s for s in read_text(f"The Dow rose. {text}", date=DAY) if s.kind == "record"]
    assert (record.from_, record.to) == (None, to)
