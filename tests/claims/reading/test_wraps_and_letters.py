"""Wraps of a day and letters of a quarter: days, steps, means that drop, what is of others."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

THURSDAY = datetime.date(2024, 5, 23)
EVE = datetime.date(2024, 5, 22)


def read(text: str) -> list[Statement]:
    """Read a text that was published on a Thursday."""
    return read_text(text, date=THURSDAY)


def test_a_day_that_is_over() -> None:
    """A report that names no day is on that of its publication."""
    found = read("The Dow finished the day 210 points lower.\n\nQQQ shed $3.10.\n")
    assert [(s.subject, s.from_, s.to) for s in found] == [
        (("DJI",), EVE, THURSDAY),
        (("QQQ",), EVE, THURSDAY),
    ]


def test_the_day_of_an_earlier_move() -> None:
    """It dates nothing of the day that the report is on."""
    text = "Crude slipped on Thursday.\n\nAfter falling 6% on Monday, gold was up 2% to $2,380."
    found = [s for s in read(text) if s.subject == ("GOLD",)]
    assert [s.to for s in found] == [datetime.date(2024, 5, 20), THURSDAY, THURSDAY]


def test_a_step_and_where_it_led() -> None:
    """They are no range."""
    found = read("In May 2006 the Fed responded by raising its rate by 0.25% to 5%.")
    assert [(s.value, s.unit) for s in found] == [((25.0,), "bp"), ((500.0,), "bp")]


def test_the_gauge_went_to_so_many_points() -> None:
    """That is a level and no change."""
    (found,) = read("The VIX jumped to about 31 points on Wednesday.")
    assert (found.value, found.condition, found.from_) == ((31.0,), "", EVE)


def test_a_mean_that_drops_to() -> None:
    """The mean is the figure, whichever way it went from another sample."""
    text = "If we take the data back to 1960, the average return of the Dow drops to 5.4%."
    (found,) = read(text)
    assert (found.kind, found.value, found.direction) == ("average", (0.054,), "up")
    assert (found.from_, found.to) == (datetime.date(1959, 12, 31), THURSDAY)


def test_the_month_that_the_sentence_named() -> None:
    """For the month, then, is for that one."""
    text = "Gold fell 5% to close out March, making the return for the month -2%."
    assert {s.to for s in read(text)} == {datetime.date(2024, 3, 31)}


def test_since_when_a_return_is_high_is_no_sample() -> None:
    """The return is one of its month."""
    text = (
        "The Dow returned 7% for the month of April, its third highest monthly return since 1991."
    )
    (found, *_) = [s for s in read(text) if s.value == (0.07,)]
    assert (found.kind, found.to) == ("return", datetime.date(2024, 4, 30))


@pytest.mark.parametrize(
    "text",
    [
        "Investors price in a smaller chance of a downturn.",
        "VIX readings above 45 are rare.",
    ],
)
def test_nothing_of_today(text: str) -> None:
    """What is of a sort, or an outcome that is less likely, says not where prices go."""
    assert read(text) == []


def test_what_a_company_did_beside_the_index() -> None:
    """Its move is none of the index."""
    text = "The Dow fell 40 points to 39,200 on Thursday with Boeing losing 3.1%."
    assert [s.value for s in read(text)] == [(40.0,), (39_200.0,)]


def test_flat_with_a_figure() -> None:
    """The figure is the move."""
    text = "QQQ was flat, losing just 0.1%, on Thursday."
    assert [s.value for s in read(text)] == [(0.001,)]


def test_a_time_of_the_past_is_none_of_what_is_to_come() -> None:
    """A move named by its months has no horizon."""
    text = "The January advance of KRE was four dollars and a like one would take it to 54."
    assert [s.to for s in read(text) if s.kind == "target"] == [None]
