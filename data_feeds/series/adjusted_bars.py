"""Adjust bars for distributions, and derive the distributions from the adjusted closes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds.series.bars import PRICE_COLUMNS, DataError
from data_feeds.series.coverage import require_days

# Closes and adjusted closes are rounded to four decimals; a smaller change of their ratio is
# rounding. The smallest distribution of the funds used here is five times as large.
LEAST_PAID = 1e-4


def adjust_bars(bars: pd.DataFrame, adjusted: pd.DataFrame) -> pd.DataFrame:
    """Scale the four prices of each day by its adjusted close over its close (METHODS 5.8).

    Sources adjust closes only. Returns between any two adjusted prices include the distributions
    between them. Raises DataError if a day has no adjusted close.
    """
    prices = bars[list(PRICE_COLUMNS)].mul(_factor(bars, adjusted), axis=0)
    # Use the published value, which has no rounding error of the factor.
    prices["close"] = adjusted["close"].reindex(bars.index)
    prices.attrs = {**bars.attrs, "adjustment": "adjusted"}
    return prices


def distributions(bars: pd.DataFrame, adjusted: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return the cash distribution per share on each bar, in the unit of the bars.

    Adjusted closes before an ex-date are the quoted closes times one minus the payment over the
    close before it (convention of the Center for Research in Security Prices); the payment follows
    from the ratio of the two closes. The first bar has 0. Raises DataError if a day has no adjusted
    close or a payment would be negative.

    >>> days = pd.bdate_range("2024-01-01", periods=3)
    >>> quoted = pd.DataFrame({"close": [100.0, 99.0, 99.0]}, index=days)
    >>> adjusted = pd.DataFrame({"close": [99.0, 99.0, 99.0]}, index=days)
    >>> distributions(quoted, adjusted).round(9).tolist()
    [0.0, 1.0, 0.0]
    """
    factor = _factor(bars, adjusted).to_numpy(dtype=np.float64)
    share = 1 - factor[:-1] / factor[1:]
    paid = np.where(np.abs(share) < LEAST_PAID, 0.0, share)
    if (paid < 0).any():
        day = bars.index[1:][paid < 0][0]
        name = bars.attrs.get("name", "bars")
        raise DataError(
            f"{name} would be paid {paid[paid < 0][0]:.2%} on {day:%Y-%m-%d}; "
            "expected adjusted closes that rise no less than the quoted ones (are the two swapped?)"
        )
    close = bars["close"].to_numpy(dtype=np.float64)
    return np.concatenate(([0.0], close[:-1] * paid))


def _factor(bars: pd.DataFrame, adjusted: pd.DataFrame) -> pd.Series:
    """Return the ratio of adjusted close to close by day."""
    days = pd.DatetimeIndex(bars.index)
    name = str(adjusted.attrs.get("name", f"adjusted {bars.attrs.get('name', 'bars')}"))
    require_days(name, days, pd.DatetimeIndex(adjusted.index))
    return adjusted["close"].reindex(days) / bars["close"]
