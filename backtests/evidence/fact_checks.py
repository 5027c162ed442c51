"""Checks of stated figures and of a row's own criteria (METHODS 4.1, 4.3)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from backtests.evidence.robustness import LEAST_EVENTS, enough_events, separate_events
from backtests.evidence.verdicts import (
    ReachedVerdict,
    Requirement,
    Ruling,
    Verdict,
    condition,
)

# Relative difference of a decimal fraction from the binary one, and more.
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Figure:
    """A number stated by the article, the values found for it, and a tolerance in the same unit.

    `found` holds the value of each reading that the wording allows; the nearest one counts. `unit`
    is "fraction" for a number shown in percent, "points" for a price, "percent" for a rate in
    percent, "bp" for basis points, or empty.
    """

    name: str
    claimed: float
    found: tuple[float, ...]
    tolerance: float
    unit: Literal["fraction", "points", "percent", "bp", ""] = "fraction"

    def __str__(self) -> str:
        within = f" ± {self.shown(self.tolerance)}" if self.tolerance else ""
        # "Days with a close above 30: 1": two numbers side by side would be one.
        name = f"{self.name}:" if self.name[-1:].isdigit() else self.name
        return f"{name} {self.shown(self.nearest)}, claimed {self.shown(self.claimed)}{within}"

    def shown(self, value: float) -> str:
        """Format a value in the unit of the figure."""
        return {
            "fraction": f"{100 * value:.2f}%",
            "points": f"{value:,.2f}",
            "percent": f"{value:.2f}%",
            "bp": f"{value:.0f} bp",
        }.get(self.unit, f"{value:.4g}")

    @property
    def nearest(self) -> float:
        """The value nearest to the claimed figure."""
        return min(self.found, key=lambda found: abs(found - self.claimed))

    @property
    def error(self) -> float:
        """Absolute difference of the nearest value from the claimed figure."""
        return abs(self.nearest - self.claimed)

    def is_beyond(self, tolerances: int) -> bool:
        """Return whether the error is above so many tolerances, not by the rounding of decimals."""
        return self.error > tolerances * self.tolerance * (1 + ROUNDING)

    @property
    def requirement(self) -> Requirement:
        """The claimed figure with its tolerance, and the value found."""
        within = f" within {self.shown(self.tolerance)}" if self.tolerance else ""
        return Requirement(
            "supported",
            self.name,
            f"{self.shown(self.claimed)}{within}",
            self.shown(self.nearest),
            not self.is_beyond(1),
        )

    @property
    def would_change(self) -> str:
        """The error, and the errors at which the verdict changes."""
        off, limit, twice = map(self.shown, (self.error, self.tolerance, 2 * self.tolerance))
        return f"{self.name}: off by {off}; up to {limit} supports, beyond {twice} refutes"


@dataclass(frozen=True, slots=True)
class Reading:
    """Another reading that the wording allows, with its own figures and directions."""

    name: str
    figures: tuple[Figure, ...] = ()
    directions: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class FactCheck:
    """Type F: stated numbers and directions.

    `directions` are pairs of a statement and whether it is true. `readings` are other readings
    that the text allows equally.
    """

    figures: tuple[Figure, ...] = ()
    directions: tuple[tuple[str, bool], ...] = ()
    readings: tuple[Reading, ...] = ()

    def decide(self) -> Ruling:
        """Apply METHODS 4.1; a reading that reverses the verdict makes the claim ambiguous."""
        ruling = self._decide_as_stated()
        for reading in self.readings:
            other = FactCheck(reading.figures, reading.directions)._decide_as_stated()
            if {ruling.verdict, other.verdict} == {"supported", "refuted"}:
                return Ruling(
                    "inconclusive",
                    f"ambiguous: {ruling.verdict} as stated ({ruling.reason}), but {other.verdict} "
                    f"if {reading.name} is meant ({other.reason})",
                )
        return ruling

    def _decide_as_stated(self) -> Ruling:
        false = [statement for statement, holds in self.directions if not holds]
        if false:
            return Ruling("refuted", f"not so: {false[0]}")
        far = [f for f in self.figures if f.is_beyond(2)]
        if far:
            return Ruling("refuted", f"{far[0]}: off by more than twice its tolerance")
        near = [f for f in self.figures if f.is_beyond(1)]
        if near:
            return Ruling("inconclusive", f"{near[0]}: off by one to two tolerances")
        parts = [str(f) for f in self.figures]
        parts += [statement for statement, _ in self.directions]
        return Ruling("supported", "; ".join(parts))

    def decided_by(self) -> tuple[Requirement, ...]:
        """Return the figures, statements and other readings (METHODS 4.1)."""
        false = [statement for statement, holds in self.directions if not holds]
        far = [f.name for f in self.figures if f.is_beyond(2)]
        wrong = [*false, *far]
        return (
            *(figure.requirement for figure in self.figures),
            *(condition(statement, holds) for statement, holds in self.directions),
            *self._unambiguous("supported"),
            Requirement(
                "refuted",
                "statements that are not true, or figures off by more than twice their tolerance",
                "at least 1",
                f"{len(wrong)}: {'; '.join(wrong)}" if wrong else "0",
                bool(wrong),
            ),
            *self._unambiguous("refuted"),
        )

    def _unambiguous(self, verdict: ReachedVerdict) -> Iterator[Requirement]:
        """Yield the requirement that no other reading reverses a verdict, if there are others."""
        if not self.readings:
            return
        opposite = {"supported": "refuted", "refuted": "supported"}[verdict]
        against = [
            reading.name
            for reading in self.readings
            if FactCheck(reading.figures, reading.directions)._decide_as_stated().verdict
            == opposite
        ]
        yield Requirement(
            verdict,
            "other readings of the wording",
            f"none {opposite}",
            f"{opposite}: {'; '.join(against)}" if against else f"none {opposite}",
            not against,
        )

    def would_change(self) -> tuple[str, ...]:
        """Return a sentence for each figure or direction that would lead to another verdict."""
        figures = [figure.would_change for figure in self.figures]
        directions = [
            f"refuted if this were not so: {statement}"
            if holds
            else f"supported only if this were so: {statement}"
            for statement, holds in self.directions
        ]
        return (*figures, *directions)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A number and the bound that a claim's row sets for it; a "share" is shown in percent."""

    name: str
    value: float
    relation: Literal[">=", ">", "<=", "<"]
    bound: float
    unit: Literal["share", "number"] = "share"

    @property
    def met(self) -> bool:
        """Whether the relation is true; False for NaN."""
        return {
            ">=": self.value >= self.bound,
            ">": self.value > self.bound,
            "<=": self.value <= self.bound,
            "<": self.value < self.bound,
        }[self.relation]

    def __str__(self) -> str:
        """Describe a number that meets its bound.

        >>> str(Criterion("share lost again", 0.75, ">=", 2 / 3))
        'share lost again 75%, at least 66.7%'
        """
        return f"{self.name} {self._shown(self.value)}, {self._at} {self._shown(self.bound)}"

    @property
    def shortfall(self) -> str:
        """Describe a number that misses its bound.

        >>> Criterion("downside capture", 1.15, "<", 1.0, "number").shortfall
        'downside capture 1.15, needed below 1'
        """
        value, bound = self._distinct
        known = "not known" if math.isnan(self.value) else value
        return f"{self.name} {known}, needed {self._at} {bound}"

    @property
    def _at(self) -> str:
        return {">=": "at least", ">": "above", "<=": "at most", "<": "below"}[self.relation]

    def _shown(self, value: float, *, digits: int = 3) -> str:
        percent = f"{100 * value:.{digits}g}%"
        return percent if self.unit == "share" else f"{value:.{digits}g}"

    def requirement(self, verdict: ReachedVerdict) -> Requirement:
        """Return the criterion as one of a verdict."""
        value, bound = self._distinct
        found = "not known" if math.isnan(self.value) else value
        return Requirement(verdict, self.name, f"{self._at} {bound}", found, self.met)

    @property
    def _distinct(self) -> tuple[str, str]:
        """The value and the bound, to as many digits as distinguish them."""
        value, bound = self._shown(self.value), self._shown(self.bound)
        if value == bound and self.value != self.bound:
            return self._shown(self.value, digits=6), self._shown(self.bound, digits=6)
        return value, bound

    @property
    def rule(self) -> str:
        """The relation and the number found."""
        return f"{self.name} {self.relation} {self.bound:.3g} (found {self.value:.3g})"


@dataclass(frozen=True, slots=True)
class CriteriaCheck:
    """A claim whose row states its own criteria without a p-value (types B, C and F).

    The claim is supported if all of `supports` are met and refuted if all of `refutes` are met.
    With no criteria to refute, it is otherwise inconclusive. `n_eff` is the number of separate
    events of a claim about history; below five it is inconclusive (METHODS 4.3). A fact about a
    stated span has none.
    """

    supports: tuple[Criterion, ...]
    refutes: tuple[Criterion, ...] = ()
    n_eff: int | None = None

    def decide(self) -> Ruling:
        """Apply the criteria of the row (METHODS 4.3)."""
        decisive: tuple[tuple[Verdict, tuple[Criterion, ...]], ...] = (
            ("supported", self.supports),
            ("refuted", self.refutes),
        )
        for verdict, criteria in decisive:
            if criteria and all(c.met for c in criteria):
                reason = "; ".join(map(str, criteria))
                if self.n_eff is None or self.n_eff >= LEAST_EVENTS:
                    return Ruling(verdict, reason)
                return Ruling(
                    "inconclusive", f"fragile: {reason}, but {separate_events(self.n_eff)}"
                )
        return Ruling("inconclusive", "; ".join(c.shortfall for c in self.supports if not c.met))

    def decided_by(self) -> tuple[Requirement, ...]:
        """Return the criteria of the row, and the number of events, for each verdict."""
        return (*self._needed_by("supported"), *self._needed_by("refuted"))

    def _needed_by(self, verdict: ReachedVerdict) -> Iterator[Requirement]:
        criteria = self.supports if verdict == "supported" else self.refutes
        for criterion in criteria:
            yield criterion.requirement(verdict)
        if criteria and self.n_eff is not None:
            yield enough_events(self.n_eff, verdict)

    def would_change(self) -> tuple[str, ...]:
        """Return the criteria with the numbers found."""
        supports = [f"supported if {c.rule}" for c in self.supports]
        return (*supports, *(f"refuted if {c.rule}" for c in self.refutes))
