"""The simulated bars on which all engines run."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data_feeds.series.bars import check_bars

# As many as the Russell 2000 had from 1987-09-10 to the day of the articles.
BARS = 9_844


def synthetic_bars(n: int = BARS, *, seed: int = 1) -> pd.DataFrame:
    """Return daily bars of a geometric random walk with gaps."""
    rng = np.random.default_rng(seed)
    close = 100 * np.exp(np.cumsum(rng.normal(0.0003, 0.012, n)))
    open_ = np.concatenate(([100.0], close[:-1])) * np.exp(rng.normal(0, 0.004, n))
    spread = np.abs(rng.normal(0, 0.006, n))
    frame = pd.DataFrame(
        {
            "open": open_,
            "high": np.maximum(open_, close) * (1 + spread),
            "low": np.minimum(open_, close) * (1 - spread),
            "close": close,
        },
        index=pd.bdate_range("1985-01-01", periods=n, name="date"),
    )
    return check_bars(frame, name="synthetic")
