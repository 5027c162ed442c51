"""Will the Fed cut as often as expected in a span of time?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from backtests.evidence.checks import ForecastCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.outlook import Outlook, rate_of_days


def examine(
    context: Context,
    *,
    policy: pd.DataFrame,
    since: pd.Timestamp,
    until: pd.Timestamp,
    least: int,
    most: int | None = None,
    cut_on: pd.Timestamp | None = None,
) -> Evidence:
    """From `least` to `most` cuts announced after `since` up to `until`, one of them on `cut_on`.

    A day without a row in the table of announcements is one without a change.
    """
    top = np.inf if most is None else most
    known = policy.loc[: context.as_of, "mid"]
    falls = known.diff()
    falls = falls[falls < 0]
    inside = falls.loc[(falls.index > since) & (falls.index <= until)]
    on_day = cut_on is None or cut_on in inside.index
    condition = bool(least <= len(inside) <= top and on_day)
    wanted = f"{least} cuts" if most == least else f"{least} or more cuts"
    wanted += "" if cut_on is None else f", one of them on {cut_on:%Y-%m-%d}"
    days = ", ".join(f"{day:%Y-%m-%d}" for day in inside.index)
    return Evidence(
        ForecastCheck(
            resolves=until,
            as_of=context.as_of,
            condition=condition if context.as_of >= until else None,
            statement=f"{wanted}; {len(inside)} found" + (f" ({days})" if days else ""),
        ),
        (
            Estimate(
                "cuts announced",
                float(len(inside)),
                "count",
                claimed=float(least),
                note=days or "none so far",
            ),
            Estimate("fall of the target by these cuts", abs(float(inside.sum())) / 100),
            _base_rate(policy, context.as_of, until - since, least, top),
        ),
    )


def _base_rate(
    policy: pd.DataFrame, as_of: pd.Timestamp, span: pd.Timedelta, least: int, top: float
) -> Estimate:
    """Share of days after which as many cuts came in a span as long."""
    days = pd.date_range(policy.index[0], as_of, freq="D")
    cuts = policy.index[policy["mid"].diff() < 0]
    starts = days[days + span <= as_of]
    counts = cuts.searchsorted(starts + span, side="right") - cuts.searchsorted(
        starts, side="right"
    )
    return rate_of_days(
        f"share of all dates with as many cuts in {span.days} days",
        (counts >= least) & (counts <= top),
        window_days=span.days,
        role="base rate",
    )


def standing(
    context: Context,
    *,
    policy: pd.DataFrame,
    since: pd.Timestamp,
    until: pd.Timestamp,
    least: int,
    most: int | None = None,
    cut_on: pd.Timestamp | None = None,
) -> Outlook:
    """Say how many cuts there were, and how often as many as are missing came in the time left."""
    evidence = examine(
        context, policy=policy, since=since, until=until, least=least, most=most, cut_on=cut_on
    )
    done = int(evidence.estimates[0].value or 0)
    wanted = f"{least} cuts" if most == least else f"{least} or more cuts"
    left = max(until - context.as_of, pd.Timedelta(days=1))
    top = np.inf if most is None else most - done
    rate = _base_rate(policy, context.as_of, left, least - done, top)
    return Outlook(
        check=evidence.check,
        resolves=until,
        last=context.as_of,
        settles=f"{wanted} announced after {since:%Y-%m-%d}, by {until:%Y-%m-%d}"
        + ("" if cut_on is None else f", one of them on {cut_on:%Y-%m-%d}"),
        now=f"{done} so far",
        distance=None,
        odds=(replace(rate, name="as many cuts as are missing"),),
    )
