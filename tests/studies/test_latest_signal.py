"""The trader's desk: what a trade earned, and the odds of the latest signal from its state."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from backtests.engine.every_entry import EveryEntry
from backtests.engine.outcomes import Outcome, first_touch
from backtests.engine.prepared_bars import PreparedBars
from backtests.inference import monte_carlo
from backtests.report.answers.breakout import breakout_answer
from backtests.report.json import latest_signal as display
from backtests.report.terminal import latest_signal
from backtests.report.terminal.breakout import print_breakouts
from backtests.studies.breakouts import hit_rate, random_entries
from backtests.studies.breakouts.hit_rate import BreakoutStudy
from backtests.studies.breakouts.latest_signal import (
    TradeAnalysis,
    analyse_trades,
    apply_distances,
    same_state,
)
from backtests.studies.breakouts.rules import BreakoutRules, find_events
from backtests.studies.breakouts.trade_statistics import expectancy, worst_before_success
from data_feeds.series.bars import check_bars
from data_feeds.series.market import Market
from signals.core.event import Event
from signals.levels.stops import parse_stop
from strategies.engine.round_trip import net_return


def closes(*prices: float) -> pd.DataFrame:
    """Daily bars whose open, high and low are the close of their day."""
    index = pd.bdate_range("2024-01-01", periods=len(prices), name="date")
    frame = pd.DataFrame(dict.fromkeys(("open", "high", "low", "close"), prices), index=index)
    return check_bars(frame.astype(float), name="X")


def outcomes_of(
    bars: pd.DataFrame, *signals: int, target: float = 120.0, stop: float = 90.0, horizon: int = 252
) -> tuple[Outcome, ...]:
    """Events at positions of the bars, followed with a fixed target and stop."""
    events = [
        Event(
            pd.Timestamp(bars.index[at]),
            float(bars["close"].iloc[at]),
            target,
            stop,
            {"record": 100.0},
        )
        for at in signals
    ]
    return first_touch(bars, events, stop=parse_stop("structural"), horizon=horizon)


def study_of(
    market: Market, *, stop: str = "structural", target: str = "mm-a"
) -> tuple[pd.DataFrame, BreakoutStudy, TradeAnalysis]:
    """The index with its figures, few draws."""
    bars = market.prices("RUT")
    study = hit_rate.study(
        PreparedBars.of(bars),
        BreakoutRules(stop=stop, target=target),
        rng=monte_carlo.generator("x"),
        draws=100,
        seed_record=174.44,
    )
    return bars, study, analyse_trades(PreparedBars.of(bars), study)


def test_expectancy_is_the_mean_net_return_and_its_multiple_of_risk() -> None:
    """Entry 100, stop 90, target 120: one trade gains 20, one loses 10, after costs."""
    bars = closes(100, 100, 110, 120, 100, 100, 95, 90, 100)
    found = expectancy(PreparedBars.of(bars), outcomes_of(bars, 0, 4), horizon=2)
    assert found is not None
    won, lost = net_return(100, 120), net_return(100, 90)
    assert (found.n, found.n_eff) == (2, 2)
    assert found.mean == pytest.approx((won + lost) / 2)
    assert found.multiple == pytest.approx((won / 0.1 + lost / 0.1) / 2)
    assert found.interval is not None
    assert found.interval[0] < found.mean < found.interval[1]


def test_without_a_stop_there_is_no_multiple_of_risk() -> None:
    """What is risked is not fixed."""
    bars = closes(100, 100, 110, 120)
    event = Event(pd.Timestamp(bars.index[0]), 100.0, 120.0, None, {"record": 100.0})
    found = expectancy(
        PreparedBars.of(bars),
        first_touch(bars, [event], stop=parse_stop("none"), horizon=9),
        horizon=9,
    )
    assert found is not None
    assert (found.multiple, found.multiple_interval, found.interval) == (None, None, None)


def test_the_worst_price_before_success_is_of_the_hits_alone() -> None:
    """Entry 100: falls to 95 and 98 before 120; the loser's fall to 90 is not in it."""
    bars = closes(100, 100, 95, 120, 100, 100, 98, 120, 100, 100, 90, 100)
    found = worst_before_success(outcomes_of(bars, 0, 4, 8))
    assert found is not None
    assert found.n == 2
    assert (found.median, found.worst) == (pytest.approx(-0.035), pytest.approx(-0.05))
    assert worst_before_success(outcomes_of(bars, 8)) is None


def test_the_same_state_is_the_same_time_and_the_same_side() -> None:
    """After two bars: 102 is near the entry, 108 ahead, 94 behind; 120 is over already."""
    bars = closes(100, 100, 102, 120, 100, 100, 108, 120, 100, 100, 94, 120, 100, 100, 120, 100)
    past = outcomes_of(bars, 0, 4, 8, 12)
    near, ahead, behind = past[:3]
    assert same_state(PreparedBars.of(bars), past, elapsed=2, side="near its entry") == [near]
    assert same_state(PreparedBars.of(bars), past, elapsed=2, side="ahead of its entry") == [ahead]
    assert same_state(PreparedBars.of(bars), past, elapsed=2, side="behind its entry") == [behind]
    assert same_state(PreparedBars.of(bars), past, elapsed=3, side="near its entry") == []


def test_what_comes_after_its_day_does_not_move_an_event_to_another_state() -> None:
    """Whether it went on to the target or the stop, it was the same case."""
    up, down = (closes(100, 100, 102, last) for last in (120.0, 90.0))
    for bars in (up, down):
        past = outcomes_of(bars, 0)
        assert same_state(PreparedBars.of(bars), past, elapsed=2, side="near its entry") == list(
            past
        )


def test_entries_on_every_day_keep_the_distances() -> None:
    """Target 20% above, stop 10% below; of the entries whose three bars are there one hits."""
    bars = closes(100, 100, 110, 120, 108, 100, 97, 100)
    every = EveryEntry.of(PreparedBars.of(bars), stop=parse_stop("structural"), horizon=3)
    followed = every.follow(outcomes_of(bars, 0)[0])
    assert every.at.tolist() == [1, 2, 3, 4, 5]
    assert followed.target == pytest.approx([120, 132, 144, 129.6, 120])
    assert followed.hit.tolist() == [True, False, False, False, False]
    # 120 falls to 108, its stop; 108 to 97.2 is not reached within three bars but by 97.
    assert followed.exit_price.tolist() == pytest.approx([120, 108, 108, 97, 100])
    assert every.net_returns(followed, cost=0.0)[0] == pytest.approx(0.2)


def test_every_entry_agrees_with_drawn_dates(snapshot_market: Market) -> None:
    """The mean over every day is what sets of random dates give, within their own spread."""
    bars, study, _ = study_of(snapshot_market)
    resolved = [o for o in study.outcomes if o.resolved]
    prepared, stop = PreparedBars.of(bars), parse_stop("structural")
    every = EveryEntry.of(prepared, stop=stop, horizon=252)
    mean = float(np.mean([every.follow(o).hit.mean() for o in resolved]))
    hits, _ = random_entries.random_hits(
        prepared,
        random_entries.Resolved.of(prepared, resolved, stop),
        stop=stop,
        horizon=252,
        rng=monte_carlo.generator("y"),
        draws=2_000,
    )
    assert hits is not None
    assert mean == pytest.approx(float(hits.mean()), abs=0.01)


def test_the_latest_signal_of_the_index_is_described(snapshot_market: Market) -> None:
    """Distances and odds on the snapshot: target 3,676.83, stop 2,414.01, 18 past cases."""
    bars, _, found = study_of(snapshot_market)
    latest = found.latest
    assert latest is not None
    assert latest.odds is not None
    assert latest.outcome.target == pytest.approx(3676.83)
    assert (latest.stop, latest.elapsed) == (pytest.approx(2414.01), latest.outcome.bars)
    assert latest.left == 252 - (latest.elapsed or 0)
    odds = latest.odds
    assert odds.target + odds.stop + odds.timeout == odds.n == latest.cases
    assert latest.price == float(bars["close"].iloc[-1])


def test_odds_need_five_past_cases(snapshot_market: Market) -> None:
    """An average true range stop has few signals: their number is said, no odds are."""
    _, study, found = study_of(snapshot_market, stop="atr:2", target="30%")
    latest = found.latest
    assert latest is not None
    assert latest.odds is None
    assert latest.random is None
    assert latest.note == f"too few past cases: {latest.cases}, expected at least 5"
    assert display.latest_signal_json(found, study)["latest"]["odds"] is None  # type: ignore[index]


@pytest.mark.parametrize("day", ["2026-05-29", "2018-09-14", "2005-06-30", "1999-03-01"])
def test_the_latest_signal_of_a_day_does_not_change_later(
    snapshot_market: Market, day: str
) -> None:
    """On bars cut at a day, all figures equal those from signals and bars known then."""
    bars = snapshot_market.prices("RUT")
    cut = bars.loc[:day]
    cut.attrs = dict(bars.attrs)
    then = [
        e
        for e in find_events(bars, BreakoutRules(), seed_record=174.44)
        if e.known_on <= cut.index[-1]
    ]
    study = hit_rate.study(
        PreparedBars.of(cut),
        BreakoutRules(),
        rng=monte_carlo.generator("x"),
        draws=100,
        seed_record=174.44,
    )
    assert [o.event for o in study.outcomes] == then
    latest = analyse_trades(PreparedBars.of(cut), study).latest
    assert latest is not None
    assert latest.outcome.event == then[-1]
    if latest.odds is not None:
        ended = [
            o
            for o in first_touch(bars, then, stop=parse_stop("structural"), horizon=252)
            if o.exit_date is not None and o.exit_date <= cut.index[-1]
        ]
        at = latest.elapsed or 0
        known = [o for o in ended if (o.bars or 0) > at and o.cause != "void"]
        assert latest.side is not None
        again = same_state(PreparedBars.of(cut), known, elapsed=at, side=latest.side)
        assert (latest.odds.n, latest.odds.target) == (
            len(again),
            sum(o.cause == "target" for o in again),
        )


@pytest.mark.parametrize(
    ("stop", "expected"), [("trailing:10%", 112.5), ("failed", 100.0), ("8%", 92.0)]
)
def test_the_stop_of_today_is_where_the_rule_has_moved_it(stop: str, expected: float) -> None:
    """Entry 100, highest close 125: 10% below that; the record; 8% below the entry."""
    bars = closes(100, 100, 125, 120)
    event = Event(pd.Timestamp(bars.index[0]), 100.0, 150.0, None, {"record": 100.0})
    study = hit_rate.study(
        PreparedBars.of(bars), BreakoutRules(stop=stop), rng=monte_carlo.generator("x"), draws=100
    )
    outcome = first_touch(bars, [event], stop=parse_stop(stop), horizon=252)
    with_event = replace(study, outcomes=outcome, wait=None)
    latest = analyse_trades(PreparedBars.of(bars), with_event).latest
    assert latest is not None
    assert latest.stop == pytest.approx(expected)


def analysis_of(
    bars: pd.DataFrame, outcomes: tuple[Outcome, ...], *, target: str = "mm-a"
) -> TradeAnalysis:
    """The analysis of these outcomes, under a structural stop."""
    study = hit_rate.study(
        PreparedBars.of(bars),
        BreakoutRules(target=target),
        rng=monte_carlo.generator("x"),
        draws=100,
    )
    rules = replace(study.rules, horizon=3)
    with_events = replace(study, rules=rules, outcomes=outcomes, wait=None)
    return analyse_trades(PreparedBars.of(bars), with_events)


def test_a_level_is_as_far_for_past_signals_as_for_the_latest() -> None:
    """Entry 200, target 220, stop 180. Before: 100 gets 110 and 90, and reaches 110; 300, beyond
    the level itself, gets 330 and 270, and is stopped.
    """  # noqa: D205
    bars = closes(100, 100, 105, 110, 300, 300, 270, 200, 200, 200)
    past = (
        *outcomes_of(bars, 0, target=220.0, stop=50.0, horizon=3),
        *outcomes_of(bars, 4, target=220.0, stop=50.0, horizon=3),
    )
    latest = outcomes_of(bars, 7, target=220.0, stop=180.0, horizon=3)[0]
    assert [o.cause for o in past] == ["timeout", "void"]
    found = apply_distances(
        PreparedBars.of(bars), past, latest, stop=parse_stop("structural"), horizon=3
    )
    assert [(o.target, o.stop, o.cause) for o in found] == [
        (pytest.approx(110), pytest.approx(90), "target"),
        (pytest.approx(330), pytest.approx(270), "stop"),
    ]


@pytest.mark.parametrize(("target", "expected"), [("level:220", 5), ("120pts", 5), ("10%", 0)])
def test_odds_of_a_level_are_of_signals_as_far_away(target: str, expected: int) -> None:
    """Five signals at 100 that reached 110 are no case of 220 in their own points: 120% away."""
    rise = (100.0, 100.0, 101.0, 110.0)
    bars = closes(*rise * 5, 200, 200, 202)
    past = outcomes_of(bars, 0, 4, 8, 12, 16, target=220.0, stop=90.0, horizon=3)
    latest = outcomes_of(bars, 20, target=220.0, stop=180.0, horizon=3)
    found = analysis_of(bars, past + latest, target=target).latest
    assert found is not None
    assert found.carried == (expected > 0)
    assert found.odds is not None
    assert (found.odds.n, found.odds.target) == (5, expected)
    assert (found.random is None) == found.carried


def test_odds_of_a_level_are_silent_below_five_cases() -> None:
    """Four signals as far away: their number alone."""
    rise = (100.0, 100.0, 101.0, 110.0)
    bars = closes(*rise * 4, 200, 200, 202)
    past = outcomes_of(bars, 0, 4, 8, 12, target=220.0, stop=90.0, horizon=3)
    latest = outcomes_of(bars, 16, target=220.0, stop=180.0, horizon=3)
    found = analysis_of(bars, past + latest, target="level:220").latest
    assert found is not None
    assert found.odds is None
    assert found.note == "too few past cases: 4, expected at least 5"


def test_on_the_day_of_the_signal_distances_are_from_the_close(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No entry yet: target 120 and stop 90 from a close of 101, and too few cases for odds."""
    bars = closes(100, 98, 101)
    found = analysis_of(bars, outcomes_of(bars, 2))
    latest = found.latest
    assert latest is not None
    assert (latest.elapsed, latest.left, latest.stop) == (0, 3, 90.0)
    assert latest.note == "too few past cases: 0, expected at least 5"
    study = hit_rate.study(
        PreparedBars.of(bars), BreakoutRules(), rng=monte_carlo.generator("x"), draws=100
    )
    latest_signal.print_desk(found, study)
    printed = capsys.readouterr().out
    assert "enters at the next open, 3 trading days to go" in printed
    assert "target 120.00: +19.00 points, +18.8% from here" in printed
    assert "stop 90.00: -11.00 points, -10.9% from here" in printed


def test_on_the_day_of_the_signal_past_ones_get_its_distances() -> None:
    """Target 110 and stop 90 from a close of 100: five past signals with a target of 500 all made
    110. Of the 18 days with three bars ahead, the five hit that enter two bars before 110.
    """  # noqa: D205
    rise = (100.0, 100.0, 101.0, 110.0)
    bars = closes(*rise * 5, 100)
    past = outcomes_of(bars, 0, 4, 8, 12, 16, target=500.0, stop=50.0, horizon=3)
    latest = outcomes_of(bars, 20, target=110.0, stop=90.0, horizon=3)
    found = analysis_of(bars, past + latest).latest
    assert found is not None
    assert found.odds is not None
    assert (found.odds.target, found.odds.n) == (5, 5)
    assert found.own is not None
    assert found.own.rate == pytest.approx(5 / 18)


def test_a_close_beyond_the_target_has_no_odds() -> None:
    """A signal at 130 with a target of 120."""
    bars = closes(100, 98, 130)
    found = analysis_of(bars, outcomes_of(bars, 2)).latest
    assert found is not None
    assert (found.odds, found.note) == (None, "none, the close is at or beyond the target")


def test_the_picture_is_written(snapshot_market: Market, tmp_path: Path) -> None:
    """The same bytes twice: nothing in it but the study."""
    from backtests.report.plots.breakouts import study_plots
    from backtests.report.plots.png import write_png

    bars, study, _ = study_of(snapshot_market)
    written = []
    for name in ("a.png", "b.png"):
        write_png(tmp_path / name, *study_plots(study, bars))
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    assert written[0].startswith(b"\x89PNG")


def test_the_fields_of_the_desk_are_json(snapshot_market: Market) -> None:
    """New fields beside those of the study."""
    from backtests.runtime import serialization

    _, study, found = study_of(snapshot_market)
    content = json.loads(serialization.to_text(display.latest_signal_json(found, study)))
    assert set(content) == {"days_to_target", "worst_before_success", "expectancy", "latest"}
    assert content["days_to_target"]["unit"] == "trading day"
    assert {
        "to_target",
        "to_stop",
        "odds",
        "random_dates",
        "any_day_with_its_distances",
        "elapsed",
        "left",
        "state",
    } <= set(content["latest"])


@pytest.mark.parametrize(
    ("signals", "target", "expected"),
    [
        ((), 120.0, "no breakout in 29 bars, 2024-01-01 to 2024-02-08"),
        ((0, 4), 90.0, "2 breakouts, none traded: entry at or beyond the target"),
        ((0,), 120.0, "1 breakout, none resolved yet"),
    ],
)
def test_no_hit_rate_says_why(
    capsys: pytest.CaptureFixture[str], signals: tuple[int, ...], target: float, expected: str
) -> None:
    """No signal at all, none that could be entered, or one that is still open."""
    bars = closes(*[100.0] * 29)
    outcomes = outcomes_of(bars, *signals, target=target, stop=50.0)
    study = hit_rate.study(
        PreparedBars.of(bars), BreakoutRules(), rng=monte_carlo.generator("x"), draws=100
    )
    without = replace(study, outcomes=outcomes, wait=None)
    desk = analyse_trades(PreparedBars.of(bars), without)
    print_breakouts(without, bars, breakout_answer(without, desk, bars), details=False)
    assert expected in capsys.readouterr().out
