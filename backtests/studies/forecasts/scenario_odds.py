"""Score stated odds of up, sideways and down against how often each came before."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import (
    base_position,
    calendar_return,
    end_position,
    returns_from_every_day,
)
from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import ScenarioCheck
from backtests.evidence.outlook import from_day, odds_ahead
from backtests.runtime.serialization import iso
from backtests.studies.measures.spans import forecast_span
from backtests.studies.method import SCENARIO, Method
from backtests.studies.parameters import Day, Odds, Some, in_order
from data_feeds.series.bars import frequency_of
from signals import scenario

HAS_OUTLOOK = True
SCORED_MONTHS = (3, 6, 12)
THRESHOLDS = (0.10, 0.05, 0.15)
UNIFORM = (1 / 3, 1 / 3, 1 / 3)
METHOD = Method(
    "Odds of {odds} for the return of {closes} in the 12 months from {base_date}, up "
    "above +10% and down below -10%",
    SCENARIO,
    "scores against the share of each outcome since {since}, also at 3 and 6 months and "
    "with other limits[; returns from {other_bases}]",
)
RULES = (in_order("since", "base_date"),)


def examine(
    context: Context,
    *,
    closes: pd.DataFrame,
    base_date: Day,
    odds: Odds,
    since: Day,
    other_bases: Annotated[Sequence[Day], Some] = (),
) -> Evidence:
    """Score the odds at 3, 6 and 12 months; only the last resolves the claim (METHODS 2.6).

    The past share of each bucket is counted over all starting dates from `since` on. Returns from
    `other_bases` are reported as well.

    Parameters
    ----------
    odds : Mapping of str to float
        Stated odds of up, sideways and down, which sum to 1.
    since : pd.Timestamp
        First day of the past windows.
    other_bases : sequence of pd.Timestamp, optional
        Other base days from which returns are reported.
    """
    stated = tuple(odds[name] for name in scenario.BUCKETS)
    check = _check(context, closes, base_date, odds)
    estimates: list[Estimate] = []
    for threshold in THRESHOLDS:
        estimates += _climatology(closes, threshold, stated, since)
    scores, rows = _scores(closes, base_date, stated, since)
    others = _from_other_bases(closes, other_bases)
    return Evidence(
        check,
        (*estimates, *scores, *others),
        tuple(rows),
        outlook=partial(_outlook, closes, base_date, check.resolves, odds, since),
    )


def _outlook(
    closes: pd.DataFrame,
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
    odds: Mapping[str, float],
    since: pd.Timestamp,
) -> Outlook | None:
    """Return the limits of the buckets and the odds of each, given the return so far."""
    span = forecast_span(closes, base_date, resolves)
    if span is None:
        return None
    limit = scenario.THRESHOLD
    high, low = span.first * (1 + limit), span.first * (1 - limit)
    recent = {"index": from_day(closes, since)}

    def share(bucket: scenario.Bucket) -> Estimate:
        def met(totals: pd.DataFrame) -> pd.Series:
            ends = (totals["index"] - 1).map(lambda x: scenario.bucket_of(x, threshold=limit))
            return ends == bucket

        rate = odds_ahead(bucket, recent, {"index": span.growth}, until=resolves, met=met)
        return replace(rate, claimed=odds[bucket])

    now = scenario.bucket_of(span.change, threshold=limit)
    return Outlook(
        resolves=resolves,
        last=span.end,
        settles=f"the close of {resolves:%Y-%m-%d}: up above {high:,.2f}, down below "
        f"{low:,.2f}, sideways between",
        now=f"{span.last:,.2f}, {span.change:+.1%} since {span.start:%Y-%m-%d}: {now} so far; "
        f"up is {high / span.last - 1:+.1%} away, down {low / span.last - 1:+.1%}",
        distance=None,
        odds=tuple(share(bucket) for bucket in scenario.BUCKETS),
    )


def _check(
    context: Context, closes: pd.DataFrame, base_date: pd.Timestamp, odds: dict[str, float]
) -> ScenarioCheck:
    final = calendar_return(closes, base_date, months=12)
    bucket = None if math.isnan(final) else scenario.bucket_of(final, threshold=0.10)
    return ScenarioCheck(
        base_date + pd.DateOffset(months=12),
        context.as_of,
        bucket,
        odds[bucket] if bucket else None,
    )


def _climatology(
    closes: pd.DataFrame, threshold: float, stated: tuple[float, ...], since: pd.Timestamp
) -> list[Estimate]:
    _, returns = returns_from_every_day(closes, months=12, since=since)
    if returns.size == 0:
        return []
    shares = scenario.climatology(returns, threshold=threshold)
    n_eff = returns.size // 365
    estimates = [
        Estimate(
            f"share of all dates that ended {name} (12 months, ±{threshold:.0%})",
            share,
            n=returns.size,
            n_eff=n_eff,
            claimed=claimed,
            role="base rate",
        )
        for name, share, claimed in zip(scenario.BUCKETS, shares, stated, strict=True)
    ]
    if threshold == scenario.THRESHOLD:
        ours, theirs = (scenario.expected_brier(p, shares) for p in (stated, shares))
        estimates.append(
            Estimate(
                "expected Brier score of the odds",
                ours,
                "score",
                baseline=theirs,
                against="the past shares as odds",
                note="0 is best; baseline: the shares themselves",
            )
        )
    return estimates


def _scores(
    closes: pd.DataFrame, base_date: pd.Timestamp, stated: tuple[float, ...], since: pd.Timestamp
) -> tuple[list[Estimate], list[dict[str, object]]]:
    """Score the odds at every horizon that has ended, for each limit of the buckets.

    Returns the estimates and a row per horizon and limit.
    """
    estimates, rows = [], []
    limits = {f"±{limit:.0%}": limit for limit in THRESHOLDS}
    limits |= {"±half a standard deviation": _half_deviation(closes, base_date)}
    for months in SCORED_MONTHS:
        result = calendar_return(closes, base_date, months=months)
        start = base_position(closes, base_date)
        end = None if math.isnan(result) else end_position(closes, start, months=months)
        _, past = returns_from_every_day(closes, months=months, since=since)
        for name, limit in limits.items():
            threshold = scenario.scaled_threshold(months, threshold=limit)
            row: dict[str, object] = {
                "months": months,
                "limit": name,
                "threshold": threshold,
                "return": None,
                "bucket": None,
                "date": None,
            }
            rows.append(row)
            if math.isnan(result) or math.isnan(threshold):
                continue
            bucket = scenario.bucket_of(result, threshold=threshold)
            row |= {"return": result, "bucket": bucket, "date": iso(closes.index[end or 0])}
            usual = scenario.climatology(np.asarray(past), threshold=threshold)
            what = f"{months} months, {name}: {bucket}, {result:+.1%}"
            estimates += _scored(what, stated, usual, scenario.BUCKETS.index(bucket))
    return estimates, rows


def _scored(
    what: str, stated: tuple[float, ...], usual: tuple[float, ...], at: int
) -> list[Estimate]:
    return [
        Estimate(
            f"{kind} score at {what}",
            score(stated, at),
            "score",
            baseline=score(usual, at),
            against="the past shares as odds",
            note=f"baseline: past shares; equal odds {score(UNIFORM, at):.3f}",
        )
        for kind, score in (("Brier", scenario.brier_score), ("log", scenario.log_score))
    ]


def _half_deviation(closes: pd.DataFrame, base_date: pd.Timestamp) -> float:
    """Return half the annual standard deviation of returns up to the base date (METHODS 2.6)."""
    returns = np.diff(np.log(closes["close"].loc[:base_date].to_numpy()))
    year = frequency_of(closes).bars_per_year
    return float(returns.std(ddof=1) * np.sqrt(year) / 2) if returns.size > 1 else float("nan")


def _from_other_bases(closes: pd.DataFrame, bases: Sequence[pd.Timestamp]) -> list[Estimate]:
    """Return over 12 months, or so far, from other base dates that an undated article allows."""
    estimates = []
    for date in bases:
        at = base_position(closes, date)
        if not 0 <= at < len(closes):
            continue
        final = calendar_return(closes, date, months=12)
        so_far = float(closes["close"].iloc[-1] / closes["close"].iloc[at] - 1)
        over = not math.isnan(final)
        estimates.append(
            Estimate(
                f"return from {date:%Y-%m-%d}, another base",
                final if over else so_far,
                note="12 months" if over else f"so far, to {closes.index[-1]:%Y-%m-%d}",
            )
        )
    return estimates
