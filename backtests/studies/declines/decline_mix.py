"""Estimate the share of declines that were not crashes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd

from backtests.evidence.effects import Effect, rate_effect
from backtests.evidence.eras import share_by_part
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import gate_estimates, gated
from backtests.evidence.specification_curve import curve_of
from backtests.inference import intervals, samples
from backtests.studies.declines.definitions import CRASHES
from backtests.studies.measures.decline_rows import decline_row
from backtests.studies.measures.spans import frequency_note, without_weekly
from backtests.studies.method import Method, by_effect
from backtests.studies.parameters import Day
from data_feeds.series.bars import frequency_of
from signals.declines import (
    CORRECTION,
    KINDS,
    CrashRule,
    Decline,
    find_declines,
    record_declines,
)

CHARTS = ("declines",)

# METHODS 0: "usually" is at least two thirds; the share is tested against one half.
USUALLY, HALF = 2 / 3, 0.5
STATISTIC = "share of declines of 10% or more without a crash"
THRESHOLDS = (CORRECTION, 0.08, 0.12, 0.15)
FINDERS: Mapping[str, Callable[[pd.DataFrame, float, CrashRule], tuple[Decline, ...]]] = {
    "the high of the swing": lambda bars, fall, crash: find_declines(
        bars, threshold=fall, crash=crash
    ),
    "the record close": lambda bars, fall, crash: record_declines(bars, least=fall, crash=crash),
}
METHOD = Method(
    "Share of the finished declines of 10% or more of {bars} that were not crashes, against one "
    "half",
    by_effect(
        "16.7 points above one half, that is two thirds",
        also="the lower end of its 95% interval is at least one half",
        what="the share",
    ),
    "declines after {base_date}",
)


def examine(context: Context, *, bars: pd.DataFrame, base_date: Day) -> Evidence:
    """Classify every finished decline of 10% or more (claim slide-05).

    The specification curve varies the depth, the high from which a decline is measured, and the
    definition of a crash. A note lists the declines that peaked after `base_date`, the forecast
    period of the claim.

    Parameters
    ----------
    base_date : pd.Timestamp
        Date of the article; declines that peaked after it are listed.
    """
    del context
    missing = without_weekly("crashes", frequency_of(bars))
    if missing:
        return Evidence(missing)
    declines = find_declines(bars)
    done = [decline for decline in declines if decline.finished]
    if not done:
        raise samples.InsufficientData("no finished decline of 10%")
    n = len(done)
    share = _share(done)
    low = 0.0 if share.interval is None else share.interval[0]
    met = (f"lower end of its 95% interval {low:.1%}, at least {HALF:.0%}", low >= HALF)
    curve = curve_of(
        _share(found).specification(choices) for choices, found in _definitions(bars) if found
    )
    left_out = tuple(
        _share([*done[:at], *done[at + 1 :]]).left_out(f"the decline from {one.peak:%Y-%m-%d}")
        for at, one in enumerate(done)
        if n > 1
    )
    check = gated(share.check(least=USUALLY - HALF, conditions=(met,)), left_out, curve)
    primary = replace(
        share.estimate(STATISTIC, against="one half", note="claimed: usually, two thirds or more"),
        claimed=USUALLY,
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
    gate = gate_estimates(left_out, curve, statistic=STATISTIC) if left_out else ()
    return Evidence(
        check,
        (primary, *shares, *eras, *gate),
        tuple(decline_row(d) for d in declines),
        notes=(note, *frequency_note(frequency_of(bars))),
        curve=curve,
    )


def _share(declines: Sequence[Decline]) -> Effect:
    """Return the share of declines without a crash, against one half."""
    ordinary = sum(decline.kind != "crash" for decline in declines)
    return rate_effect(ordinary, len(declines), null=HALF)


def _definitions(bars: pd.DataFrame) -> Iterator[tuple[dict[str, str], list[Decline]]]:
    """Yield the finished declines under each definition, the primary one first."""
    for threshold, (high, find), crash in product(THRESHOLDS, FINDERS.items(), CRASHES):
        choices = {
            "depth": f"{threshold:.0%}",
            "measured from": high,
            "crash": str(crash),
        }
        yield choices, [d for d in find(bars, threshold, crash) if d.finished]
