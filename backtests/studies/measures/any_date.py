"""Mean return and hit rate over all dates, with intervals for overlapping windows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import scipy

from backtests.engine.forward_returns import bar_returns
from backtests.evidence.estimates import Estimate
from backtests.evidence.outlook import rate_of_days
from backtests.inference import bootstrap, samples
from backtests.studies.measures.spans import returns_of_all_dates
from data_feeds.series.bars import frequency_of
from signals.core.arrays import Floats

# Maximum number of bootstrap draws, and the share of them used for the other blocks. The standard
# error of the interval ends is then a few hundredths of the interval width.
MOST_DRAWS, PART = 500, 0.3
# Trading days per month.
MONTH = 21


def mean_after_any_date(
    closes: pd.DataFrame,
    *,
    trading_days: int,
    rng: np.random.Generator,
    draws: int = MOST_DRAWS,
    what: str = "return",
) -> Estimate:
    """Estimate the mean return over a number of trading days from every bar (METHODS 3.3).

    The interval comes from the stationary bootstrap of log returns with the block length of Politis
    and White (2004). The note reports the intervals for other blocks, and those of Newey and West
    (1987) and of Hansen and Hodrick (1980) as cross-checks.

    Parameters
    ----------
    closes : pd.DataFrame
        Bars with a column `close`.
    trading_days : int
        Length of the return.
    rng : Generator
        Draws the resamples.
    draws : int
        Number of resamples, 500 at most.
    what : str
        Kind of return in the name of the estimate.

    Returns
    -------
    Estimate
        Mean as a fraction. The value is None if no window is complete, the interval None if the
        record is too short for it.
    """
    name = f"mean {what} in the {trading_days} trading days after any date"
    frequency = frequency_of(closes)
    window = frequency.bars(trading_days)
    returns = bar_returns(closes, trading_days=trading_days)
    known = returns[~np.isnan(returns)]
    if not known.size:
        return Estimate(name, None, n=0, note="no window is complete")
    mean = float(known.mean())
    draws = min(draws, MOST_DRAWS)
    n_eff = max(1, -(-known.size // (window + 1)))
    steps = np.diff(np.log(closes["close"].to_numpy(dtype=np.float64)))
    try:
        block = bootstrap.automatic_block(
            steps,
            shortest=frequency.bars(bootstrap.SHORTEST_BLOCK),
            longest=frequency.bars(bootstrap.LONGEST_BLOCK),
        )
        interval = bootstrap.overlapping_mean_interval(
            rng, steps, window=window, block=block, draws=draws
        )
    except (samples.InsufficientData, ValueError) as error:
        return Estimate(name, mean, n=known.size, n_eff=n_eff, note=f"no interval: {error}")
    others = {
        bars: _with_block(rng, steps, window=window, block=bars, draws=round(PART * draws))
        for bars in map(frequency.bars, bootstrap.OTHER_BLOCKS)
    }
    parts = [f"blocks of {bars} {_shown(ends)}" for bars, ends in others.items()]
    parts += [
        f"{label} {_shown(_around(mean, error))}"
        for label, error in (
            ("Newey-West", bootstrap.newey_west_error(known, lags=window)),
            ("Hansen-Hodrick", bootstrap.hansen_hodrick_error(known, window=window)),
        )
    ]
    return Estimate(
        name,
        mean,
        interval=interval,
        n=known.size,
        n_eff=n_eff,
        note=f"stationary bootstrap, blocks of {block:.0f} {frequency.unit}s; " + "; ".join(parts),
    )


def rate_after_any_date(
    name: str,
    frames: Mapping[str, pd.DataFrame],
    met: Callable[[pd.DataFrame], pd.Series],
    *,
    months: int,
) -> Estimate:
    """Return the share of all starting dates whose returns over `months` meet a condition.

    Parameters
    ----------
    name : str
        Name of the estimate.
    frames : Mapping of str to pd.DataFrame
        Closes by series.
    met : callable
        Maps returns (a row per starting date, a column per series) to a boolean per row.
    months : int
        Calendar months of each window.
    """
    returns = returns_of_all_dates(frames, months=months)
    return rate_of_days(
        name, np.asarray(met(returns), dtype=bool), window_days=365, role="base rate"
    )


def _with_block(
    rng: np.random.Generator, steps: Floats, *, window: int, block: int, draws: int
) -> tuple[float, float] | None:
    """Return the interval for a block length; None if the record is not longer than two blocks."""
    if block < 1 or steps.size <= 2 * block:
        return None
    return bootstrap.overlapping_mean_interval(rng, steps, window=window, block=block, draws=draws)


def _around(mean: float, error: float | None) -> tuple[float, float] | None:
    if error is None:
        return None
    half = float(scipy.special.ndtri(0.975)) * error
    return mean - half, mean + half


def _shown(ends: tuple[float, float] | None) -> str:
    return "–" if ends is None else f"{ends[0]:.1%} to {ends[1]:.1%}"
