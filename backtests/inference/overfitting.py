"""Trial log, and the probability of backtest overfitting by CSCV (METHODS 3.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
import numpy.typing as npt

from backtests.inference import samples
from signals.core.arrays import Floats

# METHODS 3.6: number of parts in CSCV.
PARTS = 16
# Halves whose ratios are computed at once: their matrices stay in the cache of a processor.
_HALVES_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class TrialLog:
    """Unique variants tried in a run, with their annual Sharpe ratios or None.

    Immutable: `add` returns a new log. `count` is the number of trials of the deflated Sharpe ratio
    and includes variants without a ratio.
    """

    trials: tuple[tuple[str, float | None], ...] = ()

    def add(self, tried: Mapping[str, float | None]) -> TrialLog:
        """Return a log that includes these variants; repeated variants count once.

        Raises
        ------
        ValueError
            A variant is already in the log with another Sharpe ratio.

        >>> TrialLog().add({"hold 5": 0.1, "hold 9": None}).add({"hold 5": 0.1}).count
        2
        """
        known = dict(self.trials)
        for variant, sharpe in tried.items():
            if variant in known and known[variant] != sharpe:
                raise ValueError(
                    f"variant {variant!r} was tried with Sharpe ratio {known[variant]}, "
                    f"now {sharpe}; expected one ratio for one name"
                )
        return TrialLog(tuple((known | dict(tried)).items()))

    @property
    def count(self) -> int:
        """Number of variants tried."""
        return len(self.trials)

    @property
    def sharpes(self) -> tuple[float, ...]:
        """Known Sharpe ratios, in the order tried."""
        return tuple(sharpe for _, sharpe in self.trials if sharpe is not None)

    @property
    def variance(self) -> float | None:
        """Sample variance of the known Sharpe ratios; None for fewer than two."""
        return float(np.var(self.sharpes, ddof=1)) if len(self.sharpes) > 1 else None


@dataclass(frozen=True, slots=True, eq=False)
class Overfitting:
    """Probability of backtest overfitting, and the logit of each split.

    `pbo` is the share of logits at or below 0, where the variant that is best in sample ranks at or
    below the median out of sample.
    """

    pbo: float
    logits: Floats


def probability_of_overfitting(excess: npt.ArrayLike, *, parts: int = PARTS) -> Overfitting:
    """Estimate overfitting by combinatorially symmetric cross-validation (CSCV).

    For every half of the parts, the variant with the highest Sharpe ratio is selected; the logit of
    its relative rank in the other half is recorded (Bailey, Borwein, López de Prado & Zhu 2017).
    Ties have their mean rank. The Sharpe ratio of a variant that is constant in a half is 0. Memory
    is about 120 kB per variant at 16 parts.

    Parameters
    ----------
    excess : array_like, shape (periods, variants)
        Excess returns.
    parts : int
        Number of parts of equal length; the oldest rows that do not fill them are dropped.

    Raises
    ------
    InsufficientData
        Fewer than two rows per part.
    ValueError
        Fewer than two variants; an odd number of parts; NaN, infinite or constant columns.
    """
    if parts < 2 or parts % 2:
        raise ValueError(f"{parts} parts; expected an even number")
    values = samples.checked_returns(excess, ndim=2, least=2 * parts)
    if values.shape[1] < 2:
        raise ValueError("1 variant; expected at least 2 to choose from")
    inside = _half_sharpes(values[len(values) % parts :], parts)
    # In lexicographic order, the complement of the i-th half is the i-th from the end.
    outside = inside[::-1]
    chosen = outside[np.arange(len(inside)), inside.argmax(axis=1)][:, np.newaxis]
    ranks = (outside < chosen).sum(axis=1) + ((outside == chosen).sum(axis=1) + 1) / 2
    relative = ranks / (values.shape[1] + 1)
    logits = np.log(relative / (1 - relative))
    return Overfitting(float((logits <= 0).mean()), logits)


@cache
def _halves(parts: int) -> Floats:
    """Return indicators of the parts in each half, shape (halves, parts), lexicographic."""
    halves = list(combinations(range(parts), parts // 2))
    taken = np.zeros((len(halves), parts))
    taken[np.arange(len(halves))[:, np.newaxis], halves] = 1.0
    taken.flags.writeable = False
    return taken


def _half_sharpes(values: Floats, parts: int) -> Floats:
    """Return the Sharpe ratio of each variant in each half, shape (halves, variants)."""
    taken = _halves(parts)
    # Centre on the full-sample mean to avoid cancellation in the variance.
    centre = values.mean(axis=0)
    cut = (values - centre).reshape(parts, -1, values.shape[1])
    rows = len(values) // 2
    sums, squares = cut.sum(axis=1), (cut**2).sum(axis=1)
    still = 1e-12 * (cut**2).mean(axis=(0, 1))
    sharpes = np.empty((len(taken), values.shape[1]))
    for first in range(0, len(taken), _HALVES_AT_ONCE):
        block = slice(first, first + _HALVES_AT_ONCE)
        mean = taken[block] @ sums / rows
        variance = taken[block] @ squares / rows - mean**2
        moves = variance > still
        sd = np.sqrt(np.where(moves, variance, 1.0) * rows / (rows - 1))
        sharpes[block] = np.where(moves, (mean + centre) / sd, 0.0)
    return sharpes
