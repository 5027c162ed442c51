"""Shares of years, months and days, of moves of a size too, become rows; sums of money do not."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from backtests.claims.placement.draft import WhyNot
from backtests.claims.placement.place import Placed
from backtests.claims.reading.grammar import read_text
from tests.claims.reading.dated import DatedText

DAY = date(2024, 8, 16)
TEXT = DatedText(DAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Dow has risen in 69% of years since 1960.",
            {"part": "years", "statistic": "share up", "claimed": 0.69, "tolerance": 0.05},
        ),
        (
            "Between 1960 and 2020 the Dow rose in 68% of years.",
            {"part": "years", "statistic": "share up", "claimed": 0.68},
        ),
        (
            "One in four years has ended lower for the Dow since 1960.",
            {"part": "years", "statistic": "share down", "claimed": 0.25},
        ),
        (
            "In one week out of three since 1990 the Nasdaq fell.",
            {"part": "each week", "statistic": "share down", "claimed": 0.333333},
        ),
        (
            "Three in five Februarys since 1990 have been positive for mid caps.",
            {"part": "months", "months": [2], "statistic": "share up", "claimed": 0.6},
        ),
        (
            "Mid caps have gained in 55% of Junes since 1992.",
            {"part": "months", "months": [6], "statistic": "share up", "claimed": 0.55},
        ),
        (
            "Since 1990 one in eight months has brought the Nasdaq a loss of more than 6%.",
            {"part": "each month", "statistic": "share at least", "threshold": -0.06},
        ),
        (
            "The Dow has gained 15% or more in 40% of years since 1960.",
            {"part": "years", "statistic": "share at least", "threshold": 0.15, "claimed": 0.4},
        ),
        (
            "One day in fifty has seen the Nasdaq fall by over 3% since 1990.",
            {"part": "days", "threshold": -0.03, "claimed": 0.02, "tolerance": 0.01},
        ),
    ],
)
def test_a_share_of_periods_is_placed(text: str, expected: dict[str, Any]) -> None:
    """By the period that it counts, the size of the move, and how rare it is."""
    placed = TEXT.last_placed(text)
    assert isinstance(placed, Placed), placed
    assert placed.claim.study == "calendar_average"
    given = placed.claim.parameters
    assert {name: given[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "study", "expected"),
    [
        (
            "The VIX was below 15 on 45% of days in 2019.",
            "event_share",
            {"event": "day below level", "level": 15.0, "claimed": 0.45, "tolerance": 0.05},
        ),
        (
            "The VIX closed above 35 on 6 days in 2022.",
            "event_count",
            {"event": "day above level", "level": 35.0, "claimed": 6},
        ),
        (
            "Mid caps closed below their 200-day moving average on 58% of days in 2022.",
            "event_share",
            {"event": "day below mean", "days": 200, "claimed": 0.58},
        ),
        (
            "In the three months after a death cross mid caps have lost 2% on average.",
            "event_average",
            {"event": "death cross", "horizon": 63, "claimed": -0.02},
        ),
        (
            "In the year after midterm elections the Dow has gained 14% on average since 1962.",
            "event_average",
            {"event": "midterm election", "horizon": 252, "claimed": 0.14},
        ),
        (
            "The Dow has averaged 10% in the third year of the presidential cycle.",
            "calendar_average",
            {"part": "term years", "term_year": 3, "claimed": 0.1},
        ),
        (
            "Since 1993 the Dow has had 17 falls of 10% or more.",
            "decline_average",
            {"statistic": "count", "least": 0.1, "claimed": 17.0},
        ),
        (
            "There have been 7 bear markets in the Nasdaq since 1985.",
            "decline_average",
            {"statistic": "count", "least": 0.2, "claimed": 7.0},
        ),
        (
            "Once the VIX closed above 35, the Dow was higher 12 months later 85% of the time.",
            "event_average",
            {"event": "above level", "level": 35.0, "statistic": "share up", "claimed": 0.85},
        ),
        (
            "Fridays have been the best day of the week for mid caps since 1992.",
            "calendar_excess",
            {"part": "weekday", "weekday": 5, "direction": "up"},
        ),
        (
            "The Dow has trailed the Nasdaq for four straight years.",
            "calendar_average",
            {"part": "years", "statistic": "share down", "claimed": 1.0, "last": 4},
        ),
        (
            "The Dow closed above 30,000 for the first time in November 2020.",
            "first_event",
            {"event": "day above level", "level": 30_000.0, "start": pd.Timestamp(2020, 11, 1)},
        ),
    ],
)
def test_days_beyond_a_level_and_crosses_of_means(
    text: str, study: str, expected: dict[str, Any]
) -> None:
    """Their number, their share, and what followed."""
    placed = TEXT.last_placed(text)
    assert isinstance(placed, Placed), placed
    assert placed.claim.study == study
    assert {name: placed.claim.parameters[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The Dow set a record on 12% of days in 2019.", "other than those with a move"),
        (
            "After rising in January the Dow ended the year higher 81% of the time.",
            "of some of such",
        ),
        ("Two-thirds of the years with a positive first quarter ended higher.", "of some of such"),
        ("The VIX fell below 14 for the first time in March 2023.", "since when"),
        ("Mid caps gained on 8 of the 10 trading days after Easter.", "not known"),
        ("The Dow has moved more than 1% on 70 of the last 250 days.", "of either sign"),
    ],
)
def test_another_share_is_not(text: str, reason: str) -> None:
    """Of records, of days that are not known, or of moves of either sign."""
    placed = TEXT.last_placed(f"The Dow rose. {text}")
    assert isinstance(placed, WhyNot)
    assert reason in placed.reason


@pytest.mark.parametrize(
    "text",
    [
        "If you save $300 a month for 25 years, you end up with about $240,000.",
        "A $5,000 stake in the S&P 500 made in 1995 had grown to $71,300 by last June.",
        "The same sum in mid caps became $82,000.",
        "Couples who earn more than $150,000 hold twice as much.",
    ],
)
def test_a_sum_of_money_is_no_price(text: str) -> None:
    """Neither what somebody puts in nor what becomes of it."""
    assert not [s for s in read_text(text, date=DAY) if s.unit == "points"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Two in five advisers say the Nasdaq is too expensive.", ("IXIC",)),
        ("57% of fund managers polled by Harlow plan to add to gold within 6 months.", ("GOLD",)),
        ("The Fed's balance sheet grew to $7 trillion.", ("?",)),
        ("The Russell 1000 made up 91% of its value.", ("?",)),
    ],
)
def test_what_people_say_and_own_is_no_price(text: str, subject: tuple[str, ...]) -> None:
    """Untestable, of the market that it names or of none."""
    assert [(s.kind, s.subject) for s in read_text(text, date=DAY)] == [("untestable", subject)]
