"""Moves from the high or low of a period are tested from that extreme, and only while they last."""

from datetime import date

import pytest

from backtests.claims.placement.draft import WhyNot
from backtests.claims.placement.place import Placed
from tests.claims.reading.dated import DatedText

TEXT = DatedText(date(2019, 5, 15))
SPX = "The S&P 500"


DECEMBER = ("low", "2018-12-01", "2018-12-31", "either")


@pytest.mark.parametrize(
    ("text", "claimed", "where"),
    [
        ("is up 21% from its December low", 0.21, DECEMBER),
        ("has gained 21% since the low of December 2018", 0.21, DECEMBER),
        ("is c.21% above its Dec-2018 low", 0.21, DECEMBER),
        ("fell 0.5% on Monday and is 21% above its December low", 0.21, DECEMBER),
        (
            "is 3% below its closing high of April",
            -0.03,
            ("high", "2019-04-01", "2019-04-30", "closes"),
        ),
        (
            "stands 2.9% off this year's intraday peak",
            -0.029,
            ("high", "2019-01-01", "2019-05-15", "bars"),
        ),
        ("is 3.1% below its 52-week high", -0.031, ("high", "2018-05-17", "2019-05-15", "either")),
        ("has risen 53% from its 2016 trough", 0.53, ("low", "2016-01-01", "2016-12-31", "either")),
        (
            "is 0.8% above its January 2018 high",
            0.008,
            ("high", "2018-01-01", "2018-01-31", "either"),
        ),
    ],
)
def test_a_move_from_an_extreme(
    text: str, claimed: float, where: tuple[str, str, str, str]
) -> None:
    """The extreme is looked for in its period, and the close is that of the article's day."""
    row = TEXT.last_placed(f"{SPX} {text}.")
    assert isinstance(row, Placed)
    assert row.claim.study == "record_distance"
    given = row.claim.parameters
    extreme, since, until, of = where
    assert (given["claimed"], given["extreme"], given["of"]) == (claimed, extreme, of)
    days = [f"{given[name]:%Y-%m-%d}" for name in ("since", "until", "date")]
    assert days == [since, until, "2019-05-15"]


@pytest.mark.parametrize(
    "text",
    [
        f"{SPX} fell 20% from its September high.",
        f"{SPX} dropped 20% from its September 2018 peak to its June low of 2019.",
    ],
)
def test_what_has_no_day_of_its_end_is_not_tested(text: str) -> None:
    """A plain past ends at a low whose day is not named; nothing is above a high that goes on."""
    assert isinstance(TEXT.last_placed(text), WhyNot)


def test_another_market_goes_on_with_the_same_low() -> None:
    """Its own low of that month."""
    row = TEXT.last_placed(f"{SPX} is up 21% from its December low, the Dow 19%.")
    assert isinstance(row, Placed)
    assert (row.claim.study, dict(row.claim.data)) == ("record_distance", {"bars": "DJI"})
