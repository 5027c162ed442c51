"""Position size: a share of cash, full or scaled by volatility (METHODS 2.9), or by risk (3.14)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_feeds.series.bars import frequency_of
from signals.core.arrays import Floats
from signals.core.event import RuleError

SIZE_NAMES = ("full", "volatility:15%")
# Window of the volatility in trading days.
DAYS = 20
_LEAST_RETURNS = 2
_PERCENT = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)%")
# Digits to which a number of units is rounded before it is cut to whole ones.
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class SizeRule:
    """A parsed size rule; `volatility` is the annual target as a fraction, None for full size."""

    volatility: float | None = None


FULL_SIZE = SizeRule()


def parse_size(text: str) -> SizeRule:
    """Parse a size rule such as those of `SIZE_NAMES`; RuleError for any other text."""
    if text == "full":
        return FULL_SIZE
    match = re.fullmatch(r"volatility:([0-9]{1,9}(?:\.[0-9]{1,9})?)%", text)
    if match is None or float(match[1]) <= 0:
        raise RuleError(f"no size {text!r}; expected one like {', '.join(SIZE_NAMES)}")
    return SizeRule(float(match[1]) / 100)


def recent_volatility(bars: pd.DataFrame) -> Floats:
    """Return the rolling standard deviation of log returns per bar; NaN for the first bars.

    The window is 20 trading days, converted to the frequency of the bars, and at least two returns.
    """
    span = max(_LEAST_RETURNS, frequency_of(bars).bars(DAYS))
    logs = pd.Series(np.log(bars["close"].to_numpy(dtype=np.float64)))
    found: Floats = logs.diff().rolling(span).std().to_numpy(dtype=np.float64)
    return found


def share_of_cash(bars: pd.DataFrame, rule: SizeRule) -> Floats:
    """Return the share of cash that a signal at each close invests; NaN if volatility is unknown.

    The share is the target volatility divided by the annualised volatility of the last 20 trading
    days, at most 1. It is 1 if prices do not change.
    """
    if rule.volatility is None:
        return np.ones(len(bars))
    yearly = recent_volatility(bars) * np.sqrt(frequency_of(bars).bars_per_year)
    return np.asarray(rule.volatility / np.maximum(yearly, rule.volatility), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Risk:
    """The fraction of an account that a trade loses if it is filled at its stop.

    Raises
    ------
    RuleError
        If the fraction is not above 0 and at most 1, or the account not positive and finite.
    """

    fraction: float
    account: float

    def __post_init__(self) -> None:
        """Check the range of both."""
        if not 0 < self.fraction <= 1:
            raise RuleError(f"risk {self.fraction:.10g}; expected above 0% and at most 100%")
        if not (self.account > 0 and np.isfinite(self.account)):
            raise RuleError(f"account {self.account:.10g}; expected an amount above 0")

    @property
    def amount(self) -> float:
        """The amount at risk."""
        return self.fraction * self.account

    def units(self, *, entry: float, stop: float, whole: bool) -> float:
        """Return the number of units that lose the amount between entry and stop.

        Whole units are rounded down. `entry` and `stop` are two different prices.

        >>> risk = Risk(0.01, 100_000)
        >>> risk.units(entry=50, stop=47, whole=True)
        333.0
        """
        units = self.amount / abs(entry - stop)
        return float(np.floor(round(units, _DIGITS))) if whole else units


def parse_risk(text: str, *, account: float) -> Risk:
    """Parse the risk of a trade, a percentage of the account such as 1%; RuleError otherwise."""
    match = _PERCENT.fullmatch(text)
    if match is None:
        raise RuleError(f"risk {text!r}; expected a percentage of the account such as 1%")
    return Risk(float(match[1]) / 100, account)
