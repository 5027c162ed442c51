"""Time breakout detection and first touch on 10,000 synthetic daily bars, warm."""

from __future__ import annotations

import platform
import statistics
import time
from collections.abc import Callable

import numba
import numpy as np
import pandas as pd

from backtests.outcomes import first_touch
from data_feeds.bars import check_bars
from signals import breakout
from signals.stops import parse_stop

RUNS = 50


def synthetic_bars(n: int = 10_000) -> pd.DataFrame:
    """Daily bars of a geometric random walk with gaps."""
    rng = np.random.default_rng(1)
    close = 100 * np.exp(np.cumsum(rng.normal(0.0003, 0.012, n)))
    open_ = close * np.exp(rng.normal(0, 0.004, n))
    spread = np.abs(rng.normal(0, 0.006, n))
    frame = pd.DataFrame(
        {"open": open_, "high": np.maximum(open_, close) * (1 + spread),
         "low": np.minimum(open_, close) * (1 - spread), "close": close},
        index=pd.bdate_range("1985-01-01", periods=n),
    )  # fmt: skip
    return check_bars(frame, name="synthetic")


def median_ms(work: Callable[[], object]) -> float:
    """Median wall time of a call in milliseconds, after one that is not counted."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def main() -> None:
    """Print a row for each piece of work."""
    bars = synthetic_bars()
    events = breakout.find_events(bars)
    stop = parse_stop("structural")
    print(f"Python {platform.python_version()}, numpy {np.__version__}, numba {numba.__version__}; "
          f"{len(bars):,} bars, {len(events)} events, medians of {RUNS} runs")  # fmt: skip
    print(
        f"breakout detection with events   {median_ms(lambda: breakout.find_events(bars)):8.2f} ms"
    )
    outcomes = median_ms(lambda: first_touch(bars, events, stop=stop, horizon=252))
    print(f"first touch with outcomes        {outcomes:8.2f} ms")


if __name__ == "__main__":
    main()
