"""Advice: sizes beside thresholds, trades on two markets, ages, and what advises nothing."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

TODAY = date(2024, 10, 9)  # a Wednesday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements


@pytest.mark.parametrize(
    ("text", "subject", "value", "direction"),
    [
        ("Hold no more than 10% of your stocks in XBI.", ("XBI",), (0.1,), "up"),
        ("We shall keep 15% of our savings in QQQ.", ("QQQ",), (0.15,), "up"),
        ("Halve your stake in SPY once you reach 65.", ("SPY",), (0.5,), "down"),
        ("Long XLK, short XLF until the end of March is our idea.", ("XLK", "XLF"), (), "up"),
        ("Never sell QQQ merely because the VIX is above 35.", ("QQQ",), (35.0,), "up"),
        ("QQQ would have to push through 500 before we bought it.", ("QQQ",), (500.0,), "up"),
        ("We own IWM. Cover a third of the short at $205.", ("IWM",), (205.0,), "down"),
        ("Take profits on half of the holding in XLI at $140.", ("XLI",), (140.0,), "down"),
        ("We prefer SPY to IWM and would sell the latter below 200.", ("IWM",), (200.0,), "down"),
        (
            "A patient investor waits until spreads are below 400 bp and then buys the Dow.",
            ("DJI",),
            (400.0,),
            "up",
        ),
        (
            "A bold one buys a third of IWM now, a third at 205 and the rest above 230.",
            ("IWM",),
            (205.0, 230.0),
            "up",
        ),
        (
            "Whenever the Dow has lost 20% from its high, move another 4% of your bonds into it.",
            ("DJI",),
            (0.2,),
            "up",
        ),
    ],
)
def test_what_is_advised(
    text: str, subject: tuple[str, ...], value: tuple[float, ...], direction: str
) -> None:
    """A threshold or a weight is the value of a rule; how much is traded beside it is not."""
    (found,) = read(text)
    assert (found.kind, found.subject, found.value) == ("rule", subject, value)
    assert found.direction == direction


def test_a_trade_until_a_day() -> None:
    """It begins on the day of publication."""
    (found,) = read("Own the Nasdaq 100 until the end of November and cash after that.")
    assert (found.from_, found.to) == (TODAY, date(2024, 11, 30))


def test_a_target_before_advice() -> None:
    """A target in the same sentence is no threshold."""
    rule, target = read(
        "We raise our target for gold to $2,900 and would treat a close below $2,450"
        " as the signal to get out."
    )
    assert (rule.kind, rule.value) == ("rule", (2450.0,))
    assert (target.kind, target.value) == ("target", (2900.0,))


@pytest.mark.parametrize(
    "text",
    [
        "Do not sell because the VIX is above 35.",
        "The golden rule of the desk is to walk 20 minutes after lunch.",
        "I am 62 and my wife turns 60 in May.",
    ],
)
def test_what_advises_nothing(text: str) -> None:
    """A reason that is none, a habit and an age state nothing."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "value", "direction"),
    [
        ("Keep your stake in IWM to a tenth of the portfolio.", (0.1,), "up"),
        ("Sell a third of XBI now and the rest if it cannot hold 95.", (95.0,), "down"),
    ],
)
def test_shares_and_what_cannot_hold(text: str, value: tuple[float, ...], direction: str) -> None:
    """A share alone is the weight; a price that cannot hold is one to sell at."""
    (found,) = read(text)
    assert (found.kind, found.value, found.direction) == ("rule", value, direction)
