"""Will the current easing cycle return what past ones are said to have returned?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import base_position, end_position, returns_from_every_day
from backtests.evidence.checks import ForecastCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.outlook import Outlook, odds_ahead, rate_of_days
from backtests.studies.measures.spans import forecast_span


def examine(
    context: Context,
    *,
    total: pd.DataFrame,
    policy: pd.DataFrame,
    last_cut: pd.Timestamp,
    months: int,
    claimed: float,
    tolerance: float,
) -> Evidence:
    """Follow the return from the last cut; void if a further cut comes before it resolves.

    The forecast comes true if the total return is at most `tolerance` below `claimed`.
    """
    resolves = last_cut + pd.DateOffset(months=months)
    mid = policy.loc[policy.index <= context.as_of, "mid"]
    further = [d for d in mid.index[mid.diff() < 0] if last_cut < d <= resolves]
    void = f"a further cut came on {further[0]:%Y-%m-%d}" if further else None
    need = claimed - tolerance
    start = base_position(total, last_cut)
    condition, so_far = None, None
    if start < len(total):
        end = end_position(total, start, months=months)
        prices = total["close"].to_numpy()
        so_far = float(prices[-1 if end is None else end] / prices[start] - 1)
        condition = None if end is None else so_far >= need
    _, past = returns_from_every_day(total, months=months, since=pd.Timestamp(total.index[0]))
    check = ForecastCheck(
        resolves=resolves,
        as_of=context.as_of,
        condition=condition,
        statement=f"total return of {need:.0%} or more ({claimed:.0%} less {tolerance:.0%})",
        void=void,
    )
    return Evidence(
        check,
        (
            Estimate(
                f"total return from the cut of {last_cut:%Y-%m-%d} so far",
                so_far,
                claimed=claimed,
                note=f"to {total.index[-1]:%Y-%m-%d}",
            ),
            rate_of_days(
                f"share of all dates with {need:.0%} or more in {months} months",
                np.asarray(past >= need),
                window_days=365,
                role="base rate",
            ),
        ),
    )


def standing(
    context: Context,
    *,
    total: pd.DataFrame,
    policy: pd.DataFrame,
    last_cut: pd.Timestamp,
    months: int,
    claimed: float,
    tolerance: float,
) -> Outlook | None:
    """Say how far the total return is, and how often the rest of it came in the time left."""
    check = examine(
        context,
        total=total,
        policy=policy,
        last_cut=last_cut,
        months=months,
        claimed=claimed,
        tolerance=tolerance,
    ).check
    resolves = last_cut + pd.DateOffset(months=months)
    span = forecast_span(total, last_cut, resolves)
    if span is None:
        return None
    need, so_far = 1 + claimed - tolerance, span.last / span.first
    return Outlook(
        check=check,
        resolves=resolves,
        last=span.end,
        settles=f"a return with dividends of {need - 1:.0%} or more from {last_cut:%Y-%m-%d} to "
        f"{resolves:%Y-%m-%d}; void if the Fed cuts before",
        now=f"{so_far - 1:+.1%} with dividends",
        distance=need / so_far - 1,
        odds=(
            odds_ahead(
                "it",
                {"index": total},
                {"index": so_far},
                until=resolves,
                met=lambda totals: totals["index"] >= need,
            ),
        ),
    )
