"""Estimates on the choice of the best of several trading rules (METHODS 3.6)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backtests.evidence.estimates import Estimate
from backtests.evidence.verdicts import SIGNIFICANT
from signals.core.arrays import Floats


def overfitting_estimate(kind: str, chance: float) -> Estimate:
    """Return the probability of backtest overfitting; `kind` names what was chosen from."""
    return Estimate(
        f"chance that the {kind} best in half of the record is below the middle in the other half",
        chance,
        note="combinatorially symmetric cross-validation in 16 parts (Bailey, Borwein, López "
        "de Prado & Zhu 2017); above 50% the choice is luck",
    )


def count_estimate(kind: str, rules: Sequence[object], adjusted: Floats) -> Estimate:
    """Return how many rules beat their benchmark with p adjusted for all of them."""
    return Estimate(
        f"{kind}s of {len(rules)} that beat holding as much",
        float(np.count_nonzero(adjusted <= SIGNIFICANT)),
        "count",
        note="p up to .05 after adjustment for all of them (Romano & Wolf 2005); the lowest is "
        f"{adjusted.min():.2f}, {rules[int(adjusted.argmin())]}",
    )
