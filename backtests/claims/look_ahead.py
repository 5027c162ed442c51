"""Look-ahead checks that every run makes of the signals whose series it read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import get_args

import pandas as pd

from backtests.studies.breakouts.definitions import COARSE_BASE, COARSER, LOOKBACKS, Signal
from data_feeds.series.bars import Frequency, frequency_of
from data_feeds.series.market import Market
from signals import (
    breadth,
    breakout,
    confirmation,
    credit,
    declines,
    easing_cycle,
    every_bar,
    loss_levels,
    month_start,
    rates,
    recent_high,
    risk_off,
)
from signals.core.event import Event
from signals.core.look_ahead import known_events, known_values

Series = Mapping[str, pd.DataFrame]
# Bars on which the placebo, which fires on every bar, is checked.
FIRST_BARS = 30


@dataclass(frozen=True, slots=True)
class EventCheck:
    """How to check a signal that finds events: the series it reads and a call on them."""

    signal: str
    reads: tuple[str, ...]
    find: Callable[[Series], Sequence[Event]]


@dataclass(frozen=True, slots=True)
class ValueCheck:
    """How to check a signal that has one value a day."""

    signal: str
    reads: tuple[str, ...]
    compute: Callable[[Series], pd.Series]


def _days(series: Series) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(series["RUT"].index)


def _spread_changes(series: Series) -> pd.Series:
    return credit.spread_changes(
        series["BAMLH0A0HYM2"], series["BAA10Y"], _days(series), span=credit.MONTH
    )


def _shocks(series: Series) -> list[Event]:
    changes = _spread_changes(series)
    return [Event(day, float(changes[day])) for day in credit.shocks(changes)]


def _on_coarser_closes(series: Series, *, closes: Frequency) -> tuple[Event, ...]:
    bars = series["RUT"]
    if frequency_of(bars) is not Frequency.DAILY:
        return ()
    return Signal(*COARSE_BASE, closes=closes).find(bars, seed_record=None)


def _above_highs(series: Series, *, lookback: int) -> tuple[Event, ...]:
    return recent_high.find_events(series["RUT"], lookback=lookback)


def _easing(series: Series, *, anchor: easing_cycle.Anchor) -> tuple[Event, ...]:
    return easing_cycle.find_events(series["RUT"], series["FFT"], anchor=anchor)


def _declines(series: Series, *, stage: declines.Stage) -> tuple[Event, ...]:
    return declines.find_events(series["RUT"], stage=stage)


_CONFIRMING = ("RUT", "DGS2", "BAMLH0A0HYM2", "BAA10Y")


def _all_clear(series: Series) -> pd.Series:
    return confirmation.all_clear(*(series[name] for name in _CONFIRMING))


def _waits(series: Series, *, since: str) -> tuple[Event, ...]:
    return confirmation.find_events(
        *(series[name] for name in _CONFIRMING), since=pd.Timestamp(since)
    )


def _losses(series: Series, *, since: str) -> tuple[Event, ...]:
    bars = series["RUT"].loc[since:]
    if bars.empty:
        return ()
    entry = float(bars["close"].iloc[0])
    return loss_levels.find_events(bars, since=bars.index[0], entry=entry, losses=(0.2, 0.3))


# Days before long declines: waiting ends late, and both loss levels are reached.
_BEFORE_DECLINES = ("2000-03-01", "2007-06-01", "2021-11-01")

# The tables stay here and not in the signals: each entry is one call with the parameters of the
# studies (lookbacks, anchors, stages) on the series that the claims name, which no signal knows.
# `easing_cycle.find_cycles` and `rates.cuts_after_pause` are left out: they date a cycle by its
# first and last cut, which are known as such only later. Claims on them are labelled hindsight.
EVENTS: tuple[EventCheck, ...] = (
    EventCheck("breakout.find_events", ("RUT",), lambda s: breakout.find_events(s["RUT"])),
    *(
        EventCheck("breakout.find_events", ("RUT",), partial(_on_coarser_closes, closes=closes))
        for closes in COARSER
    ),
    *(
        EventCheck("recent_high.find_events", ("RUT",), partial(_above_highs, lookback=days))
        for days in LOOKBACKS
    ),
    EventCheck(
        "every_bar.find_events",
        ("RUT",),
        lambda s: every_bar.find_events(s["RUT"].iloc[:FIRST_BARS]),
    ),
    EventCheck("month_start.find_events", ("RUT",), lambda s: month_start.find_events(s["RUT"])),
    *(
        EventCheck("easing_cycle.find_events", ("RUT", "FFT"), partial(_easing, anchor=anchor))
        for anchor in get_args(easing_cycle.Anchor)
    ),
    *(
        EventCheck("declines.find_events", ("RUT",), partial(_declines, stage=stage))
        for stage in declines.STAGES
    ),
    EventCheck("risk_off.find_falls", ("SPX",), lambda s: risk_off.find_falls(s["SPX"])),
    EventCheck("risk_off.find_jumps", ("VIX",), lambda s: risk_off.find_jumps(s["VIX"])),
    EventCheck(
        "risk_off.find_widenings",
        ("BAMLH0A0HYM2",),
        lambda s: risk_off.find_widenings(s["BAMLH0A0HYM2"]),
    ),
    EventCheck("credit.shocks", ("RUT", "BAMLH0A0HYM2", "BAA10Y"), _shocks),
    *(
        EventCheck("confirmation.find_events", _CONFIRMING, partial(_waits, since=day))
        for day in _BEFORE_DECLINES
    ),
    *(
        EventCheck("loss_levels.find_events", ("RUT",), partial(_losses, since=day))
        for day in _BEFORE_DECLINES
    ),
)
VALUES: tuple[ValueCheck, ...] = (
    ValueCheck("credit.spread_changes", ("RUT", "BAMLH0A0HYM2", "BAA10Y"), _spread_changes),
    ValueCheck("confirmation.all_clear", _CONFIRMING, _all_clear),
    ValueCheck(
        "rates.two_year_change",
        ("RUT", "DGS2"),
        lambda s: rates.two_year_change(s["DGS2"], _days(s)),
    ),
    ValueCheck(
        "rates.distance_from_mean",
        ("RUT", "DGS2"),
        lambda s: rates.distance_from_mean(s["DGS2"], _days(s)),
    ),
    ValueCheck(
        "rates.months_since_cut",
        ("RUT", "FFT"),
        lambda s: rates.months_since_cut(s["FFT"], _days(s)),
    ),
    ValueCheck(
        "breadth.share_above_mean",
        tuple(f"{name}_ADJ" for name in breadth.SECTORS),
        breadth.share_above_mean,
    ),
)


def check_signals(market: Market) -> tuple[str, ...]:
    """Check every signal whose series were read for look-ahead; return the names of those checked.

    Raises
    ------
    LookAheadError
        A signal used later data; the message names the signal and the day.
    """
    checked = []
    for event in EVENTS:
        if market.used.keys() >= set(event.reads):
            known_events(event.find, _series(market, event.reads), name=event.signal)
            checked.append(event.signal)
    for value in VALUES:
        if market.used.keys() >= set(value.reads):
            known_values(value.compute, _series(market, value.reads), name=value.signal)
            checked.append(value.signal)
    return tuple(dict.fromkeys(checked))


def _series(market: Market, names: Sequence[str]) -> dict[str, pd.DataFrame]:
    return {name: market.series(name) for name in names}
