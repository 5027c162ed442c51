"""Test whether signals use data from after their date (look-ahead bias).

A signal is computed again on data truncated at a day. A result that differs from the one on all
data used later data (METHODS 5).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from signals.core.event import Event

Series = Mapping[str, pd.DataFrame]
# Maximum number of events, and of evenly spaced days, at which a signal is recomputed.
MOST_DAYS = 12
_LEAST_ROWS = 2


class LookAheadError(RuntimeError):
    """A signal used data from after the day on which it says it was known."""


def known_events(
    find: Callable[[Series], Sequence[Event]], series: Series, *, name: str
) -> tuple[Event, ...]:
    """Find events, and find them again on data cut on days of events and on the days before.

    `series` are the frames that the signal reads, by increasing date, the one with the days to
    trade on first; `name` is what an error calls the signal.

    Raises LookAheadError, naming the signal and the day.
    """
    events = tuple(find(series))
    days = pd.DatetimeIndex(next(iter(series.values())).index)
    at = days.searchsorted(pd.DatetimeIndex([e.known_on for e in _spread(events)]))
    for day in days[np.unique(np.concatenate([at, at - 1, _evenly(len(days))]).clip(0))]:
        part = cut(series, day)
        if part is None:
            continue
        if list(find(part)) != [e for e in events if e.known_on <= day]:
            raise LookAheadError(
                f"{name} looks ahead: on data up to {day:%Y-%m-%d} it finds other events by that "
                "day than on all data"
            )
    return events


def known_values(compute: Callable[[Series], pd.Series], series: Series, *, name: str) -> pd.Series:
    """Compute values by day, and compute them again on data cut on some days.

    Raises LookAheadError, naming what was computed and the day.
    """
    values = compute(series)
    days = pd.DatetimeIndex(next(iter(series.values())).index)
    for day in days[_evenly(len(days))]:
        part = cut(series, day)
        if part is None:
            continue
        again = compute(part)
        if not again.equals(values.loc[: again.index[-1]] if len(again) else again):
            raise LookAheadError(
                f"{name} looks ahead: on data up to {day:%Y-%m-%d} it has other values by that "
                "day than on all data"
            )
    return values


def cut(series: Series, day: pd.Timestamp) -> dict[str, pd.DataFrame] | None:
    """Cut every frame after a day; None where too little would be left of one."""
    parts = {}
    for name, frame in series.items():
        part = frame.loc[:day]
        if len(part) < _LEAST_ROWS:
            return None
        part.attrs = dict(frame.attrs)
        parts[name] = part
    return parts


def _spread(events: Sequence[Event]) -> list[Event]:
    return [events[int(i)] for i in _evenly(len(events))]


def _evenly(count: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Up to MOST_DAYS positions from the first to the last of `count`."""
    if not count:
        return np.array([], dtype=np.int64)
    return np.unique(np.linspace(0, count - 1, min(count, MOST_DAYS)).astype(np.int64))
