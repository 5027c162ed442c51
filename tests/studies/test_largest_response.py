"""The largest response to conditions among all segments at hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from backtests.claims.examination import examine_claim
from backtests.claims.registry import find_claim, load_claims
from backtests.evidence.checks import MissingCheck, decide
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Context, Evidence
from backtests.inference import monte_carlo
from backtests.inference.samples import InsufficientData
from backtests.studies.measures.pairs import LARGE_FUND, SMALL_FUND
from backtests.studies.sensitivity import largest_response
from data_feeds.series.market import Market

WEEKS = 520


def weekly(values: np.ndarray) -> pd.DatetimeIndex:
    """Fridays, as many as values."""
    return pd.date_range("2001-01-05", periods=len(values), freq="W-FRI", name="date")


def prices(returns: np.ndarray) -> pd.DataFrame:
    """Closes of log returns."""
    return pd.DataFrame({"close": 100 * np.exp(np.cumsum(returns))}, index=weekly(returns))


def examine(responses: dict[str, float], *, noise: float = 0.002) -> Evidence:
    """The study of segments that fall so much (log) with one deviation of conditions."""
    rng = np.random.default_rng(4)
    moves, market = rng.normal(0, 0.1, WEEKS), rng.normal(0.001, 0.02, WEEKS)
    spread = rng.normal(0, 0.1, WEEKS)
    frames = {
        name: prices(market - fall * moves / 0.1 + rng.normal(0, noise, WEEKS))
        for name, fall in responses.items()
    }
    index = weekly(moves)
    return largest_response.examine(
        Context(pd.Timestamp("2026-01-01"), monte_carlo.generator("response"), 0),
        small=frames.pop("small caps"),
        large=prices(market),
        conditions=pd.DataFrame({"value": np.cumsum(moves)}, index=index),
        high_yield=pd.DataFrame({"value": 5 + np.cumsum(spread)}, index=index),
        baa=pd.DataFrame({"value": 5 + np.cumsum(spread)}, index=index),
        others=frames,
    )


def alone(evidence: Evidence) -> EffectCheck:
    """The check of a claim alone in its family."""
    check = evidence.check
    assert isinstance(check, EffectCheck)
    return replace(check, p_adjusted=check.p, p_opposite_adjusted=check.p_opposite)


def test_the_difference_from_the_second_is_the_effect() -> None:
    """Falls of 1.0%, 0.6% and 0.2% and none of large caps: 0.4 points over mid caps."""
    found = examine({"small caps": 0.010, "mid caps": 0.006, "energy": 0.002})
    assert alone(found).effect == pytest.approx(0.004, abs=0.0005)
    assert found.estimates[0].note.startswith("the largest other response is that of mid caps")


def test_large_caps_are_one_of_the_others() -> None:
    """Segments that rise when conditions tighten: small caps are compared with large caps."""
    found = examine({"small caps": 0.005, "utilities": -0.010})
    assert alone(found).effect == pytest.approx(0.005, abs=0.0005)
    assert "is that of large caps" in found.estimates[0].note


def test_the_largest_p_and_the_corrected_bound_count() -> None:
    """Two others and large caps: p is that of the nearest, the opposite p three times the least."""
    found = examine({"small caps": 0.010, "mid caps": 0.0099, "energy": 0.002}, noise=0.01)
    contest_p = alone(found).p
    without = examine({"small caps": 0.010, "energy": 0.002}, noise=0.01)
    assert contest_p > alone(without).p
    assert contest_p > 0.05
    assert alone(found).p_opposite <= 1


def test_responses_that_differ_clearly_decide() -> None:
    """Largest by far, second by far."""
    largest = examine({"small caps": 0.010, "mid caps": 0.004})
    assert decide(alone(largest)).verdict == "supported"
    second = examine({"small caps": 0.004, "financials": 0.010})
    assert alone(second).p_opposite < 0.001
    assert alone(second).upper < 0


def test_small_and_large_cap_funds_are_no_segments() -> None:
    """They serve the robustness gate; without a segment there is nothing to compare with."""
    with pytest.raises(InsufficientData, match="no fund of another segment"):
        examine({"small caps": 0.01, SMALL_FUND: 0.01, LARGE_FUND: 0.0})


def test_financials_respond_most_on_the_snapshot(snapshot_market: Market) -> None:
    """0.51 points against 0.42 of small caps: not the largest, and not clearly smaller."""
    claim = find_claim(load_claims(), "srg-07")
    found = examine_claim(claim, snapshot_market, resamples=0)
    assert "is that of financials" in found.estimates[0].note
    by_name = {e.name: e.value for e in found.estimates}
    name = "relative fall of {} when both tighten by one standard deviation"
    assert by_name[name.format("small caps")] == pytest.approx(0.0042, abs=0.0001)
    assert by_name[name.format("financials")] == pytest.approx(0.0051, abs=0.0001)
    assert decide(alone(found)).verdict == "inconclusive"


def test_without_funds_there_is_no_data(reference_market: Market) -> None:
    """A source that has the indexes alone."""
    claim = find_claim(load_claims(), "srg-07")
    funds = set(claim.optional.values())
    kept = {name: load for name, load in reference_market.loaders.items() if name not in funds}
    found = examine_claim(claim, replace(reference_market, loaders=kept, used={}), resamples=0)
    assert isinstance(found.check, MissingCheck)
