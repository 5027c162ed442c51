"""Price targets of a breakout: measured moves, percentages, points and levels (METHODS 2.3)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from signals.core.compiled import compiled
from signals.core.event import RuleError
from signals.core.side import Side, moved_up

TargetKind = Literal["mm-a", "mm-b", "mm-c", "mm-d", "percent", "points", "level", "none"]
# Position of each kind: its code in the compiled loops.
TARGET_KINDS: tuple[TargetKind, ...] = get_args(TargetKind)
(LEG_POINTS, LEG_PERCENT, _BASE_POINTS, _BASE_PERCENT, _PERCENT, _POINTS, _LEVEL, NO_TARGET) = (
    range(len(TARGET_KINDS))
)
TARGET_NAMES = ("mm-a", "mm-b", "mm-c", "mm-d", "30%", "750pts", "level:3250", "none")
_NUMBER = r"([0-9]{1,9}(?:\.[0-9]{1,9})?)"


@dataclass(frozen=True, slots=True)
class TargetRule:
    """A parsed target rule; `amount` is a fraction, points or a level, 0 where unused."""

    kind: TargetKind
    amount: float = 0.0

    @property
    def code(self) -> int:
        """Code of the kind in the compiled loops."""
        return TARGET_KINDS.index(self.kind)


def parse_target(text: str) -> TargetRule:
    """Parse `mm-a` … `mm-d`, `30%`, `750pts`, `level:3250` or `none`; RuleError otherwise."""
    if text in ("mm-a", "mm-b", "mm-c", "mm-d", "none"):
        return TargetRule(text)  # type: ignore[arg-type]
    if match := re.fullmatch(_NUMBER + "%", text):
        return TargetRule("percent", _positive(match[1], text) / 100)
    if match := re.fullmatch(_NUMBER + "pts", text):
        return TargetRule("points", _positive(match[1], text))
    if match := re.fullmatch("level:" + _NUMBER, text):
        return TargetRule("level", _positive(match[1], text))
    raise RuleError(f"no target rule {text!r}; expected one like {', '.join(TARGET_NAMES)}")


def require_price(rule: TargetRule, text: str, side: Side) -> None:
    """Raise RuleError for a target of a short so many percent below that it is no price."""
    if side is Side.SHORT and rule.kind == "percent" and rule.amount >= 1:
        raise RuleError(f"target {text!r} of a short is at or below zero; expected below 100%")


def _positive(number: str, text: str) -> float:
    if float(number) == 0:
        raise RuleError(f"target rule {text!r} has no distance; expected a number above zero")
    return float(number)


def target_level(
    rule: TargetRule,
    *,
    record: float,
    base_low: float,
    leg_low: float | None,
    side: Side = Side.LONG,
) -> float | None:
    """Project the target from the record being broken (METHODS 2.3), in the unit of the prices.

    MM-A adds the leg in points (2B - leg low), MM-B in percent (B^2 / leg low); MM-C and MM-D do
    the same with the low of the base. For a breakdown, `record` is the record low, and `base_low`
    and `leg_low` are the high of the base and of the leg; a move in points may then end at or below
    zero, where no price can reach it. Returns None if the rule sets no target or needs a leg that
    is not confirmed.

    >>> target_level(parse_target("mm-a"), record=100.0, base_low=94.0, leg_low=80.0)
    120.0
    >>> target_level(
    ...     parse_target("mm-a"), record=100.0, base_low=106.0, leg_low=120.0, side=Side.SHORT
    ... )
    80.0
    """
    leg = np.nan if leg_low is None else leg_low
    sign = side.sign
    level = project_target(rule.code, rule.amount, sign * record, sign * base_low, sign * leg)
    return None if np.isnan(level) else sign * float(level)


@compiled
def project_target(
    kind: int, amount: float, record: float, base_low: float, leg_low: float
) -> float:
    """Compute `target_level` on signed prices; `kind` is a `TARGET_KINDS` code, NaN means None."""
    if kind == LEG_POINTS:
        return 2 * record - leg_low
    if kind == LEG_PERCENT:
        return record * record / leg_low
    if kind == _BASE_POINTS:
        return 2 * record - base_low
    if kind == _BASE_PERCENT:
        return record * record / base_low
    if kind == _PERCENT:
        return moved_up(record, amount)
    if kind == _POINTS:
        return record + amount
    if kind == _LEVEL:
        return math.copysign(amount, record)
    return np.nan
