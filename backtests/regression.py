"""Weekly regressions of relative returns, with errors robust to autocorrelation (METHODS 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from backtests.inference import TooLittleData
from data_feeds.bars import Frequency, frequency_of

# METHODS slide-03a: Newey and West (1987) errors with eight lags.
LAGS = 8
LEAST_WEEKS = 52
# METHODS 3.7: one-sided 5% and power 80% on the normal scale.
_DETECTABLE = 1.645 + 0.842


@dataclass(frozen=True, slots=True)
class Slope:
    """A weighted sum of coefficients with its HAC error; p one-sided, intervals normal."""

    value: float
    error: float
    n: int

    def interval(self, level: float) -> tuple[float, float]:
        """Return the two-sided interval of a level such as 0.90."""
        half = float(stats.norm.ppf(0.5 + level / 2)) * self.error
        return self.value - half, self.value + half

    @property
    def p_above(self) -> float:
        """One-sided p-value against a slope of zero or less."""
        return float(stats.norm.sf(self.value / self.error))

    @property
    def p_below(self) -> float:
        """One-sided p-value against a slope of zero or more."""
        return float(stats.norm.cdf(self.value / self.error))

    @property
    def detectable(self) -> float:
        """Smallest slope found with power 80% at a one-sided 5%."""
        return _DETECTABLE * self.error


def weekly(series: pd.Series) -> pd.Series:
    """Return the last value of each week, indexed by week (Saturday to Friday)."""
    weeks = pd.DatetimeIndex(series.index).to_period("W-FRI")
    return series[~weeks.duplicated(keep="last")].set_axis(weeks[~weeks.duplicated(keep="last")])


def weekly_changes(series: pd.Series) -> pd.Series:
    """Return the change from one week's last value to the next week's; NaN across a gap."""
    last = weekly(series.dropna())
    if last.empty:
        return last
    every = pd.period_range(last.index[0], last.index[-1], freq="W-FRI")
    return last.reindex(every).diff()


def weekly_log_returns(prices: pd.DataFrame) -> pd.Series:
    """Return the log return of each week, close to close.

    Raises TooLittleData on monthly closes.
    """
    if frequency_of(prices) is Frequency.MONTHLY:
        name = prices.attrs.get("name", "a series")
        raise TooLittleData(f"{name} is monthly and a weekly regression needs weekly closes")
    return weekly_changes(np.log(prices["close"]))


def regress(
    outcome: pd.Series,
    regressors: Mapping[str, pd.Series],
    *,
    weights: Mapping[str, float],
    lags: int = LAGS,
) -> Slope:
    """Regress an outcome on a constant and regressors over their common weeks.

    Returns the sum of the coefficients times `weights` (0 for a regressor that is not named),
    with Newey-West errors (Bartlett kernel, `lags`) through statsmodels.

    Raises
    ------
    TooLittleData
        The series have less than a year of weeks in common.
    """
    # Imported here: it is slow to load, and only regressions need it.
    from statsmodels.regression.linear_model import OLS  # noqa: PLC0415

    frame = pd.concat([outcome, *regressors.values()], axis=1, join="inner").dropna()
    if len(frame) < LEAST_WEEKS:
        raise TooLittleData(f"{len(frame)} common weeks; expected at least {LEAST_WEEKS}")
    values = frame.to_numpy(dtype=np.float64)
    design = np.column_stack([np.ones(len(values)), values[:, 1:]])
    fit = OLS(values[:, 0], design).fit(cov_type="HAC", cov_kwds={"maxlags": lags})
    contrast = np.array([0.0, *(weights.get(name, 0.0) for name in regressors)])
    variance = float(contrast @ fit.cov_params() @ contrast)
    return Slope(float(contrast @ fit.params), float(np.sqrt(variance)), len(values))
