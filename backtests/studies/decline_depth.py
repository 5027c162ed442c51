"""Are the declines of small caps deeper than those of large caps?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests import inference
from backtests.findings import Context, Estimate, Evidence
from backtests.path_bootstrap import common_closes, contrast, other_blocks, resample
from backtests.studies.daily import frequency_note
from backtests.studies.gate import GATE_NOT_RUN
from backtests.verdicts import EffectCheck
from data_feeds.bars import Frequency
from signals.declines import BEAR, finished_depths, longest_spell, under_water

Floats = npt.NDArray[np.float64]
# METHODS 4: the depth of declines must differ by two percentage points.
LEAST_DEPTH = 0.02


def examine(context: Context, *, small: pd.DataFrame, large: pd.DataFrame) -> Evidence:
    """Hold the mean depth of declines of 10% or more against each other (METHODS slide-24).

    The deepest decline and the time below the record close are printed beside it.
    """
    closes = common_closes(small, large)
    ours, theirs = (closes[column].to_numpy(dtype=np.float64) for column in closes)
    depths = [finished_depths(path) for path in (ours, theirs)]
    if not all(found.size for found in depths):
        raise inference.TooLittleData("no finished decline of 10% in one of the indexes")
    observed = statistics_of(ours, theirs)
    draws = resample(context, closes, statistics_of)
    mean, deepest, water = (contrast(float(observed[at]), draws[:, at]) for at in range(3))
    check = EffectCheck(
        effect=mean.value,
        least=LEAST_DEPTH,
        upper=mean.interval_90[1],
        p=mean.p,
        p_opposite=mean.p_opposite,
        n_eff=min(found.size for found in depths),
        gate_note=GATE_NOT_RUN,
    )
    n = int(depths[0].size)
    names = ("mean depth of declines of 10% or more", "deepest decline of 10% or more",
             "share of time below the record close")  # fmt: skip
    pairs = ([float(d.mean()) for d in depths], [float(d.max()) for d in depths],
             [float(under_water(path).mean()) for path in (ours, theirs)])  # fmt: skip
    estimates = [
        Estimate(name, pair[0], baseline=pair[1], n=n, p=found.p,
                 note=f"baseline: S&P 500 ({depths[1].size} declines); difference "
                 f"{_points(found.value)}, 95% {_points(found.interval[0])} to "
                 f"{_points(found.interval[1])}")
        for name, pair, found in zip(names, pairs, (mean, deepest, water), strict=True)
    ]  # fmt: skip
    spells = [longest_spell(under_water(path)) for path in (ours, theirs)]
    frequency = Frequency(closes.attrs["frequency"])
    bears = [finished_depths(path, threshold=BEAR).size for path in (ours, theirs)]
    estimates.append(
        Estimate("declines of 20% or more", bears[0], "count", baseline=bears[1],
                 note="baseline: S&P 500")
    )  # fmt: skip
    estimates.append(
        Estimate(f"longest time below the record close, in {frequency.unit}s", spells[0],
                 "count", baseline=spells[1], note="baseline: S&P 500")
    )  # fmt: skip
    note = (
        f"each index's own declines are averaged: {depths[0].size} of the Russell 2000, "
        f"{depths[1].size} of the S&P 500"
    )
    blocks = f"mean depth: {other_blocks(context, closes, mean.value, statistics_of)}"
    return Evidence(check, tuple(estimates), notes=(note, blocks, *frequency_note(frequency)))


def statistics_of(small: Floats, large: Floats) -> Floats:
    """Differences in mean depth, deepest decline and share of time below the record.

    NaN where one of the paths has no finished decline.
    """
    ours, theirs = finished_depths(small), finished_depths(large)
    water = under_water(small).mean() - under_water(large).mean()
    if not (ours.size and theirs.size):
        return np.array([np.nan, np.nan, water])
    return np.array([ours.mean() - theirs.mean(), ours.max() - theirs.max(), water])


def _points(difference: float) -> str:
    return f"{100 * difference:+.1f} pp"
