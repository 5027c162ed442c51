"""Cumulative incidence of target and stop as competing risks (METHODS 3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backtests.inference.bootstrap import draw_rows
from backtests.inference.intervals import wilson_interval
from signals.core.arrays import Flags, Floats, Ints

# Event codes; 0 leaves the risk set without an event. A timeout is censored at the
# horizon, where the curve ends (METHODS 3.2).
_CODE: dict[str, int] = {"open": 0, "timeout": 0, "target": 1, "stop": 2}
# METHODS 0: draws of the bands.
DRAWS = 2_000
# Lower and upper end of a pointwise 95% band.
_BAND = (0.025, 0.975)
# Survival below this is none.
_ROUNDING = 1e-16
_QUARTERS = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Incidence:
    """Cumulative incidence of target and stop by bars held, with pointwise 95% bands.

    `bars` is ascending and lists the bars on which an event ended at target or stop. Bands have
    shape (2, bars), lower and upper ends, and are NaN if no draws were made. Beyond `known_to` bars
    no unfinished event was followed; infinite if all ended. `before` is the share before the first
    of `bars`, which is zero.
    """

    bars: Ints
    target: Floats
    stop: Floats
    target_band: Floats
    stop_band: Floats
    before: Share
    known_to: float

    def at(self, bars: int) -> tuple[Share, Share] | None:
        """Return the shares at target and at stop after some bars; None beyond `known_to`."""
        if bars > self.known_to:
            return None
        place = int(np.searchsorted(self.bars, bars, side="right")) - 1
        if place < 0:
            return self.before, self.before
        return (
            _share(self.target, self.target_band, place),
            _share(self.stop, self.stop_band, place),
        )


@dataclass(frozen=True, slots=True)
class Share:
    """A share of events and its 95% band."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Wait:
    """Quartiles of the bars to the target of `n` events, including the entry bar."""

    n: int
    lower: float
    median: float
    upper: float


def curve(
    bars: npt.ArrayLike,
    causes: Sequence[str],
    *,
    rng: np.random.Generator,
    n_eff: int,
    draws: int = DRAWS,
) -> Incidence:
    """Estimate both cumulative incidences (Aalen & Johansen 1978) with bands (METHODS 3.2).

    An open event is censored at its last bar. On ties, events precede censoring.

    Parameters
    ----------
    bars : array_like
        Bars held by each event, in order of entry.
    causes : sequence of str
        How each ended: `target`, `stop`, `timeout` or `open`; void events are left out before.
    n_eff : int
        Number of events with non-overlapping windows. Events are drawn in blocks of n / n_eff on
        average (stationary bootstrap, Politis & Romano 1994). The bands are the wider of these and
        Wilson's interval at n_eff, since resamples of events without a hit have no spread.
    draws : int
        Number of resamples for the bands; 0 for none.
    """
    held = np.asarray(bars, dtype=np.int64)
    code = np.array([_CODE[cause] for cause in causes], dtype=np.int64)
    grid = np.unique(held[code > 0])
    target, stop = _shares(held[np.newaxis], code[np.newaxis], grid)[0]
    known_to = _known_to(held, code)
    shares = np.stack((target, stop))
    bands = np.full((2, *shares.shape), np.nan)
    before = Share(0.0, np.nan, np.nan)
    if draws and held.size:
        bands = _bands(held, code, grid, shares, rng, max(n_eff, 1), draws)
        before = Share(0.0, *(float(end) for end in wilson_interval(0, 1, n_eff=max(n_eff, 1))))
    return Incidence(grid, target, stop, bands[:, 0], bands[:, 1], before, known_to)


def _bands(
    held: Ints,
    code: Ints,
    grid: Ints,
    shares: Floats,
    rng: np.random.Generator,
    n_eff: int,
    draws: int,
) -> Floats:
    """Return lower and upper ends of both shares at each bar, shape (2, 2, grid)."""
    rows = draw_rows(rng, size=held.size, block=max(1.0, held.size / n_eff), draws=draws)
    drawn = _shares(held[rows], code[rows], grid)
    low, high = np.quantile(drawn, _BAND, axis=0)
    least, most = wilson_interval(shares, 1, n_eff=n_eff)
    return np.stack((np.minimum(low, least), np.maximum(high, most)))


def _known_to(held: Ints, code: Ints) -> float:
    if not held.size:
        return 0.0
    longest = held == held.max()
    return float(held.max()) if (code[longest] == 0).any() else np.inf


def _shares(held: Ints, code: Ints, grid: Ints) -> Floats:
    """Return the cumulative incidence of target and stop at each bar of a grid.

    Aalen & Johansen (1978) for each row of events of one sample, equal to
    `statsmodels.duration.survfunc.CumIncidenceRight`, which takes a sample at a time.

    Parameters
    ----------
    held, code : ndarray, shape (samples, events)
        Bars held and event codes.
    grid : ndarray
        Ascending; every bar on which an event ends at target or stop.

    Returns
    -------
    ndarray, shape (samples, 2, grid)
    """
    samples = len(held)
    if not grid.size:
        return np.zeros((samples, 2, 0))
    place = np.searchsorted(grid, held)
    ended = np.stack([_counts(place, grid.size, code == cause) for cause in (1, 2)], axis=1)
    # An event censored after a bar of the grid is at risk on it, and not on the next.
    last = np.searchsorted(grid, held, side="right") - 1
    leaving = _counts(last, grid.size, last >= 0)
    at_risk = np.maximum(np.cumsum(leaving[:, ::-1], axis=1)[:, ::-1], 1.0)
    kept = 1 - ended.sum(axis=1) / at_risk
    none_left = kept < _ROUNDING
    survival = np.exp(np.cumsum(np.log(np.where(none_left, _ROUNDING, kept)), axis=1))
    survival[none_left] = 0.0
    before = np.concatenate((np.ones((samples, 1)), survival[:, :-1]), axis=1) / at_risk
    return np.cumsum(before[:, np.newaxis] * ended, axis=2)


def _counts(place: Ints, size: int, chosen: Flags) -> Floats:
    """Count the chosen events of each sample by their place, shape (samples, size)."""
    samples = len(place)
    cells = (place + size * np.arange(samples)[:, np.newaxis])[chosen]
    counts = np.bincount(cells, minlength=samples * size)
    return counts.reshape(samples, size).astype(np.float64)


def _share(values: Floats, band: Floats, place: int) -> Share:
    return Share(float(values[place]), float(band[0, place]), float(band[1, place]))


def wait(bars: npt.ArrayLike, causes: Sequence[str]) -> Wait | None:
    """Return quartiles of the bars to the target over the events that reached it, or None.

    Describes the hits only; it is not an estimate for the other events.

    >>> wait([10, 20, 30, 5], ["target", "target", "target", "stop"])
    Wait(n=3, lower=15.0, median=20.0, upper=25.0)
    """
    hits = np.array(
        [held for held, cause in zip(np.asarray(bars), causes, strict=True) if cause == "target"]
    )
    if not hits.size:
        return None
    return Wait(hits.size, *(float(q) for q in np.quantile(hits, _QUARTERS)))
