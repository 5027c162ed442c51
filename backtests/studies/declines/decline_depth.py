"""Test whether the drawdowns of small caps are deeper than those of large caps."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_DEPTH, gate_estimates, gated
from backtests.inference.path_bootstrap import (
    FEWER_PATHS,
    common_closes,
    contrast,
    other_blocks,
    resample,
)
from backtests.inference.samples import InsufficientData
from backtests.studies.measures.depth_gap import (
    LARGE,
    WINDOWS,
    calendar_years,
    deepest_drawdown,
    depth_estimates,
    depth_gap,
    estimates_by_part,
    mean_gap,
    points,
)
from backtests.studies.measures.spans import frequency_note
from backtests.studies.method import Method, by_effect, in_points
from data_feeds.series.bars import Frequency
from signals.core.arrays import Floats
from signals.declines import finished_depths, longest_spell, under_water

CHARTS = ("declines",)

METHOD = Method(
    "Mean of the maximum drawdowns of {small} within all 12-month windows, less that of {large} in "
    "the same windows",
    by_effect(in_points(LEAST_DEPTH)),
    "calendar years, the deepest drawdown of the record, the mean depth of each index's own "
    "declines of 10% or more (truncated at 10%), and the time below the record close",
)


def examine(context: Context, *, small: pd.DataFrame, large: pd.DataFrame) -> Evidence:
    """Compare the maximum drawdowns within common 12-month windows (claim slide-24).

    The specification curve varies the windows, the sampling of closes and the summary; every
    definition uses the same resampled paths. The gate leaves out each calendar year.
    """
    closes = common_closes(small, large)
    frequency = Frequency(closes.attrs["frequency"])
    gap = depth_gap(context, closes)
    left_out, curve = gap.left_out(), gap.curve()
    blocks = other_blocks(
        closes,
        gap.windows.gap,
        lambda ours, theirs: mean_gap(ours, theirs, length=frequency.bars(WINDOWS[12])),
        rng=context.rng,
        draws=context.resamples,
    )
    return Evidence(
        gated(gap.effect().check(least=LEAST_DEPTH), left_out, curve),
        (
            *depth_estimates(gap),
            calendar_years(closes),
            deepest_drawdown(closes),
            *_declines(context, closes),
            *_under_water(closes, frequency),
            *gate_estimates(left_out, curve, statistic="extra depth"),
            *estimates_by_part(gap),
        ),
        notes=(f"mean depth in 12-month windows: {blocks}", *frequency_note(frequency)),
        curve=curve,
    )


def decline_means(small: Floats, large: Floats) -> Floats:
    """Return the difference in mean depth of the declines of 10% or more, as an array of one.

    NaN if one of the paths has no finished decline.
    """
    ours, theirs = finished_depths(small), finished_depths(large)
    return np.array([ours.mean() - theirs.mean() if ours.size and theirs.size else np.nan])


def _declines(context: Context, closes: pd.DataFrame) -> tuple[Estimate, ...]:
    """Return the mean depth of each index's own declines of 10% or more; none without a decline.

    Declines are counted from 10% on, so the means are truncated, and the more volatile index has
    more of the shallow ones.
    """
    paths = [closes[column].to_numpy(dtype=np.float64) for column in closes]
    ours, theirs = (finished_depths(path) for path in paths)
    name = "mean depth of each index's own declines of 10% or more, truncated at 10%"
    draws = resample(
        closes, decline_means, rng=context.rng, draws=min(context.resamples, FEWER_PATHS)
    )
    try:
        found = contrast(float(decline_means(*paths)[0]), draws[:, 0])
    except InsufficientData as error:
        return (Estimate(name, None, note=str(error)),)
    return (
        Estimate(
            name,
            float(ours.mean()),
            baseline=float(theirs.mean()),
            against=LARGE,
            n=int(ours.size),
            p=found.p,
            note=f"zigzag; {ours.size} of the Russell 2000, {theirs.size} of the S&P 500; "
            f"difference {points(found.value)}",
        ),
    )


def _under_water(closes: pd.DataFrame, frequency: Frequency) -> tuple[Estimate, ...]:
    """Return the share of time below the record close, and the longest time."""
    ours, theirs = (under_water(closes[column].to_numpy(dtype=np.float64)) for column in closes)
    return (
        Estimate(
            "share of time below the record close",
            float(ours.mean()),
            baseline=float(theirs.mean()),
            against=LARGE,
        ),
        Estimate(
            f"longest time below the record close, in {frequency.unit}s",
            longest_spell(ours),
            "count",
            baseline=longest_spell(theirs),
            against=LARGE,
        ),
    )
