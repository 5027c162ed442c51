"""What a decline is, defined in every defensible way, on the data and on resampled paths.

METHODS 2.4 and 3.5: how deep, on which closes, and from which high.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.evidence.eras import WITHOUT_2020, parts
from backtests.evidence.estimates import Context
from backtests.inference.path_bootstrap import FEWER_PATHS, SHORTEST_RECORD, Statistic, resample
from backtests.inference.samples import InsufficientData
from data_feeds.series.bars import Frequency
from data_feeds.series.periods import periods_of
from signals.declines import finished_depths, record_depths

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
# METHODS 2.4: declines run from a zigzag high; time under water uses the running record.
TURN, RECORD = "turning point", "record close"
PEAKS = (TURN, RECORD)


class Reading(NamedTuple):
    """One way to find declines: on which closes, from which high, of which least depth."""

    closes: str
    peak: str
    threshold: float

    @property
    def choices(self) -> dict[str, str]:
        """The three as options of a specification, in words."""
        return {"least depth": f"{self.threshold:.0%}", "closes": self.closes, "from": self.peak}


def samples(closes: pd.DataFrame) -> dict[str, Ints]:
    """Positions of the closes to look at, by how often they are: the given ones come first.

    A claim does not say on which closes a fall is measured; daily ones are read weekly too.
    """
    frequency = Frequency(closes.attrs["frequency"])
    found = {frequency.value: np.arange(len(closes))}
    if frequency is Frequency.DAILY:
        weeks = periods_of(pd.DatetimeIndex(closes.index), Frequency.WEEKLY)
        found[Frequency.WEEKLY.value] = np.flatnonzero(~weeks.duplicated(keep="last"))
    return found


def readings(sampled: Iterable[str], thresholds: Iterable[float]) -> tuple[Reading, ...]:
    """All ways to find declines; the first is that of METHODS 2.4 if `thresholds` starts so."""
    depths = tuple(thresholds)
    return tuple(
        Reading(often, peak, threshold)
        for often in sampled
        for peak in PEAKS
        for threshold in depths
    )


def depths_of(
    path: Floats, sampled: Mapping[str, Ints], thresholds: Iterable[float]
) -> dict[Reading, Floats]:
    """Depths of the finished declines of a path, for each of the `readings`, in their order."""
    depths = tuple(thresholds)
    found = {}
    for often, at in sampled.items():
        taken = path[at]
        for threshold in depths:
            found[Reading(often, TURN, threshold)] = finished_depths(taken, threshold=threshold)
        from_records = record_depths(taken, threshold=min(depths))
        for threshold in depths:
            found[Reading(often, RECORD, threshold)] = from_records[from_records >= threshold]
    return found


def draws_of_part(
    context: Context, closes: pd.DataFrame, part: str, statistic: Statistic, draws: Floats
) -> Floats:
    """Statistic of paths resampled from the days of an era; `draws` where 2020 is left out.

    A record with a year cut out has no path of its own. Raises InsufficientData for less than a
    year of closes.
    """
    if part == WITHOUT_2020:
        return draws
    inside = closes[parts(pd.DatetimeIndex(closes.index))[part]]
    if len(inside) <= Frequency(closes.attrs["frequency"]).bars(SHORTEST_RECORD):
        raise InsufficientData("less than a year of closes in it")
    inside.attrs = dict(closes.attrs)
    return resample(inside, statistic, rng=context.rng, draws=min(context.resamples, FEWER_PATHS))
