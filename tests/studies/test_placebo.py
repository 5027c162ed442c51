"""Placebo claims go through the path of real ones, and are supported no more often than chance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from backtests.claims.examination import examine_claim
from backtests.claims.registry import Claim, find_claim, load_claims
from backtests.evidence.checks import decide
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.forecast_checks import ScenarioCheck
from data_feeds.files import reference
from data_feeds.series.market import Market, open_market
from tests.proofs import number

CLAIMS = load_claims()
SHIPPED = reference.load()
# At 5%, 9 or more of 60 runs have a probability below 0.4%, as have 4 or more of 10.
RUNS, MOST_OF_RUNS = number(60, 10), number(8, 3)
# 6 or more of 30 runs, and 3 or more of 6, have a probability below 0.4% too.
FEWER_RUNS, MOST_OF_FEWER = number(30, 6), number(5, 2)
# Of draws that take little time.
DRAWS = 60
# Of figures that are facts by chance: 8% of 60 are 5 (sd 2), of 30 they are 2.4 (sd 1.5).
FIGURES, MOST_OF_FIGURES = number(60, 30), number(11, 7)


def market_with(**frames: pd.DataFrame) -> Market:
    """The shipped figures with some series exchanged."""
    loaders = {**SHIPPED.loaders, **{n: (lambda f=f: f) for n, f in frames.items()}}
    return open_market("placebo", loaders, how_to_get="-")


def shuffled(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Closes with their returns in random order: the same drift and spread, no memory."""
    moves = np.diff(np.log(frame["close"].to_numpy()))
    path = np.concatenate([[0.0], np.cumsum(rng.permutation(moves))])
    made = pd.DataFrame({"close": frame["close"].iloc[0] * np.exp(path)}, index=frame.index)
    made.attrs = dict(frame.attrs)
    return made


def check_of(claim: Claim, market: Market, slot: str = "check") -> EffectCheck:
    """Run a claim through the pipeline, as a family of its own: p after Holm is p."""
    evidence = examine_claim(claim, market, resamples=200)
    check = getattr(evidence, slot)
    assert isinstance(check, EffectCheck)
    return replace(check, p_adjusted=check.p)


def moved_policy(rng: np.random.Generator) -> pd.DataFrame:
    """The moves of the record in their order, announced on random days."""
    policy = SHIPPED.series("FFT")
    moved = policy.copy()
    days = np.sort(rng.integers(0, 14_000, len(policy) - 1))
    later = pd.DatetimeIndex(pd.Timestamp("1984-01-03") + pd.to_timedelta(days, unit="D"))
    moved.index = pd.DatetimeIndex([policy.index[0], *later], name="announced")
    return moved[~moved.index.duplicated()]


@pytest.mark.parametrize("claim_id", ["mom-04b", "mom-10"])
def test_returns_after_random_announcements_are_not_supported(claim_id: str) -> None:
    """C and B: the policy moves as often as it did, on other days."""
    claim = find_claim(CLAIMS, claim_id)
    rng = np.random.default_rng(1)
    passed = judged = 0
    for _ in range(RUNS):
        evidence = examine_claim(claim, market_with(FFT=moved_policy(rng)), resamples=200)
        if isinstance(evidence.check, EffectCheck):
            judged += 1
            passed += replace(evidence.check, p_adjusted=evidence.check.p).passed_main_test
    assert judged > RUNS / 2
    assert passed <= MOST_OF_RUNS


def test_indexes_that_swap_their_weeks_are_not_supported() -> None:
    """B: in each week it is drawn at random which index has which return."""
    claim = find_claim(CLAIMS, "slide-24")
    rng = np.random.default_rng(6)
    small, large = SHIPPED.series("RUT")["close"], SHIPPED.series("SPX")["close"]
    both = pd.concat([small, large], axis=1, keys=["small", "large"], join="inner")
    log = np.log(both).diff().iloc[1:].to_numpy()
    passed = 0
    for _ in range(FEWER_RUNS):
        swapped = np.where(rng.random((len(log), 1)) < 0.5, log, log[:, ::-1])
        made = [
            pd.DataFrame(
                {"close": 100 * np.exp(np.concatenate([[0.0], np.cumsum(steps)]))}, index=both.index
            )
            for steps in swapped.T
        ]
        for frame in made:
            frame.attrs = dict(SHIPPED.series("RUT").attrs)
        market = market_with(RUT=made[0], SPX=made[1])
        passed += check_of(claim, market).passed_main_test
    assert passed <= MOST_OF_FEWER


@pytest.mark.parametrize("claim_id", ["slide-10"])
def test_small_caps_that_differ_by_noise_alone_are_not_supported(claim_id: str) -> None:
    """B: the same index with a lead and lag of its own that comes in random order."""
    claim = find_claim(CLAIMS, claim_id)
    rng = np.random.default_rng(6)
    small, large = SHIPPED.series("RUT")["close"], SHIPPED.series("SPX")["close"]
    both = pd.concat([small, large], axis=1, keys=["small", "large"], join="inner")
    log = np.log(both).diff().iloc[1:]
    lead = (log["small"] - log["large"]).to_numpy()
    lead = lead - lead.mean()
    passed = 0
    for _ in range(RUNS):
        path = np.exp(np.concatenate([[0.0], np.cumsum(log["large"] + rng.permutation(lead))]))
        made = pd.DataFrame({"close": 100 * path}, index=both.index)
        made.attrs = dict(SHIPPED.series("RUT").attrs)
        passed += check_of(claim, market_with(RUT=made)).passed_main_test
    assert passed <= MOST_OF_RUNS


@pytest.mark.parametrize(("claim_id", "slot"), [("brk-02", "check"), ("brk-03", "base_rate")])
def test_breakouts_of_shuffled_returns_are_not_supported(claim_id: str, slot: str) -> None:
    """C and T: neither the drift after them nor the hit rate of their targets beats chance."""
    rng = np.random.default_rng(2)
    claim = find_claim(CLAIMS, claim_id)
    markets = [market_with(RUT=shuffled(SHIPPED.series("RUT"), rng)) for _ in range(FEWER_RUNS)]
    passed = sum(
        check_of(above(claim, market), market, slot).passed_main_test for market in markets
    )
    assert passed <= MOST_OF_FEWER


def above(claim: Claim, market: Market) -> Claim:
    """Set the level of a target a quarter above the close of its base date in the market."""
    base = claim.parameters.get("base_date")
    if "level" not in claim.parameters or not isinstance(base, pd.Timestamp):
        return claim
    level = 1.25 * float(market.series("RUT")["close"].loc[:base].iloc[-1])
    return claim.model_copy(update={"parameters": {**claim.parameters, "level": level}})


def test_a_rise_drawn_at_random_is_supported_as_often_as_its_base_rate() -> None:
    """P: a forecast without skill comes true as often as the rate printed beside it says."""
    claim = find_claim(CLAIMS, "srg-01")
    rng = np.random.default_rng(3)
    closes = SHIPPED.series("RUT")
    came, rates = [], []
    for _ in range(4 * DRAWS):
        at = int(rng.integers(0, len(closes) - 60))
        drawn = claim.model_copy(
            update={
                "parameters": {
                    "base_date": closes.index[at],
                    "alternative_base": closes.index[at],
                    "months": 12,
                    "rise": float(rng.uniform(-0.2, 0.4)),
                },
            }
        )
        evidence = examine_claim(drawn, SHIPPED, resamples=100)
        came.append(decide(evidence.check).verdict == "supported")
        rates.append(next(e.value for e in evidence.estimates if "share of all dates" in e.name))
    expected = float(np.mean(np.array(rates, dtype=float)))
    spread = np.sqrt(expected * (1 - expected) / len(came))
    assert np.mean(came) == pytest.approx(expected, abs=4 * spread)


def test_a_figure_drawn_at_random_is_seldom_a_fact() -> None:
    """F: a claimed average between -50% and +100% is within 3 points on 4% to 8% of draws."""
    claim = find_claim(CLAIMS, "mom-04a")
    rng = np.random.default_rng(4)
    supported = 0
    for _ in range(FIGURES):
        claimed = float(rng.uniform(-0.5, 1.0))
        drawn = claim.model_copy(update={"parameters": {**claim.parameters, "claimed": claimed}})
        evidence = examine_claim(drawn, SHIPPED, resamples=100)
        supported += decide(evidence.check).verdict == "supported"
    assert 0 < supported <= MOST_OF_FIGURES


def test_odds_are_never_supported_by_one_outcome() -> None:
    """S: whatever odds, whatever came; and odds of 5% on what came are refuted."""
    claim = find_claim(CLAIMS, "slide-12")
    rng = np.random.default_rng(5)
    verdicts = set()
    for _ in range(DRAWS):
        up, side, down = rng.dirichlet([1.0, 1.0, 1.0])
        base = pd.Timestamp("1990-01-31") + pd.DateOffset(months=int(rng.integers(0, 400)))
        drawn = claim.model_copy(
            update={
                "parameters": {
                    "base_date": base,
                    "since": pd.Timestamp("1987-09-10"),
                    "odds": {"up": up, "sideways": side, "down": down},
                },
            }
        )
        evidence = examine_claim(drawn, SHIPPED, resamples=100)
        assert isinstance(evidence.check, ScenarioCheck)
        verdicts.add(decide(evidence.check).verdict)
    assert verdicts == {"inconclusive", "refuted"}
