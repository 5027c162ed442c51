"""Statistical self-checks: long ones run with `make selfcheck`, a short form always."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd
import pytest

from backtests import breakouts, easing, grids, inference, overfitting, sharpe

WINDOW = 21


def random_walk(rng: np.random.Generator, n: int) -> pd.DataFrame:
    """Daily closes without any signal."""
    close = 100 * np.exp(np.cumsum(rng.normal(0.0004, 0.012, n)))
    return pd.DataFrame({"close": close}, index=pd.bdate_range("1990-01-01", periods=n))


def cycle_rejections(datasets: int) -> float:
    """Share of signal-free paths on which eight random dates beat their placebo at 5%."""
    rejections = 0
    for seed in range(datasets):
        rng = np.random.default_rng(seed)
        bars = random_walk(rng, 5000)
        null = easing.placebo(bars, rng, count=8, months=12, draws=200,
                              since=pd.Timestamp("1990-01-01"))  # fmt: skip
        event = easing.placebo(bars, rng, count=8, months=12, draws=1,
                               since=pd.Timestamp("1990-01-01"))  # fmt: skip
        rejections += inference.upper_p(null.means, float(event.means[0])) <= 0.05
    return rejections / datasets


def breakout_rejections(datasets: int) -> float:
    """Share of signal-free paths on which breakouts beat random dates at 5%."""
    rejections = 0
    for seed in range(datasets):
        rng = np.random.default_rng(seed)
        study = breakouts.study(random_walk(rng, 5000), rng=rng, draws=200, target="mm-c")
        p = study.hit_rate.p
        rejections += p is not None and p <= 0.05
    return rejections / datasets


def test_random_dates_rarely_beat_random_dates() -> None:
    """Size of N1 for cycles, 200 data sets: at most 5% and three standard errors."""
    assert cycle_rejections(200) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)


@pytest.mark.selfcheck
def test_size_of_the_random_date_null_for_cycles() -> None:
    """1,000 data sets: at most 7.1% (METHODS 6, statistical self-checks)."""
    assert cycle_rejections(1000) <= 0.071


@pytest.mark.selfcheck
def test_size_of_the_random_date_null_for_breakouts() -> None:
    """1,000 data sets: at most 7.1%."""
    assert breakout_rejections(1000) <= 0.071


def ar_garch(rng: np.random.Generator, rows: int, columns: int, *, mean: float) -> np.ndarray:
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


def window_returns(log_returns: np.ndarray) -> np.ndarray:
    """Log return over every window, by column."""
    path = np.vstack((np.zeros(log_returns.shape[1]), log_returns.cumsum(axis=0)))
    return path[WINDOW:] - path[:-WINDOW]


@cache
def true_window() -> tuple[float, float]:
    """Mean return and share above zero of windows, from two million days."""
    windows = window_returns(ar_garch(np.random.default_rng(99), 2000, 1000, mean=0.0004))
    return float(np.expm1(windows).mean()), float((windows > 0).mean())


def bootstrap_coverage(datasets: int, *, rows: int, draws: int) -> float:
    """Share of 95% block-bootstrap intervals that hold the true mean of overlapping windows."""
    rng = np.random.default_rng(1)
    covered = 0
    for returns in ar_garch(rng, rows, datasets, mean=0.0004).T:
        low, high = inference.overlapping_mean_interval(rng, returns, window=WINDOW, draws=draws)
        covered += low <= true_window()[0] <= high
    return covered / datasets


def wilson_coverage(datasets: int) -> float:
    """Share of 95% Wilson intervals at n_eff that hold the true share of rising windows."""
    returns = ar_garch(np.random.default_rng(2), 2500, datasets, mean=0.0004)
    rises = window_returns(returns)[::5] > 0
    n_eff = inference.effective_size(range(0, 5 * len(rises), 5), window=WINDOW)
    covered = 0
    for hits in rises.sum(axis=0):
        interval = inference.rate_interval(int(hits), len(rises), n_eff=n_eff)
        assert interval is not None
        covered += interval[0] <= true_window()[1] <= interval[1]
    return covered / datasets


def signal_free_rules(
    rng: np.random.Generator, datasets: int, *, rows: int, rules: int
) -> Iterator[np.ndarray]:
    """Grids of excess returns, (rows, rules), that share a part of their risk and have no mean."""
    for start in range(0, datasets, 100):
        size = min(100, datasets - start)
        paths = ar_garch(rng, rows, size * (rules + 1), mean=0.0).reshape(rows, size, rules + 1)
        yield from (np.sqrt(0.5) * (paths[:, :, 1:] + paths[:, :, :1])).swapaxes(0, 1)


def grid_rejections(
    datasets: int, *, rows: int, rules: int, draws: int, block: float | None = None
) -> tuple[float, float]:
    """Shares of signal-free grids in which Romano-Wolf and SPA find any rule at 5%."""
    rng = np.random.default_rng(3)
    stepdown = spa = 0
    for excess in signal_free_rules(rng, datasets, rows=rows, rules=rules):
        adjusted = grids.romano_wolf(rng, excess, block=block, draws=draws)
        found = grids.superior_predictive_ability(rng, excess, block=block, draws=draws)
        stepdown += adjusted.min() <= 0.05
        spa += found.p <= 0.05
    return stepdown / datasets, spa / datasets


def difference_rejections(datasets: int, *, draws: int) -> tuple[float, float]:
    """Shares of pairs with equal Sharpe ratios that differ at 5%: bootstrap and normal."""
    rng = np.random.default_rng(4)
    bootstrap = normal = 0
    for excess in signal_free_rules(rng, datasets, rows=1250, rules=2):
        pair = excess + 0.0004
        found = sharpe.sharpe_difference(rng, pair[:, 0], 2 * pair[:, 1], draws=draws)
        bootstrap += found.p <= 0.05
        normal += found.p_hac <= 0.05
    return bootstrap / datasets, normal / datasets


def momentum_rules(returns: np.ndarray) -> np.ndarray:
    """Twenty rules in the market after a rise over 5 to 100 days, less a hold of equal exposure."""
    path = np.concatenate(([0.0], returns.cumsum()))
    excess = []
    for days in range(5, 101, 5):
        invested = (path[100:-1] > path[100 - days : -1 - days]).astype(float)
        excess.append((invested - invested.mean()) * returns[100:])
    return np.column_stack(excess)


def shuffled_grids(datasets: int, *, parts: int) -> tuple[float, float]:
    """Mean PBO, and share of DSR at or above .95, of the best of 20 rules on shuffled returns."""
    rng = np.random.default_rng(5)
    pbo, skilled = 0.0, 0
    for returns in ar_garch(rng, 1108, datasets, mean=0.0004).T:
        excess = momentum_rules(rng.permutation(returns))
        pbo += overfitting.probability_of_overfitting(excess, parts=parts).pbo
        ratios = [sharpe.sharpe_ratio(rule) for rule in excess.T]
        best = excess[:, int(np.argmax(ratios))]
        skilled += sharpe.deflated_sharpe_of(best, ratios) >= 0.95
    return pbo / datasets, skilled / datasets


def test_intervals_of_overlapping_windows_cover() -> None:
    """200 data sets: 95% less or more three standard errors; Wilson at n_eff may cover more."""
    assert 0.904 <= bootstrap_coverage(200, rows=1500, draws=200) <= 0.996
    assert wilson_coverage(200) >= 0.904


def test_grids_without_a_signal_rarely_find_one() -> None:
    """Size of Romano-Wolf, SPA and Ledoit-Wolf, 200 data sets: at most 5% and three errors."""
    most = 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)
    assert max(grid_rejections(200, rows=750, rules=8, draws=150, block=21)) <= most
    assert difference_rejections(200, draws=200)[0] <= most


def test_shuffled_returns_show_no_skill() -> None:
    """200 data sets, ten parts: PBO near one half, and hardly a deflated Sharpe ratio of .95."""
    pbo, skilled = shuffled_grids(200, parts=10)
    assert 0.44 <= pbo <= 0.56
    assert skilled <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)


@pytest.mark.selfcheck
def test_coverage_of_the_block_bootstrap() -> None:
    """1,000 data sets of ten years: 92.9% to 97.1% (METHODS 6)."""
    covered = bootstrap_coverage(1000, rows=2500, draws=1000)
    print(f"block bootstrap covers {covered:.1%} (1,000 data sets, seed 1)")
    assert 0.929 <= covered <= 0.971


@pytest.mark.selfcheck
def test_coverage_of_wilson_at_the_effective_size() -> None:
    """1,000 data sets: at least 92.9%; more is allowed (METHODS 6)."""
    covered = wilson_coverage(1000)
    print(f"Wilson at n_eff covers {covered:.1%} (1,000 data sets, seed 2)")
    assert covered >= 0.929


@pytest.mark.selfcheck
def test_size_of_the_tests_of_grids() -> None:
    """1,000 data sets: any false rejection in at most 7.1% (METHODS 6)."""
    stepdown, spa = grid_rejections(1000, rows=2500, rules=20, draws=400)
    print(f"Romano-Wolf rejects {stepdown:.1%}, SPA {spa:.1%} (1,000 data sets, seed 3)")
    assert max(stepdown, spa) <= 0.071


@pytest.mark.selfcheck
def test_size_of_the_sharpe_difference() -> None:
    """1,000 data sets: the studentised bootstrap rejects at most 7.1%."""
    bootstrap, normal = difference_rejections(1000, draws=1000)
    print(f"Ledoit-Wolf rejects {bootstrap:.1%}, normal {normal:.1%} (1,000 data sets, seed 4)")
    assert bootstrap <= 0.071


@pytest.mark.selfcheck
def test_shuffled_returns_are_luck() -> None:
    """1,000 data sets: mean PBO in .47 to .53, a DSR of .95 in at most 7.1%."""
    pbo, skilled = shuffled_grids(1000, parts=overfitting.PARTS)
    print(f"shuffled: mean PBO {pbo:.3f}, DSR >= .95 in {skilled:.1%} (1,000 data sets, seed 5)")
    assert 0.47 <= pbo <= 0.53
    assert skilled <= 0.071
