"""Test whether mean returns after breakouts exceed those after random dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.forward_returns import bar_returns, positions_of
from backtests.engine.prepared_bars import PreparedBars
from backtests.evidence import eras
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import ByChance, Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_YEARLY, gate_estimates, gated
from backtests.evidence.robustness import LeftOut
from backtests.evidence.specification_curve import Specification
from backtests.inference import intervals, monte_carlo, samples
from backtests.inference.random_dates import UNKNOWN, draw_dates, draw_like, volatility_terciles
from backtests.runtime.serialization import iso
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
from backtests.studies.breakouts.rule_estimates import add_rule_estimates
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.studies.measures.any_date import mean_after_any_date
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.parameters import Depth, Level, TradingDays
from data_feeds.series.bars import frequency_of

CHARTS = ("breakouts",)

Floats = npt.NDArray[np.float64]

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
    bars : pd.DataFrame
        Bars of one series.
    seed_record : float
        Record close from before the bars.
    min_base : int
        Minimum length of the base in trading days.
    min_depth : float
        Minimum depth of the base as a fraction of the record.
    others : Mapping of str to pd.DataFrame, optional
        May include the rate of cash in percent, for the paths without drift.

    Raises
    ------
    InsufficientData
        If fewer than two breakouts are complete, or the bars are too few to resample.
    """
    signal = Signal(min_base, min_depth)
    positions = _positions(bars, signal, seed_record)
    estimates = []
    for label, days in SPANS.items():
        estimate, means = _estimate(
            context, bars, positions, days, f"mean return {label} after a breakout"
        )
        estimates.append(estimate)
        if label == PRIMARY:
            primary, random_means = estimate, means
    for base, depth in OTHER_BASES:
        found = _positions(bars, Signal(base, depth), seed_record)
        label = f"12 months after a breakout from a base of {base} days and {depth:.0%}"
        estimates.append(_estimate(context, bars, found, SPANS[PRIMARY], label)[0])
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
    returns = bar_returns(bars, trading_days=SPANS[PRIMARY])
    observed = primary.value or 0.0
    check = _check(primary, monte_carlo.lower_p(random_means, observed), returns[positions])
    estimates.append(_volatility_matched(context, bars, primary, positions, returns))
    rng = context.rng.spawn(1)[0]
    left_out = _without_each(bars, positions, returns, rng, context.resamples)
    curve = drift_curve(
        bars,
        signal,
        _specification(signal, primary, check),
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
    estimates += _by_part(bars, positions, returns, rng, context.resamples)
    events = tuple(
        {
            "signal_date": iso(bars.index[at]),
            "close": float(bars["close"].iloc[at]),
            "return_12m": None if np.isnan(returns[at]) else float(returns[at]),
        }
        for at in positions
    )
    chance = ByChance(STATISTIC, observed, tuple(random_means.tolist()), "sets of random dates")
    evidence = Evidence(
        gated(check, left_out, curve), tuple(estimates), events, curve=curve, by_chance=chance
    )
    return add_rule_estimates(
        context,
        evidence,
        bars=bars,
        definitions=((min_base, min_depth), *OTHER_BASES),
        seed_record=seed_record,
    )


def _positions(bars: pd.DataFrame, signal: Signal, seed_record: float) -> list[int]:
    events = signal.find(bars, seed_record=seed_record)
    return [int(at) for at in positions_of(bars, [event.known_on for event in events])]


def _estimate(
    context: Context, bars: pd.DataFrame, positions: Sequence[int], days: int, name: str
) -> tuple[Estimate, Floats]:
    """Compare the mean return with N1; return the estimate and the means of the random dates.

    For fewer than two completed events the estimate has no value and the means are empty.
    """
    returns = bar_returns(bars, trading_days=days)
    done = [at for at in positions if not np.isnan(returns[at])]
    found = returns[done]
    if found.size < 2:
        return Estimate(name, None, n=found.size, note="fewer than two completed events"), np.array(
            []
        )
    window = frequency_of(bars).bars(days)
    n_eff = samples.effective_size(done, window=window)
    any_day = returns[~np.isnan(returns)]
    means = _random_means(
        context.rng,
        any_day,
        count=found.size,
        spacing=int(np.diff(done).min()),
        draws=context.resamples,
    )
    estimate = Estimate(
        name,
        float(found.mean()),
        interval=intervals.mean_interval(found, n_eff=n_eff),
        n=found.size,
        n_eff=n_eff,
        baseline=float(means.mean()),
        p=monte_carlo.upper_p(means, float(found.mean())),
        mde=intervals.minimum_detectable_mean(float(any_day.std(ddof=1)), n_eff=n_eff),
        note=f"median {np.median(found):.1%}, gains after {(found > 0).mean():.0%}",
    )
    return estimate, means


def _volatility_matched(
    context: Context,
    bars: pd.DataFrame,
    primary: Estimate,
    positions: Sequence[int],
    returns: Floats,
) -> Estimate:
    """Compare the mean return with that of volatility-matched random dates."""
    terciles = volatility_terciles(bars)
    done = np.array(
        [at for at in positions if not np.isnan(returns[at]) and terciles[at] != UNKNOWN],
        dtype=np.int64,
    )
    picks = draw_like(
        context.rng.spawn(1)[0], terciles, ~np.isnan(returns), done, draws=context.resamples
    )
    return volatility_matched(primary, returns[picks].mean(axis=1), float(returns[done].mean()))


def _random_means(
    rng: np.random.Generator, returns: Floats, *, count: int, spacing: int, draws: int
) -> Floats:
    """Draw sets of random dates from days with the given returns and average them (N1)."""
    picks = draw_dates(rng, slots=returns.size, count=count, spacing=spacing, draws=draws)
    means: Floats = returns[picks].mean(axis=1)
    return means


def _without_each(
    bars: pd.DataFrame,
    positions: Sequence[int],
    returns: Floats,
    rng: np.random.Generator,
    draws: int,
) -> tuple[LeftOut, ...]:
    """Return the excess over random dates when each completed breakout is left out in turn."""
    done = [at for at in positions if not np.isnan(returns[at])]
    means = _random_means(
        rng,
        returns[~np.isnan(returns)],
        count=len(done) - 1,
        spacing=int(np.diff(done).min()),
        draws=draws,
    )
    kept = [float(np.delete(returns[done], j).mean()) for j in range(len(done))]
    return tuple(
        LeftOut(
            f"{bars.index[at]:%Y-%m-%d}",
            mean - float(means.mean()),
            monte_carlo.upper_p(means, mean),
        )
        for at, mean in zip(done, kept, strict=True)
    )


def _specification(signal: Signal, primary: Estimate, check: EffectCheck) -> Specification:
    choices = drift_choices(signal, span=PRIMARY, entry=ENTRIES[0])
    return Specification(choices, primary.n or 0, primary.value or 0.0, check.effect, check.p)


def _by_part(
    bars: pd.DataFrame,
    positions: Sequence[int],
    returns: Floats,
    rng: np.random.Generator,
    draws: int,
) -> list[Estimate]:
    """Compare the mean by era and without 2020 with random dates of the same years."""
    done = np.array([at for at in positions if not np.isnan(returns[at])])
    estimates = []
    for part, among in eras.parts(pd.DatetimeIndex(bars.index)).items():
        name, inside = f"{STATISTIC}, {part}", done[among[done]]
        if not inside.size:
            estimates.append(Estimate(name, None, n=0, note="no completed breakout in it"))
            continue
        mean = float(returns[inside].mean())
        spacing = int(np.diff(inside).min()) if inside.size > 1 else 1
        means = _random_means(
            rng,
            returns[among & ~np.isnan(returns)],
            count=inside.size,
            spacing=spacing,
            draws=draws,
        )
        n_eff = samples.effective_size(
            inside.tolist(), window=frequency_of(bars).bars(SPANS[PRIMARY])
        )
        estimates.append(
            Estimate(
                name,
                mean,
                interval=intervals.mean_interval(returns[inside], n_eff=n_eff),
                n=inside.size,
                n_eff=n_eff,
                baseline=float(means.mean()),
                p=monte_carlo.upper_p(means, mean),
                note="random dates of the same years",
            )
        )
    return estimates


def _check(primary: Estimate, p_opposite: float, returns: Floats) -> EffectCheck:
    if primary.value is None or primary.baseline is None or primary.p is None:
        raise samples.InsufficientData("fewer than two completed breakouts")
    known = returns[~np.isnan(returns)]
    n_eff = primary.n_eff or 0
    interval = intervals.mean_interval(known, n_eff=n_eff, level=0.90)
    return EffectCheck(
        effect=primary.value - primary.baseline,
        least=LEAST_YEARLY,
        upper=(interval[1] if interval else np.inf) - primary.baseline,
        p=primary.p,
        p_opposite=p_opposite,
        n_eff=n_eff,
        detectable=primary.mde,
    )
