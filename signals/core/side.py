"""Side of a position, and prices as that side sees them.

A short position in prices P is a long position in the prices -P: a fall is a rise, the low of a
bar is its high, and what lies below lies above. Negation is exact, so comparisons, levels in points
and average true ranges are mirrored to the last digit. Only fractions of a price need its sign:
they are fractions of its size (`moved_up`, `moved_down`). One set of compiled loops therefore
serves both sides. Events and outcomes have quoted prices; signed prices exist within the loops.
"""

from __future__ import annotations

import math
from enum import StrEnum

import numpy as np

from signals.core.compiled import inline
from signals.core.event import RuleError


class Side(StrEnum):
    """Side of a position: long trades breakouts, short trades breakdowns (METHODS 2.13)."""

    LONG = "long"
    SHORT = "short"

    @property
    def sign(self) -> float:
        """Factor between quoted prices and those that the side sees.

        >>> Side.LONG.sign, Side.SHORT.sign
        (1.0, -1.0)
        """
        return 1.0 if self is Side.LONG else -1.0

    @property
    def breaks(self) -> str:
        """Name of a signal of this side."""
        return "breakout" if self is Side.LONG else "breakdown"

    @property
    def extreme(self) -> str:
        """Name of the far end of a base or leg: the stop of the trade is there."""
        return "low" if self is Side.LONG else "high"

    @property
    def opposite_extreme(self) -> str:
        """Name of the close that a signal of this side exceeds."""
        return "high" if self is Side.LONG else "low"

    @property
    def beyond(self) -> str:
        """Where a signal of this side closes, seen from the record."""
        return "above" if self is Side.LONG else "below"

    @property
    def base(self) -> str:
        """Detail of an event with the far end of its base, `base_low` or `base_high`."""
        return f"base_{self.extreme}"

    @property
    def leg(self) -> str:
        """Detail of an event with the start of the leg before its record."""
        return f"leg_{self.extreme}"

    def gain(self, entry: float, price: float) -> float:
        """Return the change of a price since entry as a fraction, positive in favour of the side.

        >>> Side.LONG.gain(100, 104), round(Side.SHORT.gain(100, 104), 9)
        (0.040000000000000036, -0.04)
        """
        return price / entry - 1 if self is Side.LONG else 1 - price / entry


def parse_side(text: str) -> Side:
    """Parse `long` or `short`; RuleError for any other text."""
    try:
        return Side(text)
    except ValueError:
        raise RuleError(f"no side {text!r}; expected long or short") from None


@inline
def moved_up(price: float, fraction: float) -> float:
    """Return a signed price moved up by a fraction of its size; also for compiled loops.

    >>> moved_up(100.0, 0.25), moved_up(-100.0, 0.25)
    (125.0, -75.0)
    """
    return price * (1 + math.copysign(fraction, price))


@inline
def moved_down(price: float, fraction: float) -> float:
    """Return a signed price moved down by a fraction of its size; also for compiled loops.

    >>> moved_down(100.0, 0.25), moved_down(-100.0, 0.25)
    (75.0, -125.0)
    """
    return price * (1 - math.copysign(fraction, price))


@inline
def base_depth(record: float, lowest: float) -> float:
    """Return the depth of a base: the fall between its record and its far end, as a fraction.

    For signed prices below zero the record is the lower end. Without a close since the record,
    `lowest` is infinite and the depth is -inf.

    >>> base_depth(100.0, 95.0), round(base_depth(-95.0, -100.0), 9)
    (0.050000000000000044, 0.05)
    """
    if record > 0:
        return 1 - lowest / record
    return 1 - record / lowest if lowest < 0 else -np.inf
