"""Estimate the share of declines that were not crashes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.evidence.eras import share_by_part
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import CriteriaCheck, Criterion
from backtests.inference import intervals, samples
from backtests.studies.measures.decline_rows import decline_row
from backtests.studies.measures.spans import without_daily
from backtests.studies.method import Method, by_criteria
from backtests.studies.parameters import Day
from data_feeds.series.bars import frequency_of
from signals.declines import KINDS, find_declines

CHARTS = ("declines",)

# METHODS 0: "usually" is at least two thirds.
USUALLY, HALF = 2 / 3, 0.5
STATISTIC = "share of declines of 10% or more without a crash"
METHOD = Method(
    "Share of the finished declines of 10% or more of {bars} that were not crashes",
    by_criteria(
        "the share is at least two thirds and the lower end of its interval at least one half",
        "the upper end of its interval is below two thirds",
    ),
    "declines after {base_date}",
)


def examine(context: Context, *, bars: pd.DataFrame, base_date: Day) -> Evidence:
    """Classify every finished decline of 10% or more (claim slide-05).

    A note lists the declines that peaked after `base_date`, the forecast period of the claim.
    """
    del context
    missing = without_daily("crashes", frequency_of(bars))
    if missing:
        return Evidence(missing)
    declines = find_declines(bars)
    done = [decline for decline in declines if decline.finished]
    if not done:
        raise samples.InsufficientData("no finished decline of 10%")
    n, ordinary = len(done), sum(decline.kind != "crash" for decline in done)
    low, high = intervals.rate_interval(ordinary, n) or (0.0, 1.0)
    share = ordinary / n
    check = CriteriaCheck(
        supports=(
            Criterion("share of declines without a crash", share, ">=", USUALLY),
            Criterion("lower end of its interval", low, ">=", HALF),
        ),
        refutes=(Criterion("upper end of its interval", high, "<", USUALLY),),
    )
    primary = Estimate(
        STATISTIC,
        share,
        interval=(low, high),
        n=n,
        n_eff=n,
        claimed=USUALLY,
        note="claimed: usually, two thirds or more",
    )
    shares = [
        Estimate(
            f"share classed {kind}",
            sum(d.kind == kind for d in done) / n,
            interval=intervals.rate_interval(sum(d.kind == kind for d in done), n),
            n=n,
            n_eff=n,
        )
        for kind in KINDS
    ]
    eras = share_by_part(
        STATISTIC,
        pd.DatetimeIndex([d.peak for d in done]),
        np.array([d.kind != "crash" for d in done]),
    )
    since = [
        f"{d.peak:%Y-%m-%d} ({d.depth:.0%}, {d.kind if d.finished else 'still running'})"
        for d in declines
        if d.peak > base_date
    ]
    listed = "; ".join(since) or "none"
    note = f"declines that peaked after {base_date:%Y-%m-%d}: {listed}"
    return Evidence(
        check, (primary, *shares, *eras), tuple(decline_row(d) for d in declines), notes=(note,)
    )
