"""Hit rate of breakouts (METHODS 3.3).
The share of resolved events that reached the target first is compared with random entries.
"""  # noqa: D205

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backtests.engine.outcomes import Outcome, first_touch
from backtests.engine.prepared_bars import PreparedBars
from backtests.evidence.effects import NOTHING_LEFT, Effect, effect_over
from backtests.evidence.estimates import Estimate, Role
from backtests.evidence.robustness import LeftOut
from backtests.inference import competing_risks, intervals, monte_carlo, samples
from backtests.inference.competing_risks import Incidence, Wait, curve, wait
from backtests.studies.breakouts.path_kernel import PathRules
from backtests.studies.breakouts.random_entries import Resolved, effective_events, random_hits
from backtests.studies.breakouts.resampled_paths import MOST_PATHS, Nulls, mean_bill_rate, resample
from backtests.studies.breakouts.rules import BreakoutRules, check_known, find_events
from data_feeds.series.bars import Frequency
from data_feeds.series.cash_rate import CASH_RATE
from data_feeds.series.market import Market
from signals.core.arrays import Flags
from signals.core.side import Side
from signals.levels.stops import StopRule


@dataclass(frozen=True, slots=True)
class HitRate:
    """Share of resolved events that reached the target first, against random dates (N1).

    `hits`, rates and intervals are None under a rule without a target. `optimistic` counts a bar
    that reached both target and stop as a hit. `effect` is the excess over random dates, None if N1
    cannot be drawn; `note` states the reason. `left_out` has the excess when each event is left out
    in turn.
    """

    n: int
    resolved: int
    hits: int | None
    n_eff: int
    rate: float | None
    optimistic: float | None
    interval: tuple[float, float] | None
    jeffreys: tuple[float, float] | None
    years: int
    note: str
    effect: Effect | None = None
    left_out: tuple[LeftOut, ...] = ()

    @property
    def baseline(self) -> float | None:
        """Hit rate of random dates."""
        return None if self.effect is None else self.effect.baseline

    @property
    def p(self) -> float | None:
        """One-sided p-value, above random dates."""
        return None if self.effect is None else self.effect.p

    @property
    def detectable(self) -> float | None:
        """Minimum detectable hit rate (METHODS 3.7); None without a baseline."""
        if self.baseline is None:
            return None
        return intervals.minimum_detectable_rate(self.baseline, n=self.n_eff)

    def estimate(
        self, name: str, note: str, *, role: Role = "claim", detectable: bool = True
    ) -> Estimate:
        """Return the hit rate beside that of random dates; without one, a note has the reason."""
        return Estimate(
            name,
            self.rate,
            interval=self.interval,
            n=self.resolved,
            n_eff=self.n_eff,
            baseline=self.baseline,
            p=self.p,
            mde=self.effect.detectable if self.effect and detectable else None,
            note=self.note or note,
            role=role,
        )


@dataclass(frozen=True, slots=True)
class BreakoutStudy:
    """Outcomes of all breakouts under one set of rules, and their hit rate.

    `incidence` and `wait` describe the time to target and stop in bars. `nulls` compares the hit
    rate with resampled paths (N2, N2b); None if they were not requested.
    """

    rules: BreakoutRules
    seed_record: float | None
    frequency: Frequency
    outcomes: tuple[Outcome, ...]
    hit_rate: HitRate
    incidence: Incidence
    wait: Wait | None
    nulls: Nulls | None = None

    @property
    def parameters(self) -> dict[str, int | float | str | None]:
        """Rules and bar frequency for reports."""
        return {
            "min_base": self.rules.min_base,
            "min_depth": self.rules.min_depth,
            "lookback": self.rules.lookback,
            "seed_record": None if self.rules.lookback else self.seed_record,
            "target": self.rules.target,
            "stop": self.rules.stop,
            "horizon": self.rules.horizon,
            "cost": self.rules.cost,
            "side": self.rules.side.value,
            "borrow": self.rules.borrow if self.rules.side is Side.SHORT else None,
            "frequency": self.frequency.value,
        }


def study(
    bars: PreparedBars,
    rules: BreakoutRules,
    *,
    rng: np.random.Generator,
    draws: int,
    seed_record: float | None = None,
    paths: int = 0,
    bill_rate: float | None = None,
    band_draws: int = 0,
) -> BreakoutStudy:
    """Find breakouts, follow each to target, stop or horizon, and compare with random dates.

    Parameters
    ----------
    bars : PreparedBars
        Bars of one series.
    rules : BreakoutRules
        Definition of breakouts and of the trade.
    rng : Generator
        Draws the random dates; the paths and the bands use generators that it spawns.
    draws : int
        Number of random-date samples.
    seed_record : float, optional
        Record close from before the bars.
    paths : int
        Number of resampled paths; 0 for none.
    bill_rate : float, optional
        Yearly rate, a fraction, of paths without drift; None for 0.
    band_draws : int
        Number of resamples of the events for the bands of the incidence.

    Raises
    ------
    RuleError
        Malformed rule.
    """
    bars = bars.seen_from(rules.side)
    outcomes = follow_breakouts(bars, rules, seed_record=seed_record)
    rate = hit_rate(
        bars,
        outcomes,
        stop=rules.stop_rule,
        horizon=rules.horizon,
        rng=rng,
        draws=draws,
        has_target=rules.has_target,
    )
    path_rng, band_rng = rng.spawn(2)
    entered = [o for o in outcomes if o.bars is not None and o.cause != "void"]
    durations = [o.bars for o in entered if o.bars is not None]
    causes = [o.cause for o in entered]
    return BreakoutStudy(
        rules=rules,
        seed_record=seed_record,
        frequency=bars.frequency,
        outcomes=outcomes,
        hit_rate=rate,
        incidence=curve(
            durations,
            causes,
            rng=band_rng,
            draws=band_draws,
            n_eff=effective_events(bars, entered, rules.horizon),
        ),
        wait=wait(durations, causes),
        nulls=(
            resampled_nulls(
                bars,
                PathRules.of(rules, bars.frequency, seed_record),
                rate,
                path_rng,
                paths=paths,
                bill_rate=bill_rate,
            )
            if paths
            else None
        ),
    )


def follow_breakouts(
    bars: PreparedBars, rules: BreakoutRules, *, seed_record: float | None
) -> tuple[Outcome, ...]:
    """Find breakouts and follow each to target, stop or horizon, in order of date."""
    return first_touch(
        bars.frame,
        find_events(bars.frame, rules, seed_record=seed_record),
        stop=rules.stop_rule,
        horizon=rules.horizon,
        cost=rules.cost,
        needs_target=rules.target_rule.kind != "none",
        genuine_from=bars.first_genuine_open,
        side=rules.side,
        borrow=rules.borrow,
    )


def random_numbers(rules: BreakoutRules) -> np.random.Generator:
    """Return the generator from which the study of one series draws its random dates."""
    return monte_carlo.generator(f"{rules.side.breaks} {rules.target} {rules.stop}")


def study_symbol(
    bars: PreparedBars,
    market: Market,
    rules: BreakoutRules,
    *,
    seed_record: float | None,
    draws: int,
) -> BreakoutStudy:
    """Study the breakouts of one series with all nulls, after a look-ahead check.

    `draws` limits the number of resampled paths and of resamples for the bands as well. The bill
    rate of the market is the drift of the paths without drift. Raises LookAheadError if a signal
    depends on later data, RuleError for a malformed rule.
    """
    check_known(bars.frame, rules, seed_record=seed_record)
    bills = market.series(CASH_RATE) if market.can_read(CASH_RATE) else None
    return study(
        bars,
        rules,
        rng=random_numbers(rules),
        draws=draws,
        seed_record=seed_record,
        paths=min(draws, MOST_PATHS),
        bill_rate=mean_bill_rate(bills, bars.frame),
        band_draws=min(draws, competing_risks.DRAWS),
    )


def resampled_nulls(
    bars: PreparedBars,
    rules: PathRules,
    observed: HitRate,
    rng: np.random.Generator,
    *,
    paths: int,
    bill_rate: float | None,
) -> Nulls:
    """Compare the hit rate with resampled paths (N2) and paths without drift (N2b).

    If the paths cannot be drawn, both nulls are None and the note states the reason.
    """
    if observed.rate is None or rules.target.kind == "none":
        return Nulls(None, None, "no resampled paths: no resolved event with a target")
    try:
        drawn = resample(bars, rules, rng=rng, paths=paths, bill_rate=bill_rate)
    except samples.InsufficientData as error:
        return Nulls(None, None, f"no resampled paths: {error}")
    return drawn.hit_rate(observed.rate)


def hit_rate(
    bars: PreparedBars,
    outcomes: Sequence[Outcome],
    *,
    stop: StopRule,
    horizon: int,
    rng: np.random.Generator,
    draws: int,
    among: Flags | None = None,
    has_target: bool = True,
) -> HitRate:
    """Compute the hit rate of the resolved outcomes, its intervals at n_eff and its N1 baseline.

    `among` flags the bars from which random dates are drawn, all by default. Without a target there
    is nothing to hit.
    """
    resolved = [o for o in outcomes if o.resolved]
    hits = sum(o.cause == "target" for o in resolved)
    either = sum(o.cause == "target" or o.ambiguous for o in resolved)
    n = len(resolved)
    positions = Resolved.of(bars, resolved, stop)
    n_eff = positions.n_eff(bars, horizon)
    years = len({o.event.known_on.year for o in resolved})
    if not has_target:
        note = "the rule has no target"
        return HitRate(len(outcomes), n, None, n_eff, None, None, None, None, years, note)
    random, note = random_hits(
        bars, positions, stop=stop, horizon=horizon, rng=rng, draws=draws, among=among
    )
    return HitRate(
        n=len(outcomes),
        resolved=n,
        hits=hits,
        n_eff=n_eff,
        rate=hits / n if n else None,
        optimistic=either / n if n else None,
        interval=intervals.rate_interval(hits, n, n_eff=n_eff),
        jeffreys=intervals.rate_interval(hits, n, n_eff=n_eff, method="jeffreys"),
        years=years,
        note=note,
        effect=None if random is None else hit_effect(random, hits=hits, n_eff=n_eff),
        left_out=() if random is None else _without_each(resolved, random, n_eff=n_eff),
    )


def hit_effect(random: Flags, *, hits: int, n_eff: int) -> Effect:
    """Compare the hit rate of resolved events with that of random entries from `random_hits`."""
    n = random.shape[1]
    null = random.mean(axis=1)
    least = intervals.minimum_detectable_rate(float(null.mean()), n=n_eff)
    return effect_over(
        null,
        hits / n,
        n=n,
        n_eff=n_eff,
        interval=intervals.rate_interval(hits, n, n_eff=n_eff),
        interval_90=intervals.rate_interval(hits, n, n_eff=n_eff, level=0.90),
        detectable=None if least is None else least - float(null.mean()),
    )


def _without_each(resolved: Sequence[Outcome], random: Flags, *, n_eff: int) -> tuple[LeftOut, ...]:
    """Return the excess hit rate when each event and its random dates are left out in turn.

    If there is only one event, the effect without it is 0 and p is 1.
    """
    n = len(resolved)
    names = [f"{o.event.known_on:%Y-%m-%d}" for o in resolved]
    if n == 1:
        return (NOTHING_LEFT.left_out(names[0]),)
    hit = np.array([o.cause == "target" for o in resolved])
    fewer = (random.sum(axis=1)[:, None] - random) / (n - 1)
    size = min(n_eff, n - 1)
    left_out = []
    for name, hits, null in zip(names, (hit.sum() - hit).tolist(), fewer.T, strict=True):
        interval = intervals.rate_interval(hits, n - 1, n_eff=size, level=0.90)
        effect = effect_over(null, hits / (n - 1), n=n - 1, n_eff=size, interval_90=interval)
        left_out.append(effect.left_out(name))
    return tuple(left_out)
