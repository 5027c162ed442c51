"""Null model N1: the same number of random dates with the same least spacing (METHODS 3.4)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from backtests.inference import TooLittleData

Ints = npt.NDArray[np.int64]


def draw_dates(
    rng: np.random.Generator, *, slots: int, count: int, spacing: int, draws: int
) -> Ints:
    """Draw sets of positions in range(slots), any two at least `spacing` apart.

    Every admissible set is equally likely: draw without replacement from the slots that spacing
    leaves over, then spread the sorted draw. Returns an array (draws, count), rows ascending.

    Raises
    ------
    TooLittleData
        The slots cannot hold that many dates so far apart.
    """
    free = slots - (count - 1) * (spacing - 1)
    if count < 1 or spacing < 1 or free < count:
        raise TooLittleData(f"{slots} slots cannot hold {count} dates {spacing} apart")
    picks = np.empty((draws, count), dtype=np.int64)
    for row in range(draws):
        picks[row] = rng.choice(free, size=count, replace=False, shuffle=False)
    picks.sort(axis=1)
    return picks + np.arange(count) * (spacing - 1)
