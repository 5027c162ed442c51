"""Breakout rules day by day, the best of them against luck, and the log of all that was tried."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from backtests.claims.families import collect_trials, deflate
from backtests.claims.registry import find_claim, load_claims
from backtests.claims.run import Result
from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Evidence
from backtests.inference import multiple_comparison, samples, sharpe
from backtests.inference.overfitting import TrialLog, probability_of_overfitting
from backtests.inference.sharpe import Chosen, deflated_sharpe_ratio, sharpe_ratio
from backtests.report.json import run
from backtests.runtime import serialization
from backtests.studies.breakouts.rule_grid import (
    HOLDINGS,
    Grid,
    Rule,
    add_rule_estimates,
    compare,
    drop_inactive,
    follow_rules,
    in_market,
)
from data_feeds.series.bars import Frequency
from data_feeds.series.market import Market
from signals.breakout import find_events

DEFINITIONS = ((20, 0.05), (10, 0.0), (20, 0.03), (63, 0.10), (252, 0.10))
RULES = [Rule(base, depth, held) for base, depth in DEFINITIONS for held in HOLDINGS]


def closes(values: np.ndarray | list[float]) -> pd.DataFrame:
    """Daily bars of closes alone."""
    return pd.DataFrame(
        {"close": np.asarray(values, dtype=float)},
        index=pd.bdate_range("1990-01-01", periods=len(values)),
    )


def walk(seed: int, n: int, *, drift: float = 0.0003) -> pd.DataFrame:
    """A random walk without any signal."""
    return closes(100 * np.exp(np.cumsum(np.random.default_rng(seed).normal(drift, 0.012, n))))


def planted(seed: int, n: int) -> pd.DataFrame:
    """A walk that rises by 0.5% a day for 21 days from the second day after each breakout."""
    rng = np.random.default_rng(seed)
    levels, record, set_at, low, rising_until = [100.0], 100.0, 0, np.inf, -1
    for day in range(1, n):
        mean = 0.005 if rising_until - 21 < day <= rising_until else 0.0
        levels.append(levels[-1] * np.exp(rng.normal(mean, 0.01)))
        if levels[-1] > record:
            if day - set_at >= 20 and 1 - low / record >= 0.05:
                rising_until = day + 22
            record, set_at, low = levels[-1], day, np.inf
        else:
            low = min(low, levels[-1])
    return closes(levels)


# --- positions


def test_a_signal_is_in_the_market_from_the_next_close() -> None:
    """Signal at bar 1, bought at the close of bar 2, held over the returns of bars 3 and 4."""
    assert in_market(np.array([1]), bars=6, holding=2).tolist() == [0, 0, 1, 1, 0]


def test_another_signal_prolongs_the_stay() -> None:
    """Signals at 1 and 2 for two bars: three bars, and never more than all wealth."""
    assert in_market(np.array([1, 2]), bars=7, holding=2).tolist() == [0, 0, 1, 1, 1, 0]


def test_the_last_bars_cannot_be_held_longer_than_they_last() -> None:
    """A signal on the last bar or the one before it earns nothing yet."""
    assert in_market(np.array([3]), bars=6, holding=5).tolist() == [0, 0, 0, 0, 1]
    assert in_market(np.array([4, 5]), bars=6, holding=5).tolist() == [0, 0, 0, 0, 0]


def test_returns_are_net_and_over_as_much_held_all_the_time() -> None:
    """METHODS 6.1 with L=3, D=5%: signals at 3, 8 and 15; one bar each; 1% a side.

    In the market during the returns of bars 5 and 10: an exposure of 2/15 on average. Each stay
    costs 1% when it is bought and 1% in the bar after it, when it is sold.
    """
    bars = closes([90, 80, 88, 100, 98, 94, 96, 99, 101, 102, 101.5, 103, 97, 96, 99, 104])
    grid = follow_rules(bars, [Rule(3, 0.05, 1)], seed_record=None, cost=0.01)
    assert np.flatnonzero(grid.exposure[:, 0]).tolist() == [4, 9]
    assert grid.net[4:6, 0] == pytest.approx([94 / 98 - 1 - 0.01, -0.01])
    assert grid.net[9:11, 0] == pytest.approx([101.5 / 102 - 1 - 0.01, -0.01])
    assert grid.hold[0, 0] == pytest.approx(2 / 15 * (80 / 90 - 1))
    assert grid.excess[4, 0] == pytest.approx(13 / 15 * (94 / 98 - 1) - 0.01)


def test_returns_are_over_what_cash_earns() -> None:
    """A tenth of a percent a bar: in the market the rule earns as much less over cash."""
    bars = closes([90, 80, 88, 100, 98, 94, 96, 99, 101, 102, 101.5, 103, 97, 96, 99, 104])
    interest = np.full(16, 0.001)
    grid = follow_rules(bars, [Rule(3, 0.05, 1)], seed_record=None, interest=interest, cost=0.0)
    assert grid.net[3:6, 0] == pytest.approx([0.0, 94 / 98 - 1 - 0.001, 0.0])
    assert grid.hold[0, 0] == pytest.approx(2 / 15 * (80 / 90 - 1 - 0.001))


def test_a_rule_without_a_signal_is_left_out() -> None:
    """A base of a year in a hundred days."""
    grid = follow_rules(walk(0, 100), [Rule(2, 0.0, 5), Rule(252, 0.1, 5)], seed_record=None)
    assert [str(rule) for rule in drop_inactive(grid).rules] == [
        "base of 2 days and 0%, held 5 days"
    ]


def test_positions_do_not_look_ahead() -> None:
    """On bars cut short they are what they are on all bars, up to there."""
    bars = walk(1, 3000)
    whole = follow_rules(bars, RULES, seed_record=None)
    for end in (500, 1200, 2500):
        part = follow_rules(bars.iloc[:end], RULES, seed_record=None)
        np.testing.assert_array_equal(part.exposure, whole.exposure[: end - 1])
        np.testing.assert_array_equal(part.net, whole.net[: end - 1])


def test_trading_a_planted_rise_is_seen_and_noise_is_not() -> None:
    """21 days of rise after each breakout, five paths of 32 years: medians of every measure."""
    found, nothing = (
        [
            compare(
                np.random.default_rng(0),
                drop_inactive(follow_rules(bars, RULES, seed_record=None)),
                draws=300,
            )
            for bars in (make(seed, 8000) for seed in range(1, 6))
        ]
        for make in (planted, walk)
    )
    assert np.median([f.ability.p for f in found]) < 0.02
    assert np.median([f.adjusted[f.best] for f in found]) < 0.02
    assert np.median([f.sharpe.p_above for f in found if f.sharpe is not None]) < 0.05
    assert np.median([f.overfitting for f in found]) < 0.2
    assert np.median([f.ability.p for f in nothing]) > 0.10
    assert np.median([f.adjusted.min() for f in nothing]) > 0.10


def test_a_comparison_is_what_its_parts_say() -> None:
    """Each test alone with the same draws."""
    grid = drop_inactive(follow_rules(walk(5, 4000), RULES, seed_record=None))
    found = compare(np.random.default_rng(1), grid, draws=100)
    adjusted = multiple_comparison.romano_wolf(
        multiple_comparison.resample(np.random.default_rng(1), grid.excess, draws=100)
    )
    np.testing.assert_array_equal(found.adjusted, adjusted)
    ability = multiple_comparison.superior_predictive_ability(
        multiple_comparison.studentised_maxima(
            multiple_comparison.resample(np.random.default_rng(1), grid.excess, draws=100)
        )
    )
    assert found.ability == ability
    assert found.best == ability.best
    assert found.overfitting == probability_of_overfitting(grid.excess).pbo
    difference = sharpe_ratio(grid.net[:, found.best]) - sharpe_ratio(grid.market)
    assert found.sharpe is not None
    assert found.sharpe.difference == pytest.approx(difference)


def test_blocks_are_as_long_in_weeks_as_in_days() -> None:
    """At most half a year: a weekly record of ten years holds enough of them for every test."""
    days = walk(6, 5200)
    weeks = days.set_axis(pd.date_range("1990-01-05", periods=5200, freq="W-FRI"))[:520]
    weeks.attrs["frequency"] = "weekly"
    grid = drop_inactive(follow_rules(weeks, RULES[:8], seed_record=None))
    found = compare(np.random.default_rng(0), grid, draws=99)
    assert found.sharpe is not None
    assert found.sharpe.block <= Frequency.WEEKLY.bars(126)


def test_one_rule_is_not_compared() -> None:
    """There is no best of one."""
    grid = follow_rules(walk(0, 300), [Rule(2, 0.0, 5)], seed_record=None)
    with pytest.raises(samples.InsufficientData, match="1 rules"):
        compare(np.random.default_rng(0), grid)


# --- the log of trials


def evidence(**found: object) -> Evidence:
    """Evidence of a study that tried rules."""
    return replace(Evidence(MissingCheck("")), **found)  # type: ignore[arg-type]


KNOWN = Chosen("it", 2.5 / np.sqrt(250), 1250, -3.0, 10.0, 250)


def test_the_deflated_sharpe_ratio_takes_all_trials_of_a_run() -> None:
    """METHODS 6.10: 100 trials of annual variance 0.5 give 0.9004; tried elsewhere they count."""
    spread = np.sqrt(0.5 * 99 / 100)
    rows = {f"rule {i}": float(spread if i % 2 else -spread) for i in range(100)}
    here = evidence(trials=dict(list(rows.items())[:20]), chosen=KNOWN)
    elsewhere = evidence(trials=dict(list(rows.items())[20:]))
    log = collect_trials({"a": here, "b": elsewhere})
    assert log.count == 100
    assert log.variance == pytest.approx(0.5)
    deflated = deflate(here, log).estimates[-1]
    assert deflated.value == pytest.approx(0.9004, abs=5e-5)
    assert "luckiest of 100 rules" in deflated.name
    alone = deflate(here, collect_trials({"a": here})).estimates[-1]
    assert alone.value is not None
    assert alone.value > 0.9004


def test_rules_of_two_claims_are_two_trials_even_by_one_name() -> None:
    """The same name in two claims may stand for other data."""
    log = collect_trials({"a": evidence(trials={"x": 0.1}), "b": evidence(trials={"x": 0.2})})
    assert log == TrialLog((("a: x", 0.1), ("b: x", 0.2)))


def test_without_a_choice_or_a_log_nothing_is_deflated() -> None:
    """A study that chose nothing, and a log that has no variance."""
    plain = evidence(trials={"x": 0.1, "y": 0.3})
    assert deflate(plain, collect_trials({"a": plain})) is plain
    alone = evidence(trials={"x": 0.1}, chosen=KNOWN)
    assert deflate(alone, collect_trials({"a": alone})) is alone


def test_moments_of_the_chosen_are_those_of_its_returns() -> None:
    """The variance of annual ratios is taken per day, as `deflated_sharpe_ratio` takes it."""
    excess = np.random.default_rng(0).normal(0.001, 0.01, 500)
    ratios = [0.01, 0.05, -0.02]
    chosen = Chosen.of("it", excess, periods_per_year=252)
    annual = np.var(np.array(ratios) * np.sqrt(252), ddof=1)
    assert chosen.deflated(trials=3, variance=float(annual)) == pytest.approx(
        deflated_sharpe_ratio(
            float(excess.mean() / excess.std(ddof=1)),
            observations=500,
            skewness=float(stats.skew(excess)),
            kurtosis=float(stats.kurtosis(excess, fisher=False)),
            trials=3,
            variance=float(np.var(ratios, ddof=1)),
        )
    )


# --- beside the claim


def context(resamples: int = 200) -> Context:
    """What a study is given."""
    return Context(pd.Timestamp("2026-10-08"), np.random.default_rng(0), resamples)


def test_every_rule_is_in_the_log_with_its_ratio() -> None:
    """Twenty rules; those that never traded without a ratio."""
    bars = walk(2, 800)
    found = add_rule_estimates(
        context(), evidence(), bars=bars, definitions=DEFINITIONS, seed_record=None
    )
    assert list(found.trials) == [str(rule) for rule in RULES]
    grid = drop_inactive(follow_rules(bars, RULES, seed_record=None))
    traded = {name: ratio for name, ratio in found.trials.items() if ratio is not None}
    assert list(traded) == [str(rule) for rule in grid.rules]
    assert traded[str(grid.rules[0])] == pytest.approx(
        sharpe_ratio(grid.excess[:, 0]) * np.sqrt(252)
    )
    assert 2 <= len(traded) < 20
    (ratio,) = [e for e in found.estimates if e.name.startswith("best breakout rule: Sharpe")]
    assert (ratio.value, ratio.note) == (None, "it is in the market too rarely to decide")


def test_too_few_bars_leave_a_note_and_the_trials() -> None:
    """A hundred days hold no two breakouts from long bases."""
    found = add_rule_estimates(
        context(),
        evidence(),
        bars=closes(np.linspace(100, 90, 100)),
        definitions=DEFINITIONS,
        seed_record=None,
    )
    assert found.notes == ("no comparison of breakout rules: 0 rules that trade",)
    assert len(found.trials) == 20
    assert set(found.trials.values()) == {None}
    assert found.chosen is None


def test_a_claim_names_the_best_rule_and_the_run_its_trials(reference_run: Result) -> None:
    """The rows beside brk-02, none of which decides it, and the log in results.json.

    Besides its 20 rules the log holds those of other claims that the shipped figures allow.
    """
    claims = tuple(one for one in reference_run.claims if one.id == "brk-02")
    findings = tuple(one for one in reference_run.findings if one.claim_id == "brk-02")
    result = replace(reference_run, claims=claims, findings=findings)
    content = json.loads(serialization.to_text(run.run_json(result)))
    tried = content["trials"]["names"]
    assert content["trials"]["count"] == len(tried) > 20
    assert sum(name.startswith("brk-02: ") for name in tried) == 20
    assert "brk-02: base of 20 days and 5%, held 21 days" in tried
    assert content["trials"]["sharpe_variance"] > 0
    names = [row["name"] for row in content["claims"][0]["estimates"]]
    assert sum(name.startswith("breakout rule, ") for name in names) == 20
    assert any(name.startswith("best of 20 breakout rules") for name in names)
    assert f"luckiest of {len(tried)} rules tried" in names[-1]
    assert content["claims"][0]["decision"]["p"] == content["claims"][0]["estimates"][0]["p"]


def test_the_grid_of_the_daily_index_is_read_off_its_closes(snapshot_market: Market) -> None:
    """33 signals of the primary rule; in the market as long as a pandas window says."""
    bars = snapshot_market.series("RUT")
    parameters = find_claim(load_claims(), "brk-02").parameters
    grid = follow_rules(bars, RULES, seed_record=float(str(parameters["seed_record"])))
    signals = np.zeros(len(bars))
    known = [e.known_on for e in find_events(bars, seed_record=174.44)]
    signals[bars.index.get_indexer(pd.DatetimeIndex(known))] = 1
    assert signals.sum() == 33
    for column, held in enumerate(HOLDINGS):
        window = pd.Series(signals).shift(2).rolling(held, min_periods=1).max().fillna(0)
        np.testing.assert_array_equal(grid.exposure[:, column], window.to_numpy()[1:])


def test_size_of_the_grid_on_walks_without_signal() -> None:
    """Best of twenty at 5% on 100 walks: no more than 5% and three standard errors."""
    rejected = 0
    for seed in range(100):
        grid = drop_inactive(follow_rules(walk(100 + seed, 2500), RULES, seed_record=None))
        if len(grid.rules) > 1:
            p = multiple_comparison.superior_predictive_ability(
                multiple_comparison.studentised_maxima(
                    multiple_comparison.resample(
                        np.random.default_rng(seed), grid.excess, block=63, draws=99
                    )
                )
            ).p
            rejected += p <= 0.05
    assert rejected <= 5 + 3 * np.sqrt(100 * 0.05 * 0.95)


def test_a_ratio_is_over_the_benchmark_and_not_over_cash() -> None:
    """A rule that is always in the market has no excess to speak of, whatever the drift."""
    market = np.random.default_rng(0).normal(0.01, 0.001, 400)
    exposure = np.ones((400, 1))
    exposure[:200:2] = 0
    grid = Grid((Rule(2, 0.0, 1),), market, exposure, exposure * market[:, None], Frequency.DAILY)
    assert abs(sharpe_ratio(grid.excess[:, 0])) < 0.1
    assert sharpe.sharpe_ratio(grid.net[:, 0]) > 1
