"""Position size as a share of cash: full, or scaled by volatility (METHODS 2.9)."""

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
