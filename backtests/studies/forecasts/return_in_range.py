"""Test whether a return ends inside the range that was forecast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.evidence.outlook import odds_ahead
from backtests.studies.measures.any_date import rate_after_any_date
from backtests.studies.measures.spans import (
    Span,
    common_end,
    forecast_lead,
    forecast_span,
    forecast_spans,
)

HAS_OUTLOOK = True
_NO_LIMIT = float("inf")


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
    """Test whether the return from the base day is from `least` to `most`, and behind any leader.

    `levels` are further returns that forecasts named; they are reported and do not decide.
    """
    high = _NO_LIMIT if most is None else most
    frames = {name: closes} if leader is None else {name: closes, leader_name: leader}
    span = forecast_span(closes, base_date, resolves)
    lead = (
        None if leader is None else forecast_lead(frames, (leader_name, name), base_date, resolves)
    )
    done = span is not None and span.final and (leader is None or (lead and lead.ours.final))
    condition = None
    if span is not None and done:
        condition = least <= span.change <= high and (lead is None or lead.value > 0)
    words = f"a return of {least:.0%} or more" if most is None else f"{least:.0%} to {most:.0%}"
    words += "" if span is None else f"; {span.change:+.1%} found"
    words += "" if lead is None else f"; {lead}"
    return Evidence(
        ForecastCheck(resolves, context.as_of, condition, words),
        (
            _return_estimate(name, span, least),
            *([] if lead is None else [lead.estimate]),
            rate_after_any_date(
                f"share of all dates after which this held {months} months later",
                frames,
                lambda returns: _in_range(returns, least, high),
                months=months,
            ),
            *(_level(span, level) for level in levels),
        ),
        outlook=partial(_outlook, frames, base_date, resolves, least, high, levels),
    )


def _outlook(
    frames: Mapping[str, pd.DataFrame],
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
    least: float,
    high: float,
    levels: Sequence[float],
) -> Outlook | None:
    frames = common_end(frames)
    spans = forecast_spans(frames, base_date, resolves)
    if spans is None:
        return None
    name, *leaders = frames
    span = spans[name]
    need = span.first * (1 + least)
    ends = (
        f"at or above {need:,.2f}"
        if high == _NO_LIMIT
        else f"from {need:,.2f} to {span.first * (1 + high):,.2f}"
    )
    behind = "".join(f", with the {leader} ahead of it" for leader in leaders)
    wanted = [("it", least, high)]
    wanted += [
        (f"{level:.0%} or more, {span.first * (1 + level):,.2f}", level, _NO_LIMIT)
        for level in levels
        if level != least
    ]
    return Outlook(
        resolves=resolves,
        last=span.end,
        settles=f"a close of the {name} {ends} on {resolves:%Y-%m-%d}{behind}",
        now=f"{span.last:,.2f}; " + ", ".join(f"{k} {s.change:+.1%}" for k, s in spans.items()),
        distance=need / span.last - 1,
        odds=tuple(
            odds_ahead(
                label,
                frames,
                {key: row.growth for key, row in spans.items()},
                until=resolves,
                met=partial(_totals_in_range, low=low, high=upper),
            )
            for label, low, upper in wanted
        ),
    )


def _totals_in_range(totals: pd.DataFrame, *, low: float, high: float) -> pd.Series:
    return _in_range(totals - 1, low, high)


def _in_range(returns: pd.DataFrame, low: float, high: float) -> pd.Series:
    """Return whether the first column is in a range and behind the second, if there is one."""
    name, *leaders = returns.columns
    met = returns[name].between(low, high)
    for leader in leaders:
        met &= returns[leader] > returns[name]
    return met


def _return_estimate(name: str, span: Span | None, least: float) -> Estimate:
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
