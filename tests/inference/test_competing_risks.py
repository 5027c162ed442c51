"""Shares at target and stop by bars held: METHODS 6.6, a count by hand, Kaplan-Meier."""

from __future__ import annotations

import json

import numpy as np
import pytest
from scipy import stats

from backtests.engine.fills import Cause
from backtests.engine.prepared_bars import PreparedBars
from backtests.inference import monte_carlo
from backtests.inference.competing_risks import Wait, curve, wait
from backtests.report.json import breakout
from backtests.report.terminal import breakout as display
from backtests.runtime import serialization
from backtests.studies.breakouts import hit_rate
from backtests.studies.breakouts.latest_signal import analyse_trades
from backtests.studies.breakouts.rules import BreakoutRules
from data_feeds.series.market import Market

CAUSES: tuple[Cause, ...] = ("target", "stop", "timeout", "open")
SIX_BARS = [2, 3, 3, 4, 5, 6]
SIX: list[Cause] = ["target", "stop", "open", "target", "stop", "open"]


def by_hand(bars: list[int], causes: list[Cause], cause: Cause) -> dict[int, float]:
    """Follow everybody bar by bar: those still in it, times the share of them that ends so."""
    found, still_in, total = {}, 1.0, 0.0
    for bar in range(1, max(bars) + 1):
        at_risk = sum(held >= bar for held in bars)
        ended = [c for held, c in zip(bars, causes, strict=True) if held == bar]
        total += still_in * ended.count(cause) / at_risk
        still_in *= 1 - (ended.count("target") + ended.count("stop")) / at_risk
        found[bar] = total
    return found


def random_events(seed: int, n: int) -> tuple[list[int], list[Cause]]:
    """Many ties, of events with each other and with censoring."""
    rng = np.random.default_rng(seed)
    return rng.integers(1, 15, n).tolist(), [CAUSES[i] for i in rng.integers(0, 4, n)]


def test_competing_risks_match_the_known_answer() -> None:
    """METHODS 6.6; the wrong 1 - KM would give 4/9 at the target."""
    found = curve(SIX_BARS, SIX, rng=np.random.default_rng(0), n_eff=6, draws=0)
    assert found.bars.tolist() == [2, 3, 4, 5]
    assert found.target == pytest.approx([1 / 6, 1 / 6, 7 / 18, 7 / 18], abs=1e-15)
    assert found.stop == pytest.approx([0, 1 / 6, 1 / 6, 7 / 18], abs=1e-15)
    assert 1 - found.target[-1] - found.stop[-1] == pytest.approx(2 / 9, abs=1e-15)


@pytest.mark.parametrize("seed", range(20))
def test_shares_match_a_count_by_hand(seed: int) -> None:
    """Random events with ties, 2 to 40 of them."""
    bars, causes = random_events(seed, 2 * seed + 2)
    found = curve(bars, causes, rng=np.random.default_rng(0), n_eff=2, draws=0)
    target, stop = by_hand(bars, causes, "target"), by_hand(bars, causes, "stop")
    assert found.target == pytest.approx([target[bar] for bar in found.bars.tolist()])
    assert found.stop == pytest.approx([stop[bar] for bar in found.bars.tolist()])
    assert set(found.bars.tolist()) == {
        held for held, cause in zip(bars, causes, strict=True) if cause in ("target", "stop")
    }


@pytest.mark.parametrize("seed", range(5))
def test_without_stops_the_share_is_one_less_kaplan_meier(seed: int) -> None:
    """scipy.stats.ecdf on censored data."""
    bars, causes = random_events(seed, 30)
    alone: list[Cause] = ["target" if cause == "target" else "open" for cause in causes]
    found = curve(bars, alone, rng=np.random.default_rng(0), n_eff=10, draws=0)
    hits = [held for held, cause in zip(bars, alone, strict=True) if cause == "target"]
    others = [held for held, cause in zip(bars, alone, strict=True) if cause == "open"]
    theirs = stats.ecdf(stats.CensoredData(uncensored=hits, right=others)).sf
    assert found.target == pytest.approx(1 - theirs.evaluate(found.bars))
    assert not found.stop.any()


def test_a_timeout_is_no_event_and_no_miss_before_its_bar() -> None:
    """Two of four hit by bar 9 and two run out at 20: a half, at 9 and at 20."""
    found = curve(
        [4, 9, 20, 20],
        ["target", "target", "timeout", "timeout"],
        rng=np.random.default_rng(0),
        n_eff=4,
        draws=0,
    )
    assert found.target.tolist() == [0.25, 0.5]
    after = found.at(20)
    assert after is not None
    assert after[0].value == 0.5
    assert found.at(21) is None


def test_the_curve_is_read_between_its_steps() -> None:
    """Nothing before the first event; the last value for ever where everybody ended."""
    found = curve([4, 9], ["target", "stop"], rng=np.random.default_rng(0), n_eff=2, draws=50)
    read = [found.at(bars) for bars in (3, 4, 8, 1000)]
    assert [(t.value, s.value) for t, s in (r for r in read if r)] == [
        (0, 0),
        (0.5, 0),
        (0.5, 0),
        (0.5, 0.5),
    ]


def test_bands_hold_the_curve_and_spread_as_a_share_does() -> None:
    """300 separate events without censoring: binomial errors of a share at the last bar."""
    rng = np.random.default_rng(1)
    causes: list[Cause] = ["target" if hit else "stop" for hit in rng.random(300) < 0.3]
    found = curve(rng.integers(1, 50, 300), causes, rng=rng, n_eff=300)
    assert (found.target_band[0] <= found.target).all()
    assert (found.target <= found.target_band[1]).all()
    low, high = found.target_band[:, -1]
    share = found.target[-1]
    assert high - low == pytest.approx(2 * 1.96 * np.sqrt(share * (1 - share) / 300), rel=0.1)


def test_no_hit_yet_is_not_certainty() -> None:
    """Wilson's interval at n_eff 29: 0 of 29 reach to 11.7%, 4 of 29 from 5.5% to 30.6% (6.10)."""
    causes: list[Cause] = ["target"] * 4 + ["stop"] * 25
    found = curve(np.arange(11, 40), causes, rng=np.random.default_rng(0), n_eff=29)
    before = found.at(10)
    assert before is not None
    assert (before[0].low, before[0].high) == pytest.approx((0, 0.1170), abs=5e-5)
    low, high = found.target_band[:, -1]
    assert low <= 0.0550 + 5e-5
    assert high >= 0.3056 - 5e-5


def test_events_that_share_a_window_widen_the_bands() -> None:
    """Runs of ten events that end alike: with n_eff 30 the band is about three times as wide."""
    runs = np.random.default_rng(2).random(30) < 0.5
    causes: list[Cause] = ["target" if hit else "stop" for hit in np.repeat(runs, 10)]
    apart, together = (
        curve(np.full(300, 5), causes, rng=np.random.default_rng(3), n_eff=n_eff).target_band
        for n_eff in (300, 30)
    )
    width, wide = (float(band[1, 0] - band[0, 0]) for band in (apart, together))
    assert 2 < wide / width < 3.5


def test_the_same_seed_gives_the_same_bands() -> None:
    """And another seed others."""
    bars, causes = random_events(3, 40)
    first, again, other = (
        curve(bars, causes, rng=np.random.default_rng(seed), n_eff=12).target_band
        for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_without_events_there_is_no_curve() -> None:
    """Nobody followed, or everybody still open."""
    none: list[Cause] = []
    assert curve([], none, rng=np.random.default_rng(0), n_eff=0).at(1) is None
    found = curve([3, 7], ["open", "open"], rng=np.random.default_rng(0), n_eff=2)
    assert found.bars.size == 0
    at = found.at(7)
    assert at is not None
    assert at[0].value == at[1].value == 0
    assert found.at(8) is None


def test_quartiles_are_those_of_the_hits() -> None:
    """Stops and open events have no place in them; none without a hit."""
    assert wait([1, 11, 3, 21, 90], ["stop", "target", "open", "target", "timeout"]) == Wait(
        n=2, lower=13.5, median=16, upper=18.5
    )
    assert wait([1], ["stop"]) is None


def test_the_study_shows_its_curve_with_bands(
    reference_market: Market, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the JSON a row a bar, on the terminal two lines and one on the hits."""
    bars = reference_market.series("RUT")
    study = hit_rate.study(
        PreparedBars.of(bars),
        BreakoutRules(target="mm-c"),
        rng=monte_carlo.generator("x"),
        draws=50,
        seed_record=174.44,
        band_draws=100,
    )
    content = breakout.breakout_json(
        study, None, reference_market, symbol="RUT", as_of=reference_market.as_of
    )
    summary = json.loads(serialization.to_text(content))["summary"]
    rows = summary["incidence"]
    assert set(rows[0]) == {"bars", "target", "stop", "target_band", "stop_band"}
    assert all(r["target_band"][0] <= r["target"] <= r["target_band"][1] for r in rows)
    assert summary["bars_to_target"]["n"] == summary["hits"]
    display.print_details(study, analyse_trades(PreparedBars.of(bars), study))
    shown = " ".join(capsys.readouterr().out.split())
    assert "at the target (95% band) after 4 bars " in shown
    assert "stopped (95% band) after 4 bars " in shown
    assert f"time to target, {summary['hits']} hit" in shown
