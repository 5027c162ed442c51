"""Simulated data sets with known truth: coverage of intervals, size and power of tests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.fills import Cause
from backtests.engine.forward_returns import returns_from_every_day
from backtests.engine.prepared_bars import PreparedBars
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
from backtests.studies.breakouts import hit_rate
from backtests.studies.breakouts.path_kernel import PathRules
from backtests.studies.breakouts.resampled_paths import resample
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.studies.easing import cycle_returns
from backtests.studies.states.state_months import state_gap, state_months
from benchmarks.calibration.bounds import SIZE
from data_feeds.series.bars import Frequency

WINDOW = 21
Floats = npt.NDArray[np.float64]


def random_walk(rng: np.random.Generator, n: int) -> pd.DataFrame:
    """Return daily closes of a random walk."""
    close = 100 * np.exp(np.cumsum(rng.normal(0.0004, 0.012, n)))
    bars = pd.DataFrame({"close": close}, index=pd.bdate_range("1985-01-01", periods=n))
    bars.attrs["frequency"] = Frequency.DAILY.value
    return bars


def ar_garch(rng: np.random.Generator, rows: int, columns: int, *, mean: float) -> Floats:
    """Return daily AR(1)-GARCH(1,1) returns with persistent volatility: slopes .1, .08 and .90."""
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
    """Return the log return over every window, by column."""
    path = np.vstack((np.zeros(log_returns.shape[1]), log_returns.cumsum(axis=0)))
    found: Floats = path[WINDOW:] - path[:-WINDOW]
    return found


@cache
def true_window() -> tuple[float, float]:
    """Return the mean return of windows and the share above zero, from two million days."""
    windows = window_returns(ar_garch(np.random.default_rng(99), 2000, 1000, mean=0.0004))
    return float(np.expm1(windows).mean()), float((windows > 0).mean())


def bootstrap_coverage(rng: np.random.Generator, datasets: int, *, rows: int, draws: int) -> Floats:
    """Return whether 95% block-bootstrap intervals contain the true mean of overlapping windows."""
    found = []
    for returns in ar_garch(rng, rows, datasets, mean=0.0004).T:
        low, high = bootstrap.overlapping_mean_interval(rng, returns, window=WINDOW, draws=draws)
        found.append([low <= true_window()[0] <= high])
    return np.array(found, dtype=np.float64)


def wilson_coverage(rng: np.random.Generator, datasets: int) -> Floats:
    """Return whether 95% Wilson intervals at n_eff contain the true share of rising windows."""
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


def random_means(rng: np.random.Generator, returns: Floats, *, count: int) -> Floats:
    """Mean returns of 200 sets of random dates a year apart (N1)."""
    spacing = cycle_returns.SPACING_DAYS
    picks = draw_dates(rng, slots=returns.size, count=count, spacing=spacing, draws=200)
    return np.asarray(returns[picks].mean(axis=1), dtype=np.float64)


def random_date_rejections(rng: np.random.Generator, datasets: int) -> Floats:
    """Return whether eight random dates are significant at 5% against N1 and N3."""
    found = []
    for _ in range(datasets):
        bars = random_walk(rng, 5000)
        days, returns = returns_from_every_day(bars, months=12, since=cycle_returns.SINCE)
        random = random_means(rng, returns, count=8)
        at = draw_dates(rng, slots=days.size, count=8, spacing=365, draws=1)[0]
        observed = float(returns[at].mean())
        shifted = cycle_returns.shifted_means(days, returns, list(days[at]))
        found.append(
            [
                monte_carlo.upper_p(random, observed) <= SIZE,
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
        random = random_means(rng, returns, count=count)
        found.append([monte_carlo.upper_p(random, observed) <= SIZE])
    return np.array(found, dtype=np.float64)


def breakout_rejections(rng: np.random.Generator, datasets: int, *, paths: int) -> Floats:
    """Return whether breakouts of a random walk are significant at 5% against N1 and N2."""
    found = []
    for _ in range(datasets):
        bars = random_walk(rng, 5000)
        prepared, rules = PreparedBars.of(bars), BreakoutRules(target="mm-c")
        rate = hit_rate.study(prepared, rules, rng=rng, draws=200).hit_rate
        path_rules = PathRules.of(rules, Frequency.DAILY)
        drawn = resample(prepared, path_rules, rng=rng, paths=paths, bill_rate=None)
        null = drawn.hit_rate(rate.rate).with_drift
        found.append(
            [
                np.nan if rate.p is None else rate.p <= SIZE,
                np.nan if null is None else null.p <= SIZE,
            ]
        )
    return np.array(found, dtype=np.float64)


def state_rejections(rng: np.random.Generator, datasets: int) -> Floats:
    """Return whether a persistent state unrelated to returns is significant at 5% (N3)."""
    months = pd.period_range("1987-01", periods=460, freq="M")
    found = []
    for returns in ar_garch(rng, 21 * len(months), datasets, mean=0.0004).T:
        level = np.zeros(len(months))
        for at, step in enumerate(rng.standard_normal(len(months) - 1), start=1):
            level[at] = 0.9 * level[at - 1] + step
        values = pd.Series(returns.reshape(len(months), -1).sum(axis=1), index=months)
        laid_out = state_months(values, pd.Series(level > 1, index=months))
        gap = state_gap(laid_out, rng=rng, draws=100)
        found.append([gap.effect.p <= SIZE])
    return np.array(found, dtype=np.float64)


def slope_rejections(rng: np.random.Generator, datasets: int) -> Floats:
    """Return whether the slope on an unrelated series is above zero at 5%, with HAC errors."""
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
    """Yield correlated excess returns with mean zero, shape (rows, rules)."""
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
    """Return whether Romano-Wolf and SPA reject at 5% in grids without signal."""
    found = []
    for excess in signal_free_rules(rng, datasets, rows=rows, rules=rules):
        adjusted = multiple_comparison.romano_wolf(
            multiple_comparison.resample(rng, excess, block=block, draws=draws)
        )
        best = multiple_comparison.superior_predictive_ability(
            multiple_comparison.studentised_maxima(
                multiple_comparison.resample(rng, excess, block=block, draws=draws)
            )
        )
        found.append([adjusted.min() <= SIZE, best.p <= SIZE])
    return np.array(found, dtype=np.float64)


def difference_rejections(rng: np.random.Generator, datasets: int, *, draws: int) -> Floats:
    """Return whether two equal Sharpe ratios differ at 5% in the studentised bootstrap."""
    found = []
    for excess in signal_free_rules(rng, datasets, rows=1250, rules=2):
        pair = excess + 0.0004
        difference = sharpe.sharpe_difference(rng, pair[:, 0], 2 * pair[:, 1], draws=draws)
        found.append([difference.p <= SIZE])
    return np.array(found, dtype=np.float64)


def momentum_rules(returns: Floats) -> Floats:
    """Return returns of twenty momentum rules (5 to 100 days) over a hold of equal exposure."""
    path = np.concatenate(([0.0], returns.cumsum()))
    excess = []
    for days in range(5, 101, 5):
        invested = (path[100:-1] > path[100 - days : -1 - days]).astype(float)
        excess.append((invested - invested.mean()) * returns[100:])
    return np.column_stack(excess)


def shuffled_grids(rng: np.random.Generator, datasets: int, *, parts: int) -> Floats:
    """Return PBO, and whether DSR is at least .95, of the best of 20 rules on shuffled returns."""
    found = []
    for returns in ar_garch(rng, 1108, datasets, mean=0.0004).T:
        excess = momentum_rules(rng.permutation(returns))
        ratios = [sharpe.sharpe_ratio(rule) for rule in excess.T]
        best = excess[:, int(np.argmax(ratios))]
        deflated = sharpe.Chosen.of("", best, periods_per_year=1).deflated(
            trials=len(ratios), variance=float(np.var(ratios, ddof=1))
        )
        found.append(
            [
                overfitting.probability_of_overfitting(excess, parts=parts).pbo,
                deflated >= 0.95,
            ]
        )
    return np.array(found, dtype=np.float64)
