"""Test whether returns after an event are above, or below, those of any day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Literal

import numpy as np
import pandas as pd
import scipy

from backtests.evidence.checks import MissingCheck
from backtests.evidence.effects import NOTHING_LEFT, Effect
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_YEARLY, gate_estimates, gated
from backtests.evidence.robustness import LeftOut
from backtests.evidence.specification_curve import Specification, curve_of
from backtests.inference import samples
from backtests.inference.random_dates import SharedDates
from backtests.studies.events.event_days import (
    EVENT_RULES,
    EVENT_TEXT,
    EventName,
    Returns,
    Wanted,
    names_of,
    of_year,
    returns_after,
)
from backtests.studies.measures.event_study import LEAST_EVENTS, EventStudy, smallest_distance
from backtests.studies.measures.statistic import estimate_of
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.parameters import (
    Day,
    Gain,
    Level,
    MoveSize,
    Rise,
    Share,
    Times,
    TradingDays,
    in_order,
)
from data_feeds.series.bars import TRADING_DAYS_PER_YEAR
from signals.core.arrays import Ints
from signals.price_events import Limits

Direction = Literal["up", "down"]
METHOD = Method(
    "Mean return of {bars}[ less {less}] in the {horizon} after the event: "
    f"{EVENT_TEXT}"
    "[, from {since}][, to {until}], less that after as many random days, claimed to be {direction}"
    "; of events within the horizon of another the first counts[; the article states {claimed}]",
    by_effect(
        f"{in_points(LEAST_YEARLY)} a year",
        also="with a return of that sign after at least {least_share} of them",
    ),
    "half and twice the horizon, from the next close, from 2000, and all events",
)
RULES = (*EVENT_RULES, in_order("since", "until"))
# Events up to which each is left out in turn; of more, their calendar years.
MOST_LEFT_OUT = 40
# Largest number of random days in a draw of all sets, and least number of sets.
MOST_PICKS, LEAST_DRAWS = 4_000_000, 500
# Number of sets for each definition, each event or year left out, and each era.
GATE_DRAWS = 1_000
# METHODS 3.5: what the specification curve varies. The first of each is that of the claim.
HORIZONS = {"as stated": 1.0, "half": 0.5, "twice": 2.0}
STARTS = {"at the close": 0, "at the next close": 1}
RECORDS: dict[str, pd.Timestamp | None] = {"whole": None, "from 2000": pd.Timestamp("2000-01-01")}


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    event: EventName,
    horizon: TradingDays,
    direction: Direction = "up",
    claimed: Rise | None = None,
    least_share: Share | None = None,
    days: TradingDays | None = None,
    times: Times | None = None,
    size: Gain | None = None,
    level: Level | None = None,
    basis_points: MoveSize | None = None,
    since: Day | None = None,
    until: Day | None = None,
    trigger: pd.DataFrame | None = None,
    less: pd.DataFrame | None = None,
) -> Evidence:
    """Compare the mean return after separate events with random days (N1, METHODS 3.4, 3.11).

    Random days are as many as the events and as far apart. Events within the horizon of an earlier
    one are left out, because random days are spread out and clustered events are not; the mean
    over all of them is reported.

    Parameters
    ----------
    context : Context
        Data end and random numbers of the run.
    horizon : int
        Trading days of each return.
    direction : {"up", "down"}
        Whether returns are claimed to be above or below those of any day.
    claimed : float, optional
        Stated mean, a fraction.
    least_share : float, optional
        Least share of events with a return of the claimed sign.
    since : pd.Timestamp, optional
        First day that an event may have.
    until : pd.Timestamp, optional
        Last day that a return may end on.

    Raises
    ------
    InsufficientData
        Fewer than two events have a complete return.
    """
    wanted = Wanted(event, Limits(days, times, size, level), basis_points)
    sign = 1.0 if direction == "up" else -1.0
    measure = partial(returns_after, wanted, bars, trigger, less, until=until, as_of=context.as_of)
    found = measure(horizon=horizon, since=since)
    if isinstance(found, MissingCheck):
        return Evidence(found)
    study = _study(found, sign)
    if study.at.size < LEAST_EVENTS:
        raise samples.InsufficientData(f"fewer than two completed events '{event}'")
    draws = min(context.resamples, max(LEAST_DRAWS, MOST_PICKS // study.at.size))
    effect = _effect(study, SharedDates(context.rng, draws=draws).take)
    # The gate compares p with .10, for which fewer sets are enough.
    draw = SharedDates(context.rng.spawn(1)[0], draws=min(draws, GATE_DRAWS)).take
    least = LEAST_YEARLY * horizon / TRADING_DAYS_PER_YEAR
    share = float((study.values > 0).mean())
    gains = "gains" if direction == "up" else "losses"
    conditions = (
        ()
        if least_share is None
        else (
            (
                f"{gains} after {least_share:.0%} of events (found {share:.0%})",
                share >= least_share,
            ),
        )
    )
    left_out = _left_out(study, draw, found.index)
    specifications = [
        _specification(measure, horizon, since, choices, sign, draw) for choices in _choices()
    ]
    curve = curve_of([one for one in specifications if one is not None])
    name = f"mean return in the {horizon} trading days after the event"
    every = found.done
    estimates = (
        _turned(effect, sign).estimate(
            name,
            claimed=claimed,
            note=f"{gains} after {share:.0%}, any day {(study.any_day > 0).mean():.0%}",
        ),
        estimate_of(
            "return after all events, those that overlap too",
            found.after[every],
            "mean",
            n_eff=samples.effective_size(every.tolist(), window=found.window),
            any_day=found.any_day,
        ),
        estimate_of(
            "return after the event",
            found.after[study.at],
            "median",
            n_eff=study.n_eff,
            any_day=found.any_day,
        ),
        *gate_estimates(left_out, curve, statistic=name),
        *study.by_part(name, found.index, draw, lambda one, part: _part(one, part, sign)),
    )
    return Evidence(
        gated(effect.check(least=least, conditions=conditions), left_out, curve),
        estimates,
        found.rows(study.at),
        notes=wanted.notes,
        curve=curve,
        by_chance=_turned(effect, sign).by_chance(name, "sets of random days"),
    )


def _study(found: Returns, sign: float) -> EventStudy:
    """Return the separate events, with returns that are positive in the claimed direction."""
    kept = found.separate(found.done)
    after = sign * found.after
    spacing = smallest_distance(kept)
    slots = int((~np.isnan(after)).sum())
    if kept.size > 1:
        # Dense events leave random days no room at their own distance: half of the days are free.
        spacing = max(1, min(spacing, slots // (2 * kept.size)))
    return EventStudy(kept, after[kept], after, found.window, spacing)


def _left_out(
    study: EventStudy, draw: Callable[..., Ints], index: pd.DatetimeIndex
) -> tuple[LeftOut, ...]:
    """Return the effect without each event, or without each year of many events."""
    if study.at.size <= MOST_LEFT_OUT:
        every = np.arange(study.at.size)
        groups = dict(zip(names_of(index, study.at), every[:, None] == every, strict=True))
    else:
        years = np.unique(index[study.at].year).tolist()
        groups = {str(year): of_year(index, study.at, year) for year in years}
    return tuple(
        (_effect_if_any(study.keep(~group), draw) or NOTHING_LEFT).left_out(name)
        for name, group in groups.items()
    )


def _effect(study: EventStudy, draw: Callable[..., Ints]) -> Effect:
    """Return the effect against random days, with the larger p of N1 and of Student's t test.

    N1 has the volatility of any day. Events that come in volatile times, such as large falls, vary
    more, and N1 alone would reject too often; the t test has the volatility of the events. All of
    them count in it: separate events share no return, though windows that touch are one in n_eff.
    """
    effect = study.effect(draw)
    n = study.values.size
    spread = float(study.values.std(ddof=1)) / np.sqrt(n)
    if spread == 0:
        return effect
    score = effect.effect / spread
    above, below = (float(scipy.special.stdtr(n - 1, end)) for end in (-score, score))
    return replace(effect, p=max(effect.p, above), p_opposite=max(effect.p_opposite, below))


def _effect_if_any(study: EventStudy, draw: Callable[..., Ints]) -> Effect | None:
    """Return the effect; None for fewer than two events or too few days for random ones."""
    if study.values.size < LEAST_EVENTS:
        return None
    try:
        return _effect(study, draw)
    except samples.InsufficientData:
        return None


def _choices() -> list[tuple[str, str, str]]:
    return [(h, s, r) for h in HORIZONS for s in STARTS for r in RECORDS]


def _specification(
    measure: Callable[..., Returns | MissingCheck],
    horizon: int,
    since: pd.Timestamp | None,
    choices: tuple[str, str, str],
    sign: float,
    draw: Callable[..., Ints],
) -> Specification | None:
    """Return the effect under one definition; None for too few events."""
    span, start, record = choices
    late = RECORDS[record]
    first = late if since is None else since if late is None else max(late, since)
    try:
        found = measure(
            horizon=max(1, round(horizon * HORIZONS[span])), since=first, delay=STARTS[start]
        )
    except samples.InsufficientData:
        return None
    if isinstance(found, MissingCheck):
        return None
    effect = _effect_if_any(_study(found, sign), draw)
    named = {"horizon": span, "start": start, "record": record}
    return None if effect is None else _turned(effect, sign).specification(named)


def _turned(effect: Effect, sign: float) -> Effect:
    return effect if sign > 0 else effect.mirrored()


def _part(effect: Effect, part: str, sign: float) -> Estimate:
    return _turned(effect, sign).point_estimate(part, note="random days of the same years")
