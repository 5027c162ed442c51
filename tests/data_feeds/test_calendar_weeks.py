"""Weeks of any market day by day: their start, their words, and the last trading day before one."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from data_feeds.series.bars import Frequency
from data_feeds.series.periods import known_days, last_days, periods_of
from data_feeds.series.sessions import nyse_sessions
from data_feeds.series.weekdays import (
    NAMES,
    WEEKDAYS,
    TradingWeek,
    describe_sessions,
    odd_sessions,
    trading_week,
    week_notice,
)

WEEKS = [
    TradingWeek(days) for count in range(1, 8) for days in itertools.combinations(range(7), count)
]


def test_the_last_trading_day_is_found_by_going_back_day_by_day() -> None:
    """In each of the 127 weeks, from each weekday."""
    dates = pd.date_range("2024-01-01", periods=7)
    for week in WEEKS:
        for date, found in zip(dates, week.roll_back(dates), strict=True):
            expected = date
            while expected.day_of_week not in week.days:
                expected -= pd.Timedelta(days=1)
            assert found == expected


@pytest.mark.parametrize(
    ("days", "anchor", "words"),
    [
        ((0, 1, 2, 3, 4), "SUN", "Monday to Friday"),
        ((0, 1, 2, 3, 6), "SAT", "Sunday to Thursday"),
        ((0, 1, 2, 3, 4, 5), "SUN", "Monday to Saturday"),
        ((5, 6, 0), "FRI", "Saturday to Monday"),
        ((0, 1, 2, 3, 4, 5, 6), "SUN", "seven days a week"),
        ((2,), "TUE", "Wednesday"),
        ((0, 2, 4), "SUN", "Monday, Wednesday, Friday"),
        ((1, 3, 6), "SAT", "Tuesday, Thursday, Sunday"),
        # The day after the weekend is Monday, since Friday is no part of one.
        ((0, 2, 5), "SUN", "Monday, Wednesday, Saturday"),
        ((2, 4), "TUE", "Wednesday, Friday"),
    ],
)
def test_a_week_begins_after_its_weekend(days: tuple[int, ...], anchor: str, words: str) -> None:
    """And is said in words."""
    week = TradingWeek(days)
    assert (week.anchor, week.words) == (anchor, words)
    assert NAMES[0] == "Monday"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((1, 2, 3, 4), WEEKDAYS),
        ((0, 1, 2, 3), WEEKDAYS),
        ((0, 1, 2, 3, 6), TradingWeek((0, 1, 2, 3, 6))),
        ((1, 2, 3, 4, 5), TradingWeek((1, 2, 3, 4, 5))),
    ],
)
def test_only_sessions_at_the_weekend_make_another_week(
    days: tuple[int, ...], expected: TradingWeek
) -> None:
    """A series without Mondays or Fridays is one of New York with gaps."""
    dates = pd.date_range("2024-01-01", periods=140)
    assert trading_week(dates[dates.day_of_week.isin(days)]) == expected


@pytest.mark.parametrize(("saturdays", "regular"), [(0, False), (9, False), (10, True), (20, True)])
def test_half_of_the_saturdays_make_saturday_a_trading_day(saturdays: int, regular: bool) -> None:
    """Of twenty."""
    dates = pd.date_range("2024-01-01", periods=140)
    kept = dates[dates.day_of_week < 5].append(dates[dates.day_of_week == 5][:saturdays])
    found = trading_week(kept.sort_values())
    assert found == (TradingWeek((0, 1, 2, 3, 4, 5)) if regular else WEEKDAYS)


@pytest.mark.parametrize(("weeks", "regular"), [(1, False), (2, True)])
def test_one_session_at_a_weekend_is_not_regular(weeks: int, regular: bool) -> None:
    """Two are."""
    dates = pd.date_range("2024-01-01", periods=7 * weeks - 1)
    days = dates[dates.day_of_week != 6]
    assert (trading_week(days) != WEEKDAYS) is regular


def test_odd_sessions_are_named_by_day_and_date() -> None:
    """Up to three by their dates, more by the first and the last."""
    saturdays = pd.date_range("2024-01-06", periods=4, freq="7D")
    assert describe_sessions(saturdays[:1]) == "1 session on a Saturday (2024-01-06)"
    assert describe_sessions(saturdays[:3]) == (
        "3 sessions on Saturdays (2024-01-06, 2024-01-13, 2024-01-20)"
    )
    mixed = saturdays.append(pd.DatetimeIndex(["2024-01-28"]))
    assert describe_sessions(mixed) == (
        "5 sessions on Saturdays and Sundays (first 2024-01-06, last 2024-01-28)"
    )
    weekdays = pd.bdate_range("2024-01-01", periods=20)
    both = weekdays.append(saturdays[:2]).sort_values()
    assert odd_sessions(both, WEEKDAYS).tolist() == saturdays[:2].tolist()
    assert week_notice(both, WEEKDAYS, bars_per_year=252) == (
        "2 sessions on Saturdays (2024-01-06, 2024-01-13), on which its market is usually closed"
    )
    assert week_notice(weekdays, WEEKDAYS, bars_per_year=252) == ""
    tel_aviv = TradingWeek((0, 1, 2, 3, 6))
    assert week_notice(weekdays[:4], tel_aviv, bars_per_year=252) == (
        "trades Sunday to Thursday, 252 bars a year"
    )
    six = TradingWeek((0, 1, 2, 3, 4, 5))
    assert week_notice(both, six, bars_per_year=302) == (
        "trades Monday to Saturday, 302 bars a year: 252 trading days are 302 bars"
    )


def test_a_week_that_ends_on_an_odd_saturday_is_known_on_it() -> None:
    """The last bar of a series has none after it; a Thursday before a Friday waits for it."""
    days = pd.bdate_range("2024-01-01", "2024-01-25").append(pd.DatetimeIndex(["2024-01-13"]))
    index = days.sort_values()
    ends = pd.DatetimeIndex(["2024-01-05", "2024-01-13", "2024-01-19", "2024-01-25"])
    assert known_days(ends, index, Frequency.WEEKLY).tolist() == ends.tolist()
    assert last_days(index, Frequency.WEEKLY).tolist() == ends[:3].tolist()
    thursday = index[index != pd.Timestamp("2024-01-19")]
    known = known_days(pd.DatetimeIndex(["2024-01-18"]), thursday, Frequency.WEEKLY)
    assert known.tolist() == [pd.Timestamp("2024-01-22")]


def test_weeks_begin_on_the_first_trading_day() -> None:
    """Sunday 2024-01-07 is of the week after where Sunday trades first."""
    days = pd.DatetimeIndex(["2024-01-05", "2024-01-07", "2024-01-08"])
    new_york = periods_of(days, Frequency.WEEKLY)
    tel_aviv = periods_of(days, Frequency.WEEKLY, TradingWeek((0, 1, 2, 3, 6)))
    assert (new_york[0] == new_york[1], new_york[1] == new_york[2]) == (True, False)
    assert (tel_aviv[0] == tel_aviv[1], tel_aviv[1] == tel_aviv[2]) == (False, True)
    months = periods_of(pd.DatetimeIndex(["2024-01-31", "2024-02-01"]), Frequency.MONTHLY)
    assert months[0] != months[1]


def test_sessions_of_new_york_are_those_of_its_calendar() -> None:
    """The first week of 2024, with New Year's Day closed; both ends count; none before 1885."""
    found = nyse_sessions(pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-05"))
    assert [f"{day:%d}" for day in found] == ["02", "03", "04", "05"]
    monday = pd.Timestamp("2024-01-08")
    assert nyse_sessions(monday, monday).tolist() == [monday]
    saturday = pd.Timestamp("2024-01-06")
    assert nyse_sessions(saturday, saturday).empty
    assert nyse_sessions(pd.Timestamp("1800-01-01"), pd.Timestamp("1820-01-01")).empty
    early = nyse_sessions(pd.Timestamp("1880-01-01"), pd.Timestamp("1885-01-10"))
    assert early[0].year == 1885
