"""Expectancy of trades, and the adverse excursion before a success (METHODS 3.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backtests.engine.outcomes import Outcome
from backtests.engine.prepared_bars import PreparedBars
from backtests.inference import intervals
from backtests.studies.breakouts import random_entries
from signals.core.arrays import Floats


@dataclass(frozen=True, slots=True)
class Excursion:
    """Maximum adverse excursion of the `n` events that reached the target.

    Values are fractions of the entry price, negative if the price moved against the position.
    """

    n: int
    median: float
    worst: float


@dataclass(frozen=True, slots=True)
class Expectancy:
    """Mean net return of resolved events, also in multiples of the risk at entry.

    Intervals are Student's t at `n_eff`. A multiple is the return divided by the distance from
    entry to the first stop; None if an event has no stop at entry. `baseline` is the mean over
    every day, entered with the distances of each event.
    """

    n: int
    n_eff: int
    mean: float
    interval: tuple[float, float] | None
    multiple: float | None
    multiple_interval: tuple[float, float] | None
    baseline: float | None


def worst_before_success(outcomes: Sequence[Outcome]) -> Excursion | None:
    """Return the adverse excursions of the events that reached their target; None without any."""
    falls = [o.mae for o in outcomes if o.cause == "target" and o.mae is not None]
    if not falls:
        return None
    return Excursion(len(falls), float(np.median(falls)), min(falls))


def expectancy(
    bars: PreparedBars,
    resolved: Sequence[Outcome],
    *,
    horizon: int,
    random: Sequence[Floats] = (),
) -> Expectancy | None:
    """Compute the mean net return and multiple of risk of resolved events; None without any.

    `random` has one array per event: the net returns of every day, entered with its distances.
    """
    returns = np.array([o.return_ for o in resolved if o.return_ is not None])
    if not returns.size:
        return None
    n_eff = random_entries.effective_events(bars, resolved, horizon)
    multiples = _multiples(resolved)
    return Expectancy(
        n=returns.size,
        n_eff=n_eff,
        mean=float(returns.mean()),
        interval=intervals.mean_interval(returns, n_eff=n_eff),
        multiple=None if multiples is None else float(multiples.mean()),
        multiple_interval=(
            None if multiples is None else intervals.mean_interval(multiples, n_eff=n_eff)
        ),
        baseline=float(np.mean([known.mean() for known in random])) if random else None,
    )


def _multiples(resolved: Sequence[Outcome]) -> Floats | None:
    """Return net returns divided by the risk at entry; None if an event has no stop at entry."""
    found = []
    for o in resolved:
        if o.stop is None or o.entry is None or o.return_ is None:
            return None
        found.append(o.return_ / -o.side.gain(o.entry, o.stop))
    return np.array(found)
