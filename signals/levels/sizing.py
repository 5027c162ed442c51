"""Position size as a share of cash: full, or scaled by volatility (METHODS 2.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds.series.bars import frequency_of
from signals.core.event import RuleError

Floats = npt.NDArray[np.float64]
SIZE_NAMES = ("full", "volatility:15%")
# METHODS 2.9 R4 and 3.4: volatility of the last 20 trading days.
DAYS = 20
_LEAST_RETURNS = 2


@dataclass(frozen=True, slots=True)
class SizeRule:
    """A parsed size: `volatility` a year above which less than all is invested; None for all."""

    volatility: float | None = None


FULL_SIZE = SizeRule()


def parse_size(text: str) -> SizeRule:
    """Parse a size such as those of `SIZE_NAMES`; RuleError for any other text."""
    if text == "full":
        return FULL_SIZE
    match = re.fullmatch(r"volatility:([0-9]{1,9}(?:\.[0-9]{1,9})?)%", text)
    if match is None or float(match[1]) <= 0:
        raise RuleError(f"no size {text!r}; expected one like {', '.join(SIZE_NAMES)}")
    return SizeRule(float(match[1]) / 100)


def recent_volatility(bars: pd.DataFrame) -> Floats:
    """Standard deviation of the log returns between the last closes, per bar; NaN at first.

    Over 20 trading days, in bars of their frequency, at least two returns.
    """
    span = max(_LEAST_RETURNS, frequency_of(bars).bars(DAYS))
    logs = pd.Series(np.log(bars["close"].to_numpy(dtype=np.float64)))
    found: Floats = logs.diff().rolling(span).std().to_numpy(dtype=np.float64)
    return found


def share_of_cash(bars: pd.DataFrame, rule: SizeRule) -> Floats:
    """Share of the cash that a signal at each close invests; NaN while the volatility is unknown.

    The least of 1 and the wanted volatility over that of the last 20 trading days, a year (METHODS
    2.9 R4). Prices that do not move get all.
    """
    if rule.volatility is None:
        return np.ones(len(bars))
    yearly = recent_volatility(bars) * np.sqrt(frequency_of(bars).bars_per_year)
    return np.asarray(rule.volatility / np.maximum(yearly, rule.volatility), dtype=np.float64)
