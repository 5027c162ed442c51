"""Prices exactly on their levels (METHODS 2.11): every engine counts the touch (METHODS 6.11).

The reference works in whole cents, where comparisons are exact.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from backtests.engine.outcomes import PriceArrays, first_touch, one_at_a_time
from backtests.engine.parameter_grid import Points, follow_events
from backtests.engine.prepared_bars import PreparedBars
from backtests.evidence.outlook import touches
from backtests.studies.breakouts import hit_rate
from backtests.studies.breakouts.random_entries import Resolved
from backtests.sweep.random_hits import random_hit_rates
from benchmarks import bare_loop
from data_feeds.series.bars import Frequency, check_bars
from signals.breakout import find_events
from signals.declines import crash_closes, decline_counts, find_declines, record_declines
from signals.levels.measured_move import parse_target
from signals.levels.stops import parse_stop
from signals.levels.touch import TOLERANCE
from signals.loss_levels import find_events as find_losses
from signals.risk_off import find_falls, find_jumps
from strategies.breakout_measured_move import BreakoutMeasuredMove
from strategies.engine.event_runner import run
from strategies.engine.event_trade import Plan
from tests.proofs import number

Ints = npt.NDArray[np.int64]
Row = tuple[float, float, float, float]
PATHS = number(500, 100)
BASE, DEPTH, HORIZON = 4, 5, 20
STOPS = ("structural", "10%", "5%", "none")
TARGETS = ("mm-c", "5%", "none")


def bars_of(rows: list[Row]) -> pd.DataFrame:
    """Return checked daily bars."""
    index = pd.bdate_range("2012-01-02", periods=len(rows), name="date")
    frame = pd.DataFrame(rows, columns=["open", "high", "low", "close"], index=index)
    return check_bars(frame, name="cents")


def at_closes(*closes: float) -> list[Row]:
    """Return bars a little wider than their closes, with opens apart from the close before."""
    return [(c - 0.2, c + 0.03, c - 0.25, c) for c in closes]


def breakout(record: float, low: float, entry: float, *after: Row) -> list[Row]:
    """Return a leg from 1,683.20, a record, a base of 20 bars, its breakout and what follows."""
    start = at_closes(2000.00, 1683.20, 1940.00) if record > 2000 else at_closes(70.0, 75.0)
    base = at_closes(record, *[low] * 19, record + 0.5)
    return [*start, *base, (entry, entry + 0.2, entry - 0.2, entry), *after]


KNOWN = {
    # 2 x 2,084.53 - 1,683.20 = 2,485.86; 2,485.86 x .9995 / (2,088.07 x 1.0005) - 1.
    "target": (
        breakout(2084.53, 1978.42, 2088.07, (2400.0, 2485.86, 2390.0, 2450.0)),
        ("mm-a", "structural", "target", 2485.86, 0.189316),
    ),
    # 80.60 less 10% = 72.54; 72.54 x .9995 / (80.60 x 1.0005) - 1.
    "stop": (
        breakout(80.50, 76.00, 80.60, (78.0, 78.5, 72.54, 77.0)),
        ("none", "10%", "stop", 72.54, -0.100900),
    ),
    # The base from 80.80 to 76.76 is 5% deep; 81.00 + 5% of 80.80 is not reached.
    "depth": (
        breakout(80.80, 76.76, 81.00, (81.0, 84.83, 80.9, 81.2)),
        ("5%", "structural", "open", None, None),
    ),
    # Opens at the level fill at the open: 80.50 x 1.10 = 88.55.
    "gap": (
        breakout(80.50, 76.00, 80.60, (88.55, 88.60, 88.50, 88.55)),
        ("10%", "structural", "target", 88.55, 88.55 * 0.9995 / (80.60 * 1.0005) - 1),
    ),
}


@pytest.mark.parametrize("case", KNOWN)
def test_every_engine_counts_a_price_on_its_level(case: str) -> None:
    """The figures of METHODS 6.11 in the kernel, the parameter grid and backtrader."""
    rows, (target, stop, cause, exit_, gain) = KNOWN[case]
    bars = bars_of(rows)
    events = find_events(bars, target=target)
    assert [e.known_on for e in events] == [bars.index[len(rows) - 3]]
    rule = parse_stop(stop)
    found = first_touch(bars, events, stop=rule, horizon=252, genuine_from=0)[0]
    assert (found.cause, found.exit, found.return_) == (
        cause,
        None if exit_ is None else pytest.approx(exit_, rel=TOLERANCE),
        None if gain is None else pytest.approx(gain, abs=1e-6),
    )
    grid = follow_events(
        PriceArrays.of(bars),
        Points.of(
            Frequency.DAILY,
            min_base=[20],
            min_depth=[0.05],
            target=[parse_target(target)],
            stop=[rule],
            horizon=[252],
        ),
        genuine_from=0,
    )
    done = run(BreakoutMeasuredMove, Plan(events, rule, 252), signal_bars=bars, traded_bars=bars)
    trade = done.open_trade if cause == "open" else done.trades[0]
    assert trade is not None
    assert (trade.cause, trade.exit, trade.return_) == (found.cause, found.exit, found.return_)
    assert grid.signal.tolist() == [len(rows) - 3]
    assert grid.exit_price[0] == pytest.approx(exit_ or np.nan, rel=TOLERANCE, nan_ok=True)


@dataclass(frozen=True, slots=True)
class Expected:
    """A trade in whole cents: bars of signal, entry and exit, levels in units of 1/100 cent."""

    signal: int
    cause: str
    exit: int
    price: int
    tie: str


def signals_in(close: Ints) -> list[tuple[int, int, int]]:
    """Return signal, record and base low of each breakout of METHODS 2.1, in cents."""
    record, day, low = int(close[0]), 0, None
    found = []
    for t, price in enumerate(close.tolist()[1:], start=1):
        if price > record:
            if low is not None and t - day >= BASE and 100 * (record - low) >= DEPTH * record:
                found.append((t, record, low))
            record, day, low = price, t, None
        else:
            low = price if low is None else min(low, price)
    return found


def levels_of(entry: int, record: int, low: int, target: str, stop: str) -> tuple[int, int]:
    """Return target and stop in units of 1/100 cent; far away for none."""
    goal = {"mm-c": 100 * (2 * record - low), "5%": 105 * record, "none": 10**9}[target]
    level = {"structural": 100 * low, "10%": 90 * entry, "5%": 95 * entry, "none": 0}[stop]
    return goal, level


def trade_of(bars: Ints, signal: tuple[int, int, int], target: str, stop: str) -> Expected:
    """Follow a position as METHODS 2.8 does, in units of 1/100 cent."""
    at, record, low = signal
    n = len(bars)
    if at + 1 >= n:
        return Expected(at, "open", -1, 0, "")
    goal, level = levels_of(int(bars[at + 1, 0]), record, low, target, stop)
    hundredths = 100 * bars
    if not level < hundredths[at + 1, 0] < goal:
        return Expected(at, "void", -1, 0, "")
    for t in range(at + 1, min(at + HORIZON, n - 1) + 1):
        open_, high, lowest, close = (int(price) for price in hundredths[t])
        if t > at + 1 and open_ <= level:
            return Expected(at, "stop", t, open_, "open on stop" if open_ == level else "")
        if t > at + 1 and open_ >= goal:
            return Expected(at, "target", t, open_, "open on target" if open_ == goal else "")
        if lowest <= level:
            return Expected(at, "stop", t, level, "low on stop" if lowest == level else "")
        if high >= goal:
            return Expected(at, "target", t, goal, "high on target" if high == goal else "")
        if t == at + HORIZON:
            return Expected(at, "timeout", t, close, "")
    return Expected(at, "open", -1, 0, "")


def random_cents(rng: np.random.Generator, n: int, step: tuple[int, int] = (-5, 7)) -> Ints:
    """Return bars whose opens and closes are multiples of 20 cents, as whole cents."""
    close = 20 * (rng.integers(350, 600) + np.cumsum(rng.integers(*step, n)))
    gap = 20 * rng.choice([-2, -1, 1, 2], n)
    open_ = np.concatenate((close[:1], close[:-1])) + gap
    high = np.maximum(open_, close) + rng.integers(0, 80, n)
    low = np.minimum(open_, close) - rng.integers(0, 80, n)
    return np.column_stack((open_, high, low, close))


def put_on_levels(rng: np.random.Generator, bars: Ints, target: str, stop: str) -> None:
    """Move lows of bases to exactly 5% below their record, and bars after entries to levels."""
    close = bars[:, 3]
    records = np.flatnonzero(close > np.concatenate(([0], np.maximum.accumulate(close)[:-1])))
    for first, after in zip(records[:-1].tolist(), records[1:].tolist(), strict=True):
        if after - first > BASE and rng.random() < 0.7:
            floor = 95 * int(close[first]) // 100
            close[first + 1 : after] = np.maximum(close[first + 1 : after], floor)
            close[int(rng.integers(first + 1, after))] = floor
    for at, record, low in signals_in(close):
        s = at + 1 + int(rng.integers(1, 8))
        if s >= len(bars):
            continue
        goal, level = levels_of(int(bars[at + 1, 0]), record, low, target, stop)
        upper, lower = goal // 100, -(-level // 100)
        kind = int(rng.integers(0, 4))
        if kind == 0 and target != "none":
            bars[s] = (min(bars[s, 0], upper), upper, bars[s, 2], min(bars[s, 3], upper))
        elif kind == 1 and stop != "none":
            bars[s] = (max(bars[s, 0], lower), bars[s, 1], lower, max(bars[s, 3], lower))
        elif kind == 2 and target != "none":
            bars[s, 0] = upper
        elif kind == 3 and stop != "none":
            bars[s, 0] = lower
    bars[:, 1] = bars.max(axis=1)
    bars[:, 2] = bars.min(axis=1)


def test_the_engines_agree_with_whole_cents_on_random_paths() -> None:
    """Highs, lows and opens on targets and stops, bases exactly 5% deep: all as in whole cents."""
    rng = np.random.default_rng(12)
    seen: Counter[str] = Counter()
    for path in range(PATHS):
        target, stop = TARGETS[path % 3], STOPS[path % 4]
        cents = random_cents(rng, int(rng.integers(50, 90)))
        put_on_levels(rng, cents, target, stop)
        signals = signals_in(cents[:, 3])
        expected = [trade_of(cents, signal, target, stop) for signal in signals]
        bars = bars_of([tuple(row) for row in (cents / 100).tolist()])  # type: ignore[misc]
        events = find_events(bars, min_base=BASE, min_depth=DEPTH / 100, target=target)
        assert [bars.index.get_loc(e.known_on) for e in events] == [t for t, _, _ in signals]
        rule = parse_stop(stop)
        outcomes = first_touch(bars, events, stop=rule, horizon=HORIZON, genuine_from=0)
        for found, known in zip(outcomes, expected, strict=True):
            assert (found.cause, found.exit) == (
                known.cause,
                None if known.exit < 0 else pytest.approx(known.price / 10_000, rel=TOLERANCE),
            )
            if known.exit >= 0:
                assert found.exit_date == bars.index[known.exit]
            seen[known.tie] += 1
        assert_grid(bars, target, stop, expected)
        done = run(
            BreakoutMeasuredMove, Plan(events, rule, HORIZON), signal_bars=bars, traded_bars=bars
        )
        trades = [*done.trades, *([done.open_trade] if done.open_trade else [])]
        kept = [o for o in one_at_a_time(outcomes) if o.entry_date is not None]
        assert [(t.signal_date, t.exit_date, t.cause) for t in trades] == [
            (o.event.known_on, o.exit_date, o.cause) for o in kept
        ]
        assert [t.exit for t in trades] == [
            None if o.exit is None else pytest.approx(o.exit, rel=TOLERANCE) for o in kept
        ]
        seen["deep"] += sum(100 * (r - low) == DEPTH * r for _, r, low in signals)
    for tie in ("open on stop", "open on target", "low on stop", "high on target", "deep"):
        assert seen[tie] > PATHS // 25, seen


def assert_grid(bars: pd.DataFrame, target: str, stop: str, expected: list[Expected]) -> None:
    """The parameter grid of a sweep has the same signals, causes and exits."""
    grid = follow_events(
        PriceArrays.of(bars),
        Points.of(
            Frequency.DAILY,
            min_base=[BASE],
            min_depth=[DEPTH / 100],
            target=[parse_target(target)],
            stop=[parse_stop(stop)],
            horizon=[HORIZON],
        ),
        genuine_from=0,
    )
    assert grid.signal.tolist() == [known.signal for known in expected]
    assert grid.exit.tolist() == [known.exit for known in expected]
    codes = {"open": 0, "target": 1, "stop": 2, "timeout": 3}
    assert [max(code, -1) for code in grid.cause.tolist()] == [
        codes.get(known.cause, -1) for known in expected
    ]


def test_the_bare_loop_counts_ties_as_the_engines_do() -> None:
    """Target of the base height and a base of 5%, both to the cent, with a distant stop."""
    rng = np.random.default_rng(7)
    ties, trades = 0, 0
    for _ in range(60):
        cents = random_cents(rng, 80)
        put_on_levels(rng, cents, "mm-c", "none")
        bars = PriceArrays.of(bars_of([tuple(r) for r in (cents / 100).tolist()]))  # type: ignore[misc]
        arrays = (bars.open, bars.high, bars.low, bars.close)
        entry, exit_, _ = bare_loop.one(*arrays, BASE, DEPTH / 100, 50.0, HORIZON)
        known = [trade_of(cents, signal, "mm-c", "none") for signal in signals_in(cents[:, 3])]
        assert entry.tolist() == [k.signal + 1 for k in known]
        later = [(at, k) for at, k in zip(exit_.tolist(), known, strict=True) if k.signal > 20]
        assert [at for at, _ in later] == [k.exit for _, k in later]
        ties += sum(bool(k.tie) for _, k in later)
        trades += len(later)
    assert trades > 60
    assert ties > 10


@pytest.mark.parametrize("stop", ["atr:2", "trailing:10%", "chandelier:3"])
def test_a_low_next_to_a_moving_level_is_a_stop_in_both_engines(stop: str) -> None:
    """Lows one unit in the last place above the level that the engine computes."""
    rng = np.random.default_rng(3)
    rule, hits = parse_stop(stop), 0
    for _ in range(80):
        cents = random_cents(rng, 70, (-15, 17))
        bars = bars_of([tuple(row) for row in (cents / 100).tolist()])  # type: ignore[misc]
        events = find_events(bars, min_base=BASE, min_depth=0.01, target="none")
        events = tuple(e for e in events if bars.index.get_loc(e.known_on) > 25)[:1]
        for found in first_touch(bars, events, stop=rule, horizon=HORIZON, genuine_from=0):
            if found.cause != "stop" or found.exit == bars["open"].get(found.exit_date):
                continue
            moved = bars.copy()
            moved.attrs = dict(bars.attrs)
            moved.loc[found.exit_date, "low"] = np.nextafter(found.exit, np.inf)
            for column in ("open", "close"):
                lifted = max(moved.loc[found.exit_date, column], found.exit + 0.01)
                moved.loc[found.exit_date, column] = lifted
            moved["high"] = moved[["open", "high", "close"]].max(axis=1)
            again = first_touch(moved, events, stop=rule, horizon=HORIZON, genuine_from=0)[0]
            done = run(
                BreakoutMeasuredMove,
                Plan(events, rule, HORIZON),
                signal_bars=moved,
                traded_bars=moved,
            )
            assert (again.cause, again.exit_date) == ("stop", found.exit_date)
            assert again.exit == pytest.approx(found.exit, rel=TOLERANCE)
            assert [(t.cause, t.exit_date, t.exit) for t in done.trades] == [
                ("stop", found.exit_date, pytest.approx(found.exit, rel=TOLERANCE))
            ]
            hits += 1
    assert hits > 5


def test_random_entries_count_a_touch_to_the_cent() -> None:
    """Entries on the day of the event itself reach its target as the event does."""
    rows, _ = KNOWN["target"]
    bars = bars_of([*rows, *at_closes(*[2400.0] * 3)])
    prices, at = PriceArrays.of(bars), len(rows) - 2
    events = find_events(bars, target="mm-a")
    points = Points.of(
        Frequency.DAILY,
        min_base=[20],
        min_depth=[0.05],
        target=[parse_target("mm-a")],
        stop=[parse_stop("structural")],
        horizon=[3],
    )
    slots = len(bars) - 3
    draws = np.array([(at - 1 + 0.5) / slots])
    grid = follow_events(prices, points, genuine_from=0)
    found = random_hit_rates(prices, points, grid, genuine_from=0, seed_record=None, draws=draws)
    assert found.tolist() == [1.0]
    outcomes = first_touch(bars, events, stop=parse_stop("structural"), horizon=3, genuine_from=0)
    only = np.zeros(len(bars), dtype=bool)
    only[at] = True
    prepared = PreparedBars.of(bars)
    hits, _ = hit_rate.random_hits(
        prepared,
        Resolved.of(prepared, outcomes, parse_stop("structural")),
        stop=parse_stop("structural"),
        horizon=3,
        rng=np.random.default_rng(0),
        draws=5,
        among=only,
    )
    assert hits is not None
    assert hits.all()


def test_declines_losses_and_moves_count_to_the_cent() -> None:
    """80.60 to 72.54 is 10%, 100.70 to 80.56 is 20%, 9.50 to 10.45 is 10%."""
    fall = bars_of(at_closes(79.0, 80.60, 72.54, 73.0, 80.7))
    assert [round(d.depth, 12) for d in find_declines(fall)] == [0.1]
    assert [round(d.depth, 12) for d in record_declines(fall)] == [0.1]
    counts = decline_counts(np.array([80.60, 72.54, 80.70]), np.array([0.1]), np.array([0.1, 0.2]))
    assert counts[1].tolist() == [[0, 1]]
    assert crash_closes(np.array([100.70, 80.56])).tolist() == [False, True]
    since = pd.Timestamp(fall.index[0])
    assert len(find_losses(fall, since=since, entry=80.60, losses=(0.10,))) == 1
    assert len(find_falls(fall, fall=0.10)) == 1
    assert len(find_jumps(bars_of(at_closes(9.50, 10.45)), rise=0.10)) == 1


def test_a_level_ahead_counts_to_the_cent() -> None:
    """A high of 88.55 is 10% above a close of 80.50, a low of 72.54 10% below one of 80.60."""
    high = bars_of([(80.0, 80.7, 80.0, 80.50), (88.0, 88.55, 87.0, 88.0)])
    assert touches(high, 1.1, window=1).tolist() == [True]
    assert touches(high, 88.56 / 80.50, window=1).tolist() == [False]
    low = bars_of([(80.0, 80.7, 80.0, 80.60), (74.0, 74.5, 72.54, 73.0)])
    assert touches(low, 0.9, window=1).tolist() == [True]
    assert touches(low, 72.53 / 80.60, window=1).tolist() == [False]
