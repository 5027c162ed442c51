"""The bars that every engine gets: synthetic ones, or the Russell 2000 where it is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd

from data_feeds.bars import check_bars

# As many as the Russell 2000 had from 1987-09-10 to the day of the articles.
BARS = 9_844
COLUMNS = ["open", "high", "low", "close"]


def bars() -> tuple[pd.DataFrame, str]:
    """Bars of the folder that RUTCHECK_DATA names, else synthetic ones, and what they are."""
    folder = os.environ.get("RUTCHECK_DATA")
    if folder and (Path(folder) / "rut_daily.csv").exists():
        frame = pd.read_csv(Path(folder) / "rut_daily.csv", index_col=0, parse_dates=True)
        frame.columns = frame.columns.str.lower()
        checked = check_bars(frame[COLUMNS].astype(np.float64), name="RUT")
        return checked, f"{len(checked):,} daily bars of the Russell 2000"
    return synthetic_bars(), f"{BARS:,} synthetic daily bars"


def synthetic_bars(n: int = BARS, *, seed: int = 1) -> pd.DataFrame:
    """Daily bars of a geometric random walk with gaps."""
    rng = np.random.default_rng(seed)
    close = 100 * np.exp(np.cumsum(rng.normal(0.0003, 0.012, n)))
    open_ = np.concatenate(([100.0], close[:-1])) * np.exp(rng.normal(0, 0.004, n))
    spread = np.abs(rng.normal(0, 0.006, n))
    frame = pd.DataFrame(
        {"open": open_, "high": np.maximum(open_, close) * (1 + spread),
         "low": np.minimum(open_, close) * (1 - spread), "close": close},
        index=pd.bdate_range("1985-01-01", periods=n, name="date"),
    )  # fmt: skip
    return check_bars(frame, name="synthetic")
