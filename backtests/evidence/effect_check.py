"""The check of an effect against its null distribution (METHODS 4.3, 4.4)."""

from __future__ import annotations

from dataclasses import dataclass

from backtests.evidence.robustness import LEAST_EVENTS, Robustness
from backtests.evidence.verdicts import SIGNIFICANT, Ruling


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
    conditions, refuting : tuple of (str, bool)
        Further requirements of the claim's row, and its own grounds to refute, each with whether
        it is met.
    p_adjusted : float or None
        `p` after Holm in the family of the claim.
    gate : bool or None
        Whether the robustness gate was passed; None before it has run.
    gate_note : str
        The part of the gate that failed.
    unit : str
        "pp" for a fraction shown in percentage points, else the unit in words.
    robustness : Robustness or None
        Input of the gate.
    detectable : float or None
        Minimum detectable effect (METHODS 3.7).
    """

    effect: float
    least: float
    upper: float
    p: float
    p_opposite: float
    n_eff: int
    conditions: tuple[tuple[str, bool], ...] = ()
    p_adjusted: float | None = None
    gate: bool | None = None
    gate_note: str = ""
    unit: str = "pp"
    refuting: tuple[tuple[str, bool], ...] = ()
    robustness: Robustness | None = None
    detectable: float | None = None

    def decide(self) -> Ruling:
        """Apply METHODS 4.3 and 4.4."""
        if self.passed_main_test:
            return self._decide_by_gate()
        if self.upper < self.least:
            return Ruling(
                "refuted",
                f"even the upper bound of the effect, {self.format(self.upper)}, is below the "
                f"{self.format(self.least)} that would count",
            )
        if self.effect < 0 and self.p_opposite <= SIGNIFICANT:
            return Ruling(
                "refuted", f"the effect is {self.format(self.effect)}, the opposite of the claim"
            )
        refuted = [name for name, met in self.refuting if met]
        if refuted:
            return Ruling("refuted", refuted[0])
        return Ruling("inconclusive", self._shortfall())

    def would_change(self) -> tuple[str, ...]:
        """Return the figures that would support and that would refute."""
        least, p = self.format(self.least), self.p_adjusted
        gate = "passed" if self.gate else self.gate_note
        return (
            f"supported if the effect is at least {least} (found {self.format(self.effect)}), "
            f"p after Holm at most {SIGNIFICANT} (found {'–' if p is None else f'{p:.3f}'}), from "
            f"at least {LEAST_EVENTS} separate events (found {self.n_eff}), and the robustness "
            f"checks are passed (found: {gate})",
            f"refuted if the upper end of its 90% interval is below {least} (found "
            f"{self.format(self.upper)}), or if it is significant the other way (p "
            f"{self.p_opposite:.3f})",
            *(f"also needed: {name}" for name, met in self.conditions if not met),
            *(f"also refuted if {name}" for name, met in self.refuting if not met),
        )

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

    def _decide_by_gate(self) -> Ruling:
        p = 1.0 if self.p_adjusted is None else self.p_adjusted
        chance = f"p {p:.3f}" if p >= 0.001 else "p < 0.001"
        effect = f"effect {self.format(self.effect)}, {chance}"
        if self.n_eff < LEAST_EVENTS:
            reason = f"fragile: {effect}, but only {self.n_eff} separate events"
            return Ruling("inconclusive", reason)
        if self.gate is None:
            return Ruling("inconclusive", f"{effect}, but {self.gate_note}")
        if not self.gate:
            return Ruling("inconclusive", f"fragile: {effect}, but {self.gate_note}")
        across = ""
        if (curve := self.robustness) is not None:
            share = f"{curve.significant:.0%} of {curve.definitions:,} definitions"
            across = f" and reaches p .10 in {share}"
        return Ruling("supported", f"{effect}; survives leaving out any one event or year{across}")

    def _shortfall(self) -> str:
        effect = f"effect {self.format(self.effect)}"
        unmet = [name for name, met in self.conditions if not met]
        if unmet:
            return f"{effect}, but not met: {unmet[0]}"
        if self.effect < self.least:
            return (
                f"{effect}, short of the {self.format(self.least)} that would count, but its "
                f"interval reaches {self.format(self.upper)}"
            )
        p = f"p {self.p:.2f}"
        if self.p_adjusted is not None and self.p_adjusted > self.p:
            p += f", {self.p_adjusted:.2f} corrected for the claims of its kind"
        return f"{effect} could be chance ({p})"
