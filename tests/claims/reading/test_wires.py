"""Wire reports: glosses beside names, records before causes, steps of the Fed, other reports."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

TODAY = date(2022, 9, 21)  # a Wednesday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements


@pytest.mark.parametrize(
    "gloss",
    [
        "which tends to follow expectations for action by the Fed",
        "which usually moves with expectations for the Fed",
        "a key benchmark for interest rates on mortgages and consumer loans",
    ],
)
def test_what_a_yield_is_does_not_change_what_it_did(gloss: str) -> None:
    """It is no tendency, and no fact of the economy."""
    (found,) = read(f"The 2-year Treasury yield, {gloss}, rose to 4.02% from 3.97% late Tuesday.")
    assert (found.kind, found.value, found.direction) == ("rate", (397.0, 402.0), "up")


def test_the_highest_level_since() -> None:
    """A market that is at its highest level since a year has a record."""
    (_, found) = read(
        "The 2-year yield rose to 4.02%. It is trading at its highest level since 2007."
    )
    assert (found.kind, found.from_) == ("record", date(2007, 12, 31))


@pytest.mark.parametrize("cause", ["after the Fed raised rates", "as the Fed raised rates"])
def test_how_long_a_record_is_one_before_its_cause(cause: str) -> None:
    """The months are those since when, and not those after the event."""
    (found,) = read(f"The S&P 500 had its worst day in two months {cause} on Wednesday.")
    assert (found.from_, found.to) == (date(2022, 7, 21), TODAY)


def test_stocks_have_no_name() -> None:
    """Their worst day is not one of what comes after it."""
    (found,) = read("Stocks had their worst day in two months after the Fed raised its rate.")
    assert (found.kind, found.subject) == ("record", ("?",))


def test_where_it_stood_later_is_not_the_record() -> None:
    """The level is one of its own."""
    found = read(
        "The 10-year yield touched its highest in two years and stood at 2.57% late Tuesday, up"
        " from 2.47% a day earlier."
    )
    assert [(s.kind, s.value) for s in found] == [("record", ()), ("rate", (247.0, 257.0))]


def test_a_step_without_a_preposition() -> None:
    """And its rank in the year dates no step."""
    (step, _) = read(
        "On Wednesday the Fed raised its key rate three-quarters of a percentage point, the fifth"
        " increase this year."
    )
    assert (step.value, step.direction, step.to) == ((75.0,), "up", TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "The University of Michigan's preliminary September reading rose to 59.5 from 58.2, its"
        " highest level in five months.",
        "The Conference Board's index of confidence rose to 103.2 from 95.3.",
        "The headline rate is expected at 8.1%, while the y/y rate is forecast at 6%.",
    ],
)
def test_readings_of_the_economy_are_no_yields(text: str) -> None:
    """Whatever was spoken of before."""
    found = read(f"The ten-year yield rose this week, and the Fed will meet soon. {text}")
    assert all(s.subject == ("?",) for s in found)


def test_a_record_setting_rally_sets_no_record() -> None:
    """Only says what it has been."""
    assert read("Gold continued its record-setting rally.") == []


def test_weeks_out_of_the_past() -> None:
    """Their sign may stand within the count."""
    (up,) = read("The Nasdaq has had four positive weeks out of the last five.")
    (down,) = read("The Russell 2000 has seen three down months out of the past four.")
    assert (up.value, up.direction) == ((4.0, 5.0), "up")
    assert (down.value, down.direction) == ((3.0, 4.0), "down")


def test_just_the_past_month() -> None:
    """It ends today."""
    (found,) = read("Gold has gained more than 10% in just the past month.")
    assert (found.from_, found.to) == (date(2022, 8, 21), TODAY)


def test_a_trend_of_the_week_before_dates_nothing() -> None:
    """The comparison is of this week."""
    (found,) = read("Small caps lagged large caps this week, reversing the prior week's trend.")
    assert (found.from_, found.to) == (date(2022, 9, 16), TODAY)


@pytest.mark.parametrize(
    ("origin", "first"),
    [
        ("up sharply from 4.10% a day earlier", date(2022, 9, 20)),
        ("up from Tuesday's close of 4.10%", date(2022, 9, 20)),
        ("up from a June high of 4.10%", date(2022, 6, 30)),
    ],
)
def test_where_a_yield_came_from(origin: str, first: date) -> None:
    """An adverb, a close or an extreme may stand before the figure."""
    (found,) = read(f"The 10-year yield stood at 4.14% on Wednesday, {origin}.")
    assert (found.value, found.direction, found.from_) == ((410.0, 414.0), "up", first)


@pytest.mark.parametrize("rest", ["and rose 0.8% this week", "gaining 0.8% for the week"])
def test_in_a_report_of_monday_the_week_is_over(rest: str) -> None:
    """And its time is that of the last figure only."""
    monday = DatedText(date(2022, 7, 4))
    found = monday.statements(
        f"The Dow rose on Friday. Crude was up $2.7, or 2.4%, at $108, {rest}."
    )
    assert [(s.value, s.from_, s.to) for s in found if s.subject == ("OIL",)] == [
        ((2.7,), date(2022, 6, 30), date(2022, 7, 1)),
        ((0.024,), date(2022, 6, 30), date(2022, 7, 1)),
        ((108.0,), date(2022, 7, 1), date(2022, 7, 1)),
        ((0.008,), date(2022, 6, 24), date(2022, 7, 1)),
    ]


def test_two_moves_of_one_market_are_of_two_times() -> None:
    """Without a day the first has none."""
    found = read("The S&P 500 fell 1.2% to 3,785, and is down 20.6% this year.")
    assert [(s.value, s.from_) for s in found if s.kind == "return"] == [
        ((0.012,), None),
        ((0.206,), date(2021, 12, 31)),
    ]


def test_a_weekly_report_says_so_in_its_title() -> None:
    """What has no time is of the week, though a day of it was named."""
    friday = DatedText(date(2022, 9, 16))
    found = friday.statements(
        "Weekly Market Recap: September 16, 2022\n\nA rally on Tuesday lifted spirits.\n\n"
        "The Russell 2000 lost 4.5% while the S&P 500 shed 4.8%."
    )
    assert [(s.from_, s.to) for s in found] == [(date(2022, 9, 9), date(2022, 9, 16))] * 2


def test_the_day_by_which_odds_stood_is_no_horizon() -> None:
    """That is the meeting named before, or unknown."""
    friday = DatedText(date(2022, 9, 16))
    found = friday.statements(
        "Markets expect a hike by September 21. By Friday's close, futures priced in an 80%"
        " likelihood of a 75 basis point hike."
    )
    assert [(s.value, s.to) for s in found if s.kind == "scenario"] == [((0.8,), date(2022, 9, 21))]


def test_the_day_by_which_a_market_had_moved() -> None:
    """It is the day of the level."""
    friday = DatedText(date(2022, 9, 16))
    (found,) = friday.statements("By Friday afternoon, crude oil was trading just above $85.")
    assert found.to == date(2022, 9, 16)
