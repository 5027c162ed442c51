"""Test whether as large a share of breakouts reached their target as stated."""

from __future__ import annotations

import pandas as pd

from backtests.engine.prepared_bars import PreparedBars
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.inference import samples
from backtests.studies.breakouts.hit_rate import study
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.studies.measures.levels import prices_of
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import (
    Depth,
    Level,
    Share,
    StopName,
    TargetName,
    Tolerance,
    TradingDays,
)

METHOD = Method(
    "Whether the share of breakouts of {bars} (bases of {min_base} and {min_depth}[, record before "
    "the data {seed_record}]) that reached the target {target} within {horizon}, before the stop "
    "{stop}, is {claimed}",
    by_fact("it is within {tolerance:points}", "it is off by more than {tolerance:twice}"),
    "the share of random dates with the same distances",
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    target: TargetName,
    claimed: Share,
    tolerance: Tolerance,
    stop: StopName = "structural",
    horizon: TradingDays = 252,
    min_base: TradingDays = 20,
    min_depth: Depth = 0.05,
    seed_record: Level | None = None,
) -> Evidence:
    """Compute the hit rate of the breakouts of METHODS 2.1 with a target and a stop (METHODS 3.3).

    Parameters
    ----------
    context : Context
        Random numbers of the run.
    target : str
        Rule of the target, such as mm-a (measured move in points), mm-c (height of the base), 30%.
    claimed : float
        Stated share, a fraction.
    tolerance : float
        How far the share may be from it, a fraction.

    Raises
    ------
    InsufficientData
        No breakout is resolved.
    """
    rules = BreakoutRules(
        min_base=min_base, min_depth=min_depth, target=target, stop=stop, horizon=horizon
    )
    found = study(
        PreparedBars.of(prices_of(bars)),
        rules,
        rng=context.rng,
        draws=context.resamples,
        seed_record=seed_record,
    ).hit_rate
    if found.rate is None:
        raise samples.InsufficientData("no resolved breakout with a target")
    name = f"share of breakouts at their target ({target})"
    note = f"{found.hits} of {found.resolved}, stop {stop}, {horizon} trading days"
    estimate = Estimate(
        name,
        found.rate,
        interval=found.interval,
        n=found.resolved,
        n_eff=found.n_eff,
        baseline=found.baseline,
        claimed=claimed,
        p=found.p,
        note=note,
    )
    return Evidence(
        FactCheck(figures=(Figure(name, claimed, (found.rate,), tolerance),)), (estimate,)
    )
