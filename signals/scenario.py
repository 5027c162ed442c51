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
    """Bucket limit at a horizon: the twelve-month limit times the root of time, a fraction."""
    return threshold * math.sqrt(months / 12)


def bucket_of(return_: float, *, threshold: float) -> Bucket:
    """Classify a price return as above, within or below plus and minus the threshold."""
    if return_ > threshold:
        return "up"
    return "down" if return_ < -threshold else "sideways"


def climatology(
    returns: npt.NDArray[np.float64], *, threshold: float
) -> tuple[float, float, float]:
    """Share of all starting dates that ended up, sideways and down; NaN returns are left out."""
    known = returns[~np.isnan(returns)]
    up, down = float((known > threshold).mean()), float((known < -threshold).mean())
    return up, 1 - up - down, down


def brier_score(odds: tuple[float, ...], outcome: int) -> float:
    """Multicategory Brier score of odds for the bucket that came, 0 best, 2 worst (Brier 1950)."""
    return sum((p - (i == outcome)) ** 2 for i, p in enumerate(odds))


def log_score(odds: tuple[float, ...], outcome: int) -> float:
    """Minus the natural logarithm of the probability given to the bucket that came."""
    return -math.log(odds[outcome])


def expected_brier(odds: tuple[float, ...], truth: tuple[float, ...]) -> float:
    """Brier score that odds would earn on average if `truth` were the true probabilities."""
    return sum(q * brier_score(odds, i) for i, q in enumerate(truth))
