"""An unconditional signal on every bar, the placebo with which other signals are compared."""

from __future__ import annotations

import pandas as pd

from signals.core.event import Event


def find_events(bars: pd.DataFrame) -> tuple[Event, ...]:
    """Return an event without target or stop at every close."""
    return tuple(
        Event(known_on=date, close=float(close))
        for date, close in zip(pd.DatetimeIndex(bars.index), bars["close"], strict=True)
    )
