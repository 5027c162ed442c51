"""Prices of any size: what a study finds does not depend on the unit of the price."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backtests.engine.prepared_bars import PreparedBars
from backtests.inference import monte_carlo
from backtests.studies.breakouts import hit_rate
from backtests.studies.breakouts.rules import BreakoutRules
from data_feeds.providers import revisions
from data_feeds.quality.defects import open_is_previous_close
from data_feeds.series.bars import check_bars


def bars(scale: float, *, days: int = 1_500) -> pd.DataFrame:
    """A walk with drift from 100, in another unit; a power of two changes no digit of a price."""
    rng = np.random.Generator(np.random.PCG64(3))
    close = 100 * np.exp(rng.normal(0.0005, 0.012, days).cumsum())
    start = close * np.exp(rng.normal(0, 0.003, days))
    high = np.maximum(start, close) * (1 + np.abs(rng.normal(0, 0.004, days)))
    low = np.minimum(start, close) * (1 - np.abs(rng.normal(0, 0.004, days)))
    index = pd.bdate_range("2012-01-02", periods=days, name="date")
    table = pd.DataFrame({"open": start, "high": high, "low": low, "close": close}, index)
    return check_bars(table * scale, name="COIN")


@pytest.mark.parametrize("stop", ["structural", "atr:2", "chandelier:3", "8%"])
@pytest.mark.parametrize("scale", [2.0**-37, 2.0**-60, 2.0**20])
def test_breakouts_are_those_of_the_same_prices_in_another_unit(scale: float, stop: str) -> None:
    """A coin at 1e-9, and at 1e-16: dates, exits, returns and p are the same, levels scale."""
    found = [
        hit_rate.study(
            PreparedBars.of(bars(each)),
            BreakoutRules(stop=stop),
            rng=monte_carlo.generator("unit"),
            draws=100,
        )
        for each in (1.0, scale)
    ]
    usual, small = found
    assert usual.hit_rate == small.hit_rate
    assert usual.hit_rate.n > 5
    for one, other in zip(usual.outcomes, small.outcomes, strict=True):
        assert (one.exit_date, one.cause) == (other.exit_date, other.cause)
        assert (one.entry is None) == (other.entry is None)
        if one.entry is not None:
            assert other.entry == pytest.approx(one.entry * scale, rel=1e-12)


@pytest.mark.parametrize("scale", [1.0, 1e-8, 1e-12])
def test_an_open_near_the_close_before_is_so_in_any_unit(scale: float) -> None:
    """Two hundredths of a percent are equal, one percent is not (METHODS 5.5)."""
    table = pd.DataFrame({"open": [1.0, 1.0001, 1.01], "close": [1.0, 1.0, 1.0]}) * scale
    assert open_is_previous_close(table).tolist() == [False, True, False]


@pytest.mark.parametrize("scale", [1.0, 1e-8, 1e-14])
def test_a_revision_is_one_in_any_unit(scale: float) -> None:
    """A close corrected by one percent changed; one that differs in the eighth digit did not."""
    index = pd.bdate_range("2024-01-01", periods=30, name="date")
    old = pd.DataFrame({"close": np.linspace(1, 2, 30) * scale}, index)
    for factor, agrees in ((1.01, False), (1 + 1e-8, True)):
        new = old.copy()
        new.iloc[10] *= factor
        assert revisions.agrees_with(old, new) is agrees
