"""Runs at a weekend, records of a period, targets named before their market, shares of days."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

SATURDAY = datetime.date(2025, 5, 17)
FRIDAY = datetime.date(2025, 5, 16)


def read(text: str, date: datetime.date = FRIDAY) -> list[Statement]:
    """Read a text that was published at the end of a week."""
    return read_text(text, date=date)


def test_a_run_told_at_a_weekend_ends_on_friday() -> None:
    """Its first day is counted back from there, and the move beside it is over the same days."""
    found = read("The Dow has now risen four days in a row, adding 2.6% in the process.", SATURDAY)
    assert {s.from_ for s in found} == {datetime.date(2025, 5, 12)}


def test_no_session_goes_on_at_a_weekend() -> None:
    """What it traded up to was on a day that is over."""
    found = read(
        "The Dow traded up to 42,700 during Friday's session. It has risen four days in a row.",
        SATURDAY,
    )
    assert [s.from_ for s in found if s.condition.startswith("streak")] == [
        datetime.date(2025, 5, 12)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Gold had its best first quarter this year since 1986.",
        "It was a bumpy year, with gold having its best first quarter since 1986.",
    ],
)
def test_a_record_of_a_period_ends_with_it(text: str) -> None:
    """Whatever other times stand beside it."""
    found = [s for s in read(text) if s.kind == "record"]
    assert [(s.from_, s.to) for s in found] == [
        (datetime.date(1986, 12, 31), datetime.date(2025, 3, 31))
    ]


def test_a_target_before_its_market() -> None:
    """A market at large that is named before is not the one aimed at."""
    found = read("She is the only bear on Wall Street with a 36,500 year-end target on the Dow.")
    assert [(s.subject, s.value) for s in found if s.kind == "target"] == [(("DJI",), (36_500.0,))]


def test_a_share_of_the_days_of_a_market() -> None:
    """Whichever way they went."""
    found = read("So far this year, 40% of Nasdaq 100 trading days have seen a 1% gain or loss.")
    assert [(s.kind, s.value, s.direction, s.to) for s in found] == [
        ("frequency", (0.4,), "", FRIDAY)
    ]


def test_a_span_that_two_days_make() -> None:
    """It is that of the move before it."""
    found = read(
        "The two-year yield was 3.98% on May 14, up from 3.60% on April 30. "
        "Over that span, the 10-year yield rose by 31 basis points."
    )
    assert (found[-1].from_, found[-1].to) == (
        datetime.date(2025, 4, 30),
        datetime.date(2025, 5, 14),
    )


def test_the_next_key_point_is_a_target() -> None:
    """It does not stand yet."""
    found = read("The next key point for gold is 3,310.")
    assert [(s.kind, s.value) for s in found] == [("target", (3_310.0,))]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The yield curve inverted briefly on Wednesday.", datetime.date(2025, 5, 14)),
        ("The two-year versus 10-year yield curve is still inverted.", FRIDAY),
    ],
)
def test_a_curve_that_inverted(text: str, day: datetime.date) -> None:
    """The gap of the two yields is below zero on that day."""
    found = read(text)
    assert [(s.kind, s.subject, s.direction, s.to) for s in found] == [
        ("rate", ("DGS10", "DGS2"), "down", day)
    ]


def test_a_gain_from_a_close_has_the_horizon_of_its_target() -> None:
    """Words may stand between the forecast and its verb."""
    found = read(
        "She cut her year-end target for the Dow to 44,200. "
        "The lower forecast still represents a near 5% gain from Thursday's level around 42,300."
    )
    assert [(s.kind, s.value, s.to) for s in found] == [
        ("target", (44_200.0,), datetime.date(2025, 12, 31)),
        ("target", (0.05,), datetime.date(2025, 12, 31)),
    ]


def test_what_a_market_benefits_from_is_no_fact_of_its_own() -> None:
    """It is the cause of the move."""
    found = read("Gold rose 3% on Thursday, benefiting from weaker wages and falling employment.")
    assert [s.kind for s in found] == ["return"]


@pytest.mark.parametrize(
    "words",
    ["since the launch of the first fund in 1996", "going back to 1996"],
)
def test_since_when_something_is_counted(words: str) -> None:
    """The year of an event that counting begins with is one of since."""
    found = read(f"{words.capitalize()}, the Dow has risen in March 18 out of 29 times.")
    assert [(s.value, s.from_, s.to) for s in found] == [
        ((18.0, 29.0), datetime.date(1995, 12, 31), FRIDAY)
    ]


def test_a_record_since_an_event_of_a_month() -> None:
    """The day of the record is that of its price."""
    found = read(
        "On May 7 the VIX closed at 44.6, the highest level since the outbreak of the crisis "
        "in October 2008."
    )
    assert [(s.kind, s.value, s.from_, s.to) for s in found] == [
        ("record", (44.6,), datetime.date(2008, 10, 31), datetime.date(2025, 5, 7))
    ]


def test_worries_are_no_facts_and_date_nothing() -> None:
    """The move is one of the year so far."""
    found = read(
        "Gold is in demand in 2025, with bullion climbing 12% despite worries about inflation, "
        "slower growth and a potential trade war."
    )
    assert [(s.kind, s.value, s.to) for s in found] == [("return", (0.12,), FRIDAY)]


def test_a_condition_on_the_economy_is_no_fact() -> None:
    """The price is one to be reached."""
    found = read("The Dow could slide to 35,000 if the U.S. economy slips into a recession.")
    assert [(s.kind, s.value, s.direction) for s in found] == [("target", (35_000.0,), "down")]


def test_who_moved_a_target_is_no_company() -> None:
    """A strategist is named with what he does."""
    found = read("Ann Miller, the bank's head of research, hiked her Dow target to 44,000.")
    assert [(s.kind, s.value) for s in found] == [("target", (44_000.0,))]


def test_what_the_counted_years_were_like_is_no_move() -> None:
    """The count is all that is said."""
    found = read("That makes eight out of the past eleven Mays in which the Dow has gained ground.")
    assert [(s.kind, s.value) for s in found] == [("frequency", (8.0, 11.0))]


def test_a_mean_reading_of_the_vix() -> None:
    """It is the level that the VIX has had."""
    found = read("Since 2004, the average reading on the VIX has been approximately 18.7.")
    assert [(s.kind, s.value) for s in found] == [("volatility", (18.7,))]


def test_a_lead_since_an_event_runs_until_today() -> None:
    """The event has a verb of its own and no day."""
    found = read(
        "Since stocks bounced back from the lows of spring, mid caps have beaten gold by 9%."
    )
    assert [(s.kind, s.value, s.from_, s.to) for s in found] == [
        ("comparison", (0.09,), None, FRIDAY)
    ]
