"""Null models N2 and N2b: breakouts found afresh on resampled price paths (METHODS 3.4).

N2 resamples blocks of bars, so a path has the drift, the volatility and the bar shapes of the
data but none of its long moves; N2b sets the mean log return to that of Treasury bills. On each
path the signals, targets and stops are found again and followed by the rules of the data.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests import inference
from backtests.array_study import Fates, follow_breakouts
from backtests.outcomes import OPEN, TARGET, PriceArrays, first_genuine_open
from backtests.path_bootstrap import FEWER_PATHS
from backtests.stationary_bootstrap import draw_rows_into
from data_feeds.bars import TRADING_DAYS_PER_YEAR, Frequency, frequency_of
from signals import breakout, recent_high
from signals.breakout import LEG_THRESHOLD, least_bars
from signals.compiled import compiled
from signals.measured_move import LEG_PERCENT, LEG_POINTS, TargetRule
from signals.stops import StopRule, average_true_range_into
from signals.zigzag import lows_known

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
# METHODS 0: path bootstraps with re-detection draw 2,000 paths at most.
MOST_PATHS = 2_000
# How a claim names the bill rate among its `others`.
BILLS = "bill rate"
# METHODS 3.3: the expected block where none can be estimated, the middle one of the others to tell
# beside, in trading days.
FALLBACK_BLOCK = inference.OTHER_BLOCKS[1]
# Compiled loops hold no lock, so that paths are followed on every core of the machine.
THREADS = os.cpu_count() or 1
# Few enough for every thread to have work to the end, many enough to share out quickly.
PATHS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Rules:
    """What is done on each path: lengths are in bars, `seed_record` in the unit of the bars.

    With a `lookback`, breakouts are those above the highest close of so many bars before.
    """

    target: TargetRule
    stop: StopRule
    least_base: int
    min_depth: float
    seed_record: float | None
    horizon: int
    year: int
    lookback: int | None = None

    @classmethod
    def of(
        cls, frequency: Frequency, *, target: TargetRule, stop: StopRule, min_base: int,
        min_depth: float, seed_record: float | None, horizon: int, lookback: int | None = None,
    ) -> Rules:  # fmt: skip
        """Translate `min_base`, `horizon` and `lookback` from trading days."""
        days = int(min(horizon, stop.amount)) if stop.kind == "time" else horizon
        return cls(
            target, stop, least_bars(frequency, min_base), min_depth, seed_record,
            frequency.bars(days), frequency.bars(TRADING_DAYS_PER_YEAR),
            None if lookback is None else frequency.bars(lookback),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Bars to resample: `steps[k]` holds O, H, L and C of bar k + 1 over the close before it.

    `genuine` says of each bar whether its open is (METHODS 5.5); a resampled bar keeps its flag.
    """

    prices: PriceArrays
    steps: Floats
    genuine: Flags

    @classmethod
    def of(cls, bars: pd.DataFrame) -> Source:
        """Lay the bars out; closes alone are four times the close and never genuine."""
        prices = PriceArrays.of(bars)
        rows = np.stack((prices.open, prices.high, prices.low, prices.close), axis=1)
        return cls(
            prices,
            rows[1:] / prices.close[:-1, None],
            np.arange(len(bars)) >= first_genuine_open(bars),
        )

    @property
    def drift(self) -> float:
        """Mean log return of a bar."""
        return float(np.log(self.steps[:, 3]).mean())


@dataclass(frozen=True, slots=True, eq=False)
class Followed:
    """Breakouts of one path, by position; `target` and `stop` are prices, NaN for none.

    `cause` is a code of `backtests.outcomes`, below zero for breakouts not entered.
    """

    signal: Ints
    target: Floats
    stop: Floats
    cause: Ints


@dataclass(frozen=True, slots=True)
class Paths:
    """What breakouts did on each path; `forward` is their mean 12-month return from the close.

    `hit_rate` and `forward` are NaN on a path without resolved or completed breakouts.
    """

    signals: Ints
    resolved: Ints
    hits: Ints
    forward: Floats

    @property
    def hit_rate(self) -> Floats:
        """Share of the resolved breakouts of each path that reached the target first."""
        return np.where(self.resolved > 0, self.hits / np.maximum(self.resolved, 1), np.nan)


@dataclass(frozen=True, slots=True)
class Null:
    """A statistic of the data against resampled paths: their mean and one-sided p both ways.

    `paths` counts those on which the statistic exists.
    """

    mean: float
    p: float
    p_opposite: float
    paths: int


@dataclass(frozen=True, slots=True)
class Nulls:
    """A statistic against N2 and N2b, with what the paths are made of in words.

    `other_blocks` holds N2 by expected block in trading days, from fewer paths (METHODS 3.3).
    """

    with_drift: Null | None
    without_drift: Null | None
    note: str
    other_blocks: tuple[tuple[int, Null | None], ...] = ()

    @property
    def share_of_drift(self) -> float | None:
        """Share of N2's mean that is gone in N2b: what drift above bills explains of it."""
        if self.with_drift is None or self.without_drift is None or self.with_drift.mean == 0:
            return None
        return 1 - self.without_drift.mean / self.with_drift.mean


@dataclass(frozen=True, slots=True)
class Resampled:
    """N2 and N2b for the same drawn blocks, and N2 for other expected blocks in trading days.

    `block` is the expected block in bars; `drift` and `bill_rate` are the mean log returns a year
    of the two, the second 0 where no bill rate is known; the note says so in words.
    """

    with_drift: Paths
    without_drift: Paths
    other_blocks: tuple[tuple[int, Paths], ...]
    block: float
    drift: float
    bill_rate: float
    note: str

    def hit_rate(self, observed: float | None) -> Nulls:
        """Hold a hit rate against all of them."""
        return self._against(lambda paths: paths.hit_rate, observed)

    def forward(self, observed: float | None) -> Nulls:
        """Hold a mean 12-month return against all of them."""
        return self._against(lambda paths: paths.forward, observed)

    def _against(self, statistic: Callable[[Paths], Floats], observed: float | None) -> Nulls:
        others = tuple(
            (days, against(statistic(paths), observed)) for days, paths in self.other_blocks
        )
        return Nulls(
            against(statistic(self.with_drift), observed),
            against(statistic(self.without_drift), observed),
            self.note,
            others,
        )


def in_other_blocks(others: Sequence[tuple[int, Null | None]]) -> str:
    """Say what N2 gives with other expected blocks; empty where it gives nothing."""
    told = [f"{days} days {null.mean:.1%} (p {null.p:.2f})"
            for days, null in others if null is not None]  # fmt: skip
    return "; in blocks of " + ", ".join(told) if told else ""


def resample(
    bars: pd.DataFrame,
    rules: Rules,
    *,
    rng: np.random.Generator,
    paths: int,
    bill_rate: float | None,
) -> Resampled:
    """Draw paths by the stationary bootstrap (Politis & Romano 1994) and follow their breakouts.

    `bill_rate` is a yearly rate, a fraction; None stands for 0. Raises TooLittleData for bars
    shorter than a year.
    """
    frequency = frequency_of(bars)
    if len(bars) <= rules.year:
        raise inference.TooLittleData(f"{len(bars)} bars to resample")
    source = Source.of(bars)
    block = expected_block(bars["close"].to_numpy(dtype=np.float64), frequency)
    yearly = float(np.log1p(bill_rate)) if bill_rate is not None else 0.0
    shift = yearly / frequency.bars_per_year - source.drift
    drift = source.drift * frequency.bars_per_year
    found = _follow_all(source, rules, rng, min(paths, MOST_PATHS), block, (0.0, shift))
    others = tuple(
        (days, _follow_all(source, rules, rng, min(paths, FEWER_PATHS), frequency.bars(days),
                           (0.0,))[0])
        for days in inference.OTHER_BLOCKS
    )  # fmt: skip
    return Resampled(
        with_drift=found[0],
        without_drift=found[1],
        other_blocks=others,
        block=block,
        drift=drift,
        bill_rate=yearly,
        note=f"blocks of {block:.0f} {frequency.unit}s; drift {np.expm1(drift):.1%} a year, "
        + (f"without it the mean bill rate of the bars, as far as known, {bill_rate:.1%}"
           if bill_rate is not None
           else "without it none, since the source has no bill rate"),
    )  # fmt: skip


def expected_block(closes: Floats, frequency: Frequency) -> float:
    """Expected block in bars, after Politis & White 2004 on absolute log returns (METHODS 3.3).

    Clipped to 21 to 126 trading days; 63 where the returns are too few or do not vary.
    """
    shortest, longest = (
        frequency.bars(days) for days in (inference.SHORTEST_BLOCK, inference.LONGEST_BLOCK)
    )
    with np.errstate(all="ignore"):
        try:
            best = inference.automatic_block(
                np.diff(np.log(closes)), shortest=shortest, longest=longest
            )
        except (ValueError, IndexError, ZeroDivisionError):
            best = np.nan
    return best if np.isfinite(best) else float(frequency.bars(FALLBACK_BLOCK))


def rebuild(source: Source, picks: Ints, *, shift: float) -> tuple[PriceArrays, Flags]:
    """Bars of a path and their flags: the first bar of the data, then the drawn steps.

    `shift` is added to each log return; it scales a bar as a whole, so that its shape remains.
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


def follow(prices: PriceArrays, genuine: Flags, rules: Rules) -> Followed:
    """Find the breakouts of a path and follow each as `first_touch` does.

    Where the open of its entry bar is not genuine, an event is entered and left at closes, and
    void under a stop in average true ranges. Those are Wilder's on the bars of the path.
    """
    ranges = np.empty(prices.close.size)
    fates = _follow_path(
        prices.open, prices.high, prices.low, prices.close, genuine, ranges, *_codes(rules)
    )
    signal, _, target, stop, _, _, cause, _ = fates
    return Followed(signal, target, stop, cause)


def _codes(rules: Rules) -> tuple[int, int, float, float, int, float, int, float, int, int]:
    """Rules as the compiled loops want them: 0 for no lookback and no window, NaN for no seed."""
    return (
        0 if rules.lookback is None else rules.lookback,
        rules.least_base,
        rules.min_depth,
        np.nan if rules.seed_record is None else rules.seed_record,
        rules.target.code,
        rules.target.amount,
        rules.stop.code,
        rules.stop.amount,
        rules.stop.atr_window or 0,
        rules.horizon,
    )


def _follow_all(
    source: Source,
    rules: Rules,
    rng: np.random.Generator,
    paths: int,
    block: float,
    shifts: tuple[float, ...],
) -> list[Paths]:
    """Statistics of the drawn paths for each shift of the log returns.

    Each path has a seed of its own, so that neither the number of threads nor their order matters.
    """
    seeds = rng.integers(2**32, size=paths)
    first = source.prices
    start = np.array([first.open[0], first.high[0], first.low[0], first.close[0]])
    counts = np.empty((paths, len(shifts), 3), np.int64)
    forward = np.empty((paths, len(shifts)))
    scales = np.exp(np.array(shifts))

    def follow_part(part: slice) -> None:
        _follow_paths(
            start, source.steps, source.genuine, seeds[part], scales, block, rules.year,
            *_codes(rules), counts[part], forward[part],
        )  # fmt: skip

    with ThreadPoolExecutor(THREADS) as pool:
        for _ in pool.map(follow_part, _parts(paths)):
            pass
    return [
        Paths(counts[:, k, 0], counts[:, k, 1], counts[:, k, 2], forward[:, k])
        for k in range(len(shifts))
    ]


def _parts(paths: int) -> list[slice]:
    return [slice(start, start + PATHS_AT_ONCE) for start in range(0, paths, PATHS_AT_ONCE)]


@compiled
def _follow_paths(
    start: Floats,
    steps: Floats,
    genuine: Flags,
    seeds: Ints,
    scales: Floats,
    block: float,
    year: int,
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
    counts: Ints,
    forward: Floats,
) -> None:
    """Draw, rebuild and follow path after path in the same memory; fills `counts`, `forward`."""
    n = genuine.size
    rows = np.empty(n - 1, np.int64)
    bars = np.empty((4, n))
    flags = np.empty(n, np.bool_)
    ranges = np.empty(n)
    for path in range(seeds.size):
        draw_rows_into(seeds[path], block, rows)
        for k in range(scales.size):
            _rebuild_into(start, steps, genuine, rows, scales[k], bars, flags)
            fates = _follow_path(
                bars[0], bars[1], bars[2], bars[3], flags, ranges, lookback, least_base, min_depth,
                seed_record, target, target_amount, stop, stop_amount, atr_window, horizon,
            )  # fmt: skip
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
    """Find the breakouts of a path and follow them; `ranges` is memory for average true ranges."""
    if lookback > 0:
        signal, high_at, record, base_low, count = recent_high.breakouts_in(
            close, lookback, least_base, min_depth
        )
    else:
        signal, high_at, record, base_low, count = breakout.breakouts_in(
            close, least_base, min_depth, seed_record
        )
    if target in (LEG_POINTS, LEG_PERCENT):
        legs = lows_known(close, LEG_THRESHOLD, high_at[:count])
    else:
        legs = np.full(count, np.nan)
    if atr_window > 0:
        average_true_range_into(high, low, close, atr_window, ranges)
    return follow_breakouts(
        open_, high, low, close, genuine, ranges, signal[:count], record[:count],
        base_low[:count], legs, target, target_amount, stop, stop_amount, horizon,
    )  # fmt: skip


@compiled
def _mean_ahead(close: Floats, signal: Ints, year: int) -> float:
    """Mean return of a year from the close of each signal that has one; NaN without any."""
    total, count = 0.0, 0
    for at in signal:
        if at + year < close.size:
            total += close[at + year] / close[at] - 1
            count += 1
    return total / count if count else np.nan


def against(values: Floats, observed: float | None) -> Null | None:
    """Hold a statistic of the data against that of the paths on which it exists."""
    known = values[~np.isnan(values)]
    if observed is None or np.isnan(observed) or known.size == 0:
        return None
    return Null(
        float(known.mean()),
        inference.upper_p(known, observed),
        inference.lower_p(known, observed),
        int(known.size),
    )


def mean_bill_rate(rates: pd.DataFrame | None, bars: pd.DataFrame) -> float | None:
    """Mean of a rate in percent over the span of the bars, as a fraction; None where unknown."""
    if rates is None:
        return None
    known = rates["value"].loc[bars.index[0] : bars.index[-1]].dropna()
    return float(known.mean()) / 100 if len(known) else None
