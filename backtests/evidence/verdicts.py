"""The verdicts, and the bounds of the verdict table (METHODS 4)."""

from __future__ import annotations

import typing
from dataclasses import dataclass
from typing import Literal

import pandas as pd

Verdict = Literal["supported", "refuted", "inconclusive", "pending", "no data", "not testable"]
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


def iso_day(date: pd.Timestamp) -> str:
    """Format a date as YYYY-MM-DD.

    >>> iso_day(pd.Timestamp("2026-01-15"))
    '2026-01-15'
    """
    return f"{date:%Y-%m-%d}"
