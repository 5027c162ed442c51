"""Declines from a zigzag high to the low after it, their classes and crashes (METHODS 2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds.series.bars import Frequency, frequency_of
from signals.core.event import Detail, Event, RuleError
from signals.levels.zigzag import HIGH, find_pivots, pivot_prices

Floats = npt.NDArray[np.float64]
Kind = Literal["correction", "bear", "crash"]
Stage = Literal["start", "crash", "end"]
STAGES: tuple[Stage, ...] = get_args(Stage)
KINDS: tuple[Kind, ...] = ("correction", "bear", "crash")
# METHODS 2.4: depth from which a decline is a correction, and from which it is a bear market.
CORRECTION, BEAR = 0.10, 0.20
# METHODS 2.4: a crash holds a close 20% below the highest of the 21 trading days before it.
CRASH_FALL, CRASH_DAYS = 0.20, 21


@dataclass(frozen=True, slots=True)
class Decline:
    """A fall from a peak to a trough, with the dates on which each was known.

    `confirmed` is the close that made the peak a peak, `trough_confirmed` the one that made the
    trough a trough, None while the decline runs: `trough` is then the lowest close so far.
    `crash_day` is the first close that makes it a crash. `depth` is a positive fraction.
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
        """Fall from peak to trough, a fraction of the peak."""
        return 1 - self.trough_close / self.peak_close

    @property
    def finished(self) -> bool:
        """Whether the trough is confirmed."""
        return self.trough_confirmed is not None

    @property
    def kind(self) -> Kind:
        """Crash before depth: a decline has one class."""
        if self.crash_day is not None:
            return "crash"
        return "correction" if self.depth < BEAR else "bear"


def find_declines(bars: pd.DataFrame, *, threshold: float = CORRECTION) -> tuple[Decline, ...]:
    """Find the zigzag declines of at least `threshold`, oldest first; the last may still run.

    Peaks, troughs and depths are known in hindsight only: a rule uses `find_events`. Crashes are
    looked for in daily closes alone: a fall within 21 trading days shows in no longer bars.
    """
    closes = bars["close"].to_numpy(dtype=np.float64)
    index = pd.DatetimeIndex(bars.index)
    pivots = find_pivots(closes, threshold=threshold)
    crashes = _crash_positions(bars)
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
    """Sort the finished declines into the classes of METHODS 2.4, crashes before the others.

    Corrections and crashes are zigzag declines of at least `correction`, bear markets zigzag
    declines of at least `bear`, so a bear market may hold corrections.
    """
    small = [d for d in find_declines(bars, threshold=correction) if d.finished]
    large = [d for d in find_declines(bars, threshold=bear) if d.finished]
    return {
        "correction": tuple(d for d in small if d.crash_day is None and d.depth < bear),
        "bear": tuple(d for d in large if d.crash_day is None),
        "crash": tuple(d for d in small if d.crash_day is not None),
    }


def find_events(
    bars: pd.DataFrame, *, threshold: float = CORRECTION, stage: Stage = "start"
) -> tuple[Event, ...]:
    """Find declines, dated by the close at which they are first known.

    Parameters
    ----------
    bars : DataFrame
        Checked bars; only `close` is read. An event uses nothing after its own close.
    threshold : float
        Least depth of a decline, a fraction.
    stage : str
        "start": a decline of that depth is under way (its peak is confirmed); "crash": it has
        become a crash; "end": its trough is confirmed, and with it depth and class.

    Returns
    -------
    Events with details `peak` and `peak_close`, at the end also `trough`, `trough_close`,
    `depth` and `kind`.

    Raises RuleError for an unknown stage.
    """
    if stage not in STAGES:
        raise RuleError(f"stage is {stage!r}; expected start, crash or end")
    events = []
    for decline in find_declines(bars, threshold=threshold):
        known_on = _known_on(decline, stage)
        if known_on is not None:
            close = float(bars["close"].loc[known_on])
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


def _crash_positions(bars: pd.DataFrame) -> npt.NDArray[np.int64]:
    if len(bars) < 2 or frequency_of(bars) is not Frequency.DAILY:
        return np.array([], dtype=np.int64)
    return np.flatnonzero(crash_closes(bars["close"].to_numpy(dtype=np.float64)))


def crash_closes(closes: Floats) -> npt.NDArray[np.bool_]:
    """Whether each close is at most 0.80 of the highest of itself and the 21 before it."""
    highest = pd.Series(closes).rolling(CRASH_DAYS + 1, min_periods=1).max().to_numpy()
    return np.asarray(closes <= (1 - CRASH_FALL) * highest, dtype=bool)


def finished_depths(closes: Floats, *, threshold: float = CORRECTION) -> Floats:
    """Depths of the finished zigzag declines of a series of closes.

    >>> finished_depths(np.array([90.0, 100, 80, 100, 85, 70, 80])).round(2).tolist()
    [0.2, 0.3]
    """
    kinds, prices = pivot_prices(closes, threshold=threshold)
    highs = np.flatnonzero(kinds[:-1] == HIGH)
    return np.asarray(1 - prices[highs + 1] / prices[highs], dtype=np.float64)


def record_depths(closes: Floats, *, threshold: float = CORRECTION) -> Floats:
    """Depths of the falls from a record close that the next record has ended.

    The quick form of `record_declines`, for thousands of resampled paths.

    >>> record_depths(np.array([100.0, 80, 95, 100, 95, 110, 90])).round(2).tolist()
    [0.2]
    """
    falls = 1 - closes / np.maximum.accumulate(closes)
    records = np.flatnonzero(falls <= 0)
    depths = np.maximum.reduceat(falls, records)[:-1]
    return np.asarray(depths[depths >= threshold], dtype=np.float64)


def under_water(closes: Floats) -> npt.NDArray[np.bool_]:
    """Whether each close lies below the running record.

    >>> under_water(np.array([2.0, 1.0, 2.0, 3.0, 1.0])).tolist()
    [False, True, False, False, True]
    """
    return np.asarray(closes < np.maximum.accumulate(closes), dtype=bool)


def longest_spell(flags: npt.NDArray[np.bool_]) -> int:
    """Length of the longest run of True.

    >>> longest_spell(np.array([True, False, True, True]))
    2
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return int((edges[1::2] - edges[::2]).max(initial=0))


def record_declines(bars: pd.DataFrame, *, least: float = CORRECTION) -> tuple[Decline, ...]:
    """Find the declines of at least `least` from a record close to the lowest before the next.

    These merge what the zigzag keeps apart (METHODS 2.4), so they are a second reading only.
    `trough_confirmed` is the next record, None where there is none yet.
    """
    closes = bars["close"].to_numpy(dtype=np.float64)
    index = pd.DatetimeIndex(bars.index)
    records = np.flatnonzero(~under_water(closes))
    ends = np.append(records[1:], closes.size)
    crashes = _crash_positions(bars)
    found = []
    for start, end in zip(records.tolist(), ends.tolist(), strict=True):
        low = start + int(closes[start:end].argmin())
        if closes[low] <= closes[start] * (1 - least):
            down = start + int(np.argmax(closes[start:end] <= closes[start] * (1 - least)))
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
