"""Metrics of a backtest: on paper, by the authors' definitions, and as quantstats computes them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from strategies.engine.metrics import (
    account_metrics,
    conditional_value_at_risk,
    monthly_returns,
    position_metrics,
    trade_metrics,
)
from strategies.engine.trades import Trade


def random_values(seed: int, n: int = 1500) -> pd.Series:
    """An account with fat tails and volatile spells, in days."""
    rng = np.random.default_rng(seed)
    spells = np.exp(rng.normal(0, 0.3, n)) * 0.01
    returns = rng.standard_t(4, n) * spells + 0.0004
    return pd.Series(
        100_000 * np.cumprod(1 + returns), index=pd.bdate_range("2015-01-01", periods=n)
    )


@pytest.mark.parametrize("seed", range(20))
def test_metrics_are_those_of_quantstats(seed: int) -> None:
    """Twenty random accounts; the library takes a first price off, as here."""
    stats = pytest.importorskip("quantstats.stats")
    values = random_values(seed)
    returns = values.pct_change().dropna()
    found = account_metrics(values, 252)
    assert found["sharpe"] == pytest.approx(stats.sharpe(returns, periods=252), rel=1e-9)
    assert found["sortino"] == pytest.approx(stats.sortino(returns, periods=252), rel=1e-9)
    assert found["volatility"] == pytest.approx(
        stats.volatility(returns, periods=252, annualize=True), rel=1e-9
    )
    assert found["max_drawdown"] == pytest.approx(stats.max_drawdown(values), rel=1e-9)
    assert found["cagr"] == pytest.approx(stats.cagr(returns, periods=252), rel=1e-9)
    assert found["calmar"] == pytest.approx(stats.calmar(returns, periods=252), rel=1e-9)
    monthly = (1 + returns).resample("ME").prod() - 1
    np.testing.assert_allclose(monthly_returns(values)[1:], monthly.iloc[1:], rtol=1e-9)


@pytest.mark.parametrize("seed", range(10))
def test_metrics_are_the_authors_definitions(seed: int) -> None:
    """Sharpe 1994, Sortino & Price 1994, Young 1991, Rockafellar & Uryasev 2000, one by one."""
    values = random_values(seed)
    r = values.pct_change().dropna().to_numpy()
    found = account_metrics(values, 252)
    assert found["sharpe"] == pytest.approx(np.mean(r) / np.std(r, ddof=1) * np.sqrt(252))
    downside = np.sqrt(sum(x * x for x in r if x < 0) / len(r))
    assert found["sortino"] == pytest.approx(np.mean(r) / downside * np.sqrt(252))
    deepest = min(values.iloc[j] / values.iloc[: j + 1].max() - 1 for j in range(len(values)))
    assert found["max_drawdown"] == pytest.approx(deepest)
    assert found["calmar"] == pytest.approx(found["cagr"] / -deepest)
    months = monthly_returns(values)
    levels = np.sort(months)
    # Minimised over the level: the form in which Rockafellar & Uryasev define it.
    least = min(-z + np.maximum(z - months, 0).mean() / 0.05 for z in levels)
    assert found["cvar_95"] == pytest.approx(-least)


def test_months_are_taken_at_their_last_closes() -> None:
    """Three months of values; the first month from its first value."""
    days = pd.DatetimeIndex(["2024-01-02", "2024-01-31", "2024-02-01", "2024-02-29", "2024-03-01"])
    found = monthly_returns(pd.Series([100.0, 110, 111, 99, 198], index=days))
    assert found.tolist() == pytest.approx([0.10, -0.10, 1.0])
    assert monthly_returns(pd.Series([100.0, 110])).size == 0


def test_a_tail_needs_a_whole_return() -> None:
    """Nineteen months have no worst twentieth; twenty have one."""
    assert conditional_value_at_risk(np.arange(19.0)) is None
    assert conditional_value_at_risk(np.arange(20.0)) == 0.0


def trade(
    entry: float,
    exit_: float | None,
    *,
    days: tuple[int, int],
    size: float = 1.0,
    mfe: float = 0.1,
    mae: float = -0.1,
) -> Trade:
    """A position between two days of January 2024, without costs."""
    first, last = (pd.Timestamp(2024, 1, day) for day in days)
    gain = None if exit_ is None else exit_ / entry - 1
    return Trade(
        first,
        first,
        entry,
        None,
        None,
        None if exit_ is None else last,
        exit_,
        "timeout",
        1,
        gain,
        size,
        None if gain is None else gain * entry * size,
        mfe,
        mae,
    )


def test_trades_on_paper() -> None:
    """+20%, +10% and -10% of 100: hits 2/3, payoff 1.5, profit factor 3, expectancy 6.7%."""
    trades = [
        trade(100, 120, days=(1, 2), mfe=0.3, mae=0.0),
        trade(100, 110, days=(3, 4), mfe=0.1, mae=-0.05),
        trade(100, 90, days=(5, 6), mfe=0.05, mae=-0.25),
    ]
    found = trade_metrics(trades)
    assert found == pytest.approx(
        {
            "trades": 3,
            "hit_rate": 2 / 3,
            "payoff_ratio": 1.5,
            "profit_factor": 3.0,
            "expectancy": 0.2 / 3,
            "mfe": 0.15,
            "mae": -0.1,
        }
    )
    hits, payoff = found["hit_rate"], found["payoff_ratio"]
    assert hits is not None
    assert payoff is not None
    assert hits * 0.15 - (1 - hits) * 0.15 / payoff == pytest.approx(found["expectancy"])


def test_without_trades_nothing_is_made_up() -> None:
    """A count of zero and no ratio."""
    found = trade_metrics([])
    assert found.pop("trades") == 0
    assert set(found.values()) == {None}
    assert trade_metrics([trade(100, 110, days=(1, 2))])["payoff_ratio"] is None


def test_positions_on_paper() -> None:
    """Half of 100 invested at two of five closes, sold into the third day, one share still held.

    Bought for 50 and sold for 55, then bought for 60: half of 165 over an average of 104.
    """
    days = pd.date_range("2024-01-01", periods=5)
    closes = pd.Series([50.0, 50, 55, 55, 60], index=days)
    equity = pd.Series([100.0, 100, 105, 105, 110], index=days)
    trades = [trade(50, 55, days=(1, 3)), trade(60, None, days=(5, 5))]
    found = position_metrics(equity, closes, trades, bars_per_year=4)
    assert found["time_in_market"] == 0.8
    assert found["exposure"] == pytest.approx((0.5 + 0.5 + 60 / 110) / 5)
    assert found["turnover"] == pytest.approx(165 / 2 / 104)


def test_ratios_are_over_what_cash_earned() -> None:
    """An account of cash has no ratios; one that is ahead of it those of its lead."""
    interest = np.array([0.0, 0.01, 0.02, 0.03])
    cash = pd.Series(100 * np.cumprod(1 + interest))
    found = account_metrics(cash, 4, interest=interest)
    assert (found["sharpe"], found["sortino"]) == (None, None)
    gains = np.array([0.0, 0.03, 0.00, 0.06])
    ahead = pd.Series(100 * np.cumprod(1 + interest + gains))
    expected = gains[1:].mean() / gains[1:].std(ddof=1) * 2
    assert account_metrics(ahead, 4, interest=interest)["sharpe"] == pytest.approx(expected)
