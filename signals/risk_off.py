"""Risk-off events: index falls, volatility jumps and credit spread widenings (METHODS 2.5).

The fourth kind of event, declines from peak to trough, is in `signals.declines`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from signals.core.arrays import Floats
from signals.core.event import Detail, Event
from signals.core.known_values import bars_in
from signals.levels.touch import reaches_fall, reaches_rise

# Limits of METHODS 2.5: daily returns as fractions, the widening in percentage points.
FALL, JUMP = 0.02, 0.20
WIDENING, WIDENING_DAYS = 0.75, 21
# Limits of weekly returns: the daily ones times the square root of five trading days.
WEEK_FALL, WEEK_JUMP = 0.045, 0.45
# Above the rounding of a change to six digits.
_ROUNDING = 1e-6
# Trading days between two widenings.
QUIET_DAYS = 63


def find_falls(bars: pd.DataFrame, *, fall: float = FALL) -> tuple[Event, ...]:
    """Find the bars that close at least `fall` (a fraction) below the previous close."""
    return _moves(bars, reaches_fall(-_changes(bars), fall))


def find_jumps(bars: pd.DataFrame, *, rise: float = JUMP) -> tuple[Event, ...]:
    """Find the bars that close at least `rise` (a fraction) above the previous close."""
    return _moves(bars, reaches_rise(_changes(bars), rise))


def _changes(bars: pd.DataFrame) -> Floats:
    return np.asarray(bars["close"].pct_change(), dtype=np.float64)


def _moves(bars: pd.DataFrame, hits: npt.NDArray[np.bool_]) -> tuple[Event, ...]:
    closes = bars["close"].to_numpy(dtype=np.float64)
    days = pd.DatetimeIndex(bars.index[hits])
    return tuple(Event(day, close) for day, close in zip(days, closes[hits].tolist(), strict=True))


def find_widenings(
    spreads: pd.DataFrame,
    *,
    change: float = WIDENING,
    days: int = WIDENING_DAYS,
    quiet: int = QUIET_DAYS,
) -> tuple[Event, ...]:
    """Find the dates on which a spread has widened by `change` points over `days` trading days.

    Parameters
    ----------
    spreads : DataFrame
        Column `value` in percentage points, by date.
    change : float
        Minimum widening in percentage points.
    days : int
        Span of the widening, converted to the frequency of the values.
    quiet : int
        Trading days after an event that give no further event, converted likewise.

    Returns
    -------
    tuple of Event
        `known_on` is the date of the next value, since a spread is published after the close
        (METHODS 2.5). `close` is the spread itself. Details: `day` (date of the spread), `since`
        (start of the change) and `change` in percentage points.
    """
    values = spreads["value"].to_numpy(dtype=np.float64)
    dates = pd.DatetimeIndex(spreads.index)
    events: list[Event] = []
    days, quiet = bars_in(dates, days), bars_in(dates, quiet)
    free_from = days
    # Rounded so that floating-point error does not hide a change of exactly `change`.
    near = values[days:-1] - values[: -days - 1] >= change - _ROUNDING
    for at in (np.flatnonzero(near) + days).tolist():
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
