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


def test_the_market_of_the_clause_itself_has_done_better() -> None:
    """The worst error is a comparison the wrong way round."""
    (one,) = [
        s
        for s in read(
            "Gold turned, the S&P 500 did not; mid caps have outperformed by 3 percentage points."
        )
        if s.kind == "comparison"
    ]
    assert one.subject[0] == "MID"
    assert one.direction == "up"


def test_a_column_to_date_has_the_year_of_its_heading() -> None:
    """The month before it is a column of its own."""
    text = "Market | August | 2022 to date\n\nMid caps | -3.2% | -13.9%\n"
    found = read(text)
    assert [(s.value, s.from_) for s in found] == [
        ((0.032,), datetime.date(2022, 7, 31)),
        ((0.139,), datetime.date(2021, 12, 31)),
    ]


def test_a_day_of_a_record_dates_no_return() -> None:
    """The return goes on with the month before it."""
    found = read("Gold fell by 3% in August. Mid caps returned 4% and hit a record on the 16th.")
    (one,) = [s for s in found if s.value == (0.04,)]
    assert one.to == datetime.date(2022, 8, 31)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "After a pause of six weeks or more it has risen on four occasions.",
            {(6.0, 4.0), (4.0, 6.0)},
        ),
        ("We are entering the best two quarters of the cycle.", {(0.5,)}),
        ("The Fed is expected to add a third in two weeks' time.", {(0.333333,)}),
        ("The mean decline was 9%, the worst, in 2008, 38%.", {(0.38,)}),
        ("Spreads have not confirmed the new low in shares.", set()),
    ],
)
def test_lengths_ranks_and_what_is_not_done_are_no_figures(
    text: str, found: set[tuple[float, ...]]
) -> None:
    """None of these figures is one of a market."""
    assert not {s.value for s in read(f"The S&P 500 slipped on Monday. {text}")} & found


def test_cases_after_what_had_happened_are_means() -> None:
    """What had happened before is the event, a year later the horizon."""
    (one,) = read("When the Fed had just cut its rate, the Dow was up 9% a year later.")
    assert (one.kind, one.value) == ("average", (0.09,))


def test_the_mean_of_all_cases_is_kept() -> None:
    """A count of all cases leaves their mean to be read."""
    found = read(
        "A year after its last five hikes the Dow was higher on all five, by an average of 11%."
    )
    assert ("average", (0.11,)) in {(s.kind, s.value) for s in found}


@pytest.mark.parametrize(
    ("text", "value", "days"),
    [
        (
            "Gold is still worth barely half of what it was in January 1980.",
            0.5,
            (datetime.date(1980, 1, 31), FRIDAY),
        ),
        (
            "In March 2009 the Dow hit bottom, and a year later it was 43% higher.",
            0.43,
            (datetime.date(2009, 3, 31), datetime.date(2010, 3, 31)),
        ),
        (
            "The last time the Fed cut so far, in October 2008, gold was 40% up twelve months on.",
            0.4,
            (datetime.date(2008, 10, 31), datetime.date(2009, 10, 31)),
        ),
        (
            "The Dow was off 900 points on Monday; by the close the damage had been pared to 310.",
            310.0,
            (datetime.date(2022, 9, 9), datetime.date(2022, 9, 12)),
        ),
    ],
)
def test_what_is_left_and_what_came_a_year_later(
    text: str, value: float, days: tuple[datetime.date, datetime.date]
) -> None:
    """A month that is named is where the later day is counted from."""
    (one,) = [s for s in read(text) if s.value == (value,)]
    assert one.kind == "return"
    assert (one.from_, one.to) == days
