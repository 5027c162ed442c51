"""Look-ahead checks that every run makes of the signals whose series it read.

A module of `signals` whose `find_events` needs bars alone is checked without a row here. A row is a
call with further series, or with the parameters of the studies (lookbacks, anchors, stages).
"""

from __future__ import annotations

import pkgutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib import import_module
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pandas as pd

import signals
from backtests.runtime.store import EMPTY, Store
from data_feeds.series.bars import Frequency, frequency_of
from data_feeds.series.market import Market
from signals import (
    breadth,
    credit,
    declines,
    easing_cycle,
    every_bar,
    loss_levels,
    price_events,
)
from signals.core.compiled import reached_by
from signals.core.event import Event
from signals.core.look_ahead import known_events, known_values
from signals.policy_moves import MOVES
from signals.price_events import KINDS, STATES, Limits, PriceEvent

if TYPE_CHECKING:
    from backtests.claims.registry import Claim

Series = Mapping[str, pd.DataFrame]
BARS = "RUT"
# Bars on which the placebo, which fires on every bar, is checked; and those of price events that
# are a state of most days, enough for the mean of 200 days and what follows it.
FIRST_BARS, FIRST_BARS_OF_STATES = 30, 500


@dataclass(frozen=True, slots=True)
class SignalCheck:
    """How to check a signal: the series it reads, the first with the trading days, and a call."""

    signal: str
    reads: tuple[str, ...]
    compute: Callable[[Series], Any]


def _of(signal: str, *reads: str, **parameters: object) -> SignalCheck:
    """Check a signal that takes the series in this order."""
    return SignalCheck(
        signal, reads, lambda s: _function(signal)(*(s[name] for name in reads), **parameters)
    )


def _by_day(signal: str, *reads: str, **parameters: object) -> SignalCheck:
    """Check a signal that takes the series and the trading days."""

    def compute(series: Series) -> Any:
        frames = (series[name] for name in reads)
        return _function(signal)(*frames, pd.DatetimeIndex(series[BARS].index), **parameters)

    return SignalCheck(signal, (BARS, *reads), compute)


def _function(signal: str) -> Callable[..., Any]:
    """Return a function of `signals` by the names of its module and itself."""
    module, _, name = signal.partition(".")
    function: Callable[..., Any] = getattr(import_module(f"signals.{module}"), name)
    return function


def _coarser(closes: Frequency) -> SignalCheck:
    """Check breakouts on the weekly or monthly closes of daily bars."""

    def find(series: Series) -> tuple[Event, ...]:
        from backtests.studies.breakouts.definitions import COARSE_BASE, Signal

        if not frequency_of(series[BARS]).is_daily:
            return ()
        return Signal(*COARSE_BASE, closes=closes).find(series[BARS], seed_record=None)

    return SignalCheck("breakout.find_events", (BARS,), find)


def _shocks(series: Series) -> list[Event]:
    changes = _SPREAD_CHANGES.compute(series)
    return [Event(day, float(changes[day])) for day in credit.shocks(changes)]


def _losses(since: str) -> SignalCheck:
    """Check the loss levels of a purchase at the first close from a day on."""

    def find(series: Series) -> tuple[Event, ...]:
        bars = series[BARS].loc[since:]
        if bars.empty:
            return ()
        entry = float(bars["close"].iloc[0])
        return loss_levels.find_events(bars, since=bars.index[0], entry=entry, losses=(0.2, 0.3))

    return SignalCheck("loss_levels.find_events", (BARS,), find)


def _price_event(kind: PriceEvent) -> SignalCheck:
    """Check a kind of price event; one that is the state of most days, on the first bars alone."""
    if kind not in STATES:
        return _of("price_events.find_events", BARS, kind=kind, limits=PRICE_LIMITS)

    def find(series: Series) -> tuple[Event, ...]:
        bars = series[BARS].iloc[:FIRST_BARS_OF_STATES]
        limits = replace(PRICE_LIMITS, level=float(bars["close"].iloc[0]))
        return price_events.find_events(bars, kind=kind, limits=limits)

    return SignalCheck("price_events.find_events", (BARS,), find)


def _breakouts() -> Iterable[SignalCheck]:
    """Check breakouts as the studies of breakouts find them; these are slow to import."""
    from backtests.studies.breakouts.definitions import COARSER, LOOKBACKS

    yield _of("breakout.find_events", BARS)
    yield from map(_coarser, COARSER)
    yield from (_of("recent_high.find_events", BARS, lookback=days) for days in LOOKBACKS)


def _without_row(modules: Collection[str]) -> Iterable[SignalCheck]:
    """Check `find_events` of the modules that need bars alone and have no row."""
    named = {check.signal for check in _ROWS}
    signal_names = (f"{module}.find_events" for module in modules if module not in _BREAKOUTS)
    return (_of(name, BARS) for name in signal_names if name not in named and _of_bars(name))


def _of_bars(signal: str) -> bool:
    if not hasattr(import_module(f"signals.{signal.partition('.')[0]}"), "find_events"):
        return False
    given = signature(_function(signal)).parameters.values()
    return [p.name for p in given if p.default is Parameter.empty] == ["bars"]


# Modules whose checks are those of `_breakouts`.
_BREAKOUTS = ("breakout", "recent_high")
_CREDIT = ("BAMLH0A0HYM2", "BAA10Y")
_CONFIRMING = (BARS, "DGS2", *_CREDIT)
_SPREAD_CHANGES = _by_day("credit.spread_changes", *_CREDIT, span=credit.MONTH)
# Rare events of each kind: every run checks them.
PRICE_LIMITS = Limits(days=200, times=5, size=0.03, level=1_000.0)
# Days before long declines: waiting ends late, and both loss levels are reached.
_BEFORE_DECLINES = ("2000-03-01", "2007-06-01", "2021-11-01")
# `easing_cycle.find_cycles` and `rates.cuts_after_pause` are left out: they date a cycle by its
# first and last cut, which are known as such only later. Claims on them are labelled hindsight.
_ROWS: tuple[SignalCheck, ...] = (
    *(
        _of("easing_cycle.find_events", BARS, "FFT", anchor=anchor)
        for anchor in get_args(easing_cycle.Anchor)
    ),
    *(_of("declines.find_events", BARS, stage=stage) for stage in declines.STAGES),
    _of("risk_off.find_falls", "SPX"),
    _of("risk_off.find_jumps", "VIX"),
    _of("risk_off.find_widenings", "BAMLH0A0HYM2"),
    SignalCheck("credit.shocks", _SPREAD_CHANGES.reads, _shocks),
    *(
        _of("confirmation.find_events", *_CONFIRMING, since=pd.Timestamp(day))
        for day in _BEFORE_DECLINES
    ),
    *map(_losses, _BEFORE_DECLINES),
    *map(_price_event, KINDS),
    *(
        _of("policy_moves.find_events", BARS, "FFT", move=move, basis_points=size)
        for move in MOVES
        for size in (0.0, 50.0)
    ),
    SignalCheck(
        "every_bar.find_events", (BARS,), lambda s: every_bar.find_events(s[BARS].iloc[:FIRST_BARS])
    ),
)
VALUES: tuple[SignalCheck, ...] = (
    _SPREAD_CHANGES,
    _of("confirmation.all_clear", *_CONFIRMING),
    _by_day("rates.two_year_change", "DGS2"),
    _by_day("rates.distance_from_mean", "DGS2"),
    _by_day("rates.months_since_cut", "FFT"),
    SignalCheck(
        "breadth.share_above_mean",
        tuple(f"{name}_ADJ" for name in breadth.SECTORS),
        breadth.share_above_mean,
    ),
)


def event_checks(modules: Collection[str] | None = None) -> tuple[SignalCheck, ...]:
    """Return the checks of events, of all signals or of those in modules of `signals`."""
    wanted = (
        [m.name for m in pkgutil.iter_modules(signals.__path__)] if modules is None else modules
    )
    breakouts = _breakouts() if set(_BREAKOUTS) & set(wanted) else ()
    every = (*breakouts, *_ROWS, *_without_row(sorted(wanted)))
    return tuple(check for check in every if _module(check) in wanted)


def _module(check: SignalCheck) -> str:
    return check.signal.partition(".")[0]


def check_signals(
    market: Market, claims: Collection[Claim] | None = None, store: Store = EMPTY
) -> tuple[str, ...]:
    """Check signals whose series were read for look-ahead; return the names of those checked.

    Parameters
    ----------
    market : Market
        The series that were read.
    claims : collection of Claim, optional
        Only the signals that their studies can use are checked; all by default.
    store : Store
        Has the checks that passed with the same series and code, which are not repeated.

    Raises
    ------
    LookAheadError
        A signal used later data; the message names the signal and the day.
    """
    modules = None if claims is None else modules_used(claims)
    values = [check for check in VALUES if modules is None or _module(check) in modules]
    checked = []
    counts: Counter[tuple[str, str]] = Counter()
    sorts = (("events", event_checks(modules), known_events), ("values", values, known_values))
    for kind, checks, known in sorts:
        for check in checks:
            # Checks of one signal are together or left out together: their order identifies them.
            counts[kind, check.signal] += 1
            if market.used.keys() >= set(check.reads):
                series = {name: market.series(name) for name in check.reads}
                code = (__name__, f"signals.{_module(check)}")
                number = counts[kind, check.signal]
                key = store.key(code, kind, check.signal, number, series)
                store.get(key, partial(_passes, known, check, series))
                checked.append(check.signal)
    return tuple(dict.fromkeys(checked))


def _passes(known: Callable[..., object], check: SignalCheck, series: Series) -> bool:
    known(check.compute, series, name=check.signal)
    return True


def modules_used(claims: Iterable[Claim]) -> frozenset[str]:
    """Return the modules of `signals` that the studies of claims may import, directly or not."""
    return frozenset().union(*(_used_by(claim.study) for claim in claims))


@cache
def _used_by(study: str) -> frozenset[str]:
    from backtests.studies import find_study

    folder = Path(signals.__path__[0])
    reached = reached_by(Path(str(find_study(study).__file__)))
    return frozenset(path.stem for path in reached if path.parent == folder)
