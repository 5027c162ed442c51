"""Calendars inferred from the dates: seven-day markets, Sunday to Thursday, one odd Saturday."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtests.engine.forward_returns import calendar_return
from backtests.engine.prepared_bars import PreparedBars
from backtests.evidence.estimates import Context
from backtests.studies.breakouts.hit_rate import study_symbol
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.studies.facts import more_volatile
from backtests.studies.measures.spans import reaches, volatility
from data_feeds.quality.fitness import check_series
from data_feeds.series.bars import DataError, Frequency, check_bars, frequency_of, infer_frequency
from data_feeds.series.market import Market, open_market
from data_feeds.series.periods import last_days, period_closes
from data_feeds.series.sessions import nyse_sessions
from data_feeds.series.weekdays import WEEKDAYS, TradingWeek, describe_sessions, trading_week
from data_feeds.source import open_symbol, user_cache
from strategies.engine.metrics import account_metrics

SUNDAY_TO_THURSDAY = TradingWeek((0, 1, 2, 3, 6))


def sessions(week: TradingWeek, *, periods: int, start: str = "2024-01-01") -> pd.DatetimeIndex:
    """The first `periods` trading days of a market that has no holidays."""
    days = pd.date_range(start, periods=7 * periods)
    return days[days.day_of_week.isin(week.days)][:periods]


def closes(days: pd.DatetimeIndex, values: np.ndarray | None = None) -> pd.DataFrame:
    """Checked closes on the days, 100, 101, 102 … by default."""
    found = np.arange(100.0, 100 + len(days)) if values is None else values
    return check_bars(pd.DataFrame({"close": found}, index=days), name="mine")


def market(bars: pd.DataFrame, name: str = "mine") -> Market:
    """A source with one series."""
    return open_market("test", {name: lambda: bars}, how_to_get="none", clock=name)


@settings(max_examples=60, deadline=None)
@given(
    days=st.sets(st.integers(0, 6), min_size=3).filter(lambda found: found & {5, 6}),
    closed=st.sets(st.integers(0, 399), max_size=40),
    first=st.integers(0, 6),
)
def test_a_week_with_weekend_sessions_is_recovered_with_holidays(
    days: set[int], closed: set[int], first: int
) -> None:
    """400 sessions of any such week, a tenth of them holidays, from any weekday on."""
    week = TradingWeek(tuple(sorted(days)))
    every = sessions(week, periods=400, start=f"2024-01-0{first + 1}")
    assert trading_week(every.delete(sorted(closed))) == week


@pytest.mark.parametrize(
    ("week", "frequency", "bars_a_year"),
    [
        (WEEKDAYS, Frequency.DAILY, 252),
        (SUNDAY_TO_THURSDAY, Frequency.DAILY, 252),
        (TradingWeek((0, 1, 2, 3, 4, 6)), Frequency.SIX_DAY, 302),
        (TradingWeek((0, 1, 2, 3, 4, 5, 6)), Frequency.SEVEN_DAY, 365),
    ],
)
def test_the_bars_of_a_year_follow_the_trading_week(
    week: TradingWeek, frequency: Frequency, bars_a_year: int
) -> None:
    """252 for five days a week, 6/5 of it for six (302.4), 365 where the market never closes."""
    found = infer_frequency(sessions(week, periods=200))
    assert (found, found.bars_per_year, found.bars(252)) == (frequency, bars_a_year, bars_a_year)
    assert found.bars(21) == round(21 * bars_a_year / 252)


def test_volatility_of_a_seven_day_series_is_annualised_by_365() -> None:
    """Log returns of +1% and -1% in turn, 500 of each: their deviation is sqrt(1000/999)%."""
    steps = np.tile([0.01, -0.01], 500)
    values = 100 * np.exp(np.concatenate([[0.0], np.cumsum(steps)]))
    bars = closes(pd.date_range("2020-01-01", periods=1001), values)
    expected = 0.01 * math.sqrt(1000 / 999) * math.sqrt(365)
    assert volatility(bars["close"], frequency_of(bars)) == pytest.approx(expected)


def test_an_account_that_doubles_in_365_seven_day_bars_has_grown_100_percent_a_year() -> None:
    """With 252 bars a year it would be 2 ** (252 / 365) - 1 = 61%."""
    days = pd.date_range("2024-01-01", periods=366)
    values = pd.Series(2.0 ** (np.arange(366) / 365), index=days)
    bars_a_year = infer_frequency(days).bars_per_year
    assert account_metrics(values, bars_a_year)["cagr"] == pytest.approx(1.0)


def test_a_horizon_of_252_trading_days_is_365_bars_of_a_coin() -> None:
    """Record 100, a base of 30 days down to 90, a breakout to 101 that never moves again."""
    base = np.concatenate([np.linspace(100, 90, 16)[1:], np.linspace(90, 100, 16)[1:-1]])
    values = np.concatenate([[99.0, 100.0], base, [101.0], np.full(400, 101.5)])
    bars = closes(pd.date_range("2020-01-01", periods=len(values)), values)
    rules = BreakoutRules(20, 0.05, None, "none", "none", 252, 0.0)
    study = study_symbol(PreparedBars.of(bars), market(bars), rules, seed_record=None, draws=100)
    (outcome,) = study.outcomes
    entered = bars.index.get_loc(outcome.entry_date)
    assert bars.index.get_loc(outcome.exit_date) - entered + 1 == 365


def test_a_coin_and_a_fund_are_compared_over_their_common_days() -> None:
    """The days of the fund, 252 a year, even where the coin is named first."""
    rng = np.random.default_rng(5)
    days = pd.date_range("2023-01-02", "2024-12-31")
    coin = closes(days, 100 * np.exp(np.cumsum(rng.normal(0, 0.04, len(days)))))
    weekdays = days[days.day_of_week < 5]
    fund = closes(weekdays, 100 * np.exp(np.cumsum(rng.normal(0, 0.01, len(weekdays)))))
    context = Context(days[-1], rng, 100)
    start, end = pd.Timestamp("2023-01-02"), pd.Timestamp("2024-12-31")
    found = more_volatile.examine(context, first=coin, second=fund, start=start, end=end)
    steps = np.diff(np.log(coin["close"].loc[weekdays].to_numpy()))
    assert found.estimates[0].value == pytest.approx(steps.std(ddof=1) * math.sqrt(252))


def test_weeks_end_on_the_last_trading_day_of_the_market() -> None:
    """Sunday to Thursday: 2024-01-04 and -11 are Thursdays; a coin's weeks end on Sundays."""
    tel_aviv = closes(sessions(SUNDAY_TO_THURSDAY, periods=12))
    assert f"{tel_aviv.index[-1]:%a %d}" == "Tue 16"
    found = period_closes(tel_aviv, Frequency.WEEKLY)
    assert [f"{day:%m-%d}" for day in found.index] == ["01-04", "01-11"]
    coin = pd.date_range("2024-01-01", "2024-01-13")
    assert [f"{day:%m-%d}" for day in last_days(coin, Frequency.WEEKLY)] == ["01-07"]


def test_a_month_of_a_coin_ends_on_its_last_day() -> None:
    """March 2024 ends on a Sunday: Friday the 29th is not its end where Saturdays trade."""
    friday = pd.date_range("2024-01-01", "2024-03-29")
    assert last_days(friday, Frequency.MONTHLY)[-1] == pd.Timestamp("2024-02-29")
    sunday = pd.date_range("2024-01-01", "2024-03-31")
    assert last_days(sunday, Frequency.MONTHLY)[-1] == pd.Timestamp("2024-03-31")


def test_a_return_to_a_sunday_waits_for_the_sunday_of_a_coin() -> None:
    """From 2024-02-24, a month ends on Sunday 2024-03-24: a Friday does not reach it for a coin."""
    until_friday = closes(pd.date_range("2024-01-01", "2024-03-22"))
    assert math.isnan(calendar_return(until_friday, pd.Timestamp("2024-02-24"), months=1))
    until_sunday = closes(pd.date_range("2024-01-01", "2024-03-24"))
    expected = 183 / 154 - 1  # days 84 and 55 of the year, closes 100 + day - 1
    found = calendar_return(until_sunday, pd.Timestamp("2024-02-24"), months=1)
    assert found == pytest.approx(expected)
    weekdays = closes(pd.bdate_range("2024-01-01", "2024-03-22"))
    assert reaches(weekdays, pd.Timestamp("2024-03-24"))
    assert not reaches(until_friday, pd.Timestamp("2024-03-24"))


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (
            TradingWeek((0, 1, 2, 3, 4, 5, 6)),
            "mine: trades seven days a week, 365 bars a year: 252 trading days are 365 bars",
        ),
        (SUNDAY_TO_THURSDAY, "mine: trades Sunday to Thursday, 252 bars a year"),
        (WEEKDAYS, None),
    ],
)
def test_the_inferred_calendar_is_one_notice(week: TradingWeek, expected: str | None) -> None:
    """Monday to Friday needs no notice."""
    source = market(closes(sessions(week, periods=100)))
    source.prices("mine")
    assert source.notices == ([] if expected is None else [expected])


def test_one_saturday_is_named_and_read() -> None:
    """The year stays at 252 bars."""
    days = pd.bdate_range("2024-01-01", periods=80).append(pd.DatetimeIndex(["2024-01-20"]))
    source = market(closes(days.sort_values()))
    assert frequency_of(source.prices("mine")) is Frequency.DAILY
    assert source.notices == [
        "mine: 1 session on a Saturday (2024-01-20), on which its market is usually closed"
    ]


def test_a_notice_names_no_session_after_the_last_date() -> None:
    """The Saturday is later than `as_of`."""
    days = pd.bdate_range("2024-01-01", periods=80).append(pd.DatetimeIndex(["2024-01-20"]))
    bars = closes(days.sort_values())
    source = open_market(
        "test",
        {"mine": lambda: bars},
        how_to_get="none",
        clock="mine",
        as_of=pd.Timestamp("2024-01-19"),
    )
    source.prices("mine")
    assert source.notices == []


def test_a_file_of_new_york_that_is_dated_a_day_early_is_refused() -> None:
    """Sundays and no Fridays are the dates of Tel Aviv, not of the Russell 2000 (METHODS 5.6)."""
    bars = closes(pd.bdate_range("2024-01-01", periods=80) - pd.Timedelta(days=1))
    with pytest.raises(DataError, match="RUT trades Sunday to Thursday by its dates; expected Mon"):
        market(bars, "RUT").prices("RUT")


@pytest.mark.parametrize(
    ("week", "dropped", "expected"),
    [
        (
            TradingWeek((0, 1, 2, 3, 4, 5, 6)),
            "2024-01-20",
            ("the calendar of another market, which trades seven days a week", "missing 1 day"),
        ),
        (
            SUNDAY_TO_THURSDAY,
            "2024-01-21",
            ("the calendar of another market, which trades Sunday to Thursday",),
        ),
        (WEEKDAYS, "2024-01-17", ("missing 1 NYSE session: 2024-01-17",)),
    ],
)
def test_data_check_compares_with_the_calendar_of_the_series(
    week: TradingWeek, dropped: str, expected: tuple[str, ...]
) -> None:
    """A coin lacks a day, New York a session; the holidays of Tel Aviv are not known."""
    days = sessions(week, periods=60, start="2024-01-02")
    nyse = nyse_sessions(days[0], days[-1])
    if week == WEEKDAYS:
        days = nyse
    bars = closes(days.drop(pd.Timestamp(dropped)))
    check = check_series(bars, name="mine", sessions=nyse, data_end=days[-1])
    found = [text for text in check.defects if "unchanged" not in text]
    assert len(found) == len(expected)
    assert all(text.startswith(start) for text, start in zip(found, expected, strict=True))


def test_data_check_names_a_bar_on_a_day_without_a_session() -> None:
    """A Saturday among the sessions of New York."""
    nyse = nyse_sessions(pd.Timestamp("2024-01-02"), pd.Timestamp("2024-03-01"))
    days = nyse.append(pd.DatetimeIndex(["2024-01-20"])).sort_values()
    check = check_series(closes(days), name="mine", sessions=nyse, data_end=days[-1])
    assert "the NYSE was closed on 1 date: 2024-01-20" in check.defects


def test_a_file_of_a_coin_is_read(tmp_path: Path) -> None:
    """Twelve days, two Saturdays and Sundays among them."""
    rows = [
        f"{day:%Y-%m-%d},{100 + n}" for n, day in enumerate(pd.date_range("2024-01-12", periods=12))
    ]
    path = tmp_path / "coin.csv"
    path.write_text("Date,Close\n" + "\n".join(rows) + "\n")
    name, source = open_symbol(str(path), "reference", user_cache())
    assert frequency_of(source.prices(name)) is Frequency.SEVEN_DAY


def test_every_day_rolls_back_to_the_trading_day_before() -> None:
    """The week of Monday 2024-01-01: the weekend to Friday, or to Thursday where Friday is free."""
    days = pd.date_range("2024-01-01", periods=7)
    assert WEEKDAYS.roll_back(days).day.tolist() == [1, 2, 3, 4, 5, 5, 5]
    assert SUNDAY_TO_THURSDAY.roll_back(days).day.tolist() == [1, 2, 3, 4, 4, 4, 7]


def test_a_few_saturdays_are_no_trading_days() -> None:
    """Two Saturdays in ten weeks are less than half of them; five in ten are half."""
    weekdays = pd.bdate_range("2024-01-01", periods=50)
    saturdays = pd.date_range("2024-01-06", periods=10, freq="7D")
    assert trading_week(weekdays.union(saturdays[:2])) == WEEKDAYS
    assert trading_week(weekdays.union(saturdays[:5])).days == (0, 1, 2, 3, 4, 5)


def test_up_to_three_odd_sessions_are_listed_by_date() -> None:
    """Of more, the first and the last."""
    days = pd.date_range("2024-01-06", periods=4, freq="7D")
    assert describe_sessions(days[:3]) == (
        "3 sessions on Saturdays (2024-01-06, 2024-01-13, 2024-01-20)"
    )
    assert describe_sessions(days) == (
        "4 sessions on Saturdays (first 2024-01-06, last 2024-01-27)"
    )


def test_a_week_begins_after_the_weekend_where_it_has_several_starts() -> None:
    """Tuesday, Friday and Sunday each follow a day without a session; Sunday is the first."""
    assert TradingWeek((1, 4, 6)).anchor == "SAT"
    assert TradingWeek((0, 2, 3)).anchor == "SUN"
    assert TradingWeek((0, 2, 3)).words == "Monday, Wednesday, Thursday"
