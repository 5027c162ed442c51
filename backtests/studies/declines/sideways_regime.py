"""Test whether a volatile market that ends nearly unchanged is the most frequent course."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Self

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import bar_returns
from backtests.evidence.effects import Effect
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import evidence_by_year
from backtests.evidence.specification_curve import Specification
from backtests.inference import intervals, monte_carlo, samples
from backtests.inference.bootstrap import few_blocks_factors
from backtests.inference.cohort_bootstrap import Resamples, resamples
from backtests.studies.measures.pairs import LATE_START
from backtests.studies.measures.spans import frequency_note
from backtests.studies.method import Method, by_effect
from backtests.studies.parameters import Depth
from data_feeds.series.bars import TRADING_DAYS_PER_YEAR, Frequency, frequency_of
from signals.core.arrays import Flags, Floats, Ints

DIRECTIONS, VOLATILITIES = ("rising", "sideways", "falling"), ("calm", "volatile")
# The position of a cell is that of its direction times two, plus that of its volatility.
CELLS = tuple(
    f"{direction} and {volatility}" for direction, volatility in product(DIRECTIONS, VOLATILITIES)
)
CLAIMED = CELLS.index("sideways and volatile")
# Claim slide-25: a year; the alternatives are half and twice as long. The limit of a sideways
# market grows with the square root of time (METHODS 2.6).
LENGTHS = (1.0, 0.5, 2.0)
# METHODS 2.6: limits of 5 and 15% as alternatives to 10%.
SHARES_OF_LIMIT = (1.0, 0.5, 1.5)
# Any difference makes a cell the most frequent one.
LEAST = 0.0
# Least number of separate windows, as many blocks of starting months.
LEAST_WINDOWS = 3
STATISTIC = f"share of windows that are {CELLS[CLAIMED]}"
METHOD = Method(
    "Share of the 12-month windows of {bars} that end within {limit} of their start with "
    "volatility above the median, less the largest share of the other five combinations of "
    "direction (beyond {limit} up, within, beyond {limit} down) and volatility (above or below "
    "the median)",
    by_effect("", what="the difference"),
    "the shares of all six",
)


def examine(context: Context, *, bars: pd.DataFrame, limit: Depth) -> Evidence:
    """Compare the share of volatile sideways windows with those of other courses (claim slide-25).

    Windows start at every close. Starting months are resampled in blocks as long as a window. The
    gate leaves out each calendar year in which windows start.

    Parameters
    ----------
    limit : float
        Largest change of a sideways window, a fraction.
    """
    definitions = list(_definitions(context, bars, limit=limit))
    if not definitions:
        raise samples.InsufficientData(f"fewer than {LEAST_WINDOWS} years of closes")
    primary = definitions[0]
    return evidence_by_year(
        primary.effect().check(least=LEAST),
        definitions,
        _share,
        estimates=(_share(STATISTIC, primary), *_shares(primary), _volatility(bars)),
        notes=frequency_note(frequency_of(bars)),
    )


@dataclass(frozen=True, slots=True)
class Courses:
    """Number of windows in each of the six cells, by starting month, under one definition.

    Parameters
    ----------
    months : PeriodIndex
        Starting months.
    counts : array, shape (months, 6)
        Windows that start in the month, by cell.
    drawn : Resamples
        Weights of the months in each draw.
    kept : Flags
        Whether each month counts.
    window : int
        Months of a window.
    """

    months: pd.PeriodIndex
    counts: Floats
    drawn: Resamples
    kept: Flags
    window: int
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def periods(self) -> pd.PeriodIndex:
        """The starting months that count."""
        return self.months[self.kept]

    @property
    def in_event(self) -> Flags:
        """All months: each has windows in some cell."""
        return np.ones(len(self.periods), dtype=np.bool_)

    def keep(self, rows: Flags) -> Self:
        """Return the courses that start in some of the months."""
        kept = self.kept.copy()
        kept[kept] = rows
        return replace(self, kept=kept)

    @property
    def n(self) -> int:
        """Number of windows."""
        return int(self.counts[self.kept].sum())

    @property
    def n_eff(self) -> int:
        """Number of windows that do not overlap."""
        return samples.effective_size(np.flatnonzero(self.kept).tolist(), window=self.window)

    def shares(self) -> Floats:
        """Return the share of each cell."""
        counts = self.counts[self.kept].sum(axis=0)
        return np.asarray(counts / counts.sum())

    def spread(self) -> Floats:
        """Return resampled less observed shares, shape (draws, 6), widened for few blocks.

        Raises InsufficientData for fewer than three blocks of months.
        """
        blocks = np.count_nonzero(self.kept) / self.drawn.block
        if blocks < LEAST_WINDOWS:
            raise samples.InsufficientData(
                f"{np.count_nonzero(self.kept)} starting months; expected {LEAST_WINDOWS} windows"
            )
        counts = self.drawn.of(self.kept) @ self.counts
        shares = counts / counts.sum(axis=1, keepdims=True)
        return np.asarray((shares - shares.mean(axis=0)) * math.prod(few_blocks_factors(blocks)))

    def effect(self) -> Effect:
        """Return the share of the claimed cell less the largest share of the others.

        `p` is that of the difference from this second cell. The upper bound and `p_opposite` are
        those of intervals that do not overlap: the upper end of the one of the claimed cell is
        below the lower end of the other.
        """
        spread, shares = self.spread(), self.shares()
        others = np.delete(np.arange(len(CELLS)), CLAIMED)
        second = int(others[shares[others].argmax()])
        difference = float(shares[CLAIMED] - shares[second])
        differences = spread[:, CLAIMED] - spread[:, second]
        top = float(np.quantile(spread[:, CLAIMED], 0.95))
        bottom = float(np.quantile(spread[:, second], 0.05))
        low, high = np.quantile(spread[:, CLAIMED], [0.025, 0.975]).tolist()
        return Effect(
            value=float(shares[CLAIMED]),
            effect=difference,
            p=monte_carlo.upper_p(differences, difference),
            p_opposite=separation_p(spread[:, CLAIMED], spread[:, second], -difference),
            upper=difference + top - bottom,
            n=self.n,
            n_eff=self.n_eff,
            interval=(float(shares[CLAIMED]) + low, float(shares[CLAIMED]) + high),
            baseline=float(shares[second]),
            detectable=intervals.minimum_detectable_mean(float(differences.std(ddof=1)), n_eff=1),
        )

    def specification(self) -> Specification:
        """Return the effect; raises as `spread`."""
        return self.effect().specification(self.choices)


def separation_p(lower: Floats, higher: Floats, distance: float) -> float:
    """Return the least level at which the intervals of two shares do not overlap.

    Parameters
    ----------
    lower, higher : array
        Resampled less observed values of the smaller and of the larger share.
    distance : float
        The larger share less the smaller one.

    >>> separation_p(np.array([-1.0, 0, 1]), np.array([-1.0, 0, 1]), 0.5)
    0.5
    """
    ends = np.sort(lower)[::-1] - np.sort(higher)
    apart = np.flatnonzero(ends < distance)
    return (float(apart[0]) + 1) / (lower.size + 1) if apart.size else 1.0


def cells(returns: Floats, volatility: Floats, *, limit: float) -> Ints:
    """Return the position in `CELLS` of each window.

    A return of exactly the limit is sideways, a volatility of exactly the median calm.
    """
    direction = np.select([returns > limit, returns < -limit], [0, 2], default=1)
    return np.asarray(2 * direction + (volatility > np.median(volatility)), dtype=np.int64)


def _definitions(context: Context, bars: pd.DataFrame, *, limit: float) -> Iterator[Courses]:
    """Yield every combination of length, limit and start of the record, the primary one first."""
    frequency = frequency_of(bars)
    days = pd.DatetimeIndex(bars.index)
    starts = {"whole": 0, f"from {LATE_START}": LATE_START}
    for (record, since), years in product(starts.items(), LENGTHS):
        inside = bars[days.year >= since]
        inside.attrs = dict(bars.attrs)
        length = round(years * TRADING_DAYS_PER_YEAR)
        window = _windows(inside, length, frequency)
        if window is None:
            continue
        months, returns, volatility = window
        at_month, _ = months.factorize()
        distinct = months.unique()
        drawn = resamples(context.rng, size=len(distinct), window=length, draws=context.resamples)
        for part in SHARES_OF_LIMIT:
            scaled = part * limit * math.sqrt(years)
            at = cells(returns, volatility, limit=scaled)
            counts = np.bincount(
                at_month * len(CELLS) + at, minlength=len(distinct) * len(CELLS)
            ).reshape(-1, len(CELLS))
            yield Courses(
                distinct,
                counts.astype(np.float64),
                drawn,
                np.ones(len(distinct), dtype=np.bool_),
                round(12 * years),
                {
                    "limit": f"{part * limit:.0%} for a year",
                    "windows of": f"{round(12 * years)} months",
                    "record": record,
                },
            )


def _windows(
    bars: pd.DataFrame, trading_days: int, frequency: Frequency
) -> tuple[pd.PeriodIndex, Floats, Floats] | None:
    """Return starting month, return and volatility of every window; None for too few."""
    length = frequency.bars(trading_days)
    if len(bars) <= LEAST_WINDOWS * length:
        return None
    returns = bar_returns(bars, trading_days=trading_days)[:-length]
    steps = pd.Series(np.log(bars["close"].to_numpy(dtype=np.float64))).diff()
    volatility = steps.rolling(length).std().shift(-length).to_numpy()[: returns.size]
    months = pd.DatetimeIndex(bars.index[: returns.size]).to_period("M")
    return months, returns, volatility


def _share(name: str, courses: Courses) -> Estimate:
    """Return the share of the claimed cell beside the largest of the others."""
    effect, shares = courses.effect(), courses.shares()
    others = np.delete(np.arange(len(CELLS)), CLAIMED)
    second = CELLS[int(others[shares[others].argmax()])]
    return effect.estimate(name, against=f"the share that is {second}")


def _shares(courses: Courses) -> tuple[Estimate, ...]:
    """Return the share of each of the other cells with its 95% interval."""
    low, high = np.quantile(courses.spread(), [0.025, 0.975], axis=0)
    return tuple(
        Estimate(
            f"share {name}",
            float(share),
            interval=(float(share + low[at]), float(share + high[at])),
            n=courses.n,
            n_eff=courses.n_eff,
        )
        for at, (name, share) in enumerate(zip(CELLS, courses.shares(), strict=True))
        if at != CLAIMED
    )


def _volatility(bars: pd.DataFrame) -> Estimate:
    frequency = frequency_of(bars)
    window = _windows(bars, TRADING_DAYS_PER_YEAR, frequency)
    if window is None:
        raise samples.InsufficientData(f"fewer than {LEAST_WINDOWS} years of closes")
    median = float(np.median(window[2])) * math.sqrt(frequency.bars_per_year)
    return Estimate("median volatility of a 12-month window", median, note="a year")
