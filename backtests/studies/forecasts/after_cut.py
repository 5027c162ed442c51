"""Test whether small caps rise and lead after a rate cut, as after earlier first cuts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import calendar_return
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.inference import intervals
from backtests.studies.forecasts import relative_race
from backtests.studies.method import Method, by_forecast
from backtests.studies.parameters import Day, Months, in_order, resolved_later

CHARTS = ("easing",)
HAS_OUTLOOK = True
SMALL, LARGE = "Russell 2000", "S&P 500"
METHOD = Method(
    "Whether {small} rises from {base_date} to {resolves} and gains more than {large}",
    by_forecast("both are so on {resolves}", "one is not then"),
    "the share of all dates after which both were so {months} later, and of the cuts "
    "({policy}) without another in the {quiet_months} before",
)
RULES = (
    in_order("base_date", "resolves"),
    resolved_later("resolves"),
)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    policy: pd.DataFrame,
    base_date: Day,
    resolves: Day,
    months: Months,
    quiet_months: Months,
) -> Evidence:
    """Test whether the Russell 2000 is above its base and ahead of the S&P 500 (srg-06).

    Also reports how often both conditions held after earlier cuts that no other cut preceded
    within `quiet_months`: first cuts of a cycle, and restarts after a pause.

    Parameters
    ----------
    months : int
        Calendar months after each earlier cut.
    quiet_months : int
        Months without a cut before an earlier cut that counts.
    """
    race = relative_race.examine(
        context,
        others={SMALL: small, LARGE: large},
        pairs=[[SMALL, LARGE]],
        gains=[SMALL],
        base_date=base_date,
        resolves=resolves,
        months=months,
    )
    past = _rate_after_earlier_cuts(small, large, policy, base_date, months, quiet_months)
    return replace(race, estimates=(*race.estimates, past))


def _rate_after_earlier_cuts(
    small: pd.DataFrame,
    large: pd.DataFrame,
    policy: pd.DataFrame,
    before: pd.Timestamp,
    months: int,
    quiet_months: int,
) -> Estimate:
    name = f"share of first cuts and restarts (no cut for {quiet_months} months) followed by this"
    cuts = pd.DatetimeIndex(policy.index[policy["mid"].diff() < 0])
    after_pause = cuts[1:][cuts[1:] > cuts[:-1] + pd.DateOffset(months=quiet_months)]
    since = max(small.index[0], large.index[0])
    pairs = [
        (
            calendar_return(small, date, months=months),
            calendar_return(large, date, months=months),
        )
        for date in after_pause
        if since <= date < before
    ]
    known = [pair for pair in pairs if not np.isnan(pair).any()]
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
