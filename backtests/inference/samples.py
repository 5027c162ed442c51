"""What a sample can carry: the least data, effective size, windows that do not overlap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

# Fewest rows from which a block length or a long-run variance is estimated at all.
LEAST_ROWS = 30
Floats = npt.NDArray[np.float64]


class InsufficientData(ValueError):  # noqa: N818  (read as a sentence where it is raised)
    """The data hold too few events or days for a number that was asked for."""


def checked_returns(values: npt.ArrayLike, *, ndim: int = 1, least: int = LEAST_ROWS) -> Floats:
    """Take returns, one row a period, as float64 after a check.

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
