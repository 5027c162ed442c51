"""History, outlooks and charts: margins, samples, spans after a day, expected records."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement
from tests.claims.reading.dated import DatedText

TODAY = date(2025, 9, 10)  # a Wednesday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements


def short(found: list[Statement]) -> list[tuple[str, str, tuple[float, ...], str]]:
    """Return kind, market, values and direction of each statement."""
    return [(s.kind, "/".join(s.subject), s.value, s.direction) for s in found]


@pytest.mark.parametrize(
    ("text", "pair", "direction"),
    [
        ("The Dow beat the Nasdaq 100 by 3% last week.", "DJI/NDX", "up"),
        ("Last week mid caps trailed large caps by nearly 3%.", "MID/SPX", "down"),
        ("Last week gold topped the S&P 500 by just 3%.", "GOLD/SPX", "up"),
    ],
)
def test_a_percentage_by_which_one_market_beat_another_is_a_margin(
    text: str, pair: str, direction: str
) -> None:
    """It is no move of either of them."""
    assert short(read(text)) == [("comparison", pair, (0.03,), direction)]


def test_a_multiple_in_apposition_compares_two_markets() -> None:
    """What is double the gain of another did better than that."""
    found = read("The Dow has climbed 8% this quarter alone, double the gain of the S&P 500.")
    assert short(found) == [
        ("return", "DJI", (0.08,), "up"),
        ("comparison", "DJI/SPX", (2.0,), "up"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Dow took 90 days from its high to the 20% decline threshold.",
        "No two bear markets of the Dow are alike.",
        "A close below 39,500 would confirm the top in the Dow.",
        "The Dow is tired after printing a new weekly high.",
        "Neither the Dow nor the Nasdaq 100 beat the other.",
    ],
)
def test_what_states_nothing(text: str) -> None:
    """Definitions, suppositions and highs of a chart state nothing."""
    assert read(text) == []


def test_all_cases_of_a_mean_are_no_count() -> None:
    """The cases that a mean is taken over are its sample."""
    found = read("In all nine bear markets since 1960, the Dow fell by an average of 31%.")
    assert short(found) == [("average", "DJI", (0.31,), "down")]


def test_a_gap_told_in_two_units_is_told_once() -> None:
    """Percentage points that are told again as basis points are one gap."""
    text = (
        "Since 1990 mid caps have lagged large caps by an average of 2.5 percentage points,"
        " or 250 basis points, in the 40 days after a first cut."
    )
    assert short(read(text)) == [("average", "MID/SPX", (0.025,), "down")]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("The Dow turned on 9 March 2009 and rose 12% over the subsequent 1-month period.", 4),
        ("On March 9, 2009 the Dow turned, and over the next 9 months it rose 12%.", 12),
    ],
)
def test_a_span_is_counted_from_the_day_named_before_it(text: str, month: int) -> None:
    """What followed a day of the past starts on that day."""
    (found,) = [s for s in read(text) if s.value == (0.12,)]
    assert (found.kind, found.from_, found.to) == ("return", date(2009, 3, 9), date(2009, month, 9))


def test_a_record_that_is_expected_all_the_same_is_a_forecast() -> None:
    """What has been said of it is past, the record is not."""
    (found,) = read(
        "The bank has repeated that the Dow is likely to reach a new record by the end of 2025."
    )
    assert (found.kind, found.condition, found.to) == ("forecast", "new high", date(2025, 12, 31))


def test_what_happened_in_spite_of_a_forecast_is_past() -> None:
    """A phrase with "despite" in front is no forecast, and the day of the forecast dates it not."""
    found = read(
        "Despite the Dow retreating 4% from its peak, we kept our year-end S&P 500 target of 6,900."
    )
    assert [(s.kind, s.subject, s.value) for s in found] == [
        ("return", ("DJI",), (0.04,)),
        ("target", ("SPX",), (6900.0,)),
    ]
    assert found[0].to != date(2024, 12, 31)


def test_reasons_of_a_target_are_no_facts() -> None:
    """A target stays one beside the earnings that it is based on."""
    found = read("The bank lifted its Dow target to 48,000, citing strong corporate earnings.")
    assert [(s.kind, s.value) for s in found] == [("target", (48000.0,))]


def test_odds_that_were_lowered_keep_the_second_figure() -> None:
    """Of a probability that moved, the later one holds."""
    (found,) = read("The bank has lowered the probability of a Dow rally from 35% to 20%.")
    assert (found.kind, found.value) == ("scenario", (0.2,))


def test_two_months_of_a_tendency() -> None:
    """Each of two months is a season of its own."""
    found = read("May and October have historically been weak months for mid caps.")
    assert [(s.kind, s.subject, s.condition) for s in found] == [
        ("seasonal", ("MID",), "may"),
        ("seasonal", ("MID",), "october"),
    ]


def test_the_start_of_a_month_is_no_day() -> None:
    """A record since the start of a month has no first day that is known."""
    (found,) = [
        s
        for s in read("Tuesday was the Dow's worst day since the start of August.")
        if s.kind == "record"
    ]
    assert (found.from_, found.to) == (None, date(2025, 9, 9))


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("In 2008 the Dow fell 30%. The following year it rose 12%.", (2008, 2009)),
        ("In 2008 the Dow fell 30%. It gained 12% in the year that followed.", (2008, 2009)),
        ("The Dow fell 30% in 2008, then gained 12% the next year.", (2008, 2009)),
        ("In 2008 the Dow fell 30%. Mid caps returned 12% for the year.", (2007, 2008)),
        ("In 2008 the Dow fell 30%. A year later it was up 12%.", (2008, 2009)),
    ],
)
def test_a_year_counted_from_the_one_told_of(text: str, dates: tuple[int, int]) -> None:
    """The next year, and that year, go with the one that the sentence before tells of."""
    (found,) = [s for s in read(text) if s.value == (0.12,)]
    assert (found.from_, found.to) == (date(dates[0], 12, 31), date(dates[1], 12, 31))


def test_a_forecast_for_the_year_is_not_of_a_past_one() -> None:
    """What would come of a target is to come."""
    found = read("In 2022 the Dow fell 9%. A gain of 4% for the year would take it to 50,000.")
    assert all(s.to != date(2022, 12, 31) for s in found[1:])


def test_a_day_without_a_year_after_a_year() -> None:
    """A day in the clause of a past year is one of it."""
    (found,) = read("In 1987 the Dow fell 22.6% on October 19.")
    assert (found.from_, found.to) == (date(1987, 10, 16), date(1987, 10, 19))


@pytest.mark.parametrize(
    "text",
    [
        "This is the Dow's 40th decline of 8%+ from a high that followed a gain of at least 15%.",
        "I am not saying the gap of the Dow should narrow.",
        "The Dow should command a higher price-to-book ratio.",
        "The longest bear market of the Dow was over in March 1933, at 300 days.",
    ],
)
def test_sizes_of_sorts_and_values_are_no_moves(text: str) -> None:
    """The size of a sort of moves, a valuation and a length of days are no figures of a market."""
    assert all(s.kind in {"record", "untestable"} for s in read(text))


def test_a_condition_ends_where_its_result_begins() -> None:
    """A result without a comma before it is to come."""
    found = read(
        "If the Dow closes below 39,500 this week the base is lost and a fall to 38,000 is likely."
    )
    assert [(s.kind, s.value, s.direction) for s in found] == [("target", (38000.0,), "down")]


def test_what_must_be_broken_to_end_a_trend_is_a_rule() -> None:
    """A close that would reverse a trend ends the view."""
    (found,) = read("To reverse the downtrend of the Dow a close above 40,500 is needed.")
    assert (found.kind, found.condition, found.direction) == ("rule", "invalidation", "up")


def test_the_day_of_a_resistance_is_today() -> None:
    """What a resistance is, in brackets, neither dates it nor is a record of its own."""
    found = read("Dow resistance: 40,700 (March 13 high), 41,300 (record high).")
    assert {(s.kind, s.direction, s.from_, s.to) for s in found} == {
        ("level", "down", TODAY, TODAY)
    }


@pytest.mark.parametrize(
    "text",
    [
        "Drops of at least 5 percent in the Dow have occurred 3.3 times per year.",
        "10 percent corrections have occurred once a year in the Dow.",
        "Missing the best 20 days of the Dow would have reduced its gain to 1.5%.",
        "We asked how the Dow has done in the year after rising 15% or more.",
    ],
)
def test_how_often_something_happens_is_no_price(text: str) -> None:
    """Numbers of times a year, sizes of sorts of moves and missed days are no moves."""
    assert all(s.kind not in {"return", "level", "average"} for s in read(text))


def test_the_ends_of_a_sample_are_no_means() -> None:
    """The best and the worst beside a median are none."""
    found = read("The median gain of the Dow was 9%, with a best of 31% and a worst of -12%.")
    assert [s.value for s in found] == [(0.09,)]


def test_two_conditions_have_a_mean_each() -> None:
    """What is without a recession turns no fall into a rise."""
    one, two = read("On average the Dow gained 12% without a recession and lost 4% with one.")
    assert (one.direction, two.direction) == ("up", "down")
    found = read("The Dow averaged 12% in those years versus 7% in all others.")
    assert [(s.kind, s.value) for s in found] == [("average", (0.12,)), ("average", (0.07,))]


def test_a_length_within_an_episode_is_not_counted_from_today() -> None:
    """The days are those among which its peak and its low are looked for."""
    (found,) = read("In the 2007-2009 bear market, the Dow fell 54% over 17 months.")
    assert (found.value, found.from_, found.to) == ((0.54,), date(2006, 12, 31), date(2009, 6, 30))


def test_a_rise_from_today() -> None:
    """Today is where a rise is counted from, and not its day."""
    (found,) = read("We expect the Dow to gain another 12% from today.")
    assert (found.kind, found.to) == ("forecast", None)


def test_rows_of_houses_complete_the_line_above() -> None:
    """The price after the name of a house is one of the index that the line names."""
    found = read(
        "Several firms project the Dow:\n\nBig Bank: 48,000 by mid-2026\n\nOther House: 51,500"
    )
    assert [(s.kind, s.subject, s.value) for s in found] == [
        ("target", ("DJI",), (48000.0,)),
        ("target", ("DJI",), (51500.0,)),
    ]
    assert found[0].to == date(2026, 6, 30)


def test_levels_of_fibonacci_and_estimated_zones() -> None:
    """A ratio of a retracement is no price, and an estimated zone is none of today."""
    text = "A rebound of the Dow often ends at the 0.618 Fibonacci level at around 41,550."
    assert all(s.kind != "level" for s in read(text))
    found = read("The next zone for the Dow is estimated around 43,000.")
    assert [(s.kind, s.value) for s in found] == [("target", (43000.0,))]


def test_how_long_a_fall_took_dates_it_not() -> None:
    """A length before a fall is not counted from today."""
    (found,) = read("In 2020 the Dow took just 33 days to decline almost 34%.")
    assert (found.value, found.from_, found.to) == ((0.34,), None, None)


def test_a_prediction_of_an_earlier_year_is_no_forecast_of_today() -> None:
    """What someone predicted at the start of an earlier year is none of today."""
    assert (
        read(
            "At the beginning of 2023 a strategist made a bold prediction – that the Dow would rise"
            " by 50% in a year."
        )
        == []
    )


def test_a_distance_as_of_the_day_of_the_move() -> None:
    """What a fall brings a distance to is as of its day."""
    found = read(
        "On Monday the Dow lost 3.1%, which brings it to a decline of 21% from its record high."
    )
    assert [(s.value, s.to) for s in found] == [
        ((0.031,), date(2025, 9, 8)),
        ((0.21,), date(2025, 9, 8)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Mid caps did better than large caps by 40% from 1991 to 1993.",
        "Mid caps rose by 40% with respect to large caps from 1991 to 1993.",
        "From 1991 to 1993 mid caps outperformed large-cap companies by nearly 40%.",
    ],
)
def test_margins_in_other_words(text: str) -> None:
    """What one market gained on another is no move of its own."""
    (found,) = read(text)
    assert (found.kind, found.subject, found.value, found.direction) == (
        "comparison",
        ("MID", "SPX"),
        (0.4,),
        "up",
    )


@pytest.mark.parametrize(
    "text",
    [
        "We set a target for the Dow, meaning no further increases from today.",
        "Wall Street does not see much upside for the Dow in 2026.",
        "There is no guarantee that the Dow will end up posting a gain.",
        "The bank boosted its 2025 Dow target to reflect the run-up.",
    ],
)
def test_what_is_denied_is_no_forecast_of_the_other_way(text: str) -> None:
    """No more upside is no fall, and a target that was raised is no rise of the market."""
    assert all(s.kind != "forecast" for s in read(text))


def test_spans_count_from_the_latest_day_told_of() -> None:
    """Of several past times of a sentence the latest is gone on from."""
    found = read(
        "After declining by 30% in 2008, the Dow bottomed on March 9, 2009."
        " From there it climbed 80% in the following 24 months."
    )
    assert [(s.value, s.from_, s.to) for s in found if s.value == (0.8,)] == [
        ((0.8,), date(2009, 3, 9), date(2011, 3, 9))
    ]


def test_a_line_from_an_earlier_year_dates_nothing() -> None:
    """Where a line of a chart starts is not when it was crossed."""
    (found,) = read(
        "After failing to clear a line from 2021, IWM has dropped below its 200-day average."
    )
    assert (found.from_, found.to) == (TODAY, TODAY)


def test_the_year_end_of_a_target_in_the_last_days_of_a_year() -> None:
    """It is that of the next year."""
    (found,) = read_text("Our year-end target for the Dow is 52,000.", date=date(2025, 12, 30))
    assert found.to == date(2026, 12, 31)


def test_a_price_before_the_word_target() -> None:
    """Before "price target" stands a price; the day of the note that has it dates nothing."""
    found = read(
        "A strategist set a 48,000 price target for the Dow at the end of 2026 in his Monday note."
        " Another house has a target of 49,000 to 51,000."
    )
    assert [(s.kind, s.value, s.to) for s in found] == [
        ("target", (48000.0,), date(2026, 12, 31)),
        ("range", (49000.0, 51000.0), None),
    ]


def test_prices_in_dollars_of_the_fund() -> None:
    """A price in dollars that is too low for the index is one of its fund."""
    (found,) = read("The Russell 2000 could drop to the $179.40 area.")
    assert found.subject == ("IWM",)


def test_a_rise_from_where_the_year_began() -> None:
    """It is counted from the last day of the year before."""
    (found,) = read("The Dow will end the year at least 12% higher than where it started.")
    assert (found.from_, found.to) == (date(2024, 12, 31), date(2025, 12, 31))


def test_days_of_the_year_told_of() -> None:
    """Days without a year, and the rest of it, are those of "that year"."""
    found = read(
        "On August 20th, 1998 the Dow was up 7%."
        " In that year, it went on to gain another 9% for the remainder of the year."
    )
    assert [(s.value, s.from_, s.to) for s in found if s.value == (0.09,)] == [
        ((0.09,), date(1998, 8, 20), date(1998, 12, 31))
    ]
    found = read(
        "In 2014 mid caps fell. In that year, the Dow gained 4% from August 21st through year-end."
    )
    assert [(s.from_, s.to) for s in found if s.value == (0.04,)] == [
        (date(2014, 8, 21), date(2014, 12, 31))
    ]


def test_figures_of_two_markets_that_are_set_against_each_other() -> None:
    """Each figure stays with its market."""
    found = read("In 2014 the Dow was up 7.4% compared to the decline of mid caps of 0.5%.")
    assert ("return", "DJI", (0.074,), "up") in short(found)


def test_a_break_in_other_words_leads_to_a_target() -> None:
    """The level that is broken is no target of its own."""
    found = read("Closes of the Dow over 45,640 set up 45,810.")
    assert [s.value for s in found] == [(45810.0,)]
    found = read("A breakdown in the Dow under 43,340 opens counts to key support of 43,170.")
    assert [(s.kind, s.value, s.direction) for s in found] == [("target", (43170.0,), "down")]


def test_parts_of_a_range_and_numbers_of_windows_are_nothing() -> None:
    """Half of a range is no share, and windows that are counted are no level."""
    found = read("The Dow ended the week down 2.7% in the lower half of the weekly range.")
    assert [s.value for s in found] == [(0.027,)]
    assert all(s.kind != "level" for s in read("Out of 500 windows the Dow fell in a few."))


def test_a_support_below_another_level_is_below_the_price() -> None:
    """What stands below a level is still a support, which the price is above."""
    found = read("Dow support is at 44,900. Below that is support at 44,400.")
    assert [(s.kind, s.value, s.direction) for s in found] == [
        ("level", (44900.0,), "up"),
        ("level", (44400.0,), "up"),
    ]


def test_a_high_with_the_month_that_it_was_set_in() -> None:
    """The day of a remark is none of the record."""
    (found,) = [
        s
        for s in read(
            "On Wednesday, strategists said, the Dow was still below its all-time high of 45,073"
            " set in December 2024."
        )
        if s.kind == "record"
    ]
    assert found.to == date(2024, 12, 31)


def test_a_high_that_was_seen_is_past() -> None:
    """What was seen in a month is no forecast."""
    found = read("The Dow dipped on Tuesday, putting it 20% below the high seen in January.")
    assert all(s.kind not in {"forecast", "rule"} for s in found)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "After a half-point cut the Dow has gained 9% in a year on average.",
            "after half-point cut, 12 months",
        ),
        (
            "After a 2% one-day drop the Dow gained 9% on average in the next six months.",
            "after 2% one-day drop, 6 months",
        ),
        (
            "Whenever the VIX closes above 35, the Dow is 9% higher three months later on average.",
            "after VIX above 35, 3 months",
        ),
        (
            "After a 12% decline in a month the Dow rose 9% on average in the next two weeks.",
            "after 12% decline in a month, 2 weeks",
        ),
    ],
)
def test_the_size_of_an_event_is_no_mean(text: str, condition: str) -> None:
    """What follows it is one, over the time that comes next."""
    (found,) = read(text)
    assert (found.kind, found.value, found.condition) == ("average", (0.09,), condition)


def test_each_mean_is_of_the_month_beside_it() -> None:
    """Before the figure, or right after it."""
    before = read("November has brought the Dow 2.0% on average and December 2.6%.")
    after = read("Since 1950 the Dow has gained 2% on average in November and 2.6% in December.")
    for found in (before, after):
        assert [s.condition for s in found] == ["november", "december"]


def test_the_other_half_of_the_year() -> None:
    """It is another part of the calendar than the one named before."""
    found = read(
        "November to April has earned the Dow 7% on average, against 1% in the other half."
    )
    assert [s.condition for s in found] == ["november to april", "May to October"]
