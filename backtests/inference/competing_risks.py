"""Cumulative incidence of target and stop as competing risks (METHODS 3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from statsmodels.duration.survfunc import CumIncidenceRight

from backtests.inference.bootstrap import draw_rows
from backtests.inference.intervals import wilson_interval
from signals.core.arrays import Floats, Ints

# Event codes of statsmodels; 0 leaves the risk set without an event. A timeout is censored at the
# horizon, where the curve ends (METHODS 3.2).
_CODE: dict[str, int] = {"open": 0, "timeout": 0, "target": 1, "stop": 2}
# METHODS 0: draws of the bands.
DRAWS = 2_000
# Lower and upper end of a pointwise 95% band.
_BAND = (0.025, 0.975)
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
    target, stop = _shares(held, code, grid)
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
    drawn = np.array([_shares(held[row], code[row], grid) for row in rows])
    low, high = np.quantile(drawn, _BAND, axis=0)
    least, most = wilson_interval(shares, 1, n_eff=n_eff)
    return np.stack((np.minimum(low, least), np.maximum(high, most)))


def _known_to(held: Ints, code: Ints) -> float:
    if not held.size:
        return 0.0
    longest = held == held.max()
    return float(held.max()) if (code[longest] == 0).any() else np.inf


def _shares(held: Ints, code: Ints, grid: Ints) -> Floats:
    """Return the cumulative incidence of target and stop at each bar of a grid, shape (2, grid)."""
    found = np.zeros((2, grid.size))
    if not code.any():
        return found
    # Weights of one keep statsmodels from computing standard errors, which are undefined if all
    # events at risk end on one bar.
    fitted = CumIncidenceRight(held, code, freq_weights=np.ones(held.size))
    place = np.searchsorted(fitted.times, grid, side="right")
    for row, share in zip(found, fitted.cinc, strict=False):
        row[:] = np.concatenate(([0.0], share))[place]
    return found


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
