"""Random dates of the same volatility as the events (METHODS 3.4, N1 by tercile).

Events that come in rough markets differ from other days by that alone; this null does not.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.inference import TooLittleData
from data_feeds.bars import Frequency, frequency_of
from signals.sizing import recent_volatility

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
# METHODS 3.4: terciles of the volatility of the last 20 trading days.
TERCILES = 3
# Where the volatility is not known yet.
UNKNOWN = -1


def volatility_terciles(closes: pd.DataFrame) -> Ints:
    """Tercile (0 calm to 2 rough) of the volatility up to each close; UNKNOWN at first.

    The limits are those of the whole record, as the null is drawn from the whole record. Monthly
    closes have none: 20 trading days hold no two of their returns.
    """
    if frequency_of(closes) is Frequency.MONTHLY:
        return np.full(len(closes), UNKNOWN, dtype=np.int64)
    volatility = recent_volatility(closes)
    known = ~np.isnan(volatility)
    if not known.any():
        return np.full(volatility.size, UNKNOWN, dtype=np.int64)
    limits = np.quantile(volatility[known], np.arange(1, TERCILES) / TERCILES)
    return np.where(known, np.searchsorted(limits, volatility), UNKNOWN).astype(np.int64)


def draw_like(
    rng: np.random.Generator, terciles: Ints, eligible: Flags, events: Ints, *, draws: int
) -> Ints:
    """Draw positions, (draws, events), each from the eligible ones of its event's tercile.

    They are not kept apart. Raises TooLittleData where an event's tercile is unknown or holds no
    eligible position.
    """
    picks = np.empty((draws, events.size), dtype=np.int64)
    for tercile in np.unique(terciles[events]).tolist():
        slots = np.flatnonzero(eligible & (terciles == tercile))
        columns = np.flatnonzero(terciles[events] == tercile)
        if tercile == UNKNOWN or not slots.size:
            raise TooLittleData(f"no day of the same volatility for {columns.size} event(s)")
        picks[:, columns] = rng.choice(slots, size=(draws, columns.size))
    return picks
