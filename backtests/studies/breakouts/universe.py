"""Breakout study of many series, with a pooled result (METHODS 3.10)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.outcomes import Outcome
from backtests.engine.prepared_bars import PreparedBars
from backtests.inference import intervals, monte_carlo, multiple_comparison, samples
from backtests.studies.breakouts import hit_rate
from backtests.studies.breakouts.hit_rate import BreakoutStudy
from backtests.studies.breakouts.random_entries import every_day_hits
from backtests.studies.breakouts.rules import BreakoutRules, check_known
from backtests.studies.breakouts.trade_statistics import Expectancy, expectancy
from data_feeds.files import csv_file
from data_feeds.files.whole_file import MOST_LISTED_BYTES, read_bytes
from data_feeds.series.bars import DataError
from data_feeds.series.catalogue import listing
from data_feeds.series.market import Market
from data_feeds.source import exists
from signals.breakout import known_record
from signals.core.arrays import Flags, Floats, Ints
from signals.core.side import Side

ALL = "all"
_TRADING, _CALENDAR = 252, 365
# Minimum share of events that must land on a day of their own series for a shift to count, since
# records start in different years.
MIN_LANDED = 0.5
# Minimum number of shifts to compute p.
MIN_SHIFTS = 100
# Decimals to which means are rounded, so that shifts with the same hits are ties.
DIGITS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """Study of one series; `p_adjusted` is its p after Holm over all series with a p.

    `series` is the name of the series that was read. It ends in `_ADJ` for adjusted closes, on
    which records refer to total returns and fills are close to close.
    """

    symbol: str
    series: str
    study: BreakoutStudy
    expectancy: Expectancy | None
    p_adjusted: float | None


@dataclass(frozen=True, slots=True)
class Pooled:
    """Pooled result of the resolved events of all series (METHODS 3.10).

    `n_eff` counts events of any series with overlapping windows once. `baseline` is the mean hit
    rate of every day with the distances of each event. `p` comes from circular shifts of all dates
    together (N3), which keep the co-movement of the series; `shifts` is their number. `clustered`
    is the interval of the excess with errors clustered by calendar year. Hits and all that rests on
    them are None where no event has a target.
    """

    n: int
    hits: int | None
    n_eff: int
    rate: float | None
    interval: tuple[float, float] | None
    baseline: float | None
    p: float | None
    shifts: int
    clustered: tuple[float, float] | None
    mean_return: float
    mean_return_interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class UniverseStudy:
    """One row per series, the pooled result, and the reason for each missing series."""

    name: str
    rows: tuple[Row, ...]
    pooled: Pooled | None
    missing: Mapping[str, str]

    def beating(self, *, adjusted: bool) -> int:
        """Return the number of series with p at most .05, after Holm if `adjusted`."""
        ps = [row.p_adjusted if adjusted else row.study.hit_rate.p for row in self.rows]
        return sum(p is not None and p <= 0.05 for p in ps)


@dataclass(frozen=True, slots=True)
class Named:
    """A symbol or CSV file, and the line of the file that names it: "mine.txt:3"; else empty."""

    symbol: str
    place: str = ""


def universe_symbols(universe: str) -> tuple[str, ...]:
    """Return the symbols of `listed_symbols`, each once."""
    return tuple(dict.fromkeys(one.symbol for one in listed_symbols(universe)))


def listed_symbols(universe: str) -> tuple[Named, ...]:
    """Return the symbols of a named universe, or of a file with one symbol or CSV file per line.

    A CSV file is looked up in the working folder, then beside the file that names it. Raises
    DataError if there is no such universe or file, or if the file has no symbol.
    """
    named = _named()
    if universe in named:
        return tuple(map(Named, named[universe]))
    path = Path(universe)
    if not path.is_file():
        raise DataError(
            f"no universe {universe!r}; expected {', '.join(named)}, or a file with "
            "one symbol or CSV file a line"
        )
    try:
        text = read_bytes(path, most=MOST_LISTED_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DataError(f"{path}: cannot be read as text; expected a symbol a line") from None
    return tuple(_beside(path.parent, one) for one in watch_list(text, universe))


def _beside(folder: Path, named: Named) -> Named:
    """Return a file of the folder under its path, unless the working folder has one of its name."""
    path = folder / named.symbol
    inside = not exists(named.symbol) and exists(path) and path.is_file()
    return replace(named, symbol=str(path)) if inside else named


def watch_list(text: str, name: str) -> tuple[Named, ...]:
    r"""Return the symbols and CSV files of a text, one per line; text after # is a comment.

    Raises DataError if there are none; `name` is that of the text.

    >>> watch_list("# small caps\nIWM\n\n^RUT  # index", "mine.txt")
    (Named(symbol='IWM', place='mine.txt:2'), Named(symbol='^RUT', place='mine.txt:4'))
    """
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    found = tuple(Named(line, f"{name}:{at}") for at, line in enumerate(lines, 1) if line)
    if not found:
        raise DataError(f"{name}: no symbol; expected one a line")
    return found


def _named() -> dict[str, tuple[str, ...]]:
    text = (files("backtests.studies.breakouts") / "universes.toml").read_text(encoding="utf-8")
    named = {name: tuple(symbols) for name, symbols in tomllib.loads(text).items()}
    return {**named, ALL: tuple(dict.fromkeys(s for symbols in named.values() for s in symbols))}


def read_bars(symbol: str, market: Market) -> pd.DataFrame:
    """Return the bars of a symbol, else its adjusted closes; or the bars of a CSV file.

    A file is recorded among the series used by `market` and cut at its as-of day. Raises DataError
    if there are no data.
    """
    if symbol.lower().endswith(".csv"):
        return _file(symbol, market)
    name = listing(symbol).name
    adjusted = f"{name}_ADJ"
    return market.prices(name if market.has(name) or not market.has(adjusted) else adjusted)


def _file(path: str, market: Market) -> pd.DataFrame:
    """Read a CSV file once and cut it at the as-of day of the market."""
    if path not in market.used:
        market.record(path, csv_file.read_bars(Path(path)))
    return market.used[path]


def study_universe(
    name: str,
    market: Market,
    rules: BreakoutRules,
    *,
    draws: int,
    progress: Callable[[str], None] = lambda _: None,
) -> UniverseStudy:
    """Study every available series of a universe and pool the results.

    `progress` is called with each symbol. Raises DataError if no series is available.
    """
    bars: dict[str, PreparedBars] = {}
    missing: dict[str, str] = {}
    for symbol in universe_symbols(name):
        try:
            bars[symbol] = PreparedBars.of(read_bars(symbol, market)).seen_from(rules.side)
        except DataError as error:
            missing[symbol] = str(error)
    if not bars:
        raise DataError(
            f"universe {name}: none of its series is in the source; " + "; ".join(missing.values())
        )
    studies = {}
    for symbol, prepared in bars.items():
        progress(symbol)
        studies[symbol] = _study(symbol, prepared, rules, draws)
    return UniverseStudy(name, _rows(bars, studies, rules), pool(bars, studies, rules), missing)


def _study(symbol: str, bars: PreparedBars, rules: BreakoutRules, draws: int) -> BreakoutStudy:
    seed_record = known_record(symbol, rules.side)
    check_known(bars.frame, rules, seed_record=seed_record)
    return hit_rate.study(
        bars,
        rules,
        rng=monte_carlo.generator(_seed(symbol, rules)),
        draws=draws,
        seed_record=seed_record,
    )


def _seed(symbol: str, rules: BreakoutRules) -> str:
    """Return the text that seeds the random numbers of a series."""
    side = "" if rules.side is Side.LONG else f" {rules.side}"
    return f"universe {symbol} {rules.target} {rules.stop}{side}"


def _rows(
    bars: Mapping[str, PreparedBars], studies: Mapping[str, BreakoutStudy], rules: BreakoutRules
) -> tuple[Row, ...]:
    known = {s: p for s, study in studies.items() if (p := study.hit_rate.p) is not None}
    adjusted = dict(zip(known, multiple_comparison.holm(list(known.values())), strict=True))
    return tuple(
        Row(
            symbol,
            str(bars[symbol].frame.attrs.get("name", symbol)),
            study,
            expectancy(bars[symbol], _resolved(study), horizon=rules.horizon),
            adjusted.get(symbol),
        )
        for symbol, study in studies.items()
    )


def _resolved(study: BreakoutStudy) -> list[Outcome]:
    return [outcome for outcome in study.outcomes if outcome.resolved]


@dataclass(frozen=True, slots=True)
class Hits:
    """Resolved events of one series, and the entries on every day with their distances.

    `index` has the dates of the bars, `at` the positions of the entries. `hits` has a row for each
    event, in bits (`numpy.packbits`), so that many series fit in memory.
    """

    index: pd.DatetimeIndex
    resolved: tuple[Outcome, ...]
    at: Ints
    hits: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, bars: PreparedBars, outcomes: Sequence[Outcome], rules: BreakoutRules) -> Hits:
        """Enter on every day with the distances of each resolved outcome."""
        bars = bars.seen_from(rules.side)
        resolved = tuple(outcome for outcome in outcomes if outcome.resolved)
        at, hits = every_day_hits(bars, resolved, stop=rules.stop_rule, horizon=rules.horizon)
        return cls(pd.DatetimeIndex(bars.frame.index), resolved, at, np.packbits(hits, axis=1))

    def of_event(self, i: int) -> Flags:
        """Return whether an entry with the distances of event `i` reached the target, by day."""
        return np.unpackbits(self.hits[i], count=self.at.size).astype(bool)


def pool(
    bars: Mapping[str, PreparedBars], studies: Mapping[str, BreakoutStudy], rules: BreakoutRules
) -> Pooled | None:
    """Pool the resolved events of all series; None without any (METHODS 3.10)."""
    return pool_hits(
        [Hits.of(known, studies[symbol].outcomes, rules) for symbol, known in bars.items()],
        rules.horizon,
    )


def pool_hits(series: Sequence[Hits], horizon: int) -> Pooled | None:
    """Pool the resolved events of many series; None without any (METHODS 3.10).

    Dates are calendar days, so daily, weekly and monthly series can be pooled. `horizon` is in
    trading days.
    """
    events = [o for one in series for o in one.resolved]
    if not events:
        return None
    first = min(one.index[0] for one in series)
    last = max(one.index[-1] for one in series)
    days = pd.date_range(first, last, freq="D")
    starts = [(o.entry_date - first).days for o in events if o.entry_date is not None]
    n_eff = samples.effective_size(starts, window=round(horizon * _CALENDAR / _TRADING))
    hit = np.array([o.cause == "target" for o in events], dtype=np.float64)
    returns = np.array([o.return_ for o in events], dtype=np.float64)
    base, shifted = _moved_together(series, starts, days)
    excess = hit - base
    observed = None if np.isnan(base).any() else float(excess.mean())
    hits = int(hit.sum()) if any(o.event.target is not None for o in events) else None
    return Pooled(
        n=hit.size,
        hits=hits,
        n_eff=n_eff,
        rate=None if hits is None else hits / hit.size,
        interval=(None if hits is None else intervals.rate_interval(hits, hit.size, n_eff=n_eff)),
        baseline=None if observed is None else float(base.mean()),
        p=(
            monte_carlo.upper_p(shifted.round(DIGITS), round(observed, DIGITS))
            if observed is not None and shifted.size >= MIN_SHIFTS
            else None
        ),
        shifts=shifted.size,
        clustered=(
            None
            if observed is None
            else clustered_interval(excess, [o.event.known_on.year for o in events])
        ),
        mean_return=float(returns.mean()),
        mean_return_interval=intervals.mean_interval(returns, n_eff=n_eff),
    )


def _moved_together(
    series: Sequence[Hits], starts: Sequence[int], days: pd.DatetimeIndex
) -> tuple[Floats, Floats]:
    """Return the hit rate of every day by event, and the mean excess under each non-zero shift.

    Hit rates use the distances of the event. A day without a bar uses the next bar. The excess of a
    shift is the mean of hit minus hit rate over the events that land on a day of their own series.
    Shifts under which too few events land are left out. `starts` has the entry day of each event,
    as a position in `days`.
    """
    base = np.full(len(starts), np.nan)
    total, landed = np.zeros(len(days)), np.zeros(len(days))
    start = iter(enumerate(starts))
    for one in series:
        at = one.index.searchsorted(days)
        at[days < one.index[0]] = len(one.index)
        for k, event in enumerate(one.resolved):
            i, day = next(start)
            if not one.at.size or event.target is None:
                continue
            hits = one.of_event(k)
            base[i] = hits.mean()
            on_day = np.full(len(one.index) + 1, np.nan)
            on_day[one.at] = hits - base[i]
            moved = np.roll(on_day[at], -day)
            known = ~np.isnan(moved)
            total[known] += moved[known]
            landed += known
    kept = landed >= max(1.0, MIN_LANDED * len(starts))
    kept[0] = False
    return base, total[kept] / landed[kept]


def clustered_interval(excess: Floats, groups: Sequence[int]) -> tuple[float, float] | None:
    """Return the 95% interval of a mean with errors clustered by group (Student's t).

    None if there are fewer than two groups or all values are equal.
    """
    from statsmodels.regression.linear_model import OLS

    if len(set(groups)) < 2 or np.ptp(excess) == 0:
        return None
    fit = OLS(excess, np.ones(excess.size)).fit(
        cov_type="cluster", cov_kwds={"groups": np.asarray(groups)}, use_t=True
    )
    low, high = fit.conf_int(alpha=0.05)[0]
    return float(low), float(high)
