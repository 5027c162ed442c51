"""Test whether a price or another level ends in, or stays in, a forecast range."""

from __future__ import annotations

from functools import partial
from typing import Literal

import numpy as np
import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.evidence.outlook import days_left, rate_of_days
from backtests.runtime.wording import plural
from backtests.studies.measures.levels import as_bars, between_closes, level_at
from backtests.studies.measures.spans import last_trading_day
from backtests.studies.method import Method, by_forecast
from backtests.studies.parameters import Day, Level, in_order, increasing, resolved_later
from data_feeds.series.bars import frequency_of
from signals.core.arrays import Flags, Floats
from signals.levels.touch import highest_touch, lowest_touch

When = Literal["end", "always"]
HAS_OUTLOOK = True
METHOD = Method(
    "Whether the closes of {bars} after {base_date} are from {low} to {high} on {resolves} (end) "
    "or on every day to then (always), here: {when}",
    by_forecast("it is so", "it is not"),
    "the share of all dates after which it was so of a range as far from the close, in as long",
)
RULES = (
    in_order("base_date", "resolves"),
    resolved_later("resolves"),
    increasing("low", "high"),
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    base_date: Day,
    resolves: Day,
    low: Level,
    high: Level,
    when: When = "end",
) -> Evidence:
    """Test a range of levels, ends included, on a day or on every day to it (METHODS 4.2).

    Parameters
    ----------
    context : Context
        Data end of the run.
    bars : pd.DataFrame
        Prices, or another level such as the VIX, in their own unit.
    low : float
        Lower end of the range in the unit of the series.
    high : float
        Upper end of the range in the unit of the series.
    when : {"end", "always"}
        "always" is refuted by the first close outside.
    """
    closes = as_bars(bars)["close"]
    if when == "end" and between_closes(closes.index, resolves):
        return Evidence(
            MissingCheck(f"not tested: the close of {resolves:%Y-%m-%d} needs daily data")
        )
    base = level_at(closes, base_date)
    after = closes.loc[base_date + pd.Timedelta(days=1) : resolves]
    outside = after[~_inside(after.to_numpy(dtype=np.float64), low, high)]
    day, condition = last_trading_day(as_bars(bars), resolves), None
    over = context.as_of >= day and level_at(closes, resolves) is not None and not after.empty
    if when == "always" and not outside.empty:
        day, condition = pd.Timestamp(outside.index[0]), False
    elif over:
        condition = when == "always" or after.index[-1] not in outside.index
    last = None if after.empty else float(after.iloc[-1])
    words = (
        f"a close from {low:,.2f} to {high:,.2f} {'on' if when == 'end' else 'on every day to'} "
    )
    words += f"{resolves:%Y-%m-%d}" + ("" if last is None else f"; last close {last:,.2f}")
    name = "share of all dates after which it was so in as long"
    left = days_left(base_date, resolves)
    return Evidence(
        ForecastCheck(day, context.as_of, condition, words),
        (
            Estimate(
                "last close",
                last,
                "points",
                note="none after the base date"
                if last is None
                else f"range {low:,.2f} to {high:,.2f}; {plural(len(outside), 'close')} outside it",
            ),
            Estimate(name, None, note="no close of the base date")
            if base is None
            else _share(name, bars, low / base, high / base, left, when),
        ),
        outlook=None
        if last is None
        else partial(_outlook, bars, last, low, high, resolves, when, words),
    )


def _inside(closes: Floats, low: Floats | float, high: Floats | float) -> Flags:
    return np.asarray(
        (closes >= lowest_touch(np.asarray(low))) & (closes <= highest_touch(np.asarray(high))),
        dtype=np.bool_,
    )


def _share(
    name: str, bars: pd.DataFrame, low: float, high: float, days: int, when: When
) -> Estimate:
    """Return the share of closes after which the next ones were in a range relative to them."""
    frame = as_bars(bars)
    closes = frame["close"].to_numpy(dtype=np.float64)
    window = frequency_of(frame).bars(max(1, days))
    if closes.size <= window:
        return rate_of_days(name, np.array([], dtype=np.bool_), window_days=window)
    start = closes[:-window]
    if when == "end":
        met = _inside(closes[window:], start * low, start * high)
    else:
        ahead = np.lib.stride_tricks.sliding_window_view(closes[1:], window)
        met = _inside(ahead.min(axis=1), start * low, np.inf) & _inside(
            ahead.max(axis=1), 0.0, start * high
        )
    return rate_of_days(name, met, window_days=window, role="base rate")


def _outlook(
    bars: pd.DataFrame,
    last: float,
    low: float,
    high: float,
    resolves: pd.Timestamp,
    when: When,
    words: str,
) -> Outlook:
    end = pd.Timestamp(bars.index[-1])
    left = days_left(end, resolves)
    return Outlook(
        resolves=resolves,
        last=end,
        settles=words.partition("; ")[0],
        now=f"{last:,.2f}",
        distance=None,
        odds=(_share("it", bars, low / last, high / last, left, when),),
    )
