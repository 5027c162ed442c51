"""Breakout studies on bare arrays: many parameter points over the same bars (METHODS 2.1 to 2.8).

Detection, average true ranges and leg lows are done once for all points; a point costs the walks
of its own breakouts. Events and outcomes are those of `signals.breakout.find_events` and
`backtests.outcomes.first_touch` on the same bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backtests.outcomes import COST, PriceArrays
from data_feeds.bars import Frequency
from signals.breakout import least_bars
from signals.measured_move import TargetRule
from signals.stops import StopRule

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Parameter points as arrays of one length; `Points.of` makes them from rules.

    `least_base` and `horizon` are in bars, `min_depth` is a fraction; `target` and `stop` are codes
    of `signals.measured_move.TARGET_KINDS` and `signals.stops.STOP_KINDS` with their amounts.
    """

    least_base: Ints
    min_depth: Floats
    target: Ints
    target_amount: Floats
    stop: Ints
    stop_amount: Floats
    horizon: Ints

    @classmethod
    def of(
        cls,
        frequency: Frequency,
        *,
        min_base: Sequence[int],
        min_depth: Sequence[float],
        target: Sequence[TargetRule],
        stop: Sequence[StopRule],
        horizon: Sequence[int],
    ) -> Points:
        """Lay out equally long sequences; `min_base` and `horizon` are in trading days."""
        days = [
            int(min(limit, rule.amount)) if rule.kind == "time" else limit
            for limit, rule in zip(horizon, stop, strict=True)
        ]
        return cls(
            least_base=np.array([least_bars(frequency, base) for base in min_base], np.int64),
            min_depth=np.array(min_depth, np.float64),
            target=np.array([rule.code for rule in target], np.int64),
            target_amount=np.array([rule.amount for rule in target], np.float64),
            stop=np.array([rule.code for rule in stop], np.int64),
            stop_amount=np.array([rule.amount for rule in stop], np.float64),
            horizon=np.array([frequency.bars(limit) for limit in days], np.int64),
        )

    def __len__(self) -> int:
        return int(self.horizon.size)

    def part(self, chosen: slice | Ints) -> Points:
        """Some of the points, in the order asked for."""
        return Points(*(getattr(self, name)[chosen] for name in Points.__slots__))


@dataclass(frozen=True, slots=True, eq=False)
class PointResults:
    """What the breakouts of each point did, arrays in the order of the points.

    `events` counts all breakouts, `void` those not entered, `open` those not ended by the last bar;
    `resolved` ended in `hits` (target first), `stops` or timeouts. `ambiguous` counts stops on bars
    that reached the target as well. `total_return` and `total_square` are sums over the resolved of
    the return net of costs and of its square; `bars_held` of the bars from entry to exit.
    """

    events: Ints
    void: Ints
    open: Ints
    resolved: Ints
    hits: Ints
    stops: Ints
    ambiguous: Ints
    bars_held: Ints
    total_return: Floats
    total_square: Floats

    @property
    def hit_rate(self) -> Floats:
        """Share of the resolved that reached the target first; NaN where none resolved."""
        return _share(self.hits.astype(np.float64), self.resolved)

    @property
    def mean_return(self) -> Floats:
        """Mean net return of the resolved; NaN where none resolved."""
        return _share(self.total_return, self.resolved)


@dataclass(frozen=True, slots=True, eq=False)
class PointEvents:
    """The breakouts of points one by one; `point` says of which point each is.

    `signal`, `entry` and `exit` are bar positions (-1 where there is none), `cause` is a code of
    `backtests.outcomes` (open, target, stop, timeout, void); prices and `net_return` are NaN where
    there is none.
    """

    point: Ints
    signal: Ints
    entry: Ints
    exit: Ints
    cause: Ints
    entry_price: Floats
    target: Floats
    stop: Floats
    exit_price: Floats
    net_return: Floats
    ambiguous: Flags


def follow_points(
    prices: PriceArrays,
    points: Points,
    *,
    genuine_from: int,
    seed_record: float | None = None,
    cost: float = COST,
) -> PointResults:
    """Find and follow the breakouts of every point on the same bars, and add them up by point.

    Parameters
    ----------
    prices : PriceArrays
        Checked bars as contiguous float64 arrays.
    genuine_from : int
        Position of the first genuine open (`first_genuine_open`); before it fills are at closes.
    seed_record : float, optional
        A record close from before the first bar.
    cost : float
        Fraction of the price paid on each side.

    Holds the interpreter lock only to start and end; memory does not grow with the number of
    points beyond its own results, 80 bytes a point.
    """
    raise NotImplementedError


def follow_events(
    prices: PriceArrays,
    points: Points,
    *,
    genuine_from: int,
    seed_record: float | None = None,
    cost: float = COST,
) -> PointEvents:
    """As `follow_points`, event by event, point after point in the order of their signals."""
    raise NotImplementedError


def _share(part: Floats, whole: Ints) -> Floats:
    found: Floats = np.where(whole > 0, part / np.maximum(whole, 1), np.nan)
    return found
