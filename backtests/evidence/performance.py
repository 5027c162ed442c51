"""What a trading rule came to, beside its benchmark: the rows of the table of all rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.runtime.serialization import JSON
from data_feeds.series.bars import frequency_of
from strategies.engine.metrics import account_metrics

Floats = npt.NDArray[np.float64]
NO_VERDICT = "–"


@dataclass(frozen=True, slots=True)
class Figures:
    """Return a year, deepest fall, Sharpe ratio, mean of the worst months, share invested.

    Fractions, the fall and the worst months negative; None where undefined. The Sharpe ratio is a
    year's, over what cash earned.
    """

    cagr: float | None
    max_drawdown: float | None
    sharpe: float | None
    cvar_95: float | None
    exposure: float | None


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule with its benchmark over the same days, or the `reason` why there is nothing to tell.

    `words` say what it does, `against` what the benchmark is, `note` why it ends where it does;
    `verdict` is that on `claim`.
    `accounts` are the values of the two by close, for a chart; a cell of a grid has none.
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
    accounts: tuple[pd.Series, pd.Series] | None = field(
        default=None, compare=False, repr=False, metadata={JSON: False}
    )


def figures_of(metrics: Mapping[str, float | int | None]) -> Figures:
    """Pick the figures of the table from an account's metrics."""
    return Figures(*(metrics.get(name) for name in Figures.__slots__))


def figures_of_values(values: pd.Series, *, exposure: float, interest: Floats) -> Figures:
    """Measure an account by its values at closes, over the `interest` of cash by bar.

    `exposure` is the average share invested.
    """
    yearly = frequency_of(values.to_frame()).bars_per_year
    return figures_of({**account_metrics(values, yearly, interest=interest), "exposure": exposure})


def account_of(returns: Floats, days: pd.DatetimeIndex) -> pd.Series:
    """Return an account that starts at 1, by its returns up to each of the days but the first."""
    return pd.Series(np.cumprod(np.concatenate(([1.0], 1 + returns))), index=days)


def figures_of_returns(
    returns: Floats, days: pd.DatetimeIndex, *, exposure: float, interest: Floats
) -> Figures:
    """Measure an account by its returns up to each of the days but the first."""
    return figures_of_values(account_of(returns, days), exposure=exposure, interest=interest)


def differences(rule: Figures, benchmark: Figures) -> Figures:
    """Rule less benchmark, figure by figure; None where one is.

    >>> differences(Figures(0.1, -0.5, 0.5, None, 1.0), Figures(0.05, -0.25, 0.5, -0.1, 1.0))
    Figures(cagr=0.05, max_drawdown=-0.25, sharpe=0.0, cvar_95=None, exposure=0.0)
    """
    pairs = ((getattr(rule, name), getattr(benchmark, name)) for name in Figures.__slots__)
    return Figures(*(None if a is None or b is None else a - b for a, b in pairs))
