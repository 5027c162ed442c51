"""Null model N1: the same number of random dates with the same least spacing (METHODS 3.4)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.inference.samples import InsufficientData
from data_feeds.series.bars import Frequency, frequency_of
from signals.levels.sizing import recent_volatility

Flags = npt.NDArray[np.bool_]
# METHODS 3.4: terciles of the volatility of the last 20 trading days.
TERCILES = 3
# Where the volatility is not known yet.
UNKNOWN = -1


Ints = npt.NDArray[np.int64]


class SharedDates:
    """Sets of random dates, drawn once for each number of slots and dates, and spacing.

    What is compared with each other is so held against the same random dates.
    """

    def __init__(self, rng: np.random.Generator, *, draws: int) -> None:
        self._rng, self._draws = rng, draws
        self._drawn: dict[tuple[int, int, int], Ints] = {}

    def take(self, *, slots: int, count: int, spacing: int) -> Ints:
        """Return the sets as `draw_dates` does, and raise as it does."""
        key = (slots, count, spacing)
        if key not in self._drawn:
            self._drawn[key] = draw_dates(
                self._rng, slots=slots, count=count, spacing=spacing, draws=self._draws
            )
        return self._drawn[key]


def draw_dates(
    rng: np.random.Generator, *, slots: int, count: int, spacing: int, draws: int
) -> Ints:
    """Draw sets of positions in range(slots), any two at least `spacing` apart.

    Every admissible set is equally likely: draw without replacement from the slots that spacing
    leaves over, then spread the sorted draw. Returns an array (draws, count), rows ascending.

    Raises
    ------
    InsufficientData
        The slots cannot hold that many dates so far apart.
    """
    free = slots - (count - 1) * (spacing - 1)
    if count < 1 or spacing < 1 or free < count:
        raise InsufficientData(f"{slots} slots cannot hold {count} dates {spacing} apart")
    picks = _without_repeats(rng, free, count, draws)
    return picks + np.arange(count) * (spacing - 1)


def _without_repeats(rng: np.random.Generator, free: int, count: int, draws: int) -> Ints:
    """Draw sets of `count` from range(free), (draws, count), ascending, all sets equally likely.

    Where repeats are rare, whole rows with one are drawn again, which leaves the others as they
    would be without replacement.
    """
    if count**2 > 2 * free:
        rows = [rng.choice(free, size=count, replace=False, shuffle=False) for _ in range(draws)]
        return np.sort(np.array(rows, dtype=np.int64), axis=1)
    picks = np.sort(rng.integers(free, size=(draws, count)), axis=1)
    while (again := np.flatnonzero((np.diff(picks, axis=1) == 0).any(axis=1))).size:
        picks[again] = np.sort(rng.integers(free, size=(again.size, count)), axis=1)
    return picks


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

    They are not kept apart. Raises InsufficientData where an event's tercile is unknown or holds no
    eligible position.
    """
    picks = np.empty((draws, events.size), dtype=np.int64)
    for tercile in np.unique(terciles[events]).tolist():
        slots = np.flatnonzero(eligible & (terciles == tercile))
        columns = np.flatnonzero(terciles[events] == tercile)
        if tercile == UNKNOWN or not slots.size:
            raise InsufficientData(f"no day of the same volatility for {columns.size} event(s)")
        picks[:, columns] = rng.choice(slots, size=(draws, columns.size))
    return picks
