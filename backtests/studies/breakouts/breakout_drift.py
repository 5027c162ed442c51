"""Test whether mean returns after breakouts exceed those after random dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import bar_returns, positions_of
from backtests.engine.prepared_bars import PreparedBars
from backtests.evidence.effects import Effect
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_YEARLY, gate_estimates, gated
from backtests.inference import samples
from backtests.inference.random_dates import (
    UNKNOWN,
    SharedDates,
    draw_dates,
    draw_like,
    volatility_terciles,
)
from backtests.runtime.serialization import iso, number
from backtests.studies.breakouts.definitions import (
    ENTRIES,
    OTHER_BASES,
    SPANS,
    Signal,
    drift_choices,
    drift_curve,
)
from backtests.studies.breakouts.path_kernel import PathRules
from backtests.studies.breakouts.resampled_paths import (
    BILLS,
    MOST_PATHS,
    mean_bill_rate,
    path_estimates,
    resample,
    volatility_matched,
)
from backtests.studies.breakouts.rule_grid import add_rule_estimates
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.studies.measures.any_date import mean_after_any_date
from backtests.studies.measures.event_study import EventStudy
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.parameters import Depth, Level, TradingDays
from data_feeds.series.bars import frequency_of
from signals.core.arrays import Ints

CHARTS = ("breakouts",)


PRIMARY = "12 months"
# The breakout rules count as trials of every run.
TRIES_RULES = True
STATISTIC = f"mean return {PRIMARY} after a breakout"
METHOD = Method(
    "Mean return of {bars} in the 252 trading days after closes above the record close "
    "that end a base of at least {min_base} and {min_depth} below the record, less that "
    "after as many random dates; the record before the data is {seed_record}",
    by_effect(in_points(LEAST_YEARLY)),
    "21, 63 and 126 trading days, and other definitions of a breakout",
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    seed_record: Level,
    min_base: TradingDays,
    min_depth: Depth,
    others: Mapping[str, pd.DataFrame] | None = None,
) -> Evidence:
    """Test mean returns from the close of the signal against random dates at four horizons.

    The primary horizon is also compared with resampled paths (N2) and with paths without drift
    (N2b, METHODS 3.4). The robustness gate uses the specification curve of METHODS 3.5.

    Parameters
    ----------
    context : Context
        Data end and random numbers of the run.
    others : Mapping of str to pd.DataFrame, optional
        May include the rate of cash in percent, for the paths without drift.

    Raises
    ------
    InsufficientData
        If fewer than two breakouts are complete, or the bars are too few to resample.
    """
    signal = Signal(min_base, min_depth)
    positions = _positions(bars, signal, seed_record)
    fresh = partial(draw_dates, context.rng, draws=context.resamples)
    estimates = []
    for label, days in SPANS.items():
        study = _study(bars, positions, days)
        effect = study.effect_if_any(fresh)
        estimates.append(_estimate(f"mean return {label} after a breakout", study, effect))
        if label == PRIMARY:
            main, found, primary = study, effect, estimates[-1]
    for base, depth in OTHER_BASES:
        study = _study(bars, _positions(bars, Signal(base, depth), seed_record), SPANS[PRIMARY])
        label = f"12 months after a breakout from a base of {base} days and {depth:.0%}"
        estimates.append(_estimate(label, study, study.effect_if_any(fresh)))
    estimates.sort(key=lambda estimate: estimate is not primary)
    prepared = PreparedBars.of(bars)
    rules = BreakoutRules(min_base, min_depth, target="none", stop="none", horizon=SPANS[PRIMARY])
    drawn = resample(
        prepared,
        PathRules.of(rules, prepared.frequency, seed_record),
        rng=context.rng.spawn(1)[0],
        paths=min(context.resamples, MOST_PATHS),
        bill_rate=mean_bill_rate((others or {}).get(BILLS), bars),
    )
    estimates += path_estimates(primary, drawn.forward(primary.value))
    if found is None:
        raise samples.InsufficientData("fewer than two completed breakouts")
    estimates.append(_volatility_matched(context, bars, primary, main))
    rng = context.rng.spawn(1)[0]
    shared = SharedDates(rng, draws=context.resamples)
    left_out = main.without_each(shared.take, [f"{day:%Y-%m-%d}" for day in bars.index[main.at]])
    curve = drift_curve(
        bars,
        signal,
        found.specification(drift_choices(signal, span=PRIMARY, entry=ENTRIES[0])),
        rng,
        seed_record=seed_record,
        draws=context.resamples,
    )
    estimates.append(
        mean_after_any_date(
            bars, trading_days=SPANS[PRIMARY], rng=context.rng.spawn(1)[0], draws=context.resamples
        )
    )
    estimates += gate_estimates(left_out, curve, statistic="mean return after a breakout")
    estimates += main.by_part(
        STATISTIC,
        pd.DatetimeIndex(bars.index),
        partial(draw_dates, rng, draws=context.resamples),
        lambda effect, part: replace(effect, detectable=None).estimate(
            part, note="random dates of the same years"
        ),
    )
    events = tuple(
        {
            "signal_date": iso(bars.index[at]),
            "close": float(bars["close"].iloc[at]),
            "return_12m": number(float(main.after[at])),
        }
        for at in positions
    )
    evidence = Evidence(
        gated(found.check(least=LEAST_YEARLY), left_out, curve),
        tuple(estimates),
        events,
        curve=curve,
        by_chance=found.by_chance(STATISTIC, "sets of random dates"),
    )
    return add_rule_estimates(
        context,
        evidence,
        bars=bars,
        definitions=((min_base, min_depth), *OTHER_BASES),
        seed_record=seed_record,
        cash_rate=(others or {}).get(BILLS),
    )


def _positions(bars: pd.DataFrame, signal: Signal, seed_record: float) -> Ints:
    events = signal.find(bars, seed_record=seed_record)
    return positions_of(bars, [event.known_on for event in events])


def _study(bars: pd.DataFrame, positions: Ints, days: int) -> EventStudy:
    returns = bar_returns(bars, trading_days=days)
    return EventStudy.of(returns, positions, window=frequency_of(bars).bars(days))


def _estimate(name: str, study: EventStudy, effect: Effect | None) -> Estimate:
    if effect is None:
        return Estimate(name, None, n=study.at.size, note="fewer than two completed events")
    values = study.values
    return effect.estimate(
        name, note=f"median {np.median(values):.1%}, gains after {(values > 0).mean():.0%}"
    )


def _volatility_matched(
    context: Context, bars: pd.DataFrame, primary: Estimate, study: EventStudy
) -> Estimate:
    """Compare the mean return with that of volatility-matched random dates."""
    terciles = volatility_terciles(bars)
    done = study.at[terciles[study.at] != UNKNOWN]
    picks = draw_like(
        context.rng.spawn(1)[0], terciles, ~np.isnan(study.after), done, draws=context.resamples
    )
    means = study.after[picks].mean(axis=1)
    return volatility_matched(primary, means, float(study.after[done].mean()))
