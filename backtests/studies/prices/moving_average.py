"""Test what is stated of a moving average: a side of it, a crossing, or its level."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.studies.measures.levels import LASTS_DAYS, as_bars, needs_daily, reaches_day
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import (
    Day,
    Gain,
    Level,
    Rule,
    Tolerance,
    TradingDays,
    not_before,
)
from signals.price_events import Limits, event_flags, mean_of_last

Position = Literal["above", "below", "crossed above", "crossed below", "level"]
METHOD = Method(
    "The {days}-day mean of the closes of {bars} from {start} to {end}: {position}[ {claimed}]"
    "[ by {distance}][, of the {of}-day mean]",
    by_fact(
        "the closes are on that side on every day, or cross to it on one; a stated level is within "
        "{tolerance} of the mean of the last day, a stated distance of its close within that",
        "they are not, or do not; a level or distance is off by more than twice that",
    ),
)
RULES = (
    not_before("start", "end"),
    Rule(
        ("position", "claimed"),
        "claimed with the position 'level', and only with it",
        lambda position, claimed: (position == "level") == (claimed is not None),
    ),
    Rule(
        ("of", "days", "position"),
        "of shorter than days, and not with the position 'level'",
        lambda of, days, position: of is None or (of < days and position != "level"),
    ),
    Rule(
        ("distance", "position", "of"),
        "distance with the position 'above' or 'below', and without of",
        lambda distance, position, of: (
            distance is None or (position in ("above", "below") and of is None)
        ),
    ),
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    days: TradingDays,
    start: Day,
    end: Day,
    position: Position,
    claimed: Level | None = None,
    tolerance: Tolerance = 0.01,
    of: TradingDays | None = None,
    distance: Gain | None = None,
) -> Evidence:
    """Compare closes with the mean of the last `days` closes, that of the day included.

    Parameters
    ----------
    context : Context
        Not used.
    bars : pd.DataFrame
        Daily prices or other levels.
    days : int
        Trading days of the mean.
    start : pd.Timestamp
        First day of the span.
    end : pd.Timestamp
        Last day of the span; the first if it is of one day.
    position : str
        "above" and "below": on every day of the span; "crossed …": a first close on that side
        after one that was not, on a day of the span; "level": the mean on the last day is near
        `claimed`.
    claimed : float, optional
        Stated mean in the unit of the series.
    tolerance : float
        How far the mean may be from it, as a fraction of it, or the distance from that stated.
    of : int, optional
        Trading days of a shorter mean, whose side counts instead of that of the closes.
    distance : float, optional
        How far the last close stands on that side of the mean, a fraction of the mean.
    """
    del context
    missing = needs_daily(bars, "a moving average")
    if missing is not None:
        return Evidence(missing)
    closes = as_bars(bars)
    prices = closes["close"]
    means = pd.Series(mean_of_last(prices.to_numpy(dtype=np.float64), days), index=prices.index)
    inside = means.loc[start:end].dropna()
    if inside.empty:  # A holiday has the mean of the session before.
        inside = means.loc[end - pd.Timedelta(days=LASTS_DAYS) : end].dropna().iloc[-1:]
    if inside.empty or not reaches_day(prices, end):
        reason = f"not tested: no mean of {days} closes from {start:%Y-%m-%d} to {end:%Y-%m-%d}"
        return Evidence(MissingCheck(reason))
    last = pd.Timestamp(inside.index[-1])
    mean = float(inside.iloc[-1])
    estimates = (
        Estimate(f"{days}-day mean", mean, "points", claimed=claimed, note=f"on {last:%Y-%m-%d}"),
        Estimate("close against it", float(prices[last]) / mean - 1, note=f"{prices[last]:,.2f}"),
    )
    if claimed is not None:
        figure = Figure(f"{days}-day mean", claimed, (mean,), tolerance * claimed, unit="points")
        return Evidence(FactCheck(figures=(figure,)), estimates)
    if distance is not None:
        gap = distance if position == "above" else -distance
        found = float(prices[last]) / mean - 1
        figure = Figure(f"close against its {days}-day mean", gap, (found,), tolerance)
        return Evidence(FactCheck(figures=(figure,)), estimates)
    if of is not None:
        short = pd.Series(mean_of_last(prices.to_numpy(dtype=np.float64), of), index=prices.index)
        statement, holds = _side_of_mean(short, means, pd.DatetimeIndex(inside.index), position)
        return Evidence(FactCheck(directions=((f"{of}-day mean {statement}", holds),)), estimates)
    statement, holds = _side(closes, prices.loc[inside.index], inside, days, position)
    return Evidence(FactCheck(directions=((statement, holds),)), estimates)


def _side_of_mean(
    short: pd.Series, means: pd.Series, span: pd.DatetimeIndex, position: Position
) -> tuple[str, bool]:
    """Return the statement about the side of a shorter mean, and whether it is true."""
    beyond = short > means if position.endswith("above") else short < means
    if not position.startswith("crossed"):
        inside = beyond.loc[span]
        return f"{position} on every day ({int(inside.sum())} of {len(inside)})", bool(inside.all())
    new = beyond & ~beyond.shift(1, fill_value=False)
    crossings = pd.DatetimeIndex(new.index[new]).intersection(span)
    listed = ", ".join(f"{day:%Y-%m-%d}" for day in crossings[:3])
    return f"{position} ({listed or 'no day'})", len(crossings) > 0


def _side(
    closes: pd.DataFrame, prices: pd.Series, means: pd.Series, days: int, position: Position
) -> tuple[str, bool]:
    """Return the statement about the side of the mean, and whether it is true."""
    kind: Literal["above mean", "below mean"] = (
        "above mean" if position.endswith("above") else "below mean"
    )
    if position.startswith("crossed"):
        flags = event_flags(closes, kind=kind, limits=Limits(days=days))
        crossings = pd.DatetimeIndex(closes.index[flags]).intersection(
            pd.DatetimeIndex(prices.index)
        )
        listed = ", ".join(f"{day:%Y-%m-%d}" for day in crossings[:3])
        return f"{position} its {days}-day mean ({listed or 'no day'})", len(crossings) > 0
    beyond = prices > means if position == "above" else prices < means
    return (
        f"{position} its {days}-day mean on every day ({int(beyond.sum())} of {len(beyond)})",
        bool(beyond.all()),
    )
