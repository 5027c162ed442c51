"""Compare the losses of small caps after jumps of credit spreads with those after random days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Self

import numpy as np
import pandas as pd

from backtests.evidence import eras
from backtests.evidence.conjunction_check import Part, conjunction
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.effects import Effect, mean_effect
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_DEPTH, gate_estimates, gated, uncounted
from backtests.evidence.robustness import LeftOut
from backtests.evidence.specification_curve import Curve, curve_of
from backtests.evidence.verdicts import iso_day
from backtests.inference import monte_carlo, samples
from backtests.inference.random_dates import UNKNOWN, SharedDates, draw_like, volatility_terciles
from backtests.runtime.serialization import iso
from backtests.studies.measures.credit import spreads, trading_days
from backtests.studies.measures.pairs import LATE_START
from backtests.studies.method import Method, by_effect, by_parts, in_points
from backtests.studies.parameters import PercentagePoints, TradingDays
from data_feeds.series.bars import Frequency, infer_frequency
from signals import credit
from signals.core.arrays import Flags, Floats, Ints
from signals.core.known_values import bars_in
from signals.declines import CORRECTION, crash_closes
from signals.levels.zigzag import find_pivots

# Claim slide-20: 75 bp; the alternatives are 50 bp ("worse" in METHODS 2.9) and 100 bp.
SHARES_OF_WIDENING = (1.0, 2 / 3, 4 / 3)
# Claim slide-20: 63 trading days; the alternatives are half and twice as many.
SHARES_OF_WINDOW = (1.0, 1 / 2, 2.0)
# A day on which the spread has widened enough, more than a window after the event before; and only
# if it had not the day before, so that a widening that goes on is not an event again.
EVENTS = (ANY_DAY, CROSSING) = ("any day", "a first day")
OUTSIDE = "outside recessions and crashes"
METHOD = Method(
    "Depth of the lowest close of {bars} in the {window} after the credit spread ({high_yield}, "
    "before it begins {baa}) was first {least} or more above 21 trading days before, less that "
    "after as many random dates, in windows that touch no recession ({recessions}) and no crash; "
    "and the same after all events",
    by_parts(
        OUTSIDE,
        by_effect(in_points(LEAST_DEPTH), what="the extra depth"),
        f"{in_points(LEAST_DEPTH)} of extra depth over all events",
    ),
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
    recessions: pd.DataFrame,
    least: PercentagePoints,
    window: TradingDays,
) -> Evidence:
    """Test the deepest fall after credit shocks against random days (claim slide-20).

    The events and random days whose whole window lies outside NBER recessions and crashes decide;
    the same over all events is also needed. Each has a robustness gate of its own.

    Parameters
    ----------
    least : float
        Smallest widening of the spread over 21 days, in percentage points.
    window : int
        Trading days after the event in which the lowest close is taken.
    """
    days = trading_days(bars)
    changes = {
        name: credit.spread_changes(first_choice, baa, days, span=credit.MONTH)
        for name, first_choice in spreads(high_yield).items()
    }
    closes = bars["close"].to_numpy(dtype=np.float64)
    dates = SharedDates(context.rng, draws=context.resamples)
    stress = stressed(days, closes, recessions)
    every = tuple(_definitions(days, closes, changes, least=least, window=window))
    outside = tuple(shocks.among(~ahead(stress, window=shocks.window)) for shocks in every)
    deciding, other = (_Tested.of(dates, each, days) for each in (outside, every))
    unit = infer_frequency(days).unit.removeprefix("trading ")
    name = f"deepest fall in the {bars_in(days, window)} {unit}s after credit tightens, {OUTSIDE}"
    every_name = "the same after every event"
    estimates = (
        _estimate(name, deciding.effect),
        _estimate(every_name, other.effect),
        _volatility_matched(context, bars, outside[0], deciding.effect),
        *_by_part(dates, outside[0], days, name),
        *gate_estimates(deciding.left_out, deciding.curve, statistic=name),
        *gate_estimates(other.left_out, other.curve, statistic=every_name),
    )
    widening = next(iter(changes.values()))
    rows = tuple(
        {
            "date": iso(days[at]),
            "widening_in_points": float(widening.iloc[at]),
            "worst_return": None if np.isnan(every[0].depth[at]) else -float(every[0].depth[at]),
            "calm": bool(outside[0].eligible[at]),
        }
        for at in every[0].events
    )
    return Evidence(
        conjunction(OUTSIDE, deciding.check, Part("after every event", other.check)),
        estimates,
        rows,
        notes=uncounted(len(outside), deciding.curve),
        curve=deciding.curve,
    )


@dataclass(frozen=True, slots=True)
class Shocks:
    """Credit shocks under one definition.

    Parameters
    ----------
    events : array of int
        Positions of the shocks, including those whose window is incomplete.
    depth : array
        Deepest fall after each day, as a positive fraction; NaN if the window is incomplete.
    eligible : array of bool
        Days that may be events or random days.
    window : int
        Bars looked ahead.
    choices : mapping of str to str
        The option taken for each choice of the definition.
    """

    events: Ints
    depth: Floats
    eligible: Flags
    window: int
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def done(self) -> Ints:
        """Positions of the eligible events."""
        return self.events[self.eligible[self.events]]

    @property
    def spacing(self) -> int:
        """Smallest distance between two events, in eligible days."""
        return int(np.diff(np.searchsorted(np.flatnonzero(self.eligible), self.done)).min())

    def among(self, days: Flags) -> Shocks:
        """Restrict the eligible days to `days`."""
        return replace(self, eligible=self.eligible & days)


@dataclass(frozen=True, slots=True)
class _Tested:
    """The effect of one set of events, with its robustness gate."""

    effect: Effect
    check: EffectCheck
    left_out: tuple[LeftOut, ...]
    curve: Curve

    @classmethod
    def of(cls, dates: SharedDates, definitions: Sequence[Shocks], days: pd.DatetimeIndex) -> Self:
        """Test the first of the definitions and apply the gate; raises as `compare`."""
        primary = definitions[0]
        effect = compare(dates, primary)
        left_out, curve = without_each(dates, primary, days), trace(dates, definitions)
        return cls(effect, gated(effect.check(least=LEAST_DEPTH), left_out, curve), left_out, curve)


def _definitions(
    days: pd.DatetimeIndex,
    closes: Floats,
    changes: Mapping[str, pd.Series],
    *,
    least: float,
    window: int,
) -> Iterator[Shocks]:
    """Generate all combinations of spread, least widening, window and start; primary first."""
    starts = {"whole": 0, f"from {LATE_START}": LATE_START}
    for (spread, change), part, share, (record, since), event in product(
        changes.items(), SHARES_OF_WIDENING, SHARES_OF_WINDOW, starts.items(), EVENTS
    ):
        wide, length = part * least, round(share * window)
        bars = bars_in(days, length)
        crossing = change.where(change.shift(1) < wide)
        shock_days = credit.shocks(
            crossing if event == CROSSING else change, least=wide, new_after=length
        )
        depth = worst_ahead(closes, window=bars)
        eligible = ~np.isnan(depth) & change.notna().to_numpy() & (days.year >= since)
        yield Shocks(
            np.asarray(days.get_indexer(shock_days), dtype=np.int64),
            depth,
            eligible,
            bars,
            {
                "spread": spread,
                "widening": f"{100 * wide:.0f} bp",
                "days ahead": f"{length}",
                "record": record,
                "event": event,
            },
        )


def trace(dates: SharedDates, definitions: Iterable[Shocks]) -> Curve:
    """Compute the specification curve; definitions with fewer than two events are dropped."""
    comparisons = ((shocks, _compare_if_enough(dates, shocks)) for shocks in definitions)
    return curve_of(
        every.specification(shocks.choices) for shocks, every in comparisons if every is not None
    )


def without_each(dates: SharedDates, shocks: Shocks, days: pd.DatetimeIndex) -> tuple[LeftOut, ...]:
    """Return the effect without each event, compared with samples of one random day fewer.

    The spacing is that of the full sample. With fewer than three events the effect is 0 and p is 1.
    """
    done = shocks.done
    if done.size < 3:
        return tuple(LeftOut(iso_day(days[at]), 0.0, 1.0) for at in done)
    means = _random_means(dates, shocks, count=done.size - 1, spacing=shocks.spacing)
    return tuple(
        _effect(shocks, np.delete(done, i), means).left_out(iso_day(days[at]))
        for i, at in enumerate(done)
    )


def _by_part(
    dates: SharedDates, shocks: Shocks, days: pd.DatetimeIndex, name: str
) -> tuple[Estimate, ...]:
    """Estimate the depth in each era and without 2020, against random days of the same period."""
    return tuple(
        _estimate_if_enough(f"{name}, {part}", _compare_if_enough(dates, shocks.among(inside)))
        for part, inside in eras.parts(days).items()
    )


def _estimate_if_enough(name: str, effect: Effect | None) -> Estimate:
    return (
        Estimate(name, None, note="too few events") if effect is None else _estimate(name, effect)
    )


def _estimate(name: str, effect: Effect) -> Estimate:
    return effect.estimate(
        name, against="random days", note="mean depth below the close of the day"
    )


def worst_ahead(closes: Floats, *, window: int) -> Floats:
    """Return the deepest fall from each close within the next `window` closes.

    A fraction, positive for a fall and negative if every later close is higher. The last `window`
    values are NaN.
    """
    depths = np.full(closes.size, np.nan)
    if closes.size > window:
        ahead_of = np.lib.stride_tricks.sliding_window_view(closes[1:], window)
        depths[: closes.size - window] = 1 - ahead_of.min(axis=1) / closes[: closes.size - window]
    return depths


def ahead(flags: Flags, *, window: int) -> Flags:
    """Return whether a flag is set on each day or on one of the `window` days after it."""
    padded = np.concatenate([flags, np.zeros(window, dtype=np.bool_)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, window + 1)
    return np.asarray(windows.any(axis=1), dtype=np.bool_)


def stressed(days: pd.DatetimeIndex, closes: Floats, recessions: pd.DataFrame) -> Flags:
    """Return whether each day lies in an NBER recession or between peak and trough of a crash."""
    flags = np.zeros(closes.size, dtype=np.bool_)
    for peak, trough in recessions["trough"].items():
        month_after = pd.Timestamp(str(peak)) + pd.offsets.MonthEnd(0)
        inside = (days > month_after) & (days <= trough + pd.offsets.MonthEnd(0))
        flags[np.flatnonzero(inside)] = True
    for first, last in crashes(closes, infer_frequency(days)):
        flags[first : last + 1] = True
    return flags


def crashes(closes: Floats, frequency: Frequency = Frequency.DAILY) -> list[tuple[int, int]]:
    """Return peak and trough positions of the declines that contain a crash (METHODS 2.4)."""
    sudden = crash_closes(closes, frequency=frequency)
    turns = find_pivots(closes, threshold=CORRECTION)
    ends = [*(turn.index for turn in turns[1:]), closes.size - 1]
    return [
        (turn.index, end)
        for turn, end in zip(turns, ends, strict=True)
        if turn.kind == "high" and sudden[turn.index : end + 1].any()
    ]


def compare(dates: SharedDates, shocks: Shocks) -> Effect:
    """Compare the mean depth after the events with that after random days (METHODS 3.4).

    Each sample has as many eligible days as there are events, with the same minimum spacing.

    Raises
    ------
    InsufficientData
        Fewer than two events have a complete window.
    """
    done = shocks.done
    if done.size < 2:
        raise samples.InsufficientData(f"{done.size} completed credit shock(s); expected 2 or more")
    return _effect(
        shocks, done, _random_means(dates, shocks, count=done.size, spacing=shocks.spacing)
    )


def _effect(shocks: Shocks, done: Ints, means: Floats) -> Effect:
    """Compare the mean depth after some events with the means of random days."""
    return mean_effect(
        shocks.depth[done],
        means,
        n_eff=samples.effective_size(done.tolist(), window=shocks.window),
        sd=float(shocks.depth[shocks.eligible].std(ddof=1)),
    )


def _random_means(dates: SharedDates, shocks: Shocks, *, count: int, spacing: int) -> Floats:
    slots = np.flatnonzero(shocks.eligible)
    picks = dates.take(slots=slots.size, count=count, spacing=spacing)
    means: Floats = shocks.depth[slots[picks]].mean(axis=1)
    return means


def _compare_if_enough(dates: SharedDates, shocks: Shocks) -> Effect | None:
    """Return the comparison, or None for fewer than two events."""
    return compare(dates, shocks) if shocks.done.size > 1 else None


def _volatility_matched(
    context: Context, bars: pd.DataFrame, shocks: Shocks, every: Effect
) -> Estimate:
    """Estimate the excess over random days from the same terciles of past volatility."""
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
