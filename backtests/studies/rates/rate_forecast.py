"""Test whether a rate or a spread is in a forecast range by a date."""

from __future__ import annotations

from functools import partial
from typing import Literal

import numpy as np
import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.evidence.outlook import days_left, rate_of_days
from backtests.studies.measures.levels import level_at, spread_of
from backtests.studies.method import Method, by_forecast
from backtests.studies.parameters import (
    BasisPoints,
    Day,
    Percent,
    Rule,
    any_of,
    in_order,
    increasing,
    resolved_later,
)
from signals.core.arrays import Flags, Floats

When = Literal["end", "any day", "every day"]
ON = {"end": "on", "any day": "on any day by", "every day": "on every day to"}
HAS_OUTLOOK = True
METHOD = Method(
    "Whether {rate}[ less {less}], after {base_date}, is in the forecast range on {resolves} "
    "(end), on any day by then or on every day to it, here: {when}[; at least {least}]"
    "[; at most {most}][; a change of at least {change_least}][; of at most {change_most}]",
    by_forecast("it is so", "it is not"),
    "the share of all dates after which a change as large came in as long",
)
RULES = (
    in_order("base_date", "resolves"),
    resolved_later("resolves"),
    any_of("least", "most", "change_least", "change_most"),
    increasing("least", "most"),
    increasing("change_least", "change_most"),
    Rule(
        ("least", "most", "change_least", "change_most"),
        "levels or changes, not both",
        lambda least, most, lower, upper: (
            (least is None and most is None) or (lower is None and upper is None)
        ),
    ),
)


def examine(
    context: Context,
    *,
    rate: pd.DataFrame,
    base_date: Day,
    resolves: Day,
    least: Percent | None = None,
    most: Percent | None = None,
    change_least: BasisPoints | None = None,
    change_most: BasisPoints | None = None,
    when: When = "end",
    less: pd.DataFrame | None = None,
) -> Evidence:
    """Test a range of a rate, ends included, on a day or the days up to it (METHODS 4.2).

    Parameters
    ----------
    context : Context
        Data end of the run.
    rate : pd.DataFrame
        A yield, spread or the Fed's target in percent.
    less : pd.DataFrame, optional
        A rate in percent that is subtracted.
    base_date : pd.Timestamp
        Day of the last known value.
    least : float, optional
        Lower end of the range of the level, in percent.
    most : float, optional
        Upper end of the range of the level, in percent.
    change_least : float, optional
        Lower end of the range of the change from the base, in basis points.
    change_most : float, optional
        Upper end of the range of the change, in basis points; negative for falls.
    when : {"end", "any day", "every day"}
        "any day" is decided by the first value in the range, "every day" by the first outside it.
    """
    levels = spread_of(rate, less, as_of=context.as_of)
    base = level_at(levels, base_date)
    by_change = change_least is not None or change_most is not None
    low = _bound(least, change_least, base, -np.inf)
    high = _bound(most, change_most, base, np.inf)
    final = level_at(levels, resolves) if context.as_of >= resolves else None
    after = levels.loc[base_date + pd.Timedelta(days=1) : resolves]
    inside = _inside(after.to_numpy(dtype=np.float64), low, high)
    # The first value that decides, before the end of the forecast.
    deciding = {"end": after[:0], "any day": after[inside], "every day": after[~inside]}[when]
    day, condition = pd.Timestamp(pd.offsets.BDay().rollback(resolves)), None
    if base is not None or not by_change:
        if not deciding.empty:
            day, condition = pd.Timestamp(deciding.index[0]), when == "any day"
        elif final is not None:
            condition = when != "any day" and bool(_inside(np.array([final]), low, high)[0])
    words = f"{_range(low, high)} {ON[when]} {resolves:%Y-%m-%d}"
    last = None if after.empty else float(after.iloc[-1])
    words += "" if last is None else f"; {last:.2f}% found"
    note = "" if base is None else f"base {base:.2f}%"
    check = ForecastCheck(day, context.as_of, condition, words)
    return Evidence(
        check,
        (
            Estimate("level found", last, "points", note=note),
            _base_rate(levels, base, low, high, base_date, resolves, when),
        ),
        outlook=None
        if last is None
        else partial(_outlook, levels, low, high, resolves, when, words),
    )


def _bound(
    level: float | None, change: float | None, base: float | None, unlimited: float
) -> float:
    if level is not None:
        return level
    return unlimited if change is None or base is None else base + change / 100


def _inside(values: Floats, low: float, high: float) -> Flags:
    # Rates are quoted to hundredths or eighths; the sum of a base and a change is rounded.
    rounded = np.round(values, 6)
    return np.asarray((rounded >= round(low, 6)) & (rounded <= round(high, 6)), dtype=np.bool_)


def _range(low: float, high: float) -> str:
    if np.isinf(high):
        return f"at least {low:.2f}%"
    return f"at most {high:.2f}%" if np.isinf(low) else f"from {low:.2f}% to {high:.2f}%"


def _base_rate(
    levels: pd.Series,
    base: float | None,
    low: float,
    high: float,
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
    when: When,
) -> Estimate:
    """Return the share of all dates after which the change that the forecast asks came."""
    name = "share of all dates after which as large a change came in as long"
    if base is None:
        return Estimate(name, None, note="no value of the base date")
    return _share(name, levels, low - base, high - base, days_left(base_date, resolves), when)


def _share(
    name: str, levels: pd.Series, low: float, high: float, days: int, when: When
) -> Estimate:
    """Return the share of days after which the change in `days` values was in a range."""
    values, days = levels.to_numpy(dtype=np.float64), max(1, days)
    met: Flags
    if values.size <= days:
        return rate_of_days(name, np.array([], dtype=np.bool_), window_days=days)
    if when == "end":
        met = _inside(values[days:] - values[:-days], low, high)
    else:
        windows = np.lib.stride_tricks.sliding_window_view(values[1:], days)
        inside = _inside(windows - values[:-days, None], low, high)
        met = (np.any if when == "any day" else np.all)(inside, axis=1)
    return rate_of_days(name, np.asarray(met, dtype=np.bool_), window_days=days, role="base rate")


def _outlook(
    levels: pd.Series,
    low: float,
    high: float,
    resolves: pd.Timestamp,
    when: When,
    words: str,
) -> Outlook:
    last_day, last = pd.Timestamp(levels.index[-1]), float(levels.iloc[-1])
    left = days_left(last_day, resolves)
    return Outlook(
        resolves=resolves,
        last=last_day,
        settles=words.partition("; ")[0],
        now=f"{last:.2f}% on {last_day:%Y-%m-%d}",
        distance=None,
        odds=(_share("it", levels, low - last, high - last, left, when),),
    )
