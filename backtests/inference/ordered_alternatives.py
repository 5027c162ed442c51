"""Jonckheere's test for ordered alternatives (Jonckheere 1954)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backtests.inference.monte_carlo import upper_p
from signals.core.arrays import Floats


def jonckheere(groups: Sequence[Floats]) -> float:
    """Return the Jonckheere-Terpstra statistic of groups in ascending order.

    The number of pairs from two groups in which the value of the later group is larger; ties
    count one half (Jonckheere 1954).

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
    """Return the one-sided permutation p-value of the Jonckheere-Terpstra statistic."""
    pooled = np.concatenate(groups)
    cuts = np.cumsum([group.size for group in groups])[:-1]
    simulated = [jonckheere(np.split(rng.permutation(pooled), cuts)) for _ in range(draws)]
    return upper_p(np.array(simulated), jonckheere(groups))
