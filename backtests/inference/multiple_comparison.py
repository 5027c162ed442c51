"""Multiple comparison: Holm, Benjamini-Hochberg, the Romano-Wolf stepdown and Hansen's SPA test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import scipy

from backtests.inference import bootstrap as inference_bootstrap
from backtests.inference import monte_carlo, samples
from signals.core.arrays import Floats, Ints
from signals.core.compiled import compiled

# Number of bootstrap draws.
DRAWS = 1_000


# Draws in memory at once: 100 draws of 10,000 days take 8 MB.
_CHUNK = 100


@dataclass(frozen=True, slots=True)
class SuperiorPredictiveAbility:
    """Hansen's (2005) test of "no rule is better than the benchmark".

    `p` is the consistent p-value; `lower` and `upper` bound it. `statistic` is the largest
    studentised mean, at least 0, and `best` its column.
    """

    statistic: float
    best: int
    lower: float
    p: float
    upper: float


def resampled_means(
    rng: np.random.Generator, values: Floats, *, block: float, draws: int
) -> Floats:
    """Return the column means of resampled rows, shape (draws, columns).

    Stationary bootstrap (Politis & Romano 1994); `arch.bootstrap.SPA` with the same generator
    draws the same rows.
    """
    rows = len(values)
    counts = _times_drawn(rng, rows, block=block, draws=draws)
    return np.concatenate([drawn @ values / rows for drawn in counts])


def resampled_sums(
    rng: np.random.Generator, values: Floats, groups: Ints, *, block: float, draws: int
) -> tuple[Floats, Floats]:
    """Return column sums of resampled rows by group, and the number of rows drawn of each group.

    Shapes (draws, groups, columns) and (draws, groups). `groups` has the group of each row, from 0
    and non-decreasing. Means that leave out groups can be computed from the same draws.
    """
    edges = np.searchsorted(groups, np.arange(int(groups[-1]) + 2))
    # All draws in one product a group: many small products spend most of their time on thread
    # switches. Whole numbers wait for theirs in half the bytes.
    counts = np.empty((draws, len(values)), dtype=np.uint32)
    parts = _times_drawn(rng, len(values), block=block, draws=draws)
    for first, drawn in zip(range(0, draws, _CHUNK), parts, strict=True):
        counts[first : first + _CHUNK] = drawn
    sums = np.empty((draws, edges.size - 1, values.shape[1]))
    numbers = np.empty((draws, edges.size - 1))
    for group, (first, end) in enumerate(pairwise(edges)):
        of_group = counts[:, first:end].astype(np.float64)
        sums[:, group] = of_group @ values[first:end]
        numbers[:, group] = of_group.sum(axis=1)
    return sums, numbers


def _times_drawn(
    rng: np.random.Generator, rows: int, *, block: float, draws: int
) -> Iterator[Floats]:
    """Yield the number of times that each row is drawn, in chunks of resamples."""
    counts = np.empty((min(_CHUNK, draws), rows))
    every = inference_bootstrap.resampled_rows(rng, size=rows, block=block, draws=draws)
    for draw, drawn in enumerate(every):
        counts[draw % _CHUNK] = np.bincount(drawn, minlength=rows)
        held = draw % _CHUNK + 1
        if held == _CHUNK or draw == draws - 1:
            yield counts[:held]


@dataclass(frozen=True, slots=True, eq=False)
class ResampledMeans:
    """Mean excess returns of the rules and their resamples, by column.

    Attributes
    ----------
    rows
        Number of returns of each rule.
    means, simulated
        Observed means, and means of the resamples, shape (draws, rules).
    errors, statistics
        Bootstrap errors, and the means divided by them, mapped from Student's t, with one
        observation per block, to the normal distribution.
    """

    rows: int
    means: Floats
    simulated: Floats
    errors: Floats
    statistics: Floats


def resample(
    rng: np.random.Generator,
    excess: npt.ArrayLike,
    *,
    block: float | None = None,
    draws: int = 2_000,
) -> ResampledMeans:
    """Resample the returns of all rules together by the stationary bootstrap.

    Parameters
    ----------
    excess : array_like, shape (periods, rules)
        Return of each rule over the benchmark (METHODS 3.6: a holding of equal exposure).
    block : float, optional
        Expected block in rows; by default the median over the rules of `automatic_block`.

    Raises
    ------
    InsufficientData
        Too few rows, or no more than two blocks.
    ValueError
        NaN, infinite or constant columns; a block below 1; fewer than two draws.
    """
    values = samples.checked_returns(excess, ndim=2)
    if block is None:
        block = float(np.median([inference_bootstrap.automatic_block(rule) for rule in values.T]))
    if block < 1 or draws < 2:
        raise ValueError(f"blocks of {block} and {draws} draws; expected at least 1 and 2")
    _check_blocks(len(values), block)
    simulated = resampled_means(rng, values, block=block, draws=draws)
    return studentise(values.mean(axis=0), simulated, rows=len(values), block=block)


def studentise(means: Floats, simulated: Floats, *, rows: int, block: float) -> ResampledMeans:
    """Divide means of `rows` returns by the standard deviation of their resamples, by column.

    Raises InsufficientData for no more than two blocks.
    """
    _check_blocks(rows, block)
    errors = simulated.std(axis=0, ddof=1)
    statistics = _normal_score(means / errors, rows / block)
    return ResampledMeans(rows, means, simulated, errors, statistics)


def _check_blocks(rows: int, block: float) -> None:
    if rows / block <= 2:
        raise samples.InsufficientData(f"{rows} returns in blocks of {block:g}; expected over two")


def _normal_score(statistics: Floats, blocks: float) -> Floats:
    """Map studentised means from Student's t to the normal quantile of the same tail.

    Corrects errors estimated from few blocks, as `bootstrap.few_blocks_factors` does.
    """
    scores = np.abs(statistics) * np.sqrt((blocks - 1) / blocks)
    tails = scipy.special.stdtr(blocks - 1, -scores)
    return np.asarray(np.sign(statistics) * -scipy.special.ndtri(tails), dtype=np.float64)


def romano_wolf(found: ResampledMeans) -> Floats:
    """Adjust the one-sided p-values of positive mean excess for all rules, shape (rules,).

    Stepdown on the maximum studentised mean of the resamples (Romano & Wolf 2005; p-values as in
    Romano & Wolf 2016).
    """
    statistics, draws = found.statistics, len(found.simulated)
    null = (found.simulated - found.means) / found.errors
    order = np.argsort(-statistics, kind="stable")
    # Column j: the maximum over the j-th best rule and all worse ones.
    maxima = np.maximum.accumulate(null[:, order[::-1]], axis=1)[:, ::-1]
    stepped = (1 + np.count_nonzero(maxima >= statistics[order], axis=0)) / (draws + 1)
    adjusted = np.empty_like(statistics)
    adjusted[order] = np.maximum.accumulate(stepped)
    return adjusted


@dataclass(frozen=True, slots=True, eq=False)
class Maxima:
    """Maximum studentised means under the null, by draw, over a set of rules.

    `lower`, `consistent` and `upper` are centred as in the three tests of Hansen (2005); `upper` is
    also the maximum of Romano & Wolf (2005). `statistics` are those of the rules. Maxima of several
    sets combine by their maximum.
    """

    statistics: Floats
    lower: Floats
    consistent: Floats
    upper: Floats


def superior_predictive_ability(found: Maxima) -> SuperiorPredictiveAbility:
    """Test whether the best of all rules is better than the benchmark (Hansen 2005).

    The result agrees with `arch.bootstrap.SPA`, which compares raw means, if the columns have equal
    errors and there are many blocks.
    """
    best = int(np.argmax(found.statistics))
    statistic = max(0.0, float(found.statistics[best]))
    lower, consistent, upper = (
        monte_carlo.upper_p(np.maximum(0.0, maxima), statistic)
        for maxima in (found.lower, found.consistent, found.upper)
    )
    return SuperiorPredictiveAbility(statistic, best, lower, consistent, upper)


def studentised_maxima(found: ResampledMeans) -> Maxima:
    """Return the statistics of the rules and their maxima under the null."""
    threshold = np.sqrt(2 * np.log(np.log(found.rows)))
    not_clearly_worse = found.means / found.errors >= -threshold
    centres = (
        np.maximum(found.means, 0.0),
        np.where(not_clearly_worse, found.means, 0.0),
        found.means,
    )
    return Maxima(found.statistics, *_maxima(found.simulated, np.array(centres), found.errors))


@compiled
def _maxima(simulated: Floats, centres: Floats, errors: Floats) -> Floats:
    """Return the maximum over the columns of `(simulated - centre) / errors`, a row a centre."""
    maxima = np.full((len(centres), len(simulated)), -np.inf)
    for j in range(errors.size):
        for k in range(len(centres)):
            for draw in range(len(simulated)):
                value = (simulated[draw, j] - centres[k, j]) / errors[j]
                maxima[k, draw] = max(maxima[k, draw], value)
    return maxima


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjust a family of p-values by Holm's step-down method (Holm 1979)."""
    if not p_values:
        return []
    ranked = np.sort(p_values)
    stepped = np.maximum.accumulate(ranked * np.arange(ranked.size, 0, -1))
    return _unranked(stepped, p_values)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjust p-values for the false discovery rate (Benjamini & Hochberg 1995).

    Secondary results at or below 0.10 are discoveries (METHODS 3.6).

    >>> [round(p, 3) for p in benjamini_hochberg([0.001, 0.012, 0.021, 0.04, 0.30])]
    [0.005, 0.03, 0.035, 0.05, 0.3]
    """
    if not p_values:
        return []
    ranked = np.sort(p_values)
    shares = np.arange(1, ranked.size + 1) / ranked.size
    stepped = np.minimum.accumulate((ranked / shares)[::-1])[::-1]
    return _unranked(stepped, p_values)


def _unranked(adjusted: Floats, p_values: Sequence[float]) -> list[float]:
    """Return adjusted p-values of ascending order in the order of the p-values, at most 1."""
    found = np.empty_like(adjusted)
    found[np.argsort(p_values)] = np.minimum(adjusted, 1.0)
    return [float(p) for p in found]
