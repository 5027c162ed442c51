"""What a case would bring is a forecast with the case as its condition, and no further odds."""

from datetime import date

import pytest

from backtests.claims.placement.draft import WhyNot
from tests.claims.reading.dated import DatedText

TEXT = DatedText(date(2023, 5, 12))


@pytest.mark.parametrize(
    ("text", "odds", "subject", "move"),
    [
        (
            "There is a one-in-five chance of a recession, which would take the Dow down 18%.",
            0.2,
            "DJI",
            0.18,
        ),
        (
            "We put the odds of a recession at 35%, in which mid caps would lose 22%.",
            0.35,
            "MID",
            0.22,
        ),
        (
            "There is a 15% probability of a hard landing that would knock 28% off the Nasdaq.",
            0.15,
            "IXIC",
            0.28,
        ),
    ],
)
def test_the_move_of_a_case(text: str, odds: float, subject: str, move: float) -> None:
    """Of the market that it would move; it has no row, since nothing dates the case."""
    scenario, forecast = TEXT.statements(text)
    assert (scenario.kind, scenario.value) == ("scenario", (odds,))
    assert (forecast.kind, forecast.subject, forecast.value) == ("forecast", (subject,), (move,))
    assert forecast.direction == "down"
    assert forecast.condition in {"recession", "hard landing"}
    why = TEXT.last_placed(text)
    assert isinstance(why, WhyNot)
    assert "it depends on a condition" in why.reason


def test_the_size_of_an_outcome_is_none_of_it() -> None:
    """One statement: the outcome whose odds are given."""
    (scenario,) = TEXT.statements("There is a 40% chance that the Dow falls 10%.")
    assert scenario.value == (0.4,)
