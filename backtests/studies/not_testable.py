"""Statements that no price, rate or spread can decide, with what would be needed."""

from __future__ import annotations

from backtests.evidence.checks import NotTestableCheck
from backtests.evidence.estimates import Context, Evidence


def examine(context: Context, *, reason: str) -> Evidence:
    """Return the reason why the claim cannot be tested."""
    del context
    return Evidence(NotTestableCheck(reason))
