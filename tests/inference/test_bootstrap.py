"""Rows in blocks of random length: what Politis & Romano 1994 say, and what arch draws."""

from __future__ import annotations

import numpy as np
import pytest
from arch.bootstrap import StationaryBootstrap

from backtests.inference.bootstrap import draw_rows, draw_rows_into, resampled_rows


def test_rows_come_in_blocks_of_the_length_asked_for() -> None:
    """Mean length 6: five rows in six follow the one before, the last row by the first."""
    rows = draw_rows(np.random.default_rng(0), size=50, block=6, draws=400)
    assert rows.shape == (400, 50)
    assert set(np.unique(rows)) == set(range(50))
    follows = (np.diff(rows, axis=1) % 50 == 1).mean()
    assert follows == pytest.approx(5 / 6 + 1 / 6 / 50, abs=0.01)


def test_blocks_of_one_row_are_independent_draws() -> None:
    """Each row follows the one before no more often than by chance."""
    rows = draw_rows(np.random.default_rng(1), size=40, block=1, draws=500)
    assert (np.diff(rows, axis=1) % 40 == 1).mean() == pytest.approx(1 / 40, abs=0.005)


def test_each_draw_starts_a_block_of_its_own() -> None:
    """No block goes on from one draw into the next, however long it is."""
    rows = draw_rows(np.random.default_rng(2), size=30, block=1e9, draws=300)
    assert (np.diff(rows, axis=1) % 30 == 1).all()
    assert set(rows[:, 0]) == set(range(30))


def test_resampled_means_spread_as_those_of_arch() -> None:
    """Standard error of the mean of an AR(1), 4,000 draws of each, within a twentieth."""
    rng = np.random.default_rng(3)
    values = np.convolve(rng.normal(size=430), 0.8 ** np.arange(30), mode="valid")
    rows = draw_rows(rng, size=values.size, block=20, draws=4000)
    theirs = StationaryBootstrap(20, values, seed=np.random.default_rng(4))
    means = [drawn[0].mean() for drawn, _ in theirs.bootstrap(4000)]
    assert values[rows].mean(axis=1).std() == pytest.approx(np.std(means), rel=0.05)


@pytest.mark.parametrize("block", [1, 1.5, 21, 1e9])
def test_resampled_rows_are_those_of_arch(block: float) -> None:
    """Row by row, with the same generator; blocks of one row and blocks longer than the record."""
    size, draws = 97, 30
    bootstrap = StationaryBootstrap(block, np.arange(size), seed=np.random.default_rng(6))
    theirs = [drawn[0] for drawn, _ in bootstrap.bootstrap(draws)]
    ours = resampled_rows(np.random.default_rng(6), size=size, block=block, draws=draws)
    np.testing.assert_array_equal(list(ours), theirs)


def test_compiled_draws_have_the_block_lengths_of_arch() -> None:
    """Shares of blocks of each length, mean 8, from 400 draws of each: within two points."""
    size, draws = 200, 400
    rows = np.empty(size, np.int64)
    ours = []
    for seed in range(draws):
        draw_rows_into(seed, 8.0, rows)
        ours.append(rows.copy())
    theirs = StationaryBootstrap(8, np.arange(size), seed=np.random.default_rng(5))
    drawn = [sampled[0] for (sampled, _) in theirs.bootstrap(draws)]
    for at_least in (2, 5, 10, 20, 40):
        assert share_of_long(ours, at_least) == pytest.approx(
            share_of_long(drawn, at_least), abs=0.02
        )
    assert set(np.concatenate(ours)) == set(range(size))


def share_of_long(drawn: list[np.ndarray], at_least: int) -> float:
    """Share of the blocks that have at least so many rows."""
    size = drawn[0].size
    lengths = np.concatenate(
        [
            np.diff(np.flatnonzero(np.diff(rows, prepend=-2) % size != 1), append=size)
            for rows in drawn
        ]
    )
    return float((lengths >= at_least).mean())


def test_compiled_draws_are_those_of_their_seed() -> None:
    """Twice the same, another seed another draw, and a block longer than the rows goes round."""
    first, again, other = (np.empty(30, np.int64) for _ in range(3))
    draw_rows_into(1, 5.0, first)
    draw_rows_into(1, 5.0, again)
    draw_rows_into(2, 5.0, other)
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)
    draw_rows_into(3, 1e9, first)
    assert (np.diff(first) % 30 == 1).all()
