"""Days, sides and markets that are easily got wrong: each had refuted a true sentence."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

TODAY = date(2022, 11, 16)  # a Wednesday


def read(text: str, *, on: date = TODAY) -> list[Statement]:
    """Return what a text of 16 November 2022 states."""
    return read_text(text, date=on)


def test_a_distance_behind_a_closing_price_is_of_its_day() -> None:
    """Though it is told in the present."""
    found = read("Gold closed on Monday at 1,776, which is 14% below its record of 2,067.")
    assert [s.to for s in found if s.condition == "from record high"] == [date(2022, 11, 14)]


def test_a_distance_from_a_low_ends_on_the_day_told_of() -> None:
    """And does not start the day before it."""
    found = read(
        "At Monday's close of 33,536 the Dow was 8% under its peak and 17% above the June low."
    )
    low = next(s for s in found if s.condition == "from low")
    assert (low.from_, low.to) == (None, date(2022, 11, 14))


def test_a_record_early_in_a_month_has_no_known_day() -> None:
    """Today's is none of it."""
    found = read("Gold hit a record of $2,067 in early March and has since lost 14%.")
    assert [(s.kind, s.from_, s.to) for s in found] == [
        ("record", None, None),
        ("return", None, TODAY),
    ]


def test_a_figure_that_a_forecast_is_set_against_is_none() -> None:
    """It is the one of the year under way."""
    found = read("We look for an average of 21 in the VIX in 2023, against 26 this year.")
    assert [s.value for s in found] == [(21.0,)]


def test_what_others_had_expected_is_no_price_that_stood() -> None:
    """It was a forecast."""
    assert read("A year ago the consensus saw the Dow at 40,000 at the end of October.") == []


def test_each_half_of_the_year_has_its_own_mean() -> None:
    """From the end of one month to that of another are the months after the first."""
    found = read(
        "Since 1980 gold has climbed by an average of 6% from the end of August to the end of"
        " February; from March to August it has managed 2%."
    )
    assert [s.condition for s in found] == ["september to february", "march to august"]


def test_each_mean_has_its_own_horizon() -> None:
    """The first year is a span after the event too."""
    found = read(
        "In the five easing cycles since 1984 the Dow returned 2% in the first three months after"
        " the first cut and 9% over the first year."
    )
    assert [s.condition.rpartition(", ")[2] for s in found] == ["3 months", "12 months"]


def test_moves_in_a_row_are_counted_from_no_other_day() -> None:
    """That of the other rank is none of theirs."""
    found = read(
        "On Wednesday the Fed raised rates. It was the fourth hike in a row and the sixth since"
        " March."
    )
    assert [(s.value, s.from_) for s in found if s.unit == "count"] == [
        ((4.0,), None),
        ((6.0,), date(2022, 2, 28)),
    ]


def test_what_is_passed_for_the_first_time_is_passed_upwards() -> None:
    """Whatever fell in the clause before."""
    found = read(
        "The Dow lost 2% and gold, which had crossed 2,000 for the first time a day earlier, 1%."
    )
    assert next(s.direction for s in found if s.kind == "record") == "up"


def test_an_inversion_is_one_of_two_yields() -> None:
    """Neither of them is at a low."""
    found = read("The inversion between two-year and ten-year notes is the deepest since 1982.")
    assert [s.subject for s in found if s.kind == "record"] == [("DGS10", "DGS2")]


def test_two_that_are_apart_are_no_figure() -> None:
    """They are counted, and not measured."""
    found = read(
        "Ten-year yields rose 9 basis points this week, two-year yields 25, so that a mere 24"
        " basis points separate the two."
    )
    assert [s.value for s in found] == [(9.0,), (25.0,), (24.0,)]


@pytest.mark.parametrize("side", ["above its 2021 peak", "below its October low"])
def test_weeks_on_one_side_of_a_dated_extreme_are_no_streak(side: str) -> None:
    """They are neither rises nor falls."""
    found = read(f"Gold closed the week {side} for the third week running.")
    assert not [s for s in found if s.condition.startswith("streak")]


def test_a_week_that_began_with_a_price_began_at_the_close_before_it() -> None:
    """And not on one of its days."""
    found = read(
        "Rarely has a week been so wild. It began with gold at 1,682 and ends with it at 1,771.",
        on=date(2022, 11, 11),
    )
    assert [(s.value, s.to) for s in found] == [
        ((1682.0,), date(2022, 11, 4)),
        ((1771.0,), date(2022, 11, 11)),
    ]


def test_a_move_of_the_first_minutes_is_one_within_the_day() -> None:
    """Its close may be another."""
    found = read("On Thursday gold shot up 2% in the first minutes after the report.")
    assert [s.condition for s in found if s.value] == ["intraday"]


def test_a_streak_takes_no_day_of_a_relative_clause() -> None:
    """That of the high behind it is years away."""
    found = read(
        "It was the fifth gain in a row for the Dow, which is now 9% below the high of 36,799 that"
        " it reached on 4 January.",
        on=date(2022, 11, 11),
    )
    streak = next(s for s in found if s.unit == "count")
    assert streak.to == date(2022, 11, 11)


def test_the_friday_before_an_event_has_no_known_day() -> None:
    """It is not the last Friday."""
    found = read(
        "The ten-year yield fell from 4.16% on the Friday before the vote to 3.82% on Monday."
    )
    assert [(s.value, s.to) for s in found] == [
        ((416.0,), None),
        ((382.0,), date(2022, 11, 14)),
    ]


def test_what_nothing_could_match_has_happened() -> None:
    """It is no forecast."""
    found = read("In the third quarter gold lost 8%, but nobody could match oil and its 25%.")
    assert {(s.kind, s.to) for s in found} == {("return", date(2022, 9, 30))}


def test_a_move_until_a_day_did_not_start_the_day_before() -> None:
    """Some days later it is counted from there, and of that day."""
    found = read("From there gold gained 12% until 8 March. Two days later it tumbled 2%.")
    assert [(s.from_, s.to) for s in found] == [
        (None, date(2022, 3, 8)),
        (date(2022, 3, 9), date(2022, 3, 10)),
    ]


def test_a_second_figure_at_the_close_is_a_move_in_points() -> None:
    """And no price."""
    found = read("On Monday the Dow was down 900 points at noon, and 211 at the close.")
    assert [(s.kind, s.value) for s in found] == [("return", (900.0,)), ("return", (211.0,))]


def test_between_a_record_and_a_day_is_one_span() -> None:
    """What came since started on the later day."""
    found = read(
        "Gold lost 21% between its record of 8 March and 3 November and has since gained 8%."
    )
    assert [(s.from_, s.to) for s in found] == [
        (date(2022, 3, 8), date(2022, 11, 3)),
        (date(2022, 11, 3), TODAY),
    ]


def test_a_price_of_a_turn_is_one_of_its_day() -> None:
    """Though it stands beside a market."""
    found = read("The turn came on 3 November for gold, at 1,630, and a week later for silver.")
    assert [(s.value, s.to) for s in found] == [((1630.0,), date(2022, 11, 3))]


def test_what_the_fed_does_for_the_first_time_is_no_record_of_shares() -> None:
    """Though they were spoken of before."""
    found = read(
        "Gold fell 1%. The Fed will raise rates on 14 December, for the first time since July."
    )
    assert not [s for s in found if s.kind == "record" and s.subject == ("GOLD",)]


def test_a_change_behind_two_days_is_one_between_them() -> None:
    """Each price has the day of its own column."""
    rows = "Dow 28,726 32,733 +13.9%\nS&P 500 3,586 3,872 +8.0%"
    found = read(f"Index 30 September 31 October Change\n\n{rows}")
    assert [(s.value, s.from_, s.to) for s in found if s.subject == ("DJI",)] == [
        ((28726.0,), date(2022, 9, 30), date(2022, 9, 30)),
        ((32733.0,), date(2022, 10, 31), date(2022, 10, 31)),
        ((0.139,), date(2022, 9, 30), date(2022, 10, 31)),
    ]


def test_moves_behind_a_colon_are_those_of_their_days() -> None:
    """They are no prices."""
    found = read("The Dow twice shed more than 600 points: 696 on Wednesday and 633 on 9 November.")
    assert [(s.kind, s.direction) for s in found if s.value in {(696.0,), (633.0,)}] == [
        ("return", "down"),
        ("return", "down"),
    ]


def test_sessions_through_a_day_end_on_it() -> None:
    """And since when nothing like it was managed dates no move."""
    found = read(
        "In five sessions through Tuesday gold gained 6%, something it had not managed since April"
        " 2020."
    )
    move = next(s for s in found if s.kind == "return")
    assert (move.from_, move.to) == (date(2022, 11, 8), date(2022, 11, 15))


def test_a_distance_beside_a_record_of_a_day_is_of_that_day() -> None:
    """The clause has no verb of its own."""
    found = read(
        "At 1,777 on Tuesday gold was at its highest since August, and 2.8% lower than at the start"
        " of the year."
    )
    assert [s.to for s in found] == [date(2022, 11, 15), date(2022, 11, 15)]


def test_the_best_month_in_a_long_history_is_no_season() -> None:
    """It is the one told of."""
    found = read("Gold soared 8% in October, the best month in its 41-year history.")
    assert [(s.kind, s.to) for s in found] == [
        ("record", date(2022, 10, 31)),
        ("return", date(2022, 10, 31)),
    ]


def test_a_day_of_the_month_before_a_verb_is_a_day() -> None:
    """Though no month stands beside it."""
    found = read("Gold added 4% in October, and on the 24th closed above 1,650 for the first time.")
    assert [s.to for s in found if s.kind == "record"] == [date(2022, 10, 24)]


def test_a_day_with_a_verb_of_its_own_dates_no_figure_before_it() -> None:
    """The month is that of the others, and of the next sentence."""
    found = read(
        "Gold soared 8% in October. Silver aside, the Dow added 14%, its best month since January"
        " 1976, and on the 28th closed above 32,800 for the first time since August. The S&P 500"
        " gained 8%.",
        on=date(2022, 10, 31),
    )
    month = (date(2022, 9, 30), date(2022, 10, 31))
    assert [(s.from_, s.to) for s in found if s.kind == "return"] == [month] * 3


def test_what_had_happened_some_months_after_an_event_has_no_known_days() -> None:
    """It is of no day told of before."""
    found = read(
        "The VIX closed at 33 on Monday. Six months after it first closed above 30, the Dow had"
        " risen by 10%."
    )
    assert [(s.from_, s.to) for s in found if s.value == (0.1,)] == [(None, None)]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("On Monday a gain of 2% in the Dow was trimmed to 1% by the close.", "up"),
        ("On Monday the rise of the Dow was whittled down to 1%.", "up"),
        ("On Monday the fall of the Dow was kept to 1%.", "down"),
        ("On Monday the Dow cut an early loss of 3% to 1%.", "down"),
    ],
)
def test_what_is_left_of_a_move_has_its_direction(text: str, direction: str) -> None:
    """A gain that was cut is still a gain."""
    assert [s.direction for s in read(text) if s.value == (0.01,)] == [direction]


def test_the_month_of_an_old_record_dates_nothing_after_it() -> None:
    """The next sentence is of the day of the article."""
    found = read(
        "On Tuesday gold would have needed another 16% to match its record of August 2020. Oil,"
        " meanwhile, set its third high of the month, closing at 86.92."
    )
    assert [s.to for s in found if s.value == (86.92,)] == [date(2022, 11, 15)]


def test_a_comparison_with_some_days_before_dates_its_own_figure() -> None:
    """The other one is of the day told of."""
    found = read(
        "On Tuesday its 3% slide to 86.92 was the steepest for oil since September, and left it 6%"
        " lower than three days before."
    )
    assert [(s.value, s.from_) for s in found if s.unit == "fraction"] == [
        ((0.03,), date(2022, 11, 14)),
        ((0.06,), date(2022, 11, 10)),
    ]


def test_a_price_behind_a_day_is_one_of_that_day() -> None:
    """And not of today."""
    found = read("Gold was back in the black on Monday, at 1,776, but has slipped since.")
    assert [s.to for s in found if s.value == (1776.0,)] == [date(2022, 11, 14)]
