"""Gains of cohort rules: their bootstrap, and the studies that use it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from backtests.claims.examination import examine_claim
from backtests.claims.registry import find_claim, load_claims
from backtests.evidence.checks import decide
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.verdicts import Verdict
from backtests.inference import samples
from backtests.inference.cohort_bootstrap import (
    bad_gain,
    bad_outcome,
    compare,
    mean,
    mean_gain,
    resamples,
)
from backtests.studies.rules import averaging_down, staged_entry, waiting
from backtests.studies.rules.cohort_gain import annual_ratio
from data_feeds.series.market import Market

YEAR = 12
ALL = np.ones(240, dtype=np.bool_)


def test_bad_outcomes_are_quantiles_of_repeated_cohorts() -> None:
    """A cohort drawn three times counts three times, and its columns share its weight."""
    rng = np.random.default_rng(1)
    weights = rng.integers(0, 4, (20, 60)).astype(float)
    for values in (rng.normal(size=60), rng.normal(size=(60, 5))):
        expected = [
            np.quantile(np.repeat(values, row.astype(int), axis=0), 0.05, method="inverted_cdf")
            for row in weights
        ]
        assert bad_outcome(values, weights) == pytest.approx(expected)
        means = [np.repeat(values, row.astype(int), axis=0).mean() for row in weights]
        assert mean(values, weights) == pytest.approx(means)


def test_cohorts_are_drawn_in_blocks_as_long_as_the_window() -> None:
    """As many as there are; a cohort comes mostly with the one that started a month before."""
    drawn = resamples(np.random.default_rng(1), size=240, window=252, draws=500)
    assert (drawn.counts.sum(axis=1) == 240).all()
    assert drawn.block == YEAR
    neighbours = np.corrcoef(drawn.counts[:, :-1].ravel(), drawn.counts[:, 1:].ravel())[0, 1]
    assert neighbours == pytest.approx(1 - 1 / YEAR, abs=0.05)


def overlapping(rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Differences of two rules over windows of twelve months, without any gain."""
    return np.convolve(rng.normal(size=ALL.size + YEAR - 1), np.ones(YEAR), "valid")


def test_no_gain_is_rarely_called_one() -> None:
    """At 5%, at most 9% of 200 data sets; a gain of the detectable size is found in most."""
    rng = np.random.default_rng(1)
    drawn = resamples(rng, size=ALL.size, window=252, draws=500)
    zero = np.zeros(ALL.size)
    planted = 2.487 * np.sqrt(YEAR) / np.sqrt(ALL.size / YEAR)
    false = found = 0
    for _ in range(200):
        values = overlapping(rng)
        false += compare(mean_gain(values, zero), drawn, ALL).p <= 0.05
        found += compare(mean_gain(values + planted, zero), drawn, ALL).p <= 0.05
    assert false <= 18
    assert found >= 130


def test_a_rule_must_be_better_than_each_of_the_others() -> None:
    """The smaller gain counts, with the larger p; one of two below zero is against it."""
    rng = np.random.default_rng(1)
    drawn = resamples(rng, size=ALL.size, window=252, draws=500)
    rule = rng.normal(size=ALL.size)
    worse, equal = rule - 1, rule + rng.normal(0, 0.01, ALL.size)
    both = compare(bad_gain(rule, (worse, equal)), drawn, ALL)
    one, other = (compare(bad_gain(rule, (x,)), drawn, ALL) for x in (worse, equal))
    assert both.gain == min(one.gain, other.gain) == other.gain
    assert both.p == max(one.p, other.p)
    assert one.p < 0.01
    assert compare(bad_gain(worse, (rule, equal)), drawn, ALL).p_opposite < 0.02


def test_cohorts_of_two_windows_decide_nothing() -> None:
    """Refused with the count."""
    drawn = resamples(np.random.default_rng(1), size=ALL.size, window=252, draws=100)
    few = np.arange(ALL.size) < 2 * YEAR
    with pytest.raises(samples.InsufficientData, match="24 cohorts of 12 months each"):
        compare(mean_gain(np.ones(ALL.size), np.zeros(ALL.size)), drawn, few)


def test_a_ratio_a_year_of_a_difference() -> None:
    """Mean 1, deviation 2 over half a year; none if the rules never differ."""
    assert annual_ratio(np.array([-1.0, 1, 3]), window=126) == pytest.approx(np.sqrt(2) / 2)
    assert annual_ratio(np.zeros(3), window=126) is None


Frames = dict[str, pd.DataFrame]


def world(
    moves: np.ndarray[tuple[int], np.dtype[np.float64]],
    calm: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> Frames:
    """Return a fund with daily log returns `moves`, and a rate that falls on calm days."""
    days = pd.bdate_range("2000-01-03", periods=moves.size)
    close = 100 * np.exp(np.cumsum(moves))
    open_ = np.concatenate([[100.0], close[:-1]])
    bars = pd.DataFrame(
        {
            "open": open_,
            "high": np.maximum(open_, close),
            "low": np.minimum(open_, close),
            "close": close,
        },
        index=days,
    )
    bars.attrs["frequency"] = "daily"
    rate = pd.DataFrame({"value": 5 + np.cumsum(np.where(calm, -0.01, 0.01))}, index=days)
    return {
        "fund": bars,
        "adjusted": bars[["close"]],
        "high_yield": rate,
        "baa": rate,
        "bills": pd.DataFrame({"value": 2.0}, index=days),
    }


def context() -> Context:
    """Return settings as of the end of the data, with a few hundred draws."""
    return Context(pd.Timestamp("2024-01-01"), np.random.default_rng(1), 400)


def check_of(evidence: Evidence) -> EffectCheck:
    """The check that decides."""
    assert isinstance(evidence.check, EffectCheck)
    return evidence.check


def verdict(evidence: Evidence) -> Verdict:
    """Return the verdict without adjustment for other claims."""
    check = check_of(evidence)
    return decide(replace(check, p_adjusted=check.p)).verdict


def weather(days: int = 6_000) -> Frames:
    """Return a fund that rises and falls for two years in turn, with noise."""
    rng = np.random.default_rng(1)
    calm = (np.arange(days) // 504) % 2 == 0
    return world(np.where(calm, 0.003, -0.003) + rng.normal(0, 0.002, days), calm)


def test_waiting_is_supported_where_it_pays() -> None:
    """The fund rises while yields and spreads fall, and falls otherwise."""
    given = weather()
    found = waiting.examine(context(), bars=given["fund"], two_year=given["baa"], **given)
    assert verdict(found) == "supported"
    assert check_of(found).robustness is not None
    assert len(found.trials) == 24


def test_waiting_is_not_supported_where_signals_say_nothing() -> None:
    """The same fund, with the yields of another: no better than random waits."""
    given = weather()
    calm = np.random.default_rng(2).random(6_000 // 60) < 0.5
    other = world(np.zeros(6_000), np.repeat(calm, 60))["baa"]
    frames = {**given, "high_yield": other, "baa": other}
    bars = world(np.full(6_000, 0.001), calm.repeat(60))["fund"]
    found = waiting.examine(context(), bars=bars, two_year=other, **frames)
    assert verdict(found) != "supported"


def test_adding_to_losses_pays_where_falls_turn() -> None:
    """A fall of 25% every other year, made good in the months after: selling is refuted."""
    days = np.arange(6_000)
    falling = days % 504 < 60
    moves = np.where(falling, np.log(0.70) / 60, -np.log(0.70) / 444)
    found = averaging_down.examine(context(), **world(moves, ~falling))
    assert check_of(found).effect < 0
    assert verdict(found) == "refuted"


def test_selling_by_the_spread_pays_where_falls_go_on() -> None:
    """Three years that rise by 60%, then two of wider spreads that fall by 60%: most is sold."""
    falling = np.arange(6_000) % 1_260 >= 756
    moves = np.where(falling, np.log(0.4) / 504, np.log(1.6) / 756)
    found = averaging_down.examine(context(), **world(moves, ~falling))
    check = check_of(found)
    assert check.effect > 0.005
    assert check.p < 0.01
    assert found.estimates[0].name == "log wealth, selling half less holding as much on average"


def test_a_smaller_exposure_alone_is_no_gain() -> None:
    """A fund that falls evenly: selling beats adding by far, but not holding as little all along.

    The two hold as much on average of a fund whose return is the same every day.
    """
    moves = np.full(6_000, np.log(2 / 3) / 252)
    found = averaging_down.examine(context(), **world(moves, np.zeros(6_000, dtype=np.bool_)))
    by_name = {e.name: e.value or 0.0 for e in found.estimates}
    assert by_name["log wealth, selling half less adding"] > 0.05
    assert abs(check_of(found).effect) < 0.05


def test_every_definition_of_a_cohort_rule_can_refute() -> None:
    """Each has an upper bound and a p in both directions, also without each year."""
    falling = np.arange(6_000) % 504 < 60
    moves = np.where(falling, np.log(0.70) / 60, -np.log(0.70) / 444)
    found = averaging_down.examine(context(), **world(moves, ~falling))
    assert found.curve is not None
    assert all(np.isfinite(s.upper) and s.p_opposite <= 1 for s in found.curve.specifications)
    assert {s.p_opposite for s in found.curve.specifications} != {1.0}


def test_rules_that_never_part_are_not_tested() -> None:
    """A fund that only rises."""
    moves = np.full(3_000, 0.0005)
    with pytest.raises(samples.InsufficientData, match="the rules part in none of"):
        averaging_down.examine(context(), **world(moves, moves > 0))


def test_parts_are_between_a_lump_sum_and_bills() -> None:
    """The gain is the smaller of the two, in a fund that rises steadily: a lump sum earns more."""
    given = weather()
    found = staged_entry.examine(context(), bars=given["fund"], two_year=given["baa"], **given)
    by_name = {e.name: e.value for e in found.estimates}
    gains = [by_name[f"5% quantile, six monthly parts less {x}"] for x in ("a lump sum", "waiting")]
    assert check_of(found).effect == min(g for g in gains if g is not None)


@pytest.fixture(scope="module")
def judged(snapshot_market: Market) -> dict[str, Evidence]:
    """The three claims on the snapshot."""
    claims = load_claims()
    return {
        name: examine_claim(find_claim(claims, name), snapshot_market, resamples=400)
        for name in ("slide-14", "slide-15", "slide-22")
    }


def test_cohorts_of_the_fund_are_all_there(
    judged: dict[str, Evidence], snapshot_market: Market
) -> None:
    """Months from June 2000 whose bill yields are known; the lump sum agrees with pandas."""
    assert judged["slide-22"].notes[0].startswith("cohorts start each month from 2000-06 to ")
    prices, bars = snapshot_market.series("IWM_ADJ")["close"], snapshot_market.series("IWM")
    bought = (bars["open"] * prices / bars["close"]).shift(-1)
    returns = prices.shift(-252) / (bought * 1.0005) - 1
    months = pd.DatetimeIndex(prices.index).to_period("M")
    first = returns[~months.duplicated()].iloc[1:]
    end = snapshot_market.series("DGS3MO").index[-1]
    whole = first[pd.Series(prices.index, prices.index).shift(-252)[first.index] <= end]
    lump = next(e for e in judged["slide-22"].estimates if e.name == "a lump sum: mean return")
    assert lump.n in (len(whole), len(whole) + 1)
    # A night in bills comes before the first open.
    assert lump.value == pytest.approx(float(whole.mean()), abs=0.002)


def test_every_gain_went_through_the_gate(judged: dict[str, Evidence]) -> None:
    """Years left out, definitions, the least effect that could be found, and all rules logged."""
    for evidence in judged.values():
        check = check_of(evidence)
        assert check.robustness is not None
        assert len(check.robustness.leave_one_out) >= 14
        assert check.robustness.definitions > 60
        assert check.detectable is not None
        assert len(evidence.trials) >= 24
        assert any(e.name.endswith("without 2020") for e in evidence.estimates)


def test_selling_after_a_loss_has_the_figures_of_an_independent_computation(
    snapshot_market: Market,
) -> None:
    """Cohorts to 2021: -0.81 log points at equal exposure, -7.3 from adding; quantiles of 5%."""
    claim = find_claim(load_claims(), "slide-14")
    # The windows of the cohorts of December 2021 end in December 2023.
    market = replace(snapshot_market, as_of=pd.Timestamp("2023-12-15"), used={})
    series = {name: market.series(source) for name, source in claim.data.items()}
    found = averaging_down.examine(context(), **series)
    by_name = {e.name: e.value or 0.0 for e in found.estimates}
    assert check_of(found).effect == pytest.approx(-0.0081, abs=0.0003)
    assert by_name["log wealth, selling half less adding"] == pytest.approx(-0.073, abs=0.001)
    assert by_name["selling half: 5% quantile"] == pytest.approx(0.945 - 1, abs=0.002)
    assert by_name["adding: 5% quantile"] == pytest.approx(0.908 - 1, abs=0.002)


@pytest.mark.parametrize("claim", ["slide-14", "slide-15", "slide-22"])
def test_every_cohort_is_a_row(claim: str, snapshot_market: Market) -> None:
    """First and last day, what rule and benchmark made, and the difference that they average to."""
    evidence = examine_claim(find_claim(load_claims(), claim), snapshot_market, resamples=100)
    assert len(evidence.events) == evidence.estimates[0].n
    for row in evidence.events:
        start, end, ours, other, difference = row.values()
        assert (end - start).days > 360  # type: ignore[operator]
        assert difference == pytest.approx(ours - other)  # type: ignore[operator]
    stated = {e.name: e.value for e in evidence.estimates}
    name = {"slide-14": "selling half", "slide-15": "waiting", "slide-22": "six monthly parts"}[
        claim
    ]
    average = np.mean([row["return"] for row in evidence.events])  # type: ignore[arg-type]
    assert average == pytest.approx(stated[f"{name}: mean return"])
