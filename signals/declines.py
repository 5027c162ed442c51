"""Identify and classify declines from a high to the following low (METHODS 2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds.series.bars import TRADING_DAYS_PER_YEAR, Frequency, frequency_of
from signals.core.arrays import Floats
from signals.core.compiled import compiled
from signals.core.event import Detail, Event, RuleError
from signals.levels.touch import highest_touch, reaches_fall
from signals.levels.zigzag import HIGH, find_pivots, pivot_prices, pivots_in

Kind = Literal["correction", "bear", "crash"]
Stage = Literal["start", "crash", "end"]
STAGES: tuple[Stage, ...] = get_args(Stage)
KINDS: tuple[Kind, ...] = ("correction", "bear", "crash")
# Minimum depths of a correction and of a bear market, as fractions (METHODS 2.4).
CORRECTION, BEAR = 0.10, 0.20
# A crash has a close 20% below the highest of the previous 21 trading days (METHODS 2.4).
CRASH_FALL, CRASH_DAYS = 0.20, 21


@dataclass(frozen=True, slots=True)
class CrashRule:
    """Definition of a crash: a close `fall` below the highest of the `days` trading days before."""

    fall: float = CRASH_FALL
    days: int = CRASH_DAYS

    def __str__(self) -> str:
        """Return the definition in words.

        >>> print(CrashRule())
        20% below the highest of 21 days
        """
        return f"{self.fall:.0%} below the highest of {self.days} days"

    def bars(self, frequency: Frequency) -> int:
        """Return the closes before that are compared (METHODS 2.4).

        Rounded up on weekly closes, so that the highest close of the window is not missed.

        >>> CrashRule().bars(Frequency.DAILY), CrashRule().bars(Frequency.WEEKLY)
        (21, 5)
        """
        return -(-self.days * frequency.bars_per_year // TRADING_DAYS_PER_YEAR)


CRASH = CrashRule()


@dataclass(frozen=True, slots=True)
class Decline:
    """A decline from a peak to a trough, with the dates on which each became known.

    Attributes
    ----------
    peak, trough : Timestamp
        Dates of the closes; `trough` is the lowest close so far while the decline is unfinished.
    confirmed : Timestamp
        Close that confirmed the peak.
    trough_confirmed : Timestamp or None
        Close that confirmed the trough; None while the decline is unfinished.
    peak_close, trough_close : float
        Closes in the unit of the bars.
    crash_day : Timestamp or None
        First close that meets the definition of a crash; None if there is none.
    """

    peak: pd.Timestamp
    trough: pd.Timestamp
    confirmed: pd.Timestamp
    trough_confirmed: pd.Timestamp | None
    peak_close: float
    trough_close: float
    crash_day: pd.Timestamp | None

    @property
    def depth(self) -> float:
        """Return the fall from peak to trough as a positive fraction of the peak."""
        return 1 - self.trough_close / self.peak_close

    @property
    def finished(self) -> bool:
        """Return whether the trough is confirmed."""
        return self.trough_confirmed is not None

    @property
    def kind(self) -> Kind:
        """Return the class of the decline; a crash is not also classified by depth."""
        if self.crash_day is not None:
            return "crash"
        return "bear" if reaches_fall(self.depth, BEAR) else "correction"


def find_declines(
    bars: pd.DataFrame, *, threshold: float = CORRECTION, crash: CrashRule = CRASH
) -> tuple[Decline, ...]:
    """Find the zigzag declines of at least `threshold`, oldest first.

    The last decline may be unfinished. Peaks, troughs and depths use hindsight; trading rules use
    `find_events` instead. Crashes are identified in daily and weekly bars, not in monthly ones.
    """
    closes = bars["close"].to_numpy(dtype=np.float64)
    index = pd.DatetimeIndex(bars.index)
    pivots = find_pivots(closes, threshold=threshold)
    crashes = _crash_positions(bars, crash)
    found = []
    for at, pivot in enumerate(pivots):
        if pivot.kind == "low":
            continue
        low = pivots[at + 1] if at + 1 < len(pivots) else None
        end = pivot.index + int(closes[pivot.index :].argmin()) if low is None else low.index
        inside = crashes[(crashes > pivot.index) & (crashes <= end)]
        found.append(
            Decline(
                peak=index[pivot.index],
                trough=index[end],
                confirmed=index[pivot.confirmed],
                trough_confirmed=None if low is None else index[low.confirmed],
                peak_close=pivot.price,
                trough_close=float(closes[end]),
                crash_day=index[inside[0]] if inside.size else None,
            )
        )
    return tuple(found)


def by_kind(
    bars: pd.DataFrame, *, correction: float = CORRECTION, bear: float = BEAR
) -> dict[Kind, tuple[Decline, ...]]:
    """Group the finished declines by the classes of METHODS 2.4.

    Corrections and crashes are zigzag declines with threshold `correction`. Bear markets are
    zigzag declines with threshold `bear`, so a bear market may contain corrections. Declines with
    a crash are in no other class.
    """
    small = [d for d in find_declines(bars, threshold=correction) if d.finished]
    large = [d for d in find_declines(bars, threshold=bear) if d.finished]
    return {
        "correction": tuple(
            d for d in small if d.crash_day is None and not reaches_fall(d.depth, bear)
        ),
        "bear": tuple(d for d in large if d.crash_day is None),
        "crash": tuple(d for d in small if d.crash_day is not None),
    }


def find_events(
    bars: pd.DataFrame, *, threshold: float = CORRECTION, stage: Stage = "start"
) -> tuple[Event, ...]:
    """Find declines, dated by the close at which a stage of them is first known.

    Parameters
    ----------
    bars : DataFrame
        Checked bars; only `close` is used, up to the event.
    threshold : float
        Minimum depth of a decline, as a fraction.
    stage : {"start", "crash", "end"}
        "start": the peak is confirmed; "crash": the decline has become a crash; "end": the
        trough is confirmed, so that depth and class are known.

    Returns
    -------
    tuple of Event
        Details: `peak` and `peak_close`; for "end" also `trough`, `trough_close`, `depth` and
        `kind`.

    Raises
    ------
    RuleError
        If the stage is unknown.
    """
    if stage not in STAGES:
        raise RuleError(f"stage is {stage!r}; expected start, crash or end")
    closes, days = bars["close"].to_numpy(dtype=np.float64), pd.DatetimeIndex(bars.index)
    events = []
    for decline in find_declines(bars, threshold=threshold):
        known_on = _known_on(decline, stage)
        if known_on is not None:
            close = float(closes[days.get_loc(known_on)])
            events.append(Event(known_on, close, details=_details(decline, stage)))
    return tuple(events)


def _known_on(decline: Decline, stage: Stage) -> pd.Timestamp | None:
    if stage == "start":
        return decline.confirmed
    if stage == "end":
        return decline.trough_confirmed
    return None if decline.crash_day is None else max(decline.crash_day, decline.confirmed)


def _details(decline: Decline, stage: Stage) -> dict[str, Detail]:
    known: dict[str, Detail] = {
        "peak": decline.peak,
        "peak_close": decline.peak_close,
    }
    if stage == "end":
        known |= {
            "trough": decline.trough,
            "trough_close": decline.trough_close,
            "depth": decline.depth,
            "kind": decline.kind,
        }
    return known


def _crash_positions(bars: pd.DataFrame, crash: CrashRule) -> npt.NDArray[np.int64]:
    frequency = frequency_of(bars) if len(bars) > 1 else Frequency.MONTHLY
    if frequency is Frequency.MONTHLY:
        return np.array([], dtype=np.int64)
    closes = bars["close"].to_numpy(dtype=np.float64)
    return np.flatnonzero(crash_closes(closes, crash, frequency=frequency))


def crash_closes(
    closes: Floats, crash: CrashRule = CRASH, *, frequency: Frequency = Frequency.DAILY
) -> npt.NDArray[np.bool_]:
    """Return whether each close meets the definition of a crash."""
    window = crash.bars(frequency) + 1
    highest = pd.Series(closes).rolling(window, min_periods=1).max().to_numpy()
    return np.asarray(closes <= highest_touch((1 - crash.fall) * highest), dtype=bool)


def finished_depths(closes: Floats, *, threshold: float = CORRECTION) -> Floats:
    """Return the depths of the finished zigzag declines of a series of closes, as fractions.

    >>> finished_depths(np.array([90.0, 100, 80, 100, 85, 70, 80])).round(2).tolist()
    [0.2, 0.3]
    """
    kinds, prices = pivot_prices(closes, threshold=threshold)
    highs = np.flatnonzero(kinds[:-1] == HIGH)
    return np.asarray(1 - prices[highs + 1] / prices[highs], dtype=np.float64)


@compiled
def decline_counts(closes: Floats, thresholds: Floats, limits: Floats) -> Floats:
    """Count the finished declines of at least each threshold that do not reach each limit.

    Those of `find_declines` and `record_declines`, for resampled paths.

    Returns
    -------
    ndarray, shape (2, thresholds, limits)
        Declines from a zigzag high, then from a record close.
    """
    found = np.zeros((2, thresholds.size, limits.size))
    for i in range(thresholds.size):
        kinds, at, _, count = pivots_in(closes, thresholds[i])
        for pivot in range(count - 1):
            if kinds[pivot] == HIGH:
                depth = 1 - closes[at[pivot + 1]] / closes[at[pivot]]
                for j in range(limits.size):
                    if not reaches_fall(depth, limits[j]):
                        found[0, i, j] += 1
    record, deepest = closes[0], 0.0
    for t in range(1, closes.size):
        if closes[t] < record:
            deepest = max(deepest, 1 - closes[t] / record)
            continue
        for i in range(thresholds.size):
            if reaches_fall(deepest, thresholds[i]):
                for j in range(limits.size):
                    if not reaches_fall(deepest, limits[j]):
                        found[1, i, j] += 1
        record, deepest = closes[t], 0.0
    return found


def window_drawdowns(closes: Floats, *, length: int) -> Floats:
    """Return the maximum drawdown within every window of closes, oldest window first.

    The largest fall from a close to a later one of the same window, as a positive fraction; 0 if
    no close is below an earlier one.

    Parameters
    ----------
    length : int
        Closes in a window, at least 2.

    >>> window_drawdowns(np.array([100.0, 80, 100, 95, 76]), length=3).round(2).tolist()
    [0.2, 0.05, 0.24]
    """
    if closes.size < length:
        return np.zeros(0)
    return _window_drawdowns(np.ascontiguousarray(closes, dtype=np.float64), length)


@compiled
def _window_drawdowns(closes: Floats, length: int) -> Floats:
    """Join blocks of `length` closes, so that the time does not depend on the length.

    A window is the end of one block and the beginning of the next (van Herk 1992, Gil & Werman
    1993, there for the maximum). Its drawdown lies in one of the two, or leads from the highest
    close of the first part to the lowest of the second.
    """
    size, count = closes.size, closes.size - length + 1
    high, deep_to_end = np.empty(size), np.empty(size)
    low, deep_from_start = np.empty(size), np.empty(size)
    for first in range(0, size, length):
        last = min(first + length, size) - 1
        highest = lowest = closes[last]
        deepest = 0.0
        high[last], deep_to_end[last] = highest, deepest
        for at in range(last - 1, first - 1, -1):
            highest = max(highest, closes[at])
            deepest = max(deepest, 1 - lowest / closes[at])
            lowest = min(lowest, closes[at])
            high[at], deep_to_end[at] = highest, deepest
        highest = lowest = closes[first]
        deepest = 0.0
        low[first], deep_from_start[first] = lowest, deepest
        for at in range(first + 1, last + 1):
            lowest = min(lowest, closes[at])
            deepest = max(deepest, 1 - closes[at] / highest)
            highest = max(highest, closes[at])
            low[at], deep_from_start[at] = lowest, deepest
    found = np.empty(count)
    for at in range(count):
        end = at + length - 1
        across = 1 - low[end] / high[at]
        found[at] = max(deep_to_end[at], deep_from_start[end], across)
    # These windows are whole blocks.
    for at in range(0, count, length):
        found[at] = deep_to_end[at]
    return found


def under_water(closes: Floats) -> npt.NDArray[np.bool_]:
    """Return whether each close is below the running maximum.

    >>> under_water(np.array([2.0, 1.0, 2.0, 3.0, 1.0])).tolist()
    [False, True, False, False, True]
    """
    return np.asarray(closes < np.maximum.accumulate(closes), dtype=bool)


def longest_spell(flags: npt.NDArray[np.bool_]) -> int:
    """Return the length of the longest run of True.

    >>> longest_spell(np.array([True, False, True, True]))
    2
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return int((edges[1::2] - edges[::2]).max(initial=0))


def record_declines(
    bars: pd.DataFrame, *, least: float = CORRECTION, crash: CrashRule = CRASH
) -> tuple[Decline, ...]:
    """Find the declines of at least `least` from a record close to the low before the next record.

    An alternative definition to `find_declines`: zigzag declines without a record between them are
    one decline here. `confirmed` is the first close at least `least` below the record;
    `trough_confirmed` is the next record, None if there is none yet.
    """
    closes = bars["close"].to_numpy(dtype=np.float64)
    index = pd.DatetimeIndex(bars.index)
    records = np.flatnonzero(~under_water(closes))
    ends = np.append(records[1:], closes.size)
    crashes = _crash_positions(bars, crash)
    found = []
    for start, end in zip(records.tolist(), ends.tolist(), strict=True):
        low = start + int(closes[start:end].argmin())
        limit = highest_touch(closes[start] * (1 - least))
        if closes[low] <= limit:
            down = start + int(np.argmax(closes[start:end] <= limit))
            inside = crashes[(crashes > start) & (crashes <= low)]
            found.append(
                Decline(
                    peak=index[start],
                    trough=index[low],
                    confirmed=index[down],
                    trough_confirmed=index[end] if end < closes.size else None,
                    peak_close=float(closes[start]),
                    trough_close=float(closes[low]),
                    crash_day=index[inside[0]] if inside.size else None,
                )
            )
    return tuple(found)
