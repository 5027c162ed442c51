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
