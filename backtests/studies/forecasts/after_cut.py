"""Will small caps rise and lead after a rate cut, as after earlier first cuts and restarts?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import calendar_return
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.outlook import Outlook
from backtests.inference import intervals
from backtests.studies.forecasts import relative_race

CHARTS = ("easing",)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    policy: pd.DataFrame,
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
    months: int,
    quiet_months: int,
) -> Evidence:
    """Russell 2000 above its base and ahead of the S&P 500 on the resolution date (srg-06).

    Beside it: how often both held after earlier cuts that no other cut had preceded within
    `quiet_months`: first cuts of a cycle, and restarts after a pause.
    """
    names = ["Russell 2000", "S&P 500"]
    race = relative_race.examine(
        context,
        others=dict(zip(names, (small, large), strict=True)),
        pairs=[names],
        gains=names[:1],
        base_date=base_date,
        resolves=resolves,
        months=months,
    )
    past = _after_earlier_cuts(small, large, policy, base_date, months, quiet_months)
    return replace(race, estimates=(*race.estimates, past))


def standing(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    policy: pd.DataFrame,
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
    months: int,
    quiet_months: int,
) -> Outlook | None:
    """Say how far the Russell 2000 is up and ahead, and how often the rest came in time."""
    names = ["Russell 2000", "S&P 500"]
    return relative_race.standing(
        context,
        others=dict(zip(names, (small, large), strict=True)),
        pairs=[names],
        gains=names[:1],
        base_date=base_date,
        resolves=resolves,
        months=months,
    )


def _after_earlier_cuts(
    small: pd.DataFrame,
    large: pd.DataFrame,
    policy: pd.DataFrame,
    before: pd.Timestamp,
    months: int,
    quiet_months: int,
) -> Estimate:
    name = f"share of first cuts and restarts (no cut for {quiet_months} months) followed by this"
    cuts = pd.DatetimeIndex(policy.index[policy["mid"].diff() < 0])
    quiet = cuts[1:][cuts[1:] > cuts[:-1] + pd.DateOffset(months=quiet_months)]
    since = max(small.index[0], large.index[0])
    dates = [date for date in quiet if since <= date < before]
    pairs = [
        (calendar_return(small, d, months=months), calendar_return(large, d, months=months))
        for d in dates
    ]
    known = [(ours, theirs) for ours, theirs in pairs if not np.isnan([ours, theirs]).any()]
    hits = sum(ours > 0 and ours > theirs for ours, theirs in known)
    if not known:
        return Estimate(name, None, n=0, note="no such cut is a year past")
    return Estimate(
        name,
        hits / len(known),
        interval=intervals.rate_interval(hits, len(known)),
        n=len(known),
        note=f"rose after {sum(ours > 0 for ours, _ in known)}, "
        f"led after {sum(ours > theirs for ours, theirs in known)}",
    )
