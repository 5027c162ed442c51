"""The check of a statement with several testable parts, of which one decides (METHODS 4.6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from backtests.evidence.effect_check import ADJUSTED, EffectCheck
from backtests.evidence.fact_checks import CriteriaCheck, FactCheck
from backtests.evidence.robustness import LEAST_EVENTS
from backtests.evidence.verdicts import SIGNIFICANT, Requirement, Ruling

PartCheck = EffectCheck | CriteriaCheck | FactCheck
Checked = TypeVar("Checked")


@dataclass(frozen=True, slots=True)
class Part:
    """A testable part of a statement."""

    name: str
    check: PartCheck

    def needs(self) -> tuple[str, ...]:
        """Return what the part needs, with the figures found, if another part decides."""
        check = self.check
        if not isinstance(check, EffectCheck):
            return tuple(f"{self.name}: {change}" for change in check.would_change())
        robust = "passed" if check.gate else check.gate_note
        return (
            f"also needed, {self.name}: an effect of at least {check.format(check.least)} (found "
            f"{check.format(check.effect)}), p of its own at most {SIGNIFICANT} (found "
            f"{check.p:.3f}), from at least {LEAST_EVENTS} separate events (found {check.n_eff}), "
            f"and the robustness checks passed (found: {robust})",
            *(f"also needed, {self.name}: {name}" for name, met in check.conditions if not met),
        )

    @property
    def is_false(self) -> bool:
        """Whether the part is a stated fact that is false."""
        return isinstance(self.check, FactCheck) and self.check.decide().verdict == "refuted"

    def decided_by(self) -> Iterator[Requirement]:
        """Yield the requirements of the part; its p is not adjusted."""
        for one in self.check.decided_by():
            own = one.criterion == ADJUSTED
            yield replace(one, part=self.name, criterion="p of its own" if own else one.criterion)


@dataclass(frozen=True, slots=True)
class ConjunctionCheck:
    """A statement of several parts: one decides, and all have to hold for "supported".

    The result of the deciding part is that of the statement, except that "supported" becomes
    inconclusive if another part is not supported, and that a stated fact that is false refutes the
    statement.

    Parameters
    ----------
    name : str
        The deciding part.
    deciding : EffectCheck
        Its check; its p enters Holm in the family of the claim.
    others : tuple of Part
        Each has a p of its own. It is not adjusted: a statement that needs all of its parts is
        rejected unless every p is small, which keeps the level of a single test (intersection-union
        test, Berger 1982).
    """

    name: str
    deciding: EffectCheck
    others: tuple[Part, ...]

    def decide(self) -> Ruling:
        """Apply METHODS 4.6."""
        ruling = self.deciding.decide()
        rulings = [(part.name, part.check.decide()) for part in self.others]
        short = [(name, other) for name, other in rulings if other.verdict != "supported"]
        decided = f"{self.name}: {ruling.reason}"
        for part in self.others:
            if part.is_false:
                return Ruling("refuted", f"{part.name}: {part.check.decide().reason}")
        if ruling.verdict != "supported":
            return Ruling(ruling.verdict, decided)
        if short:
            name, other = short[0]
            return Ruling("inconclusive", f"{decided}; but not {name}: {other.reason}")
        also = "".join(f"; {name}: {other.reason}" for name, other in rulings)
        return Ruling("supported", f"{decided}{also}")

    def decided_by(self) -> tuple[Requirement, ...]:
        """Return what "supported" needs of every part, and "refuted" of the part that refutes.

        That is a stated fact that is false, else the deciding part.
        """
        deciding = [replace(one, part=self.name) for one in self.deciding.decided_by()]
        others = [list(part.decided_by()) for part in self.others]
        false = next(
            (rows for part, rows in zip(self.others, others, strict=True) if part.is_false), None
        )
        return (
            *(one for rows in (deciding, *others) for one in rows if one.verdict == "supported"),
            *(one for one in false or deciding if one.verdict == "refuted"),
        )

    def would_change(self) -> tuple[str, ...]:
        """Return the figures of every part that would change the result, the deciding one first."""
        return (
            *(f"{self.name}: {change}" for change in self.deciding.would_change()),
            *(need for part in self.others for need in part.needs()),
        )


def conjunction(name: str, deciding: EffectCheck, *others: Part) -> ConjunctionCheck:
    """Return the check of a statement; the p-values of the other parts are left unadjusted."""
    return ConjunctionCheck(
        name, deciding, tuple(replace(part, check=_unadjusted(part.check)) for part in others)
    )


def _unadjusted(check: PartCheck) -> PartCheck:
    if not isinstance(check, EffectCheck):
        return check
    return replace(check, p_adjusted=check.p, p_opposite_adjusted=check.p_opposite)


def deciding_effect(check: object) -> EffectCheck | None:
    """Return the effect that decides a check; None if no effect does."""
    if isinstance(check, ConjunctionCheck):
        return check.deciding
    return check if isinstance(check, EffectCheck) else None


def with_deciding_effect(check: Checked, effect: EffectCheck) -> Checked | EffectCheck:
    """Return the check with another version of the effect that decides it."""
    if isinstance(check, ConjunctionCheck):
        return replace(check, deciding=effect)
    return effect
