"""Null models N2 and N2b: breakouts on resampled price paths (METHODS 3.4).

N2 resamples blocks of bars. A path keeps the drift, the volatility and the bar shapes of the data,
but not dependence beyond the blocks. N2b sets the mean log return to that of Treasury bills.
Signals, targets and stops are found again on each path and followed by the same rules.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
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
from signals.core.arrays import Floats
from signals.core.side import Side

# METHODS 3.4: maximum number of paths.
MOST_PATHS = 2_000
# Key of the bill rate in the `others` of a claim.
BILLS = "bill rate"
# METHODS 3.4: expected block in trading days if it cannot be estimated.
FALLBACK_BLOCK = bootstrap.OTHER_BLOCKS[1]


@dataclass(frozen=True, slots=True)
class Null:
    """Mean of a statistic over resampled paths, and one-sided p of the data in both directions.

    `paths` is the number of paths on which the statistic exists.
    """

    mean: float
    p: float
    p_opposite: float
    paths: int


@dataclass(frozen=True, slots=True)
class Nulls:
    """A statistic against N2 and N2b, and a note that describes the paths.

    `other_blocks` has N2 by expected block in trading days, from fewer paths (METHODS 3.4).
    """

    with_drift: Null | None
    without_drift: Null | None
    note: str
    other_blocks: tuple[tuple[int, Null | None], ...] = ()

    @property
    def share_of_drift(self) -> float | None:
        """Share of the N2 mean that is due to drift in excess of bills; None if undefined."""
        if self.with_drift is None or self.without_drift is None or self.with_drift.mean == 0:
            return None
        return 1 - self.without_drift.mean / self.with_drift.mean


@dataclass(frozen=True, slots=True)
class Resampled:
    """N2 and N2b from the same drawn blocks, and N2 by other expected blocks in trading days.

    `block` is the expected block in bars. `drift` and `bill_rate` are the annual mean log returns
    of N2 and N2b; `bill_rate` is 0 if unknown. `note` describes them.
    """

    with_drift: PathStatistics
    without_drift: PathStatistics
    other_blocks: tuple[tuple[int, PathStatistics], ...]
    block: float
    drift: float
    bill_rate: float
    note: str

    def hit_rate(self, observed: float | None) -> Nulls:
        """Compare a hit rate with N2, N2b and the other blocks."""
        return self._against(lambda paths: paths.hit_rate, observed)

    def forward(self, observed: float | None) -> Nulls:
        """Compare a mean 12-month return with N2, N2b and the other blocks."""
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
    """Describe N2 with the other expected blocks; empty if it does not exist for any."""
    parts = [
        f"{days} days {null.mean:.1%} (p {null.p:.2f})" for days, null in others if null is not None
    ]
    return "; in blocks of " + ", ".join(parts) if parts else ""


def resample(
    bars: PreparedBars,
    rules: PathRules,
    *,
    rng: np.random.Generator,
    paths: int,
    bill_rate: float | None,
) -> Resampled:
    """Draw paths by the stationary bootstrap (Politis & Romano 1994) and follow their breakouts.

    Parameters
    ----------
    bars : PreparedBars
        Bars of one series.
    rules : PathRules
        Breakout rules in bars.
    rng : Generator
        Draws the paths.
    paths : int
        Number of paths, 2,000 at most.
    bill_rate : float, optional
        Annual rate of N2b as a fraction; None for 0.

    Raises
    ------
    InsufficientData
        If the bars are not longer than a year.
    """
    frequency = bars.frequency
    if len(bars) <= rules.year:
        raise samples.InsufficientData(f"{len(bars)} bars to resample")
    source = BarSteps.of(bars.seen_from(rules.side))
    block = expected_block(bars.seen_from(Side.LONG).prices.close, frequency)
    yearly = float(np.log1p(bill_rate)) if bill_rate is not None else 0.0
    shift = yearly / frequency.bars_per_year - source.drift
    drift = source.drift * frequency.bars_per_year
    found = follow_paths(source, rules, rng, min(paths, MOST_PATHS), block, (0.0, shift))
    fewer = min(paths, FEWER_PATHS)
    others = tuple(
        (days, follow_paths(source, rules, rng, fewer, frequency.bars(days), (0.0,))[0])
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
    """Return the expected block in bars by Politis & White (2004) on absolute log returns.

    It is clipped to 21 to 126 trading days, and 63 if it cannot be estimated (METHODS 3.4).
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
    """Compare a statistic of the data with its values by path; NaN values are left out.

    None if `observed` is None or NaN, or if no path has a value.
    """
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
    """Return the mean of a rate in percent over the bars, as a fraction; None if unknown."""
    if rates is None:
        return None
    known = rates["value"].loc[bars.index[0] : bars.index[-1]].dropna()
    return float(known.mean()) / 100 if len(known) else None


def path_estimates(found: Estimate, nulls: Nulls) -> list[Estimate]:
    """Return the estimate with the baseline and p of N2, and with those of N2b.

    An estimate has no value if its null does not exist; its note describes the paths.
    """
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
    """Return an estimate with the baseline and p of volatility-matched random dates.

    `null` has the statistic of each sample, `observed` that of the events with a known tercile.
    """
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
