"""The kinds of check. A verdict follows from its check and from nothing else (METHODS 4)."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.fact_checks import CriteriaCheck, Criterion, FactCheck, Figure, Reading
from backtests.evidence.forecast_checks import ForecastCheck, ScenarioCheck, TouchCheck
from backtests.evidence.verdicts import RULED_OUT, SIGNIFICANT, VERDICTS, Ruling, Verdict

__all__ = [
    "RULED_OUT",
    "SIGNIFICANT",
    "VERDICTS",
    "Check",
    "CriteriaCheck",
    "Criterion",
    "EffectCheck",
    "FactCheck",
    "Figure",
    "ForecastCheck",
    "MissingCheck",
    "NotTestableCheck",
    "Reading",
    "Ruling",
    "ScenarioCheck",
    "TouchCheck",
    "Verdict",
    "decide",
    "decision",
]


@dataclass(frozen=True, slots=True)
class MissingCheck:
    """The data source lacks a series that the claim needs, or is too coarse (METHODS 7.1).

    `reason` names the series, and what would provide it.
    """

    reason: str

    def decide(self) -> Ruling:
        """Return no data, with the reason."""
        return Ruling("no data", self.reason)

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

    def would_change(self) -> tuple[str, ...]:
        """Return what would lead to another verdict."""
        return (f"the data that are missing: {self.reason}",)


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
    """Return the verdict of a check: the one place where verdicts are made."""
    return check.decide()


def decision(check: Check) -> dict[str, object]:
    """Return everything a verdict rests on, so that anyone can apply the verdict table again."""
    return {"check": type(check).__name__, **dataclasses.asdict(check)}
