"""A statistic of breakouts beside what resampled paths give (METHODS 3.4, N2 and N2b)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from backtests import inference
from backtests.findings import Estimate
from backtests.resampled_paths import Null, Nulls, in_other_blocks

Floats = npt.NDArray[np.float64]


def against_paths(found: Estimate, nulls: Nulls) -> list[Estimate]:
    """Repeat an estimate with the two as its baseline and p; without either, say why."""
    return [
        _row(
            found,
            nulls.with_drift,
            "on resampled paths",
            nulls.note + in_other_blocks(nulls.other_blocks),
        ),
        _row(found, nulls.without_drift, "on resampled paths without drift", nulls.note),
    ]


def of_same_volatility(found: Estimate, null: Floats, observed: float) -> Estimate:
    """Repeat an estimate with random dates of the same volatility as its baseline and p."""
    return replace(
        found, name=f"{found.name}; chance: random dates of the same volatility", value=observed,
        baseline=float(null.mean()),
        against="random dates of the same volatility", p=inference.upper_p(null, observed),
        p_adjusted=None, mde=None, note="terciles of the volatility of the last 20 trading days",
    )  # fmt: skip


def _row(found: Estimate, null: Null | None, words: str, note: str) -> Estimate:
    name = f"{found.name}; chance: {words}"
    if null is None:
        return Estimate(name, None, n=found.n, note=note)
    return replace(
        found, name=name, baseline=null.mean,
        against=f"entries {words}", p=null.p, p_adjusted=None, mde=None,
        note=f"{null.paths:,} paths, {note}",
    )  # fmt: skip
