"""Test whether a rate or a spread was as stated, or above or below it."""

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
    met_or_daily,
    spread_of,
)
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Percent, PercentagePoints, not_before

METHOD = Method(
    "Whether the level ({at}) of {rate}[ less {less}] from {start} to {end} is {relation} "
    "{percent}",
    by_fact(
        "it is so; near is within {tolerance}",
        "it is not so; near, it is off by more than twice that",
    ),
)
RULES = (not_before("start", "end"),)


def examine(
    context: Context,
    *,
    rate: pd.DataFrame,
    start: Day,
    end: Day,
    percent: Percent,
    at: At = "close",
    relation: Relation = "near",
    tolerance: PercentagePoints = 0.05,
    less: pd.DataFrame | None = None,
) -> Evidence:
    """Compare a rate of a span with a stated one (METHODS 4.1).

    Parameters
    ----------
    context : Context
        Data end of the run.
    rate : pd.DataFrame
        A yield or spread in percent, or the Fed's target, of which the middle counts.
    start : pd.Timestamp
        First day of the span.
    end : pd.Timestamp
        Last day of the span; the first if it is of one day.
    percent : float
        The stated level in percent; of a spread, in percentage points.
    at : str
        Values of the span as in `prices.level_on`; "close" is the last of the five days up to
        `end`.
    relation : {"near", "above", "below"}
        "near": the nearest of the values is within the tolerance.
    tolerance : float
        Tolerance of "near" in percentage points.
    less : pd.DataFrame, optional
        A rate that is subtracted, on common days.
    """
    levels = spread_of(rate, less, as_of=context.as_of)
    found = found_levels(rate if less is None else levels.to_frame(), levels, start, end, at)
    if isinstance(found, MissingCheck):
        return Evidence(found)
    name = f"{'rate' if less is None else 'spread'} ({at})"
    figure = Figure(name, percent, found, tolerance, unit="percent")
    inside = levels.loc[start:end]
    note = "" if inside.empty else f"{inside.min():.2f}% to {inside.max():.2f}% in the span"
    estimate = Estimate(name, figure.nearest, "points", claimed=percent, note=note)
    frames = [rate] if less is None else [rate, less]
    if relation == "near":
        return Evidence(met_or_daily(FactCheck(figures=(figure,)), *frames), (estimate,))
    holds = is_so(found, percent, relation, every=at == "all closes")
    nearest = deciding(found, relation, every=at == "all closes")
    statement = f"{name} {relation} {percent:.2f}%; found {nearest:.2f}%"
    check = FactCheck(directions=((statement, holds),))
    return Evidence(met_or_daily(check, *frames), (estimate,))
