"""A statistic again for the events of each era, and without those of 2020 (METHODS 5.10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests import inference
from backtests.eras import Flags, parts
from backtests.findings import Estimate
from backtests.studies.base_rate import rate_of_days

NO_P = "no p: the statistic has no null of its own"


def by_part(
    statistic: str, dates: pd.DatetimeIndex | pd.PeriodIndex, of: Callable[[str, Flags], Estimate]
) -> tuple[Estimate, ...]:
    """Repeat a statistic for the events of each part of the record.

    `of` is given the name of the part and says which of the events, dated `dates`, are in it.
    A part without an event, or with too little data, has no value and a note that says why.
    """
    found = []
    for part, kept in parts(dates).items():
        name = f"{statistic}, {part}"
        if not kept.any():
            found.append(Estimate(name, None, n=0, note="no event in it"))
            continue
        try:
            found.append(replace(of(part, kept), name=name))
        except inference.TooLittleData as error:
            found.append(Estimate(name, None, n=int(kept.sum()), note=str(error)))
    return tuple(found)


def share_by_part(
    statistic: str, dates: pd.DatetimeIndex, met: npt.NDArray[np.bool_]
) -> tuple[Estimate, ...]:
    """Share of separate events that met a condition, with Wilson's interval, by part."""

    def share(part: str, kept: Flags) -> Estimate:
        hits, n = int(met[kept].sum()), int(kept.sum())
        return Estimate(part, hits / n, interval=inference.rate_interval(hits, n), n=n, n_eff=n,
                        note=f"{hits} of {n}; {NO_P}")  # fmt: skip

    return by_part(statistic, dates, share)


def rate_by_part(
    statistic: str, days: pd.DatetimeIndex, met: npt.NDArray[np.bool_], *, window_days: int
) -> tuple[Estimate, ...]:
    """Share of starting days whose window of `window_days` met a condition, by part."""

    def rate(part: str, kept: Flags) -> Estimate:
        found = rate_of_days(part, met[kept], window_days=window_days)
        return replace(found, note=f"windows that start in it; {NO_P}")

    return by_part(statistic, days, rate)
