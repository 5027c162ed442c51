"""Test whether the record high or low of a series up to a day is a stated level."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.studies.measures.levels import (
    extreme_in,
    extreme_prices,
    levels_of,
    met_or_daily,
    reaches_day,
)
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Level, Rule, Tolerance

METHOD = Method(
    "Whether the record {extreme} of {bars} up to {date}, of {of}, is {level}"
    "[, counted from {since}]",
    by_fact("it is within {tolerance} of the level", "it is off by more than twice that"),
)
RULES = (
    Rule(
        ("since", "date"),
        "since before date",
        lambda since, date: since is None or since < date,
    ),
)
# Kinds of prices in the names of figures.
NOUNS = {"closes": "close", "bars": "price"}


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    date: Day,
    level: Level,
    tolerance: Tolerance = 0.0005,
    extreme: Literal["high", "low"] = "high",
    of: Literal["closes", "bars", "either"] = "either",
    since: Day | None = None,
) -> Evidence:
    """Compare the highest or lowest price up to a day with a stated level (METHODS 4.1).

    Parameters
    ----------
    context : Context
        Data end of the run.
    bars : pd.DataFrame
        Prices in their own unit.
    date : pd.Timestamp
        Last day that counts.
    level : float
        The stated level in the unit of the series.
    tolerance : float
        How far the record may be from it, as a fraction of it.
    extreme : {"high", "low"}
        Which record is meant.
    of : {"closes", "bars", "either"}
        Extreme of the closes, of the highs and lows of the bars, or whichever is nearer.
    since : pd.Timestamp, optional
        First day that counts; the whole record without it.
    """
    closes = levels_of(bars, as_of=context.as_of)
    if not reaches_day(closes, date):
        return Evidence(MissingCheck(f"not tested: the data end before {date:%Y-%m-%d}"))
    prices = extreme_prices(bars, of=of, extreme=extreme, as_of=context.as_of)
    if isinstance(prices, MissingCheck):
        return Evidence(prices)
    spans = {NOUNS[sort]: values.loc[since:date] for sort, values in prices.items()}
    if any(span.empty for span in spans.values()):
        return Evidence(MissingCheck(f"not tested: no close up to {date:%Y-%m-%d}"))
    word = "highest" if extreme == "high" else "lowest"
    found = {
        f"{word} {name}": (*extreme_in(span, extreme), span.index[0])
        for name, span in spans.items()
    }
    figure = Figure(
        f"record {extreme}",
        level,
        tuple(value for _, value, _ in found.values()),
        tolerance * level,
        "points",
    )
    return Evidence(
        met_or_daily(FactCheck(figures=(figure,)), bars),
        tuple(
            Estimate(
                name,
                value,
                "points",
                claimed=level,
                note=f"on {at:%Y-%m-%d}, from {first:%Y-%m-%d} on",
            )
            for name, (at, value, first) in found.items()
        ),
    )
