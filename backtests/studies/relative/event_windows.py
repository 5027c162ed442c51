"""Relative returns in windows of risk-off events and in random windows (METHODS 2.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from backtests.evidence.effects import Effect, mean_effect
from backtests.evidence.estimates import Context
from backtests.inference import samples
from backtests.inference.random_dates import draw_dates
from data_feeds.series.bars import Frequency
from signals.core.arrays import Floats, Ints
from signals.declines import Decline

# METHODS 2.5: beta from the previous 252 days; windows of one and five days.
BETA_DAYS, WINDOW_DAYS = 252, 5


@dataclass(frozen=True, slots=True)
class Paths:
    """Log closes on common days, and the trailing beta at each close (NaN at first)."""

    index: pd.DatetimeIndex
    small: Floats
    large: Floats
    beta: Floats

    def relative(self, starts: Ints, ends: Ints) -> Floats:
        """Return the log return of small caps less that of large caps between closes."""
        return (self.small[ends] - self.small[starts]) - (self.large[ends] - self.large[starts])

    def beyond_beta(self, starts: Ints, ends: Ints) -> Floats:
        """Return the relative log return in excess of the beta known before the window."""
        fall = self.large[ends] - self.large[starts]
        return self.relative(starts, ends) - (self.beta[starts] - 1) * fall


@dataclass(frozen=True, slots=True)
class Windows:
    """A named set of windows from close to close, by position."""

    name: str
    starts: Ints
    ends: Ints

    def since(self, first: int) -> Windows:
        """Select the windows that start at position `first` or later."""
        kept = self.starts >= first
        return Windows(self.name, self.starts[kept], self.ends[kept])


@dataclass(frozen=True, slots=True)
class Phase:
    """Relative returns in event windows and in random windows.

    Parameters
    ----------
    returns, beyond : array, shape (events,)
        Relative log return of each event, plain and beyond beta (NaN if beta is unknown).
    n_eff : int
        Number of windows that do not overlap.
    random, random_beyond : array, shape (draws, events)
        The same for random windows.
    order : array of int, shape (draws, events)
        Event that determines the length of each random window.
    """

    returns: Floats
    beyond: Floats
    n_eff: int
    random: Floats
    random_beyond: Floats
    order: Ints

    @property
    def effect(self) -> Effect:
        """Shortfall of the mean against random windows."""
        means = self.random.mean(axis=1)
        return mean_effect(self.returns, means, n_eff=self.n_eff, claimed_lower=True)

    @property
    def effect_beyond(self) -> Effect | None:
        """The same beyond beta, for events with a known beta; None without any."""
        known = ~np.isnan(self.beyond)
        if not known.any():
            return None
        means = self.random_beyond[:, known].mean(axis=1)
        n_eff = min(int(known.sum()), self.n_eff)
        return mean_effect(self.beyond[known], means, n_eff=n_eff, claimed_lower=True)

    def effect_without(self, at: int) -> Effect:
        """Return the shortfall without one event, against the random means without its window."""
        kept = np.delete(self.returns, at)
        means = np.where(self.order == at, 0.0, self.random).sum(axis=1) / kept.size
        n_eff = min(self.n_eff, kept.size)
        return mean_effect(kept, means, n_eff=n_eff, claimed_lower=True)


def paths_of(closes: pd.DataFrame, frequency: Frequency) -> Paths:
    """Compute log closes and the trailing one-year beta of small to large caps."""
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
    """Measure relative returns in windows and in random windows of the same lengths (METHODS 2.5).

    `slots` is the half-open range of positions available to random windows.
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
    """Draw random windows with the minimum spacing of the events and their lengths permuted.

    Windows start where beta is known, so that both statistics use the same windows. Returns
    starts, ends, and the event that determines the length of each window.
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
