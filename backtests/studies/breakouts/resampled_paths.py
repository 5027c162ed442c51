"""Null models N2 and N2b: breakouts found afresh on resampled price paths (METHODS 3.4).

N2 resamples blocks of bars, so a path has the drift, the volatility and the bar shapes of the
data but none of its long moves; N2b sets the mean log return to that of Treasury bills. On each
path the signals, targets and stops are found again and followed by the rules of the data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.prepared_bars import PreparedBars
from backtests.evidence.estimates import Estimate
from backtests.inference import bootstrap, monte_carlo, samples
from backtests.inference.path_bootstrap import FEWER_PATHS
from backtests.studies.breakouts.path_kernel import (
    BarSteps,
    PathRules,
    PathStatistics,
    follow_paths,
)
from data_feeds.series.bars import Frequency

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
# METHODS 0: path bootstraps with re-detection draw 2,000 paths at most.
MOST_PATHS = 2_000
# How a claim names the bill rate among its `others`.
BILLS = "bill rate"
# METHODS 3.3: the expected block where none can be estimated, the middle one of the others to tell
# beside, in trading days.
FALLBACK_BLOCK = bootstrap.OTHER_BLOCKS[1]


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

    with_drift: PathStatistics
    without_drift: PathStatistics
    other_blocks: tuple[tuple[int, PathStatistics], ...]
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

    def _against(
        self, statistic: Callable[[PathStatistics], Floats], observed: float | None
    ) -> Nulls:
        others = tuple(
            (days, compare_with(statistic(paths), observed)) for days, paths in self.other_blocks
        )
        return Nulls(
            compare_with(statistic(self.with_drift), observed),
            compare_with(statistic(self.without_drift), observed),
            self.note,
            others,
        )


def describe_other_blocks(others: Sequence[tuple[int, Null | None]]) -> str:
    """Say what N2 gives with other expected blocks; empty where it gives nothing."""
    told = [
        f"{days} days {null.mean:.1%} (p {null.p:.2f})" for days, null in others if null is not None
    ]
    return "; in blocks of " + ", ".join(told) if told else ""


def resample(
    bars: PreparedBars,
    rules: PathRules,
    *,
    rng: np.random.Generator,
    paths: int,
    bill_rate: float | None,
) -> Resampled:
    """Draw paths by the stationary bootstrap (Politis & Romano 1994) and follow their breakouts.

    `bill_rate` is a yearly rate, a fraction; None stands for 0. Raises InsufficientData for bars
    shorter than a year.
    """
    frequency = bars.frequency
    if len(bars) <= rules.year:
        raise samples.InsufficientData(f"{len(bars)} bars to resample")
    source = BarSteps.of(bars)
    block = expected_block(bars.prices.close, frequency)
    yearly = float(np.log1p(bill_rate)) if bill_rate is not None else 0.0
    shift = yearly / frequency.bars_per_year - source.drift
    drift = source.drift * frequency.bars_per_year
    found = follow_paths(source, rules, rng, min(paths, MOST_PATHS), block, (0.0, shift))
    others = tuple(
        (
            days,
            follow_paths(source, rules, rng, min(paths, FEWER_PATHS), frequency.bars(days), (0.0,))[
                0
            ],
        )
        for days in bootstrap.OTHER_BLOCKS
    )
    return Resampled(
        with_drift=found[0],
        without_drift=found[1],
        other_blocks=others,
        block=block,
        drift=drift,
        bill_rate=yearly,
        note=f"blocks of {block:.0f} {frequency.unit}s; drift {np.expm1(drift):.1%} a year, "
        + (
            f"without it the mean bill rate of the bars, as far as known, {bill_rate:.1%}"
            if bill_rate is not None
            else "without it none, since the source has no bill rate"
        ),
    )


def expected_block(closes: Floats, frequency: Frequency) -> float:
    """Expected block in bars, after Politis & White 2004 on absolute log returns (METHODS 3.3).

    Clipped to 21 to 126 trading days; 63 where the returns are too few or do not vary.
    """
    shortest, longest = (
        frequency.bars(days) for days in (bootstrap.SHORTEST_BLOCK, bootstrap.LONGEST_BLOCK)
    )
    with np.errstate(all="ignore"):
        try:
            best = bootstrap.automatic_block(
                np.diff(np.log(closes)), shortest=shortest, longest=longest
            )
        except (ValueError, IndexError, ZeroDivisionError):
            best = np.nan
    return best if np.isfinite(best) else float(frequency.bars(FALLBACK_BLOCK))


def compare_with(values: Floats, observed: float | None) -> Null | None:
    """Hold a statistic of the data against that of the paths on which it exists."""
    known = values[~np.isnan(values)]
    if observed is None or np.isnan(observed) or known.size == 0:
        return None
    return Null(
        float(known.mean()),
        monte_carlo.upper_p(known, observed),
        monte_carlo.lower_p(known, observed),
        int(known.size),
    )


def mean_bill_rate(rates: pd.DataFrame | None, bars: pd.DataFrame) -> float | None:
    """Mean of a rate in percent over the span of the bars, as a fraction; None where unknown."""
    if rates is None:
        return None
    known = rates["value"].loc[bars.index[0] : bars.index[-1]].dropna()
    return float(known.mean()) / 100 if len(known) else None


def path_estimates(found: Estimate, nulls: Nulls) -> list[Estimate]:
    """Repeat an estimate with the two as its baseline and p; without either, say why."""
    return [
        _row(
            found,
            nulls.with_drift,
            "on resampled paths",
            nulls.note + describe_other_blocks(nulls.other_blocks),
        ),
        _row(found, nulls.without_drift, "on resampled paths without drift", nulls.note),
    ]


def volatility_matched(found: Estimate, null: Floats, observed: float) -> Estimate:
    """Repeat an estimate with random dates of the same volatility as its baseline and p."""
    return replace(
        found,
        name=f"{found.name}; chance: random dates of the same volatility",
        value=observed,
        baseline=float(null.mean()),
        against="random dates of the same volatility",
        p=monte_carlo.upper_p(null, observed),
        p_adjusted=None,
        mde=None,
        note="terciles of the volatility of the last 20 trading days",
    )


def _row(found: Estimate, null: Null | None, words: str, note: str) -> Estimate:
    name = f"{found.name}; chance: {words}"
    if null is None:
        return Estimate(name, None, n=found.n, note=note, role=found.role)
    return replace(
        found,
        name=name,
        baseline=null.mean,
        against=f"entries {words}",
        p=null.p,
        p_adjusted=None,
        mde=None,
        note=f"{null.paths:,} paths, {note}",
    )
