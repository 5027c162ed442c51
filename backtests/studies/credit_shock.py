"""Do small caps fall further in the quarter after credit spreads jump than after random days?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests import inference
from backtests.findings import Context, Estimate, Evidence
from backtests.random_dates import draw_dates
from backtests.studies.gate import GATE_NOT_RUN
from backtests.studies.rows import iso
from backtests.studies.states import trading_days
from backtests.verdicts import EffectCheck
from signals import credit
from signals.zigzag import find_pivots

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
# METHODS 4: a depth must differ by 2 percentage points.
LEAST_DEPTH = 0.02
# METHODS 2.4: a crash is a decline of 10% with a close 20% below the highest of 21 days before.
DECLINE, CRASH, CRASH_DAYS = 0.10, 0.20, 21
# METHODS 3.4: random days are also matched by the tercile of volatility over 20 days.
VOLATILITY_DAYS, TERCILES = 20, 3


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
    recessions: pd.DataFrame,
    least: float,
    window: int,
) -> Evidence:
    """Hold the worst close of the next days against N1 (METHODS slide-20).

    `least` is the widening over 21 days in percentage points. The test is repeated on days whose
    whole window is outside NBER recessions and crashes, for events and random days alike.
    """
    days = trading_days(bars)
    changes = credit.spread_changes(high_yield, baa, days, span=credit.MONTH)
    closes = bars["close"].to_numpy(dtype=np.float64)
    depth = worst_ahead(closes, window=window)
    eligible = ~np.isnan(depth) & changes.notna().to_numpy()
    shocks = credit.shocks(changes, least=least, new_after=window)
    events = np.asarray(days.get_indexer(shocks), dtype=np.int64)
    calm = ~ahead(stressed(days, closes, recessions), window=window)
    every = compare(context, depth, events, eligible, window=window)
    outside = _compare_if_enough(context, depth, events, eligible & calm, window=window)
    excess, p = _volatility_matched(context, closes, depth, events, eligible)
    second = "the same outside recessions and crashes"
    estimates = (
        every.estimate(f"deepest fall in the {window} days after credit tightens"),
        outside.estimate(second) if outside else Estimate(second, None, note="too few events"),
        Estimate("excess over random days of the same volatility tercile", excess,
                 p=p, n=every.n, n_eff=every.n_eff),
    )  # fmt: skip
    rows = tuple(
        {"date": iso(days[at]), "widening_in_points": float(changes.iloc[at]),
         "worst_return": None if np.isnan(depth[at]) else -float(depth[at]), "calm": bool(calm[at])}
        for at in events
    )  # fmt: skip
    return Evidence(_check(every, outside), estimates, rows)


def _check(every: Comparison, outside: Comparison | None) -> EffectCheck:
    found = "too few events" if outside is None else f"{outside.excess:+.1%}"
    condition = f"deeper by {LEAST_DEPTH:.0%} also outside recessions and crashes (found {found})"
    return EffectCheck(
        effect=every.excess,
        least=LEAST_DEPTH,
        upper=every.upper,
        p=every.p,
        p_opposite=every.p_opposite,
        n_eff=every.n_eff,
        conditions=((condition, outside is not None and outside.excess >= LEAST_DEPTH),),
        gate_note=GATE_NOT_RUN,
    )


def worst_ahead(closes: Floats, *, window: int) -> Floats:
    """Return how far below each close the lowest of the next `window` closes lies; NaN at the end.

    A positive fraction for a fall; negative where every later close is above.
    """
    found = np.full(closes.size, np.nan)
    if closes.size > window:
        ahead_of = np.lib.stride_tricks.sliding_window_view(closes[1:], window)
        found[: closes.size - window] = 1 - ahead_of.min(axis=1) / closes[: closes.size - window]
    return found


def ahead(flags: Flags, *, window: int) -> Flags:
    """Whether a flag is set on a day or within the `window` days after it."""
    padded = np.concatenate([flags, np.zeros(window, dtype=np.bool_)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, window + 1)
    return np.asarray(windows.any(axis=1), dtype=np.bool_)


def stressed(days: pd.DatetimeIndex, closes: Floats, recessions: pd.DataFrame) -> Flags:
    """Whether each day lies in an NBER recession or between peak and trough of a crash."""
    flags = np.zeros(closes.size, dtype=np.bool_)
    for peak, trough in recessions["trough"].items():
        month_after = pd.Timestamp(str(peak)) + pd.offsets.MonthEnd(0)
        inside = (days > month_after) & (days <= trough + pd.offsets.MonthEnd(0))
        flags[np.flatnonzero(inside)] = True
    for first, last in crashes(closes):
        flags[first : last + 1] = True
    return flags


def crashes(closes: Floats) -> list[tuple[int, int]]:
    """Return peak and trough positions of the declines that contain a crash (METHODS 2.4)."""
    highest = pd.Series(closes).rolling(CRASH_DAYS + 1, min_periods=1).max().to_numpy()
    sudden = closes <= (1 - CRASH) * highest
    turns = find_pivots(closes, threshold=DECLINE)
    ends = [*(turn.index for turn in turns[1:]), closes.size - 1]
    return [
        (turn.index, end)
        for turn, end in zip(turns, ends, strict=True)
        if turn.kind == "high" and sudden[turn.index : end + 1].any()
    ]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Mean depth after the events against random days; `upper` bounds the excess (90%)."""

    mean: float
    null: float
    n: int
    n_eff: int
    interval: tuple[float, float] | None
    upper: float
    p: float
    p_opposite: float
    detectable: float | None

    @property
    def excess(self) -> float:
        """Mean depth beyond that of random days."""
        return self.mean - self.null

    def estimate(self, name: str) -> Estimate:
        """State the mean depth beside its null."""
        return Estimate(name, self.mean, interval=self.interval, n=self.n, n_eff=self.n_eff,
                        baseline=self.null, p=self.p, mde=self.detectable,
                        note="mean depth below the close of the day")  # fmt: skip


def compare(
    context: Context,
    depth: Floats,
    events: npt.NDArray[np.int64],
    eligible: Flags,
    *,
    window: int,
) -> Comparison:
    """Compare events with as many eligible random days at least as far apart (N1)."""
    done = events[eligible[events]]
    if done.size < 2:
        raise inference.TooLittleData(f"{done.size} completed credit shock(s); expected 2 or more")
    slots = np.flatnonzero(eligible)
    spacing = int(np.diff(np.searchsorted(slots, done)).min())
    picks = draw_dates(context.rng, slots=slots.size, count=done.size, spacing=spacing,
                       draws=context.resamples)  # fmt: skip
    means = depth[slots[picks]].mean(axis=1)
    found = depth[done]
    mean, null = float(found.mean()), float(means.mean())
    n_eff = inference.effective_size(done.tolist(), window=window)
    bounds = inference.mean_interval(found, n_eff=n_eff, level=0.90)
    return Comparison(
        mean=mean,
        null=null,
        n=done.size,
        n_eff=n_eff,
        interval=inference.mean_interval(found, n_eff=n_eff),
        upper=(bounds[1] if bounds else np.inf) - null,
        p=inference.upper_p(means, mean),
        p_opposite=inference.lower_p(means, mean),
        detectable=inference.minimum_detectable_mean(
            float(depth[slots].std(ddof=1)), n_eff=n_eff
        ),
    )  # fmt: skip


def _compare_if_enough(
    context: Context,
    depth: Floats,
    events: npt.NDArray[np.int64],
    eligible: Flags,
    *,
    window: int,
) -> Comparison | None:
    """Compare, or return None where fewer than two events are left."""
    enough = eligible[events].sum() > 1
    return compare(context, depth, events, eligible, window=window) if enough else None


def _volatility_matched(
    context: Context, closes: Floats, depth: Floats, events: npt.NDArray[np.int64], eligible: Flags
) -> tuple[float, float]:
    """Excess over, and p against, random days of the same terciles of past volatility."""
    returns = pd.Series(np.log(closes)).diff()
    volatility = returns.rolling(VOLATILITY_DAYS).std().to_numpy()
    able = eligible & ~np.isnan(volatility)
    limits = np.quantile(volatility[able], np.arange(1, TERCILES) / TERCILES)
    tercile = np.searchsorted(limits, volatility)
    done = events[able[events]]
    sums = np.zeros(context.resamples)
    for each in range(TERCILES):
        slots = np.flatnonzero(able & (tercile == each))
        count = int((tercile[done] == each).sum())
        sums += depth[context.rng.choice(slots, size=(context.resamples, count))].sum(axis=1)
    means = sums / done.size
    mean = float(depth[done].mean())
    return mean - float(means.mean()), inference.upper_p(means, mean)
