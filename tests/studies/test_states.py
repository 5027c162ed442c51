"""Signals of credit, rates and breadth, weekly regressions, means by state, and their claims."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from backtests.claims.examination import examine_claim
from backtests.claims.registry import find_claim, load_claims
from backtests.evidence.checks import MissingCheck, decide
from backtests.evidence.conjunction_check import ConjunctionCheck, deciding_effect
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Context, Evidence
from backtests.inference.regression import WEEK, Slope, changes, last_values, log_returns, regress
from backtests.inference.samples import InsufficientData
from backtests.studies.declines import credit_shock
from backtests.studies.easing import restart_cuts
from backtests.studies.measures.monthly_returns import (
    in_following_month,
    month_returns,
    relative_months,
    returns_after_month_ends,
)
from backtests.studies.relative import long_run_growth, size_premium
from backtests.studies.sensitivity import (
    bank_beta,
    conditions_beta,
    credit_beta,
    rate_beta,
    slopes,
)
from backtests.studies.states import (
    breadth_gap,
    easing_breadth,
    easing_months,
    quality_gap,
    relief_states,
    restrictive_policy,
)
from backtests.studies.states.state_months import state_gap, state_months
from data_feeds.files import snapshot
from data_feeds.series.coverage import LONGEST_FILL_WEEKLY
from data_feeds.series.market import Market
from signals import breadth, credit, rates
from signals.core.event import RuleError
from signals.core.known_values import change, latest_known, month_ends

CLAIMS = load_claims()
CLAIM_IDS = (
    "slide-03a",
    "slide-03b",
    "slide-08",
    "slide-09",
    "slide-11",
    "slide-19",
    "slide-20",
    "slide-21",
    "slide-23",
    "mom-02a",
    "mom-02b",
    "mom-10",
    "mom-13",
    "mom-17",
    "srg-06b",
    "srg-07",
)


def day(text: str) -> pd.Timestamp:
    """A date."""
    return pd.Timestamp(text)


def dated(values: list[float], start: str = "2024-01-01", freq: str = "B") -> pd.DataFrame:
    """Column `value` on business days."""
    index = pd.date_range(start, periods=len(values), freq=freq, name="date")
    return pd.DataFrame({"value": np.array(values, dtype=float)}, index=index)


def priced(values: np.ndarray, start: str = "1990-01-01", freq: str = "B") -> pd.DataFrame:
    """Closes on business days."""
    index = pd.date_range(start, periods=len(values), freq=freq, name="date")
    return pd.DataFrame({"close": np.asarray(values, dtype=float)}, index=index)


def policy_of(*moves: tuple[str, float]) -> pd.DataFrame:
    """A federal funds target by announcement date."""
    index = pd.DatetimeIndex([day(d) for d, _ in moves], name="announced")
    return pd.DataFrame({"mid": [level for _, level in moves]}, index=index)


def context(resamples: int = 300) -> Context:
    """A fixed generator and few draws."""
    return Context(day("2026-01-01"), np.random.default_rng(1), resamples)


# Signals


def test_a_value_is_known_a_day_later_and_not_for_ever() -> None:
    """Lag of one day; five days without a value are the most."""
    values = dated([1.0, 2.0])
    days = pd.date_range("2024-01-01", periods=9, freq="B")
    assert latest_known(values, days).tolist()[:2] == [1, 2]
    # Tuesday's value serves to Sunday; the next Monday is six days on.
    assert latest_known(values, days).notna().tolist() == [True] * 4 + [True] + [False] * 4
    assert latest_known(values, days, lag=1).tolist()[1:3] == [1, 2]
    weekly_values = dated([5.0], "2024-01-05")
    held = latest_known(weekly_values, days, lag=2, longest_fill=LONGEST_FILL_WEEKLY)
    assert held.tolist()[6] == 5
    assert held.isna().tolist()[:6] == [True] * 6


def test_a_missing_value_is_not_taken_for_a_value() -> None:
    """NaN in the source counts as no value."""
    values = dated([1.0, np.nan, 3.0])
    assert latest_known(values, pd.DatetimeIndex(values.index)).tolist() == [1, 1, 3]


def test_the_last_month_counts_once_it_is_over() -> None:
    """Friday 2024-05-31 ends May; Thursday 2024-05-30 does not."""
    whole = dated(list(range(50)), "2024-03-25")["value"]
    assert whole.index[49] == day("2024-05-31")
    assert month_ends(whole).to_dict() == {
        pd.Period("2024-03"): 4,
        pd.Period("2024-04"): 26,
        pd.Period("2024-05"): 49,
    }
    assert [str(m) for m in month_ends(whole.iloc[:-1]).index] == ["2024-03", "2024-04"]


def test_the_baa_spread_stands_in_on_the_scale_of_the_high_yield_spread() -> None:
    """30 bp of it count as 50 bp, before the first change of the other and never after."""
    baa = dated([2.0, 2.3, 2.6, 2.9, 3.2, 3.5])
    high_yield = dated([5.0, 5.1, 5.3], "2024-01-03")
    days = pd.DatetimeIndex(baa.index)
    found = credit.spread_changes(high_yield, baa, days, span=1, lag=0)
    assert found.tolist()[1:] == pytest.approx([0.5, 0.5, 0.1, 0.2, 0.0])
    late = credit.spread_changes(high_yield, baa, days, span=1)
    assert late.tolist()[2:] == pytest.approx([0.5, 0.5, 0.1, 0.2])


def test_credit_states_have_the_limits_of_the_method() -> None:
    """Worse from +50 bp, better up to no change, neither where unknown."""
    moves = pd.Series([0.5, 0.49, 0.0, -0.2, np.nan])
    assert credit.worse(moves).tolist() == [True, False, False, False, False]
    assert credit.better(moves).tolist() == [False, False, True, True, False]


def test_a_shock_is_new_only_after_its_quarter() -> None:
    """Days 1, 2 and 5 are wide; with three days between events the first and the last count."""
    moves = dated([0.1, 0.75, 0.9, 0.1, 0.1, 0.8, 0.2])["value"]
    found = credit.shocks(moves, new_after=3)
    assert found.tolist() == [moves.index[1], moves.index[5]]
    assert len(credit.shocks(moves, new_after=4)) == 1
    assert credit.shocks(moves, least=2.0).empty


def test_a_yield_is_held_against_its_own_past() -> None:
    """1, 2, 3, 4 less the mean of the last two."""
    values = dated([1.0, 2.0, 3.0, 4.0])
    days = pd.DatetimeIndex(values.index)
    found = rates.distance_from_mean(values, days, span=2)
    assert found.tolist()[1:] == [0.5, 0.5, 0.5]
    assert rates.two_year_change(values, days, span=3).tolist()[3] == 3


def test_months_since_a_cut_are_full_ones() -> None:
    """From the day of the cut; a rise does not count; NaN before the first cut."""
    policy = policy_of(("2020-01-01", 2), ("2020-03-15", 1), ("2020-06-01", 2))
    days = pd.DatetimeIndex(["2020-03-13", "2020-03-16", "2020-04-14", "2020-04-15", "2021-03-15"])
    found = rates.months_since_cut(policy, days)
    assert found.tolist()[1:] == [0, 0, 1, 12]
    assert np.isnan(found.iloc[0])


def test_cuts_after_a_pause_and_first_cuts_are_found() -> None:
    """A restart after six months, a cycle's first cut, none for cuts in between."""
    policy = policy_of(
        ("2000-01-01", 6.0),
        ("2001-01-03", 5.5),
        ("2001-03-03", 5.0),
        ("2001-09-04", 4.5),
        ("2001-10-01", 5.25),
        ("2001-12-01", 4.75),
        ("2002-01-01", 4.25),
    )
    found = rates.cuts_after_pause(policy, months=6, as_of=day("2003-06-01"))
    # 2001-12-01 comes three months after a cut, but a rise of 75 bp had closed the cycle.
    assert [f"{d:%Y-%m-%d}" for d in found] == ["2001-01-03", "2001-09-04", "2001-12-01"]
    assert rates.cuts_after_pause(policy, months=6, as_of=day("1999-01-01")) == ()
    assert len(rates.cuts_after_pause(policy, months=6, as_of=day("2001-09-03"))) == 1


def test_breadth_counts_funds_that_have_a_mean() -> None:
    """Two funds: one above its mean of two days, one below, and a third from its second day."""
    funds = {
        "up": priced(np.array([1.0, 2, 3, 4])),
        "down": priced(np.array([4.0, 3, 2, 1])),
        "young": priced(np.array([1.0, 2]), "1990-01-03"),
    }
    found = breadth.share_above_mean(funds, days=2, least_funds=2)
    assert np.isnan(found.iloc[0])
    assert found.tolist()[1:] == pytest.approx([1 / 2, 1 / 2, 2 / 3])
    assert breadth.share_above_mean(funds, days=2, least_funds=3).notna().tolist()[2:] == [
        False,
        True,
    ]
    with pytest.raises(RuleError, match="no sector fund"):
        breadth.share_above_mean({})


def walk(seed: int, n: int = 400, start: str = "1990-01-01") -> pd.DataFrame:
    """A random walk of closes."""
    moves = np.random.default_rng(seed).normal(0.0003, 0.01, n)
    return priced(100 * np.exp(np.cumsum(moves)), start)


def rate_walk(seed: int, n: int = 400) -> pd.DataFrame:
    """A random walk of a rate."""
    return dated(list(5 + np.cumsum(np.random.default_rng(seed).normal(0, 0.1, n))), "1990-01-01")


SIGNALS: dict[str, Callable[[pd.Timestamp], pd.Series]] = {
    "credit": lambda end: credit.spread_changes(
        rate_walk(2).iloc[150:].loc[:end],
        rate_walk(3).loc[:end],
        pd.DatetimeIndex(walk(1).loc[:end].index),
        span=21,
    ),
    "two-year change": lambda end: rates.two_year_change(
        rate_walk(2).loc[:end], pd.DatetimeIndex(walk(1).loc[:end].index)
    ),
    "distance": lambda end: rates.distance_from_mean(
        rate_walk(2).loc[:end], pd.DatetimeIndex(walk(1).loc[:end].index), span=50
    ),
    "breadth": lambda end: breadth.share_above_mean(
        {str(i): walk(i).loc[:end] for i in range(6)}, days=20
    ),
    "months since a cut": lambda end: rates.months_since_cut(
        policy_of(("1990-02-01", 3), ("1990-03-01", 2), ("1990-12-03", 1)).loc[:end],
        pd.DatetimeIndex(walk(1).loc[:end].index),
    ),
}


@pytest.mark.parametrize("name", SIGNALS)
@pytest.mark.parametrize("length", [180, 260, 333])
def test_no_signal_looks_ahead(name: str, length: int) -> None:
    """What is computed on the past alone is what the whole record says of it."""
    index = walk(1).index
    whole = SIGNALS[name](index[-1])
    part = SIGNALS[name](index[length])
    pd.testing.assert_series_equal(part, whole.loc[: index[length]], check_freq=False)


def test_no_credit_shock_looks_ahead() -> None:
    """The shocks of a shorter record are the first ones of the longer."""
    moves = pd.Series(
        np.random.default_rng(0).normal(0, 0.5, 600),
        index=pd.date_range("2000-01-03", periods=600, freq="B"),
    )
    whole = credit.shocks(moves)
    for length in (100, 250, 400):
        part = credit.shocks(moves.iloc[:length])
        assert part.tolist() == whole[: len(part)].tolist()
        assert len(part) == (whole <= moves.index[length - 1]).sum()


# Weekly regressions


def test_weeks_run_from_saturday_to_friday() -> None:
    """A value of a Saturday belongs to the week after; a week without one breaks the chain."""
    index = pd.DatetimeIndex(["2024-01-04", "2024-01-05", "2024-01-06", "2024-01-12", "2024-01-26"])
    series = pd.Series([1.0, 2.0, 9.0, 5.0, 7.0], index=index)
    assert last_values(series, every=WEEK).tolist() == [2, 5, 7]
    moves = changes(series)
    assert moves.iloc[1] == 3
    assert moves.isna().tolist() == [True, False, True, True]


def test_monthly_closes_are_refused_for_weekly_returns() -> None:
    """InsufficientData, so that a claim says it was not tested."""
    with pytest.raises(InsufficientData, match="needs weekly closes"):
        log_returns(priced(np.arange(1.0, 30.0), freq="ME"))


def weeks(values: np.ndarray) -> pd.Series:
    """A series by week."""
    index = pd.period_range("1990-01-05", periods=len(values), freq="W-FRI")
    return pd.Series(values, index=index)


def test_a_planted_slope_is_found_and_its_error_is_statsmodels() -> None:
    """With y = 2 a - 3 b + noise: the sum is -1; the same numbers as a direct fit."""
    rng = np.random.default_rng(5)
    a, b, noise = rng.normal(size=(3, 800))
    y = 2 * a - 3 * b + noise
    found = regress(weeks(y), {"a": weeks(a), "b": weeks(b)}, weights={"a": 1, "b": 1})
    assert found.value == pytest.approx(-1, abs=0.2)
    fit = sm.OLS(y, sm.add_constant(np.column_stack([a, b]))).fit(
        cov_type="HAC", cov_kwds={"maxlags": 8}
    )
    direct = fit.t_test([0, 1, 1])
    assert found.value == pytest.approx(direct.effect.item())
    assert found.error == pytest.approx(direct.sd.item())
    assert found.interval(0.90) == pytest.approx(tuple(direct.conf_int(alpha=0.10)[0]))
    assert 2 * found.p_below == pytest.approx(direct.pvalue.item())
    assert found.n == 800


def test_a_slope_has_the_share_of_both_sides() -> None:
    """Two errors above zero: p of 0.0228 above, the rest below."""
    slope = Slope(2.0, 1.0, 100)
    assert slope.p_above == pytest.approx(0.02275, abs=1e-5)
    assert slope.p_above + slope.p_below == pytest.approx(1)
    assert slope.interval(0.90) == pytest.approx((0.355, 3.645), abs=1e-3)
    assert slope.detectable == pytest.approx(2.487)


def test_too_few_common_weeks_are_refused() -> None:
    """Fifty-one are less than a year."""
    short = weeks(np.arange(51.0))
    with pytest.raises(InsufficientData, match="51 common weeks; expected at least 52"):
        regress(short, {"a": short}, weights={"a": 1})


# Means by state


def months(values: np.ndarray, start: str = "1980-01") -> pd.Series:
    """A series by month."""
    return pd.Series(values, index=pd.period_range(start, periods=len(values), freq="M"))


def test_the_gap_of_four_months_is_checkable_on_paper() -> None:
    """Values 1, 3, 0, 0 with the state in the first two: gap 2; the shifts give 1, -2, -1."""
    found = state_gap(
        state_months(
            months(np.array([1.0, 3, 0, 0])), months(np.array([True, True, False, False]))
        ),
        rng=np.random.default_rng(0),
        draws=200,
    )
    assert (found.effect.value, found.mean, found.mean_others) == (2, 2, 0)
    assert (found.effect.n, found.n_others, found.effect.n_eff, found.years) == (2, 2, 2, 1)
    assert found.effect.p == pytest.approx(1 / 4)
    assert found.effect.p_opposite == 1


def test_windows_that_overlap_count_once() -> None:
    """Four months in a row that look two months ahead are two at most."""
    state = months(np.array([True] * 4 + [False] * 6))
    values = months(np.arange(10.0))
    found = state_gap(state_months(values, state, window=2), rng=np.random.default_rng(0), draws=50)
    assert (found.effect.n, found.effect.n_eff) == (4, 2)


def test_months_without_a_value_or_in_neither_group_are_left_out() -> None:
    """One NaN, one month in between."""
    values = months(np.array([1.0, np.nan, 2, 10, 4, 4]))
    state = months(np.array([True, True, True, False, False, False]))
    others = months(np.array([False, False, False, False, True, True]))
    found = state_gap(
        state_months(values, state, others=others), rng=np.random.default_rng(0), draws=50
    )
    assert (found.effect.n, found.n_others) == (2, 2)
    assert found.effect.value == pytest.approx(1.5 - 4)


def test_one_month_in_a_state_is_too_few() -> None:
    """InsufficientData with both counts."""
    with pytest.raises(InsufficientData, match="1 months in the state and 3"):
        state_gap(
            state_months(months(np.arange(4.0)), months(np.array([True, False, False, False]))),
            rng=np.random.default_rng(0),
            draws=10,
        )


def test_the_shift_null_keeps_its_size_on_overlapping_noise() -> None:
    """Persistent states, six-month sums: about one in twenty p-values is at most .05."""
    rng = np.random.default_rng(11)
    rejections = 0
    for _ in range(300):
        noise = np.convolve(rng.normal(size=245), np.ones(6), "valid")
        state = np.convolve(rng.normal(size=245), np.ones(6), "valid") > 1.5
        found = state_gap(state_months(months(noise), months(state), window=6), rng=rng, draws=2)
        rejections += found.effect.p <= 0.05
    assert rejections / 300 <= 0.085


def test_a_planted_gap_is_found() -> None:
    """Half a standard deviation in every third of thirty runs of months."""
    rng = np.random.default_rng(3)
    lengths = rng.integers(5, 35, 30)
    state = np.repeat(np.arange(30) % 3 == 0, lengths)[:400]
    values = months(rng.normal(size=state.size) + 0.5 * state)
    found = state_gap(state_months(values, months(state)), rng=rng, draws=500)
    assert found.effect.p < 0.01
    assert found.interval_90[0] < 0.5 < found.interval_90[1]
    assert found.effect.interval is not None
    assert found.effect.interval[0] <= found.interval_90[0]


def test_monthly_returns_and_what_follows_a_month_end() -> None:
    """Closes 100, 110, 121 at month ends; states move to the month after."""
    closes = priced(np.array([100.0, 110, 121]), "2024-01-31", freq="BME")
    assert month_returns(closes).dropna().tolist() == pytest.approx([0.1, 0.1])
    flat = priced(np.array([5.0, 5, 5]), "2024-01-31", freq="BME")
    assert relative_months(closes, flat).dropna().tolist() == pytest.approx([np.log(1.1)] * 2)
    after = returns_after_month_ends(closes, trading_days=21)
    assert after.loc[pd.Period("2024-01")] == pytest.approx(0.1)
    moved = in_following_month(months(np.array([True]), "2024-01"))
    assert moved.index[0] == pd.Period("2024-02")


def test_on_weekly_bars_the_return_starts_after_the_month_end() -> None:
    """January 2024 ends on a Wednesday; the week that closes on 2 February is the base."""
    closes = priced(np.arange(100.0, 110.0), "2024-01-05", freq="W-FRI")
    after = returns_after_month_ends(closes, trading_days=5)
    assert after.loc[pd.Period("2024-01")] == pytest.approx(105 / 104 - 1)


# Studies on made-up series


def planted_week(beta: float, n: int = 300) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Weekly closes whose relative log return is beta times the change of a rate, and noise."""
    rng = np.random.default_rng(8)
    moves = rng.normal(0, 0.1, n)
    market = rng.normal(0.001, 0.02, n)
    large = priced(100 * np.exp(np.cumsum(market)), "2001-01-05", "W-FRI")
    ours = market + beta * moves + rng.normal(0, 0.002, n)
    small = priced(100 * np.exp(np.cumsum(ours)), "2001-01-05", "W-FRI")
    return small, large, dated(list(5 + np.cumsum(moves)), "2001-01-05", "W-FRI")


def effect_of(evidence: Evidence) -> EffectCheck:
    """The effect that decides the check."""
    check = deciding_effect(evidence.check)
    assert check is not None
    return check


def adjusted(check: EffectCheck) -> EffectCheck:
    """The check as it is after Holm in a family of one."""
    return dataclasses.replace(check, p_adjusted=check.p, p_opposite_adjusted=check.p_opposite)


def test_a_planted_fall_with_rates_is_found() -> None:
    """-4% a point is 1% in 25 bp; noise in the other yield; eras without weeks say so."""
    small, large, rate = planted_week(-0.04)
    flat = dated(list(np.random.default_rng(1).normal(3, 0.1, 300)), "2001-01-05", "W-FRI")
    found = rate_beta.examine(context(), small=small, large=large, two_year=rate, ten_year=flat)
    check = effect_of(found)
    assert check.effect == pytest.approx(0.01, abs=0.002)
    assert check.p < 0.001
    ruling = decide(adjusted(check))
    assert ruling.verdict == "supported"
    assert "robust to leaving out any one event" in ruling.reason
    notes = {e.name.rsplit(", ", 1)[-1]: e.note for e in found.estimates}
    assert "0 common weeks" in notes["1987 to 1999"]


def test_a_gain_with_rates_refutes() -> None:
    """+4% a point: the upper bound of the fall is below half a percent."""
    small, large, rate = planted_week(0.04)
    other = dated(list(np.random.default_rng(1).normal(3, 0.1, 300)), "2001-01-05", "W-FRI")
    found = rate_beta.examine(context(), small=small, large=large, two_year=rate, ten_year=other)
    assert decide(adjusted(effect_of(found))).verdict == "refuted"


def test_the_credit_slope_allows_for_the_market() -> None:
    """The market moves with the spread; the relative fall of 1% in 25 bp is what is left."""
    small, large, spread = planted_week(-0.04)
    found = credit_beta.examine(
        context(), small=small, large=large, high_yield=spread.iloc[150:], baa=spread
    )
    assert effect_of(found).effect == pytest.approx(0.01, abs=0.001)


def test_the_baa_spread_comes_before_the_other_one() -> None:
    """Changes 1 of one, then 10 of the other, from the latter's first change on."""
    baa = dated([1.0, 2.0, 3.0, 4.0, 5.0], "2001-01-05", "W-FRI")
    high_yield = dated([10.0, 20.0, 30.0], "2001-01-19", "W-FRI")
    changes = slopes.spread_changes(high_yield, baa)
    assert changes.dropna().tolist() == [1, 1, 10, 10]
    assert slopes.spread_changes(high_yield.iloc[:1], baa).dropna().tolist() == [1, 1, 1, 1]


def test_a_gain_is_stated_in_its_own_direction() -> None:
    """+4% a point is a gain of 1% with 25 bp, which the reason says before the bound."""
    small, large, rate = planted_week(0.04)
    other = dated(list(np.random.default_rng(1).normal(3, 0.1, 300)), "2001-01-05", "W-FRI")
    found = rate_beta.examine(context(), small=small, large=large, two_year=rate, ten_year=other)
    check = adjusted(effect_of(found))
    gain = check.format(-check.effect).removeprefix("+")
    reason = decide(check).reason
    assert reason.startswith(
        f"with a rise of 25 bp in the week, small caps gained on large caps by {gain}, opposite"
    )
    assert check.effect == pytest.approx(-0.01, abs=0.002)


def test_the_slope_on_banks_is_found() -> None:
    """The banks' lead is the planted change itself: the slope is the planted one."""
    small, large, rate = planted_week(0.5)
    flat = priced(np.full(len(rate), 100.0), "2001-01-05", "W-FRI")
    banks = priced(100 * np.exp((rate["value"] - 5).to_numpy()), "2001-01-05", "W-FRI")
    found = bank_beta.examine(
        context(), small=small, large=large, banks=banks, market=flat, two_year=rate
    )
    check = effect_of(found)
    assert check.effect == pytest.approx(0.5, abs=0.01)
    assert "+0.5 pp per pp" in decide(adjusted(check)).reason


def test_exposure_to_banks_needs_the_half_on_rates_too() -> None:
    """Small caps that follow banks; in weeks in which those trail, they fall with yields or not."""
    small, large, lead = planted_week(0.5)
    banks = priced(100 * np.exp((lead["value"] - 5).to_numpy()), "2001-01-05", "W-FRI")
    flat = priced(np.full(len(lead), 100.0), "2001-01-05", "W-FRI")
    falls = dated(list(20 - lead["value"]), "2001-01-05", "W-FRI")
    noise = dated(list(np.random.default_rng(1).normal(3, 0.1, 300)), "2001-01-05", "W-FRI")
    verdicts = []
    for two_year in (falls, noise):
        found = bank_beta.examine(
            context(), small=small, large=large, banks=banks, market=flat, two_year=two_year
        )
        assert isinstance(found.check, ConjunctionCheck)
        ((name, rates),) = ((part.name, part.check) for part in found.check.others)
        assert name == bank_beta.RATES and isinstance(rates, EffectCheck)
        whole = dataclasses.replace(found.check, deciding=adjusted(found.check.deciding))
        verdicts.append(decide(whole).verdict)
    assert verdicts == ["supported", "inconclusive"]


def test_conditions_are_measured_in_their_own_deviations() -> None:
    """A tenth of a point is one deviation: -4% a point is 0.4% in each."""
    small, large, rate = planted_week(-0.04)
    noise = rate_walk(4, 300).set_axis(rate.index)
    found = conditions_beta.examine(
        context(), small=small, large=large, conditions=noise, high_yield=rate, baa=rate
    )
    assert found.estimates[2].value == pytest.approx(0.004, abs=0.0005)
    assert effect_of(found).p < 0.001


def test_a_planted_lag_in_restrictive_months_is_found() -> None:
    """Cuts in 1992 and 1996; the yield rises for two years after each year of rest."""
    n = 252 * 9
    large = priced(np.full(n, 100.0))
    days = pd.DatetimeIndex(large.index)
    rate = pd.DataFrame({"value": 5 + np.sin(np.arange(n) / 200)}, index=days)
    policy = policy_of(("1989-01-02", 8), ("1992-01-02", 7), ("1995-06-01", 6))
    above = month_ends(rates.distance_from_mean(rate, days)).dropna() > 0
    waiting = month_ends(rates.months_since_cut(policy, days)).reindex(above.index) >= 12
    hit = in_following_month(above & waiting)
    monthly = pd.DatetimeIndex(days).to_period("M")
    moves = np.where(pd.Series(monthly).isin(hit.index[hit]), -0.002, 0.0)
    small = priced(100 * np.exp(np.cumsum(moves)))
    found = restrictive_policy.examine(
        context(), small=small, large=large, two_year=rate, policy=policy, months_without_cut=12
    )
    check = effect_of(found)
    assert check.effect == pytest.approx(0.002 * 21.7, abs=0.003)
    assert check.p <= 0.05


def test_a_planted_lead_while_credit_tightens_is_found() -> None:
    """Every eighth month the spread goes up by a point, and the screened fund leads by 5%."""
    n = 252 * 8
    whole = priced(np.full(n, 100.0))
    days = pd.DatetimeIndex(whole.index)
    month = (days.year * 12 + days.month) % 8
    spread = pd.DataFrame({"value": 4 + np.cumsum(np.where(month == 0, 1 / 20, -1 / 140))}, days)
    screened = priced(100 * np.exp(np.cumsum(np.where(month == 0, 0.05 / 21, 0.0))))
    found = quality_gap.examine(
        context(), screened=screened, whole=whole, high_yield=spread, baa=spread
    )
    check = effect_of(found)
    assert check.effect == pytest.approx(0.05, abs=0.006)
    assert check.p <= 0.05


def sector_funds(n: int) -> dict[str, pd.DataFrame]:
    """Six funds that rise and fall together in waves of three years."""
    wave = 100 * np.exp(np.sin(2 * np.pi * np.arange(n) / 756))
    return {str(i): priced(wave * (1 + i / 100)) for i in range(6)}


def test_wide_and_narrow_breadth_are_compared() -> None:
    """The gap against a direct computation; without a fund it is not tested."""
    n = 252 * 12
    bars = priced(100 * np.exp(np.cumsum(np.random.default_rng(2).normal(0, 0.01, n))))
    funds = sector_funds(n)
    found = breadth_gap.examine(context(), bars=bars, others=funds, narrow=0.4, wide=0.6)
    share = month_ends(breadth.share_above_mean(funds)).dropna()
    half_year = returns_after_month_ends(bars, trading_days=126).dropna().reindex(share.index)
    direct = half_year[share > 0.6].mean() - half_year[share < 0.4].mean()
    assert effect_of(found).effect == pytest.approx(direct)
    with pytest.raises(InsufficientData, match="no sector fund"):
        breadth_gap.examine(context(), bars=bars, others={}, narrow=0.4, wide=0.6)


def test_states_together_are_those_of_months_known_for_all() -> None:
    """True only where all are; the month that one lacks is left out."""
    first = months(np.array([True, True, False]), "2000-01")
    second = months(np.array([True, True, True]), "2000-02")
    found = relief_states.all_of({"a": first, "b": second})
    assert found.to_dict() == {pd.Period("2000-02"): True, pd.Period("2000-03"): False}


def test_relief_that_never_comes_together_is_not_tested() -> None:
    """The three states never meet; the rest is reported all the same."""
    n = 252 * 12
    rate = rate_walk(2, n)
    still = pd.DataFrame({"value": np.full(n, 4.0)}, index=rate.index)
    found = relief_states.examine(
        context(),
        bars=walk(1, n),
        two_year=rate,
        high_yield=still,
        baa=still,
        others=sector_funds(n),
        points=0.5,
        wide=0.6,
        narrow=0.4,
    )
    assert isinstance(found.check, MissingCheck)
    assert decide(found.check).verdict == "no data"
    by_name = {e.name: e for e in found.estimates}
    assert by_name["12 months after relief in rates"].value is not None
    assert by_name["12 months after relief in credit"].value is None
    assert len(found.estimates) == 16


def test_relief_is_tested_where_the_states_meet() -> None:
    """One rate for both, so that all three meet while the funds rise."""
    n = 252 * 12
    falling = pd.DataFrame(
        {"value": 5 - np.sin(2 * np.pi * np.arange(n) / 756)}, index=walk(1, n).index
    )
    found = relief_states.examine(
        context(),
        bars=walk(1, n),
        two_year=falling,
        high_yield=falling,
        baa=falling,
        others=sector_funds(n),
        points=0.3,
        wide=0.6,
        narrow=0.4,
    )
    check = effect_of(found)
    assert check.least == 0.02
    assert found.estimates[0].n is not None
    assert 10 < found.estimates[0].n < 144


def test_large_gains_are_counted_after_both_conditions() -> None:
    """The share itself, against a direct computation."""
    n = 252 * 12
    bars, rate, funds = walk(1, n), rate_walk(2, n), sector_funds(n)
    found = easing_breadth.examine(context(), bars=bars, two_year=rate, others=funds, gain=0.05)
    check = effect_of(found)
    days = pd.DatetimeIndex(bars.index)
    both = relief_states.all_of(
        {
            "rate": month_ends(rates.two_year_change(rate, days)).dropna() < 0,
            "breadth": month_ends(change(breadth.share_above_mean(funds), span=63)).dropna() > 0,
        }
    )
    after = returns_after_month_ends(bars, trading_days=126).dropna()
    hits = (after >= 0.05).reindex(both.index).dropna().astype(float)
    assert check.effect == pytest.approx(hits[both].mean() - hits[~both].mean())
    assert check.least == 0.10
    with pytest.raises(InsufficientData, match="is monthly and the state needs daily"):
        monthly = {k: v.resample("ME").last() for k, v in funds.items()}
        easing_breadth.examine(context(), bars=bars, two_year=rate, others=monthly, gain=0.05)


def test_months_of_easing_run_from_the_first_cut_to_the_last() -> None:
    """March to May 2001 are in; what is known then starts with the second cut."""
    policy = policy_of(
        ("1999-01-04", 6.0), ("2001-03-20", 5.5), ("2001-05-15", 5.0), ("2003-01-08", 5.5)
    )
    closes = priced(100 * 1.01 ** np.arange(120), "1996-01-31", "BME")
    jumps = closes.copy()
    jumps.loc["2001-05-01":] *= 1.2
    found = easing_months.examine(context(), small=jumps, large=closes, policy=policy)
    first = found.estimates[0]
    assert (first.n, first.n_eff) == (3, 3)
    assert first.value == pytest.approx((1.01 * 1.2 - 1 - 0.01) / 3)
    # Known from May 2001 until a year and a day after the last cut, in May 2002: the months
    # from June 2001 to May 2002.
    assert found.estimates[2].n == 12


def test_the_deepest_close_ahead_is_checkable_on_paper() -> None:
    """From 100: lowest of 90 and 95 is 10% below; from 90 the lowest is 95, above it."""
    found = credit_shock.worst_ahead(np.array([100.0, 90, 95, 99]), window=2)
    assert found[:2] == pytest.approx([0.10, 1 - 95 / 90])
    assert np.isnan(found[2:]).all()
    flags = credit_shock.ahead(np.array([False, False, True, False]), window=1)
    assert flags.tolist() == [False, True, True, False]


def test_a_crash_is_a_decline_with_a_sudden_fifth_in_it() -> None:
    """100 to 75 in five days is one; the same over sixty days is not."""
    sudden = np.r_[np.linspace(80, 100, 30), np.linspace(96, 75, 5), np.linspace(76, 100, 30)]
    slow = np.r_[np.linspace(80, 100, 30), np.linspace(99.6, 75, 60), np.linspace(76, 100, 30)]
    assert credit_shock.crashes(sudden) == [(29, 34)]
    assert credit_shock.crashes(slow) == []


def test_a_planted_fall_after_credit_shocks_is_found() -> None:
    """Ten shocks, each followed by a fall of 10% in a flat market."""
    n = 63 * 60
    closes, spread = np.full(n, 100.0), np.full(n, 4.0)
    for at in range(300, n - 300, 340):
        closes[at + 5 : at + 30] = 90.0
        spread[at - 1 : at + 5] = 5.0
    bars = priced(closes)
    credit_spread = pd.DataFrame({"value": spread}, index=bars.index)
    recession = pd.DataFrame({"trough": [day("1992-03-01")]}, index=[day("1991-01-01")])
    found = credit_shock.examine(
        context(),
        bars=bars,
        high_yield=credit_spread,
        baa=credit_spread,
        recessions=recession,
        least=0.75,
        window=63,
    )
    check = effect_of(found)
    assert found.estimates[0].value == pytest.approx(0.10)
    assert check.p <= 0.01
    assert (found.estimates[0].n or 0) < (found.estimates[1].n or 0)
    assert isinstance(found.check, ConjunctionCheck)
    whole = dataclasses.replace(found.check, deciding=adjusted(check))
    assert decide(whole).verdict == "supported"
    with pytest.raises(InsufficientData, match="expected 2 or more"):
        credit_shock.examine(
            context(),
            bars=bars.iloc[:400],
            high_yield=credit_spread,
            baa=credit_spread,
            recessions=recession,
            least=0.75,
            window=63,
        )


def test_restarts_of_easing_are_held_against_random_dates() -> None:
    """Three cuts a pause apart in a market that gains 10% a year: no excess, of three events."""
    n = 252 * 20
    total = priced(100 * 1.1 ** (np.arange(n) / 261))
    policy = policy_of(
        ("1988-01-04", 8.0),
        ("1991-02-04", 7.5),
        ("1991-03-04", 7.0),
        ("1996-05-06", 6.5),
        ("2001-06-04", 6.0),
    )
    found = restart_cuts.examine(
        context(), price=total, total=total, large=total, policy=policy, months=12, pause_months=6
    )
    check = effect_of(found)
    assert check.effect == pytest.approx(0, abs=0.002)
    assert check.n_eff == 3
    assert check.upper < check.least
    ruling = decide(adjusted(check))
    assert ruling.verdict == "inconclusive"
    assert "refuted by the main test, but fragile" in ruling.reason
    assert "only 3 separate events" in ruling.reason
    assert found.estimates[-1].value == pytest.approx(0)


def total_returns(early: float, late: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Month-end total returns from 1978 whose yearly edge changes in 2000."""
    index = pd.date_range("1978-12-01", "2025-12-31", freq="BME", name="date")
    rng = np.random.default_rng(seed)
    edge = np.where(index < day("2000-01-01"), early, late) / 12
    market = rng.normal(0.008, 0.04, len(index))
    large = 100 * np.exp(np.cumsum(market))
    small = 100 * np.exp(np.cumsum(market + edge + rng.normal(0, 0.01, len(index))))
    return (
        pd.DataFrame({"close": small}, index=index),
        pd.DataFrame({"close": large}, index=index),
    )


def test_a_premium_that_faded_is_found() -> None:
    """5% a year, then -1%: 6 points lower, and no ten-year span is ahead any more."""
    small, large = total_returns(0.05, -0.01, seed=4)
    found = size_premium.examine(
        context(), small=small, large=large, since=day("1979-01-01"), split=day("2000-01-01")
    )
    check = effect_of(found)
    assert check.effect == pytest.approx(0.06, abs=0.015)
    assert check.p < 0.01
    assert [met for _, met in check.conditions] == [True]
    assert found.estimates[3].value == 1
    assert (found.estimates[4].value or 0) < 0.2
    assert (found.estimates[1].n, found.estimates[2].n) == (252, 312)


def test_a_premium_that_grew_refutes() -> None:
    """-2% a year, then +4%."""
    small, large = total_returns(-0.02, 0.04, seed=4)
    found = size_premium.examine(
        context(), small=small, large=large, since=day("1979-01-01"), split=day("2000-01-01")
    )
    assert decide(adjusted(effect_of(found))).verdict == "refuted"


def test_a_premium_without_an_early_record_is_not_tested() -> None:
    """Total returns from 1998 give two years before the split."""
    small, large = total_returns(0.05, 0.0, seed=4)
    with pytest.raises(InsufficientData, match="common months before 2000"):
        size_premium.examine(
            context(),
            small=small,
            large=large.loc["1998":],
            since=day("1979-01-01"),
            split=day("2000-01-01"),
        )


@pytest.mark.parametrize(
    ("early", "late", "verdict"),
    [(0.03, 0.03, "supported"), (-0.03, -0.03, "refuted"), (0.05, -0.02, "inconclusive")],
)
def test_long_run_growth_needs_every_start(early: float, late: float, verdict: str) -> None:
    """Ahead from all, behind from all, or ahead until 2000 alone."""
    small, large = total_returns(early, late, seed=4)
    since = [day("1978-12-31"), day("1983-12-31"), day("1999-12-31")]
    found = long_run_growth.examine(context(), small=small, large=large, since=since)
    assert decide(adjusted(effect_of(found))).verdict == verdict
    with pytest.raises(InsufficientData, match="total returns of both start 1988"):
        long_run_growth.examine(context(), small=small, large=large.loc["1988":], since=since)


def test_growth_is_compound() -> None:
    """A doubling in ten years is 7.18% a year."""
    closes = pd.DataFrame({"close": [1.0, 2.0]}, index=[day("2000-01-01"), day("2010-01-01")])
    assert long_run_growth.growth(closes, day("2000-01-01")) == pytest.approx(0.0718, abs=1e-4)


# The claims on real data


@pytest.mark.parametrize("claim_id", CLAIM_IDS)
def test_each_claim_runs_on_the_snapshot(claim_id: str, snapshot_market: Market) -> None:
    """A verdict comes out, or the series that is missing is named."""
    claim = find_claim(CLAIMS, claim_id)
    evidence = examine_claim(claim, snapshot_market, resamples=300)
    assert deciding_effect(evidence.check) is not None
    assert evidence.estimates[0].n is not None
    # p is not adjusted for a family yet, so that nothing is supported.
    assert decide(evidence.check).verdict in ("inconclusive", "refuted")


@pytest.mark.parametrize("claim_id", CLAIM_IDS)
def test_each_claim_runs_on_the_shipped_figures(claim_id: str, reference_market: Market) -> None:
    """All but one, for which no month is in its state."""
    claim = find_claim(CLAIMS, claim_id)
    evidence = examine_claim(claim, reference_market, resamples=300)
    if claim_id == "slide-19":
        assert isinstance(evidence.check, MissingCheck)
        assert "0 months in the state" in evidence.check.reason
    else:
        assert deciding_effect(evidence.check) is not None
        assert decide(evidence.check).verdict in ("inconclusive", "refuted")


def test_breadth_on_shipped_figures_agrees_with_the_daily_ones(
    snapshot_market: Market, reference_market: Market
) -> None:
    """Ten months stand for 200 days: nine in ten month ends fall in the same group."""
    shares = [
        month_ends(
            breadth.share_above_mean(
                {name: market.series(f"{name}_ADJ") for name in breadth.SECTORS}
            )
        ).dropna()
        for market in (snapshot_market, reference_market)
    ]
    both = pd.concat(shares, axis=1, join="inner")
    assert ((both.iloc[:, 0] > 0.5) == (both.iloc[:, 1] > 0.5)).mean() > 0.9


def test_the_known_cuts_that_restart_easing_are_found(snapshot_market: Market) -> None:
    """METHODS 2.2: first cuts of C1 to C9 and the restart of 2025-09-17."""
    found = rates.cuts_after_pause(
        snapshot_market.series("FFT"), months=6, as_of=snapshot_market.as_of
    )
    days = {f"{cut:%Y-%m-%d}" for cut in found}
    assert {
        "1984-09-20",
        "1987-11-04",
        "1989-06-06",
        "1995-07-06",
        "1998-09-29",
        "2001-01-03",
        "2007-09-18",
        "2019-07-31",
        "2024-09-18",
        "2025-09-17",
    } <= days
    assert "2001-04-18" not in days


@pytest.mark.parametrize("date", ["1997-06-30", "2000-03-31"])
def test_an_early_data_end_is_reported_and_not_fatal(date: str, snapshot_folder: Path) -> None:
    """Series that start later, and states that never came, make a claim untested."""
    market = snapshot.load(snapshot_folder, as_of=day(date))
    for claim_id in CLAIM_IDS:
        ruling = decide(examine_claim(find_claim(CLAIMS, claim_id), market, resamples=100).check)
        assert ruling.verdict in ("inconclusive", "refuted", "no data"), claim_id
        assert ("not tested" in ruling.reason) == (ruling.verdict == "no data"), claim_id


def test_a_small_effect_is_shown_to_two_decimals() -> None:
    """0.46 points are short of 0.50, and must look it."""
    check = EffectCheck(
        effect=0.0046,
        least=0.005,
        upper=0.0057,
        p=0.001,
        p_opposite=1.0,
        n_eff=900,
        p_adjusted=0.001,
    )
    assert decide(check).reason.startswith("effect +0.46 pp, less than the required +0.50 pp")
    assert dataclasses.replace(check, least=0.02).format(0.0046) == "+0.5 pp"


def test_shocks_within_a_recession_alone_are_too_few() -> None:
    """A recession over the whole record: the part that decides has no event."""
    n = 63 * 40
    closes, spread = np.full(n, 100.0), np.full(n, 4.0)
    for at in range(300, n - 300, 340):
        closes[at + 5 : at + 30] = 90.0
        spread[at - 1 : at + 5] = 5.0
    bars = priced(closes)
    values = pd.DataFrame({"value": spread}, index=bars.index)
    recession = pd.DataFrame({"trough": [day("2020-01-01")]}, index=[day("1989-01-01")])
    with pytest.raises(InsufficientData, match="0 completed credit shock"):
        credit_shock.examine(
            context(),
            bars=bars,
            high_yield=values,
            baa=values,
            recessions=recession,
            least=0.75,
            window=63,
        )


def test_a_widening_that_goes_on_is_an_event_again_only_as_any_day() -> None:
    """Three widenings of 200 days: a first day each; by any day also every 64 days after it."""
    days = pd.bdate_range("2001-01-01", periods=1_000, name="date")
    change = pd.Series(0.0, index=days)
    for at in (100, 400, 700):
        change.iloc[at : at + 200] = 1.0
    found = {
        shocks.choices["event"]: shocks.events.tolist()
        for shocks in credit_shock._definitions(
            days, np.full(1_000, 100.0), {"spread": change}, least=0.75, window=63
        )
        if shocks.choices["widening"] == "75 bp" and shocks.choices["record"] == "whole"
        if shocks.choices["days ahead"] == "63"
    }
    assert found["a first day"] == [100, 400, 700]
    assert found["any day"] == [a + 64 * k for a in (100, 400, 700) for k in range(4)]
