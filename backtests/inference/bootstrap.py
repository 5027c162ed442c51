"""The stationary bootstrap (Politis & Romano 1994), block lengths, means of overlapping windows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import scipy

from backtests.inference.block_length import optimal_block_length
from backtests.inference.samples import LEAST_ROWS, InsufficientData, checked_returns
from signals.core.arrays import Flags, Floats, Ints
from signals.core.compiled import compiled

# METHODS 3.3: bounds of the expected block, and the blocks of the sensitivity, in trading days.
SHORTEST_BLOCK, LONGEST_BLOCK = 21, 126
OTHER_BLOCKS = (10, 63, 252)
# Draws that are computed at a time, so that arrays of all draws are few.
_PART = 256


def draw_rows(rng: np.random.Generator, *, size: int, block: float, draws: int) -> Ints:
    """Draw row numbers in blocks of geometric length with mean `block`.

    A block that passes the last row continues at the first. The distribution is that of
    `arch.bootstrap.StationaryBootstrap`, which draws a number for every row instead of every block
    and takes three times as long on 10,000 rows.

    Returns
    -------
    ndarray of int64, shape (draws, size)
    """
    starts = np.empty((draws, size), dtype=np.bool_)
    for first in range(0, draws, _PART):
        part = slice(first, first + _PART)
        np.less(rng.random(starts[part].shape), 1 / block, out=starts[part])
    starts[:, 0] = True
    return _blocks(starts, rng.integers(size, size=np.count_nonzero(starts)))


@compiled
def _blocks(starts: Flags, origins: Ints) -> Ints:
    """Return the rows of blocks by where they start, of which the first place of a draw is one."""
    draws, size = starts.shape
    rows = np.empty((draws, size), dtype=np.int64)
    block = row = 0
    for draw in range(draws):
        for at in range(size):
            if starts[draw, at]:
                row = origins[block]
                block += 1
            else:
                row = row + 1 if row + 1 < size else 0
            rows[draw, at] = row
    return rows


def resampled_rows(
    rng: np.random.Generator, *, size: int, block: float, draws: int
) -> Iterator[Ints]:
    """Yield the row numbers of one draw after the other, shape (size,).

    The numbers are those of `arch.bootstrap.StationaryBootstrap` with the same generator, whose
    import takes longer than a study does.

    Parameters
    ----------
    block : float
        Expected length of a block in rows, at least 1.
    """
    for _ in range(draws):
        rows = rng.integers(size, size=size)
        _continue_blocks(rows, rng.random(size), 1 / block)
        yield rows


@compiled
def _continue_blocks(rows: Ints, uniform: Floats, chance: float) -> None:
    """Replace each row that begins no block by the one after the row before it."""
    size = rows.size
    for at in range(1, size):
        if uniform[at] > chance:
            rows[at] = rows[at - 1] + 1
            if rows[at] == size:
                rows[at] = 0


def resampled_sums(values: Floats, rows: Ints) -> Floats:
    """Return the sum of the values of each draw of `draw_rows`, a part of the draws at a time.

    >>> resampled_sums(np.array([1.0, 2.0, 4.0]), np.array([[0, 1, 1], [2, 2, 0]])).tolist()
    [5.0, 9.0]
    """
    firsts = range(0, len(rows), _PART)
    sums = [values.take(rows[at : at + _PART]).sum(axis=1) for at in firsts]
    return np.concatenate([np.empty(0), *sums])


@compiled
def draw_rows_into(seed: int, block: float, rows: Ints) -> None:
    """Fill `rows` with one draw of the stationary bootstrap, for compiled loops in any thread.

    `seed` is below 2**32 and seeds the generator of the calling thread. A length and an origin are
    drawn for every block.
    """
    np.random.seed(seed)
    size = rows.size
    at = 0
    while at < size:
        row = np.random.randint(0, size)
        for _ in range(np.random.geometric(1 / block)):
            rows[at] = row
            at += 1
            row = row + 1 if row + 1 < size else 0
            if at == size:
                break


def automatic_block(
    log_returns: Floats, *, shortest: float = SHORTEST_BLOCK, longest: float = LONGEST_BLOCK
) -> float:
    """Return the expected block length in rows, clipped to [shortest, longest].

    Politis & White (2004), corrected by Patton, Politis & White (2009), on absolute returns; the
    maximum over the columns (METHODS 3.3).

    Raises
    ------
    InsufficientData
        Fewer than LEAST_ROWS rows.
    ValueError
        Returns of constant size: their absolute values have no autocorrelation.
    """
    if len(log_returns) < LEAST_ROWS:
        raise InsufficientData(f"{len(log_returns)} returns; expected at least {LEAST_ROWS}")
    sizes = np.abs(log_returns)
    if (np.ptp(sizes, axis=0) == 0).any():
        raise ValueError("returns all of one size; expected sizes that vary, or a block given")
    best = max(optimal_block_length(column) for column in sizes.reshape(len(sizes), -1).T)
    return float(np.clip(best, shortest, longest))


def overlapping_mean(log_returns: Floats, *, window: int) -> float:
    """Return the mean simple return over all overlapping windows of `window` log returns.

    >>> round(overlapping_mean(np.log([1.1, 1.0, 1.2]), window=2), 3)
    0.15
    """
    return _drawn_mean(log_returns, np.arange(len(log_returns)), window)


def _drawn_mean(log_returns: Floats, rows: Ints, window: int) -> float:
    """Return `overlapping_mean` of the rows that are drawn."""
    path = drawn_path(log_returns, rows)
    return float(np.expm1(path[window:] - path[:-window]).mean())


@compiled
def drawn_path(log_returns: Floats, rows: Ints) -> Floats:
    """Return 0 and the cumulative sums of the rows that are drawn, shape (rows + 1,)."""
    path = np.zeros(rows.size + 1)
    for at in range(rows.size):
        path[at + 1] = path[at] + log_returns[rows[at]]
    return path


def overlapping_mean_interval(
    rng: np.random.Generator,
    log_returns: npt.ArrayLike,
    *,
    window: int,
    block: float | None = None,
    draws: int = 2_000,
    level: float = 0.95,
) -> tuple[float, float]:
    """Return a bootstrap interval of the mean return over overlapping windows (METHODS 3.3).

    The stationary bootstrap (Politis & Romano 1994) resamples the log returns in blocks of `block`
    rows on average (by default `automatic_block`), and windows are taken from the resampled path.
    The draws are centred on the observed mean and widened by `few_blocks_factors`.

    Raises
    ------
    InsufficientData
        Fewer than two windows, two blocks or LEAST_ROWS returns.
    ValueError
        NaN, infinite or constant returns; a block shorter than a row.
    """
    returns = checked_returns(log_returns, least=max(LEAST_ROWS, 2 * window))
    if block is None:
        block = automatic_block(returns)
    if block < 1:
        raise ValueError(f"a block of {block} rows; expected at least 1")
    blocks = returns.size / block
    if blocks <= 2:
        raise InsufficientData(f"{returns.size} returns in blocks of {block:g}; expected over two")
    drawn = resampled_rows(rng, size=returns.size, block=block, draws=draws)
    means = np.array([_drawn_mean(returns, rows, window) for rows in drawn])
    tail = 0.5 + level / 2
    student, correction = few_blocks_factors(blocks, tail=tail)
    spread = (means - means.mean()) * student * correction
    observed = overlapping_mean(returns, window=window)
    low, high = np.quantile(spread, [1 - tail, tail])
    return float(observed + low), float(observed + high)


def few_blocks_factors(blocks: float, *, tail: float = 0.975) -> tuple[float, float]:
    """Return the factors by which resampling few blocks understates the spread (METHODS 3.3).

    The ratio of Student's t to the normal quantile for as many observations as the record has
    blocks, and the correction of the standard deviation for that number.
    """
    student = scipy.special.stdtrit(blocks - 1, tail) / scipy.special.ndtri(tail)
    return float(student), float(np.sqrt(blocks / (blocks - 1)))


def _long_run_error(values: npt.ArrayLike, *, lags: int, kernel: str) -> float | None:
    from statsmodels.regression.linear_model import OLS

    checked = checked_returns(values, least=max(LEAST_ROWS, lags + 2))
    options = {"maxlags": lags, "kernel": kernel}
    fit = OLS(checked, np.ones(checked.size)).fit(cov_type="HAC", cov_kwds=options)
    variance = float(np.asarray(fit.cov_params())[0, 0])
    return float(np.sqrt(variance)) if variance > 0 else None


def newey_west_error(values: npt.ArrayLike, *, lags: int) -> float | None:
    """Return the standard error of a mean: Bartlett kernel (Newey & West 1987), via statsmodels.

    A cross-check of the bootstrap (METHODS 3.3). Raises ValueError as `checked_returns`.
    """
    return _long_run_error(values, lags=lags, kernel="bartlett")


def hansen_hodrick_error(values: npt.ArrayLike, *, window: int) -> float | None:
    """Return the standard error of the mean of overlapping windows (Hansen & Hodrick 1980).

    `values` has one return over `window` periods for each period; the uniform kernel has
    window - 1 lags. Returns None if the estimated variance is not positive, which this kernel
    allows. Raises ValueError as `checked_returns`.
    """
    return _long_run_error(values, lags=window - 1, kernel="uniform")
