"""Statistics of many cases: counts by sign, tables of events and seasons, samples, lengths."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.reading.marks.times import times
from backtests.claims.reading.statement import Statement
from tests.claims.reading.dated import DatedText

TODAY = date(2025, 9, 10)  # a Wednesday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements


def short(found: list[Statement]) -> list[tuple[str, str, tuple[float, ...], str]]:
    """Return kind, market, values and direction of each statement."""
    return [(s.kind, "/".join(s.subject), s.value, s.direction) for s in found]


@pytest.mark.parametrize(
    ("text", "downs", "ups"),
    [
        ("Since 1960 the Dow has had 22 negative Junes vs. 43 positive ones.", 22, 43),
        ("The Dow has seen 22 losing Junes and 43 winning ones since 1960.", 22, 43),
        ("Since 1960 the Dow has slipped in 22 Junes and advanced in 43.", 22, 43),
    ],
)
def test_counts_of_periods_by_sign(text: str, downs: int, ups: int) -> None:
    """Both numbers are counts, over the same years."""
    found = read(text)
    assert short(found) == [
        ("frequency", "DJI", (downs,), "down"),
        ("frequency", "DJI", (ups,), "up"),
    ]
    assert {s.from_ for s in found} == {date(1959, 12, 31)}


def test_named_periods_do_not_date_their_count() -> None:
    """The years that are listed are the cases, and the sample is that of the sentence before."""
    one, two = read(
        "Over the past 20 years gold has risen in June 55% of the time."
        " The three losing years were 2013, 2021 and 2022."
    )
    assert (two.value, two.direction, two.from_) == ((3,), "down", one.from_)


@pytest.mark.parametrize(
    "text", ["After four losing weeks the Dow rose on Tuesday.", "In the next three down days."]
)
def test_periods_gone_through_are_no_counts(text: str) -> None:
    """A number of periods after which something happened counts nothing."""
    assert all(s.kind != "frequency" for s in read(text))


def test_several_samples_go_with_the_figures_before_them() -> None:
    """Each yearly rate has the years that follow it."""
    found = read("Gold has returned 7% a year since 1975, 5% a year since 1990 and 9% since 2000.")
    assert [s.from_.year for s in found if s.from_] == [1974, 1989, 1999]


def test_a_mean_goes_on_with_the_sample_before_it() -> None:
    """A second mean of the paragraph is taken over the same years."""
    *_, last = read(
        "Since 1970 gold has risen in 60% of all quarters. The average gain in the quarter after"
        " a first cut was 4%."
    )
    assert (last.value, last.from_) == ((0.04,), date(1969, 12, 31))


def test_what_stands_now_in_brackets_is_a_return() -> None:
    """An aside in the condition is of this year, the mean of all such years."""
    found = read(
        "In years when gold is up through July (it's up ~9% this year), it has averaged"
        " a gain of 1.5% in August."
    )
    assert {s.kind: s.value for s in found} == {"return": (0.09,), "seasonal": (0.015,)}


def test_rows_of_events_have_what_followed_them() -> None:
    """Brackets around a figure are a loss; the last row is the mean of all."""
    found = read(
        "Gold after shutdowns\n\nFirst Rate Cut Gold Return (6 Months Later)\n"
        "July 1994 4%\nMay 2002 (3%)\nAverage 0.5%\n"
    )
    assert short(found) == [
        ("return", "GOLD", (0.04,), "up"),
        ("return", "GOLD", (0.03,), "down"),
        ("average", "GOLD", (0.005,), "up"),
    ]
    assert found[0].condition == "after first rate cut, 6 months"
    assert found[0].to is None


def test_rows_of_declines_run_from_their_first_day() -> None:
    """A length in days states nothing, and a decline is a loss without a sign."""
    found = read(
        "Each bear market of the Nasdaq is below.\n\nStart Date Days to Bottom Total Decline\n"
        "Mar. 2, 1981 310 days 24.5%\n"
    )
    assert short(found) == [("return", "IXIC", (0.245,), "down")]
    assert found[0].from_ == date(1981, 3, 2)


def test_columns_of_positive_and_negative_months() -> None:
    """Counts and the mean of a month, each row since its own year."""
    found = read(
        "The Dow in June\n\nPeriod Positive Junes Negative Junes Average June return\n"
        "Since 1960 43 22 0.4%\nSince 1990 19 16 -0.2%\n"
    )
    assert short(found)[:3] == [
        ("frequency", "DJI", (43,), "up"),
        ("frequency", "DJI", (22,), "down"),
        ("seasonal", "DJI", (0.004,), "up"),
    ]
    assert found[3].from_ == date(1989, 12, 31)


def test_months_below_a_heading_on_averages() -> None:
    """A row without a heading row takes the market and the years of the heading above it."""
    found = read("Average return of the Dow by month since 1970\n\nMay -0.2%\nJune 0.3%\n")
    assert short(found) == [
        ("seasonal", "DJI", (0.002,), "down"),
        ("seasonal", "DJI", (0.003,), "up"),
    ]
    assert found[0].from_ == date(1969, 12, 31)


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("a negative two-year return", "horizon"),
        ("since the end of World War II", "vague since"),
        ("over the last quarter of a century", "back"),
    ],
)
def test_lengths_and_samples(words: str, role: str) -> None:
    """What a span of time means follows from the words beside it."""
    (time,) = times(f"It had {words}.", TODAY)
    assert time.role == role


def test_cases_described_at_length_are_counted() -> None:
    """The number of cases and what they were like stand before the count."""
    found = read("Of the nine times that gold had fallen 10% by June, six ended with a loss.")
    assert short(found) == [("frequency", "GOLD", (6, 9), "down")]


def test_a_share_of_all_days_is_no_probability() -> None:
    """What is said of odds in passing makes no probability of a share of the past."""
    (one,) = read("The odds are with the bulls: since 1960 the Dow has risen in 52% of all weeks.")
    assert (one.kind, one.from_) == ("frequency", date(1959, 12, 31))


def test_a_margin_last_seen_is_one_of_two_markets() -> None:
    """The record after a comparison is one of the gap."""
    found = read(
        "The Dow beat gold by 4 percentage points on Tuesday, a margin not seen since 2009."
    )
    assert {(s.kind, s.subject) for s in found} == {
        ("comparison", ("DJI", "GOLD")),
        ("record", ("DJI", "GOLD")),
    }


def test_a_beating_of_a_market_is_a_comparison() -> None:
    """A verb of violence before the name of a market compares."""
    (one,) = read("Last week mid caps clobbered the Dow.")
    assert (one.kind, one.subject, one.direction) == ("comparison", ("MID", "DJI"), "up")


def test_months_in_a_row_are_a_streak() -> None:
    """The same month of several years can be a run."""
    (one,) = read("Gold has fallen in three Junes running.")
    assert (one.kind, one.value, one.direction) == ("record", (3,), "down")


def test_a_best_performance_is_no_case_of_a_forecast() -> None:
    """A superlative before what happened names no scenario."""
    found = read("Best summer performance was in 1995 when gold rose 12%")
    assert {s.kind for s in found} == {"return"}


def test_the_best_month_since_a_year_ended_with_the_month() -> None:
    """The record is of the month that is named, and no one of today."""
    (one,) = read("Gold posted its best June since 2007.")
    assert (one.kind, one.from_, one.to) == ("record", date(2007, 12, 31), date(2025, 6, 30))


def test_what_happens_as_a_rule_goes_on_without_its_time() -> None:
    """A present tense after a tendency is of the same sort, and a weekday in it is no date."""
    found = read(
        "On average the Dow has lost 0.1% on Mondays since 1950. The Nasdaq shows losses of 0.2%."
        " Similarly, gold has given up 0.3%."
    )
    assert {s.kind for s in found} <= {"seasonal", "average"}
    assert [s.subject[0] for s in found] == ["DJI", "IXIC", "GOLD"]


@pytest.mark.parametrize(
    "text",
    [
        "We looked at every drop of 5% or more in the Dow.",
        "The table below lists every year in which gold rose more than 10%.",
        "After this the Dow reached the 50% recovery threshold.",
    ],
)
def test_sizes_of_events_are_no_moves(text: str) -> None:
    """What is looked at, and how far a recovery went, state no return."""
    assert not read(text)


def test_a_count_has_its_share_in_brackets() -> None:
    """Both are of the same events and years."""
    found = read("Since 1950 the Dow has lost more than 2% in a week 31 times (22%).")
    assert short(found) == [
        ("frequency", "DJI", (31,), "down"),
        ("frequency", "DJI", (0.22,), "down"),
    ]


def test_an_event_after_which_something_happens_is_no_level() -> None:
    """The height of the VIX is that of the event."""
    (one,) = read("Mid caps typically fall six weeks after the VIX climbs above 33.")
    assert (one.kind, one.subject, one.direction) == ("average", ("MID",), "down")


def test_a_mean_is_no_moving_average() -> None:
    """A mean over some weeks is followed by what it is a mean of."""
    found = read("The Dow's three-week average return of 0.6% is better.")
    assert all(s.kind != "level" for s in found)


def test_what_today_is_better_than_is_no_mean() -> None:
    """The move set against a mean is one of this year."""
    (one,) = read("This year gold has done better than its usual average, gaining 14%.")
    assert (one.kind, one.value) == ("return", (0.14,))


def test_horizons_in_a_list_go_with_their_figures() -> None:
    """Each figure of a list has the horizon of its rank."""
    found = read(
        "The average one-, three- and six-month returns of gold after a record are 1%, 2% and 4%."
    )
    assert [(s.value, s.condition) for s in found] == [
        ((0.01,), "after record high, 1 month"),
        ((0.02,), "after record high, 3 months"),
        ((0.04,), "after record high, 6 months"),
    ]


def test_shares_in_a_list_are_all_shares() -> None:
    """What stands after the last figure is said of all of them."""
    found = read("The Dow was higher one, two and three years later 60%, 65% and 70% of the time.")
    assert {s.kind for s in found} == {"frequency"}
    assert [s.condition for s in found] == ["12 months", "24 months", "36 months"]


def test_a_rank_among_the_last_is_a_count() -> None:
    """The market may stand behind the count."""
    (one,) = read("It was the eighth week out of the last nine in which the Dow finished lower.")
    assert (one.subject, one.value, one.direction) == (("DJI",), (8, 9), "down")


def test_a_share_of_all_events_may_follow_them() -> None:
    """A share behind the events it is one of."""
    (one,) = read("Of all corrections of the Dow since 1950, nearly 40% were over in a month.")
    assert (one.kind, one.value) == ("frequency", (0.4,))


def test_three_of_every_five_is_a_share() -> None:
    """With "every" the two numbers are no cases that were counted."""
    (one,) = read("Gold has fallen in three of every five weeks since 1990.")
    assert (one.value, one.unit) == ((0.6,), "fraction")


def test_a_mean_after_a_condition_in_the_perfect() -> None:
    """What a market has been higher by, some time after an event of a sort, is a mean."""
    (one,) = read(
        "When the Fed first cuts late in a boom, gold has been 9% higher half a year later."
    )
    assert (one.kind, one.value, one.direction) == ("average", (0.09,), "up")


@pytest.mark.parametrize(
    "text",
    [
        "High-yield spreads above 600 basis points have been a fine time to buy.",
        "A ninth straight gain of the Dow is rare.",
        "This is not to say that the Dow will fall.",
    ],
)
def test_what_only_might_be_states_nothing(text: str) -> None:
    """Sorts of levels, runs that seldom happen and what is not said."""
    assert not read(text)


def test_any_superlative_before_a_span_is_a_record() -> None:
    """The time it is the first since dates no move beside it."""
    found = read("July's 4.4% jump was gold's liveliest month since March 2024.")
    assert {(s.kind, s.from_) for s in found} == {
        ("record", date(2024, 3, 31)),
        ("return", date(2025, 6, 30)),
    }


def test_items_take_the_sample_and_the_market_above_them() -> None:
    """A list under "Market (since year)" is of that market and those years."""
    found = read(
        "June in numbers\n\nDow Jones Industrial Avg (since 1896)\n\nAverage gain of .4%\n\n"
        "Up 61% of the time\n\nGold (since 1975)\n\nAverage loss of .2%\n"
    )
    assert [(s.subject[0], s.value[0], s.from_.year) for s in found if s.from_] == [
        ("DJI", 0.004, 1895),
        ("DJI", 0.61, 1895),
        ("GOLD", 0.002, 1974),
    ]


def test_ups_and_downs_beside_a_mean() -> None:
    """A span of years above names of markets is the sample of the lines below them."""
    found = read("1955 to April 2019\n\nGold\n\nJune average change -0.4%, up 30, down 34\n")
    assert sorted((s.kind, s.value[0], s.direction) for s in found) == [
        ("frequency", 30, "up"),
        ("frequency", 34, "down"),
        ("seasonal", 0.004, "down"),
    ]
    assert {s.to for s in found} == {date(2019, 4, 30)}


def test_rows_of_years_below_returns_of_a_month() -> None:
    """The month of the heading dates the figure of each year."""
    one, two = read("Gold: June returns, last years:\n\n2022 -1.6%\n\n2023 +2%\n")
    assert (one.from_, one.to) == (date(2022, 5, 31), date(2022, 6, 30))
    assert (two.direction, two.to) == ("up", date(2023, 6, 30))


def test_rows_of_signals_have_a_price_and_what_followed() -> None:
    """A market as a heading over prices, and short horizons over returns."""
    found = read("Signals\n\nDate QQQ 1w 3m 12m\n2022-03-09 $330.50 -1.2% +4.5% -7.9%\n")
    assert short(found) == [
        ("level", "QQQ", (330.5,), ""),
        ("return", "QQQ", (0.012,), "down"),
        ("return", "QQQ", (0.045,), "up"),
        ("return", "QQQ", (0.079,), "down"),
    ]


def test_further_cases_of_the_paragraph() -> None:
    """A second count goes on with the market and the years of the first."""
    one, two = read(
        "There have been 14 bear markets in gold since 1975."
        " There also have been 15 bull markets, and few noticed."
    )
    assert (two.subject, two.value, two.direction) == (("GOLD",), (15,), "up")
    assert two.from_ == one.from_


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("On Tuesday gold was 3% off its June floor.", "up"),
        ("Gold finished last week 4% in the hole.", "down"),
    ],
)
def test_the_side_of_a_figure_is_in_the_words_after_it(text: str, direction: str) -> None:
    """A distance off a low is a gain, and one in the hole a loss."""
    assert {s.direction for s in read(text) if s.value} == {direction}


@pytest.mark.parametrize(
    "text",
    [
        "Oil above $90 would be a headache for the Fed.",
        "Eight in ten strategists predict a gain for gold.",
        "A third of the way through the month nobody sleeps well.",
    ],
)
def test_what_is_supposed_or_of_voices_is_no_statement_on_prices(text: str) -> None:
    """What a price would mean, shares of people and of a period that is under way."""
    assert all(s.kind == "untestable" for s in read(text))


def test_sessions_into_a_month_are_no_count() -> None:
    """How far into a month the days are that a share is taken of."""
    (one,) = read("Five sessions into any June gold has been higher 58% of the time.")
    assert (one.kind, one.value) == ("frequency", (0.58,))


def test_a_horizon_stands_before_its_figure() -> None:
    """Of several horizons each figure takes the one before it."""
    found = read("Gold had an average two-month loss of 3% and an average six-month drop of 5%.")
    assert [s.condition for s in found] == ["2 months", "6 months"]


def test_columns_of_a_month_and_of_the_year() -> None:
    """The year of a row dates the month that a heading names."""
    one, two = read("Gold\n\nYear June Gain Year Gain\n2019 8% 18%\n")
    assert (one.from_, one.to) == (date(2019, 5, 31), date(2019, 6, 30))
    assert (two.from_, two.to) == (date(2018, 12, 31), date(2019, 12, 31))


def test_cases_looked_at_are_counted() -> None:
    """An opening that looks at cases supposes nothing."""
    (one,) = read(
        "When we look at the last 30 times that gold rose in June, it gained in July 18 times."
    )
    assert (one.value, one.direction, one.from_) == ((18, 30), "up", None)


def test_some_of_these_were_positive() -> None:
    """Parts of the cases of the sentence before, by the way they ended."""
    *_, one, two = read(
        "After such years gold has gained 4% on average. Six of these years were positive and two"
        " were negative."
    )
    assert (one.value, one.direction) == ((6,), "up")
    assert (two.value, two.direction) == ((2,), "down")


@pytest.mark.parametrize(
    "text",
    [
        "Gold is in a third year of double-digit returns.",
        "After gold has had three years of 10%+ gains, many sell.",
    ],
)
def test_the_size_of_the_years_of_a_run_is_no_return(text: str) -> None:
    """How large the moves of a run were is none of the moves."""
    assert all(s.value != (0.1,) for s in read(text))


def test_the_gain_of_a_year_that_ended_is_a_return() -> None:
    """An annual gain is a mean only where it is one of many years."""
    (one,) = read("Gold ended 2024 with a 27% annual gain.")
    assert (one.kind, one.from_, one.to) == ("return", date(2023, 12, 31), date(2024, 12, 31))


def test_a_season_of_no_market_is_ranked() -> None:
    """What a part of the calendar is like, of a market that is not named."""
    (one,) = read("June is historically the worst month of the year.")
    assert (one.kind, one.subject, one.direction, one.testable) == (
        "seasonal",
        ("?",),
        "down",
        False,
    )


def test_a_run_that_came_several_times_is_counted() -> None:
    """A run with a number of times is an event and no streak of today."""
    (one,) = read("Gold has registered a fourth straight year of gains five times since 1950.")
    assert (one.kind, one.value) == ("frequency", (5,))


@pytest.mark.parametrize(
    "text",
    [
        "Three weeks after a 12% rebound gold has typically been 2% higher.",
        "The median gain in the month after the VIX doubles in a week is 2% for gold.",
        "Gold was higher in 14 of 19 cases six months after a cut made within 2% of a record high.",
        "Triple-witching Fridays have brought gold 2% on average.",
    ],
)
def test_events_keep_their_sizes(text: str) -> None:
    """The size of an event, and how near a record it came, is no move of its own."""
    assert {(s.kind, s.value) for s in read(text)} <= {
        ("average", (0.02,)),
        ("seasonal", (0.02,)),
        ("frequency", (14, 19)),
    }


def test_never_lower_after_such_events_is_no_record() -> None:
    """What never happened after events is no low of today."""
    found = read("Gold was cut to pieces. A year after such routs it had never been lower.")
    assert all(s.kind != "record" for s in found)


def test_extremes_in_brackets_have_years_of_their_own() -> None:
    """The sample stands in the heading above a heading, and a year in brackets dates one case."""
    found = read(
        "Gold since 1975\n\nBlack Friday:\n\n"
        "Average gain of 0.3%, Up 58% of the time (Biggest gain of 4% in 1985 & Largest Drop"
        " in 1980 down -3%)\n"
    )
    assert [(s.kind, s.value[0], s.direction) for s in found] == [
        ("average", 0.003, "up"),
        ("frequency", 0.58, "up"),
        ("return", 0.04, "up"),
        ("return", 0.03, "down"),
    ]
    assert [s.from_.year for s in found if s.from_] == [1974, 1974, 1984, 1979]


def test_a_coin_flip_is_no_share() -> None:
    """What a share is compared with in words is none of its own."""
    (one,) = read("Since 1975 gold has risen in 54% of all weeks, barely better than a coin flip.")
    assert one.value == (0.54,)


def test_given_a_fall_opens_a_clause_of_its_own() -> None:
    """What is to come before it makes no forecast of a fall that happened."""
    (one,) = read(
        "There would be more selling to come, given the Dow has only lost 4% from its peak."
    )
    assert (one.kind, one.direction) == ("return", "down")


def test_where_it_was_bought_is_no_move() -> None:
    """A distance at which someone bought belongs to the event."""
    (one,) = read("An investor buying gold 10% below its high has gained a median 6% in a year.")
    assert (one.kind, one.value) == ("average", (0.06,))


def test_stocks_perform_best_is_no_record() -> None:
    """A superlative of what is done as a rule has no day."""
    assert not read("Stocks perform best during this period when an election is near.")
