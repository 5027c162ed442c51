"""Size of "refuted": how often a true effect of exactly the least that counts is refuted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.evidence.checks import decide
from backtests.evidence.effects import Effect, mean_effect, rate_effect, slope_effect
from backtests.evidence.gate import LEAST_FREQUENCY, LEAST_YEARLY
from backtests.inference.regression import newey_west_slope
from benchmarks.calibration.planted import LAST_CUTS, MEAN, judged

Floats = npt.NDArray[np.float64]
# Standard deviation of a 12-month return, number of events, of weeks, of separate shares.
YEARLY_SD, EVENTS, WEEKS, SHARES = 0.193, 29, 520, 58
HALF = 0.5
LEAST_SLOPE = 0.5
DAILY_SD = 0.010
DAYS_PER_YEAR = 261


def main_test_refutations(rng: np.random.Generator, datasets: int) -> Floats:
    """Whether the main test refutes a mean, a share and a slope that are exactly at their bound.

    The robustness gate can only take refutations away.
    """
    return np.array(
        [
            [
                _refuted(_mean(rng), LEAST_YEARLY),
                _refuted(_share(rng), LEAST_FREQUENCY),
                _refuted(_slope(rng), LEAST_SLOPE),
            ]
            for _ in range(datasets)
        ],
        dtype=np.float64,
    )


def _refuted(effect: Effect, least: float) -> bool:
    check = effect.check(least=least)
    return replace(check, p_opposite_adjusted=check.p_opposite).failed_main_test


def _mean(rng: np.random.Generator) -> Effect:
    values = rng.normal(LEAST_YEARLY, YEARLY_SD, EVENTS)
    null = rng.normal(0.0, YEARLY_SD / np.sqrt(EVENTS), 1000)
    return mean_effect(values, null, n_eff=EVENTS, sd=YEARLY_SD)


def _share(rng: np.random.Generator) -> Effect:
    hits = int(rng.binomial(SHARES, HALF + LEAST_FREQUENCY))
    return rate_effect(hits, SHARES, null=HALF)


def _slope(rng: np.random.Generator) -> Effect:
    moves = rng.normal(size=WEEKS)
    outcome = LEAST_SLOPE * moves + rng.normal(scale=3.0, size=WEEKS)
    return slope_effect(newey_west_slope(outcome, moves[:, None], np.ones(1), lags=8))


def refuted_cycles(rng: np.random.Generator, datasets: int, *, draws: int) -> Floats:
    """Whether cycles whose years after the last cut gain exactly the bound more are refuted."""
    return np.array(
        [
            [
                decide(judged(_closes_with_gain(rng, LEAST_YEARLY), rng, draws=draws)).verdict
                == "refuted"
            ]
            for _ in range(datasets)
        ],
        dtype=np.float64,
    )


def _closes_with_gain(rng: np.random.Generator, gain: float) -> pd.DataFrame:
    """Random daily closes whose years after the last cuts gain more than the mean of all years.

    The years after cuts are among all years, so they gain more than the other years by the gain
    over the share of the other years.
    """
    days = pd.bdate_range("1984-01-02", "2019-12-31")
    steps = rng.normal(np.log1p(MEAN) / DAYS_PER_YEAR, DAILY_SD, len(days))
    others = 1 - len(LAST_CUTS) * DAYS_PER_YEAR / len(days)
    mean_growth = (1 + MEAN) * np.exp(DAYS_PER_YEAR * DAILY_SD**2 / 2)
    for cut in LAST_CUTS:
        start, end = days.searchsorted(cut), days.searchsorted(cut + pd.DateOffset(years=1))
        steps[start + 1 : end + 1] += np.log1p(gain / others / mean_growth) / (end - start)
    closes = pd.DataFrame({"close": 100 * np.exp(np.cumsum(steps))}, index=days)
    closes.attrs["frequency"] = "daily"
    return closes
