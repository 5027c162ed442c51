"""Terminal output of position size and walk-forward analysis."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backtests.engine.position_size import PositionSize, SizedSignal
from backtests.engine.walk_forward import (
    Calendar,
    Trades,
    choose,
    days_of,
    train,
    walk_forward,
)
from backtests.report.terminal.latest_signal import print_size
from backtests.report.terminal.walk_forward import print_walk_forward
from data_feeds.series.catalogue import TradingUnit
from signals.levels.sizing import Risk

RULE = {
    "min_base": 20,
    "min_depth": 0.05,
    "lookback": 55,
    "target": "mm-a",
    "stop": "8%",
    "horizon": 63,
}


def chain_of(capsys: pytest.CaptureFixture[str], *late: tuple[str, float]) -> str:
    """The table of five past trades of 2%, and later trades, of one rule without a target."""
    rows = [*[("2000-02-01", 0.02)] * 5, *late]
    signal = days_of(pd.DatetimeIndex([day for day, _ in rows]))
    net = np.array([gain for _, gain in rows])
    zeros, nothing = np.zeros(net.size, np.int64), np.full(net.size, np.nan)
    trades = Trades(zeros, zeros, signal, signal + 90, net, nothing)
    calendar = Calendar.of(pd.Timestamp("2000-01-01"), pd.Timestamp("2001-12-31"), 1)
    training = train(calendar, [trades], rules=1)
    walk = walk_forward(calendar, training, choose(training), trades)
    print_walk_forward(walk, {0: RULE}, horizon=True)
    return " ".join(capsys.readouterr().out.split())


def test_a_chain_says_what_the_choices_returned(capsys: pytest.CaptureFixture[str]) -> None:
    """One trade of 1% out of sample; in sample (5 · 2% + 1%) / 6 = 1.8%; efficiency 1 / 2."""
    printed = chain_of(capsys, ("2001-03-01", 0.01))
    assert "out of sample +1.0% net per trade (no interval, 1 trade, n_eff 1)" in printed
    assert "with hindsight +1.8% (55-day high, base 20 d, 5%; mm-a, 8%, 63 d; 6 trades)" in printed
    assert ": out of sample -0.8 points" in printed
    assert "0.50: out of sample over the +2.0%" in printed


def test_a_chain_without_a_trade_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """The best in sample stands alone, open trades are named."""
    assert "no resolved trade out of sample in sample" in chain_of(capsys)
    printed = chain_of(capsys, ("2001-12-03", np.nan))
    assert "no resolved trade out of sample, 1 open" in printed
    assert "with hindsight +2.0%" in printed
    assert "points" not in printed


def size_of(
    *, units: float, value: float, unit: TradingUnit = "share", stop: float = 90.0
) -> PositionSize:
    """The size of a signal at 100 with an account of 1,000 and 5% at risk."""
    signal = SizedSignal(
        signal=pd.Timestamp("2024-01-02"),
        entry=100.0,
        estimated=False,
        stop=stop,
        units=units,
        value=value,
        leverage=value / 1_000,
        loss=50.0,
        median_loss=None,
        worst_loss=None,
    )
    return PositionSize(Risk(0.05, 1_000), unit, signal, "", None, None)


@pytest.mark.parametrize(
    ("size", "lines"),
    [
        (
            size_of(units=5, value=500),
            ("5 shares at 100.00, stop 90.00, to risk 5% of 1,000.00, 50.00", "0.50 times"),
        ),
        (size_of(units=1, value=100, stop=110), ("1 share short at 100.00, stop 110.00",)),
        (size_of(units=0, value=0), ("0 shares", "one share would lose more than 5% of 1,000.00")),
        (
            size_of(units=50, value=5_000),
            ("5.00 times the account: larger than the account, on credit",),
        ),
        (size_of(units=0.5, value=50, unit="index unit"), ("0.5000 index units at 100.00",)),
    ],
)
def test_a_size_names_its_units_and_what_exceeds_the_account(
    size: PositionSize, lines: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """Shares, one share, a short, none at all, leverage, and fractions of an index."""
    print_size(size)
    printed = " ".join(capsys.readouterr().out.split())
    assert all(line in printed for line in lines)
    assert "not known: no past trade ended at its stop" in printed
