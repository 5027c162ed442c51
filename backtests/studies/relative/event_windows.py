"""Relative returns in the windows of risk-off events, beside random windows (METHODS 2.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.evidence.estimates import Context
from backtests.inference import samples
from backtests.inference.random_dates import draw_dates
from data_feeds.series.bars import Frequency
from signals.declines import Decline

# METHODS 2.5: beta from the previous 252 days; the event day and a window of five.
BETA_DAYS, WINDOW_DAYS = 252, 5
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Paths:
    """Log closes of both on common days, and the beta known at each close (NaN at first)."""

    index: pd.DatetimeIndex
    small: Floats
    large: Floats
    beta: Floats

    def relative(self, starts: Ints, ends: Ints) -> Floats:
        """Log return of small less large caps between closes."""
        return (self.small[ends] - self.small[starts]) - (self.large[ends] - self.large[starts])

    def beyond_beta(self, starts: Ints, ends: Ints) -> Floats:
        """The same less what beta, from before the window, makes of the large caps' return."""
        fall = self.large[ends] - self.large[starts]
        return self.relative(starts, ends) - (self.beta[starts] - 1) * fall


@dataclass(frozen=True, slots=True)
class Windows:
    """Events from close to close: positions, and how the curve names them."""

    name: str
    starts: Ints
    ends: Ints

    def since(self, first: int) -> Windows:
        """Those that start at a position or later."""
        kept = self.starts >= first
        return Windows(self.name, self.starts[kept], self.ends[kept])


@dataclass(frozen=True, slots=True)
class Phase:
    """Relative returns in windows of one kind, plain and beyond beta, beside random windows.

    `order` says of each random window from which event it has its length. Beyond beta NaN where
    beta is not known.
    """

    found: Floats
    beyond: Floats
    n_eff: int
    random: Floats
    random_beyond: Floats
    order: Ints

    def mean_without(self, at: int) -> tuple[float, Floats]:
        """Mean without one event, and of the random windows without the one of its length."""
        random = np.where(self.order == at, 0.0, self.random).sum(axis=1) / (self.found.size - 1)
        return float(np.delete(self.found, at).mean()), random


def paths_of(closes: pd.DataFrame, frequency: Frequency) -> Paths:
    """Log closes with the beta of small to large caps over the year to each close."""
    logs = closes.transform(np.log)
    steps = logs.diff()
    window = frequency.bars(BETA_DAYS)
    beta = steps["small"].rolling(window).cov(steps["large"]) / steps["large"].rolling(window).var()
    small, large = (logs[name].to_numpy(dtype=np.float64) for name in ("small", "large"))
    return Paths(pd.DatetimeIndex(closes.index), small, large, beta.to_numpy(dtype=np.float64))


def span_of(paths: Paths, declines: Sequence[Decline]) -> tuple[Ints, Ints]:
    """Return the positions of the peaks and troughs of declines."""
    starts = paths.index.get_indexer(pd.DatetimeIndex([d.peak for d in declines]))
    ends = paths.index.get_indexer(pd.DatetimeIndex([d.trough for d in declines]))
    return starts.astype(np.int64), ends.astype(np.int64)


def measure_windows(
    context: Context,
    paths: Paths,
    windows: Windows,
    *,
    slots: tuple[int, int] | None = None,
    draws: int | None = None,
) -> Phase:
    """Statistics of METHODS 2.5 over windows, against random windows of the same lengths (N1).

    `slots` are the first position and one past the last that random windows may touch.
    """
    starts, ends = windows.starts, windows.ends
    random_starts, random_ends, order = _random_windows(
        context,
        paths,
        windows,
        slots=slots or (0, paths.index.size),
        draws=draws or context.resamples,
    )
    return Phase(
        paths.relative(starts, ends),
        paths.beyond_beta(starts, ends),
        samples.separate_windows(starts.tolist(), ends.tolist()),
        paths.relative(random_starts, random_ends),
        paths.beyond_beta(random_starts, random_ends),
        order,
    )


def _random_windows(
    context: Context, paths: Paths, windows: Windows, *, slots: tuple[int, int], draws: int
) -> tuple[Ints, Ints, Ints]:
    """Random starts as far apart as the events', lengths of the events in random order.

    Windows start where beta is known, so that both statistics share them. Returns starts, ends,
    and the event that each has its length from.
    """
    lengths = windows.ends - windows.starts
    first = max(slots[0], int(np.argmax(~np.isnan(paths.beta))))
    spacing = max(1, int(np.diff(np.sort(windows.starts)).min(initial=paths.index.size)))
    picks = first + draw_dates(
        context.rng,
        slots=slots[1] - int(lengths.max()) - first,
        count=lengths.size,
        spacing=spacing,
        draws=draws,
    )
    order = np.tile(np.arange(lengths.size), (draws, 1))
    if lengths.min() < lengths.max():
        order = context.rng.permuted(order, axis=1)
    return picks, picks + lengths[order], order
