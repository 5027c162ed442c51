"""The breakout study on many series at once: does the rule work where nobody told it to?"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.every_entry import EveryEntry
from backtests.engine.outcomes import Outcome
from backtests.engine.prepared_bars import PreparedBars
from backtests.inference import intervals, monte_carlo, multiple_comparison, samples
from backtests.studies.breakouts import hit_rate
from backtests.studies.breakouts.hit_rate import BreakoutStudy
from backtests.studies.breakouts.rules import BreakoutRules, check_known
from backtests.studies.breakouts.trade_statistics import Expectancy, expectancy
from data_feeds.files import csv_file
from data_feeds.series.bars import DataError
from data_feeds.series.catalogue import listing
from data_feeds.series.market import Market, cut
from signals.breakout import SEED_RECORDS

Floats = npt.NDArray[np.float64]
ALL = "all"
_TRADING, _CALENDAR = 252, 365
# A shift of all dates counts where at least this share of the events still falls on days of its
# own series: records start in different years.
MIN_LANDED = 0.5
# Fewest such shifts from which a p is taken.
MIN_SHIFTS = 100
# Shifts with the same hits have the same mean, but for rounding.
DIGITS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """The study of one series; `p_adjusted` is after Holm over all series with a p.

    `series` is the name of what was read, with `_ADJ` for adjusted closes, on which records are
    those of the total return and fills are close to close.
    """

    symbol: str
    series: str
    study: BreakoutStudy
    expectancy: Expectancy | None
    p_adjusted: float | None


@dataclass(frozen=True, slots=True)
class Pooled:
    """Resolved events of all series together.

    `n_eff` counts episodes: events whose windows overlap are one, on whatever series. `baseline`
    is the mean hit rate of every day with each event's distances; `p` is of all dates of all
    series moved together by every number of days (`shifts` of them), so that what the series
    share stays shared. `clustered` is the interval of the excess with errors clustered by calendar
    year.
    """

    n: int
    hits: int
    n_eff: int
    rate: float
    interval: tuple[float, float] | None
    baseline: float | None
    p: float | None
    shifts: int
    clustered: tuple[float, float] | None
    mean_return: float
    mean_return_interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class UniverseStudy:
    """A row a series, the pooled result, and what the source lacks with the reason."""

    name: str
    rows: tuple[Row, ...]
    pooled: Pooled | None
    missing: Mapping[str, str]

    def beating(self, *, adjusted: bool) -> int:
        """Number of series whose hit rate beats random dates at 5%, after Holm or before."""
        ps = [row.p_adjusted if adjusted else row.study.hit_rate.p for row in self.rows]
        return sum(p is not None and p <= 0.05 for p in ps)


def universe_symbols(universe: str) -> tuple[str, ...]:
    """Symbols of a named list, or of a file with one symbol or CSV file a line.

    Raises DataError for what is neither, or an empty file.
    """
    named = _named()
    if universe in named:
        return named[universe]
    path = Path(universe)
    if not path.is_file():
        raise DataError(
            f"no universe {universe!r}; expected {', '.join(named)}, or a file with "
            "one symbol or CSV file a line"
        )
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise DataError(f"{path}: cannot be read as text; expected a symbol a line") from None
    found = [line.split("#")[0].strip() for line in lines]
    symbols = tuple(dict.fromkeys(name for name in found if name))
    if not symbols:
        raise DataError(f"{path}: no symbol; expected one a line")
    return symbols


def _named() -> dict[str, tuple[str, ...]]:
    text = (files("backtests.studies.breakouts") / "universes.toml").read_text(encoding="utf-8")
    named = {name: tuple(symbols) for name, symbols in tomllib.loads(text).items()}
    return {**named, ALL: tuple(dict.fromkeys(s for symbols in named.values() for s in symbols))}


def read_bars(symbol: str, market: Market) -> pd.DataFrame:
    """Bars of a symbol: its own, else its adjusted closes; or those of a CSV file.

    A file is noted among the series used of the source and, like them, ends with it. Raises
    DataError where the source has neither.
    """
    if symbol.lower().endswith(".csv"):
        return _file(symbol, market)
    name = listing(symbol).name
    adjusted = f"{name}_ADJ"
    return market.prices(name if market.has(name) or not market.has(adjusted) else adjusted)


def _file(path: str, market: Market) -> pd.DataFrame:
    """Read a file once, up to the as-of day of the source."""
    if path not in market.used:
        market.used[path] = cut(csv_file.read_bars(Path(path)), market.as_of)
    return market.used[path]


def study_universe(
    name: str,
    market: Market,
    rules: BreakoutRules,
    *,
    draws: int,
    progress: Callable[[str], None] = lambda _: None,
) -> UniverseStudy:
    """Study every series of a universe that the source has, and pool what was found."""
    bars: dict[str, PreparedBars] = {}
    missing: dict[str, str] = {}
    for symbol in universe_symbols(name):
        try:
            bars[symbol] = PreparedBars.of(read_bars(symbol, market))
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
    seed_record = SEED_RECORDS.get(symbol)
    check_known(bars.frame, rules, seed_record=seed_record)
    return hit_rate.study(
        bars,
        rules,
        rng=monte_carlo.generator(f"universe {symbol} {rules.target} {rules.stop}"),
        draws=draws,
        seed_record=seed_record,
    )


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


def pool(
    bars: Mapping[str, PreparedBars], studies: Mapping[str, BreakoutStudy], rules: BreakoutRules
) -> Pooled | None:
    """Put the resolved events of all series together; None without any.

    Hits are compared with every day that has a whole window, by calendar day, so that daily,
    weekly and monthly series can stand together.
    """
    events = [(symbol, o) for symbol, study in studies.items() for o in _resolved(study)]
    if not events:
        return None
    first = min(pd.Timestamp(known.frame.index[0]) for known in bars.values())
    last = max(pd.Timestamp(known.frame.index[-1]) for known in bars.values())
    days = pd.date_range(first, last, freq="D")
    starts = [(o.entry_date - first).days for _, o in events if o.entry_date is not None]
    n_eff = samples.effective_size(starts, window=round(rules.horizon * _CALENDAR / _TRADING))
    hit = np.array([o.cause == "target" for _, o in events], dtype=np.float64)
    returns = np.array([o.return_ for _, o in events], dtype=np.float64)
    base, shifted = _moved_together(bars, events, starts, days, rules)
    excess = hit - base
    observed = None if np.isnan(base).any() else float(excess.mean())
    hits = int(hit.sum())
    return Pooled(
        n=hit.size,
        hits=hits,
        n_eff=n_eff,
        rate=hits / hit.size,
        interval=intervals.rate_interval(hits, hit.size, n_eff=n_eff),
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
            else clustered_interval(excess, [o.event.known_on.year for _, o in events])
        ),
        mean_return=float(returns.mean()),
        mean_return_interval=intervals.mean_interval(returns, n_eff=n_eff),
    )


def _moved_together(
    bars: Mapping[str, PreparedBars],
    events: Sequence[tuple[str, Outcome]],
    starts: Sequence[int],
    days: pd.DatetimeIndex,
    rules: BreakoutRules,
) -> tuple[Floats, Floats]:
    """Hit rate of every day with each event's distances, and the mean excess of every joint shift.

    A day without a bar counts from the next one. The excess of a shift is the mean, over the
    events that land on a day of their own series, of the hit less the event's own rate.
    """
    entries = {
        symbol: EveryEntry.of(prepared, stop=rules.stop_rule, horizon=rules.horizon)
        for symbol, prepared in bars.items()
    }
    base = np.full(len(events), np.nan)
    total, landed = np.zeros(len(days)), np.zeros(len(days))
    for i, ((symbol, event), start) in enumerate(zip(events, starts, strict=True)):
        every = entries[symbol]
        if not every.at.size or event.target is None:
            continue
        hits = every.follow(event).hit
        base[i] = hits.mean()
        on_day = np.full(len(bars[symbol]) + 1, np.nan)
        on_day[every.at] = hits - base[i]
        index = bars[symbol].frame.index
        at = index.searchsorted(days)
        at[days < index[0]] = len(index)
        moved = np.roll(on_day[at], -start)
        total += np.nan_to_num(moved)
        landed += ~np.isnan(moved)
    kept = landed >= max(1.0, MIN_LANDED * len(events))
    kept[0] = False
    return base, total[kept] / landed[kept]


def clustered_interval(excess: Floats, groups: Sequence[int]) -> tuple[float, float] | None:
    """95% interval of a mean with errors clustered by group, Student's t (statsmodels).

    Groups are calendar years. None for fewer than two groups or no spread.
    """
    from statsmodels.regression.linear_model import OLS

    if len(set(groups)) < 2 or np.ptp(excess) == 0:
        return None
    fit = OLS(excess, np.ones(excess.size)).fit(
        cov_type="cluster", cov_kwds={"groups": np.asarray(groups)}, use_t=True
    )
    low, high = fit.conf_int(alpha=0.05)[0]
    return float(low), float(high)
