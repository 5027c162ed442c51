"""Closing reports: the day they are on, and times that only name an earlier move."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement
from tests.claims.reading.dated import DatedText

TODAY = date(2025, 9, 12)  # a Friday
ARTICLE = DatedText(TODAY)
THURSDAY, WEDNESDAY, LAST_FRIDAY = date(2025, 9, 11), date(2025, 9, 10), date(2025, 9, 5)
NEW_YEAR = date(2024, 12, 31)


def read(text: str, on: date = TODAY) -> list[Statement]:
    """Return what a text states on 12 September 2025."""
    return read_text(text, date=on)


def days(found: list[Statement]) -> list[tuple[date | None, date | None]]:
    """Return the first and last day of each statement."""
    return [(s.from_, s.to) for s in found]


def test_a_report_in_the_present_is_of_its_day() -> None:
    """Rows below one in the present are of the day of publication, those below a week of it."""
    found = read(
        "The main indices are closing lower.\n\n"
        "Dow industrial average fell -210.4 points or -0.46% at 45310.2\n\n"
        "For the week, the major indices closed mixed:\n\n"
        "S&P index rose 0.31%\n"
    )
    assert days(found) == [
        (THURSDAY, TODAY),
        (THURSDAY, TODAY),
        (TODAY, TODAY),
        (LAST_FRIDAY, TODAY),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Stocks rose on Thursday. The Russell 2000 extended Wednesday's advance, climbing 1.2%.",
        "Stocks rose on Thursday. Gold added 1.2% after Monday's slide.",
        "Small caps added to their 2025 gains on Thursday. The index climbed 1.2%.",
    ],
)
def test_a_time_that_names_an_earlier_move_dates_nothing_else(text: str) -> None:
    """The figure is of the day that the report is on."""
    assert days(ARTICLE.on_markets(text)) == [(WEDNESDAY, THURSDAY)]


def test_what_a_move_leaves_has_a_time_of_its_own() -> None:
    """And the market of its own clause."""
    found = ARTICLE.on_markets(
        "Wall Street fell on Thursday. The Dow lost 1.1%, leaving it with a year-to-date gain of "
        "6%, while the Nasdaq slid 1.4% to 21,300.50, giving it a 2025 advance of 9%."
    )
    assert [(s.subject[0], s.value[0], s.from_) for s in found] == [
        ("DJI", 0.011, WEDNESDAY),
        ("DJI", 0.06, NEW_YEAR),
        ("IXIC", 0.014, WEDNESDAY),
        ("IXIC", 21300.5, THURSDAY),
        ("IXIC", 0.09, NEW_YEAR),
    ]


def test_a_state_that_lasts_does_not_date_the_account_after_it() -> None:
    """The words "is up 9% for the year" are followed by the day of the report."""
    first, second = read(
        "Wall Street fell on Thursday.\n\nThe Dow is up 9% for the year. The Nasdaq lost 1.4%."
    )[-2:]
    assert (first.from_, second.from_, second.to) == (NEW_YEAR, WEDNESDAY, THURSDAY)


def test_a_record_since_a_day_told_as_a_clause() -> None:
    """The day is that of the earlier price, and the price is none of the record."""
    record, level = read(
        "The Dow on Thursday had its lowest close since "
        "it finished the 6 June session at 42,762.87."
    )
    assert (record.kind, record.value, record.from_, record.to) == (
        "record",
        (),
        date(2025, 6, 6),
        THURSDAY,
    )
    assert (level.value, level.to) == ((42762.87,), date(2025, 6, 6))


def test_the_market_after_the_words_of_a_record_owns_it() -> None:
    """Two markets, two records."""
    found = read(
        "Thursday brought the lowest close for the Dow since May "
        "and the worst for the Nasdaq since July."
    )
    assert [(s.kind, s.subject) for s in found] == [("record", ("DJI",)), ("record", ("IXIC",))]


@pytest.mark.parametrize(
    "text",
    [
        "On Thursday the NYSE composite index fell 41.20 to 20,890.10.",
        "Advancing stocks outnumbered decliners for a third day on Thursday.",
        "Gains on Thursday left the Nasdaq tantalizingly close to a record.",
        "Nasdaq-100 futures fell 71 basis points on Thursday.",
        "On Thursday the 30-year bond fell 14/32 and its yield rose 4 basis points.",
    ],
)
def test_what_is_no_move_of_a_market(text: str) -> None:
    """Other indexes, breadth, a record that was missed, a slip of units, another bond."""
    assert read(text) == []


def test_a_gain_in_bare_points_is_a_move() -> None:
    """And the price after it is a level, whatever stands before the market."""
    move, price = read(
        "Weighed down by telephone shares, the Dow had a loss of 21.40 to 8,611.02 on Thursday."
    )
    assert (move.kind, move.direction, move.subject) == ("return", "down", ("DJI",))
    assert (price.kind, price.value) == ("level", (8611.02,))


def test_what_went_before_dates_no_move() -> None:
    """A week told in an aside is that of its own figure, in the next sentence too."""
    found = ARTICLE.on_markets(
        "Stocks rose on Thursday. The Dow climbed 88.10, or 0.2 percent, to 45,310.20, after "
        "losing 0.6 percent last week. The S&P 500 gained 12.40, or 0.2 percent, at 6,530.10."
    )
    assert [s.to for s in found] == [
        THURSDAY,
        THURSDAY,
        THURSDAY,
        LAST_FRIDAY,
        THURSDAY,
        THURSDAY,
        THURSDAY,
    ]


def test_a_close_with_its_price_is_of_the_day() -> None:
    """Though the sentence before told of the week, and the sum behind it is of the week again."""
    week, move, share, price, sum_ = ARTICLE.on_markets(
        "Stocks rose on Thursday. For the week, the Dow was up 0.4%. The Nasdaq closed up 61.20 "
        "points, or 0.3%, at 21,880.40, for a 1.1% gain on the week."
    )
    assert [s.from_ for s in (week, move, share, sum_)] == [
        LAST_FRIDAY,
        WEDNESDAY,
        WEDNESDAY,
        LAST_FRIDAY,
    ]
    assert price.to == THURSDAY


def test_the_year_a_move_ended_dates_the_price_alone() -> None:
    """The next market goes on with the day."""
    found = read(
        "On Wednesday the Dow added 31 points, or 0.1 percent, to finish the year at 42,544.22 "
        "while the Nasdaq lost 40.10 points.",
        on=date(2025, 1, 2),
    )
    assert [s.from_ for s in found if s.kind == "return"] == [date(2024, 12, 31)] * 3


def test_a_past_move_is_none_of_a_year_to_come() -> None:
    """What people look toward dates no move in the past."""
    (one,) = read("The Dow surged more than 120 points on Thursday as people looked toward 2026.")
    assert (one.kind, one.to) == ("return", THURSDAY)


@pytest.mark.parametrize(
    "text",
    [
        "The best member was Example Corp., whose shares rose by 4.9% on Thursday.",
        "A number of cities saw gains of as much as 20% on Thursday.",
    ],
)
def test_figures_of_others_are_none_of_the_market(text: str) -> None:
    """Shares of a company, and prices elsewhere."""
    assert read("The Dow fell on Wednesday. " + text)[1:] == []


def test_a_record_holds_no_price_of_a_market_without_a_symbol() -> None:
    """And a live quote in brackets is no statement."""
    record, move = read(
        "Small caps hit a record on Thursday, and silver rallied to $41. "
        "The Dow (^DJI 0.31%) lost 12 points."
    )
    assert (record.kind, record.value) == ("record", ())
    assert (move.value, move.unit) == ((12.0,), "points")


def test_rows_of_a_week_have_changes_in_points_and_percent() -> None:
    """The percent after a change of a week is one of the week."""
    found = read("Index Close Week Chg %Chg\n\nDow Industrials 45,834 +433 +0.95%\n")
    assert [(s.kind, s.value[0], s.from_) for s in found] == [
        ("level", 45834.0, TODAY),
        ("return", 433.0, LAST_FRIDAY),
        ("return", 0.0095, LAST_FRIDAY),
    ]


def test_a_headline_in_whole_points_is_dated_by_the_text() -> None:
    """It is the move below, without its decimals."""
    headline = read("Dow rises 88 points\n\nThe Dow rose 88.10 points on Thursday.")[0]
    assert (headline.from_, headline.to) == (WEDNESDAY, THURSDAY)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("S&P 500 futures fell 12.25 points, or 0.2%, on Friday.", "futures"),
        ("Futures tied to the Nasdaq 100 rose 0.4% on Friday.", "futures"),
        ("The Dow was down as much as 1.4% on Friday before paring the loss.", "intraday"),
        ("The Dow, which had been up 0.4% early in the session on Friday, slid.", "intraday"),
        ("By 12:40 p.m. on Friday, the Dow was down 1.4%.", "intraday"),
        ("The Dow fell 1.4% on Friday.", ""),
    ],
)
def test_prices_before_the_close_say_so(text: str, condition: str) -> None:
    """A close would not decide them."""
    assert read(text)[0].condition == condition


def test_a_report_at_midday_is_within_the_day() -> None:
    """All of it that is of that day, but not what is of the day before."""
    found = read(
        "Small caps hit a record high on Friday.\n\nBy 12:40 p.m. in New York, the Dow rose "
        "0.4%.\n\nOn Thursday the Dow had fallen 1.1%."
    )
    assert [s.condition for s in found] == ["intraday", "intraday", ""]


def test_records_of_moves_name_their_period() -> None:
    """Of several days, or of the week that the sentence tells of."""
    (one,) = read("Gold on Friday had its worst three-day decline since May 2020.")
    assert "several" in one.condition
    (other,) = read("Last week saw the Dow post its largest loss since May.")
    assert other.condition == "worst week"


def test_what_it_stands_for_in_a_first_time() -> None:
    """Nothing; and when it last closed higher is a price of that day."""
    record, level = read(
        "The Dow slid on Thursday. It was the first time the S&P 500 closed above 6,580; "
        "it last closed higher on June 6, at 6,000.36."
    )[-2:]
    assert (record.subject, record.value) == (("SPX",), (6580.0,))
    assert (level.kind, level.subject, level.to) == ("level", ("SPX",), date(2025, 6, 6))


@pytest.mark.parametrize(
    "text",
    [
        "On Thursday the Nasdaq went through ten straight sessions without setting a record.",
        "The Russell 2000 was led by Example Inc., a maker, up $3.50 to $36.25 on Thursday.",
    ],
)
def test_no_run_and_no_price_of_the_index(text: str) -> None:
    """A run without records, and the price of a share."""
    assert read(text) == []


def test_a_climb_from_the_low_of_a_month_has_no_first_day() -> None:
    """Which day of the month the low was is not said."""
    climb = read(
        "The Dow's climb is an increase of 45 percent over its low of 7,286 in October 2002."
    )[0]
    assert (climb.value, climb.from_) == ((0.45,), None)


def test_a_report_in_the_present_moves_now() -> None:
    """Rows without a verb, and markets that are up, are of the day and within it."""
    found = read(
        "The major indexes are opening higher.\n\nS&P index up 24.9 points or 0.38% at 6608.3\n\n"
        "Spot gold is down $21 at $3612.5\n"
    )
    assert {(s.to, s.condition) for s in found} == {(TODAY, "intraday")}
    assert found[0].from_ == THURSDAY


@pytest.mark.parametrize(
    "text",
    [
        "Gold fell 0.3% on Thursday while its price stood at $3,610, up from Wednesday's $3,590.",
        "On Thursday gold fell 0.3% in trading thinned by Monday's holiday.",
        "On Thursday the S&P 500 rose 0.3% to a record for the second time this week.",
    ],
)
def test_the_day_a_distance_is_from_dates_no_move(text: str) -> None:
    """A base, a holiday, and what a rank counts."""
    move = next(s for s in read(text) if s.kind == "return" and s.value)
    assert (move.from_, move.to) == (WEDNESDAY, THURSDAY)


def test_the_day_a_high_was_reached_is_that_of_its_price() -> None:
    """And what the price is off it is no move of today."""
    high = next(
        s
        for s in read("The Dow is off 9% from its high of 49,100.5 reached on May 26.")
        if "points" in s.unit
    )
    assert (high.value, high.to) == ((49100.5,), date(2025, 5, 26))


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("On Thursday the Dow slid 0.2%, snapping a four-day winning streak.", WEDNESDAY),
        ("Last week was calm. The Dow rode a four-day winning streak.", LAST_FRIDAY),
    ],
)
def test_a_streak_ends_with_what_is_told(text: str, last: date | None) -> None:
    """One that was snapped ended on the day before."""
    streak = next(s for s in read(text) if s.kind == "record")
    assert (streak.value, streak.to) == ((4.0,), last)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The Dow descended 1.3% on Thursday.", "down"),
        ("Oil recouped 1.3% on Thursday.", "up"),
        ("The Dow lost 1.3% on Thursday as technology led the way lower.", "down"),
    ],
)
def test_more_verbs_of_moves(text: str, direction: str) -> None:
    """And a sector that led the way is no comparison."""
    (one,) = read(text)
    assert one.direction == direction


def test_a_list_of_components_is_no_move() -> None:
    """Nor is what an index of banks did one of the index it is compared with."""
    assert read("24 of the Dow 30 members gained in the week, one lost 0.6%.") == []
    (one,) = read("The KBW Bank Index is up 27% this year, while the S&P 500 is up 12% this year.")
    assert (one.subject, one.value) == (("SPX",), (0.12,))


def test_the_month_of_a_contract_dates_nothing() -> None:
    """The day of the report does."""
    found = read(
        "Stocks fell on Thursday.\n\nCrude for January delivery lost 4.5% to $60.94 a barrel."
    )
    assert {s.to for s in found} == {THURSDAY}


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The blue-chip Dow Jones Industrial Average lost 0.4% on Thursday.", "DJI"),
        ("The tech-heavy Nasdaq Composite lost 0.4% on Thursday.", "IXIC"),
    ],
)
def test_longer_names_of_indexes(text: str, subject: str) -> None:
    """No word of a name is left to be read as an average."""
    (one,) = read(text)
    assert (one.kind, one.subject) == ("return", (subject,))


def test_what_markets_fell_on_is_none_of_them() -> None:
    """A cause is no subject."""
    assert [s.subject for s in read("Stocks close down 1.5% on Thursday on oil fears.")] == [("?",)]


def test_since_then_is_the_day_told_before() -> None:
    """A low in October, and how far it is from it."""
    found = read(
        "Little changed in the mood since April 8. The Dow has rebounded 14% since then, "
        "while the S&P 500 has risen 21%."
    )
    assert [(s.from_, s.to) for s in found] == [(date(2025, 4, 8), TODAY)] * 2


def test_a_report_on_futures_turns_to_the_close_before() -> None:
    """What follows is of that day, and not of the morning."""
    found = read(
        "U.S. stock futures slipped on Friday.\n\nThe three major Wall Street indices closed lower "
        "Thursday.\n\nThe Nasdaq Composite dropped 1%, while the S&P 500 fell 0.6%."
    )
    assert [s.to for s in found] == [THURSDAY] * 5
    assert {s.condition for s in found} == {""}


def test_a_definition_behind_a_move_takes_nothing_from_it() -> None:
    """The threshold states nothing, the move does."""
    (one,) = read(
        "The Nasdaq is down 17.9% from its July record, near a bear market, "
        "defined as a decline of 20%."
    )
    assert one.value == (0.179,)


def test_volume_of_a_day_does_not_date_the_next_move() -> None:
    """A comparison of shares traded is an aside."""
    found = ARTICLE.on_markets(
        "Stocks rose on Thursday. Volume came to 1.01 billion shares compared with 1.07 billion on "
        "Monday. The Russell 2000 rose 5.8 points."
    )
    assert [s.to for s in found] == [THURSDAY]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("On Thursday the Dow had its biggest one-day percent gain since May.", "biggest gain"),
        (
            "On Thursday the Dow had its biggest three-day gain since May.",
            "biggest moves over several days",
        ),
    ],
)
def test_one_day_or_several(text: str, condition: str) -> None:
    """The largest move of a day is tested, that of several is not."""
    assert read(text)[0].condition == condition


def test_breadth_takes_nothing_from_the_clause_beside_it() -> None:
    """How many shares rose is told in a clause of its own."""
    found = read(
        "On Thursday winners topped losers by 13 to 9 on Nasdaq, and the Russell 2000 rose 0.4%."
    )
    assert [(s.subject, s.value) for s in found] == [(("RUT",), (0.004,))]


def test_the_record_before_does_not_date_the_new_one() -> None:
    """Nor the move that leads to it."""
    found = read(
        "The S&P 500 on Thursday gained 0.4% to 6,600.25, still below the record close of 6,700.5 "
        "on August 28."
    )
    assert [s.to for s in found if s.value in ((0.004,), (6600.25,))] == [THURSDAY] * 2


def test_the_start_of_a_yield_does_not_date_what_follows() -> None:
    """The next sentence is of the day of the report."""
    found = read(
        "Stocks rose on Thursday. The 10-year Treasury yield rose to 4.2% from 4.1% late "
        "Wednesday. The Russell 2000 added 2%."
    )
    assert (found[-1].from_, found[-1].to) == (WEDNESDAY, THURSDAY)


def test_lines_with_a_full_stop_stay_in_their_list() -> None:
    """As long as they are short and open with a market."""
    found = read(
        "Stocks closed mixed on Friday.\n\nFor the trading week:\n\nNasdaq up 2.04% on chips.\n\n"
        "Russell 2000 up 3.26%\n"
    )
    assert [s.from_ for s in found] == [LAST_FRIDAY] * 2


def test_a_line_of_quotes_is_of_its_day() -> None:
    """Changes with a sign before their prices."""
    found = read("Dow -32.5 at 45428.5, Nasdaq -69.6 at 21617.2\n")
    assert [(s.kind, s.to) for s in found] == [("return", TODAY), ("level", TODAY)] * 2


def test_a_report_on_a_month_goes_on_with_it() -> None:
    """Until another period is named."""
    found = read(
        "In August, the S&P 500 lost 1.9%.\n\nThe Dow fell 3.1%, its worst month since March.\n\n"
        "In July, gold was calm.\n\nThe Nasdaq fell 1.2%."
    )
    moves = {s.subject[0]: s.to for s in found if s.kind == "return"}
    assert moves == {"SPX": date(2025, 8, 31), "DJI": date(2025, 8, 31), "IXIC": None}


def test_a_second_figure_is_told_as_the_first_is() -> None:
    """Hopes of people make no forecast of it."""
    found = read("The Dow shot up 492 points, or nearly 8.2%, on hopes that rates will fall.")
    assert [s.kind for s in found if s.subject == ("DJI",)] == ["return", "return"]


@pytest.mark.parametrize(
    "text",
    [
        "The Russell 2000 is the biggest year-to-date loser.",
        "The Dow fell. It was the worst month on record for markets in developed countries.",
    ],
)
def test_no_record_of_the_market(text: str) -> None:
    """The loser among several, and markets elsewhere."""
    assert [s for s in read(text) if s.kind == "record"] == []


def test_a_gain_that_leads_the_groups_is_none_of_the_index() -> None:
    """Nor is a run of weeks above an average one of gains."""
    assert (
        read("All groups in the S&P 500 rose on Thursday, led by a 1.7% increase in banks.") == []
    )
    found = read(
        "On Thursday the S&P 500 closed the second week in a row above its 100-week average."
    )
    assert all("streak" not in s.condition for s in found)


def test_a_record_in_a_clause_without_a_verb_is_of_the_report() -> None:
    """Its verb is the one before."""
    found = read(
        "Stocks rose on Thursday.\n\nThe Dow rose 120 points, less than feared but the highest "
        "finish since August 5."
    )
    record = next(s for s in found if s.kind == "record")
    assert (record.from_, record.to) == (date(2025, 8, 5), THURSDAY)


def test_the_month_is_the_one_just_told_of() -> None:
    """And not the one that has begun."""
    found = read("Stocks fell in July. The S&P 500 lost 1.4% in the month.", date(2025, 8, 4))
    loss = next(s for s in found if s.value)
    assert (loss.from_, loss.to) == (date(2025, 6, 30), date(2025, 7, 31))


def test_a_record_of_a_month_was_set_on_some_day_of_it() -> None:
    """The last day would refute it."""
    (record,) = read("The S&P 500 set a record high in July.", date(2025, 8, 14))
    assert (record.from_, record.to) == (date(2025, 6, 30), date(2025, 7, 31))


def test_a_loss_for_the_day_is_one_of_the_day_of_publication() -> None:
    """Where no other day was named before."""
    found = read("The Dow lost 0.2% for the day.", THURSDAY)
    assert {(s.from_, s.to) for s in found} == {(WEDNESDAY, THURSDAY)}


@pytest.mark.parametrize(
    "text",
    [
        "The energy component of the S&P 500 index fell 0.9% on Thursday.",
        "The Dow rose on Thursday. The benchmark Shanghai Composite index edged up 0.39%.",
    ],
)
def test_a_part_of_an_index_or_one_elsewhere_is_none_of_it(text: str) -> None:
    """What is said of it has no market."""
    assert [s for s in read(text) if s.value] == []


def test_a_strong_week_leaves_the_report_its_day() -> None:
    """The figures below are those of Friday."""
    found = read(
        "Stocks ended a strong week on a flat note.\n\nStill, the market ended Friday with a "
        "second straight weekly gain.\n\nThe Dow lost 57 points, or 0.3%, to 16,639.97.",
        date(2016, 2, 27),
    )
    assert {s.to for s in found if s.subject == ("DJI",)} == {date(2016, 2, 26)}


def test_from_a_low_to_a_close_is_one_span() -> None:
    """Also where both are named by their day."""
    text = "Between the August 1 low and Thursday's close, the S&P 500 gained 5%."
    assert days(read(text)) == [(date(2025, 8, 1), THURSDAY)]


def test_the_last_time_it_was_higher_tells_of_no_move_that_day() -> None:
    """It says since when the close is the highest."""
    assert read("The last time the Nasdaq was higher was March 28, 2000.") == []


def test_the_stocks_of_the_index_are_no_second_market() -> None:
    """All three markets set the record."""
    found = read(
        "The Dow, Standard & Poor's 500 index and the Russell 2000 index of small-company stocks "
        "closed at all-time highs on Thursday."
    )
    assert [s.subject[0] for s in found] == ["DJI", "SPX", "RUT"]


def test_the_day_of_a_peak_dates_no_other_move() -> None:
    """The move is of the day of the report."""
    found = read(
        "Stocks rose on Thursday.\n\nThe Nasdaq composite gained 23.06, or 1.08 percent, to "
        "2,150.91, less than 12 points shy of last Wednesday's multiyear high."
    )
    assert {s.to for s in found if s.kind == "return" and s.unit == "fraction"} == {THURSDAY}
