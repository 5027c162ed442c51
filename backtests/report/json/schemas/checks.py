"""Decisions: what the verdict on a claim rests on, by the kind of its check (METHODS 4)."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field
from typing_extensions import TypedDict

from backtests.report.json.schemas.declare import Count, Date, Share, documented

# A statement and whether it is true.
Direction: TypeAlias = tuple[str, bool]


@documented
class Figure(TypedDict):
    """A figure of the article beside those found."""

    name: str
    """What the figure is."""
    claimed: float
    """The figure of the article, in `unit`."""
    found: list[float]
    """The figure under each reading that the wording allows; the nearest counts."""
    tolerance: float
    """Difference up to which it is supported; beyond twice it is refuted."""
    unit: Literal["fraction", "points", "percent", "bp", ""]
    """Unit of all these: a fraction shown in percent, points, a rate in percent, basis points, or
    empty for a plain number."""


@documented
class Reading(TypedDict):
    """Another reading that the wording allows."""

    name: str
    """What is read otherwise."""
    figures: list[Figure]
    """Its figures."""
    directions: list[Direction]
    """Its statements, each with whether it is true."""


@documented
class FactCheck(TypedDict):
    """Stated figures and directions (METHODS 4.1)."""

    check: Literal["FactCheck"]
    """Kind of the check."""
    figures: list[Figure]
    """The figures."""
    directions: list[Direction]
    """The statements, each with whether it is true."""
    readings: list[Reading]
    """Other readings that the wording allows equally."""


@documented
class ForecastCheck(TypedDict):
    """A condition on the day on which a forecast resolves (METHODS 4.2)."""

    check: Literal["ForecastCheck"]
    """Kind of the check."""
    resolves: Date
    """Day on which it resolves."""
    as_of: Date
    """Last day of the data."""
    condition: bool | None
    """Whether it is met; null without data of the day."""
    statement: str
    """The condition with the figures found."""
    void: str | None
    """Why the forecast no longer applies; null if it does."""
    mixed: bool
    """Whether some of several parts came true and some did not."""
    close_call: str
    """The other base that the wording allows and that turns the verdict; empty if none does."""


@documented
class TouchCheck(TypedDict):
    """A level to be touched by a day (METHODS 4.2)."""

    check: Literal["TouchCheck"]
    """Kind of the check."""
    level: float
    """The level, points."""
    resolves: Date
    """Last day on which a touch counts."""
    as_of: Date
    """Last day of the data."""
    touched_on: Date | None
    """Day of the first touch; null without any."""
    best: float | None
    """Highest high, or lowest low for a level below, so far, points."""
    down: bool
    """Whether the level is below the base."""


@documented
class ScenarioCheck(TypedDict):
    """Probabilities of scenarios, and the one that came (METHODS 4.5)."""

    check: Literal["ScenarioCheck"]
    """Kind of the check."""
    resolves: Date
    """Day on which they resolve."""
    as_of: Date
    """Last day of the data."""
    bucket: str | None
    """The scenario that came; null before that day."""
    probability: Share | None
    """The probability given to it; null before that day."""


@documented
class LeftOut(TypedDict):
    """The effect without one event, or without one calendar year."""

    name: str
    """What is left out."""
    effect: float
    """The effect, positive in the claimed direction."""
    p: Share
    """One-sided p-value in the claimed direction."""
    p_opposite: Share
    """One-sided p-value in the opposite direction."""
    upper: float | None
    """Upper end of the 90% interval of the effect; null if it is not bounded."""


@documented
class Robustness(TypedDict):
    """Input of the robustness gates (METHODS 4.3)."""

    leave_one_out: list[LeftOut]
    """The effect without each event."""
    definitions: Count
    """Number of specifications."""
    with_sign: Share
    """Share of them whose effect has the claimed sign."""
    significant: Share
    """Share of them with p at most .10."""
    joint_p: Share
    """The p of the specification with the median effect."""
    n_eff: Count
    """Events whose windows do not overlap."""
    overfitting: Share | None
    """Probability of backtest overfitting; null if the effect is not the best of several rules."""
    effect: float | None
    """Effect of all events; null if not known."""
    confirming: Share
    """Share of specifications with the claimed sign and p at most .10."""
    contradicting: Share
    """Share of specifications that refute the claim on their own."""


@documented
class EffectCheck(TypedDict):
    """An effect beside its null distribution (METHODS 4.3 and 4.4)."""

    check: Literal["EffectCheck"]
    """Kind of the check."""
    effect: float
    """The effect, positive in the claimed direction; a fraction if `unit` is pp."""
    least: float
    """Least effect that counts, in the same unit."""
    upper: float | None
    """Upper end of its 90% interval; null if it is not bounded."""
    p: Share
    """One-sided p-value in the claimed direction."""
    p_opposite: Share
    """One-sided p-value in the opposite direction."""
    n_eff: Count
    """Events whose windows do not overlap."""
    conditions: list[Direction]
    """Further requirements of the claim, each with whether it is met."""
    p_adjusted: Share | None
    """The p after Holm in the family of the claim; null outside a family."""
    p_opposite_adjusted: Share | None
    """The opposite p after Holm; null outside a family."""
    gate: bool | None
    """Whether the robustness gate of supported was passed; null if it has not run."""
    gate_note: str
    """The parts of that gate that failed."""
    refutation_gate: bool | None
    """Whether the robustness gate of refuted was passed; null if it has not run."""
    refutation_note: str
    """The parts of that gate that failed."""
    unit: str
    """pp for a fraction shown in percentage points, else the unit in words."""
    robustness: Robustness | None
    """Input of the gates; null if they have not run."""
    detectable: float | None
    """Minimum detectable effect (METHODS 3.7); null if not known."""
    in_reverse: str
    """What an effect of the opposite sign says; empty for the effect itself."""


@documented
class Criterion(TypedDict):
    """A figure and its bound."""

    name: str
    """What the figure is."""
    value: float | None
    """The figure found; null if it cannot be computed."""
    relation: Literal[">=", ">", "<=", "<"]
    """How it has to stand to the bound."""
    bound: float
    """The bound."""
    unit: Literal["share", "number"]
    """Unit of both: a share shown in percent, or a number."""


@documented
class CriteriaCheck(TypedDict):
    """Criteria of the claim's own (METHODS 4.3)."""

    check: Literal["CriteriaCheck"]
    """Kind of the check."""
    supports: list[Criterion]
    """All of them met support the claim."""
    refutes: list[Criterion]
    """All of them met refute it; without any, it is inconclusive."""
    n_eff: Count | None
    """Separate events; null for a fact about a stated span."""


PartCheck: TypeAlias = Annotated[
    EffectCheck | CriteriaCheck | FactCheck, Field(discriminator="check")
]


@documented
class Part(TypedDict):
    """A part of a statement."""

    name: str
    """The part."""
    check: PartCheck
    """Its check."""


@documented
class ConjunctionCheck(TypedDict):
    """A statement of several parts, of which one decides (METHODS 4.6)."""

    check: Literal["ConjunctionCheck"]
    """Kind of the check."""
    name: str
    """The deciding part."""
    deciding: EffectCheck
    """Its check."""
    others: list[Part]
    """The other parts; all are needed for supported."""


@documented
class MissingCheck(TypedDict):
    """Data that the source lacks."""

    check: Literal["MissingCheck"]
    """Kind of the check."""
    reason: str
    """The series that is missing, and what would provide it."""


@documented
class NotTestableCheck(TypedDict):
    """A statement that prices, rates and spreads cannot decide."""

    check: Literal["NotTestableCheck"]
    """Kind of the check."""
    reason: str
    """The data that could decide it."""


Outcome: TypeAlias = Annotated[
    FactCheck
    | ForecastCheck
    | TouchCheck
    | EffectCheck
    | ConjunctionCheck
    | CriteriaCheck
    | ScenarioCheck
    | MissingCheck
    | NotTestableCheck,
    Field(discriminator="check"),
]


@documented
class ExpectationCheck(TypedDict):
    """A statement that something was expected, and whether that came true (METHODS 4.2)."""

    check: Literal["ExpectationCheck"]
    """Kind of the check."""
    needs: str
    """The data that would show what was expected."""
    outcome: Outcome
    """The check of what was expected."""


Decision: TypeAlias = Annotated[
    FactCheck
    | ForecastCheck
    | TouchCheck
    | EffectCheck
    | ConjunctionCheck
    | CriteriaCheck
    | ScenarioCheck
    | MissingCheck
    | NotTestableCheck
    | ExpectationCheck,
    Field(discriminator="check"),
]


@documented
class Requirement(TypedDict):
    """A criterion of a verdict, what it needs and what was found, in words."""

    verdict: Literal["supported", "refuted"]
    """The verdict that needs it."""
    criterion: str
    """What is compared."""
    needed: str
    """What the verdict needs."""
    found: str
    """What was found."""
    met: bool | None
    """Whether it is met; null while that is not known."""
    part: str
    """Part of the statement that it belongs to; empty for the whole."""
