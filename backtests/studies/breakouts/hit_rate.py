"""The trader's question: how often did breakouts reach the target before the stop, and would
random entries with the same distances have done as well?
"""  # noqa: D205

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.entries import (
    STAYING,
    entries_allowed,
    entries_at,
    entry_of,
    extremes_ahead,
    fail_level,
    stop_levels,
    window_of,
)
from backtests.engine.fills import COST
from backtests.engine.outcomes import Outcome, PriceArrays, first_genuine_open, first_touch, walk
from backtests.evidence.robustness import LeftOut
from backtests.inference import intervals, monte_carlo, samples
from backtests.inference.competing_risks import Incidence, Wait, curve, wait
from backtests.inference.random_dates import UNKNOWN, draw_dates, draw_like, volatility_terciles
from backtests.studies.breakouts.path_kernel import Rules
from backtests.studies.breakouts.resampled_paths import Nulls, resample
from data_feeds.series.bars import frequency_of
from signals import breakout, recent_high
from signals.core.event import Event
from signals.levels.measured_move import parse_target
from signals.levels.stops import StopRule, average_true_range, parse_stop

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class HitRate:
    """Share of resolved events that reached the target first, against random dates (N1).

    `optimistic` counts a bar that reached both target and stop as the target. `baseline`, `p`
    (one-sided, better than random) and `p_opposite` are None where N1 could not be drawn; the
    note then says why. `left_out` is the excess over random dates without each event in turn.
    """

    n: int
    resolved: int
    hits: int
    n_eff: int
    rate: float | None
    optimistic: float | None
    interval: tuple[float, float] | None
    interval_90: tuple[float, float] | None
    jeffreys: tuple[float, float] | None
    years: int
    baseline: float | None
    p: float | None
    p_opposite: float | None
    note: str
    left_out: tuple[LeftOut, ...] = ()

    @property
    def detectable(self) -> float | None:
        """Least hit rate that so many events tell from random dates (METHODS 3.7), None without."""
        if self.baseline is None or not self.n_eff:
            return None
        return intervals.minimum_detectable_rate(self.baseline, n=self.n_eff)


@dataclass(frozen=True, slots=True)
class BreakoutStudy:
    """Outcomes of all breakouts under one set of rules, and their hit rate.

    `incidence` and `wait` say how long target and stop took, in bars of the data. `nulls` holds the
    hit rate against resampled paths (N2, N2b), where they were asked for.
    """

    parameters: dict[str, int | float | str | None]
    outcomes: tuple[Outcome, ...]
    hit_rate: HitRate
    incidence: Incidence
    wait: Wait | None
    nulls: Nulls | None = None


def study(
    bars: pd.DataFrame,
    *,
    rng: np.random.Generator,
    draws: int,
    min_base: int = 20,
    min_depth: float = 0.05,
    lookback: int | None = None,
    seed_record: float | None = None,
    target: str = "mm-a",
    stop: str = "structural",
    horizon: int = 252,
    cost: float = COST,
    paths: int = 0,
    bill_rate: float | None = None,
    band_draws: int = 0,
) -> BreakoutStudy:
    """Find breakouts, follow each to target, stop or horizon, and compare with random dates.

    Parameters are those of `signals.breakout.find_events` (with `lookback` those of
    `signals.recent_high.find_events`) and of `backtests.outcomes.first_touch`; `draws` sets of
    random dates are drawn with `rng`, and `paths` resampled paths with a generator that it spawns;
    `bill_rate` is the yearly rate that those without drift get, a fraction, None for none.
    `band_draws` resamples of the events, with another, give the bands of the incidence. Raises
    RuleError for a bad rule.
    """
    target_rule, stop_rule = parse_target(target), parse_stop(stop)
    events = find_events(
        bars,
        min_base=min_base,
        min_depth=min_depth,
        lookback=lookback,
        seed_record=seed_record,
        target=target,
    )
    outcomes = first_touch(
        bars,
        events,
        stop=stop_rule,
        horizon=horizon,
        cost=cost,
        needs_target=target_rule.kind != "none",
    )
    found = hit_rate(bars, outcomes, stop=stop_rule, horizon=horizon, rng=rng, draws=draws)
    rules = Rules.of(
        frequency_of(bars),
        target=target_rule,
        stop=stop_rule,
        min_base=min_base,
        min_depth=min_depth,
        lookback=lookback,
        seed_record=seed_record,
        horizon=horizon,
    )
    path_rng, band_rng = rng.spawn(2)
    followed = [o for o in outcomes if o.bars is not None and o.cause != "void"]
    held = [o.bars for o in followed if o.bars is not None]
    causes = [o.cause for o in followed]
    return BreakoutStudy(
        parameters={
            "min_base": min_base,
            "min_depth": min_depth,
            "lookback": lookback,
            "seed_record": None if lookback else seed_record,
            "target": target,
            "stop": stop,
            "horizon": horizon,
            "cost": cost,
            "frequency": frequency_of(bars).value,
        },
        outcomes=outcomes,
        hit_rate=found,
        incidence=curve(
            held, causes, rng=band_rng, draws=band_draws, n_eff=separate(bars, followed, horizon)
        ),
        wait=wait(held, causes),
        nulls=(
            resampled_nulls(bars, rules, found, path_rng, paths=paths, bill_rate=bill_rate)
            if paths
            else None
        ),
    )


def find_events(
    bars: pd.DataFrame,
    *,
    min_base: int,
    min_depth: float,
    lookback: int | None,
    seed_record: float | None,
    target: str,
) -> tuple[Event, ...]:
    """Find breakouts above the record close, or with a `lookback` above the high of those days.

    A record from before the data matters for the first alone.
    """
    if lookback is None:
        return breakout.find_events(
            bars, min_base=min_base, min_depth=min_depth, seed_record=seed_record, target=target
        )
    return recent_high.find_events(
        bars, lookback=lookback, min_base=min_base, min_depth=min_depth, target=target
    )


def resampled_nulls(
    bars: pd.DataFrame,
    rules: Rules,
    found: HitRate,
    rng: np.random.Generator,
    *,
    paths: int,
    bill_rate: float | None,
) -> Nulls:
    """Hit rate against resampled paths (N2) and those without drift (N2b), or why there is none."""
    if found.rate is None or rules.target.kind == "none":
        return Nulls(None, None, "no resampled paths: no resolved event with a target")
    try:
        drawn = resample(bars, rules, rng=rng, paths=paths, bill_rate=bill_rate)
    except samples.InsufficientData as error:
        return Nulls(None, None, f"no resampled paths: {error}")
    return drawn.hit_rate(found.rate)


def hit_rate(
    bars: pd.DataFrame,
    outcomes: Sequence[Outcome],
    *,
    stop: StopRule,
    horizon: int,
    rng: np.random.Generator,
    draws: int,
) -> HitRate:
    """Hit rate of the resolved outcomes with Wilson's interval at n_eff and the N1 baseline."""
    resolved = [o for o in outcomes if o.resolved]
    hits = sum(o.cause == "target" for o in resolved)
    either = sum(o.cause == "target" or o.ambiguous for o in resolved)
    n = len(resolved)
    n_eff = separate(bars, resolved, horizon)
    random, note = random_hits(bars, resolved, stop=stop, horizon=horizon, rng=rng, draws=draws)
    null = None if random is None else random.mean(axis=1)
    rate = hits / n if n else None
    return HitRate(
        n=len(outcomes),
        resolved=n,
        hits=hits,
        n_eff=n_eff,
        rate=rate,
        optimistic=either / n if n else None,
        interval=intervals.rate_interval(hits, n, n_eff=n_eff),
        interval_90=intervals.rate_interval(hits, n, n_eff=n_eff, level=0.90),
        jeffreys=intervals.rate_interval(hits, n, n_eff=n_eff, method="jeffreys"),
        years=len({o.event.known_on.year for o in resolved}),
        baseline=None if null is None else float(null.mean()),
        p=None if null is None or rate is None else monte_carlo.upper_p(null, rate),
        p_opposite=None if null is None or rate is None else monte_carlo.lower_p(null, rate),
        note=note,
        left_out=() if random is None else _without_each(resolved, random),
    )


def _without_each(resolved: Sequence[Outcome], random: Flags) -> tuple[LeftOut, ...]:
    """The hit rate over random dates without each event, and the date dealt its distances.

    Without its only event there is no effect.
    """
    n = len(resolved)
    names = [f"{o.event.known_on:%Y-%m-%d}" for o in resolved]
    if n == 1:
        return (LeftOut(names[0], 0.0, 1.0),)
    hit = np.array([o.cause == "target" for o in resolved])
    fewer = (random.sum(axis=1)[:, None] - random) / (n - 1)
    rates = (hit.sum() - hit) / (n - 1)
    return tuple(
        LeftOut(
            names[j],
            float(rates[j] - fewer[:, j].mean()),
            monte_carlo.upper_p(fewer[:, j], float(rates[j])),
        )
        for j in range(n)
    )


def random_hits(
    bars: pd.DataFrame,
    resolved: Sequence[Outcome],
    *,
    stop: StopRule,
    horizon: int,
    rng: np.random.Generator,
    draws: int,
    genuine_from: int | None = None,
    among: Flags | None = None,
) -> tuple[Flags | None, str]:
    """Whether random entries hit that keep the events' distances and holding rule (N1).

    Each draw takes as many days, at least as far apart as the events, from all days whose
    horizon lies within the data (of those that `among` flags, if given), and deals them the
    events' own target and stop distances (in percent of the entry). Returns an array (draws,
    events), in the order of the events, or None and the reason where that is impossible.
    `genuine_from` is `first_genuine_open` of the bars, where it is known.
    """
    count = len(resolved)
    if count == 0 or any(o.target is None for o in resolved):
        return None, "no baseline: no resolved event with a target"
    genuine = first_genuine_open(bars) if genuine_from is None else genuine_from
    window = window_of(bars, stop, horizon)
    eligible = entries_allowed(bars, stop, window, genuine)
    if among is not None:
        eligible = eligible[among[eligible]]
    positions = np.sort(entries_at(bars, resolved))
    spacing = int(np.diff(positions).min()) if count > 1 else 1
    if eligible.size - (count - 1) * (spacing - 1) < count:
        return None, "no baseline: too few bars for as many random dates as far apart"
    drawn = draw_dates(rng, slots=eligible.size, count=count, spacing=spacing, draws=draws)
    dealt = rng.permuted(np.tile(np.arange(count), (draws, 1)), axis=1)
    entry = np.empty_like(drawn)
    np.put_along_axis(entry, dealt, eligible[drawn], axis=1)
    return _hits(bars, resolved, stop, window, entry, genuine), ""


def matched_hits(
    bars: pd.DataFrame,
    resolved: Sequence[Outcome],
    *,
    stop: StopRule,
    horizon: int,
    rng: np.random.Generator,
    draws: int,
) -> Flags:
    """As `random_hits`, each event on days of its own tercile of volatility, not kept apart.

    Raises InsufficientData where there are none, or the volatility before an event is not known.
    """
    genuine = first_genuine_open(bars)
    window = window_of(bars, stop, horizon)
    before = np.concatenate(([UNKNOWN], volatility_terciles(bars)[:-1]))
    eligible = np.zeros(len(bars), dtype=bool)
    eligible[entries_allowed(bars, stop, window, genuine)] = True
    events = np.array(entries_at(bars, resolved), dtype=np.int64)
    entry = draw_like(rng, before, eligible, events, draws=draws)
    return _hits(bars, resolved, stop, window, entry, genuine)


def _hits(
    bars: pd.DataFrame,
    resolved: Sequence[Outcome],
    stop: StopRule,
    window: int,
    entry: Ints,
    genuine: int,
) -> Flags:
    """Whether entries hit; column j of `entry` holds positions that get the distances of event j.

    Only those are walked whose window reaches both the target and the stop: without the one it
    is no hit, without the other (where the stop stays in its place) it is.
    """
    prices = PriceArrays.of(bars)
    atr = (
        average_true_range(bars, window=stop.atr_window)
        if stop.atr_window
        else np.full(len(bars), np.nan)
    )
    follow = (
        stop.amount if stop.kind == "trailing" else np.nan,
        stop.amount if stop.kind == "chandelier" else np.nan,
    )
    own = np.array([entry_of(o) for o in resolved])
    targets = np.array([np.nan if o.target is None else o.target for o in resolved])
    stops = np.array([np.nan if o.stop is None else o.stop for o in resolved])
    fails = np.array([fail_level(o, stop) for o in resolved])
    hit = np.zeros(entry.shape, dtype=bool)
    for by_close, chosen in ((True, entry < genuine), (False, entry >= genuine)):
        used = prices.closes_only() if by_close else prices
        highest, lowest = extremes_ahead(used, window)
        reached = chosen & (highest[entry] >= used.open[entry] / own * targets)
        at, event = entry[reached], np.nonzero(reached)[1]
        price = used.open[at]
        scale = price / own[event]
        level = stop_levels(stop, price, scale * stops[event], atr[at - 1])
        sure = ~(lowest[at] <= level) if stop.kind in STAYING else np.zeros(at.size, dtype=bool)
        walks = walk(
            used,
            atr,
            at[~sure],
            (scale * targets[event])[~sure],
            level[~sure],
            (scale * fails[event])[~sure],
            *follow,
            window,
        )
        sure[~sure] = walks.cause == 1
        hit[reached] = sure
    return hit


def separate(bars: pd.DataFrame, outcomes: Sequence[Outcome], horizon: int) -> int:
    """Number of outcomes whose windows of `horizon` trading days do not overlap."""
    window = frequency_of(bars).bars(horizon)
    return samples.effective_size(entries_at(bars, outcomes), window=window)
