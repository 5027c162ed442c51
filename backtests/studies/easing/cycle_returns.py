"""Returns around Fed easing cycles: the researcher's table and its placebos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.forward_returns import Base, calendar_return, returns_from_every_day
from backtests.evidence.eras import ERAS, LEFT_OUT_YEAR, parts
from backtests.inference import intervals, monte_carlo, samples
from backtests.inference.random_dates import UNKNOWN, draw_dates, draw_like, volatility_terciles
from signals.easing_cycle import Anchor, EasingCycle, find_cycles, find_pauses

Floats = npt.NDArray[np.float64]
# METHODS 3.4: random dates for cycles lie at least a year apart.
SPACING_DAYS = 365
# METHODS 2.2: the cycles counted start with the policy record of 1984 (C1).
SINCE = pd.Timestamp("1984-01-01")


@dataclass(frozen=True, slots=True)
class CycleReturn:
    """Return over the months after an anchor date; NaN while the months are not over.

    `cycle` is None for a pause that belongs to no finished cycle; `provisional` marks a last
    cut that may not be the last.
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
    """Tabulate price and total returns after each first cut, last cut or pause since 1984.

    `base` is the close the return starts from: `on` the anchor date (next trading day if
    closed) or `before` it. Left-censored cycles are left out; returns are fractions.
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
    """Rows whose months are over and whose anchor is final."""
    return [r for r in rows if not np.isnan(r.total_return) and not r.provisional]


@dataclass(frozen=True, slots=True)
class Placebo:
    """Means of the same number of random dates, and what they were drawn from."""

    means: Floats
    every_day: Floats

    @property
    def mean(self) -> float:
        """Average of the random means, a fraction."""
        return float(self.means.mean())

    @property
    def sd(self) -> float:
        """Standard deviation of the random means."""
        return float(self.means.std(ddof=1))


def placebo(
    closes: pd.DataFrame,
    rng: np.random.Generator,
    *,
    count: int,
    months: int,
    draws: int,
    spacing_days: int = SPACING_DAYS,
    since: pd.Timestamp = SINCE,
) -> Placebo:
    """Average returns after `count` random dates at least `spacing_days` apart (METHODS N1)."""
    _, returns = returns_from_every_day(closes, months=months, since=since)
    picks = draw_dates(rng, slots=returns.size, count=count, spacing=spacing_days, draws=draws)
    return Placebo(returns[picks].mean(axis=1), returns)


def shifted_means(days: pd.DatetimeIndex, returns: Floats, dates: Sequence[pd.Timestamp]) -> Floats:
    """Average return after the dates moved together by every number of days (METHODS N3).

    `days` and `returns` are every calendar day and the return from it; the last day is followed
    by the first. The dates' own place is left out.
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
    """Average returns after random dates of the same volatility as the dates' (METHODS 3.4).

    The volatility of a day is that up to its close, or the last one before it. Empty where it is
    not known for a date, or no other day is like it.
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
    """Mean return of the events of an era and of its every day; fractions, None without one."""

    name: str
    n: int
    mean: float | None
    every_day: float | None


def by_era(
    rows: Sequence[CycleReturn], days: pd.DatetimeIndex, returns: Floats
) -> tuple[EraMean, ...]:
    """Average the events of each era of METHODS 5.10 beside all days of that era."""
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

    `shifted` holds the means with all events moved together (null N3), `shift_p` the p from them;
    `matched` those of random dates of the same volatility as the events', empty without any.
    """

    mean: float
    median: float
    n: int
    n_eff: int
    interval: tuple[float, float] | None
    interval_90: tuple[float, float] | None
    placebo: Placebo
    p_value: float
    p_opposite: float
    leave_one_out: dict[str, float]
    leave_one_out_p: dict[str, float]
    without_2020: float | None
    without_2020_p: float | None
    events_of_2020: int
    share_positive: float
    sign_p: float
    shifted: Floats
    shift_p: float
    matched: Floats
    matched_p: float
    eras: tuple[EraMean, ...]

    @property
    def detectable(self) -> float | None:
        """Least excess over random dates that the events could show (METHODS 3.7)."""
        sd = float(self.placebo.every_day.std(ddof=1))
        return intervals.minimum_detectable_mean(sd, n_eff=self.n_eff)


def summarise(
    rows: Sequence[CycleReturn],
    total: pd.DataFrame,
    rng: np.random.Generator,
    *,
    months: int,
    draws: int,
) -> CycleSummary:
    """Hold the completed total returns against random dates; provisional ends are left out.

    Raises InsufficientData if fewer than two events are complete.
    """
    done = completed(rows)
    if len(done) < 2:
        raise samples.InsufficientData(f"{len(done)} completed event(s); expected at least 2")
    returns = np.array([r.total_return for r in done])
    days = [r.anchor.toordinal() for r in done]
    window = round(months * 365.25 / 12)
    n_eff = samples.effective_size(days, window=window)
    spacing = min(SPACING_DAYS, *(int(gap) for gap in np.diff(sorted(days))))
    null = placebo(total, rng, count=len(done), months=months, draws=draws, spacing_days=spacing)
    fewer = placebo(
        total, rng, count=len(done) - 1, months=months, draws=draws, spacing_days=spacing
    )
    left = {r.name: float(np.delete(returns, i).mean()) for i, r in enumerate(done)}
    kept = [r.total_return for r in done if r.anchor.year != LEFT_OUT_YEAR]
    without_2020 = float(np.mean(kept)) if 0 < len(kept) < len(done) else None
    every, known = returns_from_every_day(total, months=months, since=SINCE)
    shifted = shifted_means(every, known, [r.anchor for r in done])
    matched = matched_means(
        total, rng.spawn(1)[0], [r.anchor for r in done], months=months, draws=draws
    )
    positive = float((returns > 0).mean())
    return CycleSummary(
        mean=float(returns.mean()),
        median=float(np.median(returns)),
        n=len(done),
        n_eff=n_eff,
        interval=intervals.mean_interval(returns, n_eff=n_eff),
        interval_90=intervals.mean_interval(returns, n_eff=n_eff, level=0.90),
        placebo=null,
        p_value=monte_carlo.upper_p(null.means, float(returns.mean())),
        p_opposite=monte_carlo.lower_p(null.means, float(returns.mean())),
        leave_one_out=left,
        leave_one_out_p={k: monte_carlo.upper_p(fewer.means, v) for k, v in left.items()},
        without_2020=without_2020,
        without_2020_p=None
        if without_2020 is None
        else monte_carlo.upper_p(
            (
                fewer
                if len(kept) == len(done) - 1
                else placebo(
                    total, rng, count=len(kept), months=months, draws=draws, spacing_days=spacing
                )
            ).means,
            without_2020,
        ),
        events_of_2020=len(done) - len(kept),
        share_positive=positive,
        sign_p=intervals.sign_test(
            int((returns > 0).sum()), len(done), share=float((null.every_day > 0).mean())
        ),
        shifted=shifted,
        shift_p=monte_carlo.upper_p(shifted, float(returns.mean())),
        matched=matched,
        matched_p=monte_carlo.upper_p(matched, float(returns.mean())),
        eras=by_era(done, every, known),
    )


def summarise_if_enough(
    rows: Sequence[CycleReturn],
    total: pd.DataFrame,
    rng: np.random.Generator,
    *,
    months: int,
    draws: int,
) -> CycleSummary | None:
    """Summarise, or return None where fewer than two events are complete."""
    enough = len(completed(rows)) > 1
    return summarise(rows, total, rng, months=months, draws=draws) if enough else None
