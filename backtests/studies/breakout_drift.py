"""Are returns after breakouts above those after random dates?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from backtests import inference
from backtests.findings import Context, Estimate, Evidence
from backtests.forward_returns import bar_returns, positions_of
from backtests.random_dates import draw_dates
from backtests.resampled_paths import BILLS, MOST_PATHS, Rules, mean_bill_rate, resample
from backtests.studies.breakout_rules import with_rules
from backtests.studies.gate import GATE_NOT_RUN, LEAST_YEARLY
from backtests.studies.path_nulls import against_paths
from backtests.studies.rows import iso
from backtests.verdicts import EffectCheck
from data_feeds.bars import frequency_of
from signals import breakout
from signals.measured_move import parse_target
from signals.stops import parse_stop

HORIZONS = {"1 month": 21, "3 months": 63, "6 months": 126, "12 months": 252}
PRIMARY = 252
# METHODS 2.1: the definitions beside the primary one, as (least base in days, least depth).
VARIANTS = ((10, 0.0), (20, 0.03), (63, 0.10), (252, 0.10))


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    seed_record: float,
    min_base: int,
    min_depth: float,
    others: Mapping[str, pd.DataFrame] | None = None,
) -> Evidence:
    """Compare mean returns from the signal's close with N1 at four horizons (METHODS brk-02).

    The primary one is also held against resampled paths (N2) and, with the bill rate in `others`,
    against those without drift (N2b).
    """
    positions = _positions(bars, min_base, min_depth, seed_record)
    estimates = []
    for label, days in HORIZONS.items():
        estimate, below = _estimate(
            context, bars, positions, days, f"mean return {label} after a breakout"
        )
        estimates.append(estimate)
        if days == PRIMARY:
            primary, p_opposite = estimate, below
    for base, depth in VARIANTS:
        found = _positions(bars, base, depth, seed_record)
        label = f"12 months after a breakout from a base of {base} days and {depth:.0%}"
        estimates.append(_estimate(context, bars, found, PRIMARY, label)[0])
    estimates.sort(key=lambda estimate: estimate is not primary)
    rules = Rules.of(
        frequency_of(bars), target=parse_target("none"), stop=parse_stop("none"),
        min_base=min_base, min_depth=min_depth, seed_record=seed_record, horizon=PRIMARY,
    )  # fmt: skip
    drawn = resample(
        bars, rules, rng=context.rng.spawn(1)[0], paths=min(context.resamples, MOST_PATHS),
        bill_rate=mean_bill_rate((others or {}).get(BILLS), bars),
    )  # fmt: skip
    estimates += against_paths(primary, drawn.forward(primary.value))
    returns = bar_returns(bars, trading_days=PRIMARY)
    events = tuple(
        {"signal_date": iso(bars.index[at]), "close": float(bars["close"].iloc[at]),
         "return_12m": None if np.isnan(returns[at]) else float(returns[at])}
        for at in positions
    )  # fmt: skip
    evidence = Evidence(_check(primary, p_opposite, returns[positions]), tuple(estimates), events)
    return with_rules(
        context, evidence, bars=bars, definitions=((min_base, min_depth), *VARIANTS),
        seed_record=seed_record,
    )  # fmt: skip


def _positions(
    bars: pd.DataFrame, min_base: int, min_depth: float, seed_record: float
) -> list[int]:
    events = breakout.find_events(
        bars, min_base=min_base, min_depth=min_depth, seed_record=seed_record, target="none"
    )
    return [int(at) for at in positions_of(bars, [event.known_on for event in events])]


def _estimate(
    context: Context, bars: pd.DataFrame, positions: Sequence[int], days: int, name: str
) -> tuple[Estimate, float]:
    """Mean return against N1, and the one-sided p of a mean below it."""
    returns = bar_returns(bars, trading_days=days)
    done = [at for at in positions if not np.isnan(returns[at])]
    found = returns[done]
    if found.size < 2:
        return Estimate(name, None, n=found.size, note="fewer than two completed events"), 1.0
    window = frequency_of(bars).bars(days)
    n_eff = inference.effective_size(done, window=window)
    any_day = returns[~np.isnan(returns)]
    picks = draw_dates(
        context.rng, slots=any_day.size, count=found.size, spacing=int(np.diff(done).min()),
        draws=context.resamples,
    )  # fmt: skip
    means = any_day[picks].mean(axis=1)
    estimate = Estimate(
        name,
        float(found.mean()),
        interval=inference.mean_interval(found, n_eff=n_eff),
        n=found.size,
        n_eff=n_eff,
        baseline=float(means.mean()),
        p=inference.upper_p(means, float(found.mean())),
        mde=inference.minimum_detectable_mean(float(any_day.std(ddof=1)), n_eff=n_eff),
        note=f"median {np.median(found):.1%}, gains after {(found > 0).mean():.0%}",
    )
    return estimate, inference.lower_p(means, float(found.mean()))


def _check(
    primary: Estimate, p_opposite: float, returns: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> EffectCheck:
    if primary.value is None or primary.baseline is None or primary.p is None:
        raise inference.TooLittleData("fewer than two completed breakouts")
    known = returns[~np.isnan(returns)]
    n_eff = primary.n_eff or 0
    interval = inference.mean_interval(known, n_eff=n_eff, level=0.90)
    return EffectCheck(
        effect=primary.value - primary.baseline,
        least=LEAST_YEARLY,
        upper=(interval[1] if interval else np.inf) - primary.baseline,
        p=primary.p,
        p_opposite=p_opposite,
        n_eff=n_eff,
        gate_note=GATE_NOT_RUN,
    )
