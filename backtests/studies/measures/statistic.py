"""The statistic of past returns that a statement gives: mean, median, or a share of them."""

from __future__ import annotations

from typing import Literal

import numpy as np

from backtests.evidence.estimates import Estimate
from backtests.inference import intervals
from backtests.studies.parameters import Rule, percent
from signals.core.arrays import Flags, Floats
from signals.levels.touch import highest_touch, lowest_touch

Statistic = Literal["mean", "median", "share up", "share down", "share at least"]
# Conditions on the parameters of a study with a statistic.
STATISTIC_RULES = (
    Rule(
        ("statistic", "threshold"),
        "threshold with the statistic 'share at least', and only with it",
        lambda statistic, threshold: (statistic == "share at least") == (threshold is not None),
    ),
)


def meets(values: Floats, statistic: Statistic, threshold: float | None) -> Flags:
    """Return which returns a share counts; a negative threshold is one of at most as much."""
    if statistic == "share down":
        return np.asarray(values < 0, dtype=np.bool_)
    if statistic == "share at least" and threshold is not None:
        growth, needed = 1 + values, 1 + threshold
        return np.asarray(
            growth <= highest_touch(needed) if threshold < 0 else growth >= lowest_touch(needed),
            dtype=np.bool_,
        )
    return np.asarray(values > 0, dtype=np.bool_)


def statistic_of(values: Floats, statistic: Statistic, threshold: float | None = None) -> float:
    """Return the statistic of returns, a fraction.

    >>> [statistic_of(np.array([-0.1, 0.0, 0.4]), s) for s in ("median", "share up")]
    [0.0, 0.3333333333333333]
    """
    if statistic == "mean":
        return float(values.mean())
    if statistic == "median":
        return float(np.median(values))
    return float(meets(values, statistic, threshold).mean())


def words(statistic: Statistic, threshold: float | None = None) -> str:
    """Name a statistic.

    >>> words("share at least", 0.1), words("share at least", -0.1), words("mean")
    ('share at 10% or more', 'share at -10% or less', 'mean')
    """
    if statistic == "share at least" and threshold is not None:
        return f"share at {percent(threshold)} or {'less' if threshold < 0 else 'more'}"
    return str(statistic)


def estimate_of(
    name: str,
    values: Floats,
    statistic: Statistic,
    *,
    n_eff: int,
    threshold: float | None = None,
    claimed: float | None = None,
    any_day: Floats | None = None,
    against: str = "any date",
) -> Estimate:
    """Return a statistic with its interval at `n_eff`, and that of any date as its baseline.

    The interval is Student's for a mean and Wilson's for a share (METHODS 3.3); a median has none.
    """
    interval = None
    if statistic == "mean":
        interval = intervals.mean_interval(values, n_eff=n_eff)
    elif statistic != "median":
        hits = int(meets(values, statistic, threshold).sum())
        interval = intervals.rate_interval(hits, values.size, n_eff=n_eff)
    base = None if any_day is None or not any_day.size else any_day
    return Estimate(
        f"{words(statistic, threshold)} {name}",
        statistic_of(values, statistic, threshold),
        interval=interval,
        n=int(values.size),
        n_eff=n_eff,
        baseline=None if base is None else statistic_of(base, statistic, threshold),
        claimed=claimed,
        against=against,
    )
