"""Whether a price reaches a level, or a move its least size (METHODS 2.11).

Prices are quoted in ticks and levels are computed, so that a price on its level may differ from it
in the last digits. A level is reached within a relative tolerance, in favour of the touch, also
where prices are signed (`signals.core.side`).
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from signals.core.compiled import inline

# Far below a tick of any quoted price, far above the rounding error of a computed level.
TOLERANCE = 1e-9
Price = TypeVar("Price", float, npt.NDArray[np.float64], pd.Series)


@inline
def lowest_touch(level: Price) -> Price:
    """Return the lowest price that reaches a level from below; also for compiled loops.

    >>> target = 2 * 2084.53 - 1683.20
    >>> lowest = float(lowest_touch(target))
    >>> 2485.86 >= target, 2485.86 >= lowest, 2485.85 >= lowest
    (False, True, False)
    """
    lowest: Price = level * (1 - np.copysign(TOLERANCE, level))
    return lowest


@inline
def highest_touch(level: Price) -> Price:
    """Return the highest price that reaches a level from above; also for compiled loops.

    >>> stop = 80.60 * (1 - 0.10)
    >>> highest = float(highest_touch(stop))
    >>> 72.54 <= stop, 72.54 <= highest, 72.55 <= highest
    (False, True, False)
    """
    highest: Price = level * (1 + np.copysign(TOLERANCE, level))
    return highest


@inline
def reaches_fall(fall: Price, least: float) -> Any:
    """Return whether a fall, a positive fraction of the price before, is at least `least`.

    >>> fall = 1 - 76.76 / 80.80
    >>> fall >= 0.05, bool(reaches_fall(fall, 0.05))
    (False, True)
    """
    return 1 - fall <= highest_touch(1 - least)


@inline
def reaches_rise(rise: Price, least: float) -> Any:
    """Return whether a rise, a fraction of the price before, is at least `least`.

    >>> rise = 10.45 / 9.50 - 1
    >>> rise >= 0.10, bool(reaches_rise(rise, 0.10))
    (False, True)
    """
    return 1 + rise >= lowest_touch(1 + least)
