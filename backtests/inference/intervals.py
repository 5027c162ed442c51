"""Intervals, effective sample sizes and p-values of event studies (METHODS 3.3, 3.7)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

Floats = npt.NDArray[np.float64]
# METHODS 3.7: one-sided 5% and power 80% on the normal scale.
_Z_SIZE, _Z_POWER = 1.645, 0.842
_SIZE, _POWER = 0.05, 0.80


def rate_interval(
    hits: int, n: int, *, n_eff: int | None = None, method: str = "wilson", level: float = 0.95
) -> tuple[float, float] | None:
    """Interval of a rate: Wilson (or Jeffreys) at n_eff events with the same share of hits.

    `method` is a name of `statsmodels.stats.proportion.proportion_confint`. None for n = 0.

    >>> [round(end, 4) for end in rate_interval(4, 29)]
    [0.055, 0.3056]
    """
    if n == 0:
        return None
    size = n if n_eff is None else n_eff
    low, high = proportion_confint(hits * size / n, size, alpha=1 - level, method=method)
    return float(low), float(high)


def interval_note(jeffreys: tuple[float, float] | None) -> str:
    """Put Jeffreys' interval into a note, to stand beside Wilson's; empty without one."""
    return "" if jeffreys is None else f"; Jeffreys {jeffreys[0]:.1%} to {jeffreys[1]:.1%}"


def mean_interval(values: Floats, *, n_eff: int, level: float = 0.95) -> tuple[float, float] | None:
    """Student's t interval of a mean at n_eff observations; None below two of them."""
    if n_eff < 2:
        return None
    half = stats.t.ppf(0.5 + level / 2, n_eff - 1) * values.std(ddof=1) / np.sqrt(n_eff)
    return float(values.mean() - half), float(values.mean() + half)


def minimum_detectable_mean(sd: float, *, n_eff: float) -> float | None:
    """Smallest mean effect found with power 80% at a one-sided 5% (METHODS 3.7)."""
    return (_Z_SIZE + _Z_POWER) * sd / float(np.sqrt(n_eff)) if n_eff > 0 else None


def minimum_detectable_rate(
    base_rate: float, *, n: int, size: float = _SIZE, power: float = _POWER
) -> float | None:
    """Smallest rate found with this power by the exact one-sided binomial test (METHODS 3.7).

    The test rejects at the fewest hits whose chance under `base_rate` is at most `size`. None
    where even n hits of n do not reach that.

    >>> round(minimum_detectable_rate(0.41, n=29), 2)
    0.64
    >>> minimum_detectable_rate(0.74, n=8) is None
    True
    """
    if n < 1 or not 0 <= base_rate <= 1:
        raise ValueError(f"a base rate of {base_rate} at n = {n}; expected 0 to 1, and n above 0")
    hits = np.arange(1, n + 1)
    enough = hits[stats.binom.sf(hits - 1, n, base_rate) <= size]
    if not enough.size:
        return None
    # P(X >= k) at rate p is the Beta(k, n - k + 1) distribution function at p.
    return float(stats.beta.ppf(power, enough[0], n - enough[0] + 1))


def sign_test(above: int, n: int, *, share: float) -> float:
    """Exact one-sided binomial p-value of at least `above` of n where each has chance `share`."""
    return float(stats.binomtest(above, n, share, alternative="greater").pvalue)
