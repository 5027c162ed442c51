"""Will a return end inside the range that was forecast?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from backtests.evidence.checks import ForecastCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.outlook import Outlook, odds_ahead, rate_of_days
from backtests.studies.measures.spans import (
    Span,
    common_end,
    forecast_lead,
    forecast_span,
    returns_of_all_dates,
)


def examine(
    context: Context,
    *,
    closes: pd.DataFrame,
    name: str,
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
    months: int,
    least: float,
    most: float | None = None,
    levels: Sequence[float] = (),
    leader: pd.DataFrame | None = None,
    leader_name: str = "leader",
) -> Evidence:
    """Return from the base day of `least` or more, `most` at the utmost; behind any `leader`.

    `levels` are further returns that forecasts named: reported, not decisive.
    """
    top = float("inf") if most is None else most
    frames = {name: closes} if leader is None else {name: closes, leader_name: leader}
    span = forecast_span(closes, base_date, resolves)
    lead = (
        None if leader is None else forecast_lead(frames, (leader_name, name), base_date, resolves)
    )
    done = span is not None and span.final and (leader is None or (lead and lead.ours.final))
    condition = None
    if span is not None and done:
        condition = least <= span.change <= top and (lead is None or lead.value > 0)
    words = f"a return of {least:.0%} or more" if most is None else f"{least:.0%} to {most:.0%}"
    words += "" if span is None else f"; {span.change:+.1%} found"
    words += "" if lead is None else f"; {lead}"
    return Evidence(
        ForecastCheck(resolves, context.as_of, condition, words),
        (
            _position(name, span, least),
            *([] if lead is None else [lead.estimate]),
            _base_rate(frames, months, least, top),
            *(_level(span, level) for level in levels),
        ),
    )


def standing(
    context: Context,
    *,
    closes: pd.DataFrame,
    name: str,
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
    months: int,
    least: float,
    most: float | None = None,
    levels: Sequence[float] = (),
    leader: pd.DataFrame | None = None,
    leader_name: str = "leader",
) -> Outlook | None:
    """Say how far the range is, and how often the rest of the way was made in the time left."""
    frames = common_end({name: closes} | ({} if leader is None else {leader_name: leader}))
    spans = {key: forecast_span(frame, base_date, resolves) for key, frame in frames.items()}
    span = spans[name]
    growth = {key: found.last / found.first for key, found in spans.items() if found is not None}
    if span is None or len(growth) < len(frames):
        return None
    check = examine(
        context,
        closes=closes,
        name=name,
        base_date=base_date,
        resolves=resolves,
        months=months,
        least=least,
        most=most,
        leader=leader,
        leader_name=leader_name,
    ).check
    need = span.first * (1 + least)
    ends = (
        f"at or above {need:,.2f}"
        if most is None
        else (f"from {need:,.2f} to {span.first * (1 + most):,.2f}")
    )
    behind = "" if leader is None else f", with the {leader_name} ahead of it"

    def odds(label: str, low: float, high: float) -> Estimate:
        def met(totals: pd.DataFrame) -> pd.Series:
            held = (totals[name] - 1).between(low, high)
            return held if leader is None else held & (totals[leader_name] > totals[name])

        return odds_ahead(label, frames, growth, until=resolves, met=met)

    above = float("inf")
    return Outlook(
        check=check,
        resolves=resolves,
        last=span.end,
        settles=f"a close of the {name} {ends} on {resolves:%Y-%m-%d}{behind}",
        now=f"{span.last:,.2f}; " + ", ".join(f"{k} {g - 1:+.1%}" for k, g in growth.items()),
        distance=need / span.last - 1,
        odds=(
            odds("it", least, above if most is None else most),
            *(
                odds(f"{level:.0%} or more, {span.first * (1 + level):,.2f}", level, above)
                for level in levels
                if level != least
            ),
        ),
    )


def _position(name: str, span: Span | None, least: float) -> Estimate:
    if span is None:
        return Estimate(
            f"return of the {name}", None, claimed=least, note="the data end before the base date"
        )
    note = f"{span}; needs {span.first * (1 + least):,.2f}, found {span.last:,.2f}"
    return Estimate(f"return of the {name}", span.change, claimed=least, note=note)


def _level(span: Span | None, rise: float) -> Estimate:
    name = f"close still to gain for {rise:.0%}"
    if span is None:
        return Estimate(name, None, claimed=rise, note="the data end before the base date")
    need = span.first * (1 + rise)
    return Estimate(
        name, need / span.last - 1, note=f"needs {need:,.2f}, found {span.last:,.2f}, {span}"
    )


def _base_rate(frames: dict[str, pd.DataFrame], months: int, least: float, top: float) -> Estimate:
    past = returns_of_all_dates(frames, months=months)
    index, *leader = frames
    met = past[index].between(least, top)
    for ahead in leader:
        met &= past[ahead] > past[index]
    return rate_of_days(
        f"share of all dates after which this held {months} months later",
        np.asarray(met, dtype=bool),
        window_days=365,
        role="base rate",
    )
