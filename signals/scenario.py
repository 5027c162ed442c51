"""Scenario buckets of a twelve-month outlook: up, sideways, down (METHODS 2.6)."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
import numpy.typing as npt

Bucket = Literal["up", "sideways", "down"]
BUCKETS: tuple[Bucket, ...] = ("up", "sideways", "down")
THRESHOLD = 0.10


def scaled_threshold(months: int, *, threshold: float = THRESHOLD) -> float:
    """Return the bucket limit at a horizon: that of twelve months times the square root of time."""
    return threshold * math.sqrt(months / 12)


def bucket_of(return_: float, *, threshold: float) -> Bucket:
    """Classify a price return as above, within or below plus and minus the threshold."""
    if return_ > threshold:
        return "up"
    return "down" if return_ < -threshold else "sideways"


def climatology(
    returns: npt.NDArray[np.float64], *, threshold: float
) -> tuple[float, float, float]:
    """Return the relative frequencies of up, sideways and down; NaN returns are ignored."""
    known = returns[~np.isnan(returns)]
    up, down = float((known > threshold).mean()), float((known < -threshold).mean())
    return up, 1 - up - down, down


def brier_score(odds: tuple[float, ...], outcome: int) -> float:
    """Return the multicategory Brier score, from 0 (best) to 2 (Brier 1950)."""
    return sum((p - (i == outcome)) ** 2 for i, p in enumerate(odds))


def log_score(odds: tuple[float, ...], outcome: int) -> float:
    """Return minus the natural logarithm of the probability of the outcome."""
    return -math.log(odds[outcome])


def expected_brier(odds: tuple[float, ...], truth: tuple[float, ...]) -> float:
    """Return the expected Brier score of odds if `truth` are the true probabilities."""
    return sum(q * brier_score(odds, i) for i, q in enumerate(truth))
