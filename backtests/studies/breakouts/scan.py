"""Scan of many series for new and open breakouts or breakdowns (METHODS 3.8, 3.10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil
from pathlib import Path

import pandas as pd

from backtests.engine.every_entry import EveryEntry
from backtests.engine.forward_returns import positions_of
from backtests.engine.outcomes import Outcome
from backtests.engine.prepared_bars import PreparedBars
from backtests.inference import multiple_comparison
from backtests.runtime.choices import UsageError
from backtests.runtime.processes import in_order
from backtests.runtime.progress import ProgressCallback
from backtests.studies.breakouts.hit_rate import (
    HitRate,
    follow_breakouts,
    hit_rate,
    random_numbers,
)
from backtests.studies.breakouts.latest_signal import LatestSignal, analyse_latest
from backtests.studies.breakouts.rules import BreakoutRules, check_known
from backtests.studies.breakouts.universe import Hits, Named, Pooled, pool_hits
from data_feeds.files.tables.reading import Reading, stated, stating
from data_feeds.quality.defects import MOST_DAYS_BEHIND
from data_feeds.series.bars import DataError, Frequency
from data_feeds.series.catalogue import listing
from data_feeds.series.market import Market, SeriesInfo
from data_feeds.source import is_file, open_each, user_cache
from signals.breakout import known_record

# Default age of a new signal in bars: a trading week, so that weekly scans miss no signal.
WITHIN = 5
# Number of series that a process scans between two reports of progress. A source folder is opened
# anew for each, which takes as long as one or two series.
MOST_AT_ONCE = 25
# Minimum number of series per process; with fewer, starting it takes longer than it saves.
LEAST_PER_PROCESS = 10
# Number of reasons named if no series can be read.
MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Request:
    """What to scan for, and where the series are.

    Parameters
    ----------
    rules : BreakoutRules
        Definition of the signals and of their trades.
    within : int
        Maximum age of a new signal in bars; 0 for signals of the last bar alone.
    draws : int
        Number of random-date samples.
    source : str
        Data source.
    as_of : Timestamp, optional
        Last date of the data.
    reading : Reading
        How CSV files are read where they do not prove it.
    """

    rules: BreakoutRules
    within: int
    draws: int
    source: str
    as_of: pd.Timestamp | None
    reading: Reading


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal that is new or open; `age` counts the bars since its signal."""

    age: int
    new: bool
    state: LatestSignal


@dataclass(frozen=True, slots=True)
class Series:
    """One scanned series: its listed signals, and its resolved events for the pooled result.

    `hit_rate` is None if no signal is listed. `last_signal` is the day of the last signal, listed
    or not.
    """

    symbol: str
    info: SeriesInfo
    label: str
    notices: tuple[str, ...]
    frequency: Frequency
    last: pd.Timestamp
    last_signal: pd.Timestamp | None
    signals: tuple[Signal, ...]
    hit_rate: HitRate | None
    hits: Hits


@dataclass(frozen=True, slots=True)
class Row:
    """A listed signal beside the past of its series.

    `days_behind` is the age of the last bar, 0 unless it is too old to be current; a signal of such
    a series is not new. `p_adjusted` is the p of the hit rate after Holm over the listed series.
    """

    series: Series
    signal: Signal
    hit_rate: HitRate
    p_adjusted: float | None
    days_behind: int

    @property
    def new(self) -> bool:
        """Whether the signal is at most `within` bars old, on a series that is up to date."""
        return self.signal.new and not self.days_behind


@dataclass(frozen=True, slots=True)
class Scan:
    """Listed signals, newest first, and all that was scanned.

    `as_of` is the last day of any series. `pooled` is over all scanned series; None without a
    resolved event. `unread` has the reason for each symbol that could not be scanned.
    """

    request: Request
    as_of: pd.Timestamp
    rows: tuple[Row, ...]
    series: tuple[Series, ...]
    pooled: Pooled | None
    unread: Mapping[str, str]
    notices: tuple[str, ...]

    @property
    def new(self) -> tuple[Row, ...]:
        """Signals of the last `within` bars."""
        return tuple(row for row in self.rows if row.new)

    @property
    def quiet(self) -> tuple[Series, ...]:
        """Series without a listed signal."""
        return tuple(one for one in self.series if not one.signals)


def request(
    rules: BreakoutRules,
    *,
    within: int = WITHIN,
    draws: int,
    source: str,
    as_of: pd.Timestamp | None = None,
) -> Request:
    """Return a request that reads CSV files as the running command states."""
    return Request(rules, within, draws, source, as_of, stated())


def scan(
    symbols: Sequence[Named],
    wanted: Request,
    *,
    jobs: int = 1,
    progress: ProgressCallback = lambda _: None,
) -> Scan:
    """Scan symbols and CSV files.

    A series named more than once is scanned once, with a notice. A symbol that cannot be read is
    listed with its place and the reason. The result does not depend on `jobs`, the number of
    processes. `progress` is called with each symbol.

    Raises
    ------
    UsageError
        If there are no symbols.
    DataError
        If no symbol can be read.
    LookAheadError
        If a listed signal depends on later data.
    """
    if not symbols:
        raise UsageError("nothing to scan; expected a symbol, a file or a universe")
    places, notices = _distinct(symbols)
    names = list(places)
    processes = min(jobs, max(1, len(names) // LEAST_PER_PROCESS))
    size = min(MOST_AT_ONCE, ceil(len(names) / processes))
    parts = [names[at : at + size] for at in range(0, len(names), size)]
    series: list[Series] = []
    unread: dict[str, str] = {}
    for results in in_order(partial(scan_part, wanted), parts, jobs=processes):
        for symbol, found in results:
            progress(symbol)
            if isinstance(found, Series):
                series.append(found)
            else:
                unread[symbol] = _placed(found, places[symbol])
    if not series:
        raise DataError(_nothing_read(unread))
    as_of = max(one.last for one in series)
    every_notice = (*notices, *(text for one in series for text in one.notices))
    return Scan(
        wanted,
        as_of,
        _rows(series, as_of),
        tuple(series),
        pool_hits([one.hits for one in series], wanted.rules.horizon),
        unread,
        tuple(dict.fromkeys(every_notice)),
    )


def scan_part(wanted: Request, symbols: Sequence[str]) -> list[tuple[str, Series | str]]:
    """Scan some symbols in one process; return each with its result, or why it has none."""
    with stating(wanted.reading):
        opened = open_each(symbols, wanted.source, user_cache(), as_of=wanted.as_of)
        return [
            (symbol, _scanned(symbol, one, wanted))
            for symbol, one in zip(symbols, opened, strict=True)
        ]


def _scanned(symbol: str, opened: tuple[str, Market] | DataError, wanted: Request) -> Series | str:
    try:
        if isinstance(opened, DataError):
            raise opened
        name, market = opened
        bars = PreparedBars.of(market.prices(name)).seen_from(wanted.rules.side)
    except DataError as error:
        return " ".join(str(error).split())
    seed_record = None if is_file(symbol) else known_record(name, wanted.rules.side)
    outcomes = follow_breakouts(bars, wanted.rules, seed_record=seed_record)
    signals = _signals(bars, outcomes, wanted)
    rate = None
    if signals:
        check_known(bars.frame, wanted.rules, seed_record=seed_record)
        rate = hit_rate(
            bars,
            outcomes,
            stop=wanted.rules.stop_rule,
            horizon=wanted.rules.horizon,
            rng=random_numbers(wanted.rules),
            draws=wanted.draws,
            has_target=wanted.rules.has_target,
        )
    return Series(
        symbol=symbol,
        info=market.info(name),
        label=market.label,
        notices=tuple(market.notices),
        frequency=bars.frequency,
        last=pd.Timestamp(bars.frame.index[-1]),
        last_signal=outcomes[-1].event.known_on if outcomes else None,
        signals=signals,
        hit_rate=rate,
        hits=Hits.of(bars, outcomes, wanted.rules),
    )


def _signals(
    bars: PreparedBars, outcomes: Sequence[Outcome], wanted: Request
) -> tuple[Signal, ...]:
    """Return the new and the open signals, the newest first, each with its state and odds.

    The odds of a signal rest on the signals before it, so those of the last one are the odds of
    `analyse_trades`.
    """
    rules = wanted.rules
    days = EveryEntry.of(bars, stop=rules.stop_rule, horizon=rules.horizon)
    at = positions_of(bars.frame, [outcome.event.known_on for outcome in outcomes])
    found = []
    for i, (outcome, position) in enumerate(zip(outcomes, at.tolist(), strict=True)):
        age = len(bars) - 1 - position
        if age > wanted.within and outcome.cause != "open":
            continue
        state = analyse_latest(
            bars, outcomes[: i + 1], days, {}, horizon=rules.horizon, target=rules.target_rule
        )
        if state is not None:
            found.append(Signal(age, age <= wanted.within, state))
    return tuple(reversed(found))


def _rows(series: Sequence[Series], as_of: pd.Timestamp) -> tuple[Row, ...]:
    """Return the listed signals, the newest first, with p after Holm over their series."""
    rates = {one.symbol: one.hit_rate for one in series if one.hit_rate is not None}
    known = {symbol: rate.p for symbol, rate in rates.items() if rate.p is not None}
    adjusted = dict(zip(known, multiple_comparison.holm(list(known.values())), strict=True))
    rows = [
        Row(one, signal, rates[one.symbol], adjusted.get(one.symbol), _days_behind(one, as_of))
        for one in series
        for signal in one.signals
    ]
    return tuple(
        sorted(rows, key=lambda row: row.signal.state.outcome.event.known_on, reverse=True)
    )


def _days_behind(one: Series, as_of: pd.Timestamp) -> int:
    """Return how many days before the scan the series ends; 0 if that is usual for it."""
    days = (as_of - one.last).days
    return days if days > MOST_DAYS_BEHIND[one.frequency] else 0


def _distinct(symbols: Sequence[Named]) -> tuple[dict[str, str], list[str]]:
    """Map each symbol to its first place, and return a notice on each that is named again."""
    first: dict[str, str] = {}
    places: dict[str, str] = {}
    notices = []
    for one in symbols:
        name = _identity(one.symbol)
        if name in first:
            other = "named" if one.symbol == first[name] else f"the series of {first[name]}, named"
            notices.append(_placed(f"{one.symbol}: {other} before; scanned once", one.place))
        else:
            first[name] = one.symbol
            places[one.symbol] = one.place
    return places, notices


def _identity(symbol: str) -> str:
    """Return what two names of one series have in common: its path, or its name in studies."""
    if is_file(symbol):
        return str(Path(symbol).resolve())
    try:
        return listing(symbol).name
    except DataError:
        return symbol


def _placed(text: str, place: str) -> str:
    """Return a text that starts with the line of a watch list, if there is one."""
    return f"{place}: {text}" if place else text


def _nothing_read(unread: Mapping[str, str]) -> str:
    reasons = list(unread.values())
    more = len(reasons) - MOST_REASONS
    named: Iterable[str] = reasons[:MOST_REASONS]
    return f"none of {len(reasons)} series can be read; " + "; ".join(
        [*named, *([f"and {more} more"] if more > 0 else [])]
    )
