"""Hedge selectively when credit conditions worsen faster than expected."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from signals.core.event import RuleError
from signals.core.known_values import bars_in
from signals.credit import MONTH, spread_changes
from strategies.engine.portfolio import (
    PERIODS,
    Decide,
    Plan,
    by_day,
    check_rebalance,
    check_weights,
)

HIGH_YIELD, BAA = "BAMLH0A0HYM2", "BAA10Y"
# METHODS 2.9, R6: the expected change is the mean of the last year.
YEAR = 252


def plan(*, deviations: float = 1.5, hedged: float = 0.50, rebalance: str = "never") -> Plan:
    """Hold IWM, and a share `hedged` of it while credit is worse than expected (METHODS 2.9, R6).

    The hedge starts when the 21-day change of the high-yield spread exceeds its mean over the last
    252 days by `deviations` standard deviations, and ends when the change is negative. `rebalance`
    also restores the exposure between these days.

    Raises
    ------
    RuleError
        A weight, the deviations or `rebalance` is out of range.
    """
    check_weights(hedged=hedged)
    if not 0 < deviations < np.inf:
        raise RuleError(f"deviations is {deviations:g}; expected a number above 0")
    often = check_rebalance(rebalance)

    def make(days: pd.DatetimeIndex, signals: Mapping[str, pd.DataFrame]) -> Decide:
        change = spread_changes_before(days, signals)
        on = hedged_days(change, deviations=deviations).reindex(days).to_numpy(dtype=np.bool_)
        due = np.concatenate(([True], on[1:] != on[:-1]))
        if often != "never":
            period = days.to_period(PERIODS[often])
            due[1:] |= np.asarray(period[1:] != period[:-1])
        return by_day(np.where(on, hedged, 1.0)[:, np.newaxis], due)

    return Plan(("IWM",), make, reads=(HIGH_YIELD,), stand_ins=(BAA,))


def spread_changes_before(days: pd.DatetimeIndex, signals: Mapping[str, pd.DataFrame]) -> pd.Series:
    """Return 21-day spread changes as known on the given days and on all earlier ones."""
    earlier = pd.DatetimeIndex(signals[BAA].index)
    all_days = pd.DatetimeIndex(earlier[earlier < days[0]].append(days))
    return spread_changes(signals[HIGH_YIELD], signals[BAA], all_days, span=MONTH)


def hedged_days(change: pd.Series, *, deviations: float) -> pd.Series:
    """Return the days on which the hedge is on; on days without data it stays unchanged.

    Mean and standard deviation are of the previous 252 trading days, converted to the frequency of
    the changes.
    """
    past = change.shift().rolling(bars_in(pd.DatetimeIndex(change.index), YEAR))
    wide = (change > past.mean() + deviations * past.std()).to_numpy()
    over = (change < 0).to_numpy()
    state = pd.Series(np.select([wide & ~over, over], [1.0, 0.0], np.nan), index=change.index)
    on: npt.NDArray[np.bool_] = state.ffill().fillna(0.0).to_numpy() == 1.0
    return pd.Series(on, index=change.index)
