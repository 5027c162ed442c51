"""Trading rules that an article gives and whose strategy does not exist yet."""

from __future__ import annotations

from backtests.findings import Context, Evidence
from backtests.verdicts import MissingCheck


def examine(context: Context) -> Evidence:
    """Say that nothing was tested."""
    del context
    return Evidence(MissingCheck("not tested: the strategy of this rule is not built yet"))
