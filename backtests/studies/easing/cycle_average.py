"""Test whether the average return after the anchors of easing cycles matches a stated figure."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import Base
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.inference import samples
from backtests.studies.easing import cycle_returns
from backtests.studies.easing.cycle_evidence import cycle_row
from backtests.studies.easing.definitions import define, easing_lists
from backtests.studies.measures.levels import lacks_sample
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Months, Rise, Tolerance
from signals.easing_cycle import Anchor

CHARTS = ("easing",)
METHOD = Method(
    "Whether the mean total return ({total}, prices {price}) in the {months} after the "
    "{anchor:event} ({policy})[, from {since}], of finished cycles, is {claimed}, from the close "
    "of the day or the one before",
    by_fact(
        "it is within {tolerance:points} from either close",
        "it is off by more than {tolerance:twice} from both",
    ),
)
BASES: Mapping[Base, str] = {
    "on": "from the announcement-day close",
    "before": "from the close before",
}


def examine(
    context: Context,
    *,
    price: pd.DataFrame,
    total: pd.DataFrame,
    policy: pd.DataFrame,
    anchor: Anchor,
    months: Months,
    claimed: Rise,
    tolerance: Tolerance,
    since: Day | None = None,
) -> Evidence:
    """Compute the average total return of completed cycles from both base closes (METHODS 4.1).

    Parameters
    ----------
    context : Context
        Data end and random numbers of the run.
    claimed : float
        Stated average, a fraction.
    since : pd.Timestamp, optional
        First day of an anchor; all without it.

    Raises
    ------
    InsufficientData
        If no cycle is complete.
    """
    missing = lacks_sample(policy, since=since)
    if missing is not None:
        return Evidence(missing)
    first = pd.Timestamp.min if since is None else since
    cycles = {
        base: tuple(
            row
            for row in cycle_returns.cycle_returns(
                policy, price, total, anchor=anchor, months=months, base=base, as_of=context.as_of
            )
            if row.anchor >= first
        )
        for base in BASES
    }
    done = cycle_returns.completed(cycles["on"])
    means = {
        base: float(np.mean([r.total_return for r in cycle_returns.completed(rows)]))
        for base, rows in cycles.items()
        if cycle_returns.completed(rows)
    }
    if len(means) < len(cycles):
        raise samples.InsufficientData("no completed cycle")
    lists = {
        made: tuple(day for day in dates if day >= first)
        for made, dates in easing_lists(policy, anchor=anchor, as_of=context.as_of).items()
    }
    averages = [float(d.returns.mean()) for d in define(lists, price, total, months=[months])]
    estimates = (
        *(
            Estimate(f"average total return, {words}", means[base], n=len(done), claimed=claimed)
            for base, words in BASES.items()
        ),
        Estimate(
            "median total return", float(np.median([r.total_return for r in done])), n=len(done)
        ),
        Estimate(
            "average price return", float(np.mean([r.price_return for r in done])), n=len(done)
        ),
        Estimate(
            "average across defensible definitions",
            float(np.median(averages)),
            interval=(min(averages), max(averages)),
            n=len(averages),
            note="median; the interval is the full range over definitions; those "
            "of the average over random dates",
        ),
    )
    figure = Figure("average return", claimed, tuple(means.values()), tolerance)
    return Evidence(
        check=FactCheck(figures=(figure,)),
        estimates=estimates,
        events=tuple(cycle_row(row) for row in cycles["on"]),
    )
