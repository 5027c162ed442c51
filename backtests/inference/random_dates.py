"""Null model N1: random dates with the number and minimum spacing of the events (METHODS 3.4)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.inference.samples import InsufficientData
from data_feeds.series.bars import Frequency, frequency_of
from signals.core.arrays import Flags, Ints
from signals.core.compiled import compiled
from signals.levels.sizing import recent_volatility

# METHODS 3.4: terciles of the volatility of the last 20 trading days.
TERCILES = 3
# Tercile of a bar without a known volatility.
UNKNOWN = -1


class SharedDates:
    """Sets of random dates, drawn once for each combination of slots, count and spacing.

    Definitions that are compared with each other share the same random dates.
    """

    def __init__(self, rng: np.random.Generator, *, draws: int) -> None:
        self._rng, self._draws = rng, draws
        self._drawn: dict[tuple[int, int, int], npt.NDArray[np.integer]] = {}

    def take(self, *, slots: int, count: int, spacing: int) -> Ints:
        """Return the sets of `draw_dates`; raises as `draw_dates`."""
        key = (slots, count, spacing)
        if key not in self._drawn:
            drawn = draw_dates(
                self._rng, slots=slots, count=count, spacing=spacing, draws=self._draws
            )
            # The sets of all definitions are kept, in as few bytes as the positions need.
            self._drawn[key] = drawn.astype(np.min_scalar_type(slots))
        return self._drawn[key].astype(np.int64)


def draw_dates(
    rng: np.random.Generator, *, slots: int, count: int, spacing: int, draws: int
) -> Ints:
    """Draw sets of positions in range(slots) that are at least `spacing` apart.

    Every admissible set is equally likely: positions are drawn without replacement from the slots
    that remain after the spacing, and the sorted draw is spread out.

    Returns
    -------
    ndarray of int64, shape (draws, count)
        Rows are ascending.

    Raises
    ------
    InsufficientData
        The slots are too few for that many dates at that spacing.
    """
    free = slots - (count - 1) * (spacing - 1)
    if count < 1 or spacing < 1 or free < count:
        raise InsufficientData(f"{slots} slots cannot hold {count} dates {spacing} apart")
    picks = _without_repeats(rng, free, count, draws)
    return picks + np.arange(count) * (spacing - 1)


def _without_repeats(rng: np.random.Generator, free: int, count: int, draws: int) -> Ints:
    """Draw sorted sets of `count` from range(free) without replacement, shape (draws, count).

    Where repeats are rare, rows with a repeat are drawn again (rejection sampling).
    """
    if count**2 > 2 * free:
        rows = [rng.choice(free, size=count, replace=False, shuffle=False) for _ in range(draws)]
        return np.sort(np.array(rows, dtype=np.int64), axis=1)
    picks = np.sort(rng.integers(free, size=(draws, count)), axis=1)
    again = _with_repeats(picks)
    while again.size:
        drawn = np.sort(rng.integers(free, size=(again.size, count)), axis=1)
        picks[again] = drawn
        again = again[_with_repeats(drawn)]
    return picks


@compiled
def _with_repeats(picks: Ints) -> Ints:
    """Return the rows of sorted picks of which two neighbours are the same."""
    found, count = np.empty(len(picks), dtype=np.int64), 0
    for row in range(len(picks)):
        for at in range(1, picks.shape[1]):
            if picks[row, at] == picks[row, at - 1]:
                found[count] = row
                count += 1
                break
    return found[:count]


def volatility_terciles(closes: pd.DataFrame) -> Ints:
    """Return the tercile (0 low to 2 high) of the volatility up to each close, or UNKNOWN.

    The limits are those of the whole record, from which the null is drawn. Monthly closes have no
    tercile: 20 trading days contain fewer than two of their returns.
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
    """Draw positions, shape (draws, events), from the volatility tercile of each event.

    No spacing is kept. Raises InsufficientData if the tercile of an event is unknown or has no
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
