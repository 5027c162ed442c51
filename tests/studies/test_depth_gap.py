"""Maximum drawdowns within common windows, and the two claims that they decide."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtests.evidence.checks import decide
from backtests.evidence.conjunction_check import ConjunctionCheck, deciding_effect
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.robustness import LeftOut
from backtests.evidence.specification_curve import Specification
from backtests.inference import monte_carlo
from backtests.inference.path_bootstrap import common_closes
from backtests.inference.samples import InsufficientData
from backtests.studies.declines import decline_depth
from backtests.studies.measures.depth_gap import (
    calendar_years,
    deepest_drawdown,
    depth_gap,
    windows_of,
)
from backtests.studies.relative import capture
from data_feeds.series.market import Market
from signals.declines import window_drawdowns


def context_of(resamples: int = 200) -> Context:
    """A context with few draws."""
    return Context(pd.Timestamp("2026-01-01"), monte_carlo.generator("depth"), resamples)


def bars_of(values: np.ndarray, *, start: str = "2003-01-01") -> pd.DataFrame:
    """Closes on business days."""
    index = pd.bdate_range(start, periods=len(values), name="date")
    return pd.DataFrame({"close": np.asarray(values, dtype=float)}, index=index)


def pair(years: int, *, times: float, seed: int = 4) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Large caps that walk at random, and small caps that move `times` as much each day."""
    steps = np.random.default_rng(seed).normal(0.0003, 0.01, 252 * years)
    return bars_of(100 * np.exp(np.cumsum(times * steps))), bars_of(100 * np.exp(np.cumsum(steps)))


def slowly(closes: np.ndarray, length: int) -> list[float]:
    """Return the drawdowns by looking at every pair of closes of every window."""
    return [
        max(
            0.0,
            *(
                1 - closes[j] / closes[i]
                for i in range(at, at + length)
                for j in range(i, at + length)
            ),
        )
        for at in range(len(closes) - length + 1)
    ]


@settings(max_examples=60, deadline=None)
@given(
    closes=st.lists(st.floats(1, 100), min_size=2, max_size=40),
    length=st.integers(2, 12),
)
def test_window_drawdowns_match_every_pair_of_closes(closes: list[float], length: int) -> None:
    """For any closes and windows; none if the record is shorter than a window."""
    values = np.array(closes)
    assert window_drawdowns(values, length=length) == pytest.approx(slowly(values, length))


def test_the_drawdown_of_a_window_on_paper() -> None:
    """100, 80, 100, 95, 76 in threes: 20%, then 100 to 95 is 5%, then 100 to 76 is 24%."""
    closes = np.array([100.0, 80, 100, 95, 76])
    assert window_drawdowns(closes, length=3) == pytest.approx([0.20, 0.05, 0.24])
    assert window_drawdowns(closes, length=5) == pytest.approx([0.24])


def test_windows_are_common_and_count_once_where_they_do_not_overlap() -> None:
    """Three years of 252 closes: 505 windows, of which three share no close."""
    windows = windows_of(common_closes(*pair(3, times=1.5)))
    assert windows.small.size == 3 * 252 - 251
    assert windows.n_eff == 3
    assert (windows.last[0] - windows.first[0]).days > 350


def test_a_year_is_left_out_with_every_window_that_contains_a_day_of_it() -> None:
    """Windows from 2003 to 2006 without 2004: those of 2003, and those that start in 2005."""
    windows = windows_of(common_closes(*pair(3, times=1.5)))
    kept = windows.keep(windows.outside(2004))
    assert set(kept.first.year) | set(kept.last.year) <= {2003, 2005}
    assert kept.first.size < windows.first.size - 252


def test_the_effect_is_the_difference_of_the_mean_depths() -> None:
    """The first point of the curve has the effect and the p of the check."""
    closes = common_closes(*pair(8, times=1.5))
    gap = depth_gap(context_of(), closes)
    ours, theirs = (window_drawdowns(closes[c].to_numpy(), length=252).mean() for c in closes)
    assert gap.effect().effect == pytest.approx(ours - theirs)
    first = gap.curve().specifications[0]
    assert (first.effect, first.p) == (gap.effect().effect, gap.effect().p)
    mirrored = gap.claimed_shallower.effect()
    assert mirrored.effect == -gap.effect().effect
    assert mirrored.p_opposite == pytest.approx(gap.effect().p)


def test_every_point_can_refute_as_well_as_support() -> None:
    """Each has an upper bound and a p in both directions."""
    gap = depth_gap(context_of(), common_closes(*pair(8, times=1.5)))
    points: list[LeftOut | Specification] = [*gap.curve().specifications, *gap.left_out()]
    assert all(np.isfinite(point.upper) and point.p_opposite < 1.01 for point in points)
    assert all(abs(point.p + point.p_opposite - 1) < 0.02 for point in points)


def test_indexes_that_move_alike_differ_in_nothing() -> None:
    """No difference anywhere: p is 1 in both directions."""
    gap = depth_gap(context_of(), common_closes(*pair(4, times=1.0))).effect()
    assert (gap.effect, gap.p, gap.p_opposite) == (0, 1, 1)


def test_calendar_years_are_compared_one_by_one() -> None:
    """In the first year small caps fall from 100 to 80, in the second large caps do."""
    index = pd.DatetimeIndex(["2001-01-02", "2001-06-01", "2002-01-02", "2002-06-03"])
    closes = pd.DataFrame(
        {"small": [100.0, 80, 100, 90], "large": [100.0, 90, 100, 80]}, index=index
    )
    found = calendar_years(closes)
    assert (found.value, found.n) == (0.5, 2)


def test_the_deepest_drawdown_is_that_of_the_record() -> None:
    """From 100 to 40 within small caps, across windows of any length."""
    index = pd.date_range("2001-01-01", periods=4, freq="YS")
    closes = pd.DataFrame(
        {"small": [100.0, 70, 40, 90], "large": [100.0, 90, 100, 120]}, index=index
    )
    found = deepest_drawdown(closes)
    assert (found.value, found.baseline) == pytest.approx((0.6, 0.1))


def test_a_record_shorter_than_a_year_is_refused() -> None:
    """There is no window to compare."""
    with pytest.raises(InsufficientData, match="closes common to both indexes"):
        common_closes(*pair(1, times=1.5))


def alone(evidence: Evidence) -> EffectCheck:
    """The deciding effect of a claim that is alone in its family."""
    check = deciding_effect(evidence.check)
    assert check is not None
    return replace(check, p_adjusted=check.p, p_opposite_adjusted=check.p_opposite)


def test_small_caps_that_move_twice_as_much_support_deeper_drawdowns() -> None:
    """Twenty years, each of them with deeper falls."""
    small, large = pair(20, times=2.0)
    found = decline_depth.examine(context_of(), small=small, large=large)
    assert decide(alone(found)).verdict == "supported"
    assert found.curve is not None
    assert set(found.curve.options) == {"windows of", "closes", "summary"}


def test_the_truncated_mean_of_declines_stays_beside_the_verdict() -> None:
    """It is named as truncated and counts the declines of each index."""
    small, large = pair(20, times=2.0)
    found = decline_depth.examine(context_of(), small=small, large=large)
    (row,) = [e for e in found.estimates if "own declines" in e.name]
    assert "truncated at 10%" in row.name
    assert "of the Russell 2000" in row.note and "of the S&P 500" in row.note


def test_small_caps_that_move_twice_as_much_refute_resilience() -> None:
    """Deeper drawdowns decide; the downside capture of 2 agrees."""
    small, large = pair(20, times=2.0)
    found = capture.examine(context_of(), small=small, large=large)
    assert isinstance(found.check, ConjunctionCheck)
    assert decide(replace(found.check, deciding=alone(found))).verdict == "refuted"
    ratio = next(e for e in found.estimates if e.name == "downside capture")
    assert ratio.value == pytest.approx(2, abs=0.1)


def test_small_caps_that_move_half_as_much_support_resilience() -> None:
    """Shallower drawdowns and a downside capture of a half."""
    small, large = pair(20, times=0.5)
    found = capture.examine(context_of(), small=small, large=large)
    assert isinstance(found.check, ConjunctionCheck)
    assert decide(replace(found.check, deciding=alone(found))).verdict == "supported"


def test_the_snapshot_has_the_depths_of_an_independent_computation(
    snapshot_market: Market,
) -> None:
    """18.4% against 13.9%, deeper in 35 of 40 calendar years; 59.9% and 56.8% at the deepest."""
    closes = common_closes(snapshot_market.series("RUT"), snapshot_market.series("SPX"))
    windows = windows_of(closes)
    assert windows.small.mean() == pytest.approx(0.184, abs=0.003)
    assert windows.large.mean() == pytest.approx(0.139, abs=0.003)
    assert windows.gap == pytest.approx(0.047, abs=0.003)
    assert windows.n_eff == 39
    assert calendar_years(closes).value == 35 / 40
    deepest = deepest_drawdown(closes)
    assert (deepest.value, deepest.baseline) == pytest.approx((0.599, 0.568), abs=0.0005)
