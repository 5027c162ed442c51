"""Compare the cohorts of rules by a stationary bootstrap of starting months (METHODS 2.9, 3.3).

Cohorts that start a month apart share most of their days, so blocks of starting months are
resampled (Politis & Romano 1994), on average as long as the window. Statistics are functions of the
number of times that each cohort is drawn, so all rules share the draws.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from backtests.inference import monte_carlo
from backtests.inference.bootstrap import draw_rows, few_blocks_factors
from backtests.inference.samples import InsufficientData
from data_feeds.series.bars import TRADING_DAYS_PER_YEAR
from signals.core.arrays import Flags, Floats, Ints
from signals.core.compiled import compiled

# Maps weights (draws, cohorts) to gains (draws, gains).
Gains = Callable[[Floats], Floats]
# METHODS 0: maximum number of draws.
DRAWS = 2_000
# METHODS 2.9: the quantile that stands for a bad outcome.
BAD = 0.05
# Minimum number of blocks.
_LEAST_BLOCKS = 3
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Resamples:
    """Number of times that each cohort is drawn, shape (draws, cohorts); mean block in cohorts."""

    counts: Floats
    block: float

    def of(self, kept: Flags) -> Floats:
        """Return the weights of the kept cohorts, without draws that contain none of them."""
        if kept.all():
            return self.counts
        weights = self.counts * kept
        return weights[weights.any(axis=1)]


def resamples(rng: np.random.Generator, *, size: int, window: int, draws: int) -> Resamples:
    """Draw cohorts in blocks of starting months as long as the window in trading days."""
    block = max(1.0, 12 * window / TRADING_DAYS_PER_YEAR)
    rows = draw_rows(rng, size=size, block=block, draws=min(draws, DRAWS))
    flat = rows + size * np.arange(len(rows))[:, None]
    counts = np.bincount(flat.ravel(), minlength=size * len(rows)).reshape(len(rows), size)
    return Resamples(counts.astype(np.float64), block)


def mean(values: Floats, weights: Floats) -> Floats:
    """Return the weighted mean over cohorts (and columns of values) for each row of weights.

    >>> mean(np.array([1.0, 4.0]), np.array([[1.0, 1.0], [2.0, 1.0]])).tolist()
    [2.5, 2.0]
    """
    # einsum stays on one thread, which is faster than `@` for a product of this size.
    return np.asarray(np.einsum("ij,j->i", weights, _each(values)) / weights.sum(axis=1))


def _each(values: Floats) -> Floats:
    """Return one value a cohort: the mean of its columns."""
    return values if values.ndim == 1 else np.asarray(values.mean(axis=1))


def bad_outcome(values: Floats, weights: Floats, *, share: float = BAD) -> Floats:
    """Return the weighted quantile at `share` for each row of weights.

    The lowest value that at least `share` of the weight does not exceed. The columns of a cohort
    share its weight.

    >>> bad_outcome(np.array([3.0, 1.0, 2.0]), np.array([[1.0, 1, 1], [1, 0, 1]])).tolist()
    [1.0, 2.0]
    """
    columns = 1 if values.ndim == 1 else values.shape[1]
    order = np.argsort(values, axis=None, kind="stable")
    wanted = share * columns * weights.sum(axis=1) - _ROUNDING
    return np.asarray(values.ravel()[order[_first_at(weights, order // columns, wanted)]])


@compiled
def _first_at(weights: Floats, order: Ints, wanted: Floats) -> Ints:
    """Return where in an order the sum of each row of weights reaches what is wanted, or 0."""
    found = np.zeros(len(weights), dtype=np.int64)
    for row in range(len(weights)):
        reached = 0.0
        for at in range(order.size):
            reached += weights[row, order[at]]
            if reached >= wanted[row]:
                found[row] = at
                break
    return found


def mean_gain(first: Floats, second: Floats) -> Gains:
    """Return a function of the weights: the gain in the mean of one rule over another."""
    gains = _each(first) - _each(second)
    return lambda weights: mean(gains, weights)[:, None]


def bad_gain(rule: Floats, others: Sequence[Floats]) -> Gains:
    """Return a function of the weights: the gains in the bad outcome over each of the others."""
    return lambda weights: np.column_stack(
        [bad_outcome(rule, weights) - bad_outcome(other, weights) for other in others]
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """The least of a rule's gains, its bounds, and the p-value that all gains are above zero.

    `p` is the maximum over the gains (intersection-union test, Berger 1982). `p_opposite` is the
    p-value that one gain is below zero, times the number of gains. `error` is the standard error
    of the least gain.
    """

    gain: float
    error: float
    interval: tuple[float, float]
    upper: float
    p: float
    p_opposite: float


def compare(gains: Gains, drawn: Resamples, kept: Flags) -> Compared:
    """Test whether the gains of the kept cohorts exceed zero.

    The draws are centred on the observed gains and widened by `few_blocks_factors`. Raises
    InsufficientData for fewer than three blocks of cohorts.
    """
    blocks = np.count_nonzero(kept) / drawn.block
    if blocks < _LEAST_BLOCKS:
        raise InsufficientData(
            f"{np.count_nonzero(kept)} cohorts of {drawn.block:g} months each; "
            f"expected at least {_LEAST_BLOCKS} times as many"
        )
    found = gains(kept[None, :].astype(np.float64))[0]
    resampled = gains(drawn.of(kept))
    spread = (resampled - resampled.mean(axis=0)) * math.prod(few_blocks_factors(blocks))
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
