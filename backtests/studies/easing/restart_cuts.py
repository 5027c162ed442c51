"""Test whether returns after cuts that start or restart Fed easing exceed those of random dates."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import calendar_return
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_YEARLY
from backtests.studies.easing import cycle_returns
from backtests.studies.easing.cycle_evidence import cycle_evidence
from backtests.studies.easing.definitions import restart_lists, usual_restarts
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.parameters import Months
from signals.rates import cuts_after_pause

CHARTS = ("easing",)
METHOD = Method(
    "Mean total return ({total}, prices {price}) in the {months} after each cut "
    "({policy}) that opens a cycle or follows {pause_months} without one, less that after "
    "as many random dates",
    by_effect(f"{in_points(LEAST_YEARLY)} a year"),
    "price returns relative to {large}",
)


def examine(
    context: Context,
    *,
    price: pd.DataFrame,
    total: pd.DataFrame,
    large: pd.DataFrame,
    policy: pd.DataFrame,
    months: Months,
    pause_months: Months,
) -> Evidence:
    """Test the mean total return against random dates with spacing (N1, METHODS 3.4).

    The price return relative to large caps is reported as well.

    Parameters
    ----------
    context : Context
        Data end and random numbers of the run.
    pause_months : int
        Months without a cut before a cut that counts.

    Raises
    ------
    InsufficientData
        If fewer than two events are complete.
    """
    cuts = cuts_after_pause(policy, months=pause_months, as_of=context.as_of)
    rows = tuple(
        cycle_returns.CycleReturn(
            f"cut of {cut:%Y-%m-%d}",
            cut,
            None,
            calendar_return(price, cut, months=months),
            calendar_return(total, cut, months=months),
            provisional=False,
        )
        for cut in cuts
        if cut >= cycle_returns.SINCE
    )
    found = cycle_returns.summarise(
        rows, total, context.rng, months=months, draws=context.resamples
    )
    evidence = cycle_evidence(
        context,
        found,
        rows,
        restart_lists(policy, as_of=context.as_of, pause_months=pause_months),
        usual_restarts(pause_months=pause_months),
        price,
        total,
        months=months,
        horizons=[months],
    )
    relative = _relative(rows, large, months)
    return replace(evidence, estimates=(*evidence.estimates, relative))


def _relative(
    rows: tuple[cycle_returns.CycleReturn, ...], large: pd.DataFrame, months: int
) -> Estimate:
    """Return the mean price return minus that of large caps over the same months."""
    leads = np.array(
        [r.price_return - calendar_return(large, r.anchor, months=months) for r in rows]
    )
    known = leads[~np.isnan(leads)]
    if known.size == 0:
        return Estimate("mean price return less that of large caps", None, n=0)
    return Estimate(
        "mean price return less that of large caps",
        float(known.mean()),
        n=known.size,
        note=f"ahead after {(known > 0).mean():.0%}",
    )
