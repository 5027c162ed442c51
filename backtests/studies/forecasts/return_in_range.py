"""Test whether a return ends inside the range that was forecast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated

import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.evidence.outlook import at_or_beyond, odds_ahead
from backtests.studies.measures.any_date import rate_after_any_date
from backtests.studies.measures.spans import (
    Span,
    common_end,
    forecast_lead,
    forecast_span,
    forecast_spans,
    resolution_undated,
)
from backtests.studies.method import Method, by_forecast
from backtests.studies.parameters import (
    Day,
    Months,
    Rise,
    Some,
    Text,
    any_of,
    in_order,
    increasing,
    resolved_later,
)

HAS_OUTLOOK = True
_NO_LIMIT = float("inf")
METHOD = Method(
    "Whether the return of {closes} ({name}) from {base_date} to {resolves} is in the range"
    "[, at least {least}][, at most {most}][, and below that of {leader} ({leader_name})]",
    by_forecast("it is so on {resolves}", "it is not"),
    "the share of all dates after which it was so {months} later[; what is left to {levels}]",
)
RULES = (
    in_order("base_date", "resolves"),
    resolved_later("resolves"),
    any_of("least", "most"),
    increasing("least", "most"),
)


@dataclass(frozen=True, slots=True)
class _Range:
    """Returns from `least` to `most`; infinite where there is no limit."""

    least: float
    most: float

    @classmethod
    def named(cls, level: float) -> _Range:
        """Return the range that a single return names: that much or more, or a fall as deep."""
        return cls(-_NO_LIMIT, level) if level < 0 else cls(level, _NO_LIMIT)

    @property
    def limit(self) -> float:
        """The limit that a forecast is about: the lower one, unless there is only the upper."""
        return self.most if self.least == -_NO_LIMIT else self.least

    def contains(self, returns: pd.Series) -> pd.Series:
        """Return whether each return is in the range, limits included (METHODS 2.11)."""
        growth = 1 + returns
        high_enough = at_or_beyond(growth, 1 + self.least, down=False)
        return high_enough & at_or_beyond(growth, 1 + self.most, down=True)

    def holds(self, change: float) -> bool:
        """Return whether one return is in the range."""
        return bool(self.contains(pd.Series([change])).iloc[0])

    def levels(self, base: float) -> str:
        """Describe the closes that are in the range, from a base."""
        low, high = (base * (1 + limit) for limit in (self.least, self.most))
        if self.most == _NO_LIMIT:
            return f"at or above {low:,.2f}"
        if self.least == -_NO_LIMIT:
            return f"at or below {high:,.2f}"
        return f"from {low:,.2f} to {high:,.2f}"

    def __str__(self) -> str:
        if self.most == _NO_LIMIT:
            return f"{self.least:.0%} or more"
        if self.least == -_NO_LIMIT:
            return f"{self.most:.0%} or less"
        return f"{self.least:.0%} to {self.most:.0%}"


def examine(
    context: Context,
    *,
    closes: pd.DataFrame,
    name: Text,
    base_date: Day,
    resolves: Day,
    months: Months,
    least: Rise | None = None,
    most: Rise | None = None,
    levels: Annotated[Sequence[Rise], Some] = (),
    leader: pd.DataFrame | None = None,
    leader_name: Text = "leader",
) -> Evidence:
    """Test whether the return from the base day is from `least` to `most`, and behind any leader.

    At least one of the two is given; `most` alone is a forecast of a fall or of a small gain.
    `levels` are further returns that forecasts named, falls if negative; they are reported and do
    not decide.

    Parameters
    ----------
    leader : pd.DataFrame, optional
        Closes of a series that must gain more.
    name : str
        Name of the series in texts.
    leader_name : str
        Name of the leader in texts.
    months : int
        Length of the windows of the base rate, in calendar months.
    least : float, optional
        Lower end of the range, a fraction; at least one end is given.
    most : float, optional
        Upper end of the range, a fraction; at least one end is given.
    levels : sequence of float, optional
        Other returns whose odds are reported, fractions.
    """
    wanted = _Range(-_NO_LIMIT if least is None else least, _NO_LIMIT if most is None else most)
    frames = {name: closes} if leader is None else {name: closes, leader_name: leader}
    if undated := resolution_undated(frames.values(), base_date, resolves):
        return Evidence(undated)
    span = forecast_span(closes, base_date, resolves)
    lead = (
        None if leader is None else forecast_lead(frames, (leader_name, name), base_date, resolves)
    )
    done = span is not None and span.final and (leader is None or (lead and lead.ours.final))
    condition = None
    if span is not None and done:
        condition = wanted.holds(span.change) and (lead is None or lead.value > 0)
    words = f"a return of {wanted}"
    words += "" if span is None else f"; {span.change:+.1%} found"
    words += "" if lead is None else f"; {lead}"
    return Evidence(
        ForecastCheck(resolves, context.as_of, condition, words),
        (
            _return_estimate(name, span, wanted),
            *([] if lead is None else [lead.estimate]),
            rate_after_any_date(
                f"share of all dates after which this held {months} months later",
                frames,
                lambda returns: _all_met(returns, wanted),
                months=months,
            ),
            *(_level(span, level) for level in levels),
        ),
        outlook=partial(_outlook, frames, base_date, resolves, wanted, levels),
    )


def _outlook(
    frames: Mapping[str, pd.DataFrame],
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
    wanted: _Range,
    levels: Sequence[float],
) -> Outlook | None:
    frames = common_end(frames)
    spans = forecast_spans(frames, base_date, resolves)
    if spans is None:
        return None
    name, *leaders = frames
    span = spans[name]
    behind = "".join(f", with the {leader} ahead of it" for leader in leaders)
    ranges = {"it": wanted}
    for level in levels:
        if (named := _Range.named(level)) != wanted:
            ranges[f"{named}, {span.first * (1 + level):,.2f}"] = named
    return Outlook(
        resolves=resolves,
        last=span.end,
        settles=f"a close of the {name} {wanted.levels(span.first)} on {resolves:%Y-%m-%d}{behind}",
        now=f"{span.last:,.2f}; " + ", ".join(f"{k} {s.change:+.1%}" for k, s in spans.items()),
        distance=span.first * (1 + wanted.limit) / span.last - 1,
        odds=tuple(
            odds_ahead(
                label,
                frames,
                {key: row.growth for key, row in spans.items()},
                until=resolves,
                met=partial(_totals_met, wanted=one),
            )
            for label, one in ranges.items()
        ),
    )


def _totals_met(totals: pd.DataFrame, *, wanted: _Range) -> pd.Series:
    return _all_met(totals - 1, wanted)


def _all_met(returns: pd.DataFrame, wanted: _Range) -> pd.Series:
    """Return whether the first column is in a range and behind the second, if there is one."""
    name, *leaders = returns.columns
    met = wanted.contains(returns[name])
    for leader in leaders:
        met &= returns[leader] > returns[name]
    return met


def _return_estimate(name: str, span: Span | None, wanted: _Range) -> Estimate:
    label, limit = f"return of the {name}", wanted.limit
    if span is None:
        return Estimate(label, None, claimed=limit, note="the data end before the base date")
    note = f"{span}; needs {span.first * (1 + limit):,.2f}, found {span.last:,.2f}"
    return Estimate(label, span.change, claimed=limit, note=note)


def _level(span: Span | None, rise: float) -> Estimate:
    name = f"close still to {'lose' if rise < 0 else 'gain'} for {rise:.0%}"
    if span is None:
        return Estimate(name, None, claimed=rise, note="the data end before the base date")
    need = span.first * (1 + rise)
    return Estimate(
        name, need / span.last - 1, note=f"needs {need:,.2f}, found {span.last:,.2f}, {span}"
    )
