"""Outcomes of events: first touch of target or stop, fills, excursions (METHODS 2.8, 3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.fills import (
    CAUSES,
    COST,
    NO_RANGE,
    OPEN,
    VOID_REASONS,
    Cause,
    Fills,
    follow_entries,
    touch,
)
from backtests.runtime.serialization import iso
from data_feeds.quality import fitness
from data_feeds.series.bars import frequency_of, has_ohlc
from signals.core.arrays import Flags, Floats, Ints
from signals.core.compiled import compiled
from signals.core.event import Event
from signals.levels.stops import StopRule, average_true_range


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one event.

    Attributes
    ----------
    cause
        `target`, `stop`, `timeout` (end of the horizon), `open` (censored at the last bar) or
        `void` (not entered, for `void_reason`).
    bars
        Number of bars of the position, the entry bar included.
    mfe, mae
        Best and worst price after entry, as a fraction of the entry less 1. On the bar of an
        intraday exit only its open and the exit price count, since the order of its other prices
        is unknown.
    return_
        Return net of costs.
    ambiguous
        Whether the exit bar reached both target and stop; it counts as the stop.
    fills
        `close` if opens are not genuine at that time: entry and exit are at closes, which is not
        tradable (METHODS 5.5).
    """

    event: Event
    cause: Cause
    entry_date: pd.Timestamp | None = None
    entry: float | None = None
    target: float | None = None
    stop: float | None = None
    exit_date: pd.Timestamp | None = None
    exit: float | None = None
    bars: int | None = None
    mfe: float | None = None
    mae: float | None = None
    return_: float | None = None
    ambiguous: bool = False
    fills: Fills = "intraday"
    void_reason: str | None = None

    @property
    def resolved(self) -> bool:
        """Return whether the event ended in target, stop or timeout."""
        return self.cause in ("target", "stop", "timeout")


@dataclass(frozen=True, slots=True)
class PriceArrays:
    """Bars as contiguous arrays, for compiled loops."""

    open: Floats
    high: Floats
    low: Floats
    close: Floats

    @classmethod
    def of(cls, bars: pd.DataFrame) -> PriceArrays:
        """Copy the columns of bars; bars with closes only use the close for all four prices."""
        columns = ("open", "high", "low", "close") if has_ohlc(bars) else ("close",) * 4
        return cls(*(bars[column].to_numpy(dtype=np.float64).copy() for column in columns))

    def closes_only(self) -> PriceArrays:
        """Replace every price by the close, so that fills are at closes."""
        return PriceArrays(self.close, self.close, self.close, self.close)


@dataclass(frozen=True, slots=True)
class Walks:
    """Outcomes of many positions as arrays; -1 and NaN for positions without an exit."""

    exit_index: Ints
    exit_price: Floats
    cause: Ints
    best: Floats
    worst: Floats
    ambiguous: npt.NDArray[np.bool_]


def first_touch(
    bars: pd.DataFrame,
    events: Sequence[Event],
    *,
    stop: StopRule,
    horizon: int,
    cost: float = COST,
    needs_target: bool = False,
    genuine_from: int | None = None,
) -> tuple[Outcome, ...]:
    """Follow each event from the next bar until target, stop, horizon or the last bar.

    Fills follow METHODS 2.8. The entry is at the next open. A gap through a level fills at the
    open. A bar that reaches both levels after the open counts as the stop. An entry at or beyond
    its target or stop is void. Before the first genuine open, fills are at closes.

    Parameters
    ----------
    bars : DataFrame
        Checked bars on which the events were detected.
    stop : StopRule
        Stop rule (METHODS 2.7); `structural` uses the stop of the event.
    horizon : int
        Trading days including the entry day, converted to the frequency of the bars.
    cost : float
        Fraction of the price paid on each side.
    needs_target : bool
        Whether an event without a target is void; otherwise it is followed without one.
    genuine_from : int, optional
        `first_genuine_open` of the bars, if already computed.

    Raises
    ------
    ValueError
        No bar on the date of an event.
    """
    frequency = frequency_of(bars)
    days = int(min(horizon, stop.amount)) if stop.kind == "time" else horizon
    genuine = first_genuine_open(bars) if genuine_from is None else genuine_from
    followed = _follow(bars, events, stop, needs_target, genuine, frequency.bars(days))
    return tuple(_outcome(bars, event, followed, i, cost) for i, event in enumerate(events))


@dataclass(frozen=True, slots=True, eq=False)
class Followed:
    """Outcomes of events as arrays.

    `cause` is an index of `CAUSES`, or a key of `VOID_REASONS` if negative. `entry` and `exit` are
    bar positions, -1 without an exit; missing prices are NaN. `stop` is the level on the entry bar.
    """

    entry: Ints
    by_close: Flags
    target: Floats
    entry_price: Floats
    stop: Floats
    exit: Ints
    exit_price: Floats
    cause: Ints
    best: Floats
    worst: Floats
    ambiguous: Flags


def _follow(
    bars: pd.DataFrame,
    events: Sequence[Event],
    stop: StopRule,
    needs_target: bool,
    genuine: int,
    horizon: int,
) -> Followed:
    prices = PriceArrays.of(bars)
    window = stop.atr_bars(frequency_of(bars))
    atr = NO_RANGE if window is None else average_true_range(bars, window=window)
    entry = _signals(bars, events) + 1
    target = np.array([_or_nan(event.target) for event in events], dtype=np.float64)
    structural = np.array([_or_nan(event.stop) for event in events], dtype=np.float64)
    record = np.array([_record(event) for event in events], dtype=np.float64)
    flags = np.arange(len(bars)) >= genuine
    outcomes = follow_entries(
        prices.open,
        prices.high,
        prices.low,
        prices.close,
        flags,
        atr,
        entry,
        target,
        structural,
        record,
        needs_target,
        stop.code,
        stop.amount,
        horizon,
    )
    # A signal of the last bar is filled at the next close if no bar has a genuine open.
    by_close = (entry < genuine) | (genuine >= len(bars))
    return Followed(entry, np.asarray(by_close, dtype=bool), target, *outcomes)


def _signals(bars: pd.DataFrame, events: Sequence[Event]) -> Ints:
    """Return the positions of the bars on which the events were known."""
    signal = bars.index.get_indexer(pd.DatetimeIndex([e.known_on for e in events]))
    if (np.asarray(signal) < 0).any():
        stray = next(e for e, at in zip(events, signal, strict=True) if at < 0)
        raise ValueError(
            f"no bar on {stray.known_on:%Y-%m-%d}; events and bars do not belong together"
        )
    return np.asarray(signal, dtype=np.int64)


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value


def first_genuine_open(bars: pd.DataFrame) -> int:
    """Return the position of the first genuine open; the number of bars if there is none."""
    fills_from = fitness.assess_fitness(bars).fills_from if has_ohlc(bars) else None
    return len(bars) if fills_from is None else int(bars.index.searchsorted(fills_from))


def _record(event: Event) -> float:
    record = event.details.get("record")
    return float(record) if isinstance(record, int | float) else event.close


def walk(
    prices: PriceArrays,
    atr: Floats,
    entry: Ints,
    target: Floats,
    level: Floats,
    fail: Floats,
    trail: float,
    chandelier: float,
    horizon: int,
) -> Walks:
    """Follow many positions until target, stop, horizon or the last bar.

    A level of NaN does not apply.

    Parameters
    ----------
    entry
        Bar positions, entered at the open. One past the last bar gives an open outcome.
    target, level, fail
        Target, stop, and close below which a breakout fails, by position.
    trail
        Distance of a trailing stop, as a fraction of the highest close.
    chandelier
        Distance of a chandelier stop, as a multiple of `atr`.
    horizon
        Number of bars.
    """
    return Walks(
        *_walk_each(
            prices.open,
            prices.high,
            prices.low,
            prices.close,
            atr,
            entry,
            target,
            level,
            fail,
            trail,
            chandelier,
            horizon,
        )
    )


@compiled
def _walk_each(
    open_: Floats,
    high: Floats,
    low: Floats,
    close: Floats,
    atr: Floats,
    entry: Ints,
    target: Floats,
    level: Floats,
    fail: Floats,
    trail: float,
    chandelier: float,
    horizon: int,
) -> tuple[Ints, Floats, Ints, Floats, Floats, Flags]:
    count = entry.size
    exit_index = np.empty(count, np.int64)
    exit_price = np.empty(count)
    cause = np.empty(count, np.int64)
    best = np.empty(count)
    worst = np.empty(count)
    ambiguous = np.empty(count, np.bool_)
    for i in range(count):
        exit_index[i], exit_price[i], cause[i], best[i], worst[i], ambiguous[i] = touch(
            open_,
            high,
            low,
            close,
            atr,
            entry[i],
            target[i],
            level[i],
            fail[i],
            trail,
            chandelier,
            horizon,
        )
    return exit_index, exit_price, cause, best, worst, ambiguous


def _outcome(bars: pd.DataFrame, event: Event, followed: Followed, i: int, cost: float) -> Outcome:
    fills: Fills = "close" if followed.by_close[i] else "intraday"
    at, code = int(followed.entry[i]), int(followed.cause[i])
    if at >= len(bars):
        return Outcome(event, "open", target=event.target, fills=fills)
    target, stop = _known(followed.target[i]), _known(followed.stop[i])
    entry = float(followed.entry_price[i])
    entry_date = pd.Timestamp(bars.index[at])
    if code in VOID_REASONS:
        return Outcome(
            event,
            "void",
            entry_date,
            entry,
            target,
            stop,
            fills=fills,
            void_reason=VOID_REASONS[code],
        )
    cause = CAUSES[code]
    resolved = code != OPEN
    exit_at = int(followed.exit[i]) if resolved else len(bars) - 1
    exit_price = float(followed.exit_price[i]) if resolved else None
    return Outcome(
        event=event,
        cause=cause,
        entry_date=entry_date,
        entry=entry,
        target=target,
        stop=stop,
        exit_date=pd.Timestamp(bars.index[exit_at]) if resolved else None,
        exit=exit_price,
        bars=exit_at - at + 1,
        mfe=float(followed.best[i]) / entry - 1,
        mae=float(followed.worst[i]) / entry - 1,
        return_=None if exit_price is None else net_return(entry, exit_price, cost=cost),
        ambiguous=bool(followed.ambiguous[i]),
        fills=fills,
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def net_return(entry: float, exit_: float, *, cost: float = COST) -> float:
    """Return the net return of a round trip, with `cost` on each side (METHODS 2.8).

    >>> round(net_return(100, 90), 6)
    -0.1009
    """
    return exit_ * (1 - cost) / (entry * (1 + cost)) - 1


def one_at_a_time(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Return the outcomes that one account could have traded, with one position at a time.

    A signal at the close of an exit bar may enter at the next bar.
    """
    kept: list[Outcome] = []
    busy_until: pd.Timestamp | None = None
    for outcome in outcomes:
        if outcome.entry_date is None or outcome.cause == "void":
            continue
        if busy_until is None or outcome.event.known_on >= busy_until:
            kept.append(outcome)
            busy_until = outcome.exit_date if outcome.exit_date else pd.Timestamp.max
    return tuple(kept)


def breakout_row(outcome: Outcome) -> dict[str, object]:
    """Return the public fields of a breakout and its outcome."""
    details = outcome.event.details
    return {
        "signal_date": iso(outcome.event.known_on),
        "entry_date": iso(outcome.entry_date),
        "entry": outcome.entry,
        "record": details.get("record"),
        "record_date": iso(details.get("record_date")),
        "base_low": details.get("base_low"),
        "leg_low": details.get("leg_low"),
        "target": outcome.target if outcome.target is not None else outcome.event.target,
        "stop": outcome.stop,
        "outcome": outcome.cause,
        "exit_date": iso(outcome.exit_date),
        "exit": outcome.exit,
        "bars": outcome.bars,
        "mfe": outcome.mfe,
        "mae": outcome.mae,
        "return": outcome.return_,
        "ambiguous": outcome.ambiguous,
        "fills": outcome.fills,
        "void_reason": outcome.void_reason,
    }
