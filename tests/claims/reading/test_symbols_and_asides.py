"""Codes beside names, groups of indexes, and what came before a move."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

TODAY = date(2025, 10, 3)  # a Friday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "The Dow (DJIA), the S&P 500 (SPX) and the Nasdaq (COMP) fell 1% on Friday.",
            ["DJI", "SPX", "IXIC"],
        ),
        ("For the week, the S&P 500 SPX and Dow DJIA each fell 1%.", ["SPX", "DJI"]),
        ("S&P 500 futures (ES00) and Nasdaq-100 futures (NQ00) fell 1% on Friday.", ["SPX", "NDX"]),
        ("Gold (GC00) and crude (CL.1) fell 1% on Friday.", ["GOLD", "OIL"]),
    ],
)
def test_codes_do_not_part_the_subjects_of_a_verb(text: str, subjects: list[str]) -> None:
    """In brackets or bare, behind the name or the word futures."""
    assert [s.subject[0] for s in read(text)] == subjects


def test_the_code_of_another_market_is_not_taken_in() -> None:
    """A fund in brackets after its index is dropped, a sort after another index too."""
    assert read("Within the Russell 1000 (large caps), value gained 11% this year.") == []
    (found,) = read("Regional banks (KRE) lost 2% on Friday.")
    assert found.subject == ("KRE",)


def test_the_three_indexes_are_those_named() -> None:
    """And several streaks may have been ended."""
    found = read(
        "The Dow, S&P 500 and Nasdaq fell on Friday. The three indexes had five-session winning"
        " streaks snapped but still rose by more than 1% for the week."
    )
    assert [(s.kind, s.subject[0]) for s in found[3:]] == [
        *(("record", symbol) for symbol in ("DJI", "SPX", "IXIC")),
        *(("return", symbol) for symbol in ("DJI", "SPX", "IXIC")),
    ]


def test_what_is_steady_may_not_be_the_rate() -> None:
    """The word stands before what it describes."""
    assert [s.kind for s in read("Rising rates have slowed prices and led to steady hiring.")] in (
        [],
        ["untestable"],
    )


def test_the_day_of_what_came_before_is_not_that_of_the_move() -> None:
    """Of the move no day is given."""
    found = read("Gold fell 1.6% after setting an all-time high of $4,585 on Tuesday.")
    assert {(s.kind, s.to) for s in found} == {("record", date(2025, 9, 30)), ("return", None)}


def test_a_month_that_was_announced_dates_no_move() -> None:
    """The move is that of the session."""
    found = read("The Dow fell on Friday. Oil rose 2% after Opec announced a boost in November.")
    assert [s.to for s in found] == [TODAY, TODAY]


def test_an_aside_does_not_date_a_later_record() -> None:
    """The day that opens the sentence does."""
    found = read(
        "On Thursday, after traders had the day off for Labor Day, the Nasdaq closed down 0.1%, and"
        " the S&P 500 set a new intraday high."
    )
    assert {s.to for s in found} == {date(2025, 10, 2)}
