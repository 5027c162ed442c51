"""Shares of six courses of a year, and which of them is the most frequent."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from backtests.evidence.checks import decide
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Context, Evidence
from backtests.inference import monte_carlo
from backtests.inference.samples import InsufficientData
from backtests.studies.declines import sideways_regime
from backtests.studies.declines.sideways_regime import CELLS, cells, separation_p
from data_feeds.series.market import Market


def context_of(resamples: int = 400) -> Context:
    """A context with few draws."""
    return Context(pd.Timestamp("2026-01-01"), monte_carlo.generator("courses"), resamples)


def years_of(*courses: tuple[float, float], repeat: int = 1) -> pd.DataFrame:
    """Years of 252 days, each with a log return and a daily swing up and down."""
    steps = [
        drift / 252 + swing * (-1) ** day for drift, swing in courses * repeat for day in range(252)
    ]
    index = pd.bdate_range("1985-01-01", periods=len(steps) + 1, name="date")
    return pd.DataFrame({"close": 100 * np.exp(np.concatenate([[0], np.cumsum(steps)]))}, index)


def examine(bars: pd.DataFrame) -> Evidence:
    """The study with the limit of the claim."""
    return sideways_regime.examine(context_of(), bars=bars, limit=0.10)


def verdict_of(evidence: Evidence) -> str:
    """The verdict of a claim alone in its family."""
    check = evidence.check
    assert isinstance(check, EffectCheck)
    return decide(replace(check, p_adjusted=check.p, p_opposite_adjusted=check.p_opposite)).verdict


def test_a_window_has_one_of_six_courses() -> None:
    """Beyond 10% up, within, beyond 10% down; the median volatility of 1 to 6 is 3.5."""
    returns = np.array([0.11, 0.10, -0.11, 0.11, -0.10, -0.11])
    found = cells(returns, np.array([1.0, 2, 3, 4, 5, 6]), limit=0.10)
    assert [CELLS[at] for at in found] == [
        "rising and calm",
        "sideways and calm",
        "falling and calm",
        "rising and volatile",
        "sideways and volatile",
        "falling and volatile",
    ]


@pytest.mark.parametrize(("distance", "p"), [(3.0, 0.25), (1.0, 0.5), (0.0, 0.75), (-3.0, 1.0)])
def test_intervals_are_apart_from_the_least_level_on(distance: float, p: float) -> None:
    """Ends of three draws each are 2, 0 and -2 apart: below the distance from the first on."""
    spread = np.array([-1.0, 0.0, 1.0])
    assert separation_p(spread, spread, distance) == p


def test_the_shares_of_all_six_add_to_one() -> None:
    """The claimed one first, the other five after it."""
    found = examine(years_of((0.2, 0.005), (0.0, 0.02), (-0.2, 0.02), repeat=6))
    shares = [e.value or 0.0 for e in found.estimates[:6]]
    assert sum(shares) == pytest.approx(1)
    assert found.estimates[0].name == sideways_regime.STATISTIC


def test_mostly_volatile_and_sideways_years_support_the_claim() -> None:
    """Calm rising years in between are the second; volatility is higher in the other ones."""
    rng = np.random.default_rng(2)
    courses = tuple(
        (0.25, 0.004) if at % 5 == 4 else (0.0, float(rng.uniform(0.012, 0.02))) for at in range(40)
    )
    found = examine(years_of(*courses))
    assert isinstance(found.check, EffectCheck)
    assert found.check.effect > 0
    assert found.check.p <= 0.05


def test_a_market_that_always_rises_refutes_the_claim() -> None:
    """Its windows are rising, calm or volatile, and none is sideways."""
    rng = np.random.default_rng(3)
    courses = tuple((0.3, float(rng.uniform(0.004, 0.02))) for _ in range(40))
    found = examine(years_of(*courses))
    assert found.estimates[0].value == 0
    assert verdict_of(found) == "refuted"


def test_every_definition_can_refute() -> None:
    """Limits, windows and starts, each with an upper bound and a p in both directions."""
    found = examine(years_of((0.2, 0.005), (0.0, 0.02), (-0.2, 0.02), repeat=10))
    assert found.curve is not None
    assert set(found.curve.options) == {"limit", "windows of", "record"}
    assert all(np.isfinite(s.upper) and 0 < s.p_opposite <= 1 for s in found.curve.specifications)


def test_two_years_are_too_few() -> None:
    """Three windows that do not overlap are needed."""
    with pytest.raises(InsufficientData, match="3 years"):
        examine(years_of((0.2, 0.01), repeat=2))


def test_the_snapshot_has_the_shares_of_an_independent_computation(
    snapshot_market: Market,
) -> None:
    """18.0% volatile and sideways, 32.0% rising and calm."""
    found = examine(snapshot_market.series("RUT"))
    first = found.estimates[0]
    assert first.value == pytest.approx(0.180, abs=0.002)
    assert first.baseline == pytest.approx(0.320, abs=0.002)
    assert first.against == "the share that is rising and calm"
