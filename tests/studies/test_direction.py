"""Forecasts and targets that point down are the mirror image of those that point up."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backtests.evidence.checks import decide
from backtests.evidence.estimates import Context, Evidence, Outlook
from backtests.evidence.forecast_checks import TouchCheck
from backtests.evidence.outlook import odds_of_touch, touches
from backtests.inference import monte_carlo
from backtests.studies.breakouts import price_target
from backtests.studies.forecasts import level_forecast, return_in_range
from data_feeds.series.bars import check_bars

START = pd.Timestamp("2024-01-01")


def closes_of(prices: np.ndarray) -> pd.DataFrame:
    """Daily closes from 2024 on."""
    days = pd.bdate_range(START, periods=prices.size, name="date")
    return check_bars(pd.DataFrame({"close": prices.astype(float)}, index=days), name="X")


def bars_of(rows: list[tuple[float, float, float, float]]) -> pd.DataFrame:
    """Daily open, high, low and close from 2024 on."""
    days = pd.bdate_range(START, periods=len(rows), name="date")
    frame = pd.DataFrame(rows, index=days, columns=["open", "high", "low", "close"])
    return check_bars(frame, name="X")


def context_of(frame: pd.DataFrame) -> Context:
    """The end of the data, without resamples."""
    return Context(pd.Timestamp(frame.index[-1]), monte_carlo.generator("x"), 0)


def outlook_of(evidence: Evidence) -> Outlook:
    """The outlook of a pending claim."""
    assert evidence.outlook is not None
    found = evidence.outlook()
    assert found is not None
    return found


def forecast(closes: pd.DataFrame, rise: float, months: int = 12) -> Evidence:
    """A forecast from the first close."""
    return level_forecast.examine(
        context_of(closes), bars=closes, base_date=START, months=months, rise=rise
    )


@pytest.mark.parametrize(
    ("end", "rise", "verdict"),
    [
        (90.0, -0.10, "supported"),
        (89.0, -0.10, "supported"),
        (91.0, -0.10, "refuted"),
        (120.0, -0.10, "refuted"),
        (110.0, 0.10, "supported"),
        (109.0, 0.10, "refuted"),
        (80.0, 0.10, "refuted"),
    ],
)
def test_a_fall_is_true_at_or_below_its_level(end: float, rise: float, verdict: str) -> None:
    """From 100 to its end over a year and more, in equal steps before the last month."""
    closes = closes_of(np.append(np.linspace(100.0, end, 240), np.full(60, end)))
    assert decide(forecast(closes, rise).check).verdict == verdict


def test_a_fall_has_odds_and_a_base_rate_of_falls() -> None:
    """Those of the inverse prices, on which a fall by a fifth is a rise by a quarter."""
    closes = closes_of(np.tile([100.0, 100.0, 80.0, 80.0], 40))
    evidence = forecast(closes, -0.2)
    found = outlook_of(evidence)
    assert found.settles.startswith("a close at or below 80.00 on ")
    touch = next(e for e in evidence.estimates if e.name == "first close at or below the level")
    assert (touch.value, touch.note) == (80.0, "on 2024-01-03")
    up = outlook_of(forecast(closes_of(10_000 / closes["close"].to_numpy()), 0.25))
    assert found.odds[0].value == up.odds[0].value
    assert found.odds[0].n == up.odds[0].n


def target(bars: pd.DataFrame, level: float) -> Evidence:
    """A level published on the first day, to be reached within a year."""
    return price_target.examine(
        context_of(bars),
        bars=bars,
        level=level,
        base_date=START,
        resolves=pd.Timestamp("2024-12-31"),
    )


def test_a_level_below_is_reached_by_a_low_and_not_by_a_rise() -> None:
    """Base 100: a low of 90 touches 90 on the third day; highs far above do not touch 80."""
    bars = bars_of([(100, 101, 99, 100), (100, 130, 98, 99), (99, 140, 90, 95), (95, 150, 91, 94)])
    check = target(bars, 90.0).check
    assert isinstance(check, TouchCheck)
    assert (check.down, check.touched_on) == (True, pd.Timestamp("2024-01-03"))
    open_ = target(bars, 80.0)
    assert decide(open_.check).reason == "80 open until 2024-12-31, lowest so far 90.00"
    assert outlook_of(open_).settles == "a low at or below 80.00 by 2024-12-31"
    assert outlook_of(open_).distance == pytest.approx(80 / 94 - 1)
    assert open_.check.would_change() == (
        "a low of 80 by 2024-12-31 supports; none by then refutes",
    )


def test_a_level_above_is_reached_by_a_high_and_not_by_a_fall() -> None:
    """The same bars: 140 on the third day, and 160 on none."""
    bars = bars_of([(100, 101, 99, 100), (100, 130, 98, 99), (99, 140, 90, 95), (95, 150, 91, 94)])
    check = target(bars, 140.0).check
    assert isinstance(check, TouchCheck)
    assert (check.down, check.touched_on) == (False, pd.Timestamp("2024-01-03"))
    assert decide(target(bars, 160.0).check).reason.endswith("highest so far 150.00")


def test_a_level_below_is_not_reached_when_its_time_is_over() -> None:
    """A year and more at 100 to 120: 90 was never touched."""
    closes = closes_of(np.linspace(100.0, 120.0, 300))
    found = decide(target(closes, 90.0).check)
    assert found.verdict == "refuted"
    assert found.reason.startswith("90 not touched by 2024-12-31, lowest so far 100.")


def test_bars_that_begin_after_the_base_date_are_no_data() -> None:
    """Without a close of the day the direction is not known."""
    closes = closes_of(np.full(30, 100.0))
    evidence = price_target.examine(
        context_of(closes),
        bars=closes,
        level=90.0,
        base_date=pd.Timestamp("2023-12-01"),
        resolves=pd.Timestamp("2024-12-31"),
    )
    assert decide(evidence.check).verdict == "no data"


def test_past_touches_of_a_fall_are_those_of_the_inverse_prices_of_a_rise() -> None:
    """On random closes, for every window: a fall by a fifth is a rise by a quarter of 1/x."""
    rng = np.random.default_rng(3)
    prices = 100 * np.exp(np.cumsum(rng.normal(0, 0.03, 400)))
    down = touches(closes_of(prices), 0.8, window=30)
    up = touches(closes_of(10_000 / prices), 1.25, window=30)
    assert 0 < down.sum() < down.size
    assert down.tolist() == up.tolist()


def test_the_odds_of_a_fall_are_counted_over_every_span() -> None:
    """Closes 110, 100, 110 ...: in two days a fall to 100/110 comes from every 110, no other."""
    closes = closes_of(np.tile([110.0, 100.0], 50)[:-1])
    until = closes.index[-1] + pd.Timedelta(days=3)
    found = odds_of_touch("x", closes, level=100.0, until=until)
    assert found.n == 97
    assert found.value == pytest.approx(49 / 97)


@pytest.mark.parametrize(
    ("end", "verdict"), [(80.0, "supported"), (85.0, "supported"), (86.0, "refuted")]
)
def test_an_upper_limit_alone_is_a_forecast_of_a_fall(end: float, verdict: str) -> None:
    """A loss of 15% or more, with a further level at -20%."""
    closes = closes_of(np.append(np.linspace(100.0, end, 200), np.full(62, end)))
    evidence = return_in_range.examine(
        context_of(closes),
        closes=closes,
        name="index",
        base_date=START,
        resolves=pd.Timestamp("2024-12-31"),
        months=12,
        most=-0.15,
        levels=[-0.20],
    )
    assert decide(evidence.check).verdict == verdict
    assert evidence.estimates[-1].name == "close still to lose for -20%"
    assert outlook_of(evidence).settles == "a close of the index at or below 85.00 on 2024-12-31"
    assert [odds.name for odds in outlook_of(evidence).odds] == ["it", "-20% or less, 80.00"]
