"""Stress of one decline: the change of a spread, the highest value of an index."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from signals.core.arrays import Floats
from signals.declines import Decline

Measure = Callable[[Decline], float]
# METHODS 5.11: a rate is carried forward at most five trading days, seven calendar days.
STALE_DAYS = 7


def measure(declines: Sequence[Decline], measures: Mapping[str, Measure]) -> dict[str, Floats]:
    """Compute each measure for each decline; NaN if the series does not cover it."""
    return {name: np.array([of(d) for d in declines]) for name, of in measures.items()}


def first_known(*values: float) -> float:
    """Return the first value that is not NaN, or NaN."""
    return next((value for value in values if not np.isnan(value)), float("nan"))


def change(values: pd.DataFrame, decline: Decline) -> float:
    """Return the change of a rate from peak to trough; NaN if either value is unknown."""
    return _value_on(values, decline.trough) - _value_on(values, decline.peak)


def _value_on(values: pd.DataFrame, date: pd.Timestamp) -> float:
    at = int(values.index.searchsorted(date, side="right")) - 1
    if at < 0 or values.index[at] < date - pd.Timedelta(days=STALE_DAYS):
        return float("nan")
    return float(values["value"].to_numpy(dtype=np.float64)[at])


def highest(values: pd.Series, decline: Decline, *, days: int) -> float:
    """Return the highest value from the peak to `days` calendar days after the trough.

    NaN if the series does not cover the decline.
    """
    first = int(values.index.searchsorted(decline.peak))
    end = int(values.index.searchsorted(decline.trough + pd.Timedelta(days=days), side="right"))
    stale = pd.Timedelta(days=STALE_DAYS)
    reaches = values.index[0] <= decline.peak and values.index[-1] + stale >= decline.trough
    if not reaches or first >= end:
        return float("nan")
    return float(np.fmax.reduce(values.to_numpy(dtype=np.float64)[first:end]))
