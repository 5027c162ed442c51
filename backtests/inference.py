"""Intervals, effective sample sizes and p-values of event studies (METHODS 3.3, 3.7)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

Floats = npt.NDArray[np.float64]
# METHODS 3.7: one-sided 5% and power 80% on the normal scale.
_Z_SIZE, _Z_POWER = 1.645, 0.842


class TooLittleData(ValueError):  # noqa: N818  (read as a sentence where it is raised)
    """The data hold too few events or days for a number that was asked for."""


def generator(claim_id: str) -> np.random.Generator:
    """NumPy PCG64 seeded from the SHA-256 of a claim id (METHODS 0)."""
    digest = hashlib.sha256(claim_id.encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))


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


def mean_interval(values: Floats, *, n_eff: int, level: float = 0.95) -> tuple[float, float] | None:
    """Student's t interval of a mean at n_eff observations; None below two of them."""
    if n_eff < 2:
        return None
    half = stats.t.ppf(0.5 + level / 2, n_eff - 1) * values.std(ddof=1) / np.sqrt(n_eff)
    return float(values.mean() - half), float(values.mean() + half)


def effective_size(starts: Sequence[int], *, window: int) -> int:
    """Size of the largest set of windows [start, start + window] that do not overlap.

    Greedy by earliest end (METHODS 3.3); `starts` are positions or days in any order.
    """
    count, free_from = 0, -np.inf
    for start in sorted(starts):
        if start > free_from:
            count, free_from = count + 1, start + window
    return count


def upper_p(simulated: Floats, observed: float) -> float:
    """One-sided p-value (1 + #{simulated >= observed}) / (B + 1) (METHODS 0)."""
    return float((1 + np.count_nonzero(simulated >= observed)) / (simulated.size + 1))


def lower_p(simulated: Floats, observed: float) -> float:
    """One-sided p-value against a high value: (1 + #{simulated <= observed}) / (B + 1)."""
    return float((1 + np.count_nonzero(simulated <= observed)) / (simulated.size + 1))


def minimum_detectable_mean(sd: float, *, n_eff: int) -> float | None:
    """Smallest mean effect found with power 80% at a one-sided 5% (METHODS 3.7)."""
    return (_Z_SIZE + _Z_POWER) * sd / float(np.sqrt(n_eff)) if n_eff > 0 else None


def sign_test(above: int, n: int, *, share: float) -> float:
    """Exact one-sided binomial p-value of at least `above` of n where each has chance `share`."""
    return float(stats.binomtest(above, n, share, alternative="greater").pvalue)


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's step-down adjustment of a family of p-values (Holm 1979)."""
    if not p_values:
        return []
    return [float(p) for p in multipletests(list(p_values), method="holm")[1]]


def jonckheere(groups: Sequence[Floats]) -> float:
    """Jonckheere-Terpstra statistic of groups expected in ascending order.

    The number of pairs from two groups in which the later group's value is the larger; ties
    count half (Jonckheere 1954, "A Distribution-Free k-Sample Test Against Ordered
    Alternatives").

    >>> jonckheere([np.array([1.0, 2.0]), np.array([3.0, 2.0])])
    3.5
    """
    total = 0.0
    for at, lower in enumerate(groups):
        for higher in groups[at + 1 :]:
            difference = np.subtract.outer(higher, lower)
            total += np.count_nonzero(difference > 0) + np.count_nonzero(difference == 0) / 2
    return float(total)


def jonckheere_p(rng: np.random.Generator, groups: Sequence[Floats], *, draws: int) -> float:
    """One-sided p of the Jonckheere-Terpstra statistic, from random assignments to the groups."""
    pooled = np.concatenate(groups)
    cuts = np.cumsum([group.size for group in groups])[:-1]
    simulated = [jonckheere(np.split(rng.permutation(pooled), cuts)) for _ in range(draws)]
    return upper_p(np.array(simulated), jonckheere(groups))
