"""Sizes of positions beside thresholds, weights that are kept, stops of their own."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2025, 11, 28)
NOTE = DatedText(TODAY)


def rules(text: str) -> list[tuple[tuple[str, ...], tuple[float, ...], str, str]]:
    """Markets, values, direction and condition of the rules of a text."""
    return [
        (s.subject, s.value, s.direction, s.condition)
        for s in NOTE.statements(text)
        if s.kind == "rule"
    ]


def test_a_weight_that_is_kept_and_a_stop_are_two_rules() -> None:
    """The stop has its own unit and direction."""
    assert rules("We hold a 12% stake in QQQ and move the stop to $590.") == [
        (("QQQ",), (0.12,), "up", "weight"),
        (("QQQ",), (590,), "down", "stop-loss"),
    ]
    assert rules("Gold stays at 8% of our portfolio, with a trailing stop of 6%.") == [
        (("GOLD",), (0.08,), "up", "weight"),
        (("GOLD",), (0.06,), "down", "trailing stop-loss"),
    ]
    assert rules("We keep 10% in IWM with a stop at $190.") == [
        (("IWM",), (0.1,), "up", "weight"),
        (("IWM",), (190,), "down", "stop-loss"),
    ]
    assert not rules("We keep 2% in cash.")


def test_a_weight_of_an_index_is_no_rule() -> None:
    """What an index is made of is not advised."""
    assert not rules("Technology remains 30% of the S&P 500.")


def test_the_new_weight_is_no_threshold() -> None:
    """The price of one market changes the position in another."""
    held = "We hold a 12% stake in IWM."
    for act, direction in (("raise", "up"), ("cut", "down")):
        text = f"{held} On a close of the Russell 2000 above 2,560 we would {act} that to 18%."
        assert rules(text)[1:] == [(("IWM",), (2560,), direction, "above 2560")], act


def test_a_cap_on_what_the_text_is_on() -> None:
    """The position is one in the market named before."""
    text = "IWM rose 2% on Tuesday. We'd limit the position to 7% of your savings."
    assert rules(text) == [(("IWM",), (0.07,), "up", "weight")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("So sell a third of your IWM and enjoy the winter.", (1 / 3,)),
        ("So sell a third of your IWM below $230.", (230,)),
        ("So sell a third of your IWM on 12 December.", ()),
    ],
)
def test_the_part_that_is_sold_counts_where_nothing_says_when(
    text: str, value: tuple[float, ...]
) -> None:
    """A price or a day is the rule; without one, the part is."""
    assert rules(text)[0][:3] == (("IWM",), pytest.approx(value, abs=1e-5), "down")


def test_a_level_at_the_end_of_a_period_ends_a_view() -> None:
    """The period ends the view on its last day."""
    text = "The Russell 2000 closed at 2,310. If it ends the year below 2,150, we're wrong."
    [one] = [s for s in NOTE.statements(text) if s.kind == "rule"]
    assert (one.value, one.direction, one.condition) == ((2150,), "down", "invalidation")
    assert (one.from_, one.to) == (TODAY, datetime.date(2025, 12, 31))
    assert not rules("We are wrong as often as others, and the Russell 2000 is above 2,300.")
