"""Statements that no price, rate or spread can decide, listed with what it would take."""

from __future__ import annotations

from backtests.evidence.checks import NotTestableCheck
from backtests.evidence.estimates import Context, Evidence


def examine(context: Context, *, reason: str) -> Evidence:
    """Say why nothing is tested."""
    del context
    return Evidence(NotTestableCheck(reason))
