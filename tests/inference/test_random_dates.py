"""Random dates of the same volatility as the events."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backtests.engine.forward_returns import returns_from_every_day
from backtests.engine.prepared_bars import PreparedBars
from backtests.inference import monte_carlo
from backtests.inference.random_dates import UNKNOWN, draw_dates, draw_like, volatility_terciles
from backtests.inference.samples import InsufficientData
from backtests.studies.breakouts import hit_rate, random_entries
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.studies.easing import cycle_returns
from data_feeds.series.bars import Frequency
from data_feeds.series.market import Market
from signals.levels.stops import parse_stop


def calm_then_rough(days: int, *, rough: float) -> pd.DataFrame:
    """Closes whose second half moves `rough` times as much a day."""
    rng = np.random.default_rng(1)
    steps = rng.normal(0, 0.005, days) * np.where(np.arange(days) < days / 2, 1, rough)
    closes = pd.DataFrame(
        {"close": 100 * np.exp(np.cumsum(steps))}, index=pd.bdate_range("1990-01-01", periods=days)
    )
    closes.attrs["frequency"] = Frequency.DAILY.value
    return closes


def test_a_tercile_is_known_after_twenty_returns_and_separates_calm_from_rough() -> None:
    """None on the first twenty closes; hardly a rough day in the calm half, and the reverse."""
    terciles = volatility_terciles(calm_then_rough(2000, rough=5))
    assert (terciles[:20] == UNKNOWN).all()
    assert (terciles[20:] != UNKNOWN).all()
    assert (terciles[20:1000] == 2).sum() == 0
    assert (terciles[1030:] == 0).sum() == 0
    assert np.bincount(terciles[20:]) == pytest.approx([660, 660, 660], abs=1)


def test_the_tercile_of_a_day_rests_on_closes_up_to_it() -> None:
    """A jump is in the volatility from its own day on."""
    closes = calm_then_rough(500, rough=1)
    jumped = closes.copy()
    jumped.iloc[300:] *= 1.5
    terciles = volatility_terciles(jumped)
    assert (terciles[300:320] == 2).all()
    assert (terciles[280:300] != 2).any()
    assert (terciles[320:340] != 2).any()


def test_dates_are_drawn_from_the_eligible_ones_of_the_same_tercile() -> None:
    """Two events: positions 0 and 2 for the calm one, 5 for the rough one; 4 is not eligible."""
    terciles = np.array([0, 1, 0, 1, 2, 2])
    eligible = np.array([True, True, True, True, False, True])
    picks = draw_like(np.random.default_rng(0), terciles, eligible, np.array([2, 4]), draws=500)
    assert set(picks[:, 0]) == {0, 2}
    assert set(picks[:, 1]) == {5}


def test_an_event_of_unknown_volatility_is_refused() -> None:
    """And one that no eligible day resembles."""
    with pytest.raises(InsufficientData, match="no day of the same volatility"):
        draw_like(
            np.random.default_rng(0),
            np.array([UNKNOWN, 0]),
            np.array([True, True]),
            np.array([0]),
            draws=5,
        )
    with pytest.raises(InsufficientData, match="no day of the same volatility"):
        draw_like(
            np.random.default_rng(0),
            np.array([1, 0]),
            np.array([False, True]),
            np.array([0]),
            draws=5,
        )


def test_events_in_rough_times_are_held_against_rough_days() -> None:
    """Rises that follow volatility: far above all days, not above days like them."""
    closes = calm_then_rough(4000, rough=3)
    rise = np.where(volatility_terciles(closes) == 2, 0.002, 0.0)
    closes["close"] *= np.exp(np.cumsum(rise))
    rough = np.flatnonzero(volatility_terciles(closes) == 2)
    dates = [pd.Timestamp(closes.index[at]) for at in rough[:: rough.size // 6]][:5]
    rng = np.random.default_rng(3)
    matched = cycle_returns.matched_means(closes, rng, dates, months=1, draws=500)
    _, returns = returns_from_every_day(closes, months=1, since=cycle_returns.SINCE)
    any_day = returns[draw_dates(rng, slots=returns.size, count=5, spacing=30, draws=500)]
    assert matched.mean() > any_day.mean() + 0.008


def test_breakouts_have_hits_of_the_same_volatility(reference_market: Market) -> None:
    """A column an event; the mean lies near that of random dates."""
    bars = reference_market.series("RUT")
    study = hit_rate.study(
        PreparedBars.of(bars),
        BreakoutRules(target="30%"),
        rng=monte_carlo.generator("x"),
        draws=200,
    )
    resolved = [o for o in study.outcomes if o.resolved]
    prepared, stop = PreparedBars.of(bars), parse_stop("structural")
    hit = random_entries.volatility_matched_hits(
        prepared,
        random_entries.Resolved.of(prepared, resolved, stop),
        stop=stop,
        horizon=252,
        rng=monte_carlo.generator("y"),
        draws=300,
    )
    assert hit.shape == (300, len(resolved))
    assert study.hit_rate.baseline is not None
    assert hit.mean() == pytest.approx(study.hit_rate.baseline, abs=0.15)
