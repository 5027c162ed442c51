"""What the studies of market states share: daily series to date them, and how gaps are told."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.findings import Context, Estimate
from backtests.inference import TooLittleData
from backtests.state_months import StateGap, state_gap
from backtests.studies.gate import GATE_NOT_RUN
from backtests.verdicts import EffectCheck
from data_feeds.bars import Frequency, frequency_of


def trading_days(prices: pd.DataFrame) -> pd.DatetimeIndex:
    """Return the days of daily prices; TooLittleData for weekly or monthly ones."""
    frequency = frequency_of(prices)
    if frequency is not Frequency.DAILY:
        name = prices.attrs.get("name", "a series")
        raise TooLittleData(f"{name} is {frequency} and the state needs daily prices")
    return pd.DatetimeIndex(prices.index)


def gap_check(
    found: StateGap, *, least: float, conditions: tuple[tuple[str, bool], ...] = ()
) -> EffectCheck:
    """Turn a gap that is positive in the claimed direction into what decides."""
    return EffectCheck(
        effect=found.gap,
        least=least,
        upper=found.interval_90[1],
        p=found.p,
        p_opposite=found.p_opposite,
        n_eff=found.n_eff,
        conditions=conditions,
        gate_note=GATE_NOT_RUN,
    )


def gap_estimate(name: str, found: StateGap) -> Estimate:
    """State a gap with its means and counts; under the null it is zero."""
    return Estimate(
        name,
        found.gap,
        interval=found.interval if np.isfinite(found.interval[0]) else None,
        n=found.n,
        n_eff=found.n_eff,
        baseline=0.0,
        p=found.p,
        mde=found.detectable,
        note=f"{found.mean:+.2%} against {found.mean_others:+.2%} in {found.n_others} other "
        f"months; {found.years} calendar years; null: the states shifted in time",
    )


def gap_or_note(
    context: Context,
    name: str,
    values: pd.Series,
    state: pd.Series,
    *,
    window: int = 0,
    others: pd.Series | None = None,
) -> Estimate:
    """Estimate a gap, or say why there is none."""
    try:
        found = state_gap(values, state, others=others, window=window, rng=context.rng,
                          draws=context.resamples)  # fmt: skip
    except TooLittleData as error:
        return Estimate(name, None, note=str(error))
    return gap_estimate(name, found)
