"""Months that are left out, extremes that are not expected, and figures that are only named."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

TUESDAY = datetime.date(2019, 1, 8)


def read(text: str, date: datetime.date = TUESDAY) -> list[Statement]:
    """Read a text that was published on a Tuesday."""
    return read_text(text, date=date)


def test_the_month_that_is_left_out_dates_nothing_else() -> None:
    """An account of a year goes on with the year."""
    found = read("Gold rose in every month of 2018 except May. The Dow lost 5.6%.")
    assert all(s.to != datetime.date(2018, 5, 31) for s in found)


@pytest.mark.parametrize(
    ("text", "direction", "condition"),
    [
        ("The Russell 2000 will not make a new high in 2019.", "down", "no new high"),
        ("We expect no new low for the S&P 500 this year.", "up", "no new low"),
    ],
)
def test_an_extreme_that_is_not_expected_is_a_forecast(
    text: str, direction: str, condition: str
) -> None:
    """The old extreme stands until the day that is named."""
    (one,) = read(text)
    assert (one.kind, one.direction, one.condition) == ("forecast", direction, condition)
    assert one.to == datetime.date(2019, 12, 31)


def test_the_points_between_two_yields_are_their_gap() -> None:
    """They are neither yield's own."""
    found = read(
        "Ten-year yields are at 2.7%, two-year yields at 2.5%; 20 basis points separate the two."
    )
    gaps = [s for s in found if len(s.subject) == 2]
    assert [(s.subject, s.value) for s in gaps] == [(("DGS10", "DGS2"), (20.0,))]


def test_a_holiday_just_over_is_not_the_last_one() -> None:
    """A move since last Christmas, in January, is one of a year."""
    (one,) = read("Gold has gained 6% since last Christmas.")
    assert one.from_ == datetime.date(2017, 12, 25)


@pytest.mark.parametrize(
    ("text", "passed_over"),
    [
        ("Gold lost 4% on average in the year after the price had doubled.", 1.0),
        ("Spreads burst through 500 basis points, having never before exceeded 480.", 480.0),
        ("Daily losses of more than 5% are so rare that they hardly count.", 0.05),
        ("On Friday it swung through a range of more than 700 points.", 700.0),
        ("We have raised it to 30%.", 0.3),
    ],
)
def test_events_and_what_was_never_reached_are_no_statements(text: str, passed_over: float) -> None:
    """Such a figure is only named."""
    found = read(f"The Dow fell on Monday. {text}")
    assert [s for s in found if passed_over in s.value] == []


def test_what_happened_eventually_is_no_forecast() -> None:
    """The past tense decides."""
    assert [s.kind for s in read("Small caps eventually lost 40%.")] == ["return"]


def test_a_level_yields_came_from_has_a_time_of_its_own() -> None:
    """The yield stands where it does on the day of the article."""
    (one,) = read("The two-year note yields 2.54%, down from 2.97% in the middle of November.")
    assert (one.value, one.direction, one.to) == ((297.0, 254.0), "down", TUESDAY)


def test_a_move_of_the_fed_on_a_day_to_come() -> None:
    """The move needs no figure where its day is named."""
    (one,) = read("The Fed will raise rates on 20 March.")
    assert (one.subject, one.direction, one.to) == (("FFT",), "up", datetime.date(2019, 3, 20))


def test_the_size_of_a_priced_move_is_no_probability() -> None:
    """Futures are on the Fed."""
    (one,) = read("Futures now assign a 90% probability to a quarter.")
    assert (one.subject, one.value) == (("FFT",), (0.9,))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        (
            "Only if the two-year yield, at 2.6%, drops below 2.4% would we add to gold.",
            240.0,
            "bp",
        ),
        ("If the VIX, now at 21, closes above 35, sell small caps.", 35.0, "points"),
    ],
)
def test_where_a_gauge_stands_is_no_threshold(text: str, value: float, unit: str) -> None:
    """The threshold is the figure behind it."""
    (one,) = [s for s in read(text) if s.kind == "rule"]
    assert (one.value, one.unit) == ((value,), unit)


def test_no_more_than_that_compares_nothing() -> None:
    """The verb behind it does."""
    found = read(
        "The Dow is our guess, and no more than that; mid caps will lag the Dow this year."
    )
    assert [(s.subject, s.direction) for s in found if s.kind == "comparison"] == [
        (("MID", "DJI"), "down")
    ]


def test_a_dateline_is_no_heading_of_a_section() -> None:
    """A title with figures in it leaves the dateline behind."""
    found = read(
        "8 January 2019\n\nA year of two halves\n\nThe last quarter was bad. The Dow lost 12%."
    )
    assert [s.to for s in found if s.value == (0.12,)] == [datetime.date(2018, 12, 31)]


def test_the_month_of_a_cause_dates_no_move() -> None:
    """The return is one of the account, its cause has a month of its own."""
    found = read("The Dow slipped 6% in 2018. Gold rose 2%, but only because of a strong December.")
    (one,) = [s for s in found if s.value == (0.02,)]
    assert one.to == datetime.date(2018, 12, 31)
    assert one.from_ == datetime.date(2017, 12, 31)


def test_a_stop_beside_a_target_is_a_rule_of_its_own() -> None:
    """The target stays one."""
    found = read("For gold we are looking for $1,400 by Easter, with a stop at $1,230.")
    assert {(s.kind, s.value) for s in found} == {("target", (1_400.0,)), ("rule", (1_230.0,))}


def test_a_rate_kept_near_zero_is_unchanged() -> None:
    """Zero is where the rate stays."""
    (one,) = read("We expect the Fed to keep its rate near zero until June.")
    assert (one.kind, one.value, one.to) == ("rate", (0.0,), datetime.date(2019, 6, 30))


def test_the_rest_of_the_quarter_begins_on_the_day() -> None:
    """Its first days are over."""
    (one,) = read("The VIX will stay above 20 for the rest of the quarter.")
    assert (one.from_, one.to) == (TUESDAY, datetime.date(2019, 3, 31))


def test_the_odds_of_a_move_go_on_with_the_fed() -> None:
    """Markets give the odds, and are not what moves."""
    found = read(
        "The Fed raised its rate by 25 basis points on 19 December. Markets put the odds of a move"
        " on 20 March at 9%."
    )
    assert [(s.kind, s.subject) for s in found][-1] == ("scenario", ("FFT",))


def test_a_gap_below_zero_that_narrows_rises() -> None:
    """From minus forty to minus ten is up."""
    (one,) = read("The gap between tens and twos narrowed to minus 10 basis points from minus 40.")
    assert (one.value, one.direction) == ((40.0, 10.0), "up")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Monday's slide has wiped out everything gold had gained this year.", set()),
        ("The Dow held 23,300, less than a point from its rising trend line.", {"level"}),
        ("One trader reckons that the S&P 500 finds its feet around 2,450.", {"target"}),
    ],
)
def test_undone_near_and_reckoned(text: str, kinds: set[str]) -> None:
    """No move is stated, and what is reckoned is to come."""
    assert {s.kind for s in read(text)} == kinds


def test_a_yield_that_was_brought_back_is_not_one_of_that_day() -> None:
    """The day is that of the high."""
    found = read(
        "The ten-year yield touched 2.75% on Friday, the highest since December, before soft data"
        " brought it back to 2.69%."
    )
    assert [s.to for s in found if s.value == (269.0,)] == [None]


def test_twelve_months_beside_a_past_month_lie_behind() -> None:
    """The month and the number beside it are no day."""
    found = read("Sector | December | 12 months\n\nTechnology | -8.4% | -1.6%\n")
    assert [(s.kind, s.subject, s.from_, s.to) for s in found] == [
        ("return", ("XLK",), datetime.date(2018, 11, 30), datetime.date(2018, 12, 31)),
        ("return", ("XLK",), datetime.date(2018, 1, 8), TUESDAY),
    ]


def test_technology_in_a_list_of_sectors_is_one() -> None:
    """Its figure is not that of the sector before it."""
    found = read("XLI lost 10.6% in December, technology 8.4% and financials 11.2%.")
    assert [(s.subject, s.value) for s in found] == [
        (("XLI",), (0.106,)),
        (("XLK",), (0.084,)),
        (("XLF",), (0.112,)),
    ]


def test_a_past_move_is_none_of_a_day_to_come() -> None:
    """The promise of the Fed has a day, the move of gold has none."""
    found = read(
        "The Fed has promised patience until mid-2019, and gold has jumped 2% on the news."
    )
    assert [(s.kind, s.to) for s in found if s.value == (0.02,)] == [("return", None)]


def test_a_number_of_cuts_that_is_reduced_is_no_rate() -> None:
    """Three in words are none of basis points."""
    found = read("Markets have reduced the number of rate cuts that they expect from six to three.")
    assert [s for s in found if s.unit == "bp"] == []
