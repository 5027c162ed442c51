"""Events of a study as plain rows: ISO dates, unrounded numbers, None where there is none."""

from __future__ import annotations

import math

import pandas as pd

from backtests.easing import CycleReturn
from backtests.outcomes import Outcome
from signals.declines import Decline


def iso(date: object) -> str | None:
    """ISO day of a timestamp, or None."""
    return f"{date:%Y-%m-%d}" if isinstance(date, pd.Timestamp) else None


def number(value: float) -> float | None:
    """Return the number itself, or None for NaN."""
    return None if math.isnan(value) else value


def cycle_row(row: CycleReturn) -> dict[str, object]:
    """An easing cycle (or pause) as DESIGN section 5 lays it out."""
    cycle = row.cycle
    return {
        "name": row.name,
        "anchor": iso(row.anchor),
        "first_cut": iso(cycle.first_cut) if cycle else None,
        "last_cut": iso(cycle.last_cut) if cycle else None,
        "cuts": cycle.cuts if cycle else None,
        "end_known": iso(cycle.end_known) if cycle else None,
        "provisional": row.provisional,
        "price_return": number(row.price_return),
        "total_return": number(row.total_return),
    }


def breakout_row(outcome: Outcome) -> dict[str, object]:
    """A breakout as DESIGN section 5 lays it out, with how it was filled."""
    details = outcome.event.details
    return {
        "signal_date": iso(outcome.event.known_on),
        "entry_date": iso(outcome.entry_date),
        "entry": outcome.entry,
        "record": details.get("record"),
        "record_date": iso(details.get("record_date")),
        "base_low": details.get("base_low"),
        "leg_low": details.get("leg_low"),
        "target": outcome.target if outcome.target is not None else outcome.event.target,
        "stop": outcome.stop,
        "outcome": outcome.cause,
        "exit_date": iso(outcome.exit_date),
        "exit": outcome.exit,
        "bars": outcome.bars,
        "mfe": outcome.mfe,
        "mae": outcome.mae,
        "return": outcome.return_,
        "ambiguous": outcome.ambiguous,
        "fills": outcome.fills,
        "void_reason": outcome.void_reason,
    }


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
