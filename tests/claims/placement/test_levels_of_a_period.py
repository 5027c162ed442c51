"""Levels and moves of a month: any price of it, its last one, or since an event in it."""

from datetime import date
from typing import Any

import pytest

from backtests.claims.placement.draft import WhyNot
from backtests.claims.placement.place import Placed
from tests.claims.reading.dated import DatedText

TEXT = DatedText(date(2023, 9, 22))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Dow slid to 28,800 in September 2022.",
            {"start": "2022-09-01", "end": "2022-09-30", "at": "any price", "relation": "near"},
        ),
        (
            "The VIX spiked to 34 in June 2022.",
            {"start": "2022-06-01", "end": "2022-06-30", "at": "any price", "relation": "near"},
        ),
        (
            "The 10-year yield climbed to 4.2% in October 2022.",
            {"start": "2022-10-01", "end": "2022-10-31", "at": "any close", "relation": "near"},
        ),
        (
            "The Dow lost 8.8% to 28,726 in September 2022.",
            {"start": "2022-09-30", "end": "2022-09-30", "at": "close"},
        ),
        (
            "The 10-year yield rose 64 basis points to 3.83% in September 2022.",
            {"start": "2022-09-30", "end": "2022-09-30", "at": "close"},
        ),
    ],
)
def test_a_level_reached_in_a_period(text: str, expected: dict[str, Any]) -> None:
    """Without the size of the move; with it the level is that of the end."""
    placed = TEXT.last_placed(text)
    assert isinstance(placed, Placed), placed
    given = placed.claim.parameters
    found = {n: f"{given[n]:%Y-%m-%d}" if n in {"start", "end"} else given[n] for n in expected}
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mid caps have gained 6% since the Fed's July hike.",
        "Since the Fed's July meeting the 10-year yield has risen 50 basis points.",
    ],
)
def test_a_move_since_an_event_of_a_month(text: str) -> None:
    """It lasts until the day of the text; on which day it began is not said."""
    (statement,) = TEXT.statements(text)
    assert (statement.from_, statement.to) == (date(2023, 6, 30), date(2023, 9, 22))
    why = TEXT.last_placed(text)
    assert isinstance(why, WhyNot)
    assert "the day of the event" in why.reason


def test_yields_that_cross_are_no_record_of_one() -> None:
    """The first day on which one was below the other has no study."""
    why = TEXT.last_placed(
        "The 2-year yield rose above the 10-year in July 2022 for the first time in three years."
    )
    assert isinstance(why, WhyNot)
