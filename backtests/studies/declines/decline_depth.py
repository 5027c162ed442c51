"""Test whether the declines of small caps are deeper than those of large caps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from statistics import median

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.evidence.effects import contrast_effect
from backtests.evidence.eras import by_part
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_DEPTH, gate_estimates, gated
from backtests.evidence.robustness import LeftOut
from backtests.evidence.specification_curve import Curve, Specification
from backtests.inference import samples as inference_samples
from backtests.inference.path_bootstrap import (
    MOST_PATHS,
    bars_of,
    common_closes,
    contrast,
    other_blocks,
    resample,
)
from backtests.studies.declines.definitions import (
    Reading,
    depths_of,
    draws_of_part,
    readings,
    samples,
)
from backtests.studies.measures.spans import frequency_note
from data_feeds.series.bars import Frequency
from signals.core.arrays import Flags
from signals.declines import (
    BEAR,
    CORRECTION,
    Decline,
    find_declines,
    finished_depths,
    longest_spell,
    under_water,
)

CHARTS = ("declines",)

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
# At least one decline must remain when one is left out.
LEAST_DECLINES = 2
NAMES = ("Russell 2000", "S&P 500")
STATISTIC = "mean depth of declines of 10% or more"
# Claim slide-24 first, then other common thresholds of a correction or bear market.
THRESHOLDS = (CORRECTION, 0.08, 0.12, 0.15, BEAR, 0.25)
SUMMARIES: dict[str, Callable[[Floats], float]] = {
    "mean": lambda depths: float(depths.sum() / depths.size),
    # statistics.median is faster than NumPy on a few numbers.
    "median": lambda depths: median(depths.tolist()),
    # Claim slide-24; computed at 10% only, since the threshold hardly changes it.
    "deepest": lambda depths: float(depths.max()),
}


def examine(context: Context, *, small: pd.DataFrame, large: pd.DataFrame) -> Evidence:
    """Compare the mean depths of declines of 10% or more (claim slide-24).

    The deepest decline and the time below the record close are secondary estimates. The
    specification curve varies the threshold, the sampling of closes, the starting high and the
    summary statistic; every definition uses the same resampled paths.
    """
    closes = common_closes(small, large)
    ours, theirs = (closes[column].to_numpy(dtype=np.float64) for column in closes)
    by_index = [_finished(bars_of(closes, column)) for column in ("small", "large")]
    depths = [np.array([d.depth for d in declines]) for declines in by_index]
    if any(one.size < LEAST_DECLINES for one in depths):
        raise inference_samples.InsufficientData(
            "fewer than two finished declines of 10% in one of the indexes"
        )
    sampled = samples(closes)
    every = partial(_every_statistic, sampled=sampled)
    observed, draws = (
        every(ours, theirs),
        resample(closes, every, rng=context.rng, draws=min(context.resamples, MOST_PATHS)),
    )
    mean, deepest, water = (contrast(float(observed[at]), draws[:, at]) for at in range(3))
    n = int(depths[0].size)
    check = contrast_effect(mean, n=n, n_eff=min(one.size for one in depths)).check(
        least=LEAST_DEPTH
    )
    curve = _curve(observed[3:], draws[:, 3:], ours, sampled)
    left_out = _without_each(by_index, draws[:, 0])
    names = (STATISTIC, "deepest decline of 10% or more", "share of time below the record close")
    pairs = (
        [float(d.mean()) for d in depths],
        [float(d.max()) for d in depths],
        [float(under_water(path).mean()) for path in (ours, theirs)],
    )
    estimates = [
        Estimate(
            name,
            pair[0],
            baseline=pair[1],
            against="the S&P 500",
            n=n,
            p=gap.p,
            mde=mean.detectable if name == STATISTIC else None,
            note=f"baseline: S&P 500 ({depths[1].size} declines); difference "
            f"{_points(gap.value)}, 95% {_points(gap.interval[0])} to "
            f"{_points(gap.interval[1])}",
        )
        for name, pair, gap in zip(names, pairs, (mean, deepest, water), strict=True)
    ]
    spells = [longest_spell(under_water(path)) for path in (ours, theirs)]
    frequency = Frequency(closes.attrs["frequency"])
    bears = [finished_depths(path, threshold=BEAR).size for path in (ours, theirs)]
    estimates += [
        Estimate(
            "declines of 20% or more",
            bears[0],
            "count",
            baseline=bears[1],
            against="the S&P 500",
            note="baseline: S&P 500",
        ),
        Estimate(
            f"longest time below the record close, in {frequency.unit}s",
            spells[0],
            "count",
            baseline=spells[1],
            against="the S&P 500",
            note="baseline: S&P 500",
        ),
        *gate_estimates(left_out, curve, statistic="extra depth of declines"),
        *_by_part(context, closes, by_index, draws),
    ]
    note = (
        f"each index's own declines are averaged: {depths[0].size} of the Russell 2000, "
        f"{depths[1].size} of the S&P 500"
    )
    blocks = other_blocks(closes, mean.value, _mean_gap, rng=context.rng, draws=context.resamples)
    return Evidence(
        gated(check, left_out, curve),
        tuple(estimates),
        notes=(note, f"mean depth: {blocks}", *frequency_note(frequency)),
        curve=curve,
    )


def statistics_of(small: Floats, large: Floats) -> Floats:
    """Return the differences in mean depth, deepest decline and share of time below the record.

    The first two are NaN if one of the paths has no finished decline.
    """
    ours, theirs = finished_depths(small), finished_depths(large)
    water = under_water(small).mean() - under_water(large).mean()
    if not (ours.size and theirs.size):
        return np.array([np.nan, np.nan, water])
    return np.array([ours.mean() - theirs.mean(), ours.max() - theirs.max(), water])


def _mean_gap(small: Floats, large: Floats) -> Floats:
    ours, theirs = finished_depths(small), finished_depths(large)
    return np.array([ours.mean() - theirs.mean() if ours.size and theirs.size else np.nan])


def _finished(bars: pd.DataFrame) -> list[Decline]:
    return [d for d in find_declines(bars) if d.finished]


def _definitions(sampled: Mapping[str, Ints]) -> list[tuple[Reading, str]]:
    """Return each combination of decline definition and summary statistic."""
    return [
        (reading, summary)
        for reading in readings(sampled, THRESHOLDS)
        for summary in SUMMARIES
        if summary != "deepest" or reading.threshold == CORRECTION
    ]


def _every_statistic(small: Floats, large: Floats, *, sampled: Mapping[str, Ints]) -> Floats:
    """`statistics_of`, then the difference by each definition, claim slide-24 first."""
    ours, theirs = (depths_of(path, sampled, THRESHOLDS) for path in (small, large))
    gaps = [
        SUMMARIES[summary](ours[reading]) - SUMMARIES[summary](theirs[reading])
        if ours[reading].size and theirs[reading].size
        else np.nan
        for reading, summary in _definitions(sampled)
    ]
    return np.concatenate((statistics_of(small, large), gaps))


def _curve(observed: Floats, draws: Floats, path: Floats, sampled: Mapping[str, Ints]) -> Curve:
    """Compute the specification curve; definitions without declines of both indexes are dropped."""
    counts = {
        reading: depths.size for reading, depths in depths_of(path, sampled, THRESHOLDS).items()
    }
    specifications = []
    for at, (reading, summary) in enumerate(_definitions(sampled)):
        try:
            gap = contrast(float(observed[at]), draws[:, at])
        except inference_samples.InsufficientData:
            continue
        choices = {**reading.choices, "summary": summary}
        specifications.append(Specification(choices, counts[reading], gap.value, gap.value, gap.p))
    return Curve(tuple(specifications))


def _without_each(by_index: Sequence[Sequence[Decline]], draws: Floats) -> tuple[LeftOut, ...]:
    """Return the difference in means without each decline of either index, with the same draws."""
    depths = [np.array([d.depth for d in declines]) for declines in by_index]
    left_out = []
    for which, (name, declines) in enumerate(zip(NAMES, by_index, strict=True)):
        for at, decline in enumerate(declines):
            means = [float(one.mean()) for one in depths]
            means[which] = float(np.delete(depths[which], at).mean())
            gap = contrast(means[0] - means[1], draws)
            left_out.append(
                LeftOut(f"the {name}'s decline from {decline.peak:%Y-%m-%d}", gap.value, gap.p)
            )
    return tuple(left_out)


def _by_part(
    context: Context, closes: pd.DataFrame, by_index: Sequence[Sequence[Decline]], draws: Floats
) -> tuple[Estimate, ...]:
    """Estimate the mean depth of the declines that began in each era and without 2020."""
    days = pd.DatetimeIndex(closes.index)

    def depth_of(part: str, kept: Flags) -> Estimate:
        inside = [[d.depth for d in declines if d.peak in days[kept]] for declines in by_index]
        if not all(inside):
            raise inference_samples.InsufficientData("one of the indexes has no decline in it")
        ours, theirs = (float(np.mean(one)) for one in inside)
        random = draws_of_part(context, closes, part, _mean_gap, draws)[:, 0]
        gap = contrast(ours - theirs, random)
        return Estimate(
            part,
            ours,
            baseline=theirs,
            against="the S&P 500",
            n=len(inside[0]),
            n_eff=len(inside[0]),
            p=gap.p,
            note=f"baseline: S&P 500 ({len(inside[1])} declines); by their "
            f"peaks; difference {_points(gap.value)}",
        )

    return by_part(STATISTIC, days, depth_of)


def _points(difference: float) -> str:
    return f"{100 * difference:+.1f} pp"
