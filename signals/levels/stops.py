"""Stop rules: parsing, initial level and trailing (METHODS 2.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

import numpy as np
import pandas as pd

from data_feeds.series.bars import Frequency
from signals.core.arrays import Floats
from signals.core.compiled import compiled
from signals.core.event import RuleError
from signals.core.side import Side, moved_down

StopKind = Literal[
    "none", "structural", "percent", "atr", "trailing", "chandelier", "failed", "time"
]
# Position of each kind: its code in the compiled loops.
STOP_KINDS: tuple[StopKind, ...] = get_args(StopKind)
_NONE, STRUCTURAL, _PERCENT, ATR, TRAILING, CHANDELIER, FAILED, _TIME = range(len(STOP_KINDS))
STOP_NAMES = (
    "structural",
    "8%",
    "atr:2",
    "trailing:10%",
    "chandelier:3",
    "failed",
    "time:63",
    "none",
)
# METHODS 2.7: ATR(20) for a fixed stop, ATR(22) for the chandelier.
ATR_WINDOW = {"atr": 20, "chandelier": 22}
_NUMBER = r"([0-9]{1,9}(?:\.[0-9]{1,9})?)"
_PATTERNS: dict[StopKind, str] = {
    "percent": _NUMBER + "%",
    "atr": "atr:" + _NUMBER,
    "trailing": "trailing:" + _NUMBER + "%",
    "chandelier": "chandelier:" + _NUMBER,
    "time": r"time:([0-9]{1,9})",
}


@dataclass(frozen=True, slots=True)
class StopRule:
    """A parsed stop rule; `amount` is a fraction, a multiple of ATR, or trading days."""

    kind: StopKind
    amount: float = 0.0

    @property
    def code(self) -> int:
        """Code of the kind in the compiled loops."""
        return STOP_KINDS.index(self.kind)

    @property
    def has_level_at_entry(self) -> bool:
        """Return whether the rule sets a price on the entry bar at which it exits."""
        return self.kind not in ("none", "failed", "time")

    @property
    def atr_window(self) -> int | None:
        """Trading days of Wilder's ATR that the rule needs, or None."""
        return ATR_WINDOW.get(self.kind)

    def atr_bars(self, frequency: Frequency) -> int | None:
        """Return the bars of Wilder's ATR that the rule needs, or None.

        >>> [StopRule("chandelier", 3).atr_bars(f) for f in (Frequency.DAILY, Frequency.WEEKLY)]
        [22, 5]
        """
        return None if self.atr_window is None else frequency.bars(self.atr_window)


# Upper limit of a multiple of ATR or a number of trading days.
MOST_AMOUNT = 100_000.0


def parse_stop(text: str) -> StopRule:
    """Parse a stop rule such as those of `STOP_NAMES`; RuleError for any other text."""
    if text in ("structural", "failed", "none"):
        return StopRule(text)  # type: ignore[arg-type]
    for kind, pattern in _PATTERNS.items():
        if match := re.fullmatch(pattern, text):
            return _checked(StopRule(kind, _amount(kind, match[1])), text)
    raise RuleError(f"no stop rule {text!r}; expected one like {', '.join(STOP_NAMES)}")


def parse_stop_without_breakout(text: str) -> StopRule:
    """Parse a stop rule for entries that are not breakouts and have no base.

    Raises RuleError for `structural` and `failed` as well.
    """
    rule = parse_stop(text)
    if rule.kind in ("structural", "failed"):
        raise RuleError(f"stop {text!r} needs a breakout; expected one like 8%, atr:2 or none")
    return rule


def _amount(kind: StopKind, number: str) -> float:
    return float(number) / 100 if kind in ("percent", "trailing") else float(number)


def _checked(rule: StopRule, text: str) -> StopRule:
    fraction = rule.kind in ("percent", "trailing")
    most = 1.0 if fraction else MOST_AMOUNT
    if not 0 < rule.amount < most:
        limits = "above 0 and below 100%" if fraction else f"above 0 and below {MOST_AMOUNT:,.0f}"
        raise RuleError(f"stop rule {text!r} is out of range; expected {limits}")
    return rule


def initial_stop(
    rule: StopRule,
    *,
    entry: float,
    structural: float | None,
    atr: float,
    side: Side = Side.LONG,
) -> float | None:
    """Return the stop level for the entry bar; None if the rule has no level on that bar.

    `structural` is the low of the base, its high for a short. `atr` is the average true range at
    the close of the signal, NaN if it is not yet defined.
    """
    sign = side.sign
    own = np.nan if structural is None else sign * structural
    level = first_level(rule.code, rule.amount, sign * entry, own, atr)
    return None if np.isnan(level) else sign * float(level)


@compiled
def first_level(kind: int, amount: float, entry: float, structural: float, atr: float) -> float:
    """As `initial_stop`, on signed prices: a code of `STOP_KINDS`, NaN for None."""
    if kind == STRUCTURAL:
        return structural
    if kind in (_PERCENT, TRAILING):
        return moved_down(entry, amount)
    if kind in (ATR, CHANDELIER):
        return entry - amount * atr
    return np.nan


def update_stop(
    rule: StopRule,
    *,
    level: float | None,
    best_close: float,
    best_price: float,
    atr: float,
    side: Side = Side.LONG,
) -> float | None:
    """Return the stop level for the next bar; it never moves away from the price.

    `best_close` and `best_price` are the highest close and high since entry, for a short the lowest
    close and low.
    """
    sign = side.sign
    if rule.kind == "trailing":
        moved = moved_down(sign * best_close, rule.amount)
    elif rule.kind == "chandelier" and not np.isnan(atr):
        moved = sign * best_price - rule.amount * atr
    else:
        return level
    return sign * (moved if level is None else max(sign * level, moved))


def average_true_range(bars: pd.DataFrame, *, window: int) -> Floats:
    """Return Wilder's average true range by bar, in the unit of the bars.

    The first value is the mean of the first `window` true ranges (Wilder 1978, METHODS 2.7); the
    `window` - 1 values before it are NaN. All values are NaN if there are fewer bars than the
    window, or no highs and lows.
    """
    if len(bars) < window or "high" not in bars.columns:
        return np.full(len(bars), np.nan)
    prices = (bars[name].to_numpy(dtype=np.float64).tobytes() for name in ("high", "low", "close"))
    return _average_true_range(*prices, window).copy()


@lru_cache(maxsize=8)
def _average_true_range(high: bytes, low: bytes, close: bytes, window: int) -> Floats:
    """As `average_true_range`, of float64 prices: of many studies of the same bars the first."""
    from ta.volatility import AverageTrueRange

    prices = (pd.Series(np.frombuffer(content)) for content in (high, low, close))
    found = AverageTrueRange(*prices, window=window).average_true_range()
    known: Floats = np.array(found, dtype=np.float64)
    known[: window - 1] = np.nan
    return known


def average_true_range_array(high: Floats, low: Floats, close: Floats, *, window: int) -> Floats:
    """Compute `average_true_range` on arrays, about 100 times faster, for simulated paths."""
    found = np.empty(close.size)
    write_average_true_range(high, low, close, window, found)
    return found


@compiled
def write_average_true_range(
    high: Floats, low: Floats, close: Floats, window: int, found: Floats
) -> None:
    """Write Wilder's average true range of each bar into `found`, for compiled loops."""
    n = close.size
    total, average = 0.0, np.nan
    for t in range(n):
        ranging = high[t] - low[t]
        if t > 0:
            ranging = max(high[t], close[t - 1]) - min(low[t], close[t - 1])
        if t < window:
            total += ranging
            average = total / window if t == window - 1 else np.nan
        else:
            average = (average * (window - 1) + ranging) / window
        found[t] = average
