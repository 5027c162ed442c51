"""Intervals, effective sample sizes and p-values of event studies (METHODS 3.3, 3.7)."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

Floats = npt.NDArray[np.float64]
# METHODS 3.7: one-sided 5% and power 80% on the normal scale.
_Z_SIZE, _Z_POWER = 1.645, 0.842
_SIZE, _POWER = 0.05, 0.80
# METHODS 3.3: shortest and longest expected block, and other blocks to tell beside, trading days.
SHORTEST_BLOCK, LONGEST_BLOCK = 21, 126
OTHER_BLOCKS = (10, 63, 252)
# Fewest rows from which a block length or a long-run variance is estimated at all.
LEAST_ROWS = 30


class TooLittleData(ValueError):  # noqa: N818  (read as a sentence where it is raised)
    """The data hold too few events or days for a number that was asked for."""


def generator(claim_id: str) -> np.random.Generator:
    """NumPy PCG64 seeded from the SHA-256 of a claim id (METHODS 0)."""
    digest = hashlib.sha256(claim_id.encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))


def checked_returns(values: npt.ArrayLike, *, ndim: int = 1, least: int = LEAST_ROWS) -> Floats:
    """Take returns, one row a period, as float64 after a check.

    Raises
    ------
    TooLittleData
        Fewer than `least` rows.
    ValueError
        Not `ndim` dimensions, no column, a NaN or infinite value, or a constant column.
    """
    found = np.array(values, dtype=np.float64)
    if found.ndim != ndim or (ndim == 2 and found.shape[1] == 0):
        raise ValueError(f"returns of shape {found.shape}; expected {ndim} dimensions")
    if len(found) < least:
        raise TooLittleData(f"{len(found)} returns; expected at least {least}")
    if not np.isfinite(found).all():
        count = np.count_nonzero(~np.isfinite(found))
        raise ValueError(f"{count} returns are NaN or infinite; expected none")
    if (np.ptp(found, axis=0) == 0).any():
        raise ValueError("constant returns; expected some variation in every column")
    return found


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


def effective_size(starts: Sequence[int], *, window: int) -> int:
    """Size of the largest set of windows [start, start + window] that do not overlap.

    Greedy by earliest end (METHODS 3.3), which is that of the earliest start; `starts` are
    positions or days in any order.

    >>> effective_size([6, 0, 2], window=3)
    2
    """
    ordered = sorted(starts)
    count = at = 0
    while at < len(ordered):
        count, at = count + 1, bisect_right(ordered, ordered[at] + window, lo=at + 1)
    return count


def separate_windows(starts: Sequence[int], ends: Sequence[int]) -> int:
    """Size of the largest set of windows [start, end] that do not overlap, greedy by earliest end.

    Windows that share their end and start overlap.

    >>> separate_windows([0, 2, 5, 6], [3, 4, 6, 9])
    2
    """
    count, free_from = 0, -np.inf
    for end, start in sorted(zip(ends, starts, strict=True)):
        if start > free_from:
            count, free_from = count + 1, end
    return count


def upper_p(simulated: Floats, observed: float) -> float:
    """One-sided p-value (1 + #{simulated >= observed}) / (B + 1) (METHODS 0)."""
    return float((1 + np.count_nonzero(simulated >= observed)) / (simulated.size + 1))


def lower_p(simulated: Floats, observed: float) -> float:
    """One-sided p-value against a high value: (1 + #{simulated <= observed}) / (B + 1)."""
    return float((1 + np.count_nonzero(simulated <= observed)) / (simulated.size + 1))


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


def automatic_block(
    log_returns: Floats, *, shortest: float = SHORTEST_BLOCK, longest: float = LONGEST_BLOCK
) -> float:
    """Expected block of the stationary bootstrap, in rows, clipped to [shortest, longest].

    Politis & White 2004, corrected by Patton, Politis & White 2009, on absolute returns; the
    longest over the columns where there are several (METHODS 3.3).

    Raises
    ------
    TooLittleData
        Fewer than LEAST_ROWS rows.
    ValueError
        Returns all of one size, whose absolute values have no autocorrelation to estimate.
    """
    from arch.bootstrap import optimal_block_length  # noqa: PLC0415  (slow to import)

    if len(log_returns) < LEAST_ROWS:
        raise TooLittleData(f"{len(log_returns)} returns; expected at least {LEAST_ROWS}")
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
    TooLittleData
        Not two windows, not more than two blocks, or less than LEAST_ROWS returns.
    ValueError
        NaN, infinite or constant returns; a block shorter than a row.
    """
    from arch.bootstrap import StationaryBootstrap  # noqa: PLC0415  (slow to import)

    returns = checked_returns(log_returns, least=max(LEAST_ROWS, 2 * window))
    if block is None:
        block = automatic_block(returns)
    if block < 1:
        raise ValueError(f"a block of {block} rows; expected at least 1")
    blocks = returns.size / block
    if blocks <= 2:
        raise TooLittleData(f"{returns.size} returns in blocks of {block:g}; expected over two")
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
    from statsmodels.regression.linear_model import OLS  # noqa: PLC0415

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


def sign_test(above: int, n: int, *, share: float) -> float:
    """Exact one-sided binomial p-value of at least `above` of n where each has chance `share`."""
    return float(stats.binomtest(above, n, share, alternative="greater").pvalue)


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's step-down adjustment of a family of p-values (Holm 1979)."""
    if not p_values:
        return []
    return [float(p) for p in multipletests(list(p_values), method="holm")[1]]


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjust p-values for the false discovery rate (Benjamini & Hochberg 1995).

    Secondary results at or below 0.10 are discoveries (METHODS 3.6).

    >>> [round(p, 3) for p in benjamini_hochberg([0.001, 0.012, 0.021, 0.04, 0.30])]
    [0.005, 0.03, 0.035, 0.05, 0.3]
    """
    if not p_values:
        return []
    return [float(p) for p in multipletests(list(p_values), method="fdr_bh")[1]]


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
