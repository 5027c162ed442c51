"""What the studies of market states share: daily series to date them, and how gaps are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from backtests.findings import ByChance, Context, Estimate, Evidence
from backtests.inference import TooLittleData
from backtests.state_months import StateGap, StateMonths, state_gap
from backtests.studies.gate import evidence_by_year
from backtests.verdicts import EffectCheck
from data_feeds.bars import Frequency, frequency_of

# METHODS 3.5 varies what the text leaves open: a state known at a month end may be held against
# the month that it ends or the one after.
AFTER, SAME = "after the state", "of the state"


def trading_days(prices: pd.DataFrame) -> pd.DatetimeIndex:
    """Return the days of daily prices; TooLittleData for weekly or monthly ones."""
    frequency = frequency_of(prices)
    if frequency is not Frequency.DAILY:
        name = prices.attrs.get("name", "a series")
        raise TooLittleData(f"{name} is {frequency} and the state needs daily prices")
    return pd.DatetimeIndex(prices.index)


def spreads(high_yield: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return what may come before the Baa spread: the high-yield spread, or nothing.

    Corporate credit is one thing with two measures; METHODS 2.9 takes the second where the first
    does not exist, and a reader may take it throughout.
    """
    return {"high yield, before it Baa": high_yield, "Baa throughout": high_yield.iloc[:0]}


def gap_evidence(
    context: Context,
    name: str,
    definitions: Sequence[StateMonths],
    *,
    least: float,
    beside: Mapping[str, StateMonths],
    notes: tuple[str, ...] = (),
) -> Evidence:
    """Check the gap of the first definition against `least`, and put it through the gate.

    `beside` holds other readings by name. Raises TooLittleData if the first definition has fewer
    than two months in either group.
    """

    def tell(label: str, months: StateMonths) -> Estimate:
        return gap_estimate(label, _gap(context, months))

    found = _gap(context, definitions[0])
    estimates = (gap_estimate(name, found), *readings(context, beside))
    evidence = evidence_by_year(
        gap_check(found, least=least), definitions, tell, estimates=estimates, notes=notes
    )
    chance = ByChance(name, found.gap, found.shifted, "shifts of the states in time")
    return replace(evidence, by_chance=chance)


def readings(context: Context, beside: Mapping[str, StateMonths]) -> tuple[Estimate, ...]:
    """Estimate the gap of each reading, or say why there is none."""
    found = []
    for name, months in beside.items():
        try:
            found.append(gap_estimate(name, _gap(context, months)))
        except TooLittleData as error:
            found.append(Estimate(name, None, note=str(error)))
    return tuple(found)


def _gap(context: Context, months: StateMonths) -> StateGap:
    return state_gap(months, rng=context.rng, draws=context.resamples)


def gap_check(found: StateGap, *, least: float) -> EffectCheck:
    """Turn a gap that is positive as claimed into what decides, but for the gate."""
    return EffectCheck(
        effect=found.gap,
        least=least,
        upper=found.interval_90[1],
        p=found.p,
        p_opposite=found.p_opposite,
        n_eff=found.n_eff,
        detectable=found.detectable,
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
        note=f"{found.mean:+.2%} against {found.mean_others:+.2%} in {found.n_others} months "
        f"compared with; {found.years} calendar years; null: the states shifted in time",
    )
