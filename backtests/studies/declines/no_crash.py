"""Check the forecast that no crash occurs by a date."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.evidence.outlook import days_left, rate_of_days
from backtests.studies.measures.spans import reaches
from backtests.studies.method import Method, by_forecast
from backtests.studies.parameters import Day, Depth, TradingDays, in_order, resolved_later
from data_feeds.series.bars import frequency_of
from signals.declines import CrashRule
from signals.levels.touch import reaches_fall

CHARTS = ("declines",)
HAS_OUTLOOK = True
METHOD = Method(
    "Whether no close of {closes} after {base_date} and by {resolves} is {depth} or more "
    "below the highest of the {trading_days} before",
    by_forecast("there is none by {resolves}", "there is one"),
    "the share of all dates followed by 12 months without one",
)
RULES = (
    in_order("base_date", "resolves"),
    resolved_later("resolves"),
)


def examine(
    context: Context,
    *,
    closes: pd.DataFrame,
    base_date: Day,
    resolves: Day,
    depth: Depth,
    trading_days: TradingDays,
) -> Evidence:
    """Check for closes `depth` or more below the highest of the previous `trading_days`.

    Such a close lies within a decline of 10%, so the decline is not tested separately (METHODS
    2.4). A crash decides the claim at once.

    Parameters
    ----------
    depth : float
        Depth of a crash below the highest close of the days before, a fraction.
    trading_days : int
        Number of the days before.
    """
    fall = _falls(closes, trading_days)
    inside = fall.loc[(fall.index > base_date) & (fall.index <= resolves)]
    crashes = inside.index[reaches_fall(-inside, depth)]
    if len(crashes):
        check = ForecastCheck(
            pd.Timestamp(crashes[0]), context.as_of, False, f"no crash by {resolves:%Y-%m-%d}"
        )
    else:
        condition = True if reaches(closes, resolves) else None
        check = ForecastCheck(resolves, context.as_of, condition, "no crash in the span")
    unit = frequency_of(closes)
    deepest = None if inside.empty else float(inside.min())
    note = (
        "the data end before the base date"
        if inside.empty
        else f"on {inside.idxmin():%Y-%m-%d}; a crash is {-depth:.0%}, {unit} closes"
    )
    return Evidence(
        check,
        (
            Estimate(
                f"deepest fall within {trading_days} trading days since the base date",
                deepest,
                note=note,
            ),
            _base_rate(reaches_fall(-fall, depth), frequency_of(closes).bars_per_year),
        ),
        outlook=partial(_outlook, closes, resolves, depth, trading_days),
    )


def _outlook(
    closes: pd.DataFrame, resolves: pd.Timestamp, depth: float, trading_days: int
) -> Outlook:
    frequency = frequency_of(closes)
    high = float(closes["close"].tail(CrashRule(days=trading_days).bars(frequency) + 1).max())
    price = float(closes["close"].iloc[-1])
    left = frequency.bars(max(1, days_left(pd.Timestamp(closes.index[-1]), resolves)))
    crashed = reaches_fall(-_falls(closes, trading_days), depth)
    return Outlook(
        resolves=resolves,
        last=pd.Timestamp(closes.index[-1]),
        settles=f"no close {depth:.0%} below the highest of the {trading_days} trading days before "
        f"by {resolves:%Y-%m-%d}; today that would be {high * (1 - depth):,.2f}",
        now=f"{price:,.2f}, {price / high - 1:+.1%} from the highest of {trading_days} days",
        distance=None,
        odds=(_without_crash("no crash in the time left", crashed, left),),
    )


def _falls(closes: pd.DataFrame, trading_days: int) -> pd.Series:
    """Return the fall of each close from the highest of the trailing window, as a fraction."""
    price = closes["close"]
    bars = CrashRule(days=trading_days).bars(frequency_of(closes))
    return price / price.rolling(bars + 1, min_periods=1).max() - 1


def _base_rate(crashed: pd.Series, year: int) -> Estimate:
    """Estimate the share of dates followed by twelve months without a crash."""
    return _without_crash("share of all dates followed by 12 months without a crash", crashed, year)


def _without_crash(name: str, crashed: pd.Series, bars: int) -> Estimate:
    ahead = crashed.astype(float)[::-1].rolling(bars).max()[::-1].shift(-1).dropna()
    return rate_of_days(
        name, np.asarray(ahead == 0, dtype=bool), window_days=bars, role="base rate"
    )
