"""Intervals of rates and means, minimum detectable effects, the sign test (METHODS 3.3, 3.7)."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist
from typing import Literal

import numpy as np
import numpy.typing as npt
import scipy

from signals.core.arrays import Floats, Ints

Method = Literal["wilson", "jeffreys"]

# Its quantiles need no import of scipy's special functions, which takes a sixth of a command.
_NORMAL = NormalDist()

# METHODS 3.7: one-sided 5% and power 80% on the normal scale.
_Z_SIZE, _Z_POWER = 1.645, 0.842
_SIZE, _POWER = 0.05, 0.80


def rate_interval(
    hits: int, n: int, *, n_eff: int | None = None, method: Method = "wilson", level: float = 0.95
) -> tuple[float, float] | None:
    """Return the interval of a rate at the effective sample size (METHODS 3.3).

    Parameters
    ----------
    hits, n : int
        Number of successes and of trials.
    n_eff : int, optional
        Number of independent trials; the share of hits is kept. The default is `n`.
    method : {"wilson", "jeffreys"}
        Wilson (1927), or the equal-tailed interval under Jeffreys' prior (Brown, Cai & DasGupta
        2001). Equal to `statsmodels.stats.proportion.proportion_confint`, which takes longer to
        import than a study to compute.
    level : float
        Confidence level.

    Returns
    -------
    tuple of float or None
        Lower and upper end; None for n = 0.

    Examples
    --------
    >>> [round(end, 4) for end in rate_interval(4, 29)]
    [0.055, 0.3056]
    """
    if n == 0:
        return None
    size = n if n_eff is None else n_eff
    ends = _jeffreys if method == "jeffreys" else _wilson
    low, high = ends(np.asarray(hits * size / n), np.asarray(size), (1 - level) / 2)
    return float(low), float(high)


def wilson_interval(
    hits: npt.ArrayLike, n: npt.ArrayLike, *, n_eff: npt.ArrayLike
) -> tuple[Floats, Floats]:
    """Return Wilson's (1927) 95% intervals of rates at their effective sample sizes.

    Parameters
    ----------
    hits, n, n_eff : array_like
        Number of successes, of trials and of independent trials, of shapes that broadcast.

    Returns
    -------
    tuple of ndarray
        Lower and upper ends; NaN for n_eff = 0. By rounding, the lower end without a success may
        differ from 0 in the last digits.
    """
    size = np.maximum(n_eff, 1)
    counts = np.asarray(hits) * size / np.maximum(n, 1)
    low, high = _wilson(counts, size, 0.05 / 2)
    missing = np.less(n_eff, 1)
    return np.where(missing, np.nan, low), np.where(missing, np.nan, high)


def _wilson(counts: Floats, size: Ints, tail: float) -> tuple[Floats, Floats]:
    rate, critical = counts / size, -_NORMAL.inv_cdf(tail)
    square = critical**2
    widening = 1 + square / size
    centre = (rate + square / (2 * size)) / widening
    half = critical * np.sqrt(rate * (1.0 - rate) / size + square / (4.0 * size**2)) / widening
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


def _jeffreys(counts: Floats, size: Ints, tail: float) -> tuple[Floats, Floats]:
    shape = counts + 0.5, size - counts + 0.5
    return scipy.special.betaincinv(*shape, tail), scipy.special.betainccinv(*shape, tail)


def interval_note(jeffreys: tuple[float, float] | None) -> str:
    """Format Jeffreys' interval as the end of a note; empty for None."""
    return "" if jeffreys is None else f"; Jeffreys {jeffreys[0]:.1%} to {jeffreys[1]:.1%}"


def mean_interval(values: Floats, *, n_eff: int, level: float = 0.95) -> tuple[float, float] | None:
    """Return Student's t interval of a mean at `n_eff` observations; None if n_eff < 2."""
    return mean_intervals(values, n_eff=n_eff, levels=(level,))[0]


def mean_intervals(
    values: Floats, *, n_eff: int, levels: Sequence[float]
) -> list[tuple[float, float] | None]:
    """Return `mean_interval` at each level."""
    if n_eff < 2:
        return [None for _ in levels]
    mean, sd = values.mean(), values.std(ddof=1)
    halves = [
        scipy.special.stdtrit(n_eff - 1, 0.5 + level / 2) * sd / np.sqrt(n_eff) for level in levels
    ]
    return [(float(mean - half), float(mean + half)) for half in halves]


def minimum_detectable_mean(sd: float, *, n_eff: float) -> float | None:
    """Return the minimum detectable mean: power 80%, one-sided 5% (METHODS 3.7)."""
    return (_Z_SIZE + _Z_POWER) * sd / float(np.sqrt(n_eff)) if n_eff > 0 else None


def minimum_detectable_rate(
    base_rate: float, *, n: int, size: float = _SIZE, power: float = _POWER
) -> float | None:
    """Return the minimum detectable rate of the exact one-sided binomial test (METHODS 3.7).

    The test rejects at the smallest number of hits with a tail probability under `base_rate` of
    at most `size`. Returns None if even n hits of n are not significant.

    Raises
    ------
    ValueError
        The base rate is no rate, or n is below 1.

    Examples
    --------
    >>> round(minimum_detectable_rate(0.41, n=29), 2)
    0.64
    >>> minimum_detectable_rate(0.74, n=8) is None
    True
    """
    if n < 1 or not 0 <= base_rate <= 1:
        raise ValueError(f"a base rate of {base_rate} at n = {n}; expected 0 to 1, and n above 0")
    hits = np.arange(1, n + 1)
    # P(X >= k) at rate p is the Beta(k, n - k + 1) distribution function at p.
    enough = hits[scipy.special.betainc(hits, n - hits + 1, base_rate) <= size]
    if not enough.size:
        return None
    return float(scipy.special.betaincinv(enough[0], n - enough[0] + 1, power))


def sign_test(above: int, n: int, *, share: float) -> float:
    """Return the exact one-sided binomial p-value of at least `above` successes in `n` trials."""
    return float(scipy.special.betainc(above, n - above + 1, share)) if above > 0 else 1.0
