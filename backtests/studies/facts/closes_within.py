"""Test whether any close of a span was at a stated return from its base."""

from __future__ import annotations

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.studies.measures.spans import reaches, uncovered
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Rise, Tolerance, in_order
from data_feeds.series.bars import frequency_of
from data_feeds.series.periods import with_month_ends

METHOD = Method(
    "Whether a close of {bars} from {first} to {last} is at a return of {claimed} from "
    "the last close of {month_ends} up to {base_date}; the nearest counts",
    by_fact("it is within {tolerance:points}", "it is off by more than {tolerance:twice}"),
    "the lowest and the highest return of the span",
)
RULES = (
    in_order("base_date", "last"),
    in_order("first", "last"),
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    month_ends: pd.DataFrame,
    base_date: Day,
    first: Day,
    last: Day,
    claimed: Rise,
    tolerance: Tolerance,
) -> Evidence:
    """Compare the returns of all closes from `first` to `last`; the nearest decides (mom-01).

    The base is the last of `month_ends`, closes of the same index, on or before `base_date`. A
    miss is inconclusive without daily closes, because the day meant may be missing.

    Parameters
    ----------
    month_ends : pd.DataFrame
        Closes of the same index, the last of which up to `base_date` is the base.
    first : pd.Timestamp
        First day of the closes that are compared.
    last : pd.Timestamp
        Last day of the closes that are compared.
    claimed : float
        Stated return from the base, a fraction.
    """
    del context
    before = with_month_ends(month_ends)["close"].loc[:base_date]
    inside = bars["close"].loc[first:last]
    if before.empty or inside.empty or not reaches(bars, last):
        return Evidence(uncovered(base_date, last))
    returns = inside / float(before.iloc[-1]) - 1
    figure = Figure(
        f"return from {base_date:%Y-%m-%d}", claimed, tuple(map(float, returns)), tolerance
    )
    nearest = returns.index[int((returns - claimed).abs().argmin())]
    frequency = frequency_of(bars)
    what = "" if frequency.is_daily else f", {frequency} closes"
    estimates = (
        Estimate(
            f"nearest return from {base_date:%Y-%m-%d}",
            figure.nearest,
            claimed=claimed,
            note=f"on {nearest:%Y-%m-%d}{what}",
        ),
        *(
            Estimate(
                f"{extreme} return of the span",
                float(value),
                note=f"on {at:%Y-%m-%d}{what}",
            )
            for extreme, value, at in (
                ("lowest", returns.min(), returns.idxmin()),
                ("highest", returns.max(), returns.idxmax()),
            )
        ),
    )
    if not frequency.is_daily and figure.is_beyond(1):
        return Evidence(MissingCheck("not tested: it needs daily closes"), estimates)
    return Evidence(FactCheck(figures=(figure,)), estimates)
