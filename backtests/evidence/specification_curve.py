"""The specification curve: one effect under every defensible definition (METHODS 3.5).

Steegen, Tuerlinckx, Gelman & Vanpaemel 2016; Simonsohn, Simmons & Nelson 2020.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from backtests.evidence.robustness import GATE_P, contradicts
from signals.core.arrays import Floats

# Decimals to which numbers computed from the same data agree.
SAME_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Specification:
    """One definition: an option for each choice, and its result.

    `value` is the statistic in its own unit, `effect` its excess over the null, positive in the
    claimed direction, `p` one-sided in that direction, `n` the number of events. `p_opposite` is
    one-sided in the opposite direction and `upper` the upper end of the 90% interval of the effect;
    their defaults refute nothing.
    """

    choices: Mapping[str, str]
    n: int
    value: float
    effect: float
    p: float
    p_opposite: float = 1.0
    upper: float = math.inf


@dataclass(frozen=True, slots=True)
class Curve:
    """All specifications of a claim, at least one.

    `judged` has the choices of the specification that decides the verdict; None if it is the one
    with the effect of the check.
    """

    specifications: tuple[Specification, ...]
    judged: Mapping[str, str] | None = None

    @property
    def values(self) -> Floats:
        """The statistics in ascending order."""
        return np.sort([s.value for s in self.specifications])

    @property
    def with_sign(self) -> float:
        """Share of specifications with the claimed sign."""
        return float(np.mean([s.effect > 0 for s in self.specifications]))

    @property
    def significant(self) -> float:
        """Share of specifications with p at most .10."""
        return float(np.mean([s.p <= GATE_P for s in self.specifications]))

    @property
    def confirming(self) -> float:
        """Share of specifications with the claimed sign and p at most .10."""
        return float(np.mean([s.effect > 0 and s.p <= GATE_P for s in self.specifications]))

    def contradicting(self, least: float) -> float:
        """Share of specifications that refute an effect of at least `least` on their own."""
        return float(
            np.mean(
                [
                    contradicts(s.effect, s.upper, s.p_opposite, least=least)
                    for s in self.specifications
                ]
            )
        )

    @property
    def middle(self) -> Specification:
        """The specification with the median effect (the lower of two)."""
        ranked = sorted(self.specifications, key=lambda s: s.effect)
        return ranked[(len(ranked) - 1) // 2]

    @property
    def joint_p(self) -> float:
        """The p of the median specification (METHODS 3.5)."""
        return self.middle.p

    @property
    def options(self) -> dict[str, tuple[str, ...]]:
        """The options taken for each choice, in order of appearance."""
        found: dict[str, dict[str, None]] = {}
        for specification in self.specifications:
            for choice, option in specification.choices.items():
                found.setdefault(choice, {})[option] = None
        return {choice: tuple(taken) for choice, taken in found.items()}

    @property
    def varied(self) -> str:
        """The choices that were varied, each with its number of options.

        >>> Curve((Specification({"base": "on", "return": "price"}, 1, 0.1, 0.1, 0.5),
        ...        Specification({"base": "before", "return": "price"}, 1, 0.1, 0.1, 0.5))).varied
        'base (2)'
        """
        return ", ".join(
            f"{choice} ({len(taken)})" for choice, taken in self.options.items() if len(taken) > 1
        )


def curve_of(specifications: Iterable[Specification]) -> Curve:
    """Return the curve of distinct specifications.

    Definitions that select the same data give the same numbers (up to rounding) and count once:
    the first of them is kept.

    >>> twice = [Specification({"record": r}, 9, 0.1, 0.1, 0.5) for r in ("whole", "from 2000")]
    >>> len(curve_of(twice).specifications)
    1
    """
    first: dict[tuple[float, ...], Specification] = {}
    for found in specifications:
        numbers = (found.value, found.effect, found.p)
        key = (found.n, *(round(number, SAME_DIGITS) for number in numbers))
        first.setdefault(key, found)
    return Curve(tuple(first.values()))
