"""Compute the downside capture and depth of declines of small caps against large caps."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.evidence.eras import NO_P, by_part
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import CriteriaCheck, Criterion
from backtests.inference import intervals, samples
from backtests.inference.path_bootstrap import common_closes
from backtests.studies.measures.spans import frequency_note
from data_feeds.series.bars import Frequency
from signals.core.arrays import Flags
from signals.declines import finished_depths


def examine(context: Context, *, small: pd.DataFrame, large: pd.DataFrame) -> Evidence:
    """Compare losses in the large caps' losing months, and mean depths of declines (claim mom-16).

    Downside capture is the mean return of small caps in the months in which large caps fell,
    over that of large caps; price returns between the last common closes of each month.
    """
    del context
    closes = common_closes(small, large)
    frequency = Frequency(closes.attrs["frequency"])
    months = closes.groupby(pd.DatetimeIndex(closes.index).to_period("M")).last().pct_change()
    months = months.iloc[1:]
    down, up = months[months["large"] < 0], months[months["large"] > 0]
    depths = [finished_depths(closes[column].to_numpy(dtype=np.float64)) for column in closes]
    if down.empty or up.empty or not all(sample.size for sample in depths):
        raise samples.InsufficientData("no losing month, or no decline of 10%, of both indexes")
    capture = _capture(down)
    deeper = float(depths[0].mean() - depths[1].mean())
    check = CriteriaCheck(
        supports=(
            Criterion("downside capture", capture, "<", 1.0, "number"),
            Criterion("extra mean depth of declines", deeper, "<", 0.0),
        ),
        refutes=(
            Criterion("downside capture", capture, ">", 1.0, "number"),
            Criterion("extra mean depth of declines", deeper, ">", 0.0),
        ),
    )
    worse = int((down["small"] < down["large"]).sum())
    estimates = (
        Estimate(
            "downside capture",
            capture,
            "score",
            n=len(down),
            baseline=1.0,
            against="as much as the S&P 500",
            note=f"months: {down['small'].mean():.2%} against {down['large'].mean():.2%}",
        ),
        Estimate(
            "mean depth of declines of 10% or more",
            float(depths[0].mean()),
            baseline=float(depths[1].mean()),
            against="the S&P 500",
            n=int(depths[0].size),
            note=f"baseline: S&P 500, {depths[1].size} declines",
        ),
        Estimate("upside capture", _capture(up), "score", n=len(up), baseline=1.0),
        Estimate(
            "share of the S&P 500's losing months in which the Russell 2000 lost more",
            worse / len(down),
            interval=intervals.rate_interval(worse, len(down)),
            n=len(down),
            n_eff=len(down),
        ),
        Estimate(
            "deepest decline",
            float(depths[0].max()),
            baseline=float(depths[1].max()),
            against="the S&P 500",
            note="baseline: S&P 500",
        ),
    )
    return Evidence(check, (*estimates, *_by_part(months)), notes=frequency_note(frequency))


def _by_part(months: pd.DataFrame) -> tuple[Estimate, ...]:
    """Estimate the downside capture in each era and without 2020."""
    down = months[months["large"] < 0]

    def capture_of(part: str, kept: Flags) -> Estimate:
        return Estimate(
            part,
            _capture(down[kept]),
            "score",
            n=int(kept.sum()),
            baseline=1.0,
            against="as much as the S&P 500",
            note=NO_P,
        )

    return by_part("downside capture", pd.PeriodIndex(down.index), capture_of)


def _capture(months: pd.DataFrame) -> float:
    return float(months["small"].mean() / months["large"].mean())
