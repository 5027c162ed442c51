"""Checks of samples: minimum size, finite values, number of non-overlapping windows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from signals.core.arrays import Floats, Ints
from signals.core.compiled import compiled

# Minimum number of rows to estimate a block length or a long-run variance.
LEAST_ROWS = 30


class InsufficientData(ValueError):  # noqa: N818  (read as a sentence where it is raised)
    """Too few events or observations for the requested statistic."""


def checked_returns(values: npt.ArrayLike, *, ndim: int = 1, least: int = LEAST_ROWS) -> Floats:
    """Return validated returns as float64, one row a period.

    Raises
    ------
    InsufficientData
        Fewer than `least` rows.
    ValueError
        Not `ndim` dimensions, no column, a NaN or infinite value, or a constant column.
    """
    found = np.array(values, dtype=np.float64)
    if found.ndim != ndim or (ndim == 2 and found.shape[1] == 0):
        raise ValueError(f"returns of shape {found.shape}; expected {ndim} dimensions")
    if len(found) < least:
        raise InsufficientData(f"{len(found)} returns; expected at least {least}")
    if not np.isfinite(found).all():
        count = np.count_nonzero(~np.isfinite(found))
        raise ValueError(f"{count} returns are NaN or infinite; expected none")
    if (np.ptp(found, axis=0) == 0).any():
        raise ValueError("constant returns; expected some variation in every column")
    return found


def effective_size(starts: Sequence[int], *, window: int) -> int:
    """Return the size of the largest set of non-overlapping windows of equal length.

    Greedy by earliest end (METHODS 3.3). Windows [start, start + window] that touch count as
    overlapping.

    Parameters
    ----------
    starts : sequence of int
        Positions or days, in any order.
    window : int
        Length of each window in the same unit.

    >>> effective_size([6, 0, 2], window=3)
    2
    """
    ordered = sorted(starts)
    count = at = 0
    while at < len(ordered):
        count, at = count + 1, bisect_right(ordered, ordered[at] + window, lo=at + 1)
    return count


@compiled
def effective_sizes(starts: Ints, edges: Ints, windows: Ints) -> Ints:
    """Return `effective_size` of each of several samples.

    Parameters
    ----------
    starts : ndarray
        Positions or days of all samples one after the other, ascending within each.
    edges : ndarray
        Where each sample begins in `starts`, and the size of `starts` at the end.
    windows : ndarray
        Length of the windows of each sample.
    """
    found = np.zeros(windows.size, np.int64)
    for i in range(windows.size):
        free_from = np.int64(np.iinfo(np.int64).min)
        for j in range(edges[i], edges[i + 1]):
            if starts[j] >= free_from:
                found[i] += 1
                free_from = starts[j] + windows[i] + 1
    return found


def separate_windows(starts: Sequence[int], ends: Sequence[int]) -> int:
    """Return the size of the largest set of non-overlapping windows [start, end].

    Greedy by earliest end (METHODS 3.3). Windows that touch count as overlapping.

    >>> separate_windows([0, 2, 5, 6], [3, 4, 6, 9])
    2
    """
    count, free_from = 0, -np.inf
    for end, start in sorted(zip(ends, starts, strict=True)):
        if start > free_from:
            count, free_from = count + 1, end
    return count
