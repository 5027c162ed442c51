"""Statistics on cases small enough to be counted out, and the constants of the methods."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from arch.bootstrap import optimal_block_length as arch_length

from backtests.inference import (
    block_length,
    bootstrap,
    intervals,
    multiple_comparison,
    overfitting,
    random_dates,
    regression,
    samples,
    sharpe,
)
from backtests.inference.ordered_alternatives import jonckheere, jonckheere_p


def test_the_lags_of_the_methods() -> None:
    """Claim slide-03a: eight lags, weeks to Friday, at least 52 of them."""
    assert (regression.LAGS, regression.WEEK, regression.LEAST_WEEKS) == (8, "W-FRI", 52)


def test_sums_of_draws_are_those_of_their_rows() -> None:
    """In more draws than are added at a time; no draw has no sum."""
    values = np.array([1.0, 2.0, 4.0])
    rows = np.tile(np.array([[0, 1, 1], [2, 2, 0]]), (1_500, 1))
    found = bootstrap.resampled_sums(values, rows)
    assert found.tolist() == [5.0, 9.0] * 1_500
    assert bootstrap.resampled_sums(values, rows[:0]).size == 0


def test_the_permutation_p_of_ordered_groups_is_counted_out() -> None:
    """Of the six ways to split 1, 2, 3, 4 in two pairs, one is as ordered and two nearly."""
    rng = np.random.default_rng(1)
    pairs = [np.array([1.0, 2.0]), np.array([3.0, 4.0])]
    assert jonckheere(pairs) == 4.0
    assert jonckheere_p(rng, pairs, draws=6_000) == pytest.approx(1 / 6, abs=0.02)
    swapped = [np.array([1.0, 3.0]), np.array([2.0, 4.0])]
    assert jonckheere(swapped) == 3.0
    assert jonckheere_p(rng, swapped, draws=6_000) == pytest.approx(2 / 6, abs=0.025)
    # Three groups of one value: one order of six is 1, 2, 3.
    single = [np.array([value]) for value in (1.0, 2.0, 3.0)]
    assert jonckheere_p(rng, single, draws=6_000) == pytest.approx(1 / 6, abs=0.02)


@pytest.mark.parametrize(
    ("windows", "count"),
    [
        ([], 0),
        ([(0, 3)], 1),
        ([(0, 3), (3, 4)], 1),
        ([(0, 3), (4, 4)], 2),
        ([(0, 9), (1, 2), (3, 4), (5, 6)], 3),
        ([(5, 6), (3, 4), (1, 2)], 3),
    ],
)
def test_windows_that_touch_are_not_separate(windows: list[tuple[int, int]], count: int) -> None:
    """The most that do not, a whole number."""
    found = samples.separate_windows([a for a, _ in windows], [b for _, b in windows])
    assert (found, type(found)) == (count, int)


@pytest.mark.parametrize(
    ("starts", "window", "count"),
    [([], 3, 0), ([5], 3, 1), ([0, 3], 3, 1), ([0, 4], 3, 2), ([8, 0, 4], 3, 3), ([1, 1, 1], 0, 1)],
)
def test_separate_windows_of_one_length(starts: list[int], window: int, count: int) -> None:
    """One that begins on the end of another overlaps it."""
    found = samples.effective_size(starts, window=window)
    assert (found, type(found)) == (count, int)


@pytest.mark.parametrize(("slots", "count", "spacing"), [(9, 3, 4), (6, 2, 3), (5, 5, 1)])
def test_random_dates_are_all_admissible_sets(slots: int, count: int, spacing: int) -> None:
    """Each about as often, also where repeats are many."""
    drawn = random_dates.draw_dates(
        np.random.default_rng(2), slots=slots, count=count, spacing=spacing, draws=4_000
    )
    sets, times = np.unique(drawn, axis=0, return_counts=True)
    free = slots - (count - 1) * (spacing - 1)
    assert len(sets) == math.comb(free, count)
    assert (np.diff(drawn, axis=1) >= spacing).all()
    assert times.min() > 0.8 * 4_000 / len(sets)
    with pytest.raises(samples.InsufficientData, match=f"cannot hold {count} dates {spacing}"):
        random_dates.draw_dates(
            np.random.default_rng(2),
            slots=slots - free + count - 1,
            count=count,
            spacing=spacing,
            draws=1,
        )


def test_few_dates_of_many_are_drawn_without_repeats() -> None:
    """Two of twenty slots, each pair about as often."""
    drawn = random_dates.draw_dates(
        np.random.default_rng(3), slots=20, count=2, spacing=1, draws=19_000
    )
    sets, times = np.unique(drawn, axis=0, return_counts=True)
    assert len(sets) == math.comb(20, 2)
    assert (drawn[:, 0] < drawn[:, 1]).all()
    assert times.min() > 60


def test_the_block_of_a_short_record_is_at_most_a_fifth_of_it() -> None:
    """Two series of 40, for which no block alone is shorter than 21."""
    rng = np.random.default_rng(5)
    pair = 0.1 + 0.01 * np.cumsum(rng.normal(size=(40, 2)), axis=0)
    assert bootstrap.automatic_block(pair) >= 21
    found = sharpe.sharpe_difference(rng, pair[:, 0], pair[:, 1], draws=200)
    assert found.block == 8


def test_a_rule_just_at_the_threshold_is_centred_at_its_mean() -> None:
    """Hansen (2005): a mean of at least minus the root of 2 log log n errors."""
    rows = 100
    threshold = math.sqrt(2 * math.log(math.log(rows)))
    means = np.array([-threshold, -threshold - 0.01, 0.5])
    found = multiple_comparison.studentised_maxima(
        multiple_comparison.ResampledMeans(
            rows, means, np.diag([9.0, 9.0, 9.0]) - 9.0, np.ones(3), means
        )
    )
    # Of each draw one rule is at 0 and the others at -9, so that its centre decides.
    assert found.lower.tolist() == pytest.approx([0.0, 0.0, -0.5])
    assert found.consistent.tolist() == pytest.approx([threshold, 0.0, -0.5])
    assert found.upper.tolist() == pytest.approx([threshold, threshold + 0.01, -0.5])


@pytest.mark.parametrize("rows", [3, 4, 7, 12])
def test_the_block_length_of_a_few_rows_is_that_of_arch(rows: int) -> None:
    """Where nearly every lag is the last."""
    series = np.random.default_rng(rows).normal(size=rows + 8)
    expected = float(arch_length(series)["stationary"].iloc[0])
    assert block_length.optimal_block_length(series) == pytest.approx(expected, rel=1e-9)


def test_few_blocks_widen_by_student_and_by_the_correction_of_a_deviation() -> None:
    """Ten blocks: t with nine degrees of freedom 2.2622 over 1.9600, and the root of 10/9."""
    student, correction = bootstrap.few_blocks_factors(10.0)
    assert student == pytest.approx(2.26216 / 1.95996, rel=1e-5)
    assert correction == pytest.approx(math.sqrt(10 / 9))
    assert bootstrap.few_blocks_factors(3.0, tail=0.95)[0] == pytest.approx(
        2.91999 / 1.64485, rel=1e-5
    )


def test_wilson_intervals_of_many_rates_are_those_of_each() -> None:
    """At effective sizes below the number of trials; none without an independent trial."""
    hits, trials, sizes = [0, 3, 8, 5], [10, 10, 8, 5], [10, 4, 2, 0]
    low, high = intervals.wilson_interval(hits, trials, n_eff=sizes)
    for at in range(3):
        expected = intervals.rate_interval(hits[at], trials[at], n_eff=sizes[at], method="wilson")
        assert (low[at], high[at]) == pytest.approx(expected, abs=1e-12)
    assert np.isnan([low[3], high[3]]).all()
    # Wilson's formula for 3 of 10 at four trials, by hand: the centre is (0.3 + z²/8) / (1 + z²/4).
    square = 1.959964**2
    assert (low[1] + high[1]) / 2 == pytest.approx((0.3 + square / 8) / (1 + square / 4), rel=1e-6)


def test_two_halves_of_a_record_are_the_fewest_parts() -> None:
    """The best of the first half is the worst of the second, and the other way round."""
    up, down = np.array([0.02, 0.01] * 4), np.array([-0.02, -0.01] * 4)
    excess = np.column_stack([np.concatenate([up, down]), np.concatenate([down, up])])
    assert overfitting.probability_of_overfitting(excess, parts=2).pbo == 1.0
    same = np.column_stack([np.concatenate([up, up]), np.concatenate([down, down])])
    assert overfitting.probability_of_overfitting(same, parts=2).pbo == 0.0
    for parts in (0, 1, 3):
        with pytest.raises(ValueError, match=f"{parts} parts; expected an even number"):
            overfitting.probability_of_overfitting(excess, parts=parts)
    with pytest.raises(samples.InsufficientData):
        overfitting.probability_of_overfitting(excess[:7], parts=4)
    assert overfitting.probability_of_overfitting(excess[:8], parts=4).logits.size == 6


def test_changes_of_nothing_are_none_and_a_gap_has_none() -> None:
    """Weeks to Friday 3, 10 and 24 January 2020: one change is known."""
    days = pd.DatetimeIndex(["2020-01-02", "2020-01-03", "2020-01-10", "2020-01-24"])
    series = pd.Series([1.0, 2.0, 5.0, 9.0], index=days)
    assert regression.changes(series[:0]).empty
    assert regression.changes(series[:0].astype(float) * np.nan).empty
    found = regression.changes(series)
    assert found.index.size == 4
    assert found.tolist()[1] == 3.0
    assert np.isnan(found.tolist()[0])
    assert np.isnan(found.tolist()[2:]).all()
