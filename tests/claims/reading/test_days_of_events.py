"""Days counted from an event or an extreme, and the period that an article looks back on."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement
from backtests.claims.reading.text.sentences import sentences

TODAY = date(2022, 11, 16)  # a Wednesday


def read(text: str, *, on: date = TODAY) -> list[Statement]:
    """Return what a text of 16 November 2022 states."""
    return read_text(text, date=on)


def moves(text: str, *, on: date = TODAY) -> list[tuple[float, date | None, date | None]]:
    """Return size and days of the returns of a text."""
    return [(s.value[0], s.from_, s.to) for s in read(text, on=on) if s.kind == "return"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (
            "In the three sessions after the inflation report of 10 November gold gained 5%.",
            date(2022, 11, 10),
            date(2022, 11, 15),
        ),
        (
            "In the four days since the vote of 10 November gold has gained 5%.",
            date(2022, 11, 10),
            TODAY,
        ),
        (
            "Within two months of the high of 28 March 2022 gold had shed 5%.",
            date(2022, 3, 28),
            date(2022, 5, 28),
        ),
        (
            "After the invasion of 24 February 2022 gold gained 5% within two weeks.",
            date(2022, 2, 24),
            date(2022, 3, 10),
        ),
        (
            "From its high on 8 March to its low on 3 November gold lost 5%.",
            date(2022, 3, 8),
            date(2022, 11, 3),
        ),
    ],
)
def test_a_span_is_counted_from_the_event_that_the_sentence_dates(
    text: str, first: date, last: date
) -> None:
    """And not from the day of the article."""
    assert moves(text) == [(0.05, first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "After the hike of March 1997 the Dow climbed 15% within a year.",
        "The hike of March 1997 was followed by a 15% gain of the Dow in twelve months.",
        "After that of March 1997 the Dow added 15%.",
    ],
)
def test_an_event_of_which_only_the_month_is_known_dates_nothing(text: str) -> None:
    """Neither that month nor the last year is what is spoken of."""
    found = read(text)
    assert [(s.kind, s.value, s.from_, s.to) for s in found] == [("return", (0.15,), None, None)]


def test_since_the_low_goes_on_with_its_day() -> None:
    """The day was given before."""
    text = "Bitcoin bottomed on 9 November. Since the low it has regained 7%."
    assert moves(text) == [(0.07, date(2022, 11, 9), TODAY)]


def test_since_an_event_of_unknown_day_lasts_until_today() -> None:
    """The day told of before is none of it."""
    text = "Gold rose 1% on Monday. It has lost 4% since the announcement."
    assert moves(text)[1] == (0.04, None, TODAY)


def test_an_account_goes_on_with_the_last_time_told() -> None:
    """The year, and not the quarter in it."""
    text = "The Dow lost 6% in the second quarter of 2021 and 9% in 2021. The Nasdaq lost 12%."
    assert moves(text)[2] == (0.12, date(2020, 12, 31), date(2021, 12, 31))


@pytest.mark.parametrize(
    ("opening", "on", "first", "last"),
    [
        ("It was a week to savour for bulls.", date(2022, 11, 11), date(2022, 11, 4), None),
        ("What a month that was!", date(2022, 12, 1), date(2022, 10, 31), date(2022, 11, 30)),
        (
            "Whoever slept through 2021 woke up rich.",
            date(2022, 1, 3),
            date(2020, 12, 31),
            date(2021, 12, 31),
        ),
    ],
)
def test_an_article_goes_on_with_the_period_that_it_looks_back_on(
    opening: str, on: date, first: date, last: date | None
) -> None:
    """In later paragraphs too, until a day is named."""
    body = "The Dow gained 4.1% to 33,747. On 10 November alone the VIX lost 10%."
    text = f"{opening}\n\n{body}\n\nGold added 5.2%."
    assert (0.041, first, last or on) in moves(text, on=on)
    assert (0.052, first, last or on) in moves(text, on=on)


def test_a_week_ahead_is_none_that_is_looked_back_on() -> None:
    """Nor is one that a record is the first of."""
    told = "The Dow gained 4.1% and nobody on the floor of the exchange could say for what reason."
    assert moves(f"The week ahead\n\n{told}", on=date(2022, 11, 11)) == [(0.041, None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "A close above 30,000 would clear the way to the August high of 34,281 in the Dow.",
        "The Dow could revisit its August high of 34,281.",
    ],
)
def test_the_month_of_a_high_is_no_horizon(text: str) -> None:
    """The high lies behind, when it will be seen again is not said."""
    found = [s for s in read(text) if s.value == (34281.0,)]
    assert [(s.kind, s.to) for s in found] == [("target", None)]


def test_a_named_low_is_no_price_of_today() -> None:
    """Its own day is not known."""
    found = read("The Dow rose. A retest of the June low of 29,653 is possible.")
    assert [s.to for s in found if s.value == (29653.0,)] == [None]


def test_a_distance_from_a_dated_record_starts_on_its_day() -> None:
    """Though the price of the record stands between."""
    found = read("The Dow is 9% under its record of 36,799.65, set on 4 January.")
    away = next(s for s in found if s.kind == "return")
    assert (away.from_, away.condition) == (date(2022, 1, 4), "from record high")


def test_a_word_broken_at_its_hyphen_is_one_word() -> None:
    """And a suspended hyphen stands before another word."""
    text = "The two-\nyear yield and its six- month mean, two- and ten-\nyear notes."
    (sentence,) = sentences(text)
    assert sentence.text == "The two-year yield and its six-month mean, two- and ten-year notes."


@pytest.mark.parametrize(
    ("text", "size", "first"),
    [
        ("Gold trades 3% under where it stood on 1 November.", 0.03, date(2022, 11, 1)),
        ("Gold is 3% above where it closed at the end of June.", 0.03, date(2022, 6, 30)),
    ],
)
def test_a_distance_from_where_it_stood_starts_on_that_day(
    text: str, size: float, first: date
) -> None:
    """And lasts until today."""
    assert moves(text) == [(size, first, TODAY)]


@pytest.mark.parametrize(
    ("text", "price", "day"),
    [
        ("We see the Dow at 36,000 by June, 7% above today's 33,600.", 33600.0, TODAY),
        (
            "The Dow should gain 7% by June from Monday's close of 33,500.",
            33500.0,
            date(2022, 11, 14),
        ),
    ],
)
def test_a_price_of_a_day_is_no_target(text: str, price: float, day: date) -> None:
    """It is what a forecast starts from, and neither above nor below itself."""
    (level,) = [s for s in read(text) if s.value == (price,)]
    assert (level.kind, level.direction, level.to) == ("level", "", day)


@pytest.mark.parametrize(
    "text",
    [
        "The VIX has been above 30 for six days running.",
        "The Dow has closed below its 50-day average for eight sessions in a row.",
    ],
)
def test_days_on_one_side_of_a_price_are_no_streak(text: str) -> None:
    """They are neither rises nor falls."""
    assert not [s for s in read(text) if s.kind == "record"]


def test_a_run_that_was_not_seen_since_a_year_is_one_streak() -> None:
    """And no lowest close since then."""
    found = read("The Dow fell for an eleventh day in a row, a run not seen since 1968.")
    assert [(s.kind, s.value, s.from_) for s in found] == [("record", (11.0,), date(1968, 12, 31))]


def test_a_streak_in_the_plain_past_ends_with_a_period_that_is_over() -> None:
    """In the middle of a month, with the one before."""
    (streak,) = read("Gold rose for a third consecutive month.")
    assert (streak.from_, streak.to) == (date(2022, 7, 31), date(2022, 10, 31))


@pytest.mark.parametrize(
    "text",
    [
        "Its 14-day RSI has climbed to 69.",
        "The weekly MACD turned down at 12.",
        "Its relative strength index stands at 74, the highest since May.",
        "The put/call ratio on the S&P 500 rose to 1.2.",
    ],
)
def test_a_gauge_of_a_chart_has_no_price(text: str) -> None:
    """Its reading is none of the market before it."""
    assert [s.value for s in read(f"IWM gained 1% on Tuesday. {text}")] == [(0.01,)]


def test_a_price_beside_a_market_takes_no_side_from_what_follows() -> None:
    """The average was regained, not the price."""
    found = read("The Dow, at 33,553, has regained its 200-day average.")
    assert ("level", (33553.0,), "") in [(s.kind, s.value, s.direction) for s in found]


def test_the_years_from_one_to_another_date_no_month() -> None:
    """September is a part of the calendar, and the mean after it goes on with the years."""
    found = read(
        "From 1988 to 2020 the Dow lost 0.3% on average in September. August was no better, with an"
        " average decline of 0.4%."
    )
    assert [(s.kind, s.from_, s.to) for s in found] == [
        ("seasonal", date(1987, 12, 31), date(2020, 12, 31)),
        ("seasonal", date(1987, 12, 31), date(2020, 12, 31)),
    ]
