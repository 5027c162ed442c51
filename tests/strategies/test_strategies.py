"""Strategies: known answers in backtrader, no look-ahead, nothing untold."""

from __future__ import annotations

import types

import numpy as np
import pandas as pd
import pytest

from data_feeds.quality.fitness import FillsError
from data_feeds.series.bars import BarsError
from data_feeds.series.market import Market
from signals.core.event import Event, RuleError
from signals.levels.sizing import parse_size
from signals.levels.stops import parse_stop
from strategies import breakout_measured_move, monthly_entry, post_easing
from strategies.breakout_measured_move import BreakoutMeasuredMove
from strategies.engine.event_runner import run
from strategies.engine.event_trade import Plan
from strategies.engine.metrics import account_metrics
from strategies.engine.runs import Run
from strategies.post_easing import PostEasing

SIGNAL_BAR = (99.0, 100.5, 98.0, 99.5)


def trade(
    *rows: tuple[float, float, float, float],
    stop: str = "structural",
    horizon: int = 252,
    cash: float = 100_000.0,
) -> Run:
    """Trade one event at the first bar, target 120 and stop 92."""
    index = pd.bdate_range("2024-01-01", periods=len(rows) + 1, name="date")
    bars = pd.DataFrame(
        [SIGNAL_BAR, *rows], columns=["open", "high", "low", "close"], index=index, dtype=float
    )
    event = Event(pd.Timestamp(index[0]), 99.5, 120.0, 92.0, {"record": 100.0})
    plan = Plan((event,), parse_stop(stop), horizon)
    return run(BreakoutMeasuredMove, plan, signal_bars=bars, traded_bars=bars, cash=cash)


@pytest.mark.parametrize(
    ("rows", "cause", "price", "gain"),
    [
        (((100, 103, 99, 102), (102, 104, 101, 103), (90, 93, 89, 91)), "stop", 90, -0.100900),
        (((100, 103, 99, 102), (102, 121, 91, 110)), "stop", 92, -0.080920),
        (((100, 103, 99, 102), (123, 125, 122, 124)), "target", 123, 0.228771),
        (((100, 103, 99, 102), (123, 125, 80, 85)), "target", 123, 0.228771),
        (((100, 101, 91, 99),), "stop", 92, -0.080920),
    ],
)
def test_backtrader_gives_the_known_answers(
    rows: tuple[tuple[float, float, float, float], ...], cause: str, price: float, gain: float
) -> None:
    """METHODS 6.3 and 6.4, an open beyond the target, and a stop on the entry bar."""
    (found,) = trade(*rows).trades
    assert (found.cause, found.exit) == (cause, price)
    assert found.return_ == pytest.approx(gain, abs=1e-6)


def test_a_timeout_on_the_last_bar_is_filled_at_its_close() -> None:
    """METHODS 6.5: stock backtrader would lose this order."""
    rows = ((100, 103, 99, 102), (102, 104, 101, 103), (103, 105, 102, 104))
    (found,) = trade(*rows, horizon=3).trades
    assert (found.cause, found.exit, found.bars) == ("timeout", 104.0, 3)


def test_a_position_still_held_is_reported_and_no_trade() -> None:
    """Open at the last bar: neither a win nor a loss."""
    found = trade((100, 103, 99, 102), (102, 104, 101, 103))
    assert found.trades == ()
    assert found.open_trade is not None
    assert (found.open_trade.cause, found.open_trade.exit) == ("open", None)


def test_a_void_entry_is_listed() -> None:
    """An open beyond the target makes no trade and leaves its reason."""
    found = trade((121, 122, 119, 120))
    assert [v.reason for v in found.voids] == ["entry at or beyond the target"]
    assert found.trades == ()


def test_the_profit_is_what_the_account_gained() -> None:
    """Cash at the end less cash at the start, costs included."""
    rows = ((100, 103, 99, 102), (123, 125, 122, 124), (124, 125, 123, 124))
    found = trade(*rows)
    gained = found.equity.iloc[-1] - 100_000
    assert found.trades[0].pnl == pytest.approx(gained, rel=1e-9)


def test_a_refused_order_is_reported_and_opens_nothing() -> None:
    """An order dearer than the cash: rejected by the broker, listed, no short left behind."""

    class TooDear(BreakoutMeasuredMove):
        """Asks for twice what the cash can buy."""

        def buy(self, **order: object) -> object:
            return super().buy(**{**order, "size": float(str(order["size"])) * 2})

    index = pd.bdate_range("2024-01-01", periods=4)
    rows = [SIGNAL_BAR, (100, 103, 99, 102), (91, 92, 80, 85), (85, 86, 84, 85)]
    bars = pd.DataFrame(rows, columns=["open", "high", "low", "close"], index=index, dtype=float)
    event = Event(pd.Timestamp(index[0]), 99.5, 120.0, 92.0)
    plan = Plan((event,), parse_stop("structural"), 252)
    found = run(TooDear, plan, signal_bars=bars, traded_bars=bars)
    assert [r.reason for r in found.rejected] == ["entry order margin"]
    assert found.trades == ()
    assert found.equity.tolist() == [100_000.0] * 4


def test_exits_of_a_refused_entry_open_no_short_on_its_own_bar() -> None:
    """The bar of the refused entry trades through the stop: the account stays as it was."""

    class TooDear(BreakoutMeasuredMove):
        """Asks for twice what the cash can buy."""

        def buy(self, **order: object) -> object:
            return super().buy(**{**order, "size": float(str(order["size"])) * 2})

    index = pd.bdate_range("2024-01-01", periods=4)
    rows = [SIGNAL_BAR, (100, 103, 85, 90), (91, 125, 80, 85), (85, 86, 84, 85)]
    bars = pd.DataFrame(rows, columns=["open", "high", "low", "close"], index=index, dtype=float)
    event = Event(pd.Timestamp(index[0]), 99.5, 120.0, 92.0)
    for horizon in (1, 252):
        plan = Plan((event,), parse_stop("structural"), horizon)
        found = run(TooDear, plan, signal_bars=bars, traded_bars=bars)
        assert [r.reason for r in found.rejected] == ["entry order margin"]
        assert (found.trades, found.open_trade) == ((), None)
        assert found.equity.tolist() == [100_000.0] * 4


def test_of_two_events_on_one_bar_one_is_traded_and_the_other_reported() -> None:
    """Nothing is lost: the first is preferred; a void first leaves its place to the second."""
    index = pd.bdate_range("2024-01-01", periods=4)
    rows = [SIGNAL_BAR, (100, 103, 99, 102), (102, 104, 101, 103), (103, 104, 102, 103)]
    bars = pd.DataFrame(rows, columns=["open", "high", "low", "close"], index=index, dtype=float)
    day = pd.Timestamp(index[0])
    far, near = Event(day, 99.5, 120.0, 92.0), Event(day, 99.5, 104.0, 92.0)
    gone = Event(day, 99.5, 99.9, 92.0)
    stop = parse_stop("structural")
    first = run(
        BreakoutMeasuredMove, Plan((near, far), stop, 9), signal_bars=bars, traded_bars=bars
    )
    assert [t.target for t in first.trades] == [104.0]
    assert [s.reason for s in first.skipped] == ["a position is held"]
    second = run(
        BreakoutMeasuredMove, Plan((gone, near), stop, 9), signal_bars=bars, traded_bars=bars
    )
    assert [v.reason for v in second.voids] == ["entry at or beyond the target"]
    assert [t.target for t in second.trades] == [104.0]


def test_all_cash_is_invested() -> None:
    """Held from the open of 100 to the close of 110: the account gains the same 10% less costs."""
    found = trade((100, 103, 99, 102), (102, 111, 101, 110))
    assert found.equity.iloc[-1] == pytest.approx(100_000 * 1.10 / 1.0005, rel=1e-8)


@pytest.mark.parametrize("horizon", [0, -5])
def test_a_horizon_below_a_day_is_refused(horizon: int) -> None:
    """No position lasts less than its entry bar."""
    with pytest.raises(RuleError, match="expected at least 1 trading day"):
        Plan((), parse_stop("none"), horizon)


@pytest.mark.parametrize("cash", [0.0, -1.0, float("nan"), float("inf")])
def test_an_account_without_cash_is_refused(cash: float) -> None:
    """Before backtrader divides by it."""
    with pytest.raises(RuleError, match="expected a number above 0"):
        trade((100, 103, 99, 102), cash=cash)


def test_an_empty_frame_is_refused() -> None:
    """One clear error, not an index error from within."""
    bars = pd.DataFrame(
        {n: [] for n in ("open", "high", "low", "close")}, dtype=float, index=pd.DatetimeIndex([])
    )
    with pytest.raises(BarsError, match="no bars; expected at least 2"):
        run(
            BreakoutMeasuredMove,
            Plan((), parse_stop("none"), 5),
            signal_bars=bars,
            traded_bars=bars,
        )


def test_signals_from_before_genuine_opens_are_skipped(snapshot_market: Market) -> None:
    """The fund starts in 2000: earlier signals are listed, not traded, not lost."""
    index, fund = snapshot_market.series("RUT"), snapshot_market.series("IWM")
    plan = breakout_measured_move.plan({"RUT": index})
    found = run(BreakoutMeasuredMove, plan, signal_bars=index, traded_bars=fund)
    accounted = len(found.trades) + len(found.skipped) + len(found.voids)
    assert accounted + (found.open_trade is not None) == len(plan.events) == 33
    early = [s for s in found.skipped if "2000-05-26" in s.reason]
    assert len(early) == 12


def test_bars_without_genuine_opens_are_refused() -> None:
    """Every open is the previous close: fills would be fictitious."""
    close = np.linspace(100, 140, 60)
    open_ = np.concatenate([[100.0], close[:-1]])
    bars = pd.DataFrame(
        {"open": open_, "high": close + 1, "low": open_ - 1, "close": close},
        index=pd.bdate_range("2024-01-01", periods=60),
    )
    plan = Plan((), parse_stop("none"), 252)
    with pytest.raises(FillsError, match="would be fictitious"):
        run(BreakoutMeasuredMove, plan, signal_bars=bars, traded_bars=bars)


@pytest.mark.parametrize("cut", ["2013-06-28", "2018-12-31", "2023-03-31"])
def test_breakout_trades_do_not_change_when_later_bars_are_added(
    snapshot_market: Market, cut: str
) -> None:
    """Prefix test from signals to trades: what was closed by a day stays as it was."""
    index, fund = snapshot_market.series("RUT"), snapshot_market.series("IWM")
    whole = run(
        BreakoutMeasuredMove,
        breakout_measured_move.plan({"RUT": index}),
        signal_bars=index,
        traded_bars=fund,
    )
    then, fund_then = index.loc[:cut], fund.loc[:cut]
    part = run(
        BreakoutMeasuredMove,
        breakout_measured_move.plan({"RUT": then}),
        signal_bars=then,
        traded_bars=fund_then,
    )
    assert part.trades
    assert part.trades == whole.trades[: len(part.trades)]


@pytest.mark.parametrize("anchor", ["first", "last", "pause"])
@pytest.mark.parametrize("cut", ["2009-12-31", "2021-03-31"])
def test_easing_trades_do_not_change_when_later_data_are_added(
    snapshot_market: Market, anchor: str, cut: str
) -> None:
    """Prefix test with the policy table cut at the same day."""
    index, fund = snapshot_market.series("RUT"), snapshot_market.series("IWM")
    policy = snapshot_market.series("FFT")
    plan = post_easing.plan({"RUT": index, "FFT": policy}, anchor=anchor)
    whole = run(PostEasing, plan, signal_bars=index, traded_bars=fund)
    then = index.loc[:cut]
    early = post_easing.plan({"RUT": then, "FFT": policy.loc[:cut]}, anchor=anchor)
    part = run(PostEasing, early, signal_bars=then, traded_bars=fund.loc[:cut])
    assert part.trades
    assert part.trades == whole.trades[: len(part.trades)]


def test_an_easing_entry_has_no_structural_stop() -> None:
    """A stop that belongs to breakouts is refused by name."""
    with pytest.raises(RuleError, match="needs a breakout"):
        post_easing.plan({}, stop="structural")


def test_last_cuts_in_hindsight_are_marked(snapshot_market: Market) -> None:
    """Bought at the last cut of each cycle, months before it was known to be that, and named."""
    series = {name: snapshot_market.series(name) for name in ("RUT", "FFT")}
    late = post_easing.plan(series, anchor="hindsight", size="volatility:15%")
    known = post_easing.plan(series, anchor="last")
    assert [e.known_on < k.known_on for e, k in zip(late.events, known.events, strict=True)] == [
        True
    ] * len(known.events)
    assert (late.hindsight[:10], known.hindsight) == ("hindsight:", "")
    found = run(
        PostEasing, late, signal_bars=series["RUT"], traded_bars=snapshot_market.series("IWM")
    )
    assert found.notes[0] == late.hindsight


@pytest.mark.parametrize("size", ["full", "volatility:15%"])
@pytest.mark.parametrize("stop", ["5%", "atr:2", "trailing:10%", "chandelier:3", "time:63", "none"])
@pytest.mark.parametrize("module", [breakout_measured_move, monthly_entry, post_easing])
def test_every_event_strategy_takes_every_stop_and_size(
    module: types.ModuleType, stop: str, size: str, snapshot_market: Market
) -> None:
    """Those that need no breakout; the plan carries what was asked for."""
    series = {name: snapshot_market.series(name) for name in module.SERIES}
    plan = module.plan(series, stop=stop, size=size)
    assert (plan.stop, plan.size) == (parse_stop(stop), parse_size(size))


def test_metrics_of_a_curve_that_can_be_checked_on_paper() -> None:
    """100, 110, 99, 99, 121: +21%, deepest fall 10%, two bars under water."""
    curve = pd.Series([100.0, 110, 99, 99, 121])
    found = account_metrics(curve, bars_per_year=4)
    returns = np.array([0.10, -0.10, 0.0, 121 / 99 - 1])
    assert found["total_return"] == pytest.approx(0.21)
    assert found["cagr"] == pytest.approx(0.21)
    assert found["max_drawdown"] == pytest.approx(-0.10)
    assert found["max_drawdown_bars"] == 2
    assert found["calmar"] == pytest.approx(2.1)
    assert found["sharpe"] == pytest.approx(returns.mean() / returns.std(ddof=1) * 2)
    assert found["sortino"] == pytest.approx(returns.mean() / np.sqrt(0.01 / 4) * 2)


def test_a_flat_account_has_no_sharpe_ratio() -> None:
    """Undefined is None, never NaN."""
    found = account_metrics(pd.Series([100.0] * 5), bars_per_year=252)
    assert (found["sharpe"], found["sortino"], found["calmar"]) == (None, None, None)


def test_a_riskless_account_has_no_sharpe_ratio() -> None:
    """Returns that differ by rounding alone are not a spread to divide by."""
    curve = pd.Series(100.0 * 1.001 ** np.arange(300))
    found = account_metrics(curve, bars_per_year=252)
    assert (found["sharpe"], found["sortino"]) == (None, None)
