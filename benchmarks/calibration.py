"""Statistical self-checks on simulated data: do intervals cover, and do tests reject as they say?

Every check simulates data sets whose truth is known (METHODS 6). `python -m backtests.selfcheck`
runs them all with a thousand data sets each, on several processes, and prints a table; the
figures do not depend on the number of processes.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from rich.console import Console
from rich.progress import Progress, TimeElapsedColumn

from backtests.engine.fills import Cause
from backtests.engine.forward_returns import returns_from_every_day
from backtests.evidence.checks import EffectCheck, decide
from backtests.evidence.estimates import Context
from backtests.inference import (
    bootstrap,
    intervals,
    monte_carlo,
    multiple_comparison,
    overfitting,
    samples,
    sharpe,
)
from backtests.inference.competing_risks import curve
from backtests.inference.random_dates import draw_dates
from backtests.inference.regression import regress
from backtests.runtime.processes import processes
from backtests.studies.breakouts import hit_rate
from backtests.studies.breakouts.path_kernel import Rules
from backtests.studies.breakouts.resampled_paths import resample
from backtests.studies.easing import cycle_excess, cycle_returns
from backtests.studies.states.state_months import state_gap, state_months
from data_feeds.series.bars import Frequency
from signals import breakout
from signals.core.event import Event
from signals.core.look_ahead import LookAheadError, known_events
from signals.levels.measured_move import parse_target
from signals.levels.stops import parse_stop

Floats = npt.NDArray[np.float64]
Simulate = Callable[[np.random.Generator, int], Floats]
# METHODS 6: data sets of a full check. Bounds hold for so many and widen for fewer.
DATASETS = 1_000
SEED = 1
# Data sets that one task of a process simulates.
CHUNK = 20
SIZE = 0.05
# METHODS 6: what 1,000 data sets may show where the truth is 95% or 5%.
COVERED, REJECTED = (0.929, 0.971), 0.071
# Spread of one data set's answer: yes or no at 5%, at 80%, and a probability of overfitting.
SD_RARE, SD_POWER, SD_PBO = 0.218, 0.4, 0.3
WINDOW = 21
STANDARD_ERRORS = 3


@dataclass(frozen=True, slots=True)
class Bound:
    """What is measured, in words, and the mean that 1,000 data sets may show; None for no end.

    `sd` is the spread of one data set's number, by which the bounds widen for fewer data sets.
    """

    name: str
    low: float | None
    high: float | None
    sd: float = SD_RARE

    def ends(self, datasets: int) -> tuple[float | None, float | None]:
        """Lowest and highest mean for a number of data sets."""
        extra = self.sd * STANDARD_ERRORS * (max(datasets, 1) ** -0.5 - DATASETS**-0.5)
        extra = max(extra, 0.0)
        return (
            None if self.low is None else self.low - extra,
            None if self.high is None else self.high + extra,
        )

    def holds(self, mean: float, datasets: int) -> bool:
        """Whether a mean lies within the bounds; never without a data set."""
        if not datasets:
            return False
        low, high = self.ends(datasets)
        return (low is None or mean >= low) and (high is None or mean <= high)


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """A simulation with what its numbers, a column each, must average.

    `full` and `short` return an array (data sets, bounds), NaN where a data set says nothing; the
    short form has smaller data sets and fewer draws.
    """

    bounds: tuple[Bound, ...]
    full: Simulate
    short: Simulate


@dataclass(frozen=True, slots=True)
class Measured:
    """The mean of one bound's numbers over data sets; `seconds` is of its whole check."""

    bound: Bound
    mean: float
    datasets: int
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether the mean is within the bounds."""
        return self.bound.holds(self.mean, self.datasets)


def random_walk(rng: np.random.Generator, n: int) -> pd.DataFrame:
    """Daily closes without any signal."""
    close = 100 * np.exp(np.cumsum(rng.normal(0.0004, 0.012, n)))
    bars = pd.DataFrame({"close": close}, index=pd.bdate_range("1985-01-01", periods=n))
    bars.attrs["frequency"] = Frequency.DAILY.value
    return bars


def ar_garch(rng: np.random.Generator, rows: int, columns: int, *, mean: float) -> Floats:
    """Daily AR(1)-GARCH(1,1) returns with volatility that lasts: slope .1, .08 and .90."""
    slope, alpha, beta, sd, warm_up = 0.1, 0.08, 0.90, 0.012, 250
    constant = sd**2 * (1 - slope**2) * (1 - alpha - beta)
    shock, gap = np.zeros(columns), np.zeros(columns)
    variance = np.full(columns, sd**2)
    returns = np.empty((rows + warm_up, columns))
    for day, drawn in enumerate(rng.standard_normal(returns.shape)):
        variance = constant + alpha * shock**2 + beta * variance
        shock = np.sqrt(variance) * drawn
        gap = slope * gap + shock
        returns[day] = mean + gap
    return returns[warm_up:]


def window_returns(log_returns: Floats) -> Floats:
    """Log return over every window, by column."""
    path = np.vstack((np.zeros(log_returns.shape[1]), log_returns.cumsum(axis=0)))
    found: Floats = path[WINDOW:] - path[:-WINDOW]
    return found


@cache
def true_window() -> tuple[float, float]:
    """Mean return and share above zero of windows, from two million days."""
    windows = window_returns(ar_garch(np.random.default_rng(99), 2000, 1000, mean=0.0004))
    return float(np.expm1(windows).mean()), float((windows > 0).mean())


def bootstrap_coverage(rng: np.random.Generator, datasets: int, *, rows: int, draws: int) -> Floats:
    """Whether 95% block-bootstrap intervals hold the true mean of overlapping windows."""
    found = []
    for returns in ar_garch(rng, rows, datasets, mean=0.0004).T:
        low, high = bootstrap.overlapping_mean_interval(rng, returns, window=WINDOW, draws=draws)
        found.append([low <= true_window()[0] <= high])
    return np.array(found, dtype=np.float64)


def wilson_coverage(rng: np.random.Generator, datasets: int) -> Floats:
    """Whether 95% Wilson intervals at n_eff hold the true share of rising windows."""
    rises = window_returns(ar_garch(rng, 2500, datasets, mean=0.0004))[::5] > 0
    n_eff = samples.effective_size(range(0, 5 * len(rises), 5), window=WINDOW)
    found = []
    for hits in rises.sum(axis=0):
        interval = intervals.rate_interval(int(hits), len(rises), n_eff=n_eff)
        found.append([interval is not None and interval[0] <= true_window()[1] <= interval[1]])
    return np.array(found, dtype=np.float64)


def band_coverage(rng: np.random.Generator, datasets: int) -> Floats:
    """Whether 95% bands of the share at target hold it, for few and for many hits.

    Sixteen pairs of events that end alike, the hits half-way through the horizon on average.
    """
    pairs, horizon, halfway = 16, 200, 100
    found = []
    for _ in range(datasets):
        row = []
        for chance in (0.2, 0.8):
            hit = np.repeat(rng.random(pairs) < chance, 2)
            bars = np.where(hit, np.repeat(rng.integers(1, horizon + 1, pairs), 2), 252)
            causes: list[Cause] = ["target" if it else "timeout" for it in hit]
            shares = curve(bars, causes, rng=rng, n_eff=pairs, draws=200).at(halfway)
            row.append(shares is not None and shares[0].low <= chance / 2 <= shares[0].high)
        found.append(row)
    return np.array(found, dtype=np.float64)


def random_date_rejections(rng: np.random.Generator, datasets: int) -> Floats:
    """Whether eight random dates beat random dates at 5% (N1), or together moved (N3)."""
    found = []
    for _ in range(datasets):
        bars = random_walk(rng, 5000)
        null = cycle_returns.placebo(bars, rng, count=8, months=12, draws=200)
        days, returns = returns_from_every_day(bars, months=12, since=cycle_returns.SINCE)
        at = draw_dates(rng, slots=days.size, count=8, spacing=365, draws=1)[0]
        observed = float(returns[at].mean())
        shifted = cycle_returns.shifted_means(days, returns, list(days[at]))
        found.append(
            [
                monte_carlo.upper_p(null.means, observed) <= SIZE,
                monte_carlo.upper_p(shifted, observed) <= SIZE,
            ]
        )
    return np.array(found, dtype=np.float64)


def planted_drift_rejections(rng: np.random.Generator, datasets: int) -> Floats:
    """Whether a drift after eight dates, as large as the detectable effect, is found by N1.

    The drift lasts three months, so that few random dates share it.
    """
    months, count, window = 3, 8, 63
    found = []
    for _ in range(datasets):
        bars = random_walk(rng, 9_800)
        days, returns = returns_from_every_day(bars, months=months, since=cycle_returns.SINCE)
        effect = intervals.minimum_detectable_mean(float(returns.std(ddof=1)), n_eff=count) or 0.0
        at = draw_dates(rng, slots=len(bars) - 400, count=count, spacing=400, draws=1)[0]
        drift = np.zeros(len(bars))
        for start in at:
            drift[start + 1 : start + 1 + window] = np.log1p(effect) / window
        planted = bars.assign(close=bars["close"] * np.exp(np.cumsum(drift)))
        planted.attrs = dict(bars.attrs)
        days, returns = returns_from_every_day(planted, months=months, since=cycle_returns.SINCE)
        observed = float(returns[days.searchsorted(bars.index[at])].mean())
        null = cycle_returns.placebo(planted, rng, count=count, months=months, draws=200)
        found.append([monte_carlo.upper_p(null.means, observed) <= SIZE])
    return np.array(found, dtype=np.float64)


def breakout_rejections(rng: np.random.Generator, datasets: int, *, paths: int) -> Floats:
    """Whether breakouts of a random walk beat random dates (N1) and resampled paths (N2) at 5%."""
    found = []
    for _ in range(datasets):
        bars = random_walk(rng, 5000)
        rate = hit_rate.study(bars, rng=rng, draws=200, target="mm-c").hit_rate
        rules = Rules.of(
            Frequency.DAILY,
            target=parse_target("mm-c"),
            stop=parse_stop("structural"),
            min_base=20,
            min_depth=0.05,
            seed_record=None,
            horizon=252,
        )
        drawn = resample(bars, rules, rng=rng, paths=paths, bill_rate=None)
        null = drawn.hit_rate(rate.rate).with_drift
        found.append(
            [
                np.nan if rate.p is None else rate.p <= SIZE,
                np.nan if null is None else null.p <= SIZE,
            ]
        )
    return np.array(found, dtype=np.float64)


def state_rejections(rng: np.random.Generator, datasets: int) -> Floats:
    """Whether a lasting state that says nothing of the months' returns differs at 5% (N3)."""
    months = pd.period_range("1987-01", periods=460, freq="M")
    found = []
    for returns in ar_garch(rng, 21 * len(months), datasets, mean=0.0004).T:
        level = np.zeros(len(months))
        for at, step in enumerate(rng.standard_normal(len(months) - 1), start=1):
            level[at] = 0.9 * level[at - 1] + step
        values = pd.Series(returns.reshape(len(months), -1).sum(axis=1), index=months)
        laid_out = state_months(values, pd.Series(level > 1, index=months))
        gap = state_gap(laid_out, rng=rng, draws=100)
        found.append([gap.p <= SIZE])
    return np.array(found, dtype=np.float64)


def slope_rejections(rng: np.random.Generator, datasets: int) -> Floats:
    """Whether the slope on a series without effect is above zero at 5%, with HAC errors."""
    weeks = pd.period_range("1988-01-01", periods=2_000, freq="W-FRI")
    paths = ar_garch(rng, len(weeks), 2 * datasets, mean=0.0)
    found = []
    for at in range(datasets):
        outcome, other = (pd.Series(paths[:, 2 * at + i], index=weeks) for i in (0, 1))
        found.append([regress(outcome, {"x": other}, weights={"x": 1.0}).p_above <= SIZE])
    return np.array(found, dtype=np.float64)


def signal_free_rules(
    rng: np.random.Generator, datasets: int, *, rows: int, rules: int
) -> Iterator[Floats]:
    """Grids of excess returns, (rows, rules), that share a part of their risk and have no mean."""
    paths = ar_garch(rng, rows, datasets * (rules + 1), mean=0.0).reshape(rows, datasets, rules + 1)
    yield from (np.sqrt(0.5) * (paths[:, :, 1:] + paths[:, :, :1])).swapaxes(0, 1)


def grid_rejections(
    rng: np.random.Generator,
    datasets: int,
    *,
    rows: int,
    rules: int,
    draws: int,
    block: float | None = None,
) -> Floats:
    """Whether Romano-Wolf and SPA find any rule at 5% in signal-free grids."""
    found = []
    for excess in signal_free_rules(rng, datasets, rows=rows, rules=rules):
        adjusted = multiple_comparison.romano_wolf(rng, excess, block=block, draws=draws)
        best = multiple_comparison.superior_predictive_ability(
            rng, excess, block=block, draws=draws
        )
        found.append([adjusted.min() <= SIZE, best.p <= SIZE])
    return np.array(found, dtype=np.float64)


def difference_rejections(rng: np.random.Generator, datasets: int, *, draws: int) -> Floats:
    """Whether two equal Sharpe ratios differ at 5% by the studentised bootstrap."""
    found = []
    for excess in signal_free_rules(rng, datasets, rows=1250, rules=2):
        pair = excess + 0.0004
        difference = sharpe.sharpe_difference(rng, pair[:, 0], 2 * pair[:, 1], draws=draws)
        found.append([difference.p <= SIZE])
    return np.array(found, dtype=np.float64)


def momentum_rules(returns: Floats) -> Floats:
    """Twenty rules in the market after a rise over 5 to 100 days, less a hold of equal exposure."""
    path = np.concatenate(([0.0], returns.cumsum()))
    excess = []
    for days in range(5, 101, 5):
        invested = (path[100:-1] > path[100 - days : -1 - days]).astype(float)
        excess.append((invested - invested.mean()) * returns[100:])
    return np.column_stack(excess)


def shuffled_grids(rng: np.random.Generator, datasets: int, *, parts: int) -> Floats:
    """PBO, and whether DSR is .95 or more, of the best of 20 rules on shuffled returns."""
    found = []
    for returns in ar_garch(rng, 1108, datasets, mean=0.0004).T:
        excess = momentum_rules(rng.permutation(returns))
        ratios = [sharpe.sharpe_ratio(rule) for rule in excess.T]
        best = excess[:, int(np.argmax(ratios))]
        found.append(
            [
                overfitting.probability_of_overfitting(excess, parts=parts).pbo,
                sharpe.deflated_sharpe_of(best, ratios) >= 0.95,
            ]
        )
    return np.array(found, dtype=np.float64)


# METHODS 6, power: one cycle of +130% among seven at the mean; and eight that all rise.
LAST_CUTS = [pd.Timestamp(f"{year}-06-12") for year in range(1986, 2018, 4)]
OUTLIER, MEAN, SOLID = 1.30, 0.10, 0.40


def policy_with(last_cuts: Sequence[pd.Timestamp]) -> pd.DataFrame:
    """Cycles of two cuts of 50 bp, the last on the given days, closed by a rise a year later."""
    moves = {pd.Timestamp("1982-09-27"): 5.0}
    for day in last_cuts:
        moves |= {day - pd.Timedelta(days=60): 4.5, day: 4.0, day + pd.Timedelta(days=370): 5.0}
    return pd.DataFrame({"mid": pd.Series(moves)}).rename_axis("announced")


def closes_after_cuts(rng: np.random.Generator, years: Sequence[float]) -> pd.DataFrame:
    """Noisy daily closes that return given fractions in the years after the last cuts."""
    days = pd.bdate_range("1984-01-02", "2019-12-31")
    steps = rng.normal(np.log1p(MEAN) / 261, 0.010, len(days))
    for cut, wanted in zip(LAST_CUTS, years, strict=True):
        start, end = days.searchsorted(cut), days.searchsorted(cut + pd.DateOffset(years=1))
        gap = np.log1p(wanted) - steps[start + 1 : end + 1].sum()
        steps[start + 1 : end + 1] += gap / (end - start)
    closes = pd.DataFrame({"close": 100 * np.exp(np.cumsum(steps))}, index=days)
    closes.attrs["frequency"] = Frequency.DAILY.value
    return closes


def verdicts_on_cycles(rng: np.random.Generator, datasets: int, *, draws: int) -> Floats:
    """Whether one outlier that passes the main test is called fragile, and a solid effect not."""
    found = []
    for _ in range(datasets):
        one = [MEAN] * len(LAST_CUTS)
        one[int(rng.integers(len(one)))] = OUTLIER
        lone = _judged(closes_after_cuts(rng, one), rng, draws=draws)
        every = _judged(closes_after_cuts(rng, [SOLID] * len(LAST_CUTS)), rng, draws=draws)
        fragile = decide(lone).reason.startswith("fragile: ")
        found.append(
            [
                fragile if lone.passed_main_test else np.nan,
                decide(lone).verdict == "supported",
                decide(every).verdict == "supported",
            ]
        )
    return np.array(found, dtype=np.float64)


def _judged(closes: pd.DataFrame, rng: np.random.Generator, *, draws: int) -> EffectCheck:
    """Put the closes through the study of last cuts, as a family of its own."""
    evidence = cycle_excess.examine(
        Context(pd.Timestamp(closes.index[-1]), rng, draws),
        price=closes,
        total=closes,
        policy=policy_with(LAST_CUTS),
        anchor="last",
        months=12,
    )
    if not isinstance(evidence.check, EffectCheck):
        raise TypeError(f"{evidence.check}; expected an effect")
    return replace(evidence.check, p_adjusted=evidence.check.p)


def leaks_found(rng: np.random.Generator, datasets: int) -> Floats:
    """Whether the guard stops breakouts dated a day early, and breakouts as they are."""
    found = []
    for _ in range(datasets):
        bars = {"bars": random_walk(rng, 1500)}
        found.append(
            [
                _stopped(bars, early=1) if breakout.find_events(bars["bars"]) else np.nan,
                _stopped(bars, early=0),
            ]
        )
    return np.array(found, dtype=np.float64)


def _stopped(bars: dict[str, pd.DataFrame], *, early: int) -> bool:
    def find(series: object) -> list[Event]:
        frame: pd.DataFrame = series["bars"]  # type: ignore[index]
        events = breakout.find_events(frame)
        at = frame.index.get_indexer(pd.DatetimeIndex([e.known_on for e in events])) - early
        return [
            replace(e, known_on=pd.Timestamp(frame.index[int(i)]))
            for e, i in zip(events, at, strict=True)
        ]

    try:
        known_events(find, bars, name="breakouts")
    except LookAheadError:
        return True
    return False


_NO_FALSE_ALARM = Bound("sound breakouts that the look-ahead guard stops", None, 0.0, 0.0)
CHECKS: tuple[SelfCheck, ...] = (
    SelfCheck(
        (Bound("95% block-bootstrap intervals of overlapping windows that cover", *COVERED),),
        partial(bootstrap_coverage, rows=2500, draws=1000),
        partial(bootstrap_coverage, rows=1500, draws=200),
    ),
    SelfCheck(
        (Bound("95% Wilson intervals at n_eff that cover (more is allowed)", COVERED[0], None),),
        wilson_coverage,
        wilson_coverage,
    ),
    SelfCheck(
        (
            Bound(
                "95% bands of the share at target that cover, few hits (more is allowed)",
                COVERED[0],
                None,
            ),
            Bound(
                "95% bands of the share at target that cover, many hits (more is allowed)",
                COVERED[0],
                None,
            ),
        ),
        band_coverage,
        band_coverage,
    ),
    SelfCheck(
        (
            Bound("random events that beat random dates (N1)", None, REJECTED),
            Bound("random events that beat themselves moved together (N3)", None, REJECTED),
        ),
        random_date_rejections,
        random_date_rejections,
    ),
    SelfCheck(
        (
            Bound("breakouts of a random walk that beat random dates (N1)", None, REJECTED),
            Bound("breakouts of a random walk that beat resampled paths (N2)", None, REJECTED),
        ),
        partial(breakout_rejections, paths=200),
        partial(breakout_rejections, paths=100),
    ),
    SelfCheck(
        (Bound("lasting states without effect that differ (N3, all shifts)", None, REJECTED),),
        state_rejections,
        state_rejections,
    ),
    SelfCheck(
        (Bound("weekly slopes without effect that are above zero (HAC)", None, REJECTED),),
        slope_rejections,
        slope_rejections,
    ),
    SelfCheck(
        (
            Bound("grids without a signal in which Romano-Wolf finds one", None, REJECTED),
            Bound("grids without a signal in which SPA finds one", None, REJECTED),
        ),
        partial(grid_rejections, rows=2500, rules=20, draws=400),
        partial(grid_rejections, rows=750, rules=8, draws=150, block=21),
    ),
    SelfCheck(
        (Bound("equal Sharpe ratios that differ (Ledoit-Wolf)", None, REJECTED),),
        partial(difference_rejections, draws=1000),
        partial(difference_rejections, draws=200),
    ),
    SelfCheck(
        (Bound("planted drifts of the detectable size that N1 finds", 0.75, None, SD_POWER),),
        planted_drift_rejections,
        planted_drift_rejections,
    ),
    SelfCheck(
        (
            Bound(
                "averages carried by one outlier, past the main test, called fragile", 1.0, None, 0
            ),
            Bound("averages carried by one outlier that are called supported", None, 0.0, 0.0),
            Bound("solid effects in every event that are called supported", 0.75, None, SD_POWER),
        ),
        partial(verdicts_on_cycles, draws=500),
        partial(verdicts_on_cycles, draws=200),
    ),
    SelfCheck(
        (
            Bound("breakouts dated a day early that the look-ahead guard stops", 1.0, None, 0.0),
            _NO_FALSE_ALARM,
        ),
        leaks_found,
        leaks_found,
    ),
    SelfCheck(
        (
            Bound(
                "probability of overfitting of rules on shuffled returns, mean", 0.47, 0.53, SD_PBO
            ),
            Bound("best rules on shuffled returns with a deflated Sharpe of .95", None, REJECTED),
        ),
        partial(shuffled_grids, parts=overfitting.PARTS),
        partial(shuffled_grids, parts=10),
    ),
)


def measure(check: SelfCheck, answers: Floats, *, seconds: float) -> tuple[Measured, ...]:
    """Average the answers of a check's data sets, those that say nothing left out."""
    found = []
    for bound, column in zip(check.bounds, answers.T, strict=True):
        known = column[~np.isnan(column)]
        mean = float(known.mean()) if known.size else float("nan")
        found.append(Measured(bound, mean, int(known.size), seconds))
    return tuple(found)


def simulate_chunk(at: int, chunk: int, size: int, seed: int) -> tuple[Floats, float]:
    """Simulate one task of a check in full size; returns its answers and the seconds it took.

    Its chance comes from the seed, the check and the number of the task alone.
    """
    started = time.perf_counter()
    rng = monte_carlo.generator(f"selfcheck {seed} {CHECKS[at].bounds[0].name} {chunk}")
    return CHECKS[at].full(rng, size), time.perf_counter() - started


def run_all(
    *, datasets: int, seed: int, jobs: int, tell: Callable[[int], None]
) -> tuple[Measured, ...]:
    """Run every check in full size on `jobs` processes; `tell` is called with data sets done."""
    tasks = [
        (at, chunk, min(CHUNK, datasets - start), seed)
        for at in range(len(CHECKS))
        for chunk, start in enumerate(range(0, datasets, CHUNK))
    ]
    answers: dict[tuple[int, int], tuple[Floats, float]] = {}
    with processes(jobs) as pool:
        waiting: dict[Future[tuple[Floats, float]], tuple[int, int]] = {
            pool.submit(simulate_chunk, *task): task[:2] for task in tasks
        }
        for done in as_completed(waiting):
            answers[waiting[done]] = done.result()
            tell(len(done.result()[0]))
    found: list[Measured] = []
    for at, check in enumerate(CHECKS):
        parts = [answers[key] for key in sorted(answers) if key[0] == at]
        found += measure(
            check, np.vstack([part for part, _ in parts]), seconds=sum(taken for _, taken in parts)
        )
    return tuple(found)


def table(found: Sequence[Measured]) -> str:
    """Lay out what was measured as a Markdown table."""
    rows = [
        "| share of data sets, 5% tests | found | expected | data sets | seconds | |",
        "|---|--:|---|--:|--:|---|",
    ]
    rows += [
        f"| {m.bound.name} | {m.mean:.1%} | {_expected(m)} | {m.datasets:,} | {m.seconds:,.0f} "
        f"| {'ok' if m.passed else 'FAILED'} |"
        for m in found
    ]
    return "\n".join(rows) + "\n"


def _expected(measured: Measured) -> str:
    low, high = measured.bound.ends(measured.datasets)
    if low is None:
        return f"at most {high:.1%}"
    return f"at least {low:.1%}" if high is None else f"{low:.1%} to {high:.1%}"


def page(text: str, *, datasets: int, seed: int) -> str:
    """Put the table under what it is and the command that repeats it."""
    return (
        "# Statistical self-checks\n\n"
        f"Every row simulates {datasets:,} data sets whose truth is known and counts how often the "
        "product's own functions are right or wrong about it. `make selfcheck` repeats the table: "
        f"`python -m backtests.selfcheck --datasets {datasets} --seed {seed}`. The figures depend "
        "on the seed alone, the seconds (of one process) on the machine.\n\n"
        f"{text}"
    )


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error, where that is a terminal."""
    columns = (*Progress.get_default_columns(), TimeElapsedColumn())
    out = Console(stderr=True)
    with Progress(*columns, console=out, disable=not out.is_terminal) as bar:
        task = bar.add_task("simulated data sets", total=total)
        yield lambda done: bar.advance(task, done)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the checks, print the table, and write it to a file; 1 if any check failed."""
    parser = argparse.ArgumentParser(
        prog="python -m backtests.selfcheck", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--datasets", type=int, default=DATASETS, metavar="N")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--write", type=Path, metavar="FILE", help="Markdown file for the table")
    given = parser.parse_args(arguments)
    if min(given.datasets, given.jobs) < 1:
        parser.error("--datasets and --jobs take a number above 0")
    started = time.perf_counter()
    with _progress(given.datasets * len(CHECKS)) as tell:
        found = run_all(datasets=given.datasets, seed=given.seed, jobs=given.jobs, tell=tell)
    text = table(found)
    print(text, end="")
    print(
        f"{time.perf_counter() - started:,.0f} seconds on {given.jobs} processes", file=sys.stderr
    )
    if given.write:
        given.write.write_text(
            page(text, datasets=given.datasets, seed=given.seed), encoding="utf-8"
        )
    return 0 if all(m.passed for m in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
