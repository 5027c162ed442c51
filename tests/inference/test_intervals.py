"""Intervals and corrections against METHODS 6.10, scipy and statsmodels."""

from __future__ import annotations

import numpy as np
import pytest

from backtests.inference import intervals, monte_carlo, multiple_comparison, samples
from backtests.inference.random_dates import draw_dates


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(4, 29, 0.0550, 0.3056), (0, 29, 0.0, 0.1170), (14, 29, 0.3139, 0.6557)],
)
def test_wilson_matches_the_known_answers(hits: int, n: int, low: float, high: float) -> None:
    """METHODS 6.10."""
    assert intervals.rate_interval(hits, n) == pytest.approx((low, high), abs=5e-5)


def test_fewer_separate_events_widen_the_interval() -> None:
    """The same share at n_eff 10 instead of 30."""
    narrow, wide = intervals.rate_interval(15, 30), intervals.rate_interval(15, 30, n_eff=10)
    assert narrow is not None
    assert wide is not None
    assert wide[0] < narrow[0] < 0.5 < narrow[1] < wide[1]


def test_a_rate_of_nothing_has_no_interval() -> None:
    """No resolved event: None, not an error."""
    assert intervals.rate_interval(0, 0) is None


def test_holm_matches_the_known_answer() -> None:
    """METHODS 6.10."""
    found = multiple_comparison.holm([0.001, 0.012, 0.021, 0.04, 0.30])
    assert found == pytest.approx([0.005, 0.048, 0.063, 0.08, 0.30])


def test_effective_size_counts_windows_that_do_not_overlap() -> None:
    """Windows of 10 days from 0, 5, 11 and 30: the one from 5 overlaps."""
    assert samples.effective_size([30, 0, 5, 11], window=10) == 3


def test_a_window_that_ends_on_the_next_start_overlaps() -> None:
    """[0, 10] and [10, 20] share day 10."""
    assert samples.effective_size([0, 10], window=10) == 1


def test_p_values_count_the_observation_itself() -> None:
    """(1 + #{T* >= T}) / (B + 1)."""
    simulated = np.array([1.0, 2.0, 3.0, 4.0])
    assert monte_carlo.upper_p(simulated, 3.0) == pytest.approx(3 / 5)
    assert monte_carlo.lower_p(simulated, 0.5) == pytest.approx(1 / 5)


def test_minimum_detectable_effect_matches_the_reference() -> None:
    """METHODS 3.7: sd 19.3%, n 8 gives 17.0 pp, n 29 gives 8.9 pp."""
    assert intervals.minimum_detectable_mean(0.193, n_eff=8) == pytest.approx(0.170, abs=5e-4)
    assert intervals.minimum_detectable_mean(0.193, n_eff=29) == pytest.approx(0.089, abs=5e-4)


def test_the_same_claim_draws_the_same_numbers() -> None:
    """Seeded from the claim id; another id draws others."""
    first, again = (
        monte_carlo.generator("brk-03").random(3),
        monte_carlo.generator("brk-03").random(3),
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first, monte_carlo.generator("brk-04").random(3))


def test_random_dates_keep_their_spacing() -> None:
    """No two dates of a draw are closer than asked for, and all lie within the slots."""
    picks = draw_dates(np.random.default_rng(0), slots=1000, count=9, spacing=100, draws=500)
    assert picks.shape == (500, 9)
    assert np.diff(picks, axis=1).min() >= 100
    assert picks.min() >= 0
    assert picks.max() < 1000


def test_random_dates_are_uniform_over_admissible_sets() -> None:
    """Four slots, two dates at least two apart: (0,2), (0,3), (1,3) come equally often."""
    picks = draw_dates(np.random.default_rng(0), slots=4, count=2, spacing=2, draws=30_000)
    pairs, counts = np.unique(picks, axis=0, return_counts=True)
    assert pairs.tolist() == [[0, 2], [0, 3], [1, 3]]
    assert counts / 30_000 == pytest.approx(1 / 3, abs=0.015)


def test_too_many_dates_are_refused() -> None:
    """Ten dates a hundred apart do not fit in five hundred slots."""
    with pytest.raises(ValueError, match="500 slots cannot hold 10 dates 100 apart"):
        draw_dates(np.random.default_rng(0), slots=500, count=10, spacing=100, draws=1)


def test_the_sign_test_is_exact() -> None:
    """8 of 8 where each has chance .74: .74 to the eighth."""
    assert intervals.sign_test(8, 8, share=0.74) == pytest.approx(0.74**8)


def test_the_interval_of_a_mean_has_one_degree_of_freedom_less_than_observations() -> None:
    """1, 2, 3, 4, 5: mean 3, deviation 1.5811; t(4) is 2.7764 and t(1) 12.706."""
    values = np.arange(1.0, 6.0)
    deviation = 2.5**0.5
    low, high = intervals.mean_interval(values, n_eff=5) or (np.nan, np.nan)
    assert (low, high) == pytest.approx(
        (3 - 2.7764 * deviation / 5**0.5, 3 + 2.7764 * deviation / 5**0.5), abs=1e-4
    )
    _, wide = intervals.mean_interval(values, n_eff=2) or (np.nan, np.nan)
    assert wide == pytest.approx(3 + 12.7062 * deviation / 2**0.5, abs=1e-3)
    assert intervals.mean_interval(values, n_eff=1) is None


def test_the_note_of_an_interval_has_its_lower_and_its_upper_end() -> None:
    """In percent to one decimal; nothing without an interval."""
    assert intervals.interval_note((0.055, 0.3056)) == "; Jeffreys 5.5% to 30.6%"
    assert intervals.interval_note(None) == ""
