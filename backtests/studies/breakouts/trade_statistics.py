"""Expectancy of trades, and the adverse excursion before a success (METHODS 3.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backtests.engine.outcomes import Outcome
from backtests.engine.prepared_bars import PreparedBars
from backtests.inference import intervals
from backtests.studies.breakouts import hit_rate

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Excursion:
    """Worst price on the way to the target, over the `n` events that reached it.

    Fractions of the entry, negative where the price fell below it.
    """

    n: int
    median: float
    worst: float


@dataclass(frozen=True, slots=True)
class Expectancy:
    """Mean net return of a resolved event, and in multiples of what it risked.

    `interval` is Student's t at `n_eff`. A multiple is the return over the distance from entry to
    the first stop; None where the rule has no stop at entry. `baseline` is the mean over every day
    entered with each event's distances.
    """

    n: int
    n_eff: int
    mean: float
    interval: tuple[float, float] | None
    multiple: float | None
    multiple_interval: tuple[float, float] | None
    baseline: float | None


def worst_before_success(outcomes: Sequence[Outcome]) -> Excursion | None:
    """Median and worst adverse excursion of the events that reached their target; None without."""
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
    """Mean net return and multiple of risk of resolved events; None without any.

    `random` holds for each event the net returns of every day with its distances.
    """
    returns = np.array([o.return_ for o in resolved if o.return_ is not None])
    if not returns.size:
        return None
    n_eff = hit_rate.effective_events(bars, resolved, horizon)
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
    """Net returns over the risk at entry; None where an event has no stop at entry."""
    found = []
    for o in resolved:
        if o.stop is None or o.entry is None or o.return_ is None:
            return None
        found.append(o.return_ / (1 - o.stop / o.entry))
    return np.array(found)
