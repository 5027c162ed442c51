"""Trim in profit when the cyclical exposure has grown too large for the conditions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from signals.core.event import RuleError
from signals.core.known_values import bars_in
from signals.credit import BETTER, WORSE
from signals.levels.touch import lowest_touch, reaches_rise
from strategies.engine.portfolio import BenchmarkMix, Decide, Decision, Holding, Plan, check_weights
from strategies.selective_hedge import BAA, HIGH_YIELD, spread_changes_before

# METHODS 2.9, R1: days in a row of better credit before the proceeds are reinvested.
CALM_DAYS = 21

# METHODS 2.9, R1.
BENCHMARK = BenchmarkMix("the same mix, never trimmed", "IWM:30,SPY:70")


def plan(
    *,
    small: float = 0.30,
    too_large: float = 0.36,
    profit: float = 0.20,
    wider: float = WORSE,
) -> Plan:
    """Hold IWM and SPY; trim IWM when it is large, in profit and credit is worse (METHODS 2.9, R1).

    IWM is trimmed to a share of `small` when its share reaches `too_large`, its close exceeds the
    average purchase price by `profit`, and the high-yield spread has widened by `wider` points in
    21 days. The proceeds stay in bills until that change has been at most zero for 21 days in a
    row; then the first mix is restored.

    Raises
    ------
    RuleError
        A share, the profit or the widening is out of range.
    """
    _check_shares(small, too_large)
    if not (0 <= profit < np.inf and 0 < wider < np.inf):
        raise RuleError(
            f"profit is {profit:g} and wider {wider:g}; expected a fraction from 0, "
            "and points above 0"
        )

    def make(days: pd.DatetimeIndex, signals: Mapping[str, pd.DataFrame]) -> Decide:
        change = spread_changes_before(days, signals).reindex(days)
        row = bars_in(days, CALM_DAYS)
        calm = (change <= BETTER).rolling(row).sum().to_numpy() == row
        return trim_when(small, too_large, profit, worse=(change >= wider).to_numpy(), calm=calm)

    return Plan(("IWM", "SPY"), make, reads=(HIGH_YIELD,), stand_ins=(BAA,))


def _check_shares(small: float, too_large: float) -> None:
    check_weights(small=small, too_large=too_large)
    if too_large < small:
        raise RuleError(f"too_large is {too_large:g}; expected at least small, {small:g}")


def trim_on_weight(*, small: float = 0.30, too_large: float = 0.36) -> Plan:
    """Restore the mix when the share of IWM reaches `too_large`, whatever profit and credit."""
    _check_shares(small, too_large)
    mix = np.array([small, 1 - small])

    def decide(holding: Holding) -> Decision | None:
        large = holding.weights[:, 0] >= lowest_touch(too_large)
        return _first(large if holding.target is not None else np.ones(1, dtype=np.bool_), mix)

    return Plan(("IWM", "SPY"), lambda _days, _signals: decide)


def trim_when(
    small: float,
    too_large: float,
    profit: float,
    *,
    worse: npt.NDArray[np.bool_],
    calm: npt.NDArray[np.bool_],
) -> Decide:
    """Return the rule, given the state of credit by day."""
    mix, trimmed = np.array([small, 1 - small]), np.array([small, np.nan])

    def decide(holding: Holding) -> Decision | None:
        if holding.target is None:
            return Decision(0, mix)
        if np.isnan(holding.target).any():
            return _first(holding.of(calm), mix)
        large = holding.weights[:, 0] >= lowest_touch(too_large)
        ripe = large & reaches_rise(holding.gains[:, 0], profit)
        return _first(ripe & holding.of(worse), trimmed)

    return decide


def _first(due: npt.NDArray[np.bool_], weights: npt.NDArray[np.float64]) -> Decision | None:
    rows = np.flatnonzero(due)
    return Decision(int(rows[0]), weights) if rows.size else None
