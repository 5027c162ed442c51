"""What the weekly regressions share: relative returns, eras, and how a slope is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from backtests.findings import Estimate, Unit
from backtests.inference import TooLittleData
from backtests.regression import Slope, regress, weekly_changes, weekly_log_returns
from backtests.studies.gate import GATE_NOT_RUN
from backtests.verdicts import EffectCheck

# METHODS slide-03a: the effect of a rise of 25 bp, the least that counts, and the eras.
RISE = 0.25
LEAST_FALL = 0.005
ERAS = (
    ("before 2000", pd.Timestamp("1900-01-01"), pd.Timestamp("2000-01-01")),
    ("2000 to 2012", pd.Timestamp("2000-01-01"), pd.Timestamp("2013-01-01")),
    ("since 2013", pd.Timestamp("2013-01-01"), pd.Timestamp("2200-01-01")),
)


def relative(small: pd.DataFrame, large: pd.DataFrame) -> pd.Series:
    """Return the weekly log return of one price less that of another."""
    ours, theirs = weekly_log_returns(small), weekly_log_returns(large)
    return ours - theirs


def rate_changes(rates: Mapping[str, pd.DataFrame]) -> dict[str, pd.Series]:
    """Return the weekly change of each rate, in percentage points."""
    return {name: weekly_changes(rate["value"]) for name, rate in rates.items()}


def spread_changes(high_yield: pd.DataFrame, baa: pd.DataFrame) -> pd.Series:
    """Return the weekly change of the high-yield spread; before its first, of the Baa spread.

    In percentage points, not rescaled (METHODS slide-03b).
    """
    first_choice = weekly_changes(high_yield["value"])
    stand_in = weekly_changes(baa["value"])
    begins = first_choice.first_valid_index()
    if begins is None:
        return stand_in
    spliced: pd.Series = pd.concat(
        [stand_in[stand_in.index < begins], first_choice[first_choice.index >= begins]]
    )
    return spliced


def in_era(series: pd.Series, first: pd.Timestamp, after: pd.Timestamp) -> pd.Series:
    """Return the weeks that end from `first` up to the day before `after`."""
    ends = pd.PeriodIndex(series.index).to_timestamp(how="end")
    return series[(ends >= first) & (ends < after)]


def fall_with(
    outcome: pd.Series, rising: Mapping[str, pd.Series], control: Mapping[str, pd.Series]
) -> Slope:
    """Return the fall of the outcome when every one of `rising` goes up by 25 bp in a week."""
    return regress(outcome, {**rising, **control}, weights=dict.fromkeys(rising, -RISE))


def by_era(
    name: str,
    outcome: pd.Series,
    rising: Mapping[str, pd.Series],
    control: Mapping[str, pd.Series],
) -> Iterator[Estimate]:
    """Estimate the fall in each era; an era without enough weeks says so."""
    for label, first, after in ERAS:
        try:
            slope = fall_with(in_era(outcome, first, after), rising, control)
        except TooLittleData as error:
            yield Estimate(f"{name}, {label}", None, note=str(error))
        else:
            yield slope_estimate(f"{name}, {label}", slope)


def slope_estimate(name: str, slope: Slope, *, unit: Unit = "fraction") -> Estimate:
    """State a slope that is positive in the claimed direction."""
    return Estimate(
        name,
        slope.value,
        unit,
        interval=slope.interval(0.95),
        n=slope.n,
        n_eff=slope.n,
        p=slope.p_above,
        mde=slope.detectable,
        note="n in weeks",
    )


def slope_check(
    slope: Slope, *, least: float, conditions: tuple[tuple[str, bool], ...] = (), unit: str = "pp"
) -> EffectCheck:
    """Turn a slope that is positive in the claimed direction into what decides."""
    return EffectCheck(
        effect=slope.value,
        least=least,
        upper=slope.interval(0.90)[1],
        p=slope.p_above,
        p_opposite=slope.p_below,
        n_eff=slope.n,
        conditions=conditions,
        gate_note=GATE_NOT_RUN,
        unit=unit,
    )


def standardised(changes: Mapping[str, pd.Series], weeks: pd.Series) -> dict[str, pd.Series]:
    """Return each series over its own standard deviation in the weeks that all have in common."""
    common = pd.concat([weeks, *changes.values()], axis=1, join="inner").dropna().index
    return {name: series / float(np.std(series.loc[common])) for name, series in changes.items()}
