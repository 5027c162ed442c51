"""The robustness gate of state gaps, weekly slopes and credit shocks (METHODS 3.5, 4, 5.10)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from backtests.claims.examination import examine_claim
from backtests.claims.registry import find_claim, load_claims
from backtests.evidence.checks import decide
from backtests.evidence.conjunction_check import deciding_effect
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.gate import parts, trace, without_each_year
from backtests.evidence.robustness import LeftOut
from backtests.inference.random_dates import SharedDates
from backtests.inference.regression import regress
from backtests.inference.samples import InsufficientData
from backtests.studies.declines import credit_shock
from backtests.studies.measures.credit import spreads
from backtests.studies.measures.pairs import LARGE_FUND, SMALL_FUND, indexes_and_funds, pairs
from backtests.studies.sensitivity.slopes import (
    ALONE,
    GIVEN_MARKET,
    RISE,
    Measures,
    Regression,
    definitions,
    rate_options,
    regression,
    slope_evidence,
    spread_changes,
)
from backtests.studies.states.gaps import gap_evidence
from backtests.studies.states.state_months import StateMonths, state_gap, state_months
from data_feeds.series.market import Market

CLAIMS = load_claims()
GATED = (
    "slide-03a",
    "slide-03b",
    "slide-08",
    "slide-09",
    "slide-11",
    "slide-19",
    "slide-20",
    "slide-21",
    "mom-02a",
    "mom-02b",
    "mom-10",
    "mom-13",
    "srg-07",
)


def context() -> Context:
    """A fixed generator and few draws."""
    return Context(pd.Timestamp("2026-01-01"), np.random.default_rng(1), 300)


def months(values: list[float] | np.ndarray, start: str = "1990-01") -> pd.Series:
    """A series by month."""
    return pd.Series(values, index=pd.period_range(start, periods=len(values), freq="M"))


def weeks(values: list[float] | np.ndarray, end: str = "1990-01-05") -> pd.Series:
    """A series by week, the first of which ends on a Friday."""
    return pd.Series(values, index=pd.period_range(end, periods=len(values), freq="W-FRI"))


def checked(evidence: Evidence) -> EffectCheck:
    """The check of an effect, as in a family of one."""
    check = deciding_effect(evidence.check)
    assert check is not None
    return replace(check, p_adjusted=check.p)


def moments() -> tuple[np.ndarray, np.ndarray]:
    """Thirty-six years of noise, and a state in about one month of six."""
    rng = np.random.default_rng(2)
    return rng.normal(size=432), rng.random(432) < 1 / 6


def neighbours(values: pd.Series, state: pd.Series) -> tuple[StateMonths, ...]:
    """The state, and the same without any one of its last three years."""
    return tuple(
        state_months(values[:cut], state, choices={"until": f"{cut}"})
        for cut in (432, 420, 408, 396)
    )


# Years left out


def test_a_gap_spread_over_the_years_passes_the_gate() -> None:
    """One standard deviation in every month of the state."""
    noise, state = moments()
    samples = neighbours(months(noise + state), months(state))
    found = gap_evidence(context(), "gap", samples, least=0.1, beside={})
    check = checked(found)
    assert check.gate is True
    assert decide(check).verdict == "supported"
    assert check.detectable == found.estimates[0].mde


def test_a_gap_that_one_year_makes_is_fragile() -> None:
    """The same mean gap, all of it in 1990."""
    noise, state = moments()
    values, flags = months(noise), months(state)
    inside = flags & (flags.index.year == 1990)
    values[inside] += state.sum() / inside.sum()
    found = gap_evidence(context(), "gap", neighbours(values, flags), least=0.1, beside={})
    check = checked(found)
    assert check.p <= 0.05
    assert check.gate is False
    assert decide(check).reason.startswith("fragile")
    assert "without 1990" in check.gate_note


def test_a_year_left_out_of_months_is_absent_from_both_groups() -> None:
    """State 10 and 2 against 4 in 1990 and 1 in 1991: without 1990 the gap is 2 - 1."""
    values = months([10.0, 10, *[4] * 10, 2, 2, *[1] * 10])
    state = months([True, True, *[False] * 10] * 2)
    sample = state_months(values, state)
    left = {out.name: out.effect for out in without_each_year(sample)}
    assert left == {"1990": pytest.approx(2 - 1), "1991": pytest.approx(10 - 4)}
    assert sample.specification().value == pytest.approx(6 - 2.5)


def test_years_without_the_state_are_no_events() -> None:
    """The state in 1990 and 1992; against a named state in 1991, that year counts as well."""
    in_year = [[y == year for y in (1990, 1991, 1992) for _ in range(12)] for year in (1990, 1991)]
    state, other = (months(flags) for flags in in_year)
    state[-2:] = True
    values = months(np.arange(36.0))
    names = [out.name for out in without_each_year(state_months(values, state))]
    assert names == ["1990", "1992"]
    named = state_months(values, state, others=other)
    assert [out.name for out in without_each_year(named)] == ["1990", "1991", "1992"]


def test_without_its_only_year_nothing_is_left_of_an_effect() -> None:
    """No effect and p 1, which fails the gate."""
    values, state = months(np.arange(36.0)), months([True] * 12 + [False] * 24)
    assert without_each_year(state_months(values, state)) == (LeftOut("1990", 0.0, 1.0),)


def planted_slope(of_year: int | None) -> Regression:
    """A slope of 1 in every week of six years, or 6 in one of them; noise throughout."""
    rng = np.random.default_rng(7)
    moves, noise = weeks(rng.normal(size=312)), rng.normal(size=312)
    slope = 1.0 if of_year is None else np.where(moves.index.year == of_year, 6.0, 0.0)
    return regression(slope * moves + 4 * noise, {"rate": moves}, weights={"rate": 1.0})


def test_a_slope_that_one_year_makes_is_fragile() -> None:
    """Six times the slope in 1993 alone; spread over the years it passes."""
    even, uneven = (
        checked(slope_evidence("slope", [planted_slope(year)], least=0.1)) for year in (None, 1993)
    )
    assert even.gate is True
    assert uneven.p <= 0.05
    assert uneven.gate is False
    assert "without 1993" in uneven.gate_note


def test_a_year_left_out_of_weeks_is_absent_from_the_regression() -> None:
    """The same as a regression on the other weeks; six years are left out in turn."""
    rng = np.random.default_rng(3)
    outcome, rate = weeks(rng.normal(size=312)), weeks(rng.normal(size=312))
    left = without_each_year(regression(outcome, {"rate": rate}, weights={"rate": -2.0}))
    assert [out.name for out in left] == ["1990", "1991", "1992", "1993", "1994", "1995"]
    other = outcome[outcome.index.year != 1991]
    assert left[1].effect == regress(other, {"rate": rate}, weights={"rate": -2.0}).value


def test_a_week_belongs_to_the_year_in_which_it_ends() -> None:
    """The week from Saturday 2005-12-31 to Friday 2006-01-06 is of 2006."""
    moves = weeks(np.random.default_rng(0).normal(size=60), "2005-12-30")
    sample = regression(moves, {"rate": moves}, weights={"rate": 1.0})
    assert [out.name for out in without_each_year(sample)] == ["2005", "2006", "2007"]
    assert int((sample.periods.year == 2005).sum()) == 1


# Eras


def test_eras_hold_their_own_rows() -> None:
    """Months of 1986 are in none; 2020 is left out of the last."""
    values = months(np.arange(480.0), "1986-01")
    found = parts(state_months(values, values > 0))
    assert {name: rows.values.size for name, rows in found.items()} == {
        "1987 to 1999": 156,
        "2000 to 2012": 156,
        "from 2013": 156,
        "without 2020": 468,
    }


def test_an_era_without_the_state_says_so() -> None:
    """The gap of each era, or a note with the counts."""
    noise, state = moments()
    flags = months(state)
    flags[flags.index.year < 2000] = False
    found = gap_evidence(
        context(), "gap", [state_months(months(noise), flags)], least=0.1, beside={}
    )
    eras = {e.name: e for e in found.estimates}
    assert eras["gap, 1987 to 1999"].value is None
    assert "0 months in the state" in eras["gap, 1987 to 1999"].note
    inside = months(noise)[flags.index.year >= 2013]
    gap = inside[flags].mean() - inside[~flags].mean()
    assert eras["gap, from 2013"].value == pytest.approx(gap)


# Definitions


def test_a_definition_without_months_does_not_count_and_none_counts_twice() -> None:
    """A state that never came, and the same months under two names."""
    values = months([1.0, 2, 3, 4, 5])
    state = months([True, False, True, False, False])
    samples = [
        state_months(values, state),
        state_months(values, state, choices={"as": "before"}),
        state_months(values, state & False),
    ]
    assert len(trace(samples).specifications) == 1
    found = gap_evidence(context(), "gap", samples, least=0.1, beside={})
    assert found.notes[0].startswith("2 of 3 definitions are not counted")
    with pytest.raises(InsufficientData, match="no definition has enough"):
        trace(samples[2:])


def weekly_closes(seed: int, start: str = "1995-01-06", n: int = 700) -> pd.DataFrame:
    """A random walk of weekly closes."""
    index = pd.date_range(start, periods=n, freq="W-FRI")
    moves = np.random.default_rng(seed).normal(0, 0.02, n)
    return pd.DataFrame({"close": 100 * np.exp(np.cumsum(moves))}, index=index)


def test_slopes_are_crossed_over_prices_measures_market_and_weeks() -> None:
    """Three pairs, three measures, two controls and two frequencies, and three beside them."""
    small, large, fund, other = (weekly_closes(seed) for seed in range(4))
    two, ten = (weekly_closes(seed).rename(columns={"close": "value"}) for seed in (4, 5))
    funds = {SMALL_FUND: fund, LARGE_FUND: other}
    found = definitions(
        pairs(small, large, funds),
        Measures("yields", -RISE, rate_options(two, ten)),
        market=(ALONE, GIVEN_MARKET),
    )
    assert len(found) == 3 * 3 * 2 * 2 + 3
    late = [s for s in found if s.choices["record"] == "from 2000"]
    assert all(s.periods.year.min() == 2000 for s in late)
    assert {s.regressors.shape[1] for s in found} == {1, 2, 3}
    every = {s.choices["changes over"]: s.periods.freqstr for s in found}
    assert every == {"weeks": "W-FRI", "months": "M"}
    assert {s.lags for s in found} == {2, 4, 8, 13}
    assert len(trace(found).specifications) == len(found)


def test_one_fund_alone_is_no_pair() -> None:
    """Both or neither."""
    small, large = weekly_closes(0), weekly_closes(1)
    assert len(indexes_and_funds(small, large, {SMALL_FUND: small})) == 1
    assert len(indexes_and_funds(small, large, {SMALL_FUND: small, LARGE_FUND: large})) == 2


def test_without_the_high_yield_spread_the_other_stands_throughout() -> None:
    """Changes of 1 a week instead of 10."""
    index = pd.date_range("2001-01-05", periods=4, freq="W-FRI")
    baa = pd.DataFrame({"value": [1.0, 2, 3, 4]}, index=index)
    options = spreads(10 * baa)
    assert [spread_changes(first, baa).dropna().tolist() for first in options.values()] == [
        [10, 10, 10],
        [1, 1, 1],
    ]


# Credit shocks


def shocked(falls: dict[int, float]) -> Evidence:
    """Ten widenings of a point, 340 days apart from day 300; closes fall after those named."""
    n = 3780
    closes, spread = np.full(n, 100.0), np.full(n, 4.0)
    for event, at in enumerate(range(300, n - 100, 340)):
        spread[at - 1 : at + 5] = 5.0
        closes[at + 5 : at + 30] *= 1 - falls.get(event, 0.0)
    index = pd.date_range("1996-01-01", periods=n, freq="B")
    values = pd.DataFrame({"value": spread}, index=index)
    none = pd.DataFrame({"trough": pd.DatetimeIndex([])}, index=pd.DatetimeIndex([]))
    return credit_shock.examine(
        context(),
        bars=pd.DataFrame({"close": closes}, index=index),
        high_yield=values,
        baa=values,
        recessions=none,
        least=0.75,
        window=63,
    )


def test_falls_after_every_shock_pass_the_gate() -> None:
    """A tenth after each; ten are left out in turn."""
    check = checked(shocked(dict.fromkeys(range(10), 0.10)))
    assert check.robustness is not None
    assert check.gate is True
    assert len(check.robustness.leave_one_out) == check.n_eff == 10


def test_one_deep_fall_after_a_shock_is_fragile() -> None:
    """A fifth after the fourth alone, just no crash: without it the excess is negative."""
    found = shocked({3: 0.19})
    check = checked(found)
    assert check.effect > 0.01
    assert check.gate is False
    name = str(found.events[3]["date"])
    assert f"without {name} the effect is gone" in check.gate_note


def test_without_one_of_two_shocks_nothing_is_left() -> None:
    """One event is no mean."""
    days = pd.date_range("2001-01-01", periods=40, freq="B")
    shocks = credit_shock.Shocks(np.array([3, 30]), np.ones(40), np.ones(40, dtype=bool), 5)
    dates = SharedDates(np.random.default_rng(0), draws=50)
    left = credit_shock.without_each(dates, shocks, days)
    assert left == (LeftOut("2001-01-04", 0.0, 1.0), LeftOut("2001-02-12", 0.0, 1.0))


def test_the_same_random_dates_serve_every_comparison() -> None:
    """Drawn once for each kind; another count is another draw."""
    dates = SharedDates(np.random.default_rng(0), draws=20)
    first = dates.take(slots=100, count=3, spacing=5)
    np.testing.assert_array_equal(dates.take(slots=100, count=3, spacing=5), first)
    assert dates.take(slots=100, count=2, spacing=5).shape == (20, 2)
    assert (np.diff(first, axis=1) >= 5).all()


# The claims


@pytest.mark.parametrize("claim_id", GATED)
def test_each_claim_has_been_through_its_gate(claim_id: str, snapshot_market: Market) -> None:
    """The primary definition opens the curve with the check's effect and p; eras are reported."""
    evidence = examine_claim(find_claim(CLAIMS, claim_id), snapshot_market, resamples=300)
    check, curve = deciding_effect(evidence.check), evidence.curve
    assert check is not None
    assert curve is not None
    assert check.robustness is not None
    primary = curve.specifications[0]
    assert (primary.effect, primary.p) == (check.effect, check.p)
    assert check.gate is not None
    assert check.detectable is not None
    assert 8 <= check.robustness.definitions <= 60
    assert all(
        len(specification.choices) == len(primary.choices) for specification in curve.specifications
    )
    first = evidence.estimates[0].name
    names = {e.name for e in evidence.estimates}
    assert {
        f"{first}, {part}" for part in ("1987 to 1999", "2000 to 2012", "from 2013", "without 2020")
    } <= names


def test_the_gate_is_the_same_again(snapshot_market: Market) -> None:
    """Random dates come from the claim's own generator alone."""
    claim = find_claim(CLAIMS, "slide-20")
    first, second = (examine_claim(claim, snapshot_market, resamples=200) for _ in range(2))
    assert first.curve == second.curve
    assert first.check == second.check


def test_the_gap_of_a_sample_is_that_of_its_specification() -> None:
    """One statistic and one null, whichever way it is asked for."""
    noise, state = moments()
    sample = state_months(months(noise), months(state), window=3)
    found = state_gap(sample, rng=np.random.default_rng(0), draws=50)
    specification = sample.specification()
    assert (found.effect.value, found.effect.p, found.effect.n) == (
        specification.value,
        specification.p,
        specification.n,
    )


def test_the_upper_end_of_a_definition_is_that_of_the_union_rule() -> None:
    """Student's t at least, and with fewer draws the 90% interval of the gap itself."""
    noise, state = moments()
    sample = state_months(months(noise), months(state))
    found = state_gap(sample, rng=np.random.default_rng(0), draws=2000)
    inside, outside = int(sample.member.sum()), int(sample.other.sum())
    error = noise.std(ddof=1) * np.sqrt(1 / inside + 1 / outside)
    student = found.effect.value + stats.t.ppf(0.95, min(inside, outside) - 1) * error
    upper = sample.specification().upper
    assert upper >= student - 1e-12
    assert upper == pytest.approx(found.interval_90[1], abs=error / 4)


def test_each_year_left_out_has_an_upper_end() -> None:
    """Without a year it is finite, and without the only year of the state there is none."""
    noise, state = moments()
    left_out = without_each_year(state_months(months(noise), months(state)))
    assert np.isfinite([left.upper for left in left_out]).all()
    assert all(left.upper > left.effect for left in left_out)
    once = np.arange(noise.size) < 3
    (only,) = without_each_year(state_months(months(noise), months(once)))
    assert only.upper == np.inf
