"""Regressions of relative returns: regressors, alternative definitions and evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import product
from typing import Self

import numpy as np
import pandas as pd

from backtests.evidence.effects import slope_effect
from backtests.evidence.estimates import Estimate, Evidence, Unit
from backtests.evidence.gate import evidence_by_year
from backtests.evidence.specification_curve import Specification
from backtests.inference.regression import (
    LAGS,
    LEAST_WEEKS,
    MONTH,
    WEEK,
    Slope,
    aligned,
    changes,
    common_rows,
    log_returns,
    newey_west_slope,
    regress,
)
from backtests.studies.measures.pairs import Pair
from signals.core.arrays import Flags, Floats

# Claim slide-03a: the effect of a rise of 25 bp, and the smallest relevant effect.
RISE = 0.25
LEAST_FALL = 0.005
# METHODS 1: weekly changes; monthly changes are less affected by stale prices.
EVERY = {"weeks": WEEK, "months": MONTH}
# Claim slide-03a: Newey-West errors over eight weeks; the alternatives are 4 and 13 weeks.
OTHER_LAGS = (4, 13)
# The whole number of months nearest to eight weeks.
LAGS_OF_MONTHS = 2
# Whether the market return is a control variable.
ALONE, GIVEN_MARKET = "no", "yes"


def relative(small: pd.DataFrame, large: pd.DataFrame, *, every: str = WEEK) -> pd.Series:
    """Return the log return of one price less that of another, by week or month."""
    ours, theirs = log_returns(small, every=every), log_returns(large, every=every)
    return ours - theirs


def simple_relative(small: pd.DataFrame, large: pd.DataFrame) -> pd.Series:
    """Return the weekly return of one price less that of another, without logarithms."""
    ours, theirs = np.expm1(log_returns(small)), np.expm1(log_returns(large))
    difference: pd.Series = ours - theirs
    return difference


def rate_changes(rates: Mapping[str, pd.DataFrame], *, every: str = WEEK) -> dict[str, pd.Series]:
    """Return the change of each rate by week or month, in percentage points."""
    return {name: changes(rate["value"], every=every) for name, rate in rates.items()}


def spread_changes(
    high_yield: pd.DataFrame, baa: pd.DataFrame, *, every: str = WEEK, baa_scale: float = 1.0
) -> pd.Series:
    """Return the change of the high-yield spread, preceded by that of the Baa spread.

    Percentage points by week or month. Changes of the Baa spread, used before the high-yield
    spread begins, are divided by `baa_scale` (claim slide-03b).
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
    """Return the fall of the outcome for a joint weekly rise of 25 bp in all of `rising`."""
    return regress(outcome, {**rising, **control}, weights=dict.fromkeys(rising, -RISE))


Changes = Mapping[str, pd.Series]


@dataclass(frozen=True, slots=True)
class Measures:
    """Alternative sets of regressors of relative returns.

    Parameters
    ----------
    called : str
        Name of the choice between the sets.
    weight : float
        Multiplier of the summed coefficients, which is the effect.
    of : mapping
        For each set, a function of the outcome and the frequency that returns the regressors; the
        primary set first.
    """

    called: str
    weight: float
    of: Mapping[str, Callable[[pd.Series, str], Changes]]


def rate_options(
    two_year: pd.DataFrame, ten_year: pd.DataFrame
) -> dict[str, Callable[[pd.Series, str], Changes]]:
    """Return the sets of regressors with both yields and with each alone (claim slide-03a)."""
    rates = {"2-year": two_year, "10-year": ten_year}
    return {
        "2- and 10-year yields": partial(_rates, rates),
        **{f"{name} yield": partial(_rates, {name: rate}) for name, rate in rates.items()},
    }


def _rates(rates: Mapping[str, pd.DataFrame], outcome: pd.Series, every: str) -> Changes:
    del outcome
    return rate_changes(rates, every=every)


def conditions_options(
    conditions: pd.DataFrame, high_yield: pd.DataFrame, baa: pd.DataFrame
) -> dict[str, Callable[[pd.Series, str], Changes]]:
    """Return the sets of regressors with the index of conditions and the spread, standardised."""
    index, spread, baa_only = (
        {every: change(every=every) for every in EVERY.values()}
        for change in (
            partial(changes, conditions["value"]),
            partial(spread_changes, high_yield, baa),
            partial(changes, baa["value"]),
        )
    )
    return {
        "index and spread": lambda rows, every: standardised(
            {"index": index[every], "spread": spread[every]}, rows
        ),
        "index alone": lambda rows, every: standardised({"index": index[every]}, rows),
        "spread alone": lambda rows, every: standardised({"spread": spread[every]}, rows),
        "index and Baa spread throughout": lambda rows, every: standardised(
            {"index": index[every], "spread": baa_only[every]}, rows
        ),
    }


def definitions(
    pairs: Sequence[Pair], measures: Measures, *, market: Sequence[str]
) -> tuple[Regression, ...]:
    """Return all combinations of prices, regressors, market control and frequency.

    The first option of each is the primary one. Lags and simple returns are varied one at a time.
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
    market = pair.large if pair.market is None else pair.market
    given = {"market": log_returns(market, every=every)} if control == GIVEN_MARKET else {}
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
    in_reverse: str = "",
) -> Evidence:
    """Test the slope of the primary definition against `least` and apply the robustness gate.

    `unit` is the unit of the check, `shown` that of the estimates; `in_reverse` says what a slope
    of the opposite sign means.
    """

    def estimate(label: str, sample: Regression) -> Estimate:
        return slope_estimate(label, sample.slope(), unit=shown)

    effect = slope_effect(samples[0].slope())
    check = effect.check(least=least, conditions=conditions, unit=unit, in_reverse=in_reverse)
    return evidence_by_year(
        check, samples, estimate, estimates=(estimate(name, samples[0]), *beside)
    )


def fall_evidence(
    name: str,
    prices: Sequence[Pair],
    called: str,
    options: Mapping[str, Callable[[pd.Series, str], Changes]],
    *,
    given_market: bool = False,
    beside: Sequence[Estimate] = (),
) -> Evidence:
    """Test the fall of relative returns for a weekly rise of 25 bp, with the robustness gate.

    `options` are the sets of regressors as in `Measures`, and `called` is the name of the choice.
    The market is a control variable of the primary definition if `given_market`.
    """
    market = (GIVEN_MARKET, ALONE) if given_market else (ALONE, GIVEN_MARKET)
    samples = definitions(prices, Measures(called, -RISE, options), market=market)
    return slope_evidence(
        name,
        samples,
        least=LEAST_FALL,
        beside=beside,
        in_reverse="with a rise of 25 bp in the week, small caps gained on large caps",
    )


def slope_estimate(name: str, slope: Slope, *, unit: Unit = "fraction") -> Estimate:
    """Return a slope that is positive in the claimed direction as an estimate."""
    return slope_effect(slope).estimate(name, unit, note="n in weeks")


def standardised(changes: Mapping[str, pd.Series], weeks: pd.Series) -> dict[str, pd.Series]:
    """Divide each series by its standard deviation over the weeks common to all."""
    _, values = common_rows([*changes.values(), weeks])
    return {
        name: series / (float(np.std(np.ascontiguousarray(column))) if column.size else np.nan)
        for (name, series), column in zip(changes.items(), values.T, strict=False)
    }


@dataclass(frozen=True, slots=True)
class Regression:
    """Data of a regression under one definition, oldest first.

    Parameters
    ----------
    outcome : array, shape (n,)
    regressors : array, shape (n, k)
    weights : array, shape (k,)
        Multipliers of the coefficients; their weighted sum is the effect.
    lags : int
        Lags of the Newey-West errors.
    least : int
        Fewest rows of a slope.
    """

    periods: pd.PeriodIndex
    outcome: Floats
    regressors: Floats
    weights: Floats
    lags: int = LAGS
    choices: Mapping[str, str] = field(default_factory=dict)
    least: int = LEAST_WEEKS

    @property
    def in_event(self) -> Flags:
        """All rows: a slope uses every week."""
        return np.ones(self.outcome.size, dtype=np.bool_)

    def keep(self, rows: Flags) -> Self:
        """Select some of the rows and concatenate them."""
        return replace(
            self,
            periods=self.periods[rows],
            outcome=self.outcome[rows],
            regressors=self.regressors[rows],
        )

    def slope(self) -> Slope:
        """Return the weighted sum of the coefficients; raises as `newey_west_slope` does."""
        return newey_west_slope(
            self.outcome, self.regressors, self.weights, lags=self.lags, least=self.least
        )

    def specification(self) -> Specification:
        """Return the slope and its p-value; raises InsufficientData for too few rows."""
        return slope_effect(self.slope()).specification(self.choices)


def regression(
    outcome: pd.Series,
    regressors: Mapping[str, pd.Series],
    *,
    weights: Mapping[str, float],
    lags: int = LAGS,
    choices: Mapping[str, str] | None = None,
) -> Regression:
    """Align an outcome with regressors over their common weeks.

    A regressor without an entry in `weights` is a control with weight 0.
    """
    return Regression(*aligned(outcome, regressors, weights), lags, choices or {})
