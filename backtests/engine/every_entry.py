"""Unconditional returns: the same position entered on every day (METHODS 3.4, N1).

Unlike `random_hits`, which draws sets of days with the spacing of the events, every day is
one case. The mean is the same, and cases in a given state of the position can be selected.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backtests.engine import entries
from backtests.engine.fills import BORROW, COST
from backtests.engine.outcomes import Outcome, PriceArrays, holding_window
from backtests.engine.prepared_bars import PreparedBars
from backtests.engine.walks import walk
from signals.core.arrays import Flags, Floats, Ints
from signals.levels.stops import StopRule
from strategies.engine.round_trip import borrow_fees, net_return

_TARGET = 1


@dataclass(frozen=True, slots=True)
class Followed:
    """Positions entered on each day with the target and stop distances of one event.

    `price` is the entry price, `target` the target level, `exit_at` the position of the exit bar.
    Prices are signed.
    """

    price: Floats
    target: Floats
    exit_at: Ints
    exit_price: Floats
    hit: Flags


@dataclass(frozen=True, slots=True)
class EveryEntry:
    """Entries on every day with a full holding window of data ahead.

    `at` holds their positions. Entries before the first genuine open are filled at closes.
    """

    bars: PreparedBars
    stop: StopRule
    window: int
    at: Ints

    @classmethod
    def of(cls, bars: PreparedBars, *, stop: StopRule, horizon: int) -> EveryEntry:
        """Select the entry days; `horizon` is in trading days."""
        window = holding_window(bars.frequency, stop, horizon)
        return cls(bars, stop, window, entries.eligible_entries(bars, stop, window))

    @property
    def atr(self) -> Floats:
        """Average true range of the stop by bar; NaN for a stop without one."""
        return self.bars.average_true_range(self.stop.atr_bars(self.bars.frequency))

    def net_returns(
        self, followed: Followed, *, cost: float = COST, borrow: float = BORROW
    ) -> Floats:
        """Return each round trip as a fraction, net of costs and borrowing (METHODS 2.8)."""
        side = self.bars.side
        fees = borrow_fees(self.bars.frame, borrow)
        return net_return(
            side.sign * followed.price,
            side.sign * followed.exit_price,
            cost=cost,
            side=side,
            fee=fees[followed.exit_at] - fees[self.at],
        )

    def follow(self, event: Outcome) -> Followed:
        """Follow a position from each day with the target and stop distances of an event.

        Distances are fractions of the entry price. The event must have an entry. Without a target,
        no position reaches one.
        """
        by_close = self.at < self.bars.first_genuine_open
        parts = [
            self._follow(event, chosen, prices)
            for chosen, prices in (
                (by_close, self.bars.prices.closes_only()),
                (~by_close, self.bars.prices),
            )
        ]
        return Followed(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    def _follow(
        self, event: Outcome, chosen: Flags, prices: PriceArrays
    ) -> tuple[Floats, Floats, Ints, Floats, Flags]:
        at = self.at[chosen]
        price = prices.open[at]
        # The levels of the event are quoted, the price is signed: so is the product of both.
        scale = price / entries.entry_price(event)
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
