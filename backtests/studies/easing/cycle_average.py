"""Test whether the average return after the anchors of easing cycles matches a stated figure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.inference import samples
from backtests.studies.easing import cycle_returns
from backtests.studies.easing.cycle_evidence import cycle_row
from backtests.studies.easing.definitions import define, easing_lists
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Months, Rise, Tolerance
from signals.easing_cycle import Anchor

CHARTS = ("easing",)
METHOD = Method(
    "Whether the mean total return ({total}, prices {price}) in the {months} after the "
    "{anchor:event} ({policy}), of finished cycles, is {claimed}, from the close of the day or "
    "the one before",
    by_fact(
        "it is within {tolerance:points} from either close",
        "it is off by more than {tolerance:twice} from both",
    ),
)


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
) -> Evidence:
    """Compute the average total return of completed cycles from both base closes (METHODS 4.1).

    Parameters
    ----------
    context : Context
        Data end and random numbers of the run.
    price, total : pd.DataFrame
        Closes of the price index and of the total return index.
    policy : pd.DataFrame
        Federal funds target by date, with a column `mid`.
    anchor : Anchor
        Date of a cycle from which returns are measured.
    months : int
        Calendar months of each return.
    claimed, tolerance : float
        Stated average and its tolerance, fractions.

    Raises
    ------
    InsufficientData
        If no cycle is complete.
    """
    means = {}
    for base in ("on", "before"):
        rows = cycle_returns.cycle_returns(
            policy, price, total, anchor=anchor, months=months, base=base, as_of=context.as_of
        )
        done = cycle_returns.completed(rows)
        if not done:
            raise samples.InsufficientData("no completed cycle")
        means[base] = float(np.mean([r.total_return for r in done]))
        if base == "on":
            primary = rows
            returns = np.array([r.total_return for r in done])
            prices = np.array([r.price_return for r in done])
    lists = easing_lists(policy, anchor=anchor, as_of=context.as_of)
    definitions = define(lists, price, total, months=[months])
    averages = [float(d.returns.mean()) for d in definitions]
    estimates = (
        Estimate(
            "average total return, from the announcement-day close",
            means["on"],
            n=returns.size,
            claimed=claimed,
        ),
        Estimate(
            "average total return, from the close before",
            means["before"],
            n=returns.size,
            claimed=claimed,
        ),
        Estimate("median total return", float(np.median(returns)), n=returns.size),
        Estimate("average price return", float(prices.mean()), n=returns.size),
        Estimate(
            "average across defensible definitions",
            float(np.median(averages)),
            interval=(min(averages), max(averages)),
            n=len(averages),
            note="median; the interval is the full range over definitions; those "
            "of the average over random dates",
        ),
    )
    figure = Figure("average return", claimed, (means["on"], means["before"]), tolerance)
    return Evidence(
        check=FactCheck(figures=(figure,)),
        estimates=estimates,
        events=tuple(cycle_row(row) for row in primary),
    )
