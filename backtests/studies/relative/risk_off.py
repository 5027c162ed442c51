"""Do small caps fall more than large caps when investors shed risk, and more than by their beta?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.eras import NO_P, WITHOUT_2020, Flags, by_part, parts
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_DEPTH, gate_estimates, gated
from backtests.evidence.robustness import LeftOut
from backtests.evidence.specification_curve import Curve, Specification
from backtests.inference import intervals, monte_carlo, samples
from backtests.inference.path_bootstrap import bars_of, common_closes
from backtests.runtime.serialization import number
from backtests.studies.measures.decline_rows import decline_row
from backtests.studies.measures.spans import frequency_note
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
from signals.declines import CORRECTION, Decline, find_declines, record_declines

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
# METHODS 2.5 first; then other round depths, and falls from a record close.
DEPTHS = (CORRECTION, 0.08, 0.12, 0.15)
# METHODS 2.5: before 2000 prices of small caps lag, which hides losses of the same day.
STARTS = {"the start of the data": None, "2000": pd.Timestamp("2000-01-01")}
PLAIN, BEYOND = "as it is", "beyond beta"
DECLINES = "S&P 500 declines of 10%, peak to trough"
LENGTHS = ((1, "the day"), (WINDOW_DAYS, f"{WINDOW_DAYS} days from it"))
# A mean of one window is not held against any.
LEAST_DECLINES = 2
VOLATILITY, SPREAD = "VIX", "high-yield spread"
# Draws of random windows for the sets printed beside the primary one.
SECONDARY_DRAWS = 2_000


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    others: dict[str, pd.DataFrame],
    falls_since: pd.Timestamp,
) -> Evidence:
    """Test the large caps' declines, and their worst days from `falls_since` on (METHODS 2.5).

    The effect is by how much small caps did worse in the declines of 10%, peak to trough, than in
    random windows of the same lengths; the worst days are conditions. `others` may hold the VIX
    and a spread, whose events are printed beside. The gate varies the kind of event, the depth of
    declines, the start of the record, and whether beta is taken off.
    """
    closes = common_closes(small, large)
    frequency = Frequency(closes.attrs["frequency"])
    paths = paths_of(closes, frequency)
    declines = [d for d in find_declines(bars_of(closes, "large")) if d.finished]
    if len(declines) < LEAST_DECLINES:
        raise samples.InsufficientData("fewer than two finished declines of the S&P 500")
    windows = Windows(DECLINES, *span_of(paths, declines))
    main = measure_windows(context, paths, windows)
    daily = frequency is Frequency.DAILY
    conditions, beside = (
        _worst_days(context, paths, closes, falls_since)
        if daily
        else ((("daily closes, for the S&P 500's worst days", False),), ())
    )
    more = _other_sets(paths, others) if daily else ()
    days = _falls(paths, closes) if daily else ()
    curve = _curve(context, paths, main, (windows, *_other_declines(paths, closes), *days, *more))
    left_out = _without_each(main, declines)
    rows = [
        decline_row(d, relative=float(relative), beyond_beta=number(float(beyond)))
        for d, relative, beyond in zip(declines, main.found, main.beyond, strict=True)
    ]
    estimates = (
        *_estimates(main, DECLINES),
        _record_reading(paths, closes),
        *beside,
        *(estimate for events in more for estimate in _if_any(context, paths, events)),
        *gate_estimates(left_out, curve, statistic="Russell 2000 less S&P 500 when risk is shed"),
        *_by_part(context, paths, main, windows),
    )
    return Evidence(
        gated(_check(main, conditions), left_out, curve),
        estimates,
        tuple(rows),
        notes=frequency_note(frequency),
        curve=curve,
    )


def _estimates(phase: Phase, name: str) -> tuple[Estimate, ...]:
    known = ~np.isnan(phase.beyond)
    beyond = phase.beyond[known]
    random_beyond = _mean_beyond(phase) if known.any() else np.array([])
    return (
        _mean(
            f"Russell 2000 less S&P 500 in {name}",
            phase.found,
            phase.n_eff,
            phase.random.mean(axis=1),
        ),
        _share(f"share with the Russell 2000 behind in {name}", phase.found, phase.n_eff),
        _mean(f"the same beyond its beta in {name}", beyond, phase.n_eff, random_beyond),
        _share(f"share behind beyond its beta in {name}", beyond, phase.n_eff),
    )


def _mean_beyond(phase: Phase) -> Floats:
    """Mean beyond beta of each draw: as many of its windows as there are events with a beta."""
    known = ~np.isnan(phase.beyond)
    return np.asarray(phase.random_beyond[:, known].mean(axis=1), dtype=np.float64)


def _mean(name: str, found: Floats, n_eff: int, random: Floats) -> Estimate:
    n = int(found.size)
    if not n or not random.size:
        return Estimate(name, None, n=n, note="no window is complete")
    value = float(found.mean())
    return Estimate(
        name,
        value,
        interval=intervals.mean_interval(found, n_eff=min(n, n_eff)),
        n=n,
        n_eff=min(n, n_eff),
        baseline=float(random.mean()),
        against="random windows",
        p=monte_carlo.lower_p(random, value),
        mde=_detectable(random),
        note="mean log return; baseline: random windows of the same lengths",
    )


def _detectable(random: Floats) -> float | None:
    """Least mean that would show, by the spread of the means of random windows (METHODS 3.7)."""
    return intervals.minimum_detectable_mean(float(random.std(ddof=1)), n_eff=1)


def _share(name: str, found: Floats, n_eff: int) -> Estimate:
    n, behind = int(found.size), int((found < 0).sum())
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


def _check(phase: Phase, conditions: tuple[tuple[str, bool], ...]) -> EffectCheck:
    random = phase.random.mean(axis=1)
    mean, null = float(phase.found.mean()), float(random.mean())
    interval = intervals.mean_interval(phase.found, n_eff=phase.n_eff, level=0.90)
    return EffectCheck(
        effect=null - mean,
        least=LEAST_DEPTH,
        upper=null - (interval[0] if interval else -np.inf),
        p=monte_carlo.lower_p(random, mean),
        p_opposite=monte_carlo.upper_p(random, mean),
        n_eff=phase.n_eff,
        conditions=((f"behind on average in declines (found {mean:+.1%})", mean < 0), *conditions),
        detectable=_detectable(random),
    )


def _without_each(main: Phase, declines: Sequence[Decline]) -> tuple[LeftOut, ...]:
    """The effect without each decline, against the same draws with one window fewer."""
    found = []
    for at, decline in enumerate(declines):
        mean, random = main.mean_without(at)
        name = f"the S&P 500's decline from {decline.peak:%Y-%m-%d}"
        found.append(LeftOut(name, float(random.mean()) - mean, monte_carlo.lower_p(random, mean)))
    return tuple(found)


def _curve(context: Context, paths: Paths, main: Phase, kinds: Sequence[Windows]) -> Curve:
    """Each kind of event since each start, plain and beyond beta; `main` is the first.

    A definition is left out where it has fewer than two complete windows, or where random ones
    do not fit into the record.
    """
    found = []
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
            found += _specifications(phase, {"event": kind.name, "from": words})
    return Curve(tuple(found))


def _specifications(phase: Phase, choices: Mapping[str, str]) -> list[Specification]:
    known = ~np.isnan(phase.beyond)
    pairs = [(PLAIN, phase.found, phase.random.mean(axis=1))]
    if known.any():
        pairs.append((BEYOND, phase.beyond[known], _mean_beyond(phase)))
    return [
        Specification(
            {**choices, "relative return": words},
            int(found.size),
            float(found.mean()),
            float(random.mean()) - float(found.mean()),
            monte_carlo.lower_p(random, float(found.mean())),
        )
        for words, found, random in pairs
    ]


def _by_part(context: Context, paths: Paths, main: Phase, windows: Windows) -> tuple[Estimate, ...]:
    """The mean over the declines that began in each part, against random windows of that era."""

    def mean_of(part: str, kept: Flags) -> Estimate:
        inside = Windows(part, windows.starts[kept], windows.ends[kept])
        if part == WITHOUT_2020:
            held = np.isin(main.order, np.flatnonzero(kept))
            random = np.where(held, main.random, 0.0).sum(axis=1) / kept.sum()
            return _mean(part, main.found[kept], int(kept.sum()), random)
        days = np.flatnonzero(parts(paths.index)[part])
        last = max(int(days[-1]) + 1, int(inside.ends.max()) + 1)
        phase = measure_windows(
            context, paths, inside, slots=(int(days[0]), last), draws=_fewer(context)
        )
        return _mean(part, phase.found, phase.n_eff, phase.random.mean(axis=1))

    peaks = pd.DatetimeIndex(paths.index[windows.starts])
    return by_part(f"Russell 2000 less S&P 500 in {DECLINES}", peaks, mean_of)


def _falls(paths: Paths, closes: pd.DataFrame) -> tuple[Windows, ...]:
    """Days of -2% of the large caps, and five days from each."""
    days = [event.known_on for event in risk_off.find_falls(bars_of(closes, "large"))]
    return tuple(
        Windows(f"S&P 500 days of -2%, {words}", *_windows(paths, days, length))
        for length, words in LENGTHS
    )


def _other_declines(paths: Paths, closes: pd.DataFrame) -> tuple[Windows, ...]:
    """Declines of other depths, and those from record closes."""
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
    return tuple(Windows(name, *span_of(paths, found)) for name, found in sets.items())


def _worst_days(
    context: Context, paths: Paths, closes: pd.DataFrame, since: pd.Timestamp
) -> tuple[tuple[tuple[str, bool], ...], tuple[Estimate, ...]]:
    """Days of -2% of the large caps from a date on: the conditions they state, and numbers."""
    days = [event.known_on for event in risk_off.find_falls(bars_of(closes, "large"))]
    late = [day for day in days if day >= since]
    slots = (int(paths.index.searchsorted(since)), paths.index.size)
    conditions: list[tuple[str, bool]] = []
    estimates: list[Estimate] = []
    for length, words in LENGTHS:
        name = f"S&P 500 days of -2% from {since:%Y}, {words}"
        windows = Windows(name, *_windows(paths, late, length))
        if windows.starts.size < LEAST_DECLINES:
            return (("S&P 500 days of -2% in these data", False),), ()
        phase = measure_windows(context, paths, windows, slots=slots, draws=_fewer(context))
        estimates += _estimates(phase, name)
        mean = float(phase.found.mean())
        conditions.append((f"behind on {name} (found {mean:+.2%})", mean < 0))
        estimates += _days_by_part(paths, days, length, words)
    return tuple(conditions), tuple(estimates)


def _fewer(context: Context) -> int:
    return min(context.resamples, SECONDARY_DRAWS)


def _windows(paths: Paths, days: Sequence[pd.Timestamp], length: int) -> tuple[Ints, Ints]:
    """Windows of `length` days from the close before each day; those still open are left out."""
    at = paths.index.get_indexer(pd.DatetimeIndex(list(days))).astype(np.int64)
    starts = at[(at > 0) & (at - 1 + length < paths.index.size)] - 1
    return starts, starts + length


def _days_by_part(
    paths: Paths, days: Sequence[pd.Timestamp], length: int, words: str
) -> tuple[Estimate, ...]:
    starts, ends = _windows(paths, days, length)
    found = paths.relative(starts, ends)

    def mean_of(part: str, kept: Flags) -> Estimate:
        return Estimate(part, float(found[kept].mean()), n=int(kept.sum()), note=NO_P)

    return by_part(
        f"Russell 2000 less S&P 500 on S&P 500 days of -2%, {words}",
        pd.DatetimeIndex(paths.index[starts + 1]),
        mean_of,
    )


def _other_sets(paths: Paths, others: dict[str, pd.DataFrame]) -> tuple[Windows, ...]:
    """VIX jumps (the day, five days) and the 21 days in which spreads widened."""
    found: list[Windows] = []
    if VOLATILITY in others:
        days = [event.known_on for event in risk_off.find_jumps(others[VOLATILITY])]
        found += [
            Windows(f"VIX days of +20%, {words}", *_windows(paths, days, length))
            for length, words in LENGTHS
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
        held = (starts >= 0) & (ends > starts)
        found.append(
            Windows(
                "the 21 days in which the spread widened by 0.75 points", starts[held], ends[held]
            )
        )
    return tuple(found)


def _if_any(context: Context, paths: Paths, windows: Windows) -> tuple[Estimate, ...]:
    if windows.starts.size < LEAST_DECLINES:
        return ()
    return _estimates(measure_windows(context, paths, windows, draws=_fewer(context)), windows.name)


def _record_reading(paths: Paths, closes: pd.DataFrame) -> Estimate:
    """The same declines counted from record closes, which merge several into one."""
    declines = [d for d in record_declines(bars_of(closes, "large")) if d.finished]
    found = paths.relative(*span_of(paths, declines))
    return _share(
        "share of S&P 500 declines of 10% from a record close in which the Russell 2000 fell more",
        found,
        len(declines),
    )
