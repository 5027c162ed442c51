"""A trade that was made."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class Trade:
    """A round trip by prices alone; `return_` is net of costs on both sides, `pnl` in currency.

    Exit fields are None while the position is open; `bars` counts from the entry bar (1). `mfe`
    and `mae` are the best and worst prices after entry as fractions of it; on the bar of an exit
    inside it only its open and the exit count, since the order of the rest is unknown.
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
