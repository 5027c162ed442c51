"""Bounds of coverage, size and power, and their comparison with measurements (METHODS 6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Simulate = Callable[[np.random.Generator, int], Floats]
# METHODS 6: data sets of a full check. Bounds hold for so many and widen for fewer.
DATASETS = 1_000
SIZE = 0.05
# METHODS 6: what 1,000 data sets may show where the truth is 95% or 5%.
COVERED, REJECTED = (0.929, 0.971), 0.071
# Spread of one data set's answer: yes or no at 5%, at 80%, and a probability of overfitting.
SD_RARE, SD_POWER, SD_PBO = 0.218, 0.4, 0.3
STANDARD_ERRORS = 3


@dataclass(frozen=True, slots=True)
class Bound:
    """What is measured, in words, and the mean that 1,000 data sets may show; None for no end.

    `sd` is the spread of one data set's number, by which the bounds widen for fewer data sets.
    """

    name: str
    low: float | None
    high: float | None
    sd: float = SD_RARE

    def ends(self, datasets: int) -> tuple[float | None, float | None]:
        """Return the lowest and highest mean for a number of data sets."""
        extra = self.sd * STANDARD_ERRORS * (max(datasets, 1) ** -0.5 - DATASETS**-0.5)
        extra = max(extra, 0.0)
        return (
            None if self.low is None else self.low - extra,
            None if self.high is None else self.high + extra,
        )

    def holds(self, mean: float, datasets: int) -> bool:
        """Return whether a mean is within the bounds; False without a data set."""
        if not datasets:
            return False
        low, high = self.ends(datasets)
        return (low is None or mean >= low) and (high is None or mean <= high)


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """A simulation with what its numbers, a column each, must average.

    `full` and `short` return an array (data sets, bounds), NaN where a data set says nothing; the
    short form has smaller data sets and fewer draws.
    """

    bounds: tuple[Bound, ...]
    full: Simulate
    short: Simulate


@dataclass(frozen=True, slots=True)
class Measured:
    """The mean over data sets for one bound; `seconds` is the time of the complete check."""

    bound: Bound
    mean: float
    datasets: int
    seconds: float

    @property
    def passed(self) -> bool:
        """Return whether the mean is within the bounds."""
        return self.bound.holds(self.mean, self.datasets)
