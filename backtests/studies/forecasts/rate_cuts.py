"""Test whether the Fed cuts, or raises, its target as often as expected in a span of time."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.evidence.outlook import rate_of_days
from backtests.studies.method import Method, by_forecast
from backtests.studies.parameters import Count, Day, in_order, increasing, resolved_later
from signals.policy_moves import Move, announced

HAS_OUTLOOK = True
METHOD = Method(
    "Whether at least {least}[ and at most {most}] {move}s of the federal funds target "
    "({policy}) are announced after {since} and by {until}[, one of them on {cut_on}]",
    by_forecast("it is so by {until}", "it is not"),
    "the share of all dates followed by as many in as long",
)
RULES = (
    in_order("since", "until"),
    resolved_later("until"),
    increasing("least", "most"),
    in_order("since", "cut_on"),
)


def examine(
    context: Context,
    *,
    policy: pd.DataFrame,
    since: Day,
    until: Day,
    least: Count,
    most: Count | None = None,
    cut_on: Day | None = None,
    move: Move = "cut",
) -> Evidence:
    """Test for `least` to `most` cuts (or hikes) announced after `since` and up to `until`.

    One of them must be on `cut_on`, if given. A day without a row in the table of announcements is
    a day without a change.

    Parameters
    ----------
    since : pd.Timestamp
        Day after which moves count.
    until : pd.Timestamp
        Last day on which moves count.
    least : int
        Least number of moves.
    most : int, optional
        Greatest number of moves; any from `least` on without it.
    cut_on : pd.Timestamp, optional
        Day on which one of the moves must be.
    move : {"cut", "hike"}
        Kind of move.
    """
    upper = np.inf if most is None else most
    moves = announced(policy.loc[: context.as_of], move=move)
    cuts = moves[(moves.index > since) & (moves.index <= until)]
    on_day = cut_on is None or cut_on in cuts.index
    condition = bool(least <= len(cuts) <= upper and on_day)
    number = f"{least} {move}s" if most == least else f"{least} or more {move}s"
    one_on = "" if cut_on is None else f", one of them on {cut_on:%Y-%m-%d}"
    days = ", ".join(f"{day:%Y-%m-%d}" for day in cuts.index)
    return Evidence(
        ForecastCheck(
            resolves=until,
            as_of=context.as_of,
            condition=condition if context.as_of >= until else None,
            statement=f"{number}{one_on}; {len(cuts)} found" + (f" ({days})" if days else ""),
        ),
        (
            Estimate(
                f"{move}s announced",
                float(len(cuts)),
                "count",
                claimed=float(least),
                note=days or "none so far",
            ),
            Estimate(
                f"{'fall' if move == 'cut' else 'rise'} of the target by these {move}s",
                float(cuts.sum()) / 10_000,
            ),
            _base_rate(
                f"share of all dates with as many {move}s in {(until - since).days} days",
                policy,
                move,
                context.as_of,
                until - since,
                least,
                upper,
            ),
        ),
        outlook=partial(
            _outlook,
            policy,
            move,
            context.as_of,
            until,
            settles=f"{number} announced after {since:%Y-%m-%d}, by {until:%Y-%m-%d}{one_on}",
            done=len(cuts),
            least=least,
            upper=upper,
        ),
    )


def _outlook(
    policy: pd.DataFrame,
    move: Move,
    as_of: pd.Timestamp,
    until: pd.Timestamp,
    *,
    settles: str,
    done: int,
    least: int,
    upper: float,
) -> Outlook:
    left = max(until - as_of, pd.Timedelta(days=1))
    name = f"as many {move}s as are missing"
    return Outlook(
        resolves=until,
        last=as_of,
        settles=settles,
        now=f"{done} so far",
        distance=None,
        odds=(_base_rate(name, policy, move, as_of, left, least - done, upper - done),),
    )


def _base_rate(
    name: str,
    policy: pd.DataFrame,
    move: Move,
    as_of: pd.Timestamp,
    span: pd.Timedelta,
    least: int,
    upper: float,
) -> Estimate:
    """Return the share of days followed by `least` to `upper` moves within a span."""
    days = pd.date_range(policy.index[0], as_of, freq="D")
    cuts = announced(policy, move=move).index
    starts = days[days + span <= as_of]
    counts = cuts.searchsorted(starts + span, side="right") - cuts.searchsorted(
        starts, side="right"
    )
    return rate_of_days(
        name, (counts >= least) & (counts <= upper), window_days=span.days, role="base rate"
    )
