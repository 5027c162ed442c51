"""Breakouts under every definition: what is varied, the primary one kept, the null the same."""

from __future__ import annotations

import json
import math

import numpy as np
import pandas as pd
import pytest

from backtests.claims.examination import examine_claim
from backtests.claims.registry import find_claim, load_claims
from backtests.engine.outcomes import Outcome, PriceArrays, first_touch
from backtests.engine.prepared_bars import PreparedBars
from backtests.evidence import eras
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.robustness import LeftOut
from backtests.evidence.specification_curve import Curve
from backtests.inference import intervals, monte_carlo
from backtests.inference.random_dates import draw_dates
from backtests.report.answers.breakout import breakout_answer
from backtests.report.json import breakout
from backtests.report.terminal import breakout as display
from backtests.runtime import serialization
from backtests.studies.breakouts import hit_rate, random_entries
from backtests.studies.breakouts.definitions import (
    ENTRIES,
    Definition,
    Signal,
    drift_choices,
    find_all,
    hit_curve,
    next_bar_returns,
    signals,
    targets,
)
from backtests.studies.breakouts.latest_signal import analyse_trades
from backtests.studies.breakouts.path_kernel import PathRules, follow
from backtests.studies.breakouts.rules import BreakoutRules
from data_feeds.series.bars import Frequency, check_bars
from data_feeds.series.market import Market
from signals import recent_high
from signals.core.event import Event
from signals.levels.stops import parse_stop

CLAIMS = load_claims()


def walk_of(days: int, *, seed: int) -> pd.DataFrame:
    """Daily bars of a random walk with opens of its own."""
    rng = np.random.default_rng(seed)
    close = 100 * np.exp(np.cumsum(rng.normal(0.0003, 0.012, days)))
    opened = close * np.exp(rng.normal(0, 0.006, days))
    frame = pd.DataFrame(
        {
            "open": opened,
            "high": np.maximum(opened, close) * 1.004,
            "low": np.minimum(opened, close) * 0.996,
            "close": close,
        },
        index=pd.bdate_range("2010-01-04", periods=days, name="date"),
    )
    return check_bars(frame, name="walk")


def context_of(bars: pd.DataFrame) -> Context:
    """What a study is given beside its bars."""
    return Context(pd.Timestamp(bars.index[-1]), monte_carlo.generator("x"), 200)


@pytest.mark.parametrize(
    "stop",
    ["structural", "none", "8%", "trailing:5%", "failed", "time:30", "atr:2", "chandelier:3"],
)
def test_random_entries_hit_as_events_there_would(stop: str) -> None:
    """N1 deals a date the event's distances; following an event of that date agrees."""
    bars, rule = walk_of(700, seed=1), parse_stop(stop)
    details = {"record": float(bars["close"].iloc[100] * 0.99)}
    event = Event(
        bars.index[100],
        float(bars["close"].iloc[100]),
        details=details,
        target=float(bars["close"].iloc[100] * 1.06),
        stop=float(bars["close"].iloc[100] * 0.95),
    )
    (own,) = first_touch(bars, [event], stop=rule, horizon=60)
    assert own.resolved
    prepared = PreparedBars.of(bars)
    found, _ = random_entries.random_hits(
        prepared,
        random_entries.Resolved.of(prepared, [own], rule),
        stop=rule,
        horizon=60,
        rng=np.random.default_rng(0),
        draws=150,
    )
    assert found is not None
    window, first = (30 if stop == "time:30" else 60), (rule.atr_window or 0) + 1
    drawn = draw_dates(
        np.random.default_rng(0),
        slots=len(bars) - window + 1 - first,
        count=1,
        spacing=1,
        draws=150,
    )
    moved = [_moved(bars, own, int(at)) for at in first + drawn[:, 0]]
    causes = [o.cause for o in first_touch(bars, moved, stop=rule, horizon=60)]
    assert found[:, 0].tolist() == [cause == "target" for cause in causes]
    assert 0.1 < found.mean() < 0.9


def _moved(bars: pd.DataFrame, own: Outcome, entry: int) -> Event:
    """The event as it would stand before another entry, its levels as far away in percent."""
    assert own.entry is not None
    assert own.event.target is not None
    assert own.event.stop is not None
    scale = float(bars["open"].iloc[entry]) / own.entry
    record = own.event.details["record"]
    assert isinstance(record, float)
    return Event(
        bars.index[entry - 1],
        float(bars["close"].iloc[entry - 1]),
        target=scale * own.event.target,
        stop=scale * own.event.stop,
        details={"record": scale * record},
    )


def test_a_rise_without_end_has_no_effect_without_any_event() -> None:
    """Every entry hits, so that each event left out leaves 100% against 100%."""
    close = 100 * 1.01 ** np.arange(400.0)
    bars = check_bars(
        pd.DataFrame(
            {"close": close}, index=pd.bdate_range("2020-01-01", periods=400, name="date")
        ),
        name="rise",
    )
    events = [Event(bars.index[at], close[at], target=1.1 * close[at]) for at in (10, 60, 200)]
    outcomes = first_touch(bars, events, stop=parse_stop("none"), horizon=50)
    rate = hit_rate.hit_rate(
        PreparedBars.of(bars),
        outcomes,
        stop=parse_stop("none"),
        horizon=50,
        rng=np.random.default_rng(0),
        draws=100,
    )
    assert [left.name for left in rate.left_out] == [f"{e.known_on:%Y-%m-%d}" for e in events]
    assert [(left.effect, left.p) for left in rate.left_out] == [(0, 1)] * 3
    alone = hit_rate.hit_rate(
        PreparedBars.of(bars),
        outcomes[:1],
        stop=parse_stop("none"),
        horizon=50,
        rng=np.random.default_rng(0),
        draws=100,
    )
    assert [(left.effect, left.p) for left in alone.left_out] == [(0, 1)]


def test_leaving_out_the_only_hit_leaves_none() -> None:
    """One of four hit: without it 0%, without another a third, each less what is left of N1."""
    bars = walk_of(900, seed=3)
    close = bars["close"].to_numpy()
    events = [
        Event(bars.index[at], close[at], target=factor * close[at])
        for at, factor in ((50, 1.01), (200, 9.0), (350, 9.0), (500, 9.0))
    ]
    outcomes = first_touch(bars, events, stop=parse_stop("none"), horizon=100)
    rate = hit_rate.hit_rate(
        PreparedBars.of(bars),
        outcomes,
        stop=parse_stop("none"),
        horizon=100,
        rng=np.random.default_rng(0),
        draws=500,
    )
    assert rate.hits == 1
    assert rate.baseline is not None
    # Only the first event's near target is ever reached from a random date.
    others = [(1 - 4 * rate.baseline) / 3] * 3
    assert [left.effect for left in rate.left_out] == pytest.approx([0, *others])
    assert rate.left_out[0].p == 1
    # Wilson at 90% for 0 of 3: z² / (n + z²), over a share of 0 from random dates.
    assert rate.left_out[0].upper == pytest.approx(2.7055 / 5.7055, abs=1e-4)


def test_what_may_stand_for_a_breakout_and_its_target() -> None:
    """METHODS 2.1 and 2.3; weeks and months only where the bars are days."""
    days = walk_of(300, seed=1)
    assert [signal.words for signal in signals(days, Signal())] == [
        "record, base of 20 days and 5%",
        "record, base of 10 days and 0%",
        "record, base of 20 days and 3%",
        "record, base of 63 days and 10%",
        "record, base of 252 days and 10%",
        "55-day high, base of 20 days and 5%",
        "252-day high, base of 20 days and 5%",
        "weekly record, base of 4 weeks and 5%",
        "monthly record, base of 2 months and 5%",
    ]
    weeks = days.iloc[::5]
    weeks.attrs = {**days.attrs, "frequency": Frequency.WEEKLY}
    assert len(signals(weeks, Signal())) == 7
    assert signals(days, Signal(30, 0.1))[:2] == (Signal(30, 0.1), Signal())
    assert [s.lookback for s in signals(days, Signal(60, 0.1)) if s.lookback] == [252]
    assert targets("mm-a") == ("mm-a", "mm-b", "mm-c", "mm-d", "30%", "45%")
    assert targets("45%") == ("45%", "30%")
    assert targets("750pts") == ("750pts",)


def test_signals_that_select_the_same_days_count_once() -> None:
    """A fall of a third under the record for 300 days: bases of every length end on one day."""
    close = np.concatenate(
        [np.linspace(90, 100, 100), np.linspace(99, 66, 150), np.linspace(66, 99, 150), [101]]
    )
    bars = check_bars(
        pd.DataFrame(
            {"close": close}, index=pd.bdate_range("2020-01-01", periods=401, name="date")
        ),
        name="dip",
    )
    found = find_all(bars, Signal(), seed_record=None)
    assert next(iter(found)) == Signal()
    assert [event.known_on for event in found[Signal()]] == [bars.index[-1]]
    assert len({tuple(e.known_on for e in events) for events in found.values()}) == len(found)
    assert Signal(252, 0.10) not in found


def test_days_without_a_finished_month_have_no_monthly_signal() -> None:
    """Ten days in January: one week is over, no month."""
    bars = walk_of(10, seed=1)
    for frequency in (Frequency.WEEKLY, Frequency.MONTHLY):
        assert Signal(closes=frequency).find(bars, seed_record=None) == ()


def test_the_return_from_the_next_bar() -> None:
    """Its open is the first day of the span; where opens are not genuine its close is the start."""
    rows = {
        "open": [10.0, 11, 12, 14],
        "high": [15.0] * 4,
        "low": [9.0] * 4,
        "close": [10.0, 12, 13, 15],
    }
    bars = pd.DataFrame(rows, index=pd.bdate_range("2024-01-01", periods=4, name="date"))
    bars = check_bars(bars, name="four")
    found = next_bar_returns(bars, trading_days=2)
    assert found[:2] == pytest.approx([13 / 11 - 1, 15 / 12 - 1])
    assert np.isnan(found[2:]).all()
    by_close = next_bar_returns(bars[["close"]], trading_days=2)
    assert by_close[0] == pytest.approx(15 / 12 - 1)
    assert np.isnan(by_close[1:]).all()


@pytest.fixture(scope="module")
def drift(reference_market: Market) -> Evidence:
    """brk-02 on the shipped figures."""
    return examine_claim(find_claim(CLAIMS, "brk-02"), reference_market, resamples=300)


@pytest.fixture(scope="module")
def touch(reference_market: Market) -> Evidence:
    """brk-03 on the shipped figures."""
    return examine_claim(find_claim(CLAIMS, "brk-03"), reference_market, resamples=300)


def the_one(evidence: Evidence, choices: dict[str, str]) -> tuple[float, float]:
    """Effect and p of the specification with these choices."""
    assert evidence.curve is not None
    (found,) = [s for s in evidence.curve.specifications if s.choices == choices]
    return found.effect, found.p


def test_the_primary_is_one_of_the_curve_with_the_figures_of_the_check(
    drift: Evidence, touch: Evidence
) -> None:
    """The same effect and p, to the last digit."""
    choices = drift_choices(Signal(), span="12 months", entry=ENTRIES[0])
    assert isinstance(drift.check, EffectCheck)
    assert the_one(drift, choices) == (drift.check.effect, drift.check.p)
    choices = Definition(Signal(), "mm-a", "structural", 252).choices
    assert isinstance(touch.base_rate, EffectCheck)
    assert the_one(touch, choices) == (touch.base_rate.effect, touch.base_rate.p)


def test_the_gate_has_run_for_both(drift: Evidence, touch: Evidence) -> None:
    """On weekly bars: seven signals by four spans and two entries, by six targets and 3 x 3."""
    for check, count in ((drift.check, 7 * 8), (touch.base_rate, 7 * 6 * 9)):
        assert isinstance(check, EffectCheck)
        assert check.robustness is not None
        assert check.robustness.definitions == count
        assert check.gate is False
        assert "have its sign" in check.gate_note


def test_an_effect_says_what_size_it_could_have_shown(drift: Evidence, touch: Evidence) -> None:
    """METHODS 3.7: 2.487 sd / sqrt(n_eff), and the exact binomial rate less the base rate."""
    first = drift.estimates[0]
    assert isinstance(drift.check, EffectCheck)
    assert drift.check.detectable == first.mde
    check = touch.base_rate
    rate = next(e for e in touch.estimates if e.name.startswith("past "))
    assert isinstance(check, EffectCheck)
    assert rate.baseline is not None
    assert rate.n_eff is not None
    needed = intervals.minimum_detectable_rate(rate.baseline, n=rate.n_eff)
    assert needed is not None
    assert check.detectable == needed - rate.baseline


@pytest.mark.parametrize(
    ("kind", "statistic"),
    [
        ("drift", "mean return 12 months after a breakout"),
        ("touch", "hit rate of past breakouts"),
    ],
)
def test_eras_share_out_the_events(
    kind: str, statistic: str, request: pytest.FixtureRequest
) -> None:
    """The three eras hold every event, and each has random dates of its own, as without 2020."""
    evidence = request.getfixturevalue(kind)
    found = {e.name: e for e in evidence.estimates}
    parts = [found[f"{statistic}, {era.name}"] for era in eras.ERAS]
    whole = (
        found[statistic]
        if kind == "drift"
        else next(e for e in evidence.estimates if e.name.startswith("past "))
    )
    assert sum(part.n for part in parts) == whole.n
    assert len({part.baseline for part in parts}) == 3
    without = found[f"{statistic}, {eras.WITHOUT_2020}"]
    in_2020 = [left.name for left in _left_out(evidence) if left.name.startswith("2020")]
    assert without.n == whole.n - len(in_2020)
    assert all(e.p is not None for e in (*parts, without))


def _left_out(evidence: Evidence) -> tuple[LeftOut, ...]:
    check = evidence.base_rate or evidence.check
    assert isinstance(check, EffectCheck)
    assert check.robustness is not None
    return check.robustness.leave_one_out


@pytest.mark.parametrize("claim_id", ["brk-02", "brk-03"])
def test_an_era_without_an_event_has_no_value(claim_id: str, reference_market: Market) -> None:
    """On bars from 2013 on, nothing is said of the years before."""
    bars = reference_market.series("RUT").loc["2013":]
    bars.attrs = dict(reference_market.series("RUT").attrs)
    claim = find_claim(CLAIMS, claim_id)
    found = claim.examine(context_of(bars), bars=bars, **claim.parameters)
    empty = [e for e in found.estimates if e.name.endswith(("to 1999", "to 2012"))]
    assert len(empty) == 2
    assert all(e.value is None and e.n == 0 and "in it" in e.note for e in empty)


def test_paths_find_breakouts_above_recent_highs_as_the_data_do() -> None:
    """The rules of a path with a lookback give the events of the bars themselves."""
    bars = walk_of(1500, seed=2)
    events = recent_high.find_events(bars, lookback=55, min_base=10, min_depth=0.02, target="mm-c")
    rules = PathRules.of(
        BreakoutRules(10, 0.02, lookback=55, target="mm-c", horizon=126), Frequency.DAILY
    )
    path = follow(PriceArrays.of(bars), np.ones(len(bars), dtype=bool), rules)
    assert [bars.index[at] for at in path.signal] == [e.known_on for e in events]
    assert path.target.tolist() == pytest.approx([e.target for e in events])
    assert len(events) > 10


def test_the_multiverse_of_a_hit_rate_is_reported_as_that_of_easing(
    reference_market: Market, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same keys in JSON, the same lines on the terminal; none without a target."""
    bars = reference_market.series("RUT")

    def curve_of(target: str) -> tuple[hit_rate.BreakoutStudy, Curve | None]:
        rng = monte_carlo.generator("x")
        study = hit_rate.study(
            PreparedBars.of(bars), BreakoutRules(target=target, lookback=252), rng=rng, draws=100
        )
        primary = Definition(Signal(lookback=252), target, "structural", 252)
        return study, hit_curve(
            PreparedBars.of(bars), primary, study.hit_rate, rng, seed_record=None, draws=100
        )

    assert curve_of("none")[1] is None
    study, curve = curve_of("30%")
    assert curve is not None
    content = breakout.breakout_json(
        study, curve, reference_market, symbol="RUT", as_of=reference_market.as_of
    )
    document = json.loads(serialization.to_text(content))
    assert document["parameters"]["lookback"] == 252
    assert set(document["multiverse"]) == {
        "n",
        "lowest",
        "median",
        "highest",
        "share_with_sign",
        "share_significant",
        "joint_p",
        "varied",
        "specifications",
    }
    assert document["multiverse"]["n"] == len(curve.specifications) == 7 * 2 * 9
    assert math.isclose(document["multiverse"]["lowest"], curve.values[0])
    desk = analyse_trades(PreparedBars.of(bars), study)
    display.print_breakouts(study, bars, breakout_answer(study, desk, bars), details=False)
    display.print_multiverse(curve)
    shown = " ".join(capsys.readouterr().out.split())
    assert "closes above the 252-day high" in shown
    assert "multiverse: 126 specifications give" in shown
    assert "varied: breakout (7), target (2), stop (3), horizon (3)" in shown
