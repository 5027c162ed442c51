"""The kinds of check. A verdict follows from its check and from nothing else (METHODS 4)."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace

from backtests.evidence.conjunction_check import ConjunctionCheck
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.fact_checks import CriteriaCheck, Criterion, FactCheck, Figure, Reading
from backtests.evidence.forecast_checks import ForecastCheck, ScenarioCheck, TouchCheck
from backtests.evidence.verdicts import (
    RULED_OUT,
    SIGNIFICANT,
    VERDICTS,
    Requirement,
    Ruling,
    Verdict,
    missing_data,
)

__all__ = [
    "RULED_OUT",
    "SIGNIFICANT",
    "VERDICTS",
    "Check",
    "ConjunctionCheck",
    "CriteriaCheck",
    "Criterion",
    "EffectCheck",
    "ExpectationCheck",
    "FactCheck",
    "Figure",
    "ForecastCheck",
    "MissingCheck",
    "NotTestableCheck",
    "Reading",
    "Requirement",
    "Ruling",
    "ScenarioCheck",
    "TouchCheck",
    "Verdict",
    "decide",
    "decision",
]


@dataclass(frozen=True, slots=True)
class MissingCheck:
    """The data source lacks a series that the claim needs, or is too coarse (METHODS 4).

    `reason` names the series, and what would provide it.
    """

    reason: str

    def decide(self) -> Ruling:
        """Return no data, with the reason."""
        return Ruling("no data", self.reason)

    def decided_by(self) -> tuple[Requirement, ...]:
        """Return the data that are missing."""
        return (missing_data(self.reason),)

    def would_change(self) -> tuple[str, ...]:
        """Return what would lead to another verdict."""
        return (f"the data that are missing: {self.reason}",)


@dataclass(frozen=True, slots=True)
class NotTestableCheck:
    """Prices, rates and spreads cannot decide the claim; `reason` names the data that could."""

    reason: str

    def decide(self) -> Ruling:
        """Return not testable, with the reason."""
        return Ruling("not testable", self.reason)

    def decided_by(self) -> tuple[Requirement, ...]:
        """Return the data that are missing."""
        return (missing_data(self.reason),)

    def would_change(self) -> tuple[str, ...]:
        """Return what would lead to another verdict."""
        return (f"the data that are missing: {self.reason}",)


@dataclass(frozen=True, slots=True)
class ExpectationCheck:
    """A statement that something was expected, with the check of what was expected (METHODS 4.2).

    That it was expected is not testable: `needs` names the data that would show it. The outcome is
    reported beside it.
    """

    needs: str
    outcome: Check

    @property
    def came_true(self) -> bool | None:
        """Whether what was expected came true; None while that is not decided."""
        return {"supported": True, "refuted": False}.get(self.outcome.decide().verdict)

    def decide(self) -> Ruling:
        """Return not testable, with the data needed and the outcome."""
        outcome = self.outcome.decide()
        words = {True: "it came true", False: "it did not come true", None: outcome.verdict}
        return Ruling(
            "not testable",
            f"that it was expected takes {self.needs}; outcome: {words[self.came_true]} "
            f"({outcome.reason})",
        )

    def decided_by(self) -> tuple[Requirement, ...]:
        """Return the data that are missing, and the requirements of the outcome."""
        return (
            missing_data(self.needs),
            *(
                replace(one, part=f"outcome{one.part and ': '}{one.part}")
                for one in self.outcome.decided_by()
            ),
        )

    def would_change(self) -> tuple[str, ...]:
        """Return what would lead to another verdict, and to another outcome."""
        return (
            f"the data that are missing: {self.needs}",
            *(f"outcome: {change}" for change in self.outcome.would_change()),
        )


Check = (
    FactCheck
    | ForecastCheck
    | TouchCheck
    | EffectCheck
    | ConjunctionCheck
    | CriteriaCheck
    | ScenarioCheck
    | MissingCheck
    | NotTestableCheck
    | ExpectationCheck
)


def decide(check: Check) -> Ruling:
    """Return the verdict of a check: the one place where verdicts are made."""
    return check.decide()


def decision(check: Check) -> dict[str, object]:
    """Return everything a verdict rests on, so that anyone can apply the verdict table again."""
    fields = {f.name: _plain(getattr(check, f.name)) for f in dataclasses.fields(check)}
    return {"check": type(check).__name__, **fields}


def _plain(value: object) -> object:
    """Convert the dataclasses inside a value to dictionaries; checks within a check are named."""
    if isinstance(value, Check):
        return decision(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value
