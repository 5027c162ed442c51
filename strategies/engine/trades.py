"""A round trip of a strategy."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class Trade:
    """A round trip by prices, without dividends and interest.

    Exit fields are None while the position is open.

    Attributes
    ----------
    bars
        Number of bars of the position, the entry bar included.
    return_, pnl
        Return as a fraction, and profit in currency, net of costs on both sides and of the fee for
        borrowing.
    mfe, mae
        Best and worst price after entry, as the gain of the side in a fraction of the entry. On the
        bar of an intraday exit only its open and the exit price count, since the order of its other
        prices is unknown.
    """

    signal_date: pd.Timestamp
    entry_date: pd.Timestamp
    entry: float
    target: float | None
    stop: float | None
    exit_date: pd.Timestamp | None
    exit: float | None
    cause: str
    bars: int
    return_: float | None
    size: float
    pnl: float | None
    mfe: float
    mae: float
