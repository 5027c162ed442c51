"""Net return of a round trip on either side, and the fee of a borrowed position (METHODS 2.8)."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import pandas as pd

from signals.core.arrays import Floats
from signals.core.side import Side
from strategies.engine.earnings import DAYS_OF_YEAR

# METHODS 2.8: 5 basis points a side, and 50 a year on the value of a short position.
COST, BORROW = 0.0005, 0.005
Price = TypeVar("Price", float, Floats)


def net_return(
    entry: Price,
    exit_: Price,
    *,
    cost: float = COST,
    side: Side = Side.LONG,
    fee: Price | float = 0.0,
) -> Price:
    """Return the net return of a round trip, with `cost` on each side (METHODS 2.8).

    A long earns what the sale returns over the purchase. A short earns what is left of the sale
    after the purchase and the fee, in points, of the borrowed position.

    >>> round(net_return(100, 90), 6), round(net_return(100, 90, side=Side.SHORT), 6)
    (-0.1009, 0.0991)
    """
    if side is Side.LONG:
        return exit_ * (1 - cost) / (entry * (1 + cost)) - 1
    return 1 - (exit_ * (1 + cost) + fee) / (entry * (1 - cost))


def borrow_fees(bars: pd.DataFrame, borrow: float = BORROW) -> Floats:
    """Return the fee for one unit held short from the first bar to each bar, in points.

    Each calendar day costs a 365th of `borrow` on the close before. The fee of a trade is the
    difference between the bars of its exit and its entry.
    """
    close = bars["close"].to_numpy(dtype=np.float64)
    days = np.diff(bars.index.to_numpy()) / np.timedelta64(1, "D")
    return np.concatenate(([0.0], np.cumsum(days * close[:-1]))) * borrow / DAYS_OF_YEAR
