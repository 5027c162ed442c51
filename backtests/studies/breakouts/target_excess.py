"""Test whether signals reach their target more often than random dates do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pandas as pd

from backtests.engine.outcomes import breakout_row
from backtests.engine.prepared_bars import PreparedBars
from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.gate import LEAST_FREQUENCY, gate_estimates, gated
from backtests.inference import samples
from backtests.runtime.wording import plural
from backtests.studies.breakouts.definitions import Definition, Signal, hit_curve
from backtests.studies.breakouts.hit_rate import study
from backtests.studies.breakouts.resampled_paths import (
    BILLS,
    MOST_PATHS,
    mean_bill_rate,
    path_estimates,
)
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.parameters import (
    Depth,
    Level,
    StopName,
    TargetName,
    TradingDays,
)
from signals.core.side import parse_side

METHOD = Method(
    "Whether signals of {bars} on the {side} side (bases of {min_base} and {min_depth}[, the "
    "extreme of {lookback} in place of the record][, record before the data {seed_record}]) reach "
    "the target {target} within {horizon}, before the stop {stop}, more often than random dates "
    "with the same distances",
    by_effect(in_points(LEAST_FREQUENCY), what="the excess hit rate"),
    "resampled paths, and other signals, targets, stops and horizons",
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    target: TargetName,
    side: Literal["long", "short"] = "long",
    lookback: TradingDays | None = None,
    stop: StopName = "structural",
    horizon: TradingDays = 252,
    min_base: TradingDays = 20,
    min_depth: Depth = 0.05,
    seed_record: Level | None = None,
    others: Mapping[str, pd.DataFrame] | None = None,
) -> Evidence:
    """Compare the hit rate of breakouts or breakdowns with random dates (METHODS 2.13, 3.4).

    Parameters
    ----------
    context : Context
        Random numbers of the run.
    target : str
        Rule of the target, such as mm-a (measured move in points) or 30%.
    side : str
        long for breakouts, short for breakdowns.
    lookback : int, optional
        Trading days of the high, or low, to exceed; None for the record close.
    others : Mapping of str to pd.DataFrame, optional
        May include the rate of cash in percent, for the paths without drift.

    Raises
    ------
    InsufficientData
        No signal is resolved, or random dates cannot be drawn.
    """
    chosen = parse_side(side)
    rules = BreakoutRules(min_base, min_depth, lookback, target, stop, horizon, side=chosen)
    prepared = PreparedBars.of(bars).seen_from(chosen)
    found = study(
        prepared,
        rules,
        rng=context.rng,
        draws=context.resamples,
        seed_record=seed_record,
        paths=min(context.resamples, MOST_PATHS),
        bill_rate=mean_bill_rate((others or {}).get(BILLS), bars),
    )
    rate = found.hit_rate
    curve = hit_curve(
        prepared,
        Definition(Signal(min_base, min_depth, lookback, side=chosen), target, stop, horizon),
        rate,
        context.rng.spawn(1)[0],
        seed_record=seed_record,
        draws=context.resamples,
    )
    if rate.effect is None or curve is None:
        raise samples.InsufficientData(rate.note or f"no resolved {chosen.breaks}")
    primary = rate.estimate(
        f"{chosen.breaks}s at their target ({target})",
        f"{rate.hits} of {rate.resolved}, in {plural(rate.years, 'year')}; stop {stop}, "
        f"{horizon} trading days",
    )
    nulls = () if found.nulls is None else path_estimates(primary, found.nulls)
    across = gate_estimates(rate.left_out, curve, statistic="hit rate")
    return Evidence(
        gated(rate.effect.check(least=LEAST_FREQUENCY), rate.left_out, curve),
        (primary, *nulls, *across),
        tuple(breakout_row(outcome) for outcome in found.outcomes),
        curve=curve,
    )
