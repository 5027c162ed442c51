"""On which side a figure stands, of which day, and of which market, in freer wordings."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

THURSDAY = datetime.date(2019, 6, 13)


def read(text: str, date: datetime.date = THURSDAY) -> list[Statement]:
    """Read a text that was published on a Thursday."""
    return read_text(text, date=date)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("At no stage this summer will the Dow trade above 27,000.", "down"),
        ("Under no circumstances will gold fall below $1,300 this year.", "up"),
        ("More often than not the Nasdaq has slipped in August.", "down"),
        ("It would astonish us if small caps outpaced the S&P 500 in 2020.", "down"),
    ],
)
def test_a_denial_turns_the_side_and_more_often_than_not_does_not(
    text: str, direction: str
) -> None:
    """The worst error is a fall that is read as a rise."""
    (one,) = read(text)
    assert one.direction == direction


def test_each_count_of_moves_is_of_its_own_noun() -> None:
    """One hike before the cuts is none of them; a further count goes on with the noun."""
    found = read("Members pencil in one more hike this year and four cuts in 2020.")
    assert [(s.value, s.direction) for s in found] == [((1.0,), "up"), ((4.0,), "down")]
    found = read("Traders price in two cuts by the end of September and three in 2020.")
    assert [(s.value, s.to and s.to.year) for s in found] == [((2.0,), 2019), ((3.0,), 2020)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The two-year yield, now 1.84%, may slip to 1.6% by December.", 184.0),
        ("High-yield spreads, 410 basis points at last count, could reach 500.", 410.0),
        ("Gold, last at $1,340, has gained 4% this year.", 1340.0),
    ],
)
def test_a_price_beside_its_market_is_of_today(text: str, value: float) -> None:
    """Whatever is said of a later or an earlier time after it."""
    dates = {s.value: (s.from_, s.to) for s in read(text)}
    assert dates[value,] == (THURSDAY, THURSDAY)


@pytest.mark.parametrize(
    ("text", "from_", "to"),
    [
        ("From Friday's close to Tuesday's the Dow gained 1.9%.", (6, 7), (6, 11)),
        ("Gold is 3% dearer than at the end of last month.", (5, 31), (6, 13)),
    ],
)
def test_a_move_is_counted_from_the_close_that_is_named(
    text: str, from_: tuple[int, int], to: tuple[int, int]
) -> None:
    """That day is no part of it, and what a price is compared with is no forecast."""
    (one,) = read(text)
    assert one.kind == "return"
    assert (one.from_, one.to) == (datetime.date(2019, *from_), datetime.date(2019, *to))


def test_where_the_index_is_today_is_what_a_distance_is_from() -> None:
    """A house that wants a price expects it."""
    text = "The bank wants 1,750 on the Russell 2000 within a year, 14% above where it trades now."
    found = read(text)
    assert [(s.kind, s.value) for s in found] == [("target", (1750.0,)), ("target", (0.14,))]
    assert {s.to for s in found} == {datetime.date(2020, 6, 13)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The Dow falls in one month in three.", (0.333333,)),
        ("The S&P 500 has gained in 71% of calendar years.", (0.71,)),
        ("After such a cross the Dow showed a profit in 18 of 25 cases.", (18.0, 25.0)),
    ],
)
def test_shares_of_all_periods(text: str, value: tuple[float, ...]) -> None:
    """In words, of calendar years, and of cases with a profit."""
    (one,) = read(text)
    assert (one.kind, one.value) == ("frequency", value)


@pytest.mark.parametrize(
    "text",
    [
        "A toy retailer doubled on Tuesday.",
        "A shipping firm in Oslo cut 9% of its staff on Monday.",
    ],
)
def test_a_company_without_a_name_is_no_market(text: str) -> None:
    """Neither its price nor its staff is a move of one."""
    assert read(text) == []


def test_a_sector_may_be_named_by_one_word() -> None:
    """Its figure and its record are none of the market before it."""
    text = "KRE lost 2% in May, whereas technology, up 3%, had its best month since January."
    found = {(s.kind, s.subject) for s in read(text)}
    assert found == {("return", ("KRE",)), ("return", ("XLK",)), ("record", ("XLK",))}


def test_a_trough_is_a_low() -> None:
    """Its month dates no move."""
    (one,) = read("The Russell 2000 is 20% above its December trough.")
    assert (one.kind, one.value, one.from_) == ("return", (0.2,), None)


def test_a_clause_in_the_past_perfect_keeps_its_day() -> None:
    """What had been before dates nothing of the sentence that it follows."""
    found = read("The Dow rose 2% on Wednesday after it had lost 3% on Tuesday.")
    undated = read("The Dow rose 2% after it had lost 3% on Tuesday.")
    wednesday, tuesday = datetime.date(2019, 6, 12), datetime.date(2019, 6, 11)
    assert [s.to for s in found] == [wednesday, tuesday]
    assert [s.to for s in undated][:1] == [None]


def test_now_ends_what_has_gone_on_since_a_day() -> None:
    """It dates no move of its own."""
    (found,) = read("Since its peak on 3 May the Dow has now lost a twentieth of its value.")
    assert (found.from_, found.to) == (datetime.date(2019, 5, 3), THURSDAY)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on the year through May", datetime.date(2018, 12, 31), datetime.date(2019, 5, 31)),
        ("this year through May", datetime.date(2018, 12, 31), datetime.date(2019, 5, 31)),
        ("over the year through May", datetime.date(2018, 5, 31), datetime.date(2019, 5, 31)),
        ("on the week to Friday", datetime.date(2019, 5, 31), datetime.date(2019, 6, 7)),
    ],
)
def test_the_year_so_far_and_the_year_to_a_month(
    words: str, first: datetime.date, last: datetime.date
) -> None:
    """The words "on the year" mean the calendar year, "over the year" twelve months."""
    (found,) = read(f"Gold has gained 4% {words}.")
    assert (found.from_, found.to) == (first, last)
