"""Jonckheere's test for ordered alternatives (Jonckheere 1954)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from backtests.inference.monte_carlo import upper_p

Floats = npt.NDArray[np.float64]


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
