"""Depth of drawdowns within windows of a year, of small caps less that of large caps (METHODS 2.4).

Both indexes are measured in the same windows. Means over each index's own declines of 10% or more
are not comparable: a more volatile index is cut into more and shallower declines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import NamedTuple, Self

import numpy as np
import pandas as pd

from backtests.evidence import eras
from backtests.evidence.effects import Effect, contrast_effect
from backtests.evidence.estimates import Context, Estimate
from backtests.evidence.robustness import LeftOut
from backtests.evidence.specification_curve import Curve, curve_of
from backtests.inference import intervals, samples
from backtests.inference.path_bootstrap import MOST_PATHS, contrast, resample
from data_feeds.series.bars import Frequency, week_of
from data_feeds.series.periods import periods_of
from signals.core.arrays import Flags, Floats, Ints
from signals.declines import window_drawdowns

STATISTIC = "mean of the maximum drawdowns within 12-month windows"
LARGE = "the S&P 500"
# Months of a window in trading days: the year of the claim; half, two and three years.
WINDOWS = {12: 252, 6: 126, 24: 504, 36: 756}
# The deepest tenth of windows says whether the difference lies in bad years alone.
_TENTH = 0.9
SUMMARIES = ("mean", "median", "deepest tenth")


class Reading(NamedTuple):
    """A definition: sampling of the closes, months of a window, summary of the depths."""

    closes: str
    months: int
    summary: str

    @property
    def choices(self) -> dict[str, str]:
        """The options of a specification, in words."""
        return {
            "windows of": f"{self.months} months",
            "closes": self.closes,
            "summary": self.summary,
        }


@dataclass(frozen=True, slots=True)
class Windows:
    """Maximum drawdowns of both indexes in common windows, oldest first.

    `first` and `last` are the days of the first and last close of each window.
    """

    small: Floats
    large: Floats
    first: pd.DatetimeIndex
    last: pd.DatetimeIndex

    @property
    def gap(self) -> float:
        """Difference of the mean depths."""
        return float(self.small.mean() - self.large.mean())

    @property
    def n_eff(self) -> int:
        """Number of windows that do not overlap."""
        return samples.separate_windows(self.first.asi8.tolist(), self.last.asi8.tolist())

    def keep(self, rows: Flags) -> Self:
        """Return some of the windows."""
        return replace(
            self,
            small=self.small[rows],
            large=self.large[rows],
            first=self.first[rows],
            last=self.last[rows],
        )

    def outside(self, year: int) -> Flags:
        """Return which windows contain no day of a calendar year."""
        return np.asarray((self.last.year < year) | (self.first.year > year), dtype=np.bool_)


def windows_of(closes: pd.DataFrame) -> Windows:
    """Return all 12-month windows of common closes; InsufficientData if there is none."""
    length = Frequency(closes.attrs["frequency"]).bars(WINDOWS[12])
    small, large = (
        window_drawdowns(closes[column].to_numpy(dtype=np.float64), length=length)
        for column in ("small", "large")
    )
    if not small.size:
        raise samples.InsufficientData("less than a year of closes common to both indexes")
    days = pd.DatetimeIndex(closes.index)
    return Windows(small, large, days[: small.size], days[length - 1 :])


@dataclass(frozen=True, slots=True)
class DepthGap:
    """Differences of small caps less large caps under every definition, and on resampled paths.

    `observed` has one value for each of `readings`, `draws` one row a path. `sign` is -1 if the
    claim is that small caps fall less.
    """

    windows: Windows
    readings: tuple[Reading, ...]
    counts: tuple[int, ...]
    observed: Floats
    draws: Floats
    sign: int = 1

    @property
    def claimed_shallower(self) -> Self:
        """The same differences for the claim that small caps fall less."""
        return replace(self, sign=-1)

    def effect(self) -> Effect:
        """Return the difference of the mean depths in 12-month windows."""
        windows = self.windows
        return self._effect(windows.gap, self.draws[:, 0], windows.small.size, windows.n_eff)

    def curve(self) -> Curve:
        """Return the specification curve."""
        return curve_of(
            self._effect(float(value), self.draws[:, at], count, count).specification(
                reading.choices
            )
            for at, (reading, count, value) in enumerate(
                zip(self.readings, self.counts, self.observed, strict=True)
            )
        )

    def left_out(self) -> tuple[LeftOut, ...]:
        """Return the effect of the windows that contain no day of a year, for each year.

        The spread of the draws is widened for the smaller number of windows.
        """
        return tuple(
            self.among(kept).left_out(str(year))
            for year in np.unique(self.windows.first.year).tolist()
            if (kept := self.windows.outside(year)).any()
        )

    def among(self, rows: Flags) -> Effect:
        """Return the effect of some of the windows, with the draws of the whole record."""
        kept = self.windows.keep(rows)
        draws = self.draws[:, 0]
        widened = draws.mean() + (draws - draws.mean()) * np.sqrt(rows.size / kept.small.size)
        return self._effect(kept.gap, widened, kept.small.size, kept.n_eff)

    def _effect(self, gap: float, draws: Floats, n: int, n_eff: int) -> Effect:
        return contrast_effect(contrast(self.sign * gap, self.sign * draws), n=n, n_eff=n_eff)


def depth_gap(context: Context, closes: pd.DataFrame) -> DepthGap:
    """Compare the drawdowns of common closes under every definition, on the same resampled paths.

    The stationary bootstrap resamples the returns of both indexes together (METHODS 3.5).
    """
    windows = windows_of(closes)
    ours, theirs = (closes[column].to_numpy(dtype=np.float64) for column in closes)
    every = partial(_gaps, lengths=_lengths(closes), sampled=sampled_positions(closes))
    readings, counts = zip(*_readings(closes), strict=True)
    draws = resample(closes, every, rng=context.rng, draws=min(context.resamples, MOST_PATHS))
    return DepthGap(windows, readings, counts, every(ours, theirs), draws)


def mean_gap(small: Floats, large: Floats, *, length: int) -> Floats:
    """Return the difference of the mean depths in windows of `length` closes: an array of one."""
    means = [window_drawdowns(path, length=length).mean() for path in (small, large)]
    return np.array([means[0] - means[1]])


def sampled_positions(closes: pd.DataFrame) -> dict[Frequency, Ints]:
    """Return the positions of the closes by frequency, the given one first; daily weekly too."""
    frequency = Frequency(closes.attrs["frequency"])
    positions = {frequency: np.arange(len(closes))}
    if frequency.is_daily:
        weeks = periods_of(pd.DatetimeIndex(closes.index), Frequency.WEEKLY, week_of(closes))
        positions[Frequency.WEEKLY] = np.flatnonzero(~weeks.duplicated(keep="last"))
    return positions


def _lengths(closes: pd.DataFrame) -> dict[tuple[Frequency, int], int]:
    """Return the closes in a window by frequency and months, as many as the record has."""
    return {
        (frequency, months): length
        for (frequency, at), (months, days) in product(
            sampled_positions(closes).items(), WINDOWS.items()
        )
        if (length := frequency.bars(days)) <= at.size
    }


def _readings(closes: pd.DataFrame) -> list[tuple[Reading, int]]:
    """Return the definitions, the primary one first, with the number of separate windows."""
    size = {frequency: at.size for frequency, at in sampled_positions(closes).items()}
    return [
        (Reading(frequency.value, months, summary), size[frequency] // length)
        for (frequency, months), length in _lengths(closes).items()
        for summary in SUMMARIES
    ]


def _gaps(
    small: Floats,
    large: Floats,
    *,
    lengths: Mapping[tuple[Frequency, int], int],
    sampled: Mapping[Frequency, Ints],
) -> Floats:
    """Return the difference under every definition, in the order of `_readings`."""
    found = []
    for (frequency, _), length in lengths.items():
        at = sampled[frequency]
        ours, theirs = (window_drawdowns(path[at], length=length) for path in (small, large))
        found.append(_summaries(ours) - _summaries(theirs))
    return np.concatenate(found)


def _summaries(depths: Floats) -> Floats:
    """Return the mean, the median and the deepest tenth of depths, in the order of SUMMARIES."""
    middle, tenth = depths.size // 2, int(_TENTH * depths.size)
    ordered = np.partition(depths, (middle, tenth))
    return np.array([depths.mean(), ordered[middle], ordered[tenth]])


def depth_estimates(gap: DepthGap) -> tuple[Estimate, ...]:
    """Return the mean depth beside that of large caps, windows and calendar years compared."""
    windows = gap.windows
    low, high = contrast(windows.gap, gap.draws[:, 0]).interval_90
    note = (
        f"difference {points(windows.gap)}, 90% interval {points(low)} to {points(high)}; all "
        "starts, the same windows for both"
    )
    deeper = windows.small > windows.large
    return (
        _depths(gap.effect(), windows, STATISTIC, note),
        Estimate(
            "share of 12-month windows in which the Russell 2000 fell deeper",
            float(deeper.mean()),
            n=deeper.size,
            n_eff=windows.n_eff,
        ),
    )


def calendar_years(closes: pd.DataFrame) -> Estimate:
    """Return the share of calendar years in which the maximum drawdown of small caps was larger.

    The first and the last year may be incomplete.
    """
    years = pd.DatetimeIndex(closes.index).year
    deeper = [
        float(small[0]) > float(large[0])
        for _, year in closes.groupby(years)
        if len(year) > 1
        for small, large in [
            [window_drawdowns(year[c].to_numpy(float), length=len(year)) for c in year]
        ]
    ]
    n = len(deeper)
    return Estimate(
        "share of calendar years in which the Russell 2000 fell deeper",
        sum(deeper) / n,
        interval=intervals.rate_interval(sum(deeper), n),
        n=n,
        n_eff=n,
        note=f"{sum(deeper)} of {n}",
    )


def deepest_drawdown(closes: pd.DataFrame) -> Estimate:
    """Return the deepest drawdown of the whole record beside that of large caps."""
    small, large = (
        float(window_drawdowns(closes[column].to_numpy(float), length=len(closes))[0])
        for column in ("small", "large")
    )
    return Estimate(
        "deepest drawdown of the record",
        small,
        baseline=large,
        against=LARGE,
        note="one each: no p",
    )


def estimates_by_part(gap: DepthGap) -> tuple[Estimate, ...]:
    """Return the mean depth of the windows inside each era and of those without a day of 2020.

    The draws are those of the whole record, widened for the smaller number of windows.
    """
    windows = gap.windows
    first, last = eras.parts(windows.first), eras.parts(windows.last)
    inside = {name: kept & last[name] for name, kept in first.items()}
    inside[eras.WITHOUT_2020] = windows.outside(eras.LEFT_OUT_YEAR)
    found = []
    for part, rows in inside.items():
        name = f"{STATISTIC}, {part}"
        if not rows.any():
            found.append(Estimate(name, None, n=0, note="no window in it"))
            continue
        kept = windows.keep(rows)
        found.append(_depths(gap.among(rows), kept, name, f"difference {points(kept.gap)}"))
    return tuple(found)


def _depths(effect: Effect, windows: Windows, name: str, note: str) -> Estimate:
    """Return the mean depth of small caps beside that of large caps, with the p of the effect."""
    return replace(
        effect.estimate(name, against=LARGE, note=note),
        value=float(windows.small.mean()),
        interval=None,
        baseline=float(windows.large.mean()),
    )


def points(difference: float) -> str:
    """Format a difference of two fractions in percentage points.

    >>> points(0.0469)
    '+4.7 pp'
    """
    return f"{100 * difference:+.1f} pp"
