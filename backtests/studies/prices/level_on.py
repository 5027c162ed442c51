"""Test whether a level on a day or in a span was as stated, or above or below it."""

from __future__ import annotations

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.studies.measures.levels import (
    At,
    Relation,
    deciding,
    found_levels,
    is_so,
    levels_of,
    met_or_daily,
)
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Level, Tolerance, not_before

METHOD = Method(
    "Whether the level ({at}) of {bars} from {start} to {end} is {relation} {level}",
    by_fact(
        "it is so; near is within {tolerance} of the level",
        "it is not so; near, it is off by more than twice that",
    ),
)
RULES = (not_before("start", "end"),)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    start: Day,
    end: Day,
    level: Level,
    at: At = "close",
    relation: Relation = "near",
    tolerance: Tolerance = 0.01,
) -> Evidence:
    """Compare levels of a span with a stated one (METHODS 4.1).

    Parameters
    ----------
    context : Context
        Data end of the run.
    bars : pd.DataFrame
        Prices, or the values of an index such as the VIX, in their own unit.
    start : pd.Timestamp
        First day of the span.
    end : pd.Timestamp
        Last day of the span; the first if it is of one day.
    level : float
        The stated level, in the unit of the series.
    at : str
        "close" is the last close up to `end`; "any close" and "all closes" are those of the span,
        "mean close" is their mean; "highest close", "lowest close", "high" and "low" are its
        extremes, "high or close" and "low or close" the nearer of two of them; "any price" is any
        close, the high or the low.
    relation : {"near", "above", "below"}
        "near": the nearest of the levels is within the tolerance.
    tolerance : float
        Tolerance of "near" as a fraction of the level; 1% is that of METHODS 4 for a rounded one.
    """
    levels = levels_of(bars, as_of=context.as_of)
    found = found_levels(bars, levels, start, end, at)
    if isinstance(found, MissingCheck):
        return Evidence(found)
    figure = Figure(f"level ({at})", level, found, tolerance * level, unit="points")
    inside = levels.loc[start:end]
    note = "" if inside.empty else f"closes {inside.min():,.2f} to {inside.max():,.2f} in the span"
    estimate = Estimate(f"level ({at})", figure.nearest, "points", claimed=level, note=note)
    if relation == "near":
        return Evidence(met_or_daily(FactCheck(figures=(figure,)), bars), (estimate,))
    holds = is_so(found, level, relation, every=at == "all closes")
    nearest = deciding(found, relation, every=at == "all closes")
    statement = f"level ({at}) {relation} {level:,.2f}; found {nearest:,.2f}"
    check = FactCheck(directions=((statement, holds),))
    return Evidence(met_or_daily(check, bars), (estimate,))
