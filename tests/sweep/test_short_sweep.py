"""Sweeps of the short side: events, returns and accounts are those of the other engines."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backtests.engine.event_account import follow_trades
from backtests.engine.fills import OPEN
from backtests.engine.outcomes import first_touch
from backtests.engine.parameter_grid import follow_events
from backtests.sweep.accounts import follow_accounts
from backtests.sweep.chunk import SymbolBars, points_of
from backtests.sweep.grid import Point
from data_feeds.series.bars import Frequency, check_bars
from signals import breakout
from signals.core.side import Side
from signals.levels.stops import parse_stop
from strategies.engine.earnings import interest_alone

STOPS = ("structural", "8%", "atr:2", "trailing:6%", "chandelier:3", "failed", "none")


def falling_bars(seed: int, n: int = 1_200) -> pd.DataFrame:
    """Bars with gaps that fall by a quarter a year, so that they set record lows."""
    rng = np.random.default_rng(seed)
    close = 100 * np.exp(np.cumsum(rng.normal(-0.001, 0.02, n)))
    open_ = np.concatenate([[100.0], close[:-1]]) * np.exp(rng.normal(0, 0.008, n))
    high = np.maximum(open_, close) * np.exp(np.abs(rng.normal(0, 0.008, n)))
    low = np.minimum(open_, close) * np.exp(-np.abs(rng.normal(0, 0.008, n)))
    index = pd.bdate_range("2015-01-01", periods=n, name="date")
    frame = pd.DataFrame({"open": open_, "high": high, "low": low, "close": close}, index=index)
    return check_bars(frame, name="FALL")


def symbol_bars(bars: pd.DataFrame) -> SymbolBars:
    """Bars of a short sweep."""
    return SymbolBars.of(
        bars, symbol="FALL", cash_rate=None, first_month=0, seeded=False, side=Side.SHORT
    )


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("target", ["mm-a", "mm-b", "10%"])
def test_shorts_of_a_point_are_those_of_the_study(stop: str, target: str) -> None:
    """Event by event: signal, cause, return with the fee, and value of the account."""
    bars, rule = falling_bars(3), parse_stop(stop)
    events = breakout.find_events(bars, min_base=5, min_depth=0.03, target=target, side=Side.SHORT)
    outcomes = first_touch(bars, events, stop=rule, horizon=40, needs_target=True, side=Side.SHORT)
    known = symbol_bars(bars)
    points = points_of([Point(5, 0.03, target, stop, 40)], Frequency.DAILY)
    found = follow_events(known.prices, points, genuine_from=known.genuine_from, fees=known.fees)
    assert len(events) > 5
    assert [bars.index[at] for at in found.signal] == [e.known_on for e in events]
    returns = [o.return_ if o.return_ is not None else np.nan for o in outcomes]
    np.testing.assert_allclose(found.net_return, returns, rtol=1e-9)
    assert [bool(cause > OPEN) for cause in found.cause] == [o.resolved for o in outcomes]
    cash = np.full(len(bars), 0.0001)
    accounts = follow_accounts(
        known.prices,
        found,
        points=1,
        genuine_from=known.genuine_from,
        month=np.zeros(len(bars), np.int64),
        months=1,
        cash=cash,
        fees=known.fees,
    )
    # The account of single trades earns the rate of cash on its value and on the proceeds.
    value = follow_trades(
        bars, outcomes, shares=np.ones(len(bars)), earnings=interest_alone(cash)
    ).value
    fallen = (value / np.maximum.accumulate(value) - 1).min()
    assert accounts.drawdown[0] == pytest.approx(fallen, abs=1e-3)


def test_one_short_on_paper() -> None:
    """Sold at 100, marked at 90 and 99, bought back at 80 with 1% a side: three returns.

    The sale brings 99, so that the account of 1 sells 1/99 unit: its value is 2 less 1/99 of the
    mark. The fee is 0.11 a bar, cash earns nothing.
    """
    bars = falling_bars(1, 5)
    close = np.array([110.0, 90.0, 99.0, 70.0, 70.0])
    known = symbol_bars(bars)
    from dataclasses import replace

    prices = replace(known.prices, close=-close)
    none = follow_events(
        known.prices,
        points_of([Point(50, 0.0, "none", "none", 3)], Frequency.DAILY),
        genuine_from=0,
        fees=known.fees,
    )
    trade = replace(
        none,
        point=np.array([0]),
        signal=np.array([0]),
        entry=np.array([1]),
        exit=np.array([3]),
        cause=np.array([1]),
        entry_price=np.array([-100.0]),
        exit_price=np.array([-80.0]),
    )
    accounts = follow_accounts(
        prices,
        trade,
        points=1,
        genuine_from=0,
        month=np.zeros(5, np.int64),
        months=1,
        cash=np.zeros(5),
        cost=0.01,
        fees=0.11 * np.arange(5),
    )
    values = [1.0, 2 - 90 / 99, 2 - (99 + 0.11) / 99, 2 - (80 * 1.01 + 0.22) / 99]
    net = np.append(np.diff(values) / values[:-1], 0.0)
    assert accounts.mean[0] == pytest.approx(net.mean())
    market = close[1:] / close[:-1] - 1
    assert accounts.months[0, 0] == pytest.approx((net + 0.75 * market).sum())
