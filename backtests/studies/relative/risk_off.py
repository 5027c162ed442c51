"""Test whether small caps lose more than large caps in risk-off episodes, and beyond their beta."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from backtests.evidence.effects import Effect, mean_effect
from backtests.evidence.eras import NO_P, WITHOUT_2020, by_part, parts
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_DEPTH, gate_estimates, gated
from backtests.evidence.robustness import LeftOut
from backtests.evidence.specification_curve import Curve, Specification
from backtests.inference import intervals, samples
from backtests.inference.path_bootstrap import bars_of, common_closes
from backtests.runtime.serialization import number
from backtests.studies.measures.decline_rows import decline_row
from backtests.studies.measures.spans import frequency_note
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.parameters import Day
from backtests.studies.relative.event_windows import (
    WINDOW_DAYS,
    Paths,
    Phase,
    Windows,
    measure_windows,
    paths_of,
    span_of,
)
from data_feeds.series.bars import Frequency
from signals import risk_off
from signals.core.arrays import Flags, Floats, Ints
from signals.core.known_values import bars_in
from signals.declines import CORRECTION, Decline, find_declines, record_declines

# METHODS 2.5 first, then other common thresholds.
DEPTHS = (CORRECTION, 0.08, 0.12, 0.15)
# METHODS 2.5: before 2000 small-cap prices are stale, which hides losses on the same day.
STARTS = {"the start of the data": None, "2000": pd.Timestamp("2000-01-01")}
PLAIN, BEYOND = "as it is", "beyond beta"
DECLINES = "S&P 500 declines of 10%, peak to trough"
# A comparison needs at least two windows.
LEAST_DECLINES = 2
VOLATILITY, SPREAD = "VIX", "high-yield spread"


@dataclass(frozen=True, slots=True)
class Moves:
    """Sudden moves as they are defined on bars of a frequency (METHODS 2.5).

    `fall` of the large caps and `jump` of the VIX are returns of one bar; `lengths` are the windows
    from the bar on, in bars.
    """

    unit: str
    fall: float
    jump: float
    lengths: tuple[tuple[int, str], ...]

    @property
    def falls(self) -> str:
        """The name of the falls of the large caps."""
        return f"S&P 500 {self.unit}s of -{100 * self.fall:g}%"

    @property
    def jumps(self) -> str:
        """The name of the jumps of the VIX."""
        return f"VIX {self.unit}s of +{100 * self.jump:g}%"


MOVES = {
    Frequency.DAILY: Moves(
        "day",
        risk_off.FALL,
        risk_off.JUMP,
        ((1, "the day"), (WINDOW_DAYS, f"{WINDOW_DAYS} days from it")),
    ),
    Frequency.WEEKLY: Moves("week", risk_off.WEEK_FALL, risk_off.WEEK_JUMP, ((1, "the week"),)),
}
# Number of random samples for secondary sets of windows.
SECONDARY_DRAWS = 2_000
METHOD = Method(
    "Mean return of {large} less {small} from peak to trough of the declines of {large} "
    "by 10%, less that in random windows as long; the worst days of {large} are those "
    "since {falls_since}",
    by_effect(
        in_points(LEAST_DEPTH),
        also="with {small} behind, also on the worst days and beyond its beta",
    ),
    "[{others}]",
)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    others: dict[str, pd.DataFrame],
    falls_since: Day,
) -> Evidence:
    """Compare relative returns in large-cap declines with random windows (METHODS 2.5).

    The effect is the shortfall of small caps in large-cap declines of 10%, peak to trough, against
    random windows of the same lengths. The worst days of large caps since `falls_since` are
    conditions of the check. `others` may contain the VIX and a credit spread, whose events are
    secondary. The specification curve varies the event, the depth of declines, the start of the
    record, and the adjustment for beta.

    Parameters
    ----------
    falls_since : pd.Timestamp
        First day of the falls among which the worst days are taken.
    """
    closes = common_closes(small, large)
    frequency = Frequency(closes.attrs["frequency"])
    paths = paths_of(closes, frequency)
    declines = [d for d in find_declines(bars_of(closes, "large")) if d.finished]
    if len(declines) < LEAST_DECLINES:
        raise samples.InsufficientData("fewer than two finished declines of the S&P 500")
    windows = Windows(DECLINES, *span_of(paths, declines))
    main = measure_windows(context, paths, windows)
    moves = MOVES.get(Frequency.DAILY if frequency.is_daily else frequency)
    conditions, beside = (
        _worst_days(context, paths, closes, moves, falls_since)
        if moves
        else ((("daily or weekly closes, for the S&P 500's worst days", False),), ())
    )
    more = _other_sets(paths, others, moves) if moves else ()
    days = _falls(paths, closes, moves) if moves else ()
    curve = _curve(context, paths, main, (windows, *_other_declines(paths, closes), *days, *more))
    effect = main.effect
    behind = (f"behind on average in declines (found {effect.value:+.1%})", effect.value < 0)
    check = effect.check(least=LEAST_DEPTH, conditions=(behind, *conditions))
    left_out = _without_each(main, declines)
    rows = [
        decline_row(d, relative=float(relative), beyond_beta=number(float(beyond)))
        for d, relative, beyond in zip(declines, main.returns, main.beyond, strict=True)
    ]
    estimates = (
        *_estimates(main, DECLINES),
        _declines_from_records(paths, closes),
        *beside,
        *(estimate for events in more for estimate in _if_any(context, paths, events)),
        *gate_estimates(left_out, curve, statistic="Russell 2000 less S&P 500 when risk is shed"),
        *_by_part(context, paths, main, windows),
    )
    return Evidence(
        gated(check, left_out, curve),
        estimates,
        tuple(rows),
        notes=frequency_note(frequency),
        curve=curve,
    )


def _estimates(phase: Phase, name: str) -> tuple[Estimate, ...]:
    beyond = phase.beyond[~np.isnan(phase.beyond)]
    return (
        _mean(f"Russell 2000 less S&P 500 in {name}", phase.effect),
        _share(f"share with the Russell 2000 behind in {name}", phase.returns, phase.n_eff),
        _mean(f"the same beyond its beta in {name}", phase.effect_beyond),
        _share(f"share behind beyond its beta in {name}", beyond, phase.n_eff),
    )


def _mean(name: str, effect: Effect | None) -> Estimate:
    if effect is None:
        return Estimate(name, None, n=0, note="no window is complete")
    return effect.estimate(
        name,
        against="random windows",
        note="mean log return; baseline: random windows of the same lengths",
    )


def _share(name: str, values: Floats, n_eff: int) -> Estimate:
    n, behind = int(values.size), int((values < 0).sum())
    if not n:
        return Estimate(name, None, n=0, note="no window is complete")
    size = min(n, n_eff)
    return Estimate(
        name,
        behind / n,
        n=n,
        n_eff=size,
        note=f"{behind} of {n}",
        interval=intervals.rate_interval(behind, n, n_eff=size),
    )


def _without_each(main: Phase, declines: Sequence[Decline]) -> tuple[LeftOut, ...]:
    """Return the effect without each decline, under the same draws with one window fewer."""
    return tuple(
        main.effect_without(at).left_out(f"the S&P 500's decline from {decline.peak:%Y-%m-%d}")
        for at, decline in enumerate(declines)
    )


def _curve(context: Context, paths: Paths, main: Phase, kinds: Sequence[Windows]) -> Curve:
    """Compute the specification curve over events, starts and the adjustment for beta.

    Definitions with fewer than two complete windows, or whose random windows do not fit into the
    record, are dropped. `main` is the result of the primary definition.
    """
    specifications = []
    for words, since in STARTS.items():
        first = 0 if since is None else int(paths.index.searchsorted(since))
        for kind in kinds:
            windows = kind.since(first)
            if windows.starts.size < LEAST_DECLINES:
                continue
            try:
                phase = (
                    main
                    if kind is kinds[0] and since is None
                    else measure_windows(
                        context,
                        paths,
                        windows,
                        slots=(first, paths.index.size),
                        draws=_fewer(context),
                    )
                )
            except samples.InsufficientData:
                continue
            specifications += _specifications(phase, {"event": kind.name, "from": words})
    return Curve(tuple(specifications))


def _specifications(phase: Phase, choices: Mapping[str, str]) -> list[Specification]:
    effects = {PLAIN: phase.effect, BEYOND: phase.effect_beyond}
    return [
        effect.specification({**choices, "relative return": words})
        for words, effect in effects.items()
        if effect is not None
    ]


def _by_part(context: Context, paths: Paths, main: Phase, windows: Windows) -> tuple[Estimate, ...]:
    """Estimate the mean for the declines that began in each era, against windows of that era."""

    def mean_of(part: str, kept: Flags) -> Estimate:
        inside = Windows(part, windows.starts[kept], windows.ends[kept])
        if part == WITHOUT_2020:
            drawn = np.isin(main.order, np.flatnonzero(kept))
            means = np.where(drawn, main.random, 0.0).sum(axis=1) / kept.sum()
            n_eff = int(kept.sum())
            return _mean(
                part, mean_effect(main.returns[kept], means, n_eff=n_eff, claimed_lower=True)
            )
        days = np.flatnonzero(parts(paths.index)[part])
        last = max(int(days[-1]) + 1, int(inside.ends.max()) + 1)
        phase = measure_windows(
            context, paths, inside, slots=(int(days[0]), last), draws=_fewer(context)
        )
        return _mean(part, phase.effect)

    peaks = pd.DatetimeIndex(paths.index[windows.starts])
    return by_part(f"Russell 2000 less S&P 500 in {DECLINES}", peaks, mean_of)


def _falls(paths: Paths, closes: pd.DataFrame, moves: Moves) -> tuple[Windows, ...]:
    """Return the windows at the falls of the large caps, by length."""
    days = _fall_days(closes, moves)
    return tuple(
        Windows(f"{moves.falls}, {words}", *_windows(paths, days, length))
        for length, words in moves.lengths
    )


def _fall_days(closes: pd.DataFrame, moves: Moves) -> list[pd.Timestamp]:
    falls = risk_off.find_falls(bars_of(closes, "large"), fall=moves.fall)
    return [event.known_on for event in falls]


def _other_declines(paths: Paths, closes: pd.DataFrame) -> tuple[Windows, ...]:
    """Return the windows of declines of other depths and of declines from record closes."""
    large = bars_of(closes, "large")
    sets = {
        f"S&P 500 declines of {depth:.0%}, peak to trough": [
            d for d in find_declines(large, threshold=depth) if d.finished
        ]
        for depth in DEPTHS[1:]
    }
    sets["S&P 500 declines of 10% from a record close"] = [
        d for d in record_declines(large) if d.finished
    ]
    return tuple(Windows(name, *span_of(paths, declines)) for name, declines in sets.items())


def _worst_days(
    context: Context, paths: Paths, closes: pd.DataFrame, moves: Moves, since: pd.Timestamp
) -> tuple[tuple[tuple[str, bool], ...], tuple[Estimate, ...]]:
    """Return conditions and estimates for falls of the large caps since a date."""
    days = _fall_days(closes, moves)
    late = [day for day in days if day >= since]
    slots = (int(paths.index.searchsorted(since)), paths.index.size)
    conditions: list[tuple[str, bool]] = []
    estimates: list[Estimate] = []
    for length, words in moves.lengths:
        name = f"{moves.falls} from {since:%Y}, {words}"
        windows = Windows(name, *_windows(paths, late, length))
        if windows.starts.size < LEAST_DECLINES:
            return ((f"{moves.falls} in these data", False),), ()
        phase = measure_windows(context, paths, windows, slots=slots, draws=_fewer(context))
        estimates += _estimates(phase, name)
        mean = float(phase.returns.mean())
        conditions.append((f"behind on {name} (found {mean:+.2%})", mean < 0))
        estimates += _days_by_part(paths, days, length, f"{moves.falls}, {words}")
    return tuple(conditions), tuple(estimates)


def _fewer(context: Context) -> int:
    return min(context.resamples, SECONDARY_DRAWS)


def _windows(paths: Paths, days: Sequence[pd.Timestamp], length: int) -> tuple[Ints, Ints]:
    """Return the windows of `length` bars from the close before each day; open ones are dropped."""
    at = paths.index.get_indexer(pd.DatetimeIndex(list(days))).astype(np.int64)
    starts = at[(at > 0) & (at - 1 + length < paths.index.size)] - 1
    return starts, starts + length


def _days_by_part(
    paths: Paths, days: Sequence[pd.Timestamp], length: int, name: str
) -> tuple[Estimate, ...]:
    starts, ends = _windows(paths, days, length)
    returns = paths.relative(starts, ends)

    def mean_of(part: str, kept: Flags) -> Estimate:
        return Estimate(part, float(returns[kept].mean()), n=int(kept.sum()), note=NO_P)

    return by_part(
        f"Russell 2000 less S&P 500 on {name}",
        pd.DatetimeIndex(paths.index[starts + 1]),
        mean_of,
    )


def _other_sets(paths: Paths, others: dict[str, pd.DataFrame], moves: Moves) -> tuple[Windows, ...]:
    """Return the windows of VIX jumps and of widening spreads."""
    windows: list[Windows] = []
    if VOLATILITY in others:
        days = [
            event.known_on for event in risk_off.find_jumps(others[VOLATILITY], rise=moves.jump)
        ]
        windows += [
            Windows(f"{moves.jumps}, {words}", *_windows(paths, days, length))
            for length, words in moves.lengths
        ]
    if SPREAD in others:
        events = [e.details for e in risk_off.find_widenings(others[SPREAD])]
        starts, ends = (
            np.asarray(
                paths.index.searchsorted(pd.DatetimeIndex([e[end] for e in events]), side="right"),
                dtype=np.int64,
            )
            - 1
            for end in ("since", "day")
        )
        complete = (starts >= 0) & (ends > starts)
        span = f"{bars_in(paths.index, risk_off.WIDENING_DAYS)} {moves.unit}s"
        name = f"the {span} in which the spread widened by 0.75 points"
        windows.append(Windows(name, starts[complete], ends[complete]))
    return tuple(windows)


def _if_any(context: Context, paths: Paths, windows: Windows) -> tuple[Estimate, ...]:
    if windows.starts.size < LEAST_DECLINES:
        return ()
    return _estimates(measure_windows(context, paths, windows, draws=_fewer(context)), windows.name)


def _declines_from_records(paths: Paths, closes: pd.DataFrame) -> Estimate:
    """Estimate the share of declines from record closes in which small caps lagged."""
    declines = [d for d in record_declines(bars_of(closes, "large")) if d.finished]
    returns = paths.relative(*span_of(paths, declines))
    return _share(
        "share of S&P 500 declines of 10% from a record close in which the Russell 2000 fell more",
        returns,
        len(declines),
    )
