"""Declines as rows of a result file."""

from __future__ import annotations

from backtests.runtime.serialization import iso
from signals.declines import Decline


def decline_row(decline: Decline, **more: object) -> dict[str, object]:
    """Return a decline with its confirmation dates; `more` are columns that precede it."""
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
