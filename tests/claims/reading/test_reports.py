"""Sentences in the manner of wire reports and letters: clauses, asides, speech and records."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

TODAY = date(2025, 9, 10)  # a Wednesday
TUESDAY, WEDNESDAY = date(2025, 9, 9), TODAY


def read(text: str) -> list[Statement]:
    """Return what a sentence states on 10 September 2025."""
    return read_text(text, date=TODAY)


def test_the_day_at_the_end_of_a_list_dates_every_clause() -> None:
    """Three indexes, one day: each return runs from Tuesday's close to Wednesday's."""
    found = read("The Dow rose 0.4%, mid caps added 0.7% and the Nasdaq slipped 0.2% on Wednesday.")
    assert [(s.subject, s.direction, s.from_, s.to) for s in found] == [
        (("DJI",), "up", TUESDAY, WEDNESDAY),
        (("MID",), "up", TUESDAY, WEDNESDAY),
        (("IXIC",), "down", TUESDAY, WEDNESDAY),
    ]


def test_a_clause_in_the_perfect_keeps_its_own_time() -> None:
    """What has happened over an unnamed span is not dated by the day of the next clause."""
    first, second = read("Gold has risen 30%, and oil lost 2% on Wednesday.")
    assert (first.from_, first.to) == (None, None)
    assert (second.from_, second.to) == (TUESDAY, WEDNESDAY)


def test_a_market_in_a_relative_clause_owns_no_later_figure() -> None:
    """The main verb goes on with the market before the aside."""
    (one,) = read("Bitcoin, which often moves with the Nasdaq, fell 4% on Wednesday.")
    assert (one.subject, one.value, one.direction) == (("BTC",), (0.04,), "down")


def test_the_day_of_a_remark_dates_no_forecast() -> None:
    """A target is due on its own day, and not on the day it was spoken of."""
    (one,) = read('"The Dow is going to 50,000," the strategist said on Tuesday.')
    assert (one.kind, one.value, one.from_, one.to) == ("target", (50_000.0,), None, None)


def test_the_day_of_a_move_that_is_quoted_stays() -> None:
    """A day beside a move dates the move, though someone says so."""
    (one,) = read("The exchange said gold fell 2% on Tuesday.")
    assert (one.from_, one.to) == (date(2025, 9, 8), TUESDAY)


@pytest.mark.parametrize(
    "text",
    [
        "Profits are the trouble: small-cap earnings dropped 6% in the second quarter.",
        "About 55% of S&P 500 companies trade above their 50-day averages.",
        "Small-cap margins have shrunk for a fourth straight quarter.",
    ],
)
def test_facts_on_companies_are_no_moves_of_a_market(text: str) -> None:
    """Earnings, margins and shares of members carry no figure of prices."""
    assert {s.kind for s in read(text)} == {"untestable"}


def test_the_size_of_an_event_is_no_move() -> None:
    """Between "of the 8 times that" and "in all 8" stands what is counted."""
    (one,) = read(
        "Of the eight times since 1980 that gold lost more than 10% in a month, it was higher"
        " a year later in all eight."
    )
    assert (one.kind, one.value, one.unit) == ("frequency", (8.0, 8.0), "count")
    assert one.condition.endswith("12 months")


def test_a_figure_is_of_the_market_that_earned_it() -> None:
    """The owner of a figure may stand behind it."""
    own, other = read("The Dow returned 9% in 2024, less than the 12% earned by the Nasdaq.")[:2]
    assert (own.subject, other.subject, other.value) == (("DJI",), ("IXIC",), (0.12,))


def test_a_cleft_names_its_market_last() -> None:
    """What follows "is what" names the market of the figure."""
    (one,) = read("A full 3% is what the Nasdaq 100 lost on Tuesday.")
    assert (one.subject, one.value, one.direction, one.to) == (("NDX",), (0.03,), "down", TUESDAY)


def test_one_market_and_not_the_other() -> None:
    """The market that is named first comes out ahead."""
    (one,) = read("It was gold, not oil, that came out on top in August.")
    assert (one.kind, one.subject, one.direction) == ("comparison", ("GOLD", "OIL"), "up")


def test_the_first_months_of_a_year_are_a_period() -> None:
    """Five months of 2024 end on 31 May."""
    (one,) = read("Oil climbed 8% in the first five months of 2024.")
    assert (one.from_, one.to) == (date(2023, 12, 31), date(2024, 5, 31))


def test_the_same_period_is_the_one_named_before() -> None:
    """The second sentence has the dates of the first."""
    first, second = read("Gold rose 6% in August. Over the same period, silver aside, oil lost 3%.")
    assert (first.from_, first.to) == (second.from_, second.to)


def test_both_stands_for_the_two_markets_named_before() -> None:
    """Each of the two has a record of its own."""
    found = read("The Dow gained 1% and the Nasdaq 2%; both closed at record highs on Tuesday.")
    records = [s for s in found if s.kind == "record"]
    assert [(s.subject, s.to) for s in records] == [(("DJI",), TUESDAY), (("IXIC",), TUESDAY)]


def test_ends_told_one_by_one_are_a_range() -> None:
    """The highest and the lowest price expected are one range."""
    (one,) = read("Oil should trade as high as $80 next year and no lower than $55.")
    assert (one.kind, sorted(one.value)) == ("range", [55.0, 80.0])
