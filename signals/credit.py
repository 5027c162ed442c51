"""Changes of credit spreads, and the credit states and shocks derived from them."""

from __future__ import annotations

import pandas as pd

from data_feeds.series.credit_spread import BAA_PER_HIGH_YIELD
from signals.core.known_values import bars_in, change, latest_known

# Publication lag of the high-yield spread in trading days (METHODS 2.10).
LAG = 1
# Limits of the 21-day change, in percentage points.
WORSE = 0.50
BETTER = 0.0
# Size of a shock in percentage points (METHODS 2.5); one and three months in trading days.
SHOCK = 0.75
MONTH, QUARTER = 21, 63


def spread_changes(
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
    days: pd.DatetimeIndex,
    *,
    span: int,
    lag: int = LAG,
    baa_scale: float = BAA_PER_HIGH_YIELD,
) -> pd.Series:
    """Return the change of the high-yield spread over `span` trading days, as known on each day.

    Parameters
    ----------
    high_yield, baa : DataFrame
        Column `value` in percentage points, by date.
    days : DatetimeIndex
        Dates of the bars, increasing.
    span : int
        Trading days over which the change is taken, converted to the frequency of the bars.
    lag : int
        Publication lag of both spreads, in trading days.
    baa_scale : float
        Divisor of the change of the Baa spread, which is used before the first known change of
        the high-yield spread.

    Returns
    -------
    Series
        Changes in percentage points, indexed by `days`; NaN where unknown. Later gaps of the
        high-yield spread are not filled with the Baa spread.
    """
    bars = bars_in(days, span)
    first_choice = change(latest_known(high_yield, days, lag=lag), span=bars)
    stand_in = change(latest_known(baa, days, lag=lag), span=bars) / baa_scale
    begins = first_choice.first_valid_index()
    if begins is None:
        return stand_in
    return first_choice.where(first_choice.index >= begins, stand_in)


def worse(month_change: pd.Series) -> pd.Series:
    """Return whether the 21-day change is at least +50 bp; False where it is NaN."""
    return month_change >= WORSE


def better(month_change: pd.Series) -> pd.Series:
    """Return whether the 21-day change is at most zero; False where it is NaN."""
    return month_change <= BETTER


def shocks(
    month_change: pd.Series, *, least: float = SHOCK, new_after: int = QUARTER
) -> pd.DatetimeIndex:
    """Return the days of credit shocks, in increasing order.

    A shock is a change of at least `least` percentage points, more than `new_after` trading days
    after the previous shock, converted to the frequency of the changes. Days with an unknown change
    (NaN) are never shocks.
    """
    apart = bars_in(pd.DatetimeIndex(month_change.index), new_after)
    events: list[int] = []
    for at, wide in enumerate((month_change >= least).to_numpy()):
        if wide and (not events or at - events[-1] > apart):
            events.append(at)
    return pd.DatetimeIndex(month_change.index[events])
