"""What the weekly regressions share: relative returns, their definitions, how a slope is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import product
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.eras import Flags
from backtests.evidence.estimates import Estimate, Evidence, Unit
from backtests.evidence.gate import evidence_by_year
from backtests.evidence.specification_curve import Specification
from backtests.inference.regression import (
    LAGS,
    MONTH,
    WEEK,
    Slope,
    aligned,
    changes,
    log_returns,
    newey_west_slope,
    regress,
)
from backtests.studies.measures.pairs import Pair

Floats = npt.NDArray[np.float64]


# METHODS slide-03a: the effect of a rise of 25 bp, and the least that counts.
RISE = 0.25
LEAST_FALL = 0.005
# METHODS 1 regresses weekly; monthly changes are free of prices that lag a week.
EVERY = {"weeks": WEEK, "months": MONTH}
# METHODS slide-03a has errors robust over eight weeks; half as long and a quarter stand beside.
OTHER_LAGS = (4, 13)
# Two of them are as near to eight weeks as whole months come.
LAGS_OF_MONTHS = 2
# A slope can be had with and without allowing for what small caps do whenever the market moves.
ALONE, GIVEN_MARKET = "no", "yes"


def relative(small: pd.DataFrame, large: pd.DataFrame, *, every: str = WEEK) -> pd.Series:
    """Return the log return of one price less that of another, by week or month."""
    ours, theirs = log_returns(small, every=every), log_returns(large, every=every)
    return ours - theirs


def simple_relative(small: pd.DataFrame, large: pd.DataFrame) -> pd.Series:
    """Return the weekly return of one price less that of another, without logarithms."""
    ours, theirs = np.expm1(log_returns(small)), np.expm1(log_returns(large))
    found: pd.Series = ours - theirs
    return found


def rate_changes(rates: Mapping[str, pd.DataFrame], *, every: str = WEEK) -> dict[str, pd.Series]:
    """Return the change of each rate by week or month, in percentage points."""
    return {name: changes(rate["value"], every=every) for name, rate in rates.items()}


def spread_changes(
    high_yield: pd.DataFrame, baa: pd.DataFrame, *, every: str = WEEK, baa_scale: float = 1.0
) -> pd.Series:
    """Return the change of the high-yield spread; before its first, of the Baa spread.

    In percentage points, by week or month; that of Baa over `baa_scale`, not rescaled unless
    stated (METHODS slide-03b).
    """
    first_choice = changes(high_yield["value"], every=every)
    stand_in = changes(baa["value"], every=every) / baa_scale
    begins = first_choice.first_valid_index()
    if begins is None:
        return stand_in
    spliced: pd.Series = pd.concat(
        [stand_in[stand_in.index < begins], first_choice[first_choice.index >= begins]]
    )
    return spliced


def fall_with(
    outcome: pd.Series, rising: Mapping[str, pd.Series], control: Mapping[str, pd.Series]
) -> Slope:
    """Return the fall of the outcome when every one of `rising` goes up by 25 bp in a week."""
    return regress(outcome, {**rising, **control}, weights=dict.fromkeys(rising, -RISE))


Changes = Mapping[str, pd.Series]


@dataclass(frozen=True, slots=True)
class Measures:
    """What relative returns are regressed on: the options by name, the primary one first.

    `of` gives the regressors of an option for an outcome, by week or month; `called` names the
    choice, and the effect is the sum of their coefficients times `weight`.
    """

    called: str
    weight: float
    of: Mapping[str, Callable[[pd.Series, str], Changes]]


def rate_options(
    two_year: pd.DataFrame, ten_year: pd.DataFrame
) -> dict[str, Callable[[pd.Series, str], Changes]]:
    """Return both yields together and each alone (METHODS slide-03a)."""
    rates = {"2-year": two_year, "10-year": ten_year}
    return {
        "2- and 10-year yields": partial(_rates, rates),
        **{f"{name} yield": partial(_rates, {name: rate}) for name, rate in rates.items()},
    }


def _rates(rates: Mapping[str, pd.DataFrame], outcome: pd.Series, every: str) -> Changes:
    del outcome
    return rate_changes(rates, every=every)


def definitions(
    pairs: Sequence[Pair], measures: Measures, *, market: Sequence[str]
) -> tuple[Regression, ...]:
    """Cross the prices, the measures, the market as a control, and weeks or months.

    The first option of each is the primary one. Lags and simple returns, which hardly matter,
    are varied one at a time beside it.
    """
    return (*_crossed(pairs, measures, market), *_beside(pairs[0], measures, market[0]))


def _crossed(
    pairs: Sequence[Pair], measures: Measures, market: Sequence[str]
) -> Iterator[Regression]:
    for pair, (label, every) in product(pairs, EVERY.items()):
        outcome = pair.within(relative(pair.small, pair.large, every=every))
        lags = LAGS if every == WEEK else LAGS_OF_MONTHS
        for option, control in product(measures.of, market):
            choices = {
                measures.called: option,
                "given the market": control,
                "changes over": label,
                "return": "logarithmic",
                **_robust(lags, label),
                **pair.choices,
            }
            yield _define(outcome, pair, measures, option, control, every, lags, choices)


def _beside(pair: Pair, measures: Measures, control: str) -> Iterator[Regression]:
    option = next(iter(measures.of))
    common = {measures.called: option, "given the market": control, "changes over": "weeks"}
    logs = pair.within(relative(pair.small, pair.large))
    simple = pair.within(simple_relative(pair.small, pair.large))
    variants = [(logs, "logarithmic", lags) for lags in OTHER_LAGS]
    variants.append((simple, "simple", LAGS))
    for outcome, kind, lags in variants:
        choices = {**common, "return": kind, **_robust(lags, "weeks"), **pair.choices}
        yield _define(outcome, pair, measures, option, control, WEEK, lags, choices)


def _robust(lags: int, label: str) -> dict[str, str]:
    return {"errors robust over": f"{lags} {label}"}


def _define(
    outcome: pd.Series,
    pair: Pair,
    measures: Measures,
    option: str,
    control: str,
    every: str,
    lags: int,
    choices: Mapping[str, str],
) -> Regression:
    regressors = measures.of[option](outcome, every)
    given = {"market": log_returns(pair.large, every=every)} if control == GIVEN_MARKET else {}
    return regression(
        outcome,
        {**regressors, **given},
        lags=lags,
        choices=choices,
        weights=dict.fromkeys(regressors, measures.weight),
    )


def slope_evidence(
    name: str,
    samples: Sequence[Regression],
    *,
    least: float,
    beside: Sequence[Estimate] = (),
    conditions: tuple[tuple[str, bool], ...] = (),
    unit: str = "pp",
    shown: Unit = "fraction",
) -> Evidence:
    """Check the slope of the first definition against `least`, and put it through the gate.

    `unit` is the check's, `shown` that of the estimates.
    """

    def tell(label: str, sample: Regression) -> Estimate:
        return slope_estimate(label, sample.slope(), unit=shown)

    check = slope_check(samples[0].slope(), least=least, conditions=conditions, unit=unit)
    return evidence_by_year(check, samples, tell, estimates=(tell(name, samples[0]), *beside))


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
    """Turn a slope that is positive as claimed into what decides, but for the gate."""
    return EffectCheck(
        effect=slope.value,
        least=least,
        upper=slope.interval(0.90)[1],
        p=slope.p_above,
        p_opposite=slope.p_below,
        n_eff=slope.n,
        conditions=conditions,
        unit=unit,
        detectable=slope.detectable,
    )


def standardised(changes: Mapping[str, pd.Series], weeks: pd.Series) -> dict[str, pd.Series]:
    """Return each series over its own standard deviation in the weeks that all have in common."""
    common = pd.concat([weeks, *changes.values()], axis=1, join="inner").dropna().index
    return {name: series / float(np.std(series.loc[common])) for name, series in changes.items()}


@dataclass(frozen=True, slots=True)
class Regression:
    """The rows of a regression under one definition, oldest first.

    `regressors` has a column each; `weights` are what their coefficients are multiplied by.
    """

    periods: pd.PeriodIndex
    outcome: Floats
    regressors: Floats
    weights: Floats
    lags: int = LAGS
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def in_event(self) -> Flags:
        """Every row: a slope rests on all weeks."""
        return np.ones(self.outcome.size, dtype=np.bool_)

    def keep(self, rows: Flags) -> Self:
        """Return some of the rows alone, joined end to beginning."""
        return replace(
            self,
            periods=self.periods[rows],
            outcome=self.outcome[rows],
            regressors=self.regressors[rows],
        )

    def slope(self) -> Slope:
        """Return the weighted sum of the coefficients; raises as `newey_west_slope`."""
        return newey_west_slope(self.outcome, self.regressors, self.weights, lags=self.lags)

    def specification(self) -> Specification:
        """Return the slope and its p; InsufficientData below LEAST_WEEKS rows."""
        slope = self.slope()
        return Specification(self.choices, slope.n, slope.value, slope.value, slope.p_above)


def regression(
    outcome: pd.Series,
    regressors: Mapping[str, pd.Series],
    *,
    weights: Mapping[str, float],
    lags: int = LAGS,
    choices: Mapping[str, str] | None = None,
) -> Regression:
    """Lay an outcome and regressors side by side over their common weeks.

    A regressor that `weights` does not name is a control: weight 0.
    """
    return Regression(*aligned(outcome, regressors, weights), lags, choices or {})
