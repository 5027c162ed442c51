"""N2 and N2b: the quick form equals the reference, and paths are what METHODS 3.4 says."""

from __future__ import annotations

import json

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from backtests.claims.examination import examine_claim
from backtests.claims.registry import find_claim, load_claims
from backtests.engine.fills import OPEN, STOP, TARGET, TIMEOUT, VOID_REASONS
from backtests.engine.outcomes import Outcome, PriceArrays, first_touch
from backtests.engine.prepared_bars import PreparedBars
from backtests.evidence.effect_check import EffectCheck
from backtests.inference import monte_carlo, samples
from backtests.inference.bootstrap import draw_rows, draw_rows_into
from backtests.report.json import breakout
from backtests.report.terminal import breakout as display
from backtests.runtime import serialization
from backtests.studies.breakouts import hit_rate, path_kernel
from backtests.studies.breakouts import rules as breakout_rules
from backtests.studies.breakouts.latest_signal import analyse_trades
from backtests.studies.breakouts.path_kernel import (
    BarSteps,
    PathRules,
    PathStatistics,
    follow,
    follow_paths,
    rebuild,
)
from backtests.studies.breakouts.resampled_paths import (
    Null,
    Nulls,
    describe_other_blocks,
    expected_block,
    mean_bill_rate,
    resample,
)
from backtests.studies.breakouts.rules import BreakoutRules
from data_feeds.series.bars import Frequency, check_bars, frequency_of
from data_feeds.series.market import Market
from signals.breakout import find_events
from signals.core.side import Side
from signals.levels.stops import parse_stop

CODES = {"open": OPEN, "target": TARGET, "stop": STOP, "timeout": TIMEOUT}
VOID_CODES = {reason: code for code, reason in VOID_REASONS.items()}
WAYS = [
    ("mm-a", "structural"),
    ("mm-b", "none"),
    ("mm-c", "8%"),
    ("mm-d", "failed"),
    ("30%", "trailing:10%"),
    ("750pts", "time:63"),
    ("level:300", "structural"),
    ("none", "structural"),
    ("mm-a", "atr:2"),
    ("mm-c", "chandelier:3"),
]


def random_bars(
    seed: int, n: int, *, drift: float = 0.0003, freq: str = "B", gaps: float = 0.004
) -> pd.DataFrame:
    """Bars of a random walk with genuine opens."""
    rng = np.random.default_rng(seed)
    close = 100 * np.exp(np.cumsum(rng.normal(drift, 0.012, n)))
    open_ = close * np.exp(rng.normal(0, gaps, n))
    spread = np.abs(rng.normal(0, 0.006, n))
    frame = pd.DataFrame(
        {
            "open": open_,
            "high": np.maximum(open_, close) * (1 + spread),
            "low": np.minimum(open_, close) * (1 - spread),
            "close": close,
        },
        index=pd.date_range("1990-01-05", periods=n, freq=freq, name="date"),
    )
    return check_bars(frame, name="random walk")


def rules_of(
    bars: pd.DataFrame,
    target: str = "mm-a",
    stop: str = "structural",
    *,
    seed: float | None = None,
    horizon: int = 252,
) -> PathRules:
    """The primary definition."""
    rules = BreakoutRules(target=target, stop=stop, horizon=horizon)
    return PathRules.of(rules, frequency_of(bars), seed)


def code_of(outcome: Outcome) -> int:
    """What became of an event, as the compiled loops say it."""
    return CODES[outcome.cause] if outcome.void_reason is None else VOID_CODES[outcome.void_reason]


def frame_of(path: PriceArrays, index: pd.DatetimeIndex) -> pd.DataFrame:
    """A path as checked bars."""
    columns = {"open": path.open, "high": path.high, "low": path.low, "close": path.close}
    return check_bars(pd.DataFrame(columns, index=index), name="path")


def reference(
    bars: pd.DataFrame, target: str, stop: str, seed: float | None
) -> tuple[Outcome, ...]:
    """What the study of the data does with bars."""
    events = find_events(bars, seed_record=seed, target=target)
    return first_touch(
        bars, events, stop=parse_stop(stop), horizon=252, needs_target=target != "none"
    )


def assert_same(
    bars: pd.DataFrame,
    path: PriceArrays,
    genuine: npt.NDArray[np.bool_],
    target: str,
    stop: str,
    seed: float | None,
) -> int:
    """Signals, targets and causes are equal; an event is by closes where its entry's flag says."""
    found = follow(path, genuine, rules_of(bars, target, stop, seed=seed))
    intraday = reference(bars, target, stop, seed)
    by_close = reference(bars[["close"]], target, stop, seed)
    at = bars.index.get_indexer(pd.DatetimeIndex([o.event.known_on for o in intraday]))
    assert list(found.signal) == list(at)
    flags = np.append(genuine, True)[np.asarray(at, dtype=np.int64) + 1]
    expected = [a if flag else b for a, b, flag in zip(intraday, by_close, flags, strict=True)]
    assert list(found.cause) == [code_of(o) for o in expected]
    targets = [np.nan if o.event.target is None else o.event.target for o in expected]
    np.testing.assert_array_equal(found.target, targets)
    return len(expected)


@pytest.mark.parametrize(("target", "stop"), WAYS)
def test_real_bars_are_followed_as_the_study_does(
    snapshot_market: Market, reference_market: Market, target: str, stop: str
) -> None:
    """Daily and weekly, before and after the opens are genuine."""
    for market, least in ((snapshot_market, 33), (reference_market, 27)):
        bars = market.series("RUT")
        found = follow(
            PriceArrays.of(bars),
            BarSteps.of(PreparedBars.of(bars)).genuine,
            rules_of(bars, target, stop, seed=174.44),
        )
        expected = reference(bars, target, stop, 174.44)
        days = bars.index[found.signal]
        assert list(days) == [o.event.known_on for o in expected]
        assert list(found.cause) == [code_of(o) for o in expected]
        assert len(expected) == least


@pytest.mark.parametrize(("target", "stop"), WAYS)
def test_resampled_bars_are_followed_as_the_study_does(target: str, stop: str) -> None:
    """Daily and weekly paths with bars of both kinds mixed, and gaps that void an entry."""
    events = 0
    for freq, n in (("B", 6000), ("W-FRI", 1500)):
        bars = random_bars(1, n, freq=freq, gaps=0.04)
        source = BarSteps.of(PreparedBars.of(bars))
        for seed in range(3):
            rng = np.random.default_rng(seed)
            picks = draw_rows(rng, size=n - 1, block=40, draws=1)[0]
            path, _ = rebuild(source, picks, shift=0.0001)
            genuine = rng.random(n) < 0.5
            resampled = frame_of(path, pd.DatetimeIndex(bars.index))
            events += assert_same(resampled, path, genuine, target, stop, 101.0)
    assert events > 50


@pytest.mark.parametrize(
    ("side", "lookback", "seed"),
    [
        (Side.LONG, 60, None),
        (Side.SHORT, 60, None),
        (Side.SHORT, None, None),
        (Side.SHORT, None, 95.0),
        (Side.LONG, None, 104.0),
    ],
)
def test_each_kind_of_signal_is_followed_as_the_study_does(
    side: Side, lookback: int | None, seed: float | None
) -> None:
    """Records and highs of sixty days, and lows of both; a seed record is a quoted price."""
    bars = random_bars(14, 1500, drift=0.0, gaps=0.01)
    rules = BreakoutRules(
        lookback=lookback, target="mm-c", stop="chandelier:3", horizon=40, side=side
    )
    events = breakout_rules.find_events(bars, rules, seed_record=seed)
    expected = first_touch(
        bars, events, stop=rules.stop_rule, horizon=40, needs_target=True, side=side
    )
    found = follow(
        PriceArrays.of(bars, side),
        np.ones(1500, dtype=bool),
        PathRules.of(rules, frequency_of(bars), seed),
    )
    assert len(events) > 1
    assert [bars.index[at] for at in found.signal.tolist()] == [e.known_on for e in events]
    assert found.cause.tolist() == [code_of(o) for o in expected]
    assert side.sign * found.target == pytest.approx([e.target for e in events])
    assert side.sign * found.stop == pytest.approx([o.stop for o in expected])


@pytest.mark.parametrize(
    ("stop", "frequency", "expected"),
    [
        ("structural", Frequency.DAILY, (20, 252, 252, None, 0)),
        ("time:63", Frequency.DAILY, (20, 63, 252, None, 0)),
        ("time:300", Frequency.WEEKLY, (4, 52, 52, None, 0)),
        ("atr:2", Frequency.DAILY, (20, 252, 252, None, 20)),
        ("chandelier:3", Frequency.WEEKLY, (4, 52, 52, None, 5)),
    ],
)
def test_rules_of_paths_are_in_bars(
    stop: str, frequency: Frequency, expected: tuple[int | None, ...]
) -> None:
    """Base, horizon, year, lookback and the window of the average true range."""
    found = PathRules.of(BreakoutRules(stop=stop), frequency, 174.44)
    lengths = (found.least_base, found.horizon, found.year, found.lookback, found.atr_bars)
    assert lengths == expected
    assert (found.seed_record, found.side, found.min_depth) == (174.44, Side.LONG, 0.05)
    back = PathRules.of(BreakoutRules(stop=stop, lookback=252), frequency)
    assert (back.lookback, back.seed_record) == (frequency.bars(252), None)


def test_a_high_of_one_day_has_no_base() -> None:
    """So that no close breaks it, whatever the base and its depth."""
    bars = random_bars(14, 300)
    rules = BreakoutRules(lookback=1, min_base=1, min_depth=0.0)
    found = follow(
        PriceArrays.of(bars), np.ones(300, dtype=bool), PathRules.of(rules, Frequency.DAILY)
    )
    assert found.signal.size == 0
    assert breakout_rules.find_events(bars, rules, seed_record=None) == ()


def test_bars_keep_whether_their_open_is_genuine() -> None:
    """The opens of 1990 are the closes before; those of 1991 are genuine from its first bar on."""
    bars = random_bars(15, 400)
    early = pd.DatetimeIndex(bars.index).year == 1990
    bars.loc[early, "open"] = bars["close"].shift(fill_value=bars["close"].iloc[0])[early]
    bars["high"] = bars[["open", "high"]].max(axis=1)
    bars["low"] = bars[["open", "low"]].min(axis=1)
    source = BarSteps.of(PreparedBars.of(check_bars(bars, name="X")))
    assert source.genuine.tolist() == (~early).tolist()
    first = int(early.sum())
    # Rows of steps are one ahead: row k is bar k + 1.
    _, flags = rebuild(source, np.array([first - 1, first - 2, first]), shift=0.0)
    assert flags.tolist() == [False, True, False, True]
    turned = BarSteps(source.prices, source.steps, ~source.genuine)
    assert rebuild(turned, np.array([first]), shift=0.0)[1].tolist() == [True, False]
    mixed = np.arange(400) == 0
    only = BarSteps(source.prices, source.steps, mixed)
    assert rebuild(only, np.array([5, 6]), shift=0.0)[1].tolist() == [True, False, False]


def test_a_hit_rate_is_of_resolved_breakouts() -> None:
    """Two of four, one of one; unknown without one."""
    signals, resolved, hits = np.array([5, 3, 1]), np.array([4, 1, 0]), np.array([2, 1, 0])
    found = PathStatistics(signals, resolved, hits, np.zeros(3)).hit_rate
    assert found == pytest.approx([0.5, 1.0, np.nan], nan_ok=True)


def test_the_mean_log_return_is_kept_beside_the_steps() -> None:
    """Three bars: from 100 to 110 to 99."""
    index = pd.bdate_range("2024-01-01", periods=3)
    frame = pd.DataFrame(
        {
            "open": [99.0, 104.0, 108.0],
            "high": [101.0, 112.0, 111.0],
            "low": [98.0, 103.0, 98.0],
            "close": [100.0, 110.0, 99.0],
        },
        index=index,
    )
    found = BarSteps.of(PreparedBars.of(check_bars(frame, name="X")))
    assert found.steps == pytest.approx(
        np.array([[1.04, 1.12, 1.03, 1.10], [108 / 110, 111 / 110, 98 / 110, 0.9]])
    )
    assert found.drift == pytest.approx(np.log(0.99) / 2)
    path, _ = rebuild(found, np.array([1, 1, 0]), shift=np.log(2.0))
    assert path.close == pytest.approx([100, 180, 324, 712.8])
    assert path.open == pytest.approx([99, 200 * 108 / 110, 360 * 108 / 110, 648 * 1.04])


def test_a_resampled_bar_keeps_its_shape_and_its_flag() -> None:
    """Each bar over the close before it is a bar of the data, whatever the drift."""
    bars = random_bars(2, 800)
    source = BarSteps.of(PreparedBars.of(bars))
    source = BarSteps(source.prices, source.steps, np.arange(800) >= 400)
    picks = draw_rows(np.random.default_rng(0), size=799, block=30, draws=1)[0]
    path, genuine = rebuild(source, picks, shift=0.001)
    rows = np.stack((path.open, path.high, path.low, path.close), axis=1)
    np.testing.assert_allclose(
        rows[1:] / path.close[:-1, None], source.steps[picks] * np.exp(0.001), rtol=1e-12
    )
    np.testing.assert_array_equal(rows[0], bars.iloc[0].to_numpy())
    np.testing.assert_array_equal(genuine[1:], picks + 1 >= 400)


def restated(
    bars: pd.DataFrame, picks: npt.NDArray[np.int64], shift: float, target: str, stop: str
) -> tuple[int, int, int, float]:
    """Signals, resolved, hits and mean year ahead of a path, in plain Python on a frame."""
    rows = [tuple(bars.iloc[0])]
    closes = list(bars["close"])
    for pick in picks:
        scale = rows[-1][3] * np.exp(shift) / closes[pick]
        rows.append(tuple(scale * price for price in bars.iloc[pick + 1]))
    path = pd.DataFrame(rows, columns=list(bars.columns), index=bars.index)
    events = find_events(path, target=target, seed_record=101.0)
    outcomes = first_touch(
        path, events, stop=parse_stop(stop), horizon=60, needs_target=True, genuine_from=0
    )
    at = [bars.index.get_loc(o.event.known_on) for o in outcomes]
    ahead = [
        path["close"].iloc[t + 252] / path["close"].iloc[t] - 1 for t in at if t + 252 < len(path)
    ]
    return (
        len(outcomes),
        sum(o.resolved for o in outcomes),
        sum(o.cause == "target" for o in outcomes),
        float(np.mean(ahead)) if ahead else np.nan,
    )


@pytest.mark.parametrize(("target", "stop"), [("mm-a", "structural"), ("mm-c", "chandelier:3")])
def test_drawn_paths_are_those_of_a_plain_restatement(target: str, stop: str) -> None:
    """Thirty paths of 700 bars, with and without a shift, each from the rows of its seed."""
    bars = random_bars(12, 700, drift=0.001, gaps=0.01)
    source = BarSteps(
        PriceArrays.of(bars), BarSteps.of(PreparedBars.of(bars)).steps, np.ones(700, dtype=bool)
    )
    found = follow_paths(
        source,
        rules_of(bars, target, stop, seed=101.0, horizon=60),
        np.random.default_rng(3),
        30,
        25.0,
        (0.0, -0.0004),
    )
    rows = np.empty(699, np.int64)
    expected = []
    for seed in np.random.default_rng(3).integers(2**32, size=30):
        draw_rows_into(seed, 25.0, rows)
        expected.append([restated(bars, rows, s, target, stop) for s in (0.0, -0.0004)])
    for k, paths in enumerate(found):
        columns = list(zip(*(row[k] for row in expected), strict=True))
        assert tuple(paths.signals) == columns[0]
        assert tuple(paths.resolved) == columns[1]
        assert tuple(paths.hits) == columns[2]
        np.testing.assert_allclose(paths.forward, columns[3], rtol=1e-9)
    assert found[0].hits.sum() > 2


def test_neither_threads_nor_parts_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """One thread or four, fifty paths at once or seven: each path is that of its seed."""
    bars = random_bars(13, 1200)
    drawn = []
    for threads, at_once in ((1, 50), (4, 7), (2, 1)):
        monkeypatch.setattr(path_kernel, "THREADS", threads)
        monkeypatch.setattr(path_kernel, "PATHS_AT_ONCE", at_once)
        drawn.append(
            follow_paths(
                BarSteps.of(PreparedBars.of(bars)),
                rules_of(bars, "mm-c"),
                np.random.default_rng(0),
                60,
                40.0,
                (0.0,),
            )[0]
        )
    for other in drawn[1:]:
        np.testing.assert_array_equal(other.hits, drawn[0].hits)
        np.testing.assert_array_equal(other.forward, drawn[0].forward)
    assert len(set(drawn[0].signals.tolist())) > 3


def test_drawing_the_data_in_order_gives_the_data() -> None:
    """The identity draw without a shift."""
    bars = random_bars(3, 500)
    path, _ = rebuild(BarSteps.of(PreparedBars.of(bars)), np.arange(499), shift=0.0)
    np.testing.assert_allclose(path.close, bars["close"], rtol=1e-12)
    np.testing.assert_allclose(path.high, bars["high"], rtol=1e-12)


def test_drift_is_that_of_the_sample_and_of_bills() -> None:
    """Mean log return over many paths, and what the result says of itself."""
    bars = random_bars(4, 1500)
    source = BarSteps.of(PreparedBars.of(bars))
    rng = np.random.default_rng(0)
    shift = np.log1p(0.03) / 252 - source.drift
    ends = np.array(
        [
            [
                np.log(rebuild(source, picks, shift=s)[0].close[-1] / source.prices.close[0]) / 1499
                for s in (0.0, shift)
            ]
            for picks in draw_rows(rng, size=1499, block=21, draws=2000)
        ]
    )
    error = ends.std(axis=0) / np.sqrt(len(ends))
    assert abs(ends[:, 0].mean() - source.drift) < 4 * error[0]
    assert abs(ends[:, 1].mean() - np.log1p(0.03) / 252) < 4 * error[1]
    found = resample(PreparedBars.of(bars), rules_of(bars), rng=rng, paths=2, bill_rate=0.03)
    assert found.drift == pytest.approx(252 * source.drift)
    assert found.bill_rate == pytest.approx(np.log1p(0.03))
    without = resample(PreparedBars.of(bars), rules_of(bars), rng=rng, paths=2, bill_rate=None)
    assert without.bill_rate == 0
    assert "no bill rate" in without.note


def test_less_drift_gives_fewer_breakouts_and_lower_returns() -> None:
    """The same blocks with and without a strong drift."""
    bars = random_bars(5, 3000, drift=0.0008)
    found = resample(
        PreparedBars.of(bars),
        rules_of(bars),
        rng=np.random.default_rng(0),
        paths=100,
        bill_rate=0.0,
    )
    assert found.without_drift.signals.mean() < found.with_drift.signals.mean()
    assert np.nanmean(found.without_drift.forward) < np.nanmean(found.with_drift.forward)


def test_nothing_after_a_bar_changes_what_was_found_up_to_it() -> None:
    """Signals and targets on a path cut short are those of the whole path up to there."""
    bars = random_bars(6, 4000)
    source = BarSteps.of(PreparedBars.of(bars))
    picks = draw_rows(np.random.default_rng(1), size=3999, block=60, draws=1)[0]
    path, genuine = rebuild(source, picks, shift=0.0)
    whole = follow(path, genuine, rules_of(bars))
    for end in (1000, 2000, 3000, 3500):
        cut = PriceArrays(path.open[:end], path.high[:end], path.low[:end], path.close[:end])
        part = follow(cut, genuine[:end], rules_of(bars))
        known = np.count_nonzero(whole.signal < end)
        np.testing.assert_array_equal(part.signal, whole.signal[:known])
        np.testing.assert_array_equal(part.target, whole.target[:known])
        done = (part.cause != OPEN) & (part.signal + 1 < end)
        np.testing.assert_array_equal(part.cause[done], whole.cause[:known][done])
    assert whole.signal.size > 5


def test_the_same_seed_draws_the_same_paths() -> None:
    """Counts and returns are equal, and differ under another seed."""
    bars = random_bars(7, 2000)
    first, again, other = (
        resample(
            PreparedBars.of(bars),
            rules_of(bars),
            rng=np.random.default_rng(seed),
            paths=30,
            bill_rate=0.02,
        )
        for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first.with_drift.forward, again.with_drift.forward)
    np.testing.assert_array_equal(first.without_drift.hits, again.without_drift.hits)
    assert not np.array_equal(first.with_drift.forward, other.with_drift.forward)


def test_asking_for_paths_leaves_the_random_dates_as_they_were() -> None:
    """N1 is drawn from the generator, N2 from one that it spawns."""
    bars = random_bars(8, 3000)
    alone, both = (
        hit_rate.study(
            PreparedBars.of(bars),
            BreakoutRules(target="mm-c"),
            rng=monte_carlo.generator("x"),
            draws=200,
            paths=paths,
        )
        for paths in (0, 20)
    )
    assert alone.hit_rate == both.hit_rate
    assert alone.nulls is None
    assert both.nulls is not None
    assert both.nulls.with_drift is not None
    assert both.nulls.with_drift.paths <= 20


def test_blocks_are_between_a_month_and_half_a_year() -> None:
    """The estimate is clipped; a quarter where returns do not vary or are too few."""
    noise = np.exp(np.cumsum(np.random.default_rng(0).normal(0, 0.01, 2000)))
    assert expected_block(noise, Frequency.DAILY) == 21
    assert expected_block(noise, Frequency.WEEKLY) >= 4
    assert expected_block(np.full(500, 3.0), Frequency.DAILY) == 63
    assert expected_block(np.array([1.0, 2.0]), Frequency.WEEKLY) == 13


def test_bars_of_less_than_a_year_are_not_resampled() -> None:
    """And the refusal says how many there are."""
    bars = random_bars(9, 200)
    with pytest.raises(samples.InsufficientData, match="200 bars"):
        resample(
            PreparedBars.of(bars),
            rules_of(bars),
            rng=np.random.default_rng(0),
            paths=1,
            bill_rate=None,
        )


@pytest.mark.parametrize("stop", ["atr:2", "chandelier:3"])
def test_stops_in_average_true_ranges_have_paths_too(stop: str) -> None:
    """Their breakouts resolve, and a wider stop never leaves fewer hits."""
    bars = random_bars(11, 3000)
    near, far = (
        resample(
            PreparedBars.of(bars),
            rules_of(bars, "mm-c", f"{stop[:-1]}{multiple}"),
            paths=40,
            bill_rate=None,
            rng=np.random.default_rng(0),
        ).with_drift
        for multiple in (1, 6)
    )
    assert near.resolved.sum() > 50
    assert near.hits.sum() < far.hits.sum()


def test_the_bill_rate_is_its_mean_over_the_bars() -> None:
    """In percent before, a fraction after; None where no date falls within."""
    bars = random_bars(10, 10)
    rates = pd.DataFrame(
        {"value": [9.0, 2.0, np.nan, 4.0]}, index=[pd.Timestamp("1980-01-01"), *bars.index[:3]]
    )
    assert mean_bill_rate(rates, bars) == pytest.approx(0.03)
    assert mean_bill_rate(rates.iloc[:1], bars) is None
    assert mean_bill_rate(None, bars) is None


def test_the_share_of_drift_is_what_is_gone_without_it() -> None:
    """A rate of 20% that falls to 15%: a quarter; unknown where nothing hits."""
    twenty, fifteen, nothing = (Null(mean, 0.5, 0.5, 9) for mean in (0.20, 0.15, 0.0))
    assert Nulls(twenty, fifteen, "").share_of_drift == pytest.approx(0.25)
    assert Nulls(nothing, nothing, "").share_of_drift is None
    assert Nulls(None, None, "").share_of_drift is None


def test_both_nulls_stand_beside_random_dates(
    reference_market: Market, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the JSON as objects of their own, on the terminal in one line."""
    bars = reference_market.series("RUT")
    study = hit_rate.study(
        PreparedBars.of(bars),
        BreakoutRules(),
        rng=monte_carlo.generator("x"),
        draws=50,
        seed_record=174.44,
        paths=50,
        bill_rate=0.03,
    )
    content = breakout.breakout_json(
        study, None, reference_market, symbol="RUT", as_of=reference_market.as_of
    )
    summary = json.loads(serialization.to_text(content))["summary"]
    for key in ("resampled", "resampled_without_drift"):
        assert set(summary[key]) == {"hit_rate", "p_value", "paths"}
        assert 0 < summary[key]["p_value"] <= 1
        assert summary[key]["paths"] <= 50
    display.print_details(study, analyse_trades(PreparedBars.of(bars), study))
    shown = " ".join(capsys.readouterr().out.split())
    assert "hit rate by chance: random dates" in shown
    assert "; resampled paths" in shown
    assert "; without drift" in shown


def test_other_blocks_are_reported_beside(
    reference_market: Market, capsys: pytest.CaptureFixture[str]
) -> None:
    """METHODS 3.3: 10, 63 and 252 days, from at most 300 paths each; the main draw is the same."""
    bars = reference_market.series("RUT")
    study = hit_rate.study(
        PreparedBars.of(bars),
        BreakoutRules(target="mm-c"),
        rng=monte_carlo.generator("x"),
        draws=50,
        seed_record=174.44,
        paths=320,
        bill_rate=0.03,
    )
    assert study.nulls is not None
    assert [days for days, _ in study.nulls.other_blocks] == [10, 63, 252]
    assert all(null is not None and null.paths <= 300 for _, null in study.nulls.other_blocks)
    assert "in blocks of 10 days" in describe_other_blocks(study.nulls.other_blocks)
    content = breakout.breakout_json(
        study, None, reference_market, symbol="RUT", as_of=reference_market.as_of
    )
    rows = json.loads(serialization.to_text(content))["summary"]["resampled_other_blocks"]
    assert [row["block_days"] for row in rows] == [10, 63, 252]
    display.print_details(study, analyse_trades(PreparedBars.of(bars), study))
    assert "resampled paths in blocks of 10 days" in " ".join(capsys.readouterr().out.split())


def test_longer_blocks_keep_more_of_a_cycle() -> None:
    """Quarters of rise and fall in turn: a year holds two of each, unless blocks tear them up."""
    steps = np.where(np.arange(4000) // 63 % 2 == 0, 0.004, -0.003)
    closes = 100 * np.exp(np.cumsum(steps + np.random.default_rng(0).normal(0, 1e-4, 4000)))
    bars = pd.DataFrame({"close": closes}, index=pd.bdate_range("1990-01-01", periods=4000))
    found = resample(
        PreparedBars.of(bars),
        rules_of(bars),
        rng=np.random.default_rng(0),
        paths=60,
        bill_rate=None,
    )
    spread = {days: np.nanstd(paths.forward) for days, paths in found.other_blocks}
    assert spread[10] > spread[63] > spread[252]


def test_a_claim_shows_both_beside_its_verdict(reference_market: Market) -> None:
    """Three estimates more, with other baselines; the p that decides stays that of random dates."""
    for claim_id in ("brk-02", "brk-03"):
        claim = find_claim(load_claims(), claim_id)
        found = examine_claim(claim, reference_market, resamples=60)
        rows = [e for e in found.estimates if "; chance: " in e.name]
        assert [e.name.split("; chance: ")[1] for e in rows] == [
            "on resampled paths",
            "on resampled paths without drift",
            "random dates of the same volatility",
        ]
        assert all(e.baseline is not None and e.p is not None for e in rows)
        check = found.check if claim_id == "brk-02" else found.base_rate
        primary = next(e for e in found.estimates if e.name == rows[0].name.split("; chance")[0])
        assert isinstance(check, EffectCheck)
        assert check.p == primary.p
