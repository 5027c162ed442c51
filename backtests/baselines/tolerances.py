"""Tolerances of the figures of a baseline: Monte Carlo errors, estimated from repeats."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import scipy

from backtests.baselines.baseline import Key, Scalar
from backtests.baselines.items import Items
from backtests.inference import monte_carlo

# Probability that a tolerance is exceeded by chance; a run has some thousand random figures.
FALSE_ALARM_RATE = 1e-4
# Widest tolerance in Monte Carlo errors of a figure: one that is wider would check nothing.
MOST_ERRORS = 5.0


def monte_carlo_tolerances(
    figures: Mapping[str, Items], others: Sequence[Mapping[str, Items]], *, resamples: int
) -> dict[Key, float]:
    """Estimate the Monte Carlo error of figures between two runs.

    No tolerance is wider than MOST_ERRORS Monte Carlo errors of its figure. The error of a p-value
    counted in draws is binomial; that of an adjusted one is larger by the factor of its adjustment.
    The error of any other figure is the standard deviation of the repeats, and its tolerance the
    half-width of a prediction interval of Student's t, if that is narrower: where few repeats
    cannot state more, more draws make it narrower. Figures that are equal in all repeats are left
    out.
    """
    tolerances: dict[Key, float] = {}
    for key, value, repeats in _repeated(figures, others):
        if not isinstance(value, float):
            continue
        numbers = [x for x in repeats if isinstance(x, float)]
        error = _prediction_error([value, *numbers]) if any(x != value for x in numbers) else 0.0
        raw = figures[key[0]][key[1]].get("p") if key[2] == "p_adjusted" else value
        if is_p_value(key[2]) and isinstance(raw, float) and monte_carlo.is_counted(raw, resamples):
            error = max(1.0, value / raw) * _binomial_error(raw, resamples)
        elif key[2] == "p":
            # Counted or not, no p of this number of draws has a larger error than a half has.
            error = min(error, _binomial_error(0.5, resamples))
        if error > 0:
            tolerances[key] = min(error, 1.0) if is_p_value(key[2]) else error
    return tolerances


def is_p_value(name: str) -> bool:
    """Whether the name of a figure is that of a p-value."""
    return name == "p" or name.startswith("p_")


def _repeated(
    figures: Mapping[str, Items], others: Sequence[Mapping[str, Items]]
) -> list[tuple[Key, Scalar, list[Scalar]]]:
    """List each figure with its values in the repeats."""
    return [
        (
            (subject, item, name),
            value,
            [other[subject].get(item, {}).get(name) for other in others if subject in other],
        )
        for subject, items in figures.items()
        for item, fields in items.items()
        for name, value in fields.items()
    ]


def _prediction_error(values: Sequence[float]) -> float:
    """Return half the width of a prediction interval for one more run, at most MOST_ERRORS."""
    n = len(values)
    quantile = scipy.special.stdtrit(n - 1, 1 - FALSE_ALARM_RATE / 2)
    return float(min(quantile * np.sqrt(1 + 1 / n), MOST_ERRORS) * np.std(values, ddof=1))


def _binomial_error(p: float, resamples: int) -> float:
    """Return MOST_ERRORS binomial errors of p; of p at its ends, those of one draw beside them."""
    inside = min(max(p, 1 / (resamples + 1)), resamples / (resamples + 1))
    return MOST_ERRORS * math.sqrt(inside * (1 - inside) / resamples)


def unstable_figures(
    figures: Mapping[str, Items], others: Sequence[Mapping[str, Items]]
) -> dict[Key, float]:
    """Return infinite tolerances for texts and counts that differ between repeats.

    Verdicts are left out: a verdict that depends on random numbers should fail the check.
    """
    return {
        key: math.inf
        for key, value, repeats in _repeated(figures, others)
        if key[2] != "verdict"
        and any(
            x != value and not (isinstance(x, float) and isinstance(value, float)) for x in repeats
        )
    }
