"""What is denied: never the figure of the other direction, but a bound, an absence or no claim."""

from datetime import date

import pandas as pd
import pytest

from backtests.claims.placement.draft import WhyNot
from backtests.claims.placement.place import Placed
from tests.claims.reading.dated import DatedText

# A Thursday.
TEXT = DatedText(date(2024, 5, 16))


def row(text: str) -> tuple[str, dict[str, object]]:
    """The study of the one statement of a text, and its parameters with days as dates."""
    placed = TEXT.placed(text)
    assert isinstance(placed, Placed), placed
    given = placed.claim.parameters.items()
    return placed.claim.study, {k: v.date() if isinstance(v, pd.Timestamp) else v for k, v in given}


def reason(text: str) -> str:
    """Why the one statement of a text is not tested."""
    placed = TEXT.placed(text)
    assert isinstance(placed, WhyNot), placed
    return placed.reason


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("The Dow is not up 7% this year.", {"most": 0.07}),
        ("The Dow isn't even up 7% this year.", {"most": 0.07}),
        ("The Dow has yet to gain 7% this year.", {"most": 0.07}),
        ("The Nasdaq didn't lose 4% on Wednesday.", {"least": -0.04}),
        ("The Nasdaq was unable to rise 4% on Wednesday.", {"most": 0.04}),
        ("Nor did the Nasdaq rise 4% on Wednesday.", {"most": 0.04}),
        ("The Russell 2000 is nowhere near an 8% loss in 2024.", {"least": -0.08}),
        ("The Russell 2000 has not doubled since 2016.", {"most": 1.0}),
        ("The S&P 500 has not returned 14% this year.", {"most": 0.14}),
        ("The Nasdaq did not rise by as much as 4% on Wednesday.", {"most": 0.04}),
    ],
)
def test_a_move_that_was_not_so_large_is_a_bound(text: str, bound: dict[str, float]) -> None:
    """A smaller move of either direction is within it."""
    study, parameters = row(text)
    assert study == "return_in_range"
    assert {k: v for k, v in parameters.items() if k in ("least", "most")} == bound


def test_a_denied_move_keeps_its_own_direction() -> None:
    """What is denied is a fall, and no rise is stated."""
    found = TEXT.only("The Nasdaq didn't lose 4% on Wednesday.")
    assert (found.direction, found.value, found.condition) == ("down", (0.04,), "denied")


@pytest.mark.parametrize(
    ("text", "event", "first"),
    [
        ("The Dow has not lost 3% in a day since February.", "fall", date(2024, 3, 1)),
        ("The Dow hasn't gained 3% in a single session since 2022.", "rise", date(2023, 1, 1)),
        ("No day in April saw a fall of 3% in the Dow.", "fall", date(2024, 4, 1)),
        ("The Russell 2000 has not set a record since 2021.", "record high", date(2022, 1, 1)),
        ("The Russell 2000 failed to set a record in April.", "record high", date(2024, 4, 1)),
        ("The Dow didn't hit a record on Wednesday.", "record high", date(2024, 5, 15)),
    ],
)
def test_what_no_day_of_a_span_saw_is_a_count_of_none(text: str, event: str, first: date) -> None:
    """What was not seen since a month was last seen in that month."""
    study, parameters = row(text)
    assert (study, parameters["claimed"]) == ("event_count", 0)
    assert (parameters["event"], parameters["start"]) == (event, first)


@pytest.mark.parametrize(
    ("text", "relation", "first"),
    [
        ("The S&P 500 has not closed below 4,900 since February.", "above", date(2024, 3, 1)),
        ("The S&P 500 never closed above 5,300 in April.", "below", date(2024, 4, 1)),
        ("The Russell 2000 has failed to close above 2,150 in May.", "below", date(2024, 5, 1)),
        ("The VIX hasn't closed above 25 since 2023.", "below", date(2024, 1, 1)),
    ],
)
def test_a_side_that_was_not_seen_is_one_of_all_closes(
    text: str, relation: str, first: date
) -> None:
    """One close on the other side refutes it."""
    study, parameters = row(text)
    assert (study, parameters["at"]) == ("level_on", "all closes")
    assert (parameters["relation"], parameters["start"]) == (relation, first)


def test_a_side_that_is_left_is_the_other_one() -> None:
    """On the day of the article alone."""
    _, parameters = row("The Dow is no longer above 40,000.")
    assert (parameters["relation"], parameters["at"]) == ("below", "close")
    _, parameters = row("The Dow is not below its 50-day average.")
    assert parameters["position"] == "above"


@pytest.mark.parametrize(
    "text",
    [
        "The Dow has not fallen 12% from its record.",
        "The Dow has not lost 4% in a week since March.",
        "The S&P 500 has not averaged 16% a year since 1999.",
        "The Fed has not raised rates by a full point this year.",
        "The Fed did not leave rates unchanged in March 2020.",
        "The Dow did not end the week at 39,000.",
        "The Russell 2000 did not beat the Dow by 6 points this year.",
        "Nobody expected the Dow to gain 9% this year.",
        "The Dow has not fallen for six days in a row since March.",
        "The Dow has not gained in more than 11 of the last 15 days.",
        "Since early March the Dow has not closed below 37,000.",
    ],
)
def test_a_denial_without_a_study_has_none(text: str) -> None:
    """A figure of the other direction would be another statement."""
    assert "denial" in reason(text) or "not known" in reason(text)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("We do not expect a fall of 12% in the Dow by year-end.", {"least": -0.12}),
        ("The Dow is unlikely to rise 22% by year-end.", {"most": 0.22}),
    ],
)
def test_a_move_that_is_not_expected_is_a_bound(text: str, bound: dict[str, float]) -> None:
    """At the day that it names."""
    study, parameters = row(text)
    assert study == "return_in_range"
    assert {k: v for k, v in parameters.items() if k in ("least", "most")} == bound


@pytest.mark.parametrize(
    ("text", "direction", "value"),
    [
        ("The Dow couldn't hold its gains and ended Wednesday down 1.4%.", "down", 0.014),
        ("The Dow did not just rise, it gained 5% in the year to date.", "up", 0.05),
        ("The Dow is not only up 5% this year.", "up", 0.05),
        ("The Dow has not merely gained 5% this year.", "up", 0.05),
        ("The vote has not kept the Dow from gaining 5% this year.", "up", 0.05),
        ("The Dow has not given back its 5% gain of this year.", "up", 0.05),
        ("The Dow lost no less than 3% in April.", "down", 0.03),
        ("The Dow did not recoup the 3.2% it lost in April.", "down", 0.032),
    ],
)
def test_what_denies_another_thing_leaves_the_move(text: str, direction: str, value: float) -> None:
    """The figure is stated."""
    found = TEXT.only(text)
    assert (found.direction, found.value, found.condition) == (direction, (value,), "")


def test_a_loss_that_another_could_not_match_is_a_loss() -> None:
    """The move is that of the market that it is stated of."""
    found = TEXT.statements("The Nasdaq could not match the Dow's loss of 5% in April.")
    moves = [(s.subject, s.direction) for s in found if s.kind == "return"]
    assert moves == [(("DJI",), "down")]


@pytest.mark.parametrize(
    "text",
    [
        "Without the gain of March, the Russell 2000 would be down this year.",
        "Do not buy before the Dow closes above 41,000.",
        "Not even a strong open could stop the Nasdaq from losing 0.3% on Wednesday.",
    ],
)
def test_what_is_supposed_or_put_off_is_no_price_and_no_forecast(text: str) -> None:
    """Nothing is stated of a day."""
    assert {s.kind for s in TEXT.statements(text)} <= {"rule", "return"}


def test_a_first_time_without_a_day_of_its_own_may_have_come_lately() -> None:
    """The two weeks before the article are looked through."""
    _, parameters = row("The VIX fell below 13 for the first time since January.")
    assert (parameters["start"], parameters["end"]) == (date(2024, 5, 2), date(2024, 5, 16))
    _, parameters = row("On Wednesday the VIX fell below 13 for the first time since January.")
    assert (parameters["start"], parameters["end"]) == (date(2024, 5, 15), date(2024, 5, 15))


def test_a_part_of_a_spread_is_none_in_points() -> None:
    """A spread of 11 points cannot fall by 25 of them."""
    lead = "High-yield spreads stand at 11 percentage points. "
    found = TEXT.statements(lead + "We think a drop of another 25% by year-end is likely.")[-1]
    assert (found.value, found.unit, found.direction) == ((0.25,), "fraction", "down")
    assert isinstance(
        TEXT.last_placed(lead + "We think a drop of another 25% by year-end."), WhyNot
    )
