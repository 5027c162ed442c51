"""Outcomes of events: first touch of target or stop, fills, excursions (METHODS 2.8, 3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from backtests.engine.fills import (
    BORROW,
    CAUSES,
    COST,
    NO_RANGE,
    OPEN,
    Cause,
    Fills,
    follow_entries,
    void_reason,
)
from backtests.runtime.serialization import iso
from data_feeds.quality import fitness
from data_feeds.series.bars import Frequency, frequency_of, has_ohlc
from signals.core.arrays import Flags, Floats, Ints
from signals.core.event import Event
from signals.core.side import Side
from signals.levels.stops import StopRule, average_true_range
from strategies.engine.round_trip import borrow_fees, net_return


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
        Best and worst price after entry as the gain of the side, a fraction of the entry. On the
        bar of an intraday exit only its open and the exit price count, since the order of its other
        prices is unknown.
    return_
        Return net of costs and, for a short, of the fee for borrowing.
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
    side: Side = Side.LONG

    @property
    def resolved(self) -> bool:
        """Return whether the event ended in target, stop or timeout."""
        return self.cause in ("target", "stop", "timeout")


@dataclass(frozen=True, slots=True)
class PriceArrays:
    """Bars as contiguous arrays, for compiled loops; of a short, signed (`signals.core.side`)."""

    open: Floats
    high: Floats
    low: Floats
    close: Floats

    @classmethod
    def of(cls, bars: pd.DataFrame, side: Side = Side.LONG) -> PriceArrays:
        """Copy the columns of bars; bars with closes only use the close for all four prices."""
        columns = ("open", "high", "low", "close") if has_ohlc(bars) else ("close",) * 4
        quoted = (bars[column].to_numpy(dtype=np.float64).copy() for column in columns)
        return cls(*quoted).seen_from(side)

    def seen_from(self, side: Side) -> PriceArrays:
        """Return quoted prices as a side sees them; a short sees lows as highs."""
        if side is Side.LONG:
            return self
        return PriceArrays(-self.open, -self.low, -self.high, -self.close)

    def closes_only(self) -> PriceArrays:
        """Replace every price by the close, so that fills are at closes."""
        return PriceArrays(self.close, self.close, self.close, self.close)


def first_touch(
    bars: pd.DataFrame,
    events: Sequence[Event],
    *,
    stop: StopRule,
    horizon: int,
    cost: float = COST,
    needs_target: bool = False,
    genuine_from: int | None = None,
    side: Side = Side.LONG,
    borrow: float = BORROW,
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
    side : Side
        Side of the positions; targets of a short are below it.
    borrow : float
        Fee a year of a short, as a fraction of its value.

    Raises
    ------
    ValueError
        No bar on the date of an event.
    """
    window = stop.atr_bars(frequency_of(bars))
    followed = follow_levels(
        PriceArrays.of(bars, side),
        EventLevels.of(bars, events, side=side),
        stop=stop,
        window=holding_window(frequency_of(bars), stop, horizon),
        atr=NO_RANGE if window is None else average_true_range(bars, window=window),
        needs_target=needs_target,
        genuine_from=first_genuine_open(bars) if genuine_from is None else genuine_from,
    )
    fees = np.zeros(len(bars)) if side is Side.LONG else borrow_fees(bars, borrow)
    return tuple(
        _outcome(bars, event, followed, i, cost, side, fees) for i, event in enumerate(events)
    )


@dataclass(frozen=True, slots=True, eq=False)
class Followed:
    """Outcomes of events as arrays.

    `cause` is an index of `CAUSES`, or a key of `VOID_REASONS` if negative. `entry` and `exit` are
    bar positions, -1 without an exit; missing prices are NaN. `stop` is the level on the entry bar.
    Prices are signed.
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


@dataclass(frozen=True, slots=True, eq=False)
class EventLevels:
    """Positions of events among the bars, and their levels: signed prices, NaN for none.

    `record` is the close of the event where it has no record.
    """

    at: Ints
    target: Floats
    structural: Floats
    record: Floats

    @classmethod
    def of(cls, bars: pd.DataFrame, events: Sequence[Event], *, side: Side) -> EventLevels:
        """Read the levels of events; raises ValueError for an event on a date without a bar."""
        target, structural, record = (
            side.sign * np.array([_or_nan(level) for level in levels], dtype=np.float64)
            for levels in (
                [event.target for event in events],
                [event.stop for event in events],
                [_record(event) for event in events],
            )
        )
        return cls(_signals(bars, events), target, structural, record)


def holding_window(frequency: Frequency, stop: StopRule, horizon: int) -> int:
    """Return the maximum holding period in bars: the horizon, or a shorter time stop.

    `horizon` is in trading days.
    """
    days = int(min(horizon, stop.amount)) if stop.kind == "time" else horizon
    return frequency.bars(days)


def follow_levels(
    prices: PriceArrays,
    events: EventLevels,
    *,
    stop: StopRule,
    window: int,
    atr: Floats,
    needs_target: bool,
    genuine_from: int,
) -> Followed:
    """Follow events as `first_touch` does, without an object for each outcome.

    Parameters
    ----------
    window : int
        Maximum holding period in bars, of `holding_window`.
    atr : ndarray
        Average true range of the stop by bar; may be empty for a stop without one.
    genuine_from : int
        `first_genuine_open` of the bars.
    """
    size, entry = prices.close.size, events.at + 1
    outcomes = follow_entries(
        prices.open,
        prices.high,
        prices.low,
        prices.close,
        np.arange(size) >= genuine_from,
        atr,
        entry,
        events.target,
        events.structural,
        events.record,
        needs_target,
        stop.code,
        stop.amount,
        window,
    )
    # A signal of the last bar is filled at the next close if no bar has a genuine open.
    by_close = (entry < genuine_from) | (genuine_from >= size)
    return Followed(entry, np.asarray(by_close, dtype=bool), events.target, *outcomes)


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


def _outcome(
    bars: pd.DataFrame,
    event: Event,
    followed: Followed,
    i: int,
    cost: float,
    side: Side,
    fees: Floats,
) -> Outcome:
    fills: Fills = "close" if followed.by_close[i] else "intraday"
    at, code = int(followed.entry[i]), int(followed.cause[i])
    if at >= len(bars):
        return Outcome(event, "open", target=event.target, fills=fills, side=side)
    target, stop = _known(side.sign * followed.target[i]), _known(side.sign * followed.stop[i])
    entry = side.sign * float(followed.entry_price[i])
    entry_date = pd.Timestamp(bars.index[at])
    if code < 0:
        return Outcome(
            event,
            "void",
            entry_date,
            entry,
            target,
            stop,
            fills=fills,
            void_reason=void_reason(code, side),
            side=side,
        )
    cause = CAUSES[code]
    resolved = code != OPEN
    exit_at = int(followed.exit[i]) if resolved else len(bars) - 1
    exit_price = side.sign * float(followed.exit_price[i]) if resolved else None
    fee = float(fees[exit_at] - fees[at])
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
        mfe=side.gain(entry, side.sign * float(followed.best[i])),
        mae=side.gain(entry, side.sign * float(followed.worst[i])),
        return_=(
            None
            if exit_price is None
            else net_return(entry, exit_price, cost=cost, side=side, fee=fee)
        ),
        ambiguous=bool(followed.ambiguous[i]),
        fills=fills,
        side=side,
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


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
        outcome.side.base: details.get(outcome.side.base),
        outcome.side.leg: details.get(outcome.side.leg),
        "target": outcome.target,
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
