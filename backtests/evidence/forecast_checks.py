"""Checks of dated forecasts, of levels to be touched and of scenario odds (METHODS 4.2, 4.5)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from backtests.evidence.verdicts import (
    RULED_OUT,
    Requirement,
    Ruling,
    condition,
    day_reached,
    iso_day,
)


@dataclass(frozen=True, slots=True)
class ForecastCheck:
    """Type P: a condition on the resolution date; None where the data of that date are missing.

    `mixed` marks a forecast of several parts of which some came true and some did not, where only
    all together support it and none alone refutes it. `void` is the reason why the forecast no
    longer applies. `close_call` is the other base that the text allows and that turns the verdict.
    """

    resolves: pd.Timestamp
    as_of: pd.Timestamp
    condition: bool | None
    statement: str
    void: str | None = None
    mixed: bool = False
    close_call: str = ""

    def decide(self) -> Ruling:
        """Apply METHODS 4.2 to an end value."""
        if self.void is not None:
            return Ruling("inconclusive", f"void: {self.void}")
        if self.as_of < self.resolves:
            return Ruling("pending", f"resolves {iso_day(self.resolves)}")
        if self.condition is None:
            return Ruling("no data", f"no data for {iso_day(self.resolves)}")
        if self.mixed:
            return Ruling("inconclusive", f"its parts disagree: {self.statement}")
        close = f"close call ({self.close_call}): " if self.close_call else ""
        if self.condition:
            return Ruling("supported", f"{close}{self.statement}")
        return Ruling("refuted", f"{close}not so on {iso_day(self.resolves)}: {self.statement}")

    def decided_by(self) -> tuple[Requirement, ...]:
        """Return the day and the condition of the forecast (METHODS 4.2)."""
        if self.void is not None:
            applies = "the forecast still applies"
            return (Requirement("supported", applies, "yes", f"void: {self.void}", False),)
        reached = self.as_of >= self.resolves
        met = self.condition if reached else None
        return (
            day_reached(self.resolves, self.as_of),
            condition(self.statement, False if self.mixed and met is not None else met),
        )

    def would_change(self) -> tuple[str, ...]:
        """Return what would lead to another verdict."""
        if self.void is not None:
            return ("nothing: the forecast is void",)
        if self.as_of < self.resolves:
            return (f"data of {iso_day(self.resolves)}",)
        if self.condition is None:
            return (f"the data of {iso_day(self.resolves)}",)
        return (f"only other data: it resolved on {iso_day(self.resolves)}",)


@dataclass(frozen=True, slots=True)
class TouchCheck:
    """Type T: a level to be touched by a date.

    A level above the base is touched by a high and one below it, marked by `down`, by a low. `best`
    is the highest high or the lowest low so far.
    """

    level: float
    resolves: pd.Timestamp
    as_of: pd.Timestamp
    touched_on: pd.Timestamp | None
    best: float | None
    down: bool = False

    @property
    def touched(self) -> bool:
        """Whether the level was touched in time."""
        return self.touched_on is not None and self.touched_on <= self.resolves

    def decide(self) -> Ruling:
        """Apply METHODS 4.2 to a level."""
        if self.touched_on is not None and self.touched:
            return Ruling("supported", f"{self.level:,.0f} touched by {iso_day(self.touched_on)}")
        extreme = "lowest" if self.down else "highest"
        best = "" if self.best is None else f", {extreme} so far {self.best:,.2f}"
        day = iso_day(self.resolves)
        if self.as_of < self.resolves:
            return Ruling("pending", f"{self.level:,.0f} open until {day}{best}")
        return Ruling("refuted", f"{self.level:,.0f} not touched by {day}{best}")

    def decided_by(self) -> tuple[Requirement, ...]:
        """Return the level and the extreme so far (METHODS 4.2)."""
        found = "no price yet" if self.best is None else f"{self.best:,.2f} so far"
        if self.touched and self.touched_on is not None:
            found = f"touched by {iso_day(self.touched_on)}"
        open_ = not self.touched and self.as_of < self.resolves
        return (
            Requirement(
                "supported",
                f"{'lowest low' if self.down else 'highest high'} by {iso_day(self.resolves)}",
                f"{'at most' if self.down else 'at least'} {self.level:,.2f}",
                found,
                None if open_ else self.touched,
            ),
        )

    def would_change(self) -> tuple[str, ...]:
        """Return what would lead to another verdict."""
        if self.touched:
            return ("only other data: the level was touched",)
        if self.as_of < self.resolves:
            by = iso_day(self.resolves)
            touch = f"a {'low' if self.down else 'high'} of {self.level:,.0f}"
            return (f"{touch} by {by} supports; none by then refutes",)
        return ("only other data: the time is over",)


@dataclass(frozen=True, slots=True)
class ScenarioCheck:
    """Type S: the probability given to the bucket that came; None before the resolution date."""

    resolves: pd.Timestamp
    as_of: pd.Timestamp
    bucket: str | None
    probability: float | None

    def decide(self) -> Ruling:
        """Apply METHODS 4.5: one outcome never supports a set of probabilities."""
        if self.as_of < self.resolves:
            return Ruling("pending", f"resolves {iso_day(self.resolves)}")
        if self.probability is None or self.bucket is None:
            return Ruling("no data", f"no data for {iso_day(self.resolves)}")
        if self.probability <= RULED_OUT:
            return Ruling("refuted", f"{self.bucket} came, given {self.probability:.0%}")
        return Ruling(
            "inconclusive",
            f"{self.bucket} came, given {self.probability:.0%}; one outcome cannot test three odds",
        )

    def decided_by(self) -> tuple[Requirement, ...]:
        """Return the day and the probability of the bucket that came (METHODS 4.5)."""
        found, came = "not known yet", None
        if self.as_of >= self.resolves and self.bucket is not None and self.probability is not None:
            found, came = f"{self.probability:.0%} ({self.bucket})", self.probability <= RULED_OUT
        return (
            day_reached(self.resolves, self.as_of),
            Requirement("supported", "outcomes to test the odds with", "several", "one", False),
            Requirement(
                "refuted",
                "probability given to the outcome",
                f"at most {RULED_OUT:.0%}",
                found,
                came,
            ),
        )

    def would_change(self) -> tuple[str, ...]:
        """Return what would lead to another verdict."""
        return (f"refuted only if a bucket that was given at most {RULED_OUT:.0%} comes",)
