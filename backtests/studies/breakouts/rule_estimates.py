"""Estimates of breakout rules against a constant holding of the same exposure (METHODS 3.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.rule_selection import count_estimate, overfitting_estimate
from backtests.inference import samples
from backtests.inference.multiple_comparison import DRAWS
from backtests.inference.sharpe import Chosen, SharpeDifference, sharpe_ratio
from backtests.studies.breakouts.rule_grid import (
    HOLDINGS,
    Comparison,
    Grid,
    Rule,
    compare,
    drop_inactive,
    follow_rules,
)
from data_feeds.series.bars import DataError
from strategies.engine.earnings import cash_interest, cash_return

_TRADED = "bought and sold at the close of the next bar, 5 basis points a side"


def add_rule_estimates(
    context: Context,
    evidence: Evidence,
    *,
    bars: pd.DataFrame,
    definitions: Sequence[tuple[int, float]],
    seed_record: float | None,
    cash_rate: pd.DataFrame | None = None,
) -> Evidence:
    """Add the performance of breakout rules to the evidence; the check is unchanged.

    Every definition is combined with every holding period. All rules count as trials, including
    those without a signal. If the rules cannot be compared, a note states the reason.

    Parameters
    ----------
    context : Context
        Random numbers of the run.
    evidence : Evidence
        Evidence to extend.
    bars : pd.DataFrame
        Bars of one series.
    definitions : sequence of (int, float)
        Minimum length of the base in trading days, and its minimum depth as a fraction.
    seed_record : float, optional
        Record close from before the bars.
    cash_rate : pd.DataFrame, optional
        Rate that cash earns, in percent; without it cash earns nothing.
    """
    rules = [Rule(base, depth, held) for base, depth in definitions for held in HOLDINGS]
    untried: dict[str, float | None] = dict.fromkeys(map(str, rules))
    days = pd.DatetimeIndex(bars.index)
    try:
        interest = None if cash_rate is None else cash_interest(cash_rate, days)
        grid = drop_inactive(follow_rules(bars, rules, seed_record=seed_record, interest=interest))
        found = compare(context.rng.spawn(1)[0], grid, draws=min(context.resamples, DRAWS))
    except (samples.InsufficientData, DataError) as error:
        note = f"no comparison of breakout rules: {error}"
        return replace(evidence, notes=(*evidence.notes, note), trials=untried)
    year = grid.frequency.bars_per_year
    ratios = {
        str(rule): sharpe_ratio(excess) * float(np.sqrt(year))
        for rule, excess in zip(grid.rules, grid.excess.T, strict=True)
    }
    best = grid.rules[found.best]
    cash = "cash earns nothing" if cash_rate is None else str(cash_return(cash_rate, days))
    return replace(
        evidence,
        estimates=(*evidence.estimates, *_of_each(grid, found), *_of_the_best(grid, found, cash)),
        trials=untried | ratios,
        chosen=Chosen.of(
            f"the best breakout rule ({best})",
            grid.excess[:, found.best],
            periods_per_year=year,
        ),
    )


def _of_the_best(grid: Grid, found: Comparison, cash: str) -> tuple[Estimate, ...]:
    best, count, year = grid.rules[found.best], len(grid.rules), grid.frequency.bars_per_year
    exposure = grid.exposure[:, found.best]
    return (
        Estimate(
            f"best of {count} breakout rules: gain a year over holding as much all the time",
            float(grid.excess[:, found.best].mean()) * year,
            n=int(np.count_nonzero(np.diff(exposure, prepend=0.0) > 0)),
            baseline=0.0,
            p=found.ability.p,
            note=f"{best}; in the market {exposure.mean():.0%} of the time; {_TRADED}; {cash}; "
            f"p: chance that luck picked it (Hansen 2005), between {found.ability.lower:.2f} and "
            f"{found.ability.upper:.2f} depending on how much clearly bad rules count",
        ),
        _sharpe_ratio(found.sharpe, year),
        overfitting_estimate("breakout rule", found.overfitting),
        count_estimate("breakout rule", grid.rules, found.adjusted),
    )


def _sharpe_ratio(found: SharpeDifference | None, year: int) -> Estimate:
    name = "best breakout rule: Sharpe ratio a year above that of holding as much"
    if found is None:
        return Estimate(name, None, "ratio", note="it is in the market too rarely to decide")
    root = float(np.sqrt(year))
    low, high = found.interval
    return Estimate(
        name,
        found.difference * root,
        "ratio",
        interval=(low * root, high * root),
        baseline=0.0,
        p=found.p_above,
        note="Ledoit & Wolf 2008; p as if it had not been picked as the best",
    )


def _of_each(grid: Grid, found: Comparison) -> tuple[Estimate, ...]:
    gains = grid.excess.mean(axis=0) * grid.frequency.bars_per_year
    return tuple(
        Estimate(
            f"breakout rule, {rule}: gain a year over holding as much",
            float(gain),
            baseline=0.0,
            p_adjusted=float(adjusted),
            note=f"in the market {held:.0%} of the time; p adjusted for all rules",
        )
        for rule, gain, adjusted, held in zip(
            grid.rules, gains, found.adjusted, grid.exposure.mean(axis=0), strict=True
        )
    )
