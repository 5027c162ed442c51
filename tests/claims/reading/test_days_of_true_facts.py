"""Days and markets that only the whole sentence gives: each had refuted a true sentence."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

TODAY = date(2022, 11, 16)  # a Wednesday


def read(text: str) -> list[Statement]:
    """Return what a text of 16 November 2022 states."""
    return read_text(text, date=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "On November 9 and 10 alone gold gained 5%.",
        "Gold gained 5% on 9 and 10 November.",
    ],
)
def test_two_sessions_are_one_span(text: str) -> None:
    """From the close before the first."""
    assert [(s.from_, s.to) for s in read(text)] == [(date(2022, 11, 8), date(2022, 11, 10))]


def test_two_days_in_order_stay_apart() -> None:
    """Each figure has its own."""
    found = read("Gold closed at 1,707 and 1,755 on 9 and 10 November, respectively.")
    assert date(2022, 11, 8) not in {s.from_ for s in found}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "From the August 16 high of 34,152 to Monday's close the Dow lost 2%.",
            (date(2022, 8, 16), date(2022, 11, 14)),
        ),
        (
            "From its closing low of 28,726 on September 30 to Monday's 33,537, the Dow rose 17%.",
            (date(2022, 9, 30), date(2022, 11, 14)),
        ),
    ],
)
def test_a_swing_between_prices_has_both_days(text: str, days: tuple[date, date]) -> None:
    """Whatever stands between them."""
    assert [(s.from_, s.to) for s in read(text) if s.kind == "return"] == [days]


def test_a_record_of_the_year_is_of_its_day() -> None:
    """And not of all the year."""
    found = read("The Dow set its last record of the year on January 4, at 36,800.")
    assert [s.to for s in found] == [date(2022, 1, 4)]


def test_a_record_is_not_of_the_day_before() -> None:
    """Of which an aside tells."""
    found = read(
        "The Dow closed at a record 36,800 on Monday, having topped 36,700 the day before."
    )
    assert [s.to for s in found if s.kind == "record"] == [date(2022, 11, 14)]


def test_a_record_is_not_of_the_one_it_passed() -> None:
    """Whose month stands beside the older price."""
    found = read(
        "Stocks fell on Tuesday.\n"
        "The VIX closed at 81.2, a record, surpassing the 80.9 of November 2008."
    )
    assert [s.to for s in found if s.kind == "record"] == [date(2022, 11, 15)]


def test_a_record_low_of_a_yield_is_low() -> None:
    """In a relative clause too."""
    found = read("The ten-year yield, which had set a record low of 0.52% on 4 August 2020, rose.")
    assert {s.direction for s in found if s.kind == "record"} <= {"down"}


def test_a_move_since_is_one_since_the_latest_day() -> None:
    """And not since the one of a price beside it."""
    found = read(
        "The Dow closed at 34,152 on August 16, below the 36,800 of January 2022, "
        "and has since lost 2%."
    )
    assert [s.from_ for s in found if s.kind == "return" and s.unit == "fraction"] == [
        date(2022, 8, 16)
    ]


def test_a_run_ends_on_the_day_until_which_it_lasted() -> None:
    """Though its sentence opens with another."""
    found = read(
        "Gold peaked on October 4; from then until October 14 it fell eight days in a row."
    )
    assert [s.to for s in found if "streak" in s.condition] == [date(2022, 10, 14)]


def test_a_run_of_weeks_is_named_by_its_sentence() -> None:
    """Where it names no days."""
    found = read("Gold could not save the week, which ended with a loss of 2%, the third in a row.")
    assert [s.condition for s in found if s.kind == "record"] == ["streak, weeks"]


def test_the_month_of_other_years() -> None:
    """In a paragraph that speaks of it as a season."""
    text = "The Dow tends to fall in May. Since 1993 it has risen in May 17 times in 30."
    found = read(f"{text} In 2019 it was down 6.7%.")
    assert [(s.from_, s.to) for s in found if s.kind == "return"] == [
        (date(2019, 4, 30), date(2019, 5, 31))
    ]
    found = read(f"{text} In 2019 it was up 22% in all.")
    assert [s.to for s in found if s.kind == "return"] == [date(2019, 12, 31)]


def test_the_worst_month_with_its_figures_is_one_month() -> None:
    """And no season."""
    found = read("May was the cruellest month: gold sank 4%, the Dow 3%.")
    assert {s.kind for s in found} == {"return"}
    assert {s.to for s in found} == {date(2022, 5, 31)}


def test_a_spread_between_two_indexes_is_no_rate() -> None:
    """Though a yield was named before."""
    found = read(
        "The ten-year yield is 3.7%. "
        "The spread of 13 percentage points between the Dow and the Nasdaq is large."
    )
    assert [s.subject for s in found if s.value == (0.13,)] == [("DJI", "IXIC")]
    assert not any(s.unit == "bp" and s.value == (1300,) for s in found)


def test_a_price_goes_to_the_market_that_it_fits() -> None:
    """Though another was named last."""
    found = read(
        "The S&P 500 closed at 3,992 on Tuesday. The Dow lagged, with a gain of 0.2% on Tuesday.\n"
        "A close below 3,900 would negate our view. "
        "Our bear case (25%) is a fall of the index to 3,500."
    )
    assert {s.subject for s in found if s.unit == "points"} == {("SPX",)}
    assert {s.subject for s in found if s.kind == "scenario"} == {("SPX",)}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "The Dow, which stood at 36,800 on 4 January, has lost 9%.",
            (date(2022, 1, 4), TODAY),
        ),
        ("Measured from its January 2022 summit of 36,800, the Dow remains 9% down.", (None, None)),
    ],
)
def test_what_has_happened_by_now_ends_now(
    text: str, days: tuple[date | None, date | None]
) -> None:
    """Or has no known day."""
    assert [(s.from_, s.to) for s in read(text) if s.kind == "return"] == [days]


def test_the_present_before_a_semicolon_is_now() -> None:
    """Whatever day opens the clause behind it."""
    found = read(
        "Two-year notes yield 4.35%, ten-year notes 3.7%; "
        "at the end of last year they yielded 0.73% and 1.52%, respectively."
    )
    assert [s.to for s in found] == [TODAY, TODAY, date(2021, 12, 31), date(2021, 12, 31)]


def test_as_recently_as_a_day_is_past() -> None:
    """Though the day is still to come this year in no calendar."""
    found = read(
        "The target stands at 3.75% to 4%, compared with zero to 0.25% as recently as May 4."
    )
    assert not [s for s in found if s.to and s.to > TODAY]


def test_a_distance_from_its_own_record() -> None:
    """That another market has been given before."""
    found = read(
        "Gold is 14% below its record. "
        "The Dow, at 33,593, is only 9% from its own, reached in January."
    )
    assert [(s.condition, s.direction) for s in found if s.value == (0.09,)] == [
        ("from record high", "down")
    ]


def test_a_mean_that_was_lost_is_crossed_downwards() -> None:
    """And early in a month is no day."""
    found = read("The Dow broke below its 50-day average, now at 31,700, early this month.")
    crossed = [s for s in found if s.condition == "50-day average" and not s.value]
    assert [(s.direction, s.to) for s in crossed] == [("down", None)]


def test_a_price_that_answers_a_question_is_a_target() -> None:
    """If the question is on what is to come."""
    found = read("Where will the Dow go from here? At 35,000, say the optimists.")
    assert [(s.kind, s.value) for s in found] == [("target", (35000.0,))]


def test_a_price_is_none_of_a_yield() -> None:
    """Though a yield was named last."""
    found = read(
        "The ten-year yield ended at 3.7%.\n"
        "Between its January 2022 record of 36,800 and October 10 the Dow lost 21%."
    )
    assert not any(s.subject == ("DGS10",) and s.value == (36800.0,) for s in found)
    assert [s.from_ for s in found if s.kind == "return"] == [None]


def test_a_change_has_the_days_of_its_ends() -> None:
    """Which stand beside it."""
    found = read(
        "Junk spreads widened by 40 basis points in two days, from 4.6 points last Thursday "
        "to 5 on Monday."
    )
    assert {(s.from_, s.to) for s in found} == {(date(2022, 11, 10), date(2022, 11, 14))}


def test_what_the_fed_has_done_is_past() -> None:
    """On the latest such day, and not on the next."""
    found = read("It was a busy year for the Fed. It raised its target to 3.75%-4% on December 2.")
    assert not [s for s in found if s.to and s.to > TODAY]


def test_from_where_a_market_is_up_counts_until_now() -> None:
    """And not on the day of the low itself."""
    found = read("The Dow had bottomed at 28,726 on September 30, from where it is up 17%.")
    assert [(s.from_, s.to) for s in found if s.kind == "return"] == [(date(2022, 9, 30), TODAY)]


def test_days_that_only_the_sentence_before_gives_are_not_known() -> None:
    """The last one of them is none for the sum."""
    found = read("Gold fell on Thursday and Friday. The Dow lost 3% in those two days.")
    assert [(s.from_, s.to) for s in found if s.value == (0.03,)] == [(None, None)]


def test_a_week_ago_is_not_gone_on_with() -> None:
    """It only compares."""
    found = read(
        "The VIX rose to 25 today. A week ago it was at 21. The two-year yield fell to 4.3%."
    )
    assert date(2022, 11, 9) not in {s.to for s in found if s.subject == ("DGS2",)}


def test_the_day_before_the_one_that_is_named() -> None:
    """And not before the day of the article."""
    found = read("The VIX leapt to 27.2 on Friday from 23.5 the day before, and eased on Monday.")
    assert [(s.from_, s.to) for s in found if len(s.value) == 2] == [
        (date(2022, 11, 10), date(2022, 11, 11))
    ]


def test_what_has_since_happened_began_with_the_price_told() -> None:
    """In the sentence before."""
    found = read("A year ago the Dow was at 36,100. It has since lost 7%.")
    assert [(s.from_, s.to) for s in found if s.kind == "return"] == [(date(2021, 11, 16), TODAY)]


def test_who_trailed_with_a_gain_has_gained() -> None:
    """Though it did worse."""
    found = read("The Nasdaq gained 7% in July. The Dow trailed with 5%.")
    assert {s.direction for s in found if s.kind == "return"} == {"up"}


@pytest.mark.parametrize(
    "text",
    [
        "Over the first three trading days of November gold has lost 2%.",
        "Gold peaked on 8 March. In the year before that it had risen 20%.",
    ],
)
def test_days_that_no_calendar_gives_are_left_out(text: str) -> None:
    """Rather than those of the account."""
    assert [(s.from_, s.to) for s in read(text) if s.value] == [(None, None)]
