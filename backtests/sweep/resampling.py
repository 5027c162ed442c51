"""Joint bootstrap over calendar months of the excess returns of all points of a sweep."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from backtests.inference import monte_carlo, multiple_comparison
from backtests.inference.bootstrap import draw_rows
from signals.core.arrays import Floats, Ints

# Expected block length. Months are drawn before any data are read, so that no length can be
# estimated; this is the longest that METHODS 3.3 allows (126 trading days).
BLOCK_MONTHS = 6.0
# Results on a symbol with fewer months count as trials but are not resampled: some draws have too
# few of its months.
MINIMUM_MONTHS = 60
MAXIMA = ("lower", "consistent", "upper")
# Multiples to which the excess of a month is rounded, for exact sums up to 131,072.
_EXCESS_RESOLUTION = 2.0**-36
# The same of directions, which are added up over all trials: exact sums up to 8 million, and
# correlations that are accurate to eight digits.
_DIRECTION_RESOLUTION = 2.0**-30


def _rounded(values: Floats, resolution: float) -> Floats:
    """Round values to multiples of a power of two.

    Sums below 2**53 times the resolution are then exact: the last bit of a total does not depend on
    the order of its terms, on other columns of a product or on the number of threads.
    """
    return np.rint(values / resolution) * resolution


@dataclass(frozen=True, slots=True, eq=False)
class ExcessTests:
    """Tests of the monthly excess returns of the points of a chunk.

    Attributes
    ----------
    mean, error, statistic
        Mean excess a month, its bootstrap standard error and the studentised statistic of each
        point; NaN for a point that cannot be tested.
    maxima
        Maxima of the studentised statistics over the testable points, one for each draw.
    direction
        Sum over the testable points of their monthly excess series, each scaled to mean 0 and
        length 1. Its length gives the average correlation of the points.
    """

    mean: Floats
    error: Floats
    statistic: Floats
    maxima: dict[str, Floats]
    direction: Floats


def resample_excess(by_month: Floats, month: Ints, *, months: int, draws: int) -> ExcessTests:
    """Test the monthly excess return of each column by a bootstrap over calendar months.

    Every chunk draws the same months, so that the maximum over all chunks is that of one joint
    bootstrap (Romano & Wolf 2005). The mean of a symbol is over those of its months that were
    drawn.

    Parameters
    ----------
    by_month
        Excess return of each calendar month and point, shape (months, points).
    month
        Calendar month of each bar of the symbol.
    months
        Length of the calendar.
    """
    own = np.zeros(months)
    # The first bar has no return.
    own[month[1:]] = 1.0
    rows = int(own.sum())
    testable = np.ptp(by_month[own > 0], axis=0) > 0
    if rows < MINIMUM_MONTHS or not testable.any():
        return _untested(by_month.shape[1], months=months, draws=draws)
    values = _rounded(by_month[:, testable], _EXCESS_RESOLUTION)
    counts = month_counts(months, draws)
    drawn = np.maximum(counts @ own, 1)
    # By column in memory: the deviation of one does not depend on the others either.
    simulated = (values.T @ counts.T).T / drawn[:, np.newaxis]
    means = own @ values / rows
    found = multiple_comparison.studentise(means, simulated, rows=rows, block=BLOCK_MONTHS)
    tests = multiple_comparison.studentised_maxima(found)
    deviations = (values - means) * own[:, np.newaxis]
    directions = deviations / np.sqrt((deviations**2).sum(axis=0))
    direction = _rounded(directions, _DIRECTION_RESOLUTION).sum(axis=1)
    return ExcessTests(
        _scatter(means, testable),
        _scatter(found.errors, testable),
        _scatter(tests.statistics, testable),
        {name: getattr(tests, name) for name in MAXIMA},
        direction,
    )


def _untested(size: int, *, months: int, draws: int) -> ExcessTests:
    unknown = np.full(size, np.nan)
    nothing = np.full(draws, -np.inf)
    return ExcessTests(unknown, unknown, unknown, dict.fromkeys(MAXIMA, nothing), np.zeros(months))


def _scatter(values: Floats, mask: npt.NDArray[np.bool_]) -> Floats:
    """Place values where the mask is true, NaN elsewhere."""
    result = np.full(mask.size, np.nan)
    result[mask] = values
    return result


@lru_cache(maxsize=2)
def month_counts(months: int, draws: int) -> Floats:
    """Return how often each draw has each calendar month, the same in every process.

    Whole numbers, as floats for products of matrices; shape (draws, months).
    """
    rng = monte_carlo.generator("sweep months")
    rows = draw_rows(rng, size=months, block=BLOCK_MONTHS, draws=draws)
    return np.stack([np.bincount(row, minlength=months) for row in rows]).astype(np.float64)
