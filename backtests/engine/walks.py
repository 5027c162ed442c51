"""Many positions followed on the same bars, without events: random and every-day entries."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backtests.engine.fills import touch
from backtests.engine.outcomes import PriceArrays
from signals.core.arrays import Flags, Floats, Ints
from signals.core.compiled import compiled


@dataclass(frozen=True, slots=True)
class Walks:
    """Outcomes of many positions as arrays; -1 and NaN for positions without an exit."""

    exit_index: Ints
    exit_price: Floats
    cause: Ints
    best: Floats
    worst: Floats
    ambiguous: npt.NDArray[np.bool_]


def walk(
    prices: PriceArrays,
    atr: Floats,
    entry: Ints,
    target: Floats,
    level: Floats,
    fail: Floats,
    trail: float,
    chandelier: float,
    horizon: int,
) -> Walks:
    """Follow many positions until target, stop, horizon or the last bar, on signed prices.

    A level of NaN does not apply.

    Parameters
    ----------
    entry
        Bar positions, entered at the open. One past the last bar gives an open outcome.
    target, level, fail
        Target, stop, and close below which a breakout fails, by position.
    trail
        Distance of a trailing stop, as a fraction of the highest close.
    chandelier
        Distance of a chandelier stop, as a multiple of `atr`.
    horizon
        Number of bars.
    """
    return Walks(
        *_walk_each(
            prices.open,
            prices.high,
            prices.low,
            prices.close,
            atr,
            entry,
            target,
            level,
            fail,
            trail,
            chandelier,
            horizon,
        )
    )


@compiled
def _walk_each(
    open_: Floats,
    high: Floats,
    low: Floats,
    close: Floats,
    atr: Floats,
    entry: Ints,
    target: Floats,
    level: Floats,
    fail: Floats,
    trail: float,
    chandelier: float,
    horizon: int,
) -> tuple[Ints, Floats, Ints, Floats, Floats, Flags]:
    count = entry.size
    exit_index = np.empty(count, np.int64)
    exit_price = np.empty(count)
    cause = np.empty(count, np.int64)
    best = np.empty(count)
    worst = np.empty(count)
    ambiguous = np.empty(count, np.bool_)
    for i in range(count):
        exit_index[i], exit_price[i], cause[i], best[i], worst[i], ambiguous[i] = touch(
            open_,
            high,
            low,
            close,
            atr,
            entry[i],
            target[i],
            level[i],
            fail[i],
            trail,
            chandelier,
            horizon,
        )
    return exit_index, exit_price, cause, best, worst, ambiguous
