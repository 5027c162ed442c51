"""Enter the position of an event on every day: the result without a signal (METHODS 3.4, N1).

`breakouts.random_hits` draws sets of days with the spacing of the events; its mean is the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine import entries
from backtests.engine.fills import COST
from backtests.engine.outcomes import Outcome, PriceArrays, first_genuine_open, walk
from signals.levels.stops import StopRule, average_true_range

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_TARGET = 1


@dataclass(frozen=True, slots=True)
class Followed:
    """Outcomes of a position entered on each day with the target and stop distances of one event.

    `price` is the entry price, `target` the target level and `exit_at` the position of the last
    bar.
    """

    price: Floats
    target: Floats
    exit_at: Ints
    exit_price: Floats
    hit: Flags

    def net_returns(self, *, cost: float = COST) -> Floats:
        """Return the net return of each round trip, with `cost` on each side (METHODS 2.8)."""
        return self.exit_price * (1 - cost) / (self.price * (1 + cost)) - 1


@dataclass(frozen=True, slots=True)
class EveryEntry:
    """Entries on every day with a whole window within the data.

    `at` are their positions; entries before bar `genuine` are filled at closes, as are their exits.
    """

    prices: PriceArrays
    atr: Floats
    stop: StopRule
    window: int
    genuine: int
    at: Ints

    @classmethod
    def of(cls, bars: pd.DataFrame, *, stop: StopRule, horizon: int) -> EveryEntry:
        """Determine the entries; `horizon` is in trading days."""
        genuine, window = first_genuine_open(bars), entries.window_of(bars, stop, horizon)
        atr = (
            average_true_range(bars, window=stop.atr_window)
            if stop.atr_window
            else np.full(len(bars), np.nan)
        )
        return cls(
            PriceArrays.of(bars),
            atr,
            stop,
            window,
            genuine,
            entries.entries_allowed(bars, stop, window, genuine),
        )

    def follow(self, event: Outcome) -> Followed:
        """Follow a position from each day with the target and stop distances of an event.

        Distances are fractions of the entry price. An event without a target reaches none; one
        without an entry raises ValueError.
        """
        by_close = self.at < self.genuine
        parts = [
            self._follow(event, chosen, prices)
            for chosen, prices in ((by_close, self.prices.closes_only()), (~by_close, self.prices))
        ]
        return Followed(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    def _follow(
        self, event: Outcome, chosen: Flags, prices: PriceArrays
    ) -> tuple[Floats, Floats, Ints, Floats, Flags]:
        at = self.at[chosen]
        price = prices.open[at]
        scale = price / entries.entry_of(event)
        target = scale * (np.nan if event.target is None else event.target)
        level = entries.stop_levels(
            self.stop,
            price,
            scale * (np.nan if event.stop is None else event.stop),
            self.atr[at - 1],
        )
        kind, amount = self.stop.kind, self.stop.amount
        walks = walk(
            prices,
            self.atr,
            at,
            target,
            level,
            scale * entries.fail_level(event, self.stop),
            amount if kind == "trailing" else np.nan,
            amount if kind == "chandelier" else np.nan,
            self.window,
        )
        return price, target, walks.exit_index, walks.exit_price, walks.cause == _TARGET
