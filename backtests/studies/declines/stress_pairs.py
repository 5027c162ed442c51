"""Pairs of declines in the order of their stress, counted for many shuffles of their classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from signals.core.arrays import Flags, Floats

Counts = npt.NDArray[np.float32]
# Expected share of pairs of declines in the claimed order under the null.
CHANCE = 0.5


@dataclass(frozen=True, slots=True)
class Pairs:
    """Counts of pairs of declines from different classes: measure by shuffle by decline.

    `known` counts the pairs with both values known; `lead` those in which the more severe decline
    has the larger value, less those in which the less severe one has it.
    """

    names: tuple[str, ...]
    lead: Counts
    known: Counts

    def shares(self) -> Floats:
        """Return the share of pairs in order, averaged over measures, for each shuffle."""
        return _mean_of_shares(_sums(self.lead), _sums(self.known))

    def shares_without_each(self) -> Iterator[Floats]:
        """Yield, for each decline, the shares without the pairs that contain it."""
        lead, known = _sums(self.lead), _sums(self.known)
        for at in range(self.lead.shape[2]):
            yield _mean_of_shares(lead - 2 * self.lead[:, :, at], known - 2 * self.known[:, :, at])

    def select(self, names: Sequence[str]) -> Pairs:
        """Select some of the measures."""
        at = [self.names.index(name) for name in names]
        return Pairs(tuple(names), self.lead[at], self.known[at])


def larger_less_smaller(values: Floats, counts: Counts) -> Counts:
    """Return the counts of larger values less those of smaller ones, for each value; 0 for NaN.

    Counts have one column a value. They are whole numbers, which single precision adds exactly.

    >>> larger_less_smaller(np.array([2.0, 1.0, 2.0]), np.array([[1.0, 5.0, 0.0]])).tolist()
    [[-5.0, 1.0, -5.0]]
    """
    order = np.argsort(values)[: np.count_nonzero(~np.isnan(values))]
    sums = np.zeros((*counts.shape[:-1], order.size + 1), dtype=counts.dtype)
    np.cumsum(counts[..., order], axis=-1, out=sums[..., 1:])
    first, last = (np.searchsorted(values[order], values, side) for side in ("left", "right"))
    found = sums[..., last]
    found += sums[..., first]
    np.subtract(sums[..., -1:], found, out=found)
    found[..., np.isnan(values)] = 0
    return found


def from_other_classes(known: Flags, weights: Counts) -> Counts:
    """Return how many known declines of other classes each is paired with, for each shuffle.

    Weights are those of class by shuffle by decline; a decline without a known value has no pair.
    """
    counted = weights * known.astype(weights.dtype)
    counted *= counted.sum(axis=(0, 2))[:, None] - counted.sum(axis=2)[:, :, None]
    return np.asarray(counted.sum(axis=0))


def _sums(pairs: Counts) -> Floats:
    return np.asarray(pairs.sum(axis=2), dtype=np.float64)


def _mean_of_shares(lead: Floats, known: Floats) -> Floats:
    """Average the share in order over measures with a known pair; ties count half.

    NaN if no measure has a known pair.
    """
    shares = np.full(lead.shape, np.nan)
    np.divide(lead, known, out=shares, where=known > 0)
    counted = ~np.isnan(shares)
    mean = np.full(lead.shape[1], np.nan)
    np.divide(np.nansum(shares, axis=0), counted.sum(axis=0), out=mean, where=counted.any(axis=0))
    return CHANCE + mean / 2
