"""Test whether a close is as far from the record, or from a high or low, as stated."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.studies.measures.levels import (
    extreme_in,
    extreme_prices,
    level_at,
    levels_of,
    met_or_daily,
    reaches_day,
)
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Rise, Rule, Tolerance

METHOD = Method(
    "Whether the close of {bars} on {date}[ or {or_date}] is {relation} {claimed} from its"
    " {extreme} up to then, of {of}"
    "[, counted from {since}][ to {until}][, or the opposite extreme of the days up to"
    " {opposite_until}]",
    by_fact(
        "it is within {tolerance:points}, or further where that is all that is stated",
        "it is off by more than {tolerance:twice}, or less far",
    ),
)
RULES = (
    Rule(
        ("since", "date"),
        "since before date",
        lambda since, date: since is None or since < date,
    ),
    Rule(
        ("until", "since", "date"),
        "until from since to date",
        lambda until, since, date: (
            until is None or ((since is None or since <= until) and until <= date)
        ),
    ),
    Rule(
        ("opposite_until", "date", "until"),
        "opposite_until from date on, and only with until",
        lambda opposite, date, until: opposite is None or (until is not None and date <= opposite),
    ),
    Rule(
        ("extreme", "claimed", "until"),
        "without until, claimed at most 0 from a high, at least 0 from a low",
        lambda extreme, claimed, until: (
            until is not None or (claimed <= 0 if extreme == "high" else claimed >= 0)
        ),
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
    of: Literal["closes", "bars", "either"] = "closes",
    since: Day | None = None,
    until: Day | None = None,
    opposite_until: Day | None = None,
    or_date: Day | None = None,
    relation: Literal["near", "at least"] = "near",
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
    claimed : float
        Stated distance, a fraction: negative below the extreme, positive above.
    extreme : {"high", "low"}
        What the distance is from.
    of : {"closes", "bars", "either"}
        Extreme of the closes, of the highs and lows of the bars, or whichever of them is nearer to
        what was stated; of the closes alone where there are no highs and lows.
    since : pd.Timestamp, optional
        First day on which the extreme may be; that of the record without it.
    until : pd.Timestamp, optional
        Last day on which the extreme may be; `date` without it.
    opposite_until : pd.Timestamp, optional
        Last day of a span from `date` on whose lowest price, for a high, or highest price, for a
        low, counts instead of the close.
    or_date : pd.Timestamp, optional
        Another day whose close may be meant: the nearer of two distances counts.
    relation : {"near", "at least"}
        Whether the distance is the stated one, or at least as large.
    """
    levels = levels_of(bars, as_of=context.as_of)
    if not reaches_day(levels, opposite_until or date):
        day = opposite_until or date
        return Evidence(MissingCheck(f"not tested: the data end before {day:%Y-%m-%d}"))
    close = level_at(levels, date)
    read = extreme_prices(bars, of=of, extreme=extreme, as_of=context.as_of)
    if isinstance(read, MissingCheck):
        return Evidence(read)
    last = date if until is None else until
    read = {sort: prices.loc[since:last] for sort, prices in read.items()}
    if close is None or any(prices.empty for prices in read.values()):
        return Evidence(MissingCheck(f"not tested: no close of {date:%Y-%m-%d}"))
    opposite: Literal["high", "low"] = "low" if extreme == "high" else "high"
    estimates, distances, others = [], [], []
    for sort, prices in read.items():
        at, price = extreme_in(prices, extreme)
        first = f"{prices.index[0]:%Y-%m-%d}"
        end, word = close, "close"
        if opposite_until is not None:
            word = opposite
            span = (levels if sort == "closes" else bars[opposite]).loc[date:opposite_until]
            _, end = extreme_in(span, opposite)
        note = f"{word} {end:,.2f}; {extreme} of {at:%Y-%m-%d}, {sort} from {first}"
        distances.append(end / price - 1)
        other = level_at(levels, or_date) if or_date is not None else None
        if other is not None and or_date is not None and at <= or_date:
            others.append(other / price - 1)
        name = f"distance from the {extreme} of {price:,.2f}"
        estimates.append(Estimate(name, distances[-1], claimed=claimed, note=note))
    found = (*distances, *others)
    if relation == "at least":
        far = max(found) if claimed > 0 else min(found)
        holds = far >= claimed - tolerance if claimed > 0 else far <= claimed + tolerance
        statement = f"{far:+.1%}, at least {claimed:+.1%}, from the {extreme}"
        check = FactCheck(directions=((statement, holds),))
        return Evidence(met_or_daily(check, bars), tuple(estimates))
    figure = Figure(estimates[0].name, claimed, found, tolerance)
    return Evidence(met_or_daily(FactCheck(figures=(figure,)), bars), tuple(estimates))
