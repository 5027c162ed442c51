"""What were odds for up, sideways and down worth, against how often each came before?"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from backtests.findings import Context, Estimate, Evidence
from backtests.forward_returns import (
    base_position,
    calendar_return,
    end_position,
    returns_from_every_day,
)
from backtests.studies.rows import iso
from backtests.verdicts import ScenarioCheck
from signals import scenario

SCORED_MONTHS = (3, 6, 12)
THRESHOLDS = (0.10, 0.05, 0.15)
UNIFORM = (1 / 3, 1 / 3, 1 / 3)


def examine(
    context: Context,
    *,
    closes: pd.DataFrame,
    base_date: pd.Timestamp,
    odds: dict[str, float],
    since: pd.Timestamp,
) -> Evidence:
    """Score the odds at 3, 6 and 12 months; only the last resolves the claim (METHODS 2.6).

    How often each bucket came before is counted over all starting dates from `since` on.
    """
    stated = tuple(odds[name] for name in scenario.BUCKETS)
    resolves = base_date + pd.DateOffset(months=12)
    final = calendar_return(closes, base_date, months=12)
    bucket = None if math.isnan(final) else scenario.bucket_of(final, threshold=0.10)
    check = ScenarioCheck(resolves, context.as_of, bucket, odds[bucket] if bucket else None)
    estimates: list[Estimate] = []
    for threshold in THRESHOLDS:
        estimates += _climatology(closes, threshold, stated, since)
    scores, rows = _scores(closes, base_date, stated, since)
    return Evidence(check, (*estimates, *scores), tuple(rows))


def _climatology(
    closes: pd.DataFrame, threshold: float, stated: tuple[float, ...], since: pd.Timestamp
) -> list[Estimate]:
    _, returns = returns_from_every_day(closes, months=12, since=since)
    if returns.size == 0:
        return []
    shares = scenario.climatology(returns, threshold=threshold)
    n_eff = returns.size // 365
    found = [
        Estimate(f"share of all dates that ended {name} (12 months, ±{threshold:.0%})", share,
                 n=returns.size, n_eff=n_eff, claimed=claimed)
        for name, share, claimed in zip(scenario.BUCKETS, shares, stated, strict=True)
    ]  # fmt: skip
    if threshold == scenario.THRESHOLD:
        ours, theirs = (scenario.expected_brier(p, shares) for p in (stated, shares))
        found.append(
            Estimate("expected Brier score of the odds", ours, "score", baseline=theirs,
                     note="0 is best; baseline: the shares themselves")
        )  # fmt: skip
    return found


def _scores(
    closes: pd.DataFrame, base_date: pd.Timestamp, stated: tuple[float, ...], since: pd.Timestamp
) -> tuple[list[Estimate], list[dict[str, object]]]:
    estimates, rows = [], []
    start = base_position(closes, base_date)
    for months in SCORED_MONTHS:
        threshold = scenario.threshold_at(months)
        found = calendar_return(closes, base_date, months=months)
        row: dict[str, object] = {"months": months, "threshold": threshold, "return": None,
                                  "bucket": None, "date": None}  # fmt: skip
        rows.append(row)
        if math.isnan(found):
            continue
        end = end_position(closes, start, months=months)
        bucket = scenario.bucket_of(found, threshold=threshold)
        at = scenario.BUCKETS.index(bucket)
        row |= {"return": found, "bucket": bucket, "date": iso(closes.index[end or 0])}
        _, past = returns_from_every_day(closes, months=months, since=since)
        usual = scenario.climatology(np.asarray(past), threshold=threshold)
        for kind, score in (("Brier", scenario.brier_score), ("log", scenario.log_score)):
            estimates.append(
                Estimate(f"{kind} score at {months} months ({bucket}, {found:+.1%})",
                         score(stated, at), "score", baseline=score(usual, at),
                         note=f"baseline: past shares; equal odds {score(UNIFORM, at):.3f}")
            )  # fmt: skip
    return estimates, rows
