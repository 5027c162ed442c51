"""Will a return end inside the range that was forecast?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from backtests.findings import Context, Estimate, Evidence
from backtests.studies.base_rate import rate_of_days
from backtests.studies.spans import Span, forecast_lead, forecast_span, returns_of_all_dates
from backtests.verdicts import ForecastCheck


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
    )
