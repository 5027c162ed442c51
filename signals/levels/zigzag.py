"""Zigzag turning points of closes, with their confirmation dates (METHODS 2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from signals.core.compiled import compiled
from signals.levels.touch import highest_touch, lowest_touch

HIGH, LOW = 1, -1


@dataclass(frozen=True, slots=True)
class Pivot:
    """A turning point at position `index`, confirmed at position `confirmed`."""

    kind: Literal["high", "low"]
    index: int
    confirmed: int
    price: float


def find_pivots(closes: npt.NDArray[np.float64], *, threshold: float) -> tuple[Pivot, ...]:
    """Find the confirmed turning points of a series of closes, oldest first.

    A high is confirmed by a close at or below high x (1 - threshold), a low by a close at or
    above low x (1 + threshold); `threshold` is a fraction. A turn that is not confirmed by the
    last close is omitted (METHODS 2.4).

    Raises
    ------
    ValueError
        The threshold is not between 0 and 1.

    Examples
    --------
    >>> [p.price for p in find_pivots(np.array([100.0, 90, 80, 95, 110, 99]), threshold=0.1)]
    [100.0, 80.0, 110.0]
    """
    if not 0 < threshold < 1:
        raise ValueError(f"threshold is {threshold}; expected a fraction between 0 and 1")
    kinds, indexes, confirmations, count = pivots_in(np.array(closes, dtype=np.float64), threshold)
    return tuple(
        Pivot(
            kind="high" if kinds[i] == HIGH else "low",
            index=int(indexes[i]),
            confirmed=int(confirmations[i]),
            price=float(closes[indexes[i]]),
        )
        for i in range(count)
    )


def pivot_prices(
    closes: npt.NDArray[np.float64], *, threshold: float
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return the kinds (HIGH or LOW) and prices of the confirmed turning points as arrays.

    A faster alternative to `find_pivots` for resampled paths.
    """
    path = np.array(closes, dtype=np.float64)
    kinds, indexes, _, count = pivots_in(path, threshold)
    return kinds[:count], path[indexes[:count]]


@compiled
def confirmed_lows(
    closes: npt.NDArray[np.float64], threshold: float, at: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Return the last low confirmed by each position of `at` (ascending); NaN if there is none."""
    kinds, indexes, confirmations, count = pivots_in(closes, threshold)
    found = np.empty(at.size)
    latest, pivot = np.nan, 0
    for i in range(at.size):
        while pivot < count and confirmations[pivot] <= at[i]:
            if kinds[pivot] == LOW:
                latest = closes[indexes[pivot]]
            pivot += 1
        found[i] = latest
    return found


@compiled
def pivots_in(
    closes: npt.NDArray[np.float64], threshold: float
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64], int]:
    """Find pivots for compiled loops: kinds, positions, confirmations, longer than the count."""
    n = closes.size
    kinds = np.empty(n, np.int64)
    indexes = np.empty(n, np.int64)
    confirmations = np.empty(n, np.int64)
    count, seeking = 0, 0
    high, low = 0, 0
    # On signed prices below zero these are the turning points of the reciprocal prices.
    fall = 1 - threshold if n == 0 or closes[0] > 0 else 1 / (1 - threshold)
    rise = 1 + threshold if n == 0 or closes[0] > 0 else 1 / (1 + threshold)
    for t in range(1, n):
        if closes[t] > closes[high]:
            high = t
        if closes[t] < closes[low]:
            low = t
        if seeking >= 0 and closes[t] <= highest_touch(closes[high] * fall):
            kinds[count], indexes[count], confirmations[count] = 1, high, t
            count, seeking, low = count + 1, -1, t
        elif seeking <= 0 and closes[t] >= lowest_touch(closes[low] * rise):
            kinds[count], indexes[count], confirmations[count] = -1, low, t
            count, seeking, high = count + 1, 1, t
    return kinds, indexes, confirmations, count
