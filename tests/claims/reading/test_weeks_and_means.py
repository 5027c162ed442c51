"""Weeks that are only compared, means of several cases, and prices of the day."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

FRIDAY = datetime.date(2022, 9, 16)


def read(text: str, date: datetime.date = FRIDAY) -> list[Statement]:
    """Read a text that was published on a Friday."""
    return read_text(text, date=date)


def test_a_week_that_chances_are_compared_with_is_not_the_one_of_the_report() -> None:
    """The week of the report is the one that ends on its day."""
    found = read(
        "The chance of a full point fell to 20% from 35% last week.\n\n"
        "The Dow lost 4.1% on the week."
    )
    assert (found[-1].from_, found[-1].to) == (datetime.date(2022, 9, 9), FRIDAY)


def test_figures_after_one_from_are_no_range() -> None:
    """Each of them has its own day."""
    found = read("The ten-year yield slid to 3.40% from 3.47% on Thursday and 3.52% on Tuesday.")
    assert [s.value for s in found] == [(347.0, 340.0), (352.0,)]
    assert found[0].direction == "down"


@pytest.mark.parametrize(
    ("text", "value", "day"),
    [
        ("Gold rose on Monday, and at $1,665 it is up by 2% this week.", 1_665.0, FRIDAY),
        (
            "Miners, the laggards of the past month, slipped; mid caps gained 1.2% on Tuesday.",
            0.012,
            datetime.date(2022, 9, 13),
        ),
        (
            "The Nasdaq sank 5.2% on Tuesday, more than twice its average move this year.",
            0.052,
            datetime.date(2022, 9, 13),
        ),
        (
            "The Dow gave up 2% last week; one percent more and it will be where it was in June.",
            0.02,
            datetime.date(2022, 9, 9),
        ),
    ],
)
def test_the_time_beside_a_figure_is_its_own(text: str, value: float, day: datetime.date) -> None:
    """Asides, means and what is to come have times that date nothing else."""
    (one,) = [s for s in read(text) if s.value == (value,)]
    assert one.to == day


def test_the_years_of_the_cases_go_with_how_many_of_them_rose() -> None:
    """A count of cases since a year dates the count of those that ended higher."""
    found = read(
        "Since 1960 gold has fallen by more than 3% in a day on 31 occasions;"
        " a week later it was up in 19 of them."
    )
    dated = {s.value: s.from_ for s in found}
    assert dated[(19.0, 31.0)] == datetime.date(1959, 12, 31)


def test_cycles_open_a_mean() -> None:
    """What several cycles brought is a mean, and the first months are no record."""
    found = read(
        "In the five tightening cycles since 1990 the Dow returned 2% in the first six months"
        " after the first hike."
    )
    assert [(s.kind, s.value) for s in found] == [("average", (0.02,))]


def test_the_first_of_several_cuts_has_a_chance_of_its_own() -> None:
    """The number of cuts is not that of the chance."""
    found = read(
        "Futures price in two hikes by December, the first of them in November with a probability"
        " of 71%."
    )
    assert {(s.kind, s.value) for s in found} == {("rate", (2.0,)), ("scenario", (0.71,))}


@pytest.mark.parametrize(
    "text",
    [
        "Its correlation with the Nasdaq is 0.6.",
        "A ten-year yield of more than 4%, against 3.4% today, would do the trick.",
        "Spreads are well short of the 600 at which lenders stop lending.",
    ],
)
def test_what_only_measures_is_no_price(text: str) -> None:
    """Correlations and levels that are only named state no price."""
    found = read(f"Bitcoin fell by 9% last week. {text}")
    assert [s.value for s in found if s.value in {(0.6,), (400.0,), (600.0,)}] == []
