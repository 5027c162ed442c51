"""Does the index close a forecast rise above its base, a number of months later?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import (
    base_position,
    close_on,
    end_position,
    returns_from_every_day,
)
from backtests.evidence.checks import ForecastCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.outlook import Outlook, odds_ahead, rate_of_days


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    base_date: pd.Timestamp,
    alternative_base: pd.Timestamp,
    months: int,
    rise: float,
) -> Evidence:
    """Judge the close on the resolution date; the touch and the other base are printed beside."""
    resolves = base_date + pd.DateOffset(months=months)
    primary = _reading(bars, base_date, months, rise)
    other = _reading(bars, alternative_base, months, rise)
    need, end = primary["needed"], primary["end"]
    check = ForecastCheck(
        resolves=resolves - pd.Timedelta(days=max(0, resolves.day_of_week - 4)),
        as_of=context.as_of,
        condition=None if need is None or end is None else end >= need,
        statement=_statement(primary, rise),
    )
    _, past = returns_from_every_day(bars, months=months, since=pd.Timestamp(bars.index[0]))
    return Evidence(
        check,
        (
            _estimate(primary, base_date, rise),
            _estimate(other, alternative_base, rise),
            _touch(bars, base_date, resolves, need),
            rate_of_days(
                f"share of all dates with {rise:.0%} or more in {months} months",
                np.asarray(past >= rise),
                window_days=365,
                role="base rate",
            ),
        ),
    )


def standing(
    context: Context,
    *,
    bars: pd.DataFrame,
    base_date: pd.Timestamp,
    alternative_base: pd.Timestamp,
    months: int,
    rise: float,
) -> Outlook | None:
    """Say how far the close is from the level, and how often such a rise came in the time left."""
    check = examine(
        context,
        bars=bars,
        base_date=base_date,
        alternative_base=alternative_base,
        months=months,
        rise=rise,
    ).check
    reading = _reading(bars, base_date, months, rise)
    base, need, last = reading["base"], reading["needed"], reading["last"]
    if base is None or need is None or last is None or not isinstance(check, ForecastCheck):
        return None
    return Outlook(
        check=check,
        resolves=check.resolves,
        last=pd.Timestamp(bars.index[-1]),
        settles=f"a close at or above {need:,.2f} on {check.resolves:%Y-%m-%d}",
        now=f"{last:,.2f}, {last / base - 1:+.1%} since {base_date:%Y-%m-%d}",
        distance=need / last - 1,
        odds=(
            odds_ahead(
                "it",
                {"index": bars},
                {"index": last / base},
                until=check.resolves,
                met=lambda totals: totals["index"] >= 1 + rise,
            ),
        ),
    )


def _reading(
    bars: pd.DataFrame, date: pd.Timestamp, months: int, rise: float
) -> dict[str, float | None]:
    base = close_on(bars, date)
    if base is None:
        return {"base": None, "needed": None, "end": None, "last": None}
    end = end_position(bars, base_position(bars, date), months=months)
    prices = bars["close"]
    return {
        "base": base,
        "needed": base * (1 + rise),
        "end": None if end is None else float(prices.iloc[end]),
        "last": float(prices.iloc[-1]),
    }


def _statement(reading: dict[str, float | None], rise: float) -> str:
    base, needed, end = reading["base"], reading["needed"], reading["end"]
    if base is None or needed is None:
        return f"a close {rise:.0%} above the base"
    reached = "" if end is None else f"; found {end:,.2f}, {end / base - 1:+.1%}"
    return f"a close of {needed:,.2f}, {rise:.0%} above {base:,.2f}{reached}"


def _estimate(reading: dict[str, float | None], date: pd.Timestamp, rise: float) -> Estimate:
    base, needed = reading["base"], reading["needed"]
    name = f"return from the close of {date:%Y-%m-%d}"
    if base is None or needed is None:
        return Estimate(name, None, claimed=rise, note="no bar of that date in these data")
    final = reading["end"] if reading["end"] is not None else reading["last"]
    state = "" if reading["end"] is not None else ", so far"
    return Estimate(
        name,
        None if final is None else final / base - 1,
        claimed=rise,
        note=f"base {base:,.2f}, needs {needed:,.2f}, found {final:,.2f}{state}",
    )


def _touch(
    bars: pd.DataFrame, start: pd.Timestamp, resolves: pd.Timestamp, level: float | None
) -> Estimate:
    name = "first close at or above the level"
    if level is None:
        return Estimate(name, None, "points", note="no base")
    closes = bars["close"].loc[(bars.index > start) & (bars.index <= resolves)]
    above = closes[closes >= level]
    if above.empty:
        return Estimate(name, None, "points", claimed=level, note="not yet")
    return Estimate(
        name, float(above.iloc[0]), "points", claimed=level, note=f"on {above.index[0]:%Y-%m-%d}"
    )
