"""What a careful reader takes a figure for is tested: the day, the extreme, the statistic."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from backtests.claims.placement.draft import WhyNot
from backtests.claims.placement.place import Placed, place, place_all
from tests.claims.reading.dated import DatedText

TEXT = DatedText(date(2019, 5, 15))


def row(text: str) -> tuple[str, dict[str, Any]]:
    """The study of the last statement of a text, and its parameters."""
    placed = TEXT.last_placed(text)
    assert isinstance(placed, Placed), placed
    return placed.claim.study, dict(placed.claim.parameters)


def test_a_close_beside_the_low_of_a_move_is_a_close() -> None:
    """The low that a move is counted from is not the price of the day."""
    text = "The S&P 500 closed at 2,850.96 on Wednesday, up 21% from its December low."
    found = TEXT.statements(text)
    (level,) = (s for s in found if s.kind == "level")
    assert level.value == (2850.96,)
    study, given = row("The S&P 500 closed at 2,850.96, up 21% from its December low.")
    assert (study, given["extreme"]) == ("record_distance", "low")


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500 hit a low of 2,346.58 on 26 December and has rallied 21% since.",
        "The S&P 500 bottomed on 26 December and is up 21% since.",
        "The S&P 500 has gained 21% from its December 26 low.",
    ],
)
def test_a_move_from_the_low_of_a_day_may_be_one_from_its_lowest_price(text: str) -> None:
    """Both the close and the lowest price of the day may be meant."""
    study, given = row(text)
    assert study == "record_distance"
    assert (given["of"], f"{given['since']:%Y-%m-%d}") == ("either", "2018-12-26")
    assert given["since"] == given["until"]


def test_a_move_between_two_extremes() -> None:
    """The end is the low of its own month, and not a close."""
    study, given = row("The S&P 500 fell 20% from its September peak to its December low.")
    assert (study, given["claimed"]) == ("record_distance", -0.2)
    days = [f"{given[name]:%Y-%m-%d}" for name in ("since", "until", "date", "opposite_until")]
    assert days == ["2018-09-01", "2018-09-30", "2018-12-01", "2018-12-31"]


def test_the_second_extreme_without_a_year_follows_the_first() -> None:
    """A trough comes after its peak."""
    _, given = row("The S&P 500 lost 15% from its May 2011 high to the October low.")
    assert f"{given['date']:%Y-%m-%d}" == "2011-10-01"


def test_a_median_is_none_of_the_means() -> None:
    """The word may stand before the part of the calendar."""
    study, given = row("The median June return of the Russell 2000 since 1990 is a gain of 0.5%.")
    assert (study, given["statistic"]) == ("calendar_average", "median")


def test_more_often_than_not_is_a_share() -> None:
    """Half of the times or more; a mean says nothing of that."""
    study, given = row("The Russell 2000 has gained in June more often than not since 1990.")
    assert (study, given["statistic"], given["claimed"]) == ("calendar_average", "share up", 0.75)


def test_a_yield_with_one_decimal_is_rounded() -> None:
    """Half of its last digit is five basis points."""
    assert row("The 10-year Treasury yield is at 2.4%.")[1]["tolerance"] == 0.05
    assert row("The 10-year Treasury yield is at 2.41%.")[1]["tolerance"] == 0.03


def test_returned_without_dividends() -> None:
    """Prices count as well where no word says that dividends do."""
    text = "Over the past twelve months the S&P 500 has returned {}%."
    assert "instead" in row(text.format("5.2"))[1]
    counted = "Over the past twelve months the S&P 500 has returned 7.2% with dividends."
    assert "instead" not in row(counted)[1]


def test_what_had_been_held_ended_on_an_unknown_day() -> None:
    """Up to when the rate had been there is not said."""
    found = TEXT.last_placed("The Fed had held its target at 1%-1.25% since June 2017.")
    assert isinstance(found, WhyNot)


def test_the_largest_move_of_another_clause_does_not_hide_a_stated_period() -> None:
    """A one-day gain is one of a day, whatever the next clause is the most of."""
    text = (
        "The S&P 500 rose 2.1% on Tuesday, its biggest one-day gain since January, "
        "and the Dow added 2.2%, the most since March."
    )
    (record, *_) = TEXT.statements(text)
    assert record.subject == ("SPX",)


def test_a_crossing_of_two_means_is_none_of_the_price() -> None:
    """The shorter mean is on the side, and not the close."""
    study, given = row("The S&P 500's 50-day average crossed above the 200-day on 1 April.")
    assert (study, given["days"], given["of"]) == ("moving_average", 200, 50)
    assert given["position"] == "crossed above"


@pytest.mark.parametrize(
    ("words", "tolerance"), [("115.97", 0.03), ("116", 0.6), ("about 120", 10.0), ("100", 50.0)]
)
def test_a_move_in_points(words: str, tolerance: float) -> None:
    """It is as exact as its digits."""
    study, given = row(f"The Dow rose {words} points on Wednesday.")
    assert (study, given["tolerance"]) == ("level_change", tolerance)


def test_a_gap_of_two_yields_is_no_change() -> None:
    """Its size is how far they are apart, its sign what the words say of it."""
    text = "The curve, 5 basis points inverted on 4 March, was 12 basis points inverted on Tuesday."
    for one in TEXT.statements(text):
        assert one.unit == "bp"
    study, given = row(text)
    assert (study, given["percent"]) == ("rate_level", -0.12)
    _, given = row("The curve, once inverted, has a positive slope of 14 basis points.")
    assert given["percent"] == 0.14


def test_the_level_of_a_record_beside_its_day() -> None:
    """The day counts."""
    text = "The S&P 500 is 3.2% below its record close of 2,945.83 on April 30."
    record = next(s for s in TEXT.statements(text) if s.kind == "record")
    placed = place(record, date=TEXT.day)
    assert isinstance(placed, Placed), placed
    assert placed.claim.study == "record_level"
    assert f"{placed.claim.parameters['date']:%Y-%m-%d}" == "2019-04-30"


def test_what_has_not_happened_since_a_month_is_counted_after_it() -> None:
    """The last hike was in that month."""
    study, given = row("The Fed has not cut rates since December 2008.")
    assert (study, given["move"], given["count"]) == ("rate_moves", "cut", 0)
    assert f"{given['start']:%Y-%m-%d}" == "2009-01-01"
    assert isinstance(TEXT.last_placed("The Fed had not cut rates since 2008."), WhyNot)


def test_a_record_of_a_ratio() -> None:
    """One market's closes divided by those of the other."""
    text = "Small caps hit their lowest level against the S&P 500 since 2009 in April."
    placed = TEXT.last_placed(text)
    assert isinstance(placed, Placed), placed
    assert dict(placed.claim.data) == {"bars": "RUT", "against": "SPX"}
    assert placed.claim.study == "record_extreme"


def test_days_of_a_week_are_no_share_of_all_days() -> None:
    """Four of five days of one week."""
    text = "The Russell 2000 rose on four of five days last week."
    assert isinstance(TEXT.last_placed(text), WhyNot)


def test_a_review_that_mentions_the_day_before_is_no_report_of_it() -> None:
    """Its year so far ends on its own day."""
    text = (
        "The Dow fell 0.4% on Tuesday to 25,532.05.\n\nThe S&P 500 has gained 13.7%, "
        "the Nasdaq 17.9% and the Russell 2000 14.8% this year.\n\nIn April the S&P 500 gained "
        "3.9%. In March the Nasdaq rose 2.6%. In February the Russell 2000 rose 5.1%. In January "
        "it rose 11.2%, the S&P 500 7.9% and the Nasdaq 9.7%. In 2018 the Russell 2000 lost 12.2%."
    )
    found = place_all(TEXT.statements(text), date=TEXT.day)
    ends = [one.claim.parameters.get("end") for one in found if isinstance(one, Placed)]
    assert sum(f"{end:%Y-%m-%d}" == "2019-05-15" for end in ends if end is not None) == 3


def test_the_longest_run_is_no_highest_close() -> None:
    """Runs have no study."""
    text = "The Dow has risen for six sessions. It is the longest streak since 2017."
    found = TEXT.last_placed(text)
    assert isinstance(found, WhyNot)
    assert "longest run" in found.reason


def test_sizes_of_several_moves_are_none_of_all() -> None:
    """The last of three."""
    text = "The Fed raised its rate three times in 2017, by 25, 50 and 75 basis points."
    (size,) = (s for s in TEXT.statements(text) if s.value == (75.0,))
    assert isinstance(place(size, date=TEXT.day), WhyNot)


def test_a_yield_within_a_day_is_no_close() -> None:
    """What it topped for some hours."""
    text = "The ten-year yield topped 3.26% intraday in October 2018."
    assert isinstance(TEXT.last_placed(text), WhyNot)


def test_a_forecast_above_the_current_level_begins_today() -> None:
    """Though it is one for the year."""
    _, given = row("We see the Russell 2000 up 11% from its current level by the end of 2019.")
    assert f"{given['base_date']:%Y-%m-%d}" == "2019-05-15"


def test_every_day_since_a_day_needs_its_first_day() -> None:
    """One day of it would say too little."""
    text = "The Dow is weak. It has closed below its 200-day average every day since May 6."
    found = TEXT.last_placed(text)
    assert (
        isinstance(found, WhyNot) or found.claim.parameters["start"] < found.claim.parameters["end"]
    )


def test_neither_of_two_figures_of_one_period_is_tested() -> None:
    """Either may be the one of it."""
    text = "In the first quarter the Nasdaq lost 29.5% and 22.4%."
    found = place_all(TEXT.statements(text), date=TEXT.day)
    assert all(isinstance(one, WhyNot) for one in found)


def test_the_best_month_of_a_review_is_not_that_of_all_time() -> None:
    """Of which years it is one is not said."""
    text = "The best month was January, when the Russell 2000 rose 11.2%."
    found = place(TEXT.statements(text)[0], date=TEXT.day)
    assert isinstance(found, WhyNot)
    assert "which years" in found.reason


def test_levels_to_watch_know_no_close() -> None:
    """The year so far of a morning note ends the day before."""
    text = (
        "The S&P 500 lost 0.4% on Tuesday, the Dow lost 0.4% and the Russell 2000 gained 0.3%.\n\n"
        "The S&P 500 has gained 13% this year.\n\nSupport is at 1,500, resistance at 1,600, then "
        "1,650."
    )
    text = text.replace("Tuesday", "Tuesday, 14 May")
    found = place_all(TEXT.statements(text), date=TEXT.day)
    year = next(one for one in found if isinstance(one, Placed) and "13%" in one.claim.statement)
    assert f"{year.claim.parameters['end']:%Y-%m-%d}" == "2019-05-14"


def test_now_may_be_the_close_before_where_no_close_of_the_day_is_stated() -> None:
    """The nearer of the two counts; a stated close of the day settles it."""
    year = "The S&P 500 has gained 13.7% this year. The VIX is at 18.06."
    gain, fear = (one.claim for one in _rows(year))
    assert f"{gain.parameters['or_end']:%Y-%m-%d}" == "2019-05-14"
    assert (fear.parameters["at"], fear.parameters["start"]) == (
        "any close",
        pd.Timestamp("2019-05-14"),
    )
    closed, *_ = (one.claim for one in _rows(f"{year} The Dow closed at 25,648.02 today."))
    assert "or_end" not in closed.parameters


def _rows(text: str) -> list[Placed]:
    """The rows of a text."""
    found = place_all(TEXT.statements(text), date=TEXT.day)
    return [one for one in found if isinstance(one, Placed)]


def test_a_record_that_was_broken_is_that_of_before() -> None:
    """The day beside its level is that of the break."""
    text = "The S&P 500 broke above its May 1 record of 2,954.13 on June 20."
    later = DatedText(date(2019, 6, 24))
    record = next(s for s in later.statements(text) if s.value == (2954.13,))
    placed = place(record, date=later.day)
    if isinstance(placed, Placed):
        assert placed.claim.parameters["date"] < pd.Timestamp("2019-06-20")


def test_a_cut_of_a_sunday_holds_from_monday() -> None:
    """Rates of a week-end are those of the day after."""
    later = DatedText(date(2020, 3, 18))
    text = "The Fed lowered its target to 0%-0.25% on Sunday."
    placed = later.last_placed(text)
    assert isinstance(placed, Placed), placed
    assert placed.claim.parameters["end"] == pd.Timestamp("2020-03-16")


def test_a_sign_is_counted_from_the_last_session() -> None:
    """Christmas has no close: a rise on the day after is no move of nought."""
    later = DatedText(date(2018, 12, 26))
    placed = later.last_placed("The Dow fell on Wednesday.")
    assert isinstance(placed, Placed), placed
    assert placed.claim.parameters["base_date"] == pd.Timestamp("2018-12-24")


def test_a_trailing_volatility_has_its_own_days() -> None:
    """Those that its name counts."""
    text = "In April the 3-month realised volatility of the Russell 2000 was 14.5%."
    study, given = row(text)
    assert study == "realised_volatility"
    assert f"{given['start']:%Y-%m-%d}" == "2019-01-30"


def test_a_streak_that_ended_on_some_day_is_none_of_today() -> None:
    """The day may be its last one, or the one that broke it."""
    text = "The Dow had a six-day winning streak, which ended last week."
    assert isinstance(TEXT.last_placed(text), WhyNot)


def test_the_years_counted_are_those_of_the_mean() -> None:
    """Where the sentence names no other sample."""
    text = "September: average return of the Russell 2000 -0.4%, positive in 20 of 35 years."
    means = [s for s in TEXT.statements(text) if s.kind == "seasonal"]
    for one in means:
        placed = place(one, date=TEXT.day)
        assert isinstance(placed, Placed), placed
        assert placed.claim.parameters["last"] == 35


@pytest.mark.parametrize(
    "text",
    [
        "Small caps trailed in eight of the last ten years.",
        "It was the sixth straight session in which small caps beat the S&P 500.",
    ],
)
def test_better_or_worse_than_another_is_no_rise_or_fall(text: str) -> None:
    """What it is beside has to be read."""
    placed = TEXT.last_placed(text)
    if isinstance(placed, Placed):
        assert placed.claim.study not in {"streak_length", "calendar_average"}


def test_a_rise_in_each_month_is_more_than_one_in_all() -> None:
    """The months may differ."""
    text = "In the first quarter the Russell 2000 rose in each month."
    assert isinstance(TEXT.last_placed(text), WhyNot)


def test_the_size_of_each_move_is_not_that_of_both() -> None:
    """Though "each time" stands behind it."""
    text = "The Fed raised rates twice in 2017, by 25 basis points each time, to 1.25%-1.5%."
    for size in (s for s in TEXT.statements(text) if s.value == (25.0,)):
        assert isinstance(place(size, date=TEXT.day), WhyNot)


def test_a_low_since_its_own_month_has_no_first_day() -> None:
    """It is no low of all time."""
    later = DatedText(date(2019, 5, 31))
    found = later.last_placed("The S&P 500 closed at 2,752.06, its lowest close since May.")
    assert isinstance(found, WhyNot) or "since" in found.claim.parameters
