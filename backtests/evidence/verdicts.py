"""The verdicts, and the bounds of the verdict table (METHODS 4)."""

from __future__ import annotations

import typing
from dataclasses import dataclass
from typing import Literal

import pandas as pd

Verdict = Literal["supported", "refuted", "inconclusive", "pending", "no data", "not testable"]
# The verdicts that a test can reach by meeting requirements.
ReachedVerdict = Literal["supported", "refuted"]
VERDICTS: tuple[Verdict, ...] = typing.get_args(Verdict)
SIGNIFICANT = 0.05
# METHODS 4.5: odds are refuted if they gave the bucket that came at most this probability.
RULED_OUT = 0.05


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict and the reason for it, in one sentence."""

    verdict: Verdict
    reason: str

    def __str__(self) -> str:
        return f"{self.verdict}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One criterion of a verdict: what it needs and what was found.

    A check lists the requirements of "supported", and those of "refuted" where they are more than
    the opposite. A verdict is given if all of its requirements are met, "supported" first; those
    that are not met are the reason for another one.

    Parameters
    ----------
    verdict : str
        The verdict that needs it.
    criterion, needed, found : str
        In words, with the figures formatted.
    met : bool or None
        None while it is not known.
    part : str
        Part of the statement that it belongs to (METHODS 4.6); empty for the whole.
    """

    verdict: ReachedVerdict
    criterion: str
    needed: str
    found: str
    met: bool | None
    part: str = ""


def condition(
    statement: str, holds: bool | None, verdict: ReachedVerdict = "supported"
) -> Requirement:
    """Return the requirement that a statement is true.

    Figures in brackets at its end are what was found.

    >>> condition("small caps ahead (by +3.7 points)", True)  # doctest: +ELLIPSIS
    Requirement(verdict='supported', criterion='small caps ahead', needed='true', found='true, ...
    """
    criterion, bracket, figures = statement.removesuffix(")").rpartition(" (")
    answer = {True: "true", False: "not true", None: "not known yet"}[holds]
    if not (bracket and statement.endswith(")")) or ")" in figures:
        return Requirement(verdict, statement, "true", answer, holds)
    figures = figures.removeprefix("found ")
    return Requirement(verdict, criterion, "true", f"{answer}, {figures}", holds)


def missing_data(needed: str) -> Requirement:
    """Return the requirement that the data of a test exist, which is not met."""
    return Requirement("supported", "data for the test", needed, "not available", False)


def day_reached(resolves: pd.Timestamp, as_of: pd.Timestamp) -> Requirement:
    """Return the requirement that the data reach the day on which a forecast is decided."""
    return Requirement(
        "supported",
        "data to the day that decides",
        iso_day(resolves),
        f"to {iso_day(as_of)}",
        as_of >= resolves,
    )


def iso_day(date: pd.Timestamp) -> str:
    """Format a date as YYYY-MM-DD.

    >>> iso_day(pd.Timestamp("2026-01-15"))
    '2026-01-15'
    """
    return f"{date:%Y-%m-%d}"
