"""Test whether a price or an index moved by as many points as stated."""

from __future__ import annotations

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.studies.measures.levels import level_at, levels_of, met_or_daily, reaches_day
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Level, Points, in_order

METHOD = Method(
    "Whether the change of {bars} from {start} to {end} is {claimed}",
    by_fact("it is within {tolerance}", "it is off by more than twice that"),
)
RULES = (in_order("start", "end"),)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    start: Day,
    end: Day,
    claimed: Points,
    tolerance: Level,
) -> Evidence:
    """Compare the change of a level between two days with the stated one, in its own points.

    The last closes of the five days up to each day count.

    Parameters
    ----------
    context : Context
        Data end of the run.
    bars : pd.DataFrame
        Prices, or the values of an index such as the VIX, in their own unit.
    start : pd.Timestamp
        Day of the first close.
    end : pd.Timestamp
        Day of the second close.
    claimed : float
        Stated change in points, negative for a fall.
    tolerance : float
        How far the change may be from it, in points.
    """
    levels = levels_of(bars, as_of=context.as_of)
    if not reaches_day(levels, end):
        return Evidence(MissingCheck(f"not tested: the data end before {end:%Y-%m-%d}"))
    first, last = level_at(levels, start), level_at(levels, end)
    if first is None or last is None:
        day = start if first is None else end
        return Evidence(MissingCheck(f"not tested: no close of {day:%Y-%m-%d} or just before"))
    change = round(last - first, 6)
    name = f"change from {start:%Y-%m-%d} to {end:%Y-%m-%d}"
    figure = Figure(name, claimed, (change,), tolerance, unit="points")
    note = f"{first:,.2f} to {last:,.2f}"
    return Evidence(
        met_or_daily(FactCheck(figures=(figure,)), bars),
        (Estimate(name, change, "points", claimed=claimed, note=note),),
    )
