"""Test whether a close is as far from the record, or from a high or low, as stated."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.studies.measures.levels import level_at, levels_of, met_or_daily, reaches_day
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Rise, Rule, Tolerance
from data_feeds.series.bars import has_ohlc

METHOD = Method(
    "Whether the close of {bars} on {date} is {claimed} from its {extreme} up to then, of {of}"
    "[, counted from {since}]",
    by_fact("it is within {tolerance:points}", "it is off by more than {tolerance:twice}"),
)
RULES = (
    Rule(
        ("since", "date"),
        "since before date",
        lambda since, date: since is None or since < date,
    ),
    Rule(
        ("extreme", "claimed"),
        "claimed at most 0 from a high, at least 0 from a low",
        lambda extreme, claimed: claimed <= 0 if extreme == "high" else claimed >= 0,
    ),
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    date: Day,
    claimed: Rise,
    tolerance: Tolerance,
    extreme: Literal["high", "low"] = "high",
    of: Literal["closes", "bars"] = "closes",
    since: Day | None = None,
) -> Evidence:
    """Compare the return from the highest or lowest price up to a day with the stated one.

    Parameters
    ----------
    context : Context
        Data end of the run.
    bars : pd.DataFrame
        Prices in their own unit.
    date : pd.Timestamp
        Day of the close.
    claimed, tolerance : float
        Stated distance, a fraction: negative below a high, positive above a low; and its tolerance.
    extreme : {"high", "low"}
        What the distance is from.
    of : {"closes", "bars"}
        Extreme of the closes, or of the highs and lows of the bars.
    since : pd.Timestamp, optional
        First day that counts; the whole record without it.
    """
    levels = levels_of(bars, as_of=context.as_of)
    if not reaches_day(levels, date):
        return Evidence(MissingCheck(f"not tested: the data end before {date:%Y-%m-%d}"))
    close = level_at(levels, date)
    if of == "bars" and not has_ohlc(bars):
        return Evidence(MissingCheck("not tested: highs and lows need open, high, low and close"))
    prices = (levels if of == "closes" else bars[extreme]).loc[since:date]
    if close is None or prices.empty:
        return Evidence(MissingCheck(f"not tested: no close of {date:%Y-%m-%d}"))
    position = int(prices.argmax() if extreme == "high" else prices.argmin())
    at, price = prices.index[position], float(prices.iloc[position])
    distance = close / price - 1
    name = f"distance from the {extreme} of {price:,.2f}"
    figure = Figure(name, claimed, (distance,), tolerance)
    note = f"close {close:,.2f}; {extreme} of {at:%Y-%m-%d}, {of} from {prices.index[0]:%Y-%m-%d}"
    return Evidence(
        met_or_daily(FactCheck(figures=(figure,)), bars),
        (Estimate(name, distance, claimed=claimed, note=note),),
    )
