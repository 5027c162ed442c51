"""A day later: every strategy decides the same on the same data dated one bar later, and no sooner.

Data dated one bar later, up to the same last day, lack what happened on that day. A rule that has
to see it, or the day after a decision, then decides otherwise than a bar later.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from backtests.trading import events, portfolios, strategies
from data_feeds.series.bars import Frequency, infer_frequency
from data_feeds.series.market import Market
from signals.core.event import Event
from signals.core.look_ahead import cut
from strategies import breakout_measured_move, post_easing, wait_for_confirmation
from strategies.engine.cohort import CohortPlan, at_close
from strategies.engine.portfolio import Decide as WeightRule
from strategies.engine.portfolio import Plan, align, by_day
from strategies.engine.portfolio_paths import follow

Frames = Mapping[str, pd.DataFrame]
Decisions = list[tuple[pd.Timestamp, str]]
# The snapshot's bill rate ends there.
END = pd.Timestamp("2024-01-25")
START = "2008-01-02"
# Bars that are left at the least.
LEAST = 40
COHORTS = {
    name
    for name in strategies.strategy_names()
    if strategies.plans_a_cohort(strategies.find_strategy(name))
}
PORTFOLIOS = {
    name
    for name in strategies.strategy_names()
    if portfolios.trades_funds(strategies.find_strategy(name))
}
# Rules of the calendar, as they are tested without it. What the calendar does to each of them is
# stated by the tests below; of monthly entries nothing would be left.
WITHOUT_CALENDAR: Mapping[str, dict[str, object]] = {
    "constant-mix": {"rebalance": "never"},
    "post-easing": {"anchor": "first"},
    "sleeve": {"rebalance": "never"},
    "staged-entry": {"tranches": 1},
    "technology-and-small-caps": {"rebalance": "never"},
}


def frames_of(name: str, market: Market) -> Frames:
    """What a strategy reads, the days to trade on first, up to the end of all series."""
    module = strategies.find_strategy(name)
    if name in PORTFOLIOS:
        plan = module.plan()
        names = (*(f"{fund}_ADJ" for fund in plan.funds), "CASH_RATE", *plan.reads, *plan.stand_ins)
    else:
        names = module.SERIES
    part = cut({n: market.series(n) for n in names}, END)
    assert part is not None
    return part


def trading_days(frames: Frames) -> pd.DatetimeIndex:
    """Days of the first series."""
    return pd.DatetimeIndex(next(iter(frames.values())).index)


def a_bar_later(frames: Frames, days: pd.DatetimeIndex) -> Frames:
    """The same data, each row dated by the trading day after the one on which it was known.

    Before the first day to trade on, weekdays are taken, or Fridays for weekly bars.
    """
    found = {}
    step = "B" if infer_frequency(days) is Frequency.DAILY else "W-FRI"
    clock = pd.DatetimeIndex(pd.date_range("1950-01-02", days[0], freq=step)[:-1].append(days))
    for name, frame in frames.items():
        at = clock.searchsorted(pd.DatetimeIndex(frame.index)) + 1
        kept = at < len(clock)
        moved = frame[kept].set_axis(clock[at[kept]])
        moved = moved[~moved.index.duplicated(keep="last")]
        moved.attrs = dict(frame.attrs)
        found[name] = moved
    return found


def decisions(
    module: types.ModuleType, frames: Frames, parameters: Mapping[str, object]
) -> Decisions:
    """Every decision of a strategy with its day: what is bought, sold or aimed at."""
    if not hasattr(module, "SERIES"):
        return weights_of(module.plan(**parameters), frames)
    plan = module.plan(frames, **parameters)
    if isinstance(plan, CohortPlan):
        return [(e.known_on, f"{e.details['action']} {e.details['share']}") for e in plan.orders]
    return [(e.known_on, f"{e.close} {e.target} {e.stop}") for e in plan.events]


def weights_of(plan: Plan, frames: Frames) -> Decisions:
    """Days and weights of a portfolio rule, filled at closes."""
    funds = {
        name: frames[f"{name}_ADJ"][["close"]].assign(fill=lambda f: f["close"])
        for name in plan.funds
    }
    prices = align(funds, frames["CASH_RATE"])
    account = follow(plan.make(prices.days, frames), prices, cost=0.0005)
    return [(account.days[at], str(weights)) for at, weights in account.decisions]


def parameters_of(name: str) -> dict[str, object]:
    """Parameters without the calendar, of a cohort with its start."""
    start = {"start": START, "days": 504} if name in COHORTS else {}
    return {**start, **WITHOUT_CALENDAR.get(name, {})}


Decide = Callable[[Frames, int], Decisions]


def assert_a_bar_later(decide: Decide, frames: Frames) -> None:
    """Hold decisions to those on data dated a bar later, ending the bar after some of them.

    `decide` is given frames, and how many bars later than they were they are dated.
    """
    days = trading_days(frames)
    whole = decide(frames, 0)
    assert whole
    for day in {whole[len(whole) // 2][0], whole[-1][0]}:
        last = days[min(max(int(days.get_loc(day)) + 1, LEAST), len(days) - 1)]
        part = cut(frames, last)
        assert part is not None
        following = dict(pairwise(days))
        expected = [(following[made], what) for made, what in decide(part, 0) if made < last]
        assert expected
        assert decide(a_bar_later(part, trading_days(part)), 1) == expected


def decided(name: str) -> Decide:
    """A strategy's decisions; a cohort starts as many bars later as its data do."""
    module, parameters = strategies.find_strategy(name), parameters_of(name)

    def decide(frames: Frames, later: int) -> Decisions:
        if name not in COHORTS:
            return decisions(module, frames, parameters)
        days = trading_days(frames)
        start = days[int(days.searchsorted(pd.Timestamp(START))) + later]
        return decisions(module, frames, parameters | {"start": f"{start:%Y-%m-%d}"})

    return decide


@pytest.mark.parametrize("name", sorted(set(strategies.strategy_names()) - {"monthly-entry"}))
def test_every_strategy_decides_a_bar_later_on_data_a_bar_later(
    name: str, each_market: Market
) -> None:
    """The whole list, so that a new strategy is held to it; monthly entries are below."""
    assert_a_bar_later(decided(name), frames_of(name, each_market))


def test_monthly_entries_keep_the_first_closes_of_months(each_market: Market) -> None:
    """On data a bar later the days stay, and their closes are those of the bar before."""
    frames = frames_of("monthly-entry", each_market)
    moved = a_bar_later(frames, trading_days(frames))
    module = strategies.find_strategy("monthly-entry")
    found, before = (module.plan(f).events for f in (moved, frames))
    close = frames["RUT"]["close"].shift()
    assert [(e.known_on, e.close) for e in found] == [
        (e.known_on, close[e.known_on]) for e in before
    ]


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("constant-mix", {"rebalance": "monthly"}),
        ("sleeve", {}),
        ("staged-entry", {}),
        ("technology-and-small-caps", {}),
    ],
)
def test_rules_of_the_calendar_keep_its_days(
    name: str, parameters: dict[str, object], each_market: Market
) -> None:
    """The first decision is a bar later; the others stay at the first closes of periods."""
    frames = frames_of(name, each_market)
    days = trading_days(frames)
    first = int(days.searchsorted(pd.Timestamp(START))) if name in COHORTS else None

    def made(part: Frames, later: int) -> list[pd.Timestamp]:
        given = {} if first is None else {"start": f"{days[first + later]:%Y-%m-%d}"}
        return [
            day for day, _ in decisions(strategies.find_strategy(name), part, parameters | given)
        ]

    before, after = made(frames, 0), made(a_bar_later(frames, days), 1)
    assert len(before) > 5
    assert after[1:] == [day for day in before if day > after[0]]
    assert int(days.get_loc(after[0])) == int(days.get_loc(before[0])) + 1


def test_a_pause_ends_months_after_a_cut_whatever_its_date(each_market: Market) -> None:
    """Cuts a trading day later: the first close half a calendar year after that."""
    frames = frames_of("post-easing", each_market)
    days = trading_days(frames)
    found = post_easing.plan(a_bar_later(frames, days)).events
    assert len(found) > 8
    for event in found:
        known = pd.Timestamp(str(event.details["last_cut"])) + pd.DateOffset(months=6)
        assert event.known_on == days[days.searchsorted(known)]
    assert {str(e.details["last_cut"]) for e in found} == {
        str(days[days.searchsorted(pd.Timestamp(str(e.details["last_cut"]))) + 1])
        for e in post_easing.plan(frames).events
    }


@pytest.mark.parametrize("name", strategies.strategy_names())
def test_every_order_is_filled_at_the_open_after_its_decision(
    name: str, each_market: Market
) -> None:
    """In each engine, for the whole list: one bar later, neither before nor after."""
    module = strategies.find_strategy(name)
    parameters = strategies.bind_parameters(module, [])
    if name in COHORTS:
        parameters |= {"start": START, "days": 504}
    market = up_to(END, name, each_market)
    if name in PORTFOLIOS:
        held = portfolios.trade(module, market, parameters=parameters, cash=1e5, cost=0.0).run
        days = pd.DatetimeIndex(held.equity.index)
        plan = module.plan(**parameters)
        decided_on = {day for day, _ in weights_of(plan, frames_of(name, each_market))}
        filled = [o.date for o in held.orders]
        assert {days[days.get_loc(day) - 1] for day in filled} <= decided_on
    else:
        done = events.trade(module, market, parameters=parameters, traded="IWM", cash=1e5, cost=0.0)
        days = pd.DatetimeIndex(each_market.series("IWM").index)
        filled = [t.entry_date for t in done.trades]
        assert filled == [days[days.get_loc(t.signal_date) + 1] for t in done.trades]
    assert filled


def up_to(day: pd.Timestamp, name: str, market: Market) -> Market:
    """The source as it was on a day."""
    names = {*frames_of(name, market), "RUT", "IWM", "IWM_ADJ", "SPY", "SPY_ADJ", "CASH_RATE"}
    day = market.series("IWM").loc[:day].index[-1]
    part = cut({n: market.series(n) for n in names}, day)
    assert part is not None
    return Market("cut", {n: (lambda f=f: f) for n, f in part.items()}, "-", day)


def test_orders_come_a_bar_later_when_only_signals_do(each_market: Market) -> None:
    """Spreads known a day later than they were: each change of the hedge is one bar later."""
    frames = frames_of("selective-hedge", each_market)
    module, days = strategies.find_strategy("selective-hedge"), trading_days(frames)
    late = {**a_bar_later(frames, days), "IWM_ADJ": frames["IWM_ADJ"]}
    before, after = (weights_of(module.plan(), f) for f in (frames, late))
    following = dict(pairwise(days))
    assert len(before) > 20
    assert after == [before[0], *[(following[day], what) for day, what in before[1:]]]


def peeking(bars: pd.DataFrame) -> pd.Series:
    """Whether the next close is higher, which is not known."""
    return bars["close"].shift(-1) > bars["close"]


def test_an_event_strategy_that_peeks_is_caught(
    each_market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Monthly closes before a rise."""

    def rising(bars: pd.DataFrame, **_: object) -> tuple[Event, ...]:
        rises = peeking(bars)
        return tuple(
            Event(pd.Timestamp(day), float(bars["close"][day])) for day in bars.index[rises][-300:]
        )

    monkeypatch.setattr(breakout_measured_move, "find_events", rising)
    with pytest.raises(AssertionError):
        assert_a_bar_later(
            decided("breakout-measured-move"), frames_of("breakout-measured-move", each_market)
        )


def test_a_cohort_that_peeks_is_caught(
    each_market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Waiting for the first close before a rise of 2%."""

    def before_a_rise(
        bars: pd.DataFrame, *_: object, since: pd.Timestamp, **__: object
    ) -> tuple[Event, ...]:
        close = bars["close"]
        good = bars.index[(close.shift(-1) > 1.02 * close) & (bars.index >= since)]
        return tuple(at_close(bars, int(bars.index.get_loc(day))) for day in good[:1])

    monkeypatch.setattr(wait_for_confirmation, "find_events", before_a_rise)
    with pytest.raises(AssertionError):
        assert_a_bar_later(
            decided("wait-for-confirmation"), frames_of("wait-for-confirmation", each_market)
        )


def test_a_portfolio_that_peeks_is_caught(each_market: Market) -> None:
    """In the fund over days on which it rises."""
    frames = frames_of("buy-and-hold", each_market)

    def make(days: pd.DatetimeIndex, signals: Frames) -> WeightRule:
        rises = peeking(signals["IWM_ADJ"]).reindex(days).to_numpy(dtype=bool)
        due = np.concatenate(([True], rises[1:] != rises[:-1]))
        return by_day(rises[:, np.newaxis].astype(float), due)

    with pytest.raises(AssertionError):
        assert_a_bar_later(lambda part, _: weights_of(Plan(("IWM",), make), part), frames)
