"""What became of each event: first touch, fills, excursions (METHODS 2.8, 3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds import quality
from data_feeds.bars import frequency_of, has_ohlc
from signals.compiled import compiled
from signals.event import Event
from signals.stops import StopRule, average_true_range, initial_stop

Cause = Literal["target", "stop", "timeout", "open", "void"]
Fills = Literal["intraday", "close"]
CAUSES: tuple[Cause, ...] = ("open", "target", "stop", "timeout")
_OPEN, _TARGET, _STOP, _TIMEOUT = 0, 1, 2, 3
# METHODS 2.8: 5 basis points per side.
COST = 0.0005

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one event.

    `cause` is `target`, `stop`, `timeout` (horizon over), `open` (neither by the last bar:
    censored, never a miss) or `void` (no trade; `void_reason` says why). `bars` counts from the
    entry bar (1). `mfe` and `mae` are the best and worst prices after entry as fractions of it;
    on the bar of an intraday exit only its open and the exit price count, since the order of the
    rest is unknown. `return_` is net of costs. `ambiguous` marks an exit bar that reached both
    target and stop and was booked as the stop. `fills` is `close` where the opens of that time
    are not genuine: entry and exits at closes, not tradable (METHODS 5.5).
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
        """Whether the event ended in target, stop or timeout."""
        return self.cause in ("target", "stop", "timeout")


@dataclass(frozen=True, slots=True)
class PriceArrays:
    """Contiguous arrays of the bars, as the compiled loops want them."""

    open: Floats
    high: Floats
    low: Floats
    close: Floats

    @classmethod
    def of(cls, bars: pd.DataFrame) -> PriceArrays:
        """Copy the columns; bars of closes alone have four times the close."""
        columns = ("open", "high", "low", "close") if has_ohlc(bars) else ("close",) * 4
        return cls(*(bars[column].to_numpy(dtype=np.float64).copy() for column in columns))

    def closes_only(self) -> PriceArrays:
        """Put every price at the close, so that fills are close to close."""
        return PriceArrays(self.close, self.close, self.close, self.close)


@dataclass(frozen=True, slots=True)
class Walks:
    """Outcomes of many walks as arrays: exit index, price, cause code, excursions, flag."""

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

    Fills as in METHODS 2.8: entry at the next open; a gap through a level fills at the open;
    the open decides first, then a bar that reaches both is the stop; an entry already at or
    beyond its target or stop is void. Before the date from which the opens are genuine, fills
    are close to close and marked so.

    Parameters
    ----------
    bars : DataFrame
        Checked bars the events were found on.
    stop : StopRule
        How losses are cut (METHODS 2.7); `structural` uses the event's own stop.
    horizon : int
        Trading days, entry day included, translated to the bars' frequency.
    cost : float
        Fraction of the price paid on each side.
    needs_target : bool
        Void an event whose target could not be computed, rather than follow it without one.
    genuine_from : int, optional
        `first_genuine_open` of the bars, where it is known.
    """
    frequency = frequency_of(bars)
    days = int(min(horizon, stop.amount)) if stop.kind == "time" else horizon
    genuine = first_genuine_open(bars) if genuine_from is None else genuine_from
    plan = _plan(bars, events, stop, needs_target, genuine)
    walks = _walk_both_ways(plan, stop, frequency.bars(days))
    return tuple(_outcome(plan, walks, i, cost) for i in range(len(events)))


@dataclass(frozen=True, slots=True)
class _Plan:
    """Events laid out as arrays; `void[i]` says why event i cannot be walked, if so."""

    bars: pd.DataFrame
    events: Sequence[Event]
    prices: PriceArrays
    atr: Floats
    entry: Ints
    entry_price: Floats
    target: Floats
    level: Floats
    fail: Floats
    by_close: npt.NDArray[np.bool_]
    void: list[str | None]


def _plan(
    bars: pd.DataFrame, events: Sequence[Event], stop: StopRule, needs_target: bool, genuine: int
) -> _Plan:
    prices = PriceArrays.of(bars)
    n = len(events)
    atr = (average_true_range(bars, window=stop.atr_window) if stop.atr_window
           else np.full(len(bars), np.nan))  # fmt: skip
    signal = bars.index.get_indexer(pd.DatetimeIndex([e.known_on for e in events]))
    if (np.asarray(signal) < 0).any():
        stray = next(e for e, at in zip(events, signal, strict=True) if at < 0)
        raise ValueError(
            f"no bar on {stray.known_on:%Y-%m-%d}; events and bars do not belong together"
        )
    entry = np.asarray(signal, dtype=np.int64) + 1
    by_close = np.asarray(entry < genuine, dtype=bool)
    plan = _Plan(
        bars, events, prices, atr, entry, np.full(n, np.nan), np.full(n, np.nan),
        np.full(n, np.nan), np.full(n, np.nan), by_close, [None] * n,
    )  # fmt: skip
    for i, event in enumerate(events):
        if entry[i] < len(bars):
            _place(plan, i, event, stop, needs_target)
    return plan


def first_genuine_open(bars: pd.DataFrame) -> int:
    """Position from which the opens are genuine; one past the last bar where none is."""
    fills_from = quality.fitness(bars).fills_from if has_ohlc(bars) else None
    return len(bars) if fills_from is None else int(bars.index.searchsorted(fills_from))


def _place(plan: _Plan, i: int, event: Event, stop: StopRule, needs_target: bool) -> None:
    """Fix entry price, target and stop of one event, or void it."""
    at = int(plan.entry[i])
    entry = float((plan.prices.close if plan.by_close[i] else plan.prices.open)[at])
    atr = np.nan if plan.by_close[i] else float(plan.atr[at - 1])
    level = initial_stop(stop, entry=entry, structural=event.stop, atr=atr)
    plan.entry_price[i] = entry
    plan.target[i] = np.nan if event.target is None else event.target
    plan.level[i] = np.nan if level is None else level
    if stop.kind == "failed":
        plan.fail[i] = _record(event)
    plan.void[i] = _void_reason(plan, i, stop, needs_target)


def _record(event: Event) -> float:
    record = event.details.get("record")
    return float(record) if isinstance(record, int | float) else event.close


def _void_reason(plan: _Plan, i: int, stop: StopRule, needs_target: bool) -> str | None:
    entry, target, level = plan.entry_price[i], plan.target[i], plan.level[i]
    if needs_target and np.isnan(target):
        return "no target: its leg low was not confirmed when the record was set"
    if stop.kind == "structural" and np.isnan(level):
        return "no structural stop"
    if stop.atr_window and plan.by_close[i]:
        return "no average true range: highs and lows of that time are not genuine"
    if stop.atr_window and np.isnan(level):
        return "no average true range yet"
    if entry >= target:
        return "entry at or beyond the target"
    if entry <= level:
        return "entry at or beyond the stop"
    return None


def _walk_both_ways(plan: _Plan, stop: StopRule, horizon: int) -> Walks:
    """Walk on genuine bars where there are such, on closes where there are not."""
    follow = (stop.amount if stop.kind == "trailing" else np.nan,
              stop.amount if stop.kind == "chandelier" else np.nan)  # fmt: skip
    intraday = walk(plan.prices, plan.atr, plan.entry, plan.target, plan.level, plan.fail,
                    *follow, horizon)  # fmt: skip
    if not plan.by_close.any():
        return intraday
    by_close = walk(plan.prices.closes_only(), plan.atr, plan.entry, plan.target, plan.level,
                    plan.fail, *follow, horizon)  # fmt: skip
    return Walks(
        *(
            np.where(plan.by_close, getattr(by_close, name), getattr(intraday, name))
            for name in Walks.__slots__
        )
    )


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
    """Walk many positions at once; NaN stands for "no such level" in every argument.

    `entry` holds bar positions (entered at that bar's open); one past the last bar is open at
    once. `horizon` is in bars. `trail` is a fraction, `chandelier` a multiple of `atr`.
    """
    return Walks(
        *_first_touch(
            prices.open, prices.high, prices.low, prices.close, atr, entry, target, level, fail,
            trail, chandelier, horizon,
        )
    )  # fmt: skip


@compiled
def _first_touch(  # noqa: PLR0912, PLR0915  (one pass, compiled as a whole)
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
) -> tuple[Ints, Floats, Ints, Floats, Floats, npt.NDArray[np.bool_]]:
    n = open_.size
    count = entry.size
    exit_index = np.full(count, -1, np.int64)
    exit_price = np.full(count, np.nan)
    cause = np.zeros(count, np.int64)
    best = np.full(count, np.nan)
    worst = np.full(count, np.nan)
    ambiguous = np.zeros(count, np.bool_)
    for i in range(count):
        first = entry[i]
        if first >= n:
            continue
        stop = level[i]
        goal = target[i]
        top = open_[first]
        bottom = open_[first]
        highest_close = open_[first]
        highest_high = -np.inf
        failed = False
        last = first + horizon - 1
        for t in range(first, min(last, n - 1) + 1):
            price = np.nan
            if t > first:
                # The open decides first: what gaps beyond a level is filled there.
                if failed or open_[t] <= stop:
                    price = open_[t]
                    cause[i] = _STOP
                elif open_[t] >= goal:
                    price = open_[t]
                    cause[i] = _TARGET
            if np.isnan(price):
                if low[t] <= stop:
                    price = stop
                    cause[i] = _STOP
                    ambiguous[i] = high[t] >= goal
                elif high[t] >= goal:
                    price = goal
                    cause[i] = _TARGET
            if not np.isnan(price):
                exit_index[i] = t
                exit_price[i] = price
                top = max(top, open_[t], price)
                bottom = min(bottom, open_[t], price)
                break
            top = max(top, high[t])
            bottom = min(bottom, low[t])
            if t == last:
                exit_index[i] = t
                exit_price[i] = close[t]
                cause[i] = _TIMEOUT
                break
            failed = close[t] < fail[i]
            highest_close = max(highest_close, close[t])
            highest_high = max(highest_high, high[t])
            raised = highest_close * (1 - trail)
            if not np.isnan(chandelier):
                raised = highest_high - chandelier * atr[t]
            if not np.isnan(raised) and not (stop >= raised):
                stop = raised
        best[i] = top
        worst[i] = bottom
    return exit_index, exit_price, cause, best, worst, ambiguous


def _outcome(plan: _Plan, walks: Walks, i: int, cost: float) -> Outcome:
    event = plan.events[i]
    fills: Fills = "close" if plan.by_close[i] else "intraday"
    at = int(plan.entry[i])
    target, stop = _known(plan.target[i]), _known(plan.level[i])
    if at >= len(plan.bars):
        return Outcome(event, "open", target=event.target, fills=fills)
    entry = float(plan.entry_price[i])
    entry_date = pd.Timestamp(plan.bars.index[at])
    if plan.void[i] is not None:
        return Outcome(event, "void", entry_date, entry, target, stop, fills=fills,
                       void_reason=plan.void[i])  # fmt: skip
    cause = CAUSES[int(walks.cause[i])]
    resolved = cause != "open"
    exit_at = int(walks.exit_index[i]) if resolved else len(plan.bars) - 1
    exit_price = float(walks.exit_price[i]) if resolved else None
    return Outcome(
        event=event,
        cause=cause,
        entry_date=entry_date,
        entry=entry,
        target=target,
        stop=stop,
        exit_date=pd.Timestamp(plan.bars.index[exit_at]) if resolved else None,
        exit=exit_price,
        bars=exit_at - at + 1,
        mfe=float(walks.best[i]) / entry - 1,
        mae=float(walks.worst[i]) / entry - 1,
        return_=None if exit_price is None else net_return(entry, exit_price, cost=cost),
        ambiguous=bool(walks.ambiguous[i]),
        fills=fills,
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def net_return(entry: float, exit_: float, *, cost: float = COST) -> float:
    """Return of a round trip as a fraction, `cost` paid on each side (METHODS 2.8).

    >>> round(net_return(100, 90), 6)
    -0.1009
    """
    return exit_ * (1 - cost) / (entry * (1 + cost)) - 1


def one_at_a_time(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Keep the trades that one account could have made: none that starts while one is held.

    A signal at the close of a bar on which the position was left may enter at the next one.
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
