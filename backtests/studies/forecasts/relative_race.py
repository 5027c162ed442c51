"""Will some series rise, or end ahead of others, by a date?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import pandas as pd

from backtests.evidence.checks import ForecastCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.outlook import Outlook, odds_ahead, rate_of_days
from backtests.studies.measures.spans import (
    Lead,
    Span,
    common_end,
    forecast_lead,
    forecast_span,
    lacking,
    returns_of_all_dates,
)

Split = Literal["refutes", "inconclusive"]


def examine(
    context: Context,
    *,
    others: dict[str, pd.DataFrame],
    pairs: list[list[str]],
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
    months: int,
    gains: Sequence[str] = (),
    split: Split = "refutes",
    beside: Sequence[list[str]] = (),
    also: Sequence[list[pd.Timestamp]] = (),
) -> Evidence:
    """The first of each pair ends ahead of its second and each of `gains` above its base.

    All must hold; where some do and some do not, `split` says what that means. `beside` are
    pairs and `also` spans (base, resolution) that are reported and do not decide. The base rate
    is the share of all dates after which all held over as many `months`.
    """
    missing = lacking(others, [*gains, *(name for pair in pairs for name in pair)])
    if missing:
        return Evidence(missing)
    leads = [forecast_lead(others, pair, base_date, resolves) for pair in pairs]
    rises = [(name, forecast_span(others[name], base_date, resolves)) for name in gains]
    known = [pair for pair in beside if all(name in others for name in pair)]
    return Evidence(
        _check(context.as_of, resolves, pairs, leads, rises, split),
        (
            *(_lead(pair, lead) for pair, lead in zip(pairs, leads, strict=True)),
            *(_rise(name, span) for name, span in rises),
            _base_rate(others, pairs, gains, months),
            *(_lead(pair, forecast_lead(others, pair, base_date, resolves)) for pair in known),
            *(_lead(pair, forecast_lead(others, pair, *span)) for span in also for pair in pairs),
        ),
    )


def standing(
    context: Context,
    *,
    others: dict[str, pd.DataFrame],
    pairs: list[list[str]],
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
    months: int,
    gains: Sequence[str] = (),
    split: Split = "refutes",
    beside: Sequence[list[str]] = (),
    also: Sequence[list[pd.Timestamp]] = (),
) -> Outlook | None:
    """Say how far each is ahead, and how often the rest of the way was made in the time left."""
    names = list(dict.fromkeys([*gains, *(name for pair in pairs for name in pair)]))
    if lacking(others, names):
        return None
    check = examine(
        context,
        others=others,
        pairs=pairs,
        base_date=base_date,
        resolves=resolves,
        months=months,
        gains=gains,
        split=split,
    ).check
    frames = common_end({name: others[name] for name in names})
    spans = {name: forecast_span(frame, base_date, resolves) for name, frame in frames.items()}
    growth = {name: span.last / span.first for name, span in spans.items() if span is not None}
    if len(growth) < len(spans):
        return None
    words = [f"{ahead} ahead of {behind}" for ahead, behind in pairs]
    words += [
        f"{name} above {span.first:,.2f}"
        for name, span in spans.items()
        if span is not None and name in gains
    ]
    return Outlook(
        check=check,
        resolves=resolves,
        last=pd.Timestamp(next(iter(frames.values())).index[-1]),
        settles=f"{' and '.join(words)} from {base_date:%Y-%m-%d} to the close of "
        f"{resolves:%Y-%m-%d}",
        now=", ".join(f"{name} {total - 1:+.1%}" for name, total in growth.items()),
        distance=max(growth[behind] / growth[ahead] - 1 for ahead, behind in pairs),
        odds=tuple(
            _odds(frames, pairs, gains, start, end)
            for start, end in [(base_date, resolves), *map(tuple, also)]
            if end > next(iter(frames.values())).index[-1]
        ),
    )


def _odds(
    frames: Mapping[str, pd.DataFrame],
    pairs: Sequence[Sequence[str]],
    gains: Sequence[str],
    start: pd.Timestamp,
    end: pd.Timestamp,
) -> Estimate:
    spans = {name: forecast_span(frame, start, end) for name, frame in frames.items()}
    growth = {name: span.last / span.first for name, span in spans.items() if span is not None}

    def met(totals: pd.DataFrame) -> pd.Series:
        held = [totals[ahead] > totals[behind] for ahead, behind in pairs]
        return pd.concat([*held, *(totals[name] > 1 for name in gains)], axis=1).all(axis=1)

    return odds_ahead(
        f"it from {start:%Y-%m-%d} to {end:%Y-%m-%d}", frames, growth, until=end, met=met
    )


def _check(
    as_of: pd.Timestamp,
    resolves: pd.Timestamp,
    pairs: Sequence[Sequence[str]],
    leads: Sequence[Lead | None],
    rises: Sequence[tuple[str, Span | None]],
    split: Split,
) -> ForecastCheck:
    parts: list[bool | None] = [
        *(
            lead.value > 0 if lead and lead.ours.final and lead.theirs.final else None
            for lead in leads
        ),
        *(span.change > 0 if span and span.final else None for _, span in rises),
    ]
    known = [part for part in parts if part is not None]
    done = len(known) == len(parts)
    words = [f"{pair[0]} ahead of {pair[1]}" for pair in pairs]
    words += [f"{name} above its base" for name, _ in rises]
    if done:
        words = [str(lead) for lead in leads]
        words += [f"{name} above its base ({span.change:+.1%})" for name, span in rises if span]
    return ForecastCheck(
        resolves=resolves,
        as_of=as_of,
        condition=all(known) if done else None,
        statement="; ".join(words),
        mixed=done and split == "inconclusive" and any(known) and not all(known),
    )


def _lead(pair: Sequence[str], lead: Lead | None) -> Estimate:
    if lead is None:
        return Estimate(f"{pair[0]} less {pair[1]}", None, note="the data end before the base date")
    return lead.estimate


def _rise(name: str, span: Span | None) -> Estimate:
    if span is None:
        return Estimate(name, None, note="the data end before the base date")
    return Estimate(name, span.change, note=str(span))


def _base_rate(
    frames: Mapping[str, pd.DataFrame],
    pairs: Sequence[Sequence[str]],
    gains: Sequence[str],
    months: int,
) -> Estimate:
    wanted = dict.fromkeys([*gains, *(name for pair in pairs for name in pair)])
    past = returns_of_all_dates({name: frames[name] for name in wanted}, months=months)
    met = pd.Series(True, index=past.index)
    for ahead, behind in pairs:
        met &= past[ahead] > past[behind]
    for name in gains:
        met &= past[name] > 0
    return rate_of_days(
        f"share of all dates after which this held {months} months later",
        met.to_numpy(dtype=bool),
        window_days=365,
        role="base rate",
    )
