"""Results by era and without 2020 (METHODS 5.10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from backtests.evidence.estimates import Estimate
from backtests.evidence.outlook import rate_of_days
from backtests.inference import intervals, samples
from signals.core.arrays import Flags

NO_P = "no p: the statistic has no null of its own"


# The year with the largest fall and rebound of the record.
LEFT_OUT_YEAR = 2020
WITHOUT_2020 = f"without {LEFT_OUT_YEAR}"


@dataclass(frozen=True, slots=True)
class Era:
    """A span of whole years, both ends included."""

    name: str
    first: int
    last: int


# Dates before 1987 belong to no era.
ERAS = (
    Era("1987 to 1999", 1987, 1999),
    Era("2000 to 2012", 2000, 2012),
    Era("from 2013", 2013, 9999),
)


def parts(dates: pd.DatetimeIndex | pd.PeriodIndex) -> dict[str, Flags]:
    """Return, by name, which dates are in each era, and which are not in 2020.

    >>> found = parts(pd.DatetimeIndex(["1986-05-01", "1999-12-31", "2020-03-18"]))
    >>> [(name, kept.tolist()) for name, kept in found.items()][-2:]
    [('from 2013', [False, False, True]), ('without 2020', [True, True, False])]
    """
    years = np.asarray(dates.year)
    found: dict[str, Flags] = {era.name: (years >= era.first) & (years <= era.last) for era in ERAS}
    found[WITHOUT_2020] = years != LEFT_OUT_YEAR
    return found


def by_part(
    statistic: str, dates: pd.DatetimeIndex | pd.PeriodIndex, of: Callable[[str, Flags], Estimate]
) -> tuple[Estimate, ...]:
    """Repeat a statistic for the events of each part of the record.

    `of` is called with the name of the part and a flag for each event, dated `dates`. A part
    without an event or with too little data has no value and a note with the reason.
    """
    found = []
    for part, kept in parts(dates).items():
        name = f"{statistic}, {part}"
        if not kept.any():
            found.append(Estimate(name, None, n=0, note="no event in it"))
            continue
        try:
            found.append(replace(of(part, kept), name=name))
        except samples.InsufficientData as error:
            found.append(Estimate(name, None, n=int(kept.sum()), note=str(error)))
    return tuple(found)


def share_by_part(statistic: str, dates: pd.DatetimeIndex, met: Flags) -> tuple[Estimate, ...]:
    """Return the share of events that met a condition by part, with Wilson's interval."""

    def share(part: str, kept: Flags) -> Estimate:
        hits, n = int(met[kept].sum()), int(kept.sum())
        return Estimate(
            part,
            hits / n,
            interval=intervals.rate_interval(hits, n),
            n=n,
            n_eff=n,
            note=f"{hits} of {n}; {NO_P}",
        )

    return by_part(statistic, dates, share)


def rate_by_part(
    statistic: str, days: pd.DatetimeIndex, met: Flags, *, window_days: int
) -> tuple[Estimate, ...]:
    """Return the share of starting days whose window met a condition, by part."""

    def rate(part: str, kept: Flags) -> Estimate:
        found = rate_of_days(part, met[kept], window_days=window_days)
        return replace(found, note=f"windows that start in it; {NO_P}")

    return by_part(statistic, days, rate)
