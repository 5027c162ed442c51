"""Bootstraps, slopes, ordered groups and Sharpe ratios on small cases with known answers."""

from __future__ import annotations

import numpy as np
import pytest

from backtests.inference import bootstrap, multiple_comparison, sharpe
from backtests.inference.ordered_alternatives import jonckheere
from backtests.inference.regression import LEAST_WEEKS, Slope, newey_west_slope
from backtests.inference.samples import InsufficientData


def test_a_draw_begins_at_its_row_and_goes_round() -> None:
    """Blocks longer than the data, in more draws than are made at a time."""
    draws, size = 2_500, 7
    rows = bootstrap.draw_rows(np.random.default_rng(1), size=size, block=1e12, draws=draws)
    plain = np.random.default_rng(1)
    plain.random((draws, size))
    begins = plain.integers(size, size=draws)
    assert np.array_equal(rows, (begins[:, None] + np.arange(size)) % size)


def test_sums_of_groups_have_a_column_for_each_group() -> None:
    """Two groups of three and five rows; all sums and counts are of rows that were drawn."""
    values = np.column_stack([np.ones(8), np.arange(8.0)])
    groups = np.array([0, 0, 0, 1, 1, 1, 1, 1])
    sums, counts = multiple_comparison.resampled_sums(
        np.random.default_rng(1), values, groups, block=2.0, draws=50
    )
    assert (sums.shape, counts.shape) == ((50, 2, 2), (50, 2))
    assert np.array_equal(sums[..., 0], counts)
    assert (counts.sum(axis=1) == 8).all()
    assert ((sums[:, 1, 1] >= 3 * counts[:, 1]) & (sums[:, 0, 1] <= 2 * counts[:, 0])).all()


@pytest.mark.parametrize(("ties", "statistic"), [(0, 2.0), (1, 2.5), (2, 3.0), (3, 3.5)])
def test_a_tie_of_ordered_groups_counts_one_half(ties: int, statistic: float) -> None:
    """A value above two of the lower group and equal to others of it."""
    lower = np.array([1.0, 2.0, *[3.0] * ties])
    assert jonckheere([lower, np.array([3.0])]) == statistic


def test_the_detectable_slope_is_two_and_a_half_errors() -> None:
    """The quantiles of 5% on one side and of a power of 80%: 1.645 + 0.842."""
    assert Slope(0.1, 0.02, 60).detectable == pytest.approx(0.04974)
    assert Slope(0.1, 0.02, 60).interval(0.90) == pytest.approx((0.0671, 0.1329), abs=1e-4)
    assert Slope(0.0, 0.02, 60).p_above == Slope(0.0, 0.02, 60).p_below == 0.5


def test_a_slope_needs_a_year_of_weeks() -> None:
    """52 are enough; of an exact line the slope is found."""
    x = np.arange(float(LEAST_WEEKS)) % 7
    noise = np.where(np.arange(LEAST_WEEKS) % 2 == 0, 1e-3, -1e-3)
    found = newey_west_slope(2 * x + noise, x[:, None], np.array([1.0]), lags=2)
    assert (round(found.value, 3), found.n) == (2.0, 52)
    with pytest.raises(InsufficientData, match="51 common weeks; expected at least 52"):
        newey_west_slope(x[:-1], x[:-1, None], np.array([1.0]), lags=2)


def test_intervals_of_a_sharpe_difference_are_about_it() -> None:
    """That of 90% within that of 95%, in blocks of single returns too."""
    rng = np.random.default_rng(1)
    pair = rng.normal(0.01, 0.05, (60, 2))
    found = sharpe.sharpe_difference(rng, pair[:, 0], pair[:, 1], block=1, draws=500)
    for low, high in (found.interval, found.interval_90):
        assert (low + high) / 2 == pytest.approx(found.difference)
    assert found.interval[0] < found.interval_90[0] < found.difference
    with pytest.raises(InsufficientData, match="in blocks of 0"):
        sharpe.sharpe_difference(rng, pair[:, 0], pair[:, 1], block=0)
