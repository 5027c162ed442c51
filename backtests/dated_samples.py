"""One statistic of dated rows: under every definition, without each year, in each era.

What the robustness gate (METHODS 4) leaves out of months or weeks is a calendar year, from every
group: neighbouring rows hang together, so that a single one is no event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, Self, TypeVar

import numpy as np
import pandas as pd

from backtests import eras
from backtests.eras import Flags
from backtests.inference import TooLittleData
from backtests.robustness import LeftOut
from backtests.specification_curve import Curve, Specification, curve_of


class Sample(Protocol):
    """The rows that a definition compares, by week or month, and what they give."""

    @property
    def choices(self) -> Mapping[str, str]:
        """The option taken for each choice."""

    @property
    def periods(self) -> pd.PeriodIndex:
        """Week or month of each row."""

    @property
    def in_event(self) -> Flags:
        """Whether a row is of what happened: its years are left out in turn."""

    def keep(self, rows: Flags) -> Self:
        """Return the sample of some rows alone, joined end to beginning."""

    def specification(self) -> Specification:
        """Return the statistic and its p; TooLittleData where too few rows are left."""


S = TypeVar("S", bound=Sample)


def trace(samples: Sequence[Sample]) -> Curve:
    """Measure every definition, the primary one first.

    Those with too few rows are left out, and those that come to the same rows count once. Raises
    TooLittleData if none has enough.
    """
    found = []
    for sample in samples:
        try:
            found.append(sample.specification())
        except TooLittleData:
            continue
    if not found:
        raise TooLittleData("no definition has enough to compare")
    return curve_of(found)


def without_each_year(sample: Sample) -> tuple[LeftOut, ...]:
    """Return the effect without each calendar year of the event, oldest first.

    A year without which too little is left to compare leaves no effect: 0, with p 1.
    """
    # Of a week, pandas gives the year in which it ends.
    year_of = np.asarray(sample.periods.year)
    return tuple(
        _without(sample, str(year), year_of != year)
        for year in np.unique(year_of[sample.in_event]).tolist()
    )


def _without(sample: Sample, name: str, kept: Flags) -> LeftOut:
    try:
        found = sample.keep(kept).specification()
    except TooLittleData:
        return LeftOut(name, 0.0, 1.0)
    return LeftOut(name, found.effect, found.p)


def parts(sample: S) -> dict[str, S]:
    """Return the rows of each era, and those outside 2020, by name (METHODS 5.10)."""
    return {name: sample.keep(kept) for name, kept in eras.parts(sample.periods).items()}
