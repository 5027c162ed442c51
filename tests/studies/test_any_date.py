"""The mean after any date and its interval, against a path whose truth is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backtests.studies.measures.any_date import mean_after_any_date
from data_feeds.series.bars import Frequency
from data_feeds.series.market import Market


def closes_of(steps: list[float] | np.ndarray[tuple[int], np.dtype[np.float64]]) -> pd.DataFrame:
    """Daily closes with given log returns."""
    path = 100 * np.exp(np.concatenate([[0.0], np.cumsum(steps)]))
    closes = pd.DataFrame({"close": path}, index=pd.bdate_range("1990-01-01", periods=path.size))
    closes.attrs["frequency"] = Frequency.DAILY.value
    return closes


def test_the_mean_is_over_every_complete_window() -> None:
    """Closes 100, 110, 132, 110: two days ahead +32% and 0%."""
    closes = closes_of(np.log([1.1, 1.2, 110 / 132]))
    found = mean_after_any_date(closes, trading_days=2, rng=np.random.default_rng(1))
    assert found.value == pytest.approx(0.16)
    assert (found.n, found.n_eff, found.interval) == (2, 1, None)
    assert "no interval: 3 returns" in found.note


def test_a_record_without_a_window_has_no_mean() -> None:
    """Three closes, ten days ahead."""
    found = mean_after_any_date(
        closes_of([0.1, 0.1]), trading_days=10, rng=np.random.default_rng(1)
    )
    assert (found.value, found.note) == (None, "no window is complete")


def test_the_interval_holds_the_truth_and_the_checks_are_near() -> None:
    """Forty years of independent days: 21 days at a drift of 0.04% a day and a spread of 1%."""
    rng = np.random.default_rng(2)
    closes = closes_of(rng.normal(0.0004, 0.01, 10_000))
    found = mean_after_any_date(closes, trading_days=21, rng=rng)
    truth = float(np.exp(21 * (0.0004 + 0.01**2 / 2)) - 1)
    assert found.interval is not None
    low, high = found.interval
    assert low < truth < high
    # A mean of independent windows would have an error of .01 * sqrt(21) / sqrt(10000 / 21).
    assert high - low == pytest.approx(2 * 1.96 * 0.01 * 21 / 100, rel=0.25)
    others = ("blocks of 10 ", "blocks of 63 ", "blocks of 252 ", "Newey-West", "Hansen-Hodrick")
    assert [name for name in others if name not in found.note] == []


def test_the_index_returned_ten_percent_after_any_date(snapshot_market: Market) -> None:
    """METHODS brk-02 *ref*: 9.9% unconditional."""
    found = mean_after_any_date(
        snapshot_market.series("RUT"), trading_days=252, rng=np.random.default_rng(3)
    )
    assert found.value == pytest.approx(0.099, abs=0.0005)
    assert found.interval is not None
    assert found.interval[0] < 0.05
    assert found.interval[1] > 0.14
