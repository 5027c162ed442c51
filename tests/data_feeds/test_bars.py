"""What bars are: their spacing, dates and prices at the bounds of what is accepted."""

from __future__ import annotations

import pandas as pd
import pytest

from data_feeds.series.bars import (
    BarsError,
    Frequency,
    check_bars,
    check_dates,
    excerpt,
    infer_frequency,
    join_names,
)


def spaced(days: int, count: int = 12) -> pd.DatetimeIndex:
    """Dates that many days apart, from a Monday on."""
    return pd.date_range("2024-01-01", periods=count, freq=f"{days}D", name="date")


@pytest.mark.parametrize(
    ("days", "frequency"),
    [
        (5, Frequency.WEEKLY),
        (7, Frequency.WEEKLY),
        (9, Frequency.WEEKLY),
        (27, Frequency.MONTHLY),
        (30, Frequency.MONTHLY),
        (32, Frequency.MONTHLY),
    ],
)
def test_the_spacing_at_the_median_is_the_frequency(days: int, frequency: Frequency) -> None:
    """Up to nine days apart are weeks, 27 to 32 are months; two dates are enough."""
    assert infer_frequency(spaced(days)) is frequency
    assert infer_frequency(spaced(days, 2)) is frequency


@pytest.mark.parametrize("days", [10, 26, 33, 91])
def test_any_other_spacing_is_refused(days: int) -> None:
    """By its days."""
    with pytest.raises(BarsError, match=f"bars are {days} days apart at the median"):
        infer_frequency(spaced(days))


def test_one_date_has_no_frequency() -> None:
    """It has no spacing."""
    with pytest.raises(BarsError, match=r"found 1 bar\(s\); at least two are needed"):
        infer_frequency(spaced(1, 1))


def bars(rows: list[tuple[float, float, float, float]]) -> pd.DataFrame:
    """Weekdays with the prices open, high, low and close."""
    days = pd.bdate_range("2024-01-01", periods=len(rows), name="date")
    return pd.DataFrame(rows, index=days, columns=["open", "high", "low", "close"], dtype=float)


FAIR = (50.0, 51.0, 49.0, 50.0)


def test_two_rows_are_enough_and_one_is_not() -> None:
    """A return needs two closes."""
    assert len(check_bars(bars([FAIR] * 2), name="X")) == 2
    with pytest.raises(BarsError, match=r"found 1 row\(s\) of prices; expected at least 2"):
        check_bars(bars([FAIR]), name="X")


@pytest.mark.parametrize("price", [0.5, 1e-9])
def test_prices_below_one_are_prices(price: float) -> None:
    """Of a penny stock or a coin."""
    assert check_bars(bars([(price,) * 4] * 3), name="X")["close"].tolist() == [price] * 3


@pytest.mark.parametrize("price", [0.0, -0.5])
def test_a_price_of_zero_or_less_is_refused(price: float) -> None:
    """With its day and column."""
    row = (50.0, 51.0, price, 50.0)
    with pytest.raises(BarsError, match=f"2024-01-02: low is {price:g}; expected above zero$"):
        check_bars(bars([FAIR, row, FAIR]), name="X")


def test_the_rows_that_are_wrong_too_are_counted() -> None:
    """The first is named; the others are counted without it."""
    row = (50.0, 51.0, 0.0, 50.0)
    with pytest.raises(BarsError, match=r"2024-01-01: low is 0; .* \(and 2 more rows\)$"):
        check_bars(bars([row, FAIR, row, row]), name="X")


@pytest.mark.parametrize(("close", "accepted"), [(51.00005, True), (51.00006, False)])
def test_a_close_may_exceed_the_high_by_a_millionth(close: float, accepted: bool) -> None:
    """51.000051 is the limit of a close of 51; so it is below the low."""
    row = (50.0, 51.0, 49.0, close)
    if accepted:
        assert check_bars(bars([FAIR, row]), name="X")["close"].iloc[1] == close
        return
    with pytest.raises(BarsError, match=r"2024-01-02: close 51\.0001 above the high 51"):
        check_bars(bars([FAIR, row]), name="X")


@pytest.mark.parametrize(("close", "accepted"), [(48.99996, True), (48.99994, False)])
def test_a_close_may_be_below_the_low_by_a_millionth(close: float, accepted: bool) -> None:
    """48.999951 is the limit."""
    row = (50.0, 51.0, 49.0, close)
    if accepted:
        assert check_bars(bars([FAIR, row]), name="X")["close"].iloc[1] == close
        return
    with pytest.raises(BarsError, match=r"2024-01-02: close 48\.9999 below the low 49"):
        check_bars(bars([FAIR, row]), name="X")


def check(*days: str) -> None:
    """Check dates as those of bars."""
    check_dates(pd.DatetimeIndex(days), row="bar", expected="daily bars")


def test_years_from_1700_to_2199_are_plausible() -> None:
    """The first and the last day are; the days beside them are not."""
    check("1700-01-01", "2199-12-31")
    for day in ("1699-12-31", "2200-01-01"):
        with pytest.raises(BarsError, match=f"date {day}; expected years 1700 to 2199"):
            check(day)


def test_dates_out_of_order_are_named() -> None:
    """The one that is too early, and the one before it."""
    with pytest.raises(BarsError, match="2024-01-03 follows 2024-01-04; expected oldest first"):
        check("2024-01-01", "2024-01-04", "2024-01-03", "2024-01-05")


def test_a_repeated_date_is_named() -> None:
    """With what was expected."""
    with pytest.raises(BarsError, match="more than one bar on 2024-01-04; expected daily bars"):
        check("2024-01-01", "2024-01-04", "2024-01-04")


def test_texts_of_messages_have_a_longest() -> None:
    """A text as long as that stays; a name without letters is said to be blank."""
    assert excerpt("0123456789", longest=10) == "0123456789"
    assert excerpt("0123456789x", longest=10) == "012345678…"
    assert join_names(["date", " ", "close"]) == "date, (blank), close"
    assert join_names([]) == "none"
    assert join_names(["c"] * 40) == ", ".join(["c"] * 30)
