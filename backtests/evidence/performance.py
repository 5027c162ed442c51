"""Performance of trading rules and their benchmarks: the rows of the table of all rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from backtests.runtime.serialization import JSON
from data_feeds.series.bars import frequency_of
from signals.core.arrays import Floats
from strategies.engine.earnings import CashReturn
from strategies.engine.metrics import account_metrics

NO_VERDICT = "–"


@dataclass(frozen=True, slots=True)
class Figures:
    """Annual return, maximum drawdown, Sharpe ratio, CVaR at 95% of months, exposure.

    Fractions; drawdown and CVaR are negative; None where undefined. The Sharpe ratio is annual, in
    excess of the return of cash.
    """

    cagr: float | None
    max_drawdown: float | None
    sharpe: float | None
    cvar_95: float | None
    exposure: float | None


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule and its benchmark over the same days, or the `reason` why it could not be run.

    `words` describes the rule, `against` the benchmark; there is none for a rule that is itself
    what others are compared with. `note` is why the record ends early; `verdict`
    is that on `claim`, with its `labels`. `cash_return` is that of cash, the risk-free rate of the
    Sharpe ratios. `accounts` are the values of both by close, for a chart;
    None for a cell of a grid.
    """

    name: str
    words: str
    claim: str | None
    against: str = ""
    first: pd.Timestamp | None = None
    last: pd.Timestamp | None = None
    rule: Figures | None = None
    benchmark: Figures | None = None
    reason: str = ""
    note: str = ""
    verdict: str = NO_VERDICT
    labels: tuple[str, ...] = ()
    cash_return: CashReturn | None = None
    accounts: tuple[pd.Series, pd.Series] | None = field(
        default=None, compare=False, repr=False, metadata={JSON: False}
    )


def figures_of(metrics: Mapping[str, float | int | None]) -> Figures:
    """Select the figures of the table from the metrics of an account."""
    return Figures(*(metrics.get(name) for name in Figures.__slots__))


def figures_of_values(values: pd.Series, *, exposure: float, interest: Floats) -> Figures:
    """Compute the figures of an account from its values at closes.

    `exposure` is the average share invested, `interest` the return of cash by bar.
    """
    yearly = frequency_of(values.to_frame()).bars_per_year
    return figures_of({**account_metrics(values, yearly, interest=interest), "exposure": exposure})


def account_of(returns: Floats, days: pd.DatetimeIndex) -> pd.Series:
    """Return the value of an account that starts at 1; one return for each day after the first."""
    return pd.Series(np.cumprod(np.concatenate(([1.0], 1 + returns))), index=days)


def figures_of_returns(
    returns: Floats, days: pd.DatetimeIndex, *, exposure: float, interest: Floats
) -> Figures:
    """Compute the figures of an account from one return for each day after the first."""
    return figures_of_values(account_of(returns, days), exposure=exposure, interest=interest)


def differences(rule: Figures, benchmark: Figures) -> Figures:
    """Return rule minus benchmark for each figure; None where either is None.

    >>> differences(Figures(0.1, -0.5, 0.5, None, 1.0), Figures(0.05, -0.25, 0.5, -0.1, 1.0))
    Figures(cagr=0.05, max_drawdown=-0.25, sharpe=0.0, cvar_95=None, exposure=0.0)
    """
    pairs = ((getattr(rule, name), getattr(benchmark, name)) for name in Figures.__slots__)
    return Figures(*(None if a is None or b is None else a - b for a, b in pairs))
