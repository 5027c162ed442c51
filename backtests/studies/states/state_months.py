"""The mean of a monthly statistic in the months of a state, against other months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from backtests.evidence.specification_curve import Specification
from backtests.inference import intervals, monte_carlo, samples
from backtests.inference.bootstrap import draw_rows
from backtests.inference.samples import InsufficientData

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
# METHODS 3.3: the longest expected block for returns, 126 trading days, in months; windows of
# several months need blocks at least as long as themselves.
BLOCK = 6
# METHODS 0: draws of a bootstrap of whole paths.
BOOTSTRAPS = 2_000
# Equal sums of the same numbers in another order differ by rounding.
_ROUNDING = 1e-12
_LEAST_MONTHS = 2


@dataclass(frozen=True, slots=True)
class StateGap:
    """Mean in a state less the mean in the other months, in the unit of the statistic.

    `p` and `p_opposite` are one-sided against all circular shifts, whose mean gap is about zero;
    `interval_90` and `interval` (95%) are the wider of a stationary bootstrap's and Student's for
    two groups of months whose windows do not overlap. `n_eff` counts such months of the state, of
    the smaller group where the other is a state of its own. `shifted` is the gap under each shift.
    """

    gap: float
    mean: float
    mean_others: float
    n: int
    n_others: int
    n_eff: int
    years: int
    p: float
    p_opposite: float
    interval_90: tuple[float, float]
    interval: tuple[float, float]
    detectable: float | None
    shifted: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StateMonths:
    """The months of a state and those to compare with, under one definition; oldest first.

    `named` says that the months to compare with are a state of their own, not all others.
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
        """Whether a month is in the state, or in the one it is compared with."""
        return self.member | self.other if self.named else self.member

    def keep(self, rows: Flags) -> Self:
        """Return some of the months alone, joined end to beginning."""
        return replace(
            self,
            periods=self.periods[rows],
            values=self.values[rows],
            member=self.member[rows],
            other=self.other[rows],
        )

    def specification(self) -> Specification:
        """Return the gap and its p; InsufficientData below two months in either group."""
        _check_groups(self)
        gap = _gap(self)
        return Specification(
            self.choices,
            int(self.member.sum()),
            gap,
            gap,
            monte_carlo.upper_p(_shifted_gaps(self), gap - _ROUNDING),
        )


def state_months(
    values: pd.Series,
    state: pd.Series,
    *,
    others: pd.Series | None = None,
    window: int = 0,
    choices: Mapping[str, str] | None = None,
) -> StateMonths:
    """Lay a statistic and a state side by side.

    Parameters
    ----------
    values : Series
        The statistic by month; months without one are left out.
    state, others : Series
        Booleans by month; months that lack either are left out. Without `others`, all months
        outside the state are compared with.
    window : int
        Months that the statistic looks ahead: 0 for a month's own return.
    choices : mapping
        The option that this definition takes for each choice.
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
    """Compare months in a state with the others.

    The null N3 (METHODS 3.4) shifts the states against the statistic by every possible number of
    months, end joined to beginning; that is exact, so no shift is drawn at random. It keeps the
    runs of the state and the overlap of the windows.

    Raises
    ------
    InsufficientData
        Fewer than two months in either group.
    """
    _check_groups(months)
    numbers, member, other = months.values, months.member, months.other
    gap = _gap(months)
    shifted = _shifted_gaps(months)
    apart = [
        samples.effective_size(np.flatnonzero(group).tolist(), window=months.window)
        for group in (member, other)
    ]
    n_eff = min(apart) if months.named else apart[0]
    # Size of one group whose mean is as uncertain as the difference of both.
    pairs = 1 / (1 / apart[0] + 1 / apart[1])
    resampled = _resampled_gaps(
        numbers, member, other, rng, min(draws, BOOTSTRAPS), max(BLOCK, months.window)
    )
    sd = float(numbers.std(ddof=1))
    low, high = (
        _student(gap, sd, pairs, freedom=min(apart) - 1, level=level) for level in (0.90, 0.95)
    )
    return StateGap(
        gap=gap,
        mean=float(numbers[member].mean()),
        mean_others=float(numbers[other].mean()),
        n=int(member.sum()),
        n_others=int(other.sum()),
        n_eff=n_eff,
        years=len(set(months.periods[member].year)),
        p=monte_carlo.upper_p(shifted, gap - _ROUNDING),
        p_opposite=monte_carlo.lower_p(shifted, gap + _ROUNDING),
        interval_90=_widest(resampled, low, 0.90),
        interval=_widest(resampled, high, 0.95),
        detectable=intervals.minimum_detectable_mean(sd, n_eff=pairs),
        shifted=tuple(shifted.tolist()),
    )


def _check_groups(months: StateMonths) -> None:
    n, n_others = int(months.member.sum()), int(months.other.sum())
    if min(n, n_others) < _LEAST_MONTHS:
        raise InsufficientData(f"{n} months in the state and {n_others} to compare with")


def _gap(months: StateMonths) -> float:
    return float(months.values[months.member].mean() - months.values[months.other].mean())


def _shifted_gaps(months: StateMonths) -> Floats:
    """Return the gap under every shift of the states but none."""
    size = months.values.size
    rows = (np.arange(size) - np.arange(1, size)[:, None]) % size
    weights = months.member / months.member.sum() - months.other / months.other.sum()
    found: Floats = weights[rows] @ months.values
    return found


def _resampled_gaps(
    values: Floats, member: Flags, other: Flags, rng: np.random.Generator, draws: int, block: int
) -> Floats:
    """Stationary bootstrap of months with their states; draws that lose a group are dropped."""
    rows = draw_rows(rng, size=values.size, block=block, draws=draws)
    inside, outside, drawn = member[rows], other[rows], values[rows]
    n, n_others = inside.sum(axis=1), outside.sum(axis=1)
    kept = (n > 0) & (n_others > 0)
    sums, sums_others = (drawn * inside).sum(axis=1), (drawn * outside).sum(axis=1)
    gaps: Floats = sums[kept] / n[kept] - sums_others[kept] / n_others[kept]
    return gaps


def _student(
    gap: float, sd: float, pairs: float, *, freedom: int, level: float
) -> tuple[float, float] | None:
    """Student's interval of a gap, with the freedom of the smaller group; None without any."""
    if freedom < 1:
        return None
    half = float(stats.t.ppf(0.5 + level / 2, freedom)) * sd / float(np.sqrt(pairs))
    return gap - half, gap + half


def _widest(
    resampled: Floats, student: tuple[float, float] | None, level: float
) -> tuple[float, float]:
    """Join both intervals; unbounded where either cannot be had."""
    if student is None or resampled.size == 0:
        return -np.inf, np.inf
    tail = (1 - level) / 2
    low, high = np.quantile(resampled, [tail, 1 - tail])
    return min(float(low), student[0]), max(float(high), student[1])
