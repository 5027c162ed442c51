"""Statements that no price, rate or spread can decide, with what would be needed."""

from __future__ import annotations

from backtests.evidence.checks import NotTestableCheck
from backtests.evidence.estimates import Context, Evidence
from backtests.studies.method import NOTHING, Method
from backtests.studies.parameters import Text

METHOD = Method(
    "Not tested: {reason}",
    NOTHING,
)


def examine(context: Context, *, reason: Text) -> Evidence:
    """Return the reason why the claim cannot be tested.

    Parameters
    ----------
    reason : str
        What the test would take.
    """
    del context
    return Evidence(NotTestableCheck(reason))
