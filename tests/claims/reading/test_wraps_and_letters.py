"""Wraps of a day and letters of a quarter: days, steps, means that drop, what is of others."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

THURSDAY = datetime.date(2024, 5, 23)
EVE = datetime.date(2024, 5, 22)


def read(text: str) -> list[Statement]:
    """Read a text that was published on a Thursday."""
    return read_text(text, date=THURSDAY)


def test_a_day_that_is_over() -> None:
    """A report that names no day is on that of its publication."""
    found = read("The Dow finished the day 210 points lower.\n\nQQQ shed $3.10.\n")
    assert [(s.subject, s.from_, s.to) for s in found] == [
        (("DJI",), EVE, THURSDAY),
        (("QQQ",), EVE, THURSDAY),
    ]


def test_the_day_of_an_earlier_move() -> None:
    """It dates nothing of the day that the report is on."""
    text = "Crude slipped on Thursday.\n\nAfter falling 6% on Monday, gold was up 2% to $2,380."
    found = [s for s in read(text) if s.subject == ("GOLD",)]
    assert [s.to for s in found] == [datetime.date(2024, 5, 20), THURSDAY, THURSDAY]


def test_a_step_and_where_it_led() -> None:
    """They are no range."""
    found = read("In May 2006 the Fed responded by raising its rate by 0.25% to 5%.")
    assert [(s.value, s.unit) for s in found] == [((25.0,), "bp"), ((500.0,), "bp")]


def test_the_gauge_went_to_so_many_points() -> None:
    """That is a level and no change."""
    (found,) = read("The VIX jumped to about 31 points on Wednesday.")
    assert (found.value, found.condition, found.from_) == ((31.0,), "", EVE)


def test_a_mean_that_drops_to() -> None:
    """The mean is the figure, whichever way it went from another sample."""
    text = "If we take the data back to 1960, the average return of the Dow drops to 5.4%."
    (found,) = read(text)
    assert (found.kind, found.value, found.direction) == ("average", (0.054,), "up")
    assert (found.from_, found.to) == (datetime.date(1959, 12, 31), THURSDAY)


def test_the_month_that_the_sentence_named() -> None:
    """For the month, then, is for that one."""
    text = "Gold fell 5% to close out March, making the return for the month -2%."
    assert {s.to for s in read(text)} == {datetime.date(2024, 3, 31)}


def test_since_when_a_return_is_high_is_no_sample() -> None:
    """The return is one of its month."""
    text = (
        "The Dow returned 7% for the month of April, its third highest monthly return since 1991."
    )
    (found, *_) = [s for s in read(text) if s.value == (0.07,)]
    assert (found.kind, found.to) == ("return", datetime.date(2024, 4, 30))


@pytest.mark.parametrize(
    "text",
    [
        "Investors price in a smaller chance of a downturn.",
        "VIX readings above 45 are rare.",
    ],
)
def test_nothing_of_today(text: str) -> None:
    """What is of a sort, or an outcome that is less likely, says not where prices go."""
    assert read(text) == []


def test_what_a_company_did_beside_the_index() -> None:
    """Its move is none of the index."""
    text = "The Dow fell 40 points to 39,200 on Thursday with Boeing losing 3.1%."
    assert [s.value for s in read(text)] == [(40.0,), (39_200.0,)]


def test_flat_with_a_figure() -> None:
    """The figure is the move."""
    text = "QQQ was flat, losing just 0.1%, on Thursday."
    assert [s.value for s in read(text)] == [(0.001,)]


def test_a_time_of_the_past_is_none_of_what_is_to_come() -> None:
    """A move named by its months has no horizon."""
    text = "The January advance of KRE was four dollars and a like one would take it to 54."
    assert [s.to for s in read(text) if s.kind == "target"] == [None]


def test_a_report_in_the_present() -> None:
    """What a market does is of the day of the article."""
    found = read("In thin trading, stocks continue lower.\n\nQQQ slides 1.2%.\n\nGold adds 0.3%.")
    assert {(s.from_, s.to) for s in found} == {(EVE, THURSDAY)}


def test_what_it_would_do_later_in_a_day_of_the_past() -> None:
    """That is no forecast."""
    text = "The VIX climbed on Wednesday. It would eventually settle at 14.2."
    found = [s for s in read(text) if s.value]
    assert [(s.kind, s.to) for s in found] == [("volatility", EVE)]


def test_a_fund_beside_an_index_that_it_does_not_track() -> None:
    """The figure is one of the index."""
    text = "The Nasdaq Composite Index (QQQ) gained 0.9% on Wednesday."
    assert [s.subject for s in read(text)] == [("IXIC",)]


def test_a_move_told_twice() -> None:
    """The one with the figure counts."""
    text = "Gold prices fell on Wednesday, as gold shed $12, or 0.5%, to $2,378."
    assert all(s.value for s in read(text))


@pytest.mark.parametrize("name", ["10-year U.S. Treasury", "10-year US Treasury note"])
def test_the_note_of_the_treasury(name: str) -> None:
    """With the country before it."""
    found = read(f"The {name} rose 6 basis points to 4.42% on Wednesday.")
    assert {s.subject for s in found} == {("DGS10",)}


def test_how_many_periods_rose_and_fell() -> None:
    """They are shares of the past, and no odds."""
    text = "The Dow in the past:\n\n- Weeks: 57% up, 43% down.\n"
    found = [(s.kind, s.value, s.direction) for s in read(text)]
    assert found == [("frequency", (0.57,), "up"), ("frequency", (0.43,), "down")]


def test_the_move_of_a_year_in_the_possessive() -> None:
    """It is counted among the cases, and a return of its own."""
    text = (
        "Since 1950 the Dow has suffered losses of at least 20% in three different years, "
        "the last was 1974's 28% decline."
    )
    found = [s for s in read(text) if s.kind == "return"]
    assert [(s.value, s.to) for s in found] == [((0.28,), datetime.date(1974, 12, 31))]


def test_bear_markets_of_no_named_market() -> None:
    """They are those of the market at large."""
    (found,) = read("From 1926 to 2019 there were 24 bear markets.")
    assert (found.kind, found.subject, found.value) == ("frequency", ("?",), (24.0,))


def test_a_close_in_an_account_of_the_week() -> None:
    """A move in points and percent, with its price, is one of the day that the report names."""
    text = (
        "Stocks ended a good week on a flat note.\n\nThe market finished Wednesday little changed."
        "\n\nThe Dow lost 20 points, or 0.1%, to 39,600.\n"
    )
    found = [s for s in read(text) if s.subject == ("DJI",) and s.kind == "return"]
    assert {s.from_ for s in found} == {datetime.date(2024, 5, 21)}


def test_how_many_of_the_last_trading_days() -> None:
    """They are days, and no trading."""
    (found,) = read("QQQ has risen on six of the last seven trading days.")
    assert (found.kind, found.value) == ("frequency", (6.0, 7.0))


def test_days_of_a_month() -> None:
    """How many of them were down."""
    found = read("The Dow fell 12 days during April, the most since June 2022.")
    assert [(s.value, s.to) for s in found if s.kind == "frequency"] == [
        ((12.0,), datetime.date(2024, 4, 30))
    ]


def test_most_of_it() -> None:
    """What a month accounts for is no weight in an index."""
    found = read("April accounted for most of it: 4% for gold, 6% for crude.")
    assert [(s.kind, s.subject, s.value) for s in found] == [
        ("return", ("GOLD",), (0.04,)),
        ("return", ("OIL",), (0.06,)),
    ]


def test_a_month_in_which() -> None:
    """It dates what happened in it, and nothing else."""
    text = "Gold gained 12% in 2023. Crude managed 4%, after a December in which it lost 6%."
    found = [(s.value, s.from_) for s in read(text)]
    assert found[1:] == [
        ((0.04,), datetime.date(2022, 12, 31)),
        ((0.06,), datetime.date(2023, 11, 30)),
    ]


def test_one_move_in_two_units() -> None:
    """Both have the same days."""
    found = read("The Dow is up 2,100 points or 6% from its low of 37,600 reached on 12 April.")
    assert {s.from_ for s in found if s.kind == "return"} == {datetime.date(2024, 4, 12)}


def test_targets_that_go_on_with_a_horizon() -> None:
    """A target without a day is for the one that the article has named first."""
    text = (
        "We see gold at 2,600 by the end of 2024.\n\nOthers agree: one bank lifted its target for "
        "gold to 2,700.\n\nA break of 2,500 has a target of 2,550.\n"
    )
    found = {s.value: s.to for s in read(text) if s.kind == "target"}
    assert found[(2_700.0,)] == datetime.date(2024, 12, 31)
    assert found.get((2_550.0,)) is None


def test_since_something_began() -> None:
    """It lasts until now."""
    text = "Since the Fed began to raise rates in March 2022, gold has beaten crude."
    assert {(s.from_, s.to) for s in read(text) if s.kind == "comparison"} == {
        (datetime.date(2022, 2, 28), THURSDAY)
    }


def test_what_a_market_is_up_in_a_year_under_way() -> None:
    """The year is that of the sentence before."""
    text = "This year has been a good one for stocks. The Dow is up 5%."
    assert [(s.from_, s.to) for s in read(text) if s.value == (0.05,)] == [
        (datetime.date(2023, 12, 31), THURSDAY)
    ]


def test_the_record_of_a_company_is_none_of_the_indexes() -> None:
    """The worst day of a company named after "with" is of one share."""
    text = (
        "The three major Wall Street indices closed lower Tuesday, weighed by sharp losses from"
        " Oracle, with the computer software company notching its worst day in more than 20 years."
    )
    assert "record" not in [s.kind for s in read(text)]
