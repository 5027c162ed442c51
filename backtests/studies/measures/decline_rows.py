"""A decline as a row of a result file."""

from __future__ import annotations

from backtests.runtime.serialization import iso
from signals.declines import Decline


def decline_row(decline: Decline, **more: object) -> dict[str, object]:
    """A decline with what was known when; `more` are columns of the study, put first."""
    return {
        **more,
        "peak": iso(decline.peak),
        "confirmed": iso(decline.confirmed),
        "trough": iso(decline.trough),
        "trough_confirmed": iso(decline.trough_confirmed),
        "depth": decline.depth,
        "kind": decline.kind,
        "crash_day": iso(decline.crash_day),
    }
