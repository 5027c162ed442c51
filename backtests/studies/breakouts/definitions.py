"""Specification curves of hit rates and mean returns after breakouts (METHODS 3.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import bar_returns, positions_of
from backtests.engine.outcomes import (
    EventLevels,
    PriceArrays,
    first_genuine_open,
    follow_levels,
    holding_window,
)
from backtests.engine.prepared_bars import PreparedBars
from backtests.evidence.specification_curve import Curve, Specification
from backtests.inference.random_dates import SharedDates
from backtests.studies.breakouts.hit_rate import HitRate, hit_effect
from backtests.studies.breakouts.random_entries import Resolved, random_hits
from backtests.studies.breakouts.rules import BreakoutRules, find_events
from backtests.studies.measures.event_study import LEAST_EVENTS, EventStudy
from data_feeds.series.bars import Frequency, frequency_of
from data_feeds.series.periods import known_days, period_closes
from signals import breakout
from signals.core.arrays import Floats
from signals.core.event import Event
from signals.core.side import Side
from signals.levels.measured_move import parse_target, target_level
from signals.levels.stops import parse_stop

# METHODS 3.5: other bases, as (minimum length in trading days, minimum depth).
OTHER_BASES = ((10, 0.0), (20, 0.03), (63, 0.10), (252, 0.10))
# METHODS 3.5: trading days of the highs that replace the record.
LOOKBACKS = (55, 252)
# METHODS 3.5: weekly and monthly closes, with the default base. Its 20 trading days are four weeks;
# on monthly closes the base is two months, the minimum (METHODS 2.1).
COARSER = (Frequency.WEEKLY, Frequency.MONTHLY)
COARSE_BASE = (20, 0.05)
# METHODS 2.3: measured moves from the leg and from the base, in points and in percent.
MOVES = ("mm-a", "mm-b", "mm-c", "mm-d")
# METHODS 3.5: gains above the record that articles state. Published levels apply to one breakout
# only and are not varied.
GAINS = ("30%", "45%")
# METHODS 3.5: stops, and horizons in trading days, of every result.
STOPS = ("structural", "none", "8%")
HORIZONS = (126, 252, 504)
# METHODS 3.5: horizons of mean returns in trading days.
SPANS = {"1 month": 21, "3 months": 63, "6 months": 126, "12 months": 252}
ENTRIES = ("close of the signal", "next open, or next close where opens are not genuine")
# METHODS 3.5: the standard error of a p near .10 is then 1.3 points, enough for the shares of
# significant specifications.
MOST_DRAWS = 500

TARGET_WORDS = {
    "mm-a": "leg in points",
    "mm-b": "leg in percent",
    "mm-c": "base in points",
    "mm-d": "base in percent",
}


def stop_words(stop: str, side: Side) -> str:
    """Return the name of a stop rule in a specification curve.

    >>> stop_words("structural", Side.LONG), stop_words("8%", Side.SHORT)
    ('low of the base', '8% above entry')
    """
    where = "below" if side is Side.LONG else "above"
    words = {"structural": f"{side.extreme} of the base", "8%": f"8% {where} entry"}
    return words.get(stop, stop)


@dataclass(frozen=True, slots=True)
class Signal:
    """Definition of a breakout signal.

    Parameters
    ----------
    min_base : int
        Minimum length of the base in trading days.
    min_depth : float
        Minimum depth of the base as a fraction of the record.
    lookback : int, optional
        Trading days of the high to exceed; None for the record close.
    closes : Frequency, optional
        Frequency to which the closes are reduced; None for the bars as given.
    side : Side
        Long for breakouts, short for breakdowns below record lows.
    """

    min_base: int = 20
    min_depth: float = 0.05
    lookback: int | None = None
    closes: Frequency | None = None
    side: Side = Side.LONG

    @property
    def words(self) -> str:
        """Name of the signal in a specification curve.

        >>> Signal().words, Signal(lookback=55).words
        ('record, base of 20 days and 5%', '55-day high, base of 20 days and 5%')
        """
        if self.closes is not None:
            record = f"{self.closes.value} {self._record}"
            return f"{record}, base of {self._coarse_base} and {self._depth}"
        above = (
            self._record
            if self.lookback is None
            else f"{self.lookback}-day {self.side.opposite_extreme}"
        )
        return f"{above}, base of {self.min_base} days and {self._depth}"

    @property
    def _record(self) -> str:
        return "record" if self.side is Side.LONG else "record low"

    @property
    def _coarse_base(self) -> str:
        unit = "weeks" if self.closes is Frequency.WEEKLY else "months"
        bars = breakout.min_base_bars(self.closes or Frequency.DAILY, self.min_base)
        return f"{bars} {unit}"

    @property
    def _depth(self) -> str:
        return f"{100 * self.min_depth:g}%"

    def find(self, bars: pd.DataFrame, *, seed_record: float | None) -> tuple[Event, ...]:
        """Find the events, without targets.

        Weekly and monthly events are dated by the last close of the period, or by the next close
        if the period ends on a holiday. `seed_record` is the highest daily close before the data,
        so it is an upper bound for weekly and monthly closes and applies to them as well.
        """
        closes = bars if self.closes is None else period_closes(bars, self.closes)
        if closes.empty:
            return ()
        events = find_events(
            closes,
            BreakoutRules(
                self.min_base, self.min_depth, self.lookback, target="none", side=self.side
            ),
            seed_record=seed_record,
        )
        if self.closes is None or not events:
            return events
        known = known_days(
            pd.DatetimeIndex([e.known_on for e in events]),
            pd.DatetimeIndex(bars.index),
            self.closes,
        )
        close = bars["close"].loc[known]
        return tuple(
            replace(event, known_on=day, close=float(price))
            for event, day, price in zip(events, known, close, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Definition:
    """Definition of a hit rate: signal, target rule, stop rule, and horizon in trading days."""

    signal: Signal
    target: str
    stop: str
    horizon: int

    @property
    def choices(self) -> dict[str, str]:
        """Choices of the specification, in words."""
        return {
            "breakout": self.signal.words,
            "target": TARGET_WORDS.get(self.target, self.target),
            "stop": stop_words(self.stop, self.signal.side),
            "horizon": f"{self.horizon} trading days",
        }


def signals(bars: pd.DataFrame, primary: Signal) -> tuple[Signal, ...]:
    """Return the signals to compare, the primary first; weekly and monthly ones for daily bars."""
    base, depth = primary.min_base, primary.min_depth
    of_side = partial(Signal, side=primary.side)
    found = [primary, of_side()]
    found += [of_side(*other) for other in OTHER_BASES]
    found += [of_side(base, depth, lookback=days) for days in LOOKBACKS if days >= base]
    if frequency_of(bars).is_daily:
        found += [of_side(*COARSE_BASE, closes=frequency) for frequency in COARSER]
    return tuple(dict.fromkeys(found))


def find_all(
    bars: pd.DataFrame, primary: Signal, *, seed_record: float | None
) -> dict[Signal, tuple[Event, ...]]:
    """Find the events of every signal; of signals with the same event days, keep the first."""
    found: dict[tuple[pd.Timestamp, ...], tuple[Signal, tuple[Event, ...]]] = {}
    for signal in signals(bars, primary):
        events = signal.find(bars, seed_record=seed_record)
        found.setdefault(tuple(event.known_on for event in events), (signal, events))
    return dict(found.values())


def targets(primary: str) -> tuple[str, ...]:
    """Return the target rules to compare, the primary first (METHODS 3.5).

    A measured move is varied over the other measured moves and the gains, a gain in percent over
    the gains. Points and levels are not varied.
    """
    kind = parse_target(primary).kind
    others = {"percent": GAINS}.get(kind, (*MOVES, *GAINS) if primary in MOVES else ())
    return tuple(dict.fromkeys((primary, *others)))


def hit_curve(
    bars: PreparedBars,
    primary: Definition,
    found: HitRate,
    rng: np.random.Generator,
    *,
    seed_record: float | None,
    draws: int,
) -> Curve | None:
    """Compare the hit rate under every definition with random dates (N1).

    Parameters
    ----------
    bars : PreparedBars
        Bars of one series.
    primary : Definition
        Definition that decides the verdict.
    found : HitRate
        Hit rate of the primary definition, used without new draws.
    rng : Generator
        Draws the random dates of the other definitions.
    seed_record : float, optional
        Record close from before the bars.
    draws : int
        Number of random-date samples per definition, 500 at most.

    Returns
    -------
    Curve or None
        None if the primary hit rate has no value or no baseline.
    """
    effect = found.effect
    if effect is None:
        return None
    bars = bars.seen_from(primary.signal.side)
    others = (
        _hit_rate(bars, levels, definition, rng, draws=min(draws, MOST_DRAWS))
        for definition, levels in _definitions(bars, primary, seed_record)
        if definition != primary
    )
    main = effect.specification(primary.choices)
    return Curve((main, *(one for one in others if one is not None)))


def _definitions(
    bars: PreparedBars, primary: Definition, seed_record: float | None
) -> Iterator[tuple[Definition, EventLevels]]:
    """Yield every combination of signal, target, stop and horizon with the levels of its events."""
    for signal, events in find_all(bars.frame, primary.signal, seed_record=seed_record).items():
        for target in targets(primary.target):
            aimed = [_aimed(event, target, signal.side) for event in events]
            levels = EventLevels.of(bars.frame, aimed, side=bars.side)
            for stop in dict.fromkeys((primary.stop, *STOPS)):
                for horizon in _horizons(primary, stop):
                    yield Definition(signal, target, stop, horizon), levels


def _horizons(primary: Definition, stop: str) -> tuple[int, ...]:
    """Return the horizons to compare; only the first if a time stop is not longer than any."""
    rule = parse_stop(stop)
    found = tuple(dict.fromkeys((primary.horizon, *HORIZONS)))
    if rule.kind == "time" and rule.amount <= min(found):
        return found[:1]
    return found


def _aimed(event: Event, target: str, side: Side) -> Event:
    """Set the target of an event by a target rule."""
    record, base, leg = (event.details[k] for k in ("record", side.base, side.leg))
    if not isinstance(record, float) or not isinstance(base, float):
        raise TypeError(f"a {side.breaks} has a record and a base; found {record}, {base}")
    level = target_level(
        parse_target(target),
        record=record,
        base_low=base,
        leg_low=leg if isinstance(leg, float) else None,
        side=side,
    )
    return replace(event, target=level)


def _hit_rate(
    bars: PreparedBars,
    levels: EventLevels,
    definition: Definition,
    rng: np.random.Generator,
    *,
    draws: int,
) -> Specification | None:
    """Compare the hit rate of the resolved events with random dates; None without a null."""
    stop, horizon = parse_stop(definition.stop), definition.horizon
    followed = follow_levels(
        bars.prices,
        levels,
        stop=stop,
        window=holding_window(bars.frequency, stop, horizon),
        atr=bars.average_true_range(stop.atr_bars(bars.frequency)),
        needs_target=True,
        genuine_from=bars.first_genuine_open,
    )
    resolved = Resolved.among(followed, levels, side=bars.side, stop=stop)
    random, _ = random_hits(bars, resolved, stop=stop, horizon=horizon, rng=rng, draws=draws)
    if random is None:
        return None
    n_eff = resolved.n_eff(bars, horizon)
    return hit_effect(random, hits=resolved.n_hits, n_eff=n_eff).specification(definition.choices)


def drift_choices(signal: Signal, *, span: str, entry: str) -> dict[str, str]:
    """Return the choices of a specification of the mean return after breakouts."""
    return {"breakout": signal.words, "horizon": span, "entry": entry}


def drift_curve(
    bars: pd.DataFrame,
    primary: Signal,
    main: Specification,
    rng: np.random.Generator,
    *,
    seed_record: float | None,
    draws: int,
) -> Curve:
    """Compare the mean return after breakouts with random dates under every definition.

    `main` is used without new draws. The others use `draws` random-date samples, 500 at most.
    Specifications with the same number of events, spacing and days to draw from share their draws.
    """
    shared = SharedDates(rng, draws=min(draws, MOST_DRAWS))
    every = _drifts(bars, primary, shared, seed_record=seed_record)
    others = (one for one in every if one.choices != main.choices)
    return Curve((main, *others))


def _drifts(
    bars: pd.DataFrame, primary: Signal, shared: SharedDates, *, seed_record: float | None
) -> Iterator[Specification]:
    events = find_all(bars, primary, seed_record=seed_record)
    for span, days in SPANS.items():
        window = frequency_of(bars).bars(days)
        for entry, returns in zip(
            ENTRIES,
            (bar_returns(bars, trading_days=days), next_bar_returns(bars, trading_days=days)),
            strict=True,
        ):
            for signal, known in events.items():
                at = positions_of(bars, [event.known_on for event in known])
                study = EventStudy.of(returns, at, window=window)
                if study.at.size >= LEAST_EVENTS:
                    choices = drift_choices(signal, span=span, entry=entry)
                    yield study.effect(shared.take).specification(choices)


def next_bar_returns(bars: pd.DataFrame, *, trading_days: int) -> Floats:
    """Return the return over a number of trading days from the bar after each; NaN if incomplete.

    Entry is at the open of that bar, which is the first bar of the return, or at its close where
    opens are not genuine (METHODS 5.5).
    """
    window = frequency_of(bars).bars(trading_days)
    prices = PriceArrays.of(bars)
    size = prices.close.size
    entry = np.arange(1, size + 1)
    by_close = entry < first_genuine_open(bars)
    end = entry + window - np.where(by_close, 0, 1)
    found = np.full(size, np.nan)
    inside = end < size
    start = np.where(by_close[inside], prices.close[entry[inside]], prices.open[entry[inside]])
    found[inside] = prices.close[end[inside]] / start - 1
    return found
