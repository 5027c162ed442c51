"""Weekdays on which the market of a daily series trades, inferred from its dates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SATURDAY = 5
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
# A market trades on a weekday if it did on at least this share of those in the span of the series.
REGULAR_SHARE = 0.5
# One session on a weekend is not yet a regular one.
LEAST_SESSIONS = 2
# Number of odd sessions that a notice lists by date.
MOST_LISTED = 3
# Trading days of a year in which spans are given.
YEAR = 252


@dataclass(frozen=True, slots=True)
class TradingWeek:
    """Regular trading days of a market; `days` are weekdays, 0 is Monday."""

    days: tuple[int, ...]

    @property
    def anchor(self) -> str:
        """Abbreviation of the weekday before the first session of a week, as pandas names it.

        >>> TradingWeek((0, 1, 2, 3, 4)).anchor, TradingWeek((0, 1, 2, 3, 6)).anchor
        ('SUN', 'SAT')
        """
        starts = self._starts
        return NAMES[(starts[0] - 1) % 7][:3].upper() if starts else "SUN"

    @property
    def words(self) -> str:
        """The trading days in words.

        >>> TradingWeek((0, 1, 2, 3, 6)).words
        'Sunday to Thursday'
        """
        starts = self._starts
        if not starts:
            return "seven days a week"
        if len(starts) == 1 < len(self.days):
            return f"{NAMES[starts[0]]} to {NAMES[(starts[0] + len(self.days) - 1) % 7]}"
        return ", ".join(NAMES[day] for day in self.days)

    @property
    def _starts(self) -> list[int]:
        """Trading days after a day without a session; the one after the weekend first."""
        starts = [day for day in self.days if (day - 1) % 7 not in self.days]
        return sorted(starts, key=lambda day: (day - 1) % 7 < SATURDAY)

    def roll_back(self, dates: pd.DatetimeIndex) -> pd.DatetimeIndex:
        """Return the last trading day on or before each date, holidays not considered.

        >>> TradingWeek((0, 1, 2, 3, 4)).roll_back(pd.DatetimeIndex(["2024-03-31"]))[0].date()
        datetime.date(2024, 3, 29)
        """
        back = [next(n for n in EVERY_DAY if (day - n) % 7 in self.days) for day in EVERY_DAY]
        return dates - pd.to_timedelta(np.array(back)[dates.day_of_week], unit="D")


WEEKDAYS = TradingWeek((0, 1, 2, 3, 4))


def trading_week(dates: pd.DatetimeIndex) -> TradingWeek:
    """Infer the trading week of a daily series from the share of each weekday that has a session.

    It is Monday to Friday unless the market traded on half of the Saturdays or Sundays; then each
    weekday is a trading day if the market traded on half of them.

    >>> trading_week(pd.date_range("2024-01-01", periods=60)).words
    'seven days a week'
    >>> trading_week(pd.bdate_range("2024-01-01", periods=60)).words
    'Monday to Friday'
    """
    sessions = np.bincount(dates.day_of_week, minlength=7)
    if not sessions[SATURDAY:].any():
        return WEEKDAYS
    span = pd.date_range(dates[0], dates[-1])
    possible = np.bincount(span.day_of_week, minlength=7)
    regular = sessions >= REGULAR_SHARE * possible
    if not (regular & (sessions >= LEAST_SESSIONS))[SATURDAY:].any():
        return WEEKDAYS
    return TradingWeek(tuple(int(day) for day in np.flatnonzero(regular & (sessions > 0))))


def odd_sessions(dates: pd.DatetimeIndex, week: TradingWeek) -> pd.DatetimeIndex:
    """Return the dates on other weekdays than the trading days."""
    return dates[~np.isin(dates.day_of_week, week.days)]


def week_notice(dates: pd.DatetimeIndex, week: TradingWeek, *, bars_per_year: int) -> str:
    """Describe a trading week other than Monday to Friday, and odd sessions; empty without any.

    >>> days = pd.date_range("2024-01-01", periods=60)
    >>> week_notice(days, trading_week(days), bars_per_year=365)
    'trades seven days a week, 365 bars a year: 252 trading days are 365 bars'
    """
    found = []
    if week != WEEKDAYS:
        text = f"trades {week.words}, {bars_per_year} bars a year"
        scaled = f": {YEAR} trading days are {bars_per_year} bars"
        found.append(text + (scaled if bars_per_year != YEAR else ""))
    odd = odd_sessions(dates, week)
    if len(odd):
        found.append(f"{describe_sessions(odd)}, on which its market is usually closed")
    return "; ".join(found)


def describe_sessions(dates: pd.DatetimeIndex) -> str:
    """Describe sessions on unusual weekdays by count, weekday and date.

    >>> describe_sessions(pd.DatetimeIndex(["2024-01-06"]))
    '1 session on a Saturday (2024-01-06)'
    """
    kinds = [name for day, name in enumerate(NAMES) if day in dates.day_of_week]
    days = [f"{date:%Y-%m-%d}" for date in dates]
    when = ", ".join(days) if len(days) <= MOST_LISTED else f"first {days[0]}, last {days[-1]}"
    if len(dates) == 1:
        return f"1 session on a {kinds[0]} ({when})"
    return f"{len(dates):,} sessions on {' and '.join(f'{name}s' for name in kinds)} ({when})"
