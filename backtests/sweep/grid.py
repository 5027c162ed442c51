"""Grids of breakout rules, and points drawn from them at random."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice, product, starmap
from math import prod
from typing import Any, NamedTuple

import numpy as np

from backtests.inference import monte_carlo
from signals.breakout import check_base
from signals.core.event import RuleError
from signals.levels.measured_move import parse_target
from signals.levels.stops import parse_stop

# Most values of one range; more is taken for a mistake.
MAX_RANGE_VALUES = 10_000
# Largest number accepted: as trading days, four centuries.
MAX_VALUE = 100_000
# Random numbers generated at a time; the sample does not depend on it.
_BATCH = 1_000


class SweepError(ValueError):
    """A sweep cannot be run as requested, or its folder has another sweep."""


class Point(NamedTuple):
    """One set of breakout rules: lengths in trading days, depth as a fraction.

    A tuple, because millions are sent to other processes.
    """

    min_base: int
    min_depth: float
    target: str
    stop: str
    horizon: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The values of each rule; every combination is a point.

    Raises
    ------
    RuleError
        A value is out of range or named twice, or a rule has no value.
    """

    min_base: tuple[int, ...]
    min_depth: tuple[float, ...]
    target: tuple[str, ...]
    stop: tuple[str, ...]
    horizon: tuple[int, ...]

    def __post_init__(self) -> None:
        for name in Point._fields:
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
    def values(self) -> tuple[tuple[Any, ...], ...]:
        """The values of each rule, in the order of the fields of a point."""
        return tuple(getattr(self, name) for name in Point._fields)

    @property
    def size(self) -> int:
        """Number of points."""
        return prod(map(len, self.values))

    def points(self) -> tuple[Point, ...]:
        """Return all points, the last rule varying fastest."""
        return tuple(starmap(Point, product(*self.values)))

    def sample(self, count: int, *, seed: int) -> tuple[Point, ...]:
        """Draw points without replacement; a larger sample of the same seed extends a smaller one.

        Raises
        ------
        RuleError
            The grid has fewer points.
        """
        if not 1 <= count <= self.size:
            raise RuleError(f"{count} random points of {self.size:,}; expected 1 to {self.size:,}")
        values = self.values
        taken: dict[int, None] = {}
        rng = monte_carlo.generator(f"sweep points {seed}")
        while len(taken) < count:
            fresh = rng.integers(self.size, size=_BATCH)
            taken |= dict.fromkeys(int(index) for index in fresh)
        indices = np.unravel_index(list(islice(taken, count)), [len(known) for known in values])
        columns = (
            [known[at] for at in places.tolist()]
            for known, places in zip(values, indices, strict=True)
        )
        return tuple(starmap(Point, zip(*columns, strict=True)))


def _check_values(name: str, values: Sequence[object]) -> None:
    if not values:
        raise RuleError(f"no value of {name}; expected at least one")
    twice = next((value for at, value in enumerate(values) if value in values[:at]), None)
    if twice is not None:
        raise RuleError(f"{name} names {twice} twice; expected each value once")


def parse_numbers(name: str, text: str) -> tuple[Decimal, ...]:
    """Parse numbers separated by commas, and ranges `first:last:step` that include both ends.

    Raises
    ------
    RuleError
        The text is anything else; `name` is the option named in the message.

    Examples
    --------
    >>> [str(x) for x in parse_numbers("min-depth", "0.03:0.07:0.02,0.1")]
    ['0.03', '0.05', '0.07', '0.1']
    """
    values: list[Decimal] = []
    for part in split_values(text):
        ends = part.split(":")
        values += [_number(name, part)] if len(ends) == 1 else _range(name, part, ends)
    return tuple(values)


def parse_whole_numbers(name: str, text: str) -> tuple[int, ...]:
    """Parse as `parse_numbers`; RuleError for a fraction."""
    values = parse_numbers(name, text)
    odd = next((x for x in values if x != int(x)), None)
    if odd is not None:
        raise RuleError(f"{name} {odd}; expected whole trading days")
    return tuple(int(x) for x in values)


def split_values(text: str) -> tuple[str, ...]:
    """Split a text at its commas, and drop empty values."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _number(name: str, text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise RuleError(f"{name} {text!r} is no number; expected 20, 10,20,40 or 10:60:10")
    if abs(value) > MAX_VALUE:
        raise RuleError(f"{name} {text}; expected at most {MAX_VALUE:,}")
    return value


def _range(name: str, part: str, ends: Sequence[str]) -> list[Decimal]:
    if len(ends) != 3:
        raise RuleError(f"{name} {part!r} is no range; expected first:last:step such as 10:60:10")
    first, last, step = (_number(name, end) for end in ends)
    if step <= 0 or last < first:
        raise RuleError(f"{name} {part!r} holds nothing; expected first:last:step upwards")
    if last - first >= step * MAX_RANGE_VALUES:
        raise RuleError(
            f"{name} {part!r} holds too many values; expected up to {MAX_RANGE_VALUES:,}"
        )
    return [first + step * at for at in range(int((last - first) / step) + 1)]
