"""Do small caps fall more than large caps when investors shed risk, and more than by their beta?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests import inference
from backtests.findings import Context, Estimate, Evidence
from backtests.path_bootstrap import bars_of, common_closes
from backtests.random_dates import draw_dates
from backtests.studies.daily import frequency_note
from backtests.studies.decline_depth import LEAST_DEPTH
from backtests.studies.gate import GATE_NOT_RUN
from backtests.studies.rows import decline_row, number
from backtests.verdicts import EffectCheck
from data_feeds.bars import Frequency
from signals import risk_off
from signals.declines import Decline, find_declines, record_declines

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
# METHODS 2.5: beta from the previous 252 days; the event day and a window of five.
BETA_DAYS, WINDOW_DAYS = 252, 5
# METHODS 2.5: before 2000 prices of small caps lag, which hides losses of the same day.
ERAS = (("1987-99", "1987", "1999"), ("2000-12", "2000", "2012"), ("from 2013", "2013", "2199"))
VOLATILITY, SPREAD = "VIX", "high-yield spread"
# Draws of random windows for the sets printed beside the primary one.
SECONDARY_DRAWS = 2_000


@dataclass(frozen=True, slots=True)
class Paths:
    """Log closes of both on common days, and the beta known at each close (NaN at first)."""

    index: pd.DatetimeIndex
    small: Floats
    large: Floats
    beta: Floats

    def relative(self, starts: Ints, ends: Ints) -> Floats:
        """Log return of small less large caps between closes."""
        return (self.small[ends] - self.small[starts]) - (self.large[ends] - self.large[starts])

    def beyond_beta(self, starts: Ints, ends: Ints) -> Floats:
        """The same less what beta, from before the window, makes of the large caps' return."""
        fall = self.large[ends] - self.large[starts]
        return self.relative(starts, ends) - (self.beta[starts] - 1) * fall


@dataclass(frozen=True, slots=True)
class Phase:
    """Windows of one kind of event: `found` is the primary statistic, `random` its null."""

    found: Floats
    n_eff: int
    random: Floats
    estimates: tuple[Estimate, ...]


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
    and a spread, whose events are printed beside.
    """
    closes = common_closes(small, large)
    frequency = Frequency(closes.attrs["frequency"])
    paths = paths_of(closes, frequency)
    declines = [d for d in find_declines(bars_of(closes, "large")) if d.finished]
    if len(declines) < 2:
        raise inference.TooLittleData("fewer than two finished declines of the S&P 500")
    starts, ends = _span(paths, declines)
    main = _phase(context, paths, starts, ends, "S&P 500 declines of 10%, peak to trough")
    daily = frequency is Frequency.DAILY
    conditions, beside = (
        _worst_days(context, paths, closes, falls_since)
        if daily
        else ((("daily closes, for the S&P 500's worst days", False),), ())
    )
    check = _check(main, conditions)
    more = _other_sets(context, paths, others) if daily else ()
    rows = [
        decline_row(d, relative=float(relative), beyond_beta=number(float(beyond)))
        for d, relative, beyond in zip(
            declines, paths.relative(starts, ends), paths.beyond_beta(starts, ends), strict=True
        )
    ]
    record = _record_reading(paths, closes)
    estimates = (*main.estimates, record, *beside, *more)
    return Evidence(check, estimates, tuple(rows), notes=frequency_note(frequency))


def paths_of(closes: pd.DataFrame, frequency: Frequency) -> Paths:
    """Log closes with the beta of small to large caps over the year to each close."""
    logs = closes.transform(np.log)
    steps = logs.diff()
    window = frequency.bars(BETA_DAYS)
    beta = steps["small"].rolling(window).cov(steps["large"]) / steps["large"].rolling(window).var()
    small, large = (logs[name].to_numpy(dtype=np.float64) for name in ("small", "large"))
    return Paths(pd.DatetimeIndex(closes.index), small, large, beta.to_numpy(dtype=np.float64))


def _span(paths: Paths, declines: Sequence[Decline]) -> tuple[Ints, Ints]:
    starts = paths.index.get_indexer(pd.DatetimeIndex([d.peak for d in declines]))
    ends = paths.index.get_indexer(pd.DatetimeIndex([d.trough for d in declines]))
    return starts.astype(np.int64), ends.astype(np.int64)


def _phase(
    context: Context,
    paths: Paths,
    starts: Ints,
    ends: Ints,
    name: str,
    *,
    first: int = 0,
    draws: int | None = None,
) -> Phase:
    """Statistics of METHODS 2.5 over windows, against random windows of the same lengths (N1)."""
    found, beyond = paths.relative(starts, ends), paths.beyond_beta(starts, ends)
    free_from = np.maximum.accumulate(np.concatenate(([-1], ends)))[:-1]
    n_eff = int((starts >= free_from).sum())
    random_starts, random_ends = _random_windows(
        context, paths, starts, ends, first=first, draws=draws or context.resamples
    )
    random = paths.relative(random_starts, random_ends).mean(axis=1)
    known = ~np.isnan(beyond)
    beyond_random = np.nanmean(
        np.where(known, paths.beyond_beta(random_starts, random_ends), np.nan), axis=1
    ) if known.any() else np.array([])  # fmt: skip
    estimates = (
        _mean(f"Russell 2000 less S&P 500 in {name}", found, n_eff, random),
        _share(f"share with the Russell 2000 behind in {name}", found, n_eff),
        _mean(f"the same beyond its beta in {name}", beyond[known], n_eff, beyond_random),
        _share(f"share behind beyond its beta in {name}", beyond[known], n_eff),
    )
    return Phase(found, n_eff, random, estimates)


def _random_windows(
    context: Context, paths: Paths, starts: Ints, ends: Ints, *, first: int, draws: int
) -> tuple[Ints, Ints]:
    """Random starts as far apart as the events', lengths of the events in random order.

    Windows start where beta is known and `first` allows, so that both statistics share them.
    """
    lengths = ends - starts
    first = max(first, int(np.argmax(~np.isnan(paths.beta))))
    slots = paths.index.size - int(lengths.max()) - first
    spacing = max(1, int(np.diff(np.sort(starts)).min(initial=paths.index.size)))
    picks = first + draw_dates(
        context.rng, slots=slots, count=starts.size, spacing=spacing, draws=draws
    )
    if lengths.min() == lengths.max():
        return picks, picks + lengths
    return picks, picks + context.rng.permuted(np.tile(lengths, (draws, 1)), axis=1)


def _mean(name: str, found: Floats, n_eff: int, random: Floats) -> Estimate:
    n = int(found.size)
    if not n or not random.size:
        return Estimate(name, None, n=n, note="no window is complete")
    value = float(found.mean())
    return Estimate(
        name, value, interval=inference.mean_interval(found, n_eff=min(n, n_eff)), n=n,
        n_eff=min(n, n_eff), baseline=float(random.mean()), p=inference.lower_p(random, value),
        note="mean log return; baseline: random windows of the same lengths",
    )  # fmt: skip


def _share(name: str, found: Floats, n_eff: int) -> Estimate:
    n, behind = int(found.size), int((found < 0).sum())
    if not n:
        return Estimate(name, None, n=0, note="no window is complete")
    size = min(n, n_eff)
    return Estimate(name, behind / n, n=n, n_eff=size, note=f"{behind} of {n}",
                    interval=inference.rate_interval(behind, n, n_eff=size))  # fmt: skip


def _check(phase: Phase, conditions: tuple[tuple[str, bool], ...]) -> EffectCheck:
    mean, null = float(phase.found.mean()), float(phase.random.mean())
    interval = inference.mean_interval(phase.found, n_eff=phase.n_eff, level=0.90)
    return EffectCheck(
        effect=null - mean,
        least=LEAST_DEPTH,
        upper=null - (interval[0] if interval else -np.inf),
        p=inference.lower_p(phase.random, mean),
        p_opposite=inference.upper_p(phase.random, mean),
        n_eff=phase.n_eff,
        conditions=((f"behind on average in declines (found {mean:+.1%})", mean < 0), *conditions),
        gate_note=GATE_NOT_RUN,
    )


def _worst_days(
    context: Context, paths: Paths, closes: pd.DataFrame, since: pd.Timestamp
) -> tuple[tuple[tuple[str, bool], ...], tuple[Estimate, ...]]:
    """Days of -2% of the large caps from a date on: the conditions they state, and numbers."""
    days = [event.known_on for event in risk_off.find_falls(bars_of(closes, "large"))]
    late = [day for day in days if day >= since]
    first = int(paths.index.searchsorted(since))
    conditions: list[tuple[str, bool]] = []
    estimates: list[Estimate] = []
    for length, words in ((1, "the day"), (WINDOW_DAYS, f"{WINDOW_DAYS} days from it")):
        starts, ends = _windows(paths, late, length)
        if starts.size < 2:
            return (("S&P 500 days of -2% in these data", False),), ()
        name = f"S&P 500 days of -2% from {since:%Y}, {words}"
        phase = _phase(context, paths, starts, ends, name, first=first, draws=_fewer(context))
        estimates += phase.estimates
        mean = float(phase.found.mean())
        conditions.append((f"behind on {name} (found {mean:+.2%})", mean < 0))
        estimates += _by_era(paths, days, length, words)
    return tuple(conditions), tuple(estimates)


def _fewer(context: Context) -> int:
    return min(context.resamples, SECONDARY_DRAWS)


def _windows(paths: Paths, days: Sequence[pd.Timestamp], length: int) -> tuple[Ints, Ints]:
    """Windows of `length` days from the close before each day; those still open are left out."""
    at = paths.index.get_indexer(pd.DatetimeIndex(list(days))).astype(np.int64)
    starts = at[(at > 0) & (at - 1 + length < paths.index.size)] - 1
    return starts, starts + length


def _by_era(paths: Paths, days: Sequence[pd.Timestamp], length: int, words: str) -> list[Estimate]:
    estimates = []
    for label, first, last in ERAS:
        inside = [day for day in days if first <= f"{day:%Y}" <= last]
        starts, ends = _windows(paths, inside, length)
        if starts.size:
            found = paths.relative(starts, ends)
            estimates.append(
                Estimate(f"Russell 2000 less S&P 500 on S&P 500 days of -2%, {label}, {words}",
                         float(found.mean()), n=int(found.size))
            )  # fmt: skip
    return estimates


def _other_sets(
    context: Context, paths: Paths, others: dict[str, pd.DataFrame]
) -> tuple[Estimate, ...]:
    """VIX jumps (the day, five days) and the 21 days in which spreads widened."""
    estimates: list[Estimate] = []
    if VOLATILITY in others:
        days = [event.known_on for event in risk_off.find_jumps(others[VOLATILITY])]
        for length, words in ((1, "the day"), (WINDOW_DAYS, f"{WINDOW_DAYS} days from it")):
            starts, ends = _windows(paths, days, length)
            estimates += _if_any(context, paths, starts, ends, f"VIX days of +20%, {words}")
    if SPREAD in others:
        events = [e.details for e in risk_off.find_widenings(others[SPREAD])]
        starts, ends = (
            np.asarray(paths.index.searchsorted(pd.DatetimeIndex([e[end] for e in events]),
                                                side="right"), dtype=np.int64) - 1
            for end in ("since", "day")
        )  # fmt: skip
        held = (starts >= 0) & (ends > starts)
        estimates += _if_any(context, paths, starts[held], ends[held],
                             "the 21 days in which the spread widened by 0.75 points")  # fmt: skip
    return tuple(estimates)


def _if_any(
    context: Context, paths: Paths, starts: Ints, ends: Ints, name: str
) -> tuple[Estimate, ...]:
    if starts.size < 2:
        return ()
    return _phase(context, paths, starts, ends, name, draws=_fewer(context)).estimates


def _record_reading(paths: Paths, closes: pd.DataFrame) -> Estimate:
    """The same declines counted from record closes, which merge several into one."""
    declines = record_declines(bars_of(closes, "large"))
    found = paths.relative(*_span(paths, declines))
    return _share("share of S&P 500 declines of 10% from a record close in which the Russell 2000 "
                  "fell more", found, len(declines))  # fmt: skip
