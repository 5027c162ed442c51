"""Statistics computed here, because a library takes longer to import: equal to that library."""

from __future__ import annotations

import numpy as np
import pytest
from arch.bootstrap import optimal_block_length as arch_length
from arch.covariance.kernel import QuadraticSpectral
from statsmodels.duration.survfunc import CumIncidenceRight
from statsmodels.stats.proportion import proportion_confint

from backtests.inference import (
    block_length,
    competing_risks,
    intervals,
    multiple_comparison,
    sharpe,
)
from tests.multiple_tests import multipletests

SEEDS = range(20)


@pytest.mark.parametrize("seed", SEEDS)
def test_block_length_is_that_of_arch(seed: int) -> None:
    """Equal on white noise, and on moving averages of any length."""
    rng = np.random.default_rng(seed)
    rows = int(rng.integers(20, 1_500))
    noise = rng.normal(size=rows)
    for series in (noise, np.abs(np.convolve(noise, np.ones(rows // 9 + 1), "same"))):
        expected = float(arch_length(series)["stationary"].iloc[0])
        assert block_length.optimal_block_length(series) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_long_run_variance_is_that_of_arch(seed: int) -> None:
    """Of white noise, of moving averages and of a series that turns at every step."""
    rng = np.random.default_rng(seed)
    noise = rng.normal(size=int(rng.integers(20, 1_500)))
    for series in (noise, np.convolve(noise, np.ones(9), "same"), np.diff(noise)):
        expected = QuadraticSpectral(series[:, np.newaxis]).cov.long_run[0, 0]
        assert sharpe.long_run_variance(series) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_intervals_are_those_of_statsmodels(seed: int) -> None:
    """Wilson's and Jeffreys' intervals at effective sample sizes and several levels."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 500))
    hits, size = int(rng.integers(0, n + 1)), int(rng.integers(1, n + 1))
    for method in ("wilson", "jeffreys"):
        for level in (0.8, 0.9, 0.95):
            found = intervals.rate_interval(hits, n, n_eff=size, method=method, level=level)
            expected = proportion_confint(hits * size / n, size, alpha=1 - level, method=method)
            assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_adjusted_p_values_are_those_of_statsmodels(seed: int) -> None:
    """Holm and Benjamini-Hochberg, with ties and p-values of one."""
    rng = np.random.default_rng(seed)
    p = [*np.round(rng.random(int(rng.integers(1, 40))) ** 3, 2), 1.0]
    for adjust, method in (
        (multiple_comparison.holm, "holm"),
        (multiple_comparison.benjamini_hochberg, "fdr_bh"),
    ):
        assert adjust(p) == pytest.approx(list(multipletests(p, method=method)[1]), rel=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_cumulative_incidence_is_that_of_statsmodels(seed: int) -> None:
    """The shares of target and stop after each event, with ties and censored events."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 60))
    held = rng.integers(1, 40, n)
    codes = rng.integers(0, 3, n)
    codes[:2] = 1, 2
    causes = [("timeout", "target", "stop")[code] for code in codes]
    found = competing_risks.curve(held, causes, rng=rng, n_eff=n, draws=0)
    expected = CumIncidenceRight(held, codes, freq_weights=np.ones(n))
    place = np.searchsorted(expected.times, found.bars)
    assert found.target == pytest.approx(expected.cinc[0][place], rel=1e-9)
    assert found.stop == pytest.approx(expected.cinc[1][place], rel=1e-9)
