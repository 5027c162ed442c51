"""Many tests, many rules, the best of them: against METHODS 6.10, statsmodels, scipy and arch."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from arch.bootstrap import SPA, StepM, optimal_block_length
from scipy import stats

from backtests.claims.families import adjust, discoveries
from backtests.claims.registry import find_claim, load_claims
from backtests.evidence.checks import NotTestableCheck
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Estimate, Evidence
from backtests.inference import (
    bootstrap,
    intervals,
    monte_carlo,
    multiple_comparison,
    overfitting,
    samples,
    sharpe,
)
from backtests.inference.overfitting import TrialLog
from tests.multiple_tests import multipletests

RNG = np.random.default_rng


def noise(seed: int, *shape: int) -> np.ndarray:
    """Daily returns without a mean, a signal or memory."""
    return RNG(seed).normal(0.0, 0.01, shape)


# --- adjustments, errors, intervals and power: inference.py


def test_benjamini_hochberg_matches_the_known_answer() -> None:
    """METHODS 6.10."""
    found = multiple_comparison.benjamini_hochberg([0.001, 0.012, 0.021, 0.04, 0.30])
    assert found == pytest.approx([0.005, 0.03, 0.035, 0.05, 0.30])


@pytest.mark.parametrize("seed", range(5))
def test_benjamini_hochberg_matches_scipy(seed: int) -> None:
    """scipy.stats.false_discovery_control on random p-values."""
    p_values = RNG(seed).uniform(size=25)
    found = multiple_comparison.benjamini_hochberg(list(p_values))
    assert found == pytest.approx(stats.false_discovery_control(p_values))
    assert all(a <= b for a, b in zip(found, multiple_comparison.holm(list(p_values)), strict=True))


def test_no_p_values_need_no_adjustment() -> None:
    """An empty family stays empty."""
    assert multiple_comparison.benjamini_hochberg([]) == []


@pytest.mark.parametrize(("base", "needed"), [(0.19, 0.41), (0.41, 0.64)])
def test_detectable_rates_match_the_reference(base: float, needed: float) -> None:
    """METHODS 3.7, n = 29: .405 and .643, which it rounds to whole percent up and down."""
    assert intervals.minimum_detectable_rate(base, n=29) == pytest.approx(needed, abs=0.006)


def test_no_rate_is_detectable_where_every_hit_is_too_few() -> None:
    """METHODS 3.7: eight of eight at .74 do not reach 5%."""
    assert intervals.minimum_detectable_rate(0.74, n=8) is None
    assert 0.74**8 > 0.05


@pytest.mark.parametrize(("base", "n"), [(0.1, 12), (0.3, 29), (0.5, 100), (0.66, 8)])
def test_a_detectable_rate_has_the_power_it_claims(base: float, n: int) -> None:
    """Size at most 5% at the base rate, power 80% at the rate found, by scipy's binomial."""
    rate = intervals.minimum_detectable_rate(base, n=n)
    assert rate is not None
    enough = next(k for k in range(n + 1) if intervals.sign_test(k, n, share=base) <= 0.05)
    assert stats.binom.sf(enough - 1, n, rate) == pytest.approx(0.80)


@pytest.mark.parametrize(("base", "n"), [(-0.1, 10), (1.1, 10), (0.5, 0), (np.nan, 10)])
def test_impossible_base_rates_are_refused(base: float, n: int) -> None:
    """A rate outside [0, 1], or no events."""
    with pytest.raises(ValueError, match="expected 0 to 1, and n above 0"):
        intervals.minimum_detectable_rate(base, n=n)


@pytest.mark.parametrize("lags", [0, 5, 20])
def test_newey_west_is_the_bartlett_sum_of_autocovariances(lags: int) -> None:
    """Written out by hand on an AR(1)."""
    values = noise(1, 400).cumsum()[::7]
    gap = values - values.mean()
    covariances = [gap[k:] @ gap[: gap.size - k] / gap.size for k in range(lags + 1)]
    weights = [1.0, *(2 * (1 - k / (lags + 1)) for k in range(1, lags + 1))]
    error = np.sqrt(np.dot(weights, covariances) / gap.size)
    assert bootstrap.newey_west_error(values, lags=lags) == pytest.approx(error)


def test_hansen_hodrick_knows_that_windows_overlap() -> None:
    """The mean of 5-day sums of independent returns: their error is 5 sd / sqrt(n)."""
    steps = noise(2, 20_000)
    values = np.convolve(steps, np.ones(5), mode="valid")
    error = bootstrap.hansen_hodrick_error(values, window=5)
    assert error == pytest.approx(5 * 0.01 / np.sqrt(20_000), rel=0.05)


def test_hansen_hodrick_may_have_no_error() -> None:
    """Alternating values: the uniform kernel's variance is not positive."""
    values = np.tile([1.0, -1.0], 50) + noise(0, 100)
    assert bootstrap.hansen_hodrick_error(values, window=2) is None


def test_the_automatic_block_is_clipped() -> None:
    """Independent returns want short blocks and get 21 rows; arch's own length within."""
    values = noise(3, 3000)
    assert bootstrap.automatic_block(values) == bootstrap.SHORTEST_BLOCK
    slow = np.exp(np.sin(np.arange(3000) / 60)) * values
    best = float(optimal_block_length(np.abs(slow))["stationary"].iloc[0])
    assert 21 < best < 1000
    assert bootstrap.automatic_block(slow, longest=1000) == pytest.approx(best)
    assert bootstrap.automatic_block(slow, longest=25) == 25


def test_returns_of_one_size_have_no_automatic_block() -> None:
    """Plus or minus one percent every day: refused, not a NaN."""
    with pytest.raises(ValueError, match="returns all of one size"):
        bootstrap.automatic_block(RNG(0).choice([-0.01, 0.01], size=500))


def test_the_mean_of_overlapping_windows_compounds() -> None:
    """+10%, 0%, +20%: windows of two give 10% and 20%."""
    assert bootstrap.overlapping_mean(np.log([1.1, 1.0, 1.2]), window=2) == pytest.approx(0.15)


def test_overlapping_windows_do_not_narrow_the_interval() -> None:
    """As wide as Student's t for separate windows, far wider than for all as if separate."""
    steps = noise(4, 5000)
    low, high = bootstrap.overlapping_mean_interval(RNG(0), steps, window=50)
    separate = np.expm1(steps.reshape(-1, 50).sum(axis=1))
    honest = intervals.mean_interval(separate, n_eff=100)
    assert honest is not None
    assert high - low == pytest.approx(honest[1] - honest[0], rel=0.2)
    assert low < bootstrap.overlapping_mean(steps, window=50) < high


# --- Sharpe ratios: sharpe.py


def test_the_expected_maximum_matches_the_known_answer() -> None:
    """METHODS 6.10: SR0 of 100 trials."""
    assert sharpe.expected_maximum_sharpe(0.5 / 250, trials=100) == pytest.approx(0.1132, abs=5e-5)


def test_the_expected_maximum_is_that_of_normal_draws() -> None:
    """The mean of the best of 50 standard normal ratios, by simulation."""
    best = RNG(0).standard_normal((20_000, 50)).max(axis=1).mean()
    assert sharpe.expected_maximum_sharpe(1.0, trials=50) == pytest.approx(best, rel=0.02)


def test_the_deflated_sharpe_matches_the_known_answer() -> None:
    """METHODS 6.10."""
    found = sharpe.deflated_sharpe_ratio(
        2.5 / np.sqrt(250),
        observations=1250,
        skewness=-3,
        kurtosis=10,
        trials=100,
        variance=0.5 / 250,
    )
    assert found == pytest.approx(0.9004, abs=5e-5)


def test_one_trial_is_not_deflated() -> None:
    """Nothing was chosen: the probabilistic Sharpe ratio against 0."""
    found = sharpe.deflated_sharpe_ratio(
        0.1, observations=101, skewness=0, kurtosis=3, trials=1, variance=0.0
    )
    assert found == pytest.approx(stats.norm.cdf(1.0 / np.sqrt(1 + 0.5 * 0.01)))


def test_more_trials_deflate_more() -> None:
    """The same returns, chosen out of more."""
    returns = noise(6, 1000) + 0.0008
    ratios = list(RNG(0).normal(0, 0.03, 10))
    best = sharpe.Chosen.of("", returns, periods_per_year=1)
    variance = float(np.var(ratios, ddof=1))
    chosen, of_many = (best.deflated(trials=n, variance=variance) for n in (10, 1000))
    assert 0 < of_many < chosen < 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kurtosis": 9.0}, "at least 1 \\+ skewness²"),
        ({"trials": 0}, "expected at least 1"),
        ({"variance": -1.0}, "expected at least 1"),
        ({"variance": np.nan}, "expected at least 1"),
        ({"observations": 1}, "1 returns"),
        ({"skewness": np.nan}, "at least 1 \\+ skewness²"),
    ],
)
def test_impossible_trials_are_refused(change: dict[str, float], message: str) -> None:
    """Moments no distribution has; no trial."""
    known = {"observations": 1250, "skewness": -3, "kurtosis": 10, "trials": 9, "variance": 0.1}
    with pytest.raises(ValueError, match=message):
        sharpe.deflated_sharpe_ratio(0.1, **{**known, **change})


def test_the_error_of_a_difference_matches_memmel() -> None:
    """Independent normal returns: Jobson & Korkie's variance as Memmel (2003) corrected it."""
    correlation, count = 0.6, 3_000
    shape = [[1.0, correlation], [correlation, 1.0]]
    pair = RNG(0).multivariate_normal([0.3, 0.1], shape, size=count)
    found = sharpe.sharpe_difference(RNG(1), pair[:, 0], pair[:, 1], draws=200)
    variance = 2 - 2 * correlation + (0.09 + 0.01 - 2 * 0.3 * 0.1 * correlation**2) / 2
    assert found.difference == pytest.approx(0.2, abs=0.04)
    assert found.error == pytest.approx(np.sqrt(variance / count), rel=0.05)


@pytest.mark.parametrize("seed", range(4))
def test_bootstrap_and_delta_method_agree_on_long_records(seed: int) -> None:
    """Two-sided p of both within 0.05, and the interval about 1.96 errors wide."""
    pair = noise(seed, 4000, 2) + np.array([0.0004, 0.0])
    found = sharpe.sharpe_difference(RNG(seed), *pair.T)
    assert found.p == pytest.approx(found.p_hac, abs=0.05)
    assert found.interval[1] - found.difference == pytest.approx(1.96 * found.error, rel=0.1)
    assert found.interval[0] < found.interval_90[0] < found.interval_90[1] < found.interval[1]
    assert found.difference == pytest.approx(
        sharpe.sharpe_ratio(pair[:, 0]) - sharpe.sharpe_ratio(pair[:, 1])
    )


def test_swapping_the_series_turns_the_sign() -> None:
    """And leaves the two-sided p with the same draws."""
    pair = noise(7, 600, 2) + np.array([0.002, 0.0])
    one = sharpe.sharpe_difference(RNG(0), pair[:, 0], pair[:, 1], draws=500)
    other = sharpe.sharpe_difference(RNG(0), pair[:, 1], pair[:, 0], draws=500)
    assert one.difference == pytest.approx(-other.difference)
    assert one.p == pytest.approx(other.p)
    assert one.p_above < 0.05
    assert other.p_above > 0.95


def test_series_that_cannot_differ_are_refused() -> None:
    """A levered copy has the same ratio; nothing varies."""
    returns = noise(8, 300) + 0.001
    with pytest.raises(ValueError, match="multiples of each other"):
        sharpe.sharpe_difference(RNG(0), returns, 2 * returns)
    with pytest.raises(ValueError, match="300 and 299 returns"):
        sharpe.sharpe_difference(RNG(0), returns, returns[1:])
    with pytest.raises(ValueError, match="at least 5 blocks"):
        sharpe.sharpe_difference(RNG(0), returns, noise(9, 300), block=100)


# --- grids of rules: grids.py


@pytest.mark.parametrize("draws", [150, 200])
def test_counting_rows_gives_the_means_of_the_rows_taken(draws: int) -> None:
    """The same draws taken out by arch, whole chunks of counts or not."""
    from arch.bootstrap import StationaryBootstrap

    values = noise(10, 120, 3)
    taken = StationaryBootstrap(21, values, seed=RNG(5)).apply(lambda rows: rows.mean(0), draws)
    counted = multiple_comparison.resampled_means(RNG(5), values, block=21, draws=draws)
    assert counted == pytest.approx(taken)


@pytest.mark.parametrize("seed", range(4))
def test_spa_matches_arch(seed: int) -> None:
    """All three p-values within Monte Carlo noise, over columns of equal error, many blocks."""
    excess = noise(seed, 800, 20) + RNG(seed).normal(-0.0003, 0.0004, 20)
    excess[:, 0] += 0.001 * seed / 3
    block, draws = 4, 1500
    errors = multiple_comparison.resampled_means(RNG(99), excess, block=block, draws=5000).std(
        axis=0
    )
    excess /= errors
    found = multiple_comparison.superior_predictive_ability(
        multiple_comparison.studentised_maxima(
            multiple_comparison.resample(RNG(seed), excess, block=block, draws=draws)
        )
    )
    peer = SPA(np.zeros(800), -excess, block_size=block, reps=draws, seed=RNG(seed + 50))
    peer.compute()
    assert [found.lower, found.p, found.upper] == pytest.approx(list(peer.pvalues), abs=0.05)
    assert found.lower <= found.p <= found.upper


def test_spa_is_not_moved_by_the_scale_of_a_rule() -> None:
    """Hansen's statistic is studentised: one rule levered tenfold gives the same p-values."""
    excess = noise(11, 400, 6) + 0.0005
    levered = excess * [1, 1, 10, 1, 1, 1]
    one, other = (
        multiple_comparison.superior_predictive_ability(
            multiple_comparison.studentised_maxima(
                multiple_comparison.resample(RNG(0), x, block=21, draws=500)
            )
        )
        for x in (excess, levered)
    )
    assert (one.best, one.p, one.upper) == (other.best, other.p, other.upper)


@pytest.mark.parametrize("seed", range(4))
def test_the_stepdown_finds_what_arch_stepm_finds(seed: int) -> None:
    """Rules at or below 5%, for columns of equal error: two planted ones, none else."""
    excess = noise(seed, 800, 15)
    excess -= excess.mean(axis=0)
    excess[:, [3, 7]] += 0.0025
    excess /= multiple_comparison.resampled_means(RNG(99), excess, block=21, draws=3000).std(axis=0)
    adjusted = multiple_comparison.romano_wolf(
        multiple_comparison.resample(RNG(seed), excess, block=21, draws=1000)
    )
    peer = StepM(np.zeros(800), -excess, size=0.05, block_size=21, reps=1000, seed=RNG(seed + 50))
    peer.compute()
    assert np.flatnonzero(adjusted <= 0.05).tolist() == peer.superior_models == [3, 7]


def test_the_stepdown_written_out() -> None:
    """Each p-value against the maximum over the rules not better, then made monotone.

    A mean over its error is Student's t of as many observations as there are blocks.
    """
    excess = noise(12, 300, 5) + np.array([0.002, 0.0, 0.001, -0.001, 0.0005])
    draws = 400
    adjusted = multiple_comparison.romano_wolf(
        multiple_comparison.resample(RNG(1), excess, block=21, draws=draws)
    )
    simulated = multiple_comparison.resampled_means(RNG(1), excess, block=21, draws=draws)
    errors = simulated.std(axis=0, ddof=1)
    blocks = 300 / 21
    tails = stats.t.sf(excess.mean(axis=0) / errors * np.sqrt(1 - 1 / blocks), blocks - 1)
    statistics = stats.norm.isf(tails)
    null = (simulated - excess.mean(axis=0)) / errors
    before = 0.0
    for rule in sorted(range(5), key=lambda k: -statistics[k]):
        rest = [k for k in range(5) if statistics[k] <= statistics[rule]]
        p = monte_carlo.upper_p(null[:, rest].max(axis=1), statistics[rule])
        before = max(before, p)
        assert adjusted[rule] == pytest.approx(before)


def test_copies_of_one_rule_cost_nothing_and_more_rules_do() -> None:
    """The stepdown knows the dependence; Holm would multiply by twenty."""
    one = noise(13, 500, 1) + 0.0009
    alone = multiple_comparison.romano_wolf(
        multiple_comparison.resample(RNG(0), one, block=21, draws=999)
    )[0]
    copies = multiple_comparison.romano_wolf(
        multiple_comparison.resample(RNG(0), np.repeat(one, 20, axis=1), block=21, draws=999)
    )
    among = multiple_comparison.romano_wolf(
        multiple_comparison.resample(
            RNG(0), np.hstack((one, noise(14, 500, 19))), block=21, draws=999
        )
    )
    assert copies == pytest.approx(alone)
    assert among[0] > alone
    holm = multipletests(np.full(20, alone), method="holm")[1][0]
    assert copies[0] < holm


# --- overfitting: overfitting.py


def test_a_truly_best_variant_is_not_overfit() -> None:
    """One with a drift that no other has is best in every half: PBO 0."""
    excess = noise(15, 1600, 10)
    excess[:, 4] += 0.004
    found = overfitting.probability_of_overfitting(excess)
    assert found.pbo == 0.0
    assert found.logits.shape == (12_870,)
    assert found.logits == pytest.approx(np.log(10))  # rank 10 of 10: ln((10/11) / (1/11))


def test_a_variant_good_in_one_half_only_is_overfit() -> None:
    """Each variant wins in its own stretch and loses the same elsewhere: PBO near 1."""
    excess = noise(16, 1600, 8)
    excess -= excess.mean(axis=0)
    for variant in range(8):
        excess[variant * 200 : (variant + 1) * 200, variant] += 0.01
    excess -= excess.mean(axis=0)
    assert overfitting.probability_of_overfitting(excess).pbo > 0.9


def test_pbo_written_out() -> None:
    """Six splits of four parts, by hand; two rows that fill no part are dropped from the start."""
    excess = noise(17, 42, 5)
    rows = np.arange(2, 42).reshape(4, 10)
    logits = []
    for half in combinations(range(4), 2):
        other = [part for part in range(4) if part not in half]
        inside, outside = (
            [sharpe.sharpe_ratio(column) for column in excess[rows[list(parts)].ravel()].T]
            for parts in (half, other)
        )
        relative = stats.rankdata(outside)[int(np.argmax(inside))] / 6
        logits.append(np.log(relative / (1 - relative)))
    found = overfitting.probability_of_overfitting(excess, parts=4)
    assert found.logits == pytest.approx(logits)
    assert found.pbo == np.mean(np.array(logits) <= 0)


def test_a_variant_may_stay_out_of_the_market_for_a_half() -> None:
    """Its Sharpe ratio there is 0, not a division by nothing."""
    excess = noise(18, 160, 3)
    excess[:80, 1] = 0.0
    assert np.isfinite(overfitting.probability_of_overfitting(excess).logits).all()


def test_pbo_needs_a_choice_and_an_even_cut() -> None:
    """Two variants, an even number of parts."""
    with pytest.raises(ValueError, match="1 variant; expected at least 2"):
        overfitting.probability_of_overfitting(noise(0, 100, 1))
    with pytest.raises(ValueError, match="3 parts; expected an even number"):
        overfitting.probability_of_overfitting(noise(0, 100, 4), parts=3)


def test_the_trial_log_counts_each_variant_once() -> None:
    """Also one without a ratio; the log before is not changed."""
    empty = TrialLog()
    log = empty.add({"a": 0.1, "b": None}).add({"a": 0.1, "c": 0.3})
    assert (empty.count, log.count) == (0, 3)
    assert log.sharpes == (0.1, 0.3)
    assert log.variance == pytest.approx(0.02)
    assert TrialLog().add({"a": 0.1}).variance is None


def test_one_name_cannot_be_two_variants() -> None:
    """The same name with another ratio is refused."""
    with pytest.raises(ValueError, match="expected one ratio for one name"):
        TrialLog().add({"a": 0.1}).add({"a": 0.2})


# --- all of them: refusals and determinism

Test = Callable[[np.ndarray], object]
OF_COLUMNS: dict[str, Test] = {
    "romano_wolf": lambda x: tuple(
        multiple_comparison.romano_wolf(multiple_comparison.resample(RNG(0), x, draws=50))
    ),
    "spa": lambda x: multiple_comparison.superior_predictive_ability(
        multiple_comparison.studentised_maxima(multiple_comparison.resample(RNG(0), x, draws=50))
    ),
    "difference": lambda x: sharpe.sharpe_difference(RNG(0), x[:, 0], x[:, 1], draws=50),
    "pbo": lambda x: overfitting.probability_of_overfitting(x).pbo,
}
OF_SERIES: dict[str, Test] = {
    "interval": lambda x: bootstrap.overlapping_mean_interval(RNG(0), x, window=5, draws=50),
    "newey_west": lambda x: bootstrap.newey_west_error(x, lags=3),
    "hansen_hodrick": lambda x: bootstrap.hansen_hodrick_error(x, window=4),
    "sharpe": sharpe.sharpe_ratio,
    "deflated": lambda x: sharpe.Chosen.of("", x, periods_per_year=1).deflated(
        trials=2, variance=0.005
    ),
}
EVERY: dict[str, Test] = {
    **OF_COLUMNS,
    **{name: lambda x, test=test: test(x[:, 1]) for name, test in OF_SERIES.items()},
}


@pytest.mark.parametrize("name", EVERY)
def test_bad_returns_are_refused_in_one_line(name: str) -> None:
    """NaN, infinite, constant, or too few."""
    test = EVERY[name]
    for bad in (np.nan, np.inf):
        broken = noise(0, 200, 2)
        broken[3, 1] = bad
        with pytest.raises(ValueError, match=r"^1 returns are NaN or infinite; expected none$"):
            test(broken)
    flat = noise(0, 200, 2)
    flat[:, 1] = 0.01
    with pytest.raises(ValueError, match=r"^constant returns; expected some variation"):
        test(flat)
    with pytest.raises(samples.InsufficientData, match=r"^1 returns; expected at least"):
        test(noise(0, 1, 2))


@pytest.mark.parametrize("name", OF_COLUMNS)
def test_a_series_is_not_a_grid(name: str) -> None:
    """One dimension where two are meant."""
    with pytest.raises((ValueError, IndexError)):
        OF_COLUMNS[name](noise(0, 200))


@pytest.mark.parametrize("name", EVERY)
def test_the_same_generator_gives_the_same_numbers(name: str) -> None:
    """Determinism (METHODS 6)."""
    returns = noise(1, 400, 2)
    assert EVERY[name](returns) == EVERY[name](returns.copy())


def test_impossible_blocks_are_refused() -> None:
    """Shorter than a row."""
    with pytest.raises(ValueError, match=r"blocks of 0\.5"):
        multiple_comparison.romano_wolf(
            multiple_comparison.resample(RNG(0), noise(0, 100, 2), block=0.5)
        )
    with pytest.raises(ValueError, match=r"a block of 0\.5 rows"):
        bootstrap.overlapping_mean_interval(RNG(0), noise(0, 100), window=5, block=0.5)


# --- families of claims: multiplicity.py


def evidence_with(p: float, *others: float | None, diagnostic: float = 0.5) -> Evidence:
    """Evidence that rests on its first estimate, with others and a diagnostic beside it."""
    check = EffectCheck(effect=0.1, least=0.02, upper=0.2, p=p, p_opposite=1 - p, n_eff=9)
    estimates = [Estimate(f"number {at}", 0.1, p=value) for at, value in enumerate((p, *others))]
    return Evidence(check, (*estimates, Estimate("left out", 0.1, p=diagnostic, diagnostic=True)))


def test_a_family_is_adjusted_by_holm_and_its_other_results_by_false_discoveries() -> None:
    """METHODS 3.6, on METHODS 6.10: five claims of a family, five other results among them."""
    ids = ["mom-03", "mom-04b", "mom-04c", "srg-06b", "brk-02"]
    known = (0.001, 0.012, 0.021, 0.04, 0.30)
    claims = [find_claim(load_claims(), name) for name in ids]
    found = adjust(
        claims, {name: evidence_with(p, p, None) for name, p in zip(ids, known, strict=True)}
    )
    checks = [found[name].check for name in ids]
    assert [c.p_adjusted for c in checks if isinstance(c, EffectCheck)] == pytest.approx(
        [0.005, 0.048, 0.063, 0.08, 0.30]
    )
    first, second, third, left_out = zip(*(found[name].estimates for name in ids), strict=True)
    assert [e.p_adjusted for e in first] == [
        c.p_adjusted for c in checks if isinstance(c, EffectCheck)
    ]
    assert [e.p_adjusted for e in second] == pytest.approx([0.005, 0.03, 0.035, 0.05, 0.30])
    assert {e.p_adjusted for e in (*third, *left_out)} == {None}
    assert [len(discoveries(found[name])) for name in ids] == [1, 1, 1, 1, 0]


def test_families_do_not_weigh_on_each_other() -> None:
    """A conditional claim and a relative one, each alone in its family."""
    claims = [find_claim(load_claims(), name) for name in ("mom-03", "slide-24")]
    found = adjust(claims, {"mom-03": evidence_with(0.03), "slide-24": evidence_with(0.04)})
    adjusted = [found[c.id].estimates[0].p_adjusted for c in claims]
    assert adjusted == [0.03, 0.04]


def test_what_has_no_p_stays_as_it_is() -> None:
    """A statement that figures cannot test beside one that they can."""
    claims = [find_claim(load_claims(), name) for name in ("mom-03", "slide-x4")]
    plain = Evidence(NotTestableCheck("no figures"))
    found = adjust(claims, {"mom-03": evidence_with(0.03), "slide-x4": plain})
    assert found["slide-x4"] == plain
