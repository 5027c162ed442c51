"""Price targets of a breakout: measured moves, percentages, points and levels (METHODS 2.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from signals.event import RuleError

TargetKind = Literal["mm-a", "mm-b", "mm-c", "mm-d", "percent", "points", "level", "none"]
TARGET_NAMES = ("mm-a", "mm-b", "mm-c", "mm-d", "30%", "750pts", "level:3250", "none")
_NUMBER = r"([0-9]{1,9}(?:\.[0-9]{1,9})?)"


@dataclass(frozen=True, slots=True)
class TargetRule:
    """A parsed target rule; `amount` is a fraction, points or a level, 0 where unused."""

    kind: TargetKind
    amount: float = 0.0

    @property
    def needs_leg_low(self) -> bool:
        """Whether the rule projects the leg that led to the record."""
        return self.kind in ("mm-a", "mm-b")


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


def _positive(number: str, text: str) -> float:
    if float(number) == 0:
        raise RuleError(f"target rule {text!r} has no distance; expected a number above zero")
    return float(number)


def target_level(
    rule: TargetRule, *, record: float, base_low: float, leg_low: float | None
) -> float | None:
    """Project the target from the record being broken (METHODS 2.3), in the unit of the prices.

    MM-A adds the leg in points (2B - leg low), MM-B in percent (B^2 / leg low); MM-C and MM-D do
    the same with the base. None where the rule sets no target, or needs a leg low that was not
    yet confirmed.

    >>> target_level(parse_target("mm-a"), record=100.0, base_low=94.0, leg_low=80.0)
    120.0
    """
    if rule.kind == "none" or (rule.needs_leg_low and leg_low is None):
        return None
    low = leg_low if rule.needs_leg_low and leg_low is not None else base_low
    levels = {
        "mm-a": 2 * record - low,
        "mm-b": record**2 / low,
        "mm-c": 2 * record - low,
        "mm-d": record**2 / low,
        "percent": record * (1 + rule.amount),
        "points": record + rule.amount,
        "level": rule.amount,
    }
    return levels[rule.kind]
