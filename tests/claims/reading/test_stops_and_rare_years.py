"""Stops and what they put at risk, years counted of many, prices that open a sentence."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.grammar import read_text

TUESDAY = datetime.date(2025, 12, 2)
OPENED = "The Russell 2000 closed at 2,420 on Friday. "


def facts(text: str) -> list[tuple[str, tuple[str, ...], tuple[float, ...], str, str]]:
    """What a text of its own states."""
    return [
        (s.kind, s.subject, s.value, s.direction, s.condition)
        for s in read_text(text, date=TUESDAY)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A stop at 2,280 limits the risk to about 5%.",
        "A stop at 2,280 limits losses to about 5%.",
        "With a stop at 2,280 the risk is 5% against a reward of 15%.",
        "Place a stop at 2,280, about 4% below the market.",
        "Our stop sits at 2,280.",
        "Our stop is now at 2,280.",
        "Keep stops just under 2,280.",
        "Stops belong just under 2,280.",
        "Protective stops can be placed below 2,280.",
    ],
)
def test_a_stop_is_one_rule_of_the_market_spoken_of(text: str) -> None:
    """What it puts at risk follows from two prices: it is no probability, weight or target."""
    rule = ("rule", ("?",), (2280.0,), "down", "stop-loss")
    assert facts(text) == [rule]
    *_, last = facts(OPENED + text)
    assert last == ("rule", ("RUT",), *rule[2:])
    assert len(facts(OPENED + text)) == len(facts(OPENED)) + 1


def test_a_close_that_is_a_stop_and_a_part_sold() -> None:
    """Each is a rule with its level, and a share put at risk one with its size."""
    for text, kind, value, direction in (
        ("Use a close under 2,280 as a stop.", "rule", 2280.0, "down"),
        ("Take partial profits at 2,600.", "rule", 2600.0, "down"),
        ("We risk no more than 1% of the account on a trade.", "rule", 0.01, "up"),
        (
            "A close below 2,400 would turn the breakout into a false one.",
            "rule",
            2400.0,
            "down",
        ),
    ):
        *_, last = facts(OPENED + text)
        assert last[:4] == (kind, ("RUT",), (value,), direction), text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Only once in the past 20 years has the Russell 2000 fallen in December.", (1.0, 20.0)),
        ("Just twice in the last 30 years has the Russell 2000 lost 5% in December.", (2.0, 30.0)),
        ("The Russell 2000 has fallen in December just once in the past 20 years.", (1.0, 20.0)),
        ("Just once since 1979 has the Russell 2000 lost ground in December.", (1.0,)),
    ],
)
def test_years_in_which_a_month_did_so(text: str, value: tuple[float, ...]) -> None:
    """`Once` counts, and opens no condition; of so many years it is k of n, without dates."""
    assert facts(text) == [("frequency", ("RUT",), value, "down", "december")]
    (statement,) = read_text(text, date=TUESDAY)
    since = datetime.date(1978, 12, 31), TUESDAY
    assert (statement.from_, statement.to) == (since if len(value) == 1 else (None, None))


@pytest.mark.parametrize("opening", ["Trading at", "Sitting near", "Now trading just above", "At"])
def test_a_price_that_opens_a_sentence_on_the_present(opening: str) -> None:
    """It is the price of the day, not of the week before, which the sentence before is on."""
    text = f"The Russell 2000 fell 3% last week. {opening} 2,431, it is 2% below its record."
    level = next(s for s in read_text(text, date=TUESDAY) if s.kind == "level")
    assert (level.value, level.from_, level.to) == ((2431.0,), TUESDAY, TUESDAY)
