"""Are the cohorts of one rule better off than those of another? (METHODS 3.3, 4.4).

Cohorts that start a month apart share most of their days, so whole blocks of starting months are
resampled (Politis & Romano 1994), on average as long as the window. What is compared are functions
of how often each cohort is drawn, which lets all rules share the draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from backtests.inference import monte_carlo
from backtests.inference.bootstrap import draw_rows
from backtests.inference.samples import InsufficientData
from data_feeds.series.bars import TRADING_DAYS_PER_YEAR

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
# Weights of the cohorts, a set a row, to one or more gains of the rule, a column each.
Gains = Callable[[Floats], Floats]
# METHODS 0: draws of a bootstrap of whole paths.
DRAWS = 2_000
# METHODS 2.9: the bad outcome by which rules are compared.
BAD = 0.05
# What a bootstrap of fewer blocks says of the spread is worth nothing.
_LEAST_BLOCKS = 3
_ROUNDING = 1e-9
# One of so many parts of the sorted values is looked at first for a bad outcome.
_LOWEST = 4


@dataclass(frozen=True, slots=True)
class Resamples:
    """How often each cohort is drawn, a resample a row; blocks of `block` cohorts on average."""

    counts: Floats
    block: float

    def of(self, kept: Flags) -> Floats:
        """Return the weights of the cohorts that are kept, without draws that hold none."""
        if kept.all():
            return self.counts
        weights = self.counts * kept
        return weights[weights.any(axis=1)]


def resamples(rng: np.random.Generator, *, size: int, window: int, draws: int) -> Resamples:
    """Draw cohorts in blocks of starting months as long as the window of trading days."""
    block = max(1.0, 12 * window / TRADING_DAYS_PER_YEAR)
    rows = draw_rows(rng, size=size, block=block, draws=min(draws, DRAWS))
    flat = rows + size * np.arange(len(rows))[:, None]
    counts = np.bincount(flat.ravel(), minlength=size * len(rows)).reshape(len(rows), size)
    return Resamples(counts.astype(np.float64), block)


def mean(values: Floats, weights: Floats) -> Floats:
    """Return the mean over cohorts (and other columns of values) under each row of weights.

    >>> mean(np.array([1.0, 4.0]), np.array([[1.0, 1.0], [2.0, 1.0]])).tolist()
    [2.5, 2.0]
    """
    # A product this small is slower on several threads, which `@` would take.
    return np.asarray(np.einsum("ij,j->i", weights, _each(values)) / weights.sum(axis=1))


def _each(values: Floats) -> Floats:
    """One value a cohort: the mean of its columns."""
    return values if values.ndim == 1 else np.asarray(values.mean(axis=1))


def bad_outcome(values: Floats, weights: Floats, *, share: float = BAD) -> Floats:
    """Return the lowest value that at least `share` of the weight does not exceed, by row.

    Columns of values share the weight of their cohort.

    >>> bad_outcome(np.array([3.0, 1.0, 2.0]), np.array([[1.0, 1, 1], [1, 0, 1]])).tolist()
    [1.0, 2.0]
    """
    columns = 1 if values.ndim == 1 else values.shape[1]
    order = np.argsort(values, axis=None, kind="stable")
    wanted = share * columns * weights.sum(axis=1) - _ROUNDING
    # The lowest few values nearly always hold the share.
    for lowest in (order[: order.size // _LOWEST], order):
        reached = np.cumsum(weights[:, lowest // columns], axis=1)
        if lowest.size and (reached[:, -1] >= wanted).all():
            break
    return np.asarray(values.ravel()[order][(reached >= wanted[:, None]).argmax(axis=1)])


def mean_gain(first: Floats, second: Floats) -> Gains:
    """Return the gain in the mean of one rule over another."""
    gains = _each(first) - _each(second)
    return lambda weights: mean(gains, weights)[:, None]


def bad_gain(rule: Floats, others: Sequence[Floats]) -> Gains:
    """Return the gains in the bad outcome of a rule over each of the others."""
    return lambda weights: np.column_stack(
        [bad_outcome(rule, weights) - bad_outcome(other, weights) for other in others]
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """The least of a rule's gains, its bounds, and one-sided p that all of them are above zero.

    `p` is the largest over the gains (all must be there: Berger 1982, "Multiparameter
    Hypothesis Testing and Acceptance Sampling"), `p_opposite` that of one
    below zero, for as many as there are. `error` is the standard error of the least gain.
    """

    gain: float
    error: float
    interval: tuple[float, float]
    upper: float
    p: float
    p_opposite: float


def compare(gains: Gains, drawn: Resamples, kept: Flags) -> Compared:
    """Hold the gains of the cohorts that are kept against none.

    The spread of the draws is put around what was found, widened as in
    `inference.overlapping_mean_interval`: as Student's t is against the normal for as many
    observations as there are blocks.

    Raises InsufficientData for less than three blocks of cohorts.
    """
    blocks = np.count_nonzero(kept) / drawn.block
    if blocks < _LEAST_BLOCKS:
        raise InsufficientData(
            f"{np.count_nonzero(kept)} cohorts of {drawn.block:g} months each; "
            f"expected at least {_LEAST_BLOCKS} times as many"
        )
    found = gains(kept[None, :].astype(np.float64))[0]
    resampled = gains(drawn.of(kept))
    spread = (resampled - resampled.mean(axis=0)) * _widening(blocks)
    above = [monte_carlo.upper_p(spread[:, i], float(x)) for i, x in enumerate(found)]
    below = [monte_carlo.lower_p(spread[:, i], float(x)) for i, x in enumerate(found)]
    least = int(np.argmin(found))
    low, upper, high = np.quantile(spread[:, least], [0.025, 0.95, 0.975])
    gain = float(found[least])
    return Compared(
        gain=gain,
        error=float(spread[:, least].std()),
        interval=(gain + float(low), gain + float(high)),
        upper=gain + float(upper),
        p=max(above),
        p_opposite=min(1.0, len(below) * min(below)),
    )


def _widening(blocks: float) -> float:
    """By how much few blocks understate the spread, at the ends of a 95% interval."""
    student = stats.t.ppf(0.975, blocks - 1) / stats.norm.ppf(0.975)
    return float(student * np.sqrt(blocks / (blocks - 1)))
