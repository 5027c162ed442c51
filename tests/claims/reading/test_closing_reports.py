"""Closing reports: the day they are on, and times that only name an earlier move."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

TODAY = date(2025, 9, 12)  # a Friday
THURSDAY, WEDNESDAY, LAST_FRIDAY = date(2025, 9, 11), date(2025, 9, 10), date(2025, 9, 5)
NEW_YEAR = date(2024, 12, 31)


def read(text: str, on: date = TODAY) -> list[Statement]:
    """Return what a text states on 12 September 2025."""
    return read_text(text, date=on)


def days(found: list[Statement]) -> list[tuple[date | None, date | None]]:
    """Return the first and last day of each statement."""
    return [(s.from_, s.to) for s in found]


def test_a_report_in_the_present_is_of_its_day() -> None:
    """Rows below one in the present are of the day of publication, those below a week of it."""
    found = read(
        "The main indices are closing lower.\n\n"
        "Dow industrial average fell -210.4 points or -0.46% at 45310.2\n\n"
        "For the week, the major indices closed mixed:\n\n"
        "S&P index rose 0.31%\n"
    )
    assert days(found) == [
        (THURSDAY, TODAY),
        (THURSDAY, TODAY),
        (TODAY, TODAY),
        (LAST_FRIDAY, TODAY),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Stocks rose on Thursday. The Russell 2000 extended Wednesday's advance, climbing 1.2%.",
        "Stocks rose on Thursday. Gold added 1.2% after Monday's slide.",
        "Small caps added to their 2025 gains on Thursday. The index climbed 1.2%.",
    ],
)
def test_a_time_that_names_an_earlier_move_dates_nothing_else(text: str) -> None:
    """The figure is of the day that the report is on."""
    assert days(read(text)) == [(WEDNESDAY, THURSDAY)]


def test_what_a_move_leaves_has_a_time_of_its_own() -> None:
    """And the market of its own clause."""
    found = read(
        "Wall Street fell on Thursday. The Dow lost 1.1%, leaving it with a year-to-date gain of "
        "6%, while the Nasdaq slid 1.4% to 21,300.50, giving it a 2025 advance of 9%."
    )
    assert [(s.subject[0], s.value[0], s.from_) for s in found] == [
        ("DJI", 0.011, WEDNESDAY),
        ("DJI", 0.06, NEW_YEAR),
        ("IXIC", 0.014, WEDNESDAY),
        ("IXIC", 21300.5, THURSDAY),
        ("IXIC", 0.09, NEW_YEAR),
    ]


def test_a_state_that_lasts_does_not_date_the_account_after_it() -> None:
    """The words "is up 9% for the year" are followed by the day of the report."""
    first, second = read(
        "Wall Street fell on Thursday.\n\nThe Dow is up 9% for the year. The Nasdaq lost 1.4%."
    )[-2:]
    assert (first.from_, second.from_, second.to) == (NEW_YEAR, WEDNESDAY, THURSDAY)


def test_a_record_since_a_day_told_as_a_clause() -> None:
    """The day is that of the earlier price, and the price is none of the record."""
    record, level = read(
        "The Dow on Thursday had its lowest close since "
        "it finished the 6 June session at 42,762.87."
    )
    assert (record.kind, record.value, record.from_, record.to) == (
        "record",
        (),
        date(2025, 6, 6),
        THURSDAY,
    )
    assert (level.value, level.to) == ((42762.87,), date(2025, 6, 6))


def test_the_market_after_the_words_of_a_record_owns_it() -> None:
    """Two markets, two records."""
    found = read(
        "Thursday brought the lowest close for the Dow since May "
        "and the worst for the Nasdaq since July."
    )
    assert [(s.kind, s.subject) for s in found] == [("record", ("DJI",)), ("record", ("IXIC",))]


@pytest.mark.parametrize(
    "text",
    [
        "On Thursday the NYSE composite index fell 41.20 to 20,890.10.",
        "Advancing stocks outnumbered decliners for a third day on Thursday.",
        "Gains on Thursday left the Nasdaq tantalizingly close to a record.",
        "Nasdaq-100 futures fell 71 basis points on Thursday.",
        "On Thursday the 30-year bond fell 14/32 and its yield rose 4 basis points.",
    ],
)
def test_what_is_no_move_of_a_market(text: str) -> None:
    """Other indexes, breadth, a record that was missed, a slip of units, another bond."""
    assert read(text) == []


def test_a_gain_in_bare_points_is_a_move() -> None:
    """And the price after it is a level, whatever stands before the market."""
    move, price = read(
        "Weighed down by telephone shares, the Dow had a loss of 21.40 to 8,611.02 on Thursday."
    )
    assert (move.kind, move.direction, move.subject) == ("return", "down", ("DJI",))
    assert (price.kind, price.value) == ("level", (8611.02,))
