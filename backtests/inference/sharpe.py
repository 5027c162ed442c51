"""Sharpe ratios: test of a difference, and the deflated Sharpe ratio (METHODS 3.6)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

from backtests.inference import bootstrap, monte_carlo, samples
from signals.core.arrays import Floats, Ints
from signals.core.compiled import compiled

# Minimum number of blocks to estimate the bootstrap standard error (Ledoit & Wolf 2008).
LEAST_BLOCKS = 5


@dataclass(frozen=True, slots=True)
class SharpeDifference:
    """Difference of two Sharpe ratios per period, with tests (Ledoit & Wolf 2008).

    Multiply the difference, error and intervals by the square root of the periods per year to
    annualise them.

    Attributes
    ----------
    difference
        First Sharpe ratio less the second.
    error
        HAC standard error.
    p_hac, p
        Two-sided p-values: normal, and studentised bootstrap.
    p_above
        One-sided bootstrap p-value of the alternative that the difference is positive.
    interval, interval_90
        Symmetric studentised bootstrap intervals at 95% and 90%.
    block
        Block length of the bootstrap in rows.
    """

    difference: float
    error: float
    p_hac: float
    p: float
    p_above: float
    interval: tuple[float, float]
    interval_90: tuple[float, float]
    block: int


def sharpe_ratio(excess: npt.ArrayLike) -> float:
    """Return the mean excess return over its standard deviation (ddof 1), per period.

    Raises
    ------
    ValueError
        Fewer than two returns (InsufficientData); NaN, infinite or constant returns.

    >>> round(sharpe_ratio([0.01, 0.03]), 4)
    1.4142
    """
    checked = samples.checked_returns(excess, least=2)
    return float(checked.mean() / checked.std(ddof=1))


def sharpe_difference(
    rng: np.random.Generator,
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    *,
    block: int | None = None,
    draws: int = 2_000,
) -> SharpeDifference:
    """Test whether two return series have the same Sharpe ratio (Ledoit & Wolf 2008).

    The HAC error applies the delta method to the four moments, prewhitened by an AR(1), with the
    quadratic spectral kernel and its automatic bandwidth. The bootstrap draws circular blocks of
    both series jointly and studentises each difference by its own block standard error.

    Parameters
    ----------
    first, second : array_like, shape (periods,)
        Excess returns of the same periods.
    block : int, optional
        Block length in rows; by default `bootstrap.automatic_block`, at most a fifth of the rows.

    Raises
    ------
    InsufficientData
        Too few returns, fewer than five blocks, or a series that is constant in a resample.
    ValueError
        Lengths differ; NaN, infinite or constant returns; series that are multiples of each
        other.
    """
    if np.shape(first) != np.shape(second):
        raise ValueError(f"{np.size(first)} and {np.size(second)} returns; expected as many")
    pair = samples.checked_returns(np.column_stack((np.asarray(first), np.asarray(second))), ndim=2)
    if block is None:
        automatic = round(bootstrap.automatic_block(pair))
        block = min(automatic, len(pair) // LEAST_BLOCKS)
    if block < 1 or len(pair) // block < LEAST_BLOCKS:
        raise samples.InsufficientData(
            f"{len(pair)} returns in blocks of {block}; expected at least {LEAST_BLOCKS} blocks"
        )
    difference = sharpe_ratio(pair[:, 0]) - sharpe_ratio(pair[:, 1])
    error = _hac_error(pair)
    simulated = _studentised(rng, pair, block=block, draws=draws)
    statistic = difference / error
    half, half_90 = (float(np.quantile(np.abs(simulated), q)) * error for q in (0.95, 0.90))
    return SharpeDifference(
        difference,
        error,
        p_hac=float(2 * scipy.special.ndtr(-abs(statistic))),
        p=monte_carlo.upper_p(np.abs(simulated), abs(statistic)),
        p_above=monte_carlo.upper_p(simulated, statistic),
        interval=(difference - half, difference + half),
        interval_90=(difference - half_90, difference + half_90),
        block=block,
    )


def _moments(pair: Floats) -> Floats:
    """Return the returns and their squares by row, shape (periods, 4)."""
    return np.column_stack((pair, pair**2))


def _difference_and_gradient(moments: Floats) -> tuple[Floats, Floats]:
    """Return the difference of Sharpe ratios at moments of shape (..., 4), and its gradient."""
    mean, square = moments[..., :2], moments[..., 2:]
    variance = square - mean**2
    ratio = mean / np.sqrt(variance)
    sign = np.array([1.0, -1.0])
    gradient = np.concatenate(
        (sign * square / variance**1.5, -sign * mean / (2 * variance**1.5)), axis=-1
    )
    return ratio[..., 0] - ratio[..., 1], gradient


def _hac_error(pair: Floats) -> float:
    moments = _moments(pair)
    _, gradient = _difference_and_gradient(moments.mean(axis=0))
    influence = (moments - moments.mean(axis=0)) @ gradient
    if influence.std() <= 1e-9 * np.abs(gradient[:2]).max() * pair.std(axis=0).max():
        raise ValueError("the series are multiples of each other; expected two that differ")
    # AR(1) prewhitening; Andrews & Monahan (1992) limit the slope to 0.97.
    slope = float(influence[1:] @ influence[:-1] / (influence[:-1] @ influence[:-1]))
    slope = float(np.clip(slope, -0.97, 0.97))
    variance = long_run_variance(influence[1:] - slope * influence[:-1])
    return float(np.sqrt(variance / len(pair)) / (1 - slope))


def long_run_variance(series: Floats) -> float:
    """Return the long-run variance of a series, shape (n,): `arch.covariance.QuadraticSpectral`.

    The quadratic spectral kernel (Andrews 1991) with the bandwidth of Newey and West (1994). The
    import of arch takes longer than a study does.
    """
    n = series.size
    centred = series - series.mean()
    covariances = np.correlate(centred, centred, "full")[n - 1 :] / n
    lags = np.arange(int(np.ceil(4 * (n / 100) ** (2 / 25))) + 1)
    first = covariances[: lags.size] * np.where(lags == 0, 1, 2)
    curvature = (first @ lags**2 / first.sum()) ** 2
    bandwidth = min(1.3221 * (curvature * n) ** (1 / 5), n - 1.0)
    if bandwidth == 0:
        return float(covariances[0])
    angle = 6 * np.pi / 5 * np.arange(1, n) / bandwidth
    weights = 3 / angle**2 * (np.sin(angle) / angle - np.cos(angle))
    return float(covariances[0] + 2 * weights @ covariances[1:])


def _studentised(rng: np.random.Generator, pair: Floats, *, block: int, draws: int) -> Floats:
    """Return studentised bootstrap differences, centred on the observed one, shape (draws,)."""
    moments = _moments(pair)
    observed, _ = _difference_and_gradient(moments.mean(axis=0))
    around = np.vstack((np.zeros(4), np.cumsum(np.vstack((moments, moments[: block - 1])), axis=0)))
    totals = around[block:] - around[:-block]
    count = len(pair) // block
    drawn = rng.integers(len(pair), size=(draws, count))
    means = _sums(totals, drawn) / count / block
    spread = means[:, 2:] - means[:, :2] ** 2
    if (spread <= 1e-12 * moments[:, 2:].mean(axis=0)).any():
        raise samples.InsufficientData(
            f"a series that moves in too few blocks of {block} returns to resample"
        )
    difference, gradient = _difference_and_gradient(means)
    squares = _square_scores(totals, drawn, block * means, gradient)
    errors = np.sqrt(squares / count / block / (count * block))
    if (errors <= 1e-9 * errors.mean()).any():
        raise samples.InsufficientData(f"too few blocks of {block} returns to resample")
    return np.asarray((difference - observed) / errors, dtype=np.float64)


@compiled
def _sums(totals: Floats, drawn: Ints) -> Floats:
    """Add up the rows of `totals` that are drawn, shape (draws, columns)."""
    found = np.zeros((len(drawn), totals.shape[1]))
    for draw in range(len(drawn)):
        for row in drawn[draw]:
            for column in range(totals.shape[1]):
                found[draw, column] += totals[row, column]
    return found


@compiled
def _square_scores(totals: Floats, drawn: Ints, means: Floats, gradient: Floats) -> Floats:
    """Add up the squares of the drawn rows' distances from the mean of their draw.

    A distance is measured along the gradient of the draw. Shape (draws,).
    """
    found = np.zeros(len(drawn))
    for draw in range(len(drawn)):
        for row in drawn[draw]:
            score = 0.0
            for column in range(totals.shape[1]):
                score += (totals[row, column] - means[draw, column]) * gradient[draw, column]
            found[draw] += score * score
    return found


def expected_maximum_sharpe(variance: float, *, trials: int) -> float:
    """Return the expected maximum Sharpe ratio of `trials` without skill.

    `variance` is that of the trials' Sharpe ratios per period (Bailey & López de Prado 2014). The
    result is 0 for a single trial. Raises ValueError for no trials or a negative variance.

    >>> round(expected_maximum_sharpe(0.5 / 250, trials=100), 4)
    0.1132
    """
    if trials < 1 or not variance >= 0:
        raise ValueError(f"{trials} trials of variance {variance}; expected at least 1, and 0")
    if trials == 1:
        return 0.0
    normal = scipy.special.ndtri([1 - 1 / trials, 1 - 1 / (trials * math.e)])
    return float(
        np.sqrt(variance) * ((1 - np.euler_gamma) * normal[0] + np.euler_gamma * normal[1])
    )


def deflated_sharpe_ratio(
    sharpe: float,
    *,
    observations: int,
    skewness: float,
    kurtosis: float,
    trials: int,
    variance: float,
) -> float:
    """Return the deflated Sharpe ratio (METHODS 3.6; Bailey & López de Prado 2014).

    This is the probability that the true Sharpe ratio exceeds `expected_maximum_sharpe`.

    Parameters
    ----------
    sharpe : float
        Sharpe ratio of the selected trial, per period.
    kurtosis : float
        Not in excess of 3: 3 for a normal distribution.
    variance : float
        Variance of the trials' Sharpe ratios per period.

    Raises
    ------
    ValueError
        Fewer than two observations (InsufficientData); a kurtosis below 1 + skewness²; a Sharpe
        ratio without a positive variance; invalid `trials` or `variance`.

    >>> shape = {"observations": 1250, "skewness": -3, "kurtosis": 10}
    >>> luck = {"trials": 100, "variance": 0.5 / 250}
    >>> round(deflated_sharpe_ratio(2.5 / np.sqrt(250), **shape, **luck), 4)
    0.9004
    """
    if observations < 2:
        raise samples.InsufficientData(f"{observations} returns; expected at least 2")
    # Tolerance for rounding: returns with two distinct values lie on the bound.
    if not kurtosis >= (1 + skewness**2) * (1 - 1e-9):
        raise ValueError(
            f"kurtosis {kurtosis} with skewness {skewness}; expected at least 1 + skewness²"
        )
    spread = 1 - skewness * sharpe + (kurtosis - 1) * sharpe**2 / 4
    if not spread > 0:
        raise ValueError(f"a Sharpe ratio of {sharpe} has no error; expected less skewed returns")
    luck = expected_maximum_sharpe(variance, trials=trials)
    return float(scipy.special.ndtr((sharpe - luck) * np.sqrt((observations - 1) / spread)))


@dataclass(frozen=True, slots=True)
class Chosen:
    """Moments of the best trial of a study, deflated once all trials of a run are known.

    `sharpe` is the ratio per period of returns over the benchmark. `kurtosis` is not in excess of
    3.
    """

    name: str
    sharpe: float
    observations: int
    skewness: float
    kurtosis: float
    periods_per_year: int

    @classmethod
    def of(cls, name: str, excess: npt.ArrayLike, *, periods_per_year: int) -> Chosen:
        """Compute the moments of returns over the benchmark; raises as `sharpe_ratio`."""
        from scipy import stats

        checked = samples.checked_returns(excess, least=2)
        return cls(
            name,
            sharpe_ratio(checked),
            checked.size,
            float(stats.skew(checked)),
            float(stats.kurtosis(checked, fisher=False)),
            periods_per_year,
        )

    def deflated(self, *, trials: int, variance: float) -> float:
        """Return the deflated Sharpe ratio; `variance` is that of annual Sharpe ratios."""
        return deflated_sharpe_ratio(
            self.sharpe,
            observations=self.observations,
            skewness=self.skewness,
            kurtosis=self.kurtosis,
            trials=trials,
            variance=variance / self.periods_per_year,
        )
