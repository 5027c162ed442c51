"""Test whether signals use data from after their date (look-ahead bias).

A signal is computed again on data truncated at a day. A result that differs from the one on all
data used later data (METHODS 5.1).
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
    """Find events, and test them on data truncated at event days, the days before and other days.

    Parameters
    ----------
    find : callable
        Function from `series` to events.
    series : mapping of str to DataFrame
        Input of the signal, by increasing date; the first frame has the trading days.
    name : str
        Name of the signal in the error message.

    Raises
    ------
    LookAheadError
        If the events on truncated data differ.
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
    """Compute values by day, and test them on data truncated at evenly spaced days.

    Parameters as for `known_events`. Raises LookAheadError if the values on truncated data differ.
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
    """Truncate every frame after a day; return None if one would have fewer than two rows."""
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
    """Return up to MOST_DAYS evenly spaced positions from 0 to `count` - 1."""
    if not count:
        return np.array([], dtype=np.int64)
    return np.unique(np.linspace(0, count - 1, min(count, MOST_DAYS)).astype(np.int64))
