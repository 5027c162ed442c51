"""Two engines, one answer: backtrader and the compiled kernel agree trade by trade."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest

from backtests.engine.event_account import follow_trades
from backtests.engine.outcomes import Outcome, first_touch, one_at_a_time
from backtests.studies.breakouts.rules import BreakoutRules, find_events
from data_feeds.quality import fitness
from data_feeds.series.bars import check_bars
from data_feeds.series.market import Market
from signals import breakout
from signals.core.event import Event
from signals.core.side import Side
from signals.easing_cycle import ANCHORS
from signals.levels.sizing import parse_size, share_of_cash
from signals.levels.stops import parse_stop
from strategies import breakout_measured_move, monthly_entry, post_easing
from strategies.breakout_measured_move import BreakoutMeasuredMove
from strategies.engine.earnings import Earnings, account_earnings
from strategies.engine.event_runner import run
from strategies.engine.event_trade import Plan
from strategies.engine.runs import Run
from strategies.monthly_entry import MonthlyEntry
from strategies.post_easing import PostEasing
from tests.proofs import number

STOPS = ("structural", "8%", "atr:2", "trailing:10%", "chandelier:3", "failed", "time:20", "none")
PATHS_PER_STOP, PATHS_PER_SIZE = number(30, 10), number(250, 50)
EXACT = 1e-9


def random_bars(rng: np.random.Generator, n: int) -> pd.DataFrame:
    """Daily bars with wide gaps, wide ranges, and some flat bars."""
    close = 100 * np.exp(np.cumsum(rng.normal(0, 0.025, n)))
    open_ = np.concatenate([[100.0], close[:-1]]) * np.exp(rng.normal(0, 0.02, n))
    high = np.maximum(open_, close) * np.exp(np.abs(rng.normal(0, 0.02, n)))
    low = np.minimum(open_, close) * np.exp(-np.abs(rng.normal(0, 0.02, n)))
    flat = rng.random(n) < 0.05
    for column in (open_, high, low):
        column[flat] = close[flat]
    index = pd.bdate_range("2015-01-01", periods=n)
    frame = pd.DataFrame({"open": open_, "high": high, "low": low, "close": close}, index=index)
    return check_bars(frame, name="path")


def random_events(rng: np.random.Generator, bars: pd.DataFrame) -> tuple[Event, ...]:
    """Events near each other, the last two bars among them, with levels near the price."""
    n = len(bars)
    chosen = sorted({*rng.choice(np.arange(23, n - 2), 12, replace=False), n - 2, n - 1})
    events = []
    for at in chosen:
        close = float(bars["close"].iloc[at])
        target = close * (1 + rng.uniform(0.005, 0.12)) if rng.random() < 0.9 else None
        record = close * rng.uniform(0.97, 1.0)
        stop = close * (1 - rng.uniform(0.005, 0.1))
        events.append(Event(pd.Timestamp(bars.index[at]), close, target, stop, {"record": record}))
    return tuple(events)


def assert_same(found: Run, outcomes: tuple[Outcome, ...]) -> None:
    """Every trade of the account, closed or open, is the kernel's, in the same order."""
    expected = one_at_a_time(outcomes)
    trades = [*found.trades, *([found.open_trade] if found.open_trade else [])]
    assert len(trades) == len(expected)
    for trade, outcome in zip(trades, expected, strict=True):
        assert trade.signal_date == outcome.event.known_on
        assert trade.entry_date == outcome.entry_date
        assert trade.exit_date == outcome.exit_date
        assert (trade.cause, trade.bars) == (outcome.cause, outcome.bars)
        assert trade.entry == pytest.approx(outcome.entry, rel=EXACT)
        assert trade.exit == (
            None if outcome.exit is None else pytest.approx(outcome.exit, rel=EXACT)
        )
        assert trade.return_ == (
            None if outcome.return_ is None else pytest.approx(outcome.return_, abs=EXACT)
        )
        assert (trade.mfe, trade.mae) == pytest.approx((outcome.mfe, outcome.mae), abs=EXACT)
        assert (trade.target, trade.stop) == (
            None if outcome.event.target is None else pytest.approx(outcome.event.target),
            None if outcome.stop is None else pytest.approx(outcome.stop, rel=EXACT),
        )
    reasons = {o.event.known_on: o.void_reason for o in outcomes if o.cause == "void"}
    followed = {o.event.known_on for o in outcomes}
    for event in found.voids:
        # The size is the account's own affair.
        if event.signal_date in followed and event.reason != "no volatility yet":
            assert reasons[event.signal_date] == event.reason
    assert not found.rejected


@pytest.mark.parametrize("stop", STOPS)
def test_the_engines_agree_on_random_paths(stop: str) -> None:
    """Paths of every stop rule; the paths are shown to hold the hard cases."""
    rng = np.random.default_rng(STOPS.index(stop))
    rule = parse_stop(stop)
    seen: Counter[str] = Counter()
    for _ in range(PATHS_PER_STOP):
        bars = random_bars(rng, int(rng.integers(60, 120)))
        assert fitness.assess_fitness(bars).fills_from == bars.index[0]
        events = random_events(rng, bars)
        horizon = int(rng.integers(1, 25))
        outcomes = first_touch(bars, events, stop=rule, horizon=horizon)
        plan = Plan(events, rule, horizon)
        assert_same(run(BreakoutMeasuredMove, plan, signal_bars=bars, traded_bars=bars), outcomes)
        for outcome in outcomes:
            seen[outcome.cause] += 1
            seen["ambiguous"] += outcome.ambiguous
            level = outcome.stop
            if outcome.cause == "stop" and level is not None and outcome.exit is not None:
                seen["gap"] += outcome.exit < level
    assert seen["target"] > 2 * PATHS_PER_STOP // 3
    assert seen["timeout"] > 2 * PATHS_PER_STOP // 3
    assert seen["open"] >= PATHS_PER_STOP
    if stop not in ("none", "time:20"):
        assert seen["stop"] > 2 * PATHS_PER_STOP // 3
    if stop == "structural":
        assert seen["void"] > PATHS_PER_STOP // 6
        assert seen["ambiguous"] > PATHS_PER_STOP // 15
        assert seen["gap"] > PATHS_PER_STOP // 15


@pytest.mark.parametrize(
    ("stop", "target"), list(product(STOPS, ("mm-a", "mm-c", "10%")))[:: number(1, 2)]
)
def test_the_engines_agree_on_the_russell_2000(each_market: Market, stop: str, target: str) -> None:
    """Real bars from 2007 on, where the opens of the index are genuine."""
    bars = each_market.series("RUT").loc["2007":]
    bars.attrs = dict(each_market.series("RUT").attrs)
    events = breakout.find_events(bars, target=target)
    rule = parse_stop(stop)
    outcomes = first_touch(bars, events, stop=rule, horizon=252, needs_target=True)
    plan = Plan(events, rule, 252, needs_target=True)
    found = run(BreakoutMeasuredMove, plan, signal_bars=bars, traded_bars=bars)
    assert len(found.trades) > 3
    assert_same(found, outcomes)


def test_the_engines_agree_on_the_fund_with_scaled_levels(each_market: Market) -> None:
    """Signals on the index, fills on IWM: levels scaled by the closes of the signal date."""
    index, fund = each_market.series("RUT"), each_market.series("IWM")
    plan = breakout_measured_move.plan({"RUT": index}, target="mm-c")
    found = run(BreakoutMeasuredMove, plan, signal_bars=index, traded_bars=fund)
    scaled = []
    for event in plan.events:
        if event.known_on < fund.index[0] or event.target is None or event.stop is None:
            continue
        close = float(fund["close"].loc[event.known_on])
        ratio = close / event.close
        scaled.append(Event(event.known_on, close, event.target * ratio, event.stop * ratio))
    outcomes = first_touch(fund, scaled, stop=plan.stop, horizon=252, needs_target=True)
    assert len(found.trades) > 8
    assert_same(found, outcomes)


@pytest.mark.parametrize("anchor", [*ANCHORS, post_easing.HINDSIGHT])
def test_the_engines_agree_on_easing_phases(each_market: Market, anchor: str) -> None:
    """Bought once a phase was known, held for a year; in hindsight, at the last cut itself."""
    index, fund = each_market.series("RUT"), each_market.series("IWM")
    plan = post_easing.plan({"RUT": index, "FFT": each_market.series("FFT")}, anchor=anchor)
    events = [
        Event(e.known_on, float(fund["close"].loc[e.known_on]))
        for e in plan.events
        if e.known_on >= fund.index[0]
    ]
    outcomes = first_touch(fund, events, stop=plan.stop, horizon=plan.horizon)
    found = run(PostEasing, plan, signal_bars=index, traded_bars=fund)
    assert len(found.trades) > 2
    assert_same(found, outcomes)


SIZES = ("full", "volatility:15%")
# METHODS 2.9 R4, and what the other entries can have as well.
STOPS_OF_THE_GRID = ("5%", "8%", "10%", "atr:2", "atr:3", "trailing:10%", "chandelier:3", "time:63")
CELLS = list(product((*STOPS_OF_THE_GRID, "none"), SIZES))


def random_pay(rng: np.random.Generator, bars: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Adjusted closes with a dividend about every tenth bar, and a rate of cash up to 15%."""
    n = len(bars)
    paid = np.where(rng.random(n) < 0.1, rng.uniform(0.001, 0.03, n), 0.0)
    paid[0] = 0.0
    before = np.append(np.cumprod((1 - paid)[:0:-1])[::-1], 1.0)
    adjusted = pd.DataFrame({"close": bars["close"] * before}, index=bars.index)
    bills = pd.DataFrame({"value": rng.uniform(0, 15, n)}, index=bars.index)
    return adjusted, bills


def assert_same_account(
    found: Run, bars: pd.DataFrame, outcomes: tuple[Outcome, ...], size: str, earned: Earnings
) -> None:
    """Sizes, values at every close and what was at risk are those of the vectorised account."""
    shares = share_of_cash(bars, parse_size(size))
    account = follow_trades(bars, outcomes, shares=shares, earnings=earned)
    trades = [*found.trades, *([found.open_trade] if found.open_trade else [])]
    for trade, outcome in zip(trades, account.trades, strict=True):
        at = bars.index.get_loc(trade.signal_date)
        cash = found.equity.iloc[at] * (1 + earned.interest[at + 1])
        assert trade.signal_date == outcome.event.known_on
        assert trade.size * trade.entry * 1.0005 / cash == pytest.approx(shares[at], rel=EXACT)
    np.testing.assert_allclose(found.equity / 100_000.0, account.value, rtol=EXACT)
    assert float((account.exposure > 0).mean()) == found.metrics["time_in_market"]


@pytest.mark.parametrize("size", SIZES)
def test_the_engines_agree_on_sizes_over_random_paths(size: str) -> None:
    """Paths of each size, stops in turn, volatility around and above the one that is wanted.

    Shares pay dividends and cash earns interest; trades are those without either.
    """
    rng = np.random.default_rng(SIZES.index(size))
    traded, scaled, paid = 0, 0, 0.0
    for path in range(PATHS_PER_SIZE):
        bars = random_bars(rng, int(rng.integers(40, 90)))
        events, horizon = random_events(rng, bars), int(rng.integers(1, 25))
        rule = parse_stop((*STOPS, *STOPS_OF_THE_GRID)[path % 16])
        adjusted, bills = random_pay(rng, bars)
        found = run(
            BreakoutMeasuredMove,
            Plan(events, rule, horizon, size=parse_size(size)),
            signal_bars=bars,
            traded_bars=bars,
            adjusted=adjusted,
            bills=bills,
        )
        outcomes = first_touch(bars, events, stop=rule, horizon=horizon)
        assert_same(found, outcomes)
        earned = account_earnings(bars, adjusted=adjusted, bills=bills)
        assert_same_account(found, bars, outcomes, size, earned)
        paid += float(earned.dividends.sum())
        traded += len(found.trades)
        scaled += sum(t.size * t.entry < 50_000 for t in found.trades)
    assert traded > 2.4 * PATHS_PER_SIZE
    assert paid > 4 * PATHS_PER_SIZE
    assert scaled > 2 * PATHS_PER_SIZE if size != "full" else scaled < PATHS_PER_SIZE / 5


@pytest.mark.parametrize(("stop", "size"), CELLS[:: number(1, 3)])
def test_the_engines_agree_on_monthly_entries(each_market: Market, stop: str, size: str) -> None:
    """Signals at the first close of a month on the index, fills on the fund; the grid and none."""
    index, fund = each_market.series("RUT"), each_market.series("IWM")
    plan = monthly_entry.plan({"RUT": index}, stop=stop, size=size)
    adjusted, bills = each_market.series("IWM_ADJ"), each_market.series("CASH_RATE")
    found = run(
        MonthlyEntry, plan, signal_bars=index, traded_bars=fund, adjusted=adjusted, bills=bills
    )
    events = [e for e in plan.events if e.known_on in fund.index]
    outcomes = first_touch(fund, events, stop=plan.stop, horizon=252)
    known = ~np.isnan(share_of_cash(fund, plan.size))
    assert len(found.trades) > 20
    assert_same(found, tuple(o for o in outcomes if known[fund.index.get_loc(o.event.known_on)]))
    earned = account_earnings(fund, adjusted=adjusted, bills=bills)
    assert_same_account(found, fund, outcomes, size, earned)


@pytest.mark.parametrize(("stop", "size"), list(product(STOPS_OF_THE_GRID, SIZES))[:: number(1, 3)])
def test_the_engines_agree_on_breakouts_without_a_target(
    each_market: Market, stop: str, size: str
) -> None:
    """The other half of the grid: breakouts held for a year or until the stop."""
    index, fund = each_market.series("RUT"), each_market.series("IWM")
    plan = breakout_measured_move.plan({"RUT": index}, stop=stop, target="none", size=size)
    adjusted, bills = each_market.series("IWM_ADJ"), each_market.series("CASH_RATE")
    found = run(
        BreakoutMeasuredMove,
        plan,
        signal_bars=index,
        traded_bars=fund,
        adjusted=adjusted,
        bills=bills,
    )
    events = [
        Event(e.known_on, float(fund["close"].loc[e.known_on]))
        for e in plan.events
        if e.known_on in fund.index
    ]
    outcomes = first_touch(fund, events, stop=plan.stop, horizon=252)
    assert len(found.trades) > 8
    assert_same(found, outcomes)
    earned = account_earnings(fund, adjusted=adjusted, bills=bills)
    assert_same_account(found, fund, outcomes, size, earned)


def downwards(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Reflect the levels of events about their close: targets below, stops and records above."""

    def flip(event: Event, level: float | None) -> float | None:
        return None if level is None else event.close**2 / level

    return tuple(
        replace(
            event,
            target=flip(event, event.target),
            stop=flip(event, event.stop),
            details={"record": flip(event, float(str(event.details["record"])))},
        )
        for event in events
    )


@pytest.mark.parametrize("stop", STOPS)
def test_the_engines_agree_on_shorts(stop: str) -> None:
    """Twelve paths a stop rule: trades, fees for borrowing and the value of the account."""
    rng = np.random.default_rng(100 + STOPS.index(stop))
    rule = parse_stop(stop)
    seen: Counter[str] = Counter()
    for _ in range(12):
        bars = random_bars(rng, int(rng.integers(60, 120)))
        events = downwards(random_events(rng, bars))
        horizon = int(rng.integers(1, 25))
        outcomes = first_touch(
            bars, events, stop=rule, horizon=horizon, side=Side.SHORT, borrow=0.02
        )
        plan = Plan(events, rule, horizon, side=Side.SHORT, borrow=0.02)
        found = run(BreakoutMeasuredMove, plan, signal_bars=bars, traded_bars=bars)
        assert_same(found, outcomes)
        account = follow_trades(bars, outcomes, shares=np.ones(len(bars)), borrow=0.02)
        assert found.equity.to_numpy() / 100_000 == pytest.approx(account.value, rel=EXACT)
        for trade in found.trades:
            # The profit of a trade is its return on what the sale brought.
            assert trade.pnl == pytest.approx(trade.return_ * trade.size * trade.entry * 0.9995)
        for outcome in outcomes:
            seen[outcome.cause] += 1
            level = outcome.stop
            if outcome.cause == "stop" and level is not None and outcome.exit is not None:
                seen["gap"] += outcome.exit > level
    assert min(seen["target"], seen["timeout"], seen["open"]) > 5
    if stop not in ("none", "time:20"):
        assert seen["stop"] > 5
    if stop == "structural":
        assert min(seen["gap"], seen["void"]) > 0


def test_the_strategy_trades_the_breakdowns_of_the_study() -> None:
    """The plan of the strategy has the events of `breakout --side short`."""
    bars = random_bars(np.random.default_rng(4), 400)
    rules = BreakoutRules(10, 0.03, 40, "mm-d", "structural", 30, side=Side.SHORT)
    plan = breakout_measured_move.plan(
        {"RUT": bars},
        min_base=10,
        min_depth=0.03,
        lookback=40,
        target="mm-d",
        horizon=30,
        side="short",
    )
    assert plan.events == find_events(bars, rules, seed_record=None)
    assert len(plan.events) > 2
    found = run(BreakoutMeasuredMove, plan, signal_bars=bars, traded_bars=bars)
    outcomes = first_touch(
        bars,
        plan.events,
        stop=plan.stop,
        horizon=30,
        needs_target=True,
        side=Side.SHORT,
    )
    assert_same(found, outcomes)
    assert found.metrics["exposure"] < 0
