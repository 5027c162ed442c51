"""Test the stated length of a streak: rises, falls or record closes in a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.studies.measures.levels import as_bars, needs_daily, reaches_day
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Rule, Times, TradingDays
from signals.core.arrays import Flags, Floats
from signals.price_events import above_mean, is_record, rose, run_lengths

Streak = Literal["up", "down", "record high", "above mean", "below mean"]
METHOD = Method(
    "Whether {bars} on {date}[ or {or_date}] ends a streak ({streak}[ of {days}]; one for each"
    " {of}) of {claimed}",
    by_fact("it is as long as stated", "it is not"),
    "the longest such streak of the record before",
)
RULES = (
    Rule(
        ("streak", "days"),
        "days with a streak about a mean, and only with it",
        lambda streak, days: streak.endswith("mean") == (days is not None),
    ),
)
_PERIODS: Mapping[str, str] = MappingProxyType(
    {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
)
_FLAGS: Mapping[str, Callable[[Floats, int], Flags]] = MappingProxyType(
    {
        "up": lambda closes, days: rose(closes),
        "down": lambda closes, days: rose(-closes),
        "record high": lambda closes, days: is_record(closes),
        "above mean": above_mean,
        "below mean": lambda closes, days: above_mean(-closes, days),
    }
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    date: Day,
    streak: Streak,
    claimed: Times,
    of: Literal["day", "week", "month", "quarter", "year"] = "day",
    days: TradingDays | None = None,
    or_date: Day | None = None,
) -> Evidence:
    """Count the days or periods in a row up to a day.

    Parameters
    ----------
    context : Context
        Not used: a streak needs no data after its last day.
    bars : pd.DataFrame
        Prices or other levels in their own unit.
    date : pd.Timestamp
        Last day of the streak, or a day of its last period. A streak of periods is counted by the
        closes up to `date`.
    streak : str
        What happened in a row; a close counts against the close before, or that of the period
        before.
    claimed : int
        Stated number of days or periods.
    of : str
        Unit of the streak.
    days : int, optional
        Length of the mean, in closes of the unit.
    or_date : pd.Timestamp, optional
        Another last day that may be meant, before `date`: the nearer of two lengths counts.
    """
    del context
    closes = as_bars(bars)["close"]
    missing = needs_daily(bars, f"a streak of {of}s") if of in ("day", "week") else None
    if missing is not None:
        return Evidence(missing)
    if not reaches_day(closes, date):
        return Evidence(MissingCheck(f"not tested: the data end before {date:%Y-%m-%d}"))
    closes = closes.loc[:date]
    if of != "day":
        periods = pd.DatetimeIndex(closes.index).to_period(_PERIODS[of])
        closes = closes[~periods.duplicated(keep="last")]
    if closes.empty:
        return Evidence(MissingCheck(f"not tested: the data start after {date:%Y-%m-%d}"))
    lengths = run_lengths(_FLAGS[streak](closes.to_numpy(dtype=np.float64), days or 1))
    found = int(lengths[-1])
    counts = [found]
    if or_date is not None and of == "day" and (closes.index <= or_date).any():
        counts.append(int(lengths[int((closes.index <= or_date).sum()) - 1]))
    before = int(lengths[: lengths.size - max(found, 1)].max(initial=0))
    name = f"{of}s in a row ({streak})"
    return Evidence(
        FactCheck(figures=(Figure(name, claimed, tuple(counts), 0, unit=""),)),
        (
            Estimate(name, float(found), "count", claimed=claimed, note=f"to {date:%Y-%m-%d}"),
            Estimate(f"longest streak before ({streak})", float(before), "count"),
        ),
    )
