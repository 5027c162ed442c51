"""Performance metrics of accounts and trades.

Metrics are fractions; None, never NaN, if undefined. Returns are between closes. Sharpe and Sortino
ratios use the return of cash on the same bars as risk-free rate, or 0 if it is not given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from signals.core.arrays import Floats
from signals.core.side import Side

if TYPE_CHECKING:
    from strategies.engine.trades import Trade

Metrics = Mapping[str, float | int | None]
# Standard deviations of returns up to this size count as rounding errors.
ROUNDING = 1e-12
# METHODS 2.9, R6: the worst 5% of months.
TAIL = 0.05


def account_metrics(
    values: pd.Series, bars_per_year: int, *, interest: Floats | None = None
) -> dict[str, float | int | None]:
    """Compute return, volatility, risk ratios, drawdown and tail risk of an account.

    Parameters
    ----------
    values
        Value of the account by close. Monthly figures need a DatetimeIndex.
    bars_per_year
        Factor of annualisation.
    interest
        Return of cash on each bar, the risk-free rate; the first value is not used. None for 0. An
        account without excess returns beyond rounding has no Sharpe ratio.
    """
    returns = np.asarray(values.pct_change(), dtype=np.float64)[1:]
    excess = returns if interest is None else returns - interest[1:]
    growth = compound_annual_growth_rate(values, bars_per_year)
    deepest, longest = max_drawdown(values), max_drawdown_bars(values)
    return {
        "total_return": float(values.iloc[-1] / values.iloc[0] - 1),
        "cagr": growth,
        "volatility": volatility(returns, bars_per_year),
        "sharpe": sharpe(excess, bars_per_year),
        "sortino": sortino(excess, bars_per_year),
        "calmar": growth / -deepest if growth is not None and deepest < 0 else None,
        "max_drawdown": deepest,
        "max_drawdown_bars": longest,
        "cvar_95": conditional_value_at_risk(monthly_returns(values)),
        "final_value": float(values.iloc[-1]),
    }


def compound_annual_growth_rate(values: pd.Series, bars_per_year: int) -> float | None:
    """Return the compound annual growth rate; None for a final value of 0 or a single value."""
    years = (len(values) - 1) / bars_per_year
    growth = float(values.iloc[-1] / values.iloc[0])
    return float(growth ** (1 / years) - 1) if years > 0 and growth > 0 else None


def volatility(returns: Floats, bars_per_year: int) -> float:
    """Return the annualised standard deviation (n - 1) of returns; 0 for fewer than two."""
    return float(returns.std(ddof=1) * np.sqrt(bars_per_year)) if returns.size > 1 else 0.0


def sharpe(returns: Floats, bars_per_year: int) -> float | None:
    """Return the annualised ratio of mean to standard deviation (n - 1) (Sharpe 1994)."""
    if returns.size < 2 or returns.std(ddof=1) <= ROUNDING:
        return None
    return float(returns.mean() / returns.std(ddof=1) * np.sqrt(bars_per_year))


def sortino(returns: Floats, bars_per_year: int) -> float | None:
    """Return the annualised ratio of mean to downside deviation (Sortino & Price 1994)."""
    downside = float(np.sqrt(np.mean(np.minimum(returns, 0) ** 2))) if returns.size else 0.0
    if downside <= ROUNDING:
        return None
    return float(returns.mean() / downside * np.sqrt(bars_per_year))


def drawdowns(values: pd.Series) -> Floats:
    """Return the drawdown of each value from the running maximum, a fraction of at most 0."""
    return np.asarray(values / values.cummax() - 1, dtype=np.float64)


def max_drawdown(values: pd.Series) -> float:
    """Return the maximum drawdown, a fraction of at most 0."""
    return float(drawdowns(values).min())


def max_drawdown_bars(values: pd.Series) -> int:
    """Return the longest run of bars below an earlier maximum."""
    longest = current = 0
    for below in drawdowns(values) < 0:
        current = current + 1 if below else 0
        longest = max(longest, current)
    return longest


def monthly_returns(values: pd.Series) -> Floats:
    """Return the returns between month ends, the first one from the first value.

    Empty for a series without dates.
    """
    if not isinstance(values.index, pd.DatetimeIndex):
        return np.empty(0)
    ends = values.to_numpy(dtype=np.float64)[~values.index.to_period("M").duplicated(keep="last")]
    return np.asarray(
        np.diff(ends, prepend=float(values.iloc[0]))
        / np.concatenate(([float(values.iloc[0])], ends[:-1])),
        dtype=np.float64,
    )


def conditional_value_at_risk(returns: Floats, *, tail: float = TAIL) -> float | None:
    """Return the historical conditional value at risk: the mean of the worst returns.

    `tail` is their share. A return at its edge counts in part. None if the tail has less than one
    return (Rockafellar & Uryasev 2000).

    >>> round(conditional_value_at_risk(np.array([-0.10, -0.04] + [0.01] * 28)), 4)
    -0.08
    """
    size = tail * returns.size
    if size < 1:
        return None
    worst = np.sort(returns)
    whole = int(size + ROUNDING)
    total = worst[:whole].sum() + (size - whole) * worst[min(whole, worst.size - 1)]
    return float(total / size)


def position_metrics(
    equity: pd.Series,
    closes: pd.Series,
    trades: Sequence[Trade],
    bars_per_year: int,
    side: Side = Side.LONG,
) -> dict[str, float | int | None]:
    """Compute exposure, time in the market and turnover.

    `exposure` is the mean share of the account invested at closes, negative for a short.
    `time_in_market` is the share of
    bars with a position, entry and exit bars included. `turnover` is half of the value traded over
    the mean value of the account, a year. `trades` includes the open trade.
    """
    dates = pd.DatetimeIndex(equity.index)
    held, shares = np.zeros(len(equity), dtype=bool), np.zeros(len(equity))
    traded = 0.0
    for trade in trades:
        first, last = _bars_of(trade, dates)
        held[first : last + 1] = True
        shares[first : last + (trade.exit is None)] = trade.size
        traded += trade.size * (trade.entry + (trade.exit or 0.0))
    position = side.sign * shares * closes.to_numpy(dtype=np.float64)
    invested = position / equity.to_numpy(dtype=np.float64)
    years = (len(equity) - 1) / bars_per_year
    return {
        "exposure": float(invested.mean()),
        "time_in_market": float(held.mean()),
        "turnover": traded / 2 / float(equity.mean()) / years if years > 0 else None,
    }


def _bars_of(trade: Trade, dates: pd.DatetimeIndex) -> tuple[int, int]:
    """Return the positions of the first and the last bar of a trade."""
    first = int(dates.searchsorted(trade.entry_date))
    if trade.exit_date is None:
        return first, len(dates) - 1
    return first, int(dates.searchsorted(trade.exit_date))


def trade_metrics(trades: Sequence[Trade]) -> dict[str, float | int | None]:
    """Compute metrics of closed trades, net of costs.

    `expectancy` is the mean return of a trade, `payoff_ratio` the mean gain over the mean loss, and
    `profit_factor` the total gain over the total loss in currency. A return of 0 counts as a loss.
    `mfe` and `mae` are the mean maximum favourable and adverse excursions (Sweeney 1997).
    """
    returns = [t.return_ for t in trades if t.return_ is not None]
    profits = [t.pnl for t in trades if t.pnl is not None]
    won, lost = sum(p for p in profits if p > 0), -sum(p for p in profits if p <= 0)
    return {
        "trades": len(trades),
        "hit_rate": _mean([float(r > 0) for r in returns]),
        "payoff_ratio": payoff_ratio(returns),
        "profit_factor": won / lost if lost > 0 else None,
        "expectancy": _mean(returns),
        "mfe": _mean([t.mfe for t in trades]),
        "mae": _mean([t.mae for t in trades]),
    }


def payoff_ratio(returns: Sequence[float]) -> float | None:
    """Return the mean gain over the mean loss; None without both."""
    gain, loss = _mean([r for r in returns if r > 0]), _mean([r for r in returns if r <= 0])
    return gain / -loss if gain is not None and loss is not None and loss < 0 else None


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
