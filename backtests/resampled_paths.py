"""Null models N2 and N2b: breakouts found afresh on resampled price paths (METHODS 3.4).

N2 resamples blocks of bars, so a path has the drift, the volatility and the bar shapes of the
data but none of its long moves; N2b sets the mean log return to that of Treasury bills. On each
path the signals, targets and stops are found again and followed by the rules of the data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests import inference
from backtests.outcomes import PriceArrays, first_genuine_open, walk
from backtests.path_bootstrap import FEWER_PATHS
from backtests.stationary_bootstrap import draw_rows
from data_feeds.bars import TRADING_DAYS_PER_YEAR, Frequency, frequency_of
from signals import recent_high
from signals.breakout import Breakouts, find_breakouts, least_bars
from signals.measured_move import TargetRule, target_level
from signals.stops import StopRule, average_true_range_of

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
# What became of a breakout: still open, at its target, stopped or timed out, or never entered.
OPEN, TARGET, STOP, TIMEOUT, VOID = 0, 1, 2, 3, -1
_NO_RANGE: Floats = np.empty(0)


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


@dataclass(frozen=True, slots=True)
class Followed:
    """Breakouts of one path; `target` and `stop` are prices, NaN for none, `cause` a code above."""

    breakouts: Breakouts
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
    steps = source.steps.take(picks, axis=0).T * np.exp(shift)
    close = np.empty(picks.size + 1)
    close[0] = first.close[0]
    close[1:] = first.close[0] * np.cumprod(steps[3])
    before = close[:-1]
    opened, high, low = (
        np.concatenate((start[:1], before * step))
        for start, step in zip((first.open, first.high, first.low), steps[:3], strict=True)
    )
    genuine = np.concatenate((source.genuine[:1], source.genuine[1:][picks]))
    return PriceArrays(opened, high, low, close), genuine


def follow(prices: PriceArrays, genuine: Flags, rules: Rules) -> Followed:
    """Find the breakouts of a path and follow each as `first_touch` does.

    Where the open of its entry bar is not genuine, an event is entered and left at closes, and
    void under a stop in average true ranges. Those are Wilder's on the bars of the path.
    """
    found = _breakouts(prices.close, rules)
    target = _targets(found, rules.target)
    entry = found.signal + 1
    inside = np.flatnonzero(entry < prices.close.size)
    by_close = np.zeros(entry.size, dtype=bool)
    by_close[inside] = ~genuine[entry[inside]]
    price = np.full(entry.size, np.nan)
    price[inside] = np.where(by_close[inside], prices.close[entry[inside]],
                             prices.open[entry[inside]])  # fmt: skip
    ranges = _ranges(prices, rules.stop)
    at_signal = np.where(by_close, np.nan, ranges[found.signal]) if ranges.size else price
    stop = _stops(found, rules.stop, price, at_signal)
    fail = found.record if rules.stop.kind == "failed" else np.full(entry.size, np.nan)
    cause = np.zeros(entry.size, dtype=np.int64)
    trail = rules.stop.amount if rules.stop.kind == "trailing" else np.nan
    chandelier = rules.stop.amount if rules.stop.kind == "chandelier" else np.nan
    for used, chosen in ((prices, ~by_close), (prices.closes_only(), by_close)):
        if chosen.any():
            walks = walk(
                used, ranges, entry[chosen], target[chosen], stop[chosen], fail[chosen], trail,
                chandelier, rules.horizon,
            )  # fmt: skip
            cause[chosen] = walks.cause
    lacking = (np.isnan(target) & (rules.target.kind != "none")) | (
        np.isnan(stop) & (rules.stop.atr_window is not None)
    )
    void = (lacking & ~np.isnan(price)) | (price >= target) | (price <= stop)
    return Followed(found, target, stop, np.where(void, VOID, cause))


def _breakouts(closes: Floats, rules: Rules) -> Breakouts:
    if rules.lookback is None:
        return find_breakouts(
            closes,
            least_base=rules.least_base,
            min_depth=rules.min_depth,
            seed_record=rules.seed_record,
        )
    return recent_high.find_breakouts(
        closes,
        lookback=rules.lookback,
        least_base=rules.least_base,
        min_depth=rules.min_depth,
    )


def _targets(found: Breakouts, rule: TargetRule) -> Floats:
    levels = [
        target_level(
            rule,
            record=float(found.record[i]),
            base_low=float(found.base_low[i]),
            leg_low=None if np.isnan(found.leg_low[i]) else float(found.leg_low[i]),
        )
        for i in range(found.signal.size)
    ]
    return np.array([np.nan if level is None else level for level in levels], dtype=np.float64)


def _ranges(prices: PriceArrays, rule: StopRule) -> Floats:
    """Average true range by bar; empty where the rule needs none."""
    if rule.atr_window is None:
        return _NO_RANGE
    return average_true_range_of(prices.high, prices.low, prices.close, window=rule.atr_window)


def _stops(found: Breakouts, rule: StopRule, entry: Floats, ranges: Floats) -> Floats:
    if rule.kind == "structural":
        return found.base_low
    if rule.kind in ("percent", "trailing"):
        return entry * (1 - rule.amount)
    if rule.atr_window is not None:
        return entry - rule.amount * ranges
    return np.full(entry.size, np.nan)


def _follow_all(
    source: Source,
    rules: Rules,
    rng: np.random.Generator,
    paths: int,
    block: float,
    shifts: tuple[float, ...],
) -> list[Paths]:
    """Statistics of the drawn paths for each shift of the log returns."""
    rows: list[list[tuple[int, int, int, float]]] = []
    for _ in range(paths):
        picks = draw_rows(rng, size=len(source.steps), block=block, draws=1)[0]
        rows.append([_statistics(*rebuild(source, picks, shift=s), rules) for s in shifts])
    return [_collected([row[k] for row in rows]) for k in range(len(shifts))]


def _collected(rows: Sequence[tuple[int, int, int, float]]) -> Paths:
    signals, resolved, hits, forward = zip(*rows, strict=True)
    return Paths(
        np.array(signals, dtype=np.int64),
        np.array(resolved, dtype=np.int64),
        np.array(hits, dtype=np.int64),
        np.array(forward, dtype=np.float64),
    )


def _statistics(prices: PriceArrays, genuine: Flags, rules: Rules) -> tuple[int, int, int, float]:
    """Signals, resolved, hits and mean 12-month return of one path."""
    path = follow(prices, genuine, rules)
    signal = path.breakouts.signal
    done = signal[signal + rules.year < prices.close.size]
    returns = prices.close[done + rules.year] / prices.close[done] - 1
    return (
        signal.size,
        int(np.count_nonzero(path.cause > OPEN)),
        int(np.count_nonzero(path.cause == TARGET)),
        float(returns.mean()) if done.size else np.nan,
    )


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
