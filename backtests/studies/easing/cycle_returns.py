"""Returns after the anchors of Fed easing cycles, and their null distributions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import Base, calendar_return, returns_from_every_day
from backtests.evidence.effects import Effect, effect_over
from backtests.evidence.eras import ERAS, LEFT_OUT_YEAR, parts
from backtests.inference import intervals, samples
from backtests.inference.random_dates import (
    UNKNOWN,
    SharedDates,
    draw_like,
    volatility_terciles,
)
from backtests.studies.measures.event_study import EventStudy, smallest_distance
from data_feeds.series.market import Market
from signals.core.arrays import Flags, Floats
from signals.easing_cycle import Anchor, EasingCycle, find_cycles, find_pauses

# METHODS 3.4: minimum spacing of random dates for cycles, in calendar days.
SPACING_DAYS = 365
# METHODS 2.2: start of the policy record; the first cycle used is C1 of 1984.
SINCE = pd.Timestamp("1984-01-01")


@dataclass(frozen=True, slots=True)
class CycleReturn:
    """Returns over the months after an anchor date, as fractions; NaN if not complete.

    `cycle` is None for a pause. `provisional` marks a last cut that is not known to be the last.
    """

    name: str
    anchor: pd.Timestamp
    cycle: EasingCycle | None
    price_return: float
    total_return: float
    provisional: bool


def cycle_returns(
    policy: pd.DataFrame,
    price: pd.DataFrame,
    total: pd.DataFrame,
    *,
    anchor: Anchor,
    months: int,
    pause_months: int = 6,
    base: Base = "on",
    as_of: pd.Timestamp,
) -> tuple[CycleReturn, ...]:
    """Compute price and total returns after each first cut, last cut or pause since 1984.

    `base` selects the starting close: `on` the anchor date (or the next trading day), or the close
    `before` it. Left-censored cycles are excluded.
    """

    def row(
        name: str, date: pd.Timestamp, cycle: EasingCycle | None, provisional: bool
    ) -> CycleReturn:
        return CycleReturn(
            name,
            date,
            cycle,
            calendar_return(price, date, months=months, base=base),
            calendar_return(total, date, months=months, base=base),
            provisional,
        )

    if anchor == "pause":
        pauses = find_pauses(policy, months=pause_months, as_of=as_of)
        return tuple(
            row(f"cut of {cut:%Y-%m-%d}", known, None, False)
            for cut, known in pauses
            if cut >= SINCE
        )
    cycles = [c for c in find_cycles(policy, as_of=as_of) if not c.left_censored]
    return tuple(
        row(
            c.name,
            c.first_cut if anchor == "first" else c.last_cut,
            c,
            anchor == "last" and c.end_known is None,
        )
        for c in cycles
    )


def completed(rows: Sequence[CycleReturn]) -> list[CycleReturn]:
    """Return the rows with a complete return and a final anchor."""
    return [r for r in rows if not np.isnan(r.total_return) and not r.provisional]


def shifted_means(days: pd.DatetimeIndex, returns: Floats, dates: Sequence[pd.Timestamp]) -> Floats:
    """Return the mean return under every non-zero circular shift of the dates (N3, METHODS 3.4).

    `days` are consecutive calendar days, `returns` the return from each of them.
    """
    at = days.searchsorted(pd.DatetimeIndex(list(dates)))
    offsets = np.arange(1, returns.size)
    sums = np.zeros(offsets.size)
    for position in at:
        sums += returns[(position + offsets) % returns.size]
    return sums / len(at)


def matched_means(
    closes: pd.DataFrame,
    rng: np.random.Generator,
    dates: Sequence[pd.Timestamp],
    *,
    months: int,
    draws: int,
) -> Floats:
    """Return mean returns of random dates from the volatility tercile of each date (METHODS 3.4).

    The volatility of a day is measured up to the last close on or before it. The result is empty
    if the tercile of a date is unknown or has no eligible day.
    """
    days, returns = returns_from_every_day(closes, months=months, since=SINCE)
    at = np.asarray(closes.index.searchsorted(days, side="right"), dtype=np.int64) - 1
    terciles = np.where(at < 0, UNKNOWN, volatility_terciles(closes)[at])
    events = np.asarray(days.get_indexer(pd.DatetimeIndex(list(dates))), dtype=np.int64)
    try:
        picks = draw_like(
            rng, terciles, np.ones(days.size, dtype=np.bool_), events[events >= 0], draws=draws
        )
    except samples.InsufficientData:
        return np.array([])
    means: Floats = returns[picks].mean(axis=1)
    return means


@dataclass(frozen=True, slots=True)
class EraMean:
    """Mean return of the events and of every day of an era, fractions; None if there are none."""

    name: str
    n: int
    mean: float | None
    every_day: float | None


def by_era(
    rows: Sequence[CycleReturn], days: pd.DatetimeIndex, returns: Floats
) -> tuple[EraMean, ...]:
    """Compute the mean return of the events and of every day by era (METHODS 5.10)."""
    found = []
    anchors = parts(pd.DatetimeIndex([r.anchor for r in rows]))
    every = parts(days)
    for era in ERAS:
        inside = every[era.name]
        events = [r.total_return for r, kept in zip(rows, anchors[era.name], strict=True) if kept]
        found.append(
            EraMean(
                era.name,
                len(events),
                float(np.mean(events)) if events else None,
                float(returns[inside].mean()) if inside.any() else None,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class CycleSummary:
    """Mean return of the completed events against random dates; fractions, p one-sided.

    `every_day` has the returns of the days from which random dates are drawn.
    `effect` is the mean against random dates, `left_out` that without each event by name, and
    `without_2020` that without the events of 2020, None if there are none or no others. `shifted`
    is the mean against circular shifts (N3); `matched` that against volatility-matched random
    dates, None if they cannot be drawn.
    """

    effect: Effect
    every_day: Floats
    median: float
    share_positive: float
    sign_p: float
    left_out: Mapping[str, Effect]
    without_2020: Effect | None
    shifted: Effect
    matched: Effect | None
    eras: tuple[EraMean, ...]


def summarise(
    rows: Sequence[CycleReturn],
    total: pd.DataFrame,
    rng: np.random.Generator,
    *,
    months: int,
    draws: int,
) -> CycleSummary:
    """Compare the completed total returns with random dates; provisional anchors are excluded.

    Raises InsufficientData if fewer than two events are complete.
    """
    done = completed(rows)
    if len(done) < 2:
        raise samples.InsufficientData(f"{len(done)} completed event(s); expected at least 2")
    returns = np.array([r.total_return for r in done])
    anchors = [r.anchor for r in done]
    days = np.array([anchor.toordinal() for anchor in anchors], dtype=np.int64)
    every, known = returns_from_every_day(total, months=months, since=SINCE)
    events = EventStudy(
        days, returns, known, days_of(months), min(SPACING_DAYS, smallest_distance(days))
    )
    shared = SharedDates(rng, draws=draws)
    effect = events.effect(shared.take)
    null = float(events.random_means(shared.take).mean())

    def among(some: Flags) -> Effect:
        """Return the effect of some events over the random mean of all; p is from as many dates."""
        fewer = events.keep(some).effect(shared.take)
        return replace(fewer, effect=fewer.value - null, baseline=null)

    left_out = {r.name: among(np.arange(len(done)) != i) for i, r in enumerate(done)}
    others = pd.DatetimeIndex(anchors).year != LEFT_OUT_YEAR
    over = partial(effect_over, value=effect.value, n=effect.n, n_eff=effect.n_eff)
    matched = matched_means(total, rng.spawn(1)[0], anchors, months=months, draws=draws)
    return CycleSummary(
        effect=effect,
        every_day=known,
        median=float(np.median(returns)),
        share_positive=float((returns > 0).mean()),
        sign_p=intervals.sign_test(
            int((returns > 0).sum()), len(done), share=float((known > 0).mean())
        ),
        left_out=left_out,
        without_2020=among(others) if others.any() and not others.all() else None,
        shifted=over(shifted_means(every, known, anchors)),
        matched=over(matched) if matched.size else None,
        eras=by_era(done, every, known),
    )


def days_of(months: int) -> int:
    """Return the calendar days of a number of months."""
    return round(months * 365.25 / 12)


@dataclass(frozen=True, slots=True)
class CycleRules:
    """Which returns are studied: those of `months` months after an anchor.

    `pause` is the number of months without a further cut after which a pause is known; `base`
    selects the starting close as in `cycle_returns`.
    """

    anchor: Anchor = "last"
    months: int = 12
    pause: int = 6
    base: Base = "on"


def study_cycles(
    market: Market, rules: CycleRules, rng: np.random.Generator, *, draws: int
) -> tuple[tuple[CycleReturn, ...], CycleSummary | None]:
    """Return the returns of all cycles, and their summary if at least two are complete."""
    total = market.series("RUT_TR")
    rows = cycle_returns(
        market.series("FFT"),
        market.series("RUT_CLOSE"),
        total,
        anchor=rules.anchor,
        months=rules.months,
        pause_months=rules.pause,
        base=rules.base,
        as_of=market.as_of,
    )
    if len(completed(rows)) < 2:
        return rows, None
    return rows, summarise(rows, total, rng, months=rules.months, draws=draws)
