"""Forecasts of levels, ranges, rates and volatility: when they are decided, and how."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtests.evidence.checks import decide
from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.verdicts import Verdict
from backtests.inference import monte_carlo
from backtests.studies.forecasts import (
    level_by_date,
    range_by_date,
    rate_cuts,
    relative_race,
    volatility_race,
)
from backtests.studies.rates import rate_forecast
from tests.proofs import number


def day(text: str) -> pd.Timestamp:
    """A date."""
    return pd.Timestamp(text)


def bars(closes: Any, start: str = "2024-01-01") -> pd.DataFrame:
    """Daily bars whose highs are 2 above and lows 2 below the close."""
    close = np.asarray(closes, dtype=np.float64)
    return pd.DataFrame(
        {"open": close, "high": close + 2, "low": close - 2, "close": close},
        pd.bdate_range(start, periods=close.size),
    )


def examine(study: ModuleType, as_of: str, **arguments: Any) -> Evidence:
    """Run a study on data that end on a day."""
    for name, value in arguments.items():
        if isinstance(value, pd.DataFrame):
            arguments[name] = value.loc[:as_of]
    evidence: Evidence = study.examine(
        Context(day(as_of), monte_carlo.generator("test"), 100), **arguments
    )
    return evidence


def verdict(study: ModuleType, as_of: str, **arguments: Any) -> Verdict:
    """The verdict of a study."""
    return decide(examine(study, as_of, **arguments).check).verdict


# Monday 1 to Friday 12 January; the forecast is made on Wednesday the 3rd, at 100.
PRICES = bars([98, 99, 100, 104, 107, 103, 99, 96, 101, 102])
MADE = {"bars": PRICES, "base_date": day("2024-01-03"), "resolves": day("2024-01-12")}
END = "2024-01-12"


@pytest.mark.parametrize(
    ("level", "reach", "expected"),
    [
        (109, "touch", "supported"),  # the high of Friday the 5th
        (109, "close", "refuted"),  # the highest close is 107
        (107, "close", "supported"),
        (103, "end", "refuted"),  # the last close is 102
        (102, "end", "supported"),
        (108, "never", "supported"),
        (107, "never", "refuted"),
        (94, "touch", "supported"),  # the low of the 10th, below the base
        (94, "close", "refuted"),
        (96, "close", "supported"),
        (95, "never", "supported"),
    ],
)
def test_a_level_is_reached_from_the_side_of_the_base(
    level: float, reach: str, expected: Verdict
) -> None:
    """By a high or low, any close, the last one, or none."""
    assert verdict(level_by_date, END, level=level, reach=reach, **MADE) == expected


def test_what_cannot_change_is_decided_before_the_date() -> None:
    """A touch supports, a close beyond a level that none was to reach refutes, on that day."""
    monday = "2024-01-08"
    assert verdict(level_by_date, "2024-01-04", level=109, **MADE) == "pending"
    assert verdict(level_by_date, monday, level=109, **MADE) == "supported"
    assert verdict(level_by_date, monday, level=107, reach="never", **MADE) == "refuted"
    assert verdict(level_by_date, monday, level=110, reach="never", **MADE) == "pending"
    assert verdict(level_by_date, monday, level=102, reach="end", **MADE) == "pending"


def test_a_rise_and_a_sign() -> None:
    """+7% is 107; above the base is more than 100, below it less."""
    assert verdict(level_by_date, END, rise=0.07, reach="close", **MADE) == "supported"
    assert verdict(level_by_date, END, rise=-0.04, reach="close", **MADE) == "supported"
    assert verdict(level_by_date, END, rise=-0.05, reach="close", **MADE) == "refuted"
    sign = {"rise": 0.0, "reach": "end", **MADE}
    assert verdict(level_by_date, END, side="above", **sign) == "supported"
    assert verdict(level_by_date, END, side="below", **sign) == "refuted"
    flat = {**sign, "bars": bars([100] * 10)}
    assert verdict(level_by_date, END, side="above", **flat) == "refuted"
    assert verdict(level_by_date, END, side="below", **flat) == "refuted"


def test_the_side_may_be_named() -> None:
    """To end below 103 is true at 102, though 103 is above the base."""
    given = {"level": 103.0, "reach": "end", **MADE}
    assert verdict(level_by_date, END, side="below", **given) == "supported"
    assert verdict(level_by_date, END, **given) == "refuted"


def test_without_the_close_of_the_base_day_a_rise_is_no_data() -> None:
    """The data begin after it."""
    later = {**MADE, "base_date": day("2023-06-01")}
    assert verdict(level_by_date, END, rise=0.07, **later) == "no data"


def test_the_base_rate_counts_windows_of_the_same_length() -> None:
    """Seven trading days on each side; a steady rise of 1% a day reaches 5% in all of them."""
    rising = {**MADE, "bars": bars(100 * 1.01 ** np.arange(60))}
    found = examine(level_by_date, "2024-03-22", rise=0.05, reach="close", **rising)
    rate = found.estimates[-1]
    assert (rate.value, rate.n) == (1.0, 60 - 6)  # 9 calendar days are 6 trading days
    never = examine(level_by_date, "2024-03-22", rise=0.05, reach="never", **rising)
    assert never.estimates[-1].value == 0.0
    end = examine(level_by_date, "2024-03-22", rise=0.07, reach="end", **rising)
    assert end.estimates[-1].value == 0.0  # 1.01^6 = 1.0615


def test_the_outlook_has_what_is_missing_and_the_odds() -> None:
    """From 103 to 110 is +6.8%; four more days of the made-up week."""
    found = examine(level_by_date, "2024-01-08", level=110, **MADE)
    assert found.outlook is not None
    outlook = found.outlook()
    assert outlook is not None
    assert outlook.distance == pytest.approx(110 / 103 - 1)
    assert outlook.settles == "a price at or above 110.00 by 2024-01-12"
    assert outlook.odds[0].n == 6 - 3  # four calendar days are three trading days


@pytest.mark.parametrize(
    ("low", "high", "when", "as_of", "expected"),
    [
        (101, 103, "end", END, "supported"),
        (102, 103, "end", END, "supported"),  # ends included
        (103, 110, "end", END, "refuted"),
        (95, 108, "always", END, "supported"),
        (97, 108, "always", END, "refuted"),  # 96 on the 10th
        (97, 108, "always", "2024-01-10", "refuted"),  # at once
        (97, 108, "always", "2024-01-09", "pending"),
        (103, 110, "end", "2024-01-09", "pending"),
    ],
)
def test_a_range(low: float, high: float, when: str, as_of: str, expected: Verdict) -> None:
    """At the end, or on every day to it."""
    found = verdict(range_by_date, as_of, low=low, high=high, when=when, **MADE)
    assert found == expected


def test_the_more_volatile_of_two() -> None:
    """2% a day against 1%, pending before the date."""
    signs = np.tile([1.0, -1.0], 20)
    ours = bars(100 * np.exp(np.cumsum(0.02 * signs)))
    theirs = bars(100 * np.exp(np.cumsum(0.01 * signs)))
    span = {"base_date": day("2024-01-01"), "resolves": day("2024-02-23")}
    assert verdict(volatility_race, "2024-02-23", first=ours, second=theirs, **span) == "supported"
    assert verdict(volatility_race, "2024-02-23", first=theirs, second=ours, **span) == "refuted"
    assert verdict(volatility_race, "2024-02-20", first=ours, second=theirs, **span) == "pending"


RATE = pd.DataFrame(
    {"value": [4.00, 4.10, 4.30, 4.20, 3.95]}, pd.bdate_range("2024-01-01", periods=5)
)
RATED = {"rate": RATE, "base_date": day("2024-01-01"), "resolves": day("2024-01-05")}


@pytest.mark.parametrize(
    ("given", "as_of", "expected"),
    [
        ({"most": 4.0}, "2024-01-05", "supported"),
        ({"most": 4.0}, "2024-01-04", "pending"),
        ({"least": 4.0}, "2024-01-05", "refuted"),
        ({"least": 3.9, "most": 4.0}, "2024-01-05", "supported"),
        ({"least": 4.3, "when": "any day"}, "2024-01-05", "supported"),
        ({"least": 4.3, "when": "any day"}, "2024-01-03", "supported"),  # on that day
        ({"least": 4.31, "when": "any day"}, "2024-01-05", "refuted"),
        ({"least": 3.9, "when": "every day"}, "2024-01-05", "supported"),
        ({"least": 3.9, "when": "every day"}, "2024-01-04", "pending"),
        ({"most": 4.2, "when": "every day"}, "2024-01-05", "refuted"),
        ({"most": 4.2, "when": "every day"}, "2024-01-03", "refuted"),  # 4.30 on that day
        ({"change_most": -5.0}, "2024-01-05", "supported"),  # 4.00 to 3.95
        ({"change_most": -6.0}, "2024-01-05", "refuted"),
    ],
)
def test_a_rate_by_a_date(given: dict[str, Any], as_of: str, expected: Verdict) -> None:
    """A level or a change from the base, at the end or on any day."""
    assert verdict(rate_forecast, as_of, **given, **RATED) == expected


def test_hikes_are_counted_as_cuts_are() -> None:
    """One hike of the two moves after the day; the base rate is of hikes."""
    mid = [4.0, 3.75, 4.0]
    days = pd.DatetimeIndex(["2023-01-02", "2024-03-20", "2024-06-12"], name="announced")
    policy = pd.DataFrame({"lower": mid, "upper": mid, "mid": mid}, days)
    span = {"policy": policy, "since": day("2024-01-02"), "until": day("2024-12-31")}
    found = {"least": 1, "most": 1, **span}
    assert verdict(rate_cuts, "2024-12-31", move="hike", **found) == "supported"
    evidence = examine(rate_cuts, "2024-12-31", move="hike", **found)
    assert evidence.estimates[0].name == "hikes announced"
    assert evidence.estimates[1].value == pytest.approx(0.0025)
    assert verdict(rate_cuts, "2024-12-31", least=2, **span) == "refuted"


def test_a_lead_of_a_least_size() -> None:
    """102 against 100: two points ahead, which three needed."""
    given = {
        "others": {"ours": bars([100, 101, 102]), "theirs": bars([100, 100, 100])},
        "pairs": [["ours", "theirs"]],
        "base_date": day("2024-01-01"),
        "resolves": day("2024-01-03"),
        "months": 1,
    }
    assert verdict(relative_race, "2024-01-03", **given) == "supported"
    assert verdict(relative_race, "2024-01-03", least_lead=0.02, **given) == "supported"
    assert verdict(relative_race, "2024-01-03", least_lead=0.03, **given) == "refuted"


# Weekly data


def weekly(daily: pd.DataFrame) -> pd.DataFrame:
    """Weekly bars of daily ones, dated by their last day."""
    weeks = daily.groupby(daily.index.to_period("W"))
    return pd.DataFrame(
        {
            "open": weeks["open"].first().to_numpy(),
            "high": weeks["high"].max().to_numpy(),
            "low": weeks["low"].min().to_numpy(),
            "close": weeks["close"].last().to_numpy(),
        },
        pd.DatetimeIndex([group.index[-1] for _, group in weeks]),
    )


# Four weeks from Monday 1 January; Friday closes 104, 114, 104, 104. Wednesday the 17th is at 120.
DAYS = bars(
    [100, 101, 102, 103, 104, 106, 108, 110, 112, 114, *[116, 118, 120, 110, 104], *[104] * 5]
)
WEEKS = weekly(DAYS)


@pytest.mark.parametrize(
    ("resolves", "reach", "level", "expected"),
    [
        # The high of the week to the 19th, 122, is of the 17th: known to be in time by the 19th.
        ("2024-01-19", "touch", 121, "supported"),
        ("2024-01-19", "touch", 123, "refuted"),
        # By Tuesday the 16th it was at most 120: a week that touches 121 does not say when.
        ("2024-01-16", "touch", 121, "no data"),
        ("2024-01-16", "touch", 123, "refuted"),
        # The last close by Wednesday is 120, not that of Friday the 12th.
        ("2024-01-17", "end", 115, "no data"),
        ("2024-01-20", "end", 115, "refuted"),
        # The highest weekly close is 114, a daily one 120; the highest price is 122.
        ("2024-01-19", "never", 119, "no data"),
        ("2024-01-19", "never", 123, "supported"),
        ("2024-01-19", "close", 119, "no data"),
    ],
)
def test_a_week_decides_only_what_its_days_cannot_turn(
    resolves: str, reach: str, level: float, expected: Verdict
) -> None:
    """The span begins at the close of Friday 5 January, 104."""
    made = {"base_date": day("2024-01-05"), "resolves": day(resolves)}
    found = verdict(level_by_date, "2024-01-26", bars=WEEKS, level=level, reach=reach, **made)
    assert found == expected


def test_a_touch_in_the_week_of_the_base_may_be_from_before_it() -> None:
    """The low of the week to the 19th is of its end; its high, 122, is of Wednesday."""
    made = {"bars": WEEKS, "base_date": day("2024-01-18"), "resolves": day("2024-01-26")}
    assert verdict(level_by_date, "2024-01-26", level=121, **made) == "no data"
    assert verdict(level_by_date, "2024-01-26", level=123, **made) == "refuted"
    assert verdict(level_by_date, "2024-01-26", rise=0.1, **made) == "no data"


def test_a_range_at_the_end_of_a_wednesday_is_not_that_of_friday() -> None:
    """Friday the 12th closed at 114, Wednesday the 17th at 120."""
    made = {"bars": WEEKS, "base_date": day("2024-01-05"), "low": 113, "high": 115}
    assert verdict(range_by_date, "2024-01-26", resolves=day("2024-01-17"), **made) == "no data"
    assert verdict(range_by_date, "2024-01-26", resolves=day("2024-01-14"), **made) == "supported"


@settings(max_examples=number(60, 20), deadline=None)
@given(
    moves=st.lists(st.integers(-3, 3), min_size=40, max_size=40),
    base=st.integers(5, 20),
    length=st.integers(1, 15),
    level=st.integers(85, 115),
    reach=st.sampled_from(["touch", "close", "end", "never"]),
)
def test_weeks_never_contradict_days(
    moves: list[int], base: int, length: int, level: int, reach: str
) -> None:
    """Where weekly bars decide a level, daily bars decide it in the same way."""
    daily = bars(100 + np.cumsum(moves), "2024-01-08")
    made = {
        "base_date": daily.index[base],
        "resolves": daily.index[base + length],
        "level": level + 0.5,
        "reach": reach,
    }
    end = str(daily.index[-1].date())
    by_week = verdict(level_by_date, end, bars=weekly(daily), **made)
    assert by_week in ("no data", verdict(level_by_date, end, bars=daily, **made))
