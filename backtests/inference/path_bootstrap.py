"""Joint block bootstrap of two price paths, for statistics of the whole path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from backtests.inference import bootstrap as inference_bootstrap
from backtests.inference import intervals, monte_carlo, samples
from data_feeds.series.bars import Frequency, infer_frequency
from signals.core.arrays import Floats

Statistic = Callable[[Floats, Floats], Floats]
# METHODS 0: maximum number of paths of a path bootstrap.
MOST_PATHS = 2_000
# Paths for each block length of the sensitivity (METHODS 3.3).
FEWER_PATHS = 300
SHORTEST_RECORD = 252


@dataclass(frozen=True, slots=True)
class Contrast:
    """A statistic with its bootstrap intervals and p-values.

    The draws are centred on the observed value for the 95% and 90% intervals and on zero for the
    one-sided p-values, which removes the bias of resampling. `detectable` is the minimum
    detectable value (METHODS 3.7).
    """

    value: float
    interval: tuple[float, float]
    interval_90: tuple[float, float]
    p: float
    p_opposite: float
    detectable: float | None


def common_closes(small: pd.DataFrame, large: pd.DataFrame) -> pd.DataFrame:
    """Return the closes of both on common days: columns `small` and `large`, frequency in `attrs`.

    Raises InsufficientData below one year.
    """
    closes = pd.concat({"small": small["close"], "large": large["close"]}, axis=1, join="inner")
    if len(closes) >= 2:
        frequency = infer_frequency(pd.DatetimeIndex(closes.index))
        if len(closes) > frequency.bars(SHORTEST_RECORD):
            closes.attrs = {"frequency": frequency.value}
            return closes
    raise samples.InsufficientData(f"{len(closes)} closes common to both indexes")


def bars_of(closes: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return one column of common closes as bars."""
    bars = closes[[column]].rename(columns={column: "close"})
    bars.attrs = dict(closes.attrs)
    return bars


def block_length(log_returns: Floats, frequency: Frequency) -> float:
    """Return the expected block in bars of a frequency, 21 to 126 trading days (METHODS 3.3)."""
    shortest, longest = (
        frequency.bars(days)
        for days in (inference_bootstrap.SHORTEST_BLOCK, inference_bootstrap.LONGEST_BLOCK)
    )
    return inference_bootstrap.automatic_block(log_returns, shortest=shortest, longest=longest)


def resample(
    closes: pd.DataFrame,
    statistic: Statistic,
    *,
    rng: np.random.Generator,
    draws: int,
    block: float | None = None,
) -> Floats:
    """Compute a statistic on resampled paths.

    The stationary bootstrap (Politis & Romano 1994) draws blocks of the returns of both columns
    together. Paths start at 1.

    Parameters
    ----------
    closes : DataFrame
        Common closes, as `common_closes` returns them.
    statistic : callable
        Maps the two paths to a one-dimensional array.
    block : float, optional
        Expected block in bars; by default `block_length`.

    Returns
    -------
    ndarray, shape (draws, size of the statistic)
    """
    returns = np.diff(np.log(closes[["small", "large"]].to_numpy(dtype=np.float64)), axis=0)
    if block is None:
        block = block_length(returns, Frequency(closes.attrs["frequency"]))
    columns = np.ascontiguousarray(returns.T)
    found = []
    for rows in inference_bootstrap.resampled_rows(
        rng, size=len(returns), block=block, draws=draws
    ):
        paths = (np.exp(inference_bootstrap.drawn_path(column, rows)) for column in columns)
        found.append(statistic(*paths))
    return np.array(found, dtype=np.float64)


def contrast(observed: float, simulated: Floats) -> Contrast:
    """Compare an observed statistic with its resampled values, of which NaN are left out."""
    known = simulated[~np.isnan(simulated)]
    if np.isnan(observed) or known.size < 2:
        raise samples.InsufficientData("no decline in one of the indexes")
    spread = known - known.mean()
    low, low_90, high_90, high = (
        float(observed + np.quantile(spread, q)) for q in (0.025, 0.05, 0.95, 0.975)
    )
    return Contrast(
        observed,
        (low, high),
        (low_90, high_90),
        monte_carlo.upper_p(spread, observed),
        monte_carlo.lower_p(spread, observed),
        intervals.minimum_detectable_mean(float(spread.std(ddof=1)), n_eff=1),
    )


def other_blocks(
    closes: pd.DataFrame,
    observed: float,
    statistic: Statistic,
    *,
    rng: np.random.Generator,
    draws: int,
) -> str:
    """Format the p of the first element of a statistic with other block lengths."""
    frequency = Frequency(closes.attrs["frequency"])
    found = []
    for days in inference_bootstrap.OTHER_BLOCKS:
        drawn = resample(
            closes, statistic, rng=rng, draws=min(draws, FEWER_PATHS), block=frequency.bars(days)
        )[:, 0]
        found.append(f"{days} days {contrast(observed, drawn).p:.3f}")
    return "p with other blocks: " + ", ".join(found)
