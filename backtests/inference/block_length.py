"""Expected block length of the stationary bootstrap (Politis & White 2004)."""

from __future__ import annotations

import numpy as np

from signals.core.arrays import Flags, Floats


def optimal_block_length(series: Floats) -> float:
    """Return the expected block length in rows that minimises the error of a mean's variance.

    Politis & White (2004), corrected by Patton, Politis & White (2009): the flat-top kernel up to
    twice the lag after which a run of autocorrelations is insignificant. Equal to
    `arch.bootstrap.optimal_block_length`, whose import takes longer than a study does.

    Parameters
    ----------
    series : ndarray, shape (rows,)
        Values that are not all equal.
    """
    rows = series.size
    centred = series - series.mean()
    run = max(5, int(np.log10(rows)))
    last = int(np.ceil(np.sqrt(rows))) + run
    products = np.array([centred[lag:] @ centred[: rows - lag] for lag in range(last + 1)])
    squares = [
        (centred[lag + 1 :] @ centred[lag + 1 :]) * (centred[: -lag - 1] @ centred[: -lag - 1])
        for lag in range(last + 1)
    ]
    small = np.abs(products) / np.sqrt(squares) < 2 * np.sqrt(np.log10(rows) / rows)
    window = min(2 * max(_before_run(small, run, otherwise=last), 1), last)
    covariance = products / rows
    slope, variance = 0.0, covariance[0]
    for lag in range(1, window):
        weight = min(1.0, 2 * (1 - lag / window))
        slope += 2 * weight * lag * covariance[lag]
        variance += 2 * weight * covariance[lag]
    longest = np.ceil(min(3 * np.sqrt(rows), rows / 3))
    length = (2 * slope**2 / (2 * variance**2)) ** (1 / 3) * rows ** (1 / 3)
    return float(min(length, longest))


def _before_run(small: Flags, run: int, *, otherwise: int) -> int:
    """Return the first lag from which `run` autocorrelations before the last are small."""
    starts = (lag for lag in range(small.size - run) if small[lag : lag + run].all())
    return next(starts, otherwise)
