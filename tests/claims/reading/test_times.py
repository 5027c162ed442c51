"""Time words against a day of publication: the date rules of docs/reference/reading.md, by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.times import times
from backtests.claims.reading.timing.spans import Use, span

# Thursday, 15 January 2026.
TODAY = date(2026, 1, 15)


def day(text: str | None) -> date | None:
    """A day in ISO form."""
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in Q3 2025", "2025-06-30", "2025-09-30"),
        ("in May", "2025-04-30", "2025-05-31"),  # the latest May that has begun
        ("in January", "2025-12-31", "2026-01-15"),  # holds the day: up to it
        ("last year", "2024-12-31", "2025-12-31"),
        ("last week", "2026-01-02", "2026-01-09"),  # Friday to Friday
        ("this week", "2026-01-09", "2026-01-15"),
        ("in the first half of 2023", "2022-12-31", "2023-06-30"),
        ("year to date", "2025-12-31", "2026-01-15"),
        ("on Thursday", "2026-01-14", "2026-01-15"),
        ("on Monday", "2026-01-09", "2026-01-12"),  # the weekday before a Monday is Friday
        ("last Thursday", "2026-01-07", "2026-01-08"),  # the latest before the day itself
        ("yesterday", "2026-01-13", "2026-01-14"),
        ("on 6 November 2024", "2024-11-05", "2024-11-06"),
        ("on November 6, 2024", "2024-11-05", "2024-11-06"),
        ("since 18 September", "2025-09-18", "2026-01-15"),
        ("since 1984", "1983-12-31", "2026-01-15"),
        ("since the 1990s", "1989-12-31", "2026-01-15"),
        ("since New Year", "2025-12-31", "2026-01-15"),
        ("over the past twelve months", "2025-01-15", "2026-01-15"),
        ("in four weeks", "2025-12-18", "2026-01-15"),
        ("for six sessions", "2026-01-07", "2026-01-15"),  # six weekdays back
        ("from 1979 to 2024", "1978-12-31", "2024-12-31"),
        ("between 13 February and 20 March", "2025-02-13", "2025-03-20"),
        ("since early October", None, "2026-01-15"),
        ("this autumn", None, None),
    ],
)
def test_a_past_move(words: str, first: str | None, last: str | None) -> None:
    """A move is measured from the last day before its period."""
    (time,) = times(words, TODAY)
    assert span(time, TODAY, "move", ahead=False) == (day(first), day(last))


@pytest.mark.parametrize(
    ("words", "use", "first", "last"),
    [
        ("in 2026", "move", "2025-12-31", "2026-12-31"),
        ("in 2026", "target", "2026-01-15", "2026-12-31"),  # a level within the current year
        ("in 2027", "target", "2026-12-31", "2027-12-31"),
        ("next week", "move", "2026-01-16", "2026-01-23"),
        ("in May", "move", "2026-04-30", "2026-05-31"),  # the next May that has not ended
        ("over the next twelve months", "move", "2026-01-15", "2027-01-15"),
        ("within two years", "move", "2026-01-15", "2028-01-15"),
        ("a year from now", "move", "2026-01-15", "2027-01-15"),
        ("by the end of September", "target", "2026-01-15", "2026-09-30"),
        ("before July", "target", "2026-01-15", "2026-06-30"),
        ("by mid-2026", "target", "2026-01-15", "2026-06-30"),
        ("by year-end", "target", "2026-01-15", "2026-12-31"),
        ("before the year is out", "target", "2026-01-15", "2026-12-31"),
        ("by Christmas", "target", "2026-01-15", "2026-12-25"),
        ("by Thanksgiving", "target", "2026-01-15", "2026-11-26"),  # the fourth Thursday
        ("by Labor Day", "target", "2026-01-15", "2026-09-07"),  # the first Monday
        ("by the end of the decade", "target", "2026-01-15", "2029-12-31"),
        ("in the coming weeks", "move", "2026-01-15", None),
        ("before long", "move", "2026-01-15", None),
    ],
)
def test_a_forecast(words: str, use: Use, first: str, last: str | None) -> None:
    """A forecast runs from the day of publication, or over the period that is named."""
    (time,) = times(words, TODAY)
    assert span(time, TODAY, use, ahead=True) == (day(first), day(last))


def test_a_month_ends_on_the_last_day_it_has() -> None:
    """A month after 31 January is 28 February."""
    assert days.add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)


@pytest.mark.parametrize(("year", "month", "on"), [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5)])
def test_easter(year: int, month: int, on: int) -> None:
    """Easter Sundays of the calendar."""
    assert days.easter(year) == date(year, month, on)


@given(st.dates(), st.integers(1, 400))
def test_weekdays_go_back_as_far_as_they_went(start: date, count: int) -> None:
    """Forward and back again ends on the same weekday, within the years that exist."""
    if not (date(10, 1, 1) < start < date(9990, 1, 1)) or start.weekday() > 4:
        return
    assert days.add_weekdays(days.add_weekdays(start, count), -count) == start
