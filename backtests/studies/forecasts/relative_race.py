"""Test whether some series rise, or end ahead of others, by a date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated, Any, Literal

import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.evidence.outlook import odds_ahead
from backtests.studies.measures.any_date import rate_after_any_date
from backtests.studies.measures.spans import (
    Lead,
    Span,
    common_end,
    forecast_lead,
    forecast_span,
    forecast_spans,
    lacking,
    lead_estimate,
    resolution_undated,
)
from backtests.studies.method import Method, by_forecast, in_points
from backtests.studies.parameters import (
    Day,
    Gain,
    Label,
    Months,
    Pair,
    Period,
    Some,
    in_order,
    resolved_later,
)
from signals.levels.touch import TOLERANCE

Split = Literal["refutes", "inconclusive"]
HAS_OUTLOOK = True
METHOD = Method(
    "Returns from {base_date} to {resolves}: {pairs}[ by {least_lead:points} or more][, and above "
    "zero {gains}]",
    by_forecast("every part holds on {resolves}", "{split:refuted} then"),
    "the share of all dates after which all parts held {months} later[; {beside}][; the "
    "same for {also}]",
)
RULES = (
    in_order("base_date", "resolves"),
    resolved_later("resolves"),
)


def examine(
    context: Context,
    *,
    others: dict[str, pd.DataFrame],
    pairs: Annotated[list[Pair], Some],
    base_date: Day,
    resolves: Day,
    months: Months,
    gains: Annotated[Sequence[Label], Some] = (),
    split: Split = "refutes",
    least_lead: Gain | None = None,
    beside: Annotated[Sequence[Pair], Some] = (),
    also: Annotated[Sequence[Period], Some] = (),
) -> Evidence:
    """Test whether the first of each pair ends ahead of its second and each of `gains` rises.

    Parameters
    ----------
    context : Context
        Settings common to all studies.
    others : dict of str to pd.DataFrame
        Closes by series name.
    pairs : list of [ahead, behind]
        Pairs that decide.
    months : int
        Length of the windows of the base rate: the share of all dates after which all parts held.
    gains : sequence of str
        Series that must end above their base.
    split : {"refutes", "inconclusive"}
        Meaning of an outcome in which only some parts held.
    least_lead : float, optional
        Least difference of the two returns of each pair, a fraction; any if not given.
    beside : sequence of [ahead, behind]
        Pairs that are reported and do not decide.
    also : sequence of [base date, resolution]
        Further spans that are reported and do not decide.
    """
    names = dict.fromkeys([*gains, *(name for pair in pairs for name in pair)])
    missing = lacking(others, list(names))
    if missing:
        return Evidence(missing)
    frames = {name: others[name] for name in names}
    if undated := resolution_undated(frames.values(), base_date, resolves):
        return Evidence(undated)
    leads = [forecast_lead(others, pair, base_date, resolves) for pair in pairs]
    rises = [(name, forecast_span(others[name], base_date, resolves)) for name in gains]
    available = [pair for pair in beside if all(name in others for name in pair)]
    return Evidence(
        _check(context.as_of, resolves, pairs, leads, rises, split, least_lead),
        (
            *(lead_estimate(pair, lead) for pair, lead in zip(pairs, leads, strict=True)),
            *(_rise_estimate(name, span) for name, span in rises),
            rate_after_any_date(
                f"share of all dates after which this held {months} months later",
                frames,
                lambda returns: _all_met(returns, pairs, gains, least_lead),
                months=months,
            ),
            *(
                lead_estimate(pair, forecast_lead(others, pair, base_date, resolves))
                for pair in available
            ),
            *(
                lead_estimate(pair, forecast_lead(others, pair, *span))
                for span in also
                for pair in pairs
            ),
        ),
        outlook=partial(
            race_outlook,
            frames,
            pairs,
            gains,
            [[base_date, resolves], *also],
            least_lead=least_lead,
        ),
    )


def race_outlook(
    frames: Mapping[str, pd.DataFrame],
    pairs: Sequence[Sequence[str]],
    gains: Sequence[str],
    spans: Sequence[Sequence[pd.Timestamp]],
    *,
    least_lead: float | None = None,
) -> Outlook | None:
    """Return the lead so far and the odds of each span; the first span decides.

    None if the data do not reach the base date of the first span.
    """
    frames = common_end(frames)
    last = pd.Timestamp(next(iter(frames.values())).index[-1])
    base_date, resolves = spans[0]
    so_far = forecast_spans(frames, base_date, resolves)
    if so_far is None:
        return None
    conditions = [f"{ahead} ahead of {behind}{_by(least_lead)}" for ahead, behind in pairs]
    conditions += [f"{name} above {so_far[name].first:,.2f}" for name in gains]
    return Outlook(
        resolves=resolves,
        last=last,
        settles=f"{' and '.join(conditions)} from {base_date:%Y-%m-%d} to the close of "
        f"{resolves:%Y-%m-%d}",
        now=", ".join(f"{name} {span.change:+.1%}" for name, span in so_far.items()),
        distance=max(
            (so_far[behind].growth + (least_lead or 0)) / so_far[ahead].growth - 1
            for ahead, behind in pairs
        ),
        odds=tuple(
            odds_ahead(
                f"it from {start:%Y-%m-%d} to {end:%Y-%m-%d}",
                frames,
                {name: span.growth for name, span in begun.items()},
                until=end,
                met=lambda totals: _all_met(totals - 1, pairs, gains, least_lead),
            )
            for start, end in spans
            if end > last and (begun := forecast_spans(frames, start, end)) is not None
        ),
    )


def _by(least_lead: float | None) -> str:
    return "" if least_lead is None else f" by {in_points(least_lead)} or more"


def _leads_enough(lead: Any, least_lead: float | None) -> Any:
    """Return whether leads are above zero, or as large as the least one."""
    return lead > 0 if least_lead is None else lead >= least_lead * (1 - TOLERANCE)


def _all_met(
    returns: pd.DataFrame,
    pairs: Sequence[Sequence[str]],
    gains: Sequence[str],
    least_lead: float | None = None,
) -> pd.Series:
    """Return whether every pair and every gain held, one value per row of returns."""
    parts = [_leads_enough(returns[ahead] - returns[behind], least_lead) for ahead, behind in pairs]
    met: pd.Series = pd.concat([*parts, *(returns[name] > 0 for name in gains)], axis=1).all(axis=1)
    return met


def _check(
    as_of: pd.Timestamp,
    resolves: pd.Timestamp,
    pairs: Sequence[Sequence[str]],
    leads: Sequence[Lead | None],
    rises: Sequence[tuple[str, Span | None]],
    split: Split,
    least_lead: float | None,
) -> ForecastCheck:
    parts: list[bool | None] = [
        *(
            bool(_leads_enough(lead.value, least_lead))
            if lead and lead.ours.final and lead.theirs.final
            else None
            for lead in leads
        ),
        *(span.change > 0 if span and span.final else None for _, span in rises),
    ]
    known = [part for part in parts if part is not None]
    done = len(known) == len(parts)
    words = [f"{pair[0]} ahead of {pair[1]}{_by(least_lead)}" for pair in pairs]
    words += [f"{name} above its base" for name, _ in rises]
    if done:
        words = [
            f"{lead}" + ("" if least_lead is None else f", {in_points(least_lead)} needed")
            for lead in leads
        ]
        words += [f"{name} above its base ({span.change:+.1%})" for name, span in rises if span]
    return ForecastCheck(
        resolves=resolves,
        as_of=as_of,
        condition=all(known) if done else None,
        statement="; ".join(words),
        mixed=done and split == "inconclusive" and any(known) and not all(known),
    )


def _rise_estimate(name: str, span: Span | None) -> Estimate:
    if span is None:
        return Estimate(name, None, note="the data end before the base date")
    return Estimate(name, span.change, note=str(span))
