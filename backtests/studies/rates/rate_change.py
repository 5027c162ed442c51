"""Test whether a rate or a spread changed by as much as stated."""

from __future__ import annotations

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.studies.measures.levels import level_at, met_or_daily, spread_of
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import BasisPoints, Day, MoveSize, in_order

METHOD = Method(
    "Whether the change of {rate}[ less {less}] from {start} to {end}[ or {or_end}] is {claimed}",
    by_fact("it is within {tolerance}", "it is off by more than twice that"),
)
RULES = (in_order("start", "end"),)


def examine(
    context: Context,
    *,
    rate: pd.DataFrame,
    start: Day,
    end: Day,
    claimed: BasisPoints,
    tolerance: MoveSize,
    less: pd.DataFrame | None = None,
    or_end: Day | None = None,
) -> Evidence:
    """Compare the change of a rate between two days with the stated one, in basis points.

    `rate` and `less` are in percent; the last values of the five days up to each day count.
    `claimed` is negative for a fall.

    Parameters
    ----------
    rate : pd.DataFrame
        A rate in percent.
    less : pd.DataFrame, optional
        A rate in percent that is subtracted.
    start : pd.Timestamp
        Day of the first value: the last of the five days up to it.
    end : pd.Timestamp
        Day of the second value: the last of the five days up to it.
    claimed : float
        Stated change in basis points; negative for a fall.
    tolerance : float
        How far the change may be from it, in basis points.
    or_end : pd.Timestamp, optional
        Another last day that may be meant: the nearer of two changes counts.
    """
    levels = spread_of(rate, less, as_of=context.as_of)
    first, last = level_at(levels, start), level_at(levels, end)
    if first is None or last is None:
        day = start if first is None else end
        return Evidence(MissingCheck(f"not tested: no value of {day:%Y-%m-%d} or just before"))
    change = round(100 * (last - first), 6)
    name = f"change from {start:%Y-%m-%d} to {end:%Y-%m-%d}"
    other = level_at(levels, or_end) if or_end is not None else None
    found = [change, *([] if other is None else [round(100 * (other - first), 6)])]
    figure = Figure(name, claimed, tuple(found), tolerance, unit="bp")
    note = f"{first:.2f}% to {last:.2f}%, {change:+.0f} basis points"
    return Evidence(
        met_or_daily(FactCheck(figures=(figure,)), rate, *([] if less is None else [less])),
        (
            Estimate(
                name, change / 10_000, "percentage points", claimed=claimed / 10_000, note=note
            ),
        ),
    )
