"""Statements that no price, rate or spread can decide, listed with what it would take."""

from __future__ import annotations

from backtests.findings import Context, Evidence
from backtests.verdicts import NotTestableCheck


def examine(context: Context, *, reason: str) -> Evidence:
    """Say why nothing is tested."""
    del context
    return Evidence(NotTestableCheck(reason))
