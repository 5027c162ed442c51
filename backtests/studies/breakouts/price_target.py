"""Test whether a published price level is touched in time, with the hit rate of such targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.outcomes import Outcome, breakout_row
from backtests.engine.prepared_bars import PreparedBars
from backtests.evidence import eras
from backtests.evidence.checks import MissingCheck
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import TouchCheck
from backtests.evidence.gate import LEAST_FREQUENCY, gate_estimates, gated
from backtests.evidence.outlook import (
    at_or_beyond,
    days_left,
    extremes,
    odds_of_touch,
    rate_of_days,
    touches,
)
from backtests.evidence.specification_curve import Curve
from backtests.inference import intervals, samples
from backtests.runtime.wording import plural
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
from backtests.studies.measures.levels import bars_inside, side_undated, touch_undated
from backtests.studies.method import Method, by_touch
from backtests.studies.parameters import (
    Day,
    Level,
    Some,
    TargetName,
    all_after,
    in_order,
    resolved_later,
)
from data_feeds.series.bars import frequency_of
from signals.levels.stops import parse_stop

CHARTS = ("breakouts",)
HAS_OUTLOOK = True
# Stop and horizon in trading days of the hit rate that decides the verdict.
STOP, HORIZON = "structural", 252
METHOD = Method(
    "Whether {bars} reaches {level} after {base_date} and by {resolves}: a high if the level is "
    "above the close of {base_date}, a low if it is below",
    by_touch("by {resolves}"),
    "the share of all dates followed by such a move in as long[; the odds by {also_by}][; past "
    "breakouts with target {target}][, where the record close before the data is {seed_record}]",
)
RULES = (
    in_order("base_date", "resolves"),
    resolved_later("resolves"),
    all_after("base_date", "also_by"),
)


@dataclass(frozen=True, slots=True)
class _Aim:
    """A level and the close it was published at, which is above or below it."""

    level: float
    base: float

    @property
    def down(self) -> bool:
        """Whether the level is below the close."""
        return self.level < self.base

    @property
    def extreme(self) -> str:
        """The price of a bar that touches the level first."""
        return "low" if self.down else "high"

    @property
    def superlative(self) -> str:
        """Which of several extremes is nearest to the level."""
        return "lowest" if self.down else "highest"

    def best(self, reached: pd.Series) -> float:
        """Return the extreme of all bars."""
        return float(reached.min() if self.down else reached.max())

    def move(self, price: float) -> str:
        """Describe the move from a price to the level."""
        kind = "fall" if self.down else "rise"
        return f"a {kind} of {abs(self.level / price - 1):.1%} at its {self.extreme}"


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    level: Level,
    base_date: Day,
    resolves: Day,
    also_by: Annotated[Sequence[Day], Some] = (),
    target: TargetName | None = None,
    seed_record: Level | None = None,
    others: Mapping[str, pd.DataFrame] | None = None,
) -> Evidence:
    """Test whether the level is reached in time, and compute the base rate (METHODS 4.2).

    A level above the close of the base date is reached by a high, one below it by a low. Past
    breakouts aim upwards, so their hit rate is reported only for a level above.

    Parameters
    ----------
    context : Context
        Data end and random numbers of the run. Without resamples, only the touch is tested.
    level : float
        Published price level.
    base_date : pd.Timestamp
        Date of the article.
    resolves : pd.Timestamp
        Last day on which a touch counts.
    also_by : sequence of pd.Timestamp, optional
        Other dates for which odds are reported.
    target : str, optional
        Target rule applied to past breakouts, of the same kind as the published target; without
        one they are not followed.
    others : Mapping of str to pd.DataFrame, optional
        May include the rate of cash in percent, for the resampled paths without drift.
    """
    before = bars["close"].loc[:base_date]
    if before.empty:
        return Evidence(MissingCheck(f"not tested: no close on or before {base_date:%Y-%m-%d}"))
    aim = _Aim(level, float(before.iloc[-1]))
    undated = side_undated(bars, level, base_date) or touch_undated(
        bars, level, base_date, resolves, down=aim.down
    )
    if undated is not None:
        return Evidence(MissingCheck(f"not tested: {undated}"))
    reached = _reached(bars, base_date, resolves, down=aim.down)
    check = _touch(context, reached, aim, resolves)
    outlook = partial(_outlook, bars, reached, aim, resolves, also_by)
    if not context.resamples:
        return Evidence(check, outlook=outlook)
    position = _position(bars, reached, aim, base_date, resolves, also_by)
    if target is None or aim.down:
        below = f"past breakouts are not counted: the level is below the close of {aim.base:,.2f}"
        notes = (below,) if target is not None else ()
        return Evidence(check, tuple(position), notes=notes, outlook=outlook)
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
            *position,
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
    reached: pd.Series,
    aim: _Aim,
    resolves: pd.Timestamp,
    also_by: Sequence[pd.Timestamp],
) -> Outlook:
    last, side = float(bars["close"].iloc[-1]), "below" if aim.down else "above"
    best = f"; {aim.superlative} since the article {aim.best(reached):,.2f}" if len(reached) else ""
    return Outlook(
        resolves=resolves,
        last=pd.Timestamp(bars.index[-1]),
        settles=f"a {aim.extreme} at or {side} {aim.level:,.2f} by {resolves:%Y-%m-%d}",
        now=f"{last:,.2f}{best}",
        distance=aim.level / last - 1,
        odds=tuple(
            odds_of_touch(f"{aim.move(last)} by {date:%Y-%m-%d}", bars, level=aim.level, until=date)
            for date in (resolves, *also_by)
            if date > bars.index[-1]
        ),
    )


def _reached(
    bars: pd.DataFrame, base_date: pd.Timestamp, resolves: pd.Timestamp, *, down: bool
) -> pd.Series:
    """Return the highs, or lows, after the article up to the resolution; closes without them."""
    return extremes(bars_inside(bars, base_date, resolves)[0], down=down)


def _touch(context: Context, reached: pd.Series, aim: _Aim, resolves: pd.Timestamp) -> TouchCheck:
    touched = reached.index[at_or_beyond(reached, aim.level, down=aim.down)]
    return TouchCheck(
        level=aim.level,
        resolves=resolves,
        as_of=context.as_of,
        touched_on=pd.Timestamp(touched[0]) if len(touched) else None,
        best=aim.best(reached) if len(reached) else None,
        down=aim.down,
    )


def _position(
    bars: pd.DataFrame,
    reached: pd.Series,
    aim: _Aim,
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
    also_by: Sequence[pd.Timestamp],
) -> list[Estimate]:
    """Return the extreme so far, and the base rate of such a move in the same time."""
    name = f"{aim.superlative} {aim.extreme} since the article"
    if bars.index[-1] < base_date:
        note = f"the data end before {base_date:%Y-%m-%d}"
        return [Estimate(name, None, "points", claimed=aim.level, note=note)]
    window = frequency_of(bars).bars(days_left(base_date, resolves))
    dates = ", ".join(f"{date:%Y-%m-%d}" for date in also_by)
    return [
        Estimate(
            name,
            aim.best(reached) if len(reached) else None,
            "points",
            claimed=aim.level,
            note=f"close then {aim.base:,.2f}" + (f"; also judged by {dates}" if dates else ""),
        ),
        rate_of_days(
            f"share of all dates followed by {aim.move(aim.base)}",
            touches(bars, aim.level / aim.base, window=window),
            window_days=window,
            role="base rate",
        ),
    ]


def _past(
    bars: PreparedBars,
    context: Context,
    primary: HitRate,
    target: str,
    seed_record: float | None,
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
    counts = f"{rate.hits} of {rate.resolved}, in {plural(rate.years, 'year')}"
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
            random_entries.Resolved.of(bars, resolved, parse_stop(STOP)),
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

    def rate_of(part: str, kept: npt.NDArray[np.bool_]) -> Estimate:
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
