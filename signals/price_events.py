"""Days on which a close is a record, a high or low of N days, part of a streak, or beyond a limit.

They are the events that statements about past returns name: "after a record close", "after three
losses in a row", "once the VIX closes above 30". Each is known at its own close.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np
import pandas as pd

from data_feeds.series.bars import Frequency, frequency_of
from data_feeds.series.elections import election_day
from signals.core.arrays import Flags, Floats, Ints
from signals.core.event import Event, RuleError
from signals.levels.touch import reaches_fall, reaches_rise

PriceEvent = Literal[
    "record high",
    "record low",
    "high",
    "low",
    "record streak",
    "up streak",
    "down streak",
    "rise",
    "fall",
    "above mean",
    "below mean",
    "above level",
    "below level",
    "day above mean",
    "day below mean",
    "day above level",
    "day below level",
    "golden cross",
    "death cross",
    "month start",
    "election",
    "presidential election",
    "midterm election",
]
KINDS: tuple[PriceEvent, ...] = get_args(PriceEvent)


@dataclass(frozen=True, slots=True)
class Limits:
    """Parameters of an event; each kind uses those that `NEEDS` names.

    Parameters
    ----------
    days : int, optional
        Trading days of a high, a low or a mean, that of the event included.
    times : int, optional
        Length of a streak in bars.
    size : float, optional
        Least move of a day, a fraction above zero.
    level : float, optional
        Level to be crossed, in the unit of the closes.
    """

    days: int | None = None
    times: int | None = None
    size: float | None = None
    level: float | None = None


# The parameters that each kind of event needs.
NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "record high": (),
        "record low": (),
        "high": ("days",),
        "low": ("days",),
        "record streak": ("times",),
        "up streak": ("times",),
        "down streak": ("times",),
        "rise": ("size",),
        "fall": ("size",),
        "above mean": ("days",),
        "below mean": ("days",),
        "above level": ("level",),
        "below level": ("level",),
        "day above mean": ("days",),
        "day below mean": ("days",),
        "day above level": ("level",),
        "day below level": ("level",),
        "golden cross": (),
        "death cross": (),
        "month start": (),
        "election": (),
        "presidential election": (),
        "midterm election": (),
    }
)
# Trading days of the two means that a golden or a death cross compares.
CROSS = (50, 200)
# Kinds that are the state of a day, which most days may have.
STATES = tuple(kind for kind in KINDS if kind.startswith("day "))
# Kinds that are about single trading days.
OF_DAYS = ("record streak", "up streak", "down streak", "rise", "fall")


def find_events(
    bars: pd.DataFrame, *, kind: PriceEvent, limits: Limits = Limits()
) -> tuple[Event, ...]:
    """Find the closes of one kind of event, oldest first.

    Parameters
    ----------
    bars : DataFrame
        Column `close` by date.
    kind : str
        "record high" or "record low": beyond every earlier close of the data; the first close is
        none. "high" or "low": at or beyond every other of the last `days` closes. "record streak":
        the `times`-th record close in a row. "up streak" or "down streak": the `times`-th close in
        a row above or below the one before. "rise" or "fall": a change from the close before of at
        least `size`. "above mean" or "below mean": the first close beyond the mean of the last
        `days` closes after one that was not. "above level" or "below level": the same of a level.
        "day above mean", "day below mean", "day above level" or "day below level": every close
        beyond it. "golden cross" or "death cross": the first close at which the mean of the last 50
        trading days is above, or below, that of the last 200 after one at which it was not.
        "month start": the first close of a month; the first of the data is none. "election",
        "presidential election" or "midterm election": the first close on or after the day of the US
        elections of an even year, within a week.
    limits : Limits
        Parameters of the kind; `days` is converted to the frequency of the bars.

    Returns
    -------
    tuple of Event
        Events without target or stop.

    Raises
    ------
    RuleError
        The kind is unknown, or a parameter that it needs is missing or not above zero.
    """
    closes = bars["close"].to_numpy(dtype=np.float64)
    flags = event_flags(bars, kind=kind, limits=limits)
    days = pd.DatetimeIndex(bars.index[flags])
    return tuple(Event(day, close) for day, close in zip(days, closes[flags].tolist(), strict=True))


def event_flags(bars: pd.DataFrame, *, kind: PriceEvent, limits: Limits = Limits()) -> Flags:
    """Return whether each close is an event; parameters and errors as `find_events`."""
    if kind not in NEEDS:
        raise RuleError(f"no event {kind!r}; expected {', '.join(KINDS)}")
    needed = {name: getattr(limits, name) for name in NEEDS[kind]}
    for name, value in needed.items():
        if value is None or not 0 < value < np.inf:
            raise RuleError(f"{name} is {value}; expected a number above zero for {kind!r}")
    closes = bars["close"].to_numpy(dtype=np.float64)
    if kind == "month start":
        return _month_starts(pd.DatetimeIndex(bars.index))
    if kind in _ELECTIONS:
        return _elections(pd.DatetimeIndex(bars.index), kind)
    spans = CROSS if kind in ("golden cross", "death cross") else ()
    if "days" in needed or spans:
        frequency: Frequency = frequency_of(bars)
        needed = {name: frequency.bars(days) for name, days in needed.items()}
        needed |= {f"mean of {days}": frequency.bars(days) for days in spans}
    flags: Flags = _FLAGS[kind](closes, *needed.values())
    return flags


def run_lengths(flags: Flags) -> Ints:
    """Return how many flags in a row end at each position; 0 where the flag is not set.

    >>> run_lengths(np.array([True, True, False, True])).tolist()
    [1, 2, 0, 1]
    """
    positions = np.arange(flags.size)
    last_off = np.maximum.accumulate(np.where(flags, -1, positions))
    return np.where(flags, positions - last_off, 0).astype(np.int64)


def is_record(closes: Floats) -> Flags:
    """Return whether each close is above every earlier one; False for the first.

    >>> is_record(np.array([5.0, 4.0, 6.0, 6.0, 7.0])).tolist()
    [False, False, True, False, True]
    """
    flags = np.zeros(closes.size, dtype=np.bool_)
    flags[1:] = closes[1:] > np.maximum.accumulate(closes)[:-1]
    return flags


def rose(closes: Floats) -> Flags:
    """Return whether each close is above the one before; False for the first."""
    flags = np.zeros(closes.size, dtype=np.bool_)
    flags[1:] = closes[1:] > closes[:-1]
    return flags


def above_mean(closes: Floats, days: int) -> Flags:
    """Return whether each close is above the mean of the last `days`; False before there is one."""
    return np.asarray(closes > mean_of_last(closes, days), dtype=np.bool_)


def mean_of_last(closes: Floats, days: int) -> Floats:
    """Return the mean of the last `days` closes; NaN before there are as many."""
    return pd.Series(closes).rolling(days).mean().to_numpy(dtype=np.float64)


def _at_high(closes: Floats, days: int) -> Flags:
    highest = pd.Series(closes).rolling(days).max().to_numpy()
    return np.asarray(closes >= highest, dtype=np.bool_)


def _changes(closes: Floats) -> Floats:
    changes = np.zeros(closes.size)
    changes[1:] = closes[1:] / closes[:-1] - 1
    return changes


def _rises(closes: Floats, size: float) -> Flags:
    return np.asarray(reaches_rise(_changes(closes), size), dtype=np.bool_)


def _falls(closes: Floats, size: float) -> Flags:
    return np.asarray(reaches_fall(-_changes(closes), size), dtype=np.bool_)


def _begins(inside: Flags, known: Flags) -> Flags:
    """Return where a state begins: it holds, and did not at the position before, where known."""
    begins = np.zeros(inside.size, dtype=np.bool_)
    begins[1:] = inside[1:] & ~inside[:-1] & known[:-1]
    return begins


def _crosses_mean(closes: Floats, days: int) -> Flags:
    return _begins(above_mean(closes, days), ~np.isnan(mean_of_last(closes, days)))


def _crosses_slower(closes: Floats, short: int, long: int) -> Flags:
    fast, slow = mean_of_last(closes, short), mean_of_last(closes, long)
    return _begins(np.asarray(fast > slow, dtype=np.bool_), ~np.isnan(slow))


def _crosses_level(closes: Floats, level: float) -> Flags:
    return _begins(closes > level, np.ones(closes.size, dtype=np.bool_))


def _month_starts(days: pd.DatetimeIndex) -> Flags:
    begins = np.asarray(~days.to_period("M").duplicated(), dtype=np.bool_)
    begins[:1] = False
    return begins


# US elections by the remainder of their years divided by four.
_ELECTIONS: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {"election": (0, 2), "presidential election": (0,), "midterm election": (2,)}
)


def _elections(days: pd.DatetimeIndex, kind: str) -> Flags:
    flags = np.zeros(days.size, dtype=np.bool_)
    for year in np.unique(days.year).tolist():
        if year % 4 not in _ELECTIONS[kind]:
            continue
        day = pd.Timestamp(election_day(year))
        at = int(days.searchsorted(day))
        if at < days.size and days[at] - day < pd.Timedelta(days=7):
            flags[at] = True
    return flags


# Of a low, a fall and a close below, the closes are mirrored.
_FLAGS: Mapping[str, Callable[..., Flags]] = MappingProxyType(
    {
        "record high": is_record,
        "record low": lambda closes: is_record(-closes),
        "high": _at_high,
        "low": lambda closes, days: _at_high(-closes, days),
        "record streak": lambda closes, times: run_lengths(is_record(closes)) == times,
        "up streak": lambda closes, times: run_lengths(rose(closes)) == times,
        "down streak": lambda closes, times: run_lengths(rose(-closes)) == times,
        "rise": _rises,
        "fall": _falls,
        "above mean": _crosses_mean,
        "below mean": lambda closes, days: _crosses_mean(-closes, days),
        "above level": _crosses_level,
        "below level": lambda closes, level: _crosses_level(-closes, -level),
        "day above mean": above_mean,
        "day below mean": lambda closes, days: above_mean(-closes, days),
        "day above level": lambda closes, level: closes > level,
        "day below level": lambda closes, level: closes < level,
        "golden cross": _crosses_slower,
        "death cross": lambda closes, *means: _crosses_slower(-closes, *means),
    }
)
