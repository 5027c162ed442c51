"""Alternative definitions of a decline, for prices and for resampled paths.

The definitions vary the least depth, the sampling of closes and the starting high (METHODS 2.4,
3.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from backtests.evidence.eras import WITHOUT_2020, parts
from backtests.evidence.estimates import Context
from backtests.inference.path_bootstrap import FEWER_PATHS, SHORTEST_RECORD, Statistic, resample
from backtests.inference.samples import InsufficientData
from data_feeds.series.bars import Frequency, week_of
from data_feeds.series.periods import periods_of
from signals.core.arrays import Floats, Ints
from signals.declines import CRASH_DAYS, CRASH_FALL, CrashRule, decline_counts

# METHODS 2.4: declines run from a zigzag high; time under water uses the running record.
TURN, RECORD = "turning point", "record close"
PEAKS = (TURN, RECORD)
# Other definitions of a crash. None is shallower: a fall of less than 20% is a correction
# (METHODS 2.4).
CRASHES = tuple(
    CrashRule(fall, days) for fall in (CRASH_FALL, 0.25, 0.30) for days in (CRASH_DAYS, 10, 42)
)


class Reading(NamedTuple):
    """A definition of declines: sampling of the closes, starting high and least depth."""

    closes: str
    peak: str
    threshold: float

    @property
    def choices(self) -> dict[str, str]:
        """The options of a specification, in words."""
        return {"least depth": f"{self.threshold:.0%}", "closes": self.closes, "from": self.peak}


def samples(closes: pd.DataFrame) -> dict[str, Ints]:
    """Return the positions of the closes by sampling frequency, the given frequency first.

    Daily closes are sampled weekly as well.
    """
    frequency = Frequency(closes.attrs["frequency"])
    positions = {frequency.value: np.arange(len(closes))}
    if frequency.is_daily:
        weeks = periods_of(pd.DatetimeIndex(closes.index), Frequency.WEEKLY, week_of(closes))
        positions[Frequency.WEEKLY.value] = np.flatnonzero(~weeks.duplicated(keep="last"))
    return positions


def readings(sampled: Iterable[str], thresholds: Iterable[float]) -> tuple[Reading, ...]:
    """Return all definitions of declines; the first uses the first threshold."""
    depths = tuple(thresholds)
    return tuple(
        Reading(often, peak, threshold)
        for often in sampled
        for peak in PEAKS
        for threshold in depths
    )


def counts_of(
    path: Floats, sampled: Mapping[str, Ints], thresholds: Sequence[float], limits: Sequence[float]
) -> Floats:
    """Count the finished declines of a path under each of the `readings`.

    Returns
    -------
    ndarray, shape (readings, limits)
        Declines of at least the threshold of the reading that do not reach the limit.
    """
    least, most = np.array(thresholds), np.array(limits)
    counts = [decline_counts(path[at], least, most) for at in sampled.values()]
    return np.concatenate(counts).reshape(-1, most.size)


def draws_of_part(
    context: Context, closes: pd.DataFrame, part: str, statistic: Statistic, draws: Floats
) -> Floats:
    """Resample paths from the days of an era and return the statistic of each.

    The part without 2020 is not a continuous path, so it uses `draws`, those of the whole record.

    Raises
    ------
    InsufficientData
        The era has less than a year of closes.
    """
    if part == WITHOUT_2020:
        return draws
    inside = closes[parts(pd.DatetimeIndex(closes.index))[part]]
    if len(inside) <= Frequency(closes.attrs["frequency"]).bars(SHORTEST_RECORD):
        raise InsufficientData("less than a year of closes in it")
    inside.attrs = dict(closes.attrs)
    return resample(inside, statistic, rng=context.rng, draws=min(context.resamples, FEWER_PATHS))
