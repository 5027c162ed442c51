"""Rows of the stationary bootstrap (Politis & Romano 1994), for draws whose rows are needed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import stats

from backtests.inference.samples import LEAST_ROWS, InsufficientData, checked_returns
from signals.core.compiled import compiled

# METHODS 3.3: shortest and longest expected block, and other blocks to tell beside, trading days.
SHORTEST_BLOCK, LONGEST_BLOCK = 21, 126
OTHER_BLOCKS = (10, 63, 252)
Floats = npt.NDArray[np.float64]


Ints = npt.NDArray[np.int64]


def draw_rows(rng: np.random.Generator, *, size: int, block: float, draws: int) -> Ints:
    """Draw row numbers in blocks of geometric length with mean `block`, shape (draws, size).

    A block that runs over the last row goes on at the first. As
    `arch.bootstrap.StationaryBootstrap`, which draws a number for every row rather than for every
    block: three times as slow on 10,000 rows.
    """
    starts = rng.random((draws, size)) < 1 / block
    starts[:, 0] = True
    begins = np.flatnonzero(starts)
    lengths = np.diff(begins, append=starts.size)
    origins = rng.integers(size, size=begins.size)
    return ((np.repeat(origins - begins, lengths) + np.arange(starts.size)) % size).reshape(
        draws, size
    )


@compiled
def draw_rows_into(seed: int, block: float, rows: Ints) -> None:
    """As one draw of `draw_rows` with a seed below 2**32, for compiled loops in any thread.

    Draws a length and an origin for every block; the generator is that of the calling thread.
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
    """Expected block of the stationary bootstrap, in rows, clipped to [shortest, longest].

    Politis & White 2004, corrected by Patton, Politis & White 2009, on absolute returns; the
    longest over the columns where there are several (METHODS 3.3).

    Raises
    ------
    InsufficientData
        Fewer than LEAST_ROWS rows.
    ValueError
        Returns all of one size, whose absolute values have no autocorrelation to estimate.
    """
    from arch.bootstrap import optimal_block_length

    if len(log_returns) < LEAST_ROWS:
        raise InsufficientData(f"{len(log_returns)} returns; expected at least {LEAST_ROWS}")
    sizes = np.abs(log_returns)
    if (np.ptp(sizes, axis=0) == 0).any():
        raise ValueError("returns all of one size; expected sizes that vary, or a block given")
    best = float(optimal_block_length(sizes)["stationary"].max())
    return float(np.clip(best, shortest, longest))


def overlapping_mean(log_returns: Floats, *, window: int) -> float:
    """Mean simple return over every window of `window` log returns, overlapping ones included.

    >>> round(overlapping_mean(np.log([1.1, 1.0, 1.2]), window=2), 3)
    0.15
    """
    path = np.concatenate(([0.0], np.cumsum(log_returns)))
    return float(np.expm1(path[window:] - path[:-window]).mean())


def overlapping_mean_interval(
    rng: np.random.Generator,
    log_returns: npt.ArrayLike,
    *,
    window: int,
    block: float | None = None,
    draws: int = 2_000,
    level: float = 0.95,
) -> tuple[float, float]:
    """Interval of the mean return over overlapping windows (METHODS 3.3).

    The stationary bootstrap (Politis & Romano 1994) resamples the log returns, one a row, in
    blocks of `block` rows on average, or `automatic_block`; windows are laid over the resampled
    path. The spread of the draws around their mean is put around the observed mean, widened as
    Student's t is against the normal for as many observations as the record holds blocks:
    resampling few blocks understates their spread.

    Raises
    ------
    InsufficientData
        Not two windows, not more than two blocks, or less than LEAST_ROWS returns.
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
    from arch.bootstrap import StationaryBootstrap

    # arch states whole blocks, but uses the length as the inverse of a chance.
    bootstrap = StationaryBootstrap(block, returns, seed=rng)  # type: ignore[arg-type]
    drawn = (np.asarray(taken[0], dtype=np.float64) for taken, _ in bootstrap.bootstrap(draws))
    means = np.array([overlapping_mean(steps, window=window) for steps in drawn])
    tail = 0.5 + level / 2
    student = stats.t.ppf(tail, blocks - 1) / stats.norm.ppf(tail)
    spread = (means - means.mean()) * student * np.sqrt(blocks / (blocks - 1))
    observed = overlapping_mean(returns, window=window)
    low, high = np.quantile(spread, [1 - tail, tail])
    return float(observed + low), float(observed + high)


def _long_run_error(values: npt.ArrayLike, *, lags: int, kernel: str) -> float | None:
    # Imported here: it is slow to load, and only cross-checks need it.

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

    `values` holds one return over `window` periods for each period; the uniform kernel has
    window - 1 lags. None where its variance is not positive, which the kernel allows. Raises
    ValueError as `checked_returns`.
    """
    return _long_run_error(values, lags=window - 1, kernel="uniform")
