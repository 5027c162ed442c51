"""A day, a period or a level belongs to its own statement, and is not lent to the next one."""

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

TEXT = DatedText(date(2022, 9, 13))
MONDAY, TUESDAY = date(2022, 9, 12), date(2022, 9, 13)


def test_the_day_of_the_fed_is_not_that_of_a_price() -> None:
    """A price after a sentence on the Fed is one of the day of the report."""
    found = TEXT.statements(
        "The Dow closed on Tuesday at 31,104.97.\n\nThe Fed raised its rate by 75 basis points on "
        "July 27. The ten-year Treasury yield is at 3.42%, the two-year at 3.75%. The VIX closed "
        "at 27.27."
    )
    others = [s for s in found if s.subject != ("FFT",)]
    assert [s.to for s in others] == [TUESDAY] * 4


def test_a_period_after_a_semicolon_is_not_that_of_the_day() -> None:
    """What the index is down for the year dates neither its day nor that of the next sentence."""
    found = TEXT.on_markets(
        "Stocks tumbled on Tuesday. The Russell 2000 lost 3.9%; it is down 18% for the year. "
        "The Dow shed 1,276 points."
    )
    first, year, dow = found
    assert (first.from_, first.to) == (MONDAY, TUESDAY)
    assert (year.from_, year.to) == (date(2021, 12, 31), TUESDAY)
    assert (dow.from_, dow.to) == (MONDAY, TUESDAY)


def test_what_has_been_gained_is_no_move_of_a_day() -> None:
    """It goes on with the period to date that its paragraph has spoken of, or has no days."""
    found = TEXT.statements(
        "The S&P 500 closed on Tuesday at 3,932.69, down 17.5% this year. "
        "The Nasdaq has lost 25.7% and the Russell 2000 18.4%."
    )
    assert [s.from_ for s in found[-2:]] == [date(2021, 12, 31)] * 2
    (alone,) = (
        s
        for s in TEXT.statements("The Dow fell to 31,104.97 on Tuesday. The Nasdaq has lost 25.7%.")
        if s.subject == ("IXIC",)
    )
    assert alone.from_ is None


def test_a_cut_by_half_a_point_halves_nothing() -> None:
    """The words of a move of the Fed are none of a price that fell by half."""
    (one,) = TEXT.statements("The Fed cut by half a point on October 29, 2008, between meetings.")
    assert (one.subject, one.value, one.unit, one.direction) == (("FFT",), (50.0,), "bp", "down")


def test_the_level_of_a_record_is_where_a_yield_went() -> None:
    """Where it came from has a day of its own."""
    found = TEXT.statements(
        "Bonds fell on Tuesday. The two-year yield jumped to 3.75% from 3.57% on Monday, "
        "its highest since October 2007."
    )
    (record,) = (s for s in found if s.kind == "record")
    assert (record.value, record.to) == ((375.0,), TUESDAY)


@pytest.mark.parametrize(
    ("text", "rank", "direction"),
    [
        ("It was the fourth day this year with a loss of over 3% for the S&P 500.", 4, "down"),
        (
            "The S&P 500 rose; it was only the second day of 2022 with a gain of 3% or more.",
            2,
            "up",
        ),
    ],
)
def test_days_of_a_size_are_counted_by_their_rank(text: str, rank: int, direction: str) -> None:
    """The size is no return of the period."""
    (one,) = (s for s in TEXT.statements(text) if s.value)
    assert (one.kind, one.value, one.direction) == ("frequency", (float(rank),), direction)
    assert one.from_ == date(2021, 12, 31)


@pytest.mark.parametrize(
    ("text", "direction", "day"),
    [
        ("The Dow formed a death cross on March 9.", "down", date(2022, 3, 9)),
        ("The Nasdaq followed with a golden cross on August 3, 2021.", "up", date(2021, 8, 3)),
    ],
)
def test_a_cross_by_its_name(text: str, direction: str, day: date) -> None:
    """It is one of the usual two averages, on the day that is given."""
    (one,) = TEXT.statements(text)
    assert (one.kind, one.direction, one.to) == ("level", direction, day)
    assert one.condition == "50-day average crossed"


@pytest.mark.parametrize(
    "text",
    [
        "The RUT/SPX ratio is at its lowest since 2020.",
        "The Russell 2000/S&P 500 ratio is at its lowest since 2020.",
    ],
)
def test_a_ratio_of_two_markets_with_a_stroke(text: str) -> None:
    """It is that of the first to the second; ratios of prices to earnings are none."""
    (one,) = TEXT.statements(text)
    assert (one.kind, one.subject, one.direction) == ("record", ("RUT", "SPX"), "down")
    assert not any(
        s.kind == "record"
        for s in TEXT.statements("The price/earnings ratio is at 15, its lowest.")
    )


def test_since_at_least_a_year_is_since_it() -> None:
    """The words before the year round it."""
    (one,) = TEXT.statements("It was the worst week for the Dow since at least 2020.")
    assert (one.kind, one.from_) == ("record", date(2020, 12, 31))


def test_its_best_such_month_is_the_month_spoken_of() -> None:
    """A month named again is the same one."""
    (record,) = (
        s
        for s in TEXT.statements("The Dow rose 6.7% in July 2022, its best July since 2010.")
        if s.kind == "record"
    )
    assert record.to == date(2022, 7, 31)


def test_a_day_that_begins_the_week_is_no_account_of_the_week() -> None:
    """The day is found in the sentence after it."""
    found = TEXT.statements(
        "Wall Street began the week where it had left off. The S&P 500 fell 4.3% on Tuesday. "
        "The Dow lost 3.9%."
    )
    assert [(s.from_, s.to) for s in found] == [(MONDAY, TUESDAY)] * 2


def test_the_month_of_where_a_yield_came_from_is_not_that_of_where_it_is() -> None:
    """It has fallen from there."""
    now, then = TEXT.statements("The two-year yield has risen to 3.75% from below 2.5% in May.")
    assert (now.value, now.to) == ((375.0,), TUESDAY)
    assert (then.value, then.to) == ((250.0,), date(2022, 5, 31))


def test_a_month_of_an_exception_is_that_of_its_year() -> None:
    """The paragraph is on the month as a season."""
    found = TEXT.statements(
        "September is the weakest month. Since 1950 the S&P 500 has lost 0.5% on average in "
        "September. The exception was 2010, when it rose 8.8% in September."
    )
    assert (found[-1].from_, found[-1].to) == (date(2010, 8, 31), date(2010, 9, 30))


def test_a_distance_from_an_average_is_none_from_a_record() -> None:
    """Its own average is no record of its own."""
    (one,) = TEXT.statements("The Russell 2000 is 4% below its own 200-day.")
    assert (one.kind, one.condition) == ("level", "200-day average")


def test_no_crash_is_said_of_the_market_behind_it() -> None:
    """And not of the subject of the clause before."""
    found = TEXT.statements("We expect the VIX to stay high and see no crash in the Dow this year.")
    assert [s.subject for s in found if s.condition == "no crash"] == [("DJI",)]


def test_a_month_in_an_aside_is_not_that_of_the_main_clause() -> None:
    """What the yield had touched before is an aside."""
    review = DatedText(date(2022, 7, 29))
    found = review.statements(
        "July was a good month. The S&P 500 rose 9.1%.\n\nThe ten-year yield, which had touched "
        "3.5% in June, fell by 32 basis points during the month."
    )
    assert found[-1].to == date(2022, 7, 29)
    assert found[-1].from_ == date(2022, 6, 30)


def test_what_had_been_lost_by_a_day_was_not_lost_on_it() -> None:
    """It began on the day named before, or on an unknown one."""
    *_, later = TEXT.statements(
        "The Dow rose 10.9% on October 28, 2008, yet by March 9, 2009 it had lost another 28%."
    )
    assert (later.from_, later.to) == (date(2008, 10, 28), date(2009, 3, 9))
    (alone,) = TEXT.statements("By March 9, 2009 the Dow had lost 54%.")
    assert alone.from_ is None


def test_what_is_needed_is_no_move() -> None:
    """A rise that would regain a record has not come."""
    found = TEXT.statements("The Dow is 15% below its record; it needs a rise of 18% to regain it.")
    assert [s.value for s in found] == [(0.15,)]


def test_the_number_of_a_record_is_of_the_period_behind_it() -> None:
    """Another record of the sentence has a period of its own."""
    found = TEXT.statements(
        "The Dow had its best day since June 2020, and the S&P 500 set its 12th record close of "
        "the year."
    )
    (count,) = (s for s in found if s.value)
    assert (count.value, count.from_) == ((12.0,), date(2021, 12, 31))


def test_a_day_for_the_record_books_is_the_one_reported_on() -> None:
    """The sentences after it go on with it."""
    found = TEXT.statements("It was a day to forget.\n\nThe Dow lost 3.9% and the Nasdaq 5.2%.")
    assert [(s.from_, s.to) for s in found] == [(MONDAY, TUESDAY)] * 2
