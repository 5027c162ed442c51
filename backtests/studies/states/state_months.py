"""Compare the mean of a monthly statistic in the months of a state with other months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import pandas as pd
import scipy

from backtests.evidence.effects import Effect
from backtests.evidence.specification_curve import Specification
from backtests.inference import intervals, monte_carlo, samples
from backtests.inference.bootstrap import draw_rows, resampled_sums
from backtests.inference.regression import common_rows
from backtests.inference.samples import InsufficientData
from signals.core.arrays import Flags, Floats

# METHODS 3.3: longest expected block for returns, 126 trading days, in months. Longer windows use
# blocks of their own length.
BLOCK = 6
# METHODS 0: number of bootstrap draws.
BOOTSTRAPS = 2_000
# Number of draws for the upper end of each definition and of each year left out.
CURVE_BOOTSTRAPS = 500
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
        """Return the gap, its p-values and its upper end; raises as `state_gap`.

        The interval is that of `state_gap` with fewer draws, which are the same for all samples of
        the same size.
        """
        _check_groups(self)
        effect = _shift_effect(self)
        resampled = _resampled_gaps(
            self, monte_carlo.generator("gap of a state"), draws=CURVE_BOOTSTRAPS
        )
        upper = _interval(self, effect.value, resampled, level=0.90)[1]
        return replace(effect, upper=upper).specification(self.choices)

    @property
    def apart(self) -> tuple[int, int]:
        """Number of months with separate windows, in the state and among the others."""
        inside, outside = (
            samples.effective_size(np.flatnonzero(group).tolist(), window=self.window)
            for group in (self.member, self.other)
        )
        return inside, outside

    @property
    def equivalent_n(self) -> float:
        """Size of a single group whose mean has the standard error of the difference."""
        return 1 / sum(1 / size for size in self.apart)


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
    periods, rows = common_rows([values, inside, outside])
    return StateMonths(
        periods,
        rows[:, 0],
        rows[:, 1] > 0,
        rows[:, 2] > 0,
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
    resampled = _resampled_gaps(months, rng, draws=min(draws, BOOTSTRAPS))
    at_90, at_95 = (
        _interval(months, effect.value, resampled, level=level) for level in (0.90, 0.95)
    )
    sd = float(numbers.std(ddof=1))
    return StateGap(
        replace(
            effect,
            upper=at_90[1],
            n_eff=min(months.apart) if months.named else months.apart[0],
            interval=at_95 if np.isfinite(at_95[0]) else None,
            detectable=intervals.minimum_detectable_mean(sd, n_eff=months.equivalent_n),
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


def _resampled_gaps(months: StateMonths, rng: np.random.Generator, *, draws: int) -> Floats:
    """Return the gaps of a stationary bootstrap; draws without one of the groups are dropped."""
    block = max(BLOCK, months.window)
    rows = draw_rows(rng, size=months.values.size, block=block, draws=draws)
    groups = [group.astype(np.float64) for group in (months.member, months.other)]
    n, n_others = (resampled_sums(group, rows) for group in groups)
    kept = (n > 0) & (n_others > 0)
    sums, sums_others = (resampled_sums(months.values * group, rows) for group in groups)
    gaps: Floats = sums[kept] / n[kept] - sums_others[kept] / n_others[kept]
    return gaps


def _interval(
    months: StateMonths, gap: float, resampled: Floats, *, level: float
) -> tuple[float, float]:
    """Return the union of the bootstrap and Student's t intervals of a gap.

    It is unbounded without a resampled gap or degrees of freedom.
    """
    freedom = min(months.apart) - 1
    if freedom < 1 or resampled.size == 0:
        return -np.inf, np.inf
    sd = float(months.values.std(ddof=1))
    half = (
        float(scipy.special.stdtrit(freedom, 0.5 + level / 2))
        * sd
        / float(np.sqrt(months.equivalent_n))
    )
    tail = (1 - level) / 2
    low, high = np.quantile(resampled, [tail, 1 - tail])
    return min(float(low), gap - half), max(float(high), gap + half)
