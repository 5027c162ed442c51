"""The check of an effect against its null distribution (METHODS 4.3, 4.4)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from backtests.evidence.robustness import (
    GATE_P,
    LEAST_EVENTS,
    Robustness,
    contradicts,
    enough_events,
    refutation_requirements,
    separate_events,
    support_requirements,
)
from backtests.evidence.verdicts import SIGNIFICANT, ReachedVerdict, Requirement, Ruling, condition

# Criterion of the p that Holm has adjusted in the family of the claim.
ADJUSTED = "p after Holm"


@dataclass(frozen=True, slots=True)
class EffectCheck:
    """Types C, B and R: an effect over its null, claimed to be at least `least` (delta).

    Parameters
    ----------
    effect : float
        Positive in the claimed direction.
    upper : float
        Upper end of its 90% interval.
    p, p_opposite : float
        One-sided p-values in the claimed and in the opposite direction.
    n_eff : int
        Number of separate events.
    conditions : tuple of (str, bool)
        Further requirements of the claim's row, each with whether it is met.
    p_adjusted, p_opposite_adjusted : float or None
        `p` and `p_opposite` after Holm in the family of the claim.
    gate, refutation_gate : bool or None
        Whether the robustness gate of "supported", and that of "refuted", was passed; None before
        it has run.
    gate_note, refutation_note : str
        The parts of the gates that failed.
    unit : str
        "pp" for a fraction shown in percentage points, else the unit in words.
    robustness : Robustness or None
        Input of the gates.
    detectable : float or None
        Minimum detectable effect (METHODS 3.7).
    in_reverse : str
        What an effect of the opposite sign says, in words; empty for "the effect".
    """

    effect: float
    least: float
    upper: float
    p: float
    p_opposite: float
    n_eff: int
    conditions: tuple[tuple[str, bool], ...] = ()
    p_adjusted: float | None = None
    p_opposite_adjusted: float | None = None
    gate: bool | None = None
    gate_note: str = "the robustness checks have not run"
    refutation_gate: bool | None = None
    refutation_note: str = "the robustness checks have not run"
    unit: str = "pp"
    robustness: Robustness | None = None
    detectable: float | None = None
    in_reverse: str = ""

    def decide(self) -> Ruling:
        """Apply METHODS 4.3 and 4.4."""
        if self.passed_main_test:
            return self._supported_if_robust()
        if self.failed_main_test:
            return self._refuted_if_robust()
        return Ruling("inconclusive", self._shortfall())

    def would_change(self) -> tuple[str, ...]:
        """Return the figures that would support and that would refute."""
        least = self.format(self.least)
        gates = [
            "passed" if passed else note
            for passed, note in (
                (self.gate, self.gate_note),
                (self.refutation_gate, self.refutation_note),
            )
        ]
        return (
            f"supported if the effect is at least {least} (found {self.format(self.effect)}), "
            f"p after Holm at most {SIGNIFICANT} (found {_three_digits(self.p_adjusted)}), from "
            f"at least {LEAST_EVENTS} separate events (found {self.n_eff}), and the robustness "
            f"checks are passed (found: {gates[0]})",
            f"refuted if the upper end of its 90% interval is below {least} (found "
            f"{self.format(self.upper)}), or if it is significant the other way (p after Holm "
            f"{_three_digits(self.p_opposite_adjusted)}), from as many events, and this too is "
            f"robust (found: {gates[1]})",
            *(f"also needed: {name}" for name, met in self.conditions if not met),
        )

    def decided_by(self) -> tuple[Requirement, ...]:
        """Return the criteria of METHODS 4.3 with the figures found."""
        return (*self._supported_by(), *self._refuted_by())

    def _supported_by(self) -> Iterator[Requirement]:
        significant = self.p_adjusted is not None and self.p_adjusted <= SIGNIFICANT
        yield Requirement(
            "supported",
            "effect above chance (positive supports the claim)",
            f"at least {self.format(self.least)}",
            self.format(self.effect),
            self.effect >= self.least,
        )
        yield Requirement(
            "supported",
            ADJUSTED,
            f"at most {SIGNIFICANT}",
            _corrected(self.p, self.p_adjusted),
            significant,
        )
        for name, met in self.conditions:
            yield condition(name, met)
        yield enough_events(self.n_eff, "supported")
        if self.robustness is None:
            yield _gate("supported", self.gate, self.gate_note)
        else:
            yield from support_requirements(self.robustness)

    def _refuted_by(self) -> Iterator[Requirement]:
        least = self.format(self.least)
        upper = self.format(self.upper) if math.isfinite(self.upper) else "not known"
        opposite = _corrected(self.p_opposite, self.p_opposite_adjusted)
        yield Requirement(
            "refuted",
            "upper end of the 90% interval, or p of the opposite effect after Holm",
            f"below {least}, or an effect below zero with p at most {SIGNIFICANT}",
            f"{upper}; {opposite}",
            self.failed_main_test,
        )
        yield enough_events(self.n_eff, "refuted")
        if self.robustness is None:
            yield _gate("refuted", self.refutation_gate, self.refutation_note)
        else:
            yield from refutation_requirements(self.robustness, least=self.least, shown=self.format)

    def could_show(self) -> str:
        """Return the effect that so many events could show (METHODS 3.7); empty if unknown."""
        if self.detectable is None:
            return ""
        return (
            f"{self.n_eff:,} separate events show an effect of {self.format(self.detectable)} four "
            "times in five, a smaller one less often"
        )

    def format(self, effect: float) -> str:
        """Format an effect in the unit of the check, finer where less than a point would count."""
        if self.unit != "pp":
            return f"{effect:+.3g} {self.unit}"
        digits = 1 if self.least >= 0.01 else 2
        return f"{100 * effect:+.{digits}f} pp"

    @property
    def passed_main_test(self) -> bool:
        """Whether the effect is large enough, significant after Holm, and all conditions met."""
        significant = self.p_adjusted is not None and self.p_adjusted <= SIGNIFICANT
        return self.effect >= self.least and significant and all(met for _, met in self.conditions)

    @property
    def failed_main_test(self) -> bool:
        """Whether the upper bound is below what would count, or the effect is opposite."""
        p = 1.0 if self.p_opposite_adjusted is None else self.p_opposite_adjusted
        return contradicts(self.effect, self.upper, p, least=self.least, level=SIGNIFICANT)

    def _supported_if_robust(self) -> Ruling:
        effect = f"effect {self.format(self.effect)}, {_chance(self.p_adjusted)}"
        if self.n_eff < LEAST_EVENTS:
            reason = f"fragile: {effect}, but {separate_events(self.n_eff)}"
            return Ruling("inconclusive", reason)
        if not self.gate:
            return Ruling("inconclusive", f"fragile: {effect}, but {self.gate_note}")
        across = ""
        if (curve := self.robustness) is not None:
            share = f"{curve.significant:.0%} of {curve.definitions:,} definitions"
            across = f" and to definitions (p up to {GATE_P:.2f} in {share})"
        return Ruling("supported", f"{effect}; robust to leaving out any one event or year{across}")

    @property
    def stated(self) -> str:
        """The effect in words, in its own direction."""
        if self.effect < 0 and self.in_reverse:
            return f"{self.in_reverse} by {self.format(-self.effect).removeprefix('+')}"
        return f"effect {self.format(self.effect)}"

    @property
    def _required(self) -> str:
        return f"the required {self.format(self.least)}" if self.least else "zero"

    def _refuted_if_robust(self) -> Ruling:
        p = self.p_opposite_adjusted
        opposite = self.effect < 0 and p is not None and p <= SIGNIFICANT
        main = self.stated if self.in_reverse else ""
        if opposite:
            main = f"{self.stated}, opposite to the claim ({_chance(p)})"
        if self.upper < self.least:
            bound = (
                f"the upper end of its 90% interval, {self.format(self.upper)}, is below "
                f"{self._required}"
            )
            main = f"{main or self.stated}; {bound}"
        if self.n_eff < LEAST_EVENTS or not self.refutation_gate:
            few = self.n_eff < LEAST_EVENTS and self.refutation_gate is None
            note = separate_events(self.n_eff) if few else self.refutation_note
            reason = f"refuted by the main test, but fragile: {main}, but {note}"
            return Ruling("inconclusive", reason)
        across = ""
        if (curve := self.robustness) is not None:
            share = f"{curve.contradicting:.0%} of {curve.definitions:,} definitions"
            across = f", and in {share}"
        return Ruling("refuted", f"{main}; the same without any one event or year{across}")

    def _shortfall(self) -> str:
        effect = self.stated
        unmet = [name for name, met in self.conditions if not met]
        if unmet:
            return f"{effect}, but not met: {unmet[0]}"
        if self.effect < self.least:
            return (
                f"{effect}, less than {self._required}, but its 90% interval reaches "
                f"{self.format(self.upper)}"
            )
        p = f"p {self.p:.2f}"
        if self.p_adjusted is not None and self.p_adjusted > self.p:
            p += f", {self.p_adjusted:.2f} after Holm"
        return f"{effect} is not significant ({p})"


def _corrected(p: float, adjusted: float | None) -> str:
    """Format p after correction, and p before it where the correction raised it."""
    if adjusted is None or adjusted == p:
        return _chance(p)
    return f"{_chance(adjusted)} ({_chance(p)} before)"


def _gate(verdict: ReachedVerdict, passed: bool | None, note: str) -> Requirement:
    """Return the robustness checks as one requirement, where their figures are not known."""
    return Requirement(verdict, "robustness checks", "passed", "passed" if passed else note, passed)


def _chance(p: float | None) -> str:
    return f"p {_three_digits(p)}" if p is None or p >= 0.001 else "p < 0.001"


def _three_digits(p: float | None) -> str:
    return "–" if p is None else f"{p:.3f}"
