"""Studies of stated figures of the past, on prices and rates small enough to check on paper."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

from backtests.evidence.checks import MissingCheck, decide
from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.verdicts import Verdict
from backtests.inference import monte_carlo
from backtests.studies.declines import decline_average
from backtests.studies.prices import (
    growth_rate,
    level_change,
    level_on,
    moving_average,
    realised_volatility,
    record_distance,
    record_extreme,
    record_level,
    return_gap,
    streak_length,
)
from backtests.studies.rates import rate_change, rate_level, rate_moves
from data_feeds.series.bars import DataError

AS_OF = pd.Timestamp("2024-12-31")


def day(text: str) -> pd.Timestamp:
    """A date."""
    return pd.Timestamp(text)


def bars(closes: list[float], start: str = "2024-01-01") -> pd.DataFrame:
    """Daily bars whose highs are 2 above and lows 2 below the close."""
    close = np.array(closes, dtype=np.float64)
    return pd.DataFrame(
        {"open": close, "high": close + 2, "low": close - 2, "close": close},
        pd.bdate_range(start, periods=len(closes)),
    )


def values(rates: list[float], start: str = "2024-01-01") -> pd.DataFrame:
    """A rate by trading day."""
    return pd.DataFrame({"value": rates}, pd.bdate_range(start, periods=len(rates)))


def examine(study: ModuleType, **arguments: Any) -> Evidence:
    """Run a study."""
    evidence: Evidence = study.examine(
        Context(AS_OF, monte_carlo.generator("test"), 100), **arguments
    )
    return evidence


def verdict(study: ModuleType, **arguments: Any) -> Verdict:
    """The verdict of a study."""
    return decide(examine(study, **arguments).check).verdict


# Monday 1 to Friday 12 January.
PRICES = bars([100, 102, 104, 103, 99, 101, 105, 106, 107, 96])
WEEK = {"start": day("2024-01-01"), "end": day("2024-01-05")}


@pytest.mark.parametrize(
    ("at", "relation", "level", "expected"),
    [
        ("close", "near", 99.5, "supported"),  # 99 is 0.5% off
        ("close", "near", 100.5, "inconclusive"),  # 1.5% off: one to two tolerances
        ("close", "near", 102, "refuted"),  # 3% off
        ("close", "above", 99, "refuted"),  # at it, not above
        ("any close", "near", 104.2, "supported"),
        ("any close", "above", 103.5, "supported"),
        ("all closes", "above", 98, "supported"),
        ("all closes", "above", 99, "refuted"),
        ("highest close", "near", 104, "supported"),
        ("lowest close", "below", 100, "supported"),
        ("high", "near", 106, "supported"),  # 104 + 2
        ("low", "below", 97.5, "supported"),  # 99 - 2
    ],
)
def test_a_level_of_a_span(at: str, relation: str, level: float, expected: Verdict) -> None:
    """Its last close, any, all, or an extreme; near is 1% of the level."""
    found = verdict(level_on, bars=PRICES, at=at, relation=relation, level=level, **WEEK)
    assert found == expected


def test_the_level_of_a_wednesday_is_not_that_of_the_friday_before() -> None:
    """Weekly closes of 5, 12 and 19 January; a Saturday has the close of its week."""
    weeks = pd.DataFrame(
        {"close": [100.0, 110.0, 120.0]},
        pd.DatetimeIndex(["2024-01-05", "2024-01-12", "2024-01-19"]),
    )
    for date, expected in (("2024-01-17", "no data"), ("2024-01-13", "supported")):
        made = {"start": day(date), "end": day(date), "level": 110}
        assert verdict(level_on, bars=weeks, **made) == expected


def test_the_reason_names_the_close_that_decides() -> None:
    """Of 100, 90 and 95 all are above 80, and not all above 94: 90 is not."""
    closes = bars([100, 90, 95])
    made = {"bars": closes, "start": closes.index[0], "end": closes.index[-1]}
    check = examine(level_on, level=94, at="all closes", relation="above", **made).check
    assert "found 90.00" in decide(check).reason
    check = examine(level_on, level=96, at="any close", relation="above", **made).check
    assert "found 100.00" in decide(check).reason


def test_a_level_after_the_data_is_no_data() -> None:
    """And so is a high of closes alone."""
    later = {"start": day("2024-03-01"), "end": day("2024-03-01")}
    assert verdict(level_on, bars=PRICES, level=100, **later) == "no data"
    assert verdict(level_on, bars=PRICES[["close"]], at="high", level=100, **WEEK) == "no data"


def test_the_distance_from_a_high_and_from_a_low() -> None:
    """96 is 10.28% below 107, and 96 / 94 - 1 = 2.13% above the low of its own bar."""
    friday = day("2024-01-12")
    given = {"bars": PRICES, "date": friday, "tolerance": 0.001}
    assert verdict(record_distance, claimed=-0.1028, **given) == "supported"
    assert verdict(record_distance, claimed=-0.12, **given) == "refuted"
    below = {"extreme": "low", "of": "bars"}
    assert verdict(record_distance, claimed=0.0213, **below, **given) == "supported"
    # The high of the bars is 109: 96 / 109 - 1 = -11.93%.
    assert verdict(record_distance, claimed=-0.1193, of="bars", **given) == "supported"
    # 107 / 99 - 1 = 8.08% from the close of the first Friday, 107 / 97 - 1 = 10.31% from its low.
    week = {"since": day("2024-01-03"), "until": day("2024-01-05"), "extreme": "low"}
    thursday = {"bars": PRICES, "date": day("2024-01-11"), "tolerance": 0.001}
    assert verdict(record_distance, claimed=0.0808, **week, **thursday) == "supported"
    assert verdict(record_distance, claimed=0.1031, **week, **thursday) == "refuted"
    assert verdict(record_distance, claimed=0.1031, of="either", **week, **thursday) == "supported"
    assert verdict(record_distance, claimed=0.0808, of="either", **week, **thursday) == "supported"
    # A later close may be above the high of an earlier week: 107 / 104 - 1 = 2.88%.
    earlier = {"until": day("2024-01-05"), **thursday}
    assert verdict(record_distance, claimed=0.0288, **earlier) == "supported"
    # From Friday alone the high is the close itself.
    alone = {"since": day("2024-01-12")}
    assert verdict(record_distance, claimed=0.0, **alone, **given) == "supported"


def test_the_highest_close_and_the_worst_day_since_a_day() -> None:
    """107 is above all before; the fall to 96 (-10.3%) is worse than that to 99 (-3.9%)."""
    thursday, friday = day("2024-01-11"), day("2024-01-12")
    assert verdict(record_extreme, bars=PRICES, start=thursday, end=thursday) == "supported"
    worst = {"extreme": "lowest", "of": "day"}
    assert verdict(record_extreme, bars=PRICES, start=friday, end=friday, **worst) == "supported"
    # 103 on the first Thursday is below 104 the day before.
    fourth = day("2024-01-04")
    assert verdict(record_extreme, bars=PRICES, start=fourth, end=fourth) == "refuted"
    # But the highest after Wednesday, which is left out.
    since = {"since": day("2024-01-03"), "start": day("2024-01-09"), "end": day("2024-01-09")}
    assert verdict(record_extreme, bars=PRICES, **since) == "supported"


def test_the_level_of_a_record_is_compared_too() -> None:
    """107 is the record close; its tolerance is 0.05%, beyond twice which it is refuted."""
    thursday = day("2024-01-11")
    given = {"bars": PRICES, "start": thursday, "end": thursday}
    assert verdict(record_extreme, level=107.05, **given) == "supported"
    assert verdict(record_extreme, level=107.1, **given) == "inconclusive"
    assert verdict(record_extreme, level=107.2, **given) == "refuted"
    assert verdict(record_extreme, level=109.0, of="bar", **given) == "supported"


@pytest.mark.parametrize(
    ("level", "of", "word"),
    [
        (107.0, "either", "supported"),
        (109.0, "either", "supported"),  # the high of the day of that close
        (108.0, "either", "refuted"),
        (109.0, "closes", "refuted"),
        (107.0, "bars", "refuted"),
    ],
)
def test_a_record_up_to_a_day_is_at_the_stated_level(level: float, of: str, word: str) -> None:
    """Of the closes or of the highs, or of either."""
    friday = day("2024-01-12")
    assert verdict(record_level, bars=PRICES, date=friday, level=level, of=of) == word
    # The lowest close up to the fifth is 99, the lowest price 97; from the eighth on 101 and 99.
    low = {"extreme": "low", "date": day("2024-01-11"), "of": "closes"}
    assert verdict(record_level, bars=PRICES, level=99.0, **low) == "supported"
    later = {"since": day("2024-01-08"), **low}
    assert verdict(record_level, bars=PRICES, level=101.0, **later) == "supported"
    early = {"date": day("2023-12-29"), "level": 100.0}
    assert verdict(record_level, bars=PRICES, **early) == "no data"


def test_a_move_counts_if_it_begins_at_the_close_of_the_day_or_later() -> None:
    """The week of 1 January has no close before it; the second is the first with a return."""
    weeks = bars([100] * 5 + [110] * 5 + [121] * 5 + [131] * 5)
    last = {"start": day("2024-01-22"), "end": day("2024-01-26"), "of": "week"}
    # +10%, +10%, +8.3%: not the best, but the best after the third week is over, with none before.
    assert verdict(record_extreme, bars=weeks, **last) == "refuted"
    found = examine(record_extreme, bars=weeks, since=day("2024-01-12"), **last)
    assert found.estimates[1].n == 1
    none_before = examine(record_extreme, bars=weeks, since=day("2024-01-19"), **last)
    assert isinstance(none_before.check, MissingCheck)


@pytest.mark.parametrize(
    ("date", "streak", "claimed", "days"),
    [
        ("2024-01-03", "up", 2, None),  # 102, 104
        ("2024-01-05", "down", 2, None),  # 103, 99
        ("2024-01-11", "up", 4, None),  # 101, 105, 106, 107
        ("2024-01-11", "record high", 3, None),  # 105, 106, 107 above 104
        ("2024-01-11", "above mean", 3, 5),  # means of 102.4, 102.8, 103.6; 101 is below 101.8
    ],
)
def test_the_length_of_a_streak(date: str, streak: str, claimed: int, days: int | None) -> None:
    """As many as stated support, one fewer or more refute."""
    given = {"bars": PRICES, "date": day(date), "streak": streak, "days": days}
    assert verdict(streak_length, claimed=claimed, **given) == "supported"
    assert verdict(streak_length, claimed=claimed + 1, **given) == "refuted"


def test_a_streak_of_weeks_counts_their_last_closes() -> None:
    """99, then 96: a week down, after one of no known direction."""
    given = {"bars": PRICES, "date": day("2024-01-12"), "streak": "down", "of": "week"}
    assert verdict(streak_length, claimed=1, **given) == "supported"


def test_what_is_said_of_a_moving_average() -> None:
    """Three-day means: 102 on Wednesday the 3rd, 103, 102, 101, 101.67, 104, 106, 103."""
    eleventh, twelfth = day("2024-01-11"), day("2024-01-12")
    three = {"bars": PRICES, "days": 3}
    up = {"start": day("2024-01-09"), "end": eleventh, "position": "above"}
    assert verdict(moving_average, **three, **up) == "supported"
    assert verdict(moving_average, **three, **{**up, "end": twelfth}) == "refuted"
    crossed = {"start": twelfth, "end": twelfth, "position": "crossed below"}
    assert verdict(moving_average, **three, **crossed) == "supported"
    assert verdict(moving_average, **three, **{**crossed, "position": "crossed above"}) == "refuted"
    level = {"start": twelfth, "end": twelfth, "position": "level", "claimed": 103.0}
    assert verdict(moving_average, **three, **level) == "supported"
    assert verdict(moving_average, **three, **{**level, "claimed": 110.0}) == "refuted"


def test_the_yearly_compound_return() -> None:
    """100 to 121 in two years of 730 days is 10.005% a year, against 44% at 20%."""
    days = pd.DatetimeIndex(["2022-01-03", "2023-01-02", "2024-01-03"])
    ours = pd.DataFrame({"close": [100.0, 105.0, 121.0]}, days)
    theirs = pd.DataFrame({"close": [100.0, 120.0, 144.0]}, days)
    for one in (ours, theirs):
        one.attrs["frequency"] = "daily"
    span = {"start": days[0], "end": days[-1], "tolerance": 0.001}
    assert verdict(growth_rate, bars=ours, claimed=0.10, **span) == "supported"
    assert verdict(growth_rate, bars=ours, less=theirs, claimed=-0.10, **span) == "supported"
    assert verdict(growth_rate, bars=ours, claimed=0.21, **span) == "refuted"


def test_the_change_in_points() -> None:
    """From 100 to 96: four points down."""
    found = {"bars": bars([100.0, 98.0, 96.0]), "start": day("2024-01-01"), "tolerance": 0.5}
    span = {"end": day("2024-01-03"), **found}
    assert verdict(level_change, claimed=-4.0, **span) == "supported"
    assert verdict(level_change, claimed=4.0, **span) == "refuted"
    later = {**span, "end": day("2025-06-02")}
    assert verdict(level_change, claimed=-4.0, **later) == "no data"


def test_the_gap_of_two_returns() -> None:
    """-4% against +2%: six points behind."""
    other = bars([100.0] * 9 + [102.0])
    given = {"second": other, "start": day("2024-01-01"), "end": day("2024-01-12")}
    found = {"first": PRICES, "tolerance": 0.001, **given}
    assert verdict(return_gap, claimed=-0.06, **found) == "supported"
    assert verdict(return_gap, claimed=0.06, **found) == "refuted"


def test_realised_volatility() -> None:
    """Daily log returns of +1% and -1% in turn: 0.01 x sqrt(n / (n - 1)) x sqrt(252) = 16.1%."""
    logs = np.tile([0.0, 0.01], 30)
    prices = bars([float(price) for price in 100 * np.exp(logs)])
    span = {"start": day("2024-01-01"), "end": day("2024-03-22"), "tolerance": 0.002}
    found = examine(realised_volatility, bars=prices, claimed=0.16, **span)
    assert found.estimates[0].value == pytest.approx(0.01 * np.sqrt(59 / 58 * 252), rel=1e-3)
    assert decide(found.check).verdict == "supported"


def test_falls_by_depth_length_and_number() -> None:
    """100 to 85 (15%), 110 to 77 (30%): a correction and a bear market; -8% is neither."""
    prices = bars([100, 85, 97, 110, 77, 90, 100, 92, 101])
    given = {"bars": prices, "tolerance": 0.001}
    deep = {"least": 0.10, **given}
    assert verdict(decline_average, statistic="mean depth", claimed=0.225, **deep) == "supported"
    assert verdict(decline_average, statistic="deepest", claimed=0.30, **deep) == "supported"
    assert verdict(decline_average, statistic="count", claimed=2, **deep) == "supported"
    assert verdict(decline_average, statistic="count", claimed=3, **deep) == "refuted"
    shallow = {"most": 0.20, **deep}
    assert verdict(decline_average, statistic="count", claimed=1, **shallow) == "supported"
    assert verdict(decline_average, statistic="mean length", claimed=1, **deep) == "supported"
    last = {"last": 1, **deep}
    assert verdict(decline_average, statistic="median depth", claimed=0.30, **last) == "supported"


def test_a_rate_and_a_spread() -> None:
    """4.25 less 3.75 is half a point; a weekend has the level of Friday."""
    ten, two = values([4.00, 4.10, 4.25]), values([3.90, 3.80, 3.75])
    third = {"start": day("2024-01-03"), "end": day("2024-01-03")}
    assert verdict(rate_level, rate=ten, less=two, percent=0.5, **third) == "supported"
    assert verdict(rate_level, rate=ten, percent=4.25, **third) == "supported"
    assert verdict(rate_level, rate=ten, percent=4.33, **third) == "inconclusive"  # 8 bp off
    above = {"relation": "above", "at": "all closes", "start": day("2024-01-01")}
    given = {**third, **above}
    assert verdict(rate_level, rate=ten, less=two, percent=0.05, **given) == "supported"
    assert verdict(rate_level, rate=ten, less=two, percent=0.1, **given) == "refuted"
    saturday = {"start": day("2024-01-06"), "end": day("2024-01-06")}
    assert verdict(rate_level, rate=ten, percent=4.25, **saturday) == "supported"


def test_the_change_of_a_rate_in_basis_points() -> None:
    """4.00 to 4.25: +25, of the spread 10 to 50: +40."""
    ten, two = values([4.00, 4.10, 4.25]), values([3.90, 3.80, 3.75])
    span = {"start": day("2024-01-01"), "end": day("2024-01-03"), "tolerance": 1.0}
    assert verdict(rate_change, rate=ten, claimed=25.0, **span) == "supported"
    assert verdict(rate_change, rate=ten, claimed=-25.0, **span) == "refuted"
    assert verdict(rate_change, rate=ten, less=two, claimed=40.0, **span) == "supported"


def fed(*rows: tuple[str, float]) -> pd.DataFrame:
    """The Fed's target by announcement."""
    mid = [level for _, level in rows]
    index = pd.DatetimeIndex([date for date, _ in rows], name="announced")
    return pd.DataFrame({"lower": mid, "upper": mid, "mid": mid}, index)


def test_the_number_and_the_size_of_moves() -> None:
    """Two cuts of 75 bp together, both days of the span included; the hike is another kind."""
    policy = fed(("2023-01-02", 5), ("2024-03-20", 4.5), ("2024-06-12", 4.25), ("2024-07-31", 4.5))
    span = {"policy": policy, "start": day("2024-03-20"), "end": day("2024-06-12")}
    assert verdict(rate_moves, move="cut", count=2, basis_points=75.0, **span) == "supported"
    assert verdict(rate_moves, move="cut", count=3, **span) == "refuted"
    year = {**span, "end": day("2024-12-31")}
    assert verdict(rate_moves, move="change", count=3, **year) == "supported"
    assert verdict(rate_moves, move="hike", count=1, basis_points=25.0, **year) == "supported"
    later = {**span, "end": day("2025-06-30")}
    assert verdict(rate_moves, move="cut", count=2, **later) == "no data"


def test_a_mean_of_closes_is_that_of_the_whole_span() -> None:
    """Five closes from 99 to 104; a span that begins long before the data has none."""
    span = {"bars": PRICES, **WEEK, "at": "mean close", "tolerance": 0.0001}
    assert verdict(level_on, level=101.6, **span) == "supported"
    assert verdict(level_on, level=101.5, **span) == "refuted"
    early = {**span, "start": day("2023-10-02")}
    assert verdict(level_on, level=101.6, **early) == "no data"
    lows = {**span, "at": "low or close"}
    assert verdict(level_on, level=99, **lows) == verdict(level_on, level=97, **lows) == "supported"
    assert verdict(level_on, level=98, **lows) == "refuted"
    prices = {**span, "at": "any price"}
    assert {verdict(level_on, level=one, **prices) for one in (97, 99, 104)} == {"supported"}
    assert verdict(level_on, level=98, **prices) == "refuted"
    rate = {"rate": values([4.0, 4.2, 4.4]), "start": day("2024-01-01"), "end": day("2024-01-03")}
    assert verdict(rate_level, at="mean close", percent=4.2, **rate) == "supported"


def test_moves_without_a_number_are_at_least_one() -> None:
    """Two cuts are one or more, and no hike is none."""
    policy = fed(("2023-01-02", 5), ("2024-03-20", 4.5), ("2024-06-12", 4.25))
    span = {"policy": policy, "start": day("2024-01-01"), "end": day("2024-06-30"), "least": 1}
    found = decide(examine(rate_moves, move="cut", **span).check)
    assert (found.verdict, found.reason) == ("supported", "at least 1 cut, found 2")
    none = decide(examine(rate_moves, move="hike", **span).check)
    assert (none.verdict, none.reason) == ("refuted", "not so: at least 1 hike, found 0")


def test_a_rate_level_of_the_fed_is_the_middle_of_its_target() -> None:
    """From the day of the announcement on."""
    policy = fed(("2023-01-02", 5), ("2024-03-20", 4.5))
    for date, level in (("2024-03-19", 5.0), ("2024-03-20", 4.5), ("2024-11-01", 4.5)):
        span = {"start": day(date), "end": day(date)}
        assert verdict(rate_level, rate=policy, percent=level, **span) == "supported"


def test_a_return_of_a_rate_is_refused() -> None:
    """The series is named, with what it has."""
    with pytest.raises(DataError, match="is no price series; found value"):
        examine(
            growth_rate,
            bars=values([4.0, 4.1]),
            start=day("2024-01-01"),
            end=day("2024-01-02"),
            claimed=0.1,
            tolerance=0.1,
        )


def weekly(closes: list[float]) -> pd.DataFrame:
    """Closes by Friday."""
    days = pd.date_range("2024-01-05", periods=len(closes), freq="W-FRI")
    return pd.DataFrame({"close": np.array(closes, dtype=np.float64)}, days)


def test_weekly_values_do_not_refute_what_a_day_may_show() -> None:
    """A level that they have is supported; one that they miss takes daily closes."""
    prices = weekly([100, 104, 102, 99])
    span = {"bars": prices, "start": day("2024-01-05"), "end": day("2024-01-26")}
    assert verdict(level_on, at="highest close", level=104, **span) == "supported"
    missed = decide(examine(level_on, at="highest close", level=108, **span).check)
    assert (missed.verdict, "found weekly" in missed.reason) == ("no data", True)
    every = {"at": "all closes", "relation": "above", "level": 98}
    assert verdict(level_on, **every, **span) == "no data"
    record = {"bars": prices, "start": day("2024-01-12"), "end": day("2024-01-12")}
    assert verdict(record_extreme, **record) == "no data"


def test_the_mean_of_a_holiday_is_that_of_the_session_before() -> None:
    """A Saturday after Friday the 12th, which a later close shows to be none of the data's end."""
    later = pd.concat([PRICES, bars([97.0], start="2024-01-16")])
    saturday = day("2024-01-13")
    made = {"bars": later, "days": 3, "start": saturday, "end": saturday}
    assert verdict(moving_average, **made, position="level", claimed=103.0) == "supported"
    assert verdict(moving_average, **made, position="above") == "refuted"


def test_a_record_of_a_ratio_is_one_of_both_closes() -> None:
    """The price is at its highest, and half of what it was against the other."""
    ours, theirs = bars([100.0, 101.0, 102.0]), bars([100.0, 101.0, 204.0])
    last = {"start": day("2024-01-03"), "end": day("2024-01-03")}
    given = {"bars": ours, "against": theirs, **last}
    assert verdict(record_extreme, extreme="lowest", **given) == "supported"
    assert verdict(record_extreme, extreme="highest", **given) == "refuted"


@pytest.mark.parametrize(("rank", "expected"), [(1, "refuted"), (2, "supported"), (3, "refuted")])
def test_a_place_among_all_before(rank: int, expected: str) -> None:
    """107 on the ninth day is below the record of 110 on the first, and above all others."""
    prices = bars([110, 102, 104, 103, 99, 101, 105, 106, 107, 96])
    found = verdict(
        record_extreme, bars=prices, start=day("2024-01-11"), end=day("2024-01-11"), rank=rank
    )
    assert found == expected


@pytest.mark.parametrize(
    ("claimed", "expected"), [(-0.05, "supported"), (-0.10, "supported"), (-0.12, "refuted")]
)
def test_a_distance_of_at_least(claimed: float, expected: str) -> None:
    """96 is 10.3% below the close of 107: what is stated as a bound is met by more."""
    found = verdict(
        record_distance,
        bars=PRICES,
        date=day("2024-01-12"),
        claimed=claimed,
        tolerance=0.005,
        relation="at least",
    )
    assert found == expected


@pytest.mark.parametrize(
    ("position", "distance", "expected"),
    [("above", 0.01, "supported"), ("above", 0.03, "refuted"), ("below", 0.01, "refuted")],
)
def test_a_distance_from_a_mean(position: str, distance: float, expected: str) -> None:
    """The close of 107 is 0.94% above the mean of 105, 106 and 107."""
    found = verdict(
        moving_average,
        bars=PRICES,
        days=3,
        start=day("2024-01-11"),
        end=day("2024-01-11"),
        position=position,
        distance=distance,
        tolerance=0.005,
    )
    assert found == expected


@pytest.mark.parametrize(("extreme", "expected"), [("lowest", "supported"), ("highest", "refuted")])
def test_an_extreme_among_months_of_one_name(extreme: str, expected: str) -> None:
    """A January of -5% is the worst of three, though a March between them was worse."""
    ends = ["2021-12-31", "2022-01-31", "2022-02-28", "2022-03-31", "2022-12-30", "2023-01-31"]
    ends += ["2023-12-29", "2024-01-31"]
    closes = [100.0, 102, 102, 80, 100, 103, 100, 95]
    frame = pd.DataFrame({"close": closes}, pd.DatetimeIndex(ends))
    found = verdict(
        record_extreme,
        bars=frame,
        start=day("2024-01-01"),
        end=day("2024-01-31"),
        extreme=extreme,
        of="month",
        month=1,
    )
    assert found == expected
