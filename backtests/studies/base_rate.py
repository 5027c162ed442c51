"""Base rate of a forecast: how often its condition came true from any starting date."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from backtests import inference
from backtests.findings import Estimate


def rate_of_days(name: str, met: npt.NDArray[np.bool_], *, window_days: int) -> Estimate:
    """Share of consecutive starting dates that met a condition over a window of `window_days`.

    Windows overlap, so the interval is Wilson's at the number of windows that do not
    (METHODS 3.3); the note gives the surprise -log2 of the rate in bits (METHODS 4).
    """
    n = int(met.size)
    if n == 0:
        return Estimate(name, None, n=0, note="no window is complete")
    hits = int(met.sum())
    n_eff = max(1, -(-n // (window_days + 1)))
    rate = hits / n
    surprise = f"surprise {-math.log2(rate):.1f} bits" if rate > 0 else "never happened"
    return Estimate(
        name,
        rate,
        interval=inference.rate_interval(hits, n, n_eff=n_eff),
        n=n,
        n_eff=n_eff,
        note=surprise
        + inference.interval_note(inference.rate_interval(hits, n, n_eff=n_eff, method="jeffreys")),
    )
