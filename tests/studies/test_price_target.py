"""A published price level on made-up bars: the odds, the base rate and the past targets."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from backtests.engine.prepared_bars import PreparedBars
from backtests.evidence.checks import decide
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.outlook import (
    days_left,
    from_day,
    odds_ahead,
    odds_of_touch,
    rate_of_days,
    touches,
    windows_ahead,
)
from backtests.inference import monte_carlo
from backtests.studies.breakouts import hit_rate, price_target
from backtests.studies.breakouts.rules import BreakoutRules
from data_feeds.series.bars import check_bars

BASE = pd.Timestamp("2020-08-07")
RESOLVES = pd.Timestamp("2022-06-30")
ALSO = pd.Timestamp("2022-12-30")


@pytest.fixture(scope="module")
def bars() -> pd.DataFrame:
    """Six years of a random walk that rises: 1,500 daily bars from 2016 to October 2021."""
    rng = np.random.default_rng(1)
    size = 1_500
    close = 100 * np.exp(np.cumsum(rng.normal(0.0008, 0.012, size)))
    open_ = close * np.exp(rng.normal(0, 0.004, size))
    frame = pd.DataFrame(
        {
            "open": open_,
            "high": np.maximum(open_, close) * 1.006,
            "low": np.minimum(open_, close) * 0.994,
            "close": close,
        },
        index=pd.bdate_range("2016-01-04", periods=size, name="date"),
    )
    return check_bars(frame.round(2), name="X")


def examined(bars: pd.DataFrame, level: float, *, draws: int = 20, **more: object) -> Evidence:
    """A level published on 2020-08-07."""
    return price_target.examine(
        Context(pd.Timestamp(bars.index[-1]), monte_carlo.generator("x"), draws),
        bars=bars,
        level=level,
        base_date=BASE,
        resolves=RESOLVES,
        **more,  # type: ignore[arg-type]
    )


def outlook_of(evidence: Evidence) -> Outlook:
    """What settles the claim, and the odds."""
    assert evidence.outlook is not None
    found = evidence.outlook()
    assert found is not None
    return found


def test_the_extreme_so_far_and_the_base_rate_of_such_a_move_come_first(
    bars: pd.DataFrame,
) -> None:
    """A rise of 20% in the 478 trading days from 2020-08-07 to 2022-06-30, counted by hand."""
    base = float(bars["close"][BASE])
    after, level = bars.loc[BASE:].iloc[1:], 1.2 * base
    window = round((RESOLVES - BASE).days * 252 / 365)
    assert window == 478
    position, rate = examined(bars, level, also_by=(ALSO,)).estimates
    assert (position.name, position.unit) == ("highest high since the article", "points")
    assert (position.value, position.claimed) == (after["high"].max(), level)
    assert position.note == f"close then {base:,.2f}; also judged by 2022-12-30"
    assert rate.name == "share of all dates followed by a rise of 20.0% at its high"
    close, high = bars["close"].to_numpy(), bars["high"].to_numpy()
    met = [
        high[at + 1 : at + 1 + window].max() >= 1.2 * close[at] * (1 - 1e-9)
        for at in range(bars.shape[0] - window)
    ]
    assert (rate.value, rate.n, rate.role) == (np.mean(met), len(met), "base rate")
    assert rate.n_eff == math.ceil(len(met) / (window + 1)) == 3


def test_a_level_below_is_a_fall_to_the_lowest_low(bars: pd.DataFrame) -> None:
    """Past breakouts aim upwards, so they are not counted, which a note says if they are asked."""
    base = float(bars["close"][BASE])
    asked = examined(bars, 0.9 * base, target="mm-a")
    position, rate = asked.estimates
    assert position.name == "lowest low since the article"
    assert position.value == bars.loc[BASE:].iloc[1:]["low"].min()
    assert position.note == f"close then {base:,.2f}"
    assert rate.name == "share of all dates followed by a fall of 10.0% at its low"
    assert asked.notes == (
        f"past breakouts are not counted: the level is below the close of {base:,.2f}",
    )
    assert examined(bars, 0.9 * base).notes == ()
    assert (asked.curve, asked.base_rate, asked.events) == (None, None, ())


def test_the_outlook_has_the_move_that_is_left_by_each_day(bars: pd.DataFrame) -> None:
    """Of the last close, and the odds of both days; a day of the data has none."""
    last = float(bars["close"].iloc[-1])
    level, day = 1.25 * last, pd.Timestamp(bars.index[-1])
    found = outlook_of(examined(bars, level, draws=0, also_by=(day, ALSO)))
    best = bars.loc[BASE:].iloc[1:]["high"].max()
    assert found.settles == f"a high at or above {level:,.2f} by 2022-06-30"
    assert found.now == f"{last:,.2f}; highest since the article {best:,.2f}"
    assert found.distance == pytest.approx(0.25)
    assert (found.last, found.resolves) == (day, RESOLVES)
    assert [odds.name for odds in found.odds] == [
        "a rise of 25.0% at its high by 2022-06-30",
        "a rise of 25.0% at its high by 2022-12-30",
    ]
    first, second = found.odds
    window = round((RESOLVES - day).days * 252 / 365)
    assert first.value == touches(bars, 1.25, window=window).mean()
    assert first.n == len(bars) - window
    assert second.n is not None
    assert second.n < first.n


def test_a_fall_has_the_lowest_low_in_its_outlook(bars: pd.DataFrame) -> None:
    """Without a bar after the article, there is no extreme yet."""
    last = float(bars["close"].iloc[-1])
    found = outlook_of(examined(bars, 0.5 * last, draws=0))
    best = bars.loc[BASE:].iloc[1:]["low"].min()
    assert found.settles == f"a low at or below {0.5 * last:,.2f} by 2022-06-30"
    assert found.now == f"{last:,.2f}; lowest since the article {best:,.2f}"
    assert found.odds[0].name == "a fall of 50.0% at its low by 2022-06-30"
    early = examined(bars.loc[:BASE], 1.2 * float(bars["close"][BASE]))
    assert outlook_of(early).now == f"{float(bars['close'][BASE]):,.2f}"
    assert (early.estimates[0].name, early.estimates[0].value) == (
        "highest high since the article",
        None,
    )
    assert early.estimates[1].value is not None
    assert decide(early.check).reason.endswith("open until 2022-06-30")


def test_bars_that_end_before_the_article_have_no_extreme_and_no_base_rate(
    bars: pd.DataFrame,
) -> None:
    """The close of the day is not known."""
    (only,) = examined(bars.loc[:"2020-06"], 200.0).estimates
    assert (only.name, only.value, only.claimed) == ("highest high since the article", None, 200.0)
    assert only.note == "the data end before 2020-08-07"
    begun = examined(bars.loc["2020-09":], 200.0)
    assert decide(begun.check).verdict == "no data"
    assert decide(begun.check).reason == "not tested: no close on or before 2020-08-07"


@pytest.fixture
def past(bars: pd.DataFrame) -> Evidence:
    """A level 20% above, with the past targets of 10% above the record."""
    return examined(bars, 1.2 * float(bars["close"][BASE]), target="10%")


def named(evidence: Evidence, start: str) -> list[Estimate]:
    """The estimates with a name that begins so."""
    return [estimate for estimate in evidence.estimates if estimate.name.startswith(start)]


def test_past_targets_are_counted_for_every_stop_and_horizon(
    past: Evidence, bars: pd.DataFrame
) -> None:
    """Nine pairs, the primary first; hits of resolved events as the study of breakouts has them."""
    words = {"structural": "stop at the base low", "none": "no stop", "8%": "stop 8% below entry"}
    pairs = [("structural", 252), ("structural", 126), ("structural", 504)]
    pairs += [(stop, horizon) for stop in ("none", "8%") for horizon in (126, 252, 504)]
    found = past.estimates[2:11]
    for (stop, horizon), estimate in zip(pairs, found, strict=True):
        rate = hit_rate.study(
            PreparedBars.of(bars),
            BreakoutRules(target="10%", stop=stop, horizon=horizon),
            rng=monte_carlo.generator("y"),
            draws=5,
        ).hit_rate
        assert estimate.name == (
            f"past breakouts that reached 10% above their record within {horizon} trading days, "
            f"{words[stop]}"
        )
        assert estimate.role == "past targets"
        assert (estimate.value, estimate.n, estimate.n_eff) == (
            rate.rate,
            rate.resolved,
            rate.n_eff,
        )
        if rate.rate is not None:
            years = f"{rate.years} year" + "s" * (rate.years != 1)
            assert estimate.note.startswith(f"{rate.hits} of {rate.resolved}, in {years}")
            assert estimate.baseline is not None
    assert any(estimate.value for estimate in found)


def test_past_targets_are_compared_with_paths_and_dates_of_the_same_volatility(
    past: Evidence,
) -> None:
    """The primary hit rate stands beside each."""
    (primary,) = named(past, past.estimates[2].name)[:1]
    others = named(past, f"{primary.name}; chance: ")
    assert [one.name.partition("; chance: ")[2] for one in others] == [
        "on resampled paths",
        "on resampled paths without drift",
        "random dates of the same volatility",
    ]
    assert {one.value for one in others} == {primary.value}
    for one in others:
        assert one.p is not None
        assert 0 < one.p <= 1
    # Of twenty draws and the observation, a whole number is at least as large.
    same = others[2].p
    assert same is not None
    assert same * 21 == pytest.approx(round(same * 21))


def test_past_targets_have_a_curve_parts_of_the_record_and_a_check(past: Evidence) -> None:
    """Every breakout with its outcome; the parts without an event have no value."""
    assert past.curve is not None
    assert isinstance(past.base_rate, EffectCheck)
    assert past.base_rate.least == 0.10
    assert past.base_rate.robustness is not None
    assert past.base_rate.robustness.definitions == len(past.curve.specifications) > 50
    primary = past.estimates[2]
    assert past.curve.specifications[0].value == primary.value
    assert [one.name for one in past.estimates[-4:]] == [
        "hit rate of past breakouts, 1987 to 1999",
        "hit rate of past breakouts, 2000 to 2012",
        "hit rate of past breakouts, from 2013",
        "hit rate of past breakouts, without 2020",
    ]
    none, other, whole, part = past.estimates[-4:]
    assert (none.note, other.note) == ("no event in it", "no event in it")
    assert (whole.value, whole.n) == (primary.value, primary.n)
    resolved = [row for row in past.events if row["outcome"] in ("target", "stop", "timeout")]
    assert len(resolved) == primary.n
    kept = [row for row in resolved if not str(row["signal_date"]).startswith("2020")]
    hits = sum(row["outcome"] == "target" for row in kept)
    assert part.note == f"{hits} of {len(kept)}; random dates of the same years"
    assert part.n == len(kept) < len(resolved)
    assert any("across definitions" in one.name for one in past.estimates)


@pytest.mark.parametrize(
    ("target", "goal"),
    [
        ("mm-a", "their measured move in points"),
        ("mm-b", "their measured move in percent"),
        ("5%", "5% above their record"),
    ],
)
def test_a_past_target_is_named(target: str, goal: str, bars: pd.DataFrame) -> None:
    """A measured move, or a gain over the record."""
    found = examined(bars, 1.2 * float(bars["close"][BASE]), draws=5, target=target)
    assert f"reached {goal} within 252 trading days" in found.estimates[2].name


def test_without_a_draw_only_the_touch_is_tested(bars: pd.DataFrame) -> None:
    """And its outlook computed when it is asked."""
    found = examined(bars, 1.2 * float(bars["close"][BASE]), draws=0, target="mm-a")
    assert (found.estimates, found.curve, found.events) == ((), None, ())


@pytest.mark.parametrize(
    ("hits", "n", "window", "n_eff", "surprise"),
    [
        (24, 96, 2, 32, "surprise 2.0 bits"),
        (49, 98, 2, 33, "surprise 1.0 bits"),
        (1, 8, 30, 1, "surprise 3.0 bits"),
        (0, 8, 3, 2, "never happened"),
        (6, 7, 0, 7, "surprise 0.2 bits"),
    ],
)
def test_a_share_of_overlapping_windows_has_the_size_of_those_apart(
    hits: int, n: int, window: int, n_eff: int, surprise: str
) -> None:
    """Each window and the day before it; Wilson's and Jeffreys' intervals are of statsmodels."""
    met = np.arange(n) < hits
    found = rate_of_days("x", met, window_days=window)
    assert (found.value, found.n, found.n_eff, found.role) == (hits / n, n, n_eff, "claim")
    count = hits / n * n_eff
    assert found.interval == pytest.approx(proportion_confint(count, n_eff, method="wilson"))
    low, high = proportion_confint(count, n_eff, method="jeffreys")
    if hits:
        assert found.note == f"{surprise}; Jeffreys {low:.1%} to {high:.1%}"
    else:
        assert found.note.startswith(f"{surprise}; Jeffreys 0.0% to ")
    assert rate_of_days("x", met, window_days=window, role="base rate").role == "base rate"


def test_without_a_complete_window_there_is_no_share() -> None:
    """Which is said."""
    found = rate_of_days("x", np.zeros(0, dtype=bool), window_days=5)
    assert (found.value, found.n, found.note) == (None, 0, "no window is complete")


@pytest.mark.parametrize(
    ("days", "expected"), [(0, 0), (1, 1), (7, 5), (30, 21), (365, 252), (730, 504)]
)
def test_a_year_has_252_trading_days(days: int, expected: int) -> None:
    """A month 21 and a week 5."""
    start = pd.Timestamp("2025-01-01")
    assert days_left(start, start + pd.Timedelta(days=days)) == expected


def closes_of(*prices: float, start: str = "2024-01-01") -> pd.DataFrame:
    """Daily closes."""
    days = pd.bdate_range(start, periods=len(prices), name="date")
    return check_bars(pd.DataFrame({"close": list(prices)}, index=days), name="X")


def test_windows_of_several_series_begin_on_their_common_days() -> None:
    """The second begins a day later, so that the windows are of 2, 4, 8 and of 1, 1, 2."""
    first, second = closes_of(1.0, 2.0, 4.0, 8.0), closes_of(1.0, 1.0, 2.0, start="2024-01-02")
    found = windows_ahead({"a": first, "b": second}, bars=1)
    assert found["a"].tolist() == [2.0, 2.0]
    assert found["b"].tolist() == [1.0, 2.0]
    assert windows_ahead({"a": first}, bars=2)["a"].tolist() == [4.0, 4.0]


def test_the_odds_of_a_condition_count_what_was_gained_so_far() -> None:
    """10% so far: of the moves by 1.2, 0.8, 1.2, 1.2, those up end above 1.3, of half as long."""
    closes = closes_of(100.0, 120.0, 96.0, 115.2, 138.24)
    until = closes.index[-1] + pd.Timedelta(days=1)
    found = odds_ahead(
        "x", {"X": closes}, {"X": 1.1}, until=until, met=lambda total: total["X"] >= 1.3
    )
    assert (found.value, found.n) == (0.75, 4)
    # A day that is over asks for one more bar at least.
    assert odds_of_touch("y", closes, level=138.24 * 1.2, until=closes.index[-1]).value == 0.75


def test_closes_from_a_day_keep_their_attributes() -> None:
    """Such as the frequency."""
    closes = closes_of(1.0, 2.0, 3.0)
    found = from_day(closes, pd.Timestamp("2024-01-02"))
    assert (found["close"].tolist(), found.attrs) == ([2.0, 3.0], closes.attrs)


def test_without_a_resolved_breakout_there_is_nothing_to_compare(bars: pd.DataFrame) -> None:
    """In 420 days none has had its 252: no hit rate, no curve and no verdict on past targets."""
    few = bars.iloc[:420]
    found = price_target.examine(
        Context(pd.Timestamp(few.index[-1]), monte_carlo.generator("x"), 20),
        bars=few,
        level=2 * float(few["close"].iloc[-1]),
        base_date=pd.Timestamp(few.index[-9]),
        resolves=RESOLVES,
        target="5%",
    )
    primary = found.estimates[2]
    assert (primary.value, primary.n) == (None, 0)
    assert primary.note == "no baseline: no resolved event with a target"
    others = named(found, f"{primary.name}; chance: ")
    assert [(one.value, one.note) for one in others] == [
        (None, "no resampled paths: no resolved event with a target")
    ] * 2
    assert (found.curve, found.base_rate) == (None, None)
