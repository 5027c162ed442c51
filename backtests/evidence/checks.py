"""The verdict table of METHODS 4: a verdict follows from these figures and nothing else."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from backtests.evidence.robustness import LEAST_EVENTS, Robustness

Verdict = Literal["supported", "refuted", "inconclusive", "pending", "not testable"]
VERDICTS: tuple[Verdict, ...] = (
    "supported",
    "refuted",
    "inconclusive",
    "pending",
    "not testable",
)
SIGNIFICANT = 0.05
# METHODS 4.5: a scenario is refuted if it gave the bucket that came at most this probability.
RULED_OUT = 0.05


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict and, in a sentence, what decided it."""

    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number the article states and the one found; a tolerance in the same unit.

    `found` holds every reading the wording allows; the nearest one counts. `unit` is "fraction"
    for what is shown in percent, or empty.
    """

    name: str
    claimed: float
    found: tuple[float, ...]
    tolerance: float
    unit: Literal["fraction", ""] = "fraction"

    def __str__(self) -> str:
        found, claimed = self.shown(self.nearest), self.shown(self.claimed)
        return f"{self.name} {found}, claimed {claimed}"

    def shown(self, value: float) -> str:
        """Show a value of this figure as a person would write it."""
        return f"{100 * value:.2f}%" if self.unit else f"{value:.4g}"

    @property
    def nearest(self) -> float:
        """The reading nearest to the claimed figure."""
        return min(self.found, key=lambda found: abs(found - self.claimed))

    @property
    def error(self) -> float:
        """Distance of the nearest reading from the claimed figure."""
        return abs(self.nearest - self.claimed)


@dataclass(frozen=True, slots=True)
class Reading:
    """Another reading that the wording allows as well as the first, with its own figures."""

    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class FactCheck:
    """Type F: stated numbers and directions. `directions` are (statement, is it true).

    `readings` are those that the text allows equally: one that reverses the first makes the claim
    ambiguous.
    """

    figures: tuple[Figure, ...] = ()
    directions: tuple[tuple[str, bool], ...] = ()
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class ForecastCheck:
    """Type P: a condition on the resolution date; None where the data for that date lack.

    `mixed` says that the forecast has parts of which some came true and some did not, where only
    all together support it and none of them refutes it; `void` why it no longer holds.
    """

    resolves: pd.Timestamp
    as_of: pd.Timestamp
    condition: bool | None
    statement: str
    void: str | None = None
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class TouchCheck:
    """Type T: a level to be touched by a date."""

    level: float
    resolves: pd.Timestamp
    as_of: pd.Timestamp
    touched_on: pd.Timestamp | None
    best: float | None


@dataclass(frozen=True, slots=True)
class EffectCheck:
    """Types C and B: an effect against its null, claimed to be at least `least` (delta).

    `effect` is positive in the claimed direction; `upper` is the upper end of its 90% interval;
    `p` one-sided in the claimed direction, `p_opposite` against it; `p_adjusted` after Holm in
    the claim's family. `conditions` are the row's own further requirements. `gate` is None while
    the robustness gate has not been run, else whether it was passed; `gate_note` says which part,
    and `robustness` holds what it looked at.
    `unit` is what an effect of 1 means: "pp" for a fraction shown in percentage points, else words
    such as "per decade". `refuting` are the row's own grounds to refute beside those of the table.
    `detectable` is the least effect that so many events would show with power 80% at a one-sided
    5% (METHODS 3.7), None where it cannot be said.
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


@dataclass(frozen=True, slots=True)
class Criterion:
    """A number held against a bound, as a claim's row states it; a "share" is shown in percent."""

    name: str
    value: float
    relation: Literal[">=", ">", "<=", "<"]
    bound: float
    unit: Literal["share", "number"] = "share"

    @property
    def met(self) -> bool:
        """Whether the number stands to the bound as stated; never for NaN."""
        return {
            ">=": self.value >= self.bound,
            ">": self.value > self.bound,
            "<=": self.value <= self.bound,
            "<": self.value < self.bound,
        }[self.relation]

    def __str__(self) -> str:
        """Say of a number that meets its bound what both are.

        >>> str(Criterion("share lost again", 0.75, ">=", 2 / 3))
        'share lost again 75%, at least 66.7%'
        """
        return f"{self.name} {self._shown(self.value)}, {self._at} {self._shown(self.bound)}"

    @property
    def shortfall(self) -> str:
        """Say of a number that misses its bound what it is and what was needed.

        >>> Criterion("downside capture", 1.15, "<", 1.0, "number").shortfall
        'downside capture 1.15, needed below 1'
        """
        value, bound = self._shown(self.value), self._shown(self.bound)
        if value == bound and self.value != self.bound:
            value, bound = self._shown(self.value, digits=6), self._shown(self.bound, digits=6)
        known = "not known" if math.isnan(self.value) else value
        return f"{self.name} {known}, needed {self._at} {bound}"

    @property
    def _at(self) -> str:
        return {">=": "at least", ">": "above", "<=": "at most", "<": "below"}[self.relation]

    def _shown(self, value: float, *, digits: int = 3) -> str:
        percent = f"{100 * value:.{digits}g}%"
        return percent if self.unit == "share" else f"{value:.{digits}g}"


@dataclass(frozen=True, slots=True)
class CriteriaCheck:
    """A claim whose row states its own criteria without a p-value (types B, C and F).

    All of `supports` support it, all of `refutes` refute it. Rows that state none to refute leave
    `refutes` empty: whatever does not support them is then inconclusive.
    """

    supports: tuple[Criterion, ...]
    refutes: tuple[Criterion, ...] = ()


@dataclass(frozen=True, slots=True)
class ScenarioCheck:
    """Type S: the probability given to the bucket that came; None before it resolves."""

    resolves: pd.Timestamp
    as_of: pd.Timestamp
    bucket: str | None
    probability: float | None


@dataclass(frozen=True, slots=True)
class MissingCheck:
    """The chosen data source lacks a series that the claim needs."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotTestableCheck:
    """Nothing that prices, rates or spreads could decide; `reason` says what it would take."""

    reason: str


Check = (
    FactCheck
    | ForecastCheck
    | TouchCheck
    | EffectCheck
    | CriteriaCheck
    | ScenarioCheck
    | MissingCheck
    | NotTestableCheck
)


def decide(check: Check) -> Ruling:
    """Apply the row of the verdict table that the kind of check belongs to."""
    match check:
        case FactCheck():
            return _fact(check)
        case ForecastCheck():
            return _forecast(check)
        case TouchCheck():
            return _touch(check)
        case EffectCheck():
            return _effect(check)
        case CriteriaCheck():
            return _criteria(check)
        case ScenarioCheck():
            return _scenario(check)
        case NotTestableCheck():
            return Ruling("not testable", check.reason)
        case MissingCheck():
            return Ruling("inconclusive", check.reason)


def _fact(check: FactCheck) -> Ruling:
    """METHODS 4.1, and 4 for readings that the text allows equally."""
    ruling = _of_figures(check)
    for reading in check.readings:
        other = _of_figures(FactCheck(reading.figures))
        if {ruling.verdict, other.verdict} == {"supported", "refuted"}:
            return Ruling(
                "inconclusive",
                f"ambiguous: {ruling.verdict} as stated ({ruling.reason}), but {other.verdict} "
                f"if {reading.name} is meant ({other.reason})",
            )
    return ruling


def _of_figures(check: FactCheck) -> Ruling:
    false = [statement for statement, holds in check.directions if not holds]
    if false:
        return Ruling("refuted", f"not so: {false[0]}")
    far = [f for f in check.figures if f.error > 2 * f.tolerance]
    if far:
        return Ruling("refuted", f"{far[0]}: off by more than twice its tolerance")
    near = [f for f in check.figures if f.error > f.tolerance]
    if near:
        return Ruling("inconclusive", f"{near[0]}: off by one to two tolerances")
    parts = [str(f) for f in check.figures]
    parts += [statement for statement, _ in check.directions]
    return Ruling("supported", "; ".join(parts))


def _forecast(check: ForecastCheck) -> Ruling:
    """METHODS 4.2, forecasts of an end value."""
    if check.void is not None:
        return Ruling("inconclusive", f"void: {check.void}")
    if check.as_of < check.resolves:
        return Ruling("pending", f"resolves {_day(check.resolves)}")
    if check.condition is None:
        return Ruling("inconclusive", f"no data for {_day(check.resolves)}")
    if check.mixed:
        return Ruling("inconclusive", f"its parts disagree: {check.statement}")
    if check.condition:
        return Ruling("supported", check.statement)
    return Ruling("refuted", f"not so on {_day(check.resolves)}: {check.statement}")


def _touch(check: TouchCheck) -> Ruling:
    """METHODS 4.2, levels to be touched."""
    if check.touched_on is not None and check.touched_on <= check.resolves:
        return Ruling("supported", f"{check.level:,.0f} touched by {_day(check.touched_on)}")
    best = "" if check.best is None else f", highest so far {check.best:,.2f}"
    if check.as_of < check.resolves:
        return Ruling("pending", f"{check.level:,.0f} open until {_day(check.resolves)}{best}")
    return Ruling("refuted", f"{check.level:,.0f} not touched by {_day(check.resolves)}{best}")


def passed_main_test(check: EffectCheck) -> bool:
    """Effect large enough, significant after Holm, and the row's own conditions met."""
    significant = check.p_adjusted is not None and check.p_adjusted <= SIGNIFICANT
    return check.effect >= check.least and significant and all(met for _, met in check.conditions)


def _effect(check: EffectCheck) -> Ruling:
    """METHODS 4.3."""
    if passed_main_test(check):
        return _gated(check)
    if check.upper < check.least:
        return Ruling(
            "refuted",
            f"even the upper bound of the effect, {effect_size(check, check.upper)}, is below the "
            f"{effect_size(check, check.least)} that would count",
        )
    if check.effect < 0 and check.p_opposite <= SIGNIFICANT:
        effect = effect_size(check, check.effect)
        return Ruling("refuted", f"the effect is {effect}, the opposite of the claim")
    refuted = [name for name, met in check.refuting if met]
    if refuted:
        return Ruling("refuted", refuted[0])
    return Ruling("inconclusive", _why_not(check))


def _gated(check: EffectCheck) -> Ruling:
    p = 1.0 if check.p_adjusted is None else check.p_adjusted
    chance = f"p {p:.3f}" if p >= 0.001 else "p < 0.001"
    effect = f"effect {effect_size(check, check.effect)}, {chance}"
    if check.n_eff < LEAST_EVENTS:
        return Ruling("inconclusive", f"fragile: {effect}, but only {check.n_eff} separate events")
    if check.gate is None:
        return Ruling("inconclusive", f"{effect}, but {check.gate_note}")
    if not check.gate:
        return Ruling("inconclusive", f"fragile: {effect}, but {check.gate_note}")
    found = check.robustness
    across = (
        ""
        if found is None
        else (f" and reaches p .10 in {found.significant:.0%} of {found.definitions:,} definitions")
    )
    return Ruling("supported", f"{effect}; survives leaving out any one event or year{across}")


def _why_not(check: EffectCheck) -> str:
    unmet = [name for name, met in check.conditions if not met]
    if unmet:
        return f"effect {effect_size(check, check.effect)}, but not met: {unmet[0]}"
    if check.effect < check.least:
        effect, least, upper = (
            effect_size(check, x) for x in (check.effect, check.least, check.upper)
        )
        return (
            f"effect {effect}, short of the {least} that would count, but its interval reaches "
            f"{upper}"
        )
    told = f"p {check.p:.2f}"
    if check.p_adjusted is not None and check.p_adjusted > check.p:
        told += f", {check.p_adjusted:.2f} corrected for the claims of its kind"
    return f"effect {effect_size(check, check.effect)} could be chance ({told})"


def _criteria(check: CriteriaCheck) -> Ruling:
    """A row's own criteria (METHODS 1)."""
    if check.supports and all(c.met for c in check.supports):
        return Ruling("supported", "; ".join(map(str, check.supports)))
    if check.refutes and all(c.met for c in check.refutes):
        return Ruling("refuted", "; ".join(map(str, check.refutes)))
    return Ruling("inconclusive", "; ".join(c.shortfall for c in check.supports if not c.met))


def _scenario(check: ScenarioCheck) -> Ruling:
    """METHODS 4.5: one outcome never supports a set of probabilities."""
    if check.as_of < check.resolves:
        return Ruling("pending", f"resolves {_day(check.resolves)}")
    if check.probability is None or check.bucket is None:
        return Ruling("inconclusive", f"no data for {_day(check.resolves)}")
    if check.probability <= RULED_OUT:
        return Ruling("refuted", f"{check.bucket} came, given {check.probability:.0%}")
    return Ruling(
        "inconclusive",
        f"{check.bucket} came, given {check.probability:.0%}; one outcome cannot test three odds",
    )


def with_adjusted_p(check: EffectCheck, p_adjusted: float) -> EffectCheck:
    """Return the check with its p after Holm in the family of its claim."""
    return replace(check, p_adjusted=p_adjusted)


def effect_size(check: EffectCheck, effect: float) -> str:
    """Show an effect in the unit of its check, finer where less than a point would count."""
    if check.unit != "pp":
        return f"{effect:+.3g} {check.unit}"
    digits = 1 if check.least >= 0.01 else 2
    return f"{100 * effect:+.{digits}f} pp"


def _day(date: pd.Timestamp) -> str:
    return f"{date:%Y-%m-%d}"


def decision(check: Check) -> dict[str, object]:
    """Write down everything the verdict table was given, so that anyone can apply it again."""
    return {"check": type(check).__name__, **dataclasses.asdict(check)}
