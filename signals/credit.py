"""Credit conditions: the change of a spread, the two states of METHODS 2.9, sudden widenings."""

from __future__ import annotations

import pandas as pd

from signals.core.known_values import change, latest_known

# METHODS 2.9: high-yield spreads are known a day later.
LAG = 1
# METHODS 2.9: where the high-yield spread does not exist yet, a change of 30 bp in the spread of
# Baa bonds counts as one of 50 bp in it; other limits are scaled alike.
BAA_PER_HIGH_YIELD = 0.30 / 0.50
WORSE = 0.50
BETTER = 0.0
# METHODS 2.5 and slide-20: a sudden widening, and the days after which another one is new.
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

    Before the first such change, the change of the Baa spread over `baa_scale` stands in. Spreads
    hold column `value` in percentage points; so do the changes. Gaps later on stay NaN.
    """
    first_choice = change(latest_known(high_yield, days, lag=lag), span=span)
    stand_in = change(latest_known(baa, days, lag=lag), span=span) / baa_scale
    begins = first_choice.first_valid_index()
    if begins is None:
        return stand_in
    return first_choice.where(first_choice.index >= begins, stand_in)


def worse(month_change: pd.Series) -> pd.Series:
    """Whether the 21-day change is +50 bp or more; False where it is not known."""
    return month_change >= WORSE


def better(month_change: pd.Series) -> pd.Series:
    """Whether the 21-day change is zero or less; False where it is not known."""
    return month_change <= BETTER


def shocks(
    month_change: pd.Series, *, least: float = SHOCK, new_after: int = QUARTER
) -> pd.DatetimeIndex:
    """Return the days on which a widening of `least` points or more was first known.

    A later day is a new event once more than `new_after` trading days have passed since the last
    event. Increasing; no day before the first known change.
    """
    events: list[int] = []
    for at, wide in enumerate((month_change >= least).to_numpy()):
        if wide and (not events or at - events[-1] > new_after):
            events.append(at)
    return pd.DatetimeIndex(month_change.index[events])
