"""Verdicts on portfolio rules: the right statistic and benchmark, nothing before its time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from backtests.claims.examination import examine_claim
from backtests.claims.registry import find_claim, load_claims
from backtests.evidence.checks import decide
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.inference import monte_carlo
from backtests.inference.samples import InsufficientData
from backtests.studies.rules import portfolio_gain, technology_tilt
from backtests.studies.rules.rule_months import MeanMonths, RuleMonths
from data_feeds.series.bars import check_bars
from data_feeds.series.market import Market
from strategies.engine import portfolio_paths
from strategies.engine.portfolio import align, on_schedule

CLAIMS = load_claims()
Judge = Callable[[str], Evidence]


@pytest.fixture(scope="module")
def judged(snapshot_market: Market) -> Judge:
    """Study a claim once."""
    known: dict[str, Evidence] = {}

    def judge(claim_id: str) -> Evidence:
        if claim_id not in known:
            known[claim_id] = examine_claim(
                find_claim(CLAIMS, claim_id), snapshot_market, resamples=500
            )
        return known[claim_id]

    return judge


def effect_of(evidence: Evidence) -> EffectCheck:
    """Take the check, which must be of an effect."""
    assert isinstance(evidence.check, EffectCheck)
    return evidence.check


@pytest.mark.parametrize("claim_id", ["slide-13", "slide-17", "slide-18", "srg-10"])
def test_every_rule_has_its_gate_its_eras_and_its_trials(judged: Judge, claim_id: str) -> None:
    """Years left out, definitions counted, four parts of the record, one trial a rule."""
    evidence = judged(claim_id)
    check = effect_of(evidence)
    assert check.robustness is not None
    assert len(check.robustness.leave_one_out) >= 24
    assert check.robustness.definitions > 10
    assert sum(e.name.endswith(", without 2020") for e in evidence.estimates) == 1
    assert len(evidence.trials) >= 3
    assert any("ends" in note for note in evidence.notes)


def test_the_trim_has_to_beat_all_three_benchmarks(judged: Judge) -> None:
    """The effect is the least of three gains; one trim in the record is no sample."""
    evidence = judged("slide-13")
    check = effect_of(evidence)
    first = evidence.estimates[0]
    assert first.value == check.effect
    assert first.note.count(", ") >= 3
    assert check.n_eff == 1
    assert decide(check).verdict in ("refuted", "inconclusive")


def test_the_hedge_is_held_to_one_of_equal_mean_exposure(judged: Judge) -> None:
    """The constant hedge has the rule's exposure; no hedge is always invested."""
    notes = {e.name: e.note for e in judged("slide-18").estimates if e.name.startswith("return a")}
    exposures = {
        name: float(note.split("in funds ")[1].split("%")[0]) for name, note in notes.items()
    }
    assert exposures["return a year, selective hedge"] == pytest.approx(
        exposures["return a year, constant hedge"], abs=0.2
    )
    assert exposures["return a year, no hedge"] == pytest.approx(100, abs=0.1)


def months(kind: type[RuleMonths], ahead: float, count: int = 240) -> RuleMonths:
    """Return a rule that is `ahead` of its benchmark each month, with independent noise."""
    rng = np.random.default_rng(3)
    market = rng.normal(0.005, 0.04, count)
    rule = market + ahead + rng.normal(0, 0.002, count)
    return kind(
        pd.period_range("2000-01", periods=count, freq="M"),
        np.column_stack((rule, market)),
        ("market",),
        3,
        1,
    )


def test_a_rule_that_is_ahead_gains_and_one_that_is_behind_does_not() -> None:
    """Half a point a month: 6% a year, and 0.4 of Sharpe ratio at 14% volatility."""
    mean = months(MeanMonths, 0.005).gain(draws=500)
    assert mean.value == pytest.approx(0.06, abs=0.005)
    assert mean.p < 0.01
    assert mean.p_opposite > 0.9
    sharpe = months(RuleMonths, 0.005).gain(draws=500)
    assert sharpe.value == pytest.approx(0.06 / 0.14, abs=0.06)
    assert sharpe.p < 0.01
    behind = months(RuleMonths, -0.005).gain(draws=500)
    assert behind.value < 0
    assert behind.p > 0.9
    assert behind.p_opposite < 0.01


def test_a_rule_that_does_as_its_benchmark_has_no_gain_to_test() -> None:
    """Refused, not counted as a failure to gain."""
    same = months(RuleMonths, 0.0)
    same.excess[:, 0] = same.excess[:, 1]
    with pytest.raises(InsufficientData, match="did what its benchmark did"):
        same.specification()


def test_a_mix_of_two_funds_that_take_turns_falls_less_than_either() -> None:
    """One falls by half while the other doubles: restored each month, the mix falls less."""
    index = pd.bdate_range("2010-01-01", periods=520)
    swing = np.exp(0.35 * np.sin(np.arange(520) / 20))
    funds = {
        name: pd.DataFrame({"fill": close, "close": close}, index=index)
        for name, close in (("A", swing), ("B", 1 / swing))
    }
    prices = align(funds, None)
    mix, alone = (
        portfolio_paths.follow(on_schedule(weights, index, "monthly"), prices, cost=0.0)
        for weights in ([0.5, 0.5], [1.0, 0.0])
    )
    context = Context(index[-1], monte_carlo.generator("x"), 200)
    fall, tail = portfolio_gain.risk_gains(context, mix, alone)
    assert fall.value > 0.3
    assert tail.value > 0.05
    assert portfolio_gain.deepest(np.array([1.0, 2.0, 1.0, 3.0])) == -0.5


def test_the_call_on_technology_waits_for_its_twelve_months() -> None:
    """Pending before, with the lead so far."""
    index = pd.bdate_range("2025-01-01", "2026-01-30")

    def fund(last: float) -> pd.DataFrame:
        closes = pd.DataFrame({"close": np.linspace(100, last, len(index))}, index=index)
        return check_bars(closes, name="fund", adjustment="adjusted")

    evidence = technology_tilt.examine(
        Context(index[-1], monte_carlo.generator("x"), 100),
        adjusted=fund(110),
        large=fund(105),
        technology=fund(130),
        bills=pd.DataFrame({"value": 3.65}, index=index),
        base_date=pd.Timestamp("2025-09-12"),
        published=pd.Timestamp("2025-09-10"),
        months=12,
    )
    assert isinstance(evidence.check, ForecastCheck)
    assert decide(evidence.check).verdict == "pending"
    value = evidence.estimates[0].value
    assert value is not None
    assert value > 0
    assert "so far" in evidence.estimates[0].note
