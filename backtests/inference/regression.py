"""OLS slopes with Newey-West errors, changes and returns by week or month (METHODS 2.10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial, reduce

import numpy as np
import pandas as pd
import scipy

from backtests.inference.samples import InsufficientData
from data_feeds.series.bars import Frequency, frequency_of
from signals.core.arrays import Floats, Ints

# Weeks end on Fridays; months are an alternative definition.
WEEK, MONTH = "W-FRI", "M"
# Claim slide-03a: Newey and West (1987) errors with eight lags.
LAGS = 8
LEAST_WEEKS = 52
# METHODS 3.7: one-sided 5% and power 80% on the normal scale.
_DETECTABLE = 1.645 + 0.842


@dataclass(frozen=True, slots=True)
class Slope:
    """A weighted sum of OLS coefficients with its HAC error; normal p-values and intervals."""

    value: float
    error: float
    n: int

    def interval(self, level: float) -> tuple[float, float]:
        """Return the two-sided interval of a level such as 0.90."""
        half = float(scipy.special.ndtri(0.5 + level / 2)) * self.error
        return self.value - half, self.value + half

    @property
    def p_above(self) -> float:
        """One-sided p-value of the alternative that the slope is positive."""
        return float(scipy.special.ndtr(-self.value / self.error))

    @property
    def p_below(self) -> float:
        """One-sided p-value of the alternative that the slope is negative."""
        return float(scipy.special.ndtr(self.value / self.error))

    @property
    def detectable(self) -> float:
        """Minimum detectable slope: power 80%, one-sided 5% (METHODS 3.7)."""
        return _DETECTABLE * self.error


def last_values(series: pd.Series, *, every: str) -> pd.Series:
    """Return the last value of each period, indexed by period (`WEEK`: Saturday to Friday)."""
    dates = pd.DatetimeIndex(series.index)
    ends, periods = _last_of_periods(dates.asi8.tobytes(), str(dates.dtype), every)
    return pd.Series(series.to_numpy()[ends], index=periods, name=series.name)


@lru_cache(maxsize=16)
def _last_of_periods(content: bytes, dtype: str, every: str) -> tuple[Ints, pd.PeriodIndex]:
    """Return the positions of the last date of each period, and the periods.

    Regressions of several series and definitions ask for the same dates.
    """
    dates = pd.DatetimeIndex(np.frombuffer(content, dtype=np.int64), dtype=dtype)
    periods = dates.to_period(every)
    last = ~periods.duplicated(keep="last")
    return np.flatnonzero(last), periods[last]


def changes(series: pd.Series, *, every: str = WEEK) -> pd.Series:
    """Return the change from one period's last value to the next's; NaN across a gap."""
    last = last_values(series.dropna(), every=every)
    if last.empty:
        return last
    whole = pd.period_range(last.index[0], last.index[-1], freq=every)
    return last.reindex(whole).diff()


def log_returns(prices: pd.DataFrame, *, every: str = WEEK) -> pd.Series:
    """Return the log return of each period, close to close.

    Raises InsufficientData on monthly closes.
    """
    if frequency_of(prices) is Frequency.MONTHLY:
        name = prices.attrs.get("name", "a series")
        raise InsufficientData(f"{name} is monthly and a weekly regression needs weekly closes")
    return changes(np.log(prices["close"]), every=every)


def aligned(
    outcome: pd.Series, regressors: Mapping[str, pd.Series], weights: Mapping[str, float]
) -> tuple[pd.PeriodIndex, Floats, Floats, Floats]:
    """Return periods, outcome, regressors and weights over the common periods.

    The regressors have shape (periods, regressors). One that `weights` does not name is a
    control: weight 0.
    """
    periods, values = common_rows([outcome, *regressors.values()])
    sizes = np.array([weights.get(name, 0.0) for name in regressors])
    return periods, values[:, 0], values[:, 1:], sizes


def common_rows(series: Sequence[pd.Series]) -> tuple[pd.PeriodIndex, Floats]:
    """Return the periods in which every series has a value, and the values, one column each.

    Equal to an inner join without rows of NaN. The index of each series is a PeriodIndex of one
    frequency, ascending, without duplicates.
    """
    numbers = [pd.PeriodIndex(one.index).asi8 for one in series]
    common = reduce(partial(np.intersect1d, assume_unique=True), numbers)
    values = np.column_stack(
        [
            one.to_numpy(dtype=np.float64)[np.searchsorted(own, common)]
            for one, own in zip(series, numbers, strict=True)
        ]
    )
    kept = ~np.isnan(values).any(axis=1)
    rows = np.searchsorted(numbers[0], common[kept])
    return pd.PeriodIndex(series[0].index)[rows], values[kept]


def newey_west_slope(
    outcome: Floats, regressors: Floats, weights: Floats, *, lags: int, least: int = LEAST_WEEKS
) -> Slope:
    """Return the weighted sum of OLS coefficients of the regressors, with a constant.

    Newey-West errors (Bartlett kernel, `lags`) through statsmodels. Raises InsufficientData below
    `least` rows.
    """
    n = outcome.size
    if n < least:
        raise InsufficientData(f"{n} common weeks; expected at least {least}")
    design = np.column_stack([np.ones(n), regressors])
    return _newey_west(outcome, design, np.array([0.0, *weights]), lags=lags)


def newey_west_mean(outcome: Floats, *, times: float = 1.0, lags: int = LAGS) -> Slope:
    """Return a mean, times a factor, with its Newey-West error.

    Raises InsufficientData for fewer than two values.
    """
    if outcome.size < 2:
        raise InsufficientData(f"{outcome.size} values; expected at least two")
    return _newey_west(outcome, np.ones((outcome.size, 1)), np.array([times]), lags=lags)


def _newey_west(outcome: Floats, design: Floats, contrast: Floats, *, lags: int) -> Slope:
    from statsmodels.regression.linear_model import OLS

    fit = OLS(outcome, design).fit(cov_type="HAC", cov_kwds={"maxlags": lags})
    variance = float(contrast @ fit.cov_params() @ contrast)
    return Slope(float(contrast @ fit.params), float(np.sqrt(variance)), outcome.size)


def regress(
    outcome: pd.Series,
    regressors: Mapping[str, pd.Series],
    *,
    weights: Mapping[str, float],
    lags: int = LAGS,
) -> Slope:
    """Regress an outcome on a constant and regressors over their common weeks.

    Returns the sum of the coefficients times `weights`; raises as `newey_west_slope`.
    """
    _, values, design, sizes = aligned(outcome, regressors, weights)
    return newey_west_slope(values, design, sizes, lags=lags)
