"""Test whether a published price level is touched in time, with the hit rate of such targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    published = _Target(bars, level, base_date, resolves, tuple(also_by))
    check = published.touch(context.as_of)
    outlook = published.outlook
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
            *published.estimates(),
            *past,
            *_other_nulls(context, prepared, study, target),
            *_across(study.hit_rate, curve),
            *_by_part(prepared, study.outcomes, rng, context.resamples),
        ),
        tuple(breakout_row(outcome) for outcome in study.outcomes),
        base_rate=_base_rate(study.hit_rate, curve),
        curve=curve,
        outlook=outlook,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Target:
    """A published price level, with its dates and the bars of its series."""

    bars: pd.DataFrame
    level: float
    base_date: pd.Timestamp
    resolves: pd.Timestamp
    also_by: tuple[pd.Timestamp, ...]

    @property
    def highs(self) -> pd.Series:
        """Highs after the article up to the resolution; closes if there are no highs."""
        index = self.bars.index
        after = self.bars.loc[(index > self.base_date) & (index <= self.resolves)]
        return after["high"] if has_ohlc(self.bars) else after["close"]

    @property
    def best(self) -> float | None:
        """Highest high since the article."""
        return None if self.highs.empty else float(self.highs.max())

    def touch(self, as_of: pd.Timestamp) -> TouchCheck:
        """Return the check of a touch in time."""
        touched = self.highs.index[self.highs >= self.level]
        return TouchCheck(
            level=self.level,
            resolves=self.resolves,
            as_of=as_of,
            touched_on=pd.Timestamp(touched[0]) if len(touched) else None,
            best=self.best,
        )

    def outlook(self) -> Outlook:
        """Return the rise that is missing, and how often the past had one by each date."""
        last = float(self.bars["close"].iloc[-1])
        rise = self.level / last - 1
        best = "" if self.best is None else f"; highest since the article {self.best:,.2f}"
        return Outlook(
            resolves=self.resolves,
            last=pd.Timestamp(self.bars.index[-1]),
            settles=f"a high at or above {self.level:,.2f} by {self.resolves:%Y-%m-%d}",
            now=f"{last:,.2f}{best}",
            distance=rise,
            odds=tuple(
                odds_of_touch(
                    f"a rise of {rise:.1%} at its high by {date:%Y-%m-%d}",
                    self.bars,
                    level=self.level,
                    until=date,
                )
                for date in (self.resolves, *self.also_by)
                if date > self.bars.index[-1]
            ),
        )

    def estimates(self) -> tuple[Estimate, ...]:
        """Return the highest high so far, and the base rate of such a rise in the same time."""
        highest = partial(
            Estimate, "highest high since the article", unit="points", claimed=self.level
        )
        if self.bars.index[-1] < self.base_date:
            return (highest(value=None, note=f"the data end before {self.base_date:%Y-%m-%d}"),)
        base = float(self.bars["close"].loc[: self.base_date].iloc[-1])
        window = frequency_of(self.bars).bars(days_left(self.base_date, self.resolves))
        dates = ", ".join(f"{date:%Y-%m-%d}" for date in self.also_by)
        return (
            highest(value=self.best, note=f"close then {base:,.2f}; also judged by {dates}"),
            rate_of_days(
                f"share of all dates followed by a rise of {self.level / base - 1:.1%} at its high",
                touches(self.bars, self.level / base, window=window),
                window_days=window,
                role="base rate",
            ),
        )


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


def _other_nulls(
    context: Context, bars: PreparedBars, study: BreakoutStudy, target: str
) -> list[Estimate]:
    """Compare the primary hit rate with resampled paths and volatility-matched random dates.

    They do not affect the verdict; those that cannot be drawn are left out.
    """
    found = _rate(STOP, HORIZON, study.hit_rate, target)
    paths = [] if study.nulls is None else path_estimates(found, study.nulls)
    resolved = [outcome for outcome in study.outcomes if outcome.resolved]
    if found.value is None or any(outcome.target is None for outcome in resolved):
        return paths
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
        return paths
    return [*paths, volatility_matched(found, hit.mean(axis=1), found.value)]


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
