"""Declines and risk-off phases: known answers, no look-ahead, counts of METHODS 2.4 and 2.5."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtests.claims.examination import examine_claim
from backtests.claims.registry import find_claim, load_claims
from backtests.evidence.checks import MissingCheck, decide
from backtests.evidence.conjunction_check import ConjunctionCheck
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Context, Evidence
from backtests.inference import monte_carlo, ordered_alternatives, samples
from backtests.inference.path_bootstrap import common_closes, contrast, resample
from backtests.studies.declines import (
    crash_odds,
    decline_frequency,
    decline_mix,
    decline_stress,
    stress_measures,
)
from backtests.studies.relative import (
    event_windows,
    failed_rallies,
    lost_to_others,
    recovery_lead,
    risk_off,
)
from data_feeds.series import bars as series_bars
from data_feeds.series.market import Market
from signals import declines
from signals import risk_off as phases
from signals.core.event import Event, RuleError

CLAIMS = load_claims()
ROWS = (
    "mom-16",
    "slide-04",
    "slide-05",
    "slide-06a",
    "slide-07",
    "slide-10",
    "slide-24",
    "slide-25",
    "srg-03",
    "srg-09",
)


def bars_of(
    values: list[float], *, frequency: str = "B", start: str = "2024-01-01"
) -> pd.DataFrame:
    """Closes on business days, or as often as `frequency` says."""
    index = pd.date_range(start, periods=len(values), freq=frequency, name="date")
    return pd.DataFrame({"close": np.array(values, dtype=float)}, index=index)


def day(bars: pd.DataFrame, at: int) -> pd.Timestamp:
    """Date of a position."""
    return pd.Timestamp(bars.index[at])


def walk(seed: int, n: int, *, sd: float = 0.012, drift: float = 0.0003) -> list[float]:
    """A geometric random walk."""
    steps = np.random.default_rng(seed).normal(drift, sd, n)
    return [float(x) for x in 100 * np.exp(np.cumsum(steps))]


def context_of(resamples: int = 200) -> Context:
    """A context with few draws."""
    return Context(pd.Timestamp("2026-01-01"), monte_carlo.generator("test"), resamples)


def value(evidence: Evidence, name: str) -> float:
    """An estimate by the start of its name."""
    found = next(e.value for e in evidence.estimates if e.name.startswith(name))
    assert found is not None
    return found


# 100 to 88 is a correction of 12%, 110 to 77 a bear leg of 30%.
TWO = [95.0, 100, 95, 90, 88, 92, 97, 110, 100, 98, 90, 85, 77, 80, 86]


def test_peak_trough_and_confirmations_are_kept_apart() -> None:
    """90 confirms the peak of 100, 97 the trough of 88; 98 the peak of 110, 86 the trough of 77."""
    bars = bars_of(TWO)
    first, second = declines.find_declines(bars)
    assert [first.peak, first.confirmed, first.trough, first.trough_confirmed] == [
        day(bars, at) for at in (1, 3, 4, 6)
    ]
    assert [second.peak, second.confirmed, second.trough, second.trough_confirmed] == [
        day(bars, at) for at in (7, 9, 12, 14)
    ]
    assert [first.depth, second.depth] == pytest.approx([0.12, 0.30])
    assert first.kind == "correction"


def test_a_close_20_percent_below_the_highest_of_21_days_makes_a_crash() -> None:
    """90 is above 0.80 x 110 of three days before, 85 is not."""
    bars = bars_of(TWO)
    second = declines.find_declines(bars)[1]
    assert second.kind == "crash"
    assert second.crash_day == day(bars, 11)


def test_the_same_fall_over_a_longer_time_is_no_crash() -> None:
    """30% in sixty days: at most 20% of it within any 22 closes."""
    bars = bars_of([90.0, 100, *np.linspace(99.5, 70, 60), 72, 78])
    (found,) = declines.find_declines(bars)
    assert found.crash_day is None
    assert found.kind == "bear"
    assert found.depth == pytest.approx(0.30)


def test_crashes_are_not_looked_for_in_monthly_closes() -> None:
    """The same numbers a month apart are a bear market."""
    found = declines.find_declines(bars_of(TWO, frequency="ME"))[1]
    assert found.crash_day is None


def test_the_window_of_a_crash_holds_22_closes() -> None:
    """A close at 80 counts against a 100 of 21 days before, not of 22 days before."""
    for quiet, expected in ((20, True), (21, False)):
        closes = np.array([100.0, *[99.0] * quiet, 80.0])
        assert declines.crash_closes(closes)[-1] == expected


def test_a_decline_that_still_runs_has_no_confirmed_trough() -> None:
    """Its trough is the lowest close so far."""
    bars = bars_of([90.0, 100, 88, 85, 87])
    (found,) = declines.find_declines(bars)
    assert not found.finished
    assert found.trough == day(bars, 3)
    assert declines.find_events(bars, stage="end") == ()


def test_each_decline_has_one_class() -> None:
    """A bear market that holds a crash is listed as a crash only."""
    found = declines.by_kind(bars_of([*TWO, 95.0]))
    assert [len(found[kind]) for kind in declines.KINDS] == [1, 0, 1]


def test_declines_from_records_merge_those_of_the_zigzag() -> None:
    """After 110 no record comes, so the rally to 100 and the second leg belong to one decline."""
    bars = bars_of([100.0, 110, 95, 90, 100, 80, 90, 111])
    assert len(declines.find_declines(bars)) == 2
    (found,) = declines.record_declines(bars)
    assert [found.peak, found.confirmed, found.trough, found.trough_confirmed] == [
        day(bars, at) for at in (1, 2, 5, 7)
    ]
    assert found.depth == pytest.approx(1 - 80 / 110)


def test_no_bars_no_declines() -> None:
    """One close, or a rising market."""
    assert declines.find_declines(bars_of([100.0])) == ()
    assert declines.find_declines(bars_of([100.0, 101, 102])) == ()
    assert declines.record_declines(bars_of([100.0, 101, 102])) == ()


def test_the_quick_depths_are_those_of_the_declines(snapshot_market: Market) -> None:
    """Arrays for resampling and objects for reading agree, with and without a running decline."""
    bars = snapshot_market.series("RUT")
    for cut in (200, 5000, len(bars)):
        part = bars.iloc[:cut]
        depths = [d.depth for d in declines.find_declines(part) if d.finished]
        assert declines.finished_depths(part["close"].to_numpy()) == pytest.approx(depths)
    assert declines.finished_depths(np.array([100.0, 101, 102])).size == 0


def test_an_unknown_stage_is_refused() -> None:
    """With those that are known."""
    with pytest.raises(RuleError, match="expected start, crash or end"):
        declines.find_events(bars_of(TWO), stage="peak")  # type: ignore[arg-type]


@pytest.mark.parametrize(("stage", "known"), [("start", [3, 9]), ("crash", [11]), ("end", [6, 14])])
def test_events_are_dated_by_the_close_that_confirmed_them(
    stage: declines.Stage, known: list[int]
) -> None:
    """Not by the peak or the trough."""
    bars = bars_of(TWO)
    found = declines.find_events(bars, stage=stage)
    assert [e.known_on for e in found] == [day(bars, at) for at in known]
    assert [e.close for e in found] == [TWO[at] for at in known]
    assert all(("depth" in e.details) == (stage == "end") for e in found)


def unchanged_by_the_future(
    find: Callable[[pd.DataFrame], tuple[Event, ...]], frame: pd.DataFrame, cut: int
) -> bool:
    """Whether events on data cut at a row equal the events known by then on all data."""
    part = frame.iloc[:cut]
    part.attrs = dict(frame.attrs)
    return list(find(part)) == [e for e in find(frame) if e.known_on <= part.index[-1]]


FINDERS: dict[str, Callable[[pd.DataFrame], tuple[Event, ...]]] = {
    "start": declines.find_events,
    "crash": lambda bars: declines.find_events(bars, stage="crash"),
    "end": lambda bars: declines.find_events(bars, stage="end"),
    "bear end": lambda bars: declines.find_events(bars, stage="end", threshold=0.20),
    "falls": phases.find_falls,
    "jumps": phases.find_jumps,
    "widenings": phases.find_widenings,
}
SERIES = {"jumps": "VIX", "widenings": "BAMLH0A0HYM2"}


@pytest.mark.parametrize("name", FINDERS)
def test_no_event_changes_when_later_data_are_added(snapshot_market: Market, name: str) -> None:
    """Prefix test on real series at thirty random days, and the day before and of each event."""
    frame, find = snapshot_market.series(SERIES.get(name, "RUT")), FINDERS[name]
    some = [int(frame.index.get_loc(e.known_on)) for e in find(frame)[-5:]]
    cuts = [
        *np.random.default_rng(7).integers(100, len(frame), 30),
        *some,
        *(at + 1 for at in some),
    ]
    for cut in cuts:
        assert unchanged_by_the_future(find, frame, int(cut)), frame.index[cut - 1]


def test_events_at_the_peak_fail_the_same_check() -> None:
    """The check can fail: declines dated by their peak are caught."""
    bars = bars_of(TWO)

    def peek(frame: pd.DataFrame) -> tuple[Event, ...]:
        return tuple(Event(d.peak, d.peak_close) for d in declines.find_declines(frame))

    assert not unchanged_by_the_future(peek, bars, 9)


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(st.floats(-0.08, 0.08), min_size=5, max_size=150))
def test_events_of_any_path_do_not_look_ahead(steps: list[float]) -> None:
    """Every stage, every cut of a third of the path."""
    bars = bars_of([float(x) for x in 100 * np.exp(np.cumsum(steps))])
    for stage in ("start", "crash", "end"):
        for cut in range(2, len(bars), 3):
            assert unchanged_by_the_future(FINDERS[stage], bars, cut)


def test_falls_and_jumps_count_the_limit_itself() -> None:
    """-2% and +20%, not less."""
    bars = bars_of([100.0, 98, 97, 95.06, 114.072])
    assert [e.known_on for e in phases.find_falls(bars)] == [day(bars, 1), day(bars, 3)]
    assert [e.known_on for e in phases.find_jumps(bars, rise=0.19)] == [day(bars, 4)]


def test_a_wider_spread_is_known_a_day_later_and_then_quiet() -> None:
    """Change over two values of 0.75; the next event after three quiet values."""
    spreads = bars_of([3.0, 3.0, 3.75, 4.0, 4.5, 5.0, 5.5, 6.0, 6.5]).rename(
        columns={"close": "value"}
    )
    found = phases.find_widenings(spreads, days=2, quiet=3)
    assert [e.details["day"] for e in found] == [day(spreads, 2), day(spreads, 6)]
    assert [e.known_on for e in found] == [day(spreads, 3), day(spreads, 7)]
    assert found[0].details["since"] == day(spreads, 0)
    assert phases.find_widenings(spreads.iloc[:3], days=2) == ()


@pytest.mark.parametrize(("name", "corrections", "bears"), [("RUT", 39, 17), ("SPX", 23, 7)])
def test_the_counts_of_the_methods_come_out(
    snapshot_market: Market, name: str, corrections: int, bears: int
) -> None:
    """METHODS 2.4, since 1987-09: corrections 39/23, bears 17/7."""
    bars = snapshot_market.series(name).loc["1987-09-10":]
    tens = [d for d in declines.find_declines(bars) if d.finished]
    twenties = [d for d in declines.find_declines(bars, threshold=0.20) if d.finished]
    assert sum(d.depth < declines.BEAR for d in tens) == corrections
    assert len(twenties) == bears


def test_crashes_fall_into_the_clusters_of_the_methods(snapshot_market: Market) -> None:
    """METHODS 2.4: 1987, 2000, 2001, 2002, 2008-09, 2011, 2020."""
    crashes = declines.by_kind(snapshot_market.series("RUT"))["crash"]
    years = {d.crash_day.year for d in crashes if d.crash_day is not None}
    assert years == {1987, 2000, 2001, 2002, 2008, 2009, 2011, 2020}


def test_the_volatility_index_is_offered_on_trading_days(snapshot_market: Market) -> None:
    """Closes from FRED's file, without the days on which the S&P 500 did not trade."""
    bars = snapshot_market.prices("VIX")
    assert list(bars.columns) == ["close"]
    assert bars.index.isin(snapshot_market.series("SPX").index).all()
    assert len(bars) < len(snapshot_market.series("VIXCLS"))


def test_jonckheere_matches_a_count_by_hand() -> None:
    """Three ordered pairs of groups, all 12 comparisons in order; 1 of 90 assignments does so."""
    groups = [np.array([1.0, 2.0]), np.array([3.0, 4.0]), np.array([5.0, 6.0])]
    assert ordered_alternatives.jonckheere(groups) == 12
    p = ordered_alternatives.jonckheere_p(monte_carlo.generator("x"), groups, draws=20_000)
    assert p == pytest.approx(1 / 90, abs=0.003)


def test_jonckheere_matches_a_published_example() -> None:
    """Hollander & Wolfe 1973, example 6.2 (Hundal 1969): J = 79, large-sample p .023."""
    groups = [
        np.array(g, dtype=float)
        for g in (
            [40, 35, 38, 43, 44, 41],
            [38, 40, 47, 44, 40, 42],
            [48, 40, 45, 43, 46, 44],
        )
    ]
    assert ordered_alternatives.jonckheere(groups) == 79
    p = ordered_alternatives.jonckheere_p(monte_carlo.generator("x"), groups, draws=20_000)
    assert p == pytest.approx(0.022, abs=0.004)


def test_paths_are_resampled_together() -> None:
    """Twice the log return on every day: so on every resampled path."""
    closes = np.array(walk(1, 600))
    frame = common_closes(bars_of(list(closes)), bars_of(list(closes**2)))
    found = resample(
        frame,
        lambda s, g: np.array([np.abs(np.log(g) - 2 * np.log(s)).max(), g[0]]),
        rng=np.random.default_rng(0),
        draws=20,
    )
    assert found[:, 0] == pytest.approx(np.zeros(20), abs=1e-9)
    assert found[:, 1] == pytest.approx(np.ones(20))


def test_the_same_seed_resamples_the_same_paths() -> None:
    """Drawn from the generator that is given."""
    frame = common_closes(bars_of(walk(1, 400)), bars_of(walk(2, 400)))
    first, again = (
        resample(frame, lambda s, g: s[-1:], rng=np.random.default_rng(0), draws=5)
        for _ in range(2)
    )
    assert np.array_equal(first, again)


def test_too_few_common_closes_are_refused() -> None:
    """A year at least."""
    with pytest.raises(samples.InsufficientData, match="common to both"):
        common_closes(bars_of(walk(1, 300)), bars_of(walk(1, 100)))


def test_a_contrast_is_free_of_the_bias_of_resampling() -> None:
    """Draws moved by a constant give the same interval and p."""
    draws = np.random.default_rng(1).normal(0, 1, 2000)
    one, other = contrast(2.0, draws), contrast(2.0, draws + 5)
    assert one.p == pytest.approx(other.p)
    assert one.interval == pytest.approx(other.interval)
    assert one.interval_90 == pytest.approx((2 - 1.645, 2 + 1.645), abs=0.15)
    assert one.p == pytest.approx(0.023, abs=0.01)
    assert one.detectable == pytest.approx(1.645 + 0.842, abs=0.1)


def test_a_contrast_of_nothing_is_refused() -> None:
    """NaN where no path has a decline."""
    with pytest.raises(samples.InsufficientData, match="no decline"):
        contrast(1.0, np.array([np.nan, np.nan]))


def test_more_corrections_are_found_in_the_restless_index() -> None:
    """The same path with twice the moves has more of them, more than one in three years."""
    calm = np.array(walk(3, 2500, sd=0.006))
    evidence = decline_frequency.examine(
        context_of(), small=bars_of(list(calm**2)), large=bars_of(list(calm))
    )
    check = evidence.check
    assert isinstance(check, EffectCheck)
    assert check.effect > 0
    assert check.unit == "per decade"
    assert len(evidence.events) == sum(
        e.n or 0
        for e in evidence.estimates
        if e.name.startswith("corrections per decade, ") and "less" not in e.name
    )


def test_the_share_without_a_crash_is_counted() -> None:
    """One correction and one crash: a half, which neither supports nor refutes."""
    bars = bars_of(TWO)
    evidence = decline_mix.examine(context_of(), bars=bars, base_date=day(bars, 2))
    assert value(evidence, "share of declines") == pytest.approx(0.5)
    assert decide(evidence.check).verdict == "inconclusive"
    assert f"{day(bars, 7):%Y-%m-%d} (30%, crash)" in evidence.notes[0]


def test_windows_in_which_a_crash_starts_are_counted() -> None:
    """Peak on day 300: the 252 days before it see it coming within a year, of 348 windows."""
    rise, fall = np.linspace(100, 130, 301), [115.0, 100, 95, 105]
    bars = bars_of([*rise, *fall, *np.linspace(106, 120, 295)])
    evidence = crash_odds.examine(context_of(), bars=bars)
    assert len(evidence.events) == 1
    assert value(evidence, "share of all 12-month windows in which a crash starts") == (
        pytest.approx(252 / 348)
    )


@pytest.mark.parametrize("study", [decline_mix, crash_odds])
def test_crashes_need_weekly_closes(study: object) -> None:
    """Monthly ones are refused in words."""
    extra = {"base_date": pd.Timestamp("2024-01-01")} if study is decline_mix else {}
    evidence = study.examine(context_of(), bars=bars_of(TWO, frequency="ME"), **extra)  # type: ignore[attr-defined]
    assert evidence.check == MissingCheck(
        "not tested: weekly or daily closes are needed for crashes; found monthly"
    )


def test_pairs_in_order_are_counted_with_ties_and_gaps() -> None:
    """Corrections 1 and 2, bears 2 and NaN, crash 3: pairs 1-2, 2-2, 1-3, 2-3, 2-3."""
    values, ranks = np.array([1, 2, 2, np.nan, 3.0]), np.array([0, 0, 1, 1, 2])
    assert decline_stress.ordered_share(values, ranks) == pytest.approx(4.5 / 5)


def test_stress_that_rises_with_the_class_is_found() -> None:
    """Spreads, conditions and volatility that follow the fall from the high of a quarter."""
    bars = bars_of(
        [
            float(x)
            for x in 100 * np.exp(np.cumsum(np.random.default_rng(8).standard_t(3, 5000) * 0.012))
        ],
        start="1990-01-01",
    )
    fall = 1 - bars["close"] / bars["close"].rolling(63, min_periods=1).max()
    stress = pd.DataFrame({"value": fall, "close": fall})
    evidence = decline_stress.examine(
        context_of(),
        bars=bars,
        high_yield=stress.iloc[2500:],
        corporate=stress,
        conditions=stress,
        volatility=stress,
    )
    check = evidence.check
    assert isinstance(check, ConjunctionCheck)
    assert [part.name for part in check.others] == list(decline_stress.PARTS.values())
    for effect in (check.deciding, *(part.check for part in check.others)):
        assert isinstance(effect, EffectCheck)
        assert effect.effect > 0.1
        assert effect.p < 0.05
    assert {row["kind"] for row in evidence.events} == set(declines.KINDS)


def test_a_spread_that_does_not_reach_gives_way_to_the_next() -> None:
    """NaN is passed over."""
    assert stress_measures.first_known(float("nan"), 2.0) == 2.0
    assert np.isnan(stress_measures.first_known(float("nan")))


def test_small_caps_that_fall_twice_as_far_do_so_by_their_beta_only() -> None:
    """Behind in every decline, nothing left beyond beta."""
    large = np.array(walk(5, 2500))
    evidence = risk_off.examine(
        context_of(),
        small=bars_of(list(large**2)),
        large=bars_of(list(large)),
        others={},
        falls_since=pd.Timestamp("2024-01-01"),
    )
    assert value(evidence, "share with the Russell 2000 behind in S&P 500 declines") == 1
    assert value(evidence, "the same beyond its beta") == pytest.approx(0, abs=1e-9)
    check = evidence.check
    assert isinstance(check, EffectCheck)
    assert all(met for _, met in check.conditions)
    assert check.p == pytest.approx(1 / 201)


def test_weekly_closes_have_worst_weeks() -> None:
    """Weeks of -4.5%, five days' worth of -2%, stand for the days."""
    large = np.array(walk(6, 1500, sd=0.03))
    evidence = risk_off.examine(
        context_of(),
        small=bars_of(list(large**2), frequency="W-FRI"),
        large=bars_of(list(large), frequency="W-FRI"),
        others={},
        falls_since=pd.Timestamp("2024-01-01"),
    )
    assert isinstance(evidence.check, EffectCheck)
    names = [name for name, _ in evidence.check.conditions]
    assert any("behind on S&P 500 weeks of -4.5% from 2024, the week" in name for name in names)
    assert not any("day" in name for name in names)
    assert "closes are weekly" in evidence.notes[0]


def test_windows_start_at_the_close_before_the_day() -> None:
    """One day from -2% on: the return of that day; windows beyond the last close are left out."""
    large, small = [100.0, 100, 97, 97, 95], [100.0, 100, 90, 95, 95]
    closes = pd.concat({"small": bars_of(small)["close"], "large": bars_of(large)["close"]}, axis=1)
    paths = event_windows.paths_of(closes, series_bars.Frequency.DAILY)
    days = [event.known_on for event in phases.find_falls(bars_of(large))]
    starts, ends = risk_off._windows(paths, days, 1)
    assert (starts.tolist(), ends.tolist()) == ([1, 3], [2, 4])
    assert paths.relative(starts, ends) == pytest.approx(
        [np.log(0.90) - np.log(0.97), -np.log(95 / 97)]
    )
    assert risk_off._windows(paths, days, 3)[0].tolist() == [1]


def test_the_lead_after_a_low_is_measured_from_its_close() -> None:
    """Large caps flat after a low, small caps 10% up at once: a lead of 10% at each horizon."""
    large = np.array(
        [*np.linspace(100, 120, 300), *np.linspace(119, 90, 100)] * 3
        + list(np.linspace(100, 150, 400))
    )
    ratio = np.ones(large.size)
    for low in (399, 799, 1199):
        ratio[low + 1 :] *= 1.10
    small, big = bars_of(list(large * ratio)), bars_of(list(large))
    recessions = pd.DataFrame({"trough": [day(big, 399).replace(day=1)]}, index=[day(big, 10)])
    evidence = recovery_lead.examine(context_of(), small=small, large=big, recessions=recessions)
    row = evidence.events[0]
    assert row["date"] == f"{day(big, 399):%Y-%m-%d}"
    assert row["lead_3m"] == pytest.approx(0.10 * large[399 + 63] / large[399])
    assert isinstance(evidence.check, EffectCheck)
    assert evidence.check.conditions[0][1]


def test_rallies_that_are_lost_again_are_counted() -> None:
    """Up from 1.00 to 1.10 and back; up to 1.12 and never back; the last one is not over."""
    year = [1.12] * 262
    values = [1.05, 1.0, 1.10, 0.99, 1.12, *year, 1.00, 1.09, 1.0]
    index = pd.bdate_range("2020-04-01", periods=len(values), name="date")
    legs = failed_rallies.find_legs(pd.Series(values, index=index), threshold=0.08)
    assert [leg.rise for leg in legs] == pytest.approx([0.10, 1.12 / 0.99 - 1, 0.09])
    assert [leg.retraced for leg in legs] == [index[3], None, index[-1]]
    assert [leg.over for leg in legs] == [True, True, True]
    running = failed_rallies.find_legs(
        pd.Series([*values[:-1], 1.005], index=index), threshold=0.05
    )
    assert not running[-1].over


def test_no_rally_is_too_little_data() -> None:
    """Two indexes that move alike."""
    alike = bars_of(walk(2, 400))
    with pytest.raises(samples.InsufficientData, match="no finished rally of 8%"):
        failed_rallies.examine(
            context_of(),
            small=alike,
            large=alike,
            since=day(alike, 0),
            until=day(alike, 300),
            threshold=0.08,
        )


def test_rallies_confirmed_after_the_article_do_not_count() -> None:
    """They are listed."""
    ratio = np.tile([1.0, 1.1, 1.2, 1.1], 100)
    large = bars_of([100.0] * 400)
    evidence = failed_rallies.examine(
        context_of(),
        small=bars_of(list(100 * ratio)),
        large=large,
        since=day(large, 0),
        until=day(large, 30),
        threshold=0.08,
    )
    assert value(evidence, "rallies") == sum(bool(row["counted"]) for row in evidence.events) < 99
    assert decide(evidence.check).verdict == "supported"


@pytest.mark.parametrize(("until", "verdict"), [(16, "inconclusive"), (17, "supported")])
def test_fewer_than_five_rallies_decide_nothing(until: int, verdict: str) -> None:
    """A rise is confirmed on the second day of every four: four by day 16, five by day 17."""
    ratio = np.tile([1.0, 1.1, 1.2, 1.1], 100)
    small, large = bars_of(list(100 * ratio)), bars_of([100.0] * 400)
    ends = {"since": day(large, 0), "until": day(large, until), "threshold": 0.08}
    evidence = failed_rallies.examine(context_of(), small=small, large=large, **ends)
    assert decide(evidence.check).verdict == verdict
    assert ("only 4 separate events" in decide(evidence.check).reason) == (until == 16)
    # A leader that rises as the ratio falls back gains each time on a fund that does not move.
    leader = bars_of(list(100 / ratio))
    evidence = lost_to_others.examine(
        context_of(), small=small, large=large, leader=leader, fund=large, **ends
    )
    assert decide(evidence.check).verdict == verdict
    assert value(evidence, "median lead") == pytest.approx(1.2 / 1.0 - 1)


def test_rallies_of_more_than_six_months_are_not_short() -> None:
    """Ten rises of eight months each, all lost: several rallies, but none is short."""
    up, down = np.linspace(1.0, 1.2, 176), np.linspace(1.2, 1.0, 20)
    ratio = np.tile(np.concatenate([up, down[1:]]), 10)
    small, large = bars_of(list(100 * ratio)), bars_of([100.0] * ratio.size)
    evidence = failed_rallies.examine(
        context_of(),
        small=small,
        large=large,
        since=day(large, 0),
        until=day(large, ratio.size - 1),
        threshold=0.08,
    )
    assert value(evidence, "rallies of at most 6 months") == 0
    ruling = decide(evidence.check)
    assert ruling.verdict == "inconclusive"
    assert "rallies of at most 6 months 0, needed at least 3" in ruling.reason


@pytest.mark.parametrize("claim_id", ROWS)
def test_each_row_runs_on_the_snapshot(snapshot_market: Market, claim_id: str) -> None:
    """None of them lacks data there."""
    evidence = examine_claim(find_claim(CLAIMS, claim_id), snapshot_market, resamples=300)
    assert not isinstance(evidence.check, MissingCheck)
    assert evidence.estimates


@pytest.mark.parametrize("claim_id", ROWS)
def test_each_row_runs_on_the_shipped_figures(reference_market: Market, claim_id: str) -> None:
    """None lacks data, and each names the frequency of its closes."""
    evidence = examine_claim(find_claim(CLAIMS, claim_id), reference_market, resamples=300)
    assert not isinstance(evidence.check, MissingCheck)
    assert any(note.startswith("closes are ") for note in evidence.notes)


@pytest.mark.parametrize("as_of", ["1988-06-30", "1992-01-31", "2003-01-31"])
@pytest.mark.parametrize("claim_id", ROWS)
def test_each_row_runs_on_early_data(snapshot_market: Market, claim_id: str, as_of: str) -> None:
    """A verdict or a reason, and nothing dated after the data end."""
    early = Market(
        snapshot_market.label,
        snapshot_market.loaders,
        snapshot_market.how_to_get,
        pd.Timestamp(as_of),
    )
    evidence = examine_claim(find_claim(CLAIMS, claim_id), early, resamples=100)
    assert decide(evidence.check).reason
    dates = [str(v) for row in evidence.events for v in row.values() if str(v).startswith("20")]
    assert max(dates, default="") <= as_of


def test_worst_days_match_the_reference(snapshot_market: Market) -> None:
    """METHODS 2.5: +0.81% to 1999, -0.29% to 2012, -0.31% from 2013; 10 of 14 from records."""
    evidence = examine_claim(find_claim(CLAIMS, "slide-10"), snapshot_market, resamples=200)
    stem = "Russell 2000 less S&P 500 on S&P 500 days of -2%, the day"
    eras = (("1987 to 1999", 0.0081), ("2000 to 2012", -0.0029), ("from 2013", -0.0031))
    for era, mean in eras:
        assert value(evidence, f"{stem}, {era}") == pytest.approx(mean, abs=0.0005)
    record = next(e for e in evidence.estimates if "from a record close" in e.name)
    assert record.note == "10 of 14"
