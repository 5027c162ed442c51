"""Reports on stocks at large, gaps and odds, clauses with a day of their own."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2024, 3, 8)  # a Friday
THURSDAY, WEDNESDAY = datetime.date(2024, 3, 7), datetime.date(2024, 3, 6)
NOTE = DatedText(TODAY)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Wall Street slid on Thursday after weak orders.", "down"),
        ("U.S. stocks closed higher on Thursday.", "up"),
        (
            "The Fed left rates unchanged on Thursday, but stocks fell after the chair spoke.",
            "down",
        ),
    ],
)
def test_stocks_at_large(text: str, direction: str) -> None:
    """Their move on a day is one of no market by name, and cannot be tested."""
    found = NOTE.statements(text)[-1]
    assert (found.kind, found.subject, found.direction) == ("return", ("?",), direction)
    assert (found.from_, found.to, found.testable) == (WEDNESDAY, THURSDAY, False)


@pytest.mark.parametrize(
    "text",
    ["Growth stocks fell on Thursday.", "Shares of Orbital fell on Thursday."],
)
def test_some_stocks(text: str) -> None:
    """Those of a sort or of a company are not all of them."""
    assert NOTE.statements(text) == []


def test_stocks_and_the_index_that_stands_for_them() -> None:
    """The figure says what the words before it do."""
    found = NOTE.only("Stocks fell on Thursday, with the S&P 500 down 1%.")
    assert (found.subject, found.value) == (("SPX",), (0.01,))


def test_records_of_stocks_at_large() -> None:
    """A record in the plural, and the best week of stocks."""
    assert NOTE.only("Stocks end at records in quiet trading.").kind == "record"
    week = NOTE.only("U.S. stocks closed out their best week in more than three years on Friday.")
    assert (week.subject, week.condition) == (("?",), "best week")


def test_a_day_and_what_it_is() -> None:
    """The last day of a month is a day, and its words are no company."""
    move, price = NOTE.statements(
        "On Thursday, the last trading day of the month, the Dow rose 0.5 percent to 38,132.70."
    )
    assert (move.from_, move.to, price.to) == (WEDNESDAY, THURSDAY, THURSDAY)


@pytest.mark.parametrize(
    ("text", "values", "direction"),
    [
        ("The 10-year yield has dropped from almost 4.3% on March 1 to 4.08%.", (430, 408), "down"),
        ("The 10-year yield has climbed from just under 3.9% to 4.08%.", (390, 408), "up"),
        ("The 10-year yield rose Thursday to 4.12 percent.", (412,), "up"),
    ],
)
def test_where_a_yield_came_from(text: str, values: tuple[float, ...], direction: str) -> None:
    """Words that hedge it, or a day, may stand between the verb and the figure."""
    found = NOTE.only(text)
    assert (found.kind, found.value, found.direction) == ("rate", values, direction)


def test_the_record_of_a_gap_has_its_size() -> None:
    """It is one of both markets, with no statement on the size beside it."""
    found = NOTE.statements(
        "The Nasdaq rose 1.5% on Thursday while the Russell 2000 lost 2%. The difference between "
        "the two, at 3.5 percentage points, was the largest since May 2022."
    )[-1]
    assert (found.kind, found.subject) == ("record", ("IXIC", "RUT"))
    assert (found.value, found.unit) == ((0.035,), "fraction")


def test_a_gap_that_is_no_record() -> None:
    """It stays a comparison."""
    found = NOTE.statements(
        "The Nasdaq rose 1.5% on Thursday while the Russell 2000 lost 2%. The gap between them was "
        "3.5 percentage points."
    )[-1]
    assert (found.kind, found.value) == ("comparison", (0.035,))


@pytest.mark.parametrize(
    "text",
    [
        "A weekly close below 1,940 in the Russell 2000, she notes, would target 1,850.",
        '"If the Russell 2000 closes under 1,940, I think you see 1,850 quickly," said a trader.',
        "If the Russell 2000 closes below 1,940, we could see 1,850.",
    ],
)
def test_a_price_that_one_sees(text: str) -> None:
    """It is the target of the break before it."""
    found = NOTE.only(text)
    assert (found.kind, found.value, found.direction) == ("target", (1850,), "down")
    assert "below 1940" in found.condition


def test_clients_that_one_sees() -> None:
    """Their number is no price."""
    found = NOTE.statements("The S&P 500 rose 1% on Thursday. We see 2,000 clients a year.")
    assert [s.value for s in found] == [(0.01,)]


def test_odds_that_tumbled() -> None:
    """The verb is one of the odds, and the hike stays one."""
    found = NOTE.only(
        "The chance of a rate increase in June, as implied by futures, tumbled to 8%."
    )
    assert (found.kind, found.subject, found.value) == ("scenario", ("FFT",), (0.08,))
    assert (found.direction, found.condition) == ("up", "hike")


def test_an_odds_beside_news_that_ends_the_sentence() -> None:
    """The report on inflation is an aside, and no fact of its own."""
    found = NOTE.statements(
        "The Fed meets on March 20. Futures show a 9% chance of a cut, which had looked likely "
        "after the inflation report."
    )[-1]
    assert (found.kind, found.value) == ("scenario", (0.09,))


def test_two_moves_of_one_market() -> None:
    """The week is that of the second alone."""
    day, week = NOTE.statements(
        "Stocks were mixed on Thursday.\n\nGold slipped 0.7%, yet it rose 5.5% over the week."
    )[-2:]
    assert (day.value, day.from_) == ((0.007,), WEDNESDAY)
    assert (week.value, week.from_) == ((0.055,), datetime.date(2024, 3, 1))


def test_a_third_off_the_value_of_a_market() -> None:
    """The market is named behind the share."""
    found = NOTE.statements("The rout wiped a third off the value of the Nasdaq by late March.")
    assert [s.subject for s in found] == [("IXIC",)]


def test_a_fund_that_measures_a_move() -> None:
    """It ends a clause, and the next fund begins one."""
    found = NOTE.statements(
        "Regional banks rose 4% Thursday as measured by KRE, and XBI, a biotech fund, added 3%."
    )
    assert [(s.subject, s.value) for s in found] == [(("KRE",), (0.04,)), (("XBI",), (0.03,))]


def test_a_level_that_was_not_left() -> None:
    """Since when the gauge had not been below it is a record."""
    found = NOTE.statements(
        "The VIX fell to 12.4 on Thursday. It had not been below 13 since January 12."
    )[-1]
    assert (found.kind, found.value, found.direction) == ("record", (13,), "down")
    assert found.from_ == datetime.date(2024, 1, 12)


def test_the_range_of_the_fed_at_its_highest() -> None:
    """Both ends are the level of the record, whatever verb leads to them."""
    record = [
        s
        for s in NOTE.statements(
            "The Fed raised its rate on Thursday. The move, its fifth since May, took the target "
            "range to 4.50%-4.75%, the highest since 2007."
        )
        if s.kind == "record"
    ]
    assert [s.value for s in record] == [(450, 475)]
