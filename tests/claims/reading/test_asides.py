"""Figures beside a market that are none of it, and times and records of weekly reports."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.placement.draft import WhyNot
from backtests.claims.placement.place import place
from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

SUNDAY = datetime.date(2023, 5, 14)


def read(text: str, date: datetime.date = SUNDAY) -> list[Statement]:
    """Read a text that was published on a Sunday."""
    return read_text(text, date=date)


@pytest.mark.parametrize(
    "text",
    [
        "The Nasdaq has posted at least 3% annualized outperformance over two years.",
        "In the year after a first cut, mid caps lagged the Russell 1000 by 2.5 percentage points.",
        "The OVX / VIX ratio fell to its lowest since March.",
        "That level sits some 4% above the Dow's all-time high.",
    ],
)
def test_what_is_said_of_another_states_nothing(text: str) -> None:
    """A lead over a market without a symbol, a ratio of two markets, the place of a level."""
    assert read(text) == []


def test_cycles_of_cuts_are_no_cuts() -> None:
    """They are the sample that a comparison is counted over."""
    (one,) = read("Over the last six easing cycles, gold has beaten the Dow by 3 points a year.")
    assert (one.kind, one.subject) == ("comparison", ("GOLD", "DJI"))


def test_a_sum_leaves_its_result_alone() -> None:
    """The parts of a sum are no targets."""
    (one,) = read("Adding 120 points to 1,640, chartists get a target of 1,760 for the Dow.")
    assert (one.kind, one.value) == ("target", (1760.0,))


def test_a_span_behind_a_figure_is_its_own() -> None:
    """Two horizons, of which the second is nearer to the event."""
    found = read("Gold has averaged gains of 5% over six months and 9% over 18 months after a cut.")
    assert [(s.value, s.condition.rpartition(", ")[2]) for s in found] == [
        ((0.05,), "6 months"),
        ((0.09,), "18 months"),
    ]


def test_on_a_weekend_last_week_has_just_ended() -> None:
    """On a Monday it is the same one."""
    for date in (SUNDAY, SUNDAY + datetime.timedelta(days=1)):
        (one,) = read("The Dow gained 0.7% last week.", date)
        assert (one.from_, one.to) == (datetime.date(2023, 5, 5), datetime.date(2023, 5, 12))
    (before,) = read("The Dow gained 0.7% the previous week.")
    assert before.to == datetime.date(2023, 5, 5)


def test_averages_of_bars_are_those_of_days_and_exponential_ones_are_not_tested() -> None:
    """Where nothing else is said, a chart is one of days."""
    (simple,) = read("The 50-SMA of the Russell 2000 stands at 1,790.")
    assert simple.condition == "50-day average"
    (other,) = read(
        "The Russell 2000 closed above its 21-day exponential moving average on Friday."
    )
    placed = place(other, date=SUNDAY)
    assert isinstance(placed, WhyNot)
    assert "exponential" in placed.reason


def test_a_rate_that_was_left_is_that_of_the_day_and_a_size_has_no_day() -> None:
    """Without a day, a move that was made is none to come."""
    size, level = read(
        "Officials raised the Fed funds rate by 25 basis points to a range of 5% to 5.25%."
    )
    assert isinstance(place(size, date=SUNDAY), WhyNot)
    row = place(level, date=SUNDAY)
    assert not isinstance(row, WhyNot)
    assert row.claim.study == "rate_level"
    # What is announced on a Sunday holds from Monday on.
    assert f"{row.claim.parameters['end']:%F}" == "2023-05-15"


def test_a_record_that_was_touched_is_one_within_the_day() -> None:
    """And one of a weekend is that of the Friday before."""
    (one,) = read("On Friday the Russell 2000 touched a 52-week high of 1,764.")
    row = place(one, date=SUNDAY)
    assert not isinstance(row, WhyNot)
    assert (row.claim.parameters["of"], row.claim.parameters["level"]) == ("bar", 1764.0)
    (now,) = read("The Nasdaq is at its highest since last May.")
    row = place(now, date=SUNDAY)
    assert not isinstance(row, WhyNot)
    assert f"{row.claim.parameters['end']:%F}" == "2023-05-12"


@pytest.mark.parametrize(
    "text",
    [
        "Over the last eight years, the Nasdaq has beaten the Dow only three times.",
        "The oil rig count rose to 412 from 405.",
        "Economists project 9% growth a year for Nasdaq companies.",
    ],
)
def test_how_often_rigs_and_growth_of_companies_are_no_moves(text: str) -> None:
    """A count of wins is no comparison over the whole span."""
    assert [s for s in read(text) if s.kind != "untestable"] == []


def test_a_gap_that_widened_is_no_move_of_a_market() -> None:
    """The figures after it are."""
    found = read(
        "Over two years, the return gap has doubled: +21% for the Dow versus 44% for the Nasdaq."
    )
    assert [(s.subject, s.value) for s in found] == [(("DJI",), (0.21,)), (("IXIC",), (0.44,))]


@pytest.mark.parametrize(
    ("words", "of"),
    [("biggest one-day gain", "day"), ("best weekly finish", "week"), ("sharpest drop", "day")],
)
def test_a_superlative_of_a_move_is_tested_as_one(words: str, of: str) -> None:
    """Of the period that is named, else of a day; of some periods only, not at all."""
    (one,) = read(f"The Nasdaq posted its {words} since March 2021 on Friday.")
    row = place(one, date=SUNDAY)
    assert not isinstance(row, WhyNot)
    assert (row.claim.study, row.claim.parameters["of"]) == ("record_extreme", of)
    (some,) = read("The Dow posted its biggest election week gain since 1984.")
    assert isinstance(place(some, date=SUNDAY), WhyNot)


def test_a_line_with_figures_is_of_the_session_of_the_article() -> None:
    """Though it ends without a full stop, as a heading does."""
    found = read(
        "Stocks ended little changed on Friday.\n\nThe Nasdaq lost 3.5 points to 12,284.74\n"
    )
    assert {s.to for s in found} == {datetime.date(2023, 5, 12)}


def test_a_headline_keeps_the_day_since_which_its_record_is_one() -> None:
    """Another record of the same market below it is of another day."""
    text = (
        "Dow posts its best week since March\n\nThe Dow rose 2% on Friday.\n\n"
        "The Dow also made its biggest gain since 2019 on Friday.\n"
    )
    first = next(s for s in read_text(text, date=SUNDAY) if s.kind == "record")
    assert first.from_ == datetime.date(2023, 3, 31)
