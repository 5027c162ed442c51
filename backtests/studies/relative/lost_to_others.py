"""Test whether relative rallies of small caps were lost while another series gained on them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence, Row
from backtests.evidence.fact_checks import CriteriaCheck, Criterion
from backtests.inference import intervals, samples
from backtests.inference.path_bootstrap import common_closes
from backtests.runtime.serialization import iso
from backtests.studies.measures.spans import stated_span
from backtests.studies.method import Method, by_criteria
from backtests.studies.parameters import Day, Depth, in_order
from backtests.studies.relative.failed_rallies import MOST, below_two_thirds, find_legs

AHEAD = "share of lost rallies in which the leader gained on small caps"
METHOD = Method(
    "Returns of {leader} less {fund} from the high of each rise by {threshold} or more in the "
    "ratio of {small} to {large}, from {since} and confirmed by {until}, to the day on which it "
    "was lost",
    by_criteria(
        "they are above zero in at least two thirds of five rises or more",
        "the upper end of the 90% interval of the share is below two thirds, from five rises on",
    ),
)
RULES = (in_order("since", "until"),)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    leader: pd.DataFrame,
    fund: pd.DataFrame,
    since: Day,
    until: Day,
    threshold: Depth,
) -> Evidence:
    """Compare `leader` with a small-cap fund while each rally was lost (claim srg-11).

    Rallies and losses are those of claim srg-09. A loss that the funds do not cover is only listed.

    Parameters
    ----------
    leader : pd.DataFrame
        Adjusted closes of the fund that small caps lost to.
    fund : pd.DataFrame
        Adjusted closes of the small-cap fund.
    since : pd.Timestamp
        First day of the ratio.
    """
    del context
    closes = common_closes(small, large)
    ratio = (closes["small"] / closes["large"]).loc[since:]
    rows: list[Row] = []
    leads: list[float] = []
    for leg in find_legs(ratio, threshold=threshold):
        if leg.retraced is None or leg.confirmed > until:
            continue
        ours, theirs = (stated_span(frame, leg.high, leg.retraced) for frame in (leader, fund))
        lead = None if ours is None or theirs is None else ours.change - theirs.change
        rows.append({"high": iso(leg.high), "retraced": iso(leg.retraced), "lead": lead})
        leads += [] if lead is None else [lead]
    if not leads:
        raise samples.InsufficientData("no lost rally within the record of both funds")
    ahead, n = sum(lead > 0 for lead in leads), len(leads)
    check = CriteriaCheck(
        supports=(Criterion(AHEAD, ahead / n, ">=", MOST),),
        refutes=(below_two_thirds(ahead, n),),
        n_eff=n,
    )
    estimates = (
        Estimate(
            AHEAD,
            ahead / n,
            interval=intervals.rate_interval(ahead, n),
            n=n,
            n_eff=n,
            note=f"{ahead} of {n}",
        ),
        Estimate("median lead of the leader while a rally was lost", float(np.median(leads)), n=n),
    )
    return Evidence(check, estimates, tuple(rows))
