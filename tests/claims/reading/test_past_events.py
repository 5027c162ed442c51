"""Moves after past events of a kind, views that hold while a level does, breakouts that hold."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2024, 1, 12)
NOTE = DatedText(TODAY)
CLOSED = "The Russell 2000 closed at 1,950 on Friday. "


@pytest.mark.parametrize(
    "text",
    [
        "Following earlier golden crosses the S&P 500 has returned 8% in six months.",
        "In previous easing cycles the S&P 500 rose 8% in 12 months.",
        "After similar sell-offs the S&P 500 gained 8% in the next six months.",
        "After past bear markets the S&P 500 gained 8% in the first year.",
    ],
)
def test_a_move_after_past_events_is_a_mean(text: str) -> None:
    """It has no days of its own."""
    (mean,) = NOTE.statements(text)
    assert (mean.kind, mean.value, mean.from_, mean.to) == ("average", (0.08,), None, None)


@pytest.mark.parametrize(
    "text",
    [
        "As in previous cycles, the S&P 500 rose 8% in 2023.",
        "After last year's crash, the S&P 500 rose 8% in 2023.",
    ],
)
def test_a_move_of_one_year_is_one(text: str) -> None:
    """Whatever it is set beside."""
    (move,) = NOTE.statements(text)
    assert (move.kind, move.to) == ("return", datetime.date(2023, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "As long as 1,900 holds, the path of least resistance is up.",
        "As long as the index stays above 1,900, the trend is up.",
    ],
)
def test_a_view_may_be_of_the_index_spoken_of(text: str) -> None:
    """It holds while the level does."""
    view = NOTE.statements(CLOSED + text)[-1]
    assert (view.kind, view.subject, view.direction) == ("forecast", ("RUT",), "up")


def test_a_breakout_that_holds_ends_no_view() -> None:
    """It is a condition of the target; one that fails ends the view."""
    target = NOTE.statements(CLOSED + "If the breakout holds, the pattern projects to 2,340.")[-1]
    assert (target.kind, target.value, target.direction) == ("target", (2340.0,), "up")
    end = NOTE.statements(CLOSED + "If the index closes below 1,900, the pattern fails.")[-1]
    assert (end.kind, end.condition) == ("rule", "invalidation")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("The average correction has been 14% deep and has lasted 115 days.", "corrections"),
        ("The typical bear market was 14% deep.", "bear markets"),
        ("Bear markets without a recession saw a fall of 14%.", "bear markets"),
        ("Corrections that came late in a cycle brought losses of 14%.", "corrections"),
    ],
)
def test_falls_of_a_sort_have_a_mean(text: str, condition: str) -> None:
    """It points down, and "without" denies nothing."""
    mean = NOTE.statements(CLOSED + text)[-1]
    assert (mean.kind, mean.value, mean.direction) == ("average", (0.14,), "down")
    assert mean.condition == condition


def test_the_latter_of_two_companies_is_no_market() -> None:
    """The one of two markets named before is."""
    assert (
        NOTE.statements(CLOSED + "Bad news came from Acme and Best, the latter down 25%.")[1:] == []
    )
    text = "IWM and QQQ rose. The former is up 8% this year, while the latter has gained 3%."
    moves = [(s.subject, s.value) for s in NOTE.statements(text) if s.value]
    assert moves == [(("IWM",), (0.08,)), (("QQQ",), (0.03,))]
