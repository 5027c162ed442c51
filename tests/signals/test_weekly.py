"""Signals on weekly bars: spans are in weeks, and what is published later is known later."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data_feeds.series.bars import Frequency
from signals import confirmation, credit, rates, risk_off
from signals.core.known_values import bars_in, latest_known
from signals.declines import CrashRule, find_declines
from signals.levels.stops import parse_stop
from strategies.engine.cohort import decision_day
from strategies.selective_hedge import hedged_days

NONE = pd.DataFrame({"value": np.zeros(0)}, index=pd.DatetimeIndex([]))


def weeks(count: int) -> pd.DatetimeIndex:
    """Fridays from 2024 on."""
    return pd.date_range("2024-01-05", periods=count, freq="W-FRI", name="date")


def values(*given: float) -> pd.DataFrame:
    """A rate of each week."""
    return pd.DataFrame({"value": given}, index=weeks(len(given)))


@pytest.mark.parametrize(
    ("days", "found"), [(5, 1), (21, 4), (63, 13), (126, 26), (252, 52), (504, 104)]
)
def test_spans_are_counted_in_weeks(days: int, found: int) -> None:
    """METHODS 0: twelve months are 52 weeks, and 21 of 252 days 4 of them; days stay days."""
    assert bars_in(weeks(30), days) == found
    assert bars_in(pd.bdate_range("2024-01-01", periods=30), days) == days
    assert bars_in(weeks(1), days) == days


def test_a_spread_of_a_week_is_known_the_week_after() -> None:
    """The value of Friday is published after its close, so the next week knows it."""
    known = latest_known(values(3.0, 4.0, 5.0), weeks(3), lag=credit.LAG)
    assert known.isna().tolist() == [True, False, False]
    assert known.tolist()[1:] == [3.0, 4.0]


def test_a_widening_of_21_days_is_one_of_four_weeks() -> None:
    """3.0 to 3.5 within four weeks, known a week later; five weeks after the rise it is over."""
    spread = values(3.0, 3.0, 3.5, 3.5, 3.5, 3.5, 3.5, 3.5, 3.5)
    found = credit.spread_changes(spread, NONE, weeks(9), span=credit.MONTH)
    assert found.isna().sum() == 5
    # Known by week i is the value of week i - 1, and four weeks before it that of week i - 5.
    assert found.tolist()[5:] == [0.5, 0.5, 0.0, 0.0]
    assert credit.worse(found).tolist()[5:] == [True, True, False, False]


def test_a_shock_is_new_after_thirteen_weeks() -> None:
    """63 trading days are 13 weeks: the 14th week after the first is an event again."""
    change = pd.Series(1.0, index=weeks(20))
    assert credit.shocks(change).tolist() == [weeks(20)[0], weeks(20)[14]]


def test_a_yield_is_compared_with_thirteen_weeks_before() -> None:
    """4.0 less 3.0 once, then unchanged."""
    yields = values(*[3.0] * 13, *[4.0] * 14)
    change = rates.two_year_change(yields, weeks(27))
    assert change.isna().sum() == 13
    assert change.tolist()[13:] == [*[1.0] * 13, 0.0]


def test_the_mean_of_a_yield_is_over_104_weeks() -> None:
    """A step of one point among 104 values moves the mean by 1/104."""
    yields = values(*[3.0] * 103, 4.0)
    assert rates.distance_from_mean(yields, weeks(104)).iloc[-1] == pytest.approx(1 - 1 / 104)


def test_waiting_ends_after_52_weeks() -> None:
    """A price that falls for good is never above its mean of 41 weeks."""
    bars = pd.DataFrame({"close": np.linspace(100, 50, 120)}, index=weeks(120))
    flat = values(*[3.0] * 120)
    (found,) = confirmation.find_events(bars, flat, flat, flat, since=weeks(120)[50])
    assert found.details == {"cause": "gave up", "waited": 52}
    assert found.known_on == weeks(120)[102]


@pytest.mark.parametrize(("before", "is_crash"), [(5, True), (6, False)])
def test_a_crash_is_a_fall_from_the_highest_of_five_weeks(before: int, is_crash: bool) -> None:
    """A fall by a fifth, a little a week, is a crash if it takes five weeks and none if six."""
    assert CrashRule().bars(Frequency.WEEKLY) == 5
    path = [90.0, 100.0, *np.linspace(100, 80, before + 1)[1:], 95.0]
    bars = pd.DataFrame({"close": path}, index=weeks(len(path)))
    (decline,) = [d for d in find_declines(bars) if d.finished]
    assert (decline.kind == "crash") == is_crash


def test_a_spread_widens_within_four_weeks_and_is_quiet_for_thirteen() -> None:
    """0.75 points in four weeks; the next event is the 14th week after, known a week later."""
    spread = values(*(0.2 * np.arange(30)))
    first, second, *_ = risk_off.find_widenings(spread)
    assert [e.details["day"] for e in (first, second)] == [weeks(30)[4], weeks(30)[18]]
    assert first.details["since"] == weeks(30)[0]
    assert first.known_on == weeks(30)[5]


def test_average_true_ranges_are_over_weeks() -> None:
    """20 and 22 trading days are 4 and 5 weeks; other stops need none."""
    found = [
        parse_stop(text).atr_bars(Frequency.WEEKLY) for text in ("atr:2", "chandelier:3", "8%")
    ]
    assert found == [4, 5, None]


def test_the_hedge_compares_with_52_weeks() -> None:
    """A change of 0.2 after 52 of 0.0 and 0.1 in turn is wide; after 51 nothing is known."""
    calm = [0.1 * (at % 2) for at in range(60)]
    for count, on in ((52, True), (51, False)):
        change = pd.Series([*calm[:count], 0.2], index=weeks(count + 1))
        assert hedged_days(change, deviations=1.5).iloc[-1] == on


def test_a_cohort_of_a_year_lasts_52_weeks() -> None:
    """The latest month start with 52 later weeks, in 70 weeks from 2024-01-05."""
    bars = pd.DataFrame({"close": 1.0}, index=weeks(70))
    assert decision_day(bars, start=None, window=252) == pd.Timestamp("2024-05-03")
