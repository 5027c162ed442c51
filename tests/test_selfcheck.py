"""Statistical self-checks: long ones run with `make selfcheck`, a short form always."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backtests import breakouts, easing, inference


def random_walk(rng: np.random.Generator, n: int) -> pd.DataFrame:
    """Daily closes without any signal."""
    close = 100 * np.exp(np.cumsum(rng.normal(0.0004, 0.012, n)))
    return pd.DataFrame({"close": close}, index=pd.bdate_range("1990-01-01", periods=n))


def cycle_rejections(datasets: int) -> float:
    """Share of signal-free paths on which eight random dates beat their placebo at 5%."""
    rejections = 0
    for seed in range(datasets):
        rng = np.random.default_rng(seed)
        bars = random_walk(rng, 5000)
        null = easing.placebo(bars, rng, count=8, months=12, draws=200,
                              since=pd.Timestamp("1990-01-01"))  # fmt: skip
        event = easing.placebo(bars, rng, count=8, months=12, draws=1,
                               since=pd.Timestamp("1990-01-01"))  # fmt: skip
        rejections += inference.upper_p(null.means, float(event.means[0])) <= 0.05
    return rejections / datasets


def breakout_rejections(datasets: int) -> float:
    """Share of signal-free paths on which breakouts beat random dates at 5%."""
    rejections = 0
    for seed in range(datasets):
        rng = np.random.default_rng(seed)
        study = breakouts.study(random_walk(rng, 5000), rng=rng, draws=200, target="mm-c")
        p = study.hit_rate.p
        rejections += p is not None and p <= 0.05
    return rejections / datasets


def test_random_dates_rarely_beat_random_dates() -> None:
    """Size of N1 for cycles, 200 data sets: at most 5% and three standard errors."""
    assert cycle_rejections(200) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)


@pytest.mark.selfcheck
def test_size_of_the_random_date_null_for_cycles() -> None:
    """1,000 data sets: at most 7.1% (METHODS 6, statistical self-checks)."""
    assert cycle_rejections(1000) <= 0.071


@pytest.mark.selfcheck
def test_size_of_the_random_date_null_for_breakouts() -> None:
    """1,000 data sets: at most 7.1%."""
    assert breakout_rejections(1000) <= 0.071
