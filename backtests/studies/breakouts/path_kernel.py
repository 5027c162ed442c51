"""Compiled loops that build resampled price paths and find and follow breakouts on them."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from backtests.engine.fills import OPEN, TARGET
from backtests.engine.outcomes import PriceArrays
from backtests.engine.parameter_grid import Fates, follow_breakouts
from backtests.engine.prepared_bars import PreparedBars
from backtests.inference.bootstrap import draw_rows_into
from backtests.studies.breakouts.rules import BreakoutRules
from data_feeds.series.bars import TRADING_DAYS_PER_YEAR, Frequency
from signals import breakout, recent_high
from signals.breakout import LEG_THRESHOLD, min_base_bars
from signals.core.arrays import Flags, Floats, Ints
from signals.core.compiled import compiled
from signals.core.side import Side
from signals.levels.measured_move import LEG_PERCENT, LEG_POINTS, TargetRule
from signals.levels.stops import StopRule, write_average_true_range
from signals.levels.zigzag import confirmed_lows

# Compiled loops release the interpreter lock, so threads run on all cores.
THREADS = os.cpu_count() or 1
# Paths per task: few enough to balance the threads, many enough to limit the overhead.
PATHS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class PathRules:
    """Breakout rules with all lengths in bars.

    `seed_record` is a quoted price. With a `lookback`, breakouts exceed the highest close of that
    many bars instead of the record.
    """

    target: TargetRule
    stop: StopRule
    least_base: int
    min_depth: float
    seed_record: float | None
    horizon: int
    year: int
    lookback: int | None = None
    atr_bars: int = 0
    side: Side = Side.LONG

    @classmethod
    def of(
        cls, rules: BreakoutRules, frequency: Frequency, seed_record: float | None = None
    ) -> PathRules:
        """Convert rules in trading days to bars of a frequency."""
        stop = rules.stop_rule
        days = int(min(rules.horizon, stop.amount)) if stop.kind == "time" else rules.horizon
        return cls(
            rules.target_rule,
            stop,
            min_base_bars(frequency, rules.min_base),
            rules.min_depth,
            seed_record,
            frequency.bars(days),
            frequency.bars(TRADING_DAYS_PER_YEAR),
            None if rules.lookback is None else frequency.bars(rules.lookback),
            stop.atr_bars(frequency) or 0,
            rules.side,
        )


@dataclass(frozen=True, slots=True)
class BarSteps:
    """Bars to resample, relative to the close before, as the side of the bars sees them.

    `steps` has shape (bars - 1, 4); row k is O, H, L and C of bar k + 1 divided by the close of bar
    k. `genuine` flags the bars with a genuine open (METHODS 5.5); a resampled bar keeps its flag.
    """

    prices: PriceArrays
    steps: Floats
    genuine: Flags

    @classmethod
    def of(cls, bars: PreparedBars) -> BarSteps:
        """Divide each bar by the close before; closes without O, H and L have no genuine open."""
        prices = bars.prices
        rows = np.stack((prices.open, prices.high, prices.low, prices.close), axis=1)
        return cls(
            prices,
            rows[1:] / prices.close[:-1, None],
            np.arange(len(bars)) >= bars.first_genuine_open,
        )

    @property
    def drift(self) -> float:
        """Mean log return of a bar."""
        return float(np.log(self.steps[:, 3]).mean())


@dataclass(frozen=True, slots=True, eq=False)
class PathEvents:
    """Breakouts of one path.

    `signal` has their positions, `target` and `stop` are signed prices, NaN for none. `cause` is a
    code of `backtests.engine.fills`; negative codes mark breakouts that were not entered.
    """

    signal: Ints
    target: Floats
    stop: Floats
    cause: Ints


@dataclass(frozen=True, slots=True)
class PathStatistics:
    """Results of the breakouts by path, arrays of shape (paths,).

    `signals`, `resolved` and `hits` are counts. `forward` is the mean 12-month return from the
    close of the signal, NaN on a path without a completed one.
    """

    signals: Ints
    resolved: Ints
    hits: Ints
    forward: Floats

    @property
    def hit_rate(self) -> Floats:
        """Share of resolved breakouts that reached the target first; NaN if none is resolved."""
        return np.where(self.resolved > 0, self.hits / np.maximum(self.resolved, 1), np.nan)


def rebuild(source: BarSteps, picks: Ints, *, shift: float) -> tuple[PriceArrays, Flags]:
    """Build a path from the first bar of the data and the drawn steps.

    Parameters
    ----------
    source : BarSteps
        Bars to resample.
    picks : ndarray of int64
        Rows of `source.steps` in order.
    shift : float
        Added to each log return. It scales a whole bar, so its shape is unchanged.

    Returns
    -------
    PriceArrays
        Bars of the path, one more than picks.
    ndarray of bool
        Whether the open of each bar is genuine.
    """
    first = source.prices
    start = np.array([first.open[0], first.high[0], first.low[0], first.close[0]])
    bars = np.empty((4, picks.size + 1))
    genuine = np.empty(picks.size + 1, dtype=bool)
    _rebuild_into(start, source.steps, source.genuine, picks, np.exp(shift), bars, genuine)
    return PriceArrays(*bars), genuine


@compiled
def _rebuild_into(
    start: Floats,
    steps: Floats,
    genuine: Flags,
    rows: Ints,
    scale: float,
    bars: Floats,
    flags: Flags,
) -> None:
    """Write O, H, L and C of a path into the rows of `bars`; the first bar is `start`."""
    bars[:, 0] = start
    flags[0] = genuine[0]
    before = start[3]
    for t in range(rows.size):
        row = rows[t]
        before *= scale
        bars[0, t + 1] = before * steps[row, 0]
        bars[1, t + 1] = before * steps[row, 1]
        bars[2, t + 1] = before * steps[row, 2]
        before *= steps[row, 3]
        bars[3, t + 1] = before
        flags[t + 1] = genuine[row + 1]


def follow(prices: PriceArrays, genuine: Flags, rules: PathRules) -> PathEvents:
    """Find the breakouts of a path and follow each by the rules of `first_touch`.

    An event is traded at closes if the open of its entry bar is not genuine; it is then void under
    a stop in average true ranges. These are Wilder's, computed on the bars of the path.
    """
    ranges = np.empty(prices.close.size)
    fates = _follow_path(
        prices.open, prices.high, prices.low, prices.close, genuine, ranges, *_codes(rules)
    )
    signal, _, target, stop, _, _, cause, _ = fates
    return PathEvents(signal, target, stop, cause)


# Lookback, base length and depth, seed record; kind and amount of target and stop; ATR window,
# horizon.
_Codes = tuple[int, int, float, float, int, float, int, float, int, int]


def _codes(rules: PathRules) -> _Codes:
    """Return the rules as arguments of the compiled loops.

    0 stands for no lookback or no ATR window, NaN for no seed record.
    """
    return (
        0 if rules.lookback is None else rules.lookback,
        rules.least_base,
        rules.min_depth,
        np.nan if rules.seed_record is None else rules.side.sign * rules.seed_record,
        rules.target.code,
        rules.target.amount,
        rules.stop.code,
        rules.stop.amount,
        rules.atr_bars,
        rules.horizon,
    )


def follow_paths(
    source: BarSteps,
    rules: PathRules,
    rng: np.random.Generator,
    paths: int,
    block: float,
    shifts: tuple[float, ...],
) -> list[PathStatistics]:
    """Draw paths and compute their breakout statistics for each shift of the log returns.

    Each path has its own seed, so the result does not depend on the number or order of threads.

    Parameters
    ----------
    source : BarSteps
        Bars to resample.
    rules : PathRules
        Breakout rules in bars.
    rng : Generator
        Draws the seeds of the paths.
    paths : int
        Number of paths.
    block : float
        Expected block length in bars.
    shifts : tuple of float
        Added to each log return; all shifts use the same drawn blocks.

    Returns
    -------
    list of PathStatistics
        One per shift.
    """
    seeds = rng.integers(2**32, size=paths)
    first = source.prices
    start = np.array([first.open[0], first.high[0], first.low[0], first.close[0]])
    counts = np.empty((paths, len(shifts), 3), np.int64)
    forward = np.empty((paths, len(shifts)))
    scales = np.exp(np.array(shifts))

    def follow_part(part: slice) -> None:
        _follow_drawn(
            start,
            source.steps,
            source.genuine,
            seeds[part],
            scales,
            block,
            rules.year,
            _codes(rules),
            counts[part],
            forward[part],
        )

    with ThreadPoolExecutor(THREADS) as pool:
        for _ in pool.map(follow_part, _parts(paths)):
            pass
    return [
        PathStatistics(counts[:, k, 0], counts[:, k, 1], counts[:, k, 2], forward[:, k])
        for k in range(len(shifts))
    ]


def _parts(paths: int) -> list[slice]:
    return [slice(start, start + PATHS_AT_ONCE) for start in range(0, paths, PATHS_AT_ONCE)]


@compiled
def _follow_drawn(
    start: Floats,
    steps: Floats,
    genuine: Flags,
    seeds: Ints,
    scales: Floats,
    block: float,
    year: int,
    codes: _Codes,
    counts: Ints,
    forward: Floats,
) -> None:
    """Draw, build and follow the paths with shared buffers; write `counts` and `forward`."""
    n = genuine.size
    rows = np.empty(n - 1, np.int64)
    bars = np.empty((4, n))
    flags = np.empty(n, np.bool_)
    ranges = np.empty(n)
    for path in range(seeds.size):
        draw_rows_into(seeds[path], block, rows)
        for k in range(scales.size):
            _rebuild_into(start, steps, genuine, rows, scales[k], bars, flags)
            fates = _follow_path(bars[0], bars[1], bars[2], bars[3], flags, ranges, *codes)
            signal, cause = fates[0], fates[6]
            counts[path, k, 0] = signal.size
            counts[path, k, 1] = np.sum(cause > OPEN)
            counts[path, k, 2] = np.sum(cause == TARGET)
            forward[path, k] = _mean_ahead(bars[3], signal, year)


@compiled
def _follow_path(
    open_: Floats,
    high: Floats,
    low: Floats,
    close: Floats,
    genuine: Flags,
    ranges: Floats,
    lookback: int,
    least_base: int,
    min_depth: float,
    seed_record: float,
    target: int,
    target_amount: float,
    stop: int,
    stop_amount: float,
    atr_window: int,
    horizon: int,
) -> Fates:
    """Find and follow the breakouts of a path; `ranges` is a buffer for average true ranges."""
    if lookback > 0:
        signal, high_at, record, base_low, count = recent_high.breakouts_in(
            close, lookback, least_base, min_depth
        )
    else:
        signal, high_at, record, base_low, count = breakout.breakouts_in(
            close, least_base, min_depth, seed_record
        )
    if target in (LEG_POINTS, LEG_PERCENT):
        legs = confirmed_lows(close, LEG_THRESHOLD, high_at[:count])
    else:
        legs = np.full(count, np.nan)
    if atr_window > 0:
        write_average_true_range(high, low, close, atr_window, ranges)
    return follow_breakouts(
        open_,
        high,
        low,
        close,
        genuine,
        ranges,
        signal[:count],
        record[:count],
        base_low[:count],
        legs,
        target,
        target_amount,
        stop,
        stop_amount,
        horizon,
    )


@compiled
def _mean_ahead(close: Floats, signal: Ints, year: int) -> float:
    """Return the mean return over `year` bars from the signals; NaN if none is complete."""
    total, count = 0.0, 0
    for at in signal:
        if at + year < close.size:
            total += close[at + year] / close[at] - 1
            count += 1
    return total / count if count else np.nan
