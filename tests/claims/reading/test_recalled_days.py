"""Days counted from another day of the account, and figures beside what they are not."""

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

# A Saturday.
TEXT = DatedText(date(2019, 6, 8))
TUESDAY, THURSDAY, FRIDAY = date(2019, 6, 4), date(2019, 6, 6), date(2019, 6, 7)


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("A day earlier, the S&P 500 had", date(2019, 6, 5)),
        ("The day before, it", date(2019, 6, 5)),
        ("The next day it", FRIDAY),
        ("A day later, the index", FRIDAY),
    ],
)
def test_a_day_is_counted_from_the_one_spoken_of(opening: str, day: date) -> None:
    """And neither from the day of the article nor from the session it reports."""
    text = f"The S&P 500 rose 1.6% on Thursday. {opening} closed at 2,803.27."
    level = TEXT.statements(text)[-1]
    assert (level.from_, level.to) == (day, day)


def test_a_day_before_in_a_paragraph_of_its_own() -> None:
    """The record is of that day, and so is the distance from an older one."""
    text = (
        "Thursday's rise of 1.6% in the S&P 500 was a relief.\n\nA day earlier, the index had "
        "closed at 2,744.45, its lowest close since March and 6.8% below its 30 April record."
    )
    found = TEXT.statements(text)
    assert {s.to for s in found if s.kind == "record" or s.condition} == {date(2019, 6, 5)}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Dow slipped 0.4% on Friday, a day after setting a record close of 26,900.", THURSDAY),
        ("The Dow rose 0.4% on Thursday, a day before it set a record close of 26,900.", FRIDAY),
    ],
)
def test_what_a_day_after_follows(text: str, day: date) -> None:
    """The record is of the neighbouring day."""
    (record,) = (s for s in TEXT.statements(text) if s.kind == "record")
    assert record.to == day


def test_a_record_is_of_the_day_beside_its_figure() -> None:
    """The close of the report has another figure."""
    text = (
        "The VIX ended Friday at 16.30, down from 18.86 on Monday, which was its highest close "
        "since January."
    )
    record, level = TEXT.statements(text)
    assert (record.value, record.to) == ((18.86,), date(2019, 6, 3))
    assert (level.value, level.to) == ((16.30,), FRIDAY)


@pytest.mark.parametrize(
    "text",
    [
        "In May, the Dow slipped 6.7% after a 2.6% rise in April.",
        "May was a poor month. The Dow slipped 6.7% after a 2.6% rise in April.",
    ],
)
def test_the_time_of_a_recalled_move_is_no_other_ones(text: str) -> None:
    """Each has its own month."""
    fell, rose = (s for s in TEXT.statements(text) if s.kind == "return")
    assert (fell.from_, fell.to) == (date(2019, 4, 30), date(2019, 5, 31))
    assert (rose.from_, rose.to) == (date(2019, 3, 31), date(2019, 4, 30))


def test_a_week_earlier_is_a_week() -> None:
    """A slump of the week before the one reported."""
    text = "The Dow gained 4.7% this week, rebounding from a 3% slump a week earlier."
    slump = TEXT.statements(text)[-1]
    assert (slump.from_, slump.to) == (date(2019, 5, 24), date(2019, 5, 31))


def test_what_a_week_followed() -> None:
    """The move of another market, named after it."""
    text = (
        "For the week, the Dow jumped 4.7%. It followed a 3.2% plunge the week before for the "
        "Russell 2000, its worst week since December."
    )
    _, record, plunge = TEXT.statements(text)
    assert {record.subject, plunge.subject} == {("RUT",)}
    assert {record.to, plunge.to} == {date(2019, 5, 31)}


def test_a_close_leaves_a_market_below_its_peak_on_its_day() -> None:
    """And not on the day of the article."""
    text = "The Dow ended Tuesday at 25,332.18, leaving it 6% below its October 2018 peak."
    away = TEXT.statements(text)[-1]
    assert (away.condition[:5], away.to) == ("from ", TUESDAY)


def test_the_most_since_is_of_the_move_it_is_said_of() -> None:
    """A move of a day makes it a record of days."""
    text = "The Nasdaq leapt 2.6% on Tuesday, the most since January."
    (record,) = (s for s in TEXT.statements(text) if s.kind == "record")
    assert record.condition == "best day"


def test_a_jump_of_basis_points_is_the_change_of_its_ends() -> None:
    """It has their days, and the way of its noun."""
    text = "The 10-year yield fell to 2.08% from 2.12% a week earlier, a drop of 4 basis points."
    _, drop = TEXT.statements(text)
    assert (drop.direction, drop.to) == ("down", TEXT.day)


def test_since_year_end_lasts_until_now() -> None:
    """Year-end is behind."""
    rate = TEXT.only("The 10-year yield has dropped 60 basis points since year-end.")
    assert (rate.from_, rate.to) == (date(2018, 12, 31), TEXT.day)


def test_the_half_is_no_share() -> None:
    """What a year is halved into."""
    assert [s.value for s in TEXT.statements("The VIX ended the half at 15.08.")] == [(15.08,)]


def test_moves_of_the_fed_have_the_way_of_their_verbs() -> None:
    """Raised, then cut."""
    text = "The Fed raised rates seven times in 2005 and cut them three times in 2007."
    assert [s.direction for s in TEXT.statements(text)] == ["up", "down"]


def test_figures_of_two_months_have_a_month_each() -> None:
    """Each that beside it."""
    text = "Since 1990 the S&P 500 has averaged 1.2% in June and 0.9% in August."
    assert [s.condition for s in TEXT.statements(text)] == ["june", "august"]


def test_a_count_in_a_paragraph_on_a_month_is_of_that_month() -> None:
    """And the worst one of a year is that month of the year."""
    text = (
        "The Russell 2000 has fallen in June in 14 of the last 30 years. In the last ten years, "
        "however, it rose eight times. The worst June was that of 2008, when it plunged 7.8%."
    )
    _, count, worst = TEXT.statements(text)
    assert count.condition == "june"
    assert (worst.from_, worst.to) == (date(2008, 5, 31), date(2008, 6, 30))


def test_worse_than_deserved_compares_no_markets() -> None:
    """Only a reputation with itself."""
    text = (
        "Small caps are weak in June. June has a worse name than it deserves: the S&P 500 has "
        "gained 0.4% on average since 1990 and finished higher 17 times in 29 years."
    )
    assert {s.subject for s in TEXT.statements(text)[1:]} == {("SPX",)}


def test_worse_with_an_average_of_its_own() -> None:
    """The mean is of the second market, not of the gap."""
    text = (
        "Since 1990, the Dow has lost an average of 0.5% in June, and the S&P 500 has fared worse "
        "with an average loss of 0.7%."
    )
    means = [s for s in TEXT.statements(text) if s.kind == "seasonal"]
    assert [s.subject for s in means] == [("DJI",), ("SPX",)]
    assert all(s.to is None for s in TEXT.statements(text) if s.kind == "comparison")


def test_rows_with_bars_are_rows_however_long() -> None:
    """And highs and lows of a year have columns."""
    head = "| Index | Close | May | Q1 | YTD | 12 months | 52-week high | 52-week low |\n"
    row = "| {} | 26,000.00 | +6.6% | +11.2% | +11.5% | +3.1% | 26,951.81 | 21,712.53 |\n"
    text = f"{head}|---|---|---|---|---|---|---|---|\n{row.format('Dow Jones Industrial Average')}"
    found = TEXT.statements(text + row.format("Nasdaq Composite"))
    high = [s for s in found if s.condition == "high of the period"]
    assert [(s.subject, s.from_) for s in high] == [
        (("DJI",), date(2018, 6, 7)),
        (("IXIC",), date(2018, 6, 7)),
    ]


def test_a_price_beside_its_day_is_of_that_day() -> None:
    """A low of the year is not the last price."""
    text = (
        "The VIX stood at 15.1 at the end of March and hit a 2019 closing low of 12.01 on 17 April."
    )
    assert TEXT.statements(text)[-1].to == date(2019, 4, 17)


def test_the_day_of_what_a_price_is_compared_with() -> None:
    """Is not its own."""
    now, before = TEXT.statements("The VIX ended at 16.30, against 18.71 a week ago.")
    assert (now.value, now.to) == ((16.30,), TEXT.day)
    assert before.to is not None
    assert before.to < date(2019, 6, 3)


def test_a_fall_between_two_stated_levels() -> None:
    """However many sessions it is said to have taken."""
    text = (
        "The 2-year yield closed at 2.07% on 29 May and at 1.82% on 3 June, a fall of 25 basis "
        "points in three sessions."
    )
    fall = TEXT.statements(text)[-1]
    assert (fall.from_, fall.to) == (date(2019, 5, 29), date(2019, 6, 3))


def test_another_yield_has_the_day_of_the_first() -> None:
    """And a plus makes a rise."""
    text = (
        "The 2-year yield fell to 1.85% on Friday and the 10-year to 2.09%, -3 basis points on "
        "the day."
    )
    first, second, change = TEXT.statements(text)
    assert second.to == first.to == FRIDAY
    assert change.direction == "down"


def test_a_second_mean_of_the_vix() -> None:
    """It goes on with the first."""
    text = "The VIX has averaged 15.9 this year and 16.6 in 2018."
    assert [s.condition for s in TEXT.statements(text)] == ["average", "average"]


def test_the_one_before_is_the_period_before_the_last_named() -> None:
    """A quarter before a quarter, a month before the month named last."""
    text = "The Dow added 1.2% in the first quarter and lost 3.1% in the one before."
    assert [s.to for s in TEXT.statements(text)] == [date(2019, 3, 31), date(2018, 12, 31)]
    text = "In May the Dow lost 6.7%, after 2.6% in April and 0.1% in the month before that."
    assert [s.to for s in TEXT.statements(text)][2] == date(2019, 3, 31)


def test_a_move_from_a_turn_to_a_day_is_not_of_that_day() -> None:
    """It began in the month of the low."""
    text = "From its December low to Friday's close the Dow has gained 19%."
    move = TEXT.statements(text)[-1]
    assert (move.from_, move.to) == (None, FRIDAY)


def test_a_record_against_another_market_is_of_both() -> None:
    """And not of the price of the first."""
    text = "Small caps are at their lowest relative to the S&P 500 since 2009."
    assert TEXT.only(text).subject == ("RUT", "SPX")


def test_figures_in_order_of_markets_named_before() -> None:
    """Each has the market of its place."""
    text = (
        "The Dow, the Nasdaq and the S&P 500 had a good day on Friday. They rose 1%, 1.7% and "
        "1.1%, respectively."
    )
    assert [s.subject[0] for s in TEXT.statements(text)] == ["DJI", "IXIC", "SPX"]


def test_what_the_fed_has_not_done_since() -> None:
    """No move is counted from then on."""
    found = TEXT.only("The Fed has not raised rates since December 2018.")
    assert (found.kind, found.value, found.to) == ("rate", (0.0,), TEXT.day)


def test_the_half_is_half_a_year() -> None:
    """The one under way, or that has just ended."""
    text = DatedText(date(2019, 6, 28))
    found = text.statements("The Dow added 14% in the half and 2.6% in the quarter.")
    assert [s.from_ for s in found] == [date(2018, 12, 31), date(2019, 3, 31)]


def test_from_there_is_from_the_day_before_it() -> None:
    """Up to now."""
    text = "The low was 3 June, when the Dow closed at 24,819.78. From there it has gained 4.7%."
    move = TEXT.statements(text)[-1]
    assert (move.from_, move.to) == (date(2019, 6, 3), TEXT.day)


def test_what_a_yield_eased_to_is_where_it_stands() -> None:
    """The month was that of its peak."""
    text = "The 10-year yield topped 2.6% in April before easing to 2.09%."
    assert TEXT.statements(text)[-1].to == TEXT.day


def test_which_halves_are_counted_is_no_move() -> None:
    """A threshold of a sample."""
    text = "After a first half in which the Dow fell 9% or more, the second half was always poor."
    assert not [s for s in TEXT.statements(text) if s.kind == "return"]


def test_cuts_in_listed_months_are_of_all_of_them() -> None:
    """And so is what they come to."""
    january = DatedText(date(2019, 1, 4))
    text = (
        "The Fed raised rates three times, in June, September and December, by 75 basis points in "
        "all, bringing its target to 2.25%-2.5%."
    )
    count, size, level = january.statements(text)
    assert (
        (count.from_, count.to) == (size.from_, size.to) == (date(2018, 5, 31), date(2018, 12, 31))
    )
    assert level.from_ == level.to == count.to


def test_a_move_since_an_event_with_its_day() -> None:
    """Each of two markets."""
    text = "Since the meeting on 1 May, the S&P 500 is 2% lower and the Russell 2000 4% lower."
    assert {(s.from_, s.to) for s in TEXT.statements(text)} == {(date(2019, 5, 1), TEXT.day)}


def test_a_quotation_is_of_the_day_of_the_report() -> None:
    """Whatever day the line before compares with."""
    text = (
        "The 10-year yield fell to 2.09% (against 2.12% on Tuesday). VIX: 16.30, down from 16.97."
    )
    assert TEXT.statements(text)[-1].to == TEXT.day


def test_narrow_spaces_group_thousands() -> None:
    """A price is one figure."""
    level = TEXT.only("The S&P 500 closed at 2\u202f873.34 on Friday.")
    assert level.value == (2873.34,)


def test_the_fed_that_cut_by_half_a_point_halves_no_market() -> None:
    """It stands for the Fed, and every size is a cut."""
    text = (
        "The Dow had a bad month.\n\nThe Fed has slashed rates. It cut by half a point on 8 "
        "October and by a full point on 16 December, to a range of 0% to 0.25%."
    )
    cuts = DatedText(date(2008, 12, 17)).statements(text)
    assert {s.subject for s in cuts} == {("FFT",)}
    assert [s.direction for s in cuts if len(s.value) == 1] == ["down", "down"]


def test_the_first_cut_is_one_of_now() -> None:
    """Whatever times follow it."""
    text = "It is the first cut since 2008, and it reverses part of the hikes of 2017 and 2018."
    found = TEXT.statements(f"The Fed cut its rate by 25 basis points today. {text}")
    records = [s for s in found if s.kind == "record"]
    assert all(s.to == TEXT.day for s in records)


def test_a_fall_since_a_peak_begins_on_its_day() -> None:
    """Not with the day of the sentence before."""
    text = (
        "A year ago the ten-year yield stood at 2.94%. It has fallen 115 basis points since its "
        "November 8 peak."
    )
    fall = TEXT.statements(text)[-1]
    assert (fall.from_, fall.to) == (date(2018, 11, 8), TEXT.day)


def test_after_a_day_is_not_on_it() -> None:
    """How long after is not said."""
    text = "After 6 July 1995 the Dow gained 20% in a year; after 3 January 2001 it lost 6%."
    lost = TEXT.statements(text)[-1]
    assert lost.to is None


def test_the_gap_between_two_markets_is_none_of_yields() -> None:
    """They were named before."""
    text = (
        "This quarter small caps have lost 3% and large caps 1%. The gap between the two is 2 "
        "percentage points."
    )
    assert "DGS10" not in TEXT.statements(text)[-1].subject


def test_a_record_of_the_day_when_it_closed_there() -> None:
    """A day before "when" is that of the record."""
    text = "Since 30 April, when the S&P 500 closed at a record 2,945.83, it has lost 2.5%."
    (record,) = (s for s in TEXT.statements(text) if s.kind == "record")
    assert record.to == date(2019, 4, 30)


def test_the_russell_is_small_caps_beside_a_whole_percentage() -> None:
    """And no figure of the market before it."""
    found = TEXT.statements("The S&P 500 gained 4% this week, the Russell 3%.")
    assert [s.subject for s in found] == [("SPX",), ("RUT",)]
