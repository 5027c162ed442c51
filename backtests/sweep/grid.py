"""What a sweep tries: points of a grid of breakout rules, whole or drawn at random."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice, product
from math import prod
from typing import NamedTuple

import numpy as np

from backtests.inference import monte_carlo
from signals.breakout import check_base
from signals.core.event import RuleError
from signals.levels.measured_move import parse_target
from signals.levels.stops import parse_stop

# A range of more values than this is a slip of the pen.
MOST_VALUES = 10_000
# Trading days, or any other value: four centuries, more than any series has.
MOST_DAYS = 100_000
# Numbers drawn at a time; the draw does not depend on it.
_BATCH = 1_000


class SweepError(ValueError):
    """What was asked for is no sweep, or not the one that a folder holds."""


class Point(NamedTuple):
    """One set of breakout rules; lengths in trading days, the depth a fraction.

    A tuple, since millions are sent to other processes.
    """

    min_base: int
    min_depth: float
    target: str
    stop: str
    horizon: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The values that each rule may take; every combination is a point.

    Raises RuleError where a value is out of range, named twice, or none is given.
    """

    min_base: tuple[int, ...]
    min_depth: tuple[float, ...]
    target: tuple[str, ...]
    stop: tuple[str, ...]
    horizon: tuple[int, ...]

    def __post_init__(self) -> None:
        for name in Grid.__slots__:
            _check_values(name, getattr(self, name))
        for base in self.min_base:
            check_base(base, self.min_depth[0])
        for depth in self.min_depth:
            check_base(self.min_base[0], depth)
        for target in self.target:
            parse_target(target)
        for stop in self.stop:
            parse_stop(stop)
        for horizon in self.horizon:
            if horizon < 1:
                raise RuleError(f"horizon is {horizon}; expected at least 1 trading day")

    @property
    def size(self) -> int:
        """Number of points."""
        return prod(len(getattr(self, name)) for name in Grid.__slots__)

    def points(self) -> tuple[Point, ...]:
        """Every point, the last rule varying fastest."""
        return tuple(
            Point(base, depth, target, stop, horizon)
            for base, depth, target, stop, horizon in product(
                self.min_base, self.min_depth, self.target, self.stop, self.horizon
            )
        )

    def drawn(self, count: int, *, seed: int) -> tuple[Point, ...]:
        """Draw points without replacement; a longer draw with one seed begins with the shorter.

        Raises RuleError where the grid holds fewer.
        """
        if not 1 <= count <= self.size:
            raise RuleError(f"{count} random points of {self.size:,}; expected 1 to {self.size:,}")
        shape = tuple(len(getattr(self, name)) for name in Grid.__slots__)
        taken: dict[int, None] = {}
        rng = monte_carlo.generator(f"sweep points {seed}")
        while len(taken) < count:
            fresh = rng.integers(self.size, size=_BATCH)
            taken |= dict.fromkeys(int(at) for at in fresh)
        places = np.column_stack(np.unravel_index(list(islice(taken, count)), shape)).tolist()
        return tuple(
            Point(
                self.min_base[base],
                self.min_depth[depth],
                self.target[target],
                self.stop[stop],
                self.horizon[horizon],
            )
            for base, depth, target, stop, horizon in places
        )


def _check_values(name: str, values: Sequence[object]) -> None:
    if not values:
        raise RuleError(f"no value of {name}; expected at least one")
    twice = next((value for at, value in enumerate(values) if value in values[:at]), None)
    if twice is not None:
        raise RuleError(f"{name} names {twice} twice; expected each value once")


def numbers(name: str, text: str) -> tuple[Decimal, ...]:
    """Read numbers apart by commas, or a range `first:last:step` with both ends.

    Raises RuleError for anything else.

    >>> [str(x) for x in numbers("min-depth", "0.03:0.07:0.02,0.1")]
    ['0.03', '0.05', '0.07', '0.1']
    """
    found: list[Decimal] = []
    for part in listed_values(text):
        ends = part.split(":")
        found += [_number(name, part)] if len(ends) == 1 else _range(name, part, ends)
    return tuple(found)


def whole_numbers(name: str, text: str) -> tuple[int, ...]:
    """As `numbers`, of trading days."""
    found = numbers(name, text)
    odd = next((x for x in found if x != int(x)), None)
    if odd is not None:
        raise RuleError(f"{name} {odd}; expected whole trading days")
    return tuple(int(x) for x in found)


def listed_values(text: str) -> tuple[str, ...]:
    """Take apart values between commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _number(name: str, text: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise RuleError(f"{name} {text!r} is no number; expected 20, 10,20,40 or 10:60:10")
    if abs(found) > MOST_DAYS:
        raise RuleError(f"{name} {text}; expected at most {MOST_DAYS:,}")
    return found


def _range(name: str, part: str, ends: Sequence[str]) -> list[Decimal]:
    if len(ends) != 3:
        raise RuleError(f"{name} {part!r} is no range; expected first:last:step such as 10:60:10")
    first, last, step = (_number(name, end) for end in ends)
    if step <= 0 or last < first:
        raise RuleError(f"{name} {part!r} holds nothing; expected first:last:step upwards")
    if last - first >= step * MOST_VALUES:
        raise RuleError(f"{name} {part!r} holds too many values; expected up to {MOST_VALUES:,}")
    return [first + step * at for at in range(int((last - first) / step) + 1)]
