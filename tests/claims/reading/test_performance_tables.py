"""Tables of performance: each column, or each row, has its own days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from backtests.claims.placement.draft import WhyNot
from backtests.claims.placement.place import Placed, place
from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

FRIDAY, SATURDAY = date(2024, 3, 15), date(2024, 3, 16)
DAY, WEEK = date(2024, 3, 14), date(2024, 3, 8)
MONTH_END, QUARTER_END, YEAR_END = date(2024, 2, 29), date(2023, 12, 31), date(2023, 12, 31)
QUARTERS = (date(2023, 12, 15), date(2023, 9, 15), date(2023, 3, 15))


def read(heading: str, row: str, on: date = FRIDAY) -> list[Statement]:
    """Return the statements of a table of one row."""
    return read_text(f"The figures\n\n{heading}\n{row}\n", date=on)


@pytest.mark.parametrize(
    ("heading", "begun"),
    [
        ("Index | WTD | MTD | QTD | YTD", (WEEK, MONTH_END, QUARTER_END, YEAR_END)),
        ("Index | 1 week | 1 month | YTD", (WEEK, date(2024, 2, 15), YEAR_END)),
        ("Index | 1D % | 1W % | YTD %", (DAY, WEEK, YEAR_END)),
        ("Name | 1-day | 5-day | One year", (DAY, WEEK, date(2023, 3, 15))),
        ("Index | 3-month | 6-month | 1-year", QUARTERS),
        ("Index | Week | Year to date", (WEEK, YEAR_END)),
        ("Index | Weekly change | 2024 YTD", (WEEK, YEAR_END)),
        ("Index | Week chg. | YTD chg.", (WEEK, YEAR_END)),
        ("Index | Since Feb. 2 | Past 12 months", (date(2024, 2, 2), date(2023, 3, 15))),
    ],
)
def test_each_column_has_its_own_days(heading: str, begun: tuple[date, ...]) -> None:
    """They end on the day of the article."""
    figures = [f"{i + 1}.5%" for i in range(len(begun))]
    found = read(heading, f"Dow {' '.join(figures)}")
    assert [(s.kind, s.value, s.from_, s.to) for s in found] == [
        ("return", (round(i + 1.5, 1) / 100,), day, FRIDAY) for i, day in enumerate(begun)
    ]


def test_years_and_months_by_name() -> None:
    """A period that has ended ends on its own last day."""
    found = read("Index | 2022 | Feb. | Q4 2023 | 2024 YTD", "Dow -8.8% 2.2% 12.5% 2.7%")
    assert [(s.from_, s.to) for s in found] == [
        (date(2021, 12, 31), date(2022, 12, 31)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2023, 9, 30), date(2023, 12, 31)),
        (YEAR_END, FRIDAY),
    ]


def test_a_month_alone_has_two_readings() -> None:
    """The trailing one, or that to date; a study accepts neither without the other."""
    month, _ = read("Index | Month | YTD", "Dow 2.5% 3.5%")
    assert (month.from_, month.to) == (date(2024, 2, 15), FRIDAY)
    placed = place(month, date=FRIDAY)
    assert isinstance(placed, Placed)
    others: Any = placed.claim.parameters["other_days"]
    assert [(d["start"].date(), d["last_end"].date()) for d in others] == [
        (MONTH_END, FRIDAY),
        (date(2024, 1, 31), MONTH_END),
    ]


def test_several_years_are_in_all_or_a_year() -> None:
    """Only a heading that says so makes a yearly rate."""
    three, five = read("Index | 3 years | 5Y (ann.)", "Dow 18.5% 8.5%")
    assert (three.kind, three.from_) == ("return", date(2021, 3, 15))
    assert isinstance(place(three, date=FRIDAY), WhyNot)
    assert (five.kind, five.from_, five.condition) == ("average", date(2019, 3, 15), "per year")


def test_highs_and_lows_are_no_closes() -> None:
    """Those of the day are its extremes, and so are those of a year; openings are not read."""
    found = read(
        "Index | Open | High | Low | Close | 52-week high",
        "Dow 38,800.10 38,950.20 38,600.30 38,714.77 39,282.33",
    )
    assert [(s.value[0], s.direction, s.condition) for s in found] == [
        (38950.2, "up", "intraday"),
        (38600.3, "down", "intraday"),
        (38714.77, "", ""),
        (39282.33, "up", "high of the period"),
    ]


def test_an_unknown_column_takes_no_days_of_its_neighbours() -> None:
    """Its figures state nothing, and those that do not fit the heading neither."""
    (year,) = read("Index | P/E | Yield | YTD", "Dow 20.5 1.9% 2.5%")
    assert (year.value, year.from_) == ((0.025,), YEAR_END)
    assert read("Index | Week | YTD", "Dow 2.5% 1.5% 3.5%") == []


def test_a_missing_figure_keeps_the_columns_in_place() -> None:
    """A dash stands for it, and brackets for a loss."""
    level, year = read("Index | Close | Day | YTD", "Dow 38,714.77 – (2.5%)")
    assert (level.kind, level.to) == ("level", FRIDAY)
    assert (year.direction, year.from_) == ("down", YEAR_END)


def test_a_week_end_has_the_figures_of_friday() -> None:
    """The day of the table is the last on which the exchange was open."""
    day, week = read("Index | Day | Week", "Dow -0.5% 1.5%", SATURDAY)
    assert [(s.from_, s.to) for s in (day, week)] == [(DAY, FRIDAY), (WEEK, FRIDAY)]


def test_rows_of_periods_below_markets() -> None:
    """The row has the days, the column the market."""
    found = read("Dow Nasdaq 100", "1 week 1.5% 2.5%\n3M 4.5% 5.5%\nClose 38,714.77 17,808.25")
    assert [(s.kind, s.subject[0], s.from_, s.to) for s in found] == [
        ("return", "DJI", WEEK, FRIDAY),
        ("return", "NDX", WEEK, FRIDAY),
        ("return", "DJI", date(2023, 12, 15), FRIDAY),
        ("return", "NDX", date(2023, 12, 15), FRIDAY),
        ("level", "DJI", FRIDAY, FRIDAY),
        ("level", "NDX", FRIDAY, FRIDAY),
    ]


def test_a_table_is_of_the_day_that_the_opening_reports_and_names_the_market_of_no_sentence() -> (
    None
):
    """A review of a Friday that is published on Monday, whose index is that of its opening."""
    text = (
        "The Russell 2000 closed at 2,017.60 on Friday.\n\n"
        "| Index | 1W | YTD |\n|---|---|---|\n"
        "| Russell 2000 | 0.8% | -0.5% |\n| S&P 500 | 0.6% | 14.6% |\n\n"
        "The index did not set a record in June."
    )
    found = read_text(text, date=date(2024, 6, 24))
    moves = [s for s in found if s.kind == "return"]
    assert [(s.subject, s.to) for s in moves] == [
        *[(("RUT",), date(2024, 6, 21))] * 2,
        *[(("SPX",), date(2024, 6, 21))] * 2,
    ]
    assert found[-1].subject == ("RUT",)


def test_a_line_with_the_day_of_publication_is_no_heading() -> None:
    """Seen from the Friday before, the Saturday of a byline is to come, and no column."""
    text = "By Staff | March 16, 2024\n\nThe Dow rose 1.5% on the week."
    (move,) = read_text(text, date=SATURDAY)
    assert (move.subject, move.value) == (("DJI",), (0.015,))
