"""A level to which a market moved in a month is any price of it; one after a move is its last."""

from datetime import date
from typing import Any

import pytest

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
