"""Test whether corrections are common in small caps and more frequent than in large caps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from backtests.evidence.effects import contrast_effect
from backtests.evidence.eras import by_part
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import gate_estimates, gated
from backtests.evidence.robustness import LeftOut
from backtests.evidence.specification_curve import Curve
from backtests.inference.path_bootstrap import (
    MOST_PATHS,
    Contrast,
    bars_of,
    common_closes,
    contrast,
    other_blocks,
    resample,
)
from backtests.inference.samples import InsufficientData
from backtests.studies.declines.definitions import (
    Reading,
    counts_of,
    draws_of_part,
    readings,
    samples,
)
from backtests.studies.measures.decline_rows import decline_row
from backtests.studies.measures.spans import frequency_note
from backtests.studies.method import Method, by_effect
from data_feeds.series.bars import Frequency
from signals.core.arrays import Flags, Floats, Ints
from signals.declines import BEAR, CORRECTION, Decline, decline_counts, find_declines
from signals.levels.touch import reaches_fall

CHARTS = ("declines",)

# METHODS 0: "common" is at least one in three years.
COMMON_PER_DECADE = 10 / 3
NAMES = ("Russell 2000", "S&P 500")
STATISTIC = "corrections per decade, Russell 2000 less S&P 500"
# METHODS 2.4 first. Lower and upper bounds of the depth of a correction; the upper bound is the
# depth of a bear market (20%, alternatives 15% and 25%) or none (1.0).
THRESHOLDS = (CORRECTION, 0.08, 0.12, 0.15)
LIMITS = (BEAR, 0.15, 0.25, 1.0)
METHOD = Method(
    "Declines of 10% to below 20% per decade of {small}, less those of {large}",
    by_effect("", also="{small} has one in three years or more"),
)


def examine(context: Context, *, small: pd.DataFrame, large: pd.DataFrame) -> Evidence:
    """Compare the frequencies of zigzag declines of 10% to below 20% (claim slide-04).

    The specification curve varies both depths, the sampling of closes and the starting high; every
    definition uses the same resampled paths.
    """
    closes = common_closes(small, large)
    decades = (closes.index[-1] - closes.index[0]).days / 3652.5
    by_index = [_corrections(bars_of(closes, column)) for column in ("small", "large")]
    if not any(by_index):
        raise InsufficientData("no finished correction of either index")
    rates = np.array([len(declines) for declines in by_index], dtype=np.float64) / decades
    sampled = samples(closes)
    draws = (
        resample(
            closes,
            partial(_every_count, sampled=sampled),
            rng=context.rng,
            draws=min(context.resamples, MOST_PATHS),
        )
        / decades
    )
    gaps = draws[:, 0] - draws[:, 1]
    gap = contrast(float(rates[0] - rates[1]), gaps[:, 0])
    blocks = other_blocks(
        closes, gap.value * decades, _gap, rng=context.rng, draws=context.resamples
    )
    common = f"one in three years or more (found {rates[0]:.1f} per decade)"
    effect = contrast_effect(gap, n=len(by_index[0]))
    check = effect.check(
        least=0.0,
        conditions=(
            (common, bool(rates[0] >= COMMON_PER_DECADE)),
            ("more of them than in the S&P 500", bool(rates[0] > rates[1])),
        ),
        unit="per decade",
    )
    curve = _curve(closes, sampled, gaps, decades)
    left_out = _without_each(by_index, gaps[:, 0], decades)
    difference = effect.estimate(
        STATISTIC,
        "score",
        note=f"{rates[0]:.1f} less {rates[1]:.1f}; baseline: no difference; {blocks}",
    )
    each = [
        _rate(name, contrast(float(rate), draws[:, at, 0]), len(by_index[at]))
        for at, (name, rate) in enumerate(zip(NAMES, rates, strict=True))
    ]
    events = [
        decline_row(d, index=name)
        for name, declines in zip(NAMES, by_index, strict=True)
        for d in declines
    ]
    estimates = (
        difference,
        *each,
        *gate_estimates(left_out, curve, statistic=STATISTIC, unit="score"),
        *_by_part(context, closes, by_index, gaps[:, :1] * decades, decades),
    )
    notes = frequency_note(Frequency(closes.attrs["frequency"]))
    return Evidence(
        gated(check, left_out, curve), estimates, tuple(events), notes=notes, curve=curve
    )


def _corrections(bars: pd.DataFrame) -> list[Decline]:
    return [d for d in find_declines(bars) if d.finished and not reaches_fall(d.depth, BEAR)]


def _definitions(sampled: Mapping[str, Ints]) -> list[tuple[Reading, float]]:
    """Return each combination of decline definition and upper bound of the depth."""
    return [
        (reading, limit) for reading in readings(sampled, THRESHOLDS) for limit in _limits(reading)
    ]


def _limits(reading: Reading) -> list[float]:
    return [limit for limit in LIMITS if limit > reading.threshold]


def _counts(path: Floats, sampled: Mapping[str, Ints]) -> Floats:
    """Count the corrections of a path under each definition, in the order of `_definitions`."""
    least = [reading.threshold for reading in readings(sampled, THRESHOLDS)]
    deeper = np.array(LIMITS) > np.array(least)[:, np.newaxis]
    return counts_of(path, sampled, THRESHOLDS, LIMITS)[deeper]


def _every_count(small: Floats, large: Floats, *, sampled: Mapping[str, Ints]) -> Floats:
    """Count the corrections of both paths: an array of index by definition."""
    return np.array([_counts(path, sampled) for path in (small, large)])


def _gap(small: Floats, large: Floats) -> Floats:
    depth, limit = np.array([CORRECTION]), np.array([BEAR])
    ours, theirs = (
        decline_counts(np.ascontiguousarray(path), depth, limit)[0, 0] for path in (small, large)
    )
    return np.asarray(ours - theirs, dtype=np.float64)


def _curve(
    closes: pd.DataFrame, sampled: Mapping[str, Ints], gaps: Floats, decades: float
) -> Curve:
    """Compute the specification curve; definitions without any correction are dropped."""
    ours, theirs = (
        _counts(closes[column].to_numpy(dtype=np.float64), sampled) for column in ("small", "large")
    )
    specifications = []
    for at, (reading, limit) in enumerate(_definitions(sampled)):
        if not ours[at] + theirs[at]:
            continue
        gap = contrast(float(ours[at] - theirs[at]) / decades, gaps[:, at])
        below = "any depth" if limit == LIMITS[-1] else f"{limit:.0%}"
        choices = {**reading.choices, "less deep than": below}
        specifications.append(contrast_effect(gap, n=int(ours[at])).specification(choices))
    return Curve(tuple(specifications))


def _without_each(
    by_index: Sequence[Sequence[Decline]], gaps: Floats, decades: float
) -> tuple[LeftOut, ...]:
    """Return the gap without each correction of either index, with the same draws."""
    observed = len(by_index[0]) - len(by_index[1])
    without = [
        contrast_effect(contrast((observed + change) / decades, gaps), n=len(by_index[0]) - 1)
        for change in (-1, 1)
    ]
    return tuple(
        effect.left_out(f"the {name}'s correction from {decline.peak:%Y-%m-%d}")
        for name, declines, effect in zip(NAMES, by_index, without, strict=True)
        for decline in declines
    )


def _by_part(
    context: Context,
    closes: pd.DataFrame,
    by_index: Sequence[Sequence[Decline]],
    draws: Floats,
    decades: float,
) -> tuple[Estimate, ...]:
    """Estimate the gap per decade for the corrections that began in each era and without 2020."""
    days = pd.DatetimeIndex(closes.index)
    peaks = [days.isin([d.peak for d in declines]) for declines in by_index]

    def gap_of(part: str, kept: Flags) -> Estimate:
        span = decades * float(kept.mean())
        counts = [int(peak[kept].sum()) for peak in peaks]
        random = draws_of_part(context, closes, part, _gap, draws)[:, 0] / span
        gap = contrast((counts[0] - counts[1]) / span, random)
        estimate = contrast_effect(gap, n=counts[0]).estimate(
            part, "score", note=f"{counts[0]} less {counts[1]} by their peaks"
        )
        return replace(estimate, mde=None)

    return by_part(STATISTIC, days, gap_of)


def _rate(name: str, rate: Contrast, n: int) -> Estimate:
    return Estimate(
        f"corrections per decade, {name}",
        rate.value,
        "score",
        interval=rate.interval,
        n=n,
        n_eff=n,
        claimed=COMMON_PER_DECADE if name == NAMES[0] else None,
        note="claimed: common, at least one in three years" if name == NAMES[0] else "",
    )
