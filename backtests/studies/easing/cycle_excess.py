"""Test whether mean returns after the anchors of easing cycles exceed those of random dates."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.evidence.estimates import ByChance, Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_YEARLY, gated
from backtests.studies.easing import cycle_returns
from backtests.studies.easing.cycle_evidence import (
    cycle_estimates,
    cycle_row,
    excess_check,
    without_each,
)
from backtests.studies.easing.definitions import (
    FIRST_CUT_MONTHS,
    choices_of,
    define,
    easing_lists,
    trace,
    usual_list,
)
from backtests.studies.measures.any_date import MONTH, mean_after_any_date
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.parameters import Gain, Months, Rise, Share, all_or_none
from signals.easing_cycle import Anchor

CHARTS = ("easing",)
METHOD = Method(
    "Mean total return ({total}, prices {price}) in the {months} after the anchor of each "
    "easing cycle ({policy}; anchor: {anchor}; a pause is {pause_months} without a cut), "
    "less that after as many random dates[; the article states {claimed}]",
    by_effect(
        f"{in_points(LEAST_YEARLY)} a year",
        also="[with {least_return} or more after at least {least_share} of the cycles]",
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
    price, total : pd.DataFrame
        Closes of the price index and of the total return index.
    policy : pd.DataFrame
        Federal funds target by date, with a column `mid`.
    anchor : Anchor
        Date of a cycle from which returns are measured.
    months : int
        Calendar months of each return.
    pause_months : int
        Months without a cut that make a pause.
    claimed : float, optional
        Stated average, a fraction.
    least_return, least_share : float, optional
        Condition, given both: at least this share of cycles returned at least `least_return`.

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
    check = excess_check(summary, months=months, conditions=conditions)
    lists = easing_lists(policy, anchor=anchor, as_of=context.as_of, pause_months=pause_months)
    spans = {months, *FIRST_CUT_MONTHS} if anchor == "first" else {months}
    definitions = define(lists, price, total, months=sorted(spans))
    judged = choices_of(usual_list(anchor, pause_months=pause_months), months=months)
    curve = trace(definitions, price, total, context.rng, draws=context.resamples, judged=judged)
    any_date = mean_after_any_date(
        total.loc[cycle_returns.SINCE :],
        trading_days=MONTH * months,
        rng=context.rng.spawn(1)[0],
        draws=context.resamples,
        what="total return",
    )
    return Evidence(
        gated(check, without_each(summary), curve),
        (*_estimates(summary, claimed), *cycle_estimates(summary, curve, any_date)),
        tuple(cycle_row(row) for row in rows),
        curve=curve,
        by_chance=ByChance(
            "mean total return",
            summary.mean,
            tuple(summary.placebo.means.tolist()),
            "sets of random dates",
        ),
    )


def _estimates(summary: cycle_returns.CycleSummary, claimed: float | None) -> tuple[Estimate, ...]:
    n, n_eff = summary.n, summary.n_eff
    null = summary.placebo
    return (
        Estimate(
            "mean total return",
            summary.mean,
            interval=summary.interval,
            baseline=null.mean,
            claimed=claimed,
            p=summary.p_value,
            mde=summary.detectable,
            note=f"random dates: mean {null.mean:.1%}, sd {null.sd:.1%}",
            n=n,
            n_eff=n_eff,
        ),
        Estimate(
            "median total return",
            summary.median,
            baseline=float(np.median(null.every_day)),
            against="any date",
            n=n,
            n_eff=n_eff,
        ),
        Estimate(
            "share of events with a gain",
            summary.share_positive,
            baseline=float((null.every_day > 0).mean()),
            against="any date",
            p=summary.sign_p,
            note="exact sign test against any date",
            n=n,
            n_eff=n_eff,
        ),
    )
