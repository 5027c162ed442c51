"""Parts of an index without a symbol, margins with an adjective, sums of several moves."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

TODAY = datetime.date(2024, 5, 15)


def read(text: str, date: datetime.date = TODAY) -> list[Statement]:
    """Read a text that was published on a Wednesday."""
    return read_text(text, date=date)


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500 utilities sector rose 2.4% last week.",
        "Real estate stocks lost 3% in April.",
        "Consumer staples stocks gained 7% in the six months after the first 2019 rate cut.",
    ],
)
def test_a_part_of_an_index_without_a_symbol_is_no_market(text: str) -> None:
    """What a sector did is not what the index did."""
    assert [s for s in read(text) if s.kind == "return"] == []


def test_sectors_in_the_plural() -> None:
    """One of two that has a symbol is read."""
    found = read("The materials and technology sectors both lost 3% last week.")
    assert [(s.subject, s.value) for s in found] == [(("XLK",), (0.03,))]


@pytest.mark.parametrize("size", ["full", "very significant", "healthy"])
def test_a_margin_with_an_adjective_is_a_margin(size: str) -> None:
    """It is no move of either market."""
    found = read(f"Small caps beat the Nasdaq 100 (the old rival) by a {size} 5% in 2023.")
    assert [(s.kind, s.subject, s.value) for s in found] == [
        ("comparison", ("RUT", "NDX"), (0.05,))
    ]


def test_a_sum_of_moves_in_a_list_of_months() -> None:
    """It runs from the first month to the last, and the year at the end is that of all."""
    found = read("The Fed raised rates by a total of 2.25% across June, July and September 2022.")
    assert [(s.value, s.from_, s.to) for s in found] == [
        ((225.0,), datetime.date(2022, 5, 31), datetime.date(2022, 9, 30))
    ]


def test_a_list_across_a_year_end() -> None:
    """A later month before an earlier one is of the year before."""
    found = read("Gold fell in November, December and February 2022, by 1%, 2% and 3%.")
    assert datetime.date(2021, 11, 30) in {s.to for s in found}


def test_the_price_that_a_gain_is_counted_from_is_no_target() -> None:
    """The gain is one to come."""
    found = read(
        "The new forecast for the Dow still means a 12% gain from Friday's level around 39,500."
    )
    assert all(39_500.0 not in s.value for s in found)


def test_a_mean_in_points_and_in_percent() -> None:
    """Points stay points."""
    found = read("After such days the average gain of the S&P 500 was 14.5 points or 0.6%.")
    assert {(s.value, s.unit) for s in found} == {((14.5,), "points"), ((0.006,), "fraction")}


def test_a_mean_move_of_the_vix() -> None:
    """It is one of the VIX where no price is named."""
    found = read("The VIX has risen on the day after, with the average rise standing at 4.2%.")
    assert [(s.kind, s.subject) for s in found] == [("average", ("VIX",))]


def test_a_count_in_brackets_after_its_share() -> None:
    """Both are frequencies."""
    found = read("Gold has risen 60% (12/20) of the time in October.")
    assert {s.value for s in found if s.kind == "frequency"} == {(0.6,), (12.0, 20.0)}


def test_parts_of_a_retracement_are_no_odds() -> None:
    """They say which part of a move a price is."""
    found = read(
        "If bulls clear 1,950 in the Russell 2000, look for the retracements at 2,010 (50%) "
        "and 2,055 (61.8%)."
    )
    assert {s.kind for s in found} <= {"target"}


@pytest.mark.parametrize(
    "text",
    [
        "In January the trading cost of small caps averaged about 3%.",
        "With a three to one leverage the return of the S&P 500 would now be 15.2%.",
        "She still needs to see a jump in the group's order books before buying.",
        "Thursday brought some of the sharpest falls of 2024 for stocks.",
    ],
)
def test_costs_loans_and_what_has_not_come_state_nothing(text: str) -> None:
    """None of them is a move of a market."""
    assert read(text) == []


def test_the_ratio_of_the_two_is_one_of_both() -> None:
    """Its record is not one of the first."""
    found = read(
        "The Nasdaq 100 outpaced the Dow by 4%, which took the ratio of the two "
        "to its highest point since March 2000."
    )
    assert ("record", ("NDX", "DJI")) in [(s.kind, s.subject) for s in found]


def test_what_is_looked_at_is_no_condition() -> None:
    """The move is told as a fact."""
    found = read("The mood changes when you consider that the Dow was up 9% in 2023.")
    assert [(s.kind, s.value, s.to) for s in found] == [
        ("return", (0.09,), datetime.date(2023, 12, 31))
    ]


def test_the_move_that_a_mean_follows_gives_no_direction() -> None:
    """What rises after a cut has risen."""
    found = read("The Dow usually rallies after the first cut—by 11%, on average.")
    assert [(s.value, s.direction) for s in found] == [((0.11,), "up")]


@pytest.mark.parametrize(
    "text",
    [
        "It shows how the S&P 500 has performed in the year after the last hike.",
        "Traders fret whenever there are signs that the first cut might be postponed this year.",
        "A trend system cannot beat a simple buy and hold strategy in the Dow.",
        "Corporate bond yields had jumped to 6.4% on Monday.",
    ],
)
def test_what_is_looked_at_or_may_come_states_nothing(text: str) -> None:
    """A description, a move that has not come, and a way to invest."""
    assert read(text) == []


def test_what_a_target_comes_to_has_its_horizon() -> None:
    """The year it is compared with dates no move."""
    found = read("Our 2024 target for the Dow is 41,000, equating to 9% growth over 2023.")
    assert {(s.kind, s.value, s.to) for s in found} == {
        ("target", (41_000.0,), datetime.date(2024, 12, 31)),
        ("target", (0.09,), datetime.date(2024, 12, 31)),
    }


def test_a_forward_target_is_twelve_months_ahead() -> None:
    """Words may stand between the length and the target."""
    found = read("The 12-month forward price target for the Dow is 44,500.")
    assert [(s.value, s.to) for s in found] == [((44_500.0,), datetime.date(2025, 5, 15))]


def test_a_historic_low_is_a_record() -> None:
    """Also one of a yield."""
    found = read("On Tuesday the 10-year Treasury yield sank to an historic low of 0.61%.")
    assert ("record", (61.0,), "down") in [(s.kind, s.value, s.direction) for s in found]


def test_a_close_without_a_market_is_that_of_the_one_spoken_of() -> None:
    """It goes on with the sentence before."""
    found = read("The Nasdaq 100 rose 1% on Tuesday. Tuesday's close is a new all-time high.")
    assert ("record", ("NDX",)) in [(s.kind, s.subject) for s in found]


def test_steps_of_the_fed_in_percent_are_counted() -> None:
    """How many they are is the figure."""
    found = read("The Fed expects three 0.25% cuts in 2025.")
    assert [(s.value, s.unit) for s in found] == [((3.0,), "count")]


def test_since_when_a_chance_has_moved_is_no_horizon() -> None:
    """The second figure holds today."""
    found = read("Since March, we have raised the probability of a recession from 20% to 35%.")
    assert [(s.kind, s.value, s.to) for s in found] == [("scenario", (0.35,), None)]


def test_a_day_before_a_price_is_a_day() -> None:
    """Its number is no level."""
    found = read("From its close on March 22 of 39,475 the Dow has gained 1%.")
    assert all(22.0 not in s.value for s in found)


def test_a_price_of_the_chart_may_look_like_a_year() -> None:
    """What a trend line comes in at is a price."""
    found = read("Trend line resistance off the old high in the Russell 2000 comes in around 2065.")
    assert [(s.kind, s.value) for s in found] == [("level", (2_065.0,))]


def test_a_figure_in_a_bracket_is_of_the_name_before_it() -> None:
    """Whatever the verb says of the first market."""
    found = read("The Nasdaq 100 is trailing gold (+6.1%) and the Dow (-1.2%) so far this year.")
    assert {(s.subject, s.value, s.direction) for s in found if s.kind == "return"} == {
        (("GOLD",), (0.061,), "up"),
        (("DJI",), (0.012,), "down"),
    }


def test_two_years_share_the_end_that_is_said_of_the_first() -> None:
    """Both levels are those of a last day."""
    found = read(
        "They see the 10-year yield at 3.9% and 3.4% at the end of 2025 and 2026, respectively."
    )
    assert [(s.value, s.from_, s.to) for s in found] == [
        ((390.0,), TODAY, datetime.date(2025, 12, 31)),
        ((340.0,), TODAY, datetime.date(2026, 12, 31)),
    ]


def test_years_that_are_examples_date_nothing() -> None:
    """The gain is one of all cases."""
    found = read("When growth was strong, such as in 1996 or 2017, the Dow gained 20%.")
    assert all(s.to is None for s in found)


def test_a_distance_in_points_from_a_record() -> None:
    """It is counted from the day of the record."""
    found = read("The Dow is 312 points off of the record high reached on March 28.")
    assert ((312.0,), datetime.date(2024, 3, 28)) in [(s.value, s.from_) for s in found]


def test_a_month_over_many_years_is_a_season() -> None:
    """The years are its sample."""
    found = read("Over the period 1960-2019, in the month of April mid caps beat the Dow by 0.7%.")
    assert [(s.kind, s.value, s.to) for s in found] == [
        ("seasonal", (0.007,), datetime.date(2019, 12, 31))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Stocks fell in the immediate aftermath of the Fed's half-point cut.",
        "Readers of charts should keep a close eye on the 5,150 area in the S&P 500.",
    ],
)
def test_what_fixes_a_time_or_is_watched_states_nothing(text: str) -> None:
    """Neither is said to have happened at that figure."""
    assert [s for s in read(text) if s.value] == []


def test_the_level_of_an_average_behind_another_verb() -> None:
    """It has been resistance, and sits at a price."""
    found = read("The Dow's 50-day average (in red) has provided resistance and sits at 39,640.")
    assert [(s.kind, s.value, s.direction) for s in found] == [("level", (39_640.0,), "down")]


def test_a_target_of_a_scenario() -> None:
    """The market is the one spoken of."""
    found = read("Gold broke out in April. The first target in this scenario is 2,540.")
    assert ("target", ("GOLD",), (2_540.0,)) in [(s.kind, s.subject, s.value) for s in found]
