"""Test whether mean returns after the anchors of easing cycles exceed those of random dates."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.gate import LEAST_YEARLY
from backtests.studies.easing import cycle_returns
from backtests.studies.easing.cycle_evidence import cycle_evidence
from backtests.studies.easing.definitions import FIRST_CUT_MONTHS, easing_lists, usual_list
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.parameters import Gain, Months, Rise, Share, all_or_none
from signals.easing_cycle import Anchor

CHARTS = ("easing",)
METHOD = Method(
    "Mean total return ({total}, prices {price}) in the {months} after the {anchor:event} "
    "({policy}; a pause is {pause_months} without a cut), less that after as many random "
    "dates[; the article states {claimed}]",
    by_effect(
        f"{in_points(LEAST_YEARLY)} a year",
        also="with {least_return} or more after at least {least_share} of them",
    ),
)
RULES = (all_or_none("least_return", "least_share"),)


def examine(
    context: Context,
    *,
    price: pd.DataFrame,
    total: pd.DataFrame,
    policy: pd.DataFrame,
    anchor: Anchor,
    months: Months,
    pause_months: Months = 6,
    claimed: Rise | None = None,
    least_return: Gain | None = None,
    least_share: Share | None = None,
) -> Evidence:
    """Test the mean total return against random dates with spacing (N1, METHODS 3.4).

    The robustness gate uses the specification curve of METHODS 3.5. For first cuts it also covers
    6, 12 and 24 months, since the claim states no horizon.

    Parameters
    ----------
    context : Context
        Data end and random numbers of the run.
    pause_months : int
        Months without a cut that make a pause.
    claimed : float, optional
        Stated average, a fraction.
    least_return : float, optional
        Return that `least_share` of the cycles must have, a fraction; with it.
    least_share : float, optional
        Least share of cycles with a return of `least_return`; with it.

    Raises
    ------
    InsufficientData
        If fewer than two events are complete.
    """
    rows = cycle_returns.cycle_returns(
        policy,
        price,
        total,
        anchor=anchor,
        months=months,
        pause_months=pause_months,
        as_of=context.as_of,
    )
    summary = cycle_returns.summarise(
        rows, total, context.rng, months=months, draws=context.resamples
    )
    returns = np.array([r.total_return for r in cycle_returns.completed(rows)])
    conditions: tuple[tuple[str, bool], ...] = ()
    if least_return is not None and least_share is not None:
        share = float((returns >= least_return).mean())
        name = f"{least_return:+.0%} or more after {least_share:.0%} of cycles (found {share:.0%})"
        conditions = ((name, share >= least_share),)
    effect = summary.effect
    evidence = cycle_evidence(
        context,
        summary,
        rows,
        easing_lists(policy, anchor=anchor, as_of=context.as_of, pause_months=pause_months),
        usual_list(anchor, pause_months=pause_months),
        price,
        total,
        months=months,
        horizons=sorted({months, *(FIRST_CUT_MONTHS if anchor == "first" else ())}),
        conditions=conditions,
        claimed=claimed,
        notes=(
            f"random dates: mean {effect.baseline:.1%}, sd {effect.null_sd:.1%}",
            "exact sign test against any date",
        ),
    )
    chance = effect.by_chance("mean total return", "sets of random dates")
    return replace(evidence, by_chance=chance)
