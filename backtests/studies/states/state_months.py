"""Compare the mean of a monthly statistic in the months of a state with other months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import pandas as pd
from scipy import stats

from backtests.evidence.effects import Effect
from backtests.evidence.specification_curve import Specification
from backtests.inference import intervals, monte_carlo, samples
from backtests.inference.bootstrap import draw_rows
from backtests.inference.samples import InsufficientData
from signals.core.arrays import Flags, Floats

# METHODS 3.3: longest expected block for returns, 126 trading days, in months. Longer windows use
# blocks of their own length.
BLOCK = 6
# METHODS 0: number of bootstrap draws.
BOOTSTRAPS = 2_000
# Tolerance for sums of the same numbers in another order.
TOLERANCE = 1e-12
LEAST_MONTHS = 2


@dataclass(frozen=True, slots=True)
class StateGap:
    """Difference in means between the months of a state and other months.

    Parameters
    ----------
    effect : Effect
        The gap against all circular shifts of the states. Its `n_eff` counts months of the state
        whose windows do not overlap; of the smaller group if the comparison is with another state.
        Its intervals are the union of the stationary-bootstrap and Student's t intervals.
    interval_90 : tuple of float
        90% interval of the gap; unbounded without degrees of freedom.
    mean, mean_others : float
        Mean in the state and in the other months.
    n_others, years : int
        Number of other months, and of calendar years with a month of the state.
    """

    effect: Effect
    interval_90: tuple[float, float]
    mean: float
    mean_others: float
    n_others: int
    years: int


@dataclass(frozen=True, slots=True)
class StateMonths:
    """Months of a state and comparison months under one definition, oldest first.

    `named` is whether the comparison months form another state instead of all other months.
    """

    periods: pd.PeriodIndex
    values: Floats
    member: Flags
    other: Flags
    window: int = 0
    named: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def in_event(self) -> Flags:
        """Whether each month is in the state, or in the other state of a named comparison."""
        return self.member | self.other if self.named else self.member

    def keep(self, rows: Flags) -> Self:
        """Select some of the months and concatenate them."""
        return replace(
            self,
            periods=self.periods[rows],
            values=self.values[rows],
            member=self.member[rows],
            other=self.other[rows],
        )

    def specification(self) -> Specification:
        """Return the gap and its p-value; raises InsufficientData as `state_gap` does."""
        _check_groups(self)
        return _shift_effect(self).specification(self.choices)


def state_months(
    values: pd.Series,
    state: pd.Series,
    *,
    others: pd.Series | None = None,
    window: int = 0,
    choices: Mapping[str, str] | None = None,
) -> StateMonths:
    """Align a monthly statistic with a state.

    Parameters
    ----------
    values : Series
        The statistic by month; missing months are dropped.
    state, others : Series
        Booleans by month; months missing in either are dropped. The default of `others` is all
        months outside the state.
    window : int
        Months that the statistic looks ahead: 0 for a month's own return.
    choices : mapping
        The option taken for each choice of the definition.
    """
    inside = state.astype(bool)
    outside = ~inside if others is None else others.astype(bool)
    frame = pd.concat([values.astype(float), inside, outside], axis=1, join="inner")
    frame = frame.dropna().sort_index()
    member, other = (frame.iloc[:, i].to_numpy(dtype=np.bool_) for i in (1, 2))
    return StateMonths(
        pd.PeriodIndex(frame.index),
        frame.iloc[:, 0].to_numpy(dtype=np.float64),
        member,
        other,
        window,
        others is not None,
        choices or {},
    )


def state_gap(months: StateMonths, *, rng: np.random.Generator, draws: int) -> StateGap:
    """Compare the months of a state with the others.

    The null N3 (METHODS 3.4) rotates the states against the statistic by every non-zero number of
    months. It is exact, and preserves the runs of the state and the overlap of the windows.

    Raises
    ------
    InsufficientData
        Fewer than two months in either group.
    """
    _check_groups(months)
    numbers, member, other = months.values, months.member, months.other
    effect = _shift_effect(months)
    apart = [
        samples.effective_size(np.flatnonzero(group).tolist(), window=months.window)
        for group in (member, other)
    ]
    # Size of a single group whose mean has the standard error of the difference.
    equivalent_n = 1 / (1 / apart[0] + 1 / apart[1])
    resampled = _resampled_gaps(
        numbers, member, other, rng, min(draws, BOOTSTRAPS), max(BLOCK, months.window)
    )
    sd = float(numbers.std(ddof=1))
    at_90, at_95 = (
        _union(
            resampled,
            _student_interval(effect.value, sd, equivalent_n, freedom=min(apart) - 1, level=level),
            level,
        )
        for level in (0.90, 0.95)
    )
    return StateGap(
        replace(
            effect,
            upper=at_90[1],
            n_eff=min(apart) if months.named else apart[0],
            interval=at_95 if np.isfinite(at_95[0]) else None,
            detectable=intervals.minimum_detectable_mean(sd, n_eff=equivalent_n),
        ),
        at_90,
        mean=float(numbers[member].mean()),
        mean_others=float(numbers[other].mean()),
        n_others=int(other.sum()),
        years=len(set(months.periods[member].year)),
    )


def _check_groups(months: StateMonths) -> None:
    n, n_others = int(months.member.sum()), int(months.other.sum())
    if min(n, n_others) < LEAST_MONTHS:
        raise InsufficientData(f"{n} months in the state and {n_others} to compare with")


def _shift_effect(months: StateMonths) -> Effect:
    """Return the gap with its p-values against all shifts, without intervals."""
    gap = float(months.values[months.member].mean() - months.values[months.other].mean())
    shifted = _shifted_gaps(months)
    n = int(months.member.sum())
    return Effect(
        value=gap,
        effect=gap,
        p=monte_carlo.upper_p(shifted, gap - TOLERANCE),
        p_opposite=monte_carlo.lower_p(shifted, gap + TOLERANCE),
        upper=np.inf,
        n=n,
        n_eff=n,
        baseline=0.0,
        simulated=shifted,
    )


def _shifted_gaps(months: StateMonths) -> Floats:
    """Return the gap under every non-zero shift of the states."""
    size = months.values.size
    rows = (np.arange(size) - np.arange(1, size)[:, None]) % size
    weights = months.member / months.member.sum() - months.other / months.other.sum()
    gaps: Floats = weights[rows] @ months.values
    return gaps


def _resampled_gaps(
    values: Floats, member: Flags, other: Flags, rng: np.random.Generator, draws: int, block: int
) -> Floats:
    """Return the gaps of a stationary bootstrap; draws without one of the groups are dropped."""
    rows = draw_rows(rng, size=values.size, block=block, draws=draws)
    inside, outside, drawn = member[rows], other[rows], values[rows]
    n, n_others = inside.sum(axis=1), outside.sum(axis=1)
    kept = (n > 0) & (n_others > 0)
    sums, sums_others = (drawn * inside).sum(axis=1), (drawn * outside).sum(axis=1)
    gaps: Floats = sums[kept] / n[kept] - sums_others[kept] / n_others[kept]
    return gaps


def _student_interval(
    gap: float, sd: float, equivalent_n: float, *, freedom: int, level: float
) -> tuple[float, float] | None:
    """Return Student's t interval of a gap; None without degrees of freedom."""
    if freedom < 1:
        return None
    half = float(stats.t.ppf(0.5 + level / 2, freedom)) * sd / float(np.sqrt(equivalent_n))
    return gap - half, gap + half


def _union(
    resampled: Floats, student: tuple[float, float] | None, level: float
) -> tuple[float, float]:
    """Return the union of both intervals; unbounded if either is missing."""
    if student is None or resampled.size == 0:
        return -np.inf, np.inf
    tail = (1 - level) / 2
    low, high = np.quantile(resampled, [tail, 1 - tail])
    return min(float(low), student[0]), max(float(high), student[1])
