"""Do small caps fall further in the quarter after credit spreads jump than after random days?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.evidence import eras
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import gate_estimates, gated, uncounted
from backtests.evidence.robustness import LeftOut
from backtests.evidence.specification_curve import Curve, Specification, curve_of
from backtests.inference import intervals, monte_carlo, samples
from backtests.inference.random_dates import UNKNOWN, SharedDates, draw_like, volatility_terciles
from backtests.runtime.serialization import iso
from backtests.studies.measures.credit import spreads, trading_days
from backtests.studies.measures.pairs import LATE_START
from signals import credit
from signals.declines import CORRECTION, crash_closes
from signals.levels.zigzag import find_pivots

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
# METHODS 4: a depth must differ by 2 percentage points.
LEAST_DEPTH = 0.02
# METHODS slide-20: +75 bp; 50 bp is the "worse" of METHODS 2.9, and 100 bp as much further.
SHARES_OF_WIDENING = (1.0, 2 / 3, 4 / 3)
# METHODS slide-20: 63 days, a quarter; half as long and twice.
SHARES_OF_WINDOW = (1.0, 1 / 2, 2.0)


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
    changes = {
        name: credit.spread_changes(first_choice, baa, days, span=credit.MONTH)
        for name, first_choice in spreads(high_yield).items()
    }
    closes = bars["close"].to_numpy(dtype=np.float64)
    dates = SharedDates(context.rng, draws=context.resamples)
    definitions = tuple(_definitions(days, closes, changes, least=least, window=window))
    primary = definitions[0]
    widening = next(iter(changes.values()))
    calm = ~ahead(stressed(days, closes, recessions), window=window)
    every = compare(dates, primary)
    outside = _compare_if_enough(dates, primary.among(calm))
    name = f"deepest fall in the {window} days after credit tightens"
    estimates = (
        every.estimate(name),
        _estimate_if_enough("the same outside recessions and crashes", outside),
        _volatility_matched(context, bars, primary, every),
        *_by_part(dates, primary, days, name),
    )
    left_out, curve = without_each(dates, primary, days), trace(dates, definitions)
    rows = tuple(
        {
            "date": iso(days[at]),
            "widening_in_points": float(widening.iloc[at]),
            "worst_return": None if np.isnan(primary.depth[at]) else -float(primary.depth[at]),
            "calm": bool(calm[at]),
        }
        for at in primary.events
    )
    return Evidence(
        gated(_check(every, outside), left_out, curve),
        (*estimates, *gate_estimates(left_out, curve, statistic=name)),
        rows,
        notes=uncounted(len(definitions), curve),
        curve=curve,
    )


@dataclass(frozen=True, slots=True)
class Shocks:
    """Sudden widenings by one definition: positions, the depth after every day, days that count.

    `events` holds also those whose window is not over.
    """

    events: Ints
    depth: Floats
    eligible: Flags
    window: int
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def done(self) -> Ints:
        """The events that count."""
        return self.events[self.eligible[self.events]]

    @property
    def spacing(self) -> int:
        """The least distance of two events, in days that count."""
        return int(np.diff(np.searchsorted(np.flatnonzero(self.eligible), self.done)).min())

    def among(self, days: Flags) -> Shocks:
        """Return the same with some days alone."""
        return replace(self, eligible=self.eligible & days)


def _definitions(
    days: pd.DatetimeIndex,
    closes: Floats,
    changes: Mapping[str, pd.Series],
    *,
    least: float,
    window: int,
) -> Iterator[Shocks]:
    """Cross the measures of credit, the least widening, the days looked ahead, and the start."""
    starts = {"whole": 0, f"from {LATE_START}": LATE_START}
    for (spread, change), part, share, (record, since) in product(
        changes.items(), SHARES_OF_WIDENING, SHARES_OF_WINDOW, starts.items()
    ):
        wide, length = part * least, round(share * window)
        found = credit.shocks(change, least=wide, new_after=length)
        depth = worst_ahead(closes, window=length)
        eligible = ~np.isnan(depth) & change.notna().to_numpy() & (days.year >= since)
        yield Shocks(
            np.asarray(days.get_indexer(found), dtype=np.int64),
            depth,
            eligible,
            length,
            {
                "spread": spread,
                "widening": f"{100 * wide:.0f} bp",
                "days ahead": f"{length}",
                "record": record,
            },
        )


def trace(dates: SharedDates, definitions: Iterable[Shocks]) -> Curve:
    """Hold each definition against N1, the primary first; those with under two events not."""
    found = ((shocks, _compare_if_enough(dates, shocks)) for shocks in definitions)
    return curve_of(
        Specification(shocks.choices, every.n, every.mean, every.excess, every.p)
        for shocks, every in found
        if every is not None
    )


def without_each(dates: SharedDates, shocks: Shocks, days: pd.DatetimeIndex) -> tuple[LeftOut, ...]:
    """Return the excess without each event, against random days of which there is one fewer.

    They are as far apart as the events are with it. An event without which one is left alone
    leaves no effect: 0, with p 1.
    """
    done = shocks.done
    if done.size < 3:
        return tuple(LeftOut(f"{days[at]:%Y-%m-%d}", 0.0, 1.0) for at in done)
    means = _random_means(dates, shocks, count=done.size - 1, spacing=shocks.spacing)
    depth, null = shocks.depth[done], float(means.mean())
    left = {f"{days[at]:%Y-%m-%d}": float(np.delete(depth, i).mean()) for i, at in enumerate(done)}
    return tuple(
        LeftOut(name, mean - null, monte_carlo.upper_p(means, mean)) for name, mean in left.items()
    )


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
        detectable=every.detectable,
    )


def _by_part(
    dates: SharedDates, shocks: Shocks, days: pd.DatetimeIndex, name: str
) -> tuple[Estimate, ...]:
    """Tell the depth in each era and without 2020, against random days of the same time."""
    return tuple(
        _estimate_if_enough(f"{name}, {part}", _compare_if_enough(dates, shocks.among(inside)))
        for part, inside in eras.parts(days).items()
    )


def _estimate_if_enough(name: str, found: Comparison | None) -> Estimate:
    return found.estimate(name) if found else Estimate(name, None, note="too few events")


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
    sudden = crash_closes(closes)
    turns = find_pivots(closes, threshold=CORRECTION)
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
        return Estimate(
            name,
            self.mean,
            interval=self.interval,
            n=self.n,
            n_eff=self.n_eff,
            baseline=self.null,
            against="random days",
            p=self.p,
            mde=self.detectable,
            note="mean depth below the close of the day",
        )


def compare(dates: SharedDates, shocks: Shocks) -> Comparison:
    """Compare events with as many eligible random days at least as far apart (N1)."""
    done, depth = shocks.done, shocks.depth
    if done.size < 2:
        raise samples.InsufficientData(f"{done.size} completed credit shock(s); expected 2 or more")
    means = _random_means(dates, shocks, count=done.size, spacing=shocks.spacing)
    found = depth[done]
    mean, null = float(found.mean()), float(means.mean())
    n_eff = samples.effective_size(done.tolist(), window=shocks.window)
    bounds = intervals.mean_interval(found, n_eff=n_eff, level=0.90)
    return Comparison(
        mean=mean,
        null=null,
        n=done.size,
        n_eff=n_eff,
        interval=intervals.mean_interval(found, n_eff=n_eff),
        upper=(bounds[1] if bounds else np.inf) - null,
        p=monte_carlo.upper_p(means, mean),
        p_opposite=monte_carlo.lower_p(means, mean),
        detectable=intervals.minimum_detectable_mean(
            float(depth[shocks.eligible].std(ddof=1)), n_eff=n_eff
        ),
    )


def _random_means(dates: SharedDates, shocks: Shocks, *, count: int, spacing: int) -> Floats:
    slots = np.flatnonzero(shocks.eligible)
    picks = dates.take(slots=slots.size, count=count, spacing=spacing)
    means: Floats = shocks.depth[slots[picks]].mean(axis=1)
    return means


def _compare_if_enough(dates: SharedDates, shocks: Shocks) -> Comparison | None:
    """Compare, or return None where fewer than two events are left."""
    return compare(dates, shocks) if shocks.done.size > 1 else None


def _volatility_matched(
    context: Context, bars: pd.DataFrame, shocks: Shocks, every: Comparison
) -> Estimate:
    """Excess over, and p against, random days of the same terciles of past volatility."""
    terciles = volatility_terciles(bars)
    done = shocks.done[terciles[shocks.done] != UNKNOWN]
    picks = draw_like(context.rng, terciles, shocks.eligible, done, draws=context.resamples)
    means = shocks.depth[picks].mean(axis=1)
    mean = float(shocks.depth[done].mean())
    return Estimate(
        "excess over random days of the same volatility tercile",
        mean - float(means.mean()),
        p=monte_carlo.upper_p(means, mean),
        n=every.n,
        n_eff=every.n_eff,
    )
