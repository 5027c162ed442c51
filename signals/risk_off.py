"""Days on which investors shed risk: index falls, volatility jumps, wider spreads (METHODS 2.5).

Declines from peak to trough, the fourth set of that section, are in `signals.declines`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from signals.core.event import Detail, Event

# METHODS 2.5: an S&P 500 day of -2%, a VIX day of +20%, 75 basis points wider in 21 days.
FALL, JUMP = 0.02, 0.20
WIDENING, WIDENING_DAYS = 0.75, 21
# METHODS slide-20: wider spreads are news again after 63 trading days.
QUIET_DAYS = 63


def find_falls(bars: pd.DataFrame, *, fall: float = FALL) -> tuple[Event, ...]:
    """Find the bars that close at least `fall`, a fraction, below the close before."""
    return _moves(bars, bars["close"].pct_change().to_numpy() <= -fall)


def find_jumps(bars: pd.DataFrame, *, rise: float = JUMP) -> tuple[Event, ...]:
    """Find the bars that close at least `rise`, a fraction, above the close before."""
    return _moves(bars, bars["close"].pct_change().to_numpy() >= rise)


def _moves(
    bars: pd.DataFrame, hits: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[Event, ...]:
    closes = bars["close"].to_numpy(dtype=np.float64)
    return tuple(
        Event(pd.Timestamp(bars.index[at]), float(closes[at]))
        for at in np.flatnonzero(hits).tolist()
    )


def find_widenings(
    spreads: pd.DataFrame,
    *,
    change: float = WIDENING,
    days: int = WIDENING_DAYS,
    quiet: int = QUIET_DAYS,
) -> tuple[Event, ...]:
    """Find the first days on which a spread is `change` points wider than `days` values before.

    `spreads` has a column `value` in percentage points. An event is followed by none for `quiet`
    values. A spread is published the day after (METHODS 2.9): `known_on` is the date of the next
    value, `close` the spread of the day itself, which `details` hold as `day`, with `since` and
    the `change`.
    """
    values = spreads["value"].to_numpy(dtype=np.float64)
    dates = pd.DatetimeIndex(spreads.index)
    events: list[Event] = []
    free_from = days
    # Changes are rounded as published: 0.75 is not missed for the last bit of a difference.
    for at in range(days, values.size - 1):
        wider = round(float(values[at] - values[at - days]), 6)
        if at >= free_from and wider >= change:
            details: dict[str, Detail] = {
                "day": dates[at],
                "since": dates[at - days],
                "change": wider,
            }
            events.append(Event(dates[at + 1], float(values[at]), details=details))
            free_from = at + quiet + 1
    return tuple(events)
