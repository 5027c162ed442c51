"""What a backtest is measured by, under the names the field uses.

Fractions; None where undefined, never NaN. Returns are between closes; the Sharpe and Sortino
ratios are over what cash earned in the same bars, or over 0 where that is not given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

if TYPE_CHECKING:
    from strategies.engine.trades import Trade

Floats = npt.NDArray[np.float64]
Metrics = Mapping[str, float | int | None]
# Returns of a value series are exact to about this much; a spread below it is none.
ROUNDING = 1e-12
# The worst twentieth, of months: METHODS 2.9 R6.
TAIL = 0.05


def account_metrics(
    values: pd.Series, bars_per_year: int, *, interest: Floats | None = None
) -> dict[str, float | int | None]:
    """Measure a value series: return, volatility, ratios, drawdown and the worst months.

    Annualised by bars per year. `interest` is what cash earned up to each value, of which the first
    is not used: an account that held nothing but cash has no Sharpe ratio then, as any whose
    returns differ by rounding alone. Monthly figures need dates.
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
    """Return the yearly rate that makes the first value the last; None for a ruin or one value."""
    years = (len(values) - 1) / bars_per_year
    growth = float(values.iloc[-1] / values.iloc[0])
    return float(growth ** (1 / years) - 1) if years > 0 and growth > 0 else None


def volatility(returns: Floats, bars_per_year: int) -> float:
    """Standard deviation (n - 1) of returns, a year; 0 below two of them."""
    return float(returns.std(ddof=1) * np.sqrt(bars_per_year)) if returns.size > 1 else 0.0


def sharpe(returns: Floats, bars_per_year: int) -> float | None:
    """Mean over standard deviation (n - 1), a year (Sharpe 1994)."""
    if returns.size < 2 or returns.std(ddof=1) <= ROUNDING:
        return None
    return float(returns.mean() / returns.std(ddof=1) * np.sqrt(bars_per_year))


def sortino(returns: Floats, bars_per_year: int) -> float | None:
    """Mean over the root mean square of negative returns, a year (Sortino & Price 1994)."""
    downside = float(np.sqrt(np.mean(np.minimum(returns, 0) ** 2))) if returns.size else 0.0
    if downside <= ROUNDING:
        return None
    return float(returns.mean() / downside * np.sqrt(bars_per_year))


def drawdowns(values: pd.Series) -> Floats:
    """Distance of each value from the highest so far, as a fraction of it, 0 or below."""
    return np.asarray(values / values.cummax() - 1, dtype=np.float64)


def max_drawdown(values: pd.Series) -> float:
    """Deepest of the drawdowns, 0 or below."""
    return float(drawdowns(values).min())


def max_drawdown_bars(values: pd.Series) -> int:
    """Most bars in a row below an earlier peak."""
    longest = current = 0
    for below in drawdowns(values) < 0:
        current = current + 1 if below else 0
        longest = max(longest, current)
    return longest


def monthly_returns(values: pd.Series) -> Floats:
    """Returns between the last values of calendar months, the first from the first value.

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
    """Mean of the worst share of returns, historical (Rockafellar & Uryasev 2000).

    None where there are too few for that share to hold a whole one. Where it ends inside a return,
    that one counts in part.

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
    equity: pd.Series, closes: pd.Series, trades: Sequence[Trade], bars_per_year: int
) -> dict[str, float | int | None]:
    """Measure how much was invested, how long and how often it was turned over.

    `exposure` is the average share of the account invested at the closes, `time_in_market` the
    share of bars on which a position was held, its first and last included, `turnover` half of
    what was bought and sold, over the average account, a year. `trades` hold the open one too.
    """
    dates = pd.DatetimeIndex(equity.index)
    held, shares = np.zeros(len(equity), dtype=bool), np.zeros(len(equity))
    traded = 0.0
    for trade in trades:
        first, last = _bars_of(trade, dates)
        held[first : last + 1] = True
        shares[first : last + (trade.exit is None)] = trade.size
        traded += trade.size * (trade.entry + (trade.exit or 0.0))
    invested = shares * closes.to_numpy(dtype=np.float64) / equity.to_numpy(dtype=np.float64)
    years = (len(equity) - 1) / bars_per_year
    return {
        "exposure": float(invested.mean()),
        "time_in_market": float(held.mean()),
        "turnover": traded / 2 / float(equity.mean()) / years if years > 0 else None,
    }


def _bars_of(trade: Trade, dates: pd.DatetimeIndex) -> tuple[int, int]:
    """Positions of the first and the last bar on which a trade was held."""
    first = int(dates.searchsorted(trade.entry_date))
    if trade.exit_date is None:
        return first, len(dates) - 1
    return first, int(dates.searchsorted(trade.exit_date))


def trade_metrics(trades: Sequence[Trade]) -> dict[str, float | int | None]:
    """Measure closed trades, net of costs: how many gained, how much, how far they went.

    `expectancy` is the mean return of a trade, `payoff_ratio` the mean gain over the mean loss,
    `profit_factor` the sum won over the sum lost, in currency; a trade that comes out even counts
    as a loss. `mfe` and `mae` are means of the best and worst excursions (Sweeney 1997).
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
    """Mean gain over mean loss; None without both."""
    gain, loss = _mean([r for r in returns if r > 0]), _mean([r for r in returns if r <= 0])
    return gain / -loss if gain is not None and loss is not None and loss < 0 else None


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
