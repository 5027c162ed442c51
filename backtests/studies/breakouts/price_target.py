"""Test whether a published price level is touched in time, with the hit rate of such targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from backtests.engine.outcomes import Outcome, breakout_row
from backtests.engine.prepared_bars import PreparedBars
from backtests.evidence import eras
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import TouchCheck
from backtests.evidence.gate import LEAST_FREQUENCY, gate_estimates, gated
from backtests.evidence.outlook import days_left, odds_of_touch, rate_of_days, touches
from backtests.evidence.specification_curve import Curve
from backtests.inference import intervals, samples
from backtests.studies.breakouts import hit_rate, random_entries
from backtests.studies.breakouts.definitions import HORIZONS, STOPS, Definition, Signal, hit_curve
from backtests.studies.breakouts.hit_rate import BreakoutStudy, HitRate
from backtests.studies.breakouts.resampled_paths import (
    BILLS,
    MOST_PATHS,
    mean_bill_rate,
    path_estimates,
    volatility_matched,
)
from backtests.studies.breakouts.rules import BreakoutRules
from data_feeds.series.bars import frequency_of, has_ohlc
from signals.core.arrays import Flags
from signals.levels.stops import parse_stop

CHARTS = ("breakouts",)
HAS_OUTLOOK = True
# Stop and horizon in trading days of the hit rate that decides the verdict.
STOP, HORIZON = "structural", 252


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    level: float,
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
    also_by: Sequence[pd.Timestamp],
    target: str,
    seed_record: float,
    others: Mapping[str, pd.DataFrame] | None = None,
) -> Evidence:
    """Test whether a high reaches the level in time, and compute the base rate (METHODS 4.2).

    Parameters
    ----------
    context : Context
        Data end and random numbers of the run. Without resamples, only the touch is tested.
    bars : pd.DataFrame
        Bars of one series.
    level : float
        Published price level.
    base_date, resolves : pd.Timestamp
        Date of the article, and last day on which a touch counts.
    also_by : sequence of pd.Timestamp
        Other dates for which odds are reported.
    target : str
        Target rule applied to past breakouts, of the same kind as the published target.
    seed_record : float
        Record close from before the bars.
    others : Mapping of str to pd.DataFrame, optional
        May include the bill rate in percent, for the resampled paths without drift.
    """
    highs = _highs(bars, base_date, resolves)
    check = _touch(context, highs, level, resolves)
    outlook = partial(_outlook, bars, highs, level, resolves, also_by)
    if not context.resamples:
        return Evidence(check, outlook=outlook)
    prepared = PreparedBars.of(bars)
    study = hit_rate.study(
        prepared,
        BreakoutRules(target=target),
        rng=context.rng,
        draws=context.resamples,
        seed_record=seed_record,
        paths=min(context.resamples, MOST_PATHS),
        bill_rate=mean_bill_rate((others or {}).get(BILLS), bars),
    )
    past = _past(prepared, context, study.hit_rate, target, seed_record)
    rng = context.rng.spawn(1)[0]
    curve = hit_curve(
        prepared,
        Definition(Signal(), target, STOP, HORIZON),
        study.hit_rate,
        rng,
        seed_record=seed_record,
        draws=context.resamples,
    )
    return Evidence(
        check,
        (
            *_position(bars, highs, level, base_date, resolves, also_by),
            *past,
            *_resampled(study, target),
            *_volatility_matched(context, prepared, study, target),
            *_across(study.hit_rate, curve),
            *_by_part(prepared, study.outcomes, rng, context.resamples),
        ),
        tuple(breakout_row(outcome) for outcome in study.outcomes),
        base_rate=_base_rate(study.hit_rate, curve),
        curve=curve,
        outlook=outlook,
    )


def _outlook(
    bars: pd.DataFrame,
    highs: pd.Series,
    level: float,
    resolves: pd.Timestamp,
    also_by: Sequence[pd.Timestamp],
) -> Outlook:
    last = float(bars["close"].iloc[-1])
    best = "" if highs.empty else f"; highest since the article {highs.max():,.2f}"
    return Outlook(
        resolves=resolves,
        last=pd.Timestamp(bars.index[-1]),
        settles=f"a high at or above {level:,.2f} by {resolves:%Y-%m-%d}",
        now=f"{last:,.2f}{best}",
        distance=level / last - 1,
        odds=tuple(
            odds_of_touch(
                f"a rise of {level / last - 1:.1%} at its high by {date:%Y-%m-%d}",
                bars,
                level=level,
                until=date,
            )
            for date in (resolves, *also_by)
            if date > bars.index[-1]
        ),
    )


def _highs(bars: pd.DataFrame, base_date: pd.Timestamp, resolves: pd.Timestamp) -> pd.Series:
    """Return the highs after the article up to the resolution; closes if there are no highs."""
    after = bars.loc[(bars.index > base_date) & (bars.index <= resolves)]
    return after["high"] if has_ohlc(bars) else after["close"]


def _touch(context: Context, highs: pd.Series, level: float, resolves: pd.Timestamp) -> TouchCheck:
    touched = highs.index[highs >= level]
    return TouchCheck(
        level=level,
        resolves=resolves,
        as_of=context.as_of,
        touched_on=pd.Timestamp(touched[0]) if len(touched) else None,
        best=float(highs.max()) if len(highs) else None,
    )


def _position(
    bars: pd.DataFrame,
    highs: pd.Series,
    level: float,
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
    also_by: Sequence[pd.Timestamp],
) -> list[Estimate]:
    """Return the highest high so far, and the base rate of such a rise in the same time."""
    before = bars["close"].loc[:base_date]
    if bars.index[-1] < base_date:
        return [
            Estimate(
                "highest high since the article",
                None,
                "points",
                claimed=level,
                note=f"the data end before {base_date:%Y-%m-%d}",
            )
        ]
    base = float(before.iloc[-1])
    window = frequency_of(bars).bars(days_left(base_date, resolves))
    dates = ", ".join(f"{date:%Y-%m-%d}" for date in also_by)
    best = float(highs.max()) if len(highs) else None
    return [
        Estimate(
            "highest high since the article",
            best,
            "points",
            claimed=level,
            note=f"close then {base:,.2f}; also judged by {dates}",
        ),
        rate_of_days(
            f"share of all dates followed by a rise of {level / base - 1:.1%} at its high",
            touches(bars, level / base, window=window),
            window_days=window,
            role="base rate",
        ),
    ]


def _past(
    bars: PreparedBars, context: Context, primary: HitRate, target: str, seed_record: float
) -> list[Estimate]:
    """Return past hit rates of the target rule by stop and horizon, the primary first."""
    estimates = [_rate(STOP, HORIZON, primary, target)]
    for stop in STOPS:
        for horizon in HORIZONS:
            if (stop, horizon) != (STOP, HORIZON):
                other = hit_rate.study(
                    bars,
                    BreakoutRules(target=target, stop=stop, horizon=horizon),
                    rng=context.rng,
                    draws=context.resamples,
                    seed_record=seed_record,
                )
                estimates.append(_rate(stop, horizon, other.hit_rate, target))
    return estimates


def _rate(stop: str, horizon: int, rate: HitRate, target: str) -> Estimate:
    goals = {"mm-a": "their measured move in points", "mm-b": "their measured move in percent"}
    goal = goals.get(target, f"{target} above their record")
    words = {"structural": "stop at the base low", "none": "no stop", "8%": "stop 8% below entry"}
    counts = f"{rate.hits} of {rate.resolved}, in {rate.years} years"
    return rate.estimate(
        f"past breakouts that reached {goal} within {horizon} trading days, {words[stop]}",
        counts + intervals.interval_note(rate.jeffreys),
        role="past targets",
    )


def _resampled(study: BreakoutStudy, target: str) -> list[Estimate]:
    """Return the primary hit rate against resampled paths, which do not affect the verdict."""
    if study.nulls is None:
        return []
    return path_estimates(_rate(STOP, HORIZON, study.hit_rate, target), study.nulls)


def _volatility_matched(
    context: Context, bars: PreparedBars, study: BreakoutStudy, target: str
) -> list[Estimate]:
    """Compare the primary hit rate with volatility-matched random dates; empty if not possible."""
    found = _rate(STOP, HORIZON, study.hit_rate, target)
    resolved = [outcome for outcome in study.outcomes if outcome.resolved]
    if found.value is None or any(outcome.target is None for outcome in resolved):
        return []
    try:
        hit = random_entries.volatility_matched_hits(
            bars,
            resolved,
            stop=parse_stop(STOP),
            horizon=HORIZON,
            rng=context.rng.spawn(1)[0],
            draws=context.resamples,
        )
    except samples.InsufficientData:
        return []
    return [volatility_matched(found, hit.mean(axis=1), found.value)]


def _across(rate: HitRate, curve: Curve | None) -> tuple[Estimate, ...]:
    if curve is None:
        return ()
    return gate_estimates(rate.left_out, curve, statistic="hit rate of past breakouts")


def _by_part(
    bars: PreparedBars, outcomes: Sequence[Outcome], rng: np.random.Generator, draws: int
) -> tuple[Estimate, ...]:
    """Compare hit rates by era and without 2020 with random dates of the same years."""
    resolved = [outcome for outcome in outcomes if outcome.resolved]
    every = eras.parts(pd.DatetimeIndex(bars.frame.index))

    def rate_of(part: str, kept: Flags) -> Estimate:
        rate = hit_rate.hit_rate(
            bars,
            [o for o, inside in zip(resolved, kept, strict=True) if inside],
            stop=parse_stop(STOP),
            horizon=HORIZON,
            rng=rng,
            draws=draws,
            among=every[part],
        )
        note = f"{rate.hits} of {rate.resolved}; random dates of the same years"
        return rate.estimate(part, note, detectable=False)

    dates = pd.DatetimeIndex([o.event.known_on for o in resolved])
    return eras.by_part("hit rate of past breakouts", dates, rate_of)


def _base_rate(rate: HitRate, curve: Curve | None) -> EffectCheck | None:
    if rate.effect is None or curve is None:
        return None
    return gated(rate.effect.check(least=LEAST_FREQUENCY), rate.left_out, curve)
