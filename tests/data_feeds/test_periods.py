"""Weeks and months of daily closes: dated by their last trading day, once they are over."""

from __future__ import annotations

import pandas as pd
import pytest

from data_feeds.series.bars import Frequency
from data_feeds.series.periods import (
    MONTH_ENDS,
    MonthEnds,
    from_own_spacing,
    known_days,
    period_closes,
    with_month_ends,
)


def closes(first: str, last: str) -> pd.DataFrame:
    """A close of 1, 2, 3 … on every weekday."""
    index = pd.bdate_range(first, last, name="date")
    return pd.DataFrame({"close": range(1, len(index) + 1)}, index=index, dtype=float)


@pytest.mark.parametrize(
    ("last", "expected"),
    [("2024-03-14", {"2024-03-08": 6.0}), ("2024-03-15", {"2024-03-08": 6.0, "2024-03-15": 11.0})],
)
def test_a_week_counts_from_its_friday_on(last: str, expected: dict[str, float]) -> None:
    """From Friday 1 March: the 6th weekday ends the next week; a Thursday ends none."""
    found = period_closes(closes("2024-03-01", last), Frequency.WEEKLY)
    first = {"2024-03-01": 1.0}
    assert {f"{day:%Y-%m-%d}": c for day, c in found["close"].items()} == {**first, **expected}
    assert found.attrs["frequency"] == "weekly"


@pytest.mark.parametrize(("last", "count"), [("2024-03-28", 2), ("2024-03-29", 3)])
def test_a_month_counts_from_its_last_weekday_on(last: str, count: int) -> None:
    """March 2024 ends on a Sunday; its last weekday is the 29th."""
    found = period_closes(closes("2024-01-02", last), Frequency.MONTHLY)
    days = [f"{day:%Y-%m-%d}" for day in found.index]
    assert days == ["2024-01-31", "2024-02-29", "2024-03-29"][:count]


def test_a_week_that_ends_on_a_holiday_is_dated_by_the_day_before() -> None:
    """Good Friday 2024-03-29, with a bar in the week after."""
    bars = closes("2024-03-25", "2024-04-01").drop(pd.Timestamp("2024-03-29"))
    found = period_closes(bars, Frequency.WEEKLY)
    assert list(found.index) == [pd.Timestamp("2024-03-28")]


def test_a_week_that_ends_on_a_holiday_is_known_to_be_over_on_monday() -> None:
    """Good Friday of 2024 was closed: Thursday ends the week, the bar of Monday says so."""
    days = pd.DatetimeIndex(
        [d for d in pd.bdate_range("2024-03-18", "2024-04-05") if d != pd.Timestamp("2024-03-29")]
    )
    ends = pd.DatetimeIndex(["2024-03-22", "2024-03-28"])
    known = known_days(ends, days, Frequency.WEEKLY)
    assert known.tolist() == [pd.Timestamp("2024-03-22"), pd.Timestamp("2024-04-01")]
    assert known_days(ends[1:], days, Frequency.MONTHLY).tolist() == [pd.Timestamp("2024-04-01")]


def test_a_record_of_weeks_and_then_days_is_cut_to_its_days() -> None:
    """Three Fridays, then every weekday: the days begin on the Friday before the first of them."""
    fridays = pd.DatetimeIndex(["2024-02-16", "2024-02-23", "2024-03-01"])
    days = fridays.append(pd.bdate_range("2024-03-04", "2024-04-30")).rename("date")
    record = pd.DataFrame({"close": 100.0}, index=days)
    record.attrs["frequency"] = "daily"
    assert from_own_spacing(record).index[0] == pd.Timestamp("2024-03-01")
    # A week lies between: that Friday is no trading day before the first of the days.
    later = record.drop(index=days[(days > "2024-03-01") & (days < "2024-03-11")])
    assert from_own_spacing(later).index[0] == pd.Timestamp("2024-03-11")


def test_a_record_of_days_alone_keeps_all_of_them() -> None:
    """Its first week has two closes."""
    record = closes("2024-03-05", "2024-04-30")
    record.attrs["frequency"] = "daily"
    assert len(from_own_spacing(record)) == len(record)


def test_month_ends_between_the_closes_are_added_from_the_first_to_the_last() -> None:
    """Those before the first close and after the last stay out, and no close is replaced."""
    fridays = pd.date_range("2024-01-26", "2024-03-29", freq="W-FRI", name="date")
    weekly = pd.DataFrame({"close": 100.0}, index=fridays)
    months = pd.to_datetime(["2023-12-29", "2024-01-31", "2024-02-29", "2024-03-29", "2024-04-30"])
    weekly.attrs[MONTH_ENDS] = MonthEnds(pd.Series([1.0, 2.0, 3.0, 4.0, 5.0], index=months))
    found = with_month_ends(weekly)["close"]
    added = found[found < 100]
    assert list(added.items()) == [(months[1], 2.0), (months[2], 3.0)]
    assert len(found) == len(weekly) + 2


@pytest.mark.parametrize(("before", "first"), [("2024-02-29", 0), ("2024-02-28", 1)])
def test_days_begin_on_the_close_before_them_up_to_four_days_back(before: str, first: int) -> None:
    """Weekly closes up to a Thursday, four days before the first Monday, or up to a Wednesday."""
    weekly = pd.date_range(end=before, periods=4, freq="7D")
    days = weekly.append(pd.bdate_range("2024-03-04", "2024-04-30")).rename("date")
    record = pd.DataFrame({"close": 100.0}, index=days)
    record.attrs["frequency"] = "daily"
    assert from_own_spacing(record).index[0] == days[3 + first]


def test_a_week_is_over_on_a_session_after_its_last_trading_day() -> None:
    """One odd Saturday: it is the last close of its week, which is finished."""
    bars = closes("2024-03-04", "2024-03-15")
    bars.loc[pd.Timestamp("2024-03-16")] = 99.0
    assert period_closes(bars, Frequency.WEEKLY)["close"].tolist() == [5.0, 99.0]
