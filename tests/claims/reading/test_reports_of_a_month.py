"""Days and months that a sentence names, records beside what is not of them, other exchanges."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

# The first days of a month, in which "the month" may be the one before.
read = DatedText(date(2023, 6, 1)).statements


def test_the_month_is_the_one_that_the_sentence_names() -> None:
    """For the sentence after it too."""
    found = read(
        "The ten-year yield ended May at 3.64%, 20 basis points higher than it began the month."
        " High-yield spreads widened by 30 basis points."
    )
    assert [(s.value, str(s.from_), str(s.to)) for s in found][1:] == [
        ((20.0,), "2023-04-30", "2023-05-31"),
        ((30.0,), "2023-04-30", "2023-05-31"),
    ]


def test_since_when_records_are_counted_dates_no_move() -> None:
    """The move beside the count is of its day."""
    found = read(
        "The Dow rose 0.3% on Thursday, its 13th record close since the November election."
    )
    (move,) = (s for s in found if s.kind == "return")
    assert (str(move.from_), str(move.to)) == ("2023-05-31", "2023-06-01")


def test_a_record_that_a_market_is_below_has_the_day_it_was_set_on() -> None:
    """And not today's."""
    found = read("It shed 3% and is now 7% below the record close of 2,442 it set on 8 March.")
    (record,) = (s for s in found if s.kind == "record")
    assert (record.value, str(record.to)) == ((2442.0,), "2023-03-08")


def test_a_distance_from_a_dated_peak_after_a_record_starts_there() -> None:
    """Beside a move of the day."""
    found = read(
        "The Russell 2000 slid 2% to 1,750 on Thursday, its lowest close since April and 14% below"
        " its peak of 2 February."
    )
    (distance,) = (s for s in found if s.value == (0.14,))
    assert str(distance.from_) == "2023-02-02"


@pytest.mark.parametrize(
    "text",
    [
        "The vote was 9 to 3, with one governor in favor of a bigger step by the Fed.",
        "Stocks fell 1.7% in London and 2% in Frankfurt.",
        "In Germany the 10-year Bund yield touched 2.5%.",
    ],
)
def test_votes_and_other_countries_state_nothing(text: str) -> None:
    """About the markets of the table."""
    assert not [s for s in read(text) if s.kind != "untestable"]


def test_a_day_is_that_of_the_moves_behind_it() -> None:
    """And what was so effective is none of them."""
    found = read(
        "It turned on 9 May, the day the maker said its drug was 90% effective, when the Russell"
        " 2000 jumped 4% and the Nasdaq lost 1%."
    )
    assert [(s.subject, s.value, str(s.to)) for s in found] == [
        (("RUT",), (0.04,), "2023-05-09"),
        (("IXIC",), (0.01,), "2023-05-09"),
    ]


def test_a_record_sum_is_no_record_of_a_market() -> None:
    """But a record price is."""
    found = read("Investors put a record $20 billion into stock funds as the S&P 500 rose 1%.")
    assert not [s for s in found if s.kind == "record"]
    (gold,) = read("Gold rose to a record $2,050 on Thursday.")
    assert (gold.kind, gold.value) == ("record", (2050.0,))


def test_its_larger_counterpart_is_a_market() -> None:
    """One of them, as of several."""
    found = read("The Russell 2000 has beaten its larger sibling in five of the past six months.")
    assert [(s.kind, s.subject, s.value) for s in found] == [
        ("frequency", ("RUT", "SPX"), (5.0, 6.0))
    ]


def test_the_unemployment_rate_is_a_fact_on_the_economy() -> None:
    """In each clause that states one."""
    found = read("Inflation is 4% and the unemployment rate held steady at 3.7%.")
    assert [(s.kind, s.subject) for s in found] == [("untestable", ("?",))] * 2


def test_what_slipped_unexpectedly_has_been_stated() -> None:
    """Without a figure."""
    (found,) = read("On Thursday, initial jobless claims unexpectedly slipped.")
    assert found.kind == "untestable"


def test_a_rank_among_weeks_counts_them_and_leaves_the_rest() -> None:
    """The price beside it is one of its day."""
    found = read("The VIX fell for the fifth time in seven weeks, ending Wednesday at 17.9.")
    assert [(s.kind, s.value) for s in found] == [
        ("frequency", (5.0, 7.0)),
        ("volatility", (17.9,)),
    ]
    assert str(found[1].to) == "2023-05-31"


def test_the_index_after_its_fund_is_the_index() -> None:
    """And the fund the fund."""
    text = "The S&P 500 rose 2%. SPY, its largest fund, rose 1.9%. {} has gained 9% this year."
    assert read(text.format("The index"))[-1].subject == ("SPX",)
    assert read(text.format("The fund"))[-1].subject == ("SPY",)


def test_a_day_after_a_record_the_record_was_one_of_the_day_before() -> None:
    """And its level is none of today's."""
    found = read(
        "The ten-year yield slipped to 3.7% Thursday from 3.74% late Wednesday, a day after"
        " its highest close since 2007."
    )
    assert [(s.kind, s.value, str(s.to)) for s in found] == [
        ("record", (), "2023-05-31"),
        ("rate", (374.0, 370.0), "2023-06-01"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Nasdaq was helped by gains of Acme, which jumped by over 7%.",
        "Tesla went from a gain to a loss of 3%.",
        "The 30-year topped 4.9%.",
    ],
)
def test_what_a_company_or_another_term_did_is_no_move_of_a_market(text: str) -> None:
    """Of the one named before it."""
    found = read(f"The Dow rose 1% on Thursday. {text}")
    assert [s.value for s in found] == [(0.01,)]


def test_the_size_in_a_definition_is_no_forecast() -> None:
    """Of a fall to come."""
    found = read(
        "The S&P 500 rose 1% on Thursday. Corrections, in which an index falls 10% from a high,"
        " take four months to recover from."
    )
    assert [s.value for s in found] == [(0.01,)]


def test_what_a_record_is_hoped_on_is_a_clause_of_its_own() -> None:
    """Whose time is not the record's."""
    found = read("The S&P 500 hit a record high on hopes that the Fed will cut rates in July.")
    assert [(s.kind, s.subject, str(s.to)) for s in found] == [
        ("record", ("SPX",), "2023-06-01"),
        ("rate", ("FFT",), "2023-07-31"),
    ]


def test_a_target_of_a_year_end_is_one_of_that_year() -> None:
    """As where the year stands behind it."""
    (found,) = read("The median 2024 year-end target for the S&P 500 is 4,900.")
    assert (found.kind, str(found.to)) == ("target", "2024-12-31")


def test_expectations_that_rose_to_a_share_are_odds() -> None:
    """Of the move of the Fed; what they rose from is none of its own."""
    (found,) = read(
        "Expectations for a 25 basis point hike rose to 70%, up from 52%, CME data show."
    )
    assert (found.kind, found.subject, found.value) == ("scenario", ("FFT",), (0.7,))
    (found,) = read("Futures put expectations of a November cut at 90%.")
    assert (found.kind, found.subject, found.direction) == ("scenario", ("FFT",), "down")


def test_the_current_level_beside_an_upside_is_one_of_today() -> None:
    """And the upside a forecast."""
    found = read(
        "Our target for the S&P 500 is 4,600, implying 9% upside from its current level of 4,220."
    )
    (level,) = (s for s in found if s.kind == "level")
    assert (level.value, str(level.to)) == ((4220.0,), "2023-06-01")


def test_what_is_done_against_inflation_is_no_fact_on_it() -> None:
    """The record of the rate is stated."""
    (found,) = read("The Fed has lifted its rate to the highest since 2007 to curb inflation.")
    assert (found.kind, found.subject) == ("record", ("FFT",))
