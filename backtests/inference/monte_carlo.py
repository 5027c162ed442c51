"""Random number generators and Monte Carlo p-values (METHODS 0)."""

from __future__ import annotations

import hashlib

import numpy as np

from signals.core.arrays import Floats


def generator(claim_id: str) -> np.random.Generator:
    """Return a PCG64 generator seeded with the SHA-256 of a claim id (METHODS 0)."""
    digest = hashlib.sha256(claim_id.encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))


def upper_p(simulated: Floats, observed: float) -> float:
    """Return the upper-tail p-value (1 + #{simulated >= observed}) / (B + 1) (METHODS 0)."""
    return float((1 + np.count_nonzero(simulated >= observed)) / (simulated.size + 1))


def lower_p(simulated: Floats, observed: float) -> float:
    """Return the lower-tail p-value (1 + #{simulated <= observed}) / (B + 1) (METHODS 0)."""
    return float((1 + np.count_nonzero(simulated <= observed)) / (simulated.size + 1))


def is_counted(p: float, draws: int) -> bool:
    """Whether a p-value is a count of all draws over their number plus one.

    >>> is_counted(51 / 1_001, 1_000), is_counted(0.05, 1_000)
    (True, False)
    """
    count = p * (draws + 1)
    return 1 <= round(count) <= draws + 1 and abs(count - round(count)) < 1e-6


def drawn_again(rng: np.random.Generator, p: float, draws: int) -> float:
    """Return what other random numbers might give for a p-value: its count is binomial."""
    share = np.clip((p * (draws + 1) - 1) / draws, 0.0, 1.0)
    return float((1 + rng.binomial(draws, share)) / (draws + 1))
