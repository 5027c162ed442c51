"""Sentences in the manner of wire reports and letters: clauses, asides, speech and records."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

TODAY = date(2025, 9, 10)  # a Wednesday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements
TUESDAY, WEDNESDAY = date(2025, 9, 9), TODAY


def test_the_day_at_the_end_of_a_list_dates_every_clause() -> None:
    """Three indexes, one day: each return runs from Tuesday's close to Wednesday's."""
    found = read("The Dow rose 0.4%, mid caps added 0.7% and the Nasdaq slipped 0.2% on Wednesday.")
    assert [(s.subject, s.direction, s.from_, s.to) for s in found] == [
        (("DJI",), "up", TUESDAY, WEDNESDAY),
        (("MID",), "up", TUESDAY, WEDNESDAY),
        (("IXIC",), "down", TUESDAY, WEDNESDAY),
    ]


def test_a_clause_in_the_perfect_keeps_its_own_time() -> None:
    """What has happened over an unnamed span is not dated by the day of the next clause."""
    first, second = read("Gold has risen 30%, and oil lost 2% on Wednesday.")
    assert (first.from_, first.to) == (None, None)
    assert (second.from_, second.to) == (TUESDAY, WEDNESDAY)


def test_a_market_in_a_relative_clause_owns_no_later_figure() -> None:
    """The main verb goes on with the market before the aside."""
    (one,) = read("Bitcoin, which often moves with the Nasdaq, fell 4% on Wednesday.")
    assert (one.subject, one.value, one.direction) == (("BTC",), (0.04,), "down")


def test_the_day_of_a_remark_dates_no_forecast() -> None:
    """A target is due on its own day, and not on the day it was spoken of."""
    (one,) = read('"The Dow is going to 50,000," the strategist said on Tuesday.')
    assert (one.kind, one.value, one.from_, one.to) == ("target", (50_000.0,), None, None)


def test_the_day_of_a_move_that_is_quoted_stays() -> None:
    """A day beside a move dates the move, though someone says so."""
    (one,) = read("The exchange said gold fell 2% on Tuesday.")
    assert (one.from_, one.to) == (date(2025, 9, 8), TUESDAY)


@pytest.mark.parametrize(
    "text",
    [
        "Profits are the trouble: small-cap earnings dropped 6% in the second quarter.",
        "About 55% of S&P 500 companies trade above their 50-day averages.",
        "Small-cap margins have shrunk for a fourth straight quarter.",
    ],
)
def test_facts_on_companies_are_no_moves_of_a_market(text: str) -> None:
    """Earnings, margins and shares of members carry no figure of prices."""
    assert {s.kind for s in read(text)} == {"untestable"}


def test_the_size_of_an_event_is_no_move() -> None:
    """Between "of the 8 times that" and "in all 8" stands what is counted."""
    (one,) = read(
        "Of the eight times since 1980 that gold lost more than 10% in a month, it was higher"
        " a year later in all eight."
    )
    assert (one.kind, one.value, one.unit) == ("frequency", (8.0, 8.0), "count")
    assert one.condition.endswith("12 months")


def test_a_figure_is_of_the_market_that_earned_it() -> None:
    """The owner of a figure may stand behind it."""
    own, other = read("The Dow returned 9% in 2024, less than the 12% earned by the Nasdaq.")[:2]
    assert (own.subject, other.subject, other.value) == (("DJI",), ("IXIC",), (0.12,))


def test_a_cleft_names_its_market_last() -> None:
    """What follows "is what" names the market of the figure."""
    (one,) = read("A full 3% is what the Nasdaq 100 lost on Tuesday.")
    assert (one.subject, one.value, one.direction, one.to) == (("NDX",), (0.03,), "down", TUESDAY)


def test_one_market_and_not_the_other() -> None:
    """The market that is named first comes out ahead."""
    (one,) = read("It was gold, not oil, that came out on top in August.")
    assert (one.kind, one.subject, one.direction) == ("comparison", ("GOLD", "OIL"), "up")


def test_the_first_months_of_a_year_are_a_period() -> None:
    """Five months of 2024 end on 31 May."""
    (one,) = read("Oil climbed 8% in the first five months of 2024.")
    assert (one.from_, one.to) == (date(2023, 12, 31), date(2024, 5, 31))


def test_the_same_period_is_the_one_named_before() -> None:
    """The second sentence has the dates of the first."""
    first, second = read("Gold rose 6% in August. Over the same period, silver aside, oil lost 3%.")
    assert (first.from_, first.to) == (second.from_, second.to)


def test_both_stands_for_the_two_markets_named_before() -> None:
    """Each of the two has a record of its own."""
    found = read("The Dow gained 1% and the Nasdaq 2%; both closed at record highs on Tuesday.")
    records = [s for s in found if s.kind == "record"]
    assert [(s.subject, s.to) for s in records] == [(("DJI",), TUESDAY), (("IXIC",), TUESDAY)]


def test_ends_told_one_by_one_are_a_range() -> None:
    """The highest and the lowest price expected are one range."""
    (one,) = read("Oil should trade as high as $80 next year and no lower than $55.")
    assert (one.kind, sorted(one.value)) == ("range", [55.0, 80.0])


def test_the_condition_of_a_quotation_is_one() -> None:
    """What opens with "if" behind a quotation mark is a condition, and its level no target."""
    (one,) = read('"If 18,500 fails to hold, the Nasdaq goes to 17,000," she said.')
    assert (one.kind, one.value) == ("target", (17_000.0,))


def test_a_condition_turns_no_target() -> None:
    """A hike in the condition says nothing of the price that follows."""
    (one,) = read("If the Fed hikes, the S&P 500 goes to 5,200.")
    assert (one.value, one.direction) == ((5_200.0,), "")


@pytest.mark.parametrize(
    ("text", "direction", "condition"),
    [
        ("A break of $3,200 would open the way to $3,050 for gold.", "down", "if below 3200"),
        ("A break of $3,700 would open the way to $3,900 for gold.", "up", "if above 3700"),
    ],
)
def test_a_break_goes_the_way_of_its_target(text: str, direction: str, condition: str) -> None:
    """The price that a break leads to tells on which side the level gave way."""
    (one,) = read(text)
    assert (one.direction, one.condition) == (direction, condition)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Oil changed hands at $62.10, down 1.4% over 24 hours.", "down"),
        ("The Dow, up 2% below the surface calm, stole the show.", "up"),
    ],
)
def test_the_word_before_a_figure_tells_its_direction(text: str, direction: str) -> None:
    """Down before a figure outweighs what follows it."""
    assert [s.direction for s in read(text) if s.unit == "fraction"] == [direction]


def test_the_last_market_owns_the_figure_beside_it() -> None:
    """A market in apposition has its own return, though it is the object of the verb."""
    found = read("The Russell 2000 has gained 8% this year and trails the Nasdaq, up 12%.")
    returns = {s.subject: s.value for s in found if s.kind == "return"}
    assert returns == {("RUT",): (0.08,), ("IXIC",): (0.12,)}


def test_a_chart_level_says_where_prices_are() -> None:
    """Prices stand above a support and below a resistance."""
    found = read("Support for IWM sits at 228, and resistance is at 241.")
    assert [(s.kind, s.value, s.direction) for s in found] == [
        ("level", (228.0,), "up"),
        ("level", (241.0,), "down"),
    ]


def test_the_distance_to_a_level_is_no_level() -> None:
    """The Dow is not at 46,000 when it is within 300 points of it."""
    assert read("The Dow is within 300 points of 46,000.") == []


def test_a_probability_that_moved_keeps_the_direction_of_its_outcome() -> None:
    """A jump of the odds of a cut is no rise of the rate."""
    (one,) = read("The odds of a rate cut this month, at 60% a week ago, have jumped to 92%.")
    assert (one.kind, one.value, one.direction) == ("scenario", (0.92,), "down")


def test_a_streak_of_monthly_gains_is_counted() -> None:
    """The fourth monthly gain in a row is a streak of four months."""
    streak = [
        s for s in read("Gold booked its fourth monthly gain in a row.") if s.kind == "record"
    ]
    assert [(s.value, s.direction, s.condition) for s in streak] == [
        ((4.0,), "up", "streak, months")
    ]


def test_a_move_starts_on_the_day_of_its_extreme() -> None:
    """A rise from a low runs from the day of the low."""
    found = [
        s for s in read("Gold is up 20% from its low of $2,900 on 4 April.") if s.unit == "fraction"
    ]
    assert [(s.from_, s.to) for s in found] == [(date(2025, 4, 4), TODAY)]


def test_a_span_of_two_lengths_ends_with_the_longer() -> None:
    """Six months from 10 September 2025 end on 10 March 2026."""
    (one,) = read("The bank sees gold at $4,000 in the next three to six months.")
    assert one.to == date(2026, 3, 10)


def test_a_period_under_way_ends_with_the_day_named() -> None:
    """September up to Tuesday ends on Tuesday."""
    (one,) = read("Through Tuesday oil had lost 3% for the month.")
    assert (one.from_, one.to, one.direction) == (date(2025, 8, 31), TUESDAY, "down")


def test_what_an_average_is_compared_with_is_no_average() -> None:
    """A spread of today against its mean is a level of today."""
    one = read("Junk-bond spreads stand at 300 basis points versus an average of 500.")[0]
    assert (one.kind, one.value, one.to) == ("rate", (300.0,), TODAY)


def test_a_number_of_quarters_is_no_share() -> None:
    """Eight of ten quarters are a count, and not ten times a quarter."""
    (one,) = read("Small caps have lagged large caps in seven of the past nine quarters.")
    assert (one.kind, one.value, one.unit) == ("frequency", (7.0, 9.0), "count")


def test_an_idle_remark_on_odds_gives_way_to_the_count() -> None:
    """What follows a toss-up is the figure."""
    (one,) = read("For gold, February is a coin flip: it rose in 13 of the past 25.")
    assert (one.kind, one.value) == ("frequency", (13.0, 25.0))


def test_the_size_of_each_move_of_a_streak_is_no_move() -> None:
    """Two years of more than 20% each are a streak, and 26% is the return."""
    found = read("The Nasdaq had its second straight year of gains above 20%, rising 26% in 2024.")
    assert [s.value for s in found if s.kind == "return"] == [(0.26,)]


def test_a_streak_to_come_is_none() -> None:
    """What a market is headed for has not happened."""
    assert read("Gold is headed for its fifth straight weekly gain.") == []


def test_what_a_view_needs_is_no_statement() -> None:
    """A close that bulls need has not been seen."""
    assert read("Bulls need a weekly close above 45,000 on the Dow to regain control.") == []


def test_a_flat_index_among_others_did_not_move() -> None:
    """Flat is a return of zero wherever it stands in a list."""
    found = read("The Dow fell 0.3%, the S&P 500 was flat and the Nasdaq rose 0.5% on Tuesday.")
    assert [(s.subject, s.value) for s in found] == [
        (("DJI",), (0.003,)),
        (("SPX",), (0.0,)),
        (("IXIC",), (0.005,)),
    ]


def test_a_move_from_one_yield_to_below_another_is_one() -> None:
    """Both ends of a move are one statement."""
    (one,) = read("The 10-year yield slid from 4.5% to below 4.1% in a month.")
    assert (one.value, one.unit, one.direction) == ((450.0, 410.0), "bp", "down")


def test_a_record_level_rises_whatever_else_fell() -> None:
    """A yield first reached is a high, though the words before the colon speak of a fall."""
    (one,) = read("Behind the slump: the 10-year yield touched 5% for the first time since 2007.")
    assert (one.kind, one.value, one.direction) == ("record", (500.0,), "up")


def test_a_period_starts_at_the_close_before_it() -> None:
    """The VIX at the start of September is that of 31 August."""
    found = read("The VIX ended at 15.2 after starting the month at 18.4.")
    assert [s.to for s in found if s.value == (18.4,)] == [date(2025, 8, 31)]


def test_a_ninth_gain_in_ten_is_a_count() -> None:
    """Rank and number of sessions are k and n."""
    (one,) = read("Oil rose for an eighth session in nine.")
    assert (one.kind, one.value, one.direction) == ("frequency", (8.0, 9.0), "up")


def test_a_price_that_is_neared_is_not_reached() -> None:
    """Closing in on 4,000 is no level."""
    assert read("Gold is closing in on $4,000.") == []


def test_value_shares_are_another_market() -> None:
    """What is said of small-cap value is not said of small caps, nor of the market they beat."""
    assert read("Small-cap value has beaten the S&P 500 by two points a year since 1930.") == []


@pytest.mark.parametrize("opening", ["A correction of 10%", "A 10% drop"])
def test_the_sum_of_a_move_is_a_target(opening: str) -> None:
    """The size of the move that leads to a level is part of the sum."""
    (one,) = read(f"{opening} would put the Dow at 41,000.")
    assert (one.kind, one.value, one.direction) == ("target", (41_000.0,), "down")


def test_since_when_a_record_stands_dates_no_figure_beside_it() -> None:
    """The return of the worst week since May does not start in May."""
    found = read("It was the worst week for gold, down 4%, since May.")
    assert [s.from_ for s in found if s.kind == "return"] == [None]
    assert [s.from_ for s in found if s.kind == "record"] == [date(2025, 5, 31)]


def test_days_of_a_named_month_are_counted_in_it() -> None:
    """13 of the 21 sessions of August."""
    (one,) = read("Gold rose on 13 of August's 21 sessions.")
    assert (one.value, one.from_, one.to) == ((13.0, 21.0), date(2025, 7, 31), date(2025, 8, 31))


def test_better_than_forecast_is_no_forecast() -> None:
    """Data that beat a forecast leave the move in the past."""
    (one,) = read("The Dow gained 2% on Tuesday as inflation fell more than forecast.")
    assert (one.kind, one.to) == ("return", TUESDAY)


def test_the_most_since_is_said_of_the_move_before_it() -> None:
    """A yield that fell the most since 2008 set a record of falls, at no level."""
    found = read("The two-year yield fell 20 basis points, the most since 2008, to 3.4%.")
    records = [s for s in found if s.kind == "record"]
    assert [(s.value, s.direction) for s in records] == [((), "down")]


def test_a_list_may_end_with_what_is_no_market() -> None:
    """The figure of homebuilders is not given to the market before them."""
    found = read("Biotech rose 2%, regional banks 3% and homebuilders 4%.")
    assert [(s.subject, s.value) for s in found] == [(("XBI",), (0.02,)), (("KRE",), (0.03,))]


def test_now_does_not_hide_since_when() -> None:
    """A rise since a day that is now so large runs from that day."""
    (one,) = read("From its April 4 low, gold is now up 30%.")
    assert (one.from_, one.to) == (date(2025, 4, 4), TODAY)


def test_every_case_and_its_average_are_two_statements() -> None:
    """A share of one, and the mean."""
    found = read(
        "Historically gold has gained in the 12 months after a first cut in every case, by 12%"
        " on average."
    )
    assert sorted((s.kind, s.value) for s in found) == [("average", (0.12,)), ("frequency", (1.0,))]


def test_the_first_record_in_a_while_is_no_count() -> None:
    """A first record close since a month is a record."""
    (one,) = read("The Dow posted its first record close since May.")
    assert (one.kind, one.value, one.from_) == ("record", (), date(2025, 5, 31))


def test_the_zone_after_an_hour_begins_no_sentence() -> None:
    """Prices told beside "12:00 p.m. ET" are within the day."""
    found = ARTICLE.on_markets(
        "Stocks rose on Wednesday. At 12:00 p.m. ET, the Dow was up 1% and the Nasdaq 2%. Yes."
    )
    assert [(s.subject, s.to, s.condition) for s in found] == [
        (("DJI",), WEDNESDAY, "intraday"),
        (("IXIC",), WEDNESDAY, "intraday"),
    ]
    assert found[0].sentence.startswith("At 12:00 p.m. ET, the Dow")
