"""Event study: a statistic after events, against random dates (null N1, METHODS 3.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

import numpy as np
import pandas as pd

from backtests.evidence import eras
from backtests.evidence.effects import Effect, mean_effect
from backtests.evidence.estimates import Estimate
from backtests.evidence.robustness import LeftOut
from backtests.inference import samples
from signals.core.arrays import Flags, Floats, Ints

# Least number of completed events of a comparison.
LEAST_EVENTS = 2


class Draw(Protocol):
    """Draw sets of random dates, shape (draws, count), as positions among `slots` days.

    `SharedDates.take` repeats the sets for the same arguments; `draw_dates` with a generator and a
    number of draws gives new sets at each call.
    """

    def __call__(self, *, slots: int, count: int, spacing: int) -> Ints:
        """Return ascending positions in range(slots), at least `spacing` apart."""


@dataclass(frozen=True, slots=True, eq=False)
class EventStudy:
    """Completed events, and the days from which random dates are drawn.

    Parameters
    ----------
    at : array of int, shape (n,)
        Days of the events, ascending.
    values : array, shape (n,)
        The statistic after each event.
    after : array, shape (days,)
        The statistic after every day; NaN where it is not complete.
    window : int
        Number of days that the statistic covers.
    spacing : int
        Smallest distance of random dates, in days.
    """

    at: Ints
    values: Floats
    after: Floats
    window: int
    spacing: int

    @classmethod
    def of(cls, after: Floats, at: Iterable[int], *, window: int) -> Self:
        """Return the events with a complete statistic; random dates are as far apart as they."""
        events = np.array(list(at), dtype=np.int64)
        done = events[~np.isnan(after[events])]
        return cls(done, after[done], after, window, smallest_distance(done))

    @property
    def n_eff(self) -> int:
        """Number of events whose windows do not overlap."""
        return samples.effective_size(self.at.tolist(), window=self.window)

    @property
    def any_day(self) -> Floats:
        """The statistic after every day on which it is complete."""
        return self.after[~np.isnan(self.after)]

    def random_means(self, draw: Draw) -> Floats:
        """Return the mean of each set of random dates; raises InsufficientData as `draw_dates`."""
        days = self.any_day
        picks = draw(slots=days.size, count=self.values.size, spacing=self.spacing)
        return np.asarray(days[picks].mean(axis=1), dtype=np.float64)

    def effect(self, draw: Draw) -> Effect:
        """Compare the mean with that of random dates; raises as `random_means`."""
        sd = float(self.any_day.std(ddof=1))
        return mean_effect(self.values, self.random_means(draw), n_eff=self.n_eff, sd=sd)

    def effect_if_any(self, draw: Draw) -> Effect | None:
        """Return the effect; None for fewer than two events or too few days for random dates."""
        if self.values.size < LEAST_EVENTS:
            return None
        try:
            return self.effect(draw)
        except samples.InsufficientData:
            return None

    def keep(self, events: Flags) -> Self:
        """Return some of the events, with the spacing of all of them."""
        return replace(self, at=self.at[events], values=self.values[events])

    def within(self, days: Flags) -> Self:
        """Return the events and the random dates of some days, with the spacing of these events."""
        kept = self.keep(days[self.at])
        after = np.where(days, self.after, np.nan)
        return replace(kept, after=after, spacing=smallest_distance(kept.at))

    def without_each(self, draw: Draw, names: Sequence[str]) -> tuple[LeftOut, ...]:
        """Return the effect without each event, against samples of one random date fewer."""
        every = np.arange(self.at.size)
        return tuple(
            self.keep(every != left).effect(draw).left_out(name) for left, name in enumerate(names)
        )

    def by_part(
        self,
        statistic: str,
        days: pd.DatetimeIndex,
        draw: Draw,
        estimate: Callable[[Effect, str], Estimate],
    ) -> tuple[Estimate, ...]:
        """Estimate the effect in each era and without 2020, against random dates of that part."""
        inside = eras.parts(days)
        return eras.by_part(
            statistic,
            pd.DatetimeIndex(days[self.at]),
            lambda part, _: estimate(self.within(inside[part]).effect(draw), part),
        )


def smallest_distance(at: Ints) -> int:
    """Return the smallest distance of two different days; 1 for a single day."""
    return max(1, int(np.diff(np.sort(at)).min())) if at.size > 1 else 1
